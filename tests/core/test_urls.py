"""The href from a page to a URL."""

from __future__ import annotations

from itertools import product
from urllib.parse import urljoin

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


PATHS = ["", "a/", "a/b/", "b/", "a/bb/", "en/", "en/a/", "en/a/b/c/"]


def test_an_href_leads_from_any_page_to_any_url() -> None:
    for page, url in product(PATHS, [*PATHS, "f", "a/f", "a/b.pdf#page=2", "en/a/#x", "a%20b/c"]):
        assert f"https://example.org/{url}" == urljoin(f"https://example.org/{page}", relative_href(url, page))


@pytest.mark.parametrize(("target", "href"), [("a/../b/", "../b/"), ("a//b", "b"), ("./a/./", "./"), ("a", ".")])
def test_steps_that_lead_nowhere_are_left_out(target: str, href: str) -> None:
    assert href == relative_href(target, "a/")


def test_the_first_language_is_at_the_root_and_the_others_have_a_folder() -> None:
    assert ("", "en/") == (language_root(Language("sv"), Language("sv")), language_root(Language("en"), Language("sv")))
