"""Lists, years and headings are read as people plainly mean them, and what is already read so stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import REPOSITORY, Given, Show, pledge
from photos import draw_plain
from pledgebook.markdown.preprocessor import clarify
from pledgebook.markdown.render import find_targets, render_plain

UL, OL = "<ul><li>a</li><li>b</li></ul>", "<ol><li>a</li><li>b</li></ol>"


def render(text: str) -> str:
    return "".join(render_plain(text).split("\n"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Vi lovar:\n- a\n- b", f"<p>Vi lovar:</p>{UL}"),
        ("Vi lovar\n* a\n* b", f"<p>Vi lovar</p>{UL}"),
        ("Vi lovar:\n1. a\n2. b", f"<p>Vi lovar:</p>{OL}"),
        ("**Vi lovar:**\n1) a\n2) b", f"<p><strong>Vi lovar:</strong></p>{OL}"),
        ("# Löften\n- a\n- b", f"<h2>Löften</h2>{UL}"),
        ("• a\n• b", UL),
        ("•\ta\n•\tb", UL),
        ("·       a\n·       b", UL),
        ("\uf0b7 a\n\uf0b7 b", UL),
        ("\uf0a7a\n\uf0a7b", UL),
        ("Vi lovar:\no   a\no   b", f"<p>Vi lovar:</p>{UL}"),
        ("Vi lovar:\n– a\n– b", f"<p>Vi lovar:</p>{UL}"),
        ("• a • b", UL),
        ("Vi ska\no   a\no   b", f"<p>Vi ska</p>{UL}"),
        ("Vi ska\n– a\n– b", f"<p>Vi ska</p>{UL}"),
        ("Vi lovar:\n☐ a\n☑ b", f"<p>Vi lovar:</p>{UL}"),
        ("→ a\n→ b", UL),
        ("Vi lovar:\na) synas\nb) höras", "<p>Vi lovar:<br>a) synas<br>b) höras</p>"),
        ("i. synas\nii. höras", "<p>i. synas<br>ii. höras</p>"),
        ("- Vi:\n  a) syns\n  b) hörs", "<ul><li>Vi:<br>  a) syns<br>  b) hörs</li></ul>"),
        (
            "| Mål | Utfall |\n| 4 | 3 |",
            "<table><thead><tr><th>Mål</th><th>Utfall</th></tr></thead><tbody><tr><td>4</td><td>3</td></tr></tbody></table>",
        ),
        ("\u00a0- a\n\u00a0- b", UL),
        ("-\u00a0a\n-\u00a0b", UL),
        ("> Vi lovar:\n> - a\n> - b", f"<blockquote><p>Vi lovar:</p>{UL}</blockquote>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("• a\n  o b\n  o c", "<ul><li>a<ul><li>b</li><li>c</li></ul></li></ul>"),
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("- a\n\n  mer\n\n- b", "<ul><li><p>a</p><p>mer</p></li><li><p>b</p></li></ul>"),
        ("2027. Ett stycke", "<p>2027. Ett stycke</p>"),
        ("År\n\n2027. Ett stycke", "<p>År</p><p>2027. Ett stycke</p>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("# A\n\n## B", "<h2>A</h2><h3>B</h3>"),
        ("A\n=\n\nb", "<h2>A</h2><p>b</p>"),
        # Read as they are written.
        ("## A\n\n### B", "<h2>A</h2><h3>B</h3>"),
        ("Text\n3. tre", "<p>Text3. tre</p>"),
        ("Se punkt\na) ovan", "<p>Se punkta) ovan</p>"),
        ("| a | är ett tecken", "<p>| a | är ett tecken</p>"),
        ("Text\n| a | b |", "<p>Text| a | b |</p>"),
        ("x\no a\ny", "<p>xo ay</p>"),
        ("– Vi ska, säger hon.", "<p>– Vi ska, säger hon.</p>"),
        ("Han sa o\no sen gick han", "<p>Han sa oo sen gick han</p>"),
        ("-a\n-b", "<p>-a-b</p>"),
        ("```\nx:\n- a\n```", "<p><code>x:- a</code></p>"),
        ("    - kod", "<pre><code>- kod</code></pre>"),
        ("Text\n\n---\n\nMer", "<p>Text</p><hr><p>Mer</p>"),
    ],
)
def test_what_a_person_plainly_meant_is_read_so(text: str, html: str) -> None:
    assert html == render(text)


def test_a_table_without_outer_lines_is_no_list() -> None:
    assert render("a | b\n- | -\n1 | 2").startswith("<table>")


def test_fields_and_bodies_are_read_alike(given: Given, show: Show) -> None:
    text = pledge('situation: "Vi lovar:\\n- ett\\n- två"', body="# Rubrik\n\nVi lovar:\n• tre\n• fyra\n")
    html = show(given({"2027/pledge.sv.md": text}).book).html("2027/")
    for word in ("ett", "två", "tre", "fyra"):
        assert f"<li>{word}</li>" in html
    assert 1 == html.count("<h1")


def test_what_is_read_as_it_was_meant_stays_to_the_letter() -> None:
    check_letters(REPOSITORY / "tests" / "exempelstad" / "pledges")


def check_letters(folder: Path) -> None:
    for path in folder.rglob("*.md"):
        body = path.read_text("utf-8").split("---\n", 2)[2].split("\n")
        assert [line for line in body if line] == [line for line in clarify(body) if line], path


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](min fil.pdf)", ["min fil.pdf"]),
        ("[a](<min fil.pdf>)", ["min fil.pdf"]),
        ('[a](min fil.pdf "Titel")', ["min fil.pdf"]),
        ('[a](plan.pdf "En titel") och [b](b.pdf)', ["plan.pdf", "b.pdf"]),
        ("![a]( bild 1.jpg )", ["bild 1.jpg"]),
        ("[a](plan (2).pdf)", ["plan (2).pdf"]),
        ("[a](<plan (2).pdf>)", ["plan (2).pdf"]),
        ('[a](plan (2) ny.pdf "Titel")', ["plan (2) ny.pdf"]),
        ("([a](b.pdf)) och (se [c](d(1(2)).pdf)).", ["b.pdf", "d(1(2)).pdf"]),
        (r"[a](plan\(2\).pdf)", ["plan(2).pdf"]),
        ("[![x](a (1).png)](b (2).pdf)", ["a (1).png", "b (2).pdf"]),
    ],
)
def test_a_link_with_spaces_or_brackets_is_one(text: str, targets: list[str]) -> None:
    assert targets == [target for _, target in find_targets(text)]
    html = render_plain(text)
    assert all(f'="{target}"' in html for target in targets)


def test_a_link_with_spaces_leads_where_it_says_or_is_told(given: Given) -> None:
    body = "[a](min fil.pdf) [b](en annan.pdf) [c](https://example.org/en sida)"
    told = given({"2027/pledge.sv.md": pledge(body=body), "2027/min fil.pdf": b"%PDF"})
    found = [(item.code, item.found) for item in told.found if item.code.startswith("link")]
    assert [("link_dead", "en annan.pdf"), ("link_space", "https://example.org/en sida")] == sorted(found)
    alone = given({"2027/pledge.sv.md": pledge(body="[c](https://example.org/en sida)")})
    assert ["[c](https://example.org/en%20sida)"] == [item.fix for item in alone.found if item.code == "link_space"]


@pytest.mark.parametrize(
    ("alt", "is_told"),
    [("torget.jpg", True), ("IMG_1234", True), ("Bild 1", False), ("Torget en kväll", False), ("dsc0042", True)],
)
def test_the_name_of_a_file_says_nothing_of_a_picture(given: Given, alt: str, is_told: bool) -> None:
    told = given({"2027/pledge.sv.md": pledge(body=f"Ett.\n\n![{alt}](torget.jpg)"), "2027/torget.jpg": draw_plain()})
    assert (["2027/pledge.sv.md:14:1 image_alt_name torget.jpg"] if is_told else []) == told.problems


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        (pledge("title: <b>Löfte</b> 2027"), "2:8", "title: Löfte 2027"),
        (pledge(body="Ett.\n\nVi <strong>lovar</strong> <em>mer</em>."), "14:1", "Vi **lovar** *mer*."),
        (pledge(body="<table><tr><td>a</td></tr></table>"), "12:1", ""),
        (pledge("summary: <script>alert(1)</script>"), "2:10", ""),
        (pledge(body="Skriv `<b>` så. Färre < 3 > 2."), "", ""),
    ],
)
def test_html_that_is_shown_as_words_is_told(given: Given, text: str, place: str, fix: str) -> None:
    told = [item for item in given({"2027/pledge.sv.md": text}).found if item.code == "markup_shown"]
    expected = [(place, fix)] if place else []
    assert expected == [(f"{item.mark.line}:{item.mark.column}", item.fix) for item in told]
