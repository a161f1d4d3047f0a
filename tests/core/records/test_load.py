"""Which files there are in a folder of records, and what is said of the others."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, SV, Given, agreement, followup, pledge


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


def test_a_folder_with_nothing_in_it_lacks_its_record(given: Given) -> None:
    assert ["2028:1:1 record_missing pledge.sv.md"] == given({"2028/.keep": ""}).errors
