"""What a record says, path by path: what its words are, and where what was published would stand today."""

from __future__ import annotations

from core.conftest import FU, OLD, SV, Workspace, followup
from pledgebook.history.snapshot import FieldPath, Snapshot, fingerprint_words
from pledgebook.names import Language

# The words of one file


def test_the_words_of_a_file_are_its_own_in_its_language_and_no_notes() -> None:
    snapshot = Snapshot(
        {
            FieldPath("pledge", "sv", "title"): "Synas",
            FieldPath("pledge", "sv", "changes/change-1/note"): "Ett ord föll bort.",
            FieldPath("pledge", "en", "title"): "Be seen",
            FieldPath("pledge", "facts", "period/start"): "2027",
            FieldPath("followup-1", "sv", "title"): "Sågs",
        }
    )
    assert {"title": "Synas"} == snapshot.words_of("pledge", Language("sv"))


def test_a_translated_file_keeps_its_fingerprint_in_later_versions_of_the_program() -> None:
    assert "0f7cfd08c2b9" == fingerprint_words({"title": "Löfte", "aim": "Trygga gator"})
    assert "0f7cfd08c2b9" == fingerprint_words({"aim": "Trygga gator", "title": "Löfte"})


# What is there at all


def test_neither_a_usual_value_nor_a_list_that_its_items_tell_of_is_there(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "signatories: [{name: Ada}, {name: Bo}]\nsources: [p1]")
    workspace.does("publish", "2027")
    facts = {key.path for key in workspace.ledger.state() if key.group == "facts"}
    people = {"signatories/1/name", "signatories/2/name"}
    assert {"parties", "period/start", "period/end", "promises", "promises/synas/by", "sources"} | people == facts


# The files beside a record


def test_a_file_belongs_to_the_part_whose_document_it_is_and_to_the_record_if_it_is_none(
    workspace: Workspace,
) -> None:
    text = "documents: [{title: Protokoll, kind: other, file: protokoll.pdf}]"
    workspace.write(FU, followup(text, "Se [övrigt](ovrigt.pdf).\n"))
    for name in ("protokoll", "ovrigt", "utkast"):
        workspace.write(f"2027/{name}.pdf", b"%PDF")
    workspace.does("publish", "2027", day=397)
    files = {key.path: key.part for key in workspace.ledger.state() if key.group == "files"}
    assert {"protokoll.pdf": "followup-1", "ovrigt.pdf": "pledge"} == files


# Where a value is written, or would be


def test_what_is_gone_is_told_at_the_nearest_part_that_is_still_there(workspace: Workspace) -> None:
    walks = "activities: [{id: x, text: Iks}, {id: y, text: Ypsilon, by: polisen}]"
    workspace.edit(SV, OLD, f"{OLD}\n    {walks}")
    workspace.does("publish", "2027")
    workspace.edit(SV, ", by: polisen}", "}")
    assert [f"{SV}:10:38 published_changed promises/synas/activities/y/by"] == workspace.problems


def test_a_file_that_is_gone_is_told_in_the_record_that_had_it(workspace: Workspace) -> None:
    document = "documents: [{title: Plan, kind: other, file: plan.pdf}]\n"
    workspace.write("2027/plan.pdf", b"%PDF")
    workspace.edit(SV, "sources: [p1]", f"{document}sources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, document, "")
    (workspace.root / "pledges/2027/plan.pdf").unlink()
    assert f"{SV}:2:1 published_gone plan.pdf" == workspace.problems[-1]
