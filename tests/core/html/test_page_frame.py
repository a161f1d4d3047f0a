"""What stands around a page and is rendered late is the same wherever the page's hash and its frame's are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st

from core.conftest import LANGUAGES, REGISTER, Given, Show
from core.html.test_page_hash import FILES, HOW, SITE, edit
from pledgebook.files.value_hash import ValueHasher
from pledgebook.html.page_frame import PageFrame, make_page_frame
from pledgebook.html.page_hash import PageHasher
from pledgebook.names import Language
from pledgebook.site.alternates import Alternates

Frames = dict[tuple[str, Language], tuple[bytes, PageFrame]]


def make_frames(given: Given, show: Show, files: Mapping[str, str]) -> Frames:
    """The frame of each page, with the hash of both; none when the files have errors."""
    book = given(files).book_or_none
    if book is None:
        return {}
    shown = show(book)
    hasher, alternates = PageHasher(SITE, shown.renderer, {}), Alternates(SITE, shown.site.page_at)
    frames: Frames = {}
    for page in shown.site.pages:
        for code in LANGUAGES:
            frame = make_page_frame(page.path, code, "", shown.renderer, alternates, {})
            frames[page.path, code] = ValueHasher().hash((hasher.hash_content(page, code), frame)), frame
    return frames


def test_whatever_is_edited_a_page_with_the_same_hash_has_the_same_foot(given: Given, show: Show) -> None:
    before = make_frames(given, show, FILES)
    was = {key: (frame.footer, frame.printed) for key, (_, frame) in before.items()}
    assert all("example.org" in printed for _, printed in was.values())

    @settings(max_examples=8, deadline=None)
    @generate(st.sampled_from(sorted(FILES)), HOW, st.integers(0, 40))
    def check(name: str, how: str, place: int) -> None:
        after = make_frames(given, show, FILES | {name: edit(FILES[name], how, place)})
        for key, (found, frame) in after.items():
            if key in before and before[key][0] == found:
                assert was[key] == (frame.footer, frame.printed)

    check()


def test_whom_to_ask_stands_on_every_page_and_is_in_every_hash(given: Given, show: Show) -> None:
    before = make_frames(given, show, FILES)
    asked = REGISTER + "contact: {function: Säkerhetssamordnaren, email: trygg@example.org}\n"
    after = make_frames(given, show, FILES | {"register.yml": asked})
    assert after
    for key, (found, frame) in after.items():
        assert "trygg@example.org" in frame.footer
        assert found != before[key][0]
        later = replace(frame, site_updated=date(2027, 3, 4))
        assert later.footer != frame.footer
        assert ValueHasher().hash(later) != ValueHasher().hash(frame)
