"""Picture files: the formats that pages can show, by suffix, and why one cannot be published."""

from __future__ import annotations

from pathlib import PurePosixPath

MAX_PIXELS, MAX_BYTES = 50_000_000, 30_000_000
# The formats of photographs by suffix, as Pillow calls them.
RASTER = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
VECTOR = ".svg"


class PictureError(ValueError):
    """A picture that cannot be published.

    Attributes:
        code: the code of the problem.
        part: what in the picture is wrong, when that can be named.
    """

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.part = part


def suffix_of(name: str) -> str:
    """The suffix of a file's name, in small letters (`.jpg`)."""
    return PurePosixPath(name).suffix.lower()


def media_type_of(name: str) -> str:
    """The media type of a picture by its file's name (`image/jpeg`), the same on every machine."""
    suffix = suffix_of(name)
    return "image/svg+xml" if suffix == VECTOR else f"image/{RASTER[suffix].lower()}"


def is_picture(name: str) -> bool:
    """Whether a file is a picture that pages can show, by its name."""
    return suffix_of(name) in (*RASTER, VECTOR)
