"""A verb that is stopped while it writes leaves all files as they were, or has done all of its work."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.conftest import EN, NEW, NOTED, OLD, SV, Workspace, followup
from pledgebook.files.atomic import Transaction
from pledgebook.project import read_project

READY = Callable[[Workspace], None]


def change_text(workspace: Workspace) -> None:
    workspace.write("2027/followup-1.sv.md", followup("date: 2027-01"))
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    workspace.edit(SV, OLD, NEW)


def change_translation(workspace: Workspace) -> None:
    change_text(workspace)
    workspace.does(*NOTED)
    workspace.edit(EN, "Be seen", "Be seen daily")


# What is done before, and what is stopped.
VERBS: list[tuple[READY, tuple[str, ...]]] = [
    (change_text, (*NOTED, "--words", "en", "A word was lost.")),
    (change_text, ("redact", "2027", "--field", "promises/synas/text", "--reason", "Ett namn.")),
    (change_translation, ("translate", "done", "2027", "en")),
    (lambda workspace: None, ("new", "2028")),
    (lambda workspace: None, ("new", "agreement", "2028")),
    (lambda workspace: None, ("new", "followup", "2027")),
]


def read_all(workspace: Workspace) -> dict[str, bytes]:
    found = (path for path in workspace.root.rglob("*") if path.is_file())
    return {str(path.relative_to(workspace.root)): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    ("ready", "arguments", "error"),
    [*((*verb, KeyboardInterrupt()) for verb in VERBS), (*VERBS[0], OSError(errno.ENOSPC, "full"))],
)
def test_a_verb_that_is_stopped_at_any_file_leaves_the_old_state(
    workspace: Workspace, ready: READY, arguments: tuple[str, ...], error: BaseException
) -> None:
    ready(workspace)
    before, problems = read_all(workspace), workspace.problems
    number = count = 0
    names = ("replace", "rename", "mkdir", "unlink", "write_bytes")
    whole = {name: getattr(Path, name) for name in names}

    def stop(act: Callable[..., Any]) -> Callable[..., Any]:
        def stopped(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                raise error
            return act(*arguments, **options)

        return stopped

    for number in range(1, 100):
        count = 0
        with pytest.MonkeyPatch.context() as patch:
            for name, act in whole.items():
                patch.setattr(Path, name, stop(act))
            code, told = workspace.run(*arguments)
        if count < number:
            break
        assert code == (130 if isinstance(error, KeyboardInterrupt) else 2), told
        assert (before, problems) == (read_all(workspace), workspace.problems), number
    assert number > 3
    assert 0 == code, told
    assert before != read_all(workspace)
    assert [] == [problem for problem in workspace.problems if "published" in problem or "stray" in problem]


def test_a_redaction_that_is_killed_at_any_file_can_be_done_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is killed takes nothing back; it may leave a note more, and nothing of what was to be taken out."""
    redact = ("redact", "2027", "--field", "promises/synas/text", "--reason", "Ett namn.")
    change_text(workspace)
    before, taken = read_all(workspace), OLD.removeprefix("text: ").encode()
    write, number = Transaction.write, 0

    def kill(files: Transaction, path: Path, data: bytes) -> None:
        nonlocal number
        if not number:
            raise KeyboardInterrupt
        number -= 1
        write(files, path, data)

    for last in range(1, 10):
        for name, data in before.items():
            (workspace.root / name).write_bytes(data)
        number = last
        with monkeypatch.context() as patch:
            patch.setattr(Transaction, "write", kill)
            patch.setattr(Transaction, "__exit__", lambda *_: None)
            code, _ = workspace.run(*redact)
        if code == 0:
            break
        workspace.run(*redact)
        assert not [name for name, data in read_all(workspace).items() if taken in data], last
    assert last > 3


@pytest.mark.parametrize(
    ("ready", "arguments", "times"),
    [
        (VERBS[0][0], VERBS[0][1], 2),
        (VERBS[1][0], VERBS[1][1], 2),
        (VERBS[2][0], VERBS[2][1], 1),
        (lambda workspace: None, ("publish", "2027"), 1),
        (lambda workspace: None, ("status",), 1),
        (lambda workspace: None, ("translate",), 1),
        (lambda workspace: None, ("check",), 1),
        (lambda workspace: None, ("new", "2028"), 0),
        (lambda workspace: None, ("fmt",), 0),
    ],
)
def test_a_project_is_read_once_and_once_more_when_a_record_has_been_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, ready: READY, arguments: tuple[str, ...], times: int
) -> None:
    ready(workspace)
    asked = []

    def count(*given: Any) -> Any:
        asked.append(given)
        return read_project(*given)

    monkeypatch.setattr("pledgebook.authoring.context.read_project", count)
    workspace.does(*arguments)
    assert times == len(asked)
