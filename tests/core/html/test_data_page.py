"""The page that explains the data."""

from __future__ import annotations

import posixpath
import re

import pytest
from lxml import html

from core.conftest import LANGUAGES, Given, Show, Shown
from pledgebook.names import Language
from pledgebook.site.exports.dataset import DATASET
from pledgebook.site.exports.discovery import FILES
from pledgebook.site.exports.table import TABLE


@pytest.fixture
def shown(given: Given, show: Show) -> Shown:
    return show(given().book)


def read_page(shown: Shown, language: Language) -> html.HtmlElement:
    return html.fromstring(f"<main>{shown.html('data/', language)}</main>")


def header(shown: Shown) -> list[str]:
    return shown.exports("")[TABLE].partition("\r\n")[0].split(",")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leads_to_every_file_and_explains_every_column(shown: Shown, language: Language) -> None:
    page = read_page(shown, language)
    here = f"{shown.site.root(language)}data/"
    assert {*FILES.values()} <= {posixpath.normpath(f"{here}{link.get('href')}") for link in page.iter("a")}
    assert {*FILES.values()} <= shown.exports("").keys()
    explained = {code.text_content() for code in page.iterfind(".//dt/code")}
    foreign = {name for name in header(shown) if name.endswith(f"_{next(iter({*LANGUAGES} - {language}))}")}
    assert {*header(shown)} - foreign <= explained


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_that_no_test_can_run_name_columns_and_files_that_are_there(
    shown: Shown, language: Language
) -> None:
    page = read_page(shown, language)
    (r,) = (code.text_content() for code in page.iterfind(".//code[@data-example='r']"))
    (sheet,) = (code.text_content() for code in page.iterfind(".//code[@data-example='sheet']"))
    named = {
        *re.findall(r"whole\$(\w+)", r),
        *re.findall(r"is\.na\((\w+)\)", r),
        *re.findall(r"promises\[(\w+)\]", sheet),
    }
    named |= {*re.findall(r'"(\w+)"', r.rpartition("c(")[2])}
    assert {"result_status", "result_activity", "promise_id", f"promise_text_{language}"} <= named <= {*header(shown)}
    assert f'"{TABLE.rpartition("/")[2]}"' in r
    for text in (r, sheet):
        assert text.count("(") == text.count(")")


def test_every_page_leads_to_it(shown: Shown) -> None:
    footer = shown.renderer.render_part("footer", LANGUAGES[0], "2027/", title="", url="", updated=None)
    assert 'href="../data/"' in footer
    assert DATASET not in footer
