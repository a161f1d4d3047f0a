"""URLs inside the site, none of which begins with a `/`.

A *path* is where a page is, the same in every language: `2019/`, or nothing for the first page. A *URL* is where it is
in one of them, or where a file is, from the root of the site: `en/2019/`, `2019/plan.pdf`. An *href* leads from one
page to a URL (`../2019/`), and a *fragment* to an element of it by its anchor (`#trafik`). A *full URL* begins with
`https:`.
"""

from __future__ import annotations

import posixpath

from .names import Language


def language_root(language: Language, original: Language) -> str:
    """The folder that a language's pages are in: nothing for the site's first language, `en/` for another."""
    return "" if language == original else f"{language}/"


def relative_href(url: str, page_url: str) -> str:
    """The href from a page to a URL, which may end in a fragment; right wherever the site is put, also on a disk."""
    path, mark, fragment = url.partition("#")
    href = posixpath.relpath("/" + path, "/" + page_url)
    if path == "" or path.endswith("/"):
        href += "/"
    return href + mark + fragment
