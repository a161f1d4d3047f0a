"""What lies in a folder or a zip is known by what is in it, and its lists of checksums are found where they belong."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from core.archive.verify.conftest import Files, opened, seal, show
from pledgebook.archive.verify.checksums import check_lists
from pledgebook.archive.verify.packages import PackageKind, UnknownPackageError, find_contents, take_inventory
from pledgebook.files.tree import digest, list_sums, place_in

PAYLOAD: Files = {"a.txt": b"one", "sources/SHA256SUMS": b"somebody's own"}
SIP = seal({"METS.xml": b"<mets/>", "metadata/dc.xml": b"<dc/>", "representations/r/data/a.txt": b"one"})
INFO = b"Payload-Oxum: "


def bag(payload: Mapping[str, bytes], algorithm: str = "sha512") -> Files:
    placed = place_in("data", payload)
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": INFO + f"{sum(map(len, placed.values()))}.{len(placed)}\n".encode(),
        f"manifest-{algorithm}.txt": list_sums(placed, algorithm).encode(),
    }
    return {**placed, **tags, f"tagmanifest-{algorithm}.txt": list_sums(tags, algorithm).encode()}


def web(**changed: bytes) -> Files:
    files = {"archive/data.warc": b"WARC", "pages/pages.jsonl": b"{}"}
    listed = [{"path": path, "hash": f"sha256:{digest(data)}", "bytes": len(data)} for path, data in files.items()]
    package = json.dumps({"resources": listed}).encode()
    sealed = {"path": "datapackage.json", "hash": f"sha256:{digest(package)}"}
    return {**files, "datapackage.json": package, "datapackage-digest.json": json.dumps(sealed).encode(), **changed}


def check(files: Mapping[str, bytes], is_zip: bool = False) -> list[str]:
    tree = opened(files, is_zip)
    inventory = take_inventory(tree)
    return show([*inventory.findings, *check_lists(tree, inventory.lists)])


WHOLE: list[tuple[str, Files, str, list[str]]] = [
    ("a folder with a list", seal(PAYLOAD), "folder", ["SHA256SUMS"]),
    ("that, in a folder of its own", place_in("a", seal(PAYLOAD)), "folder", ["a/SHA256SUMS"]),
    ("a bag", bag(PAYLOAD), "bag", ["tagmanifest-sha512.txt", "manifest-sha512.txt"]),
    ("a bag in a folder", place_in("n", bag(PAYLOAD)), "bag", ["n/tagmanifest-sha512.txt", "n/manifest-sha512.txt"]),
    ("a bag of another algorithm", bag(PAYLOAD, "md5"), "bag", ["tagmanifest-md5.txt", "manifest-md5.txt"]),
    ("a SIP", SIP, "sip", ["SHA256SUMS"]),
    ("a SIP in a folder of its own name", place_in("n", SIP), "sip", ["n/SHA256SUMS"]),
    ("a web archive", web(), "wacz", ["datapackage-digest.json", "datapackage.json"]),
    (
        "a SIP in a bag",
        bag(place_in("n", SIP)),
        "bag",
        ["tagmanifest-sha512.txt", "manifest-sha512.txt", "data/n/SHA256SUMS"],
    ),
    (
        "a bag of contents that have a list",
        bag(seal(PAYLOAD)),
        "bag",
        ["tagmanifest-sha512.txt", "manifest-sha512.txt", "data/SHA256SUMS"],
    ),
    (
        "a folder with a list and a bag",
        seal({**place_in("n", bag(PAYLOAD)), "n.wacz": b"x"}),
        "archive",
        ["SHA256SUMS", "n/tagmanifest-sha512.txt", "n/manifest-sha512.txt"],
    ),
]


@pytest.mark.parametrize(("files", "kind", "lists"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_what_it_is_and_its_lists_are_found(files: Files, kind: str, lists: list[str]) -> None:
    inventory = take_inventory(opened(files, is_zip=True))
    assert (kind, lists) == (inventory.kind, [listed.path for listed in inventory.lists])
    assert [] == check(files, is_zip=True)


@pytest.mark.parametrize(("files", "kind", "lists"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_a_file_that_has_come_to_it_is_told_wherever_it_is(files: Files, kind: str, lists: list[str]) -> None:
    folders = {"", *(path[: place + 1] for path in files for place, letter in enumerate(path) if letter == "/")}
    for folder in folders:
        added = {**files, f"{folder}more.txt": b""}
        # Beside the folder of a package that has none of its own lists it cannot be told what belongs there.
        if folder or kind != "folder" or "SHA256SUMS" in files:
            assert check(added, is_zip=True), folder


def test_a_folder_on_disk_that_holds_a_bag_is_that_of_an_archive() -> None:
    assert PackageKind.ARCHIVE is take_inventory(opened(place_in("n", bag(PAYLOAD)))).kind


@pytest.mark.parametrize("files", [{}, {"a.txt": b""}, {"METS.xml": b""}, {"a/b/SHA256SUMS": b""}, PAYLOAD])
def test_what_has_no_list_of_checksums_is_said_to_have_none(files: Files) -> None:
    with pytest.raises(UnknownPackageError, match="folder"):
        take_inventory(opened(files))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({**bag(PAYLOAD), "bagit.txt": b"BagIt"}, ["bagit.txt changed", "bagit.txt value"]),
        ({**bag(PAYLOAD), "notes.txt": b""}, ["notes.txt unlisted"]),
        ({**bag(PAYLOAD), "data/a.txt": b"two2"}, ["bag-info.txt oxum", "data/a.txt changed"]),
        ({**bag(PAYLOAD), "bag-info.txt": INFO + b"9" * 5000 + b".1"}, ["bag-info.txt changed"]),
        ({**SIP, "METS.xml": b"<mets a=''/>"}, ["METS.xml changed"]),
        (web(**{"archive/data.warc": b"WARX"}), ["archive/data.warc changed"]),
        (web(**{"datapackage.json": b"{}"}), ["archive/data.warc unlisted", "datapackage.json changed", "datapackage.json unreadable", "pages/pages.jsonl unlisted"]),
        (web(**{"datapackage-digest.json": b"["}), ["datapackage-digest.json unreadable"]),
        (web(**{"datapackage-digest.json": b"[" * 100_000}), ["datapackage-digest.json unreadable"]),
        ({**place_in("n", bag(PAYLOAD)), "notes.txt": b""}, ["notes.txt stray"]),
        ({**place_in("n", bag(PAYLOAD)), "m/notes.txt": b""}, ["m/notes.txt stray"]),
        ({"n.zip": b""}, [" no_bag"]),
        ({**place_in("n", SIP), "more.txt": b""}, ["more.txt stray"]),
    ],
)  # fmt: skip
def test_each_fault_is_named(files: Files, expected: list[str]) -> None:
    assert expected == check(files)


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"])
def test_a_bag_that_lacks_one_of_its_own_files_is_still_a_bag(name: str) -> None:
    files = {path: data for path, data in bag(PAYLOAD).items() if path != name}
    assert PackageKind.BAG is take_inventory(opened(files)).kind
    assert f"{name} missing" in check(files)


@pytest.mark.parametrize("name", ["datapackage.json", "datapackage-digest.json"])
def test_a_web_archive_that_lacks_one_of_its_own_files_is_still_one(name: str) -> None:
    assert f"{name} missing" in check({path: data for path, data in web().items() if path != name})


def test_a_sip_without_its_list_is_not_taken_for_whole() -> None:
    assert ["SHA256SUMS missing"] == check({path: data for path, data in SIP.items() if path != "SHA256SUMS"})


def test_the_list_of_another_sip_in_a_bag_is_not_missed() -> None:
    foreign = {"n/METS.xml": b"", "n/representations/r/data/a.txt": b""}
    assert [] == check(bag(foreign))


def test_the_outermost_list_is_what_vouches_for_all() -> None:
    inner, outer = "n/data/n/SHA256SUMS", "n/tagmanifest-sha512.txt"
    files = place_in("n", bag(place_in("n", SIP)))
    assert {outer: True, inner: False} == take_inventory(opened(files)).signed
    assert {"SHA256SUMS": True, outer: False, inner: False} == take_inventory(opened(seal(files))).signed
    two = {**files, **place_in("m", bag(PAYLOAD))}
    assert ["m/tagmanifest-sha512.txt", outer] == [
        path for path, is_outer in take_inventory(opened(two)).signed.items() if is_outer
    ]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["site/index.html", "sources/mkdocs.yml"], [""]),
        (["data/n/site/index.html", "data/n/sources/a/site/b", "data/n/sources/sources/c"], ["data/n/"]),
        (["sources/mkdocs.yml"], []),
        (["a/site/index.html", "b/sources/mkdocs.yml"], []),
    ],
)
def test_contents_are_known_by_a_site_and_its_sources(paths: list[str], expected: list[str]) -> None:
    assert expected == find_contents(opened(dict.fromkeys(paths, b"")))
