"""The sources of a site: nothing that cameras wrote, and still what the records' fingerprints say."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from core.conftest import EN, SV, Workspace, show_problem
from photos import SECRET, draw_plain, take_photo
from pledgebook.archive.provenance.sources import strip_pictures
from pledgebook.files.tree import digest
from pledgebook.history.originals import ORIGINALS
from pledgebook.images.camera_data import strip_camera_data

PHOTO = take_photo("JPEG", 32, 20)


@pytest.mark.parametrize("path", ["pledges/2027/torget.jpg", "docs/om/torget.jpg", "theme/assets/torget.JPG"])
def test_no_picture_in_the_sources_says_what_its_camera_wrote(path: str) -> None:
    found = strip_pictures({path: PHOTO, "docs/a.png": draw_plain("PNG"), "docs/a.md": b"A"}, ())
    assert SECRET.encode() not in found[path]
    assert found == strip_pictures(found, ())
    assert (draw_plain("PNG"), b"A") == (found["docs/a.png"], found["docs/a.md"])


DOCUMENT = "documents: [{title: Torget, kind: image, file: torget.jpg}]\n"
# Names the file of a document, and shows it in the text: both are published.
WAYS = {"a document": DOCUMENT, "a picture in the text": "", "both": DOCUMENT}


def show_photo(workspace: Workspace, way: str) -> None:
    workspace.edit(SV, "sources: [p1]", f"{WAYS[way]}sources: [p1]")
    if way != "a document":
        workspace.write(SV, workspace.read(SV) + "\n![Torget](torget.jpg)\n")
        workspace.write(EN, workspace.read(EN) + "\n![The square](torget.jpg)\n")
    workspace.write("2027/torget.jpg", PHOTO)


def take_out(workspace: Workspace, published: Collection[str] = ()) -> dict[str, bytes]:
    """Put what an archive's sources have of the records in their place."""
    found = strip_pictures({"pledges/2027/torget.jpg": PHOTO}, published)
    for path, data in found.items():
        workspace.write(path.removeprefix("pledges/"), data)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_a_published_picture_is_still_the_one_that_was_published(workspace: Workspace, way: str) -> None:
    show_photo(workspace, way)
    workspace.does("publish", "2027")
    assert [] == workspace.problems
    assert {"torget.jpg": digest(strip_camera_data(PHOTO, "torget.jpg"))} == workspace.ledger.list_files()
    assert ORIGINALS not in take_out(workspace, workspace.ledger.list_files().values())
    assert [] == workspace.problems
    workspace.write("2027/torget.jpg", draw_plain())
    assert ["2027/torget.jpg:1:1 published_replaced_file torget.jpg"] == workspace.problems


def test_two_originals_of_one_picture_are_each_still_the_one_that_was_published(workspace: Workspace) -> None:
    stripped = strip_camera_data(PHOTO, "torget.jpg")
    pictures = {"a.jpg": PHOTO, "b.jpg": stripped}
    shown = "".join(f"\n![Torget]({name})\n" for name in pictures)
    workspace.write(SV, workspace.read(SV) + shown)
    workspace.write(EN, workspace.read(EN) + shown)
    for name, data in pictures.items():
        workspace.write(f"2027/{name}", data)
    workspace.does("publish", "2027")
    found = strip_pictures({f"pledges/2027/{name}": data for name, data in pictures.items()}, ())
    for path, data in found.items():
        workspace.write(path.removeprefix("pledges/"), data)
    assert [] == workspace.problems


def test_a_picture_that_loses_more_the_next_time_is_still_what_was_published() -> None:
    path, half = "pledges/2027/torget.jpg", digest(PHOTO)
    found = strip_pictures({path: PHOTO, ORIGINALS: f"{half} {'0' * 64} {path}\n".encode()}, ())
    assert f"{digest(found[path])} {'0' * 64} {path}\n".encode() == found[ORIGINALS]


# What earlier versions of the program published with what the camera wrote


@pytest.fixture
def older(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A project whose ledger has the fingerprint of a picture as its camera left it."""
    show_photo(workspace, "both")
    with monkeypatch.context() as patch:
        patch.setattr("pledgebook.history.snapshot.strip_camera_data", lambda data, name: data)
        workspace.does("publish", "2027")
    assert {"torget.jpg": digest(PHOTO)} == workspace.ledger.list_files()
    return workspace


def test_an_older_ledger_stays_true_of_the_picture_and_of_what_an_archive_has_of_it(older: Workspace) -> None:
    assert [] == older.problems
    found = take_out(older, older.ledger.list_files().values())
    assert (
        f"{digest(found['pledges/2027/torget.jpg'])} {digest(PHOTO)} pledges/2027/torget.jpg\n".encode()
        == found[ORIGINALS]
    )
    assert [] == older.problems
    assert found == strip_pictures(found, older.ledger.list_files().values())
    (older.root / ORIGINALS).unlink()
    assert ["2027/torget.jpg:1:1 published_replaced_file torget.jpg"] == older.problems


def test_what_rests_on_the_list_of_originals_alone_is_said(older: Workspace) -> None:
    assert [] == told_of_originals(older)
    take_out(older, older.ledger.list_files().values())
    assert ["2027/torget.jpg:1:1 published_original torget.jpg"] == told_of_originals(older)


def told_of_originals(workspace: Workspace) -> list[str]:
    return [show_problem(problem) for problem in workspace.loaded.problems if problem.code == "published_original"]


def test_whoever_writes_in_the_list_of_originals_passes_nothing_off_without_a_word(workspace: Workspace) -> None:
    show_photo(workspace, "both")
    workspace.does("publish", "2027")
    other, is_one = draw_plain(), digest(strip_camera_data(PHOTO, "torget.jpg"))
    workspace.write("2027/torget.jpg", other)
    assert ["2027/torget.jpg:1:1 published_replaced_file torget.jpg"] == workspace.problems
    workspace.write("published/originals.txt", f"{digest(other)} {is_one} pledges/2027/torget.jpg\n")
    assert ["2027/torget.jpg:1:1 published_original torget.jpg"] == told_of_originals(workspace)
    workspace.write("published/originals.txt", f"{digest(PHOTO)} {digest(other)} pledges/2027/torget.jpg\n")
    assert [] == told_of_originals(workspace)
    assert ["2027/torget.jpg:1:1 published_replaced_file torget.jpg"] == workspace.problems
