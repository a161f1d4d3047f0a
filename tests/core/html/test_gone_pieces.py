"""What another site shows in the place of a piece that has been removed here."""

from __future__ import annotations

import pytest

from core.conftest import LANGUAGES, SV, TODAY, Given, Show, pledge
from core.html.conftest import Parsed
from core.html.test_pieces import EMBEDDING, URL, words_of
from pledgebook.history.published_urls import PublishedUrl
from pledgebook.html.framed_piece import MOST_BYTES
from pledgebook.html.gone_pieces import render_gone_pieces
from pledgebook.model.redirects import Redirects
from pledgebook.site.redirects import RedirectMap, list_owners

# A promise of a pledge that is still there, and a whole pledge with its promise.
PUBLISHED = ("2027/", "2027/#borta", "id/2027", "id/2027/borta", "2019/", "2019/#synas", "id/2019", "id/2019/synas")
WHAT, WHY = "Ett löfte om <b>lampor</b> & trappor", "Det var fel publicerat."


def render(given: Given, show: Show, site_url: str = URL, is_framed: bool = True, reason: str = WHY) -> dict[str, str]:
    shown = show(given(EMBEDDING if is_framed else {SV: pledge()}).book)
    told = {"date": "2027-03-01", "what": {"sv": WHAT, "en": "A promise"}, "reason": {"sv": reason, "en": "A mistake."}}
    redirects = Redirects.model_validate(
        {"gone": [{"address": address, **told} for address in ("/2027/#borta", "/2019/")]}
    )
    published = tuple(PublishedUrl(address, TODAY) for address in PUBLISHED)
    redirect_map = RedirectMap(shown.site, list_owners(shown.site, "uppfoljning", ()), redirects, published)
    return dict(render_gone_pieces(redirect_map, shown.renderer, site_url))


def test_all_that_has_been_removed_answers_where_its_pieces_were_in_every_language(given: Given, show: Show) -> None:
    paths = ("2027/borta/", "2019/", "2019/synas/")
    assert {
        f"{root}embed/{path}{file}" for root in ("", "en/") for path in paths for file in ("index.html", "fragment.txt")
    } == render(given, show).keys()
    assert len(LANGUAGES) == 2


def test_it_says_what_was_removed_when_why_and_where_it_stood(given: Given, show: Show) -> None:
    made = render(given, show)
    html = made["embed/2019/synas/fragment.txt"]
    words = words_of(html)
    for said in (WHAT, "Borttaget . Det som visades här har tagits bort.", "1 mars 2027", WHY, "Hämtat från"):
        assert said in words, said
    parsed = Parsed(html)
    assert {"article", "h2", "p", "strong", "dl", "dt", "dd", "footer", "a", "time"} == {tag for tag, _ in parsed.tags}
    assert {"lang", "dir", "href", "datetime"} == {name for _, attributes in parsed.tags for name in attributes}
    assert [URL, f"{URL}id/2019/synas"] == parsed.values("href")
    assert "1 March 2027" in words_of(made["en/embed/2019/synas/fragment.txt"])


def test_in_a_frame_it_is_a_page_of_its_own_and_as_light_as_others(given: Given, show: Show) -> None:
    html = render(given, show)["en/embed/2027/borta/index.html"]
    assert "<h1>A promise</h1>" in html and "<title>A promise</title>" in html
    assert f'<link rel="canonical" href="{URL}id/2027/borta">' in html
    assert '<link rel="stylesheet" href="../../../../assets/embed.css">' in html
    long = render(given, show, reason="Det var fel. " * 2_000)["embed/2019/index.html"]
    assert len(long.encode()) <= MOST_BYTES
    assert "Läs resten på" in long


@pytest.mark.parametrize(("site_url", "is_framed", "number"), [("", True, 0), (URL, False, 6)])
def test_nothing_is_made_that_was_not_there_before(
    given: Given, show: Show, site_url: str, is_framed: bool, number: int
) -> None:
    made = render(given, show, site_url, is_framed)
    assert number == len(made)
    assert not any(url.endswith("index.html") for url in made)
