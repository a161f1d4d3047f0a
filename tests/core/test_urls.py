"""The href from a page to a URL."""

from __future__ import annotations

import pytest

from pledgebook.names import Language
from pledgebook.urls import language_root, relative_href


@pytest.mark.parametrize(
    ("target", "page", "href"),
    [
        ("", "", "./"),
        ("2027/", "", "2027/"),
        ("2027/#synas", "", "2027/#synas"),
        ("", "2027/", "../"),
        ("2027/", "2027/", "./"),
        ("2027/#synas", "2027/", "./#synas"),
        ("2026/", "2027/", "../2026/"),
        ("teman/trafik/", "teman/", "trafik/"),
        ("teman/", "teman/trafik/", "../"),
        ("2027/", "teman/trafik/", "../../2027/"),
        ("en/2027/", "2027/", "../en/2027/"),
        ("2027/", "en/2027/", "../../2027/"),
        ("en/", "en/2027/", "../"),
        ("", "en/2027/", "../../"),
        ("2027/lofte.pdf", "2027/", "lofte.pdf"),
        ("2027/lofte.pdf", "en/2027/", "../../2027/lofte.pdf"),
        ("2027/lofte.pdf#page=2", "", "2027/lofte.pdf#page=2"),
        ("#synas", "", "./#synas"),
    ],
)
def test_the_href_from_a_page_to_a_url(target: str, page: str, href: str) -> None:
    assert href == relative_href(target, page)


def test_the_first_language_is_at_the_root_and_the_others_have_a_folder() -> None:
    assert ("", "en/") == (language_root(Language("sv"), Language("sv")), language_root(Language("en"), Language("sv")))
