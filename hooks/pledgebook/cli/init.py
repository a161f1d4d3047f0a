"""Makes the repository of a new site, of what is asked on a terminal or given as options."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import TypeVar

from ..authoring.context import Context
from ..authoring.engine_files import make_engine_files
from ..authoring.new_site.files import PAGE_LANGUAGES, list_site_files, name_municipality, read_catalogues
from ..authoring.new_site.request import AnswerReader, SiteRequest
from ..authoring.refusal import Refusal
from ..files.atomic import Transaction, write_new_folder
from ..files.resources import THEME, WORDS
from ..i18n.catalogue import Catalogue, load_catalogues
from ..i18n.enum_labels import list_enum_labels
from ..model.enums import PartyType, Publication
from ..names import Language
from ..reporting.report import render_problem
from .exit_codes import EXIT_OK
from .parser import Argument

A = TypeVar("A")
K = TypeVar("K")
# Takes away what is offered.
_NOTHING = "-"
# So much of what another program says is worth reading.
_LONGEST = 500
_ONCE, _OFTEN = ("name", "languages", "address", "publication", "publisher", "contact", "words"), ("party", "place")
ARGUMENTS = (
    Argument("folder", "init.folder", nargs="+", metavar="FOLDER"),
    *(Argument(f"--{name}", f"init.{name}.help") for name in _ONCE),
    *(Argument(f"--{name}", f"init.{name}.help", action="append") for name in _OFTEN),
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Ask for what the options leave out, and make the folder, whole or not at all."""
    say = context.words.gettext
    # Make hands on a name with spaces in it as several words.
    folder = Path(" ".join(options.folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(say("init.exists", folder=str(folder)), is_misuse=True)
    own = Path(options.words) if options.words else None
    if own and not own.is_dir():
        raise Refusal(say("init.words.missing", found=str(own)), is_misuse=True)
    known = read_catalogues([THEME / WORDS])
    codes = {Language(path.name.split(".")[1]) for path in own.glob("*.*.po")} if own else set()
    brought = load_catalogues(own or THEME, sorted(codes - known.keys()), own or folder)
    if brought.problems:
        raise Refusal("\n".join(render_problem(item, context.words) for item in brought.problems), is_misuse=True)
    catalogues = known | read_catalogues([own] if own else [])
    reader = AnswerReader(catalogues, context.words, list_enum_labels(catalogues.values()), PAGE_LANGUAGES)
    request = _ask_for_site(Interview(options, context.words, sys.stdin.isatty()), reader)
    try:
        files = list_site_files(request, catalogues, context.today, own) | make_engine_files()
    except subprocess.CalledProcessError as error:
        raise Refusal(say("init.engine", reason=error.stderr.decode(errors="replace").strip()[-_LONGEST:])) from error
    if folder.exists():
        # Whoever stands in it is to stand in it still.
        with Transaction() as transaction:
            for name, data in files.items():
                transaction.write(folder / name, data)
    else:
        write_new_folder(folder, files)
    number = context.words.number(len(files))
    print(say("init.done", folder=str(folder), quoted=shlex.quote(str(folder)), number=number))
    return EXIT_OK


def _ask_for_site(interview: Interview, reader: AnswerReader) -> SiteRequest:
    say = interview.words.gettext
    name = interview.ask("name", reader.read_site_name)
    languages = interview.ask("languages", reader.read_languages, say("init.languages.offered"))
    address = interview.ask("address", reader.read_address, say("init.address.offered"))
    publication = interview.ask("publication", reader.read_publication, Publication.OWN)
    first = reader.catalogues[languages[0]]
    usual = (first.gettext("init.police"), name_municipality(name, first))
    parties = interview.ask_all("party", reader.read_party, usual)
    if not parties:
        raise Refusal(say("init.party.none"), is_misuse=True)
    places = interview.ask_all("place", reader.read_place)
    municipality = next((party for party, kind in parties if kind is PartyType.MUNICIPALITY), "")
    offered = municipality if publication is Publication.OWN else ""
    publisher = interview.ask("publisher", reader.read_publisher, offered)
    contact = interview.ask("contact", reader.read_contact, "")
    return SiteRequest(name, address, languages, publication, tuple(parties), tuple(places), publisher, contact)


@dataclass(frozen=True)
class Interview:
    """The answers: what the options say, else what the author answers, else what is offered.

    Attributes:
        options: what was given.
        words: those that the author is spoken to with.
        asks: whether there is somebody to ask.
    """

    options: argparse.Namespace
    words: Catalogue
    asks: bool

    def ask(self, name: str, read: Callable[[str], A], offered: str | None = None) -> A:
        """One answer, by the name of its option; None where nothing is offered, so that there has to be one."""
        given = getattr(self.options, name)
        if given is None and self.asks:
            return self._repeat(self.words.gettext(f"init.{name}"), read, offered or "")
        if given is None and offered is None:
            raise Refusal(self.words.gettext("init.missing", option=f"--{name}"), is_misuse=True)
        return read(offered or "" if given is None else given)

    def ask_all(
        self, name: str, read: Callable[[str], tuple[str, K]], offered: Sequence[str] = ()
    ) -> list[tuple[str, K]]:
        """Any number of answers, no two of one name, until one is empty; what is offered can be taken away."""
        given = getattr(self.options, name)
        found: list[tuple[str, K]] = []

        def add(text: str) -> None:
            called, kind = read(text)
            if called.casefold() in (other.casefold() for other, _ in found):
                raise Refusal(self.words.gettext("init.twice", found=called), is_misuse=True)
            found.append((called, kind))

        if given is not None or not self.asks:
            for item in offered if given is None else given:
                add(item)
            return found
        print(self.words.gettext(f"init.{name}"))
        for item in chain(offered, repeat("")):
            number = len(found)
            self._repeat(f"  {number + 1}", lambda text: add(text) if text.strip(_NOTHING) else None, item)
            if len(found) == number and not item:
                break
        return found

    def _repeat(self, question: str, read: Callable[[str], A], offered: str) -> A:
        while True:
            try:
                return read(input(f"{question}{f' [{offered}]' if offered else ''}: ").strip() or offered)
            except Refusal as refusal:
                print(refusal)
            except EOFError as error:
                raise Refusal(self.words.gettext("init.broken_off"), is_misuse=True) from error
