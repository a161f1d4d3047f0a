"""Field labels: what a field of a record is called in a reader's language, and its value in words of the pages."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from ..history.snapshot import PathStep
from ..i18n.catalogue import Catalogue
from ..i18n.enum_labels import name_value
from ..i18n.field_help import ValueType, find_fact, find_label
from ..model.dates import PartialDate
from ..model.text import LocalizedText
from ..records.book import Book


def name_field(name: str, words: Catalogue) -> str:
    """What a field is called on pages; one without a word of its own goes by its key."""
    return words.gettext(f"field.{name}") if words.has(f"field.{name}") else name


def name_step(step: PathStep, words: Catalogue) -> str:
    """What the field of a step is called; one that no class of the model has goes by its key."""
    label = find_label(step.holder, step.name, words) if step.holder else None
    return label or name_field(step.name, words)


def name_item(step: PathStep, words: Catalogue) -> str:
    """What one of the things in a list is called."""
    key = f"item.{step.name}"
    return words.gettext(key) if step.holder and words.has(key) else name_step(step, words)


def say_fact(step: PathStep, value: str, words: Catalogue, book: Book) -> str | LocalizedText:
    """A fact in words: what an allowed word is called, a date in full, the name of what an id stands for.

    Args:
        step: the field it stands in.
        value: the fact as it is kept; of a list, one of its items.
        words: the reader's words.
        book: the records, for names.

    Returns:
        The words, or a text that may not be in the reader's language.
    """
    if step.name in ("unknown", "field"):
        return name_field(value, words)
    named = _name(step, value, book)
    as_written = LocalizedText({book.original: value})
    if named or step.holder is None:
        return named or as_written
    fact = find_fact(step.holder, step.name)
    match fact.sort:
        case ValueType.WORD if fact.words and value in fact.allowed:
            return name_value(fact.words(value), words)
        case ValueType.DATE:
            return _say_date(value, words)
        case ValueType.TRUTH:
            return words.gettext("answer.yes" if value == "true" else "answer.no")
        case ValueType.NUMBER if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return words.number(float(value) if "." in value else int(value))
    return as_written if fact.sort is ValueType.TEXT and not fact.pattern else value


def _say_date(value: str, words: Catalogue) -> str:
    try:
        return words.date(PartialDate.parse(value))
    except PydanticCustomError:
        return value


def _name(step: PathStep, value: str, book: Book) -> str | LocalizedText | None:
    """The name of a party, place, theme, record or source."""
    match step.name:
        case "sources" if value in book.source:
            source = book.source[value]
            return f"{source.publisher}: {source.title}" if source.title else source.publisher
        case "parties" | "by" | "with" | "party" if value in book.party:
            return book.party[value].name
        case "places" if value in book.place:
            return book.place[value].name
        case "themes" if value in book.theme:
            return book.theme[value].name
        case "agreement" if value in book.agreement:
            return book.agreement[value].title
        case "continues" | "replaces" | "extends" if value in book.pledge:
            return book.pledge[value].title
    return None
