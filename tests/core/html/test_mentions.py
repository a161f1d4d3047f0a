"""Mentions that are kept are those that would be rendered, whatever has been edited since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st
from markupsafe import Markup

from core.conftest import LANGUAGES, TODAY, Given, Show
from core.html.test_page_hash import FILES, HOW, SITE, edit
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.html.context import TemplateContext
from pledgebook.html.mentions import PageMentions
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.renderer import Macro
from pledgebook.names import Language
from pledgebook.site.views.subjects import MentionView

# A footnote goes by the number of the text that it stands in.
NOTED = """---
date: 2020-02-01
by: polisen
kind: final
covers: 2019
results: [{promise: synas, status: fulfilled, sources: [s], text: "Så blev det.[^1]\\n\\n[^1]: Nästan."}]
sources: [{id: s, publisher: Polisen, url: https://example.org/s}]
---
"""
PROMISES = "[{id: synas, by: polisen, text: Löfte om synas, themes: trafik, places: [sagogatan]}]"
MANY = FILES | {
    "2019/followup-1.sv.md": NOTED,
    "2021-2022/followup-1.sv.md": NOTED.replace("2020-02-01", "2023-02-01").replace("2019", "2021-2022"),
    "2012/pledge.sv.md": FILES["2012/pledge.sv.md"].replace(
        "[{id: synas, by: polisen, text: Löfte om synas}]", PROMISES
    ),
}


def render(
    given: Given, show: Show, files: Mapping[str, str], cache: ContentCache, today: date = TODAY
) -> tuple[dict[tuple[str, Language], str], list[str]]:
    """The pages that mention pledges, and the pledges of the mentions that were rendered for them."""
    book = given(files, today=today).book_or_none
    if book is None:
        return {}, []
    shown = show(book, today)
    hasher = PageHasher(SITE, shown.renderer, {})
    pages: dict[tuple[str, Language], str] = {}
    rendered: list[str] = []

    for page in shown.site.pages:
        for code in LANGUAGES if page.kind in ("theme", "place", "party") else ():
            mentions = PageMentions(page, code, cache, hasher)

            def show_mention(
                mention: MentionView, macro: Macro, context: TemplateContext, mentions: PageMentions = mentions
            ) -> Markup:
                def call(mention: MentionView, context: TemplateContext) -> Markup:
                    rendered.append(mention.pledge.id)
                    return macro(mention, context)

                return mentions.render(mention, call, context)

            pages[page.path, code] = shown.renderer.render(page, code, (), show_mention).html
            mentions.keep()
    return pages, rendered


@pytest.fixture
def cache(tmp_path: Path) -> ContentCache:
    return ContentCache(tmp_path / "cache", 1_800_000_000.0)


def test_a_mention_is_rendered_once(given: Given, show: Show, cache: ContentCache) -> None:
    first, rendered = render(given, show, MANY, cache)
    assert {"2012", "2013", "2019", "2021-2022", "2027"} == set(rendered)
    assert any("fn:1" in html or "fn:2" in html for html in first.values()), "a footnote"
    assert (first, []) == render(given, show, MANY, cache)


def test_a_word_renders_the_mentions_of_its_pledge_alone(given: Given, show: Show, cache: ContentCache) -> None:
    render(given, show, MANY, cache)
    edited = MANY | {"2012/pledge.sv.md": MANY["2012/pledge.sv.md"].replace("om synas", "om att synas")}
    pages, rendered = render(given, show, edited, cache)
    assert {"2012"} == set(rendered)
    assert pages == render(given, show, edited, NO_CACHE)[0]


def test_whatever_is_edited_kept_mentions_are_those_that_would_be_rendered(
    given: Given, show: Show, cache: ContentCache
) -> None:
    @settings(max_examples=25, deadline=None)
    @generate(st.sampled_from(sorted(MANY)), HOW, st.integers(0, 40), st.sampled_from([0, 0, 1, 400]))
    def check(name: str, how: str, place: int, later: int) -> None:
        edited, today = MANY | {name: edit(MANY[name], how, place)}, TODAY + timedelta(later)
        render(given, show, MANY, cache)
        assert render(given, show, edited, cache, today)[0] == render(given, show, edited, NO_CACHE, today)[0]

    check()
