"""Makes the repository of a new site, of what is asked on a terminal or given as options."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import TypeVar

from ..authoring.context import Context
from ..authoring.new_site.files import PAGE_LANGUAGES, list_site_files, read_catalogues
from ..authoring.new_site.request import AnswerReader, NewParty, SiteRequest
from ..authoring.refusal import Refusal
from ..files.atomic import Transaction, write_new_folder
from ..files.resources import THEME
from ..i18n.catalogue import WORDS, Catalogue
from ..i18n.enum_labels import list_enum_labels
from ..model.enums import PartyType, Publication
from .exit_codes import EXIT_OK

A = TypeVar("A")
# Takes away what is offered.
_NOTHING = "-"


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("folder", nargs="+", metavar="FOLDER", help=words.gettext("init.folder"))
    for name in ("name", "languages", "address", "publication", "publisher", "contact", "words"):
        parser.add_argument(f"--{name}", help=words.gettext(f"init.{name}.help"))
    for name in ("party", "place"):
        parser.add_argument(f"--{name}", action="append", help=words.gettext(f"init.{name}.help"))


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
    catalogues = read_catalogues([THEME / WORDS, *([own] if own else [])])
    reader = AnswerReader(catalogues, context.words, list_enum_labels(catalogues.values()), PAGE_LANGUAGES)
    request = _ask_for_site(Interview(options, context.words, sys.stdin.isatty()), reader)
    files = list_site_files(request, catalogues, context.today, _read_words(own) if own else {})
    if folder.exists():
        # Whoever stands in it is to stand in it still.
        with Transaction() as transaction:
            for name, data in files.items():
                transaction.write(folder / name, data)
    else:
        write_new_folder(folder, files)
    print(
        say("init.done", folder=str(folder), quoted=shlex.quote(str(folder)), number=context.words.number(len(files)))
    )
    return EXIT_OK


def _ask_for_site(interview: Interview, reader: AnswerReader) -> SiteRequest:
    say = interview.words.gettext
    name = interview.ask("name", reader.read_site_name)
    languages = interview.ask("languages", reader.read_languages, say("init.languages.offered"))
    address = interview.ask("address", reader.read_address, say("init.address.offered"))
    publication = interview.ask("publication", reader.read_publication, Publication.OWN)
    usual = {party.called: party for party in reader.offer_parties(name, languages)}

    def read_party(text: str) -> NewParty:
        called, kind = reader.read_party(text)
        return usual.get(called) or NewParty({languages[0]: called}, kind or _ask_type(called, interview, reader))

    while not (parties := interview.ask_all("party", read_party, tuple(usual))):
        interview.refuse(say("init.party.none"))
    places = interview.ask_all("place", reader.read_name)
    first = next((party for party in parties if party.type is PartyType.MUNICIPALITY), None)
    offered = first.called if first and publication is Publication.OWN else ""
    publisher = interview.ask("publisher", reader.read_publisher, offered)
    names = first.name if first and publisher == first.called else {languages[0]: publisher} if publisher else {}
    contact = interview.ask("contact", reader.read_contact, "")
    return SiteRequest(name, address, languages, publication, tuple(parties), tuple(places), names, contact)


def _read_words(folder: Path) -> dict[str, bytes]:
    """The catalogues of a folder by their names."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".po", ".yml")}


def _ask_type(called: str, interview: Interview, reader: AnswerReader) -> PartyType:
    """What a party is whose name does not say it."""
    if not interview.asks:
        return PartyType.OTHER
    kinds = ", ".join(f"{number} {kind}" for number, kind in enumerate(reader.type_names, 1))
    question = interview.words.gettext("init.type", name=called, kinds=kinds)
    return interview.repeat(question, reader.read_type, reader.type_names[-1])


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
        """One answer.

        Args:
            name: the option, and what the question is called in the catalogue.
            read: reads an answer, or refuses it; the question is then asked again.
            offered: what an empty answer means; None where there has to be one.

        Raises:
            Refusal: an option cannot be used, or is needed and there is nobody to ask.
        """
        given = getattr(self.options, name)
        if given is not None:
            return read(given)
        if not self.asks:
            if offered is None:
                raise Refusal(self.words.gettext("init.missing", option=f"--{name}"), is_misuse=True)
            return read(offered)
        return self.repeat(self.words.gettext(f"init.{name}"), read, offered or "")

    def ask_all(self, name: str, read: Callable[[str], A], offered: Sequence[str] = ()) -> list[A]:
        """Any number of answers, until one is empty; what is offered first can be taken away."""
        given = getattr(self.options, name)
        if given is not None:
            return [read(item) for item in given]
        if not self.asks:
            return [read(item) for item in offered]
        print(self.words.gettext(f"init.{name}"))
        found: list[A] = []
        for item in chain(offered, repeat("")):
            answer = self.repeat(f"  {len(found) + 1}", lambda text: read(text) if text.strip(_NOTHING) else None, item)
            if answer is not None:
                found.append(answer)
            elif not item:
                break
        return found

    def refuse(self, message: str) -> None:
        """Say what is wrong to whoever is asked.

        Raises:
            Refusal: there is nobody to ask.
        """
        if not self.asks:
            raise Refusal(message, is_misuse=True)
        print(message)

    def repeat(self, question: str, read: Callable[[str], A], offered: str = "") -> A:
        """Ask until the answer can be read."""
        while True:
            try:
                return read(input(f"{question}{f' [{offered}]' if offered else ''}: ").strip() or offered)
            except Refusal as refusal:
                print(refusal)
            except EOFError as error:
                raise Refusal(self.words.gettext("init.broken_off"), is_misuse=True) from error
