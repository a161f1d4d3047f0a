"""Version of the model that records are written in, and the steps from each version to the next.

It is a number, which goes up when records would have to be written in another way. It stands in `pledges/model.yml`, as
`model: 2`; where there is no such file, it is 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..config import RECORDS
from ..problem import Mark, Problem
from ..yaml.reader import parse_yaml, read_text

MODEL_FILE = "model.yml"
_KEY = "model"


@dataclass(frozen=True, slots=True)
class ModelStep:
    """Step from one version of the model to the next.

    Attributes:
        key: the words that say what it changes.
        change: gives the text of a file as the next version has it, by its path in the project and its text. Every
            letter and comment that it is not about stays (see `yaml.edit`); where it cannot, it raises `EditError`.
    """

    key: str
    change: Callable[[str, str], str]


# The first leads from version 1 to 2. One that is published is never changed.
STEPS: tuple[ModelStep, ...] = ()
LATEST = 1 + len(STEPS)


def read_model_version(root: Path) -> tuple[int, tuple[Problem, ...]]:
    """The version that a project's records are written in, or what is wrong with the file that says so."""
    path, place = root / RECORDS / MODEL_FILE, f"{RECORDS}/{MODEL_FILE}"
    if not path.is_file():
        return 1, ()
    text, problems = read_text(path, place)
    source = parse_yaml(text, place)
    problems = problems or source.problems
    if problems:
        return 1, problems
    values = source.node.mapping if source.node else {}
    found = values[_KEY].text if _KEY in values else ""
    if values.keys() != {_KEY} or not (found.isascii() and found.isdecimal() and int(found)):
        mark = values[_KEY].mark if _KEY in values else Mark(place)
        return 1, (Problem(mark, "model_format", found=found or MODEL_FILE),)
    return int(found), ()


def check_model_version(root: Path, latest: int = LATEST) -> tuple[Problem, ...]:
    """The records are written in the version that the program has."""
    version, problems = read_model_version(root)
    if problems or version == latest:
        return problems
    code = "model_newer" if version > latest else "model_older"
    details = {"known": str(latest)}
    return (Problem(Mark(f"{RECORDS}/{MODEL_FILE}"), code, found=str(version), details=details),)


def render_model_version(version: int) -> str:
    """The file that says in which version the records are written."""
    return f"{_KEY}: {version}\n"
