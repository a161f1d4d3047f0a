"""Every page as a program reads it: valid, in order, and each word in the language it is said to be in."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html

from conftest import CHECK_MARKUP, CHECKER, REPOSITORY, Project, is_guessed_breach

CODES = ("sv", "en")
# Words that hardly any sentence is without, and that the other language does not have.
COMMON = {
    "sv": frozenset(
        ["och", "att", "som", "är", "på", "till", "för", "av", "det", "ett", "inte", "har", "med", "den", "om"]
    ),
    "en": frozenset(["the", "of", "and", "to", "is", "for", "with", "that", "it", "from", "this", "by", "not", "are"]),
}


@pytest.fixture(scope="module")
def documents(exempelstad: Project) -> dict[str, html.HtmlElement]:
    """Every HTML file of the site by its path."""
    return {
        path.relative_to(exempelstad.site).as_posix(): html.fromstring(path.read_bytes().decode())
        for path in sorted(exempelstad.site.rglob("*.html"))
    }


def language_of(path: str) -> str:
    """The language that the pages of a folder are in."""
    return next((code for code in CODES if path.startswith(f"{code}/")), CODES[0])


def snippet(element: html.HtmlElement) -> str:
    return html.tostring(element, encoding="unicode", with_tail=False)[:120]


def fail_with(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_the_nu_html_checker_finds_nothing(exempelstad: Project) -> None:
    assert CHECKER.is_file(), "the checker is missing: run make tools"
    done = subprocess.run([*CHECK_MARKUP, str(exempelstad.site)], capture_output=True, text=True, check=False)
    # The report comes on standard error.
    messages = json.loads(done.stderr)["messages"]
    places: dict[str, list[str]] = {}
    for item in messages:
        if is_guessed_breach(item):
            continue
        path = item.get("url", "").partition(f"{exempelstad.site.name}/")[2]
        place = f"{path}:{item.get('lastLine', 0)}\n    {' '.join(item.get('extract', '').split())}"
        places.setdefault(f"{item.get('subType', item['type'])}: {item['message']}", []).append(place)
    fail_with([f"{len(found)} × {message}\n    {found[0]}" for message, found in sorted(places.items())])


def test_headings_are_in_order_and_the_first_one_stands_alone(documents: dict[str, html.HtmlElement]) -> None:
    faults = []
    for path, document in documents.items():
        headings = document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
        levels = [int(heading.tag[1]) for heading in headings]
        if levels.count(1) != 1 or levels[:1] != [1]:
            faults.append(
                f"{path}: h1 is number {[at for at, level in enumerate(levels) if level == 1]} of the headings"
            )
        faults += [
            f"{path}: h{level} after h{before}: {heading.text_content().strip()}"
            for before, level, heading in zip(levels, levels[1:], headings[1:], strict=False)
            if level > before + 1
        ]
        faults += [f"{path}: empty h{heading.tag[1]}" for heading in headings if not heading.text_content().strip()]
    fail_with(faults)


def test_every_page_says_its_language(documents: dict[str, html.HtmlElement]) -> None:
    said = {path: document.get("lang") for path, document in documents.items()}
    assert said == {path: language_of(path) for path in documents}


def said_in(element: html.HtmlElement) -> str:
    """The language that an element is marked as being in."""
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


def list_texts(document: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Each sentence-bearing element with all of its own words; a program is in no language that people speak."""
    words = "//body//*[text()[normalize-space()]][not(self::script or self::style or ancestor::pre[@translate='no'])]"
    for element in document.xpath(words):
        yield element, " ".join(" ".join(element.xpath("text()")).split())


def test_words_of_another_language_are_marked(documents: dict[str, html.HtmlElement]) -> None:
    faults = []
    for path, document in documents.items():
        for element, text in list_texts(document):
            words = set(re.findall(r"\w+", text.lower()))
            said = said_in(element)
            for code in CODES:
                if code != said and len(words & COMMON[code]) >= 2 and not words & COMMON[said]:
                    faults.append(f"{path}: said to be {said}, looks like {code}: {snippet(element)}")
    fail_with(faults)


def read_words(code: str) -> frozenset[str]:
    """All whole phrases that a catalogue of the site has."""
    path: Path = REPOSITORY / f"theme/words/site.{code}.po"
    with path.open("rb") as file:
        messages = [message.string for message in read_po(file, locale=code) if message.id]
    phrases = [text for item in messages for text in (item if isinstance(item, tuple | list) else [item])]
    return frozenset(text for text in phrases if text and "{" not in text)


def list_names(document: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Everything that a control or a part of the page is called."""
    for attribute in ("aria-label", "aria-description", "title", "placeholder", "alt", "data-md-tooltip"):
        for element in document.xpath(f"//*[@{attribute}]"):
            yield element, element.get(attribute)
    for element in document.xpath("//a|//button|//label|//summary|//legend|//option|//th|//caption|//figcaption"):
        yield element, " ".join(element.text_content().split())


def test_controls_are_named_in_the_language_of_the_page(documents: dict[str, html.HtmlElement]) -> None:
    # Names that the page frame could bring with it, whatever language the page is in.
    brought = {"sv": {"Sök", "Meny", "Stäng"}, "en": {"Search", "Menu", "Close", "Skip to content", "Back to top"}}
    catalogues = {code: read_words(code) for code in CODES}
    faults = []
    for path, document in documents.items():
        for element, name in list_names(document):
            said = said_in(element)
            for code in CODES:
                if code != said and name in (catalogues[code] | brought[code]) - catalogues[said]:
                    faults.append(f"{path}: said to be {said}, is {code}: {name!r} {snippet(element)}")
    fail_with(faults)
