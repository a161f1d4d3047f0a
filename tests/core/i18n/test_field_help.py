"""What the fields mean: each has help and an example that the reader takes, and nothing else has."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from core.conftest import LANGUAGES, REPOSITORY
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.i18n.enum_labels import EnumLabels, name_value
from pledgebook.i18n.field_help import (
    Requirement,
    _find_key,
    describe_field,
    describe_fields,
    find_fact,
    find_requirement,
    list_keys,
    list_models,
    name_model,
)
from pledgebook.model import Model, Pledge, Promise, Register, Source, Translation
from pledgebook.model.introspect import FieldKind, fields_of
from pledgebook.model.paths import FILE_MODELS
from pledgebook.names import Language
from pledgebook.problem import Mark
from pledgebook.records.normalise import in_all_languages, in_one_language, normalise
from pledgebook.records.validate import validate
from pledgebook.yaml.node import Node
from pledgebook.yaml.reader import parse_yaml

FIELDS = [(model, name) for model in list_models().values() for name in list_keys(model)]
IDS = [f"{name_model(model)}.{name}" for model, name in FIELDS]


def read_problems(model: type[Model], name: str, example: str, language: Language) -> list[str]:
    """What the reader says of a field that is written like its example, and of that field alone."""
    source = parse_yaml(f"{name}: {example}\n", "example.yml")
    assert source.node is not None, source.problems
    in_register = model in {
        Register,
        *(m for n, m in list_models().items() if n in ("party", "place", "theme", "term")),
        *(m for n, m in list_models().items() if n in ("statement", "barrier", "burden", "exempt")),
    }
    wrap = in_all_languages(LANGUAGES) if in_register else in_one_language(language)
    found = validate(model, normalise(model, source.node, wrap), EnumLabels()).problems
    return [
        f"{problem.code} {problem.found}" for problem in (*source.problems, *found) if problem.code != "field_missing"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("model", "name"), FIELDS, ids=IDS)
def test_every_field_has_help_and_examples_that_the_reader_takes(
    catalogues: Catalogues, model: type[Model], name: str, language: Language
) -> None:
    found = describe_field(model, name, catalogues[language])
    assert found.label
    assert found.text
    assert len(found.label) <= 30
    assert [] == [problem for example in found.examples for problem in read_problems(model, name, example, language)]


def test_no_help_is_left_of_a_field_that_is_gone(catalogues: Catalogues) -> None:
    words = catalogues[Language("sv")]
    used = {_find_key(kind, model, name, words) for model, name in FIELDS for kind in ("help", "example")}
    used |= {f"example.{name}" for name in list_models()}
    used |= {f"example.type.{find_fact(model, name).sort}" for model, name in FIELDS}
    written = {key for key in words.keys("") if key.startswith(("help.", "example."))}
    assert set() == written - used


def test_every_allowed_word_has_a_name(catalogues: Catalogues) -> None:
    kinds = {find_fact(model, name).words for model, name in FIELDS} - {None}
    assert kinds
    for kind in kinds:
        assert kind is not None and issubclass(kind, StrEnum)
        assert all(name_value(word, catalogues[language]) for word in kind for language in LANGUAGES)


@pytest.mark.parametrize(
    ("model", "name", "need"),
    [
        (Pledge, "title", Requirement.REQUIRED),
        (Pledge, "period", Requirement.ASKED),
        (Pledge, "promises", Requirement.ASKED),
        (Pledge, "aim", Requirement.OPTIONAL),
        (Pledge, "id", Requirement.OPTIONAL),
        (Promise, "by", Requirement.REQUIRED),
        (Promise, "id", Requirement.REQUIRED),
        (Source, "id", Requirement.OPTIONAL),
    ],
)
def test_what_must_be_there_is_said_so(model: type[Model], name: str, need: Requirement) -> None:
    assert need == find_requirement(model, name)


@pytest.mark.parametrize("model", FILE_MODELS.values(), ids=FILE_MODELS)
def test_what_the_help_calls_required_is_what_the_reader_misses(model: type[Model]) -> None:
    told = {
        problem.found
        for problem in validate(
            model, Node(Mark("x"), {"id": Node(Mark("x"), "a"), "pledge": Node(Mark("x"), "a")}), EnumLabels()
        ).problems
        if problem.code == "field_missing"
    }
    assert told == {name for name in list_keys(model) if find_requirement(model, name) is Requirement.REQUIRED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_all_fields_has_every_class_once(language: Language) -> None:
    text = (REPOSITORY / f"docs/handbok/falt/index.{language}.md").read_text("utf-8")
    assert sorted(list_models()) == sorted(re.findall(r"<!-- pledgebook: fields (\w+) -->", text))


def test_all_files_and_their_parts_are_described(catalogues: Catalogues) -> None:
    assert {"pledge", "promise", "target", "result", "place", "translation"} <= set(list_models())
    names = [field.name for field in describe_fields(Pledge, catalogues[Language("sv")])]
    assert ["id", "title", "period", "summary", "parties", "agreement"] == names[:6]
    assert "body" not in names
    assert names.index("focus_areas") + 1 == names.index("promises")
    assert Translation in list_models().values()
    assert FieldKind.PARTS is fields_of(Pledge)["promises"].kind
