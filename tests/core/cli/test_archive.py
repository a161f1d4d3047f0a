"""The archive as the author makes it, of a site of a few pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core.conftest import Workspace, pledge, statement
from core.conftest import register as make_register
from pledgebook.authoring.context import Context
from pledgebook.project import Project

DELIVERIES = "deliveries.yml"

Archive = Callable[..., str]


@pytest.fixture
def office(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A project whose site is built at once."""
    settings = workspace.root / "mkdocs.yml"
    settings.write_text("site_url: https://medborgarloften.example/\n" + settings.read_text("utf-8"), "utf-8")
    page = b"<!doctype html><html lang=sv><title>L\xc3\xb6ften</title><main></main></html>"
    monkeypatch.setattr("pledgebook.cli.archive._build", lambda context, *_: ({"index.html": page}, context.project))
    return workspace


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_statuses(office: Workspace) -> list[str]:
    return re.findall(r"status: (\w+)", office.read(DELIVERIES))


def read_names(office: Workspace) -> list[str]:
    return re.findall(r"name: (\S+)", office.read(DELIVERIES))


def test_each_archive_is_noted_and_names_the_one_before_it(office: Workspace) -> None:
    told = office.does("archive")
    assert "Leveransen är antecknad i pledges/deliveries.yml. Spara den i git" in told
    office.does("archive", day=2)
    office.does("archive", "REPLACES=" + read_names(office)[1], day=3)
    assert ["new", "supplement", "replacement"] == read_statuses(office)
    _, second, third = read_names(office)
    assert re.fullmatch(r"exempelstad-2027-01-03-[0-9a-f]{8}", third)
    files = read_files(office.root / "archive")
    (info,) = (data.decode() for path, data in files.items() if path.endswith("/bag-info.txt"))
    assert f"Delivery-Status: REPLACEMENT\nEarlier-Delivery: {second} (urn:uuid:" in info
    assert third in {path.partition("/")[0] for path in files}


def test_an_archive_that_is_made_again_is_the_same_and_noted_once(office: Workspace) -> None:
    office.does("archive")
    office.does("archive", day=2)
    before, noted = read_files(office.root / "archive"), office.read(DELIVERIES)
    told = office.does("archive", day=2)
    assert "antecknad" not in told
    assert (before, noted) == (read_files(office.root / "archive"), office.read(DELIVERIES))


def test_an_archive_is_made_again_out_of_its_own_sources(office: Workspace, tmp_path: Path) -> None:
    office.does("archive")
    office.does("archive", day=2)
    before = read_files(office.root / "archive")
    (kept,) = (path for path in (office.root / "archive").rglob(f"sources/pledges/{DELIVERIES}"))
    office.write(DELIVERIES, kept.read_bytes())
    assert 1 == len(read_names(office))
    office.does("archive", day=2)
    assert before == read_files(office.root / "archive")


