"""Field labels: what a field of a record is called in a reader's language, and its value in words of the pages."""

from __future__ import annotations

import re
from contextlib import suppress

from markupsafe import Markup, escape
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ..history.snapshot import PathStep
from ..i18n.catalogue import Catalogue
from ..i18n.enum_labels import name_value
from ..i18n.field_help import find_fact, find_label, list_all_keys
from ..model import FollowUp, Model, Pledge
from ..model.amounts import Tally
from ..model.dates import PartialDate
from ..model.introspect import FieldKind, ValueType, fields_of
from ..model.text import LocalizedText
from ..names import Language
from ..records.book import Book

# What follows a short key in an example, which has been escaped.
_BY_KEY = re.compile(r"\b([a-z]{2,3}): (&#34;.*?&#34;|[^,{}]+)")


def name_field(name: str, words: Catalogue, *holders: type[Model]) -> str:
    """What a field is called on pages, step by step where it has no word of its own; one that is none, by its key.

    Args:
        name: its key, as in `dates.signed` or `promises.synas.target`.
        words: the reader's words.
        holders: the classes that it may be a field of, besides records and follow-ups.
    """
    own = words.gettext(f"field.{name}") if words.has(f"field.{name}") else ""
    first, _, rest = name.partition(".")
    known: tuple[type[Model], ...] = (*holders, Pledge, FollowUp)
    holder = next((holder for holder in known if first in fields_of(holder)), None)
    if own or holder is None:
        return own or name
    if not rest:
        return find_label(holder, first, words) or name
    spec = fields_of(holder)[first]
    item, _, inner = rest.partition(".") if spec.kind is FieldKind.PARTS else ("", "", rest)
    steps = (name_field(first, words, holder), item, inner and name_field(inner, words, spec.part or holder))
    return ", ".join(filter(None, steps))


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
        return name_field(value, words, step.holder or Pledge)
    named = _name(step, value, book)
    as_written = LocalizedText({book.original: value})
    if named or step.holder is None:
        return named or as_written
    # What an old edition said may be no number and no date today, and is shown as it is.
    with suppress(ValidationError):
        if fields_of(step.holder)[step.name].part is Tally:
            tally = Tally.model_validate(value)
            return words.gettext(f"target.{tally.compare or 'exactly'}", value=words.number(tally.value))
    fact = find_fact(step.holder, step.name)
    match fact.sort:
        case ValueType.WORD if fact.words and value in fact.allowed:
            return name_value(fact.words(value), words)
        case ValueType.DATE:
            with suppress(PydanticCustomError):
                return words.date(PartialDate.parse(value))
        case ValueType.TRUTH:
            return words.gettext("answer.yes" if value == "true" else "answer.no")
        case ValueType.NUMBER if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return words.number(float(value) if "." in value else int(value))
    return as_written if fact.sort is ValueType.TEXT and not fact.pattern else value


def _name(step: PathStep, value: str, book: Book) -> str | LocalizedText | None:
    """The name of a party, place, theme, record or source."""
    match step.name:
        case "sources" if value in book.source:
            source = book.source[value]
            return f"{source.publisher}: {source.title}" if source.title else source.publisher
        case "parties" | "by" | "with" | "party" if value in book.party:
            return book.party[value].name
        case "places" | "likewise" if value in book.place:
            return book.place[value].name
        case "themes" if value in book.theme:
            return book.theme[value].name
        case "agreement" if value in book.agreement:
            return book.agreement[value].title
        case "continues" | "replaces" | "extends" if value in book.pledge:
            return book.pledge[value].title
    return None


def mark_languages(example: str, language: Language) -> Markup:
    """How a field may be written, as HTML, with what is given by language marked where that is not the page's."""

    def mark(found: re.Match[str]) -> str:
        code, words = found.groups()
        is_other = code != language and code not in list_all_keys()
        return f'{code}: <span lang="{code}">{words}</span>' if is_other else found[0]

    return Markup(_BY_KEY.sub(mark, str(escape(example))))
