"""Publishing a record: an edition in its ledger, with the day."""

from __future__ import annotations

from datetime import date

import pytest

from core.conftest import EN, NEW, NOTED, OLD, SV, Workspace, pledge

# publish


def test_publishing_notes_facts_words_and_files_with_the_day(workspace: Workspace) -> None:
    workspace.write("2027/plan.pdf", b"pdf")
    workspace.edit(SV, "sources: [p1]", "documents: [{title: Plan, kind: other, file: plan.pdf}]\nsources: [p1]")
    workspace.does("publish", "pledges/2027/", day=5)
    (edition,) = workspace.ledger.editions
    assert date(2027, 1, 5) == edition.date
    said = {(slot.group, slot.path): value for slot, value in edition.changed.items()}
    assert "Synas på Fiktiva torget." == said["sv", "promises/synas/text"]
    assert "Be seen on Fictional Square." == said["en", "promises/synas/text"]
    assert "polisen" == said["facts", "promises/synas/by"]
    assert "2027" == said["facts", "period/start"]
    assert 64 == len(str(said["files", "plan.pdf"]))
    assert [] == workspace.problems


def test_publishing_twice_changes_nothing(workspace: Workspace) -> None:
    workspace.does("publish", "--all")
    before = workspace.read("published/2027.yml")
    assert "oförändrad sedan 1 januari 2027" in workspace.does("publish", "2027", day=9)
    assert before == workspace.read("published/2027.yml")


@pytest.mark.parametrize("name", ["2028", "207", "agreements/2027", "../2027", ""])
def test_a_record_that_does_not_exist_is_not_published(workspace: Workspace, name: str) -> None:
    code, told = workspace.run("publish", name)
    assert (2, True) == (code, "finns inte" in told)


# Given


def test_errors_elsewhere_do_not_keep_a_record_from_being_worked_on(workspace: Workspace) -> None:
    workspace.write("2028/pledge.sv.md", pledge("period: 2028\nsummary:"))
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED)
    code, told = workspace.run("publish", "2028")
    assert 1 == code
    assert "pledges/2028/pledge.sv.md:3:1: fel: Fältet summary (Sammanfattning) är tomt." in told
    assert (1, True) == (workspace.run("publish", "--all")[0], "2028" in told)


def test_the_page_of_an_edition_is_noted_with_the_edition(workspace: Workspace) -> None:
    noted = "2027-01-0{day} /2027/utgavor/{number}/"
    workspace.edit(SV, "sources: [p1]", "aim: Ring Ada.\nsources: [p1]")
    workspace.edit(EN, "summary:", "aim: Phone us.\nsummary:")
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=2)
    workspace.edit(EN, "Be seen", "Be seen every day")
    workspace.does("translate", "done", "2027", "en", day=3)
    workspace.edit(SV, "Ring Ada.", "Ring.")
    workspace.does("redact", "2027", "--field", "aim", "--reason", "Ett namn.", day=4)
    lines = workspace.read("published/addresses.txt").splitlines()
    assert [noted.format(day=number, number=number) for number in (1, 2, 3, 4)] == [
        line for line in lines if "/2027/utgavor/" in line and line[-2].isdigit() and "/en/" not in line
    ]
