"""Normalising: nodes as written brought to the fields of the model, short forms written out, all languages joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..i18n.enum_labels import EnumLabels
from ..model import Model
from ..model.introspect import FieldKind, FieldSpec, fields_of, holds_words
from ..names import Language
from ..problem import Level, Problem, suggest
from ..yaml.node import Node


def normalise(model: type[Model], node: Node, wrap: Callable[[Node], Node]) -> Node:
    """Bring a node as written to the fields of `model`.

    Short forms are written out, a single value where a list belongs becomes a list of one, keys without a value are
    dropped unless they are required, and each text goes through `wrap`, which makes it a mapping by language.
    """
    node = model.expand(node)
    if not isinstance(node.value, dict):
        return node
    specs = fields_of(model)
    values = {}
    for name, value in node.value.items():
        spec = specs.get(name)
        if spec is None:
            values[name] = value
        elif value.value is not None:
            values[name] = _normalise_value(spec, value, wrap)
        elif spec.required:
            values[name] = value
    return node.with_value(values)


def _normalise_value(spec: FieldSpec, value: Node, wrap: Callable[[Node], Node]) -> Node:
    if spec.kind is FieldKind.WORDS:
        return wrap(value)
    if spec.kind is FieldKind.PART and spec.part:
        return normalise(spec.part, value, wrap)
    if spec.kind is FieldKind.LIST and not isinstance(value.value, list):
        return Node(value.mark, [value])
    if spec.kind is FieldKind.PARTS and spec.part:
        items = value.value if isinstance(value.value, list) else [value]
        normalised = [normalise(spec.part, item, wrap) for item in items]
        return Node(value.mark, [_number(spec.part, item, place) for place, item in enumerate(normalised, 1)])
    return value


def _number(model: type[Model], node: Node, place: int) -> Node:
    if model.numbered and isinstance(node.value, dict) and "id" not in node.value:
        return node.with_value({"id": node.imply(str(place)), **node.value})
    return node


def read_enums(model: type[Model], node: Node, labels: EnumLabels) -> Node:
    """Write each enum value in a normalised node as the model does, whatever language its word is in."""
    specs = fields_of(model)
    if not isinstance(node.value, dict):
        return node
    values = {
        name: _read_enums(specs[name], value, labels) if name in specs else value for name, value in node.value.items()
    }
    return model.settle(node.with_value(values))


def _read_enums(spec: FieldSpec, value: Node, labels: EnumLabels) -> Node:
    if isinstance(value.value, list):
        return value.with_value([_read_enums(spec, item, labels) for item in value.value])
    if spec.part:
        return read_enums(spec.part, value, labels)
    if spec.words and value.text:
        return value.with_value(labels.read(spec.words, value.text))
    return value


def in_one_language(language: Language) -> Callable[[Node], Node]:
    """How a record's file gives words: as they stand, in the file's own language."""
    return lambda node: Node(node.mark, {language: node})


def in_all_languages(languages: Sequence[Language]) -> Callable[[Node], Node]:
    """How the register gives words: by language, or once for all, as a proper name is."""

    def wrap(node: Node) -> Node:
        if isinstance(node.value, dict):
            first = {name: node.value[name] for name in languages if name in node.value}
            return node.with_value(first | node.value)
        return Node(node.mark, dict.fromkeys(languages, node))

    return wrap


@dataclass(frozen=True, slots=True)
class Merged:
    """A node with the words of one more language in it, and what was wrong with those words."""

    node: Node
    problems: tuple[Problem, ...] = ()


def merge_words(model: type[Model], facts: Node, words: Node, language: Language, name: str = "") -> Merged:
    """Join the words of a translated file into the facts it belongs to.

    Args:
        model: the class of both.
        facts: the record as `normalise` gives it.
        words: the translated file's node as written.
        language: the language of those words.
        name: the key they stand under, when they are a part of a record.

    Returns:
        The joined node. Problems: a fact stated in the translation, an unknown key, words for something that the
        original does not have.
    """
    if not isinstance(facts.value, dict):
        # A slip of the original is told there, as what it is.
        return Merged(facts)
    short = fields_of(model).get(model.short_field)
    if isinstance(words.value, str) and not (short and _is_wordy(short)):
        return Merged(facts, (Problem(words.mark, "fact_in_translation", found=name or words.text),))
    words = model.expand(words)
    if not isinstance(words.value, dict):
        return Merged(facts, (Problem(words.mark, "value_mapping", found=words.text),))
    values = dict(facts.mapping)
    problems: list[Problem] = []
    for name, key, value in words.entries():
        spec = fields_of(model).get(name)
        if spec is None:
            known = tuple(name for name, spec in fields_of(model).items() if _is_wordy(spec))
            hint = suggest(key.name, known)
            problems.append(Problem(key.mark, "field_unknown", found=key.name, allowed=known, suggestion=hint))
        elif value.implied or name in model.match_by:
            continue
        elif value.value is None:
            problems.append(Problem(key.mark, "words_empty", Level.NOTE, found=key.name))
        elif not _is_wordy(spec):
            is_lacking = spec.required and name not in values
            code = "fact_only_in_translation" if is_lacking else "fact_in_translation"
            problems.append(Problem(key.mark, code, found=key.name))
        elif name not in values:
            problems.append(Problem(key.mark, "words_without_original", found=key.name))
        elif values[name].value is not None:  # An empty field of the original stays empty, and is told as that.
            merged = _merge_value(spec, values[name], value, language, key.name)
            values[name] = merged.node
            problems += merged.problems
    return Merged(facts.with_value(values), tuple(problems))


def _is_wordy(spec: FieldSpec) -> bool:
    return spec.kind is FieldKind.WORDS or bool(spec.part and holds_words(spec.part))


def _merge_value(spec: FieldSpec, facts: Node, words: Node, language: Language, name: str) -> Merged:
    if spec.kind is FieldKind.WORDS:
        return Merged(facts.with_value(facts.mapping | {language: words}))
    assert spec.part is not None
    if spec.kind is FieldKind.PART:
        return merge_words(spec.part, facts, words, language, name)
    items = words.value if isinstance(words.value, list) else [words]
    return _merge_items(spec.part, facts, items, language, name)


def _merge_items(model: type[Model], facts: Node, words: list[Node], language: Language, name: str) -> Merged:
    merged = list(facts.items)
    places = {name: place for place, name in enumerate(_identities(model, merged))}
    problems: list[Problem] = []
    named = _identities(model, words)
    strangers = [identity for identity in named if identity not in places]
    left = list(places.keys() - named)
    # One that is called nothing known can only be the one that nothing else is.
    only = left[0] if len(left) == len(strangers) == 1 else None
    for item, identity in zip(words, named, strict=True):
        if item.value is None:
            continue
        if identity in places:
            target = places[identity]
            result = merge_words(model, merged[target], item, language, name)
            merged[target] = result.node
            problems += result.problems
        elif not any(nth for names, nth in places if names):
            # Where an id stands twice in the original, nobody can tell which of the others is wrong.
            problems.append(_lost(model, item, identity, places, only))
    return Merged(facts.with_value([*merged]), tuple(problems))


# What an item is recognised by: its names and how many before it have the same, or (without names) its place.
_Identity = tuple[tuple[str, ...], int]


def _identities(model: type[Model], items: Sequence[Node]) -> list[_Identity]:
    seen: dict[tuple[str, ...], int] = {}
    found: list[_Identity] = []
    for place, item in enumerate(items):
        names = _names(model, item)
        nth = seen.get(names, 0) if names else place
        seen[names] = nth + 1
        found.append((names, nth))
    return found


def match_items(model: type[Model], facts: Sequence[Node], words: Sequence[Node]) -> list[int | None]:
    """For each item of the original, the place of the translated item that belongs to it, or nothing."""
    places = {identity: place for place, identity in enumerate(_identities(model, words))}
    return [places.get(identity) for identity in _identities(model, facts)]


def _names(model: type[Model], node: Node) -> tuple[str, ...]:
    known = (node.mapping.get(name) for name in model.match_by)
    names = tuple(value.text for value in known if value and not value.implied)
    return names if any(names) else ()


def _lost(
    model: type[Model], item: Node, identity: _Identity, places: Iterable[_Identity], only: _Identity | None
) -> Problem:
    """A translated item that the original does not have: at its name, if it has one."""
    names, nth = identity
    known = tuple("/".join(name) for name, _ in places if name)
    found = "/".join(names) if names else str(nth + 1)
    code = "words_id_unknown" if names else "words_id_missing" if known else "words_extra"
    hint = suggest(found, known) or ("/".join(only[0]) if only and names else "")
    name = next((item.mapping[name] for name in model.match_by if name in item.mapping), item)
    return Problem(name.mark if len(names) == 1 else item.mark, code, found=found, allowed=known, suggestion=hint)
