"""Server files: what only web servers and search engines read of a site, by path from its root."""

from __future__ import annotations

# The page for addresses where nothing is.
LOST = "404.html"
SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
# The headers and redirects of a site, in the form of each server.
SERVER_FILES = ("_headers", "_redirects", ".htaccess", "servers/nginx.conf")
# What says to machines where the site is, and nothing to readers.
FOR_MACHINES = (*SERVER_FILES, "robots.txt", *SITEMAPS)
