"""Early pages: where somebody looks at a site while it is built, the pages that are open are made and shown first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from ..authoring.preview.builds import LIVE_BUILD, EarlyPage, LiveBuild
from .pages import GeneratedPage, is_foreseeable


class Outdated(Exception):
    """The sources have changed again, and nobody waits for what is left to be made of them as they were."""


@dataclass(frozen=True)
class EarlyPages:
    """The pages of a language that may be shown before the rest.

    Attributes:
        build: the build that somebody waits for.
        pages: those pages, by their addresses.
        files: what MkDocs has put in the site's folder before it makes pages.
    """

    build: LiveBuild
    pages: Mapping[str, MkDocsPage]
    files: frozenset[str]

    def tell(self, page: MkDocsPage, html: str) -> None:
        """Tell of a page that has been made, if it is one of these."""
        address = next((address for address, early in self.pages.items() if early is page), None)
        if address:
            self.build.tell(EarlyPage(address, html, self.files))


def stop_outdated() -> None:
    """Break off a build that nobody waits for any more.

    Raises:
        Outdated: it is such a one.
    """
    live = LIVE_BUILD.get()
    if live and live.is_outdated():
        raise Outdated


def begin_early_pages(files: Files, config: MkDocsConfig) -> EarlyPages | None:
    """Let MkDocs make the generated pages that are open before all others; nothing where there are none.

    Once the menu has been made, nothing goes by the order of generated pages, and nothing else of the site by them.
    """
    live = LIVE_BUILD.get()
    # Another plugin may do something to a page at its very end.
    if live is None or not is_foreseeable(config):
        return None
    found = {f"/{file.url.removeprefix('./')}": file.page for file in files.documentation_pages()}
    early = {address: page for address in live.opened if isinstance(page := found.get(address), GeneratedPage)}
    if not early:
        return None
    moved = [page.file for page in early.values()]
    for file in [*moved, *(file for file in files if file not in moved)]:
        files.remove(file)
        files.append(file)
    return EarlyPages(live, early, frozenset(file.dest_uri for file in files if not file.is_documentation_page()))
