"""Social card: the picture that a shared link is shown with: a title, a few facts, and the name of the site.

The fonts stand in the package and the layout is Pillow's own, so that every machine draws the same bytes. A card never
says what depends on the day, such as what is in force.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from ..files.cache import hash_parts
from ..files.own_code import hash_own_code
from ..files.tree import Files
from .accent import DEFAULT
from .logo import Logo, draw_logo
from .mark import MARK, SIZE

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_MEASURE = WIDTH - 2 * _MARGIN
_BAND = 16
_PAPER, _INK = (0xFC, 0xFB, 0xF8), (0x1D, 0x22, 0x28)
# Sixteen colours in all make the smallest file: paper, eight steps to ink, seven to accent.
_INK_STEPS, _ACCENT_STEPS = 8, 7
# A logo has colours of its own besides, and so much room.
_LOGO_COLOURS, _LOGO_WIDTH = 64, 360
_TITLE_SIZES = range(84, 43, -4)
_TITLE_HEIGHT = 268
_FACT_SIZE, _SITE_SIZE, _MEASURED = 34, 36, 100
_LEADING = 1.2
_TOP, _SPACE = 60, 28
_MARK = 76
# The mark's own square leaves this much empty to its left.
_INSET = 9
_FINE = 8


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Attributes:
        site: the name of the site.
        title: the largest words.
        facts: a few short lines under the title.
        accent: the site's accent in light.
        logo: what it shows in the place of the mark.
    """

    site: str
    title: str
    facts: tuple[str, ...] = ()
    accent: str = DEFAULT.light
    logo: Logo | None = None

    @property
    def alt(self) -> str:
        """The same in words, for whoever does not see the picture."""
        return ". ".join(dict.fromkeys([self.title, *self.facts, self.site]))


def list_parts(card: Card) -> Files:
    """All that a card's picture depends on, by which a cache has it."""
    return {"maker": _hash_maker(), "card": repr(card).encode(), "logo": card.logo.data if card.logo else b""}


@cache
def _hash_maker() -> bytes:
    fonts = {weight: _read_font(weight) for weight in ("Bold", "Regular")}
    return hash_parts({"code": hash_own_code("pillow", "typst", room="images/"), **fonts})


def draw_card(card: Card) -> bytes:
    """A card as a PNG file of `WIDTH` × `HEIGHT`. Words in letters that the fonts lack are left out."""
    logo = draw_logo(card.logo, (_LOGO_WIDTH, _MARK)) if card.logo else None
    image = _draw_frame(card.site if card.site != card.title else "", logo.width if logo else 0).copy()
    draw = ImageDraw.Draw(image)
    title = _fit(card.title, "Bold", _TITLE_SIZES, _TITLE_HEIGHT)
    top = _TOP + _MARK + 2 * _SPACE
    for number, line in enumerate(title.lines):
        draw.text((_MARGIN, top + round(number * title.size * _LEADING)), line, fill=_INK_STEPS, font=title.font)
    facts = [_fit(fact, "Regular", [_FACT_SIZE], 1) for fact in card.facts]
    # From the bottom up, so that the facts stand in the same place on every card.
    for number, fact in enumerate(reversed(facts)):
        bottom = HEIGHT - _BAND - _SPACE - round(number * _FACT_SIZE * 1.4)
        draw.text((_MARGIN, bottom), "".join(fact.lines), fill=_INK_STEPS, font=fact.font, anchor="ld")
    return _save(image, bytes.fromhex(card.accent[1:]), logo)


