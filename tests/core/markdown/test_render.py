"""Markdown as HTML: the quotes of the language, and one text that leaves nothing for the next."""

from __future__ import annotations

from html import unescape

import pytest

from pledgebook.i18n.catalogue import Catalogues
from pledgebook.markdown.render import MarkdownRenderer
from pledgebook.names import Language


@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        ("sv", 'En "dialog" hölls.', "<p>En ”dialog” hölls.</p>"),
        ("sv", "Sa 'hej'.", "<p>Sa ’hej’.</p>"),
        ("en", 'A "dialogue" was held.', "<p>A “dialogue” was held.</p>"),
        ("en", "The residents' 'yes'.", "<p>The residents’ ‘yes’.</p>"),
        ("en", "It's done.", "<p>It’s done.</p>"),
        ("sv", "2022--2023 ...", "<p>2022–2023 …</p>"),
        ("sv", '`"kod"`', '<p><code>"kod"</code></p>'),
    ],
)
def test_quotes_are_those_of_the_language(catalogues: Catalogues, language: Language, text: str, html: str) -> None:
    assert html == str(MarkdownRenderer(catalogues[language]).render(text))


def test_one_text_leaves_nothing_behind_for_the_next(catalogues: Catalogues) -> None:
    renderer = MarkdownRenderer(catalogues[Language("sv")])
    first = renderer.render("A[^1] och HTML.\n\n[^1]: Not.\n\n*[HTML]: märkspråk\n\n[b]: https://example.org/")
    assert "<p>HTML och [b].</p>" == str(renderer.render("HTML och [b]."))
    assert "Not." in first


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ord.", ["Ord.", "Ord."]),
        ("A[^1].\n\n[^1]: Not.", ['"fn:1-1"', '"fn:2-1"']),
        ("[Plan](plan.pdf)", ['href="1/plan.pdf"', 'href="2/plan.pdf"']),
        ("[Plan]\n\n[Plan]: plan.pdf", ['href="1/plan.pdf"', 'href="2/plan.pdf"']),
        ("![Plan](plan.png)", ['src="1/plan.png"', 'src="2/plan.png"']),
        ("*Plan*{: href=plan.pdf }", ['href="1/plan.pdf"', 'href="2/plan.pdf"']),
    ],
)
def test_one_text_on_two_pages_has_the_links_and_footnotes_of_each(
    catalogues: Catalogues, text: str, parts: list[str]
) -> None:
    renderer = MarkdownRenderer(catalogues[Language("sv")])
    for number, part in enumerate(parts, 1):
        assert part in unescape(renderer.render(text, f"{number}/{{}}".format, number))
