"""Pictures as they are published: copies in a few widths, upright, in ordinary colours, with nothing but the picture.

Photographs tell where and when they were taken, and by whom. A picture that a page shows is therefore never published
as it was; what is written in it (EXIF, XMP, IPTC, comments, colour profiles) stays behind. A picture that is a document
of a record is published whole, pixel for pixel, without what the camera wrote (`camera_data`), and the page shows
copies beside it.

Copies keep the format of the original, since every browser and archive reads JPEG, PNG and WebP. The same file gives
the same bytes with the same version of Pillow, whose wheels bring their own codecs.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image, ImageCms, ImageOps

from ..files.cache import NO_CACHE, ContentCache, pack_files, unpack_files
from ..files.own_code import hash_own_code
from ..files.tree import is_outside
from .camera_data import is_whole
from .picture import MAX_BYTES, MAX_PIXELS, RASTER, VECTOR, PictureError, suffix_of
from .svg import read_svg
from .svg_notes import strip_svg_notes

WIDTHS = (480, 960, 1600)
_SETTINGS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 9},
    "WEBP": {"quality": 82, "method": 4},
}
# A copy hardly smaller than the next one only takes room.
_WORTHWHILE = 0.8


@dataclass(frozen=True, slots=True)
class PictureCopies:
    """How a page shows a picture.

    Attributes:
        size: width and height of the largest copy, when they are known.
        copies: the name and width of each copy, the smallest first.
    """

    size: tuple[int, int] | None
    copies: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """The files that a picture becomes, by name, and how pages show them."""

    shown: PictureCopies
    files: Mapping[str, bytes]


def publish_picture(
    data: bytes, name: str, is_original_kept: bool = False, cache: ContentCache = NO_CACHE
) -> PublishedPicture:
    """Make the files that a picture is published as.

    Args:
        data: the picture.
        name: its file's name.
        is_original_kept: the whole picture is published too, so that no copy may take its name.
        cache: where copies are kept.

    Raises:
        PictureError: it is broken, too large, unsafe, or not what its name says.
    """
    if suffix_of(name) == VECTOR:
        read_svg(data)
        drawing = strip_svg_notes(data)
        return PublishedPicture(PictureCopies(read_svg(drawing)), {name: drawing})
    kind = RASTER[suffix_of(name)]
    parts = {"maker": hash_own_code("pillow", room="images/"), "kind": kind.encode(), "data": data}
    made = unpack_files(cache.get_or_make(parts, lambda: pack_files(_make_copies(data, kind))))
    copies = {_parse_size(size): copy for size, copy in made.items()}
    largest = max(copies)
    names = {size: name if size == largest and not is_original_kept else _name(name, size[0]) for size in copies}
    shown = tuple((names[size], size[0]) for size in sorted(copies))
    return PublishedPicture(PictureCopies(largest, shown), {names[size]: copy for size, copy in copies.items()})


def keep_copies(path: Path, root: Path, cache: ContentCache) -> bool:
    """Make the copies of a picture in a project for a cache alone; what is wrong with it is told when it is published.

    What a link out of the project leads to is not read.
    """
    with contextlib.suppress(PictureError, OSError):
        if not is_outside(path, root):
            publish_picture(path.read_bytes(), path.name, cache=cache)
    return True


def check_picture(data: bytes, name: str, is_size_free: bool = False) -> None:
    """Read a picture to its end.

    Args:
        data: the picture.
        name: its file's name.
        is_size_free: it may be of any size, since no page shows it; then its pixels are not read.

    Raises:
        PictureError: as `publish_picture`.
    """
    if suffix_of(name) == VECTOR:
        read_svg(data)
    elif is_size_free:
        _open(data, RASTER[suffix_of(name)])
        if not is_whole(data, RASTER[suffix_of(name)]):
            raise PictureError("image_broken")
    else:
        _load(data, RASTER[suffix_of(name)])


def _parse_size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


def _name(name: str, width: int) -> str:
    path = PurePosixPath(name)
    return f"{path.stem}.{width}w{path.suffix}"


def _open(data: bytes, kind: str) -> Image.Image:
    try:
        with warnings.catch_warnings(action="ignore"):
            return Image.open(io.BytesIO(data), formats=[kind])
    except Image.DecompressionBombError as error:
        raise PictureError("image_large") from error
    # Whatever a damaged file provokes in the reader is a fault of the file.
    except Exception as error:
        raise PictureError("image_content") from error


def _load(data: bytes, kind: str) -> Image.Image:
    image = _open(data, kind)
    if len(data) > MAX_BYTES or image.width * image.height > MAX_PIXELS:
        raise PictureError("image_large")
    if not is_whole(data, kind):
        raise PictureError("image_broken")
    try:
        with warnings.catch_warnings(action="ignore"):
            image.load()
            return ImageOps.exif_transpose(image)
    except Exception as error:
        raise PictureError("image_broken") from error


def _make_copies(data: bytes, kind: str) -> dict[str, bytes]:
    """Copies by their size, such as `480x320`."""
    image = _clean(_load(data, kind), kind)
    most = min(image.width, WIDTHS[-1])
    copies = {}
    for width in (*(width for width in WIDTHS if width <= most * _WORTHWHILE), most):
        height = max(1, round(image.height * width / image.width))
        copy = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        copy.save(out, kind, **_SETTINGS[kind])
        copies[f"{width}x{height}"] = out.getvalue()
    return copies


def _clean(image: Image.Image, kind: str) -> Image.Image:
    """The picture in colours that every screen understands, with nothing written in it."""
    has_alpha = kind != "JPEG" and image.has_transparency_data
    mode = "RGBA" if has_alpha else "L" if image.mode in ("1", "L") else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode) or image
        # A profile that cannot be read says nothing; the colours are then taken as they are.
        except (ImageCms.PyCMSError, OSError):
            pass
    image = image.convert(mode)
    image.info = {}
    return image
