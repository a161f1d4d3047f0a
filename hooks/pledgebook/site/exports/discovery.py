"""Where the data of a site are, at an address that is the same on every site (RFC 8615)."""

from __future__ import annotations

from ...model.enums import PlaceType
from .context import ExportContext
from .dataset import DATASET, LICENCES, SCHEMA, VERSION, render_json
from .dcat import CATALOGUE
from .table import METADATA, TABLE

DISCOVERY = ".well-known/medborgarloften.json"
FILES = {"dataset": DATASET, "schema": SCHEMA, "table": TABLE, "table_metadata": METADATA, "discovery": DISCOVERY}


def render_discovery(context: ExportContext) -> str:
    """Whose pledges these are, in which languages and version, where they are, and where it is told what happens."""
    site, book = context.site, context.site.book
    told = book.languages if context.site_url else ()  # Neither feeds nor catalogue can do without it.
    files = FILES | ({"catalogue": CATALOGUE} if told and not book.register.catalogue_gaps else {})
    municipalities = [place for place in book.register.places if place.type is PlaceType.MUNICIPALITY]
    return render_json(
        {
            "version": VERSION,
            "site": context.site_url,
            "name": book.register.name.root,
            "municipalities": [{"name": place.name.root, "code": place.code} for place in municipalities],
            "languages": book.languages,
            "holds_on": site.day.today.isoformat(),
            "licence": LICENCES,
            "pages": {language: context.address(site.url("data", language)) for language in book.languages},
            "feeds": {language: context.address(site.feed_url("start", language)) for language in told},
            "addresses": {name: context.address(url) for name, url in files.items()},
        }
    )
