"""An archive is whole, or what is wrong with it is told; how it lies on a disk or in a zip is nothing to tell of."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive.damage import Damage, draw_damage, flip
from core.archive.verify.conftest import Files, opened, pack, seal, show
from core.archive.verify.test_packages import PAYLOAD, SIP, bag, web
from core.archives import make_archive
from pledgebook.archive.verify.opened import OpenedTree, open_zip
from pledgebook.archive.verify.packages import PackageKind, UnknownPackageError
from pledgebook.archive.verify.result import VerifyResult, verify, verify_tree
from pledgebook.clock import render_moment
from pledgebook.files.tree import list_sums, place_in, write_tree

KINDS: dict[PackageKind, Files] = {
    # The package as one file need not be there.
    PackageKind.ARCHIVE: {path: data for path, data in make_archive().items() if not path.endswith(".zip")},
    PackageKind.BAG: bag(place_in("n", SIP)),
    PackageKind.SIP: SIP,
    PackageKind.FOLDER: seal(PAYLOAD),
    PackageKind.WACZ: web(),
}


def check(files: Files) -> list[str]:
    return show(verify_tree(opened(files)).findings)


def check_zip(data: bytes) -> VerifyResult:
    with open_zip(io.BytesIO(data)) as tree:
        return verify_tree(tree)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_whole_has_no_fault(kind: PackageKind) -> None:
    result = verify_tree(opened(KINDS[kind]))
    size = sum(map(len, KINDS[kind].values()))
    assert (kind, (), len(KINDS[kind]), size) == (result.kind, result.findings, result.files, result.size)


# Nothing changes unseen


def means_the_same(kind: PackageKind, path: str, data: bytes) -> bool:
    """Whether a list that no other names still says what it said: in JSON a space more, or a last line end less."""
    was = KINDS[kind][path]
    outermost = {"SHA256SUMS", "tagmanifest-sha512.txt", "datapackage-digest.json"}
    return path.rpartition("/")[2] in outermost and data.split() == was.split()


@settings(max_examples=100, deadline=None)
@given(draw_damage(KINDS))
def test_no_file_is_changed_deleted_renamed_or_added_unseen(damage: Damage) -> None:
    files = damage.apply(KINDS)
    try:
        found = verify_tree(opened(files)).findings
    except UnknownPackageError:
        # All that told what it was has gone, and so it is not taken for whole.
        return
    assert found or means_the_same(damage.kind, damage.path, files[damage.path])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]), st.data())
def test_no_damage_to_a_zip_changes_a_file_in_it_unseen(form: int, data: st.DataObject) -> None:
    packed = pack(place_in("n", SIP), form)
    changed = flip(packed, data.draw(st.integers(0, len(packed) - 1)), data.draw(st.integers(0, 7)))
    with open_zip(io.BytesIO(changed)) as tree:
        try:
            is_whole = not verify_tree(tree).findings
        except UnknownPackageError:
            return
        assert not is_whole or place_in("n", SIP) == dict(tree)


# What is harmless


@pytest.mark.parametrize("form", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("kind", [PackageKind.SIP, PackageKind.BAG, PackageKind.FOLDER])
def test_a_package_that_has_been_packed_anew_is_whole(kind: PackageKind, form: int) -> None:
    """Compressed, in another order, of another time, with its folders named."""
    files = place_in("n", KINDS[kind])
    folders = {"n/": b"", "n/data/": b""} if kind is PackageKind.BAG else {"n/": b""}
    for changed in (files, dict(reversed(files.items())), {**folders, **files}):
        assert (kind, ()) == ((result := check_zip(pack(changed, form))).kind, result.findings)


def test_the_times_of_files_are_no_part_of_them(tmp_path: Path) -> None:
    write_tree(make_archive(), tmp_path)
    for path in tmp_path.rglob("*"):
        path.touch()
    assert () == verify(tmp_path).findings


# A zip beside a bag


def archive(zipped: bytes) -> Files:
    return {**place_in("n", bag(place_in("n", SIP))), "n.zip": zipped}


def test_the_same_package_as_one_file_beside_the_bag_is_whole() -> None:
    result = verify_tree(opened(archive(pack(place_in("n", SIP), zipfile.ZIP_DEFLATED))))
    assert (PackageKind.ARCHIVE, ()) == (result.kind, result.findings)


@pytest.mark.parametrize(
    ("zipped", "expected"),
    [
        (pack(place_in("n", {**SIP, "METS.xml": b""})), ["n.zip/n/METS.xml emptied"]),
        (pack(place_in("n", seal({**SIP, "METS.xml": b"<other/>"}))), ["n.zip differs"]),
        (pack({"a.txt": b"x"}), ["n.zip stray"]),
        (pack(place_in("n", SIP))[:-40], ["n.zip cut"]),
        (b"x", ["n.zip unreadable"]),
    ],
    ids=["changed", "another", "something else", "cut", "no zip"],
)
def test_another_zip_beside_the_bag_is_told(zipped: bytes, expected: list[str]) -> None:
    assert expected == check(archive(zipped))


def test_a_zip_in_a_zip_is_not_looked_into() -> None:
    """So that one which holds itself comes to an end."""
    inner = pack({"n.zip": b"x"})
    assert ["n.zip no_bag"] == check(archive(pack({"m.zip": inner})))


# Signed lists


def test_the_lists_that_may_be_signed_are_kept_with_their_signatures() -> None:
    sip = {**SIP, "SHA256SUMS.sig": b"inner"}
    files = {**bag(place_in("n", sip)), "tagmanifest-sha512.txt.sig": b"outer"}
    result = verify_tree(opened(files))
    assert () == result.findings
    assert [("tagmanifest-sha512.txt", b"outer", True), ("data/n/SHA256SUMS", b"inner", False)] == [
        (listed.path, listed.signature, listed.is_outer) for listed in result.signed
    ]


def test_a_signature_that_cannot_be_read_is_told() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    tree = opened({**SIP, "SHA256SUMS.sig": b"x"})
    tree.files["SHA256SUMS.sig"] = type(tree.files["METS.xml"])(1, refuse)
    assert ["SHA256SUMS.sig unreadable"] == show(verify_tree(tree).findings)


# More checks


def test_more_is_checked_only_where_no_file_has_changed() -> None:
    asked: list[OpenedTree] = []
    more: Callable[[OpenedTree], list[object]] = lambda tree: asked.append(tree) or []  # type: ignore[func-returns-value]  # noqa: E731
    verify_tree(opened({**SIP, "METS.xml": b"x"}), more)  # type: ignore[arg-type]
    assert [] == asked
    verify_tree(opened(SIP), more)  # type: ignore[arg-type]
    assert 1 == len(asked)


# On disk


@pytest.mark.parametrize("name", ["a.txt", "a.tar", "pipe"])
def test_what_is_no_package_is_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    (tmp_path / name).chmod(0)
    with pytest.raises(UnknownPackageError, match="file"):
        verify(tmp_path / name)


def test_a_zip_that_was_cut_off_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "n.zip").write_bytes(pack(SIP)[:-50])
    (tmp_path / "n.wacz").write_bytes(b"")
    assert (PackageKind.ZIP, [" cut"]) == ((result := verify(tmp_path / "n.zip")).kind, show(result.findings))
    assert (PackageKind.WACZ, [" unreadable"]) == ((result := verify(tmp_path / "n.wacz")).kind, show(result.findings))


def test_large_files_are_never_held_in_memory(tmp_path: Path) -> None:
    size = 40_000_000
    with (tmp_path / "a.bin").open("wb") as file:
        file.truncate(size)
    (tmp_path / "SHA256SUMS").write_text(list_sums({"a.bin": bytes(size)}))
    tracemalloc.start()
    try:
        assert () == verify(tmp_path).findings
        assert tracemalloc.get_traced_memory()[1] < size / 8
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        (b"2027-06-01T12:00:00Z", "2027-06-01T12:00:00Z"),
        (b"2027-06-01T14:00:00+02:00", "2027-06-01T12:00:00Z"),
        # One without a zone is the same wherever it is read.
        (b"2027-06-01T12:00:00", "2027-06-01T12:00:00Z"),
        (b"0001-01-01T00:00:00+14:00", ""),
        (b"9999-12-31T23:59:59-14:00", ""),
        (b"2027-13-01", ""),
    ],
)
def test_when_it_was_made_is_what_its_description_states(stated: bytes, moment: str) -> None:
    header = b'<mets><metsHdr CREATEDATE="%s">' % stated
    result = verify_tree(opened(seal({"METS.xml": header, "metadata/a.xml": b""})))
    assert ((), moment) == (result.findings, render_moment(result.moment) if result.moment else "")
