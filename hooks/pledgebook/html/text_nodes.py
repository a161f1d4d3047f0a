"""Text nodes of a page: the words between its tags, in the language that they are in.

Read with a pattern and not a parser, as sections are: what writes the pages closes every element, and it is done for
every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from ..names import Language

# A tag or a comment; what stands between two of them is text.
_VALUES = r"""[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*"""
_TAG = re.compile(rf"<!--.*?-->|<(/?)([a-z][a-z0-9]*)({_VALUES})>", re.DOTALL | re.IGNORECASE)
_LANGUAGE = re.compile(r"""\slang=["']?([^"'\s>]+)""")
_HIDDEN = re.compile(r"""\s(?:hidden(?=[\s>=]|$)|aria-hidden=["']?true)""")
_NOT_WORDS = frozenset(("svg", "script", "style"))
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


def change_texts(
    html: str, language: Language, left_alone: Collection[str], change: Callable[[str, Language], str]
) -> str:
    """A page whose words have been changed, text by text.

    Args:
        html: the page's content.
        language: the language of the page.
        left_alone: elements whose words stay as they are, besides what is hidden and what is not words.
        change: gives what is to stand in the place of a text in a language; both are HTML.
    """
    parts: list[str] = []
    # Each open element, whether its words are left alone, and their language.
    opened: list[tuple[str, bool, Language]] = [("", False, language)]
    at = 0
    for tag in _TAG.finditer(html):
        parts += (_change(html[at : tag.start()], opened[-1], change), tag[0])
        at = tag.end()
        _step(opened, tag, left_alone)
    return "".join((*parts, _change(html[at:], opened[-1], change)))


def _change(text: str, within: tuple[str, bool, Language], change: Callable[[str, Language], str]) -> str:
    _, is_left, language = within
    return text if is_left or not text or text.isspace() else change(text, language)


def _step(opened: list[tuple[str, bool, Language]], tag: re.Match[str], left_alone: Collection[str]) -> None:
    """Go into the element that a tag opens, or out of the one that it closes."""
    name = (tag[2] or "").lower()
    if tag[1]:
        while len(opened) > 1 and opened.pop()[0] != name:
            pass
    elif name and name not in VOID:
        _, is_left, language = opened[-1]
        said = _LANGUAGE.search(tag[3])
        is_left = is_left or name in _NOT_WORDS or name in left_alone or _HIDDEN.search(tag[3]) is not None
        opened.append((name, is_left, Language(said[1]) if said else language))
