"""The search page as a reader uses it."""

from __future__ import annotations

from playwright.sync_api import Page

_ANSWERED = "words => document.querySelector('[data-search-list]').dataset.asked === words"


def ask(page: Page, words: str) -> list[str]:
    """The addresses that a question on the search page finds, in their order."""
    page.locator("[data-search] input").fill(words)
    # What was found before stays until this is answered.
    page.wait_for_function(_ANSWERED, arg=words)
    found: list[str] = page.locator(".pb-found a").evaluate_all("links => links.map(link => link.href)")
    return found
