"""Rules on the language of texts: words of a translation are in its own language, and none are forgotten.

What language a text is in is told by its small words (`och`, `the`), which the catalogues list. A text that is to stay
in the original's language is left out of the translation: the page then shows it as what it is, and it is read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from ..i18n.catalogue import Catalogue
from ..markdown.sanitize import blank_code
from ..model import FollowUp, Model, Record
from ..model.located import Located
from ..names import Language
from ..problem import Level, Mark, Problem
from ..records.parsed import ParsedRecords
from ..records.translation_status import find_translations_of
from ..yaml.node import Node
from ..yaml.page import split_page

# Each language, and its small words in one line.
SmallWords: TypeAlias = tuple[tuple[Language, str], ...]
# Fewer words than this may be a name.
_SHORTEST = 3
# So many words that are the same in two languages are no name.
_LONG = 6
# Another language's small words, for each of the own: a quotation or a name has few.
_TIMES, _FEWEST = 2, 2
# Code, tables and what is quoted from elsewhere.
_ASIDE = re.compile(r" {4}|\t|\||>|<")
_WORD = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(r"(?:^|/)figures/[^/]+/unit$")
_QUOTED = re.compile(r"[”“\"«][^”“\"»]{0,500}[”“\"»]|\(https?:[^)\s]{0,500}\)|<[^<>]{0,500}>")


def check_languages(entries: ParsedRecords, words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    """Each text is in the language that it stands for."""
    told, small = list_small_words(words), _list_small(words)
    for entry in (*entries.shared, *entries.holders):
        yield from entries.findings.check(_check_languages, entry, told, small=small)


def _check_languages(
    entry: Located[Model], told: SmallWords, small: Mapping[Language, frozenset[str]]
) -> Iterator[Problem]:
    for texts, _ in entry.texts:
        yield from _check_texts(texts, small)


def check_page_language(text: str, name: str, words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    """A static page is in the language that its file is named for; the first paragraph that is not is told."""
    small = _list_small(words)
    own = Language(name.rpartition("/")[2].split(".")[-2])
    page = split_page(text) if own in small else None
    body, first = (page.body, text.count("\n") - page.body.count("\n")) if page else (text, 0)
    lines = body.split("\n")
    for line, part in _list_parts(blank_code(body)) if own in small else ():
        spoken = "" if _ASIDE.match(lines[line]) else _find_language(part, own, small, is_same=False)
        if spoken:
            details = {"language": own, "spoken": spoken}
            yield Problem(Mark(name, first + line + 1), "language_page", Level.WARNING, part, details=details)
            return


def list_small_words(words: Mapping[Language, Catalogue]) -> SmallWords:
    """What the catalogues list as the small words of their languages."""
    return tuple((language, known.gettext("hint.small_words")) for language, known in words.items())


def _list_small(words: Mapping[Language, Catalogue]) -> dict[Language, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in list_small_words(words)}


def _check_texts(texts: Node, small: Mapping[Language, frozenset[str]]) -> Iterator[Problem]:
    # What is written once for all languages is a name.
    if len({id(node) for node in texts.mapping.values()}) < len(texts.mapping):
        return
    original = next(iter(texts.mapping.values()), texts)
    for name, node in texts.mapping.items():
        language = Language(name)
        if language not in small or (node is original and name != next(iter(small))):
            continue
        is_same = node is not original and node.text.split() == original.text.split()
        for line, part in _list_parts(node.text):
            other = _find_language(part, language, small, is_same)
            if other:
                details = {"language": language, "spoken": other}
                code = "language_original" if node is original else "language_other"
                yield Problem(node.mark.at_line(line), code, Level.WARNING, part, details=details)
                break


def _list_parts(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, each with the line it begins on."""
    for is_blank, lines in groupby(enumerate(text.split("\n")), key=lambda line: not line[1].strip()):
        if not is_blank:
            part = list(lines)
            yield part[0][0], "\n".join(line for _, line in part).strip()


def _find_language(
    text: str, own: Language, small: Mapping[Language, frozenset[str]], is_same: bool
) -> Language | None:
    """The other language of the site that a text is in, if that is plain."""
    # `I` is English, `i` is Swedish.
    found = [word.casefold() if len(word) > 1 else word for word in _WORD.findall(_QUOTED.sub(" ", text))]
    if len(found) < _SHORTEST:
        return None
    ours = sum(word in small[own] for word in found)
    for language, known in small.items():
        theirs = sum(word in known and word not in small[own] for word in found)
        fewest = 1 if is_same else _FEWEST
        is_long_copy = is_same and len(found) >= _LONG and not ours
        if language != own and (is_long_copy or (theirs >= fewest and theirs > _TIMES * ours)):
            return language
    return None


def check_untranslated(entries: ParsedRecords, languages: tuple[Language, ...]) -> Iterator[Problem]:
    """A translation that has been begun has words for all that the original says."""
    for entry in entries.holders:
        yield from entries.findings.check(_check_untranslated, entry, languages, entries=entries)


def _check_untranslated(
    entry: Located[Record | FollowUp], languages: tuple[Language, ...], entries: ParsedRecords
) -> Iterator[Problem]:
    for item in find_translations_of(entries, entry.record, languages):
        # What figures are counted in is most often a word of the promise.
        missing = [path for path in item.missing if not _UNIT.search(path)]
        if missing:
            mark = entry.node.nearest(("translations", item.file.language)).mark
            details = {"number": str(len(missing)), "language": item.file.language}
            yield Problem(mark, "translation_incomplete", Level.NOTE, ", ".join(missing), details=details)
