"""Taking back what was published, as long as it has not been online."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import EN, FU, NEW, NOTED, OLD, SV, Workspace, followup


def read_all(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("*.*") if path.is_file()}


def test_the_first_publication_is_taken_back_without_a_trace(workspace: Workspace) -> None:
    before = read_all(workspace)
    workspace.does("publish", "2027")
    assert "Utgåva 1 av 2027" in workspace.does("undo", "NAME=2027")
    assert before == read_all(workspace)
    assert 1 == workspace.run("undo", "2027")[0]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "changes",
    [
        "",
        "changes:\n  - {date: 2026-12-01, kind: decision, note: Förr.}\n",
        "changes: [{date: 2026-12-01, kind: decision, note: Förr.}]\n",
    ],
)
def test_a_note_is_taken_back_with_its_edition_and_its_addresses(
    workspace: Workspace, changes: str, line_end: str
) -> None:
    workspace.edit(SV, "sources: [p1]\n", f"sources: [p1]\n{changes}# Sist.\n")
    workspace.write(SV, workspace.read(SV).replace("\n", line_end).encode())
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    workspace.write(SV, workspace.read(SV).replace("\n", line_end).encode())
    before = read_all(workspace)
    workspace.does(*NOTED, "--promise", "synas", "--words", "en", "A word was lost.", day=2)
    workspace.does("undo", "2027", day=3)
    assert before == read_all(workspace)
    assert [f"{SV}:9:11 published_changed promises/synas/text"] == workspace.problems
    workspace.does(*NOTED, day=4)
    assert [] == workspace.problems


def test_what_was_done_twice_is_taken_back_one_at_a_time(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    kept = [read_all(workspace)]
    for number in (1, 2):
        workspace.does("change", "2027", "--kind", "decision", "--note", f"Beslut {number}.", day=1 + number)
        kept.append(read_all(workspace))
    workspace.does("undo", "2027", day=5)
    assert kept[1] == read_all(workspace)
    workspace.does("undo", "2027", day=5)
    assert kept[0] == read_all(workspace)


def test_what_has_been_online_is_not_taken_back(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    assert "2027" in workspace.does("publish", "NAME=--online")
    before = read_all(workspace)
    code, told = workspace.run("undo", "2027")
    assert (1, True) == (code, "har varit på nätet" in told)
    assert before == read_all(workspace)
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=2)
    workspace.does("undo", "2027", day=2)
    assert 1 == len(workspace.ledger.editions)
    assert "har varit på nätet" in workspace.run("undo", "2027")[1]


def test_a_note_written_by_hand_stays_in_the_record(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    workspace.edit(SV, "sources:", "changes: [{date: 2027-01-02, kind: decision, note: Nytt.}]\nsources:")
    before = read_all(workspace)
    workspace.does("publish", "2027", day=3)
    assert "står kvar" in workspace.does("undo", "2027", day=3)
    assert before == read_all(workspace)


def test_a_redaction_is_not_taken_back(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "aim: Ring Ada.\nsources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, "aim: Ring Ada.", "aim: Ring.")
    workspace.does("redact", "2027", "--field", "aim", "--reason", "Ett namn.", day=2)
    before = read_all(workspace)
    assert "personuppgift" in workspace.run("undo", "2027", day=2)[1]
    assert before == read_all(workspace)


def test_other_records_keep_their_addresses(workspace: Workspace) -> None:
    workspace.write("2026/pledge.sv.md", workspace.read(SV).replace("2027", "2026"))
    workspace.write("2026/pledge.en.md", workspace.read(EN).replace("2027", "2026"))
    workspace.does("publish", "2026")
    before = read_all(workspace)
    workspace.does("publish", "2027", day=2)
    workspace.does("undo", "2027", day=2)
    assert before == read_all(workspace)
    assert [] == workspace.problems


def test_a_finished_translation_is_taken_back_and_can_be_finished_again(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=2)
    workspace.edit(EN, "Be seen", "Be seen every day")
    before = read_all(workspace)
    workspace.does("translate", "done", "2027", "en", day=3)
    workspace.does("undo", "2027", day=3)
    assert before == read_all(workspace)
    workspace.does("translate", "done", "2027", "en", day=4)
    assert (3, []) == (len(workspace.ledger.editions), workspace.problems)


def test_a_translation_that_is_new_is_taken_back_and_another_that_was_finished_stays_so(workspace: Workspace) -> None:
    workspace.write(FU, followup("summary: Allt är gjort."))
    workspace.does("publish", "2027", day=397)
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=398)
    workspace.does("translate", "done", "2027", "en", day=399)
    workspace.write(FU.replace(".sv.", ".en."), "---\nsummary: All is done.\n---\n")
    before = read_all(workspace)
    workspace.does("publish", "2027", day=400)
    assert {"en"} == {key.group for key in workspace.ledger.newest.changed}
    workspace.does("undo", "2027", day=400)
    assert before == read_all(workspace)


def test_an_undo_that_was_killed_is_finished_when_it_is_done_again(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    before = read_all(workspace)
    workspace.does(*NOTED, day=2)
    noted = read_all(workspace)
    workspace.does("undo", "2027", day=2)
    order = [path for path in noted if noted[path] != before.get(path)]
    assert {"pledge.sv.md", "editions.yml", "addresses.txt", "2027.yml"} == {path.name for path in order}
    for undone in (
        ["pledge.sv.md"],
        ["pledge.sv.md", "editions.yml"],
        ["pledge.sv.md", "editions.yml", "addresses.txt"],
    ):
        for path in order:
            path.write_bytes(before[path] if path.name in undone else noted[path])
        workspace.does("undo", "2027", day=2)
        assert before == read_all(workspace), undone
