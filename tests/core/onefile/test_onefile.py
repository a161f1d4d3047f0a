"""A record as one HTML file, and that file set in type: nothing is fetched, nothing is lost, nothing is said anew."""

from __future__ import annotations

import io
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html
from PIL import Image

from core.conftest import THEME, TODAY, Given, Show, Shown, followup, pledge
from photos import draw_plain
from pledgebook.config import PRINT, Settings
from pledgebook.files.cache import NO_CACHE, ContentCache, hash_parts
from pledgebook.files.process_pool import Job, ProcessPool
from pledgebook.files.tree import Files, read_tree
from pledgebook.html.page_hash import PageHasher
from pledgebook.images.publish import PictureCopies as Picture
from pledgebook.names import Language
from pledgebook.onefile.build import STYLE, OneFileBuilder
from pledgebook.onefile.html_tree import read_one_file
from pledgebook.onefile.pdf import LettersError, list_parts, set_pdf
from pledgebook.onefile.record_files import RecordFiles
from pledgebook.site.alternates import Alternates
from pledgebook.site.csp import hash_style

FOLDER = THEME / PRINT
PRINT_FILES = read_tree(FOLDER)
SITE = "https://lofte.example/"
# What a browser fetches by itself: legal deposit takes a file that alone is the whole publication.
FETCHED = re.compile(r'<(script|img|link|iframe|source|object|embed)[^>]*(src|href|data)="(?!data:)|@import|url\(')
BODY = """Se [förra årets](../2026/pledge.sv.md#synas) och [något annat](https://example.org/).

![Torget med ett träd](torget.jpg)

| Insats | Antal |
|---|--:|
| Kontroller | 200 |

> Det är *viktigt*.
"""


def draw() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def shown(given: Given, show: Show) -> Shown:
    """Two pledges, one of them with a follow-up, a change, a picture, a table and a quotation."""
    return show(
        given(
            {
                "2026/pledge.sv.md": pledge("title: Medborgarlöfte 2026\nperiod: 2026"),
                "2025/pledge.sv.md": pledge(
                    "title: Medborgarlöfte 2025\nperiod: 2025\ndates: {signed: 2025-02, updated: 2025-12}"
                ),
                "2027/pledge.sv.md": pledge(
                    "dates: {published: 2027-01-20}\nchanges: [{date: 2027-02-01, kind: changed, note: Ett ord.}]", BODY
                ),
                "2027/torget.jpg": draw(),
                "2027/followup-1.sv.md": followup("results: [{promise: synas, status: fulfilled}]"),
            }
        ).book
    )


def set_up(shown: Shown, site_url: str = SITE) -> OneFileBuilder:
    settings = Settings(Path(), "docs", THEME, {Language("sv"): "Svenska", Language("en"): "English"}, site_url)
    translations = Alternates(settings, {page.path: page for page in shown.site.pages})
    pictures = {"2027/torget.jpg": Picture((40, 20), (("torget.20w.jpg", 20), ("torget.jpg", 40)))}
    copies = {"2027/torget.jpg": draw(), "2027/torget.20w.jpg": b"small"}
    hasher = PageHasher(settings, shown.renderer, {})
    return OneFileBuilder(translations, FOLDER, pictures, copies, hasher)


def print_files(press: OneFileBuilder, shown: Shown, address: str = "2027/") -> dict[str, bytes]:
    return {item.kind: item.data for item in press.build(shown.page(address), Language("sv"), "Löften i Exempelstad")}


def print_html(shown: Shown, site_url: str = SITE) -> str:
    return print_files(set_up(shown, site_url), shown)["html"].decode()


