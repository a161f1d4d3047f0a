"""Whatever can be written short means the same when it is written out again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.i18n.field_help import find_fact, list_models
from pledgebook.model import Area, Basis, Figure, GapYears, Model, Period, Source, Target
from pledgebook.model.introspect import FieldKind, FieldSpec, ValueType, fields_of
from pledgebook.problem import Mark
from pledgebook.yaml.node import Node

MODELS = {
    name: model
    for name, model in list_models().items()
    if model.short_field or model.expand.__func__ is not Model.expand.__func__  # type: ignore[attr-defined]
}
YEARS = st.integers(1990, 2030).map(str)
DATES = YEARS | st.tuples(YEARS, st.integers(1, 12)).map(lambda date: f"{date[0]}-{date[1]:02d}")
TEXTS = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=5)
NUMBERS = st.integers(0, 500).map(str)


def to_node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node(Mark(""), {name: to_node(item) for name, item in value.items()})
    return Node(Mark(""), [to_node(item) for item in value] if isinstance(value, list) else value)


def values_of(model: type[Model], name: str, shape: FieldSpec) -> st.SearchStrategy[Any]:
    """What may be written for a field, in full."""
    if shape.kind is FieldKind.WORDS:
        return TEXTS
    if shape.part:
        whole = fields_written_out(shape.part)
        return (DATES | whole) if shape.part is Period else whole
    fact = find_fact(model, name)
    kinds = {ValueType.DATE: DATES, ValueType.NUMBER: NUMBERS, ValueType.TRUTH: st.just("true")}
    known = st.sampled_from(fact.allowed) if fact.allowed else kinds.get(fact.sort, TEXTS)
    return st.lists(known, min_size=1, max_size=3) if shape.kind is FieldKind.LIST else known


def fields_written_out(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    given = {name: values_of(model, name, shape) for name, shape in fields_of(model).items()}
    must = {name: value for name, value in given.items() if fields_of(model)[name].required}
    return st.fixed_dictionaries(must, optional={name: given[name] for name in given.keys() - must.keys()})


def test_the_models_with_short_forms_are_known() -> None:
    assert {
        "area",
        "basis",
        "change",
        "faults",
        "figure",
        "followupplan",
        "gapyears",
        "goal",
        "measure",
        "period",
        "source",
        "tally",
        "target",
    } == set(MODELS)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@settings(deadline=None)
@given(data=st.data())
def test_what_is_shortened_says_the_same(model: type[Model], data: st.DataObject) -> None:
    fields = data.draw(fields_written_out(model))
    assert fields == model.expand(to_node(model.shorten(fields))).plain()


@pytest.mark.parametrize(
    ("model", "fields", "short"),
    [
        (Period, {"start": "2019", "end": "2019"}, "2019"),
        (Period, {"start": "2019-01", "end": "2019-01"}, "2019-01"),
        (Period, {"start": "2022", "end": "2023"}, "2022-2023"),
        (Period, {"start": "2022-01", "end": "2023"}, {"start": "2022-01", "end": "2023"}),
        (Period, {"start": "2022", "open": "true"}, {"start": "2022", "end": "open"}),
        (Period, {"start": "2019", "end": "2019", "as_stated": "i år"}, {"start": "2019", "end": "2019", "as_stated": "i år"}),
        (Source, {"id": "nyhet"}, "nyhet"),
        (Source, {"id": "nyhet", "publisher": "P"}, {"id": "nyhet", "publisher": "P"}),
        (Basis, {"type": "survey"}, "survey"),
        (GapYears, {"period": "2019"}, "2019"),
        (GapYears, {"period": {"start": "2019"}}, {"period": {"start": "2019"}}),
        (Area, {"scope": "districts", "places": ["torget"]}, ["torget"]),
        (Area, {"scope": "municipality", "places": ["torget"]}, {"scope": "municipality", "places": ["torget"]}),
        (Target, {"compare": "exactly", "value": "4", "unit": "gånger"}, {"count": "4", "unit": "gånger"}),
        (Target, {"compare": "several", "value": "4", "unit": "ggr"}, {"compare": "several", "value": "4", "unit": "ggr"}),
        (Target, {"kind": "event", "unit": "ett forum"}, {"event": "ett forum"}),
        (
            Target,
            {"kind": "coverage", "compare": "at_least", "value": "80", "unit": "%"},
            {"at_least": "80", "kind": "coverage", "unit": "%"},
        ),
        (Figure, {"compare": "about", "value": "43", "unit": "ggr"}, {"about": "43", "unit": "ggr"}),
        (Figure, {"value": "43", "unit": "ggr"}, {"value": "43", "unit": "ggr"}),
    ],
)  # fmt: skip
def test_the_shortest_way_to_write_a_part(model: type[Model], fields: dict[str, Any], short: Any) -> None:
    assert short == model.shorten(fields)
