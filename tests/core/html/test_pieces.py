"""Pieces for other sites: what each says, and that it says it wherever it is put."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, settings
from hypothesis import given as generate
from hypothesis import strategies as st

from core.conftest import EN, FU, SV, TODAY, Given, Show, followup, pledge, register
from core.html.conftest import LINKED, Parsed
from core.html.test_page_hash import FILES, HOW, SITE, edit
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.files.process_pool import Job, ProcessPool, Shared
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.pieces import PieceRenderer, strip_markup
from pledgebook.html.redirect_pages import Outside
from pledgebook.html.renderer import Renderer
from pledgebook.html.site_tools import SiteTools
from pledgebook.model.redirects import Redirects
from pledgebook.names import Language
from pledgebook.site.alternates import Alternates
from pledgebook.site.outputs import list_outputs
from pledgebook.site.redirects import RedirectMap, list_owners

URL = "https://loften.example/a/"
EMBEDDING: dict[str, str] = {"register.yml": register("embedding: {hosts: [https://www.example.org]}")}
# The line that a pledge's title is on.
TITLE = FILES["2012/pledge.sv.md"].split("\n").index("title: Löfte 2012")
REPORTED = followup(
    'results: [{promise: synas, status: fulfilled, status_source: stated, text: "Det [gick](https://example.org/x) bra.", '
    "figures: [{count: 12, unit: pass}]}]"
)


def pieces(
    given: Given,
    show: Show,
    files: Mapping[str, str | bytes | None],
    today: date = TODAY,
    moved: str = "",
    cache: ContentCache = NO_CACHE,
) -> dict[str, str]:
    book = given(files).book_or_none
    if book is None:
        return {}
    shown = show(book, today)
    redirects = Redirects.model_validate(
        {"moved": [dict(zip(("from", "to"), moved.split(), strict=True))] if moved else []}
    )
    redirect_map = RedirectMap(shown.site, list_owners(shown.site, "uppfoljning", ()), redirects, ())
    hasher = PageHasher(SITE, shown.renderer, {})
    outside = Outside(URL, ["assets/a.css"], "")
    renderer = PieceRenderer(redirect_map, share(hasher, cache), outside, ProcessPool(cache, workers=0))
    return {url: data.decode() for url, data in renderer.render()}


def share(hasher: PageHasher, cache: ContentCache = NO_CACHE) -> Shared[SiteTools]:
    """What pieces are rendered with."""
    site = hasher.renderer.site
    return Shared(lambda: SiteTools(hasher, Alternates(hasher.settings, site.page_at), cache, "", None, {}))


@pytest.fixture
def made(given: Given, show: Show) -> dict[str, str]:
    return pieces(given, show, {**EMBEDDING, FU: REPORTED})


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_each_record_each_promise_and_what_holds_is_a_piece_in_each_language(made: dict[str, str]) -> None:
    named = {f"{root}embed/{path}{file}" for root in ("", "en/") for path in ("", "2027/", "2027/synas/") for file in ("index.html", "fragment.txt")}  # fmt: skip
    shown = {f"{root}badda-in/{path}index.html" for root in ("", "en/") for path in ("", "2027/")}
    assert named | shown == made.keys()


def test_a_promise_says_who_says_that_it_was_kept_its_source_its_date_and_its_address(made: dict[str, str]) -> None:
    html = made["embed/2027/synas/fragment.txt"]
    words = words_of(html)
    for said in (
        "Synas på Fiktiva torget.",
        "Ett löfte i Medborgarlöfte 2027",
        "Uppfyllt . Enligt Polisen. Uppföljning januari 2028.",
        "12 pass",
        "Det gick bra.",
        "Källa: Polisen",
        "Så stod det den 15 juni 2027.",
        "Med ”vi” menas",
    ):
        assert said in words, said
    assert f'href="{URL}id/2027/synas"' in html
    assert "This is what it said on 15 June 2027." in words_of(made["en/embed/2027/synas/fragment.txt"])
    assert "Be seen on Fictional Square." in made["en/embed/2027/synas/fragment.txt"]


def test_a_record_and_what_holds_say_the_same_of_each_promise(made: dict[str, str]) -> None:
    for path in ("embed/2027/", "embed/"):
        words = words_of(made[f"{path}fragment.txt"])
        assert "Synas på Fiktiva torget. Uppfyllt . Enligt Polisen. Uppföljning januari 2028." in words
        assert "Så stod det den 15 juni 2027." in words
    assert "1 medborgarlöfte gäller just nu." in made["embed/fragment.txt"]
    assert f'href="{URL}id/2027"' in made["embed/2027/fragment.txt"]


def test_a_fragment_has_nothing_of_how_it_looks_here(made: dict[str, str]) -> None:
    for url, html in made.items():
        if url.endswith("fragment.txt"):
            parsed = Parsed(html)
            names = {name for _, attributes in parsed.tags for name in attributes}
            assert names <= {"lang", "dir", "href", "datetime", "start"}, url
            assert not {"script", "style", "svg", "img", "link"} & {tag for tag, _ in parsed.tags}, url
            assert all(href.startswith("https://") for href in parsed.values("href")), url
            headings = [tag for tag, _ in parsed.tags if re.fullmatch(r"h\d", tag)]
            assert headings[0] == "h2" and "h1" not in headings, url


def test_in_a_frame_the_same_is_a_page_of_its_own(made: dict[str, str]) -> None:
    html = made["en/embed/2027/synas/index.html"]
    assert "<h1>Be seen on Fictional Square.</h1>" in html and "<h2>" not in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="{URL}en/2027/">' in html
    assert '<link rel="stylesheet" href="../../../../assets/embed.css">' in html
    assert '<base target="_top">' in html
    assert "script" not in html.replace("script-src", "")
    assert words_of(made["en/embed/2027/synas/fragment.txt"]) in words_of(html)


def test_the_page_that_shows_how_has_each_ready_to_copy(made: dict[str, str]) -> None:
    html = made["badda-in/2027/index.html"]
    assert '<meta name="robots" content="noindex">' in html
    codes = [unescape(code) for code in re.findall(r"<code>(.*?)</code>", html, re.DOTALL)]
    assert made["embed/2027/fragment.txt"] in codes and made["embed/2027/synas/fragment.txt"] in codes
    assert f"{URL}embed/2027/synas/fragment.txt" in codes
    frame = f'<iframe src="{URL}embed/2027/synas/" title="Synas på Fiktiva torget." width="100%" height="360" loading="lazy"></iframe>'
    assert frame in codes
    assert "www.example.org" in html
    assert 'href="2027/"' in made["badda-in/index.html"]


def test_nothing_is_made_to_be_framed_where_nobody_may(given: Given, show: Show) -> None:
    made = pieces(given, show, {})
    assert "embed/2027/synas/fragment.txt" in made and "embed/2027/synas/index.html" not in made
    assert "iframe" not in "".join(made.values())
    assert "under embedding" in made["badda-in/2027/index.html"]


def test_what_a_promise_says_ends_no_tag_and_no_attribute(given: Given, show: Show) -> None:
    text = "Synas </h2><script>alert(1)</script> & \"på\" 'torget' ]]>"
    made = pieces(
        given,
        show,
        {
            **EMBEDDING,
            SV: pledge(f"promises: [{{id: synas, by: polisen, text: {json.dumps(text, ensure_ascii=False)}}}]"),
            EN: None,
        },
    )
    for html in made.values():
        assert "script" not in {tag for tag, _ in Parsed(html).tags}
    frame = next(
        unescape(code)
        for code in re.findall(r"<code>(.*?)</code>", made["badda-in/2027/index.html"])
        if "synas/" in code
    )
    assert [text] == Parsed(frame).values("title")


def test_what_nobody_has_reported_is_told_as_that(given: Given, show: Show) -> None:
    words = words_of(pieces(given, show, {})["embed/2027/synas/fragment.txt"])
    assert "Gjort: Inte redovisat . Ingen uppföljning har kommit än." in words


def test_of_what_has_not_begun_nothing_is_said_to_be_done(given: Given, show: Show) -> None:
    made = pieces(given, show, {}, date(2026, 6, 1))
    words = words_of(made["embed/2027/synas/fragment.txt"])
    assert "Kommande . Gäller 2027, men har inte börjat gälla än." in words
    assert "Gjort" not in words and "Inte redovisat" not in words
    assert "gäller just nu" in made["embed/fragment.txt"] and "1 medborgarlöfte" not in made["embed/fragment.txt"]


def test_what_is_not_translated_is_a_piece_in_its_own_language_alone(given: Given, show: Show) -> None:
    made = pieces(given, show, LINKED)
    assert "embed/2026/fragment.txt" in made and "en/embed/2026/fragment.txt" not in made
    assert "embed/overenskommelser/2024-2027/fragment.txt" in made


def test_what_has_moved_stands_where_it_was_too(given: Given, show: Show) -> None:
    made = pieces(given, show, EMBEDDING, moved="/id/2026/syns /2027/#synas")
    assert made["embed/2026/syns/fragment.txt"] == made["embed/2027/synas/fragment.txt"]
    assert made["en/embed/2026/syns/index.html"] == made["en/embed/2027/synas/index.html"]


def test_the_fullest_pledge_fits_in_a_small_frame(given: Given, show: Show) -> None:
    many: str = ", ".join(
        f"{{id: l{number}, by: polisen, text: {'Synas ofta på torget. ' * 30}}}" for number in range(90)
    )
    made = pieces(given, show, {**EMBEDDING, SV: pledge(f"promises: [{many}]"), EN: None})
    assert 12_000 < len(made["embed/2027/index.html"].encode()) + 2_000 <= 15_000
    assert "Läs alla 90 löften" in made["embed/2027/index.html"]


def test_what_nothing_has_changed_in_is_rendered_once(
    given: Given, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the next day either, of what says nothing of the day but which it is."""
    cache, files = ContentCache(tmp_path, 1_800_000_000.0), {**FILES, "register.yml": EMBEDDING["register.yml"]}
    rendered: set[str] = set()
    render = Renderer.render_part

    def note(renderer: Renderer, name: str, language: Language, path: str, **values: object) -> str:
        rendered.add(path)
        return render(renderer, name, language, path, **values)

    monkeypatch.setattr(Renderer, "render_part", note)
    first = pieces(given, show, files, cache=cache)
    assert {"", "2019/", "2019/synas/", "badda-in/2019/", "2027/"} <= rendered
    rendered.clear()
    assert first == pieces(given, show, files, cache=cache)
    assert not rendered
    next_day = pieces(given, show, files, TODAY + timedelta(1), cache=cache)
    assert {"", "badda-in/", "2027/", "2027/synas/", "badda-in/2027/"} == rendered
    assert "Så stod det den 16 juni 2027." in words_of(next_day["embed/2019/synas/fragment.txt"])
    assert "Så stod det den 16 juni 2027." in unescape(next_day["badda-in/2019/index.html"])


