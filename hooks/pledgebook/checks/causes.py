"""Causes: one problem for all the places that suffer from one fault, and none for what only follows from another.

A party that is taken out of the register is missed wherever a record names it: that is told once, where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..config import RECORDS
from ..model.paths import RecordFile
from ..model.register import REGISTER
from ..names import Language
from ..problem import Mark, Problem, order_problems
from ..records.parsed import ParsedRecords
from ..yaml.node import Node
from .references import KINDS

_REGISTER = f"{RECORDS}/{REGISTER}"
# What is missed there.
_GONE_CODES = {
    **{"party_unknown": "party_gone", "place_unknown": "place_gone", "theme_unknown": "theme_gone"},
    **{"source_unknown": "source_gone", "promise_unknown": "promise_gone"},
}
# Where in a record's own file the thing that is missed would stand.
_OWN_LISTS = {"source_unlisted": "sources", "focus_unknown": "focus_areas", "promise_unknown": "promises"}
# Twice the same slip happens; so often it is one at the other end.
_MANY = 3
_GROUPED = {*KINDS, *_OWN_LISTS, "record_unknown", "agreement_unknown"}


def find_causes(problems: Iterable[Problem], entries: ParsedRecords, languages: Sequence[Language]) -> list[Problem]:
    """The problems, each cause once.

    Args:
        problems: what all rules have found.
        entries: what has been read.
        languages: codes of the site's languages, the original first.
    """
    problems = order_problems(problems, languages)
    lost = [problem for problem in problems if problem.code == "words_id_unknown"]
    kept = [problem for problem in problems if problem.code != "words_id_unknown"]
    promises = {entry.record.id: {item.id for item in entry.record.promises} for entry in entries.pledges}
    missed = {(_find_home(item), _find_name(item)) for item in kept if item.code == "promise_unknown"}
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in kept:
        if problem.code in _GROUPED:
            name = _find_name(problem)
            found.setdefault((problem.code, name, _find_home(problem)), []).append(problem)
    for problem in lost:
        home, name = _find_home(problem), problem.found.partition("/")[0]
        is_followup = "/followup-" in problem.mark.path
        if is_followup and name in promises.get(home, ()) and any(other == home for other, _ in missed):
            # The translation is right: it is the original that names a promise that is not there.
            continue
        if not is_followup and (home, name) in missed:
            found["promise_unknown", name, home].append(problem)
        else:
            kept.append(problem)
    told: set[int] = set()
    causes: list[Problem] = []
    for (code, name, home), group in sorted(found.items()):
        if _have_one_cause(code, group):
            told |= {id(problem) for problem in group}
            causes.append(_tell_once(code, name, home, group, entries))
    return [*(problem for problem in kept if id(problem) not in told), *causes]


def _find_name(problem: Problem) -> str:
    """The id that is missing, of a promise without the folder of its pledge."""
    return problem.found.rpartition("/")[2] if problem.code == "promise_unknown" else problem.found


def _find_home(problem: Problem) -> str:
    """Where what is missing would stand: the register, the folder of a pledge, or the file that names it."""
    path = problem.mark.path
    if problem.code in KINDS and problem.code != "source_unlisted":
        return _REGISTER
    if problem.code in ("promise_unknown", "words_id_unknown"):
        file = RecordFile.parse(path)
        folder, _, name = problem.found.partition("/")
        is_other = bool(name) and problem.code == "promise_unknown"
        return folder if is_other else file.record if file else ""
    return path if problem.code in _OWN_LISTS else ""


def _have_one_cause(code: str, group: Sequence[Problem]) -> bool:
    """Whether an id has been taken away, rather than misspelt here and there."""
    paths = {problem.mark.path for problem in group}
    spread = {path.rpartition("/")[0] for path in paths} if code in KINDS else paths
    is_many = len(group) >= _MANY and len(spread) > 1
    # What its own translation calls it too, it was called.
    is_renamed = any(problem.code == "words_id_unknown" for problem in group)
    return len(group) > 1 and (is_many or is_renamed or not group[0].suggestion)


def _tell_once(code: str, name: str, home: str, group: Sequence[Problem], entries: ParsedRecords) -> Problem:
    """One problem where the thing was, if that can be told, else at the first place that misses it."""
    places = "\n".join(f"{problem.mark.path}:{problem.mark.line}" for problem in group)
    details = {"number": str(len(group)), "places": places}
    first = replace(group[0], suggestion="", details={**group[0].details, **details})
    if home == _REGISTER:
        is_wide = len({problem.mark.path for problem in group}) > 1
        if entries.register is None or not is_wide:
            return first
        listed = _find_list(entries.register.node, KINDS[code]) or entries.register.node.mark
        return Problem(listed, _GONE_CODES[code], found=name, details=details)
    if code == "promise_unknown":
        node = next((entry.node for entry in entries.pledges if entry.record.id == home), None)
        mark = _find_list(node, "promises") if node else None
        return Problem(mark, _GONE_CODES[code], found=name, details=details) if mark else first
    node = next((entry.node for entry in entries.holders if entry.node.mark.path == home), None)
    mark = _find_list(node, _OWN_LISTS[code]) if node and code in _OWN_LISTS else None
    return replace(first, mark=mark or first.mark)


def _find_list(node: Node, name: str) -> Mark | None:
    """Where a list begins: at its name."""
    return node.key_mark((name,)) if name in node.mapping else None
