"""What has been published stays as it is unless a dated note says why."""

from __future__ import annotations

import os

import pytest

from core.conftest import EN, ENGLISH, NEW, NOTED, OLD, SV, Workspace, agreement, followup, pledge, words

# publish


def test_what_is_not_published_may_change_freely(workspace: Workspace) -> None:
    workspace.edit(SV, OLD, NEW)
    assert [] == workspace.problems
    code, told = workspace.run(*NOTED)
    assert (1, True) == (code, "inte publicerad än" in told)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (SV, pledge("summary: >-\n  Ett kort\n  löfte.\n# En kommentar\nparties:\n  - polisen")),
        (SV, pledge("period: {end: 2027, start: '2027'}")),
        (SV, pledge().replace("\n", "\r\n")),
        (SV, pledge("changes: []\naim:")),
        (EN, words(ENGLISH + "translation: {status: reviewed}")),
    ],
)
def test_layout_comments_and_the_order_of_keys_are_no_changes(workspace: Workspace, name: str, text: str) -> None:
    workspace.does("publish", "2027")
    workspace.write(name, text)
    assert [] == workspace.problems


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (SV, OLD, NEW, f"{SV}:9:11 published_changed promises/synas/text"),
        (SV, "by: polisen", "by: kommunen", f"{SV}:8:9 published_changed promises/synas/by"),
        (SV, "period: 2027", "period: 2027-2028", f"{SV}:3:9 published_changed period/end"),
        (SV, "sources: [p1]", "aim: Mer.\nsources: [p1]", f"{SV}:10:6 published_changed aim"),
        (EN, "Be seen", "Show up", f"{EN}:6:11 published_changed promises/synas/text"),
        (EN, "summary: A short pledge.\n", "", f"{EN}:1:1 published_changed summary"),
        (SV, "---\n", "---\n\nMer.\n", f"{SV}:13:1 published_changed body"),
    ],
)
def test_a_difference_without_a_note_is_an_error_where_it_stands(
    workspace: Workspace, name: str, old: str, new: str, problem: str
) -> None:
    workspace.does("publish", "2027")
    text = workspace.read(name)
    workspace.write(name, text + "\nMer.\n" if "body" in problem else text.replace(old, new))
    assert [problem] == workspace.problems
    assert workspace.loaded.book is None
    code, told = workspace.run("publish", "2027")
    assert (1, True) == (code, "Anteckna varför" in told)


