"""The hash of a value is the same for what says the same, and another for all else."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from markupsafe import Markup

from core.conftest import REPOSITORY
from pledgebook.files.value_hash import ValueHasher
from pledgebook.model.enums import State, Status
from pledgebook.model.text import Localized, LocalizedText
from pledgebook.names import Language

OTHERS: tuple[object, ...] = (
    *(None, True, False, 0, 1, 1.5, "", "1", "None", b"", b"1", (), (1,), (1, 1), ((1,), 1), (1, (1,)), ("ab",)),
    *(("a", "b"), ("a", "", "b"), {}, {"a": "b"}, {"b": "a"}, {"a": "b", "b": "a"}, {"b": "a", "a": "b"}),
    *(frozenset(), frozenset({"a"}), frozenset({"a", "b"}), date(2027, 1, 1), "2027-01-01", Markup("1"), Path("1")),
    *(State.ENDED, State.UPCOMING, Status.ONGOING, "ended"),
    *(Localized("a", Language("sv")), Localized("a", Language("en")), ("a", "sv")),
    *(LocalizedText({"sv": "a"}), LocalizedText({"sv": "a", "en": "a"}), LocalizedText({"en": "a", "sv": "a"})),
)


@dataclass(frozen=True)
class Part:
    name: str
    parts: tuple[Part, ...] = ()
    made: object = field(default=None, compare=False)


def test_what_says_something_else_has_another_hash() -> None:
    hashes = [ValueHasher().hash(value) for value in OTHERS]
    alike = [
        (OTHERS[one], OTHERS[two]) for one, two in combinations(range(len(OTHERS)), 2) if hashes[one] == hashes[two]
    ]
    assert [] == alike


def test_what_says_the_same_has_the_same_hash() -> None:
    assert ValueHasher().hash([1, "a"]) == ValueHasher().hash((1, "a"))
    assert ValueHasher().hash(frozenset("abc")) == ValueHasher().hash(set("cba"))
    assert ValueHasher().hash(Part("a", made=object())) == ValueHasher().hash(Part("a", made=print))


def test_it_is_the_same_in_every_process() -> None:
    """The order of a set is another in each."""
    program = (
        "import sys; from pledgebook.files.value_hash import ValueHasher as V; print(V().hash(set(sys.argv)).hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, *"abcdefgh"],
            env={"PYTHONPATH": str(REPOSITORY / "hooks"), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert 1 == len(said)


def test_what_nobody_can_tell_the_words_of_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        ValueHasher().hash(("a", object()))


def test_what_a_part_stands_for_is_hashed_with_it_wherever_it_is() -> None:
    inner = Part("b")
    stands_for = {"b": "x"}

    def find_more(part: object) -> object:
        return stands_for.get(part.name) if isinstance(part, Part) else None

    before = ValueHasher(find_more).hash(Part("a", (inner,)))
    assert before != ValueHasher().hash(Part("a", (inner,)))
    assert before == ValueHasher(find_more).hash(Part("a", (inner,)))
    stands_for["b"] = "y"
    assert before != ValueHasher(find_more).hash(Part("a", (inner,)))


def test_parts_that_come_and_go_are_not_taken_for_each_other() -> None:
    """The next one may lie where the last one was in memory."""
    hasher = ValueHasher()
    assert 100 == len({hasher.hash(Part(json.dumps(number))) for number in range(100)})
