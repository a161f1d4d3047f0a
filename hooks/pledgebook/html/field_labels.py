"""What a slot of a record is called in a reader's language, and what stands in it in words that the pages use."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from ..history.snapshot import Step
from ..i18n.catalogue import Words
from ..i18n.field_help import Sort, find_label, name_word, read_fact
from ..model.dates import PartialDate
from ..model.text import Text
from ..records.book import Book


def name_step(step: Step, words: Words) -> str:
    """What the field of a step is called; one that no class of the model has goes by its key."""
    label = find_label(step.holder, step.name, words) if step.holder else None
    return label or (words.say(f"field.{step.name}") if words.knows(f"field.{step.name}") else step.name)


def name_item(step: Step, words: Words) -> str:
    """What one of the things in a list is called."""
    key = f"item.{step.name}"
    return words.say(key) if step.holder and words.knows(key) else name_step(step, words)


def say_fact(step: Step, value: str, words: Words, book: Book) -> str | Text:
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
        return words.say(f"field.{value}") if words.knows(f"field.{value}") else value
    named = _name(step, value, book)
    as_written = Text({book.original: value})
    if named or step.holder is None:
        return named or as_written
    fact = read_fact(step.holder, step.name)
    match fact.sort:
        case Sort.WORD if fact.words and value in fact.allowed:
            return name_word(fact.words(value), words)
        case Sort.DATE:
            return _say_date(value, words)
        case Sort.TRUTH:
            return words.say("answer.yes" if value == "true" else "answer.no")
        case Sort.NUMBER if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return words.number(float(value))
    return as_written if fact.sort is Sort.TEXT and not fact.pattern else value


def _say_date(value: str, words: Words) -> str:
    try:
        return words.date(PartialDate.parse(value))
    except PydanticCustomError:
        return value


def _name(step: Step, value: str, book: Book) -> str | Text | None:
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