# Most cards of a site have the same.
@lru_cache(maxsize=16)
def _draw_frame(site: str, logo_width: int) -> Image.Image:
    """What stands around the words of a card, in the shades of the accent: mark, name of the site, band below."""
    accent = Image.new("L", (WIDTH, HEIGHT))
    on_accent = ImageDraw.Draw(accent)
    if not logo_width:
        accent.paste(_draw_mark(), (_MARGIN - _INSET, _TOP))
    begin = (logo_width or _MARK - _INSET) + _SPACE
    on_accent.rectangle((0, HEIGHT - _BAND, WIDTH, HEIGHT), fill=255)
    if site:
        name = _fit(site, "Bold", [_SITE_SIZE], 1, _MEASURE - begin - _INSET * (not logo_width))
        place = (_MARGIN + begin, _TOP + _MARK // 2)
        on_accent.text(place, "".join(name.lines), fill=255, font=name.font, anchor="lm")
    shades = [round(value * _ACCENT_STEPS / 255) for value in range(256)]
    return accent.point([value and value + _INK_STEPS for value in shades])


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Words in lines, in a font of a size."""

    lines: list[str]
    font: ImageFont.FreeTypeFont
    size: int


def _read_font(weight: str) -> bytes:
    return (files(__package__) / "fonts" / f"NotoSerif-{weight}.ttf").read_bytes()


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    data = _read_font(weight)
    # The other layout engine depends on what is installed on the machine.
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _measure(word: str, weight: str) -> float:
    """How wide a word is in size 1. The fonts have no hints and no kerning, so widths grow with the size and add up."""
    return _font(weight, _MEASURED).getlength(word) / _MEASURED


def _fit(text: str, weight: str, sizes: Sequence[int], height: int, width: int = _MEASURE) -> _Fitted:
    """Words in the largest size that has room for them; in the smallest, long words are broken and the end is cut."""
    words = text.split() if _can_write(text, weight) else []
    size = next((size for size in sizes if _has_room(words, weight, size, height, width)), sizes[-1])
    room = max(1, int(height / (size * _LEADING)))
    lines = _wrap([part for word in words for part in _break(word, weight, width / size)], weight, width / size)
    if len(lines) > room:
        last = lines[room - 1]
        while last and _measure(f"{last}…", weight) > width / size:
            last = last[:-1].rstrip()
        lines = [*lines[: room - 1], f"{last}…"]
    return _Fitted(lines, _font(weight, size), size)


def _has_room(words: list[str], weight: str, size: int, height: int, width: int) -> bool:
    if any(_measure(word, weight) * size > width for word in words):
        return False
    return len(_wrap(words, weight, width / size)) <= max(1, int(height / (size * _LEADING)))


def _wrap(words: list[str], weight: str, width: float) -> list[str]:
    lines: list[str] = []
    used = 0.0
    for word in words:
        wanted = _measure(word, weight)
        longer = used + _measure(" ", weight) + wanted
        if lines and longer <= width:
            lines[-1] += f" {word}"
            used = longer
        else:
            lines.append(word)
            used = wanted
    return lines


def _break(word: str, weight: str, width: float) -> Iterator[str]:
    """A word in as many parts as it takes for each to have room on a line."""
    while _measure(word, weight) > width and len(word) > 1:
        end = next(
            end for end in range(len(word) - 1, 0, -1) if end == 1 or _measure(f"{word[:end]}-", weight) <= width
        )
        yield f"{word[:end]}-"
        word = word[end:]
    yield word


def _can_write(text: str, weight: str) -> bool:
    return all(letter.isspace() or _glyph(letter, weight) != _glyph("\uffff", weight) for letter in text)


@cache
def _glyph(letter: str, weight: str) -> bytes:
    return bytes(_font(weight, _FACT_SIZE).getmask(letter))


@cache
def _draw_mark() -> Image.Image:
    """The site's mark, in its square."""
    scale = _MARK * _FINE / SIZE
    image = Image.new("L", (_MARK * _FINE, _MARK * _FINE))
    draw = ImageDraw.Draw(image)
    for polygon in MARK:
        draw.polygon([(x * scale, y * scale) for x, y in polygon], fill=255)
    return image.resize((_MARK, _MARK), Image.Resampling.BOX)


def _save(image: Image.Image, colour: bytes, logo: Image.Image | None) -> bytes:
    """A picture in shades of ink, and above them those of the accent, with a logo in colours of its own."""
    palette = [*_blend(_INK, _INK_STEPS), *_blend(colour, _ACCENT_STEPS)[3:]]
    # From here on, what the picture holds are places in the palette.
    image.putpalette(palette)
    if logo:
        drawn = Image.new("RGB", logo.size, _PAPER)
        drawn.paste(logo, mask=logo)
        few = drawn.quantize(_LOGO_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        known = len(palette) // 3
        image.paste(few.point([(value + known) % 256 for value in range(256)]), (_MARGIN, _TOP))
        image.putpalette(palette + (few.getpalette() or []))
    out = io.BytesIO()
    # Most of it is one colour from left to right: looking for runs alone is twice as fast, for a tenth more bytes.
    image.save(out, "PNG", bits=8 if logo else 4, compress_type=zlib.Z_RLE)
    return out.getvalue()


def _blend(colour: Sequence[int], steps: int) -> list[int]:
    """The colours from paper to another in equal steps, paper first."""
    return [
        round(paper + (full - paper) * step / steps)
        for step in range(steps + 1)
        for paper, full in zip(_PAPER, colour, strict=True)
    ]
