"""Where the data of a site are, at an address that is the same on every site (RFC 8615)."""

from __future__ import annotations

from ...model.enums import PlaceType
from .context import ExportContext
from .dataset import DATASET, LICENCES, SCHEMA, VERSION, render_json
from .table import METADATA, TABLE

DISCOVERY = ".well-known/medborgarloften.json"
FILES = {"dataset": DATASET, "schema": SCHEMA, "table": TABLE, "table_metadata": METADATA, "discovery": DISCOVERY}


def render_discovery(context: ExportContext) -> str:
    """Whose pledges these are, in which languages and version, and where they are."""
    site, book = context.site, context.site.book
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
            "addresses": {name: context.address(url) for name, url in FILES.items()},
        }
    )
