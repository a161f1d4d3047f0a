"""The list of deliveries, as `archive` writes it: what is wrong in it is told by its line, and no page shows it."""

from __future__ import annotations

import pytest

from core.conftest import Given, Show

GOOD = {
    "identity": "5f0c1d2e-7a3b-5c4d-8e9f-0a1b2c3d4e5f",
    "name": "exempelstad-2027-02-01-5f0c1d2e",
    "moment": '"2027-02-01T08:30:00Z"',
    "sha256": "0" * 64,
    "status": "new",
}


def render(**changed: str | None) -> str:
    fields = {**GOOD, **changed}
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "  - " + "\n    ".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (render(identity="5F0C"), "2:15 value_invalid 5F0C"),
        (render(moment="2027-02-30"), "4:13 value_invalid 2027-02-30"),
        (render(moment='"2027-13-01T08:30:00Z"'), "4:13 value_invalid 2027-13-01T08:30:00Z"),
        (render(identity="[a]"), "2:15 value_single a"),
        (render(identity=GOOD["identity"].upper()), f"2:15 value_invalid {GOOD['identity'].upper()}"),
        (render(moment='"2027-02-01T08:30:00+01:00"'), "4:13 value_invalid 2027-02-01T08:30:00+01:00"),
        (render(name='""'), "3:11 field_empty name"),
        ("  a\n", "2:3 value_mapping a"),
        (render(sha256="abc"), "5:13 value_invalid abc"),
        (render(status="supplment"), "6:13 value_not_allowed supplment → supplement"),
        (render(name=None), "2:5 field_missing name"),
        (render(note="A"), "7:5 field_unknown note"),
        (render() + render(), "7:15 identity_repeated 5f0c1d2e-7a3b-5c4d-8e9f-0a1b2c3d4e5f"),
        ("<<<<<<< HEAD\n" + render() + "=======\n" + render() + ">>>>>>> b\n", "2:1 merge_conflict"),
    ],
    ids=[
        "identity",
        "moment",
        "month",
        "list",
        "capitals",
        "zone",
        "no name",
        "text",
        "sum",
        "status",
        "missing",
        "unknown",
        "twice",
        "conflict",
    ],
)
def test_what_is_wrong_is_told_where_it_stands(given: Given, text: str, expected: str) -> None:
    assert [f"deliveries.yml:{expected}"] == [
        line for line in given({"deliveries.yml": f"deliveries:\n{text}"}).problems if "deliveries" in line
    ]


def test_a_list_by_another_name_is_told(given: Given) -> None:
    told = given({"deliveries.yaml": "deliveries: []\n"}).problems
    assert ["deliveries.yaml:1:1 file_name deliveries.yaml → deliveries.yml"] == told


def test_nothing_of_it_is_published(given: Given, show: Show) -> None:
    told = given({"deliveries.yml": f"deliveries:\n{render()}"})
    shown = show(told.book)
    said = [shown.html("2027/"), *shown.exports("https://e.example/").values()]
    assert [] == [text for text in said if GOOD["identity"] in text]
    assert shown.exports("https://e.example/") == show(given().book).exports("https://e.example/")
