"""What earlier builds have made is used again, and nothing on the site tells."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import given as generate
from hypothesis import strategies as st

from conftest import DAY, NEXT_DAY, TINY_PLEDGE, Project, swap
from photos import take_photo
from pledgebook.config import CACHE
from pledgebook.files.tree import read_files

PLEDGE = "pledges/2027/pledge.sv.md"
NEXT_YEAR = "1798848000"  # 2027-01-02


@pytest.fixture
def project(tiny: Callable[..., Project]) -> Project:
    """A pledge with all that is kept: a picture, a card and a PDF, which is dated the day that it is built."""
    project = tiny({PLEDGE: TINY_PLEDGE + "\n![Torget](torget.jpg)\n"})
    (project.root / "pledges/2027/torget.jpg").write_bytes(take_photo())
    return project


def build(project: Project, **environment: str) -> dict[str, bytes]:
    """Build the site with the engine alone, which never keeps a whole one."""
    done = project.run("-m", "mkdocs", "build", **environment)
    assert 0 == done.returncode, done.stdout
    return read_files(project.site)


def list_entries(project: Project) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (project.root / CACHE).iterdir()}


def test_a_second_build_makes_nothing_anew_and_gives_the_same_site(project: Project) -> None:
    first = build(project)
    assert {"2027/torget.jpg", "2027/medborgarlofte-2027.sv.pdf"} <= first.keys()
    entries = list_entries(project)
    # In an interpreter that puts sets in another order.
    assert first == build(project, PYTHONHASHSEED="7")
    assert entries == list_entries(project)
    shutil.rmtree(project.root / ".cache")
    (project.root / ".cache").write_bytes(b"no folder can be made here")
    assert first == build(project, PYTHONHASHSEED="7")


def test_what_other_processes_begin_with_while_records_are_read_makes_no_difference(
    tiny: Callable[..., Project],
) -> None:
    records = {f"pledges/{year}/pledge.sv.md": TINY_PLEDGE.replace("2027", str(year)) for year in range(2018, 2027)}
    project = tiny(records)
    # Otherwise they begin with nothing.
    project.forget()
    (project.root / "docs/torget.jpg").write_bytes(take_photo())
    first = build(project)
    assert {"torget.jpg", "torget.480w.jpg", "2018/medborgarlofte-2018.sv.pdf"} <= first.keys()
    for path in (project.root / CACHE).iterdir():
        path.unlink()
    (project.root / CACHE / "anything").write_bytes(b"so that it is not empty")
    assert first == build(project)
    shutil.rmtree(project.root / CACHE)
    swap(project.root / "pledges/2018/pledge.sv.md", "title:", "titel:")
    done = project.run("-m", "mkdocs", "build")
    assert 1 == done.returncode
    assert "pledges/2018/pledge.sv.md" in done.stdout
    assert first == read_files(project.site)


def test_a_folder_of_records_that_cannot_be_read_is_told_of_where_nothing_is_kept(tiny: Callable[..., Project]) -> None:
    project = tiny()
    project.forget()
    done = project.run("-c", _UNREADABLE)
    assert 1 == done.returncode
    assert "Traceback" not in done.stdout
    assert "pledges:1:1: " in done.stdout


# An administrator may read any folder, so that it is not enough to forbid it.
_UNREADABLE = """
import os
from mkdocs.__main__ import cli

def refuse(list):
    def read(path="."):
        if os.path.basename(path) == "pledges":
            raise PermissionError(13, "Permission denied", str(path))
        return list(path)
    return read

os.listdir, os.scandir = refuse(os.listdir), refuse(os.scandir)
cli(["build"])
"""


def test_a_cache_of_what_was_otherwise_gives_nothing_old(project: Project) -> None:
    pdf = "2027/medborgarlofte-2027.sv.pdf"
    before = build(project)
    swap(project.root / "theme/print/onefile.typ", 'paper: "a4"', 'paper: "a5"')
    swap(project.root / "theme/words/site.sv.po", 'msgstr "Källor"', 'msgstr "Underlag"')
    swap(project.root / PLEDGE, "title: Medborgarlöfte 2027", "title: Löfte 2027")
    (project.root / "pledges/2027/torget.jpg").write_bytes(take_photo(width=1000))
    after = build(project, SOURCE_DATE_EPOCH=NEXT_DAY)
    assert all(before[name] != after[name] for name in (pdf, "2027/torget.jpg"))
    shutil.rmtree(project.root / ".cache")
    assert after == build(project, SOURCE_DATE_EPOCH=NEXT_DAY)


def test_a_preview_too_deletes_what_nobody_has_asked_for(tiny: Callable[..., Project]) -> None:
    """It builds for as long as somebody writes, and is ended by force."""
    project = tiny()
    old = project.root / CACHE / "old"
    # What it keeps is to be its own.
    project.forget()
    old.parent.mkdir()
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    done = project.run(str(Path(__file__).parent / "rebuild.py"))
    assert 0 == done.returncode, done.stdout
    assert not old.exists()
    assert list_entries(project)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("words/site.sv.po", "Källor", "Underlag"), ("fragments/_record.html", "pb-banner pb-", "pb-banner pb-other pb-")],
)
def test_what_is_changed_while_a_build_goes_on_leaves_nothing_stale(
    tiny: Callable[..., Project], name: str, old: str, new: str
) -> None:
    """Words have been read before, and fragments are read when they are needed first."""
    project = tiny()
    project.forget()
    hooks, theme = project.root / "hooks/mkdocs_hooks.py", project.root / "theme" / name
    before, text = theme.read_text(encoding="utf-8"), hooks.read_text(encoding="utf-8")
    after = before.replace(old, new)
    hooks.write_text(f"{text}\n{_MEANWHILE.format(name=name, after=after)}", encoding="utf-8")
    build(project)
    assert after == theme.read_text(encoding="utf-8") != before
    hooks.write_text(text, encoding="utf-8")
    for words, is_changed in ((after, True), (before, False)):
        theme.write_text(words, encoding="utf-8")
        assert is_changed == (new in build(project)["2027/index.html"].decode())


# Changes a file when the records and the words have been read, and no page has been made.
_MEANWHILE = """
from pathlib import Path