def test_no_more_pieces_are_asked_for_than_can_be_made_ahead(
    given: Given, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, asked = show(given().book), []

    class CountingPool(ProcessPool):
        def submit(self, *told: Any) -> Job[bytes]:
            asked.append(told)
            return super().submit(*told)

    monkeypatch.setattr("pledgebook.html.pieces._AHEAD", 1)
    redirect_map = RedirectMap(shown.site, {}, Redirects(), ())
    hasher = PageHasher(SITE, shown.renderer, {})
    renderer = PieceRenderer(redirect_map, share(hasher), Outside(URL), CountingPool(workers=0))
    renderer.begin()
    assert 1 == len(asked)
    made = renderer.render()
    next(made)
    assert 2 == len(asked)
    assert 2 < len([*made]) and 2 < len(asked)


def test_whatever_is_edited_kept_pieces_are_those_that_would_be_rendered(
    given: Given, show: Show, tmp_path: Path
) -> None:
    cache, moved = ContentCache(tmp_path, 1_800_000_000.0), "/id/2026/syns /2027/#synas"
    known = {**FILES, "register.yml": EMBEDDING["register.yml"]}
    pieces(given, show, known, cache=cache)

    @settings(max_examples=20, deadline=None)
    @example("2012/pledge.sv.md", "word", TITLE, 0, False)
    @example("2012/pledge.sv.md", "word", TITLE, 0, True)
    @generate(st.sampled_from(sorted(known)), HOW, st.integers(0, 40), st.sampled_from([0, 0, 1, 400]), st.booleans())
    def check(name: str, how: str, place: int, later: int, is_moved: bool) -> None:
        edited, today = {**known, name: edit(known[name], how, place)}, TODAY + timedelta(later)
        kept = pieces(given, show, edited, today, moved if is_moved else "", cache)
        assert kept == pieces(given, show, edited, today, moved if is_moved else "")

    check()


def test_the_footnotes_of_each_piece_are_counted_from_its_beginning(given: Given, show: Show) -> None:
    ids = ("synas", "lysa")
    promises = ", ".join(f"{{id: {name}, by: polisen, text: Synas på torget.}}" for name in ids)
    results = ", ".join(
        f'{{promise: {name}, status: fulfilled, status_source: stated, text: "Bra.[^a]\\n\\n[^a]: Not."}}'
        for name in ids
    )
    made = pieces(given, show, {SV: pledge(f"promises: [{promises}]"), EN: None, FU: followup(f"results: [{results}]")})
    for name in ids:
        assert f'href="{URL}2027/#fn:1-a"' in made[f"embed/2027/{name}/fragment.txt"], name


def test_nothing_else_may_be_put_where_a_piece_stands(given: Given, show: Show) -> None:
    told = given(EMBEDDING)
    made = pieces(given, show, EMBEDDING)
    assert made.keys() <= set(list_outputs(show(told.book).site))


def test_a_site_that_does_not_know_where_it_is_has_no_pieces(given: Given, show: Show) -> None:
    shown = show(given().book)
    redirect_map = RedirectMap(shown.site, {}, Redirects(), ())
    hasher = PageHasher(SITE, shown.renderer, {})
    assert not [*PieceRenderer(redirect_map, share(hasher), Outside(""), ProcessPool(workers=0)).render()]


def test_a_sign_stays_a_word_and_links_are_whole() -> None:
    html = '<p id="a">A <span class="pb-tag pb-tag--x">Nu</span> <a href="#b">b</a> <a href="../c/">c</a><svg><a>x</a></svg></p>'
    assert (
        '<p>A <strong>Nu</strong>. <a href="https://a.example/x/#b">b</a> <a href="https://a.example/c/">c</a></p>\n'
        == next(strip_markup(html, "https://a.example/x/"))
    )


def test_a_sentence_that_only_its_look_set_apart_comes_after_an_end() -> None:
    for html, expected in (
        (
            '<li><b>2</b> pass <span class="pb-aside">Några var på andra håll.</span></li>',
            "<li><b>2</b> pass. Några var på andra håll.</li>",
        ),
        (
            '<li>två pass <span class="pb-aside">Plats: <a href="/">T</a></span></li>',
            '<li>två pass. Plats: <a href="https://a.example/">T</a></li>',
        ),
        # What goes on with the sentence, or stands after a mark, is as it was.
        ('<p>A och B <span class="pb-aside">tillsammans</span></p>', "<p>A och B tillsammans</p>"),
        ('<p>pass <span class="pb-aside">(resultat)</span></p>', "<p>pass (resultat)</p>"),
        ('<p>Klart. <span class="pb-aside">Enligt oss.</span></p>', "<p>Klart. Enligt oss.</p>"),
    ):
        assert f"{expected}\n" == next(strip_markup(html, "https://a.example/x/"))
