"""The sources of a site: nothing that cameras wrote, and still what the records' fingerprints say."""

from __future__ import annotations

import pytest

from core.conftest import EN, SV, Workspace
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


def test_a_picture_that_is_a_document_stays_byte_for_byte() -> None:
    files = {"pledges/2027/torget.jpg": PHOTO}
    assert files == strip_pictures(files, ["pledges/2027/torget.jpg"])


def test_a_published_picture_is_still_the_one_that_was_published(workspace: Workspace) -> None:
    workspace.write(SV, workspace.read(SV) + "\n![Torget](torget.jpg)\n")
    workspace.write(EN, workspace.read(EN) + "\n![The square](torget.jpg)\n")
    workspace.write("2027/torget.jpg", PHOTO)
    workspace.does("publish", "2027")
    found = strip_pictures({"pledges/2027/torget.jpg": PHOTO}, ())
    assert (
        f"{digest(found['pledges/2027/torget.jpg'])} {digest(PHOTO)} pledges/2027/torget.jpg\n".encode()
        == found[ORIGINALS]
    )
    for path, data in found.items():
        workspace.write(path.removeprefix("pledges/"), data)
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
