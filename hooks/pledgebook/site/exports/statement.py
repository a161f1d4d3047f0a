"""The accessibility statement as JSON."""

from __future__ import annotations

from typing import Any

from ...model.accessibility import SUPERVISOR
from .context import ExportContext
from .dataset import render_json


def render_statement(context: ExportContext) -> str:
    """The accessibility statement as JSON, as recital 5 of the EU's decision 2018/1523 asks for.

    Keys are those of the data file, all there, in one order. What nobody can say yet is null and named in `unknown`.

    Raises:
        ValueError: there is no statement.
    """
    site, book, site_url = context.site, context.site.book, context.site_url
    if book.statement is None:
        raise ValueError("no accessibility statement")
    urls = {language: site_url + site.url("accessibility", language) for language in book.languages}
    values: dict[str, Any] = {
        "site": site_url or None,
        "statement": urls if site_url else None,
        **book.statement.model_dump(mode="json"),
        "contact": book.register.contact.model_dump(mode="json") if book.register.contact else None,
        "supervisor": SUPERVISOR,
    }
    return render_json(values)
