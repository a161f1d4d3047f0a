"""Twice the records take twice the work, not four times. Work is counted in lines of the core that run, not in time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from core.conftest import LANGUAGES, REGISTER, TODAY, followup, pledge, words, write
from pledgebook.i18n.catalogue import Catalogue, Catalogues
from pledgebook.names import Language
from pledgebook.project import load_book
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.site.build import build_site
from pledgebook.yaml.reader import parse_yaml

CORE = str(Path(load_book.__code__.co_filename).parent)


def count_lines(work: Callable[[], Any]) -> int:
    """How many lines of the core a piece of work runs through."""
    count = 0

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return on_line

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        return on_line if frame.f_code.co_filename.startswith(CORE) else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def show_all(book: Book, words: Catalogue, today: date) -> list[object]:
    """What every page of a site shows."""
    return [page.view for page in build_site(BookOnDay(book, today), words).pages]


def write_records(root: Path, number: int) -> None:
    """Pledges of one year each, with a document, a follow-up, a translation and a promise carried on."""
    files: dict[str, str | bytes | None] = {"register.yml": REGISTER}
    for year in range(2000, 2000 + number):
        continues = f", continues: {year - 1}/synas" if year > 2000 else ""
        files[f"{year}/lofte.pdf"] = b"%PDF"
        files[f"{year}/pledge.sv.md"] = pledge(
            f"""
            period: {year}
            area: [sagogatan]
            documents: [{{title: A, kind: other, file: lofte.pdf}}]
            promises: [{{id: synas, by: polisen, text: Synas, themes: trafik{continues}}}]
            """,
            body=f"Läs [löftet](../{year}/pledge.sv.md).\n",
        )
        files[f"{year}/pledge.en.md"] = words("title: A\npromises: [{id: synas, text: Be seen}]")
        files[f"{year}/followup-1.sv.md"] = followup(f"covers: {year}\nresults: [{{promise: synas, status: ongoing}}]")
    write(root, files)


def test_reading_and_showing_grow_with_the_number_of_records_and_no_faster(
    tmp_path: Path, catalogues: Catalogues
) -> None:
    lines = {}
    for number in (8, 16, 32):
        root = tmp_path / str(number)
        write_records(root, number)
        parse_yaml.cache_clear()
        found: list[Any] = []
        reading = count_lines(lambda root=root, found=found: found.append(load_book(root, LANGUAGES)))  # type: ignore[misc]
        book = found[0].book
        assert book is not None, found[0].problems
        showing = count_lines(lambda book=book: show_all(book, catalogues[Language("sv")], TODAY))  # type: ignore[misc]
        lines[number] = (reading, showing)
    for step in (0, 1):
        # What comes with the second half is no more than came with the first, but for what is done once.
        assert lines[32][step] - lines[16][step] == pytest.approx(2 * (lines[16][step] - lines[8][step]), rel=0.1)


def test_every_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_records(tmp_path, 3)
    read: list[str] = []
    opened = Path.open

    def note(path: Path, *args: Any, **kwargs: Any) -> Any:
        read.append(path.name)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", note)
    load_book(tmp_path, LANGUAGES)
    beside = ["pledge.sv.md", "pledge.en.md", "followup-1.sv.md", "lofte.pdf"]
    assert sorted(["register.yml", *beside * 3]) == sorted(read)
