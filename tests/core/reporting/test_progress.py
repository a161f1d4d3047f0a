"""How far a long command has come, as it stands on the terminal of whoever looks on."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from core.conftest import Workspace
from pledgebook.i18n.catalogue import Catalogue, Catalogues
from pledgebook.names import Language
from pledgebook.records.load import read_records
from pledgebook.reporting.progress import Progress, open_progress


class Screen(io.StringIO):
    """A terminal: what can be seen on it, and what has been seen."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        """What the last line looks like, each return having begun it anew."""
        seen = ""
        for part in self.getvalue().rpartition("\n")[2].split("\r"):
            seen = part + seen[len(part) :]
        return seen.rstrip()

    @property
    def lines(self) -> list[str]:
        return [part.rstrip() for part in self.getvalue().split("\r") if part.strip()]


class Clock:
    """Goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sv(catalogues: Catalogues) -> Catalogue:
    return catalogues[Language("sv")]


@pytest.fixture
def progress(sv: Catalogue, screen: Screen, clock: Clock) -> Progress:
    return Progress(sv, screen, clock)


def test_nothing_is_said_of_what_takes_less_than_three_seconds(progress: Progress, screen: Screen, clock: Clock) -> None:  # fmt: skip
    for done in range(3):
        progress.show("read", done, 3)
        clock.now += 0.9
    progress.show("check")
    progress.clear()
    assert screen.getvalue() == ""


def test_after_that_one_line_tells_what_is_done_and_how_far(progress: Progress, screen: Screen, clock: Clock) -> None:
    clock.now += 3
    progress.show("read", 1200, 3000)
    assert "Läser medborgarlöften: 1\N{NO-BREAK SPACE}200 av 3\N{NO-BREAK SPACE}000" == screen.line
    clock.now += 1
    progress.show("check")
    assert "Kontrollerar medborgarlöftena" == screen.line
    assert "\n" not in screen.getvalue()


def test_the_author_is_spoken_to_in_their_language(catalogues: Catalogues, screen: Screen, clock: Clock) -> None:
    progress = Progress(catalogues[Language("en")], screen, clock)
    clock.now += 3
    progress.show("read", 1200, 3000)
    assert "Reading pledges: 1,200 of 3,000" == screen.line


def test_the_line_is_written_only_some_times_a_second(progress: Progress, screen: Screen, clock: Clock) -> None:
    clock.now += 3
    for done in range(1000):
        progress.show("read", done, 1000)
        clock.now += 0.001
    assert 2 <= len(screen.lines) <= 6


def test_a_new_step_is_said_at_once(progress: Progress, screen: Screen, clock: Clock) -> None:
    clock.now += 3
    for number, step in enumerate(("archive.read", "archive.copy", "archive.wacz"), 2):
        progress.show(step, number, 7)
    assert ["Arkivet, steg 2 av 7", "Arkivet, steg 3 av 7", "Arkivet, steg 4 av 7"] == [
        line.partition(":")[0] for line in screen.lines
    ]


def test_a_cleared_line_leaves_nothing_and_comes_back_at_once(progress: Progress, screen: Screen, clock: Clock) -> None:
    clock.now += 3
    progress.show("read", 1, 3)
    progress.clear()
    assert screen.line == ""
    assert screen.getvalue().endswith("\r")
    progress.show("read", 2, 3)
    assert "Läser medborgarlöften: 2 av 3" == screen.line


def test_the_line_is_cleared_when_the_command_fails(progress: Progress, screen: Screen, clock: Clock) -> None:
    clock.now += 3
    with pytest.raises(OSError, match="full"), progress:
        progress.show("archive.write", 7, 7)
        raise OSError("full")
    assert screen.line == ""


def test_a_line_never_goes_on_in_the_next_one(
    progress: Progress, screen: Screen, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    clock.now += 3
    progress.show("archive.copy", 3, 7)
    assert "Arkivet, steg 3 av" == screen.line
    clock.now += 1
    progress.show("read", 1, 3)
    assert "Läser medborgarlöft" == screen.line


@pytest.mark.parametrize(
    ("make", "environment", "is_shown"),
    [
        (Screen, {}, True),
        (Screen, {"TERM": "xterm", "CI": ""}, True),
        (Screen, {"TERM": "dumb"}, False),
        (Screen, {"CI": "true"}, False),
        (io.StringIO, {}, False),
    ],
)
def test_only_a_person_who_looks_on_is_told(
    sv: Catalogue, make: Callable[[], io.StringIO], environment: dict[str, str], is_shown: bool, ticks: Clock
) -> None:
    stream = make()
    progress = open_progress(sv, stream, environment)
    ticks.now += 3
    progress.show("check")
    assert is_shown == bool(stream.getvalue())


@pytest.fixture
def ticks(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The machine's clock, for what is not told of another."""
    monkeypatch.setattr("pledgebook.clock.monotonic", clock)
    return clock


def test_folders_are_counted_as_they_are_read(
    workspace: Workspace, progress: Progress, screen: Screen, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = progress.show

    def wait(step: str, done: int, total: int) -> None:
        clock.now += 3
        show(step, done, total)

    monkeypatch.setattr(progress, "show", wait)
    read_records(workspace.root, (Language("sv"), Language("en")), progress=progress)
    total = len(list((workspace.root / "pledges").iterdir()))
    assert [f"Läser medborgarlöften: {done} av {total}" for done in range(total)] == screen.lines
