"""URLs inside the site, none of which begins with a `/`.

A *path* is where a page is, the same in every language: `2019/`, or nothing for the first page. A *URL* is where it is
in one of them, or where a file is, from the root of the site: `en/2019/`, `2019/plan.pdf`. An *href* leads from one
page to a URL (`../2019/`), and a *fragment* to an element of it by its anchor (`#trafik`). A *full URL* begins with
`https:`.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from itertools import repeat

from .names import Language

# So many URLs stay split into the folders that they lead through.
_KEPT = 2**14


def language_root(language: Language, original: Language) -> str:
    """The folder that a language's pages are in: nothing for the site's first language, `en/` for another."""
    return "" if language == original else f"{language}/"


def relative_href(url: str, page_url: str) -> str:
    """The href from a page to a URL, which may end in a fragment; right wherever the site is put, also on a disk."""
    path, mark, fragment = url.partition("#")
    steps, start = _split(path), _split(page_url)
    shared = 0
    for step, other in zip(steps, start, strict=False):
        if step != other:
            break
        shared += 1
    href = "/".join((*repeat("..", len(start) - shared), *steps[shared:])) or "."
    if not path or path.endswith("/"):
        return f"{href}/{mark}{fragment}"
    return f"{href}{mark}{fragment}"


# The same few are asked for from every page.
@lru_cache(maxsize=_KEPT)
def _split(path: str) -> tuple[str, ...]:
    return tuple(step for step in posixpath.normpath(f"/{path}").split("/") if step)
