"""Kinds of sites that are measured with the same words: this project's in several ways, and a plain Material site.

Each is laid out once in a folder of its own, or in one that it shares with others, and is made ready before each run.
"""

from __future__ import annotations

import compileall
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cost import run_all
from fictional import LANGUAGES, write_municipalities, write_plain_pages

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
TEMPLATES = HERE / "templates"
SETTINGS = "mkdocs.yml"
SITE = "site"
YEARS = 5
PAGES_PER_MUNICIPALITY = YEARS * len(LANGUAGES)

_PYTHON = sys.executable
BUILD = ((_PYTHON, "-m", "mkdocs", "build"),)
# As an author does, who is spared a build of which nothing has changed.
COMMAND = ((_PYTHON, "hooks", "build"),)
OURS = {"PYTHONPATH": "hooks"}
_PAGES_ALONE = "pages_alone.py"
# What is left by builds. Fonts and dictionaries of the tools themselves are kept where they are installed.
_MADE = (SITE, ".cache", "resources")
# A promise, as it is written in the facts of one pledge, and what comes to stand for a word of it.
_CHANGED = f"pledges/exempelstad-001-2026/pledge.{LANGUAGES[0]}.md"
_PROMISE = re.compile(r"(?<=trafikkontroller på )\w+(?= gator)")
_PLAIN_SETTINGS = """\
site_name: Exempelstäderna
site_url: https://example.org/
theme:
  name: material
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: sv, name: Svenska, default: true}
        - {locale: en, name: English}
markdown_extensions: [attr_list]
"""


@dataclass(frozen=True)
class Kind:
    """A kind of site, and how it is measured.

    Attributes:
        title: what the table calls it.
        folder: where it stands; kinds with the same folder are the same site.
        lay: writes it, for a number of municipalities.
        ready: what is done before a run, which has a number, from 1.
        commands: what is measured.
        environment: variables for the commands.
        makes_site: whether there is a site to count when it has been run.
    """

    title: str
    folder: str
    lay: Callable[[Path, int], None]
    ready: Callable[[Path, int], None]
    commands: Sequence[Sequence[str]]
    environment: Mapping[str, str] = field(default_factory=dict)
    makes_site: bool = True


def lay_ours(folder: Path, municipalities: int) -> None:
    """This project with made-up records."""
    copy_project(folder)
    write_municipalities(folder / "pledges", municipalities, YEARS)


def copy_project(folder: Path) -> None:
    """The project without its records, compiled, so that the first build of a run is as fast as the others."""
    for part in ("docs", "hooks", "theme"):
        shutil.copytree(REPOSITORY / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / SETTINGS, folder)
    compileall.compile_dir(folder / "hooks", quiet=1)


def _lay_pages_alone(folder: Path, municipalities: int) -> None:
    """The same, without records in one file, and without the address that cards need."""
    lay_ours(folder, municipalities)
    shutil.copy(TEMPLATES / _PAGES_ALONE, folder)
    text = (folder / SETTINGS).read_text(encoding="utf-8")
    text, addresses = re.subn(r"^site_url:.*\n", "", text, flags=re.MULTILINE)
    text, hooks = re.subn(r"^hooks: \[", f"hooks: [{_PAGES_ALONE}, ", text, flags=re.MULTILINE)
    assert addresses == hooks == 1, f"{SETTINGS} is no longer written as it was"
    (folder / SETTINGS).write_text(text, encoding="utf-8")


def _lay_plain(folder: Path, municipalities: int) -> None:
    write_plain_pages(folder / "docs", municipalities, YEARS)
    (folder / SETTINGS).write_text(_PLAIN_SETTINGS, encoding="utf-8")


def clear(folder: Path, run: int = 1) -> None:
    """Remove what builds have left."""
    for name in _MADE:
        shutil.rmtree(folder / name, ignore_errors=True)


def keep(folder: Path, run: int = 1, environment: Mapping[str, str] = OURS) -> None:
    """Leave everything as an author's last build left it; where it was another, that build is run, and not measured."""
    run_all(folder, COMMAND, environment)


def _change_word(folder: Path, run: int) -> None:
    """Write a word in a promise that has not stood there before, so that nothing made of it has been kept."""
    keep(folder)
    path = folder / _CHANGED
    text, times = _PROMISE.subn(f"ändrade{run}", path.read_text(encoding="utf-8"), count=1)
    assert times == 1, f"no such promise in {_CHANGED}"
    path.write_text(text, encoding="utf-8")


def _leave(folder: Path, run: int) -> None:
    """Nothing has to be made ready."""


def list_kinds() -> dict[str, Kind]:
    """The kinds by their names, in the order that they are run in."""
    own_code = ((_PYTHON, str(HERE / "own_code.py")),)
    return {
        "cold": Kind("ours from nothing", "ours", lay_ours, clear, BUILD, OURS),
        "warm": Kind("ours, nothing changed", "ours", lay_ours, keep, COMMAND, OURS),
        "again": Kind("ours, built again", "ours", lay_ours, keep, BUILD, OURS),
        "word": Kind("ours, one word changed", "ours", lay_ours, _change_word, BUILD, OURS),
        "core": Kind("ours without MkDocs", "ours", lay_ours, _leave, own_code, OURS, makes_site=False),
        "pages": Kind("ours from nothing, pages alone", "pages", _lay_pages_alone, clear, BUILD, OURS),
        "plain": Kind("Material + static-i18n", "plain", _lay_plain, clear, BUILD),
    }
