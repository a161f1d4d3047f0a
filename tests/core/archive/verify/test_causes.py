"""Faults by their thousands are told as what has happened."""

from __future__ import annotations

import unicodedata

import pytest

from pledgebook.archive.verify.causes import FEW, find_causes
from pledgebook.archive.verify.finding import Finding


def tell(*faults: str, present: str = "") -> tuple[list[str], list[str]]:
    """Causes and what is told beside them, of faults written `path code`."""
    findings = [Finding(*fault.rsplit(" ", 1)) for fault in faults]
    causes, left = find_causes(findings, set(present.split("|")) - {""})
    return [f"{cause.code} {cause.number} {cause.path}" for cause in causes], [
        f"{item.path} {item.code}" for item in left
    ]


def many(code: str, number: int = FEW + 1, folder: str = "a/") -> list[str]:
    return [f"{folder}{name} {code}" for name in range(number)]


def test_a_few_faults_are_told_one_by_one() -> None:
    faults = ["a changed", "b missing", "c unlisted"]
    assert ([], faults) == tell(*faults, present="a|c")


@pytest.mark.parametrize("code", ["line_ends", "emptied"])
def test_what_a_program_has_done_is_told_once_however_few_there_are(code: str) -> None:
    assert ([f"{code} 1 a"], []) == tell(f"a {code}", present="a")
    assert ([f"{code} 3000 a/0"], ["b changed"]) == tell(*many(code, 3000), "b changed", present="b")


def test_a_whole_folder_that_is_missing_is_one_cause() -> None:
    faults = ["a/b/1 missing", "a/b/c/2 missing", "a/3 missing"]
    assert (["folder_missing 3 a/"], []) == tell(*faults, present="b/1")
    assert (["folder_missing 2 a/b/"], ["a/3 missing"]) == tell(*faults, present="a/4")


def test_the_folder_that_is_left_of_it_is_no_cause_of_its_own() -> None:
    assert (["folder_missing 2 a/"], []) == tell("a/1 missing", "a/2 missing", "a empty", present="b")


def test_a_whole_folder_that_was_not_packed_is_one_cause() -> None:
    assert (["folder_added 2 new/"], []) == tell("new/1 unlisted", "new/b/2 unlisted", present="a/1|new/1|new/b/2")
    # A folder of what was packed is not one, though all that is left in it is new.
    assert ([], ["a/2 missing", "a/1 unlisted"]) == tell("a/2 missing", "a/1 unlisted", present="a/1")


def test_names_in_another_form_of_unicode_are_one_cause() -> None:
    there, here = (unicodedata.normalize(form, "å/löfte.txt") for form in ("NFC", "NFD"))
    assert ([f"unicode 1 {there}"], []) == tell(f"{there} missing", f"{here} unlisted", present=here)


def test_names_in_other_capitals_are_one_cause() -> None:
    found = tell("a/B.txt missing", "a/b.TXT unlisted", "c missing", present="a/b.TXT")
    assert (["case 1 a/B.txt"], ["c missing"]) == found


def test_a_copy_that_was_stopped_says_how_much_it_lacks() -> None:
    oxum = Finding("bag-info.txt", "oxum", "1000.9", "400.9")
    causes, left = find_causes([oxum, Finding("data/c", "changed")], {"data/c"})
    assert [("cut", 600)] == [(cause.code, cause.number) for cause in causes]
    assert ["changed"] == [finding.code for finding in left]
    lost = [Finding(f"data/{name}", "missing") for name in range(FEW + 1)]
    causes, left = find_causes([oxum, *lost], {"data/x"})
    assert [("cut", 600), ("many_missing", FEW + 1)] == [(cause.code, cause.number) for cause in causes]


def test_a_file_that_was_taken_away_is_no_copy_that_was_stopped() -> None:
    oxum = Finding("bag-info.txt", "oxum", "1000.3", "400.2")
    causes, left = find_causes([oxum, Finding("data/c", "missing")], {"data/a", "data/b"})
    assert ((), ["missing"]) == (causes, [finding.code for finding in left])


def test_a_count_that_follows_from_other_faults_is_not_told_beside_them() -> None:
    oxum = Finding("bag-info.txt", "oxum", "1000.3", "1001.3")
    _, left = find_causes([oxum, Finding("data/c", "changed")], {"data/c"})
    assert ["changed"] == [finding.code for finding in left]
    assert ((), (oxum,)) == find_causes([oxum], {"data/c"})


@pytest.mark.parametrize("code", ["changed", "missing", "unlisted", "stray", "empty", "name"])
def test_many_faults_of_one_kind_are_counted(code: str) -> None:
    present = "|".join(f"a/{name}" for name in range(FEW + 1)) if code != "missing" else ""
    keep = "a/x" if code in ("missing", "unlisted", "stray") else "b"
    listed = [*many(code), *(["a/y missing"] if code in ("unlisted", "stray") else [])]
    causes, _ = tell(*listed, present=f"{present}|{keep}")
    assert [f"many_{code} {FEW + 1} a/0"] == causes


def test_every_fault_is_in_a_cause_or_told_by_itself() -> None:
    faults = [*many("changed"), "x missing", *many("unlisted", 2, "new/"), *many("line_ends", 3, "t/")]
    findings = [Finding(*fault.rsplit(" ", 1)) for fault in faults]
    causes, left = find_causes(findings, {f"new/{name}" for name in range(2)})
    told = [*left, *(finding for cause in causes for finding in cause.findings)]
    assert sorted(findings) == sorted(told)
