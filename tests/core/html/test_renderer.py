"""Views as HTML: escaped, with headings and anchors, and links that lead somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from core.conftest import (
    EN,
    LANGUAGES,
    SV,
    THEME,
    TODAY,
    Given,
    Show,
    Shown,
    agreement,
    followup,
    pledge,
    register,
    words,
    write,
)
from core.html.conftest import LINKED, Parsed
from photos import draw_plain
from pledgebook.files.cache import ContentCache
from pledgebook.html.fragments import _open_fragments, open_fragments, translate_fragments
from pledgebook.html.renderer import PageHeading, Renderer, find_headings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.project import load_book
from pledgebook.records.day import BookOnDay
from pledgebook.site.build import build_site
from pledgebook.site.exports.listing import list_exports
from pledgebook.urls import language_root

ADDRESSES = ["", "arkiv/", "tidslinje/", "teman/", "platser/", "andringar/", "2027/", "overenskommelser/2024-2027/"]
ADDRESSES += ["teman/trafik/", "platser/sagogatan/"]


# Headings


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h1 id="a">A</h1>', []),
        (
            '<h2 id="a">A</h2><h3 id="b">B</h3><h4 id="c">C</h4>',
            [PageHeading(2, "a", Markup("A")), PageHeading(3, "b", Markup("B"))],
        ),
        ("<h2>utan ankare</h2>", []),
        ('<h2>utan</h2><h2 id="a">A</h2>', [PageHeading(2, "a", Markup("A"))]),
        ('<h2 class="x" id="a">A &amp; B &lt;c&gt;</h2>', [PageHeading(2, "a", Markup("A &amp; B &lt;c&gt;"))]),
        (
            '<h2 id="a"><span lang="sv">A</span> <em>b</em></h2>',
            [PageHeading(2, "a", Markup('<span lang="sv">A</span> b'))],
        ),
        (
            '<h2 id="a"><span class="x">A <span class="y" lang="sv">b <em>c</em></span></span></h2>',
            [PageHeading(2, "a", Markup('A <span lang="sv">b c</span>'))],
        ),
        ('<h2 id="a">\n  A\n  b\n</h2>', [PageHeading(2, "a", Markup("A b"))]),
        ('<h2 id="a"><a href="b/">A</a></h2>', [PageHeading(2, "a", Markup("A"))]),
        ("", []),
    ],
)
def test_headings_with_anchors_are_found_and_their_words_stay_escaped_and_say_their_language(
    html: str, expected: list[PageHeading]
) -> None:
    assert expected == list(find_headings(html))


def test_a_page_knows_its_headings(given: Given, show: Show) -> None:
    shown = show(given().book)
    headings = shown.renderer.render(shown.page("2027/"), Language("sv")).headings
    assert ("loften", "Löften") in [(heading.anchor, heading.words) for heading in headings]
    assert ("lovar-polisen", "Polisen lovar") in [(heading.anchor, heading.words) for heading in headings]


# Whole pages


# What an author could write anywhere, and somebody else could mean.
WILD = """"'></title><script>alert(1)</script><b onload="x">& {{ 1 }} {x} %s"""


def wild(name: str) -> str:
    return "'" + (WILD + name).replace("'", "''") + "'"


