"""Pictures for tests: drawn, and with everything written in them that a camera writes."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageDraw

SECRET = "Hemlig Fotograf"
_MAKER, _ARTIST, _ORIENTATION, _PLACE = 0x010F, 0x013B, 0x0112, 0x8825
# Turned a quarter: as stored, left is what is up.
_SIDEWAYS = 6
_XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{SECRET}</creator></x:xmpmeta>'.encode()


def draw_square(width: int = 1280, height: int = 800) -> Image.Image:
    """A made-up square: sky, two houses, a tree, cobbles."""
    image = Image.new("RGB", (1280, 800), "#b9d3e6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 520, 1280, 800), fill="#cdc4b2")
    for row, top in enumerate(range(560, 800, 60)):
        for left in range(-60 * (row % 2), 1280, 120):
            draw.rounded_rectangle((left, top, left + 108, top + 48), 10, fill="#bdb29d")
    for left, colour in ((120, "#a5493d"), (820, "#d9a441")):
        draw.rectangle((left, 240, left + 320, 520), fill=colour)
        draw.polygon([(left - 30, 240), (left + 160, 110), (left + 350, 240)], fill="#4a3b37")
        for x in (left + 40, left + 200):
            draw.rectangle((x, 300, x + 80, 390), fill="#f6f1dd")
    draw.rectangle((612, 400, 640, 560), fill="#5b4332")
    draw.ellipse((530, 220, 722, 440), fill="#4d7a4a")
    return image.resize((width, height), Image.Resampling.LANCZOS)


def take_photo(kind: str = "JPEG", width: int = 1280, height: int = 800) -> bytes:
    """A picture as a camera leaves it: lying on its side, with who took it, when and where."""
    exif = Image.Exif()
    exif[_MAKER], exif[_ARTIST], exif[_ORIENTATION] = "Påhittad kamera", SECRET, _SIDEWAYS
    exif[_PLACE] = {1: "N", 2: (0.0, 30.0, 0.0), 3: "E", 4: (0.0, 30.0, 0.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more: dict[str, object] = {"JPEG": {"comment": SECRET.encode(), "quality": 70}}.get(kind, {})
    out = io.BytesIO()
    image = draw_square(width, height).transpose(Image.Transpose.ROTATE_90)
    image.save(out, kind, exif=exif, xmp=_XMP, icc_profile=profile, **more)
    return out.getvalue()


def tells_place(data: bytes) -> bool:
    """Whether a picture says where it was taken, in EXIF or XMP."""
    with Image.open(io.BytesIO(data)) as image:
        return bool(image.getexif().get_ifd(_PLACE)) or b"exif:GPS" in data


def draw_plain(kind: str = "JPEG", width: int = 4, height: int = 3) -> bytes:
    """The smallest picture that is one."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#b9d3e6").save(out, kind)
    return out.getvalue()
