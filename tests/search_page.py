"""The search page as a reader uses it."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page

# Also while the page that it leads to is still on its way.
_ANSWERED = "words => document.querySelector('[data-search-list]')?.dataset.asked === words"
# Asks one question after the other, as fast as they are answered. What was found before stays until the next is answered.
_ASK_ALL = """async (questions) => {
  const field = document.querySelector("[data-search] input");
  const list = document.querySelector("[data-search-list]");
  const found = [];
  for (const words of questions) {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (list.dataset.asked !== words) await new Promise((done) => setTimeout(done));
    found.push([...document.querySelectorAll(".pb-found a")].map((link) => link.href));
  }
  return found;
}"""


def ask(page: Page, words: str) -> list[str]:
    """The addresses that a question on the search page finds, in their order."""
    page.locator("[data-search] input").fill(words)
    return read_found(page, words)


def read_found(page: Page, words: str) -> list[str]:
    """What a question finds that has been asked already, in the field or in the page's address."""
    # What was found before stays until this is answered.
    page.wait_for_function(_ANSWERED, arg=words)
    found: list[str] = page.locator(".pb-found a").evaluate_all("links => links.map(link => link.href)")
    return found


def ask_all(page: Page, questions: Sequence[str]) -> dict[str, list[str]]:
    """What each of many questions finds, as `ask` gives it."""
    found: list[list[str]] = page.wait_for_function(_ASK_ALL, arg=list(questions)).json_value()
    return dict(zip(questions, found, strict=True))
