"""Makes the files of a new pledge, follow-up or agreement, and never writes over any."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic_core import PydanticCustomError

from ..authoring.scaffold import read_years, scaffold_followup, scaffold_record
from ..clock import ClockError, read_today
from ..i18n.catalogue import Catalogue
from ..i18n.enum_labels import list_enum_labels
from ..model import Agreement, Pledge, Record
from ..model.dates import PartialDate
from ..model.paths import AGREEMENTS
from ..records.book import order_records
from ..records.load import read_records
from ..records.parsed import ParsedRecords
from .context import EXIT_OK, EXIT_USAGE, Workplace

R = TypeVar("R", bound=Record)

_FOLDER = "pledges"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class RefusedError(Exception):
    """What was asked for cannot be done; the message is the words to say."""


@dataclass(frozen=True, slots=True)
class Made:
    """Files that have been made, by their paths inside the folder of records, and what is said of them."""

    names: tuple[str, ...]
    note: str


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("what", metavar="NAME", help=words.gettext("new.what"))
    parser.add_argument("of", nargs="?", help=words.gettext("new.of"))
    parser.add_argument("--from", dest="source", help=words.gettext("new.from"))
    parser.add_argument("--date", help=words.gettext("new.date"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Make the files and say which they are and what comes next; nothing is made if any of them is there."""
    say = place.words.gettext
    try:
        made = make_files(options, place)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    for name in made.names:
        print(say("new.made", path=f"{_FOLDER}/{name}"))
    print(made.note + say("new.next"))
    return EXIT_OK


def make_files(options: argparse.Namespace, place: Workplace) -> Made:
    """Make the files of a new record.

    Args:
        options: what the verb takes.
        place: where it works.

    Raises:
        RefusedError: what was asked for cannot be done; nothing has been made.
    """
    entries, _ = read_records(
        place.settings.root, place.settings.codes, list_enum_labels(place.catalogues.words.values())
    )
    texts, note = _draft(options, entries, place)
    _write(texts, place)
    return Made(tuple(texts), note)


def _draft(options: argparse.Namespace, entries: ParsedRecords, place: Workplace) -> tuple[dict[str, str], str]:
    say = place.words.gettext
    kind = options.what if options.what in ("followup", "agreement") else "pledge"
    name = options.what if kind == "pledge" else options.of
    if not name:
        raise RefusedError(say("new.name_missing", what=options.what))
    if kind == "pledge" and options.of:
        raise RefusedError(say("new.too_much", name=options.of))
    if not _ID.fullmatch(name):
        raise RefusedError(say("new.name", name=name))
    words = {language: place.catalogues[language] for language in place.settings.codes}
    pledges = {entry.record.id: entry.record for entry in entries.pledges}
    agreements = order_records(entry.record for entry in entries.agreements)
    if kind == "followup":
        pledge = _choose(name, pledges, place)
        taken = [path.name.split(".")[0] for path in (place.settings.root / _FOLDER / name).glob("followup-*")]
        ids = {stem.removeprefix("followup-") for stem in taken}
        return scaffold_followup(pledge, _read_date(options.date, place), ids, words), ""
    folder = name if kind == "pledge" else f"{AGREEMENTS}/{name}"
    _refuse_existing(folder, place)
    register = entries.register.record if entries.register else None
    model = Pledge if kind == "pledge" else Agreement
    known: dict[str, Record] = {**pledges} if kind == "pledge" else {item.id: item for item in agreements}
    source = _choose(options.source, known, place) if options.source else _find_newest(name, known)
    notes = [say("new.source", source=source.id) if source else say("new.small")]
    notes += [] if read_years(name) else [say("new.timeless", name=name, folder=folder)]
    return scaffold_record(model, name, source, register, agreements, words), "".join(f"{note}\n" for note in notes)


def _choose(name: str, known: Mapping[str, R], place: Workplace) -> R:
    if name not in known:
        listed = place.words.join(sorted(known)) or place.words.gettext("new.nothing")
        raise RefusedError(place.words.gettext("new.unknown", name=name, known=listed))
    return known[name]


def _find_newest(name: str, known: dict[str, Record]) -> Record | None:
    """The newest record that begins before the years that a name gives, else the newest there is."""
    period = read_years(name)
    ordered = [record for record in order_records(known.values()) if record.period.start]
    start = period.start if period else None
    earlier = [record for record in ordered if start and record.period.start and record.period.start < start]
    return next(iter(reversed(earlier if start else ordered)), None)


def _read_date(given: str | None, place: Workplace) -> PartialDate:
    if given is None:
        try:
            today = read_today(os.environ)
        except ClockError as error:
            raise RefusedError(str(error)) from error
        return PartialDate(today.year, today.month)
    try:
        return PartialDate.parse(given)
    except PydanticCustomError as error:
        raise RefusedError(place.words.gettext("new.date_format", date=given)) from error


def _refuse_existing(folder: str, place: Workplace) -> None:
    if (place.settings.root / _FOLDER / folder).exists():
        raise RefusedError(place.words.gettext("new.exists", path=f"{_FOLDER}/{folder}"))


def _write(texts: dict[str, str], place: Workplace) -> None:
    paths = {place.settings.root / _FOLDER / name: text for name, text in texts.items()}
    for path in paths:
        if path.exists():
            raise RefusedError(place.words.gettext("new.exists", path=path.relative_to(place.settings.root).as_posix()))
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
