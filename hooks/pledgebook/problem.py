"""Problems: what is wrong in the sources, and where, as values that other modules make, collect and print."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters, heaviest first: an error stops the build, a warning stops a strict build.

    A hint is about how a sound record could serve its readers better, and only told when asked for.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a source file. `path` is relative to the project, with `/`; lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def at_line(self, number: int) -> Mark:
        """Where a line of the text that stands here begins, counted from 0."""
        return Mark(self.path, self.line + number) if number else self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    Attributes:
        mark: where it stands.
        code: which rule it breaks; the words are found in the catalogue under `problem.<code>`.
        level: how much it matters.
        found: what stands there now.
        allowed: what may stand there, when that is a short list.
        suggestion: what was probably meant, or nothing.
        details: other values that the message mentions, by name.
        family: where the catalogues name the allowed values (`status` for `status.fulfilled`), or nothing.
        fix: what to paste over the line that it stands on, if that is known to make the line right, or nothing.
    """

    mark: Mark
    code: str
    level: Level = Level.ERROR
    found: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    family: str = ""
    fix: str = ""

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What tells problems apart: file, line, column, rule."""
        return (self.mark.path, self.mark.line, self.mark.column, self.code)


# Nothing that may stand somewhere by its name is as long as this.
_LONGEST = 200
# With fewer letters than this, what a name begins with may be anything.
_SHORTEST_BEGINNING = 4


def suggest(found: str, allowed: Iterable[str], likeness: float = 0.6) -> str:
    """The one of `allowed` that `found` most looks like, if it is so like (0 to 1), or nothing."""
    if len(found) > _LONGEST:
        return ""
    allowed = list(allowed)
    close = difflib.get_close_matches(found.casefold(), allowed, n=1, cutoff=likeness)
    begun = [name for name in allowed if len(found) >= _SHORTEST_BEGINNING and name.startswith(found.casefold())]
    return close[0] if close else begun[0] if len(begun) == 1 else ""


def list_places(problems: Sequence[Problem]) -> dict[str, str]:
    """The details of one problem that is told for several: how many they are, and the line of each."""
    places = "\n".join(f"{problem.mark.path}:{problem.mark.line}" for problem in problems)
    return {"number": str(len(problems)), "places": places}


def order_problems(problems: Iterable[Problem], languages: Sequence[str] = ()) -> tuple[Problem, ...]:
    """The problems without repeats, by folder, file and line.

    What others rest on comes first: a pledge before its follow-ups, an original before its translations.

    Args:
        problems: the problems.
        languages: codes of the site's languages, the original first.
    """
    unique = {(problem.place, problem.found): problem for problem in problems}
    return tuple(sorted(unique.values(), key=lambda item: (_order_file(item.mark.path, languages), item.place)))


def _order_file(path: str, languages: Sequence[str]) -> tuple[str, bool, str, int]:
    """What files are sorted by: folder, whether it is about another file there, name, language."""
    folder, _, name = path.rpartition("/")
    part, _, rest = name.partition(".")
    language = rest.partition(".")[0]
    place = languages.index(language) if language in languages else len(languages)
    return (folder, part.startswith("followup-"), part, place)
