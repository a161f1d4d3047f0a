"""An address that has been published leads somewhere for ever, and whoever takes it away is told what to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from core.conftest import (
    ENGLISH,
    LANGUAGES,
    REGISTER,
    THEME,
    TODAY,
    agreement,
    followup,
    pledge,
    show_problem,
    statement,
    words,
    write,
)
from handbook import list_chapters
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.history.published_urls import ADDRESSES, add_addresses, parse_addresses, render_addresses
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.redirect_pages import Outside, keep_fragments, list_rules, render_redirect_pages
from pledgebook.html.renderer import Renderer
from pledgebook.model.redirects import is_address
from pledgebook.names import Folder, Language
from pledgebook.project import Project, read_project
from pledgebook.records.validate import MAX_TOLD
from pledgebook.reporting.report import render_problem
from pledgebook.site.redirects import RedirectMap, list_published
from pledgebook.site.server_config import render_server_file

SITE = f"""site_name: Exempelstad
site_url: https://example.org/loften/
theme: {{name: null, custom_dir: {THEME}}}
plugins:
  - i18n: {{languages: [{{locale: sv, name: Svenska, default: true}}, {{locale: en, name: English}}]}}
"""
DAY = "2027-02-01"
NAMED = "documents: [{title: Löftet, kind: signed_pledge, file: lofte.pdf}]"
NEXT = pledge(
    "period: 2028\ntitle: Medborgarlöfte 2028\npromises: [{id: ses, by: polisen, text: Ses, continues: 2027/synas}]"
)
Read = Callable[..., "RedirectResult"]


class RedirectResult:
    """A project, its problems, and its pages."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @property
    def problems(self) -> list[str]:
        return [show_problem(problem) for problem in self.project.problems if problem.level in ("error", "warning")]

    @property
    def messages(self) -> str:
        return "\n".join(render_problem(problem, self.project.words) for problem in self.project.problems)

    @property
    def places(self) -> RedirectMap:
        assert self.project.redirect_map and self.project.book, self.problems
        return self.project.redirect_map

    @property
    def renderer(self) -> Renderer:
        return Renderer(
            self.places.site, self.project.catalogues, THEME, {Language("sv"): "Svenska", Language("en"): "English"}
        )

    def render(self, outside: Outside, cache: ContentCache = NO_CACHE) -> dict[str, str]:
        hasher = PageHasher(self.project.settings, self.renderer, {})
        return dict(render_redirect_pages(self.places, hasher, outside, cache))

    @property
    def posts(self) -> dict[str, html.HtmlElement]:
        outside = Outside(self.project.settings.site_url, ("a.css",))
        texts = self.render(outside)
        return {name: html.fromstring(text) for name, text in texts.items()}

    def way(self, file: str) -> str:
        """Where a sign leads by itself."""
        return str(self.posts[file].xpath("//meta[@http-equiv='refresh']/@content")[0])

    def page(self, address: str, language: Language = LANGUAGES[0]) -> html.HtmlElement:
        page = self.places.site.page_at[address]
        shown = self.renderer.render(page, language).html
        return html.fromstring(keep_fragments(shown, address, language, self.places, self.renderer))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a project of one pledge, in which some addresses have been published and some redirects are written."""
    count = 0

    def make(
        published: str = "", redirects: str = "", files: dict[str, str | bytes | None] | None = None
    ) -> RedirectResult:
        nonlocal count
        count += 1
        root = tmp_path / str(count)
        usual: dict[str, str | bytes | None] = {
            "register.yml": REGISTER,
            "accessibility.yml": statement(),
            "2027/pledge.sv.md": pledge(),
            "2027/pledge.en.md": words(ENGLISH),
            "published/addresses.txt": "".join(f"{DAY} {address}\n" for address in published.split()) or None,
            "redirects.yml": redirects or None,
        }
        (root / "docs/om").mkdir(parents=True)
        (root / "docs/om/index.sv.md").write_text("# Om\n", encoding="utf-8")
        (root / "docs/om/plan.pdf").write_bytes(b"%PDF")
        (root / SETTINGS).write_text(SITE, encoding="utf-8")
        write(root, {**usual, **(files or {})})
        told = RedirectResult(read_project(read_settings(root / SETTINGS), TODAY))
        assert all(
            render_problem(problem, told.project.catalogues[Language("en")]) for problem in told.project.problems
        )
        return told

    return make


def test_whatever_has_changed_kept_pages_are_those_that_would_be_rendered(read: Read, tmp_path: Path) -> None:
    cache = ContentCache(tmp_path / "cache", 1_800_000_000.0)
    moved = "moved: [{from: /gammal/, to: /2027/}]"
    gone = (
        "gone: [{address: /gammal/, what: {sv: En sida, en: A page}, date: 2027-01-01, reason: {sv: Fel, en: Wrong}}]"
    )
    titled: dict[str, str | bytes | None] = {"2027/pledge.sv.md": pledge("title: Löftet")}
    untranslated: dict[str, str | bytes | None] = {**titled, "2027/pledge.en.md": None}
    reworded: dict[str, str | bytes | None] = {
        "2027/pledge.sv.md": pledge("promises: [{id: synas, by: polisen, text: Andra ord}]")
    }
    here, nowhere = Outside("https://example.org/"), Outside("", ("a.css",), "a.svg")
    # One thing is changed at a time, since what is kept is what was last asked for.
    for files, redirects, outside in (
        ({}, moved, here),
        ({}, moved.replace("/2027/", "/2027/#synas"), here),
        (reworded, moved.replace("/2027/", "/2027/#synas"), here),
        (reworded, moved, here),
        (titled, moved, here),
        (titled, moved, nowhere),
        (titled, moved, Outside("", ("b.css",), "a.svg")),
        (untranslated, moved, nowhere),
        (untranslated, moved, Outside("https://other.example/", ("a.css",), "a.svg")),
        (untranslated, gone, nowhere),
        (untranslated, gone.replace("Fel", "Fult"), nowhere),
    ):
        told = read("/gammal/", redirects, files)
        assert told.render(outside, cache) == told.render(outside)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("/", True),
        ("/2027/", True),
        ("/2027/#synas", True),
        ("/id/2027/synas", True),
        ("/gammal.html", True),
        ("/2027/löfte.pdf", False),
        ("2027/", False),
        ("//example.org/", False),
        ("https://example.org/", False),
        ("/a/../b/", False),
        ("/../etc/passwd", False),
        ("/..", False),
        ("/a/./b/", False),
        ("/a//b/", False),
        ("/a?b=c", False),
        ("/a%2e/", False),
        ("/a b/", False),
        ("\\a\\", False),
        ("", False),
    ],
)
def test_what_an_address_looks_like(text: str, is_one: bool) -> None:
    assert is_one == is_address(text)


def test_what_is_published_is_noted_once_in_order_and_never_forgotten() -> None:
    known, problems = parse_addresses(f"# Rubrik\n{DAY} /2027/\n{DAY} /borta/\n")
    assert () == problems
    noted = add_addresses(known, ["2027/", "2027/#synas", ""], TODAY)
    assert f"# Rubrik\n2027-06-15 /\n{DAY} /2027/\n2027-06-15 /2027/#synas\n{DAY} /borta/\n" == render_addresses(
        noted, "Rubrik"
    )
    assert noted == add_addresses(noted, ["2027/"], TODAY)


@pytest.mark.parametrize(
    "line", ["/2027/", f"{DAY} 2027/", f"{DAY} /a/../b/", "2027-02-30 /2027/", "9999-01-01 /2027/", "x"]
)
def test_a_list_that_somebody_has_edited_is_told_where(read: Read, line: str) -> None:
    told = read(files={"published/addresses.txt": f"# a\n{DAY} /om/\n{line}\n"})
    assert [f"published/addresses.txt:3:1 addresses_altered {line}"] == told.problems


def test_every_sort_of_address_is_noted(read: Read) -> None:
    told = read(
        files={
            "2027/lofte.pdf": b"%PDF",
            "2027/pledge.sv.md": pledge(NAMED),
            "2027/followup-2028-01.sv.md": followup(),
            "2028/pledge.sv.md": NEXT,
            "agreements/2024-2027/agreement.sv.md": agreement(),
        }
    )
    lasting = set(
        list_published(
            told.places.owners, told.places.site, [Folder("2027"), Folder("2028"), Folder("agreements/2024-2027")]
        )
    )
    assert {
        *("", "en/", "2027/", "2027/#synas", "2027/allt/", "2027/lofte.pdf", "2027/#uppfoljning-2028-01"),
        *("id/2027", "id/2027/synas", "id/overenskommelser/2024-2027", "id/"),
        *("arkiv/", "teman/trafik/", "genom-aren/2027-synas/", "overenskommelser/2024-2027/"),
        *("om/", "om/plan.pdf", "tillganglighet/redogorelse.json"),
    } <= lasting
    assert not {"robots.txt", "sitemap.xml", "2027/#kallor"} & lasting


def test_what_belongs_to_a_draft_is_not_noted(read: Read) -> None:
    told = read(files={"2027/lofte.pdf": b"%PDF", "2027/pledge.sv.md": pledge(NAMED), "2028/pledge.sv.md": NEXT})
    places = told.places
    lasting = set(list_published(places.owners, places.site, [Folder("2027")]))
    assert {"2027/", "2027/#synas", "2027/lofte.pdf"} <= lasting
    assert not {address for address in lasting if "2028" in address or "genom-aren/2027" in address}
    assert "genom-aren/2027-synas/" in set(list_published(places.owners, places.site, [Folder("2027"), Folder("2028")]))


@pytest.mark.parametrize(
    ("address", "proposed"),
    [
        ("/2026/", "/2028/"),
        ("/2027/#synas-mer", "/…"),
        ("/om/plan-2.pdf", "/om/plan.pdf"),
        ("/teman/trafiken/", "/teman/trafik/"),
        ("/fi/", "/…"),
        ("/genom-aren/2027-synas/", "/2027/#synas"),
    ],
)
def test_an_address_that_vanishes_stops_the_build_with_the_line_to_write(
    read: Read, address: str, proposed: str
) -> None:
    told = read(f"/ {address} /om/ /2027/#synas", files={"2028/pledge.sv.md": pledge("period: 2028")})
    assert [f"published/addresses.txt:2:1 address_vanished {address}"] == told.problems
    assert told.project.book is None
    assert f"Adressen {address} publicerades {DAY}" in told.messages
    assert f"- {{from: {address}, to: {proposed}}}" in told.messages
    assert f"- {{address: {address}, date: {TODAY}, what: …, reason: …}}" in told.messages


def test_the_line_that_is_told_mends_it(read: Read) -> None:
    published = "/2027/#synas-mer /id/2027/synas-mer /2027/#ses"
    assert 2 == len(read(published).problems)
    lines = """
    moved:
      - {from: /2027/#synas-mer, to: /2027/#synas}
    gone:
      - {address: /2027/#ses, date: 2027-03-01, what: Ett löfte, reason: Det hörde inte hit.}
    """
    assert [] == read(published, lines).problems


def test_of_very_many_that_vanish_the_first_are_told(read: Read) -> None:
    told = read(" ".join(f"/{number}/" for number in range(3000, 3200)))
    assert MAX_TOLD == len(told.problems)


def test_of_a_page_that_vanishes_not_also_all_that_it_held(read: Read) -> None:
    told = read("/2026/ /2026/#synas /2026/allt/ /2026/lofte.pdf /id/2026 /id/2026/synas")
    assert ["published/addresses.txt:1:1 address_vanished /2026/"] == told.problems


def test_a_page_takes_along_what_is_found_at_its_new_place_and_the_rest_is_told(read: Read) -> None:
    published = "/2026/ /2026/#synas /2026/#annat /2026/allt/ /id/2026/synas /id/2026"
    told = read(published, "moved: [{from: /2026/, to: /2027/}]")
    assert ["published/addresses.txt:3:1 address_vanished /2026/#annat"] == told.problems
    told = read(published, "moved: [{from: /2026/, to: /2027/}, {from: /2026/#annat, to: /2027/}]")
    assert [] == told.problems
    assert "0; url=../../2027/allt/" == told.way("2026/allt/index.html")
    assert "0; url=../../2027/allt/" == told.way("en/2026/allt/index.html")
    assert "0; url=../../../2027/#synas" == told.way("id/2026/synas/index.html")


def test_the_feeds_of_a_page_go_where_it_goes_in_every_language(read: Read) -> None:
    feeds = "/platser/torget/ /platser/torget/handelser.atom /en/platser/torget/handelser.atom"
    assert ["published/addresses.txt:1:1 address_vanished /platser/torget/"] == read(feeds).problems
    told = read(feeds, "moved: [{from: /platser/torget/, to: /platser/sagogatan/}]")
    assert [] == told.problems
    (there,) = (item for item in told.places.needed if item.address.startswith("en/"))
    assert "en/platser/sagogatan/handelser.atom" == there.to
    gone = read(feeds, "gone: [{address: /platser/torget/, date: 2027-02-01, what: Torget, reason: Bebyggt.}]")
    assert [] == gone.problems
    assert all(item.removal for item in gone.places.needed if "torget" in item.address)


def test_the_data_of_a_record_go_where_its_page_goes(read: Read) -> None:
    data = "/2026/ /data/pledges/2026.json"
    assert ["published/addresses.txt:1:1 address_vanished /2026/"] == read(data).problems
    told = read(data, "moved: [{from: /2026/, to: /2027/}]")
    assert [] == told.problems
    assert "0; url=../2027.json" == told.way("data/pledges/2026.json/index.html")
    elsewhere = read(data, "moved: [{from: /2026/, to: /arkiv/}]")
    assert [] == elsewhere.problems
    assert "0; url=../../../arkiv/" == elsewhere.way("data/pledges/2026.json/index.html")
    gone = read(data, "gone: [{address: /2026/, date: 2027-02-01, what: Löftet, reason: Hörde inte hit.}]")
    assert [] == gone.problems
    assert "Hörde inte hit." in gone.posts["data/pledges/2026.json/index.html"].text_content()


def test_the_data_of_an_agreement_go_where_its_page_goes(read: Read) -> None:
    there = {"agreements/2024-2027/agreement.sv.md": agreement()}
    moved = "moved: [{from: /overenskommelser/2023/, to: /overenskommelser/2024-2027/}]"
    told = read("/overenskommelser/2023/ /data/agreements/2023.json", moved, there)
    assert [] == told.problems
    assert "0; url=../2024-2027.json" == told.way("data/agreements/2023.json/index.html")


def test_a_published_language_cannot_vanish(read: Read, tmp_path: Path) -> None:
    told = read("/en/")
    assert [] == told.problems
    settings = told.project.settings.root / SETTINGS
    settings.write_text(SITE.replace(", {locale: en, name: English}", ""), encoding="utf-8")
    (told.project.settings.root / "pledges/2027/pledge.en.md").unlink()
    (told.project.settings.root / "pledges/register.yml").write_text(
        "name: A\nparties: [{id: polisen, name: Polisen, type: police}]\n", encoding="utf-8"
    )
    (told.project.settings.root / "pledges/2027/pledge.sv.md").write_text(
        pledge('sources: [{publisher: A, url: "https://example.org/"}]'), encoding="utf-8"
    )
    told = RedirectResult(read_project(read_settings(settings), TODAY))
    assert ["published/addresses.txt:1:1 address_vanished /en/"] == told.problems


@pytest.mark.parametrize(
    ("redirects", "expected"),
    [
        ("moved: [{from: 2026/, to: /2027/}]", "1:16 address_malformed 2026/"),
        ("moved: [{from: /2026/, to: https://example.org/}]", "1:28 address_malformed https://example.org/"),
        ("moved: [{from: /2027/, to: /arkiv/}]", "1:16 redirect_exists /2027/"),
        ("moved: [{from: /en/2027/, to: /arkiv/}]", "1:16 redirect_exists /en/2027/"),
        ("moved: [{from: /2027/#synas, to: /arkiv/}]", "1:16 redirect_exists /2027/#synas"),
        ("moved: [{from: /id/2027, to: /arkiv/}]", "1:16 redirect_exists /id/2027"),
        ("moved: [{from: /a/, to: /2072/}]", "1:25 redirect_dead /2072/ → /2027/"),
        ("moved: [{from: /a/, to: /2027/#syna}]", "1:25 redirect_dead /2027/#syna → /2027/#synas"),
        ("moved: [{from: /a/, to: /b/}, {from: /b/, to: /2027/}]", "1:25 redirect_chain /b/ → /2027/"),
        ("moved: [{from: /a/, to: /a/}]", "1:25 redirect_loop /a/"),
        ("moved: [{from: /a/, to: /2027/}, {from: /a/, to: /arkiv/}]", "1:41 redirect_double /a/"),
        ("moved: [{frm: /a/, to: /2027/}]", "1:10 field_unknown frm → from"),
        ("moved: [{from: /a/}]", "1:10 field_missing to"),
        ("moved: [{from: /a/, to: }]", "1:21 field_empty to"),
        ("gone: [{address: /a/, date: 2027-02-31, what: A, reason: B}]", "1:29 date_impossible 2027-02-31 → 2027-02-28"),
        ("gone: [{address: /a/, date: 2027-02, what: A, reason: B}]", "1:29 date_day 2027-02"),
        ("gone: [{address: /a/, date: 2028-01-01, what: A, reason: B}]", "1:29 date_future 2028-01-01"),
        ("gone: [{address: /a/, date: 2027-01-01, what: …, reason: B}]", "1:47 placeholder …"),
        ("gone: [{address: /a/, date: 2027-01-01, what: A}]", "1:9 field_missing reason"),
        ("gone: [{address: /2027/, date: 2027-01-01, what: A, reason: B}]", "1:18 redirect_exists /2027/"),
        ("gone: [{address: /a/, date: 2027-01-01, what: {fi: A}, reason: B}]", "1:48 language_unknown fi"),
        ("borta: []", "1:1 field_unknown borta"),
    ],
)  # fmt: skip
def test_a_slip_among_the_redirects_is_told_where_it_stands(read: Read, redirects: str, expected: str) -> None:
    assert [f"redirects.yml:{expected}"] == read("", redirects).problems


def test_two_that_lead_to_each_other_are_told(read: Read) -> None:
    told = read("", "moved: [{from: /a/, to: /b/}, {from: /b/, to: /a/}]")
    assert ["redirects.yml:1:25 redirect_loop /b/", "redirects.yml:1:47 redirect_loop /a/"] == told.problems


def test_what_moved_to_a_place_that_is_gone_now_is_gone_with_it(read: Read) -> None:
    gone = "gone: [{address: /b/, date: 2027-01-15, what: Ett tema, reason: Ingen använde det.}]"
    told = read("/a/ /b/", f"moved: [{{from: /a/, to: /b/}}, {{from: /c/, to: /b/#d}}]\n{gone}")
    assert [] == told.problems
    for name in ("a", "b", "c", "en/a"):
        post = told.posts[f"{name}/index.html"]
        assert [] == post.xpath("//meta[@http-equiv='refresh']")
        assert "Ingen använde det." in post.text_content()


def test_a_line_that_turns_what_is_there_away_is_not_mended_into_one_that_leads_to_itself(read: Read) -> None:
    told = read("", "moved: [{from: /2027/, to: /b/}, {from: /b/, to: /2027/}]")
    assert ["redirects.yml:1:16 redirect_exists /2027/", "redirects.yml:1:28 redirect_loop /b/"] == told.problems


def test_a_page_that_followed_a_promise_leads_to_the_one_that_follows_it_now(read: Read) -> None:
    last = pledge("period: 2029\npromises: [{id: an, by: polisen, text: Än, continues: 2028/ses}]")
    files: dict[str, str | bytes | None] = {"2028/pledge.sv.md": NEXT, "2029/pledge.sv.md": last}
    told = read("/genom-aren/2028-ses/ /genom-aren/2027-synas/", files=files)
    assert [] == told.problems
    assert "0; url=../2027-synas/" == told.way("genom-aren/2028-ses/index.html")
    assert "en/genom-aren/2028-ses/index.html" in told.posts


def test_a_permanent_identifier_leads_to_its_subject_without_language_version_or_ending(read: Read) -> None:
    told = read(files={"agreements/2024-2027/agreement.sv.md": agreement()})
    assert "0; url=../../2027/" == told.way("id/2027/index.html")
    assert "0; url=../../../2027/#synas" == told.way("id/2027/synas/index.html")
    assert "0; url=../../../overenskommelser/2024-2027/" == told.way("id/overenskommelser/2024-2027/index.html")
    assert "0; url=../arkiv/" == told.way("id/index.html")
    page = told.posts["id/2027/synas/index.html"]
    assert ["../../../2027/#synas", "../../../en/2027/#synas"] == page.xpath("//article//a/@href")
    assert ["https://example.org/loften/2027/"] == page.xpath("//link[@rel='canonical']/@href")
    assert ["noindex"] == page.xpath("//meta[@name='robots']/@content")
    assert [] == page.xpath("//script | //style")
    assert not [name for name in told.posts if name.startswith("en/id/")]


def test_a_sign_stands_in_every_language_its_own_first(read: Read) -> None:
    told = read("", "moved: [{from: /gammal/, to: /2027/}, {from: /en/old/, to: /2027/}]")
    swedish, english = told.posts["gammal/index.html"], told.posts["en/gammal/index.html"]
    assert ["sv", "en"] == swedish.xpath("//article/div/@lang")
    assert ["en", "sv"] == english.xpath("//article/div/@lang")
    assert ["../2027/", "../en/2027/"] == swedish.xpath("//article//a/@href")
    assert "0; url=../2027/" == told.way("en/gammal/index.html")
    assert ["../2027/", "../../2027/"] == english.xpath("//article//a/@href")
    assert "old/index.html" not in told.posts
    assert "0; url=../2027/" == told.way("en/old/index.html")


def test_a_file_that_moved_is_found_by_its_old_name(read: Read) -> None:
    redirects = "moved: [{from: /a/plan.pdf, to: /om/plan.pdf}, {from: /gammal.html, to: /om/plan.pdf}]"
    told = read("", redirects)
    assert "0; url=../../om/plan.pdf" == told.way("a/plan.pdf/index.html")
    assert "0; url=om/plan.pdf" == told.way("gammal.html")
    assert "en/gammal.html" not in told.posts


GONE = "{sv: Rapport <2018>, en: Report 2018}, reason: {sv: Namn på personer., en: Names of persons.}"


def test_a_tombstone_says_what_was_there_when_and_why(read: Read) -> None:
    told = read("/2018/ /2018/#a /id/2018", f"gone: [{{address: /2018/, date: 2027-03-01, what: {GONE}}}]")
    assert [] == told.problems
    for name in ("2018/index.html", "id/2018/index.html", "en/2018/index.html"):
        page = told.posts[name]
        said = page.xpath("string(//article)")
        assert [] == page.xpath("//meta[@http-equiv='refresh'] | //link[@rel='canonical']")
        for part in ("Rapport <2018>", "1 mars 2027", "Namn på personer.", "Report 2018", "1 March 2027"):
            assert part in said
    assert "Report 2018" in told.posts["en/2018/index.html"].xpath("string(//title)")


def test_an_old_anchor_stands_where_its_promise_is_now(read: Read) -> None:
    told = read("", "moved: [{from: /2027/#ses, to: /2027/#synas}]")
    for language in LANGUAGES:
        old = told.page("2027/", language).xpath("//*[@id='ses']")
        assert ["synas"] == [mark.getparent().get("id") for mark in old]


def test_an_anchor_that_went_elsewhere_or_away_is_told_of_on_its_page(read: Read) -> None:
    gone = f"gone: [{{address: /2027/#borta, date: 2027-03-01, what: {GONE}}}]"
    told = read("", f"moved: [{{from: /2027/#ses, to: /arkiv/}}]\n{gone}")
    page = told.page("2027/", Language("en"))
    assert ["../arkiv/"] == page.xpath("//*[@id='ses']/a/@href")
    assert "Report 2018. It was removed on 1 March 2027. Names of persons." in page.xpath("string(//*[@id='borta'])")
    assert [] == told.page("arkiv/").xpath("//*[@id='ses' or @id='borta']")


def test_servers_are_told_what_has_moved_and_what_is_gone_below_the_sites_own_path(read: Read) -> None:
    gone = "{address: /2018/a.pdf, date: 2027-03-01, what: A, reason: B}"
    told = read("", f"moved: [{{from: /gammal/, to: /2027/#synas}}, {{from: /a.html, to: /2027/}}]\ngone: [{gone}]")
    rules = list(list_rules(told.places, told.project.settings.site_url))
    base = "/loften"
    assert [
        f"{base}/a.html {base}/2027/ 301",
        f"{base}/gammal/ {base}/2027/#synas 301",
        f"{base}/en/gammal/ {base}/en/2027/#synas 301",
    ] == render_server_file("_redirects", "", rules).splitlines()
    apache = render_server_file(".htaccess", "", rules)
    assert f'RedirectMatch 301 "^{base}/gammal/?$" "{base}/2027/#synas"' in apache
    assert f'RedirectMatch 301 "^{base}/a\\.html$" "{base}/2027/"' in apache
    assert f'ErrorDocument 410 "{base}/2018/a.pdf/index.html"' in apache
    assert f'RedirectMatch 410 "^{base}/2018/a\\.pdf/?$"' in apache
    nginx = render_server_file("servers/nginx.conf", "", rules).splitlines()
    assert f'location = "{base}/gammal" {{ return 301 "{base}/2027/#synas"; }}' in nginx
    assert f'location = "{base}/gammal/" {{ return 301 "{base}/2027/#synas"; }}' in nginx
    assert f'location = "{base}/2018/a.pdf" {{ error_page 410 "{base}/2018/a.pdf/index.html"; return 410; }}' in nginx


def test_without_rules_servers_are_told_of_headers_alone() -> None:
    assert "" == render_server_file("_redirects", "")
    assert "Redirect" not in render_server_file(".htaccess", "")
    assert "location =" not in render_server_file("servers/nginx.conf", "")


def test_the_list_is_where_the_reader_looks_for_it() -> None:
    assert "pledges/published/addresses.txt" == ADDRESSES


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_examples_of_the_handbook_hold(read: Read, language: Language) -> None:
    examples = list_chapters(language)["adresser"].blocks("yaml")
    promised = pledge("promises: [{id: trafikkontroller, by: polisen, text: Göra kontroller}]")
    told = read(
        "/2027/#kontroller /2027/rapport.pdf",
        "".join(examples),
        {"2027/pledge.sv.md": promised, "2027/pledge.en.md": None},
    )
    assert [] == told.problems
    assert 2 == len(examples)