def read(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def words_of(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.mark.parametrize(
    ("name", "kind"), [("torget.jpg", "jpeg"), ("torget.JPEG", "jpeg"), ("torget.png", "png"), ("torget.webp", "webp")]
)
def test_a_picture_says_of_what_kind_it_is_whatever_the_machine_knows_of_kinds(
    given: Given, show: Show, name: str, kind: str
) -> None:
    files = {"2027/pledge.sv.md": pledge("", f"![Torget]({name})"), f"2027/{name}": draw_plain(kind.upper())}
    shown = show(given(files).book)
    press = replace(set_up(shown), pictures={}, copies={f"2027/{name}": b"picture"})
    assert f'src="data:image/{kind};base64,' in print_files(press, shown)["html"].decode()


def test_a_record_becomes_two_files_in_each_language_that_it_has_words_in(shown: Shown) -> None:
    press = set_up(shown)
    one_files = press.build(shown.page("2027/"), Language("sv"), "Löften")
    assert ["2027/medborgarlofte-2027.sv.html", "2027/medborgarlofte-2027.sv.pdf"] == [item.url for item in one_files]
    assert ["html", "pdf"] == [item.kind for item in one_files]
    # It has no English words: a Swedish text is never given out as an English one.
    assert () == press.build(shown.page("2027/"), Language("en"), "Pledges")
    # Pages that are not a record's own have none.
    for address in ("", "arkiv/", "2027/allt/", "teman/"):
        assert () == press.build(shown.page(address), Language("sv"), "Löften")


def test_the_file_fetches_nothing(shown: Shown) -> None:
    text = print_html(shown)
    assert not FETCHED.search(text)
    document = read(text)
    for tag in ("script", "link", "iframe", "form", "button", "details", "nav"):
        assert document.xpath(f"//{tag}") == []
    assert document.xpath("//@srcset | //@onclick | //@style") == []


def test_its_policy_lets_its_own_style_through_and_nothing_else(shown: Shown) -> None:
    document = read(print_html(shown))
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = document.xpath("string(//style)")
    assert style == (FOLDER / STYLE).read_text("utf-8")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src {hash_style(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_it_says_all_that_the_page_says(shown: Shown) -> None:
    page = read(shown.html("2027/allt/"))
    for element in page.xpath(
        "//summary[not(h2 or h3)] | //*[contains(@class, 'pb-screen') or contains(@class, 'pb-today') or @class='pb-permalink']"
    ):
        element.drop_tree()
    said = words_of(read(print_html(shown)).xpath("//main")[0])
    assert words_of(page) == said
    assert "Ett ord." in said, "what is folded on the page is open here"


def test_pictures_stand_in_it(shown: Shown) -> None:
    [picture] = read(print_html(shown)).xpath("//img")
    assert picture.get("alt") == "Torget med ett träd"
    assert picture.get("src").startswith("data:image/jpeg;base64,")
    _, pictures = read_one_file(print_html(shown), TODAY)
    assert [draw()] == [*pictures.values()], "the largest copy"


def test_a_picture_that_is_not_there_is_its_words(shown: Shown) -> None:
    press = set_up(shown)
    press.copies = {}
    document = read(print_files(press, shown)["html"].decode())
    assert document.xpath("//img") == []
    assert "Torget med ett träd" in words_of(document)


def test_its_links_lead_to_the_site_or_inside_the_file(shown: Shown) -> None:
    document = read(print_html(shown))
    links = document.xpath("//a/@href")
    assert f"{SITE}2026/#synas" in links
    assert "https://example.org/" in links
    anchors = set(document.xpath("//@id"))
    for link in links:
        assert link.startswith(("https://", "mailto:")) or link[1:] in anchors, link


def test_without_an_address_the_sites_own_links_are_words(shown: Shown) -> None:
    document = read(print_html(shown, site_url=""))
    assert all(link.startswith(("#", "https://example.org/")) for link in document.xpath("//a/@href"))
    assert "Se förra årets och något annat" in words_of(document)
    assert document.xpath("//meta[@name='dcterms.identifier']") == []


def test_it_says_what_it_is_and_where_it_comes_from(shown: Shown) -> None:
    document = read(print_html(shown))
    meta = {item.get("name"): item.get("content") for item in document.xpath("//meta[@name]")}
    assert document.get("lang") == "sv"
    assert document.xpath("string(//title)") == "Medborgarlöfte 2027 – Löften i Exempelstad"
    assert meta["dcterms.title"] == "Medborgarlöfte 2027"
    assert meta["dcterms.publisher"] == "Exempelstads kommun"
    assert meta["dcterms.identifier"] == f"{SITE}2027/"
    assert meta["dcterms.language"] == "sv"
    colophon = words_of(document.xpath("//footer")[0])
    for words in (
        "Exempelstads kommun",
        f"Adress {SITE}2027/",
        f"Beständig adress {SITE}id/2027",
        "Svenska",
        "CC BY 4.0",
    ):
        assert words in colophon


def test_the_page_of_a_record_leads_to_its_files(shown: Shown) -> None:
    one_files = set_up(shown).build(shown.page("2027/"), Language("sv"), "Löften")
    page = read(shown.renderer.render(shown.page("2027/"), Language("sv"), one_files).html)
    links = {link.get("href"): words_of(link) for link in page.xpath("//a[contains(@href, 'medborgarlofte-')]")}
    assert links == {
        "medborgarlofte-2027.sv.html": f"Allt i en fil, HTML på svenska ({one_files[0].size} kB)",
        "medborgarlofte-2027.sv.pdf": f"Allt i en fil, tillgänglig PDF på svenska ({one_files[1].size} kB)",
    }
    # What is kept comes after what is promised.
    kept = page.xpath("//h2[@id='spara']")[0]
    assert kept.xpath("preceding::h4") and not kept.xpath("following::h4 | following::h2")


# What is set in type.


def wrap(body: str, **attributes: str) -> str:
    """A record in one file, of some HTML."""
    given = "".join(f' {name}="{value}"' for name, value in {"lang": "sv", **attributes}.items())
    return f"""<!doctype html><html{given}><head><title>T</title>
    <meta name="dcterms.title" content="Löfte"><meta name="dcterms.isPartOf" content="Löften"></head>
    <body><main><h1>Löfte</h1>{body}</main></body></html>"""


def make_pdf(one_file: str, print_files: Files, day: date, cache: ContentCache = NO_CACHE) -> bytes:
    parts = list_parts(one_file, hash_parts(print_files), day)
    return ProcessPool(cache, workers=0).submit(parts, partial(set_pdf, one_file, print_files, day)).result()


def set_body(body: str, **attributes: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(make_pdf(wrap(body, **attributes), PRINT_FILES, date(2027, 2, 1))))


def list_elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Every element of the structure, in the order it is read."""

    def walk(node: Any) -> list[Any]:
        if isinstance(node, pikepdf.Array):
            return [found for item in node for found in walk(item)]
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            return [node, *walk(node.get("/K", pikepdf.Array()))]
        return []

    return walk(pdf.Root.StructTreeRoot.K)


def list_tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S)[1:] for element in list_elements(pdf)]


def list_words(words: list[Any]) -> list[Any]:
    """Every piece of text, in order."""
    return [found for node in words for found in ([node] if "text" in node else list_words(node.get("words", [])))]


def words_in(node: Any) -> str:
    """All words of a tree, in order."""
    if isinstance(node, list):
        return "".join(words_in(item) for item in node)
    if isinstance(node, dict):
        own = node["text"] if "text" in node else " " if node.get("kind") == "br" else ""
        parts = [words_in(node[key]) for key in ("words", "items", "caption", "head", "body", "blocks") if key in node]
        return own + " ".join(part for part in parts if part)
    return ""


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<p>Ord</p>", ["P"]),
        ("<h2>Två</h2><h3>Tre</h3>", ["H2", "H3"]),
        # A document outline without gaps.
        ("<h2>Två</h2><h5>Fem</h5><h2>Två</h2>", ["H2", "H3", "H2"]),
        ("<ul><li>a</li><li>b</li></ul>", ["L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"]),
        ("<dl><dt>Mål</dt><dd>200</dd></dl>", ["L", "LI", "Lbl", "Strong", "LBody"]),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            ["Table", "THead", "TR", "TH", "Strong", "TH", "Strong", "TBody", "TR", "TD", "TD"],
        ),
        ("<p><a href='https://example.org/'>länk</a></p>", ["P", "Link"]),
        ("<p><em>a</em> <strong>b</strong></p>", ["P", "Em", "Strong"]),
    ],
)
def test_what_a_thing_is_can_be_heard(body: str, tags: list[str]) -> None:
    assert ["Document", "H1", *tags] == list_tags(set_body(body))


def test_a_picture_has_its_words_and_a_decoration_has_none() -> None:
    picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    pdf = set_body(f'<p><img alt="Torget" src="{picture}"></p><p>x <img alt="" src="{picture}"></p>')
    assert ["Torget"] == [str(item.Alt) for item in list_elements(pdf) if item.S == "/Figure"]


def test_a_word_in_another_language_is_said_to_be() -> None:
    pdf = set_body('<p>Ett <span lang="en-GB">pledge</span></p><div lang="fi"><p>Suomea</p></div>')
    assert pdf.Root.Lang == "sv"
    # A whole paragraph says so in the structure, words inside one where they are drawn.
    assert {"fi"} == {str(item.Lang) for item in list_elements(pdf) if "/Lang" in item}
    assert b"/Lang(en-GB)" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        "<marquee>Okänt <blink>element</blink></marquee>",
        "<figure><p>Bild</p><figcaption>Text</figcaption></figure>",
        "<details><summary>Mer</summary>Text <b>här</b></details>",
        "<ul><li>Ett<ul><li>Två<ol start='3'><li>Tre</li></ol></li></ul></li></ul>",
        "<ul></ul><ol></ol><dl></dl><table></table><p></p><div></div>",
        "<dl><dt>A</dt><dt>B</dt><dd>C</dd><dd><ul><li>D</li></ul></dd></dl>",
        "<table><caption>Tal</caption><tr><td colspan='2'>a</td></tr><tr><td rowspan='2'>b</td><td>c</td></tr></table>",
        "<table><tr><td colspan='alla'>a</td><td rowspan='0'>b</td></tr></table><ol start='två'><li>c</li></ol>",
        "<table><tr><td colspan='99999999'>a</td></tr><tr><td rowspan='99999999'>b</td></tr></table>",
        "<p id='a'>A</p><p id='a'>B <a href='#a'>till a</a> <a href='#borta'>borta</a> <a>utan mål</a></p>",
        "<p id='tom'></p><ul><li><ul id='lista'><li>A</li></ul></li></ul><p><a href='#tom'>a</a> <a href='#lista'>b</a></p>",
        "<ul>" + "<li>Djupt<ul>" * 15 + "<li>ner</li>" + "</ul></li>" * 15 + "</ul>",
        "<blockquote>" * 100 + "<p>Djupt</p>" + "</blockquote>" * 100,
        "<p>" + "<span class='pb-aside'>" * 100 + "Djupt" + "</span>" * 100 + "</p>",
        '<p>" + panic("x") + "</p><h2>") #panic() \\</h2><pre>\\" #panic()</pre><p lang=\'sv"\'>\\u{41}</p>',
        "<pre><code>  kod\n    mer</code></pre><blockquote><p>citat</p></blockquote><hr>",
        "<p>H<sub>2</sub>O x<sup>2</sup> <q>sagt</q> <code>kod</code> <del>bort</del> <ins>till</ins> <mark>gult</mark></p>",
        "<p>$x$ #let *a* _b_ @c `d` \\ [e] = f // g /* h */ ~ --- <em>#i</em></p>",
        "<h2><a href='https://example.org/'>Länkad rubrik</a> <em>betonad</em></h2>",
        "text utan stycke<p>stycke</p>mer text<br>ny rad",
        "<p>Ett&nbsp;fast mellanrum och ett mjukt&shy;bindestreck, čšž ğ ð þ ß € ½ ✓ → Ω Ж</p>",
        "<p>" + "Jättelångtord" * 30 + "</p>",
    ],
)
def test_whatever_stands_in_the_file_is_set(body: str) -> None:
    text = wrap(body)
    tree, _ = read_one_file(text, TODAY)
    expected = "".join("".join(read(text).xpath("//body")[0].itertext()).split())
    assert expected == "".join(words_in(tree["blocks"]).split())
    assert make_pdf(text, PRINT_FILES, date(2027, 2, 1)).startswith(b"%PDF-1.7")


def test_space_is_as_a_browser_shows_it() -> None:
    tree, _ = read_one_file(wrap("<p>\n  Ett <em> två </em> <b>tre</b>\n<br>\n fyra </p>"), TODAY)
    [paragraph] = [block for block in tree["blocks"][0]["blocks"] if block["kind"] == "p"]
    texts = [node["text"] for node in list_words(paragraph["words"])]
    assert texts == ["Ett ", "två ", "tre", " ", "fyra"]


def test_it_is_marked_as_accessible_and_for_archives() -> None:
    pdf = set_body("<p>Ord</p>")
    with pdf.open_metadata() as meta:
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        assert meta["dc:title"] == "Löfte"
        assert str(meta["xmp:CreateDate"]).startswith("2027-02-01")
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.Lang == "sv"
    assert str(pdf.Root.Outlines.First.Title) == "Löfte"


def test_the_same_file_gives_the_same_bytes_anywhere(
    tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_file, place = print_html(shown), tmp_path / "place"
    place.mkdir()
    first = make_pdf(one_file, PRINT_FILES, TODAY)
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", "C")
        monkeypatch.setattr("tempfile.tempdir", str(place))
        time.tzset()
        assert first == make_pdf(one_file, PRINT_FILES, TODAY)
    monkeypatch.undo()
    time.tzset()
    assert [*place.iterdir()] == [], "nothing is left behind"


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(LettersError, match=r"^🙂$"):
        make_pdf(wrap("<p>Hej 🙂 och hej 🙂</p>"), PRINT_FILES, TODAY)


def test_a_record_that_cannot_be_set_has_its_html_and_a_warning(given: Given, show: Show) -> None:
    shown = show(given({"2027/pledge.sv.md": pledge(body="Glad 🙂 text.\n")}).book)
    press = set_up(shown)
    one_files = press.build(shown.page("2027/"), Language("sv"), "Löften")
    assert ["html"] == [item.kind for item in one_files]
    assert [("pledges/2027/pledge.sv.md", "pdf_letters", "warning", "🙂")] == [
        (item.mark.path, item.code, str(item.level), item.found) for item in press.problems
    ]


def test_a_pdf_that_is_kept_is_not_set_again_unless_something_is_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ContentCache(tmp_path / "cache")
    template = PRINT_FILES["onefile.typ"]
    given: list[tuple[str, Files, date]] = [
        (wrap("<p>Ord</p>"), PRINT_FILES, TODAY),
        (wrap("<p>Ord.</p>"), PRINT_FILES, TODAY),
        (wrap("<p>Ord</p>"), {**PRINT_FILES, "onefile.typ": template.replace(b'paper: "a4"', b'paper: "a5"')}, TODAY),
        (wrap("<p>Ord</p>"), {**PRINT_FILES, "fonts/more.ttf": b"no font"}, TODAY),
        (wrap("<p>Ord</p>"), PRINT_FILES, TODAY + timedelta(days=1)),
    ]
    expected = [make_pdf(*item) for item in given]
    # The one with a font that there is nothing in is the first over again.
    assert 4 == len(set(expected))
    assert expected == [make_pdf(*item, cache) for item in given]
    assert 5 == len([*(tmp_path / "cache").iterdir()])
    monkeypatch.setattr("pledgebook.onefile.pdf._compile", None)
    assert expected == [make_pdf(*item, cache) for item in given]
    monkeypatch.setattr("pledgebook.onefile.pdf.hash_own_code", lambda *_, **__: b"other code")
    with pytest.raises(TypeError):
        make_pdf(*given[0], cache)


def test_a_warning_is_given_by_each_build_also_with_a_cache(given: Given, show: Show, tmp_path: Path) -> None:
    shown = show(given({"2027/pledge.sv.md": pledge(body="Glad 🙂 text.\n")}).book)
    for _ in range(2):
        press = replace(set_up(shown), pool=ProcessPool(ContentCache(tmp_path / "cache"), workers=0))
        assert {"html"} == print_files(press, shown).keys()
        assert ["🙂"] == [item.found for item in press.problems]


def test_fonts_may_stand_anywhere_in_the_folder_of_the_template(shown: Shown, tmp_path: Path) -> None:
    folder = tmp_path / "print"
    shutil.copytree(FOLDER, folder)
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/more.ttf").write_bytes(b"font")
    (folder / "linked").symlink_to(tmp_path / "fonts")
    (folder / "gone.ttf").symlink_to(tmp_path / "nowhere")
    press = replace(set_up(shown), folder=folder)
    assert {**PRINT_FILES, "linked/more.ttf": b"font"} == press.print_files


READ = "sources: [{id: a, publisher: Polisen, url: 'https://example.org/a', read: 2026-11}]"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("period: 2025\ndates: {signed: 2025-02, updated: 2025-12}", "2025-12-01"),
        ("period: 2027\ndates: {signed: 2027}", "2027-01-01"),
        (f"period: 2027\n{READ}", "2026-11-01"),
        (f"period: 2030\n{READ}", "2026-11-01"),
        ("period: 2026", "2026-01-01"),
        ("period: {start: 2018-05, end: 2019}", "2018-05-01"),
        (
            "period: 2027\ndates: {signed: 2027-01-20}\nchanges: [{date: 2027-02-01, kind: changed, note: A.}]",
            "2027-02-01",
        ),
    ],
)
def test_a_pdf_is_dated_by_what_it_tells_of_and_stays_the_same_the_day_after(
    given: Given, show: Show, fields: str, expected: str
) -> None:
    book = given({"2027/pledge.sv.md": pledge(fields, without="sources" if READ in fields else "")}).book
    first, second = (
        print_files(set_up(show(book, day)), show(book, day)) for day in (TODAY, TODAY + timedelta(days=1))
    )
    assert first == second
    with pikepdf.open(io.BytesIO(first["pdf"])).open_metadata() as meta:
        assert expected == str(meta["xmp:CreateDate"])[:10]


def test_records_that_are_prepared_are_the_same(shown: Shown) -> None:
    addresses = ["2025/", "2026/", "2027/"]
    expected = [print_files(set_up(shown), shown, address) for address in addresses]
    for order in (addresses, addresses[::-1], addresses[:1]):
        press = set_up(shown)
        # Also those that have no files of their own.
        press.prepare(shown.page(address) for address in ("", *order, "arkiv/"))
        assert expected == [print_files(press, shown, address) for address in addresses]
        # Each is begun with once: what is built a second time is what it was.
        assert expected == [print_files(press, shown, address) for address in addresses]


def test_records_are_begun_with_before_their_turn(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[[], RecordFiles]] = []
    press = set_up(shown)

    def begin(make: Callable[[], RecordFiles], *given: Any, **named: Any) -> Job[RecordFiles]:
        asked.append(make)
        return Job(press.pool, make)

    monkeypatch.setattr(press.pool, "begin", begin)
    press.prepare([shown.page("2025/"), shown.page("2026/"), shown.page("2027/")])
    assert [] == asked, "not before there are all pictures"
    press.look_ahead(Language("sv"), "Löften i Exempelstad")
    assert 3 == len(asked), "before anything is built"
    first = print_files(press, shown, "2025/")
    assert 3 == len(asked)
    assert asked[0]().html == first["html"]
    press.prepare(())
    print_files(press, shown, "2026/")
    assert 4 == len(asked), "what was begun with is left when the building ends"
