"""The first use of a term on a page leads to what it means, and nothing else is changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given as generate
from hypothesis import strategies as st

from pledgebook.html.glossary_links import GlossaryLinks
from pledgebook.model import Term
from pledgebook.names import Language

SV, EN = Language("sv"), Language("en")


def make_term(id: str, sv: str, en: str, forms: str = "") -> Term:
    words = {"name": {"sv": sv, "en": en}, "explanation": {"sv": "Så.", "en": "So."}}
    return Term.model_validate({"id": id, **words, **({"forms": {"sv": forms}} if forms else {})})


LINKS = GlossaryLinks(
    (
        make_term("walk", "vandring", "walk", "vandringar, trygg vandring"),
        make_term("sspf", "SSPF", "SSPF"),
        make_term("rad", "lokalt råd", "council"),
        make_term("and", "R&D", "R&D"),
    ),
    (SV, EN),
)


def link(html: str, language: Language = SV) -> str:
    """The page with each link as `[term: words]`."""
    found = LINKS.link(html, language, "../ord/#ord-")
    return re.sub(r'<a class="pb-term" href="\.\./ord/#ord-([a-z]+)">([^<]*)</a>', r"[\1: \2]", found)


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>En vandring, en vandring till.</p>", "<p>En [walk: vandring], en vandring till.</p>"),
        ("<p>Vandringar på lördag.</p><p>En vandring.</p>", "<p>[walk: Vandringar] på lördag.</p><p>En vandring.</p>"),
        # Whole words alone, in the forms that are listed.
        ("<p>vandringen, invandring, vandring-och-fika</p>", "<p>vandringen, invandring, vandring-och-fika</p>"),
        ("<p>En trygg\nvandring.</p>", "<p>En [walk: trygg\nvandring].</p>"),
        ("<p>lokalt rådhus, lokalt råd</p>", "<p>lokalt rådhus, [rad: lokalt råd]</p>"),
        # An abbreviation may be spelt like another word.
        ("<p>sspf och SSPF</p>", "<p>sspf och [sspf: SSPF]</p>"),
        ("<p>R&amp;D</p>", "<p>[and: R&amp;D]</p>"),
        # Never in a link, a name, a quotation or what is hidden.
        ('<p><a href="/">vandring</a> <q>vandring</q></p>', '<p><a href="/">vandring</a> <q>vandring</q></p>'),
        ("<h1>Vandring</h1><h2>Vandring</h2><h3>Vandring</h3>", "<h1>Vandring</h1><h2>Vandring</h2><h3>[walk: Vandring]</h3>"),
        ("<dl><dt>Vandring</dt><dd>Vandring</dd></dl>", "<dl><dt>Vandring</dt><dd>[walk: Vandring]</dd></dl>"),
        ("<figcaption>Vandring</figcaption>vandring", "<figcaption>Vandring</figcaption>[walk: vandring]"),
        ('<p><span aria-hidden="true">vandring</span></p>', '<p><span aria-hidden="true">vandring</span></p>'),
        ('<div hidden>vandring</div>vandring', '<div hidden>vandring</div>[walk: vandring]'),
        ('<p title="a > vandring">x<br>vandring</p>', '<p title="a > vandring">x<br>[walk: vandring]</p>'),
        # Words in another language are of that language.
        ('<p>walk <span lang="en">A walk</span> vandring</p>', '<p>walk <span lang="en">A [walk: walk]</span> vandring</p>'),
        ('<p><span lang="fi">vandring</span> vandring</p>', '<p><span lang="fi">vandring</span> [walk: vandring]</p>'),
    ],
)  # fmt: skip
def test_the_first_use_of_a_term_is_a_link(html: str, linked: str) -> None:
    assert linked == link(html)


def test_a_page_has_the_forms_of_its_language() -> None:
    assert "<p>A [walk: walk] and vandring</p>" == link("<p>A walk and vandring</p>", EN)


def test_a_site_without_a_glossary_is_left_as_it_is() -> None:
    assert "<p>vandring</p>" == GlossaryLinks((), (SV,)).link("<p>vandring</p>", SV, "#")


PIECES = ("vandring", " ", "<p>", "</p>", "<h2>", "</h2>", "<b>", "SSPF", "<br>", '<span lang="en">', "</span>", "<", "&", "walk", "</a>", "<a>")  # fmt: skip


@generate(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_nothing_but_links_is_added_however_a_page_is_made(html: str) -> None:
    found = LINKS.link(html, SV, "#")
    assert html == re.sub(r'<a class="pb-term" href="#[a-z]+">([^<]*)</a>', r"\1", found)
