"""Rules on what is sound and most likely not meant: parties named nowhere else, the same thing twice, odd dates.

Each may be right all the same, and its message says how to tell so or that nothing has to be done.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from datetime import timedelta

from ..model import UNKNOWN_PARTY, FollowUp, Model, Pledge, Record, Register
from ..model.dates import EARLIEST, parse_partial
from ..model.enums import FollowUpKind, PlaceType, Scope
from ..model.located import Located
from ..model.paths import folder_of, part_of
from ..model.text import LocalizedText
from ..names import Language
from ..problem import Level, Problem, list_places
from ..records.book import Book
from ..records.parsed import ParsedRecords
from ..yaml.node import Path
from .dates import LONG_BEFORE, are_apart, render_period
from .record import is_misdated
from .years import is_early

_YEAR = re.compile(r"(?<![\w/.:§-])(19\d\d|20\d\d)(?![\w/-])")
_NAMED = re.compile(r"\d{4}(?:-\d{2}){0,2}")
# What is summed up a few weeks before the end is summed up at the end.
_NEARLY = timedelta(days=31)
# Laws are cited by year, and what is compared with lies behind.
_LAW = re.compile(r"\(\d{4}:\d+\)")


def check_sense(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """What records and follow-ups say makes sense together."""
    language = book.languages[0]
    if entries.register:
        yield from _check_register(entries.register, language)
        yield from _check_gaps(entries.register, book)
    for record in entries.records:
        yield from _check_parties(record, book)
        yield from _check_twice(record, language)
        yield from _check_days(record)
    for pledge in entries.pledges:
        yield from _check_years(pledge, book, language)
        yield from _check_agreement(pledge, book)
        yield from _check_area(pledge, book)
    for followup in entries.followups:
        pledge_of = book.pledge[followup.record.pledge]
        if not is_misdated(pledge_of) and not is_early(followup.record, pledge_of):
            yield from _check_dates(followup, pledge_of)
            yield from _check_name(followup, entries)
        said = followup.record
        if not (said.results or said.summary or said.body or said.documents or said.unknown):
            yield followup.problem((), "followup_silent", Level.NOTE, "results")
        yield from _tell_twice(followup, ("by",), followup.record.by)
    yield from _check_copies(entries.followups, language)


def _check_days(entry: Located[Record]) -> Iterator[Problem]:
    """The days of a record are near what it is about, and it is not updated before it is there."""
    dates, start = entry.record.dates, entry.record.period.start
    days = {"signed": dates.signed, "decided": dates.decided, "written": dates.written, "published": dates.published}
    for name, when in days.items():
        if when and start and when.last_day + LONG_BEFORE < start.first_day:
            details = {"field": name, "start": str(start)}
            yield entry.problem(("dates", name), "date_far", Level.NOTE, str(when), **details)
    first = max((when.first_day for when in (dates.signed, dates.published) if when), default=None)
    if dates.updated and first and dates.updated.last_day < first:
        yield entry.problem(("dates", "updated"), "date_updated", Level.NOTE, str(dates.updated), first=str(first))


def _check_parties(entry: Located[Record], book: Book) -> Iterator[Problem]:
    """Who signs, speaks or promises is a party or part of one; who does so in several places is told there once."""
    found: dict[str, list[Problem]] = {}
    for problem in _list_outsiders(entry):
        if set(book.party[problem.found].part_of).intersection(entry.record.parties):
            continue
        found.setdefault(problem.found, []).append(problem)
    for party, problems in found.items():
        if len(problems) == 1:
            yield problems[0]
        else:
            yield entry.problem(("parties",), "party_unlisted", Level.NOTE, party, **list_places(problems))


def _list_outsiders(entry: Located[Record]) -> Iterator[Problem]:
    record, known = entry.record, ", ".join(entry.record.parties)
    for name, code in (("signatories", "signatory_outsider"), ("statements", "speaker_outsider")):
        for number, person in enumerate(getattr(record, name)):
            if person.party and person.party not in record.parties:
                details = {"name": person.name, "parties": known}
                yield entry.problem((name, number, "party"), code, Level.NOTE, person.party, **details)
    for number, promise in enumerate(getattr(record, "promises", ())):
        for place, party in enumerate(promise.by):
            if party not in (*record.parties, UNKNOWN_PARTY):
                at = ("promises", number, "by", place)
                yield entry.problem(at, "promise_outsider", Level.NOTE, party, promise=promise.id, parties=known)


def _check_area(entry: Located[Pledge], book: Book) -> Iterator[Problem]:
    """A pledge for the whole of one municipality says which, where the register has several."""
    area = entry.record.area
    number = sum(place.type is PlaceType.MUNICIPALITY for place in book.register.places)
    if number > 1 and area.scope is Scope.MUNICIPALITY and not area.places:
        yield entry.problem(("area", "scope"), "area_unnamed", Level.WARNING, area.scope.value)


# The same twice


def _check_twice(entry: Located[Record], language: Language) -> Iterator[Problem]:
    """Nothing is listed twice."""
    record = entry.record
    yield from _tell_twice(entry, ("parties",), record.parties)
    yield from _tell_twice(entry, ("signatories",), [item.name for item in record.signatories], "name")
    yield from _tell_twice(entry, ("sources",), [item.url for item in record.sources], "url")
    yield from _tell_twice(entry, ("documents",), [item.file or item.url for item in record.documents], "file")
    if isinstance(record, Pledge):
        yield from _tell_twice(entry, ("area", "places"), record.area.places)
        texts = [_plain(str(promise.text.get(language))) for promise in record.promises]
        yield from _tell_twice(entry, ("promises",), texts, "text")
        for number, promise in enumerate(record.promises):
            at: tuple[str | int, ...] = ("promises", number)
            if promise.in_short and _plain(promise.in_short.get(language).words) == texts[number]:
                yield entry.problem((*at, "in_short"), "in_short_copied", Level.NOTE, promise.id)
            inner = (((*at, "activities", step), activity) for step, activity in enumerate(promise.activities))
            for path, part in ((at, promise), *inner):
                for name in ("by", "places", "themes"):
                    yield from _tell_twice(entry, (*path, name), getattr(part, name))
            steps = [_plain(str(item.text.get(language))) for item in promise.activities]
            yield from _tell_twice(entry, (*at, "activities"), steps, "text")


def _check_register(entry: Located[Register], language: Language) -> Iterator[Problem]:
    """Nothing in the register goes by the name of another, and no source is there twice."""
    register = entry.record
    for kind in ("parties", "places", "themes"):
        names = [_plain(str(item.name.get(language))) for item in getattr(register, kind)]
        yield from _tell_twice(entry, (kind,), names, "name")
    yield from _tell_twice(entry, ("sources",), [item.url for item in register.sources], "url")


def _check_copies(followups: Iterable[Located[FollowUp]], language: Language) -> Iterator[Problem]:
    """No two follow-ups of a pledge say the same."""
    seen: dict[tuple[str, str], str] = {}
    for entry in followups:
        summary = entry.record.summary
        key = (entry.record.pledge, _plain(str(summary.get(language))) if summary else "")
        if summary and key in seen:
            yield entry.problem(("summary", language), "followup_copied", Level.NOTE, seen[key])
        seen.setdefault(key, part_of(entry.record))


def _tell_twice(entry: Located[Model], path: Path, values: Iterable[Hashable], field: str = "") -> Iterator[Problem]:
    seen: set[Hashable] = set()
    for place, value in enumerate(values):
        if value and value in seen:
            where = (*path, place, field) if field else (*path, place)
            code = "listed_twice" if field else "id_twice"
            yield entry.problem(where, code, Level.NOTE, str(value), field=str(path[-1]))
        seen.add(value)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _check_agreement(entry: Located[Pledge], book: Book) -> Iterator[Problem]:
    """A pledge rests on an agreement that holds when it does."""
    agreement = book.agreement.get(entry.record.agreement or "")
    if agreement and not is_misdated(agreement) and not is_misdated(entry.record):
        own, other = entry.record.period, agreement.period
        if are_apart(own, other) or are_apart(other, own):
            periods = {"own": render_period(own), "other": render_period(other)}
            yield entry.problem(("agreement",), "agreement_apart", Level.NOTE, agreement.id, **periods)


def _check_gaps(entry: Located[Register], book: Book) -> Iterator[Problem]:
    """A year that is said to have no pledge has none."""
    for number, gap in enumerate(entry.record.gaps):
        years = set(gap.period.years(EARLIEST))
        filled = [pledge for pledge in book.pledges if years & set(pledge.period.years(EARLIEST))]
        if filled:
            path, found = ("gaps", number, "period"), render_period(gap.period)
            yield entry.problem(path, "gap_filled", Level.NOTE, found, pledge=filled[0].id)


def _check_years(entry: Located[Pledge], book: Book, language: Language) -> Iterator[Problem]:
    """A year that a promise or its title is about is one of the pledge's own, or of a record that it follows on."""
    pledge = entry.record
    if is_misdated(pledge):
        return
    followed = [name for name in (pledge.extends, pledge.replaces, pledge.continues) if name]
    # The very title of another may have come along with its text.
    titles = {str(book.pledge[name].title.get(language)) for name in followed}
    texts: list[tuple[Path, LocalizedText | None, list[str]]] = [(("title",), pledge.title, followed)]
    for number, promise in enumerate(pledge.promises):
        carried = [*followed, *(name.partition("/")[0] for name in promise.continues)]
        texts += [
            (("promises", number, name), getattr(promise, name), carried) for name in ("text", "in_short", "when")
        ]
    for path, words, others in texts:
        text = words.root.get(language, "") if words else ""
        named = [int(year) for year in _YEAR.findall(_LAW.sub("", text))]
        earlier = [book.pledge[name].period for name in others if text not in titles]
        if named and not any(period.may_touch(year) for period in (pledge.period, *earlier) for year in named):
            told = render_period(pledge.period)
            yield entry.problem((*path, language), "year_outside", Level.NOTE, str(named[0]), period=told)


