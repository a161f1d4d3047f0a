"""No change to a package goes unseen, whatever it was made for, and what changes nothing is no fault.

Each attack is held against each kind of package. What can be made anew without a trace (all the lists, unsigned) is
told as whole and never as somebody's: see `test_attacks_on_proof`.
"""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive.verify.conftest import Files, opened, pack, seal, show
from core.archive.verify.test_packages import SIP, bag, web
from pledgebook.archive.verify.causes import find_causes
from pledgebook.archive.verify.opened import READ_ERRORS, OpenedTree, open_zip
from pledgebook.archive.verify.packages import UnknownPackageError
from pledgebook.archive.verify.result import verify, verify_tree
from pledgebook.files.tree import list_sums, place_in, write_tree

WORDS = {"a.txt": b"one\ntwo\n", "a/b.txt": b"three\n", "löfte/å.pdf": b"%PDF-1.7\n\xff", "a/tom.txt": b""}
BAG = bag(place_in("n", SIP))
ARCHIVE = {**place_in("n", BAG), "n.zip": pack(place_in("n", SIP))}
KINDS: dict[str, Files] = {"folder": seal(WORDS), "sip": SIP, "bag": BAG, "archive": ARCHIVE, "wacz": web()}
# Nothing vouches for these: who makes them anew has made another package, and a zip beside a bag is its copy.
SEALS = {
    "folder": "SHA256SUMS",
    "sip": "SHA256SUMS",
    "bag": "tagmanifest-sha512.txt",
    "wacz": "datapackage-digest.json",
}
SEALS["archive"] = "n/tagmanifest-sha512.txt"


def look(tree: OpenedTree) -> list[str]:
    """The faults, or that it is nothing that can be verified."""
    try:
        return show(verify_tree(tree).findings)
    except UnknownPackageError as error:
        return show(tree.findings) or [f" unknown {error}"]


def check(files: Mapping[str, bytes]) -> list[str]:
    return look(opened(files))


def check_zip(data: bytes) -> list[str]:
    with open_zip(io.BytesIO(data)) as tree:
        return look(tree) if tree or not tree.findings else show(tree.findings)


def flip(place: float) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        at = int((len(data) - 1) * place)
        return data[:at] + bytes([data[at] ^ 0x20 if data[at] != 0x20 else 0x21]) + data[at + 1 :] if data else data

    return change


# What is done to the bytes of a file.
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "the first byte flipped": flip(0),
    "a byte in the middle flipped": flip(0.5),
    "a late byte flipped": flip(0.9),
    "cut in half": lambda data: data[: len(data) // 2],
    "two bytes cut off": lambda data: data[:-2],
    "the first byte cut off": lambda data: data[1:],
    "emptied": lambda data: b"",
    "grown at the end": lambda data: data + b"x",
    "grown at the beginning": lambda data: b"\n" + data,
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "line ends of Windows in one line": lambda data: data.replace(b"\n", b"\r\n", 1),
    "line ends of an old Mac": lambda data: data.replace(b"\n", b"\r"),
    "another encoding": lambda data: data.decode("latin-1").encode("utf-16"),
    "zeros of the same length": lambda data: bytes(len(data)),
    "twice after itself": lambda data: data * 2,
    "backwards": lambda data: data[::-1],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", DAMAGE)
def test_no_file_of_any_package_changes_unseen(kind: str, damage: str) -> None:
    for path, data in KINDS[kind].items():
        changed = DAMAGE[damage](data)
        # A zip beside a bag may be packed anew; what is done to one is in other tests here.
        if changed != data and not path.endswith(".zip") and not is_same_seal(kind, path, changed):
            assert check({**KINDS[kind], path: changed}), path


def is_same_seal(kind: str, path: str, changed: bytes) -> bool:
    """Whether it is what a web archive is sealed with, and says the same in other bytes."""
    if kind != "wacz" or path != SEALS[kind]:
        return False
    try:
        return bool(json.loads(changed) == json.loads(KINDS[kind][path]))
    except ValueError:
        return False


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_handful_of_bytes_changes_unseen(kind: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(set(KINDS[kind]) - {"n.zip", "a/tom.txt", SEALS["wacz"]})))
    changed = bytearray(KINDS[kind][path])
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    if path == SEALS[kind]:
        # The last line may end or not, and checksums be written in capitals, all of them.
        assert check({**KINDS[kind], path: bytes(changed)}) or bytes(changed).strip() == KINDS[kind][path].strip()
    else:
        assert bool(check({**KINDS[kind], path: bytes(changed)})) == (bytes(changed) != KINDS[kind][path])


