"""Very long words may be parted on a narrow screen, and are the same words to all that reads the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgebook.files.cache import ContentCache
from pledgebook.html.hyphenation import hyphenate_once, hyphenate_words
from pledgebook.html.page_sections import cut_sections
from pledgebook.names import Language

SV, EN = Language("sv"), Language("en")
LONG = "Samverkansöverenskommelserna"
HYPHEN = '<span class="pb-hyphen"></span>'


def test_a_very_long_word_may_be_parted_but_not_near_its_ends() -> None:
    parts = hyphenate_words(f"<h1>{LONG} före 2016</h1>", SV)[4:-5].removesuffix(" före 2016").split(HYPHEN)
    assert LONG == "".join(parts)
    assert len(parts) > 2
    assert min(map(len, (parts[0], parts[-1]))) >= 5
    assert parts[0] == "Samver"


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Trygghetsvandringar</h2>",
        f'<a href="{LONG}/" title="{LONG}">Mer</a>',
        f"<pre><code>{LONG}</code></pre>",
        f"<!-- {LONG} -->",
        f'<a title="a > {LONG}">Mer</a>',
        f"<!-- a > {LONG} -->",
        f"<kbd>a <br>{LONG}<b>{LONG}</b> {LONG}</kbd>",
        f'<p lang="tlh">{LONG}</p>',
        f'<span aria-hidden="true">{LONG}</span>',
    ],
)
def test_all_else_is_left_as_it_is(html: str) -> None:
    assert html == hyphenate_words(html, SV)


def test_a_word_is_parted_by_the_rules_of_the_language_that_it_is_in() -> None:
    word = "internationalisation" + "sfrågor"
    html = hyphenate_words(f'<p>{word} <span lang="sv">{word}</span></p>', EN)
    english, swedish = html.removesuffix("</span></p>").split('<span lang="sv">')
    assert english.removeprefix("<p>").strip() != swedish
    assert {word} == {part.replace(HYPHEN, "").removeprefix("<p>").strip() for part in (english, swedish)}


def test_the_search_reads_whole_words() -> None:
    html = hyphenate_words(f'<h1 id="top">{LONG}</h1><p>Om {LONG.lower()}.</p>', SV)
    (section,) = cut_sections(html, "")
    assert (LONG, f"Om {LONG.lower()}.") == (section.title, section.text)


@pytest.mark.parametrize("html", [f"<p>{LONG}", f"<p lang=en>{LONG} \ud83d", ""])
def test_a_page_that_is_kept_is_parted_in_the_same_way(tmp_path: Path, html: str) -> None:
    for language in (SV, EN):
        for _ in range(2):
            assert hyphenate_words(html, language) == hyphenate_once(html, language, ContentCache(tmp_path))
    assert 2 == len([*tmp_path.iterdir()])
