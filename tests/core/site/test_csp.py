"""What a browser may run on the site's pages."""

from __future__ import annotations

from itertools import product

import pytest

from pledgebook.site.csp import PAGE_POLICY, find_breaches, parse_breaches
from pledgebook.site.server_config import HEADERS


@pytest.mark.parametrize(
    ("markup", "breach"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT type=module>import 'x'</SCRIPT>", "<SCRIPT type=module>"),
        ("<p onclick='alert(1)'>Hej</p>", "<p onclick='alert(1)'>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("<p style='color: red'>Hej</p>", "<p style='color: red'>"),
        ("<svg/onload=alert(1)>", "<svg/onload=alert(1)>"),
        ("<img alt='x'onerror=alert(1)>", "<img alt='x'onerror=alert(1)>"),
        ("<style>p { color: red }</style>", "<style>"),
        ("<a href='javascript:alert(1)'>Hej</a>", "<a href='javascript:alert(1)'>"),
        ("<a href=' JavaScript:alert(1)'>Hej</a>", "<a href=' JavaScript:alert(1)'>"),
        ("<script src=https://other.example/a.js></script>", "<script src=https://other.example/a.js>"),
        (
            "<link rel='stylesheet' href='//other.example/a.css'>",
            "<link rel='stylesheet' href='//other.example/a.css'>",
        ),
        ("<iframe src='HTTP://other.example/a'></iframe>", "<iframe src='HTTP://other.example/a'>"),
        ("<svg><path style='fill: red'/></svg>", "<path style='fill: red'/>"),
        ("<a href='&#106;avascript&colon;alert(1)'>Hej</a>", "<a href='&#106;avascript&colon;alert(1)'>"),
        ("<embed title='>' src='https:&sol;/other.example/a'>", "<embed title='>' src='https:&sol;/other.example/a'>"),
    ],
)
def test_inline_script_and_style_are_found(markup: str, breach: str) -> None:
    assert [breach] == list(find_breaches(f"<body>{markup}</body>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<script src='a.js' defer></script>",
        '<script type="application/ld+json">{"name": "x"}</script>',
        "<p>Vi skriver onclick= och style= och &lt;script&gt; i löpande text, javascript: också.</p>",
        "<p data-style='x' lang=sv onclick>Hej</p>",
        "<link rel=canonical href='https://own.example/'><a href='https://other.example/'>Hej</a>",
        "<!-- <script>alert(1)</script> -->",
    ],
)
def test_what_the_policy_allows_is_left_alone(markup: str) -> None:
    assert [] == list(find_breaches(f"<body>{markup}</body>"))


# What breaches are made of, and what could hide them.
TAGS = ("p", "a", "SCRIPT", "style", "Link", "iframe", "source", "video", "audio", "embed", "object")
EVENTS = (' onclick="x"', "\nONLOAD = x", "/on-x='x'", "\xa0style=x", ' x=""Style="x"', " on", " style", " onclick=")
ADDRESSES = ("javascript:x", " Java&#115;cript:x", "JavaScript&colon;x", "//x", "HTTPS:&sol;/x", "https://x", "a/b.css")
KINDS = ("stylesheet", "alternate Icon", "canonical", "application/json", "module", "")
QUOTED = ("{}='{}'", '{}="{}"', "{} = {}")
LINKS = [
    f" {quoted.format(name, address)}"
    for name, address, quoted in product(("src", "Href", "action", "data"), ADDRESSES, QUOTED)
]
SORTS = ["", " title='>'", *(f' {name}="{kind}"' for name, kind in product(("rel", "type"), KINDS))]
AROUND = [
    *("{}", "<p>{}</p>", "<!--{}-->", "</script>{}", "<p title='{}'>", '<p title="{}">'),
    *("<script type='application/json'>{}</script>", '<script src="../a.js" defer></script>{}'),
    '<link rel="icon" href="a.svg">{}',
]


def test_no_breach_is_lost_by_looking_for_signs_of_it_first() -> None:
    elements = [f"<{tag}{event}>" for tag, event in product(TAGS, (*EVENTS, ""))]
    elements += [f"<{tag}{sort}{link}>" for tag, sort, link in product(TAGS, SORTS, LINKS)]
    elements += [f"<script{other}{link} defer></script>" for other, link in product(("", ' src="a.js"'), LINKS)]
    elements += [f'<link rel="canonical" href="a"{sort}{link}>' for sort, link in product(SORTS, LINKS)]
    pages = [*elements, *(around.format(element) for around, element in product(AROUND, elements[::7]))]
    assert 5000 < sum(bool(parse_breaches(page)) for page in pages)
    assert [] == [page for page in pages if parse_breaches(page) != list(find_breaches(page))]


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    for word in ("unsafe", "http", "*"):
        assert word not in PAGE_POLICY
    assert "default-src 'none'" in PAGE_POLICY
    # A browser warns of this in a page, and heeds it only as a header.
    assert "frame-ancestors" not in PAGE_POLICY
    assert HEADERS["Content-Security-Policy"] == f"{PAGE_POLICY}; frame-ancestors 'none'"
