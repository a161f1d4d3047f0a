"""Hyphenation: where a word that is wider than a phone may be parted, shown with a hyphen only if it is.

The hyphen is drawn by the style sheet, so that what is copied, searched, read aloud or handed to machines
is the word itself. The patterns of each language are those of LibreOffice; a language without any is left as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pyphen

from ..files.cache import ContentCache
from ..files.own_code import hash_own_code
from ..names import Language
from .text_nodes import change_texts

# A shorter word finds room on the narrowest phone, and is best left whole.
_SHORTEST = 20
# So many letters stand together at either end.
_ENDS = 5
# From the beginning of a word alone: a try at each letter would take most of the time.
_LONG = re.compile(rf"\b[^\W\d_]{{{_SHORTEST},}}")
_LEFT_ALONE = frozenset(("code", "pre", "kbd", "samp", "option", "title", "textarea"))
# So many texts are remembered to have such a word, or none.
_KEPT = 2**15
# How a page is written in the cache: half a letter too.
_ANY_TEXT = "surrogatepass"
HYPHEN = '<span class="pb-hyphen"></span>'


def hyphenate_words(html: str, language: Language) -> str:
    """A page on which each very long word may be parted, by the rules of the language that it is in."""
    return change_texts(html, language, _LEFT_ALONE, _hyphenate_text, _has_long_word)


def hyphenate_once(html: str, language: Language, kept: ContentCache) -> str:
    """A page as `hyphenate_words` makes it, kept by what it says: to read the patterns takes longer than all else."""
    maker = hash_own_code("pyphen", room="html/")
    parts = {"hyphenated": maker, "language": language.encode(), "page": html.encode(errors=_ANY_TEXT)}
    made = kept.get_or_make(parts, lambda: hyphenate_words(html, language).encode(errors=_ANY_TEXT))
    return made.decode(errors=_ANY_TEXT)


def _has_long_word(text: str) -> bool:
    return len(text) >= _SHORTEST and _find_long_word(text)


# The same texts stand on many pages.
@lru_cache(maxsize=_KEPT)
def _find_long_word(text: str) -> bool:
    return _LONG.search(text) is not None


def _hyphenate_text(text: str, language: Language) -> str:
    patterns = _read_patterns(language)
    return _LONG.sub(lambda word: patterns.inserted(word[0], HYPHEN), text) if patterns else text


@cache
def _read_patterns(language: Language) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known, left=_ENDS, right=_ENDS) if known else None
