"""A catalogue that is read with Python alone says what it says when it is read with Babel."""

from __future__ import annotations

import pytest

from core.conftest import LANGUAGES
from pledgebook.files.resources import THEME, WORDS
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.i18n.po import parse_catalogue, read_catalogue
from pledgebook.names import Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_the_same_as_babel_reads(catalogues: Catalogues, language: Language) -> None:
    plain = read_catalogue(THEME / WORDS / f"commands.{language}.po")
    whole = catalogues[language]
    keys = [key for key in whole.keys("") if plain.has(key)]
    assert len(keys) > 300
    for key in keys:
        if key in whole._plurals:
            rule, forms = whole._plurals[key]
            assert all(forms[rule(number)] == plain._words[key][plain._rule(number)] for number in (0, 1, 2, 17))
        else:
            assert whole.gettext(key) == plain.gettext(key)


def test_words_on_several_lines_and_plural_forms_are_read() -> None:
    words = parse_catalogue(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'
        '# A note.\nmsgid "a"\nmsgstr ""\n"one "\n"\\"two\\"\\n"\n\n'
        'msgid "b"\nmsgid_plural "b"\nmsgstr[0] "{number} x"\nmsgstr[1] "{number} y"\nmsgstr[2] "{number} z"\n'
    )
    assert 'one "two"\n' == words.gettext("a")
    assert ["1 x", "4 y", "5 z"] == [words.ngettext("b", number) for number in (1, 4, 5)]
    assert (True, False) == (words.has("a"), words.has("c"))
