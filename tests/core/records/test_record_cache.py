"""Records that have been read before are as they are when they are read anew, whatever has been edited in between."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from core.conftest import EN, FU, LANGUAGES, REGISTER, SV, TODAY, followup, pledge, promise, statement, words, write
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.i18n.enum_labels import EnumLabels, list_enum_labels
from pledgebook.project import Loaded, load_book
from pledgebook.records import record_cache
from pledgebook.records.load import read_records
from pledgebook.records.record_cache import RecordCache
from pledgebook.yaml.node import Node

# Each site's records, and one of each thing that is odd in how they are written.
SITES = (REPOSITORY, REPOSITORY / "tests/exempelstad")
ODD = {
    SV: promise("target: {count: 12, unit: pass, kind: count, compare: at_least}"),
    EN: words("title: The pledge\nsummary: Short.\npromises: [{id: synas, text: Be seen.}]"),
    "2028/pledge.sv.md": pledge('title: "Löftet \\U0001F600"\nperiod: 2028\narea: [fiktiva-torget]').replace(
        "\n", "\r\n"
    ),
    "2029/pledge.sv.md": pledge("title: |\n  Löfte\nperiod: 2029\nstate: Avslutat", body="\n# En not\n"),
}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Each test begins in a process that has read nothing."""
    record_cache._last_read.clear()
    yield
    record_cache._last_read.clear()


@pytest.fixture
def cache(tmp_path: Path) -> ContentCache:
    return ContentCache(tmp_path / "cache", 1_800_000_000.0)


@pytest.fixture
def labels(catalogues: Catalogues) -> EnumLabels:
    return list_enum_labels(catalogues.words.values())


def project(tmp_path: Path, files: dict[str, str]) -> Path:
    root = tmp_path / "project"
    write(root, {"register.yml": REGISTER, "accessibility.yml": statement(), SV: pledge(), **files})
    return root


def describe(loaded: Loaded) -> list[object]:
    """All that is ever asked of what has been read: the records, what has been stated in them, and where."""
    entries = loaded.entries
    found: list[object] = [loaded.problems, loaded.book, entries.published, entries.linked]
    for entry in entries.holders:
        found += [entry.record, entry.record.model_dump(exclude_unset=True), repr(entry.record)]
        found += [entry.node, [node.mark for node in entry.prose]]
    return found


def read_three_times(read: Callable[[ContentCache], Loaded], cache: ContentCache) -> Iterator[Loaded]:
    """Read anew, then in another process, then in the same."""
    yield read(cache)
    record_cache._last_read.clear()
    yield read(cache)
    yield read(cache)


@pytest.mark.parametrize("root", SITES, ids=["repository", "exempelstad"])
def test_what_was_read_before_is_what_is_read(root: Path, cache: ContentCache, labels: EnumLabels) -> None:
    def read(cache: ContentCache) -> Loaded:
        return load_book(root, LANGUAGES, today=TODAY, latest=TODAY, labels=labels, cache=cache)

    fresh = describe(read(NO_CACHE))
    for loaded in read_three_times(read, cache):
        assert fresh == describe(loaded)
        loaded.entries.findings.keep()


def test_what_is_oddly_written_is_read_back_as_it_was(tmp_path: Path, cache: ContentCache, labels: EnumLabels) -> None:
    root = project(tmp_path, ODD)

    def read(cache: ContentCache) -> Loaded:
        return load_book(root, LANGUAGES, labels=labels, cache=cache)

    loaded = read(NO_CACHE)
    fresh = describe(loaded)
    loaded.entries.forget_nodes()
    assert fresh == describe(loaded)
    assert 3 == len(loaded.entries.pledges), loaded.problems
    for loaded in read_three_times(read, cache):
        assert fresh == describe(loaded)


