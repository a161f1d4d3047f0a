"""Pictures as they are published: copies in a few widths, upright, in ordinary colours, with nothing but the picture.

Photographs tell where and when they were taken, and by whom. A picture that a page shows is therefore never published
as it was; what is written in it (EXIF, XMP, IPTC, comments, colour profiles) stays behind. The one exception is a
picture that is a document of a record: its fingerprint is the record's, so the original is published byte for byte,
and the page shows copies beside it.

Copies keep the format of the original, since every browser and archive reads JPEG, PNG and WebP. The same file gives
the same bytes with the same version of Pillow, whose wheels bring their own codecs.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin
from xml.etree import ElementTree

from PIL import Image, ImageCms, ImageOps

from ..urls import relate

WIDTHS = (480, 960, 1600)
MAX_PIXELS, MAX_BYTES = 50_000_000, 30_000_000
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_VECTOR = ".svg"
_SETTINGS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 9},
    "WEBP": {"quality": 82, "method": 4},
}
# As wide as a text is at most, and as the screen below that.
_SIZES = "(min-width: 800px) 768px, 100vw"
# A copy hardly smaller than the next one only takes room.
_WORTHWHILE = 0.8
_PLACE = 0x8825


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


def is_picture(name: str) -> bool:
    """Whether a file is a picture that pages can show, by its name."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in _FORMATS or suffix == _VECTOR


def publish_picture(data: bytes, name: str, is_original_kept: bool = False) -> PublishedPicture:
    """Make the files that a picture is published as.

    Args:
        data: the picture.
        name: its file's name.
        is_original_kept: the file itself is published too, so that no copy may take its name.

    Raises:
        PictureError: it is broken, too large, unsafe, or not what its name says.
    """
    if PurePosixPath(name).suffix.lower() == _VECTOR:
        return PublishedPicture(PictureCopies(_read_svg(data)), {name: data})
    copies = _make_copies(data, _format_of(name))
    largest = max(copies)
    names = {width: name if width == largest and not is_original_kept else _name(name, width) for width in copies}
    files = {names[width]: copy.data for width, copy in copies.items()}
    shown = tuple((names[width], width) for width in sorted(copies))
    return PublishedPicture(PictureCopies((largest, copies[largest].height), shown), files)


def check_picture(data: bytes, name: str, is_size_free: bool = False) -> None:
    """Read a picture to its end.

    Args:
        data: the picture.
        name: its file's name.
        is_size_free: it may be of any size, since no page shows it; then only its beginning is read.

    Raises:
        PictureError: as `publish_picture`.
    """
    if PurePosixPath(name).suffix.lower() == _VECTOR:
        _read_svg(data)
    elif is_size_free:
        _open(data, _format_of(name))
    else:
        _load(data, _format_of(name))


def tells_place(data: bytes) -> bool:
    """Whether a picture says where it was taken, in EXIF or XMP."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            return bool(image.getexif().get_ifd(_PLACE)) or b"exif:GPS" in data
    except Exception:
        return False


@dataclass(frozen=True, slots=True)
class _Copy:
    height: int
    data: bytes


def _format_of(name: str) -> str:
    return _FORMATS[PurePosixPath(name).suffix.lower()]


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
    try:
        with warnings.catch_warnings(action="ignore"):
            image.load()
            return ImageOps.exif_transpose(image)
    except Exception as error:
        raise PictureError("image_broken") from error


def _make_copies(data: bytes, kind: str) -> dict[int, _Copy]:
    image = _clean(_load(data, kind), kind)
    most = min(image.width, WIDTHS[-1])
    copies = {}
    for width in (*(width for width in WIDTHS if width <= most * _WORTHWHILE), most):
        height = max(1, round(image.height * width / image.width))
        copy = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        copy.save(out, kind, **_SETTINGS[kind])
        copies[width] = _Copy(height, out.getvalue())
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


_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "a", "set", "animate"}
_OWN = re.compile(r"#|data:image/(png|jpeg|webp|gif);", re.IGNORECASE)
_FETCH = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/)|javascript:", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def _read_svg(data: bytes) -> tuple[int, int] | None:
    """The size of a drawing, when it gives one.

    Raises:
        PictureError: it is no SVG, or it could run or fetch something: also on its own, opened from an address.
    """
    if len(data) > MAX_BYTES:
        raise PictureError("image_large")
    found = re.search(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", data, re.IGNORECASE)
    if found:
        raise PictureError("image_unsafe", found[0].decode("ascii"))
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PictureError("image_content") from error
    if root.tag != f"{_SVG}svg":
        raise PictureError("image_content")
    for part in _list_unsafe(root):
        raise PictureError("image_unsafe", part)
    return _size_of(root)


def _list_unsafe(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in _ACTIVE or tag.startswith("animate"):
            yield tag
        if _FETCH.search(element.text or "") and tag == "style":
            yield "style"
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            is_address = name in ("href", "src", "from", "to", "values")
            if name.lower().startswith("on") or _FETCH.search(value) or (is_address and not _OWN.match(value.strip())):
                yield f"{tag} {name}"


def _size_of(root: ElementTree.Element) -> tuple[int, int] | None:
    given = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    numbers = [match[1] for match in given if match]
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(numbers) < 2 and len(box) == 4:
        numbers = [number for number in box[2:] if _NUMBER.fullmatch(number)]
    size = [round(float(number)) for number in numbers]
    return (size[0], size[1]) if len(size) == 2 and all(size) else None


_IMG = re.compile(r'<img((?:\s+[^\s"=>/]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([^\s"=>/]+)(?:="([^"]*)")?')


def locate(address: str, page: str) -> str:
    """The file that an address in a page leads to, from the root of the site."""
    return unquote(urljoin(f"/{page}", address)).partition("#")[0].partition("?")[0].lstrip("/")


def dress_pictures(html: str, page: str, pictures: Mapping[str, PictureCopies]) -> str:
    """Give each picture in a page its size and its copies, and let it wait until it is near.

    Args:
        html: the page, as Markdown or nh3 writes it.
        page: the page's address from the root of the site.
        pictures: how each picture is shown, by the address of its file.
    """

    def dress(match: re.Match[str]) -> str:
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        address = locate(given.get("src", ""), page)
        shown = pictures.get(address)
        if shown is None:
            return match[0]
        attributes = given | {"loading": "lazy", "decoding": "async"} | _measures(given, shown)
        if shown.copies:
            folder = address.rpartition("/")[0]
            ways = [(relate(quote(f"{folder}/{name}".lstrip("/")), page), width) for name, width in shown.copies]
            attributes["src"] = ways[-1][0]
            if len(ways) > 1:
                attributes["srcset"] = ", ".join(f"{way} {width}w" for way, width in ways)
                attributes["sizes"] = given.get("sizes") or _SIZES
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"

    return _IMG.sub(dress, html)


def _measures(given: Iterable[str], shown: PictureCopies) -> dict[str, str]:
    """Width and height, which keep the page from jumping; a size that the author chose holds."""
    if shown.size is None or {"width", "height"} & set(given):
        return {}
    return {"width": str(shown.size[0]), "height": str(shown.size[1])}
