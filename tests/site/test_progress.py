"""What a build says of how far it has come, to somebody who looks on and to nobody else."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest

from conftest import DAY, TINY_PLEDGE, Project

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
PLEDGE = "pledges/2027/pledge.sv.md"
Tiny = Callable[..., Project]
# Whoever looks on has no patience, so that a tiny site is told of too.
HURRY = """import sys
from pledgebook.reporting import progress
progress._PATIENCE, progress._INTERVAL = 0, 0
from pledgebook.cli.main import main
sys.exit(main())
"""


def build(project: Project, *arguments: str, language: str = "sv", **environment: str) -> str:
    """All that a build writes to a terminal."""
    (project.root / "hurry.py").write_text(HURRY, encoding="utf-8")
    near, far = os.openpty()
    known = {name: value for name, value in os.environ.items() if name != "CI"}
    process = subprocess.Popen(
        [sys.executable, "hurry.py", "--lang", language, "build", *arguments],
        cwd=project.root,
        env={**known, "PYTHONPATH": "hooks", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": DAY, "TERM": "xterm"}
        | {"COLUMNS": "100"}
        | environment,
        stdin=subprocess.DEVNULL,
        stdout=far,
        stderr=far,
    )
    os.close(far)
    with os.fdopen(near, "rb", buffering=0) as terminal:
        said = b"".join(read_all(terminal))
    process.wait()
    return said.decode().replace("\r\n", "\n")


def read_all(terminal: io.RawIOBase) -> Iterable[bytes]:
    try:
        while data := terminal.read(65536):
            yield data
    except OSError:
        # Linux says that nobody holds the other end any more.
        return


def test_pages_are_counted_for_each_language_and_the_line_is_gone_at_the_end(tiny: Tiny) -> None:
    project = tiny()
    lines = [line.rstrip() for line in build(project).split("\r")]
    assert "Läser medborgarlöften: 0 av 3" in lines
    assert "Kontrollerar medborgarlöftena" in lines
    ended = [line for line in lines if line.startswith("Skriver sidorna") and is_last(line)]
    assert ["svenska", "engelska"] == [line.split(":")[0].split(", ")[1] for line in ended]
    assert ["1 med PDF", "0 med PDF"] == [line.split("varav ")[1] for line in ended]
    assert lines[-1].startswith("Klart.")
    assert project.read("2027")


def is_last(line: str) -> bool:
    done, total = line.split(": ")[1].split(",")[0].split(" av ")
    return done == total


def test_what_is_wrong_stands_on_a_line_of_its_own(tiny: Tiny) -> None:
    project = tiny({PLEDGE: TINY_PLEDGE.replace("summary:", "sumary:")})
    said = build(project, language="en", NO_COLOR="1")
    assert "Reading pledges: 0 of 3" in said
    before, _, after = said.partition(PLEDGE)
    assert before.rstrip("\n").endswith(" \r")
    assert "Reading" not in after


def test_a_warning_stands_on_a_line_of_its_own(tiny: Tiny) -> None:
    project = tiny()
    (project.root / "pledges/accessibility.yml").unlink()
    before, _, after = build(project, NO_COLOR="1").partition("pledges/accessibility.yml")
    assert before.endswith(" \r")
    assert "Skriver sidorna" in after


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [((), {"CI": "true"}), ((), {"TERM": "dumb"}), (("--quiet",), {}), (("-q",), {})],
)
def test_a_build_that_nobody_looks_at_says_nothing(
    tiny: Tiny, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    assert "\r" not in build(tiny(), *arguments, **environment)
