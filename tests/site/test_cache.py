"""What earlier builds have made is used again, and nothing on the site tells."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from conftest import TINY_PLEDGE, Project
from photos import take_photo

PLEDGE = "pledges/2027/pledge.sv.md"
CACHE = ".cache/made"
NEXT_DAY = "1767312000"  # 2026-01-02


@pytest.fixture
def project(tiny: Callable[..., Project]) -> Project:
    """A pledge with all that is kept: a picture, a card and a PDF, which is dated the day that it is built."""
    project = tiny({PLEDGE: TINY_PLEDGE + "\n![Torget](torget.jpg)\n"})
    (project.root / "pledges/2027/torget.jpg").write_bytes(take_photo())
    return project


def build(project: Project, **environment: str) -> dict[str, bytes]:
    done = project.build(**environment)
    assert 0 == done.returncode, done.stdout
    assert "varning" not in done.stdout
    return {
        path.relative_to(project.site).as_posix(): path.read_bytes()
        for path in project.site.rglob("*")
        if path.is_file()
    }


def list_entries(project: Project) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (project.root / CACHE).iterdir()}


def change(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_build_makes_nothing_anew_and_gives_the_same_site(project: Project) -> None:
    first = build(project)
    assert {"2027/torget.jpg", "2027/medborgarlofte-2027.sv.pdf"} <= first.keys()
    entries = list_entries(project)
    assert first == build(project)
    assert entries == list_entries(project)
    shutil.rmtree(project.root / ".cache")
    (project.root / ".cache").write_bytes(b"no folder can be made here")
    assert first == build(project)


def test_a_cache_of_what_was_otherwise_gives_nothing_old(project: Project) -> None:
    pdf = "2027/medborgarlofte-2027.sv.pdf"
    before = build(project)
    change(project, "theme/print/onefile.typ", 'paper: "a4"', 'paper: "a5"')
    change(project, "theme/words/site.sv.po", 'msgstr "Källor"', 'msgstr "Underlag"')
    change(project, PLEDGE, "title: Medborgarlöfte 2027", "title: Löfte 2027")
    (project.root / "pledges/2027/torget.jpg").write_bytes(take_photo(width=1000))
    after = build(project, SOURCE_DATE_EPOCH=NEXT_DAY)
    assert all(before[name] != after[name] for name in (pdf, "2027/torget.jpg"))
    shutil.rmtree(project.root / ".cache")
    assert after == build(project, SOURCE_DATE_EPOCH=NEXT_DAY)
