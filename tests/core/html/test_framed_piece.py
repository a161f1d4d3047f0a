"""However much a record says, its pieces in frames stay small, and say where the rest is."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from core.conftest import EN, FU, REPOSITORY, SV, Given, Show, followup, pledge
from core.html.test_pieces import EMBEDDING, REPORTED, URL, pieces, words_of
from pledgebook.html.framed_piece import MOST_BYTES, fit_frame

MOST = 15_000
LONG = "Vi var på torget varje fredag & lördag <i kväll>. " * 400
LIST = "".join(f"\n- Steg {number}: samtal med dem som bor där, utan att räkna dem." for number in range(300))
SOURCES = ", ".join(f"{{id: k{number}, publisher: Polisen, title: Rapport {number}}}" for number in range(400))


def quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def make_files(
    promise: str = "", text: str = LONG, fields: str = "", summary: str = ""
) -> dict[str, str | bytes | None]:
    """A pledge and its follow-up, in which some of what is said is very long."""
    one = f"{{id: synas, by: polisen, text: {quote(promise or 'Synas på torget.')}}}"
    lines = [f"promises: [{one}]", *([fields] if fields else []), *([f"summary: {quote(summary)}"] if summary else [])]
    result = f"results: [{{promise: synas, status: fulfilled, status_source: stated, text: {quote(text)}}}]"
    return {**EMBEDDING, SV: pledge("\n".join(lines)), EN: None, FU: followup(result)}


CASES: dict[str, Mapping[str, str | bytes | None]] = {
    "a long result": make_files(),
    "a long list": make_files(text=LIST),
    "a long promise": make_files(promise=LONG),
    "a long summary": make_files(summary=LONG),
    "many sources": make_files(fields=f"sources: [{SOURCES}]"),
    "all of it": make_files(LONG, LIST + "\n\n" + LONG, f"sources: [{SOURCES}]", LONG),
    "many promises": {
        **EMBEDDING,
        EN: None,
        SV: pledge(
            "promises: ["
            + ", ".join(f"{{id: l{number}, by: polisen, text: {quote(LONG[:1900])}}}" for number in range(40))
            + "]"
        ),
    },
}


def read(page: str) -> HtmlElement:
    return next(lxml_html.fromstring(page).iter("article"))


def test_with_its_style_sheet_it_weighs_what_is_promised() -> None:
    assert MOST_BYTES + (REPOSITORY / "docs/assets/embed.css").stat().st_size <= MOST


@pytest.mark.parametrize("case", CASES)
def test_no_record_makes_a_heavier_page_and_the_rest_is_led_to(given: Given, show: Show, case: str) -> None:
    made = pieces(given, show, CASES[case])
    pages = {url: page for url, page in made.items() if "embed/" in url and url.endswith("index.html")}
    assert len(pages) > 3
    assert {} == {url: size for url, page in pages.items() if (size := len(page.encode())) > MOST_BYTES}
    shortened = {url: read(page) for url, page in pages.items() if "Läs resten på" in page}
    assert shortened
    for url, piece in shortened.items():
        *_, rest, footer = piece
        address = (
            URL if url == "embed/index.html" else f"{URL}id/{url.removeprefix('embed/').removesuffix('/index.html')}"
        )
        assert [address] == rest.xpath("a/@href") == rest.xpath("a/text()")
        assert "footer" == footer.tag and [address] == footer[-1].xpath("a/@href")
        assert [] == piece.xpath(
            "//*[self::ul or self::ol or self::dl][not(*)] | //dt[not(following-sibling::*[1][self::dd])]"
        )
        assert " …" in piece.text_content() or len(piece.xpath("//li")) < 300
        # What can be pasted is whole, and may be long.
        assert "Läs resten på" not in made[url.replace("index.html", "fragment.txt")]


def test_what_is_left_out_is_text_and_not_how_it_went(given: Given, show: Show) -> None:
    words = words_of(pieces(given, show, make_files())["embed/2027/synas/index.html"])
    for said in (
        "Uppfyllt . Enligt Polisen.",
        "Vi var på torget",
        " … Läs resten på https://",
        "Källa:",
    ):
        assert said in words, said


def test_a_piece_that_fits_is_as_it_was(given: Given, show: Show) -> None:
    made = pieces(given, show, {**EMBEDDING, FU: REPORTED})
    assert words_of(made["embed/2027/synas/fragment.txt"]) in words_of(made["embed/2027/synas/index.html"])


def test_a_list_without_items_and_a_term_without_words_are_left_out() -> None:
    told = f"<dl><dt>Mål</dt><dd>{LONG}</dd></dl><ul><li>{LONG}</li></ul><table><tr><td>{LONG}</td></tr></table>"
    html = f'<article><h2>A</h2>{"<p>B <a href=u>C</a> D.</p>"}{told}<footer><p>E</p><p><a href="a">a</a></p></footer></article>'
    # Only so much room is left that none of the long ones can begin.
    page = fit_frame(html.replace("<i kväll>", ""), lambda html: html.ljust(len(html) + MOST_BYTES - 150), "Mer:")
    assert page.strip().endswith(
        '<p>Mer: <a href="a">a</a></p><footer><p>E</p><p><a href="a">a</a></p></footer></article>'
    )
    assert "<dl" not in page and "<ul" not in page and "<table" not in page and "<h2>A</h2>" in page
