"""Message catalogues: the words that people see, per language, with its dates, numbers, lists and alphabetical order.

Catalogues are gettext files in a folder: `site.sv.po` for the pages, `problems.sv.po` for the checks, `commands.sv.po`
for the command, `fields.sv.po` for what each field of the model means, `archive.sv.po` for what an archive is told. A
new language is new files, nothing else. The `Language:` header of `site` names the locale that dates and numbers
follow. What the search knows of a language stands beside them (`search_words`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import Literal, TypeAlias

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from ..conflict import find_conflict
from ..files.cache import NO_CACHE, ContentCache
from ..model import Period
from ..model.accessibility import PARTS
from ..model.dates import PartialDate
from ..names import Language
from ..problem import Mark, Problem
from .catalogue_file import COUNTED, CatalogueFile, CatalogueMessage, parse_file
from .plural_rule import PluralRule
from .search_words import SearchWords, SearchWordsError, name_search_words, read_search_words

# So many files of words stay read, more than any site has.
_KEPT = 100
# So many dates, numbers and lists stay in words.
_SAID = 2**12
# The rule of which form a number takes, and the forms.
PluralForms: TypeAlias = tuple[Callable[[int], int], Sequence[str]]
DOMAINS = ("site", "problems", "commands", "fields", "archive")


class MissingWordsError(LookupError):
    """A catalogue lacks words that the site asks for; the message is the key."""


@dataclass(frozen=True)
class Catalogue:
    """Message catalogue of one language: key → words, in every plural form.

    Attributes:
        language: its code, as in file names and addresses (`sv`).
        locale: how its dates and numbers are written (Unicode CLDR, by Babel).
    """

    language: Language
    locale: Locale
    _words: Mapping[str, str] = field(repr=False, hash=False)
    _plurals: Mapping[str, PluralForms] = field(repr=False, hash=False)

    def gettext(self, key: str, **values: object) -> str:
        """The words for a key, with `{name}` filled in.

        Raises:
            MissingWordsError: the catalogue does not have the key.
        """
        words = self._words.get(key)
        if words is None:
            raise MissingWordsError(f"{self.language}: {key}")
        return words.format(**values) if values else words

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self._words

    def prefer(self, start: str) -> Catalogue:
        """The same catalogue, but that words whose key begins so stand for those of the rest of that key."""
        own = {key.removeprefix(start): words for key, words in self._words.items() if key.startswith(start)}
        return replace(self, _words={**self._words, **own})

    def keys(self, start: str) -> Iterator[str]:
        """The keys that begin so, in order."""
        return (key for key in sorted(self._words) if key.startswith(start))

    def ngettext(self, key: str, number: int, **values: object) -> str:
        """The words for a key in the plural form that a number takes, with `{number}` filled in.

        Raises:
            MissingWordsError: the catalogue does not have the key.
        """
        if key not in self._plurals:
            raise MissingWordsError(f"{self.language}: {key}")
        rule, forms = self._plurals[key]
        return forms[rule(number)].format(number=self.number(number), **values)

    def plural_forms(self, key: str) -> list[tuple[str, str]]:
        """The words for a key in every plural form, with `{number}` left in, for scripts that count.

        Each stands under the name that Unicode gives the form (`one`, `few`, `other`), as `Intl.PluralRules` does.
        """
        (rule, forms), name = self._plurals[key], self.locale.plural_form
        samples = {name(number): number for number in reversed(range(COUNTED))}
        return [(form, forms[rule(number)]) for form, number in sorted(samples.items())]

    @property
    def direction(self) -> str:
        """Which way the language is written: `ltr` or `rtl`."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    def date(self, when: PartialDate | date | None) -> str:
        """A date as precise as it is known: `2022`, `januari 2022`, `22 januari 2018`, or that it is unknown."""
        return _format_date(when, self.locale) if when else self.gettext("date.unknown")

    def dated(self, key: str, when: PartialDate | None, **values: object) -> str:
        """The words for a key with a date filled in, or those of `<key>.undated` where nobody knows it."""
        return self.gettext(key, date=self.date(when), **values) if when else self.gettext(f"{key}.undated", **values)

    def precise(self, key: str, when: PartialDate) -> str:
        """A date in the words of `<key>.year`, `.month` or `.day`: `2022`, `i maj 2022`, `den 22 januari 2018`."""
        precision = "year" if when.month is None else "month" if when.day is None else "day"
        return self.gettext(f"{key}.{precision}", date=self.date(when))

    def month(self, number: int) -> str:
        """The name of a month."""
        return format_skeleton("MMMM", date(2000, number, 1), locale=self.locale)

    def period(self, period: Period) -> str:
        """A period: whole years as `2022–2023`, other lengths by their dates, an open or unknown end in words."""
        start, end = period.start, period.end
        if start is None:
            return self.gettext("period.until", end=self.date(end)) if end else self.gettext("period.unknown")
        if end is None:
            return self.gettext("period.open" if period.open else "period.end_unknown", start=self.date(start))
        if start == end:
            return self.date(start)
        plain = start.month is None and end.month is None
        return self.gettext("period.years" if plain else "period.dates", start=self.date(start), end=self.date(end))

    def number(self, value: float) -> str:
        """A number in digits."""
        return _format_number(value, self.locale)

    def name_of(self, language: Language) -> str:
        """What a language is called in this one."""
        return str(self.locale.languages.get(language, language))

    def join(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """`a, b och c`; with style `or`, `a, b eller c`."""
        return _format_list(tuple(items), style, self.locale)

    def sort_key(self, text: str) -> tuple[tuple[int, ...], str]:
        """Collation key: for the language's alphabetical order; letters outside it go by their base letter."""
        return tuple(self._rank(letter) for letter in unicodedata.normalize("NFC", text).casefold()), text

    @cached_property
    def _alphabet(self) -> dict[str, int]:
        order = {letter: place for place, letter in enumerate(self.gettext("sort.alphabet"), 100)}
        pairs = re.findall(r"(\w)=(\w)", self.gettext("sort.alike"))
        return order | {letter: order[like] for letter, like in pairs if like in order}

    def _rank(self, letter: str) -> int:
        base = unicodedata.normalize("NFD", letter)[0]
        return self._alphabet.get(letter, self._alphabet.get(base, min(ord(base), 99)))


# The same dates, numbers and lists stand on many pages.
@lru_cache(maxsize=_SAID)
def _format_date(when: PartialDate | date, locale: Locale) -> str:
    if isinstance(when, PartialDate):
        if when.month is None:
            return str(when.year)
        if when.day is None:
            return format_skeleton("yMMMM", when.first_day, locale=locale)
        when = when.first_day
    return format_date(when, "long", locale=locale)


@lru_cache(maxsize=_SAID, typed=True)
def _format_number(value: float, locale: Locale) -> str:
    # A number is told to its last digit, as somebody wrote it.
    return format_decimal(value, locale=locale, decimal_quantization=False)


@lru_cache(maxsize=_SAID)
def _format_list(items: tuple[str, ...], style: Literal["standard", "or"], locale: Locale) -> str:
    return format_list(items, style=style, locale=locale)


@dataclass(frozen=True)
class Catalogues:
    """Message catalogues of a site: language → catalogue, and what is missing from them.

    Attributes:
        words: the catalogues that could be read whole.
        problems: files that are missing or broken, keys without words, and words with other `{names}` or parts.
        search: what the search knows of each language.
    """

    words: Mapping[Language, Catalogue]
    problems: tuple[Problem, ...] = ()
    search: Mapping[Language, SearchWords] = field(default_factory=dict)

    def __getitem__(self, language: Language) -> Catalogue:
        return self.words[language]

    def prefer(self, start: str) -> Catalogues:
        """The same catalogues, each with a preference (see `Catalogue.prefer`)."""
        return replace(self, words={language: words.prefer(start) for language, words in self.words.items()})


def load_catalogues(
    folders: Path | Sequence[Path], languages: Sequence[Language], root: Path, cache: ContentCache = NO_CACHE
) -> Catalogues:
    """Read the catalogues of some languages; nothing in them makes it raise.

    Args:
        folders: where the `.po` files are; the words of an earlier one stand for those of a later one.
        languages: codes; the first one's catalogue is the measure of what the others must have.
        root: the project's folder, for the places of problems.
        cache: where the files' words are kept.
    """
    folders = (folders,) if isinstance(folders, Path) else tuple(folders)
    words: dict[Language, Catalogue] = {}
    search: dict[Language, SearchWords] = {}
    problems: list[Problem] = []
    first: dict[str, CatalogueFile] = {}
    for language in languages:
        catalogues: list[CatalogueFile] = []
        for domain in DOMAINS:
            paths = _find_all(folders, f"{domain}.{language}.po")
            if not paths:
                place = _name_place(folders[-1] / f"{domain}.{language}.po", root)
                problems.append(Problem(Mark(place), "catalogue_missing", found=language))
                continue
            read = [_read(path, _name_place(path, root), cache) for path in paths]
            problems += (faults := [item for item in read if isinstance(item, Problem)])
            if faults:
                continue
            catalogue = reduce(_overlay, (item for item in read if isinstance(item, CatalogueFile)))
            catalogues.append(catalogue)
            # What words must be is what the engine's are, and what a site's own have besides.
            measure = first.setdefault(
                domain, reduce(_overlay, reversed([item for item in read if isinstance(item, CatalogueFile)]))
            )
            problems += _compare(catalogue, measure, _name_place(paths[0], root))
        if len(catalogues) == len(DOMAINS):
            words[language] = _compile(language, tuple(catalogues))
        path = next(iter(_find_all(folders, name_search_words(language))), folders[-1] / name_search_words(language))
        try:
            search[language] = read_search_words(path)
        except SearchWordsError as error:
            problems.append(Problem(Mark(_name_place(path, root)), "catalogue_broken", found=str(error)))
    return Catalogues(words, tuple(problems), search)


def _find_all(folders: Iterable[Path], name: str) -> list[Path]:
    return [path for path in (folder / name for folder in folders) if path.is_file()]


def _read(path: Path, place: str, cache: ContentCache) -> CatalogueFile | Problem:
    """A file of words, or what is wrong with it."""
    try:
        data = path.read_bytes()
        conflict = find_conflict(data.decode(errors="replace"))
        return Problem(Mark(place, conflict), "merge_conflict") if conflict else parse_file(data, cache)
    except (OSError, ValueError) as error:
        return Problem(Mark(place), "catalogue_broken", found=str(error))


@lru_cache(maxsize=_KEPT)
def _overlay(own: CatalogueFile, other: CatalogueFile) -> CatalogueFile:
    """A catalogue with the words that another has besides."""
    return own if own is other else replace(own, messages={**own.messages, **_leave_out(other.messages, own.messages)})


def _leave_out(messages: Mapping[str, CatalogueMessage], known: Collection[str]) -> dict[str, CatalogueMessage]:
    return {key: message for key, message in messages.items() if key not in known}


def _name_place(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@lru_cache(maxsize=_KEPT)
def _compile(language: Language, catalogues: tuple[CatalogueFile, ...]) -> Catalogue:
    words: dict[str, str] = {}
    plurals: dict[str, PluralForms] = {}
    # Of two files with one key, the words of the first stand.
    for catalogue in reversed(catalogues):
        rule = PluralRule(catalogue.plural)
        for key, message in catalogue.messages.items():
            # What nobody has translated is shown as its key.
            forms = [text if text and not message.is_fuzzy else key for text in message.texts or ("",)]
            words[key] = forms[rule(1)] if message.is_plural else forms[0]
            if message.is_plural:
                plurals[key] = (rule, forms)
    return Catalogue(language, Locale.parse(catalogues[0].locale or language), words, plurals)


@lru_cache(maxsize=_KEPT)
def _compare(catalogue: CatalogueFile, measure: CatalogueFile, place: str) -> tuple[Problem, ...]:
    """Each key of the first language has words here, with the same `{names}` in them."""
    found: list[Problem] = []
    for key, message in measure.messages.items():
        own = catalogue.messages.get(key)
        texts = own.texts if own else ()
        if own is None or own.is_fuzzy or not texts or not all(texts):
            found.append(Problem(Mark(place), "words_missing", found=key))
        elif _names(texts) != _names(message.texts):
            found.append(Problem(Mark(place, own.line), "words_names", found=key))
        elif key == "statement.order" and (wrong := Counter(texts[0].split()) - Counter(PARTS)):
            found.append(Problem(Mark(place, own.line), "words_keys", found=", ".join(wrong), allowed=PARTS))
    return tuple(found)


def _names(texts: Iterable[str]) -> set[str]:
    return {name for text in texts if "{" in text for name in re.findall(r"\{(\w+)\}", text)}
