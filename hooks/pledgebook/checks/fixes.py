"""Quick fixes, each tried before it is offered: a line to paste is one with which the record is right in that place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ..problem import Level, Problem
from ..records.grouping import group_pairs
from ..reporting.quick_fix import list_quick_fixes
from ..reporting.source_lines import SourceLines

# Each is tried by reading a record once more; whoever has more to mend begins with these.
MAX_TRIED = 30
# So many letters are read for that in all, and nobody pastes a line as long as this.
MAX_READ = 500_000
_LONGEST = 5_000
# What comes of a line that stands in the wrong place, and may be told at a line above it.
_SHAPE = ("yaml_", "field_", "value_", "list_")
# With a line more the file begins or ends; it has to be right as a whole, since that may not be all it has lost.
_ENDS = {"frontmatter_missing", "frontmatter_open", "frontmatter_cut"}
_GRAVE = (Level.ERROR, Level.WARNING)
# What may be meant as it stands, and is offered otherwise.
_TOLD = {"markup_shown"}


def offer_fixes(
    problems: Iterable[Problem], sources: SourceLines, recheck: Callable[[str, str], Iterable[Problem]]
) -> Iterator[Problem]:
    """The problems, each with the line to paste if there is one that makes it right.

    `recheck` gives what would be wrong in a file, and in those that it belongs with, if it had another text.
    """
    problems = tuple(problems)
    by_path = group_pairs((problem.mark.path, problem) for problem in problems)
    by_line = group_pairs(((problem.mark.path, problem.mark.line), problem) for problem in problems)
    tried = read = 0
    for problem in problems:
        is_asked = problem.level in _GRAVE or problem.code in _TOLD
        is_tried = is_asked and tried < MAX_TRIED and read < MAX_READ
        lines = sources.lines(problem.mark.path) if is_tried else ()
        line = lines[problem.mark.line - 1] if 0 < problem.mark.line <= len(lines) else ""
        fix, is_refused = "", False
        before = by_path[problem.mark.path] if lines else []
        beside = by_line[problem.mark.path, problem.mark.line]
        ways = chain(_mend_together(problem, beside, lines), list_quick_fixes(problem, lines))
        more: list[str] = []
        for mended in chain(ways, more) if lines and len(line) < _LONGEST else ():
            if fix or tried >= MAX_TRIED or read >= MAX_READ:
                break
            text = "\n".join([*lines[: problem.mark.line - 1], mended, *lines[problem.mark.line :]])
            tried, read = tried + 1, read + len(text)
            left = tuple(recheck(problem.mark.path, text))
            if _is_right(problem, mended, before, left):
                fix = mended
            else:
                # The right name of a field, or of what there is, is worth telling although more is wrong with it.
                is_value = not problem.code.endswith("_unknown")
                is_refused = is_refused or (is_value and bool(problem.suggestion) and problem.suggestion in mended)
                # What is no YAML has hidden what else is wrong with the line, which is pasted once.
                if problem.code.startswith("yaml_") and "\n" not in mended:
                    further, done = _mend_line(problem, left, text.split("\n"))
                    more += [further] if done else []
        if fix:
            yield replace(problem, fix=fix)
        else:
            yield replace(problem, suggestion="") if is_refused else problem


def _is_grave(problem: Problem) -> bool:
    """Whether a problem speaks against a line; a doubt about what it says does not, since that was there before."""
    return problem.level is Level.ERROR or (problem.level is Level.WARNING and problem.code.startswith("yaml_"))


def _mend_together(problem: Problem, beside: Iterable[Problem], lines: Sequence[str]) -> Iterator[str]:
    """The line with all that is wrong in it mended, where that is more than one thing: it is pasted once."""
    mended, done = _mend_line(problem, beside, lines)
    if len(done) > 1 and problem in done:
        yield mended


def _mend_line(problem: Problem, beside: Iterable[Problem], lines: Sequence[str]) -> tuple[str, list[Problem]]:
    """The line of a problem with what is wrong in it mended as far as it can be, and what that is."""
    number, mended = problem.mark.line, list(lines)
    done = []
    # From the right, so that the places of the others stay the same.
    for item in sorted(beside, key=lambda item: item.mark.column, reverse=True):
        line = next(list_quick_fixes(item, mended), "") if item.level in _GRAVE and item.mark.line == number else ""
        if line and "\n" not in line:
            mended[number - 1] = line
            done.append(item)
    return mended[number - 1] if done else "", done


def _is_right(problem: Problem, mended: str, before: Iterable[Problem], after: Iterable[Problem]) -> bool:
    """Whether nothing is wrong where a line was pasted but what was so for another reason."""
    first = problem.mark.line
    last = first + mended.count("\n")
    others = Counter((item.code, item.found) for item in before if item is not problem and item.mark.line == first)
    known = {(item.mark, item.code) for item in before}
    left: Counter[tuple[str, str]] = Counter()
    for item in after:
        if item.mark.path != problem.mark.path or not (_is_grave(item) or item.code == problem.code):
            continue
        if problem.code in _ENDS:
            if last > first:
                return False
            continue
        if first <= item.mark.line <= last:
            left[item.code, item.found] += 1
        elif item.mark.line < first and item.code.startswith(_SHAPE) and (item.mark, item.code) not in known:
            return False
    return not left - others
