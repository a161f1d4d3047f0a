"""No text takes Python-Markdown long: it is read in a moment, or told of instead."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from core.conftest import Given, pledge
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.markdown.limits import MAX_LENGTH, find_excess
from pledgebook.markdown.render import MarkdownRenderer, find_targets, render_plain
from pledgebook.markdown.sanitize import find_lines, sanitize
from pledgebook.names import Language

# Processor seconds, many times what they take on a machine with nothing else to do.
PATIENCE = 4
PARAGRAPH = "Ett vanligt stycke med *betoning*, en [länk](https://example.org/a) och ett ”citat” (inom parentes). "
REPORT = (PARAGRAPH * 6 + "\n\n- Ett\n- Två\n\n## Rubrik\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n") * 140
KNOTS: dict[str, Callable[[int], str]] = {
    "a word and a bracket": lambda size: "a" * size + "[",
    "brackets": lambda size: "[" * size,
    "pictures": lambda size: "![" * (size // 2),
    "links": lambda size: "[a](" * (size // 4),
    "links with words": lambda size: "[a](b " * (size // 6),
    "nested brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "attributes": lambda size: "*a*{onclick=1}\n" * (size // 15),
    "other attributes": lambda size: "".join(f"*a*{{onclick{number}=1}}\n" for number in range(size // 20)),
    "quotation marks": lambda size: '"a" ' * (size // 4),
    "stars": lambda size: "*a**b" * (size // 5),
    "quotations": lambda size: ">" * size,
    "quotations with spaces": lambda size: "> " * (size // 2),
    "lists in lists": lambda size: "- " * (size // 2) + "a",
    "numbers in numbers": lambda size: "1. " * (size // 3) + "a",
    "rows": lambda size: "a|b\n-|-\n" + "1|2\n" * (size // 4),
    "items": lambda size: "- a\n" * (size // 4),
    "headings": lambda size: "# a\n" * (size // 4),
    "underlined headings": lambda size: "a\n=\n" * (size // 4),
    "back ticks": lambda size: " ".join("`" * length for length in range(1, int((2 * size) ** 0.5))),
    "entities": lambda size: "&amp;" * (size // 5),
    "notes": lambda size: "".join(f"a[^{number}]\n\n[^{number}]: b\n\n" for number in range(size // 20)),
    "one note": lambda size: "[^1]" * (size // 4) + "\n\n[^1]: a",
    "notes with more": lambda size: "[^1]: a\n    b\n" * (size // 14),
    "abbreviations": lambda size: "".join(f"*[A{number}]: b\n" for number in range(size // 11)),
    "terms": lambda size: "a\n: b\n\n" * (size // 7),
    "blank lines": lambda size: "a\n\n" * (size // 3),
    "html": lambda size: "<b>a</b>" * (size // 8),
}


@pytest.mark.parametrize("size", [8_000, 60_000, 1_000_000])
@pytest.mark.parametrize("name", KNOTS)
def test_no_text_takes_long(catalogues: Catalogues, name: str, size: int) -> None:
    text = KNOTS[name](size)
    renderer = MarkdownRenderer(catalogues[Language("sv")])
    renderer.render("a")
    started = time.process_time()
    list(find_targets(text))
    if not find_excess(text):
        list(find_lines(text, sanitize(render_plain(text)).refusals))
        renderer.render(text)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a" * (MAX_LENGTH + 1), "12:1 text_long"),
        ("Ett.\n\n" + "a\n" * 4_001, "4012:1 text_lines"),
        ('"' * 15_001, "12:1 text_signs"),
        ("Ett.\n\n" + "> " * 30 + "a", "14:1 text_deep"),
        ("Ett.\n\n" + "[" * 5_000, "14:1 text_brackets"),
        ("a[^1] " * 101 + "\n\n[^1]: b", "12:1 text_terms"),
    ],
)
def test_what_takes_too_long_is_told_where_it_stands(given: Given, text: str, place: str) -> None:
    told = given({"2027/pledge.sv.md": pledge(body=text)})
    assert [f"2027/pledge.sv.md:{place}"] == [" ".join(line.split()[:2]) for line in told.errors]


def test_a_report_of_thirty_pages_is_read(given: Given) -> None:
    assert 90_000 < len(REPORT) < MAX_LENGTH
    assert [] == given({"2027/pledge.sv.md": pledge(body=REPORT)}).problems


@pytest.mark.parametrize("text", ["- - - - - - - - - - - - - - - - - - - - - - - -", "*" * 60, "a [b (c) d](e) " * 300])
def test_what_people_write_is_no_excess(text: str) -> None:
    assert find_excess(text) is None
