"""Catalogue of the data as DCAT-AP-SE 3.0.1 in RDF/XML, which dataportal.se and through it the EU's portal harvest.

One dataset with a distribution for each form. Nothing that the profile asks for is made up: where the register does not
say it there is no catalogue, and so it is without a full URL, since every IRI must be absolute.

Sources: https://docs.dataportal.se/dcat/docs/harvesting/ and https://docs.dataportal.se/dcat/sv/.
"""

from __future__ import annotations

from typing import NamedTuple

from babel.core import get_global

from ...names import Language
from .context import ExportContext
from .dataset import DATASET, FOLDER, LICENCES, SCHEMA
from .table import METADATA, TABLE

CATALOGUE = f"{FOLDER}dcat.rdf"
_EU = "http://publications.europa.eu/resource/authority/"
# The portal knows licences by `http:`.
_LICENCES = {kind: url.replace("https:", "http:", 1) for kind, url in LICENCES.items()}


class Distribution(NamedTuple):
    """A form of the data: what it and its media type are called, its URL, its licence, and what it conforms to."""

    form: str
    media_type: str
    url: str
    licence: str
    standard: str


# The whole holds texts besides the facts, so their licence is the one that covers it.
DISTRIBUTIONS = (
    Distribution("json", "application/json", DATASET, "texts", SCHEMA),
    Distribution("csv", "text/csv", TABLE, "facts", METADATA),
)


def render_catalogue(context: ExportContext) -> str:
    """The catalogue; nothing for a site without a full URL."""
    book = context.site.book
    register, starts = book.register, [record.period.start for record in book.record_in.values()]
    number, kind = register.organisation_number, register.publisher_type
    if not (context.site_url and number and kind):
        return ""
    return context.render(
        "dcat.xml",
        register=register,
        languages=book.languages,
        words=context.words,
        site_url=context.site_url,
        file=context.address(CATALOGUE),
        eu=_EU,
        licences=_LICENCES,
        publisher=f"http://dataportal.se/organisation/SE{number.replace('-', '')}",
        publisher_type=kind.title().replace("_", ""),
        codes=[code for code in map(_find_code, book.languages) if code],
        pages=[context.address(context.site.url("data", language)) for language in book.languages],
        places=[place for place in register.places if place.code],
        modified=max((ledger.newest.date for ledger in book.ledgers.values()), default=None),
        # Where some beginning is unknown, so is that of the whole; as it goes on it has no end.
        first_year=min(start.year for start in starts if start) if all(starts) and starts else None,
        distributions=DISTRIBUTIONS,
    )


def _find_code(language: Language) -> str:
    """What ISO 639-3 calls a language; nothing where more than one of its names may be the one that the EU uses."""
    codes = [code for code, name in get_global("language_aliases").items() if name == language and len(code) == 3]
    return codes[0].upper() if len(codes) == 1 else ""
