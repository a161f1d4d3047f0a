"""What needs to be translated, and when it is done."""

from __future__ import annotations

import json
from datetime import date

from core.conftest import EN, NEW, NOTED, OLD, SV, Show, Workspace, followup
from pledgebook.names import Language


def test_a_translation_is_complete_until_its_original_changes(workspace: Workspace) -> None:
    assert "säger inte vilken version" in workspace.does("translate")
    workspace.does("translate", "done", "2027", "en")
    assert "pledges/2027/pledge.en.md: klar\n" == workspace.does("translate")
    workspace.edit(SV, OLD, NEW)
    assert [f"{EN}:6:11 translation_stale_field promises/synas/text"] == workspace.problems
    (told,) = json.loads(workspace.does("translate", "2027", "--json"))
    assert ("stale", None) == (told["state"], told["changed_on"])
    before, after = "Synas på Fiktiva torget.", "Synas varje dag på Fiktiva torget."
    assert [{"field": "promises/synas/text", "before": before, "after": after}] == told["changed"]
    workspace.does("translate", "done", "2027", "en")
    assert [] == workspace.problems


def test_what_lacks_words_is_incomplete_and_what_lacks_a_file_is_missing(workspace: Workspace) -> None:
    workspace.write("2027/followup-1.sv.md", followup("date: 2027-01"))
    workspace.edit(SV, "sources: [p1]", "aim: Mer.\nsources: [p1]")
    told = workspace.does("translate")
    assert "pledge.en.md: ofullständig" in told
    assert "1 text saknas: aim" in told
    assert "followup-1.en.md: saknas" in told


def test_a_translation_of_an_unknown_version_is_stale_without_particulars(workspace: Workspace) -> None:
    workspace.edit(EN, "title:", "translation: {of: abc}\ntitle:")
    assert [f"{EN}:2:19 translation_stale pledge"] == workspace.problems


def test_readers_of_a_stale_translation_are_told_with_the_date(workspace: Workspace, show: Show) -> None:
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=31)
    workspace.edit(SV, "varje dag", "varje natt")
    workspace.does(*NOTED, day=40)
    book = workspace.loaded.book
    assert book is not None
    html = show(book).html("2027/", Language("en"))
    assert "The Swedish text was changed on 31 January 2027. The translation has not been updated since." in html
    assert "pb-notice" not in show(book).html("2027/", Language("sv"))


def test_a_translation_that_catches_up_needs_no_note_and_other_words_do(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED)
    workspace.edit(EN, "Be seen", "Be seen every day")
    workspace.edit(EN, "A short pledge.", "A pledge.")
    assert f"{EN}:3:10 published_changed summary" in workspace.problems
    assert 1 == workspace.run("translate", "done", "2027", "en")[0]
    workspace.edit(EN, "A pledge.", "A short pledge.")
    workspace.does("translate", "done", "2027", "en", day=12)
    assert [] == workspace.problems
    assert (date(2027, 1, 12), "") == (workspace.ledger.newest.date, workspace.ledger.newest.note)


def test_a_note_on_a_change_does_not_make_a_translation_stale(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    workspace.does("change", "2027", "--kind", "decision", "--note", "Parterna håller fast.")
    assert [] == workspace.problems
    assert "1 text saknas: changes/change-1/note" in workspace.does("translate")


def test_a_translation_that_lacks_words_is_not_called_done(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "aim: Mer.\nsituation: Nu.\nsources: [p1]")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, told = workspace.run("translate", "done", "2027", "en")
    assert (1, True) == (code, "pledges/2027/pledge.en.md: 2 texter saknas: aim, situation" in told), told
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    workspace.edit(EN, "summary:", "aim: More.\nsituation: Now.\nsummary:")
    workspace.does("translate", "done", "2027", "en")


def test_whole_translations_that_say_no_version_are_told_of_together(workspace: Workspace) -> None:
    for year in ("2025", "2026"):
        workspace.write(f"{year}/pledge.sv.md", workspace.read(SV).replace("2027", year))
        workspace.write(f"{year}/pledge.en.md", workspace.read(EN).replace("2027", year))
    told = workspace.does("translate")
    assert (1, 1) == (len(told.splitlines()), told.count("make translate"))
    assert all(f"pledges/{year}/pledge.en.md" in told for year in ("2025", "2026", "2027"))