def wild_files() -> dict[str, str | bytes | None]:
    """A record with wild words in every plain field; its Markdown, which may hold HTML, is left tame."""
    w = wild
    source = f"{{id: egen, publisher: {w('publisher')}, title: {w('source')}, url: 'https://example.org/?a=1&b=\"'}}"
    return {
        "register.yml": register(
            f"""
            name: {w("register")}
            publication: compiled
            parties:
              - {{id: polisen, name: {w("police")}, type: police}}
              - {{id: kommunen, name: {w("town")}, type: municipality}}
              - {{id: bolaget, name: {w("company")}, type: public_company}}
            places:
              - {{id: sagogatan, name: {w("place")}, aliases: [{w("alias")}], part_of: fiktiva-torget}}
              - {{id: fiktiva-torget, name: {w("square")}}}
            themes: [{{id: trafik, name: {w("theme")}, description: {w("theme description")}}}]
            gaps: [{{period: 2020, sources: [k1]}}]
            """
        ),
        "2027/bild.jpg": draw_plain(),
        "2027/pledge.sv.md": pledge(
            f"""
            title: {w("title")}
            summary: {w("summary")}
            period: {{start: 2027, end: 2027, as_stated: {w("as stated")}, end_condition: {w("end condition")}}}
            agreement: 2024-2027
            parties: [polisen, kommunen]
            area: [sagogatan]
            dates: {{signed: 2027-01-01}}
            signatories:
              - {{name: {w("person")}, title: {w("office")}, party: kommunen, political_party: {w("political party")},
                 signed: no, variants: [{w("variant")}]}}
            statements:
              - {{name: {w("speaker")}, title: {w("speaking office")}, political_party: {w("speaking party")},
                 text: Mer., quote: {w("quotation")}, sources: [egen]}}
            basis: [{{type: other, url: 'https://example.org/?a=1&b=2'}}]
            followup_plan: {{interval: year, to: {w("plan to")}, where: {w("plan where")}}}
            focus_areas: [{{id: torget, title: {w("focus area")}, themes: trafik}}]
            changes: [{{date: 2027-02-01, kind: changed, note: Mer.}}]
            conflicts: [{{field: period, note: Mer., values: [{{value: {w("claim")}, source: egen}}]}}]
            evidence: [{{field: period, sources: [egen]}}]
            contact: {{function: {w("contact")}, email: {w("email")}, url: 'https://example.org/?a=1&b=2'}}
            documents:
              - {{title: {w("document")}, kind: other, lang: {w("document language")}}}
              - {{title: {w("document link")}, kind: other, url: 'https://example.org/?a=1&b=2', lang: {w("link language")}}}
              - {{title: {w("image")}, kind: image, file: bild.jpg}}
            promises:
              - id: synas
                by: polisen
                with: bolaget
                with_others: {w("with others")}
                text: {w("promise")}
                in_short: {w("in short")}
                focus_area: torget
                places: [sagogatan]
                themes: [trafik]
                target_group: {w("target group")}
                when: {w("when")}
                condition: {w("condition")}
                target: [{{count: 1, unit: {w("unit")}, as_stated: {w("target as stated")}, per: unclear}}]
                activities: [{{id: a, text: {w("activity")}, when: {w("activity when")}, target: {{level: {w("level")}}}}}]
            sources: [{source}]
            """
        ),
        "2027/pledge.en.md": words(f"title: {w('english title')}\ntranslation: {{by: {w('translator')}}}"),
        "2027/followup-1.sv.md": followup(
            f"""
            title: {w("followup")}
            contact: {{function: {w("followup contact")}}}
            results:
              - {{promise: synas, status: ongoing, reason: {w("reason")}, sources: [p1],
                 figures: [{{value: 1, unit: {w("figure unit")}, note: {w("figure note")}}}]}}
              - {{figures: [{{compare: several, unit: {w("whole unit")}}}]}}
            """
        ),
        "agreements/2024-2027/agreement.sv.md": agreement(
            f"title: {w('agreement')}\nsummary: {w('agreement summary')}\nfocus_areas: [{{id: a, title: {w('agreement area')}}}]"
        ),
    }


