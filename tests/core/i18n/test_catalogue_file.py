"""The words of a file are the same when they have been kept, and what is wrong with it is told each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import THEME
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.files.own_code import hash_own_code
from pledgebook.i18n import catalogue_file
from pledgebook.i18n.catalogue_file import CatalogueFile, parse_file

HEADER = 'msgid ""\nmsgstr "Language: sv\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
ODD = f"""{HEADER}#, fuzzy
msgid "a"
msgstr "A {{b}}"

msgid "c"
msgid_plural "c"
msgstr[0] "en"
msgstr[1] "{{number}} flera"

msgctxt "x"
msgid "a"
msgstr "annat"

msgctxt "x"
msgid "d"
msgstr "bara där"

msgid "tom"
msgstr ""
"""


def read_all(file: CatalogueFile) -> tuple[object, ...]:
    return list(file.messages.items()), file.plural, file.locale


@pytest.mark.parametrize(
    "data", [ODD.encode(), *(path.read_bytes() for path in sorted((THEME / "words").glob("*.po")))]
)
def test_words_that_have_been_kept_are_those_of_the_file(tmp_path: Path, data: bytes) -> None:
    fresh = read_all(parse_file(data))
    for _ in range(2):
        catalogue_file._find_or_parse.cache_clear()
        assert fresh == read_all(parse_file(data, ContentCache(tmp_path, 1.0)))


def test_what_is_said_in_a_context_is_nobodys_word() -> None:
    messages = parse_file(ODD.encode()).messages
    assert [("A {b}",), ()] == [messages[key].texts for key in ("a", "d")]
    assert messages["a"].is_fuzzy
    assert messages["c"].is_plural


@pytest.mark.parametrize("kept", [b"", b"{}", b'{"messages": {"a": 1}, "plural": "n", "locale": ""}'])
def test_what_another_has_put_there_is_no_words(tmp_path: Path, kept: bytes) -> None:
    cache = ContentCache(tmp_path, 1.0)
    fresh = read_all(parse_file(ODD.encode(), cache))
    catalogue_file._find_or_parse.cache_clear()
    cache.keep({"maker": hash_own_code(*catalogue_file.PACKAGES), "words": ODD.encode()}, kept)
    assert fresh == read_all(parse_file(ODD.encode(), cache))


def test_what_is_no_file_of_words_is_told_each_time(tmp_path: Path) -> None:
    for cache in (NO_CACHE, ContentCache(tmp_path, 1.0), ContentCache(tmp_path, 1.0)):
        with pytest.raises(ValueError, match="msgstr"):
            parse_file(b"msgid", cache)
