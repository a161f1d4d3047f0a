"""Text nodes of a page: the words between its tags, in the language that they are in.

Read with a pattern and not a parser, as sections are: what writes the pages closes every element, and it is done for
every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ..names import Language

# A tag or a comment; what stands between two of them is text.
_VALUES = r"""[^<>"']*+(?:(?:"[^"]*"|'[^']*')[^<>"']*+)*+"""
_TAG = re.compile(rf"(<(?:!--.*?--|/?[a-zA-Z]{_VALUES})>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_LANGUAGE = re.compile(r"""\slang=["']?([^"'\s>]+)""")
_HIDDEN = re.compile(r"""\s(?:hidden(?=[\s>=]|$)|aria-hidden=["']?true)""")
_NOT_WORDS = frozenset(("svg", "script", "style"))
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# So many tags stay read; most pages have the same ones.
_KEPT = 2**14


class _Tag(NamedTuple):
    """A tag that opens or closes an element, whether its words are left alone, and their language if it says any."""

    name: str
    is_closing: bool
    is_left: bool
    language: Language | None


def change_texts(
    html: str,
    language: Language,
    left_alone: frozenset[str],
    change: Callable[[str, Language], str],
    may_change: Callable[[str], object] = str.strip,
) -> str:
    """A page whose words have been changed, text by text.

    Args:
        html: the page's content.
        language: the language of the page.
        left_alone: elements whose words stay as they are, besides what is hidden and what is not words.
        change: gives what is to stand in the place of a text in a language; both are HTML.
        may_change: whether a text could be changed in any language, which is quickly told; by default if it has words.
    """
    # Texts, and after each but the last a tag.
    parts = _TAG.split(html)
    places = [place for place in range(0, len(parts), 2) if may_change(parts[place])]
    # Each open element, whether its words are left alone, and their language.
    opened: list[tuple[str, bool, Language]] = [("", False, language)]
    before = 0
    for place in places:
        for tag in parts[before + 1 : place : 2]:
            _step(opened, _read_tag(tag, left_alone))
        before = place
        _, is_left, said = opened[-1]
        if not is_left:
            parts[place] = change(parts[place], said)
    return "".join(parts) if places else html


def _step(opened: list[tuple[str, bool, Language]], tag: _Tag | None) -> None:
    """Go into the element that a tag opens, or out of the one that it closes."""
    if tag is None:
        return
    name, is_closing, is_left, said = tag
    if is_closing:
        while len(opened) > 1 and opened.pop()[0] != name:
            pass
    else:
        _, is_within, language = opened[-1]
        opened.append((name, is_left or is_within, said or language))


@lru_cache(maxsize=_KEPT)
def _read_tag(tag: str, left_alone: frozenset[str]) -> _Tag | None:
    found = _NAME.match(tag)
    name = found[2].lower() if found else ""
    if not found or (name in VOID and not found[1]):
        return None
    values = tag[found.end() : -1]
    said = _LANGUAGE.search(values)
    is_left = name in _NOT_WORDS or name in left_alone or _HIDDEN.search(values) is not None
    return _Tag(name, bool(found[1]), is_left, Language(said[1]) if said else None)
