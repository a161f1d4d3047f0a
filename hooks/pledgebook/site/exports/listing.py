"""Which exports a site has, and where."""

from __future__ import annotations

from collections.abc import Iterator

from ..routes import Site
from .context import ExportContext, Render
from .data_schema import render_schema
from .dataset import SCHEMA, list_datasets
from .dcat import CATALOGUE, render_catalogue
from .discovery import DISCOVERY, render_discovery
from .feeds import list_feeds
from .robots import ROBOTS, render_robots
from .security import SECURITY, is_valid, render_security
from .statement import render_statement
from .table import METADATA, TABLE, render_metadata, render_table


def list_exports(site: Site) -> dict[str, Render]:
    """The exports of a site: URL → what makes its text, which nothing is made by before it is asked."""
    exports: dict[str, Render] = {ROBOTS: render_robots, SCHEMA: render_schema}
    exports |= {TABLE: render_table, METADATA: render_metadata, DISCOVERY: render_discovery}
    exports |= list_datasets(site) | list_feeds(site)
    if site.book.statement:
        exports[site.data_path("accessibility")] = render_statement
    # What has expired must not be used (RFC 9116, 2.5.5), so it is better not there.
    if is_valid(site.book.register.security, site.day.today):
        exports[SECURITY] = render_security
    if not site.book.register.catalogue_gaps:
        exports[CATALOGUE] = render_catalogue
    return exports


def render_exports(context: ExportContext) -> Iterator[tuple[str, bytes]]:
    """The URL and the bytes of each export of a site that says anything."""
    made = ((url, render(context)) for url, render in list_exports(context.site).items())
    return ((url, said.encode() if isinstance(said, str) else said) for url, said in made if said)