# Follow-ups


def _check_dates(entry: Located[FollowUp], pledge: Pledge) -> Iterator[Problem]:
    """A follow-up is dated when it can have been made."""
    followup, covered, end = entry.record, entry.record.covers, pledge.period.end
    is_covered = not (covered.start and end and covered.start.first_day > end.last_day)
    day, is_interim = followup.date, followup.kind is FollowUpKind.INTERIM
    if day is None:
        return
    if is_covered and covered.start and day.last_day < covered.start.first_day:
        yield entry.problem(("date",), "followup_ahead", Level.NOTE, str(day), covers=str(covered.start))
    elif end and not is_interim and day.last_day < end.last_day - _NEARLY:
        yield entry.problem(("kind",), "final_early", Level.NOTE, str(day), end=str(end))
    elif end and is_interim and day.first_day > end.last_day and (covered.end or end).last_day >= end.last_day:
        yield entry.problem(("kind",), "interim_late", Level.NOTE, str(day), end=str(end))


def _check_name(entry: Located[FollowUp], entries: ParsedRecords) -> Iterator[Problem]:
    """A date in the name of a follow-up's file is its date; a published name stays as it is."""
    followup = entry.record
    ledger = entries.ledgers.get(folder_of(followup))
    is_published = ledger is not None and any(
        path.part == part_of(followup) for edition in ledger.editions for path in edition.changed
    )
    if not _NAMED.fullmatch(followup.id) or is_published or followup.date is None:
        return
    named = parse_partial(followup.id)
    if named is None:
        yield entry.problem((), "followup_name_date", Level.WARNING, followup.id, date=str(followup.date))
    elif named.last_day < followup.date.first_day or followup.date.last_day < named.first_day:
        yield entry.problem(("date",), "followup_name", Level.WARNING, str(followup.date), name=followup.id)
