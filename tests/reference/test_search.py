"""What residents find when they search the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Response

from conftest import Project
from search_page import ask, ask_all
from web_server import serve

QUESTIONS: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
    Path(__file__).with_name("search_questions.yml").read_text(encoding="utf-8")
)
# Of the questions, so many are answered by one of the first hits.
SHARE, FIRST = 0.97, 5
# What the search takes to fetch besides the page it is on.
BYTES = 45_000
ROOTS = {"sv": "", "en": "en/"}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real_pages(real_site: Project, chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens the search page of the reference site in a language, from disk."""
    context = chromium.new_context()

    def open_page(language: str) -> Page:
        page = context.new_page()
        page.goto((real_site.site / f"{ROOTS[language]}sok/index.html").as_uri())
        return page

    yield open_page
    context.close()


def read_path(address: str, site: str, asked: str) -> str:
    """Where a hit leads, with the language before it when that is another."""
    path = address.removeprefix(site)
    language = "en" if path.startswith("en/") else "sv"
    path = path.removeprefix(ROOTS[language])
    return path if language == asked else f"{language}: {path}"


@pytest.mark.parametrize("language", QUESTIONS)
def test_what_residents_ask_is_answered_by_one_of_the_first_hits(
    real_site: Project, real_pages: Callable[[str], Page], language: str
) -> None:
    site, missed = f"{real_site.site.as_uri()}/", {}
    found = ask_all(real_pages(language), list(QUESTIONS[language]))
    for question, answers in QUESTIONS[language].items():
        hits = [read_path(address, site, language) for address in found[question][:FIRST]]
        if not (set(hits) & set(answers) if answers else not hits):
            missed[question] = hits
    asked = len(QUESTIONS[language])
    assert asked - len(missed) >= SHARE * asked, f"{asked - len(missed)} of {asked} answered, not {missed}"


def test_a_question_finds_who_promises_what_where_first(real_pages: Callable[[str], Page]) -> None:
    assert ask(real_pages("sv"), "polis centrum")[0].endswith("2019/#synas-och-patrullera")


def test_the_search_of_the_reference_site_is_light(real_site: Project, chromium: Browser) -> None:
    with serve(real_site.site) as address:
        page, answers = chromium.new_page(), list[Response]()

        def note(answer: Response) -> None:
            answers.append(answer)

        page.on("response", note)
        page.goto(f"{address}sok/?q=trafik", wait_until="networkidle")
        page.locator(".pb-found a").first.wait_for()
        sizes: dict[str, Any] = {
            answer.url: answer.request.sizes()["responseBodySize"] for answer in answers if answer.url.endswith(".js")
        }
        page.close()
    assert sum(sizes.values()) <= BYTES, sizes