def test_the_error_says_what_stood_there_and_what_to_do(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    code, told = workspace.run("check")
    assert 1 == code
    assert (
        "pledges/2027/pledge.sv.md:9:11: fel: promises/synas/text är inte som när det publicerades 2027-01-01. "
        "Före: ”Synas på Fiktiva torget.” Nu: ”Synas varje dag på Fiktiva torget.” Ta tillbaka ändringen, eller "
        'anteckna varför: make change NAME=2027 KIND=correction NOTE="…"' in told
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("", "aim: Mer.\n", "Före: ”–” Nu: ”Mer.”"), ("aim: Mer.\n", "", "Före: ”Mer.” Nu: ”–”")],
)
def test_what_has_come_or_gone_is_told_with_a_dash(workspace: Workspace, before: str, after: str, told: str) -> None:
    workspace.edit(SV, "sources: [p1]", f"{before}sources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, f"{before}sources: [p1]", f"{after}sources: [p1]")
    assert told in workspace.run("check")[1]


def test_another_file_under_the_same_name_is_a_difference(workspace: Workspace) -> None:
    workspace.write("2027/plan.pdf", b"ett")
    workspace.edit(SV, "sources: [p1]", "documents: [{title: Plan, kind: other, file: plan.pdf}]\nsources: [p1]")
    workspace.does("publish", "2027")
    workspace.write("2027/plan.pdf", b"annat")
    assert ["2027/plan.pdf:1:1 published_replaced_file plan.pdf"] == workspace.problems


def test_a_promise_taken_away_is_a_difference_at_its_list(workspace: Workspace) -> None:
    workspace.write(SV, pledge("promises:\n  - {id: a, by: polisen, text: Ett}\n  - {id: b, by: polisen, text: Två}"))
    workspace.write(EN, words("title: Citizen pledge"))
    workspace.does("publish", "2027")
    workspace.write(SV, pledge("promises:\n  - {id: a, by: polisen, text: Ett}"))
    assert [f"{SV}:2:1 published_promise_gone b"] == workspace.problems


def test_a_promise_that_comes_does_not_hide_another_that_has_changed(workspace: Workspace) -> None:
    promises = "promises:\n  - {id: a, by: polisen, text: Ett}\n  - {id: b, by: polisen, text: Två}"
    workspace.write(SV, pledge(promises))
    workspace.write(EN, words("title: Citizen pledge"))
    workspace.does("publish", "2027")
    workspace.write(SV, pledge(promises.replace("Ett", "Annat") + "\n  - {id: c, by: polisen, text: Tre}"))
    assert [
        f"{SV}:3:3 published_changed promises",
        f"{SV}:3:32 published_changed promises/a/text",
    ] == workspace.problems


def test_what_comes_new_beside_the_published_needs_no_note(workspace: Workspace) -> None:
    (workspace.root / "pledges" / EN).unlink()
    workspace.does("publish", "2027")
    workspace.write(EN, words(ENGLISH))
    workspace.write("2027/followup-1.sv.md", followup("date: 2027-01"))
    assert [] == workspace.problems
    workspace.does("publish", "2027", day=2)
    workspace.edit("2027/followup-1.sv.md", "kind: final", "kind: interim")
    assert ["2027/followup-1.sv.md:4:7 published_changed kind"] == workspace.problems


def test_a_published_file_or_record_cannot_vanish_unseen(workspace: Workspace) -> None:
    workspace.write("agreements/2024-2027/agreement.sv.md", agreement())
    workspace.write("2027/followup-1.sv.md", followup("date: 2027-01"))
    workspace.does("publish", "--all")
    (workspace.root / "pledges/2027/followup-1.sv.md").unlink()
    (workspace.root / "pledges/agreements/2024-2027/agreement.sv.md").unlink()
    (workspace.root / "pledges/agreements/2024-2027").rmdir()
    assert [
        "published/2027.yml:1:1 published_gone pledges/2027/followup-1.sv.md",
        "published/agreements/2024-2027.yml:1:1 published_lost agreements/2024-2027",
    ] == workspace.problems
    assert 1 == workspace.run("publish", "2027")[0]
    workspace.does(*NOTED)
    assert ["published/agreements/2024-2027.yml:1:1 published_lost agreements/2024-2027"] == workspace.problems


def test_a_file_that_is_gone_is_told_with_the_command_that_says_why(workspace: Workspace) -> None:
    workspace.write("2027/followup-1.sv.md", followup("date: 2027-01"))
    workspace.does("publish", "2027")
    (workspace.root / "pledges/2027/followup-1.sv.md").unlink()
    told = workspace.run("check")[1]
    assert "Filen pledges/2027/followup-1.sv.md är publicerad men finns inte längre." in told
    assert "make change NAME=2027 KIND=correction" in told


def test_a_file_that_has_come_since_is_told_as_that(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.write("2027/plan.pdf", b"%PDF")
    workspace.write(SV, workspace.read(SV) + "[Plan](plan.pdf)\n")
    assert "2027/plan.pdf:1:1 published_new_file plan.pdf" in workspace.problems
    workspace.does("change", "2027", "--kind", "addition", "--note", "Planen lades till.", day=2)
    assert [] == workspace.problems


@pytest.mark.parametrize("name", [b"pl\xe5n.pdf", b"\xff.csv", b"pl\xe5n (2).csv"])
def test_a_file_whose_name_is_no_text_is_told_once_by_its_name(workspace: Workspace, name: bytes) -> None:
    workspace.does("publish", "2027")
    (workspace.root / "pledges/2027" / os.fsdecode(name)).write_bytes(b"%PDF")
    errors = [problem for problem in workspace.problems if "accessibility" not in problem]
    assert [("file_archive")] == [problem.rpartition(":")[2].split()[1] for problem in errors], errors
    assert 1 == workspace.run("publish", "--all", day=2)[0]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Synas på", "Synas vid", "published/2027.yml:5:5 published_altered 2027-01-01"),
        ("record: '2027'", "record: '2028'", "published/2027.yml:3:9 published_foreign 2028"),
        ("date: '2027-01-01'", "date: igår", "published/2027.yml:5:5 published_altered date"),
        ("date: '2027-01-01'", "date: 9999-01-01", "published/2027.yml:5:5 published_altered date"),
        ("date: '2027-01-01'", "date: 2027-01", "published/2027.yml:5:5 published_altered date"),
        ("editions:", "utgåvor:", "published/2027.yml:1:1 published_altered editions"),
        ("editions:", "<<<<<<< HEAD\neditions:", "published/2027.yml:4:1 merge_conflict"),
    ],
)
def test_a_list_of_editions_changed_by_hand_is_noticed(workspace: Workspace, old: str, new: str, problem: str) -> None:
    workspace.does("publish", "2027")
    workspace.edit("published/2027.yml", old, new)
    assert [problem] == workspace.problems
    assert 1 == workspace.run("publish", "2027")[0]


# change


def test_a_note_written_by_hand_lets_the_change_through_until_it_is_published(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    workspace.edit(SV, "sources:", "changes: [{date: 2027-01-02, kind: decision, note: Nytt.}]\nsources:")
    assert [f"{SV}:10:18 published_unrecorded 2027"] == workspace.problems
    workspace.does("publish", "2027", day=3)
    assert [] == workspace.problems
    workspace.edit(SV, "varje dag", "varje natt")
    assert [f"{SV}:9:11 published_changed promises/synas/text"] == workspace.problems


def test_a_note_that_has_been_published_is_not_rewritten_unseen(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    workspace.does("change", "2027", "--kind", "decision", "--note", "Parterna håller fast.")
    workspace.edit(SV, "håller fast", "ger upp")
    assert [f"{SV}:15:11 published_changed changes/change-1/note"] == workspace.problems
