"""The page of words explained: there when there are words, in the order and the language of the reader."""

from __future__ import annotations

import re

from core.conftest import LANGUAGES, Given, Show, register
from pledgebook.site.routes import PageKind

_, ENGLISH = LANGUAGES
TERMS = register(
    """
    glossary:
      - {id: zon, name: {sv: zon, en: area}, explanation: {sv: En plats., en: A place.}, sources: [p1]}
      - {id: ask, name: {sv: ask, en: zebra}, explanation: {sv: En låda., en: A horse.}}
    """
)


def test_words_are_explained_on_a_page_of_their_own_in_alphabetical_order(given: Given, show: Show) -> None:
    shown = show(given({"register.yml": TERMS}).book)
    assert ["ord-ask", "ord-zon"] == re.findall(r'<div id="([^"]+)">', shown.html("ord/"))
    assert ["ord-zon", "ord-ask"] == re.findall(r'<div id="([^"]+)">', shown.html("ord/", ENGLISH))
    assert re.search(r"<dfn>Zon</dfn></dt>\s*<dd><p>En plats\.</p>\s*<p[^>]*>Källa: <a", shown.html("ord/"))
    assert "på svenska" not in shown.html("ord/")
    assert '<span lang="sv">zon</span>' in shown.html("ord/", ENGLISH)


def test_a_site_without_words_to_explain_has_no_such_page(given: Given, show: Show) -> None:
    without, having = show(given().book), show(given({"register.yml": TERMS}).book)
    assert not [page for page in without.site.pages if page.kind is PageKind.GLOSSARY]
    for shown, is_linked in ((without, False), (having, True)):
        footer = shown.renderer.render_part("footer", LANGUAGES[0], "", title="", url="", updated=None)
        assert is_linked == ('href="ord/"' in footer)
