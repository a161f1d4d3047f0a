"""A static page that is converted once for all builds of a process comes out as it would if it were converted anew."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page

from pledgebook.adapter.conversion import convert_page, describe_ground

PAGE = "# Ett\n\n## Två\n\n[annan](other.md#tre) ![bild](picture.png)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "hooks.py").write_text("", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nplugins: []\nhooks: [hooks.py]\n", encoding="utf-8")
    for name, text in (("index.md", PAGE), ("other.md", "# Annan"), ("picture.png", "")):
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    return tmp_path


def convert(folder: Path) -> tuple[Page, Page]:
    """The page as it is converted here, and as MkDocs itself converts it."""
    made = []
    for is_kept in (True, False):
        config = load_config(str(folder / "mkdocs.yml"))
        files = get_files(config)
        made.append(read(config, files, is_kept))
    return made[0], made[1]


def read(config: MkDocsConfig, files: Files, is_kept: bool) -> Page:
    file = files.get_file_from_path("index.md")
    assert file
    page = Page(None, file, config)
    page.read_source(config)
    if is_kept:
        convert_page(page, describe_ground(config, files), config, files)
    else:
        page.render(config, files)
    return page


def describe(page: Page) -> list[object]:
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    toc = [(item.title, item.url, item.level, len(item.children)) for item in page.toc]
    return [page.content, page.title, page.present_anchor_ids, links, toc]


def test_whatever_changes_the_page_is_what_it_would_be_anew(folder: Path) -> None:
    settings = folder / "mkdocs.yml"
    changes = [
        lambda: None,
        lambda: (folder / "docs" / "index.md").write_text(PAGE.replace("Två", "Tre"), encoding="utf-8"),
        lambda: settings.write_text(settings.read_text() + "markdown_extensions: [attr_list]\n", encoding="utf-8"),
        lambda: settings.write_text(settings.read_text() + "use_directory_urls: false\n", encoding="utf-8"),
        lambda: (folder / "docs" / "index.md").write_text(PAGE, encoding="utf-8"),
    ]
    convert(folder)
    for change in changes:
        change()
        kept, anew = convert(folder)
        assert describe(anew) == describe(kept)
        again = convert(folder)[0]
        assert describe(anew) == describe(again)
        assert kept.content is again.content


def test_what_is_remarked_on_is_remarked_on_in_each_build(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "mkdocs"):
        convert(folder)
        (folder / "docs" / "picture.png").unlink()
        caplog.clear()
        for _ in range(3):
            convert(folder)
    told = [record.getMessage() for record in caplog.records if "picture.png" in record.getMessage()]
    assert 6 == len(told)


def test_an_extension_of_somebody_elses_may_go_by_more_than_the_text(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(
        "site_name: X\nplugins: []\nhooks: [hooks.py]\nmarkdown_extensions: [pymdownx.superfences]\n", encoding="utf-8"
    )
    first, again = convert(folder)[0], convert(folder)[0]
    assert describe(first) == describe(again)
    assert first.content is not again.content
