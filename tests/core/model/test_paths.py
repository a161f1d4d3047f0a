"""The names of records' files."""

from __future__ import annotations

import pytest

from pledgebook.model import Agreement, FollowUp, Pledge
from pledgebook.model.ids import is_id, slug
from pledgebook.model.paths import RecordFile, RecordKind, is_agreement
from pledgebook.names import Language


@pytest.mark.parametrize(
    ("path", "kind", "record", "followup", "language", "model"),
    [
        ("2027/pledge.sv.md", RecordKind.PLEDGE, "2027", "", "sv", Pledge),
        ("2027/pledge.nn-NO.md", RecordKind.PLEDGE, "2027", "", "nn-NO", Pledge),
        ("2027/followup-2028-01.en.md", RecordKind.FOLLOWUP, "2027", "2028-01", "en", FollowUp),
        ("agreements/2024-2027/agreement.sv.md", RecordKind.AGREEMENT, "2024-2027", "", "sv", Agreement),
    ],
)
def test_a_name_is_taken_apart_and_put_together_again(
    path: str, kind: RecordKind, record: str, followup: str, language: Language, model: type
) -> None:
    file = RecordFile.parse(path)
    assert (kind, record, followup, language) == file
    assert file
    assert (path, f"pledges/{path}", model) == (file.path, file.project_path, file.model)
    assert file == RecordFile.parse(file.project_path)
    assert file == RecordFile.at(file.folder, file.part, language)
    assert is_agreement(file.folder) == (kind is RecordKind.AGREEMENT)


@pytest.mark.parametrize(
    "path",
    [
        *("register.yml", "2027/plan.pdf", "2027/notes.md", "2027/pledge.md", "2027/pledge-2.sv.md"),
        *("2027/followup.sv.md", "2027/followup-.sv.md", "2027/pledge.sv.md/x", "2027/Pledge.sv.md", ""),
    ],
)
def test_what_is_no_records_file_is_nothing(path: str) -> None:
    assert RecordFile.parse(path) is None


@pytest.mark.parametrize("path", ["2027/agreement.sv.md", "agreements/2027/pledge.sv.md", "pledge.sv.md"])
def test_a_file_in_the_wrong_folder_says_where_it_would_be(path: str) -> None:
    file = RecordFile.parse(path)
    assert file
    assert path != file.path


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("../2027/pledge.sv.md", "2027/pledge.sv.md"),
        ("../2027/pledge.sv.md#synas", "2027/pledge.sv.md"),
        ("../agreements/2024/agreement.en.md", "agreements/2024/agreement.en.md"),
        # A language says nothing here: the link leads to the page in the reader's own.
        ("../2027/pledge.md", "2027/pledge..md"),
    ],
)
def test_a_link_names_a_file(target: str, expected: str) -> None:
    file = RecordFile.parse_link(target)
    assert file
    assert expected == file.path


@pytest.mark.parametrize(
    ("text", "expected"), [("2027", True), ("a-b-1", True), ("", False), ("a--b", False), ("-a", False), ("a\n", False)]
)
def test_an_id_is_small_letters_digits_and_single_hyphens(text: str, expected: bool) -> None:
    assert expected == is_id(text)


def test_an_id_can_be_made_of_a_text() -> None:
    assert "mindre-skadegorelse-pa-angen" == slug("Mindre skadegörelse – på Ängen!")
