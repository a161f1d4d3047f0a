"""A ledger that an earlier version of the program wrote keeps every edition, and loses the hashes of what was redacted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from core.conftest import SV, Workspace
from pledgebook.history.ledger import Edition, Ledger, Redacted
from pledgebook.history.ledger_file import find_altered, parse_ledger, render_ledger
from pledgebook.history.ledger_migration import fingerprint_state, migrate_ledger
from pledgebook.history.snapshot import FieldPath, digest_text
from pledgebook.names import Folder

AIM, NOTE = FieldPath("pledge", "sv", "aim"), FieldPath("pledge", "sv", "changes/change-1/note")
NAME = Redacted("2027-01-08", digest_text("Ada"))
OLD_LEDGER = Ledger(
    Folder("2027"),
    (
        Edition(date(2027, 1, 1), fingerprint_state({AIM: NAME}), {AIM: NAME}),
        Edition(
            date(2027, 1, 8), fingerprint_state({AIM: "Ring.", NOTE: "Bad."}), {AIM: "Ring.", NOTE: "Bad."}, "change-1"
        ),
    ),
    is_chained=False,
)


def test_a_ledger_of_an_earlier_version_is_read_and_migrated() -> None:
    ledger, problems = parse_ledger(render_ledger(OLD_LEDGER, ""), Folder("2027"))
    assert (OLD_LEDGER, ()) == (ledger, problems)
    numbers = count()
    migrated = migrate_ledger(OLD_LEDGER, lambda: f"{next(numbers):032x}")
    assert find_altered(migrated) is None
    assert [edition.date for edition in OLD_LEDGER.editions] == [edition.date for edition in migrated.editions]
    assert OLD_LEDGER.editions[1].changed == migrated.editions[1].changed
    assert Redacted("2027-01-08", "", 2) == migrated.editions[0].changed[AIM]
    written = render_ledger(migrated, "")
    assert NAME.sha256 not in written
    assert OLD_LEDGER.editions[0].fingerprint not in written
    assert (migrated, ()) == parse_ledger(written, Folder("2027"))
    assert migrated == migrate_ledger(migrated)


def test_the_day_of_a_redaction_without_a_note_is_vouched_for_too() -> None:
    first, second = OLD_LEDGER.editions
    migrated = migrate_ledger(replace(OLD_LEDGER, editions=(first, replace(second, note=""))))
    text = render_ledger(migrated, "")
    assert (migrated, ()) == parse_ledger(text, Folder("2027"))
    ledger, problems = parse_ledger(text.replace("redacted: '2027-01-08'", "redacted: '2027-01-07'"), Folder("2027"))
    assert (None, ["published_altered"]) == (ledger, [problem.code for problem in problems])


def make_old(workspace: Workspace) -> None:
    """What is published as an earlier version of the program would have written it."""
    ledger = workspace.ledger
    editions = tuple(
        replace(edition, fingerprint=fingerprint_state(state), salts={}) for edition, state in ledger.states()
    )
    workspace.write("published/2027.yml", render_ledger(Ledger(ledger.folder, editions, is_chained=False), ""))
    (workspace.root / "pledges/editions.yml").unlink()


def test_the_check_says_that_migration_is_due_and_one_command_does_it(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.does("change", "2027", "--kind", "decision", "--note", "Nämnden höll fast.", day=2)
    states = [state for _, state in workspace.ledger.states()]
    make_old(workspace)
    assert ["published/2027.yml:1:1 published_old"] == [problem.strip() for problem in workspace.problems]
    assert "make publish NAME=--migrate" in workspace.does("check", day=3)
    before = workspace.read("published/2027.yml")
    for verb in (("publish", "2027"), ("change", "2027", "--kind", "decision", "--note", "Mer."), ("undo", "2027")):
        code, told = workspace.run(*verb, day=3)
        assert (1, True) == (code, "make publish NAME=--migrate" in told)
    assert before == workspace.read("published/2027.yml")
    workspace.does("publish", "NAME=--migrate", day=3)
    assert [] == workspace.problems
    assert states == [state for _, state in workspace.ledger.states()]
    assert "har varit på nätet" in workspace.run("undo", "2027", day=3)[1]
    written = workspace.read("published/2027.yml")
    workspace.does("publish", "--migrate", day=4)
    assert written == workspace.read("published/2027.yml")


def test_an_old_ledger_cut_short_or_lost_is_told_of_by_the_addresses(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.does("change", "2027", "--kind", "decision", "--note", "Nämnden höll fast.", day=2)
    make_old(workspace)
    whole = workspace.read("published/2027.yml")
    workspace.write("published/2027.yml", whole.partition("  - date: '2027-01-02'")[0])
    workspace.edit(SV, workspace.read(SV).partition("changes:")[2].partition("---")[0], " []\n")
    told = workspace.run("check", day=3)[1]
    assert "pledges/published/2027.yml:1:1: fel: Utgåva 2 av 2027 fattas." in told
    assert "addresses.txt" not in told
    (workspace.root / "pledges/published/2027.yml").unlink()
    told = workspace.run("check", day=3)[1]
    assert "pledges/published/2027.yml:1:1: fel: Filen är borta." in told
    assert "addresses.txt" not in told
    assert 1 == workspace.run("publish", "2027", day=3)[0]
    assert not (workspace.root / "pledges/published/2027.yml").exists()
