"""What has been published is there as it was, also where somebody has made all the checksums anew to hide a change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive.verify.conftest import Files, opened, seal, show
from core.archives import make_contents
from pledgebook.archive.verify.contents import check_contents
from pledgebook.archive.verify.proof import Proof, check_proof
from pledgebook.archive.verify.result import verify_tree
from pledgebook.files.tree import place_in

CONTENTS = make_contents()
PLEDGE = "sources/pledges/2027/pledge.sv.md"
LEDGER = "sources/pledges/published/2027.yml"
LIST = "sources/pledges/published/addresses.txt"
HEADS = "sources/pledges/editions.yml"


def check(path: str, data: bytes | None) -> list[str]:
    """What is found in contents with one file written otherwise, or without it, and the checksums made anew."""
    rest = {name: content for name, content in CONTENTS.items() if name != path}
    files = seal(rest if data is None else {**rest, path: data})
    return show(verify_tree(opened(files), check_contents).findings)


def change(path: str, old: bytes, new: bytes) -> bytes:
    assert old in CONTENTS[path]
    return CONTENTS[path].replace(old, new, 1)


def test_what_has_been_published_has_no_fault() -> None:
    assert [] == check("", b"") or [] == show(verify_tree(opened(seal(CONTENTS)), check_contents).findings)


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        (PLEDGE, change(PLEDGE, b"Synas", b"Syns"), [f"{PLEDGE}:9 published_changed"]),
        (PLEDGE, b"", [f"{PLEDGE}:1 unheld"]),
        (PLEDGE, b"---\ntitle: [\n---\n", [f"{PLEDGE}:3 unheld"]),
        (LEDGER, change(LEDGER, b"Synas", b"Syns"), [f"{LEDGER}:3 published_altered"]),
        (LEDGER, b"\xff", [f"{LEDGER}:1 published_unreadable"]),
        (LEDGER, None, [f"{LEDGER}:1 published_missing"]),
        (LEDGER, b"a: [", [f"{LEDGER}:2 published_unreadable"]),
        (HEADS, change(HEADS, b"editions: '1'", b"editions: '2'"), [f"{LEDGER}:1 published_short"]),
        (HEADS, change(HEADS, b"online: '0'", b"online: x"), [f"{HEADS}:2 published_head_altered"]),
        (LIST, CONTENTS[LIST] + b"2027-02-01 /2026/\n", [f"{LIST}:8 address"]),
        (LIST, CONTENTS[LIST] + b"2027-02-01 /2027/#borta\n", [f"{LIST}:8 address"]),
        (LIST, CONTENTS[LIST] + b"2027-02-01 2026\n", [f"{LIST}:8 list_line"]),
        ("site/b.svg", None, [f"{LIST}:7 address"]),
        ("site/2027/index.html", b"", [f"{LIST}:4 address"]),
        ("sources/pledges/redirects.yml", None, [f"{LIST}:5 address", f"{LIST}:6 address"]),
        ("sources/pledges/redirects.yml", b"moved: 1", [f"{LIST}:5 address", f"{LIST}:6 address"]),
        ("sources/mkdocs.yml", b"a: [", ["sources sources"]),
        ("sources/mkdocs.yml", b"[" * 5000, ["sources sources"]),
        ("sources/mkdocs.yml", b"a: 9999-99-99\n", ["sources sources"]),
        ("sources/mkdocs.yml", b"a: " + b"9" * 6000, ["sources sources"]),
        ("sources/mkdocs.yml", b"plugins: [{i18n: {languages: 5}}]\n", ["sources sources"]),
        ("sources/mkdocs.yml", b"a: !!python/object/apply:os.system [exit]\n", ["sources sources"]),
        (
            "sources/mkdocs.yml",
            change("sources/mkdocs.yml", b"custom_dir: theme", b'custom_dir: "\\0"'),
            ["sources sources"],
        ),
        ("sources/pledges/register.yml/x", b"", ["sources sources"]),
    ],
)
def test_each_fault_is_named(path: str, data: bytes | None, expected: list[str]) -> None:
    assert expected == check(path, data)


def test_the_place_of_a_fault_is_told_from_what_is_verified() -> None:
    files = seal(place_in("a/b", {**CONTENTS, PLEDGE: b""}))
    assert [f"a/b/{PLEDGE}:1 unheld"] == show(verify_tree(opened(files), check_contents).findings)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(CONTENTS)), st.binary(max_size=60), st.floats(0, 1), st.booleans())
def test_nothing_in_the_contents_stops_the_check(path: str, noise: bytes, place: float, is_cut: bool) -> None:
    data = CONTENTS[path]
    at = int(place * len(data))
    check(path, data[:at] + noise + (b"" if is_cut else data[at:]))


def test_what_is_taken_away_with_all_that_tells_of_it_is_as_if_it_had_never_been_and_nobody_has_vouched_for_that() -> (
    None
):
    left = {path: data for path, data in CONTENTS.items() if path not in (LEDGER, HEADS)}
    result = verify_tree(opened(seal({**left, PLEDGE: change(PLEDGE, b"Synas", b"Syns"), LIST: b""})), check_contents)
    assert ((), Proof.UNSIGNED) == (result.findings, check_proof(result, None, "").proof)


def test_nothing_is_asked_of_what_has_no_sources() -> None:
    files: Files = seal({"site/index.html": b"x"})
    assert [] == show(verify_tree(opened(files), check_contents).findings)
