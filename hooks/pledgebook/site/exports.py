"""Exports: robots.txt, security.txt and the accessibility statement as JSON. The same book gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..model.accessibility import SUPERVISOR, Statement
from ..model.register import Security
from ..names import Language
from .routes import Site

SECURITY = ".well-known/security.txt"
ROBOTS = "robots.txt"


def list_exports(site: Site, site_url: str) -> dict[str, str]:
    """Export files: URL → text.

    Args:
        site: the pages.
        site_url: the full URL of the site, ending in `/`, or nothing.
    """
    exports = {ROBOTS: render_robots(site_url)}
    if site.book.statement:
        exports[site.data_path("accessibility")] = render_statement(site, site.book.statement, site_url)
    security = site.book.register.security
    # What has expired must not be used (RFC 9116, 2.5.5), so it is better not there.
    if security and security.expires.last_day >= site.day.today:
        exports[SECURITY] = render_security(security, site.book.languages, site_url)
    return exports


def render_robots(site_url: str) -> str:
    """That everybody may read everything, and where the map of the site is (RFC 9309, https://www.sitemaps.org)."""
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {site_url}sitemap.xml"] if site_url else [])]
    return "\n".join(lines) + "\n"


def render_statement(site: Site, statement: Statement, site_url: str) -> str:
    """The accessibility statement as JSON, as recital 5 of the EU's decision 2018/1523 asks for.

    Keys are those of the data file, all there, in one order. What nobody can say yet is null and named in `unknown`.
    """
    book = site.book
    urls = {language: site_url + site.url("accessibility", language) for language in book.languages}
    values: dict[str, Any] = {
        "site": site_url or None,
        "statement": urls if site_url else None,
        **statement.model_dump(mode="json"),
        "contact": book.register.contact.model_dump(mode="json") if book.register.contact else None,
        "supervisor": SUPERVISOR,
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def render_security(security: Security, languages: Iterable[Language], site_url: str) -> str:
    """Whom to tell of a security hole, as RFC 9116 has it.

    It expires at the end of the day that the register gives, in UTC.
    """
    lines = [f"Contact: {address}" for address in security.contact]
    lines.append(f"Expires: {security.expires}T23:59:59Z")
    lines.append(f"Preferred-Languages: {', '.join(languages)}")
    if site_url:
        lines.append(f"Canonical: {site_url}{SECURITY}")
    if security.policy:
        lines.append(f"Policy: {security.policy}")
    return "\n".join([*lines, ""])