def rename(change: Callable[[str], str]) -> Callable[[Files, str], Files]:
    def apply(files: Files, path: str) -> Files:
        folder, slash, name = path.rpartition("/")
        return {(folder + slash + change(name) if one == path else one): data for one, data in files.items()}

    return apply


def swap(files: Files, path: str) -> Files:
    other = next((one for one in files if one != path and files[one] != files[path] and "." in one), path)
    return {**files, path: files[other], other: files[path]}


# What is done to a folder, at each of its files.
MOVES: dict[str, Callable[[Files, str], Files]] = {
    "taken away": lambda files, path: {one: data for one, data in files.items() if one != path},
    "a copy beside it": lambda files, path: {**files, f"{path}.bak": files[path]},
    "an empty file beside it": lambda files, path: {**files, f"{path}~": b""},
    "a folder beside it": lambda files, path: {**files, f"{path} (1)/a/b.txt": b"x"},
    "a hidden file beside it": lambda files, path: {**files, f"{path.rpartition('/')[0]}/.DS_Store".lstrip("/"): b"x"},
    "another ending": rename(lambda name: f"{name}.txt"),
    "other capitals": rename(str.swapcase),
    "a space behind it": rename(lambda name: f"{name} "),
    "a folder of its own": rename(lambda name: f"x/{name}"),
    "letters and marks apart": rename(lambda name: unicodedata.normalize("NFD", name)),
    "exchanged for another": swap,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("move", MOVES)
def test_no_file_of_any_package_comes_goes_or_moves_unseen(kind: str, move: str) -> None:
    for path in KINDS[kind]:
        moved = MOVES[move](KINDS[kind], path)
        # A zip beside a bag is asked for or not, and goes by any name.
        if moved != KINDS[kind] and not (kind == "archive" and path == "n.zip" and move in MAY_BE):
            assert check(moved), path


MAY_BE = ("taken away", "another ending", "other capitals", "exchanged for another")

SUM = list_sums({"a.txt": WORDS["a.txt"]}).removesuffix("  a.txt\n")
# Lines that somebody has written into a list, and what is then told of the list or of what it names.
LINES = {
    "an absolute path": (f"{SUM}  /etc/passwd", "/etc/passwd missing"),
    "a way out": (f"{SUM}  ../a.txt", "../a.txt missing"),
    "a way out and back": (f"{SUM}  a/../a.txt", "a/../a.txt missing"),
    "a device": (f"{SUM}  /dev/zero", "/dev/zero missing"),
    "a drive": (f"{SUM}  C:\\a.txt", "C:\\a.txt missing"),
    "an address": (f"{SUM}  https://example.org/a", "https://example.org/a missing"),
    "a folder": (f"{SUM}  a/", "a/ missing"),
    "a file that is not there": (f"{SUM}  b.txt", "b.txt missing"),
    "a file again": (f"{SUM}  a.txt", "SHA256SUMS list_line"),
    "a file again, by another way": (f"{SUM}  ./a.txt", "SHA256SUMS list_line"),
    "a file again, with another checksum": (f"{'0' * 64}  a.txt", "SHA256SUMS list_line"),
    "the list itself": (f"{'0' * 64}  SHA256SUMS", "SHA256SUMS list_line"),
    "a letter written out": (f"{SUM}  %61.txt", "%61.txt missing"),
    "a folder written out": (f"{SUM}  %2e%2e%2fa.txt", "%2e%2e%2fa.txt missing"),
    "another algorithm": ("d41d8cd98f00b204e9800998ecf8427e  a/tom.txt", "SHA256SUMS list_line"),
    "one space": (f"{SUM} a.txt", "SHA256SUMS list_line"),
    "a tab": (f"{SUM}\ta.txt", "SHA256SUMS list_line"),
    "a star, where the others have none": (f"{SUM} *b.txt", "SHA256SUMS list_line"),
    "capitals, where the others have none": (f"{SUM.upper()}  b.txt", "SHA256SUMS list_line"),
    "a line of another program": (f"SHA256 (a.txt) = {SUM}", "SHA256SUMS list_line"),
    "a name written with a backslash": (f"\\{SUM}  a\\nb", "SHA256SUMS list_line"),
    "a comment": ("# a.txt", "SHA256SUMS list_line"),
    "nothing": ("", "SHA256SUMS list_line"),
    "spaces": ("   ", "SHA256SUMS list_line"),
    "a NUL": (f"{SUM}  a.txt\0", "a.txt\0 missing"),
    "a conflict of git": ("<<<<<<< HEAD", "SHA256SUMS list_line"),
    "digits of another script": (f"{'٣' * 64}  a.txt", "SHA256SUMS list_line"),
    "a very long line": (f"{SUM}  {'a' * 100_000}", f"{'a' * 100_000} missing"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_somebody_has_written_into_a_list_is_told_and_opens_nothing(line: str) -> None:
    added, expected = LINES[line]
    files = KINDS["folder"]
    assert expected in check({**files, "SHA256SUMS": files["SHA256SUMS"] + f"{added}\n".encode()})


@pytest.mark.parametrize(
    "name", ["./a.txt", "a%25.txt", "100 %.txt", "a%0Ab.txt", "å.txt", " a.txt", "a  b.txt", "*a.txt"]
)
def test_a_list_may_name_files_as_the_program_that_wrote_it_does(name: str) -> None:
    """`find -exec sha256sum` begins with `./`, and no program but some for bags writes `%` out."""
    assert [] == check({name.removeprefix("./"): b"x", "SHA256SUMS": list_sums({name: b"x"}).encode()})


# What is made of an archive's folder, a bag, or a web archive.
def retag(files: Files, **changed: bytes | None) -> Files:
    """A bag whose own files are others, with a new list of them."""
    kept = {**files, **{name.replace("_", "-") + ".txt": data for name, data in changed.items()}}
    tags = {path: data for path, data in kept.items() if data is not None and path.count("/") == 0}
    tags.pop("tagmanifest-sha512.txt")
    listed = list_sums(tags, "sha512").encode()
    return {**{path: data for path, data in kept.items() if data is not None}, "tagmanifest-sha512.txt": listed}


FETCH = b"https://example.org/a.txt 3 data/a.txt\n"
OTHER = bag({"a.txt": b"two"})
CASES: dict[str, tuple[Files, str]] = {
    "a second bag in which a file has changed": (
        {**ARCHIVE, **place_in("m", {**OTHER, "data/a.txt": b"owt"})},
        "m/data/a.txt changed",
    ),
    "files that look like an unpacked web archive": (
        {**ARCHIVE, "x/datapackage.json": b"{}", "x/run.exe": b"MZ"},
        "x/run.exe stray",
    ),
    "nothing but what looks like one": ({"x/datapackage.json": b"{}", "x/run.exe": b"MZ"}, " unknown folder"),
    "a list of its own that names nothing": ({**ARCHIVE, "SHA256SUMS": b""}, "n/bagit.txt unlisted"),
    "a folder that is taken for a web archive": ({**ARCHIVE, "datapackage.json": b"{}"}, "n/bagit.txt unlisted"),
    "the zip of another package": ({**ARCHIVE, "n.zip": pack(place_in("n", seal(WORDS)))}, "n.zip differs"),
    "a zip with more in it": (
        {**ARCHIVE, "n.zip": pack({**place_in("n", SIP), "n/x.txt": b""})},
        "n.zip/n/x.txt unlisted",
    ),
    "a zip that is none": ({**ARCHIVE, "n.zip": b"MZ"}, "n.zip unreadable"),
    "a zip before the zip": ({**ARCHIVE, "n.zip": pack({"a": b""}) + ARCHIVE["n.zip"]}, "n.zip zip_more"),
    "a zip without any list": ({**ARCHIVE, "n.zip": pack({"a": b""})}, "n.zip stray"),
    "a web archive beside the bag": ({**ARCHIVE, "a.wacz": pack(web())}, "a.wacz differs"),
    "nothing but the zip": ({"n.zip": ARCHIVE["n.zip"]}, " no_bag"),
    "a SIP without its list": (
        {path: data for path, data in SIP.items() if path != "SHA256SUMS"},
        "SHA256SUMS missing",
    ),
    "a SIP without its METS": ({path: data for path, data in SIP.items() if path != "METS.xml"}, "METS.xml missing"),
    "files to fetch that are not there": (
        retag({path: data for path, data in OTHER.items() if path != "data/a.txt"}, fetch=FETCH),
        "data/a.txt missing",
    ),
    "a list of all files in a weaker algorithm": ({**BAG, "manifest-md5.txt": b""}, "data/n/METS.xml unlisted"),
    "a list of lists in a weaker algorithm": ({**BAG, "tagmanifest-md5.txt": b""}, "manifest-sha512.txt unlisted"),
    "no list of files": (retag(BAG, manifest_sha512=None), "manifest-sha512.txt missing"),
    "no declaration": (retag(BAG, bagit=None), "bagit.txt missing"),
    "another declaration": (retag(BAG, bagit=b"BagIt-Version: 1.0\n"), "bagit.txt value"),
    "an amount that is not so": (retag(BAG, bag_info=b"Payload-Oxum: 1.1\n"), "bag-info.txt oxum"),
    "a bag in which a bag has changed": (bag({**OTHER, "data/a.txt": b"owt"}), "data/data/a.txt changed"),
    "checksums written out in a list of another algorithm": (
        retag(BAG, manifest_sha512=list_sums(place_in("data", SIP)).encode()),
        "data/n/METS.xml unlisted",
    ),
    "a web archive whose list names nothing": (web(**{"datapackage.json": b"{}"}), "datapackage.json unreadable"),
    "a web archive whose seal names another file": (
        web(**{"datapackage-digest.json": b'{"path": "a", "hash": "sha256:0"}'}),
        "datapackage-digest.json unreadable",
    ),
    "a web archive whose seal is a list": (
        web(**{"datapackage-digest.json": b"[[]]"}),
        "datapackage-digest.json unreadable",
    ),
    "a web archive whose list is nested deep": (
        web(**{"datapackage.json": b"[" * 100_000}),
        "datapackage.json unreadable",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_made_of_a_package_is_told(case: str) -> None:
    files, expected = CASES[case]
    assert expected in check(files)


@pytest.mark.parametrize(
    "files",
    [
        {**place_in("n", BAG)},
        {**place_in("another name", BAG), "x.ZIP": ARCHIVE["n.zip"]},
        {**ARCHIVE, **place_in("m", OTHER)},
        {**ARCHIVE, "n.zip": pack(dict(reversed(place_in("n", SIP).items())), zipfile.ZIP_DEFLATED)},
        retag(BAG, fetch=FETCH.replace(b"data/", b"data/n/")),
        bag(BAG),
        retag(BAG, bag_info=b"Payload-Oxum: " + b"9" * 5000 + b".1\n"),
        dict(reversed(ARCHIVE.items())),
        dict(sorted(ARCHIVE.items(), key=lambda item: item[0].casefold())),
        seal({"Rapport.pdf": b"x", "rapport.pdf": b"y"}),
    ],
    ids=[
        "no zip",
        "other names",
        "two bags",
        "a zip packed anew",
        "files to fetch that are there",
        "a bag in a bag",
        "an amount that nobody can count to",
        "another order",
        "the order of Windows",
        "names that Windows takes for one",
    ],
)
def test_what_changes_no_file_is_whole(files: Files) -> None:
    assert [] == check(files)


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01",
        "99999",
        "2027-02-30",
        "-",
        "2027-06-15T24",
    ],
)
def test_a_moment_that_is_none_stops_nothing(moment: str) -> None:
    assert [] == check(seal({**SIP, "METS.xml": f'<mets><metsHdr CREATEDATE="{moment}"/></mets>'.encode()}))


@given(st.dictionaries(st.text("ab/.", min_size=1, max_size=6), st.binary(max_size=20), max_size=6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_nothing_that_a_folder_or_a_zip_holds_stops_the_check(files: Files, is_zip: bool) -> None:
    names = ("SHA256SUMS", "bagit.txt", "METS.xml", "datapackage.json", "manifest-md5.txt", "bag-info.txt")
    named = {names[len(path) % len(names)] if "." in path else path: data for path, data in files.items()}
    assert check_zip(pack(named)) if is_zip else check(named) or named == {"SHA256SUMS": b""}


def test_thousands_of_faults_are_told_in_few_lines() -> None:
    added = {f"{number}/{name}": b"" for number in range(1500) for name in "ab"}
    result = verify_tree(opened({**KINDS["folder"], **added}))
    causes, alone = find_causes(result.findings, result.present)
    assert (3000, ()) == (sum(len(cause.findings) for cause in causes), alone)
    assert len(causes) < 30


# Zips

MEMBERS = place_in("n", SIP)
ZIP = pack(MEMBERS)
LATE = "n/representations/r/data/a.txt"


def pack_with(change: Callable[[zipfile.ZipInfo], None], files: Mapping[str, bytes] = MEMBERS) -> bytes:
    """The SIP as a zip, in which something is done to what is said of the last file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for path, data in files.items():
            info = zipfile.ZipInfo(path)
            if path == LATE:
                change(info)
            file.writestr(info, data)
    return target.getvalue()


def name_again(name: str) -> Callable[[zipfile.ZipInfo], None]:
    """Another name, which some programs go by (APPNOTE, 4.6.9)."""

    def change(info: zipfile.ZipInfo) -> None:
        data = b"\x01" + crc32(info.filename.encode()).to_bytes(4, "little") + name.encode()
        info.extra = struct.pack("<2H", 0x5455, 1) + b"\0" + struct.pack("<2H", 0x7075, len(data)) + data

    return change


def edit(old: bytes, new: bytes, which: str = "all") -> bytes:
    """The zip with bytes exchanged: in what stands before each file, in the list at the end, or everywhere."""
    start = ZIP.index(b"PK\x01\x02")
    head, tail = ZIP[:start], ZIP[start:]
    return (head if which == "list" else head.replace(old, new)) + (
        tail if which == "files" else tail.replace(old, new)
    )


def comment(data: bytes) -> bytes:
    return ZIP[:-2] + len(data).to_bytes(2, "little") + data


def field(place: int, value: bytes, mark: bytes = b"PK\x01\x02") -> bytes:
    """The zip with something else in the first of the structures that begin with a mark."""
    at = ZIP.index(mark) + place
    return ZIP[:at] + value + ZIP[at + len(value) :]


def stream(files: Mapping[str, bytes]) -> bytes:
    """A zip written to a pipe, whose sizes stand behind each file."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        for path, data in files.items():
            file.writestr(path, data)
    return bytes(pipe.data)


EVIL = pack({LATE: b"evil"})
INSERTED = ZIP.index(b"PK\x01\x02")
ZIPS: dict[str, bytes] = {
    "bytes before it": b"MZ" + ZIP,
    "another zip before it": EVIL + ZIP,
    "bytes after it": ZIP + b"x",
    "another zip after it": ZIP + EVIL,
    "another zip in its comment": comment(EVIL),
    "itself in another zip's comment": EVIL[:-2] + len(ZIP).to_bytes(2, "little") + ZIP,
    "a file that its list does not name": ZIP[:INSERTED] + EVIL[: EVIL.index(b"PK\x01\x02")] + ZIP[INSERTED:],
    "another name before a file": edit(b"r/data/a.txt", b"r/data/b.txt", "files"),
    "another name in the list": edit(b"r/data/a.txt", b"r/data/b.txt", "list"),
    "a name that ends early": edit(b"r/data/a.txt", b"r/data/a\0txt"),
    "backslashes": edit(b"r/data/a.txt", b"r\\data\\a.txt"),
    "a way out": edit(b"n/representations/r/data/a.txt", b"n/../../../../../../etc/passw"),
    "an absolute name": edit(b"n/representations/r/data/a.txt", b"/n/epresentations/r/data/a.txt"),
    "other capitals": edit(b"r/data/a.txt", b"r/data/A.txt"),
    "another name for other programs": pack_with(name_again("n/evil.txt")),
    "a way out for other programs": pack_with(name_again("../evil.txt")),
    "a link": pack_with(lambda info: setattr(info, "external_attr", 0o120777 << 16)),
    "a lock": field(8, b"\x01\x00"),
    "a lock before the file": field(6, b"\x01\x00", b"PK\x03\x04"),
    "an unknown compression": field(10, b"\x63\x00"),
    "a size that is too large": field(24, b"\xff\xff\xff\x7f"),
    "a size that is too small": field(24, b"\x01\0\0\0"),
    "another checksum": field(16, b"\0\0\0\0"),
    "another place": field(42, b"\x05\0\0\0"),
    "another number of files": field(8, b"\x01\0\x01\0", b"PK\x05\x06"),
    "a list that begins elsewhere": field(16, b"\x01\0\0\0", b"PK\x05\x06"),
    "parts on other disks": ZIP[: ZIP.index(b"PK\x05\x06")]
    + b"PK\x06\x07"
    + bytes(16)
    + ZIP[ZIP.index(b"PK\x05\x06") :],
    "a copy that was cut": ZIP[: len(ZIP) // 2],
    "no end": ZIP[:-22],
    "nothing but an end": ZIP[-22:],
    "a hole": ZIP[:50] + ZIP[60:],
    "a folder where a file was": pack({f"{path}/" if path == LATE else path: data for path, data in MEMBERS.items()}),
    "an empty folder": pack({**MEMBERS, "n/more/": b""}),
    "a file beside the package": pack({**MEMBERS, "x.txt": b""}),
    "a file more": pack({**MEMBERS, "n/x.txt": b""}),
    "a file less": pack({path: data for path, data in MEMBERS.items() if path != LATE}),
    "another file": pack({**MEMBERS, LATE: b"two"}),
    "nothing": b"",
    "an empty zip": pack({}),
    "very much of nothing": pack({**MEMBERS, "n/zeros": bytes(120_000_000)}, zipfile.ZIP_DEFLATED),
    "very many files": pack({**MEMBERS, **{f"n/{number}": b"" for number in range(2_000)}}),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", ZIPS)
def test_no_trick_with_a_zip_goes_unseen(case: str) -> None:
    assert check_zip(ZIPS[case])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("is_first", [True, False])
def test_a_name_twice_in_a_zip_is_told_whichever_of_them_is_right(is_first: bool) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for path, data in [(LATE, b"evil")] * is_first + list(MEMBERS.items()) + [(LATE, b"evil")] * (not is_first):
            file.writestr(path, data)
    assert f"{LATE} double" in check_zip(target.getvalue())


def forget_encoding(data: bytes) -> bytes:
    """A zip as Info-ZIP writes it, whose names are UTF-8 and do not say so (APPNOTE, 4.4.4, bit 11)."""
    for mark in (b"PK\x03\x04\x14\0", b"PK\x01\x02\x14\x03\x14\0"):
        data = data.replace(mark + b"\0\x08", mark + b"\0\0")
    return data


def pack_large() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path, data in MEMBERS.items():
            with file.open(path, "w", force_zip64=True) as held:
                held.write(data)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pack(MEMBERS, zipfile.ZIP_DEFLATED),
        pack(dict(reversed(MEMBERS.items()))),
        stream(MEMBERS),
        pack_large(),
        comment(b"Packed by somebody."),
        pack_with(lambda info: setattr(info, "date_time", (2037, 1, 2, 3, 4, 6))),
        pack_with(lambda info: setattr(info, "external_attr", 0o100444 << 16)),
        pack({"n/": b"", "n/metadata/": b"", **MEMBERS}),
        pack(SIP),
        forget_encoding(pack(place_in("n", seal({"METS.xml": b"", "metadata/å.xml": b"x"})))),
    ],
    ids=[
        "smaller",
        "another order",
        "to a pipe",
        "for large files",
        "a comment",
        "times",
        "modes",
        "folders",
        "no folder",
        "names in UTF-8 that are not said to be",
    ],
)
def test_a_zip_that_is_packed_anew_is_whole(data: bytes) -> None:
    assert [] == check_zip(data)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_bytes_of_a_zip_change_unseen_but_those_that_say_nothing_of_its_files(data: st.DataObject) -> None:
    changed = bytearray(ZIP)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    if check_zip(bytes(changed)):
        return
    with open_zip(io.BytesIO(bytes(changed))) as tree:
        assert dict(tree) == MEMBERS


# Folders on disk


def link(path: Path) -> None:
    """The same bytes by a link."""
    kept = path.with_name("elsewhere")
    path.rename(kept)
    path.symlink_to(kept)


def link_away(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def link_round(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def listen(path: Path) -> None:
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as opened_socket:
            opened_socket.bind(path.name)
    finally:
        os.chdir(here)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link_folder(path: Path) -> None:
    (path.parent / "all").symlink_to(path.parent)


@pytest.mark.parametrize("place", ["a.txt", "SHA256SUMS", "a/b.txt"])
@pytest.mark.parametrize("change", [link, link_away, link_round, listen, pipe, make_folder, link_folder])
def test_what_is_no_plain_file_or_folder_is_told_and_nothing_waits_for_it(
    tmp_path: Path, place: str, change: Callable[[Path], None]
) -> None:
    write_tree(KINDS["folder"], tmp_path)
    change(tmp_path / place)
    try:
        assert verify(tmp_path).findings
    except UnknownPackageError:
        assert "SHA256SUMS" == place


def test_folders_may_lie_in_each_other_as_deep_as_a_system_lets_them(tmp_path: Path) -> None:
    write_tree(KINDS["folder"], tmp_path)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        for _ in range(1100):
            Path("x").mkdir()
            os.chdir("x")
        assert "x empty" in show(verify(tmp_path).findings)
    finally:
        os.fchdir(here)
        os.close(here)
        # What tidies up after tests does not go so deep.
        subprocess.run(["rm", "-rf", tmp_path / "x"], check=True)


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    write_tree(KINDS["folder"], tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")).write_bytes(b"")
    assert {"caf\\udce9 name", "caf\\udce9 unlisted"} == set(show(verify(tmp_path).findings))


def test_what_a_copy_changes_of_a_folder_is_no_fault(tmp_path: Path) -> None:
    write_tree(KINDS["folder"], tmp_path / "a")
    for path in (tmp_path / "a").rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o555 if path.is_dir() else 0o444)
    os.link(tmp_path / "a/a.txt", tmp_path / "b.txt")
    (tmp_path / "b").symlink_to("a")
    for name in ("a", "b"):
        assert () == verify(tmp_path / name).findings


def test_each_kind_is_whole_as_it_is_here() -> None:
    assert {kind: [] for kind in KINDS} == {kind: check(files) for kind, files in KINDS.items()}
    for path in MEMBERS:
        with open_zip(io.BytesIO(ZIP)) as tree:
            try:
                assert tree[path] == MEMBERS[path]
            except READ_ERRORS:
                pytest.fail(path)
