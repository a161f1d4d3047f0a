"""A page whose hash is the same is the same page; and few pages have another when little has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st

from core.conftest import LANGUAGES, REGISTER, THEME, TODAY, Given, Show, Shown, agreement, followup, pledge, words
from core.conftest import write as write_records
from pledgebook.config import Settings
from pledgebook.history.ledger import add_edition
from pledgebook.html.page_hash import PageHasher
from pledgebook.names import Folder, Language
from pledgebook.project import load_book
from pledgebook.records.book import Book

SITE = Settings(
    Path("/"), "docs", THEME, {Language("sv"): "Svenska", Language("en"): "English"}, "https://example.org/"
)


def promise(name: str, more: str = "") -> str:
    return f"{{id: {name}, by: polisen, text: Löfte om {name}{more}}}"


FILES = {
    "register.yml": REGISTER,
    "2012/pledge.sv.md": pledge(f"title: Löfte 2012\nperiod: 2012\npromises: [{promise('synas')}]"),
    "2013/pledge.sv.md": pledge(f"title: Löfte 2013\nperiod: 2013\npromises: [{promise('synas')}]"),
    "2019/pledge.sv.md": pledge(
        "title: Löfte 2019\nperiod: 2019\nstatements: [{name: Ada, text: Vill väl., sources: [p1]}]\n"
        f"promises: [{promise('synas', ', in_short: Kort., themes: trafik')}]",
        body="Så *blev* det.\n",
    ),
    "2019/followup-1.sv.md": followup(
        "covers: 2019\nresults: [{promise: synas, status: fulfilled, sources: [s]}]\n"
        "sources: [{id: s, publisher: Polisen, url: https://example.org/s}]"
    ),
    "2019/followup-2.sv.md": followup("covers: 2019\nby: kommunen\nresults: [{promise: synas, status: not_fulfilled}]"),
    "2021-2022/pledge.sv.md": pledge(
        f"""
        title: Löfte 2021
        period: 2021-2022
        agreement: 2020-2024
        area: [sagogatan]
        changes: [{{date: 2021-03-04, kind: correction, note: Ett ord rättades., promise: synas}}]
        promises: [{promise("synas", ", continues: 2019/synas, places: [sagogatan]")}, {promise("lyssna")}]
        """
    ),
    "2021-2022/pledge.en.md": words("title: Pledge 2021\npromises: [{id: synas, text: Be seen}]"),
    "2021-2022/followup-1.sv.md": followup("covers: 2021\ndate: 2022-02\nunknown: [results]"),
    "2027/pledge.sv.md": pledge(
        f"title: Löfte 2027\nperiod: 2027\nreplaces: 2021-2022\nfollowup_plan: half_year\npromises: [{promise('synas', ', continues: 2021-2022/synas')}]",
        body="Läs [det förra](../2021-2022/pledge.sv.md).\n",
    ),
    "agreements/2020-2024/agreement.sv.md": agreement("title: Överenskommelse\nperiod: 2020-2024"),
}


Pages = dict[tuple[str, Language], tuple[bytes, Shown]]


def make_pages(given: Given, show: Show, files: Mapping[str, str], today: date = TODAY) -> Pages:
    """The hash of each page, and what shows it; none when the files have errors."""
    book = given(files, today=today).book_or_none
    return hash_pages(book, show, today) if book else {}


def hash_pages(book: Book, show: Show, today: date = TODAY) -> Pages:
    shown = show(book, today)
    hasher = PageHasher(SITE, shown.renderer, {})
    pages = [(page, code) for page in shown.site.pages for code in LANGUAGES]
    return {(page.path, code): (hasher.hash_content(page, code), shown) for page, code in pages}


def find_changed(before: Pages, after: Pages) -> set[str]:
    return {path for path, code in after if (path, code) not in before or before[path, code][0] != after[path, code][0]}


def edit(text: str, how: str, place: int) -> str:
    lines = text.split("\n")
    number = place % len(lines)
    match how:
        case "word":
            lines[number] += " igen"
        case "year":
            lines[number] = re.sub(r"20\d\d", lambda found: str(int(found[0]) + 1), lines[number])
        case "fact":
            lines[number] = re.sub("fulfilled|polisen|trafik", lambda found: _OTHER[found[0]], lines[number])
        case "less":
            del lines[number]
    return "\n".join(lines)


_OTHER = {"fulfilled": "ongoing", "polisen": "kommunen", "trafik": "narkotika"}
HOW = st.sampled_from(["word", "year", "fact", "less"])


def test_whatever_is_edited_a_page_with_the_same_hash_is_the_same(given: Given, show: Show) -> None:
    before = make_pages(given, show, FILES)
    was = {key: shown.html(*key) for key, (_, shown) in before.items()}
    assert was

    @settings(max_examples=25, deadline=None)
    @generate(st.sampled_from(sorted(FILES)), HOW, st.integers(0, 40), st.sampled_from([0, 0, 1, 400]))
    def check(name: str, how: str, place: int, later: int) -> None:
        edited = FILES | {name: edit(FILES[name], how, place)}
        after = make_pages(given, show, edited, TODAY + timedelta(later))
        for key, (found, shown) in after.items():
            if key in before and before[key][0] == found:
                assert was[key] == shown.html(*key)

    check()


def test_a_word_that_is_changed_changes_the_pages_that_can_show_it(given: Given, show: Show) -> None:
    before = make_pages(given, show, FILES)
    after = make_pages(given, show, FILES | {"2019/pledge.sv.md": FILES["2019/pledge.sv.md"].replace("blev", "var")})
    changed = find_changed(before, after)
    assert {"2019/", "2019/allt/"} <= changed
    assert not {"2012/", "2012/allt/", "overenskommelser/2020-2024/", "tillganglighet/", "sok/"} & changed


def test_another_day_changes_only_what_tells_of_it(given: Given, show: Show) -> None:
    before, after = (make_pages(given, show, FILES, day) for day in (TODAY, TODAY + timedelta(1)))
    assert {"", "2027/", "2027/allt/"} == find_changed(before, after)


def test_what_all_pages_share_changes_them_all(given: Given, show: Show) -> None:
    before = make_pages(given, show, FILES)
    register = make_pages(given, show, FILES | {"register.yml": REGISTER.replace("Sagogatan", "Sagovägen")})
    assert {path for path, _ in before} == find_changed(before, register)


def test_an_edition_that_names_another_record_changes_with_its_title(show: Show, tmp_path: Path) -> None:
    """What has changed is kept as the id of the record that was named, and no record of today may name it still."""
    folder, ledger = Folder("2027"), None
    for number, found in enumerate(["2019", "2012"]):
        named = FILES | {
            "2027/pledge.sv.md": FILES["2027/pledge.sv.md"].replace("replaces: 2021-2022", f"replaces: {found}")
        }
        root = tmp_path / str(number)
        write_records(root, named)
        loaded = load_book(root, LANGUAGES)
        ledger = add_edition(ledger, folder, loaded.entries.snapshot_of(folder), TODAY + timedelta(number))
    assert ledger and loaded.book
    before = hash_pages(replace(loaded.book, ledgers={folder: ledger}), show)
    write_records(root, {"2019/pledge.sv.md": FILES["2019/pledge.sv.md"].replace("Löfte 2019", "Löfte då")})
    book = load_book(root, LANGUAGES).book
    assert book
    after = hash_pages(replace(book, ledgers={folder: ledger}), show)
    path = next(path for path, _ in after if path.endswith("/2/"))
    key = path, LANGUAGES[0]
    assert "Löfte då" in after[key][1].html(*key)
    assert path in find_changed(before, after)