def test_a_trial_is_marked_and_not_noted(office: Workspace) -> None:
    assert "Det här är ett prov" in office.does("archive", "TRIAL=ja")
    assert not (office.root / "pledges" / DELIVERIES).exists()
    (info,) = (office.root / "archive").rglob("bag-info.txt")
    assert "Delivery-Status: TEST\n" in info.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ("deliveries: [", (), "pledges/deliveries.yml:"),
        ("deliveries:\n<<<<<<< HEAD\n  - {}\n=======\n  - {a: b}\n>>>>>>> b\n", (), "pledges/deliveries.yml:2:"),
        ("deliveries:\n  - {identity: x}\n", (), "pledges/deliveries.yml:2:"),
        (None, ("--replaces", "exempelstad-2027"), "pledges/deliveries.yml har ingen leverans ”exempelstad-2027”"),
        (None, ("--replaces",), "pledges/deliveries.yml har ingen leverans"),
        (None, ("--trial", "--replaces"), "Ett prov ersätter ingen leverans."),
    ],
    ids=["unreadable", "conflict", "wrong", "unknown", "nothing", "both"],
)
def test_what_cannot_be_noted_is_said_before_anything_is_built(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, text: str | None, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.setattr("pledgebook.cli.archive._build", lambda *_: pytest.fail("built"))
    if text:
        office.write(DELIVERIES, text)
    code, told = office.run("archive", *arguments)
    assert (1, True) == (code, said in told), told
    assert told.rstrip().endswith("Arkivet gjordes inte.")


def test_a_list_that_cannot_be_written_is_said_before_anything_is_built(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pledgebook.cli.archive._build", lambda *_: pytest.fail("built"))
    (office.root / "pledges" / DELIVERIES).mkdir()
    code, told = office.run("archive")
    assert (1, True) == (code, "pledges/deliveries.yml går inte att skriva" in told)


def test_a_trial_is_made_where_nothing_can_be_noted(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    office.does("archive", "TRIAL=ja", "--output", "first")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert 1 == office.run("archive", "--output", "second")[0]
    office.does("archive", "TRIAL=ja", "--output", "third")
    assert read_files(office.root / "first") == read_files(office.root / "third")


@pytest.mark.parametrize(
    ("register", "said"),
    [
        ("", "Skriv er organisation sist i pledges/register.yml, så här, och gör om arkivet:\narchiving:\n  sender: "),
        (
            "archiving: {receiver: Arkivet}",
            "under archiving i pledges/register.yml:1, så här, och gör om arkivet:\n  sender: ",
        ),
    ],
)
def test_without_a_sender_the_package_is_called_what_it_is_and_the_line_to_write_is_told(
    office: Workspace, register: str, said: str
) -> None:
    office.write("register.yml", make_register(register))
    nobody = statement("unknown: [publisher]", without="publisher").replace("2027-03", "2025-12")
    office.write("accessibility.yml", nobody)
    told = office.does("archive")
    assert said in told
    assert "regel SIP15" in told
    assert "Arkivkopian som arkivpaket (E-ARK CSIP)" in told
    (mets,) = (office.root / "archive").glob("*/data/*/METS.xml")
    assert 'PROFILE="https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"' in mets.read_text("utf-8")


def test_a_file_that_is_not_what_its_name_says_is_told(office: Workspace) -> None:
    office.write("2027/pledge.sv.md", pledge("documents: [{title: Plan, kind: other, file: plan.pdf}]"))
    office.write("2027/plan.pdf", b"Text")
    named = "Namnet på pledges/2027/plan.pdf säger Portable Document Format, men filen är Plain Text File."
    assert named in office.does("archive")
    office.write("2027/plan.pdf", b"%PDF-1.4\n%%EOF\n")
    assert "Namnet på" not in office.does("archive", day=2)


def test_a_run_that_fails_notes_nothing(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    office.does("archive")
    noted = office.read(DELIVERIES)
    (office.root / "upptagen").write_text("en fil, ingen mapp", encoding="utf-8")
    assert 1 == office.run("archive", "--output", "upptagen/arkiv", day=2)[0]
    assert noted == office.read(DELIVERIES)


def test_a_list_that_somebody_changes_meanwhile_is_left_and_the_lines_are_told(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.does("archive")
    changed = office.read(DELIVERIES) + "# ändrad\n"

    def build(context: Context, *_: object) -> tuple[dict[str, bytes], Project]:
        office.write(DELIVERIES, changed)
        page = b"<!doctype html><html lang=sv><title>A</title><main></main></html>"
        return {"index.html": page}, context.project

    monkeypatch.setattr("pledgebook.cli.archive._build", build)
    code, told = office.run("archive", day=2)
    assert (1, changed) == (code, office.read(DELIVERIES))
    assert "Arkivet är gjort, men det gick inte att anteckna i pledges/deliveries.yml" in told
    assert re.search(r"- identity: \S+\n    name: \S+2027-01-02", told)
    assert "Arkivet gjordes inte" not in told


@pytest.mark.parametrize(
    ("path", "told"),
    [("", "Programmet ssh-keygen, som underskriften görs med"), (None, "Det går inte att skriva under med borta:")],
)
def test_what_cannot_be_signed_is_told_before_the_site_is_built(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, path: str | None, told: str
) -> None:
    monkeypatch.delattr("pledgebook.cli.archive._build")
    if path is not None:
        monkeypatch.setenv("PATH", path)
    code, printed = office.run("archive", "SIGN=borta")
    assert (1, True) == (code, told in printed)
    assert not (office.root / "archive").exists()
