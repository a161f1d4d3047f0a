"""Accent: the one colour of a site's own, its shades in light and dark, and the contrast that they must have.

Whoever names one colour gets the others from it, of the same hue. Pages, cards, records in one file and PDFs are made
with the default; `Accent.paint` puts the site's own in its place.

Source: W3C, Web Content Accessibility Guidelines 2.2, 1.4.3, 1.4.11 and the definition of contrast ratio.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import astuple, dataclass

from PIL import ImageColor

# Of words on what they stand on; what is drawn, and the ring around what has focus, would do with 3.
LEAST = 4.5
# Of whoever asks for more contrast (1.4.6), and of shades that nobody has chosen.
MORE = 7.0
# All that the accent stands on, or that stands on it, in the style sheets: light, then dark.
GROUNDS = (
    ("#ffffff", "#fcfbf8", "#f5f2ea", "#f3f0e8", "#fdf3d4"),
    ("#000000", "#10151a", "#15181c", "#20252b", "#33290d"),
)
_STRONG, _STEP = 0.25, 0.002


@dataclass(frozen=True, slots=True)
class Accent:
    """The shades of an accent as `#rrggbb`: the colour itself, under the pointer, and where more contrast is asked."""

    light: str = "#12466f"
    light_strong: str = "#0b3353"
    light_more: str = "#002f5c"
    dark: str = "#9cc8ee"
    dark_strong: str = "#c4e0f8"
    dark_more: str = "#bfe0ff"

    def paint(self, text: str) -> str:
        """A style sheet, a drawing or a template of the theme in this accent instead of the default."""
        shades = dict(zip(astuple(DEFAULT), astuple(self), strict=True))
        return re.sub("|".join(shades), lambda found: shades[found[0]], text)


DEFAULT = Accent()


def parse_colour(text: str) -> str:
    """A colour of CSS by its numbers or its name, also as Material writes it, as `#rrggbb`.

    Nothing when it is none, or one that what is behind it shines through.
    """
    try:
        red, green, blue, *opacity = ImageColor.getrgb(text.strip().replace("-", ""))
    except ValueError:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}" if opacity in ([], [255]) else ""


def make_accent(light: str = "", dark: str = "") -> Accent:
    """The shades of an accent that is named for light, for dark, for both or not at all."""
    if light in ("", DEFAULT.light) and dark in ("", DEFAULT.dark):
        return DEFAULT
    light = light or find_nearest(dark, False, MORE)
    dark = dark or find_nearest(light, True, MORE)
    return Accent(
        *(light, _move(light, -_STRONG), find_nearest(_move(light, -_STRONG), False, MORE)),
        *(dark, _move(dark, _STRONG), find_nearest(_move(dark, _STRONG), True, MORE)),
    )


def measure_contrast(colour: str, is_dark: bool) -> float:
    """The least contrast ratio of an accent to all that it meets in light or in dark."""
    return min(_measure(colour, ground) for ground in GROUNDS[is_dark])


def find_nearest(colour: str, is_dark: bool, least: float = LEAST) -> str:
    """The colour of the same hue and saturation that is nearest in lightness and has the contrast."""
    step = _STEP if is_dark else -_STEP
    share = 0.0
    while measure_contrast(found := _move(colour, share), is_dark) < least:
        share += step
    return found


def _move(colour: str, share: float) -> str:
    """A colour so much of the way to black (a share below 0) or white (above), in its own hue (HSL)."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in bytes.fromhex(colour[1:])))
    lightness += share * (lightness if share < 0 else 1 - lightness)
    parts = colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _measure(colour: str, other: str) -> float:
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
