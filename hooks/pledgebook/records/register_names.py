"""Register names: what parties, places, themes and sources are called, and the ids that they go by.

Files name them by id alone, since a name may change and the ids of old records may not; whoever writes a name is told
the id.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model import Register
from ..model.ids import slug
from ..model.text import LocalizedText
from ..problem import suggest

PARTIES, PLACES, THEMES, SOURCES = "parties", "places", "themes", "sources"
# Names as long as these are seldom alike by chance.
_ALIKE = 0.8
# A word between two names: `och`, `and`, `samt`.
_JOINT = 4
# In a text longer than this, no names are sought.
_LONGEST = 300


@dataclass(frozen=True)
class RegisterNames:
    """The names of a register.

    Attributes:
        register: the register, or nothing when it cannot be read: then no name is known.
    """

    register: Register | None = None

    @cached_property
    def _ids(self) -> Mapping[str, Mapping[str, str]]:
        if self.register is None:
            return {}
        return {
            PARTIES: _index((item.id, (item.name, item.inline)) for item in self.register.parties),
            PLACES: _index((item.id, (item.name, *item.aliases)) for item in self.register.places),
            THEMES: _index((item.id, (item.name,)) for item in self.register.themes),
            SOURCES: _index((item.id, (item.publisher, item.title, item.url)) for item in self.register.sources),
        }

    def list_ids(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind."""
        return tuple(sorted(set(filter(None, self._ids.get(kind, {}).values()))))

    def find(self, kind: str, text: str) -> str:
        """The id of what goes by a text: an id or a name, in whatever language, case or letters; or nothing."""
        return self._ids.get(kind, {}).get(slug(text), "")

    def split(self, kind: str, text: str) -> tuple[str, ...]:
        """The ids of all that a text names one after another (`Polisen och kommunen`); nothing if a word is left."""
        words = list(filter(None, slug(text).split("-"))) if len(text) <= _LONGEST else []
        ids = self._ids.get(kind, {})
        # What the words from a place on name, from the last: once for each, however many ways lead there.
        named: dict[int, tuple[str, ...]] = {len(words): ()}
        for start in reversed(range(len(words))):
            for end in range(len(words), start, -1):
                id = ids.get("-".join(words[start:end]), "")
                is_joined = len(words) - end > 1 and len(words[end]) <= _JOINT
                rest = next((place for place in (end, end + is_joined) if id and place in named), None)
                if rest is not None:
                    named[start] = tuple(dict.fromkeys((id, *named[rest])))
                    break
        return named.get(0, ())

    def suggest(self, kind: str, text: str, known: Iterable[str]) -> str:
        """The one of the known ids that a text names, or nearly names; or nothing."""
        known = tuple(known)
        names = {name: id for name, id in self._ids.get(kind, {}).items() if id in known}
        exact = names.get(slug(text), "")
        if exact or kind == SOURCES:
            # One that differs by its number alone is another source.
            same = [id for id in known if re.findall(r"\d+", id) == re.findall(r"\d+", text)]
            return exact or suggest(text, same)
        if len(text) > _LONGEST:
            return ""
        # Of two words, the second may say what kind it is, as in `Ekby kommun`.
        first, *others = slug(text).split("-")
        meant = [slug(text), first] if len(others) == 1 and kind != THEMES else [slug(text)]
        close = [found for name in meant for found in difflib.get_close_matches(name, names, n=1, cutoff=_ALIKE)]
        begun = {id for name, id in names.items() if kind != THEMES and name.startswith(f"{slug(text)}-")}
        return names[close[0]] if close else begun.pop() if len(begun) == 1 else suggest(text, known)


def _index(named: Iterable[tuple[str, Iterable[LocalizedText | str | None]]]) -> Mapping[str, str]:
    """Ids by what they go by, as slugs; a name of two goes for neither, and an id before any name."""
    called: dict[str, str] = {}
    ids: dict[str, str] = {}
    for id, names in named:
        ids[slug(id)] = id
        for name in {slug(name) for text in names for name in _list_names(text)}:
            called[name] = id if called.get(name, id) == id else ""
    return {name: id for name, id in {**called, **ids}.items() if name}


def _list_names(text: LocalizedText | str | None) -> Iterator[str]:
    if isinstance(text, str):
        yield text
    elif text:
        yield from text.root.values()
