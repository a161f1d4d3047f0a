"""Labels of enums: what their values are called in the site's languages, so that authors may write those words too.

The words are those that the pages show (`status.fulfilled`: `Uppfyllt`, `Fulfilled`). In the book there are only the
enum's own values, so each page shows them in its own language, whichever one they were written in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from ..model import enums
from ..model.accessibility import Situation
from ..model.dates import PeriodWords, guess_date, guess_period
from ..problem import suggest
from .catalogue import Catalogue

# Under what the catalogues name the values of an enum: most as pages show them, the last few for help alone.
FAMILIES: Mapping[type[StrEnum], str] = {
    enums.BasisType: "basis",
    enums.ChangeKind: "change",
    enums.Confidence: "confidence",
    enums.DocumentKind: "document",
    enums.FigureKind: "figure_kind",
    enums.FollowUpKind: "followup",
    enums.Gap: "gap",
    enums.Interval: "interval",
    enums.PlaceType: "place_type",
    enums.Scope: "scope",
    enums.Signed: "answer",
    Situation: "situation",
    enums.State: "state",
    enums.Status: "status",
    **{
        kind: f"word.{kind.__name__.lower()}"
        for kind in (
            *(enums.Compare, enums.FocusKind, enums.PartyType, enums.Per, enums.Publication, enums.PublisherType),
            *(enums.StatusSource, enums.TargetKind, enums.TranslationStatus),
        )
    },
}
# What else people write for a value, a key or a part of a period; several are parted by semicolons.
_ALSO = "also."
# Stands in translated files alone, where words for a value are not read.
_OPEN = (enums.TranslationStatus,)
# Keys are few and known, so less like than this is another word (`percent` is no `event`).
_LIKE_KEYS = 0.7
_TRUTHS = {"answer.yes": "true", "answer.no": "false"}


@dataclass(frozen=True)
class EnumLabels:
    """Labels of every enum, in all the site's languages at once.

    Attributes:
        names: enum → label as the catalogue spells it → value.
        others: enum → what else people write → value; read, but never suggested.
        truths: word → `true` or `false`.
        months: name of a month in small letters → its number.
        fields: what a field is called, in small letters → the keys that are called so.
        period: what joins the ends of a period in words, stands before it, or says that it has no end.
        meant: enum → what somebody writes who means one value → what that is called; suggested, and never read.
        negations: the words that make a text say the contrary.
        unknown: what stands for what nobody knows.
        seasons: what names a part of a year that has no dates.
        shares: what a number of hundredths is called; the first is what is counted.
        of_which: what stands before how much of a number is something.
    """

    names: Mapping[type[StrEnum], Mapping[str, str]] = field(default_factory=dict)
    others: Mapping[type[StrEnum], Mapping[str, str]] = field(default_factory=dict)
    truths: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    period: PeriodWords = field(default_factory=PeriodWords)
    meant: Mapping[type[StrEnum], Mapping[str, str]] = field(default_factory=dict)
    negations: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    of_which: tuple[str, ...] = ()
    _values: dict[type[StrEnum], dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def read(self, vocabulary: type[StrEnum], text: str) -> str:
        """The value that a text stands for, capitals or not; what stands for none comes back as it is.

        An enum's own values go before the words for them.
        """
        if vocabulary not in self._values:
            labels = {**self.others.get(vocabulary, {}), **self.names.get(vocabulary, {})}
            named = {_fold(name): value for name, value in labels.items()}
            self._values[vocabulary] = named | {_fold(value): str(value) for value in vocabulary}
        return self._values[vocabulary].get(_fold(text), text)

    @property
    def vocabulary(self) -> str:
        """All that `read` goes by, for the key of what it has read."""
        return repr((self.names, self.others))

    def suggest(self, vocabulary: type[StrEnum], text: str) -> str:
        """The value, or the word for one, that a text means or most looks like, or nothing; never the contrary."""
        folded = _fold(text.replace("_", " "))
        meant = self.meant.get(vocabulary, {})
        if folded in meant:
            return meant[folded]
        denies, rest = self._split_denial(folded)
        known = {}
        for name in (*self.names.get(vocabulary, {}), *vocabulary):
            denied, words = self._split_denial(_fold(name.replace("_", " ")))
            if denied == denies:
                known[words] = name
        return str(known.get(suggest(rest, known), ""))

    def _split_denial(self, text: str) -> tuple[bool, str]:
        """Whether a text denies something, and its other words; a word alone has nothing to deny."""
        words = text.split()
        others = [word for word in words if word not in self.negations] if len(words) > 1 else words
        return len(others) < len(words), " ".join(others)

    def is_unknown(self, text: str) -> bool:
        """Whether a text says that nobody knows."""
        return _fold(text) in self.unknown or not re.search(r"\w", text)

    def is_endless(self, text: str) -> bool:
        """Whether a text says that something has no end, and nothing else."""
        return _fold(text) in self.period.endless

    def names_season(self, text: str) -> bool:
        """Whether a text names a part of a year that has no dates."""
        folded = f" {_fold(text)} "
        return any(f" {word} " in folded for word in self.seasons)

    def suggest_truth(self, text: str) -> str:
        """`true` or `false` for a word that means it, or nothing."""
        return self.truths.get(_fold(text), "")

    def suggest_date(self, text: str) -> str:
        """A date as files write it, for one written in another way, or nothing."""
        return guess_date(text, self.months)

    def suggest_period(self, text: str) -> str:
        """A period as files write it, for one written in another way, or nothing."""
        return guess_period(text, self.months, self.period)

    def suggest_end(self, text: str) -> str:
        """The end of a period as files write it: a date, or that there is none."""
        return "open" if _fold(text) in self.period.endless else self.suggest_date(text)

    def suggest_key(self, text: str, known: Collection[str], short: Collection[str] = ()) -> str:
        """The one of the known keys that a text most looks like, or that goes by it in a language; or nothing.

        Of several that go by it, the one of a short form is meant. So like must a key be that no other word is.
        """
        called = sorted(self.fields.get(_fold(text), frozenset()) & frozenset(known))
        shorter = [name for name in called if name in short]
        meant = called if len(called) == 1 else shorter
        return meant[0] if len(meant) == 1 else suggest(text, known, _LIKE_KEYS)

    def is_share(self, text: str) -> bool:
        """Whether a text is what people call a number of hundredths."""
        return _fold(text) in self.shares


def name_value(value: StrEnum, words: Catalogue) -> str:
    """What a value of an enum is called in a language."""
    family = FAMILIES.get(type(value), f"word.{type(value).__name__.lower()}")
    return words.gettext(f"{family}.{value.value}")


def find_family(vocabulary: type[StrEnum]) -> str:
    """Under what the catalogues name the values of an enum that files may call by those names; else nothing."""
    return "" if vocabulary in _OPEN else FAMILIES.get(vocabulary, "")


def list_enum_labels(languages: Iterable[Catalogue]) -> EnumLabels:
    """The labels of some languages; where one word stands for two values, it stands for neither."""
    return _list_all(tuple(languages))


# A command, and a preview at each change, asks for those of the same catalogues.
@lru_cache(maxsize=8)
def _list_all(languages: tuple[Catalogue, ...]) -> EnumLabels:
    return EnumLabels(
        names={kind: _list_names(kind, languages) for kind in FAMILIES if kind not in _OPEN},
        others={kind: _list_others(kind, languages) for kind in FAMILIES},
        truths={_fold(words.gettext(key)): value for words in languages for key, value in _TRUTHS.items()},
        months=dict(pair for words in languages for pair in _list_months(words)),
        fields=_list_fields(languages),
        period=PeriodWords(
            joints=_list_also("period.joint", languages),
            openings=_list_also("period.opening", languages),
            fillers=_list_also("period.filler", languages),
            endless=_list_also("period.endless", languages),
        ),
        meant={enums.Status: _list_meant(enums.Status, languages)},
        negations=_list_also("negation", languages),
        unknown=_list_also("unknown", languages),
        seasons=_list_also("period.season", languages),
        shares=_list_also("share", languages),
        of_which=tuple(
            filter(None, (_fold(words.gettext("target.of_which").partition("{")[0]) for words in languages))
        ),
    )


def _list_also(key: str, languages: Iterable[Catalogue]) -> tuple[str, ...]:
    """What else people write for something, in every language."""
    texts = (words.gettext(_ALSO + key) for words in languages if words.has(_ALSO + key))
    return tuple(dict.fromkeys(_fold(part) for text in texts for part in text.split(";")))


def _list_meant(vocabulary: type[StrEnum], languages: Iterable[Catalogue]) -> dict[str, str]:
    """What else people write for a value, to what that value is called in the same language."""
    family = FAMILIES[vocabulary]
    return {
        text: name_value(value, words)
        for words in languages
        for value in vocabulary
        for text in _list_also(f"meant.{family}.{value}", (words,))
    }


def _list_fields(languages: Iterable[Catalogue]) -> dict[str, frozenset[str]]:
    """What the help calls each field, in the words before its first full stop."""
    found: dict[str, frozenset[str]] = {}
    for words in languages:
        for key in words.keys("help."):
            label = _fold(words.gettext(key).partition(". ")[0])
            found[label] = found.get(label, frozenset()) | {key.rpartition(".")[2]}
        for key in words.keys(f"{_ALSO}key."):
            for label in _list_also(key.removeprefix(_ALSO), (words,)):
                found[label] = found.get(label, frozenset()) | {key.rpartition(".")[2]}
    return found


def _list_months(words: Catalogue) -> Iterator[tuple[str, int]]:
    """Months in full and shortened."""
    for names in words.locale.months["format"].values():
        yield from ((name.casefold().rstrip("."), number) for number, name in names.items() if len(name) > 1)


def _list_names(vocabulary: type[StrEnum], languages: Iterable[Catalogue]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for words in languages:
        for value in vocabulary:
            found.setdefault(name_value(value, words), set()).add(str(value))
    return {name: value for name, (value, *others) in found.items() if not others}


def _list_others(vocabulary: type[StrEnum], languages: Iterable[Catalogue]) -> dict[str, str]:
    family = FAMILIES[vocabulary].removeprefix("word.")
    return {name: str(value) for value in vocabulary for name in _list_also(f"{family}.{value}", languages)}


def _fold(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip()).casefold()
