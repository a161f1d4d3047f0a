"""Rules on what a follow-up says came of a promise: its status against its figures, and who says so.

Each is about what is most often a slip and may be right: a reason in the result, or a note on the figure, says that it
is, and then nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..model import FollowUp, Pledge, Promise
from ..model.amounts import Figure, Measure, Target
from ..model.enums import Compare, FigureKind, Per, Publication, Status, StatusSource, TargetKind
from ..model.followup import Result
from ..model.located import Located
from ..model.text import LocalizedText
from ..names import Language
from ..problem import Level, Problem
from ..records.book import Book
from ..records.parsed import ParsedRecords

# `About 200` is not missed by less than a fifth.
_NEARLY = 0.8
# Units are alike that end alike (`kontroller`, `trafikkontroller`) or begin alike (`kontroll`), by so many letters.
_ALIKE = 4
# Shorter words, such as `%` and `of`, say nothing of what is counted.
_WORD = 3


def check_outcomes(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """What follow-ups say of promises agrees with what was promised, and by whom."""
    language = book.languages[0]
    done = _sum_figures(entries.followups)
    for entry in entries.followups:
        pledge = book.pledge[entry.record.pledge]
        yield from _check_sender(entry, pledge)
        promises = {promise.id: promise for promise in pledge.promises}
        for number, result in enumerate(entry.record.results):
            promise = promises.get(result.promise or "")
            if promise:
                figures = done[pledge.id, promise.id, result.activity]
                yield from _check_status(entry, number, promise, figures, language)
                yield from _check_units(entry, number, promise, language)
            is_judged = (result.status, result.status_source) == (Status.NOT_FULFILLED, StatusSource.EDITOR)
            if is_judged and not (result.sources or result.reason or result.figures):
                found = result.promise or ""
                yield entry.problem(("results", number, "status"), "status_unfounded", Level.WARNING, found)
        if book.register.publication is Publication.COMPILED:
            yield from _check_sources(entry)


def _sum_figures(entries: Iterable[Located[FollowUp]]) -> Mapping[tuple[str, str, str | None], list[Figure]]:
    """All figures of a pledge's promise or activity, of whatever follow-up."""
    found: dict[tuple[str, str, str | None], list[Figure]] = {}
    for entry in entries:
        for result in entry.record.results:
            key = (entry.record.pledge, result.promise or "", result.activity)
            found.setdefault(key, []).extend(result.figures)
    return found


def _list_targets(promise: Promise, result: Result) -> tuple[Target, ...]:
    """The targets that a result is about: those of the promise, or of the one activity."""
    if result.activity is None:
        return promise.target
    return next((item.target for item in promise.activities if item.id == result.activity), ())


def _check_status(
    entry: Located[FollowUp], number: int, promise: Promise, done: Sequence[Figure], language: Language
) -> Iterator[Problem]:
    result = entry.record.results[number]
    if result.reason or any(figure.note for figure in result.figures):
        return
    path = ("results", number, "status")
    counted = [figure for figure in result.figures if figure.kind is FigureKind.DEED and figure.value]
    if result.status is Status.NOT_STARTED and counted:
        found = _show(counted[0].value, counted[0].unit, language)
        yield entry.problem(path, "status_begun", Level.WARNING, found, promise=promise.id)

    def problem(aim: Measure, code: str, got: float) -> Problem:
        shown = _show(aim.value, aim.unit, language)
        per = {"per": str(aim.per)} if isinstance(aim, Target) and aim.per in _RATES else {}
        return entry.problem(path, code, Level.WARNING, _show(got), target=shown, promise=promise.id, **per)

    for target in filter(_is_measured, _list_targets(promise, result)):
        own = _add(result.figures, target, language, is_exact=True)
        # What a rate comes to is told by one figure; numbers of several follow-ups add up.
        most = _add(result.figures if target.per in _RATES else done, target, language)
        compared = own if _is_ceiling(target) else most
        if result.status is Status.FULFILLED and compared is not None and not _is_met(target, compared):
            yield problem(target, "status_unmet", compared)
        elif result.status in _FALLEN and own is not None and _is_all(promise, target) and _is_met(target, own):
            yield problem(target, "status_met", own)
        for share in target.of_which if result.status is Status.FULFILLED else ():
            got = _find_share(result.figures, target, share, language)
            if got is not None and not _is_met(share, got):
                yield problem(share, "status_unmet", got)


_FALLEN = (Status.NOT_FULFILLED, Status.PARTLY_FULFILLED)


def _is_all(promise: Promise, target: Target) -> bool:
    """Whether a promise asks for nothing more than that a number is reached."""
    more = promise.activities or promise.condition or target.likewise or target.of_which or target.each
    return promise.target == (target,) and not (_is_ceiling(target) or more)


def _is_measured(target: Target) -> bool:
    """Whether a target is one number for the whole period, or a rate, and so can be held against figures."""
    is_whole = target.kind is TargetKind.COUNT and target.per in _WHOLE and not target.average
    is_clear = is_whole or (target.kind is TargetKind.RECURRING and target.per in _RATES)
    return is_clear and target.value is not None and target.compare not in (None, Compare.SEVERAL)


_WHOLE = (None, Per.PERIOD)
_RATES = tuple(per for per in Per if per not in (Per.PERIOD, Per.UNCLEAR))


def _is_ceiling(target: Measure) -> bool:
    return target.compare is Compare.AT_MOST


