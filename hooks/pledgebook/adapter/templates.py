"""Templates: what MkDocs' own templates beside the pages are told."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ..html.page_frame import render_footer
from ..site.server_files import LOST
from .build import Build


def list_template_values(build: Build, template: str, base_url: str) -> dict[str, Any]:
    """What the map of the site and the page for lost addresses need.

    Args:
        build: the build.
        template: the name of the template; others need nothing.
        base_url: where the root of the site is.
    """
    if template == "sitemap.xml":
        return {"entries": list(build.alternates.list_entries())}
    if template != LOST:
        return {}
    base, words = base_url.rstrip("/") + "/", build.project.catalogues.words
    parts = [
        build.renderer.render_part("not_found", language, "", base=base, level=1 + bool(number))
        for number, language in enumerate(build.book.languages)
    ]
    footers = [
        render_footer(
            "", language, words[language].gettext("not_found.title"), build.renderer, build.alternates, base=base
        )
        for language in build.book.languages
    ]
    return {"parts": [*map(Markup, parts)], "footers": [*map(Markup, footers)]}
