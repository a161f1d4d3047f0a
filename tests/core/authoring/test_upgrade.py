"""Records are moved over from one version of the model to the next: all files or none, and every change is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.conftest import Workspace
from pledgebook.authoring.context import Context
from pledgebook.authoring.refusal import Refusal
from pledgebook.authoring.upgrade import upgrade
from pledgebook.clock import read_days
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.atomic import Transaction
from pledgebook.project import read_words
from pledgebook.records.model_version import ModelStep
from pledgebook.yaml.edit import EditError, set_value

WHEEL = "engine/pledgebook-9.0.0-py3-none-any.whl"


def open_context(root: Path) -> Context:
    settings = read_settings(root / SETTINGS)
    catalogues = read_words(settings)
    return Context(settings, catalogues, catalogues[settings.codes[0]], *read_days({"SOURCE_DATE_EPOCH": "1800000000"}))


def rename_street(path: str, text: str) -> str:
    """A fictional step: the register's streets become districts."""
    return text.replace("type: street", "type: district") if path.endswith("register.yml") else text


def note_signing(path: str, text: str) -> str:
    """Another: pledges say when they were signed."""
    return set_value(text, "dates", "signed", "2027") if path.endswith("pledge.sv.md") else text


def refuse(path: str, text: str) -> str:
    if path.endswith(".sv.md"):
        raise EditError("dates: {signed: 2027}")
    return text


# Any words will do.
FIRST, SECOND, BROKEN = (ModelStep("schema.written", step) for step in (rename_street, note_signing, refuse))


def read_all(root: Path) -> Mapping[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_each_step_is_taken_in_its_turn_and_told_file_by_file(workspace: Workspace) -> None:
    before = read_all(workspace.root)
    outcome = upgrade(open_context(workspace.root), (FIRST, SECOND), None)
    after = read_all(workspace.root)
    assert {"pledges/register.yml", "pledges/2027/pledge.sv.md", "pledges/model.yml"} == {
        path for path, data in after.items() if data != before.get(path)
    }
    assert b"model: 3\n" == after["pledges/model.yml"]
    assert b"type: street" not in after["pledges/register.yml"]
    first, second, _ = outcome.said
    assert re.match(r"Modell 2: .*\n  pledges/register\.yml: 1 rad$", first)
    assert re.match(r"Modell 3: .*\n  pledges/2027/pledge\.sv\.md: 2 rader$", second)


def test_what_is_upgraded_already_stays_as_it_is(workspace: Workspace) -> None:
    upgrade(open_context(workspace.root), (FIRST,), None)
    before = read_all(workspace.root)
    assert ("Allt är redan som den här versionen av programmet vill ha det.",) == upgrade(
        open_context(workspace.root), (FIRST,), None
    ).said
    assert before == read_all(workspace.root)
    upgrade(open_context(workspace.root), (FIRST, SECOND), None)
    assert b"model: 3\n" == (workspace.root / "pledges/model.yml").read_bytes()


def test_comments_and_order_stay(workspace: Workspace) -> None:
    register = workspace.root / "pledges/register.yml"
    register.write_text("# Överst\n" + register.read_text("utf-8") + "# Nederst\n", encoding="utf-8")
    before = register.read_text("utf-8")
    upgrade(open_context(workspace.root), (FIRST,), None)
    assert before.replace("type: street", "type: district") == register.read_text("utf-8")


def test_a_file_that_cannot_be_changed_leaves_all_as_they_were(workspace: Workspace) -> None:
    before = read_all(workspace.root)
    with pytest.raises(Refusal, match=r"2027/pledge\.sv\.md .*\ndates: \{signed: 2027\}"):
        upgrade(open_context(workspace.root), (FIRST, BROKEN), None)
    assert before == read_all(workspace.root)


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_all(workspace.root)
    monkeypatch.setattr("pledgebook.authoring.upgrade.render_model_version", lambda _: (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):
        upgrade(open_context(workspace.root), (FIRST, SECOND), None)
    assert before == read_all(workspace.root)


def test_the_engine_that_runs_becomes_the_sites(workspace: Workspace) -> None:
    (workspace.root / "engine").mkdir()
    old = workspace.root / "engine/pledgebook-8.0.0-py3-none-any.whl"
    old.write_bytes(b"")
    outcome = upgrade(open_context(workspace.root), (), lambda: {WHEEL: b"wheel", "requirements.txt": b"lock"})
    assert not old.exists()
    assert (b"wheel", b"lock") == tuple((workspace.root / name).read_bytes() for name in (WHEEL, "requirements.txt"))
    assert {f"Skriven: {WHEEL}", f"Borttagen: engine/{old.name}"} < {*outcome.said}
    assert not (workspace.root / "pledges/model.yml").exists()


def test_a_wheel_of_earlier_goes_also_where_the_engine_is_the_sites_already(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, own = (workspace.root / f"engine/pledgebook-{number}-py3-none-any.whl" for number in ("8.0.0", "9.0.0"))
    old.parent.mkdir()
    old.write_bytes(b"old")
    own.write_bytes(b"own")
    (workspace.root / "requirements.txt").write_text("lock")
    monkeypatch.setattr("pledgebook.authoring.upgrade.find_version", lambda: "9.0.0")
    monkeypatch.setattr(
        "pledgebook.authoring.upgrade.render_engine_lock", lambda name, wheel: "lock" if wheel == b"own" else ""
    )
    outcome = upgrade(open_context(workspace.root), (), lambda: {WHEEL: b"other"})
    assert [own] == [*old.parent.iterdir()]
    assert f"Borttagen: engine/{old.name}" in outcome.said


def test_an_upgrade_that_is_killed_leaves_the_engine_of_before_or_that_of_after(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it had come to, the lock names a wheel that is there."""
    old, lock = workspace.root / "engine/pledgebook-8.0.0-py3-none-any.whl", workspace.root / "requirements.txt"
    old.parent.mkdir()
    states: list[tuple[str, list[str]]] = []

    def note() -> object:
        states.append((lock.read_text(), [path.name for path in old.parent.iterdir()]))
        return None

    write, remove = Transaction.write, Transaction.remove
    monkeypatch.setattr(Transaction, "write", lambda *given: [note(), write(*given), note()])
    monkeypatch.setattr(Transaction, "remove", lambda *given: [note(), remove(*given), note()])
    old.write_bytes(b"old")
    lock.write_text(old.name)
    name = WHEEL.rpartition("/")[2]
    upgrade(open_context(workspace.root), (), lambda: {WHEEL: b"wheel", "requirements.txt": name.encode()})
    assert all(named in there for named, there in states)
    assert ({old.name, name}, (name, [name])) == ({named for named, _ in states}, states[-1])
