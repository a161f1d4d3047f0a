"""A few lines go into front matter that somebody has written; every other letter stays."""

from __future__ import annotations

from typing import Any

import pytest

from pledgebook.yaml.cst import Block, parse_cst
from pledgebook.yaml.edit import (
    EditError,
    append_item,
    drop_fields,
    list_items,
    parse_block,
    read_plain,
    replace_value,
    set_value,
    unfold,
)
from pledgebook.yaml.reader import parse_page

NEW = {"id": "change-2", "date": "2027-03-01", "note": 'Fel: "200" # inte 20'}


def plain(text: str) -> Any:
    node = parse_page(text, "").node
    assert node is not None
    return node.plain()


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("title: A # kvar\n", []),
        ("changes:\ntitle: A\n", []),
        ("changes: # tom\n\ntitle: A\n", []),
        ("changes: []\ntitle: A\n", []),
        ("changes: [{id: a, note: Ett}]\ntitle: A\n", ["a"]),
        ("changes: [\n  {id: a, note: Ett},\n  {id: b, note: Två},\n]\ntitle: A\n", ["a", "b"]),
        ("changes:\n  - {id: a, note: Ett}\n\n# Rubriken\ntitle: A\n", ["a"]),
        ("changes:\n- id: a\n  note: Ett\ntitle: A\n", ["a"]),
        ("title: A\n \t\nchanges:\n- id: a\n  note: Ett\n", ["a"]),
        ("title: A\nchanges:\n    - id: a\n      note: |\n        Ett\n        # inte en kommentar\n", ["a"]),
        ("title: A\nchanges:\n  - id: a\n    note: Ett\n  # om nästa\n# sist\n", ["a"]),
    ],
)
def test_an_item_goes_last_in_its_list_and_the_rest_stays(front: str, after: list[str]) -> None:
    before = f"---\n{front}---\n\nBrödtext.\n"
    text = append_item(before, "changes", NEW)
    assert [*after, "change-2"] == [item["id"] for item in plain(text)["changes"]]
    assert [*(plain(before).get("changes") or []), NEW] == plain(text)["changes"]
    assert {name: value for name, value in plain(before).items() if name != "changes"} == {
        name: value for name, value in plain(text).items() if name != "changes"
    }
    left = iter(text)
    kept = before.replace("},\n]", "}\n]").replace("}\n]", "}]")
    assert all(letter in left for letter in kept), text


@pytest.mark.parametrize(
    "front", ["changes: {date: 2027}\n", "changes:\n  date: 2027\n", "changes: null\n", "{a: b}\n"]
)
def test_what_cannot_safely_be_put_in_is_handed_back_to_be_put_in_by_hand(front: str) -> None:
    with pytest.raises(EditError, match=r"change-2[\s\S]*Fel"):
        append_item(f"---\n{front}---\n", "changes", NEW)


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("title: A\n", "title: A\ntranslation:\n  of: abc\n"),
        ("translation: {status: draft} # x\n", "translation: {of: abc, status: draft} # x\n"),
        ("translation: {}\n", "translation: {of: abc}\n"),
        ("translation: {status: draft, of: '1'}\n", "translation: {status: draft, of: abc}\n"),
        ("translation:\n  status: draft # x\ntitle: A\n", "translation:\n  of: abc\n  status: draft # x\ntitle: A\n"),
        ("translation:\n  of: 'gammal'   # x\n", "translation:\n  of: abc   # x\n"),
        ("translation:\n  of:\n  status: draft\n", "translation:\n  of: abc\n  status: draft\n"),
        ("translation:\ntitle: A\n", "translation:\n  of: abc\ntitle: A\n"),
    ],
)
def test_a_value_is_set_where_it_stands_or_made(front: str, after: str) -> None:
    assert f"---\n{after}---\nText\n" == set_value(f"---\n{front}---\nText\n", "translation", "of", "abc")


def blocks(front: str) -> Block:
    whole = parse_cst(front)
    assert whole is not None
    return whole


def test_comments_of_a_field_that_goes_stay_with_what_follows() -> None:
    whole = blocks("# om a\na: 1 # vid a\nb: 2\n# om c\nc: [3, # i c\n  4]\n")
    drop_fields(whole, {"a", "c"})
    assert ["b"] == [field.key.value for field in whole.parts if field.key]
    assert ["# om a", "# vid a"] == whole.parts[0].above
    assert ["# om c", "# i c"] == whole.below


def test_a_new_value_keeps_the_comments_that_stood_in_the_old() -> None:
    field = blocks("a: # vid a\n  # i a\n  b: 1\n").parts[0]
    replace_value(field, parse_block(["x: [2, 3]"]))
    assert ["2", "3"] == read_plain(field.value)
    assert (["# i a"], ["# vid a"], []) == (field.above, field.behind, field.parts)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("a: [{b: 1}, {b: 2}]\n", [{"b": "1"}, {"b": "2"}]),
        ("a:\n  - b: 1\n  - b: 2\n", [{"b": "1"}, {"b": "2"}]),
        ("a:\n  b: 1\n", [{"b": "1"}]),
        ("a: ett\n", ["ett"]),
        ("a:\n", []),
    ],
)
def test_items_are_listed_however_they_are_written(front: str, expected: list[Any]) -> None:
    assert expected == [read_plain(item.value) for item in list_items(blocks(front).parts[0])]


def test_a_mapping_comes_out_of_its_brackets_with_its_comments() -> None:
    field = blocks("a: {b: 'x', # om b\n  c: 2}\n").parts[0]
    unfold(field)
    assert field.is_block
    assert ["# om b"] == field.above
    assert ["b", "c"] == [part.key.value for part in field.parts if part.key]
