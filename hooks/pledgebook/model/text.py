"""Localized text: words by language."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, StringConstraints

from ..names import Language
from .base import read_seen

_Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), BeforeValidator(read_seen)]


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in one language: words to show, and the language that they really are in (a BCP 47 code, `sv`)."""

    words: str
    language: Language

    def __str__(self) -> str:
        return self.words


class LocalizedText(RootModel[Annotated[dict[str, _Words], Field(min_length=1)]]):
    """A plain text by language code; the language it was first written in stands first."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: Language) -> Localized:
        """The words in `language`, or in the original language when there are none."""
        original = next(iter(self.root))
        chosen = language if language in self.root else original
        return Localized(self.root[chosen], Language(chosen))

    def shorten(self, length: int) -> LocalizedText:
        """The same text cut after a whole word, with an ellipsis, where it is longer than so many characters."""
        return LocalizedText(
            {language: shorten(words, length, placeholder="…") for language, words in self.root.items()}
        )

    @property
    def languages(self) -> frozenset[Language]:
        """The languages there are words in."""
        return frozenset(map(Language, self.root))


class Prose(LocalizedText):
    """A longer text by language code, written in Markdown."""
