"""Help on the fields of the model: what each means, whether it is required, what it may hold and how it is written.

The structure comes from the model and the words from the catalogue `fields`; comments in new files, the JSON Schemas,
the snippets and the handbook's tables are all made of this. A class of the model goes by its name in small letters
(`followup`). The words for a field stand under `help.<class>.<key>`, those that several classes share under the class
they inherit or under `help.any.<key>`; its examples likewise, or by what it holds (`example.type.date`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache

from pydantic import BaseModel

from ..model import Model, Translation
from ..model.amounts import NUMBER_KEYS
from ..model.introspect import FieldKind, FieldSpec, ValueType, fields_of, known_keys
from ..model.paths import FILE_MODELS
from .catalogue import Catalogue
from .enum_labels import name_value

# The key that a translated file has besides the words.
TRANSLATION = "translation"


class Requirement(StrEnum):
    """Whether a field has to be there: always, unless it is said to be unknown, or not at all."""

    REQUIRED = auto()
    ASKED = auto()
    OPTIONAL = auto()


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """Help on a field: what an author needs to know of it.

    Attributes:
        name: its key.
        label: what it is called, in a word or two.
        text: what it means, in a sentence or two.
        need: whether it has to be there.
        spec: what it holds; the keys of short forms have none.
        allowed: the only words allowed, each with its name.
        examples: how it may be written, the most common way first.
    """

    name: str
    label: str
    text: str
    need: Requirement
    spec: FieldSpec | None
    allowed: tuple[tuple[str, str], ...]
    examples: tuple[str, ...]


def name_model(model: type[Model]) -> str:
    """What a class of the model is called in catalogues and documents."""
    return model.__name__.lower()


@cache
def list_models() -> dict[str, type[Model]]:
    """Every class of the model that is written in files, by name."""
    found: dict[str, type[Model]] = {}
    waiting: list[type[Model]] = [*FILE_MODELS.values(), Translation]
    while waiting:
        model = waiting.pop(0)
        if name_model(model) not in found:
            found[name_model(model)] = model
            specs = fields_of(model)
            waiting += [part for name in list_keys(model) if name in specs and (part := specs[name].part)]
    return found


@cache
def list_all_keys() -> frozenset[str]:
    """The keys of all classes of the model; another one in a file is a language."""
    return frozenset(key for model in list_models().values() for key in list_keys(model))


def list_keys(model: type[Model]) -> tuple[str, ...]:
    """The keys that may be written in a class of the model, in the order that they are best written in."""
    return tuple(name for name in known_keys(model) if name not in model.unwritten)


def find_requirement(model: type[Model], name: str) -> Requirement:
    """Whether a field has to be there. An id that its file or place gives need not, nor a kind that others say."""
    spec = fields_of(model).get(name)
    is_given = name == "id" and (model.numbered or bool(model.unwritten))
    is_given = is_given or (name == "kind" and bool(model.short_keys))
    if spec and spec.required and not is_given:
        return Requirement.REQUIRED
    return Requirement.ASKED if name in model.asked else Requirement.OPTIONAL


def find_fact(model: type[Model], name: str) -> FieldSpec:
    """What a field of facts may hold; keys of short forms hold numbers or texts."""
    sort = ValueType.NUMBER if name in NUMBER_KEYS else ValueType.TEXT
    return fields_of(model).get(name) or FieldSpec(FieldKind.FACT, sort=sort)


def describe_fields(model: type[Model], words: Catalogue) -> tuple[FieldHelp, ...]:
    """What an author needs to know of each field of a class of the model."""
    return tuple(describe_field(model, name, words) for name in list_keys(model))


def describe_field(model: type[Model], name: str, words: Catalogue) -> FieldHelp:
    """What an author needs to know of one field.

    Raises:
        MissingWordsError: the catalogue has no help or no example for it.
    """
    spec = fields_of(model).get(name)
    said = words.gettext(_find_key("help", model, name, words) or f"help.{name_model(model)}.{name}")
    label, _, text = said.partition(". ")
    holds_facts = spec is None or spec.kind in (FieldKind.FACT, FieldKind.LIST)
    fact = find_fact(model, name) if holds_facts else None
    allowed = tuple((word.value, name_value(word, words)) for word in fact.words) if fact and fact.words else ()
    return FieldHelp(
        name, label, text, find_requirement(model, name), spec, allowed, _list_examples(model, name, fact, words)
    )


def find_label(model: type[Model], name: str, words: Catalogue) -> str | None:
    """What a field is called, in a word or two; None when the catalogue has no help for it."""
    key = _find_key("help", model, name, words)
    return words.gettext(key).partition(". ")[0] if key else None


def _list_examples(model: type[Model], name: str, fact: FieldSpec | None, words: Catalogue) -> tuple[str, ...]:
    key = _find_key("example", model, name, words)
    if key is None and fact and fact.words:
        return (next(iter(fact.words)).value,)
    if key is None and fact:
        key = f"example.type.{fact.sort}"
    return tuple(words.gettext(key or f"example.{name_model(model)}.{name}").split("\n"))


def _find_key(kind: str, model: type[BaseModel], name: str, words: Catalogue) -> str | None:
    """The catalogue's key for a field: its own class's, an inherited one, or that of all classes."""
    owners = [parent.__name__.lower() for parent in model.__mro__ if issubclass(parent, BaseModel)]
    keys = [f"{kind}.{owner}.{name}" for owner in owners]
    part = fields_of(model)[name].part if name in fields_of(model) else None
    keys += [f"example.{name_model(part)}"] if part and kind == "example" else [f"{kind}.any.{name}"]
    return next((key for key in keys if words.has(key)), None)


def render_example(help: FieldHelp, example: str = "") -> str:
    """A field as it may be written, with its first example or another; parts that are long each on a line of their own.

    Targets and figures are short enough to follow their key.
    """
    example = example or help.examples[0]
    part = help.spec.part if help.spec and help.spec.kind is FieldKind.PARTS else None
    is_long = part is not None and not part.short_keys and help.examples[0].startswith("{")
    return f"{help.name}:\n  - {example}" if is_long else f"{help.name}: {example}"


def render_requirement(help: FieldHelp, words: Catalogue) -> str:
    """In a sentence, whether a field has to be there."""
    return words.gettext(f"need.{help.need}", name=help.name)


def render_allowed(help: FieldHelp, words: Catalogue) -> str:
    """In a sentence, the only words that a field allows; nothing if it allows others."""
    named = [words.gettext("need.word", word=word, name=name) for word, name in help.allowed]
    return words.gettext("need.allowed", allowed=words.join(named, "or")) if named else ""
