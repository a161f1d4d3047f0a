"""Copied facts: a translation that was made by copying the original, facts and all, is one fault and not a dozen."""

from __future__ import annotations

from ..model import Model
from ..model.introspect import find_texts
from ..names import Language
from ..problem import Problem
from .normalise import Merged

# Fewer may each have slipped in by itself.
_MANY = 3
_FACTS = ("fact_in_translation", "words_id_missing", "words_extra")


def gather_facts(model: type[Model], merged: Merged, original: Language, language: Language) -> tuple[Problem, ...]:
    """What is wrong with the words of a translation, with many facts in it told as one.

    Args:
        model: the class of the record.
        merged: the record with the words of the translation in it.
        original: the language that facts are written in.
        language: the language of the translation.
    """
    facts = [problem for problem in merged.problems if problem.code == _FACTS[0]]
    if len(facts) < _MANY:
        return merged.problems
    both = [texts.mapping for texts in find_texts(model, merged.node) if language in texts.mapping]
    is_copy = bool(both) and all(texts[language].text == texts[original].text for texts in both if original in texts)
    names = ", ".join(dict.fromkeys(problem.found for problem in facts))
    code = "translation_copied" if is_copy else "facts_in_translation"
    told = Problem(facts[0].mark, code, found=names, details={"number": str(len(facts))})
    return (told, *(problem for problem in merged.problems if problem.code not in _FACTS))
