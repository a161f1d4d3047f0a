"""What may not stand in a page is refused, named and found; what Markdown writes is left alone."""

from __future__ import annotations

import re

import markdown
import pytest

from core.conftest import Given, Show, followup, pledge, register, statement, words
from photos import draw_plain
from pledgebook.markdown.sanitize import RefusedKind, RefusedMarkup, find_lines, sanitize

SV = "2027/pledge.sv.md"
# The line that a body begins on.
BODY = len(pledge().splitlines()) + 1


@pytest.mark.parametrize(
    ("html", "part", "found"),
    [
        ("<script>alert(1)</script>", RefusedKind.TAG, "script"),
        ("<ScRiPt >alert(1)</sCriPt>", RefusedKind.TAG, "script"),
        ("<img src=x alt=a onerror=alert(1)>", RefusedKind.ATTRIBUTE, "onerror"),
        ("<p/onmouseover=alert(1)>a</p>", RefusedKind.ATTRIBUTE, "onmouseover"),
        ('<a href="javascript:alert(1)">x</a>', RefusedKind.ADDRESS, "javascript:alert(1)"),
        ('<a href="java&#10;script:alert(1)">x</a>', RefusedKind.ADDRESS, "java\nscript:alert(1)"),
        ('<a href=" JaVaScRiPt:alert(1)">x</a>', RefusedKind.ADDRESS, " JaVaScRiPt:alert(1)"),
        ('<a href="vbscript:x">x</a>', RefusedKind.ADDRESS, "vbscript:x"),
        ('<a href="data:text/html,x">x</a>', RefusedKind.ADDRESS, "data:text/html,x"),
        ('<a href="ftp://example.org/x">x</a>', RefusedKind.ADDRESS, "ftp://example.org/x"),
        ('<iframe src="https://example.org/"></iframe>', RefusedKind.TAG, "iframe"),
        ('<p style="color:red">x</p>', RefusedKind.ATTRIBUTE, "style"),
        ("<style>p{}</style>", RefusedKind.TAG, "style"),
        ('<table><tr><th style="position:fixed">x</th></tr></table>', RefusedKind.ATTRIBUTE, "style"),
        ("<svg><script>alert(1)</script></svg>", RefusedKind.TAG, "svg"),
        ("<svg onload=alert(1)></svg>", RefusedKind.TAG, "svg"),
        ('<form action="/x"><input name="a"></form>', RefusedKind.TAG, "form"),
        ('<meta http-equiv="refresh" content="0;url=https://example.org/">', RefusedKind.TAG, "meta"),
        ('<base href="https://example.org/">', RefusedKind.TAG, "base"),
        ('<object data="x.swf"></object>', RefusedKind.TAG, "object"),
        ('<embed src="x.swf">', RefusedKind.TAG, "embed"),
        ('<link rel="stylesheet" href="x.css">', RefusedKind.TAG, "link"),
        ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", RefusedKind.TAG, "math"),
        ('<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', RefusedKind.TAG, "noscript"),
        ('<a href="/x" target="_blank">x</a>', RefusedKind.ATTRIBUTE, "target"),
        ('<div id="__config">{}</div>', RefusedKind.ATTRIBUTE, "id"),
        ('<img src="//other.host/x.png" alt="a">', RefusedKind.PICTURE, "//other.host/x.png"),
        ('<img src="https://other.host/x.png" alt="a">', RefusedKind.PICTURE, "https://other.host/x.png"),
        ('<img src="/\\other.host/x.png" alt="a">', RefusedKind.PICTURE, "/\\other.host/x.png"),
        ('<img src="a.png" srcset="a.png 1x, https://o.host/b.png 2x" alt="a">', RefusedKind.PICTURE, "https://o.host/b.png"),
        ('<picture><source srcset="//o.host/b.png"><img src="a.png" alt="a"></picture>', RefusedKind.PICTURE, "//o.host/b.png"),
        ('<img src="data:image/png;base64,AA==" alt="a">', RefusedKind.ADDRESS, "data:image/png;base64,AA=="),
        ('<img src="a.png">', RefusedKind.ALT, "a.png"),
        ('<img src="a.png" alt=" ">', RefusedKind.ALT, "a.png"),
    ],
)  # fmt: skip
def test_an_attack_is_taken_out_and_named(html: str, part: RefusedKind, found: str) -> None:
    cleaned = sanitize(f"<p>Före</p>{html}<p>Efter</p>")
    assert (part, found) in [(refusal.kind, refusal.found) for refusal in cleaned.refusals]
    assert "<p>Före</p>" in cleaned.html
    assert not re.search(r"<[^>]*(alert|script|onload|style=|data:|ftp:)", cleaned.html)


HARMLESS = """\
# Rubrik {#min-rubrik .stor lang=fi}

Text med [länk](../om/index.md "Titel"), <https://example.org/?a=1&b=2>, <namn@example.org>, fotnot[^1] och `<script>`.

| A | B | C |
| :- | :-: | -: |
| 1 | 2 | 3 |

Ord
:   Vad det betyder & inte betyder

!!! note "Märk"
    Viktigt.

<details markdown="1" open><summary>Mer</summary>

- ett
- två

</details>

<figure><img src="a.png" srcset="a.png 480w, b.png 960w" sizes="100vw" alt="Torget > kyrkan" width="4" height="3"><figcaption>Torget</figcaption></figure>
<a href="tel:+46701234567">Ring</a><br /><abbr title="Aktiebolag">AB</abbr> <kbd>Ctrl</kbd>
<!-- pledgebook: statuses -->

    <form onsubmit="x">

![](rad.png){.decorative}

[^1]: Noten.
"""


