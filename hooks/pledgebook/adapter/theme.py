"""Theme: its own templates, as MkDocs opens them in each language."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

from ..files.cache import ContentCache
from ..html.fragments import FragmentCache


def open_theme(theme: Theme, folders: Iterable[Path], cache: ContentCache) -> None:
    """Let MkDocs find templates in the site's folders before all others, and keep them as they are translated.

    Args:
        theme: MkDocs' theme.
        folders: the site's.
        cache: where translated templates are kept.
    """
    own = [str(folder) for folder in folders]
    theme.dirs = [*own, *(folder for folder in theme.dirs if folder not in own)]
    theme.get_env = partial(_open_templates, theme, cache)  # type: ignore[method-assign]


def _open_templates(theme: Theme, cache: ContentCache) -> jinja2.Environment:
    environment = Theme.get_env(theme)
    environment.autoescape = True
    environment.loader = _VisibleLoader(theme.dirs)
    environment.bytecode_cache = FragmentCache(cache, environment, "mkdocs")
    return environment


class _VisibleLoader(jinja2.FileSystemLoader):
    """Lists no hidden files: MkDocs wants none of them, and Material has thousands of icons in such a folder."""

    def list_templates(self) -> list[str]:
        found = set()
        for top in self.searchpath:
            for place, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                here = Path(place).relative_to(top)
                found |= {(here / name).as_posix() for name in names if not name.startswith(".")}
        return sorted(found)
