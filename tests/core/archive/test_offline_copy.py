"""Links as a copy on disk needs them, and all the rest of a page as it was."""

from __future__ import annotations

import pytest

from pledgebook.archive.offline_copy import make_offline_copy, make_offline_link
from pledgebook.html.search_index import SearchEntry, SearchIndex, parse_index, render_index
from pledgebook.i18n.search_words import SearchWords
from pledgebook.names import Language

BASE = "https://example.org/loften/"
SITE = dict.fromkeys(("index.html", "2019/index.html", "2019/å b.pdf", "en/index.html", "en/2019/index.html"), b"")
SITE |= {"arkiv/index.html": b"", "assets/a.css": b"", "404.html": b""}


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("2019/", "index.html", "2019/index.html"),
        ("2019", "index.html", "2019/index.html"),
        ("./", "2019/index.html", "index.html"),
        (".", "2019/index.html", "index.html"),
        ("..", "2019/index.html", "../index.html"),
        ("../en/2019/", "2019/index.html", "../en/2019/index.html"),
        ("../2019/#synas", "arkiv/index.html", "../2019/index.html#synas"),
        ("../arkiv/?tema=trafik&plats=x#2019", "2019/index.html", "../arkiv/index.html?tema=trafik&plats=x#2019"),
        # Already a file, or the page itself.
        ("../assets/a.css", "2019/index.html", "../assets/a.css"),
        ("%C3%A5%20b.pdf", "2019/index.html", "%C3%A5%20b.pdf"),
        ("#synas", "2019/index.html", "#synas"),
        ("?tema=trafik", "arkiv/index.html", "?tema=trafik"),
        ("", "2019/index.html", ""),
        # The site's own, from its root or with its whole address.
        ("/loften/", "404.html", "index.html"),
        ("/loften/assets/a.css", "404.html", "assets/a.css"),
        ("/loften/en/2019/#a", "2019/index.html", "../en/2019/index.html#a"),
        (BASE, "2019/index.html", "../index.html"),
        (BASE.rstrip("/"), "2019/index.html", "../index.html"),
        (f"{BASE}2019/?a=b#c", "en/index.html", "../2019/index.html?a=b#c"),
        # Elsewhere, or nowhere.
        ("https://example.org/", "index.html", "https://example.org/"),
        ("https://example.org/lofte/2019/", "index.html", "https://example.org/lofte/2019/"),
        ("/annat/", "index.html", "/annat/"),
        ("//example.org/loften/", "index.html", "//example.org/loften/"),
        ("mailto:a@example.org?subject=2019/", "index.html", "mailto:a@example.org?subject=2019/"),
        ("finns-inte/", "index.html", "finns-inte/"),
        (f"{BASE}finns-inte/", "index.html", f"{BASE}finns-inte/"),
        ("../../../2019/", "2019/index.html", "../../../2019/"),
    ],
)
def test_a_link_names_the_file_it_leads_to(target: str, page: str, expected: str) -> None:
    assert expected == make_offline_link(target, page, SITE, BASE)


def test_a_site_without_an_address_has_links_all_the_same() -> None:
    assert "index.html" == make_offline_link("/", "404.html", SITE, "")
    assert "https://example.org/" == make_offline_link("https://example.org/", "index.html", SITE, "")


