"""Camera data: what is written in a picture besides the picture, taken away without touching the picture itself.

That is EXIF with place, time and name, XMP, IPTC, C2PA, comments, thumbnails, whatever else programs have put there of
their own, and what lies behind the end of the picture.
Left is what the picture is shown with: its pixels as they are stored, its colours (ICC), and which way is up. The
fingerprints of published pictures are of what is left, so the same must be left in later versions of the program.

Sources: ITU-T T.81 (JPEG), annex B; JEITA CP-3451 (Exif), 4.5.5 and 4.6; W3C, PNG (third edition), 5 and 11; RFC 9649
(WebP), 2.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator

from PIL import Image

from .picture import RASTER, VECTOR, suffix_of
from .svg_notes import strip_svg_notes

_ORIENTATION, _UPRIGHT = 0x0112, 1
_EXIF = b"Exif\0\0"
# JPEG: the markers of the picture itself. APP0 says that it is one, APP2 holds the colours, APP14 how they are stored.
_PICTURE = range(0xC0, 0xE0)
_JFIF, _ICC, _ADOBE = (0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")
# So much of APP0 is no thumbnail; how wide and high that is stands last.
_JFIF_SIZE = 14
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FILL = re.compile(rb"\xff+")
# What is no part of a scan: in it, 0xFF is followed by a zero or by the mark to start anew from.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV"),
    *(b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
_KEPT_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
# WebP: the bits of VP8X that say that there is EXIF and XMP.
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def strip_camera_data(data: bytes, name: str) -> bytes:
    """A picture without what the camera has written in it; one that has none, or is no such picture, as it is.

    Args:
        data: the picture: JPEG, PNG, WebP or SVG.
        name: its file's name.
    """
    if suffix_of(name) == VECTOR:
        return strip_svg_notes(data)
    stripped = _strip(data, RASTER.get(suffix_of(name), ""))
    # A damaged picture is told of by the check, and never published.
    return data if stripped is None else stripped


def is_whole(data: bytes, kind: str) -> bool:
    """Whether a picture of a kind can be read part by part to its end, so that what the camera has written is found."""
    return _strip(data, kind) is not None


def _strip(data: bytes, kind: str) -> bytes | None:
    strip = {"JPEG": _strip_jpeg, "PNG": _strip_png, "WEBP": _strip_webp}.get(kind)
    if strip is None:
        return data
    try:
        return strip(data, _render_orientation(data))
    except (ValueError, struct.error, IndexError):
        return None


def _render_orientation(data: bytes) -> bytes:
    """Exif that says which way is up, and nothing else; empty where up is up."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            turned = image.getexif().get(_ORIENTATION, _UPRIGHT)
    # Whatever a damaged file provokes in the reader.
    except Exception:
        return b""
    if not isinstance(turned, int) or turned not in range(2, 9):
        return b""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)


def _strip_jpeg(data: bytes, orientation: bytes) -> bytes:
    start, first, kept = data[:2], b"", []
    for marker, part, content in _list_segments(data):
        if (marker, content[:5]) == _JFIF and not first:
            # Where there is JFIF it comes first.
            first = _render_segment(marker, content[: _JFIF_SIZE - 2] + b"\0\0")
        elif marker in _PICTURE or any(marker == app and content.startswith(name) for app, name in (_ICC, _ADOBE)):
            kept.append(part)
    exif = _render_segment(0xE1, _EXIF + orientation) if orientation else b""
    return b"".join((start, first, exif, *kept))


def _render_segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _list_segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each segment of a JPEG up to its end: marker, all its bytes, and what is in it; scans with what follows them."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    at = 2
    while True:
        # Any number of 0xFF may stand before a marker.
        start, begun = at, _FILL.match(data, at)
        if not begun:
            raise ValueError("no marker")
        marker, at = data[begun.end()], begun.end() + 1
        if marker == _END:
            yield marker, b"\xff\xd9", b""
            return
        if marker == _START or 0xD0 <= marker <= 0xD7 or marker == 1:
            yield marker, data[start:at], b""
            continue
        end = at + int.from_bytes(data[at : at + 2])
        content, at = data[at + 2 : end], end
        if marker == _SCAN:
            following = _MARKER.search(data, at)
            if not following:
                raise ValueError("no end")
            at = following.start()
        yield marker, data[start:at], content


def _strip_png(data: bytes, orientation: bytes) -> bytes:
    if data[: len(_PNG)] != _PNG:
        raise ValueError("no PNG")
    kept, at = [_PNG], len(_PNG)
    while True:
        (size,) = struct.unpack(">I", data[at : at + 4])
        name, end = data[at + 4 : at + 8], at + size + 12
        if end > len(data):
            raise ValueError("no end")
        if name in _KEPT_CHUNKS:
            kept.append(data[at:end])
        if name == b"IHDR" and orientation:
            chunk = b"eXIf" + orientation
            kept.append(struct.pack(">I", len(orientation)) + chunk + struct.pack(">I", zlib.crc32(chunk)))
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _strip_webp(data: bytes, orientation: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no WebP")
    whole = struct.unpack("<I", data[4:8])[0] + 8
    if whole > len(data):
        raise ValueError("no end")
    kept, at = [], 12
    while at < whole:
        name, (size,) = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])
        end = at + 8 + size + size % 2
        chunk = data[at:end]
        if name == b"VP8X":
            flags = chunk[8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if orientation else 0)
            chunk = chunk[:8] + bytes([flags]) + chunk[9:]
        if name in _KEPT_WEBP:
            kept.append(chunk)
        at = end
    if orientation:
        kept.append(b"EXIF" + struct.pack("<I", len(orientation)) + orientation + b"\0" * (len(orientation) % 2))
    content = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(content)) + content
