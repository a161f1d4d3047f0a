"""What format a file is in, by what it holds, as PRONOM's own tools tell it."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pledgebook.files.formats import Format, find_format, identify_format
from validation import identify_formats

FONT = Path(__file__).parents[3] / "hooks/pledgebook/images/fonts/NotoSerif-Bold.ttf"


def draw(kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, kind, **options)
    return target.getvalue()


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in names:
            packed.writestr(name, b"{}")
    return target.getvalue()


def pdf(version: str, xmp: str = "") -> bytes:
    space = 'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    return f"%PDF-{version}\n%âãÏÓ\n<rdf:RDF {space}>{xmp}</rdf:RDF>\ntrailer\n%%EOF\n".encode()


def pdf_a(part: int, conformance: str, form: str = "elements") -> bytes:
    if form == "attributes":
        xmp = f'<rdf:Description pdfaid:conformance="{conformance}" pdfaid:part="{part}"/>'
    else:
        level = f"<pdfaid:conformance>{conformance}</pdfaid:conformance>" if conformance else ""
        xmp = f"<pdfaid:part>{part}</pdfaid:part>{level}"
    return pdf({1: "1.4", 4: "2.0"}.get(part, "1.7"), xmp)


def text_chunk() -> PngInfo:
    info = PngInfo()
    info.add_itxt("Title", "å")
    return info


PICTURE = draw("PNG")
JPEG = draw("JPEG")
# By name: a file, and the key that it has in PRONOM.
KNOWN: dict[str, tuple[bytes, str]] = {
    **{
        f"{version}.pdf": (pdf(version), key)
        for version, key in {
            "1.0": "fmt/14",
            "1.1": "fmt/15",
            "1.2": "fmt/16",
            "1.3": "fmt/17",
            "1.4": "fmt/18",
            "1.5": "fmt/19",
            "1.6": "fmt/20",
            "1.7": "fmt/276",
            "2.0": "fmt/1129",
        }.items()
    },
    **{
        f"a-{part}{conformance}.pdf": (pdf_a(part, conformance), key)
        for (part, conformance), key in {
            (1, "A"): "fmt/95",
            (1, "B"): "fmt/354",
            (2, "A"): "fmt/476",
            (2, "B"): "fmt/477",
            (2, "U"): "fmt/478",
            (3, "A"): "fmt/479",
            (3, "B"): "fmt/480",
            (3, "U"): "fmt/481",
            (4, ""): "fmt/1910",
            (4, "E"): "fmt/1911",
            (4, "F"): "fmt/1912",
        }.items()
    },
    "attributes.pdf": (pdf_a(2, "A", "attributes"), "fmt/476"),
    "a.png": (PICTURE, "fmt/11"),
    "profile.png": (draw("PNG", icc_profile=b"x" * 200), "fmt/12"),
    "text.png": (draw("PNG", pnginfo=text_chunk()), "fmt/13"),
    "a.jpg": (JPEG, "fmt/43"),
    "100.jpg": (JPEG[:11] + b"\1\0" + JPEG[13:], "fmt/42"),
    "102.JPEG": (JPEG[:11] + b"\1\2" + JPEG[13:], "fmt/44"),
    "a.webp": (draw("WEBP"), "fmt/566"),
    "lossless.webp": (draw("WEBP", lossless=True), "fmt/567"),
    "extended.webp": (draw("WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0"), "fmt/568"),
    "a.gif": (draw("GIF"), "fmt/3"),
    "a.ttf": (FONT.read_bytes(), "x-fmt/453"),
    "a.woff": (b"wOFF\0\1\0\0" + bytes(100), "fmt/616"),
    "a.woff2": (b"wOF2\0\1\0\0" + bytes(100), "fmt/1172"),
    "a.html": (b'<!doctype html>\n<html lang="sv"><title>L</title></html>', "fmt/471"),
    "large.html": (b"<!-- A page -->\n<!DOCTYPE HTML>\n<p>", "fmt/471"),
    "a.xml": (b'<?xml version="1.0" encoding="utf-8"?><a/>', "fmt/101"),
    "mark.xml": (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "fmt/101"),
    "11.xml": (b'<?xml version="1.1"?><a/>', "fmt/1776"),
    "a.atom": (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "fmt/101"),
    "a.rdf": (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', "fmt/875"),
    "a.xsd": (
        b'<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n\n</xs:schema>\n',
        "x-fmt/280",
    ),
    "10.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" version="1.0"></svg>', "fmt/91"),
    "11.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" version="1.1"></svg>', "fmt/92"),
    "a.ics": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "fmt/388"),
    "10.warc": (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "fmt/1355"),
    "11.warc": (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n", "fmt/1281"),
    "a.zip": (zipped("a.txt"), "x-fmt/263"),
    "a-1.0-py3-none-any.whl": (zipped("a/__init__.py", "a-1.0.dist-info/WHEEL"), "x-fmt/263"),
    "a.gz": (gzip.compress(b"a", mtime=0), "x-fmt/266"),
    "a.css": (b"p { color: black }", "x-fmt/224"),
    "a.js": (b"let a = 1", "x-fmt/423"),
    "a.json": (b"{}", "fmt/817"),
    "a.jsonl": (b"{}\n{}\n", "fmt/2054"),
    "a.csv": (b"a,b\n", "x-fmt/18"),
    "a.md": (b"# A", "fmt/1149"),
    "a.yml": (b"a: b", "fmt/818"),
    "a.toml": (b"a = 1", "fmt/2065"),
    "a.py": (b"a = 1", "fmt/938"),
    "a.txt": ("löfte".encode(), "x-fmt/111"),
    "latin.txt": ("löfte".encode("latin-1"), "x-fmt/111"),
    "empty.txt": (b"", "x-fmt/111"),
    "a.po": (b'msgid ""', "x-fmt/111"),
    "a.typ": (b"#set page()", "x-fmt/111"),
    "LICENSE": (b"Text", "x-fmt/111"),
    # What they are is not what they are called.
    "picture.pdf": (PICTURE, "fmt/11"),
    "page.png": (b"<!doctype html><p>", "fmt/471"),
    "picture.css": (PICTURE, "fmt/11"),
    "document.txt": (pdf("1.4", "\0\1"), "fmt/18"),
    # Formats without a key, or files that do not show theirs.
    "text.pdf": (b"Text", ""),
    "cut-off.pdf": (pdf("1.4")[:20], ""),
    "text-too.png": (b"Text", ""),
    "bytes.pdf": (bytes(range(256)), ""),
    "bytes": (bytes(range(256)), ""),
    "a.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', ""),
    "plain.xml": (b"<a/>", ""),
    "fragment.html": (b"<p>{{ words }}</p>", ""),
    "bytes.html": (b"\0\1<p>", ""),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_file_has_the_key_in_pronom_of_what_it_holds(name: str) -> None:
    data, key = KNOWN[name]
    assert key == identify_format(name, data).pronom


def test_keys_names_and_versions_are_those_that_siegfried_tells(tmp_path: Path) -> None:
    for name, (data, _) in KNOWN.items():
        (tmp_path / name).write_bytes(data)
    told = identify_formats(tmp_path)
    assert KNOWN.keys() == told.keys()
    ours = {name: identify_format(name, data) for name, (data, _) in KNOWN.items()}
    known = {name: (item.pronom, item.name if item.pronom else "", item.version) for name, item in ours.items()}
    assert told == known


@pytest.mark.parametrize(
    ("name", "data", "media_type", "said"),
    [
        ("text.pdf", b"Text", "text/plain", "Plain Text File"),
        ("bytes.pdf", bytes(range(256)), "application/octet-stream", "Unknown"),
        ("cut-off.pdf", b"%PDF-1.4\n", "application/pdf", "Portable Document Format"),
        ("picture.pdf", PICTURE, "image/png", "Portable Network Graphics"),
        ("a.html", b"{% extends 'a.html' %}", "text/plain", "Jinja template"),
        ("a.html", b'<!doctype html>\n<html lang="{{ language }}">', "text/plain", "Jinja template"),
        # As many comments as might be read together in any number of ways.
        ("a.html", b"<!---->" * 200, "text/html", "Hypertext Markup Language"),
        ("a.xml", b'<?xml version="1.0"?>\n{%- for a in b %}', "text/plain", "Jinja template"),
        ("about.html", b"<!doctype html>" + b" " * 300 + b"{{ a }}", "text/html", "Hypertext Markup Language"),
        ("a.docx", zipped("word/document.xml"), find_format("a.docx").media_type, "Office Open XML Text"),
        ("a.docx", b"Text", "text/plain", "Plain Text File"),
        ("a.atom", b'<?xml version="1.0"?><feed/>', "application/atom+xml", "Extensible Markup Language"),
        ("a.svg", b"<svg></svg>", "image/svg+xml", "Scalable Vector Graphics"),
        ("a.wacz", zipped("datapackage.json"), "application/zip", "WACZ"),
        ("a.wacz", b"Text", "text/plain", "Plain Text File"),
        ("a.mp4", b"\0\0\0\x20ftypisom", "video/mp4", "MPEG-4 Media File"),
        ("a.unheard", b"\0", "application/octet-stream", "Unknown"),
    ],
)
def test_a_file_is_called_what_it_is(name: str, data: bytes, media_type: str, said: str) -> None:
    found = identify_format(name, data)
    assert (media_type, said) == (found.media_type, found.name)


@given(data=st.binary(max_size=200), begin=st.sampled_from([data[:40] for data, _ in KNOWN.values()]), name=st.text())
def test_any_bytes_under_any_name_have_a_format(data: bytes, begin: bytes, name: str) -> None:
    for held in (data, begin + data):
        found = identify_format(name, held)
        assert isinstance(found, Format)
        assert found.media_type.count("/") == 1


@given(data=st.binary(max_size=200), ending=st.sampled_from(["pdf", "png", "jpg", "webp", "ttf", "zip", "wacz"]))
def test_nothing_is_called_what_it_does_not_begin_as(data: bytes, ending: str) -> None:
    begin = {"pdf": b"%PDF-", "png": b"\x89PNG", "jpg": b"\xff\xd8", "webp": b"RIFF", "ttf": b"\0\1\0\0"}
    if not data.startswith(begin.get(ending, b"PK")):
        assert find_format(f"a.{ending}").name != identify_format(f"a.{ending}", data).name


def test_a_web_server_says_which_text_is_in_utf_8() -> None:
    assert "text/html; charset=utf-8" == find_format("a/b.HTML").content_type
    assert "application/json" == find_format("a.json").content_type