def freeze_page(text: str, path: str = "2019/index.html") -> str:
    return make_offline_copy({**SITE, path: text.encode()}, BASE)[path].decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<A class=x HREF=../en/ >å</A>', '<A class=x HREF="../en/index.html" >å</A>'),
        ('<a href=../en/?a="b"&c=d>', '<a href="../en/index.html?a=&quot;b&quot;&amp;c=d">'),
        ('<script src="../"></SCRIPT><a href="../">', '<script src="../index.html"></SCRIPT><a href="../index.html">'),
        ("<a\n  href = '../'\n>", '<a\n  href = "../index.html"\n>'),
        ('<a href="../arkiv/?a=1&amp;b=2">', '<a href="../arkiv/index.html?a=1&amp;b=2">'),
        ('<svg><a xlink:href="../en/"/></svg>', '<svg><a xlink:href="../en/index.html"/></svg>'),
        ('<meta http-equiv="refresh" content="0; url=../en/">', '<meta http-equiv="refresh" content="0; url=../en/index.html">'),
        ('<meta http-equiv=Refresh content=\'0;URL=/loften/2019/#a\'>', '<meta http-equiv=Refresh content="0;URL=index.html#a">'),
    ],
)  # fmt: skip
def test_only_the_value_of_a_link_is_written_anew(before: str, after: str) -> None:
    page = "<!doctype html>\r\n<html lang=sv><p title='ä > b'>{}\r\n<p>&aring;\u2028&nbsp;</html>"
    assert page.format(after) == freeze_page(page.format(before))


@pytest.mark.parametrize(
    "text",
    [
        '<link rel="canonical" href="https://example.org/loften/2019/">',
        '<link rel="alternate" hreflang="en" href="https://example.org/loften/en/2019/">',
        '<meta property="og:url" content="https://example.org/loften/2019/">',
        '<meta name="description" content="0; url=../en/">',
        '<p>https://example.org/loften/2019/ <code>&lt;a href="../en/"&gt;</code>',
        "<p data-x='<a href=\"../en/\">'>",
        '<!-- <a href="../en/"> -->',
        '<!-- <a href="../en/">',
        "<script>var a = '<a href=\"../en/\">'</script>",
        '<form data-root="../" data-sources="../assets/a.js">',
        '<style>/* <a href="../en/"> */</style>',
        "<script>'<a href=\"../en/\">'",
        '<scripts data-href="../en/"><!-- > <a href="../en/"> -->',
    ],
)
def test_what_is_no_link_stays(text: str) -> None:
    assert text == freeze_page(text)


def test_a_document_that_stands_by_itself_is_kept_as_it_is() -> None:
    document = 'Ångström <header></header><a href="../en/">'.encode("latin-1")
    frozen = make_offline_copy({**SITE, "2019/a.html": document}, BASE, lambda language, home: "notice")
    assert document == frozen["2019/a.html"]


def test_what_only_servers_read_is_left_out() -> None:
    served = dict.fromkeys(("_headers", ".htaccess", "servers/nginx.conf", "sitemap.xml", "robots.txt"), b"")
    assert sorted(SITE) == list(make_offline_copy({**SITE, **served}, BASE))


def test_the_notice_stands_above_the_head_of_a_page_in_its_language() -> None:
    site = {
        "en/2019/index.html": b"<html lang=en><body><a>skip</a><header></header><header></header>",
        "moved/index.html": b"<html lang=sv><p>Here",
    }
    frozen = make_offline_copy(site, BASE, lambda language, home: f"[{language} {home}]")
    assert frozen["en/2019/index.html"] == (
        b"<html lang=en><body><a>skip</a>[en ../../../index.html]<header></header><header></header>"
    )
    assert frozen["moved/index.html"] == site["moved/index.html"]


def test_what_a_search_finds_names_its_file() -> None:
    entries = [
        SearchEntry(address, "Ord; \\u003b", text="text;\n", weight=1.5)
        for address in ("", "#a", "2019/", "2019/#a", "a.pdf")
    ]
    words = SearchWords(endings=("en", "a"), synonyms=(("knark", "droger"),))
    index = SearchIndex(Language("nb-no"), words, tuple(entries))
    script = render_index(index)
    site = {"assets/search/sv.js": script.encode(), "assets/search/other.js": b"var pledge = 1;\n"}
    frozen = make_offline_copy(site, BASE)
    assert frozen["assets/search/other.js"] == site["assets/search/other.js"]
    found = parse_index(frozen["assets/search/sv.js"].decode())
    assert found
    assert ["index.html", "index.html#a", "2019/index.html", "2019/index.html#a", "a.pdf"] == [
        entry.path for entry in found.entries
    ]
    assert index == parse_index(script)
    assert [entry.text for entry in entries] == [entry.text for entry in found.entries]
