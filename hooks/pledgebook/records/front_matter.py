"""Front matter of a record's file: what can be told of it before it is held against the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Model
from ..model.introspect import known_keys
from ..problem import Level, Mark, Problem
from ..yaml.node import Node
from ..yaml.reader import SourceFile


def join_lost(problems: Sequence[Problem]) -> Iterator[Problem]:
    """A field that is empty since a `#` made its value a comment is told once, as that."""
    empty = {(item.mark.path, item.mark.line) for item in problems if item.code == "field_empty"}
    lost = {(item.mark.path, item.mark.line) for item in problems if item.code == "yaml_comment"} & empty
    for problem in problems:
        is_lost = (problem.mark.path, problem.mark.line) in lost
        if is_lost and problem.code == "yaml_comment":
            yield replace(problem, level=Level.ERROR)
        elif not is_lost or problem.code != "field_empty":
            yield problem


def check_id(node: Node, known: str) -> list[Problem]:
    """An id in a file is the one that the names of its folder and file give."""
    stated = node.mapping.get("id")
    if stated is None or stated.text == known:
        return []
    return [Problem(stated.mark, "id_differs", found=stated.text, allowed=(known,), suggestion=known)]


def check_body(source: SourceFile, model: type[Model]) -> Problem | None:
    """The text of a page does not begin with a field: then `---` ends the front matter too early."""
    first, colon, rest = source.body.partition("\n")[0].partition(":")
    if not colon or first not in known_keys(model) or rest[:1].strip():
        return None
    return Problem(Mark(source.path, source.body_line), "frontmatter_early", found=first)


def check_begun(node: Node) -> list[Problem]:
    """What a result begins to say it says: an empty status would be shown as if nothing had been reported."""
    results = node.mapping.get("results")
    written = [entry for result in (results.items if results else []) for entry in result.entries()]
    return [Problem(key.mark, "field_empty", found=key.name) for name, key, value in written if value.value is None]
