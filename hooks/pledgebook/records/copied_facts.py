"""Copied facts: an original and a translation that one of is a copy of the other are one fault and not a dozen.

A translation that was made by copying the original holds its facts; a translation that was saved over the original, or
has got its name, leaves that with none.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Model
from ..model.introspect import FieldKind, fields_of, find_texts
from ..names import Language
from ..problem import Mark, Problem
from ..yaml.node import Node
from .normalise import Merged

# Fewer may each have slipped in by itself.
_MANY = 3
_NEED_ORIGINAL = {"words_without_original", "words_id_unknown", "words_id_missing", "words_extra"}
_FACTS = ("fact_in_translation", "words_id_missing", "words_extra")


def gather_facts(model: type[Model], merged: Merged, original: Language, language: Language) -> tuple[Problem, ...]:
    """What is wrong with the words of a translation, with many facts in it told as one."""
    facts = [problem for problem in merged.problems if problem.code == _FACTS[0]]
    if len(facts) < _MANY:
        return merged.problems
    both = [texts.mapping for texts, _ in find_texts(model, merged.node) if language in texts.mapping]
    is_copy = bool(both) and all(texts[language].text == texts[original].text for texts in both if original in texts)
    names = ", ".join(dict.fromkeys(problem.found for problem in facts))
    code = "translation_copied" if is_copy else "facts_in_translation"
    told = Problem(facts[0].mark, code, found=names, details={"number": str(len(facts))})
    return (told, *(problem for problem in merged.problems if problem.code not in _FACTS))


def join_faults(
    model: type[Model], front: Node, own: Sequence[Problem], translated: Sequence[Problem], is_sound: bool
) -> Sequence[Problem]:
    """What is wrong with an original and its translations, without what only follows from the rest."""
    if is_sound:
        return (*own, *translated)
    lost = _find_lost_original(model, front, own, translated)
    if lost:
        return [lost]
    # What a translation has too much is often only what is misspelt in the original: one fault, one line.
    return (*own, *(problem for problem in translated if problem.code not in _NEED_ORIGINAL))


def _find_lost_original(
    model: type[Model], front: Node, missing: Sequence[Problem], translated: Sequence[Problem]
) -> Problem | None:
    """The one fault of an original that has words alone, as a translation has; None of one that has facts."""
    names = dict.fromkeys(problem.found for problem in missing if problem.code == "field_missing")
    has_others = any(problem.code != "field_missing" for problem in missing)
    other = next((problem.mark.path for problem in translated if problem.code == "fact_only_in_translation"), "")
    is_plain = len(names) >= _MANY or (names and other)
    if not is_plain or has_others or not front.mapping or _has_facts(model, front):
        return None
    code, found = ("files_swapped", other.rpartition("/")[2]) if other else ("original_overwritten", ", ".join(names))
    return Problem(Mark(front.mark.path), code, found=found)


def _has_facts(model: type[Model], node: Node) -> bool:
    specs = fields_of(model)
    for name, value in node.mapping.items():
        spec = specs.get(name)
        if name in model.match_by or (spec and spec.kind is FieldKind.WORDS):
            continue
        if not spec or not spec.part:
            return True
        if any(item.text or _has_facts(spec.part, item) for item in (value.items or [value])):
            return True
    return False