@pytest.fixture(scope="module")
def wild_pages(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> dict[tuple[str, str], str]:
    root = tmp_path_factory.mktemp("wild")
    write(root, wild_files())
    loaded = load_book(root, LANGUAGES)
    assert loaded.book, loaded.problems
    site = build_site(BookOnDay(loaded.book, TODAY), catalogues[Language("sv")])
    names = {Language("sv"): "Svenska", Language("en"): "English"}
    shown = Shown(site, Renderer(site, catalogues, THEME, names), catalogues)
    return {(address, language): shown.html(address, language) for address in ADDRESSES for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_word_of_a_record_becomes_markup(
    wild_pages: dict[tuple[str, str], str], address: str, language: Language
) -> None:
    html = wild_pages[address, language]
    parsed = Parsed(html)
    assert "script" not in {tag for tag, _ in parsed.tags}
    assert "b" not in {tag for tag, _ in parsed.tags}
    assert [] == [name for _, attributes in parsed.tags for name in attributes if name.startswith("on")]
    assert "&amp;" in html
    assert [] == re.findall(r"&(?!amp;|lt;|gt;|quot;|#\d+;|#x)[^ ]{0,9} ?", html)


# Every plain field that the page of a pledge shows; Markdown fields are tried above.
SHOWN_FIELDS = [
    *("speaker", "speaking office", "speaking party", "quotation", "in short"),
    *("title", "summary", "as stated", "end condition", "person", "office", "political party", "variant", "police"),
    *(
        "company",
        "place",
        "plan to",
        "plan where",
        "focus area",
        "claim",
        "contact",
    ),
    *("email", "document", "document link", "image", "promise", "with others", "target group", "when", "condition"),
    *("unit", "target as stated", "activity", "activity when", "level", "publisher", "source", "followup", "theme"),
    *("followup contact", "reason", "figure unit", "figure note", "whole unit", "agreement", "town"),
]


@pytest.mark.parametrize("name", SHOWN_FIELDS)
def test_every_plain_field_of_a_record_is_shown_escaped(wild_pages: dict[tuple[str, str], str], name: str) -> None:
    html = wild_pages["2027/", "sv"]
    end = "&amp; {{ 1 }} {x} %s" + name
    assert re.search(re.escape(end) + r"(?![a-z ]*\w)", html) or f"{end}<" in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_anchor_stands_twice_on_a_page_and_every_link_within_it_leads_to_one(
    wild_pages: dict[tuple[str, str], str], address: str, language: Language
) -> None:
    parsed = Parsed(wild_pages[address, language])
    anchors = parsed.values("id")
    assert sorted(set(anchors)) == sorted(anchors)
    assert set() == {href[1:] for href in parsed.values("href") if href.startswith("#")} - set(anchors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_from_a_page_leads_to_a_page(given: Given, show: Show, language: Language) -> None:
    shown = show(
        given(
            {
                **LINKED,
                "2027/pledge.sv.md": pledge(
                    "agreement: 2024-2027\narea: sagogatan\ndocuments: [{title: A, kind: other, file: lofte.pdf}]"
                ),
            }
        ).book
    )
    known = {language_root(code, Language("sv")) + page.path for page in shown.site.pages for code in LANGUAGES}
    known |= {
        "2027/lofte.pdf",
        *list_exports(shown.site),
        *(language_root(language, Language("sv")) + shown.site.fixed[name] for name in ("about", "method")),
    }
    for page in shown.site.pages:
        here = language_root(language, Language("sv")) + page.path
        for href in Parsed(shown.renderer.render(page, language).html).values("href"):
            if not href.startswith(("https:", "#", "mailto:")):
                way = href.partition("#")[0]
                depth = way.count("../")
                parts = here.rstrip("/").split("/") if here else []
                base = parts[: len(parts) - depth] if depth else parts
                target = "/".join([*base, way.replace("../", "").removeprefix("./")]).lstrip("/")
                assert target in known, f"{href} on {here}"


def test_the_same_book_and_day_give_the_same_html(given: Given, show: Show) -> None:
    files = {**LINKED, "2027/pledge.sv.md": pledge("documents: [{title: A, kind: other, file: lofte.pdf}]")}
    first, second = (show(given(files).book) for _ in range(2))
    for page in first.site.pages:
        assert first.html(page.path) == second.html(page.path)


def test_a_status_is_always_a_word(given: Given, show: Show) -> None:
    shown = show(given().book)
    assert "Inte redovisat</span>" in shown.html("2027/", Language("sv"))
    assert "Not reported</span>" in shown.html("2027/", Language("en"))


def test_a_promise_that_nobody_has_reported_on_is_never_said_to_be_broken(given: Given, show: Show) -> None:
    told = given({"2027/pledge.sv.md": None, "2020/pledge.sv.md": pledge("period: 2020")})
    html = show(told.book).html("2020/")
    assert "Inte redovisat" in html
    assert "Inte uppfyllt" not in html
    assert "Det betyder inte att löftet bröts." in html


def test_nothing_is_missing_from_a_promise_whose_time_has_not_come(given: Given, show: Show) -> None:
    told = given({"2027/pledge.sv.md": None, "2090/pledge.sv.md": pledge("period: 2090")})
    html = show(told.book).html("2090/")
    assert "Inte redovisat" not in html
    assert "har inte börjat gälla än" in html


def test_a_promise_of_a_pledge_in_force_waits_for_its_follow_up(given: Given, show: Show) -> None:
    html = show(given().book).html("2027/")
    assert "Ingen uppföljning har kommit än." in html
    assert "Inte uppfyllt" not in html


def test_what_is_unknown_is_said_to_be(given: Given, show: Show) -> None:
    html = show(given({"2027/pledge.sv.md": pledge("unknown: [signatories, dates.signed]")}).book).html("2027/")
    assert 'Vilka som skrev under: <span class="pb-unknown">okänt</span>' in html
    assert 'När det undertecknades: <span class="pb-unknown">okänt</span>' in html


def test_what_looks_like_html_in_a_record_is_shown_and_never_done(given: Given, show: Show) -> None:
    body = "\n<script>alert(1)</script> och <iframe src='//example.org'></iframe>\n\n<b onclick='x'>fet</b>\n"
    html = show(given({"2027/pledge.sv.md": pledge() + body}).book).html("2027/")
    assert [] == [tag for tag in ("<script", "<iframe", "<b ") if tag in html]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_every_unknown_of_a_promise_and_a_follow_up_is_said(given: Given, show: Show) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                "promises: [{id: synas, by: polisen, text: A, unknown: [target, places, when, target_group]}]"
            ),
            "2027/followup-1.sv.md": followup("unknown: [documents, contact, results]"),
        }
    )
    html = show(told.book).html("2027/")
    for said in ["Målet är okänt", "När: <span", "För vem: <span", "Dokument: <span", "Kontakt: <span"]:
        assert said in html


