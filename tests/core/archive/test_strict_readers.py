"""The strict readers: a package is packed right, or its fault is named, and no byte of it can change unseen."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive.damage import Damage, draw_damage, flip
from core.archive.verify.conftest import seal
from core.archives import MOMENT, NAME, PACKAGE, make_archive, make_contents, pack
from pledgebook.archive import build
from pledgebook.archive.layout import DATA
from pledgebook.archive.packages.containers import pack_zip
from pledgebook.archive.verify.finding import Finding
from pledgebook.archive.verify.packages import PackageKind, UnknownPackageError
from pledgebook.files.tree import place_in, take
from strict_readers import cross_check, links, wacz
from strict_readers.containers import read_zip
from strict_readers.contents import check_contents
from strict_readers.result import VerifyResult, verify_file, verify_folder

Files = dict[str, bytes]
ARCHIVE = make_archive()
CONTENTS = make_contents()
FOLDERS: dict[PackageKind, Files] = {
    # The SIP as one file need not be there.
    PackageKind.ARCHIVE: {path: data for path, data in ARCHIVE.items() if path != f"{NAME}.zip"},
    PackageKind.BAG: take(NAME, ARCHIVE),
    PackageKind.SIP: pack(CONTENTS),
}
WACZ = CONTENTS[f"web-archive/{NAME}.wacz"]
PACKED = {f"{NAME}.wacz": WACZ, f"{NAME}.zip": ARCHIVE[f"{NAME}.zip"]}
KINDS = {f"{NAME}.wacz": PackageKind.WACZ, f"{NAME}.zip": PackageKind.SIP}
# Where the contents are in a bag.
INSIDE = f"data/{NAME}/{DATA}"


def show(findings: Iterable[Finding]) -> list[str]:
    """The findings, those of the contents of a SIP as if they stood by themselves."""
    return [f"{finding.path.removeprefix(f'{DATA}/')} {finding.code}" for finding in findings]


def change(files: Files, path: str, old: bytes, new: bytes) -> Files:
    assert old in files[path], path
    return {**files, path: files[path].replace(old, new, 1)}


# Whole packages


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_whole_folder_has_no_fault(kind: PackageKind) -> None:
    assert VerifyResult(kind, len(FOLDERS[kind]), ()) == verify_folder(FOLDERS[kind])


@pytest.mark.parametrize("name", PACKED)
def test_a_whole_file_has_no_fault(name: str) -> None:
    assert VerifyResult(KINDS[name], 1, ()) == verify_file(name, PACKED[name])


def test_what_is_in_several_places_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that has links, is led to and is a copy; and the web archive."""
    page = CONTENTS["site/2027/index.html"].replace(b"<p ", b"<p>Kopia.</p><p ")
    contents = {**CONTENTS, "site/2027/index.html": page}
    parsed: list[bytes] = []
    unpacked: list[bytes] = []
    for module in (links, cross_check):
        monkeypatch.setattr(module, "read_elements", note(links.read_elements, parsed))
    monkeypatch.setattr(wacz, "read_zip", note(read_zip, unpacked))
    wacz.read_wacz.cache_clear()
    assert () == verify_folder(build.make_archive(pack(contents), PACKAGE)).findings
    assert ([page], [WACZ]) == ([data for data in parsed if data == page], unpacked)


def note(read: Callable[[bytes], Any], noted: list[bytes]) -> Callable[[bytes], Any]:
    def read_and_note(data: bytes) -> Any:
        noted.append(data)
        return read(data)

    return read_and_note


@pytest.mark.parametrize("files", [{}, {"a.txt": b""}, {"index.html": b""}])
def test_what_is_no_package_is_said_to_be_none(files: Files) -> None:
    with pytest.raises(UnknownPackageError):
        verify_folder(files)
    with pytest.raises(UnknownPackageError):
        verify_file("a.txt", b"")


# Nothing changes unseen