def test_what_markdown_and_people_write_is_left_as_it_is() -> None:
    extensions = ["attr_list", "def_list", "footnotes", "md_in_html", "tables", "admonition", "toc"]
    html = markdown.markdown(HARMLESS, extensions=extensions, extension_configs={"toc": {"permalink": "#"}})
    cleaned = sanitize(html)
    assert () == cleaned.refusals
    assert cleaned.html == sanitize(cleaned.html).html
    for part in (
        'id="min-rubrik"',
        'class="headerlink"',
        'class="footnote-ref"',
        '<div class="admonition note">',
        "<details open",
        'lang="fi"',
        "<!-- pledgebook: statuses -->",
        'srcset="a.png 480w, b.png 960w"',
        "&lt;script&gt;",
        'href="mailto:namn@example.org"',
    ):
        assert part in cleaned.html


def test_columns_are_aligned_by_class() -> None:
    html = (
        '<table><tr><th style="text-align: right;">1</th><td class="x" style="text-align: center;">2</td></tr></table>'
    )
    cleaned = sanitize(html)
    assert () == cleaned.refusals
    assert '<th class="pb-right">1</th><td class="x pb-center">2</td>' in cleaned.html


def test_a_refusal_is_found_on_its_line_and_not_in_code() -> None:
    text = (
        "`<script>`\n\n```\n<script>\n```\n\n<p>a</p>\n<script>x</script>\n[a](javascript:x)\n[b]( JAVASCRIPT&#58;y)\n"
    )
    refusals = (
        RefusedMarkup(RefusedKind.TAG, "script"),
        RefusedMarkup(RefusedKind.ADDRESS, "javascript:x", "a"),
        RefusedMarkup(RefusedKind.ADDRESS, "JAVASCRIPT:y", "a"),
        RefusedMarkup(RefusedKind.ATTRIBUTE, "onclick", "p"),
    )
    assert [7, 8, 9, 0] == [line for line, _ in find_lines(text, refusals)]


def test_each_of_several_equal_refusals_has_its_own_line() -> None:
    text = "<p onclick=x>\n\na\n\n<p onclick=y>\n"
    assert [0, 4] == [line for line, _ in find_lines(text, [RefusedMarkup(RefusedKind.ATTRIBUTE, "onclick", "p")] * 2)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Rubrik {onclick=alert(1)}", "0:1 markup_attribute onclick"),
        ("En rad.\n{style='color:red'}", "1:1 markup_attribute style"),
        ("[x](https://example.org){target=_blank}", "0:1 markup_attribute target"),
        ("a\n\n[x](JavaScript:alert(1))", "2:1 markup_address JavaScript:alert(1)"),
        ("[x](data:text/html,x)", "0:1 markup_address data:text/html,x"),
        ("[x][r]\n\n[r]: vbscript:x", "2:1 markup_address vbscript:x"),
        ("<ftp://example.org/x>", "0:1 markup_address ftp://example.org/x"),
        ("![b](//other.host/a.png)", "0:1 image_foreign //other.host/a.png"),
        ("a\n\n![](torget.png)", "2:1 image_alt torget.png"),
        ("![Ett ägg](agg.tiff)", "0:1 image_kind agg.tiff"),
    ],
)
def test_what_markdown_may_not_become_is_told_by_its_line(given: Given, body: str, expected: str) -> None:
    line, _, rest = expected.partition(":")
    files = {SV: pledge(body=body), "2027/torget.png": draw_plain("PNG")}
    if "agg.tiff" in body:
        files["2027/agg.tiff"] = b"x"
    assert [f"{SV}:{BODY + int(line)}:{rest}"] == given(files).errors


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "Ett <b onclick=x>ord</b>.",
        "`[a](javascript:x)`",
        "    {: onclick=x}",
        "[a](https://example.org/) <mailto:a@example.org> [b](tel:+46701) [c](#synas) {.klass #id lang=en}",
    ],
)
def test_words_that_only_look_like_markup_are_no_problem(given: Given, body: str) -> None:
    assert [] == given({SV: pledge(body=body)}).problems


def test_markdown_is_checked_in_every_field_language_and_kind_of_record(given: Given) -> None:
    bad = '"[x](javascript:y)"'
    told = given(
        {
            SV: pledge(f"aim: {bad}"),
            "2027/pledge.en.md": words(f"aim: {bad}"),
            "2027/followup-1.sv.md": followup(f"results: [{{promise: synas, text: {bad}}}]"),
            "register.yml": register(f"sources: [{{id: p1, publisher: Polisen, note: {bad}}}]"),
            "accessibility.yml": statement(f"tested: {bad}"),
        }
    )
    assert [
        "accessibility.yml:1:9 markup_address javascript:y",
        "register.yml:1:46 markup_address javascript:y",
        "2027/pledge.sv.md:2:6 markup_address javascript:y",
        "2027/pledge.en.md:2:6 markup_address javascript:y",
        "2027/followup-1.sv.md:2:34 markup_address javascript:y",
    ] == told.errors


@pytest.mark.parametrize(
    "files",
    [
        {"register.yml": register('sources: [{id: p1, publisher: Polisen, note: "[x](../2026/pledge.sv.md)"}]')},
        {"accessibility.yml": statement('tested: "[x](../2026/pledge.sv.md)"')},
    ],
)
def test_a_dead_link_in_a_file_beside_the_records_is_told(given: Given, files: dict[str, str]) -> None:
    assert ["link_dead ../2026/pledge.sv.md"] == [
        problem.partition(" ")[2].partition(" →")[0] for problem in given(files).errors
    ]


def test_columns_of_a_record_are_aligned_by_class(given: Given, show: Show) -> None:
    told = given({SV: pledge(body="| A |\n| -: |\n| 1 |\n")})
    html = show(told.book).html("2027/")
    assert '<td class="pb-right">1</td>' in html
    assert "style=" not in html
