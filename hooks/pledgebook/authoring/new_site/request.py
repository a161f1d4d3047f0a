"""What has to be known of a new site, each answer read and refused by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ...i18n.catalogue import Catalogue
from ...i18n.enum_labels import FAMILIES, EnumLabels
from ...model.enums import PartyType, PlaceType, Publication
from ...names import Language
from ...yaml.characters import find_hidden
from ..refusal import Refusal

K = TypeVar("K", bound=StrEnum)
# Longer than any name; what is longer has been pasted by mistake.
_LONGEST = 120
# A host and, where the site is not the root of one, a folder (RFC 3986).
_ADDRESS = r"https?://[\w-]+(\.[\w-]+)*\.\w[\w-]*(:\d+)?(/[\w.~%-]+)*/?"
_CONTACT = r"""https://[^\s<>"']+|[^\s@<>"':/?]+@[^\s@<>"'?]+\.[^\s@<>"'?]+|"""


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """The site that is asked for; names are in its first language.

    Attributes:
        name: the municipality or the place that it is about.
        address: its address, ending in `/`.
        languages: codes, the one that facts are written in first.
        publication: whether the parties publish it themselves.
        parties: those who promise, and what each is.
        places: places that promises may be for, within the municipality, and what each is.
        publisher: who publishes it, or nothing where that is not known.
        contact: an e-mail address or a page where one can ask, or nothing.
    """

    name: str
    address: str
    languages: tuple[Language, ...]
    publication: Publication
    parties: tuple[tuple[str, PartyType], ...]
    places: tuple[tuple[str, PlaceType], ...]
    publisher: str
    contact: str


@dataclass(frozen=True)
class AnswerReader:
    """Reads answers to the questions about a new site.

    Each method raises a `Refusal` that says what is wrong with the answer and how it may be written.

    Attributes:
        catalogues: the words of every language that there are any in.
        words: those that the author is spoken to with.
        labels: what the values of enums are called.
        firsts: the languages that facts can be written in first.
    """

    catalogues: Mapping[Language, Catalogue]
    words: Catalogue
    labels: EnumLabels
    firsts: Sequence[Language]

    def read_name(self, text: str) -> str:
        """A name: one line of letters that can be seen."""
        name = " ".join(text.split())
        if not re.search(r"\w", name) or len(name) > _LONGEST or not name.isprintable() or any(find_hidden(name, "")):
            raise self._refuse("init.name.wrong", name[:_LONGEST])
        return name

    def read_site_name(self, text: str) -> str:
        """The name that stands in `Citizen pledges in …`."""
        name = self.read_name(text)
        # What it is may stand after an equals sign in other answers.
        if "=" in name or name.split()[-1].casefold() in self.words.gettext("init.name.of_body").split():
            raise self._refuse("init.name.body", name)
        return name

    def read_address(self, text: str) -> str:
        """The address of the site, ending in `/`; https is what is meant where nothing else is said."""
        address = text.strip() if "://" in text else f"https://{text.strip()}"
        if not re.fullmatch(_ADDRESS, address):
            raise self._refuse("init.address.wrong", text)
        return address.rstrip("/") + "/"

    def read_languages(self, text: str) -> tuple[Language, ...]:
        """Codes or names with commas between them, each once; of every language there must be words."""
        listed = self.catalogues.values()
        names = {known.locale.languages.get(code): code for known in listed for code in self.catalogues}
        names = {name.casefold(): code for name, code in names.items() if name}
        said = re.findall(r"[\w-]+", text.casefold())
        codes = tuple(dict.fromkeys(names.get(word, Language(word)) for word in said))
        unknown = [code for code in codes if code not in self.catalogues]
        if unknown or not codes:
            known = self.words.join(sorted(self.catalogues))
            raise self._refuse("init.languages.unknown", unknown[0] if unknown else text, known=known)
        if codes[0] not in self.firsts:
            raise self._refuse("init.languages.first", codes[0], known=self.words.join(self.firsts, "or"))
        return codes

    def read_publication(self, text: str) -> Publication:
        """Who publishes the site."""
        found = self.labels.read(Publication, text.strip())
        if found not in list(Publication):
            raise self._refuse("init.publication.wrong", text)
        return Publication(found)

    def read_publisher(self, text: str) -> str:
        """The name of who publishes the site, or nothing."""
        return self.read_name(text) if text.strip() else ""

    def read_contact(self, text: str) -> str:
        """An e-mail address, or the address of a page, or nothing."""
        contact = text.strip().removeprefix("mailto:")
        if not re.fullmatch(_CONTACT, contact):
            raise self._refuse("init.contact.wrong", text)
        return contact

    def read_party(self, text: str) -> tuple[str, PartyType]:
        """A party's name and what it is, which stands after an equals sign or is plain from a word of the name."""
        return self._read_kind(text, PartyType, None)

    def read_place(self, text: str) -> tuple[str, PlaceType]:
        """The same of a place; it is a district unless something else is said."""
        return self._read_kind(text, PlaceType, PlaceType.DISTRICT)

    def _read_kind(self, text: str, kinds: type[K], usual: K | None) -> tuple[str, K]:
        name, sign, kind = text.rpartition("=")
        called = self.read_name(name if sign else text)
        words = [kind.strip()] if sign else reversed(called.split())
        found = [item for item in (self.labels.read(kinds, word) for word in words) if item in list(kinds)]
        if not found and (sign or usual is None):
            listed = [self.words.gettext(f"{FAMILIES[kinds]}.{item}") for item in kinds]
            key = "init.kind.unknown" if sign else "init.kind"
            example = self.words.gettext(f"{FAMILIES[kinds]}.other")
            raise self._refuse(key, called, kinds=", ".join(listed), kind=example, said=kind.strip())
        return called, kinds(found[0]) if found else usual or next(iter(kinds))

    def _refuse(self, key: str, found: str, **values: str) -> Refusal:
        return Refusal(self.words.gettext(key, found=found, **values), is_misuse=True)