def _is_met(target: Measure, number: float) -> bool:
    aim = target.value or 0
    if target.compare is Compare.AT_MOST:
        return number <= aim
    if target.compare is Compare.MORE_THAN:
        return number > aim
    return number >= aim * (_NEARLY if target.compare is Compare.ABOUT else 1)


def _add(figures: Iterable[Figure], target: Target, language: Language, is_exact: bool = False) -> float | None:
    """How much figures in the unit of a target come to; nothing where there are none, or one is no certain number.

    It is as much as there can have been at the target's places, or (`is_exact`) what is said of just those.
    """
    own = [figure for figure in figures if _is_alike(figure.unit, target.unit, language)]
    own = [figure for figure in own if figure.per is target.per or {figure.per, target.per} <= {*_WHOLE}]
    own = [figure for figure in own if _is_there(set(figure.places), set(target.places), is_exact)]
    is_rate = target.per in _RATES
    if not own or any(figure.value is None or figure.compare in _VAGUE for figure in own) or (is_rate and own[1:]):
        return None
    return sum(figure.value or 0 for figure in own)


def _is_there(counted: set[str], aimed: set[str], is_exact: bool) -> bool:
    """Whether something was counted at just the places that were aimed at, or may have been at some of them."""
    return counted == aimed if is_exact else not counted or not aimed or bool(counted & aimed)


def _find_share(figures: Iterable[Figure], target: Target, share: Measure, language: Language) -> float | None:
    """How much there was of a part of a target, in the same measure; nothing where that is not told, or in two ways."""
    wholes = [figure for figure in figures if _is_alike(figure.unit, target.unit, language)]
    parts = [part for whole in wholes for part in whole.of_which if _is_alike(part.unit, share.unit, language)]
    if len(wholes) != 1 or len(parts) != 1 or parts[0].value is None or parts[0].compare in _VAGUE:
        return None
    if share.is_share and not parts[0].is_share and wholes[0].value and wholes[0].compare not in _VAGUE:
        return round(100 * parts[0].value / wholes[0].value, 1)
    return parts[0].value if share.is_share == parts[0].is_share else None


_VAGUE = (Compare.AT_LEAST, Compare.MORE_THAN, Compare.SEVERAL)


def _is_alike(one: LocalizedText, other: LocalizedText, language: Language) -> bool:
    """Whether two units may well be the same: in a word that says something, which no `%` and no `of` does."""
    pairs = [(a, b) for a in _words(one, language) for b in _words(other, language)]
    return _words(one, language) == _words(other, language) or any(
        (a == b and len(a) >= _WORD) or (len(min(a, b, key=len)) >= _ALIKE and _share_end(a, b)) for a, b in pairs
    )


def _share_end(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one) or one[: _ALIKE + 1] == other[: _ALIKE + 1]


def _words(text: LocalizedText, language: Language) -> list[str]:
    return str(text.get(language)).casefold().split()


def _show(number: float | None, unit: LocalizedText | None = None, language: Language | None = None) -> str:
    text = f"{number:g}" if number is not None and number < 1e6 else str(number)
    return f"{text} {unit.get(language)}" if unit and language else text


def _check_units(entry: Located[FollowUp], number: int, promise: Promise, language: Language) -> Iterator[Problem]:
    """What was done is counted in what was promised."""
    result = entry.record.results[number]
    targets = [target for target in _list_targets(promise, result) if target.value is not None]
    figures = [figure for figure in result.figures if figure.kind is FigureKind.DEED and figure.value is not None]
    is_told = any(figure.note for figure in result.figures) or result.reason
    pairs = [(figure, target) for figure in figures for target in targets]
    if pairs and not is_told and not any(_is_alike(figure.unit, target.unit, language) for figure, target in pairs):
        figure, target = pairs[0]
        found, aim = str(figure.unit.get(language)), str(target.unit.get(language))
        path = ("results", number, "figures", 0)
        yield entry.problem(path, "figure_unit", Level.NOTE, found, target=aim, promise=promise.id)


def _check_sender(entry: Located[FollowUp], pledge: Pledge) -> Iterator[Problem]:
    """A follow-up is made by somebody who has promised."""
    senders = set(entry.record.by)
    promised = {promise.id: _list_parties(promise) for promise in pledge.promises}
    helpers = {party for promise in pledge.promises for party in promise.helpers}
    everyone = {*pledge.parties, *helpers}
    if not senders & everyone and not any(senders & parties for parties in promised.values()):
        known = ", ".join(pledge.parties)
        yield entry.problem(("by",), "followup_outsider", Level.NOTE, ", ".join(entry.record.by), parties=known)
        return
    for number, result in enumerate(entry.record.results):
        parties = promised.get(result.promise or "")
        # A promise by somebody who is no party is told by itself.
        is_told = (result.status, result.status_source) != (Status.NOT_REPORTED, StatusSource.EDITOR)
        if is_told and parties and parties <= everyone and not senders & parties:
            path = ("results", number, "promise")
            details = {"by": ", ".join(entry.record.by), "parties": ", ".join(sorted(parties))}
            yield entry.problem(path, "result_outsider", Level.NOTE, result.promise or "", **details)


def _list_parties(promise: Promise) -> set[str]:
    return {*promise.by, *promise.helpers, *(party for item in promise.activities for party in item.by)}


def _check_sources(entry: Located[FollowUp]) -> Iterator[Problem]:
    """Where others compile what the parties have said, a status says who has set it."""
    for number, result in enumerate(entry.record.results):
        path = ("results", number, "status")
        if result.status is not Status.NOT_REPORTED and result.status_source is None:
            yield entry.problem(path, "status_unsourced", Level.NOTE, result.promise or "")
