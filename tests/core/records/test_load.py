"""Which files there are in a folder of records, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import AG, FU, LANGUAGES, REGISTER, SV, Given, agreement, followup, pledge, register, words, write
from pledgebook.files.atomic import write_file
from pledgebook.records.load import read_records


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (SV, pledge("id: '2028'"), "2:5 id_differs 2028 → 2027"),
        (FU, followup("id: '2'"), "2:5 id_differs 2 → 1"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_once_where_it_is_broken(given: Given, file: str, text: str, expected: str) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026"), SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == told.problems


# The register


def test_a_folder_without_a_register_is_told(given: Given) -> None:
    assert ["register.yml:1:1 register_missing"] == given({"register.yml": None}).problems


@pytest.mark.parametrize("text", ["", "# bara en anmärkning\n"])
def test_an_empty_register_is_told_as_that(given: Given, text: str) -> None:
    assert ["register.yml:1:1 register_empty register.yml"] == given({"register.yml": text}).problems


@pytest.mark.parametrize("name", ["register.yaml", "Register.yml", "register.yml.txt", "register.txt"])
def test_a_register_by_nearly_its_name_is_told_once_with_the_name(given: Given, name: str) -> None:
    assert [f"{name}:1:1 file_name {name} → register.yml"] == given({"register.yml": None, name: register()}).problems
    assert [f"{name}:1:1 file_double {name}"] == given({name: register()}).problems


@pytest.mark.parametrize("name", ["accessibility.yaml", "Accessibility.yml", "redirects.yml.txt"])
def test_what_all_records_share_by_nearly_its_name_is_told_with_the_name(given: Given, name: str) -> None:
    meant = f"{name.partition('.')[0].lower()}.yml"
    told = given({"accessibility.yml": None, name: "a: b\n"}).errors
    assert [f"{name}:1:1 file_name {name} → {meant}"] == told


@pytest.mark.parametrize(
    "name", ["followup-1.md", "followup-1.sv.md.txt", "Followup-1.SV.md", "followup-1.sv.markdown"]
)
def test_a_translation_whose_original_has_the_wrong_name_is_not_told_to_be_alone(given: Given, name: str) -> None:
    files = {f"2027/{name}": followup(), "2027/followup-1.en.md": words("summary: A")}
    assert [f"2027/{name}:1:1 file_name {name} → followup-1.sv.md"] == given(files).errors
    assert 2 == len(
        given(
            {**files, "2028/pledge.sv.md": pledge("period: 2028"), "2028/followup-1.en.md": words("summary: A")}
        ).errors
    )


# Documents and other files


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("README.md", "README.md:1:1 file_stray README.md"),
        ("2028.sv.md", "2028.sv.md:1:1 file_stray 2028.sv.md"),
        ("2027/pledge.md", "2027/pledge.md:1:1 file_double pledge.md"),
        ("2027/Pledge.SV.md", "2027/Pledge.SV.md:1:1 file_double Pledge.SV.md"),
        ("2027/plegde.sv.md", "2027/plegde.sv.md:1:1 file_double plegde.sv.md"),
        ("2027/pledge.sv.markdown", "2027/pledge.sv.markdown:1:1 file_double pledge.sv.markdown"),
        ("2027/anteckningar.txt", "2027/anteckningar.txt:1:1 file_name anteckningar.txt"),
        ("2027/pledge.se.md", "2027/pledge.se.md:1:1 file_language se"),
        ("2027/pledge.sve.md", "2027/pledge.sve.md:1:1 file_language sve → sv"),
        ("2027/followup-Maj.sv.md", "2027/followup-Maj.sv.md:1:1 file_id Maj → maj"),
        ("2027/followup-år-1.sv.md", "2027/followup-år-1.sv.md:1:1 file_id år-1 → ar-1"),
        ("2027/agreement.sv.md", "2027/agreement.sv.md:1:1 file_place agreement.sv.md"),
        ("2027/bilder/torget.jpg", "2027/bilder:1:1 folder_stray bilder"),
        ("agreements/2024/pledge.sv.md", "agreements/2024/pledge.sv.md:1:1 file_place pledge.sv.md"),
        ("agreements/2024/followup-1.sv.md", "agreements/2024/followup-1.sv.md:1:1 file_place followup-1.sv.md"),
        ("agreements/avtal.sv.md", "agreements/avtal.sv.md:1:1 file_stray avtal.sv.md"),
        ("2028/followup-1.sv.md", "2028:1:1 record_missing pledge.sv.md"),
        ("Löfte 2028/pledge.sv.md", "Löfte 2028:1:1 folder_name Löfte 2028 → lofte-2028"),
        ("åäö/pledge.sv.md", "åäö:1:1 folder_name åäö → aao"),
        ("2028_2029/pledge.sv.md", "2028_2029:1:1 folder_name 2028_2029 → 2028-2029"),
    ],
)
def test_a_file_in_the_wrong_place_or_with_the_wrong_name_is_told(given: Given, name: str, expected: str) -> None:
    whole = "agreements/2024/agreement.sv.md"
    files = {whole: agreement("period: 2024")} if name.startswith("agreements/2024") else {}
    text = followup() if "followup" in name else pledge("period: 2028")
    told = given({**files, name: text})
    assert [expected] == told.errors


@pytest.mark.parametrize(
    "name", ["2027/.DS_Store", "2027/Thumbs.db", "2027/~$lofte.docx", "2027/pledge.sv.md~", ".gitkeep"]
)
def test_what_programs_leave_behind_is_passed_over(given: Given, name: str) -> None:
    assert [] == given({name: "x"}).problems


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("published/2033/pledge.sv.md", "published/2033:1:1 kept_stray 2033"),
        ("published/2033/lofte.pdf", "published/2033:1:1 kept_stray 2033"),
        ("translations/2033/pledge.en.md", "translations/2033:1:1 kept_stray 2033"),
        ("published/pledge.sv.md", "published/pledge.sv.md:1:1 kept_stray pledge.sv.md"),
        ("published/agreements/2024/agreement.sv.md", "published/agreements/2024:1:1 kept_stray agreements/2024"),
        ("translations/addresses.txt", "translations/addresses.txt:1:1 kept_stray addresses.txt"),
        (".2033/pledge.sv.md", ".2033:1:1 folder_hidden .2033"),
        ("agreements/~x/agreement.sv.md", "agreements/~x:1:1 folder_hidden ~x"),
        ("2027/.gammalt/2026/followup-1.sv.md", "2027/.gammalt:1:1 folder_hidden .gammalt"),
        ("2033/pledge.sv.md~", "2033/pledge.sv.md~:1:1 file_name pledge.sv.md~ → pledge.sv.md"),
        ("2033/.pledge.sv.md", "2033/.pledge.sv.md:1:1 file_name .pledge.sv.md → pledge.sv.md"),
        ("2033/pledge.sv", "2033/pledge.sv:1:1 file_name pledge.sv → pledge.sv.md"),
        ("2033/pledge.sv.md.bak", "2033/pledge.sv.md.bak:1:1 file_name pledge.sv.md.bak → pledge.sv.md"),
        ("2033/pledge.sv.mdx", "2033/pledge.sv.mdx:1:1 file_name pledge.sv.mdx → pledge.sv.md"),
        ("2027/.followup-1.sv.md", "2027/.followup-1.sv.md:1:1 file_name .followup-1.sv.md → followup-1.sv.md"),
        ("2027/followup-1.sv.md~", "2027/followup-1.sv.md~:1:1 file_name followup-1.sv.md~ → followup-1.sv.md"),
    ],
)
def test_a_record_where_nothing_is_read_is_told(given: Given, name: str, expected: str) -> None:
    assert [expected] == given({name: pledge("period: 2033")}).problems


@pytest.mark.parametrize(
    "name",
    [
        "published/.gitkeep",
        "translations/agreements/.DS_Store",
        ".git/HEAD",
        "2027/.pledge.sv.md.0a1b2c3d.new",
        "2027/._pledge.sv.md",
        "2027/.pledge.sv.md.swp",
    ],
)
def test_what_is_no_record_is_passed_over_there_too(given: Given, name: str) -> None:
    told = given({name: "x"})
    assert ([], []) == (told.problems, told.notes)


def test_what_a_program_keeps_of_a_file_is_noted(given: Given) -> None:
    told = given({"2027/pledge.sv.md~": pledge()})
    assert ([], ["2027/pledge.sv.md~:1:1 file_backup pledge.sv.md~"]) == (told.problems, told.notes)


# Links of the file system


@pytest.mark.parametrize(
    ("link", "to", "is_told"),
    [
        ("2027/karta.pdf", "outside/hemligt.pdf", True),
        ("2027/pledge.sv.md", "outside/pledge.sv.md", True),
        ("2028", "outside", True),
        ("register.yml", "outside/register.yml", True),
        ("published/2027.yml", "outside/2027.yml", True),
        ("published/addresses.txt", "outside/addresses.txt", True),
        ("2027/karta.pdf", "project/.env", True),
        ("2027/karta.pdf", "project/pledges/2026/karta.pdf", False),
    ],
)
def test_a_link_that_leads_out_of_the_project_is_told_and_not_followed(
    tmp_path: Path, link: str, to: str, is_told: bool
) -> None:
    root = tmp_path / "project"
    outside = {"hemligt.pdf": "%PDF", "pledge.sv.md": pledge(), "register.yml": REGISTER, "2027.yml": "", "addresses.txt": "?"}  # fmt: skip
    for name, text in outside.items():
        write_file(tmp_path / "outside" / name, text.encode())
    write(root, {"2026/karta.pdf": "%PDF", "../.env": "TOKEN", "register.yml": REGISTER, "2027/pledge.sv.md": pledge()})
    path = root / "pledges" / link
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(tmp_path / to)
    entries, problems = read_records(root, LANGUAGES)
    told = [str(problem.mark) for problem in problems if problem.code == "link_outside"]
    assert ([f"pledges/{link}:1:1"] if is_told else []) == told
    names = {item.name for item in entries.attachments if item.folder == "2027"}
    assert ({"karta.pdf"} if not is_told else set()) == names
    assert (link == "register.yml") == (entries.register is None)
    assert not entries.ledgers
    assert not entries.addresses
    assert "addresses_altered" not in {problem.code for problem in problems}


def test_a_folder_with_nothing_in_it_lacks_its_record(given: Given) -> None:
    assert ["2028:1:1 record_missing pledge.sv.md"] == given({"2028/.keep": ""}).errors
