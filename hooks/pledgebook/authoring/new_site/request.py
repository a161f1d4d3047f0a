"""What has to be known of a new site, each answer read and refused by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...i18n.catalogue import Catalogue
from ...i18n.enum_labels import EnumLabels
from ...model.enums import PartyType, Publication
from ...names import Language
from ...problem import suggest
from ...yaml.characters import find_hidden
from ..refusal import Refusal

# Longer than any name; what is longer has been pasted by mistake.
_LONGEST = 120
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
# A host, and where it is not the root of one, a folder (RFC 3986); the address is that of the whole site.
_ADDRESS = re.compile(r"https?://[\w.-]+\.\w[\w-]*(:\d+)?(/[\w.~%-]+)*/?")


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party of a new site.

    Attributes:
        name: its name in the languages that have one; a single one is the same in all.
        type: what it is.
        inline: its name inside a sentence, where that differs.
        short: what its id is made of, if not of its name.
    """

    name: Mapping[Language, str]
    type: PartyType
    inline: Mapping[Language, str] | None = None
    short: str = ""

    @property
    def called(self) -> str:
        """Its name in the first language that has one."""
        return next(iter(self.name.values()))


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """The site that is asked for.

    Attributes:
        name: the municipality or the place that it is about.
        address: its address, ending in `/`.
        languages: codes, the one that facts are written in first.
        publication: whether the parties publish it themselves.
        parties: those who promise.
        places: places that promises may be for, within the municipality.
        publisher: who publishes it, in the languages that have a name for it; none where that is not known.
        contact: an e-mail address or a page where one can ask, or nothing.
    """

    name: str
    address: str
    languages: tuple[Language, ...]
    publication: Publication
    parties: tuple[NewParty, ...]
    places: tuple[str, ...]
    publisher: Mapping[Language, str]
    contact: str


@dataclass(frozen=True)
class AnswerReader:
    """Reads answers to the questions about a new site.

    Each method raises a `Refusal` that says what is wrong with the answer and how it may be written.

    Attributes:
        catalogues: the words of every language that there are any in.
        words: those that the author is spoken to with.
        labels: what the kinds of parties are called.
        firsts: the languages that facts can be written in first.
    """

    catalogues: Mapping[Language, Catalogue]
    words: Catalogue
    labels: EnumLabels
    firsts: Sequence[Language]

    def read_name(self, text: str) -> str:
        """A name: one line of letters that can be seen."""
        name = " ".join(text.split())
        if not name or not re.search(r"\w", name) or not name.isprintable() or any(find_hidden(name, "")):
            raise self._refuse("init.name.unreadable", name)
        if len(name) > _LONGEST:
            raise self._refuse("init.name.long", f"{name[:20]}…")
        return name

    def read_site_name(self, text: str) -> str:
        """The name that stands in `Citizen pledges in …`."""
        name = self.read_name(text)
        last = name.split()[-1].casefold()
        if last in self.words.gettext("init.name.of_body").split():
            raise self._refuse("init.name.body", name)
        return name

    def read_address(self, text: str) -> str:
        """The address of the site, ending in `/`; https is what is meant where nothing else is said."""
        address = text.strip() if "://" in text else f"https://{text.strip()}"
        if not _ADDRESS.fullmatch(address) or not urlsplit(address).hostname:
            raise self._refuse("init.address.wrong", text)
        return address.rstrip("/") + "/"

    def read_languages(self, text: str) -> tuple[Language, ...]:
        """Codes with commas between them, each once; of every language there must be words."""
        codes = [code for code in re.split(r"[,;+\s]+", text.strip()) if code]
        known = self.words.join(sorted(self.catalogues))
        for code in codes:
            language = Language(code.casefold())
            if not _CODE.fullmatch(code.casefold()):
                raise self._refuse("init.languages.wrong", code, known=known)
            if language not in self.catalogues:
                raise self._refuse("init.languages.unknown", code, known=known)
        if not codes:
            raise self._refuse("init.languages.wrong", text, known=known)
        if codes[0].casefold() not in self.firsts:
            raise self._refuse("init.languages.first", codes[0], known=self.words.join(self.firsts, "or"))
        return tuple(dict.fromkeys(Language(code.casefold()) for code in codes))

    def read_publication(self, text: str) -> Publication:
        """Who publishes the site, by its word or by the number that it has in the question."""
        chosen = {str(number): value for number, value in enumerate(Publication, 1)}
        found = chosen.get(text.strip()) or self.labels.read(Publication, text.strip())
        if found not in list(Publication):
            raise self._refuse("init.publication.wrong", text)
        return Publication(found)

    def read_publisher(self, text: str) -> str:
        """The name of who publishes the site, or nothing."""
        return self.read_name(text) if text.strip() else ""

    def read_contact(self, text: str) -> str:
        """An e-mail address, or the address of a page, or nothing."""
        contact = text.strip().removeprefix("mailto:")
        is_page = contact.startswith("https://") and " " not in contact and len(contact) > len("https://")
        if contact and not is_page and not _EMAIL.fullmatch(contact):
            raise self._refuse("init.contact.wrong", text)
        return contact

    def read_party(self, text: str) -> tuple[str, PartyType | None]:
        """A party's name and what it is, which may stand after an equals sign, or be plain from a word of the name."""
        name, sign, kind = text.rpartition("=")
        if sign and (given := self.find_type(kind)):
            return self.read_name(name), given
        name = self.read_name(text)
        return name, next(filter(None, map(self.find_type, reversed(name.split()))), None)

    def read_type(self, text: str) -> PartyType:
        """What a party is, by its word or by the number that it has in the question."""
        kinds = list(PartyType)
        text = text.strip()
        found = kinds[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(kinds) else self.find_type(text)
        if not found:
            hint = suggest(text, self.type_names) or self.type_names[-1]
            raise self._refuse("init.type.wrong", text, suggestion=hint)
        return found

    def find_type(self, text: str) -> PartyType | None:
        """The kind of party that a word stands for."""
        found = self.labels.read(PartyType, text.strip())
        return PartyType(found) if found in list(PartyType) else None

    @property
    def type_names(self) -> Sequence[str]:
        """What the kinds of parties are called, in their order."""
        return [self.words.gettext(f"word.partytype.{kind}") for kind in PartyType]

    def offer_parties(self, name: str, languages: Sequence[Language]) -> tuple[NewParty, ...]:
        """The parties that most pledges have: the police and the municipality of the site's name."""
        known = {code: self.catalogues[code] for code in languages}
        police, inline = (
            {code: words.gettext(key) for code, words in known.items()} for key in ("init.police", "init.police.inline")
        )
        municipality = {code: _name_municipality(name, words) for code, words in known.items()}
        short = self.catalogues[languages[0]].gettext("init.municipality.short")
        return (
            NewParty(police, PartyType.POLICE, inline),
            NewParty(municipality, PartyType.MUNICIPALITY, short=short),
        )

    def _refuse(self, key: str, found: str, **values: str) -> Refusal:
        return Refusal(self.words.gettext(key, found=found, **values), is_misuse=True)


def _name_municipality(name: str, words: Catalogue) -> str:
    """What the municipality of a place is most likely called; a name that ends in s, x or z takes no more s."""
    is_bare = name.casefold().endswith(tuple(words.gettext("init.s").split()))
    return words.gettext("init.municipality.bare" if is_bare else "init.municipality", name=name)
