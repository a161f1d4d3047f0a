"""One colour of a site's own, and what is made of it."""

from __future__ import annotations

import colorsys
import re
from dataclasses import astuple
from itertools import product

import pytest

from core.conftest import REPOSITORY, THEME
from pledgebook.images.accent import (
    DEFAULT,
    GROUNDS,
    LEAST,
    MORE,
    find_nearest,
    make_accent,
    measure_contrast,
    parse_colour,
)

STYLE = (REPOSITORY / "docs/assets/pledgebook.css").read_text(encoding="utf-8")
PRINTED = (THEME / "print/onefile.css").read_text(encoding="utf-8")
ANY = ["".join(parts) for parts in product(["#00", "#55", "#a0", "#ff"], ["00", "55", "a0", "ff"], ["00", "80", "ff"])]


def hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*bytes.fromhex(colour[1:]))[0]


def is_grey(colour: str) -> bool:
    """Dark, light and grey colours have no hue that eight bits could keep."""
    low, *_, high = sorted(bytes.fromhex(colour[1:]))
    return high - low < 24


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_nearest_colour_that_passes_is_of_the_same_hue(is_dark: bool) -> None:
    for colour in ANY:
        found = find_nearest(colour, is_dark)
        assert measure_contrast(found, is_dark) >= LEAST, colour
        assert found == colour or measure_contrast(colour, is_dark) < LEAST, colour
        # A little nearer would not do.
        assert found == colour or measure_contrast(found, is_dark) < LEAST + 0.12, (colour, found)
        turned = abs(hue(colour) - hue(found))
        assert is_grey(colour) or is_grey(found) or min(turned, 1 - turned) < 0.02, (colour, found)


def test_the_shades_that_follow_from_one_colour_pass_too() -> None:
    for colour in ANY:
        light, dark = (find_nearest(colour, is_dark) for is_dark in (False, True))
        for accent in (make_accent(light), make_accent("", dark), make_accent(light, dark)):
            assert all(measure_contrast(item, False) >= LEAST for item in (accent.light, accent.light_strong))
            assert all(measure_contrast(item, True) >= LEAST for item in (accent.dark, accent.dark_strong))
            assert measure_contrast(accent.light_more, False) >= MORE
            assert measure_contrast(accent.dark_more, True) >= MORE


def test_one_colour_is_enough() -> None:
    accent = make_accent("#0a5c36")
    assert "#0a5c36" == accent.light
    assert measure_contrast(accent.dark, True) >= MORE
    assert "#7adcae" == make_accent("#0a5c36", "#7adcae").dark


def test_the_default_is_what_the_theme_is_written_in() -> None:
    assert DEFAULT == make_accent() == make_accent(DEFAULT.light) == make_accent(DEFAULT.light, DEFAULT.dark)
    for text in (STYLE, PRINTED):
        assert text == DEFAULT.paint(text)


@pytest.mark.parametrize("is_dark", [False, True])
def test_an_accent_is_held_against_all_that_it_meets_on_pages(is_dark: bool) -> None:
    scheme = STYLE.split("@media (prefers-contrast: more)")[0].split("@media (prefers-color-scheme: dark)", 1)[is_dark]
    grounds = dict(re.findall(r"--pb-(paper|panel|notice|on-accent): (#[0-9a-f]{6});", scheme))
    assert {"paper", "panel", "notice", "on-accent"} == set(grounds)
    assert set(grounds.values()) <= set(GROUNDS[is_dark])


@pytest.mark.parametrize("text", [STYLE, PRINTED], ids=["pages", "one file"])
def test_no_shade_of_the_default_is_left(text: str) -> None:
    painted = make_accent("#7a1f3d").paint(text)
    assert [] == [colour for colour in astuple(DEFAULT) if colour in painted]
    assert "accent: #7a1f3d;" in painted


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#0A5C36", "#0a5c36"),
        (" #abc ", "#aabbcc"),
        ("Teal", "#008080"),
        ("rgb(1, 2, 3)", "#010203"),
        ("#0a5c36ff", "#0a5c36"),
        ("#0a5c3680", ""),
        ("#12", ""),
        ("grön", ""),
        ("deep-purple", ""),
        ("", ""),
    ],
)
def test_a_colour_is_written_as_on_the_web(text: str, colour: str) -> None:
    assert colour == parse_colour(text)