@pytest.mark.parametrize(
    ("field", "sv", "en"),
    [
        ("dates.signed", "När det undertecknades", "When it was signed"),
        ("promises", "Löftena", "The promises"),
        ("promises.synas", "Löftet <q>Mål &lt; 5.</q>", 'The promise <q><span lang="sv">Mål &lt; 5.</span></q>'),
        (
            "promises.synas.target_group",
            "Löftet <q>Mål &lt; 5.</q>, Målgrupp",
            'The promise <q><span lang="sv">Mål &lt; 5.</span></q>, Target group',
        ),
    ],
)
def test_what_sources_disagree_about_and_prove_is_called_by_its_name(
    given: Given, show: Show, field: str, sv: str, en: str
) -> None:
    fields = f"""
        promises: [{{id: synas, by: polisen, text: "Mål < 5."}}]
        conflicts: [{{field: {field}, note: A, values: [{{value: a}}, {{value: b}}]}}]
        evidence: [{{field: {field}, sources: [p1]}}]
        """
    shown = show(given({"2027/pledge.sv.md": pledge(fields, without="promises")}).book)
    assert [sv, sv] == re.findall(r"<li><strong>(.*?)</strong>", shown.html("2027/"))
    english = re.findall(r"<li><strong>(.*?)</strong>", shown.html("2027/", Language("en")))
    assert [en, en] == english


def test_a_title_is_escaped_wherever_it_stands(given: Given, show: Show) -> None:
    told = given({"2027/pledge.sv.md": pledge('title: "Mål < 5 & > 3"')})
    assert "Mål &lt; 5 &amp; &gt; 3" in show(told.book).html("2027/")


def test_what_a_follow_up_says_without_a_status_is_shown_there(given: Given, show: Show) -> None:
    told = given({"2027/followup-1.sv.md": followup("results: [{promise: synas, text: Nytt i saken.}]")})
    assert "Nytt i saken." in show(told.book).html("2027/")


