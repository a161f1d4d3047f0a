"""A ledger is neither lost, cut short nor begun anew, and each record that was published is there by its name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest

from core.conftest import EN, NEW, NOTED, OLD, SV, Workspace, followup

LEDGER, HEADS = "published/2027.yml", "editions.yml"


@pytest.fixture
def published(workspace: Workspace) -> Workspace:
    """Two records, the first with three editions."""
    workspace.write("2026/pledge.sv.md", workspace.read(SV).replace("2027", "2026"))
    workspace.write("2026/pledge.en.md", workspace.read(EN).replace("2027", "2026"))
    workspace.does("publish", "--all")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=2)
    workspace.does("change", "2027", "--kind", "decision", "--note", "Nämnden höll fast.", day=3)
    assert [] == workspace.problems
    return workspace


def remove(name: str) -> Callable[[Workspace], None]:
    return lambda workspace: (workspace.root / "pledges" / name).unlink()


def rewrite(old: str, new: str, name: str = LEDGER) -> Callable[[Workspace], None]:
    return lambda workspace: workspace.edit(name, old, new)


def drop_edition(number: int) -> Callable[[Workspace], None]:
    def act(workspace: Workspace) -> None:
        head, *editions = workspace.read(LEDGER).split("\n  - date:")
        last, version = editions[-1].split("\nversion:")
        editions[-1] = last
        del editions[number]
        workspace.write(LEDGER, "\n  - date:".join([head, *editions]) + f"\nversion:{version}")

    return act


def swap_editions(workspace: Workspace) -> None:
    head, first, second, third = workspace.read(LEDGER).split("\n  - date:")
    workspace.write(LEDGER, "\n  - date:".join([head, second, first, third]))


def take_another(workspace: Workspace) -> None:
    workspace.write(LEDGER, workspace.read("published/2026.yml"))


def take_another_under_its_name(workspace: Workspace) -> None:
    workspace.write(LEDGER, workspace.read("published/2026.yml").replace("record: '2026'", "record: '2027'"))


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (remove(LEDGER), f"{LEDGER}:1:1 published_missing 2027"),
        (lambda workspace: shutil.rmtree(workspace.root / "pledges/published"), "published:1:1 published_folder_lost"),
        (remove(HEADS), f"{HEADS}:1:1 published_heads_lost"),
        (lambda workspace: workspace.write(LEDGER, ""), f"{LEDGER}:1:1 published_altered record"),
        (lambda workspace: workspace.write(HEADS, ""), f"{HEADS}:1:1 published_heads_lost"),
        (drop_edition(0), f"{LEDGER}:5:5 published_altered 2027-01-02"),
        (drop_edition(1), "published_altered 2027-01-03"),
        (drop_edition(2), f"{LEDGER}:1:1 published_short 2027"),
        (swap_editions, "published_altered 2027-01-02"),
        (rewrite("date: '2027-01-02'", "date: '2027-01-03'"), "published_altered 2027-01-03"),
        (rewrite("date: '2027-01-03'", "date: '2027-01-02'"), "published_altered 2027-01-02"),
        (rewrite("note: change-1", "note: change-2"), "published_altered 2027-01-02"),
        (rewrite("Ett ord föll bort.", "Inget."), "published_altered 2027-01-02"),
        (rewrite("kind: correction", "kind: minor"), "published_altered 2027-01-02"),
        (take_another, f"{LEDGER}:3:9 published_foreign 2026"),
        (take_another_under_its_name, f"{LEDGER}:5:5 published_altered 2027-01-01"),
        (rewrite("  editions: '3'", "  editions: '2'", HEADS), "published_replaced 2027"),
        (
            rewrite("'2027':\n  editions: '3'", "'2027':\n  editions: ''", HEADS),
            f"{HEADS}:8:3 published_head_altered 2027",
        ),
        (rewrite("'2027':", "'2O27':", HEADS), f"{HEADS}:8:3 published_head_altered 2O27"),
    ],
)
def test_a_ledger_that_is_not_the_one_published_is_one_error_at_its_place(
    published: Workspace, act: Callable[[Workspace], None], expected: str
) -> None:
    act(published)
    assert expected in published.problems[0]
    assert 1 == len(published.problems), published.problems
    before = {path: path.read_bytes() for path in published.root.rglob("*.*")}
    code, told = published.run("check", day=9)
    assert (1, True) == (code, "git restore pledges/" in told)
    for refused in ("ta bort", "delete"):
        assert refused not in told.lower()
    assert 1 == published.run("publish", "2027", day=9)[0]
    assert 1 == published.run("change", "2027", "--kind", "decision", "--note", "Mer.", day=9)[0]
    assert 1 == published.run("undo", "2027", day=9)[0]
    assert before == {path: path.read_bytes() for path in published.root.rglob("*.*")}


def test_a_lost_ledger_does_not_keep_other_records_from_being_published(published: Workspace) -> None:
    remove(LEDGER)(published)
    published.edit("2026/pledge.sv.md", OLD, NEW)
    published.does("change", "2026", "--kind", "correction", "--note", "Ett ord föll bort.", day=9)
    assert [f"{LEDGER}:1:1 published_missing 2027"] == published.problems


def test_a_ledger_begun_anew_is_not_the_one_published(published: Workspace) -> None:
    kept = {name: published.read(name) for name in (HEADS, "published/2026.yml", "published/addresses.txt")}
    for name in (LEDGER, *kept):
        remove(name)(published)
    published.does("publish", "2027", day=9)
    for name, text in kept.items():
        published.write(name, text)
    assert [f"{LEDGER}:1:1 published_short 2027"] == published.problems
    published.write(HEADS, published.read(HEADS).replace("editions: '3'", "editions: '1'"))
    assert [f"{LEDGER}:1:1 published_replaced 2027"] == published.problems


def test_a_publication_that_was_killed_is_finished_when_it_is_done_again(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    before = {name: workspace.read(name) for name in (HEADS, "published/addresses.txt")}
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=2)
    after = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    for name, text in before.items():
        workspace.write(name, text)
    assert [f"{LEDGER}:1:1 published_unlisted 2027"] == workspace.problems
    workspace.does("publish", "2027", day=2)
    assert after == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}


# The records themselves


def test_a_record_under_another_name_is_told_to_take_its_name_back(published: Workspace) -> None:
    (published.root / "pledges/2027").rename(published.root / "pledges/lofte-2027")
    assert ["lofte-2027/pledge.sv.md:1:1 published_renamed 2027"] == published.problems
    told = published.run("check", day=9)[1]
    assert "Ge mappen tillbaka sitt namn: pledges/2027" in told
    assert 1 == published.run("publish", "lofte-2027")[0]


def test_a_record_that_is_gone_may_go_when_redirects_say_why(published: Workspace) -> None:
    shutil.rmtree(published.root / "pledges/2027")
    assert [f"{LEDGER}:1:1 published_lost 2027"] == published.problems
    told = published.run("check", day=9)[1]
    assert "pledges/redirects.yml" in told
    assert "ska vara kvar" in told
    published.write("redirects.yml", "gone:\n  - {address: /2027/, date: 2027-01-04, what: Ett löfte, reason: Fel.}\n")
    assert [] == published.problems


def test_an_id_that_has_been_published_is_not_changed(published: Workspace) -> None:
    published.edit(SV, "id: synas", "id: synligt")
    published.edit(EN, "id: synas", "id: synligt")
    assert [f"{SV}:7:9 published_id synligt → synas"] == published.problems
    told = published.run("check", day=9)[1]
    assert "Ett publicerat id ändras inte" in told
    assert "- id: synas" in told


# What follows from one fault


def list_errors(workspace: Workspace) -> list[str]:
    told = workspace.run("check", day=9)[1]
    return [line.removeprefix("pledges/").split(": ", 2)[0] for line in told.splitlines() if ": fel: " in line]


@pytest.mark.parametrize(
    ("name", "place"),
    [("plan.pdf", f"{SV}:2:46"), ("torget.csv", f"{SV}:13:1")],
)
def test_a_published_file_that_is_gone_is_told_once_where_it_is_named(
    workspace: Workspace, name: str, place: str
) -> None:
    document = "documents: [{title: Plan, kind: other, file: plan.pdf}]\n"
    workspace.edit(SV, "---\ntitle", f"---\n{document}title")
    workspace.write(SV, workspace.read(SV) + "[Torget](torget.csv)\n")
    workspace.write("2027/plan.pdf", b"%PDF")
    workspace.write("2027/torget.csv", b"Torget.")
    workspace.does("publish", "2027")
    (workspace.root / "pledges/2027" / name).unlink()
    told = workspace.run("check")[1]
    assert [place] == list_errors(workspace)
    assert f"Filen {name} är publicerad men finns inte längre. Lägg tillbaka den." in told
    workspace.write(f"2027/{name}", b"%PDF annan")
    told = workspace.run("check")[1]
    assert [f"2027/{name}:1:1"] == list_errors(workspace)
    assert "Lägg tillbaka den som var" in told
    assert not re.search("[0-9a-f]{12}", told)


def test_a_promise_taken_away_is_told_with_the_line_that_notes_it(workspace: Workspace) -> None:
    workspace.edit(SV, "sources:", "  - {id: lysa, by: polisen, text: Lysa upp.}\nsources:")
    workspace.does("publish", "2027")
    workspace.edit(SV, "  - {id: lysa, by: polisen, text: Lysa upp.}\n", "")
    assert [f"{SV}:6:1"] == list_errors(workspace)
    assert 'make change NAME=2027 KIND=removed PROMISE=lysa NOTE="…"' in workspace.run("check")[1]
    workspace.does("change", "NAME=2027", "KIND=removed", "PROMISE=lysa", "NOTE=Nämnden tog bort det.", day=2)
    assert [] == workspace.problems


def test_what_names_a_record_under_its_published_name_is_not_told_of(published: Workspace) -> None:
    published.write(
        "2026/followup-1.sv.md", followup("date: 2027-01\ncovers: 2026\nresults: [{promise: synas, text: Bra.}]")
    )
    published.edit(SV, "by: polisen", "by: polisen\n    continues: 2026/synas")
    published.does("change", "2027", "--kind", "correction", "--note", "Löftet fortsätter.", day=9)
    (published.root / "pledges/2026").rename(published.root / "pledges/lofte")
    assert ["lofte/pledge.sv.md:1:1"] == list_errors(published)


@pytest.mark.parametrize("files", [(SV,), (SV, EN)])
def test_what_names_a_promise_by_its_published_id_is_not_told_of(published: Workspace, files: tuple[str, ...]) -> None:
    published.write("2027/followup-1.sv.md", followup("date: 2027-01\nresults: [{promise: synas, text: Bra.}]"))
    published.does("publish", "2027", day=9)
    for name in files:
        published.edit(name, "id: synas", "id: synligt")
    assert [f"{SV}:7:9"] == list_errors(published)


@pytest.mark.parametrize(
    ("act", "record"),
    [
        (remove("published/addresses.txt"), "2026"),
        (lambda workspace: workspace.write("published/addresses.txt", "# Tom.\n"), "2026"),
        (rewrite("2027-01-01 /2027/\n", "", "published/addresses.txt"), "2027"),
    ],
)
def test_addresses_that_are_gone_are_told_of(
    published: Workspace, act: Callable[[Workspace], None], record: str
) -> None:
    act(published)
    _, told = published.run("check", day=9)
    assert f"addresses.txt:1:1: varning: Adressen till {record} står inte här" in told
    assert "git restore pledges/published/addresses.txt" in told
    published.does("publish", "--all", day=9)
    assert "addresses.txt" not in published.run("check", day=9)[1]
