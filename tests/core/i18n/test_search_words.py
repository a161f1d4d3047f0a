"""What the search knows of a language."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import LANGUAGES, THEME
from pledgebook.i18n.catalogue import load_catalogues
from pledgebook.i18n.search_words import SearchWords, SearchWordsError, read_search_words
from pledgebook.names import Language


def read(folder: Path, text: str) -> SearchWords:
    file = folder / "search.fi.yml"
    file.write_text(text, encoding="utf-8")
    return read_search_words(file)


def test_lists_of_words_have_spaces_between_them(tmp_path: Path) -> None:
    text = "endings: en\n  ar\nvague: krig\nsynonyms:\n  - knark droger\n  - stan city\npages:\n  start: nu  idag\n"
    assert read(tmp_path, text) == SearchWords(
        endings=("en", "ar"),
        vague=("krig",),
        synonyms=(("knark", "droger"), ("stan", "city")),
        pages={"start": "nu idag"},
    )


def test_a_language_without_a_file_is_known_by_nothing(tmp_path: Path) -> None:
    assert read_search_words(tmp_path / "search.fi.yml") == SearchWords()


@pytest.mark.parametrize(
    "text", ["- a", "a: [", "stem: x", "stems: [x]", "synonyms: x", "synonyms: [[x]]", "pages: x", "pages: {start: 1}"]
)
def test_what_is_no_such_file_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(SearchWordsError):
        read(tmp_path, text)


def test_a_broken_file_is_told_as_a_broken_catalogue(tmp_path: Path) -> None:
    for file in (THEME / "words").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "search.en.yml").write_text("stems: [x]")
    loaded = load_catalogues(tmp_path, LANGUAGES, tmp_path)
    assert ["search.en.yml:1:1 catalogue_broken"] == [f"{item.mark} {item.code}" for item in loaded.problems]
    assert [*loaded.search] == [Language("sv")]