def test_translated_fragments_are_kept_and_made_anew_when_they_change(
    given: Given, catalogues: Catalogues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, languages = tmp_path / "theme", {Language("sv"): "Svenska", Language("en"): "English"}
    shutil.copytree(THEME / "fragments", theme / "fragments")
    site = build_site(given().day, catalogues[Language("sv")])
    translated: list[str] = []
    compile_source = jinja2.Environment.compile

    def note(environment: jinja2.Environment, source: Any, name: Any = None, *more: Any) -> Any:
        translated.append(name)
        return compile_source(environment, source, name, *more)

    monkeypatch.setattr(jinja2.Environment, "compile", note)

    def show() -> str:
        translated.clear()
        _open_fragments.cache_clear()
        renderer = Renderer(site, catalogues, theme, languages, cache=ContentCache(tmp_path / "cache", 1.0))
        return renderer.render_part("fault", Language("sv"), "", url="", title="A")

    first = show()
    assert "fault.html" in translated
    assert first == show()
    assert [] == translated
    # As another process does before the site is known.
    shutil.rmtree(tmp_path / "cache")
    _open_fragments.cache_clear()
    assert translate_fragments([theme], ContentCache(tmp_path / "cache", 1.0))
    assert first == show()
    assert [] == translated
    (theme / "fragments/fault.html").write_text("Annat", encoding="utf-8")
    assert "Annat" == show()
    assert ["fault.html"] == translated


def test_what_a_fragment_imports_by_way_of_another_is_read_anew_too(tmp_path: Path) -> None:
    """A preview opens the fragments of a theme again and again, and keeps its pages for the builds to come."""
    fragments = {
        "_inner.html": "{% macro say() %}old{% endmacro %}",
        "_outer.html": '{% import "_inner.html" as inner %}{% macro say() %}{{ inner.say() }}{% endmacro %}',
        "page.html": '{% import "_outer.html" as outer %}{{ outer.say() }}',
    }
    folder = tmp_path / "fragments"
    folder.mkdir()
    for name, text in fragments.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert "old" == open_fragments([tmp_path]).get_template("page.html").render()
    (folder / "_inner.html").write_text("{% macro say() %}new{% endmacro %}", encoding="utf-8")
    assert "new" == open_fragments([tmp_path]).get_template("page.html").render()


def open_fragment(theme: Path, text: str) -> jinja2.Template:
    (theme / "fragments").mkdir()
    (theme / "fragments/page.html").write_text(text, encoding="utf-8")
    return open_fragments([theme]).get_template("page.html")


CALLS = """{% macro say(one, two="b", three="c") %}{{ one }}{{ two }}{{ three }}{% endmacro -%}
{% macro frame(one="a") %}<{{ one }}{{ caller() if caller is defined }}>{% endmacro -%}
{% macro all() %}{{ varargs | join }}{{ kwargs["named"] }}{% endmacro -%}
{% macro rest(all) %}{% for one in all %}{{ one if loop.previtem is defined }}{% endfor %}{% endmacro -%}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("say('<')", "&lt;bc"),
        ("say('a', 'x', 'y')", "axy"),
        ("say('a', three='y')", "aby"),
        ("say(*['a', 'x'])", "axc"),
        ("say(**{'one': 'a', 'two': say('<')})", "a&lt;bcc"),
        ("frame()", "<a>"),
        ("frame(one='x')", "<x>"),
        ("all('x', 'y', named='z')", "xyz"),
        ("dict(class='a')['class']", "a"),
        ("item.real", "3"),
        ("item.real is defined", "True"),
        ("item.missing is defined", "False"),
        ("item.missing is not defined", "True"),
        ("item.missing is undefined", "True"),
        ("item.missing | default('none')", "none"),
        ("item.missing | d('none') | upper", "NONE"),
        ("item.class is undefined", "True"),
        ("named['a'].class", "b"),
        ("named.a is defined", "True"),
        ("rest('abc')", "bc"),
        ("lacking is defined", "False"),
        ("['a', 'b'] | map('upper') | join", "AB"),
    ],
)
def test_a_fragment_means_what_jinja_makes_of_it(tmp_path: Path, written: str, expected: str) -> None:
    text = f"{CALLS}{{{{ {written} }}}}"
    plain = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(text)
    for template in (open_fragment(tmp_path, text), plain):
        assert expected == template.render(item=3, named={"a": {"class": "b"}}).strip()


def test_a_block_that_a_fragment_calls_a_macro_with_is_its_callers(tmp_path: Path) -> None:
    text = f"{CALLS}{{% call frame('x') %}}<b>{{% endcall %}}"
    assert "<x<b>>" == open_fragment(tmp_path, text).render().strip()


@pytest.mark.parametrize("written", ["say()", "say('a', 'b', 'c', 'd')", "say('a', four='d')", "item.no", "lacking.x"])
def test_what_a_fragment_asks_for_in_vain_is_an_error(tmp_path: Path, written: str) -> None:
    with pytest.raises((AttributeError, TypeError, jinja2.UndefinedError)):
        open_fragment(tmp_path, f"{CALLS}{{{{ {written} }}}}").render(item=3)


WHOLE_AND_PART = "places: [{id: hela, name: Hela kommunen, type: municipality}, {id: a, name: A, part_of: hela}]"


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ("police", "Vad som har lovats för hela Exempelstad, år för år."),
        ("police municipality", "Vad polisen och kommunen har lovat för hela Exempelstad, år för år."),
        ("municipality municipality", "Vad som har lovats för hela Exempelstad, år för år."),
    ],
)
def test_the_whole_of_a_site_is_called_by_its_name(given: Given, show: Show, parties: str, expected: str) -> None:
    kinds = [f"{{id: p{number}, name: P{number}, type: {kind}}}" for number, kind in enumerate(parties.split())]
    shared = register(f"parties: [{', '.join(kinds)}]\n{WHOLE_AND_PART}")
    files = {"register.yml": shared, SV: pledge("parties: [p0]\npromises: [{id: a, by: p0, text: A.}]")}
    shown = show(given(files).book)
    page = shown.html("platser/a/")
    assert "i Hela kommunen" not in page and ">Hela kommunen<" not in page.partition("</h1>")[2].partition("</p>")[0]
    pages = {page.path: page for page in shown.site.pages}
    assert expected == shown.renderer.description(pages["platser/hela/"], Language("sv"))


def test_a_party_is_named_in_a_sentence_in_what_its_page_says_of_itself(given: Given, show: Show) -> None:
    parties = "parties: [{id: polisen, name: Polisen, inline: polisen, type: police}]"
    shown = show(given({"register.yml": register(parties), SV: pledge()}).book)
    pages = {page.path: page for page in shown.site.pages}
    said = shown.renderer.description(pages["parter/polisen/"], Language("sv"))
    assert "Vad polisen har lovat invånarna i Exempelstad, år för år." == said


def test_pages_that_hold_the_same_are_told_apart_by_their_titles(given: Given, show: Show) -> None:
    files = {SV: pledge("title: Löfte i norr"), EN: None, "soder-2027/pledge.sv.md": pledge("title: Löfte i söder")}
    shown = show(given(files).book)
    said = [shown.renderer.description(page, Language("sv")) for page in shown.site.pages if page.kind == "pledge"]
    assert {"Ett kort löfte. (Löfte i norr)", "Ett kort löfte. (Löfte i söder)"} == set(said)


def test_pages_of_one_title_are_told_apart_by_their_paths(given: Given, show: Show) -> None:
    places = "places: [{id: a, name: Torget}, {id: b, name: Torget}, {id: c, name: Parken}]"
    shown = show(given({"register.yml": register(places), SV: pledge("area: [a, b, c]")}).book)
    pages = {page.path: page for page in shown.site.pages}
    titles = [shown.renderer.title(pages[f"platser/{id}/"], Language("sv")) for id in ("a", "b", "c")]
    assert ["Plats: Torget (platser/a)", "Plats: Torget (platser/b)", "Plats: Parken"] == titles
