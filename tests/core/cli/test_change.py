"""A note on a change: a new edition, words for readers, and nothing half done."""

from __future__ import annotations

from datetime import date

import pytest

from core.conftest import NEW, NOTED, OLD, SV, Show, Workspace
from pledgebook.names import Language


def test_a_note_makes_a_new_edition_that_keeps_the_one_before(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    before = workspace.ledger.state()
    workspace.edit(SV, OLD, NEW)
    told = workspace.does(*NOTED, "--promise", "synas", "--words", "en", "A word was lost.", day=31)
    assert "före: Synas på Fiktiva torget." in told
    assert [] == workspace.problems
    _, second = workspace.ledger.editions
    assert (date(2027, 1, 31), "change-1") == (second.date, second.note)
    assert before == workspace.ledger.state(1)
    text = {slot.path: value for slot, value in workspace.ledger.state().items() if slot.group == "sv"}
    assert "Synas varje dag på Fiktiva torget." == text["promises/synas/text"]
    book = workspace.loaded.book
    assert book is not None
    (change,) = book.pledges[0].changes
    assert ("2027-01-31", "correction", "synas") == (str(change.date), change.kind, change.promise)
    assert ("Ett ord föll bort.", "A word was lost.") == (
        str(change.note.get(Language("sv"))),
        str(change.note.get(Language("en"))),
    )


def test_the_note_reaches_the_page_and_one_on_spelling_is_quiet(workspace: Workspace, show: Show) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    workspace.does("change", "2027", "--kind", "minor", "--note", "Stavning.")
    assert workspace.loaded.book is not None
    shown = show(workspace.loaded.book)
    for address in ("2027/", "andringar/"):
        assert 'class="pb-minor"' in shown.html(address)
        assert "Stavning." in shown.html(address)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--kind", "correction", "--note", "Inget."), "som den publicerades"),
        (("--kind", "decision", "--note", ""), "Anteckningen är tom"),
        (("--kind", "decision", "--note", "X", "--date", "2027-02-30"), "finns inte i kalendern"),
        (("--kind", "decision", "--note", "X", "--promise", "synsa"), "Menade du synas?"),
        (("--kind", "decision", "--note", "X", "--words", "fi", "Y"), "pledge.fi.md finns inte"),
    ],
)
def test_a_note_that_cannot_stand_leaves_every_file_as_it_was(
    workspace: Workspace, arguments: tuple[str, ...], told: str
) -> None:
    workspace.does("publish", "2027")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, said = workspace.run("change", "2027", *arguments)
    assert (2 if "tom" in told else 1, True) == (code, told in said), said
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}


@pytest.mark.parametrize(
    "given",
    [
        ("change", "--kind", "decision", "--note", "Rådet \udce5kte"),
        ("change", "--kind", "decision", "--note", "Rådet", "--date", "\udcff"),
        ("change", "--kind", "decision", "--note", "Rådet", "--promise", "\udcff"),
        ("change", "--kind", "decision", "--note", "Rådet", "--words", "en", "\udcff"),
        ("change", "--kind", "decision", "--note", "Rådet", "--words", "\udcff", "Council"),
        ("redact", "--field", "promises/synas/text", "--reason", "Ett \udce5"),
    ],
)
def test_bytes_that_are_no_letters_are_refused_and_not_written(workspace: Workspace, given: tuple[str, ...]) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    before = workspace.read(SV)
    verb, *options = given
    code, told = workspace.run(verb, "2027", *options)
    assert (2, True) == (code, "är inte skrivet i UTF-8." in told), told
    assert before == workspace.read(SV)
