"""The colours of links, which no machine that looks at a page can tell apart: a browser keeps visited ones to itself."""

from __future__ import annotations

import re

import pytest

from conftest import REPOSITORY

STYLE = (REPOSITORY / "docs/assets/pledgebook.css").read_text(encoding="utf-8")
DARK = "@media (prefers-color-scheme: dark)"


def read_colours(scheme: str) -> dict[str, str]:
    """The colours by name, as a screen of a scheme shows them."""
    light, dark = STYLE.split("@media (prefers-contrast: more)")[0].split(DARK, 1)
    read = re.compile(r"--pb-(\S+): (#[0-9a-f]{6});").findall
    return dict(read(light)) | (dict(read(dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("behind", ["paper", "panel", "notice"])
def test_a_visited_link_is_read_as_well_as_any_other(scheme: str, behind: str) -> None:
    colours = read_colours(scheme)
    assert contrast(colours["visited"], colours[behind]) >= 4.5
    assert colours["visited"] != colours["accent"]


def test_visited_links_have_that_colour_on_every_page() -> None:
    rule = re.search(r"([^{}]*)\{ color: var\(--pb-visited\); \}", STYLE)
    assert rule
    assert {part.strip() for part in rule[1].split(",")} == {
        ".md-typeset a:visited",
        ".pb-crumbs a:visited",
        ".pb-footer a:visited",
    }
