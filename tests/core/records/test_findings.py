"""A rule that has found nothing in a record need not look again until the record, or what it is told, has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.model import Model
from pledgebook.model.located import Located
from pledgebook.problem import Mark, Problem
from pledgebook.records.findings import Findings
from pledgebook.yaml.node import Node


class _Named(Model):
    name: str


asked: list[tuple[str, str]] = []


def check_word(entry: Located[Any], word: str) -> Iterator[Problem]:
    """Find a word in the name of a register."""
    asked.append((entry.record.name, word))
    if word in entry.record.name:
        yield entry.problem((), "word", found=word)


def entry(name: str, key: bytes = b"") -> Located[Any]:
    return Located(_Named(name=name), lambda: Node(Mark("a.yml"), {}), key or name.encode())


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> ContentCache:
    asked.clear()
    return ContentCache(tmp_path, 1.0)


def check(cache: ContentCache, *told: str, of: Located[Any]) -> list[str]:
    findings = Findings(cache)
    found = [problem.found for word in told for problem in findings.check(check_word, of, word)]
    findings.keep()
    return found


def test_what_found_nothing_is_not_asked_again(cache: ContentCache) -> None:
    assert [] == check(cache, "x", of=entry("abc")) == check(cache, "x", of=entry("abc"))
    assert [("abc", "x")] == asked


def test_what_is_found_is_told_each_time(cache: ContentCache) -> None:
    assert ["a"] == check(cache, "a", of=entry("abc")) == check(cache, "a", of=entry("abc"))


def test_another_record_or_another_word_is_asked_for(cache: ContentCache) -> None:
    assert [] == check(cache, "x", of=entry("abc"))
    assert ["a"] == check(cache, "a", of=entry("abc"))
    assert ["x"] == check(cache, "x", of=entry("xyz"))


def test_what_did_not_come_to_be_asked_need_not_be_asked_later(cache: ContentCache) -> None:
    """Where there are errors, some rules are left out until these have been mended."""
    check(cache, "x", of=entry("abc"))
    findings = Findings(cache)
    findings.list_targets(entry("abc"))
    findings.keep()
    check(cache, "x", of=entry("abc"))
    assert [("abc", "x")] == asked


def test_nothing_is_kept_of_a_record_that_is_gone(cache: ContentCache) -> None:
    check(cache, "x", of=entry("abc"))
    check(cache, "x", of=entry("xyz"))
    check(cache, "x", of=entry("abc"))
    assert ["abc", "xyz", "abc"] == [name for name, _ in asked]


@pytest.mark.parametrize("kept", [b"{", b"[]", b'{"616263": 1}', b"\xff"])
def test_what_cannot_be_read_is_as_nothing(cache: ContentCache, kept: bytes) -> None:
    check(cache, "x", of=entry("abc"))
    cache.keep({"findings": b""}, kept)
    assert [] == check(cache, "x", of=entry("abc"))
    assert 2 == len(asked)


def test_nothing_is_known_of_a_record_without_a_key(cache: ContentCache) -> None:
    nameless = Located(entry("abc").record, entry("abc").read_node)
    assert [] == check(cache, "x", of=nameless) == check(cache, "x", of=nameless)
    assert 2 == len(asked)
    assert [] == check(NO_CACHE, "x", of=entry("abc"))


def test_a_place_is_sought_once(cache: ContentCache) -> None:
    read: list[str] = []

    def read_node() -> Node:
        read.append("again")
        return Node(Mark("a.yml", 7), {})

    for _ in range(2):
        record = Located(_Named(name="abc"), read_node, b"abc")
        findings = Findings(cache)
        (problem,) = findings.check(check_word, record, "a")
        assert Mark("a.yml", 7) == problem.mark
        findings.keep()
    assert ["again"] == read
