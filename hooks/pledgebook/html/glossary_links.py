"""Glossary links: the first use of each term on a page, as a link to what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import escape

from ..model import Term
from ..names import Language
from .text_nodes import change_texts

_WORD = re.compile(r"\w+(?:-\w+)*")
# Where no term is linked. The words of a promise are in a heading of a lower level, and they are often the hard ones.
_PRESSED = ("a", "nav", "form", "button", "summary", "label", "select")
_NAMES = ("h1", "h2", "dt", "th", "time", "figcaption")
_QUOTED = ("q", "blockquote", "cite", "code", "pre", "del", "ins")
_LEFT_ALONE = frozenset((*_PRESSED, *_NAMES, *_QUOTED))


class _Form(NamedTuple):
    term: str
    # Letters that all are capitals are an abbreviation, which another word may be spelt like.
    exact: str | None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The forms of a language: patterns by the first word that they match, and forms as they are looked up."""

    patterns: Mapping[str, re.Pattern[str]]
    forms: Mapping[str, _Form]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where each form stands in a text, from where to where, and the id of its term."""
        for word in _WORD.finditer(text):
            pattern = self.patterns.get(word[0].casefold())
            found = pattern.match(text, word.start()) if pattern else None
            form = self.forms[_fold(found[0])] if found else None
            if found and form and form.exact in (None, found[0]):
                yield found.start(), found.end(), form.term


class GlossaryLinks:
    """Links the terms of a glossary; made once for all pages of a build."""

    def __init__(self, terms: Iterable[Term], languages: Iterable[Language]) -> None:
        """Read the forms of each term: its name in the language, and those that are listed; whole words all."""
        terms = tuple(terms)
        self._count = len(terms)
        self._vocabularies = {language: _read_vocabulary(terms, language) for language in languages}

    def link(self, html: str, language: Language, href: str) -> str:
        """A page on which the first use of each term leads to what it means.

        Words in another language than the page's are sought among the forms of their own.

        Args:
            html: the page's content.
            language: the language of the page.
            href: to where terms are explained; the id of a term goes last.
        """
        if not self._count:
            return html
        done: set[str] = set()
        return change_texts(html, language, _LEFT_ALONE, lambda text, said: self._link_text(text, said, href, done))

    def _link_text(self, text: str, language: Language, href: str, done: set[str]) -> str:
        vocabulary = self._vocabularies.get(language) if len(done) < self._count else None
        parts: list[str] = []
        at = 0
        for start, end, term in vocabulary.find(text) if vocabulary else ():
            if term not in done and start >= at:
                done.add(term)
                parts += (text[at:start], f'<a class="pb-term" href="{escape(href)}{term}">{text[start:end]}</a>')
                at = end
        return "".join((*parts, text[at:]))


def _read_vocabulary(terms: Iterable[Term], language: Language) -> _Vocabulary:
    forms: dict[str, _Form] = {}
    for term in terms:
        for words in term.list_forms(language):
            escaped = str(escape(words))
            forms.setdefault(_fold(escaped), _Form(term.id, escaped if escaped.isupper() else None))
    first: dict[str, list[str]] = {}
    for words in sorted(forms, key=len, reverse=True):
        found = _WORD.match(words)
        if found:
            first.setdefault(found[0], []).append(r"\s+".join(map(re.escape, words.split())))
    patterns = {
        word: re.compile(rf"(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)
        for word, alternatives in first.items()
    }
    return _Vocabulary(patterns, forms)


def _fold(words: str) -> str:
    return " ".join(words.casefold().split())
