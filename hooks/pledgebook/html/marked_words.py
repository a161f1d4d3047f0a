"""Marked words: words as HTML, with their language where it is not the page's, and years that no line parts."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from ..names import Language

_YEARS = re.compile(r"\b\d{4}–\d{4}\b")
# So many words stay marked.
_KEPT = 2**14


# A title stands on many pages, and the words of a promise wherever it is told of.
@lru_cache(maxsize=_KEPT)
def mark_language(words: str, language: Language, page_language: Language) -> Markup:
    """Words in a language on a page in another, or in the same; years are kept together, as `2027–2028`."""
    marked = Markup(_YEARS.sub(r'<span class="pb-together">\g<0></span>', str(escape(words))))
    if language == page_language:
        return marked
    return Markup('<span lang="{}">{}</span>').format(language, marked)
