"""Addresses inside the site: a page's address ends in `/` and is the same in every language, under its own root."""

from __future__ import annotations

import posixpath


def language_root(language: str, original: str) -> str:
    """The folder a language's pages are in: nothing for the site's first language, `en/` for another."""
    return "" if language == original else f"{language}/"


def relate(target: str, page: str) -> str:
    """The way from one page to another address, both from the root of the site (`en/2019/`, `teman/trafik/#a`).

    Works wherever the site is put, also from a folder on disk.
    """
    path, mark, anchor = target.partition("#")
    way = posixpath.relpath("/" + path, "/" + page)
    if path == "" or path.endswith("/"):
        way += "/"
    return way + mark + anchor