def on_env(env, *, config, files):
    Path("theme/{name}").write_text({after!r}, "utf-8")
    for handle in _plugin.on_env.methods:
        env = handle(env, config=config, files=files) or env
    return env
"""


# Step by step

NEXT = "pledges/2028/pledge.sv.md"
NEXT_PLEDGE = TINY_PLEDGE.replace("2027", "2028").replace("text:", "continues: 2027/synas\n    text:")
FOLLOWUP = """---
date: 2026-01-01
by: polisen
kind: interim
covers: 2027
results: [{promise: synas, status: ongoing, sources: [s]}]
sources: [{id: s, publisher: Polisen, url: "https://example.org/s"}]
---
"""
EDITS: dict[str, Callable[[Path], object]] = {
    "a word of a promise": lambda root: toggle(root / PLEDGE, "Synas", "Finnas"),
    "a title": lambda root: toggle(root / PLEDGE, "title: Medborgarlöfte", "title: Löfte"),
    "the words below": lambda root: toggle(root / PLEDGE, "---\n\n!", "---\n\nHär är det.\n\n!"),
    "a pledge more": lambda root: put(root / NEXT, NEXT_PLEDGE),
    "a pledge less": lambda root: shutil.rmtree((root / NEXT).parent, ignore_errors=True),
    "a follow-up": lambda root: put(root / "pledges/2027/followup-1.sv.md", FOLLOWUP),
    "a translation": lambda root: put(
        root / "pledges/2027/pledge.en.md", "---\ntitle: Pledge\nsummary: Short.\n---\n\n![The square](torget.jpg)\n"
    ),
    "the register": lambda root: toggle(root / "pledges/register.yml", "en: The police", "en: Police"),
    "who may frame pieces": lambda root: toggle(
        root / "pledges/register.yml", "name:", "embedding: {hosts: [https://www.example.org]}\nname:"
    ),
    "a redirect": lambda root: put(root / "pledges/redirects.yml", "moved: [{from: /2027/#visas, to: /2027/#synas}]\n"),
    "a word of the site": lambda root: toggle(root / "theme/words/site.sv.po", 'msgstr "Källor"', 'msgstr "Underlag"'),
    "a fragment": lambda root: toggle(root / "theme/fragments/footer.html", "<p", '<p class="pb-other"'),
    "the page around": lambda root: toggle(root / "theme/main.html", "<body>", '<body class="pb-body">'),
    "a static page": lambda root: put(root / "docs/om.sv.md", "# Om\n\nSe [löftet](2027/index.md).\n"),
    "its title": lambda root: toggle(root / "docs/om.sv.md", "# Om", "# Om oss"),
    "where the site is": lambda root: toggle(
        root / "mkdocs.yml", "https://example.org/", "https://example.org/loften/"
    ),
    "what it is called": lambda root: toggle(root / "mkdocs.yml", "site_name: Exempelstad", "site_name: Exempelstaden"),
    "a picture": lambda root: (root / "pledges/2027/torget.jpg").write_bytes(take_photo(width=1000)),
    "nothing": lambda root: None,
}


def toggle(path: Path, old: str, new: str) -> None:
    """Once, and once more the other way."""
    if path.exists():
        text = path.read_text(encoding="utf-8")
        pair = (new, old) if new in text else (old, new)
        path.write_text(text.replace(*pair, 1), encoding="utf-8")


def leave_out_what_was_made(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in (".cache", "__pycache__") or (name == "site" and "hooks" in names)]


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_step_by_step_comes_to_the_same_as_from_nothing(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is edited, in whatever order, and whatever day it is."""
    steps = st.lists(
        st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from([DAY, NEXT_DAY, NEXT_YEAR])), min_size=3, max_size=3
    )

    # A shorter way to the same fault would cost minutes.
    @settings(max_examples=3, deadline=None, phases=[Phase.generate])
    @generate(steps)
    def check(steps: list[tuple[str, str]]) -> None:
        for name, day in steps:
            EDITS[name](project.root)
            found = build(project, SOURCE_DATE_EPOCH=day)
        fresh = Project(tmp_path_factory.mktemp("fresh") / "site")
        shutil.copytree(project.root, fresh.root, ignore=leave_out_what_was_made)
        assert found == build(fresh, SOURCE_DATE_EPOCH=day)

    check()
