"""A tree is asked for what is at a path, or for the deepest thing there is, to mark a place by."""

from __future__ import annotations

import pytest

from pledgebook.problem import Mark
from pledgebook.yaml.node import Node, Path
from pledgebook.yaml.reader import parse_yaml


@pytest.fixture
def node() -> Node:
    node = parse_yaml("title: A\npromises:\n  - id: a\n    by: [x, y]\n  - b\nempty:\n", "p").node
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([], "1:1"),
        (["title"], "1:8"),
        (["promises", 0, "by", 1], "4:13"),
        (["promises", 1], "5:5"),
        (["empty"], "6:7"),
    ],
)
def test_what_is_there_is_found_both_ways(node: Node, path: Path, expected: str) -> None:
    found = node.get(path)
    assert found is not None
    assert found is node.nearest(path)
    assert Mark("p", *map(int, expected.split(":"))) == found.mark


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (["summary"], []),
        (["promises", 2], ["promises"]),
        (["promises", 0, "text", "sv"], ["promises", 0]),
        (["promises", 1, "id"], ["promises", 1]),
        (["title", "sv"], ["title"]),
        # A single value may stand for a list of one.
        (["title", 0], ["title"]),
        ([0], []),
    ],
)
def test_what_is_not_there_is_nothing_and_marked_where_it_would_be(node: Node, path: Path, nearest: Path) -> None:
    assert node.get(path) is None
    assert node.get(nearest) is node.nearest(path)


def test_the_text_of_a_field_is_empty_when_it_has_none(node: Node) -> None:
    assert ["A", "", "", ""] == [node.text_of(name) for name in ("title", "promises", "empty", "summary")]
    assert "" == node.nearest(["title"]).text_of("title")