def test_nothing_is_read_again_of_which_nothing_has_changed(
    tmp_path: Path, cache: ContentCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, {EN: words("title: The pledge"), "2028/pledge.sv.md": pledge()})
    read_records(root, LANGUAGES, cache=cache)
    record_cache._last_read.clear()
    write(root, {"2028/pledge.sv.md": pledge("title: Ett annat")})
    read: list[str] = []
    monkeypatch.setattr(RecordCache, "keep", lambda self, entry, plain: read.append(entry.record.id))
    entries, _ = read_records(root, LANGUAGES, cache=cache)
    assert ["2028"] == read
    assert ["2027", "2028"] == [entry.record.id for entry in entries.pledges]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({EN: words("title:")}, "words_empty"),
        ({SV: pledge("title: Hus #3 på torget")}, "yaml_comment"),
        ({SV: pledge("parties: [polisn]\nid: 2028")}, "id_differs"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_each_time(
    tmp_path: Path, cache: ContentCache, files: dict[str, str], code: str
) -> None:
    root = project(tmp_path, files)
    told = [read_records(root, LANGUAGES, cache=cache)[1] for _ in range(3)]
    assert told[0] == told[1] == told[2]
    assert [code] == [problem.code for problem in told[0]]


def test_a_record_is_read_anew_in_other_words_and_languages(
    tmp_path: Path, cache: ContentCache, labels: EnumLabels
) -> None:
    root = project(tmp_path, {SV: pledge("state: Avslutat"), EN: words("title: The pledge")})
    (entry,) = read_records(root, LANGUAGES, labels, cache=cache)[0].pledges
    assert {"en"} == entry.record.translations.keys()
    (entry,) = read_records(root, LANGUAGES[:1], labels, cache=cache)[0].pledges
    assert not entry.record.translations
    entries, problems = read_records(root, LANGUAGES, cache=cache)
    assert not entries.pledges
    assert ["value_not_allowed"] == [problem.code for problem in problems]


@pytest.mark.parametrize(
    "kept",
    [b"", b"{", b"[]", b'{"id": "2027"}', b"[" * 100_000, b"\xff", b"null", b'{"id": "2027", "strange": "x"}'],
    ids=["empty", "cut", "list", "lacking", "deep", "bytes", "null", "strange"],
)
def test_what_another_has_put_there_is_held_to_the_model(tmp_path: Path, cache: ContentCache, kept: bytes) -> None:
    root = project(tmp_path, {})
    (entry,) = read_records(root, LANGUAGES, cache=cache)[0].pledges
    record_cache._last_read.clear()
    cache.keep({"record": entry.key}, kept)
    (again,) = read_records(root, LANGUAGES, cache=cache)[0].pledges
    assert entry.record == again.record


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    first, second = (read_records(root, LANGUAGES)[0].pledges[0].record for _ in range(2))
    assert first == second
    assert first is not second


def test_where_it_stands_is_read_of_the_files_as_they_were(tmp_path: Path, cache: ContentCache) -> None:
    root = project(tmp_path, {})
    fresh = read_records(root, LANGUAGES, cache=cache)[0].pledges[0].node
    record_cache._last_read.clear()
    (entry,) = read_records(root, LANGUAGES, cache=cache)[0].pledges
    write(root, {SV: "---\n---\n"})
    assert fresh == entry.node


def test_where_it_stands_need_not_be_remembered(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    entries = read_records(root, LANGUAGES)[0]
    (entry,) = entries.pledges
    fresh, texts = entry.node, entry.texts
    write(root, {SV: "---\n---\n"})
    entries.forget_nodes()
    assert fresh == entry.node and fresh is not entry.node
    assert texts == entry.texts


def test_nobody_holds_where_records_were_written_when_it_is_forgotten(tmp_path: Path, cache: ContentCache) -> None:
    # As no other test calls one.
    root = project(tmp_path, {"held-2041/pledge.sv.md": pledge("period: 2041")})
    entries = read_records(root, LANGUAGES, cache=cache)[0]

    def list_written() -> list[Node]:
        gc.collect()
        nodes = (item for item in gc.get_objects() if isinstance(item, Node))
        return [node for node in nodes if "held-2041" in node.mark.path]

    assert list_written()
    entries.forget_nodes()
    assert not list_written()


EDITS: dict[str, Callable[[int], dict[str, str | None]]] = {
    "a word": lambda number: {SV: pledge(f"title: Löfte {number}")},
    "a slip": lambda number: {SV: pledge("areaa: x")},
    "what is left to fill in": lambda number: {SV: pledge("title: TODO")},
    "a link that leads nowhere": lambda number: {SV: pledge(body="\nSe [den](karta.pdf).\n")},
    "the file that it leads to": lambda number: {"2027/karta.pdf": "%PDF"},
    "a file less": lambda number: {"2027/karta.pdf": None},
    "a translation": lambda number: {EN: words(f"title: Pledge {number}")},
    "a slip in it": lambda number: {EN: words("parties: [polisen]")},
    "the wrong language": lambda number: {EN: words("title: Det här är inte på engelska och ska ändras")},
    "no translation": lambda number: {EN: None},
    "a follow-up": lambda number: {FU: followup()},
    "no follow-up": lambda number: {FU: None},
    "what comes later": lambda number: {SV: pledge("dates: {published: 2027-06-01}")},
    "an example": lambda number: {SV: pledge("title: 'Exempel: ett löfte'")},
    "the register": lambda number: {"register.yml": REGISTER.replace("Polisen", f"Polisen {number}")},
    "a broken register": lambda number: {"register.yml": "name: ["},
    "nothing": lambda number: {},
}


@settings(max_examples=25, deadline=None)
@generate(
    steps=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.booleans(), st.booleans()), min_size=2, max_size=6)
)
def test_step_by_step_comes_to_the_same_as_anew(
    tmp_path_factory: pytest.TempPathFactory,
    catalogues: Catalogues,
    steps: list[tuple[str, bool, bool]],
) -> None:
    """In one process or in several, with the words of one language or of two."""
    folder = tmp_path_factory.mktemp("steps")
    labels = list_enum_labels(catalogues.words.values())
    cache, root, count = ContentCache(folder / "cache", 1.0), project(folder, {}), itertools.count()

    def read(cache: ContentCache, has_both: bool) -> Loaded:
        languages = LANGUAGES if has_both else LANGUAGES[:1]
        named = labels if has_both else EnumLabels()
        return load_book(root, languages, today=TODAY, latest=TODAY, labels=named, cache=cache)

    for name, is_another_process, has_both in steps:
        for path, text in EDITS[name](next(count)).items():
            (root / "pledges" / path).unlink(missing_ok=True)
            write(root, {path: text})
        if is_another_process:
            record_cache._last_read.clear()
        loaded = read(cache, has_both)
        assert describe(read(NO_CACHE, has_both)) == describe(loaded)
        loaded.entries.findings.keep()
