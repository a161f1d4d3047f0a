"""What a camera writes is gone, and the picture is the same to the last bit of what is published of it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from photos import SECRET, draw_plain, draw_square, take_photo, tells_place
from pledgebook.files.tree import digest
from pledgebook.images.camera_data import is_whole, strip_camera_data
from pledgebook.images.publish import publish_picture

NAMES = {"JPEG": "torget.jpg", "PNG": "torget.png", "WEBP": "torget.webp"}
WRITTEN = (SECRET.encode(), b"GPS", b"xmpmeta", "Påhittad kamera".encode("latin-1"), b"Photoshop")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def add_jpeg_segments(data: bytes) -> bytes:
    """IPTC, a thumbnail, a second picture's directory and a film behind the end, as telephones leave them."""
    more = [(0xED, b"Photoshop 3.0\0" + SECRET.encode()), (0xE0, b"JFXX\0" + SECRET.encode()), (0xE2, b"MPF\0" + SECRET.encode())]  # fmt: skip
    parts = b"".join(struct.pack(">BBH", 0xFF, marker, len(text) + 2) + text for marker, text in more)
    return data[:2] + parts + data[2:] + b"\0\0ftypmp42" + SECRET.encode()


@pytest.mark.parametrize("kind", NAMES)
def test_what_the_camera_wrote_is_gone_and_the_picture_is_not(kind: str) -> None:
    photo = take_photo(kind, 320, 200)
    stripped = strip_camera_data(photo, NAMES[kind])
    assert [] == [text for text in WRITTEN if text in stripped]
    assert not tells_place(stripped)
    assert opened(photo).tobytes() == opened(stripped).tobytes()
    assert opened(photo).info.get("icc_profile") == opened(stripped).info.get("icc_profile")
    assert ImageOps.exif_transpose(opened(photo)).size == ImageOps.exif_transpose(opened(stripped)).size == (320, 200)
    assert {0x0112: 6} == dict(opened(stripped).getexif())


@pytest.mark.parametrize("kind", NAMES)
def test_the_same_is_published_of_it(kind: str) -> None:
    photo = take_photo(kind, 1280, 800)
    stripped = strip_camera_data(photo, NAMES[kind])
    assert publish_picture(photo, NAMES[kind]).files == publish_picture(stripped, NAMES[kind]).files


@pytest.mark.parametrize("kind", NAMES)
def test_what_has_been_stripped_or_has_nothing_stays_as_it_is(kind: str) -> None:
    stripped = strip_camera_data(take_photo(kind, 32, 20), NAMES[kind])
    assert stripped == strip_camera_data(stripped, NAMES[kind])
    plain = draw_plain(kind)
    assert plain == strip_camera_data(plain, NAMES[kind])


@pytest.mark.parametrize("is_progressive", [False, True])
def test_what_telephones_hide_in_a_jpeg_is_gone(is_progressive: bool) -> None:
    out = io.BytesIO()
    draw_square(320, 200).save(out, "JPEG", progressive=is_progressive, restart_marker_blocks=4)
    photo = add_jpeg_segments(out.getvalue())
    stripped = strip_camera_data(photo, "torget.JPEG")
    assert SECRET.encode() not in stripped
    assert out.getvalue() == stripped


def test_what_lies_behind_a_png_or_among_its_words_is_gone() -> None:
    out = io.BytesIO()
    words = PngInfo()
    words.add_text("Author", SECRET)
    words.add_text("Comment", SECRET, zip=True)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    draw_square(32, 20).save(out, "PNG", pnginfo=words)
    stripped = strip_camera_data(out.getvalue() + SECRET.encode(), "torget.png")
    assert SECRET.encode() not in stripped
    assert b"zTXt" not in stripped
    assert opened(out.getvalue()).tobytes() == opened(stripped).tobytes()


def test_the_thumbnail_and_what_programs_put_in_segments_of_their_own_is_gone() -> None:
    plain = draw_plain("JPEG")
    small = b"JFIF\0\1\1\0\0\1\0\1" + bytes([4, len(SECRET)]) + SECRET.encode() * 12
    own = struct.pack(">BBH", 0xFF, 0xF0, len(SECRET) + 2) + SECRET.encode()
    photo = plain[:2] + struct.pack(">BBH", 0xFF, 0xE0, len(small) + 2) + small + own + plain[20:]
    stripped = strip_camera_data(photo, "torget.jpg")
    assert SECRET.encode() not in stripped
    assert plain == stripped


@pytest.mark.parametrize("name", [b"caBX", b"mkBF", b"prVW"])
def test_what_programs_put_in_chunks_of_their_own_is_gone(name: bytes) -> None:
    plain = draw_plain("PNG")
    chunk = name + SECRET.encode()
    own = struct.pack(">I", len(SECRET)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    assert plain == strip_camera_data(plain[:33] + own + plain[33:], "torget.png")


def test_what_programs_put_in_a_webp_of_their_own_is_gone() -> None:
    plain = draw_plain("WEBP")
    text = SECRET.encode() + b"\0" * (len(SECRET) % 2)
    content = plain[8:] + b"C2PA" + struct.pack("<I", len(text)) + text
    assert plain == strip_camera_data(b"RIFF" + struct.pack("<I", len(content)) + content, "torget.webp")


def make_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def test_what_is_left_is_the_same_in_later_versions_of_the_program() -> None:
    head = make_chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + make_chunk(b"gAMA", b"\0\0\xb1\x8f")
    rest = make_chunk(b"IDAT", bytes.fromhex("789c63f80f00010100")) + make_chunk(b"IEND", b"")
    photo = b"\x89PNG\r\n\x1a\n" + head + make_chunk(b"tEXt", b"Author\0A") + rest + b"more"
    assert "70f36f614b053791547d5cfb518e743d637a0c79ce78277acb231b68bf60a215" == digest(
        strip_camera_data(photo, "torget.png")
    )


@pytest.mark.parametrize("kind", NAMES)
def test_a_damaged_picture_is_left(kind: str) -> None:
    photo = take_photo(kind, 32, 20)
    for end in range(0, len(photo) - 40, 37):
        assert photo[:end] == strip_camera_data(photo[:end], NAMES[kind])
        assert not is_whole(photo[:end], kind)
    assert is_whole(photo, kind)
    assert b"" == strip_camera_data(b"", NAMES[kind])
    assert b"text" == strip_camera_data(b"text", NAMES[kind])
    assert photo == strip_camera_data(photo, "torget.svg")