@settings(max_examples=60, deadline=None)
@given(draw_damage(FOLDERS))
def test_no_file_is_changed_deleted_renamed_or_added_unseen(damage: Damage) -> None:
    verdict = verify_folder(damage.apply(FOLDERS))
    assert damage.kind == verdict.kind
    assert verdict.findings


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.data())
def test_no_bit_of_a_packed_file_changes_unseen(name: str, data: st.DataObject) -> None:
    packed = PACKED[name]
    place, bit = data.draw(st.integers(0, len(packed) - 1)), data.draw(st.integers(0, 7))
    assert verify_file(name, flip(packed, place, bit)).findings


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.data())
def test_no_byte_is_cut_off_or_added_to_a_packed_file_unseen(name: str, data: st.DataObject) -> None:
    packed = PACKED[name]
    place = data.draw(st.integers(0, len(packed) - 1))
    more = data.draw(st.binary(min_size=1, max_size=512))
    for changed in (packed[:place], packed + more, packed[:place] + more + packed[place:]):
        assert verify_file(name, changed).findings


@pytest.mark.parametrize("kind", FOLDERS)
def test_no_bit_changes_unseen_in_what_no_list_can_name(kind: PackageKind) -> None:
    """The lists themselves: every byte of each, one bit after another."""
    files = FOLDERS[kind]
    lists = [
        path
        for path in files
        if path in ("SHA256SUMS", "METS.xml", "bag-info.txt", "bagit.txt", "tagmanifest-sha512.txt")
    ]
    for path in lists:
        for place in range(0, len(files[path]), max(len(files[path]) // 20, 1)):
            assert verify_folder({**files, path: flip(files[path], place, place % 8)}).findings, (path, place)


# Each fault has its place and its name


def sealed(path: str, data: bytes | None) -> Callable[[], VerifyResult]:
    """A SIP with one file of its contents written otherwise, or without it, made anew around it."""
    rest = {name: content for name, content in CONTENTS.items() if name != path}
    return lambda: verify_folder(pack(rest if data is None else {**rest, path: data}))


def folder(kind: PackageKind, path: str, data: bytes | None) -> Callable[[], VerifyResult]:
    rest = {name: content for name, content in FOLDERS[kind].items() if name != path}
    return lambda: verify_folder(rest if data is None else {**rest, path: data})


def packed(**members: bytes) -> Callable[[], VerifyResult]:
    """A web archive with some members written otherwise; in names, `_` stands for `/` and `-` is dropped."""
    files = read_zip(WACZ).files
    named = {path.rpartition("/")[2].partition(".")[0].replace("-", "_"): path for path in files}
    return lambda: verify_file(
        "a.wacz", pack_zip({**files, **{named[key]: data for key, data in members.items()}}, MOMENT)
    )


def member(name: str) -> bytes:
    return next(data for path, data in read_zip(WACZ).files.items() if path.endswith(name))


BAG, SIP = FOLDERS[PackageKind.BAG], FOLDERS[PackageKind.SIP]
INFO = BAG["bag-info.txt"]
OXUM = next(line for line in INFO.splitlines(keepends=True) if line.startswith(b"Payload-Oxum"))
PLEDGE = "sources/pledges/2027/pledge.sv.md"
LEDGER = "sources/pledges/published/2027.yml"
LIST = "sources/pledges/published/addresses.txt"
HEADS = "sources/pledges/editions.yml"
ODD = ["archive/data.warc changed", "indexes/index.cdx value", "pages/pages.jsonl index", "pages/pages.jsonl unindexed"]  # fmt: skip
METS, PREMIS = SIP["METS.xml"], "metadata/preservation/premis.xml"
LOCK = CONTENTS["sources/requirements.txt"]
HTML = b'<!doctype html><a href="%s">'
NAMED: list[tuple[Callable[[], VerifyResult], list[str]]] = [
    (folder(PackageKind.ARCHIVE, "notes.txt", b""), ["notes.txt stray"]),
    (lambda: verify_folder({f"{NAME}.zip": ARCHIVE[f"{NAME}.zip"]}), [" no_bag"]),
    (folder(PackageKind.BAG, "bagit.txt", b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"), ["bagit.txt changed", "bagit.txt value"]),
    (folder(PackageKind.BAG, "bagit.txt", None), ["bagit.txt missing"]),
    (folder(PackageKind.BAG, "notes.txt", b""), ["notes.txt stray", "notes.txt unlisted"]),
    (folder(PackageKind.BAG, f"{INSIDE}/notes.txt", b""), ["bag-info.txt value", f"{INSIDE}/notes.txt stray", f"{INSIDE}/notes.txt unlisted"]),
    (folder(PackageKind.BAG, f"{INSIDE}/index.html", None), ["bag-info.txt value", f"{INSIDE}/index.html missing"]),
    (folder(PackageKind.BAG, "manifest-sha512.txt", BAG["manifest-sha512.txt"].replace(b"  data", b" data", 1)), ["manifest-sha512.txt changed", "manifest-sha512.txt list_line"]),
    (folder(PackageKind.BAG, "manifest-sha512.txt", BAG["manifest-sha512.txt"] * 2), ["manifest-sha512.txt changed", "manifest-sha512.txt list_line"]),
    (folder(PackageKind.BAG, "tagmanifest-sha512.txt", BAG["tagmanifest-sha512.txt"].replace(b"\n", b"\r\n")), ["tagmanifest-sha512.txt list_line"]),
    (folder(PackageKind.BAG, "bag-info.txt", INFO + b"Nothing\n"), ["bag-info.txt changed", "bag-info.txt list_line"]),
    (folder(PackageKind.BAG, "bag-info.txt", INFO.replace(OXUM, b"")), ["bag-info.txt changed", "bag-info.txt value"]),
    (folder(PackageKind.BAG, "bag-info.txt", INFO + OXUM), ["bag-info.txt changed", "bag-info.txt value"]),
    (folder(PackageKind.SIP, f"{DATA}/sbom.cdx.json", None), ["sbom.cdx.json missing"]),
    (folder(PackageKind.SIP, "SHA256SUMS", SIP["SHA256SUMS"].replace(b"  ", b" *")), ["SHA256SUMS list_line"]),
    (folder(PackageKind.SIP, "SHA256SUMS", b"".join(sorted(SIP["SHA256SUMS"].splitlines(True)))), ["SHA256SUMS form"]),
    (sealed("sbom.cdx.json", b"[]"), ["sbom.cdx.json unreadable"]),
    (sealed("sbom.cdx.json", b"[" * 100_000), ["sbom.cdx.json unreadable"]),
    (sealed("sbom.cdx.json", CONTENTS["sbom.cdx.json"].replace(b"2.1", b"2.2")), ["sbom.cdx.json value"]),
    (sealed("sbom.cdx.json", CONTENTS["sbom.cdx.json"].replace(b"beta-two", b"beta_two")), ["sbom.cdx.json value"]),
    (sealed("sources/requirements.txt", LOCK.partition(b"beta-two")[0]), ["sbom.cdx.json value"]),
    (sealed("sources/requirements.txt", b"alpha"), ["sources/requirements.txt unreadable"]),
    (sealed("wheels/alpha-1.0-py3-none-any.whl", b""), ["wheels wheel_changed"]),
    (sealed("wheels/gamma-1.0-py3-none-any.whl", b""), ["wheels wheel_missing", "wheels wheel_stray"]),
    (sealed("wheels/gamma", b""), ["wheels wheel_missing", "wheels wheel_stray"]),
    (sealed("one-file/2027.en.pdf", None), ["one-file/2027.en.pdf missing"]),
    (sealed("one-file/2027.en.pdf", b"%PDF-1.7"), ["one-file/2027.en.pdf differs"]),
    (sealed("notes/a.txt", b""), ["notes/a.txt stray"]),
    (sealed("site/a.css", None), ["site/a.css missing", "site/index.html link_broken"]),
    (sealed("site/b.svg", None), ["site/a.css link_broken", "site/b.svg missing", f"{LIST}:7 address"]),
    (sealed("site/b.svg", b"<svg/>"), ["site/b.svg differs"]),
    (sealed("site/a.txt", b""), ["site/a.txt unpublished"]),
    (sealed("site/2027/index.html", CONTENTS["site/2027/index.html"].replace(b"Synas.", b"Syns.")), ["site/2027/index.html differs"]),
    (sealed("site/index.html", HTML % b"2027/index.html#nobody"), ["site/index.html differs", "site/index.html link_anchor"]),
    (sealed("site/index.html", HTML % b"2027/"), ["site/index.html differs", "site/index.html link_broken"]),
    (sealed("site/index.html", HTML % b"../../index.html"), ["site/index.html differs", "site/index.html link_broken"]),
    (sealed("site/index.html", HTML % b"/index.html"), ["site/index.html differs", "site/index.html link_foreign"]),
    (sealed("site/index.html", HTML % b"javascript:alert()"), ["site/index.html differs", "site/index.html link_foreign"]),
    (sealed("site/index.html", HTML % b"//example.org/"), ["site/index.html differs", "site/index.html link_foreign"]),
    (sealed("site/index.html", HTML % b"//[x"), ["site/index.html differs", "site/index.html link_broken"]),
    (sealed("site/new.html", b""), ["site/new.html unpublished"]),
    (sealed(f"web-archive/{NAME}.wacz", None), ["web-archive missing"]),
    (sealed(f"web-archive/{NAME}.wacz", b"PK"), [f"web-archive/{NAME}.wacz unreadable"]),
    (sealed(PLEDGE, CONTENTS[PLEDGE].replace(b"Synas", b"Syns")), [f"{PLEDGE}:9 published_changed"]),
    (sealed(PLEDGE, b""), [f"{PLEDGE}:1 unheld"]),
    (sealed(PLEDGE, b"---\ntitle: [\n---\n"), [f"{PLEDGE}:3 unheld"]),
    (sealed(LEDGER, CONTENTS[LEDGER].replace(b"Synas", b"Syns")), [f"{LEDGER}:3 published_altered"]),
    (sealed(LEDGER, b"\xff"), [f"{LEDGER}:1 published_unreadable"]),
    (sealed(LEDGER, None), [f"{LEDGER}:1 published_missing"]),
    (sealed(HEADS, CONTENTS[HEADS].replace(b"editions: '1'", b"editions: '2'")), [f"{LEDGER}:1 published_short"]),
    (sealed(HEADS, CONTENTS[HEADS].replace(b"online: '0'", b"online: x")), [f"{HEADS}:2 published_head_altered"]),
    (sealed(LEDGER, b"a: ["), [f"{LEDGER}:2 published_unreadable"]),
    (sealed(LIST, CONTENTS[LIST] + b"2027-02-01 /2026/\n"), [f"{LIST}:8 address"]),
    (sealed(LIST, CONTENTS[LIST] + b"2027-02-01 /2027/#borta\n"), [f"{LIST}:8 address"]),
    (sealed(LIST, CONTENTS[LIST] + b"2027-02-01 2026\n"), [f"{LIST}:8 list_line"]),
    (sealed("sources/pledges/redirects.yml", None), [f"{LIST}:5 address", f"{LIST}:6 address"]),
    (sealed("sources/pledges/redirects.yml", b"moved: 1"), [f"{LIST}:5 address", f"{LIST}:6 address"]),
    (sealed("sources/mkdocs.yml", b"a: ["), ["sources sources"]),
    (sealed("sources/mkdocs.yml", b"[" * 5000), ["sources sources"]),
    (sealed("sources/pledges/register.yml/x", b""), ["sources sources"]),
    (packed(datapackage=member("datapackage.json").replace(b"1.1.1", b"1.1.0")), ["datapackage.json changed", "datapackage.json value"]),
    (packed(datapackage=b"{}"), ["datapackage.json changed", "datapackage.json index", "datapackage.json unreadable"]),
    (packed(datapackage_digest=member("digest.json").replace(b"  ", b" ")), ["datapackage-digest.json form"]),
    (packed(index=b""), ["indexes/index.cdx changed", "indexes/index.cdx size", "indexes/index.cdx unindexed"]),
    (packed(data=member("data.warc").replace(b"example/\r\n", b"[xample/\r\n", 1)), ODD),
    (packed(pages=b""), ["datapackage.json index", "pages/pages.jsonl changed", "pages/pages.jsonl size", "pages/pages.jsonl unindexed", "pages/pages.jsonl value"]),
    (folder(PackageKind.SIP, "METS.xml", METS.replace(b"kommun<", b"kommum<")), ["METS.xml changed"]),
    (folder(PackageKind.SIP, "METS.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"), ["METS.xml changed", "METS.xml unreadable"]),
    (folder(PackageKind.SIP, PREMIS, SIP[PREMIS].replace(b"data/one-file/2027.sv.pdf", b"data/one-file/2028.sv.pdf")), [f"{PREMIS} changed", "one-file/2028.sv.pdf missing"]),
    (folder(PackageKind.SIP, "documentation/read.txt", b"Red.\n"), ["documentation/read.txt changed", "documentation/read.txt size"]),
    (folder(PackageKind.SIP, "documentation/more.txt", b""), ["documentation/more.txt unlisted"]),
    (lambda: verify_file("a.zip", pack_zip(place_in("other", SIP), MOMENT)), ["other/METS.xml value"]),
    (lambda: verify_file("a.zip", pack_zip({**place_in(NAME, SIP), "more.txt": b""}, MOMENT)), ["more.txt/METS.xml missing"]),
]  # fmt: skip


@pytest.mark.parametrize(("act", "expected"), NAMED, ids=[" ".join(expected[:1]) for _, expected in NAMED])
def test_each_fault_is_named(act: Callable[[], VerifyResult], expected: list[str]) -> None:
    found = show(act().findings)
    assert expected == sorted(set(found))


def test_what_has_been_hidden_by_a_new_list_is_seen_beside_the_other_packages() -> None:
    """Somebody changes the bag and makes all its lists anew; the same package as one file still says what was there."""
    changed = pack({**CONTENTS, "one-file/2027.en.pdf": b"%PDF-1.7"})
    files = {**build.make_archive(changed, PACKAGE), f"{NAME}.zip": ARCHIVE[f"{NAME}.zip"]}
    findings = verify_folder(files).findings
    assert {f"{NAME}.zip differs", f"{NAME}/{INSIDE}/one-file/2027.en.pdf differs"} == set(show(findings))
    assert any("one-file/2027.en.pdf" in finding.found for finding in findings)


# Hostile containers


def make_zip(*members: tuple[str, bytes], form: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", form) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data, form)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (make_zip(("../b", b"x")), ["../b name"]),
        (make_zip(("a", bytes(10_000_000)), form=zipfile.ZIP_DEFLATED), ["a compressed"]),
        (make_zip(("a", b"x")), [" form"]),
        (pack_zip({"a": b"x"}, MOMENT) + b"hidden", [" form"]),
        (b"hidden" + pack_zip({"a": b"x"}, MOMENT), [" form"]),
        (pack_zip({"a": b"x"}, MOMENT).replace(b"x", b"y", 1), ["a unreadable"]),
        (b"", [" unreadable"]),
    ],
)
def test_a_zip_that_is_more_than_its_files_is_seen(data: bytes, expected: list[str]) -> None:
    assert expected == show(read_zip(data).findings)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_name_twice_is_seen() -> None:
    assert [" double"] == show(read_zip(make_zip(("a", b"x"), ("a", b"y"))).findings)


# Whatever a package holds


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(CONTENTS)), st.binary(max_size=60), st.floats(0, 1), st.booleans())
def test_nothing_in_the_contents_stops_the_check(path: str, noise: bytes, place: float, is_cut: bool) -> None:
    data = CONTENTS[path]
    at = int(place * len(data))
    list(check_contents({**CONTENTS, path: data[:at] + noise + (b"" if is_cut else data[at:])}))


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(read_zip(WACZ).files)), st.binary(max_size=60), st.floats(0, 1), st.booleans())
def test_nothing_in_a_web_archive_stops_the_check(path: str, noise: bytes, place: float, is_cut: bool) -> None:
    files = read_zip(WACZ).files
    at = int(place * len(files[path]))
    changed = files[path][:at] + noise + (b"" if is_cut else files[path][at:])
    assert verify_file("a.wacz", pack_zip({**files, path: changed}, MOMENT)).findings or changed == files[path]


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(["METS.xml", PREMIS]), st.binary(max_size=60), st.floats(0, 1), st.booleans())
def test_nothing_in_the_metadata_stops_the_check(path: str, noise: bytes, place: float, is_cut: bool) -> None:
    at = int(place * len(SIP[path]))
    changed = SIP[path][:at] + noise + (b"" if is_cut else SIP[path][at:])
    files = {name: data for name, data in SIP.items() if not name.startswith(DATA)}
    verify_folder(seal({**files, "representations/a": b"", path: changed}))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(["a.zip", "a.wacz"]))
def test_noise_is_no_package(data: bytes, name: str) -> None:
    assert verify_file(name, data).findings
