"""Who publishes a site is said in one way on all of its pages, whichever it is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from core.conftest import LANGUAGES, REGISTER, REPOSITORY, Given, Show
from pledgebook.checks.hints import compile_phrases
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.site.routes import PageKind

RECORDS = REPOSITORY / "tests/exempelstad/pledges"
# Wider than what a check may be: on no page of this site does anybody else compile or review anything.
OTHERS = {
    "own": {
        "sv": r"sammanställ|samlingen (bygger|är gjord)|såvitt vi vet|inte av parterna|inte polisens|inte kommunens",
        "en": r"compil|collection|as far as we know|not by the parties|not the police|not the municipality",
    },
    "compiled": {
        "sv": r"ger ut webbplatsen|ges ut av|har publicerats",
        "en": r"publishes this site|is published by|has been published",
    },
}


def read_words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize("publication", ["own", "compiled"])
def test_no_page_denies_who_publishes_the_site(
    given: Given, show: Show, catalogues: Catalogues, publication: str
) -> None:
    files = {path.relative_to(RECORDS).as_posix(): path.read_bytes() for path in RECORDS.rglob("*") if path.is_file()}
    register = files["register.yml"].decode().replace("publication: compiled", f"publication: {publication}")
    book = given({"2027/pledge.en.md": None, **files, "register.yml": register}).book
    shown = show(book)
    pages = [page for page in shown.site.pages if page.kind is not PageKind.SEARCH]
    assert {"pledge", "archive", "timeline", "place", "theme", "party", "edition", "start", "changes", "agreement"} <= {
        page.kind.value for page in pages
    }
    for language in LANGUAGES:
        denied = compile_phrases(catalogues[language].gettext(f"publication.denied.{publication}"))
        others = re.compile(OTHERS[publication][language])
        foot = shown.renderer.render_part("footer", language, "", title="", url="", updated=None)
        texts = {page.path: shown.renderer.render(page, language).html for page in pages} | {"foot": foot}
        for path, markup in texts.items():
            words = read_words(markup)
            found = denied.search(words) or others.search(words)
            assert not found, (path, found, words[max(0, found.start() - 90) : found.end() + 90])


def test_what_residents_are_told_follows_the_setting(given: Given, show: Show) -> None:
    told = {}
    for publication in ("own", "compiled"):
        shown = show(given({"register.yml": f"publication: {publication}\n{REGISTER}"}).book)
        told[publication] = read_words(
            shown.renderer.render_part("footer", Language("sv"), "", title="", url="", updated=None)
        )
    assert "Den ges inte ut av kommunen eller polisen." in told["compiled"]
    assert "Exempelstads kommun ger ut webbplatsen" in told["own"]
