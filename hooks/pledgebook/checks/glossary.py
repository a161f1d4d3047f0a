"""Rules on the glossary: each term is explained, and each form that it stands in is of one term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Register
from ..model.located import Located
from ..names import Language
from ..problem import Level, Problem


def check_glossary(register: Located[Register], languages: Sequence[Language]) -> Iterator[Problem]:
    """Each term is explained in every language, and no form is of two terms.

    A form of two leads to what the first of them means. One that stands on no page is no fault, since the page that
    has it may not be written yet.
    """
    owners: dict[tuple[Language, str], str] = {}
    for place, term in enumerate(register.record.glossary):
        at = ("glossary", place)
        for language in languages:
            if language not in term.explanation.languages:
                yield register.problem((*at, "explanation"), "explanation_missing", found=term.id, language=language)
            for number, form in enumerate(term.list_forms(language)):
                owner = owners.setdefault((language, " ".join(form.casefold().split())), term.id)
                if owner != term.id:
                    field = "forms" if number else "name"
                    yield register.problem((*at, field), "form_twice", Level.WARNING, form, term=owner)
