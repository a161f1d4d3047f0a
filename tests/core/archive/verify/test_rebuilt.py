"""A site built anew is held against the one that was published, byte by byte, in whatever package that lies."""

from __future__ import annotations

import pytest

from core.archive.verify.conftest import Files, opened, show
from core.archives import NAME, SITE, make_archive, make_contents
from pledgebook.archive.verify.opened import OpenedTree, open_zip
from pledgebook.archive.verify.rebuilt import check_rebuilt

WACZ = f"web-archive/{NAME}.wacz"
BUILT: Files = {path: text.encode() for path, text in SITE.items()}


@pytest.mark.parametrize("package", [make_archive(), {WACZ: make_contents()[WACZ]}])
def test_the_same_site_has_no_fault(package: Files) -> None:
    assert [] == list(check_rebuilt(opened(BUILT), opened(package)))


def test_a_web_archive_by_itself_will_do() -> None:
    with open_zip(opened(make_contents()).files[WACZ].open()) as web:
        assert [] == list(check_rebuilt(opened(BUILT), web))


def test_each_file_that_differs_is_told() -> None:
    other = {**BUILT, "2027/index.html": BUILT["2027/index.html"].replace(b"Synas", b"Syns"), "new.html": b""}
    del other["a.css"]
    found = show(check_rebuilt(opened(other), opened(make_archive())))
    assert ["2027/index.html changed", "a.css missing", "new.html stray"] == found


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        ({}, [" no_wacz"]),
        ({"a.wacz": b""}, [" no_wacz"]),
        ({"a.wacz": make_contents()[WACZ].replace(b"WARC/1.1", b"WARX/1.1")}, [" unreadable"]),
    ],
)
def test_what_cannot_be_compared_is_told(package: Files, expected: list[str]) -> None:
    assert expected == show(check_rebuilt(opened(BUILT), opened(package)))


def test_what_no_site_may_hold_is_told() -> None:
    site: OpenedTree = opened(BUILT)
    site.accept("a\\b")
    assert ["a\\b name"] == show(check_rebuilt(site, opened(make_archive())))
