"""robots.txt: that everybody may read everything."""

from __future__ import annotations

from .context import ExportContext

ROBOTS = "robots.txt"


def render_robots(context: ExportContext) -> str:
    """That everybody may read everything, and where the map of the site is (RFC 9309, https://www.sitemaps.org)."""
    site_url = context.site_url
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {site_url}sitemap.xml"] if site_url else [])]
    return "\n".join(lines) + "\n"
