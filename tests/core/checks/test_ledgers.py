"""A ledger is neither lost, cut short nor begun anew, and each record that was published is there by its name."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from core.conftest import EN, NEW, NOTED, OLD, SV, Workspace, followup

LEDGER, HEADS = "published/2027.yml", "editions.yml"
KEPT = ("pledges/published", "pledges/editions.yml")


@pytest.fixture
def published(workspace: Workspace, kept: Path) -> Workspace:
    """Two records, the first with three editions."""
    if not kept.exists():
        publish(workspace)
        shutil.copytree(workspace.root, kept)
    shutil.copytree(kept, workspace.root, dirs_exist_ok=True)
    return workspace


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test that asks for them leaves the two records as published, for the others."""
    return tmp_path_factory.mktemp("published") / "project"


def publish(workspace: Workspace) -> None:
    workspace.write("2026/pledge.sv.md", workspace.read(SV).replace("2027", "2026"))
    workspace.write("2026/pledge.en.md", workspace.read(EN).replace("2027", "2026"))
    workspace.does("publish", "--all")
    workspace.edit(SV, OLD, NEW)
    workspace.does(*NOTED, day=2)
    workspace.does("change", "2027", "--kind", "decision", "--note", "Nämnden höll fast.", day=3)
    assert [] == workspace.problems


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
            f"{HEADS}:9:3 published_head_altered 2027",
        ),
        (rewrite("'2027':", "'2O27':", HEADS), f"{HEADS}:9:3 published_head_altered 2O27"),
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


# When nothing that commands keep is left, what else knows of a publication tells


def run_git(workspace: Workspace, *arguments: str) -> None:
    subprocess.run(("git", *arguments), cwd=workspace.root, check=True)


def commit(workspace: Workspace) -> None:
    """All of the project as the first version in git."""
    name = ("-c", "user.name=Kim Exempel", "-c", "user.email=kim@example.org")
    for arguments in (("init", "-q"), ("add", "."), (*name, "commit", "-qm", "start")):
        run_git(workspace, *arguments)


def lose_all(workspace: Workspace) -> None:
    shutil.rmtree(workspace.root / "pledges/published")
    remove(HEADS)(workspace)


def test_what_git_knows_to_have_been_online_is_an_error_when_all_of_it_is_gone(published: Workspace) -> None:
    published.does("publish", "--online", day=4)
    commit(published)
    assert [] == published.problems
    lose_all(published)
    assert ["published:1:1 published_all_lost"] == published.problems
    code, told = published.run("check", day=9)
    assert (1, True) == (code, "git restore pledges/published pledges/editions.yml" in told)
    for verb in (("publish", "2027"), ("publish", "--all"), ("change", "2027", "--kind", "decision", "--note", "Mer.")):
        assert 1 == published.run(*verb, day=9)[0]
    run_git(published, "restore", *KEPT)
    assert [] == published.problems


def test_what_was_taken_back_before_it_was_online_is_told_until_git_knows(workspace: Workspace) -> None:
    workspace.does("publish", "2027")
    commit(workspace)
    workspace.does("undo", "2027")
    assert ["published:1:1 published_all_undone"] == workspace.problems
    assert "git restore pledges/published pledges/editions.yml" in workspace.run("check")[1]
    run_git(workspace, "rm", "-rq", "--cached", *KEPT)
    commit(workspace)
    assert [] == workspace.problems


def test_records_of_another_municipality_that_git_still_has_are_not_missed(published: Workspace) -> None:
    published.does("publish", "--online", day=4)
    commit(published)
    lose_all(published)
    for name in ("2026", "2027"):
        (published.root / "pledges" / name).rename(published.root / "pledges" / f"torget-{name}")
        published.edit(f"torget-{name}/pledge.sv.md", "title: Medborgarlöfte", "title: Torglöfte")
    assert "published_all_lost" not in " ".join(published.problems)


def test_a_note_that_only_a_change_of_what_is_published_leaves_tells_of_lost_editions(published: Workspace) -> None:
    lose_all(published)
    assert [f"{SV}:12:5 published_notes_left 2027"] == published.problems
    assert "git log -- pledges/published/2027.yml" in published.run("check", day=9)[1]


def test_a_note_from_before_the_first_publication_tells_of_none(workspace: Workspace) -> None:
    workspace.edit(SV, "sources:", "changes: [{date: 2026-12-01, kind: decision, note: Förr.}]\nsources:")
    assert [] == workspace.problems


def test_an_address_that_is_noted_tells_of_a_ledger_that_is_gone_with_its_head(published: Workspace) -> None:
    remove(LEDGER)(published)
    published.write(HEADS, re.sub(r"'2027':\n(?:  .*\n)+", "", published.read(HEADS)))
    assert [f"{LEDGER}:1:1 published_noted 2027"] == published.problems
    assert "git restore pledges/published/2027.yml pledges/editions.yml" in published.run("check", day=9)[1]
    assert 1 == published.run("publish", "2027", day=9)[0]


@pytest.mark.parametrize(("old", "new"), [("online: '3'", "online: '1'"), ("online: '3'", "online: '0'")])
def test_that_something_has_been_online_is_not_taken_away_by_hand(published: Workspace, old: str, new: str) -> None:
    published.does("publish", "--online", day=4)
    rewrite(old, new, HEADS)(published)
    assert [f"{HEADS}:9:3 published_head_altered 2027"] == published.problems
    assert 1 == published.run("undo", "2027", day=9)[0]


def test_that_something_has_been_online_is_vouched_for(published: Workspace) -> None:
    published.does("publish", "--online", day=4)
    published.write(HEADS, re.sub(r"online: '3'\n  checksum: .*\n", "online: '0'\n", published.read(HEADS)))
    assert [f"{HEADS}:9:3 published_head_altered 2027"] == published.problems


@pytest.mark.parametrize("name", [LEDGER, HEADS, "translations/2027.yml"])
@pytest.mark.parametrize(
    ("line", "text"),
    [(4, b"\tx: 1\n"), (4, b'  "x\n'), (4, b"x\n"), (4, b"- [\n"), (4, b"a: b: c\n"), (4, b"\xe5\n"), (4, b" " * 200)],
)
def test_a_slip_in_what_commands_write_is_not_mended_by_hand(
    published: Workspace, name: str, line: int, text: bytes
) -> None:
    published.does("translate", "done", "2027", "en", day=4)
    lines = published.read(name).encode().splitlines(keepends=True)
    published.write(name, b"".join([*lines[: line - 1], text, *lines[line - 1 :]]))
    assert ["published_unreadable"] == [problem.split()[1] for problem in published.problems], published.problems
    told = published.run("check", day=9)[1].split("\n\n")[0]
    assert f"git restore pledges/{name}" in told
    assert "Så här kan raden se ut" not in told


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
