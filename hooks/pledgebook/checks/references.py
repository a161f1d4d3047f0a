"""Every id that a record names exists, and no follow-up tells of one thing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..model import FollowUp, Record, Source
from ..model.ids import is_id
from ..model.located import Located
from ..problem import Problem, suggest
from ..records.guesses import guess_fields
from ..records.parsed import ParsedRecords
from ..records.references import MissingReference, find_missing_references
from ..records.register_names import PARTIES, PLACES, SOURCES, THEMES, RegisterNames
from ..records.validate import MAX_TOLD

# So like is a misspelt reference to what is meant.
_LIKE = 0.85
# In which list of the register each is sought.
KINDS = {
    **{"party_unknown": PARTIES, "place_unknown": PLACES, "theme_unknown": THEMES},
    **{"source_unknown": SOURCES, "source_unlisted": SOURCES},
}


def check_references(entries: ParsedRecords) -> Iterator[Problem]:
    """Every id that a record or a follow-up names exists."""
    if entries.register is None:
        return
    register = entries.register.record
    records = [entry.record for entry in entries.records]
    followups = [entry.record for entry in entries.followups]
    names = RegisterNames(register)
    located = {id(entry.record): entry for entry in entries.holders}
    told: Counter[int] = Counter()
    for missing in find_missing_references(register, records, followups, entries.folders):
        told[id(missing.holder)] += 1
        if told[id(missing.holder)] <= MAX_TOLD:
            yield _tell(missing, located[id(missing.holder)], names)


def _tell(missing: MissingReference, entry: Located[Record | FollowUp], names: RegisterNames) -> Problem:
    problem = entry.problem(missing.path, missing.code, found=missing.name, allowed=missing.known)
    kind = KINDS.get(missing.code)
    if missing.code == "promise_unknown" and "/" in missing.name:
        return replace(problem, suggestion=_keep_close(missing.name, problem.suggestion))
    if not kind:
        return problem
    hint = names.suggest(kind, missing.name, missing.known)
    row = names.split(kind, missing.name)
    if not hint and len(row) > 1:
        hint = f"[{', '.join(row)}]"
    if not hint and missing.code == "source_unknown" and not is_id(missing.name):
        # A name and no id is whoever has published the source.
        hint = guess_fields(Source, missing.name, ())
    elsewhere = next((other for other in (PARTIES, PLACES, THEMES) if names.find(other, missing.name)), "")
    details = {"elsewhere": elsewhere} if elsewhere and kind not in (elsewhere, SOURCES) else {}
    return replace(problem, suggestion=hint, details=details)


def _keep_close(name: str, meant: str) -> str:
    """The promise of another pledge that is suggested, if its pledge or its own id is the one that is written."""
    same = [one == other for one, other in zip(name.split("/"), meant.split("/"), strict=False)]
    return meant if any(same) or suggest(name, [meant], _LIKE) else ""


def check_results(entry: Located[FollowUp]) -> Iterator[Problem]:
    """A follow-up has one result for a promise or an activity."""
    seen: set[tuple[str, str | None]] = set()
    for number, result in enumerate(entry.record.results):
        if result.promise:
            if (result.promise, result.activity) in seen:
                yield entry.problem(("results", number, "promise"), "result_repeated", found=result.promise)
            seen.add((result.promise, result.activity))
