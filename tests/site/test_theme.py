"""What the theme takes from Material, and what of Material's it stands in for."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import material
import pytest

from conftest import REPOSITORY, Project

THEIRS = Path(material.__file__).parent / "templates"
# What Material's own files were like when ours were written. When one has changed, see whether ours should follow,
# and note the new fingerprint here.
REPLACED = {
    "main.html": "542f22ccd3746e5ceb4e7714b7387975d3ddd81e",
    "base.html": "108722e3b2d98b74e74a7c405d61037f1566b02c",
    "404.html": "c16ce76e3526a05669ef844b1b580ea0e14bfd13",
    "partials/logo.html": "87094242d4f3fc4672aeac8e2aa802c27489249e",
}


@pytest.mark.parametrize("name", REPLACED)
def test_a_template_that_ours_stands_in_for_is_as_it_was(name: str) -> None:
    data = (THEIRS / name).read_bytes()
    # The version of Material and the names of its hashed files differ in each release without meaning anything.
    steady = re.sub(rb"mkdocs-material-[0-9.]+|\.[0-9a-f]{8}\.min", b"", data)
    assert REPLACED[name] == hashlib.sha1(steady).hexdigest(), f"Material's {name} has changed"


def test_no_other_template_of_material_is_replaced() -> None:
    ours = {path.relative_to(REPOSITORY / "theme").as_posix() for path in (REPOSITORY / "theme").rglob("*.html")}
    assert {name for name in ours if (THEIRS / name).is_file()} == {*REPLACED} - {"base.html"}


def test_every_page_has_the_style_of_material_and_our_own(exempelstad: Project) -> None:
    pages = {exempelstad.site / "404.html", *exempelstad.site.rglob("index.html")}
    # What stands in a frame on another site has a small one of its own.
    framed = {path for path in pages if "embed" in path.relative_to(exempelstad.site).parts[:2]}
    for path in framed:
        (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', path.read_text(encoding="utf-8"))
        assert (path.parent / style).resolve() == exempelstad.site / "assets/embed.css"
    for path in pages - framed:
        text = path.read_text(encoding="utf-8")
        styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
        assert len(styles) == 2, path
        assert re.search(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css$", styles[0]), path
        for style in styles:
            target = exempelstad.site / style.lstrip("/") if style.startswith("/") else path.parent / style
            assert target.is_file(), (path, style)


@pytest.mark.parametrize("name", ["docs/assets/pledgebook.css", "docs/assets/embed.css", "theme/print/onefile.css"])
def test_style_goes_the_way_that_the_language_is_written(name: str) -> None:
    """Only the columns of tables are told left or right, as their authors have written."""
    lines = (REPOSITORY / name).read_text(encoding="utf-8").split("\n")
    sided = r"(?:margin|padding|border)-(?:left|right)\b|(?:text-align|float): (?:left|right)|0 0 0 [1-9.]"
    assert [] == [line for line in lines if re.search(sided, line) and not re.search(r"\.pb-(?:left|right)\b", line)]
