"""A site with a colour and a logo of its own, as pages, cards, records in one file and PDFs show them."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable

import pytest
from PIL import Image

from conftest import REPOSITORY, TINY_SETTINGS, Project
from pledgebook.images.accent import DEFAULT

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><!-- Anna --><path d="M45 0h45v30h-45z"/></svg>'
LOOK = "theme: {palette: {primary: '#7a1f3d'}, logo: assets/vapen.svg, "
FILES = {
    "docs/assets/vapen.svg": LOGO,
    **{
        name: (REPOSITORY / name).read_text(encoding="utf-8")
        for name in ("docs/assets/pledgebook.css", "docs/assets/favicon.svg")
    },
    "theme/main.html": '{% include "partials/logo.html" %}<link rel="icon" href="{{ favicon | url }}">{{ page.content | safe }}',
    "theme/partials/logo.html": (REPOSITORY / "theme/partials/logo.html").read_text(encoding="utf-8"),
}


@pytest.fixture
def dressed(tiny: Callable[..., Project]) -> Project:
    settings = TINY_SETTINGS.replace("theme: {", LOOK).replace("https://example.org/", "https://example.org/l/")
    project = tiny({**FILES, "mkdocs.yml": settings})
    built = project.build()
    assert not built.returncode, built.stdout
    return project


def test_everything_that_a_reader_meets_has_the_same_look(dressed: Project) -> None:
    site = dressed.site
    for name in ("assets/pledgebook.css", "assets/favicon.svg", "2027/medborgarlofte-2027.sv.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert "#7a1f3d" in text and DEFAULT.light not in text, name
    assert '<img class="pb-mark pb-mark--paper" src="../assets/vapen.svg" alt="">' in dressed.read("2027")
    # Nothing that is written in it but is not drawn is published.
    published = (site / "assets/vapen.svg").read_bytes()
    assert b"Anna" not in published
    one_file = (site / "2027/medborgarlofte-2027.sv.html").read_text(encoding="utf-8")
    found = re.search(
        r'<img class="pb-logo pb-logo--paper" src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)">', one_file
    )
    assert found
    assert published == base64.b64decode(found[1])
    assert "Exempelstad" in found[2]
    card = Image.open(io.BytesIO((site / "assets/previews/sv/2027.png").read_bytes())).convert("RGB")
    assert (0x7A, 0x1F, 0x3D) == card.getpixel((600, 626))
    assert (0, 0, 0) == card.getpixel((80 + 150, 98))


def test_a_site_in_a_folder_tells_servers_of_that_folder(dressed: Project) -> None:
    assert (dressed.site / "_headers").read_text(encoding="utf-8").startswith("/l/*\n")


def test_a_changed_look_makes_what_shows_it_anew(dressed: Project) -> None:
    settings = dressed.root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("#7a1f3d", "#0a5c36"), encoding="utf-8")
    adaptive = LOGO.replace("<path", "<style>@media (prefers-color-scheme: dark) {path {fill: #fff}}</style><path")
    (dressed.root / "docs/assets/vapen.svg").write_text(adaptive, encoding="utf-8")
    before = (dressed.site / "2027/medborgarlofte-2027.sv.pdf").read_bytes()
    built = dressed.build()
    assert not built.returncode, built.stdout
    one_file = (dressed.site / "2027/medborgarlofte-2027.sv.html").read_text(encoding="utf-8")
    assert "#0a5c36" in one_file and "#7a1f3d" not in one_file
    # A drawing that knows of the dark has no ground of its own there.
    assert '<img class="pb-logo" ' in one_file
    assert '<img class="pb-mark" ' in dressed.read("2027")
    assert before != (dressed.site / "2027/medborgarlofte-2027.sv.pdf").read_bytes()


def test_a_colour_that_cannot_be_read_stops_the_build(tiny: Callable[..., Project]) -> None:
    project = tiny({"mkdocs.yml": TINY_SETTINGS.replace("theme: {", "theme: {palette: {primary: '#ffd200'}, ")})
    built = project.build()
    assert built.returncode
    assert "mkdocs.yml:3:28:" in built.stdout
    assert 'theme: {palette: {primary: "#826b00"}, name: null' in built.stdout
