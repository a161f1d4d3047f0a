"""Another process renders what this one would, and knows what it is made of alike."""

from __future__ import annotations

import pickle

from core.conftest import TODAY, Given, Show
from core.html.test_mentions import MANY
from core.html.test_page_hash import SITE
from pledgebook.files.cache import NO_CACHE
from pledgebook.html.page_content import render_content
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.site_tools import SiteTools
from pledgebook.images.logo import Logo
from pledgebook.site.alternates import Alternates


def test_tools_that_have_been_handed_over_make_the_same(given: Given, show: Show) -> None:
    shown = show(given(MANY).book, TODAY)
    hasher = PageHasher(SITE, shown.renderer, {"fragments/page.html": b"any"})
    alternates = Alternates(SITE, shown.site.page_at)
    own = SiteTools(hasher, alternates, NO_CACHE, "p {}", Logo("a.svg", b"<svg/>"), {"a.typ": b"a"})
    other: SiteTools = pickle.loads(pickle.dumps(own))
    assert (own.style, own.logo, own.print_hash) == (other.style, other.logo, other.print_hash)
    assert shown.site.pages == other.renderer.site.pages
    mentions = 0
    for page, same in zip(shown.site.pages, other.renderer.site.pages, strict=True):
        for language in SITE.codes:
            content = render_content(own, page, language)
            assert content == render_content(other, same, language)
            assert own.hasher.hash_content(page, language) == other.hasher.hash_content(same, language)
            assert alternates.list_menu(page.path, language) == other.alternates.list_menu(page.path, language)
            mentions += len(content.mentions)
    assert mentions, "they are told too, so that they can be kept"
