"""A note on a change: a new edition, words for readers, and nothing half done."""

from __future__ import annotations

from datetime import date

import pytest

from core.conftest import EN, NEW, NOTED, OLD, SV, Show, Workspace
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


# What a note is refused for


TARGET = "    target: {at_least: 6, unit: kvällar}\n"


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2020-01-01", "före den senaste utgåvan"),
        ("2027-01-04", "före den senaste utgåvan"),
        ("2026", "före den senaste utgåvan"),
        ("2100", "har inte kommit"),
        ("2027-01-10", "har inte kommit"),
        ("2027-02", "har inte kommit"),
    ],
)
def test_a_note_is_of_a_day_between_the_last_edition_and_today(workspace: Workspace, date: str, told: str) -> None:
    workspace.does("publish", "2027", day=5)
    workspace.edit(SV, OLD, NEW)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, said = workspace.run(*NOTED, "--date", date, day=9)
    assert (1, True) == (code, told in said), said
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}


@pytest.mark.parametrize("date", ["2027-01-05", "2027-01-09", "2027-01"])
def test_a_decision_of_an_earlier_day_since_then_is_noted(workspace: Workspace, date: str) -> None:
    workspace.does("publish", "2027", day=5)
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, "--date", date, day=9)


@pytest.mark.parametrize("kind", ["changed", "added", "removed", "period_changed", "correction", "minor"])
def test_nothing_changed_is_nothing_to_note_whatever_the_kind(workspace: Workspace, kind: str) -> None:
    workspace.does("publish", "2027")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, said = workspace.run("change", "2027", "--kind", kind, "--promise", "synas", "--note", "Ändrat.")
    assert (1, True) == (code, "som den publicerades" in said)
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}


def test_the_same_decision_is_not_noted_twice(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    decided = ("change", "2027", "--kind", "decision", "--note", "Nämnden höll fast.")
    workspace.does(*decided)
    code, said = workspace.run(*decided)
    assert (1, True) == (code, "finns redan" in said)
    assert 2 == len(workspace.ledger.editions)
    workspace.does(*decided[:-1], "Nämnden höll fast igen.")


def test_a_note_on_a_promise_is_about_one_that_has_changed(workspace: Workspace) -> None:
    workspace.edit(SV, "sources:", "  - {id: lysa, by: polisen, text: Lysa upp.}\nsources:")
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    code, said = workspace.run("change", "2027", "--kind", "changed", "--promise", "lysa", "--note", "Mer.")
    assert (1, True, True) == (code, "Löftet lysa är som det publicerades" in said, NEW[6:] in said)
    workspace.does("change", "2027", "--kind", "changed", "--promise", "synas", "--note", "Mer.")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("at_least: 6", "at_least: 2", "KIND=correction"),
        ("by: polisen", "by: kommunen", "KIND=correction"),
        ("period: 2027", "period: 2027-2028", "KIND=period_changed"),
        (OLD, "text: Synas 5 kvällar.", "KIND=correction"),
        ("summary: Ett kort löfte.", "summary: Ett kort löfte.\naim: Trygghet.", "KIND=correction"),
        ("  - {id: lysa, by: polisen, text: Lysa upp.}\n", "", "KIND=removed PROMISE=lysa"),
    ],
)
def test_more_than_spelling_is_not_minor(workspace: Workspace, old: str, new: str, told: str) -> None:
    workspace.edit(SV, "parties: [polisen]", "parties: [polisen, kommunen]")
    workspace.edit(SV, "sources:", f"{TARGET}  - {{id: lysa, by: polisen, text: Lysa upp.}}\nsources:")
    workspace.does("publish", "2027")
    workspace.edit(SV, old, new)
    code, said = workspace.run("change", "2027", "--kind", "minor", "--note", "Stavning.")
    assert (1, True) == (code, told in said), said
    assert told in workspace.run("check")[1]
    command = next(line for line in said.splitlines() if "make change" in line).partition("make change ")[2]
    given = [part.strip() for part in command.split(" NOTE=")[0].split()]
    workspace.does("change", *given, "NOTE=Så blev det.")
    assert [] == workspace.problems


def test_a_word_spelt_right_is_minor_and_told_to_be(workspace: Workspace) -> None:
    workspace.edit(SV, OLD, "text: Synnas på Fiktiva torget.")
    workspace.does("publish", "2027")
    workspace.edit(SV, "Synnas", "Synas")
    assert "KIND=minor" in workspace.run("check")[1]
    workspace.does("change", "2027", "--kind", "minor", "--note", "Stavning.")


def test_a_note_that_was_killed_before_its_edition_is_finished_when_it_is_done_again(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    names = ("published/2027.yml", "published/addresses.txt", "editions.yml")
    kept = {name: workspace.read(name) for name in names}
    asked = (*NOTED, "--words", "en", "A word was lost.")
    workspace.does(*asked, day=2)
    once = {name: workspace.read(name) for name in (SV, EN)}
    for name, text in kept.items():
        workspace.write(name, text)
    workspace.does(*asked, day=2)
    assert once == {name: workspace.read(name) for name in (SV, EN)}
    assert ["", "change-1"] == [edition.note for edition in workspace.ledger.editions]
    assert [] == workspace.problems
