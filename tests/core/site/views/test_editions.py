"""An edition read back is the record as it was; what no longer fits is kept apart, and stops nothing."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, settings
from hypothesis import given as suppose
from hypothesis import strategies as st
from lxml import html

from conftest import EXEMPELSTAD
from core.conftest import LANGUAGES, REGISTER, REPOSITORY, THEME, Show, agreement, followup, kept, pledge, words, write
from core.test_scaling import count_lines, show_all
from pledgebook.history.ledger import (
    Edition,
    FieldValues,
    Ledger,
    Redacted,
    Value,
    add_edition,
)
from pledgebook.history.ledger_file import parse_ledger, render_ledger
from pledgebook.history.snapshot import FACTS, FILES, FieldPath, make_snapshot
from pledgebook.html.renderer import Renderer
from pledgebook.i18n.catalogue import Catalogues, load_catalogues
from pledgebook.model import FollowUp, Pledge, Record
from pledgebook.model.enums import Compare
from pledgebook.model.located import Located
from pledgebook.model.paths import part_of
from pledgebook.names import Folder, Language
from pledgebook.problem import Mark
from pledgebook.project import load_book
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.site.build import build_site
from pledgebook.site.views.restore import restore
from pledgebook.yaml.node import Node

DAY = date(2027, 1, 5)
SV, EN = "2027/pledge.sv.md", "2027/pledge.en.md"
FRAME = "agreements/2024-2027/agreement.sv.md"
FOLLOWED = "2027/followup-1.sv.md"
Files = Mapping[str, str | bytes | None]
Published = Callable[..., Book]


def load(root: Path) -> Book:
    loaded = load_book(root, LANGUAGES)
    assert loaded.book is not None, loaded.problems
    return loaded.book


@pytest.fixture
def published(tmp_path: Path) -> Published:
    """A book whose pledge of 2027 was published as each of some sets of files, a day apart; the last is today's."""

    def publish(*editions: Files, note: str = "") -> Book:
        ledger: Ledger | None = None
        for number, files in enumerate(editions):
            root = tmp_path / str(number)
            write(root, {"register.yml": REGISTER, SV: pledge(), **files})
            loaded = load_book(root, LANGUAGES)
            assert loaded.book is not None, loaded.problems
            day = date(2027, 1, 5 + number)
            ledger = add_edition(
                ledger, Folder("2027"), loaded.entries.snapshot_of(Folder("2027")), day, note if number else ""
            )
        assert ledger is not None
        write(root, kept(ledger))
        return load(root)

    return publish


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("412", "{at_least: 412}", "Utbytt: 412 mot minst 412"),
        ("2000", "{more_than: 2000}", "Utbytt: 2 000 mot fler än 2 000"),
    ],
)
def test_a_number_that_is_put_less_firmly_is_told_as_one_change(
    published: Published, show: Show, before: str, after: str, told: str
) -> None:
    files = [{SV: pledge(f"basis: [{{type: other_survey, respondents: {number}}}]")} for number in (before, after)]
    book = published(*files, note="Källan säger det inte så säkert.")
    assert told in " ".join(differences(show(book).html("2027/utgavor/2/")).values()).replace("\u00a0", " ")


def with_state(book: Book, folder: Folder, state: Mapping[FieldPath, str | Redacted]) -> Book:
    """The same book, in which a record was once published as something else."""
    ledger = book.ledgers[folder]
    now = ledger.state()
    changed: dict[FieldPath, Value] = {**dict.fromkeys(state), **now}
    first = Edition(date(2018, 1, 1), "f" * 64, dict(state))
    last = Edition(ledger.newest.date, ledger.newest.fingerprint, changed)
    return Book(**{**vars_of(book), "ledgers": {folder: Ledger(folder, (first, last))}})


def vars_of(book: Book) -> dict[str, Any]:
    return {name: getattr(book, name) for name in Book.__dataclass_fields__}


def words_of(markup: str) -> str:
    return " ".join(" ".join(html.fromstring(f"<div>{markup}</div>").itertext()).split())


def differences(markup: str) -> dict[str, str]:
    """What a page says is different: what each thing is called, and how it differs."""
    found = html.fromstring(f"<div>{markup}</div>").xpath("//dl[@class='pb-differences']/div")
    said = [[" ".join(" ".join(part.itertext()).split()) for part in item.xpath("dt|dd[1]")] for item in found]
    return {item[0]: item[1] for item in said}


# State and back


def list_values(part: str, record: Record | FollowUp) -> dict[FieldPath, str]:
    """Each value that a record or a follow-up says by itself, by its field path."""
    return make_snapshot({part: Located(record, lambda: Node(Mark(""), {}))}, {}, Path()).values


def test_every_record_comes_back_whole_from_its_edition() -> None:
    check_restored(EXEMPELSTAD, LANGUAGES)


def check_restored(root: Path, languages: tuple[Language, ...]) -> None:
    loaded = load_book(root, languages)
    book = loaded.book
    assert book is not None
    for folder, record in book.record_in.items():
        contents = loaded.entries.snapshot_of(folder)
        ledger, _ = parse_ledger(render_ledger(add_edition(None, folder, contents, DAY), ""), folder)
        assert ledger is not None
        restored = restore(ledger.state(), folder, book)
        assert {} == restored.unmapped
        read = [item for item in (restored.record, *restored.book.followups) if item]
        own = {slot: value for item in read for slot, value in list_values(part_of(item), item).items()}
        assert {slot: value for slot, value in contents.values.items() if slot.group != FILES} == own, folder
        # Nothing else than how far its translations had come is forgotten.
        whole = [record, *(item for item in book.followups if item.pledge == folder)]
        plain: dict[str, object] = {"translations": {}}
        assert [item.model_copy(update=plain) for item in whole] == [item.model_copy(update=plain) for item in read]


LINES = st.text("ab \",'/åé+:#", min_size=1).map(lambda text: f"a{text}a")
IDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=3)
# As a file gives them.
NUMBERS = st.integers(-(10**6), 10**6).map(str) | st.decimals(-1000, 1000, places=7).map(lambda value: f"{value:f}")
MEASURES = st.fixed_dictionaries({"unit": LINES.map(lambda text: {"sv": text})}, optional={"value": NUMBERS})
TARGETS = st.fixed_dictionaries(
    {"kind": st.just("count"), "unit": LINES.map(lambda text: {"sv": text, "en": "x"})},
    optional={
        "value": NUMBERS,
        "average": st.booleans(),
        "id": IDS,
        "each": MEASURES,
        "of_which": st.lists(MEASURES, max_size=2),
        "likewise": st.just(["sagogatan"]),
    },
)
ANSWERS = st.fixed_dictionaries(
    {"value": st.integers(0, 10**6).map(str)}, optional={"compare": st.sampled_from(Compare)}
)
PROMISES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"id": IDS, "by": st.just(["polisen"]), "text": LINES.map(lambda text: {"sv": text})},
    optional={
        "in_short": LINES.map(lambda text: {"sv": text}),
        "target": st.lists(TARGETS, max_size=3),
        "sources": st.just(["p1"]),
        "unknown": st.lists(LINES),
    },
)
PLEDGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "id": st.just("2027"),
        "title": st.just({"sv": "A"}),
        "summary": LINES.map(lambda text: {"sv": text}),
        "parties": st.just(["polisen"]),
        "sources": st.just([{"id": "p1"}]),
        "promises": st.lists(PROMISES, max_size=3, unique_by=lambda item: item["id"]),
    },
    optional={
        "signatories": st.lists(st.fixed_dictionaries({"name": LINES}, optional={"variants": st.lists(LINES)})),
        "statements": st.lists(
            st.fixed_dictionaries(
                {"name": LINES, "text": LINES.map(lambda text: {"sv": text, "en": "x"})},
                optional={"quote": LINES, "title": LINES.map(lambda text: {"sv": text}), "sources": st.just(["p1"])},
            ),
            max_size=3,
        ),
        "unknown": st.lists(LINES),
        "basis": st.lists(st.fixed_dictionaries({"type": st.just("other"), "respondents": ANSWERS}), max_size=2),
    },
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Book]:
    """The book, called for, since hypothesis writes out what it is given when it fails."""
    root = tmp_path_factory.mktemp("register")
    write(root, {"register.yml": REGISTER, SV: pledge()})
    book = load(root)
    return lambda: book


@settings(max_examples=60, deadline=None)
@suppose(values=PLEDGES)
def test_any_record_comes_back_whole_from_its_edition(register: Callable[[], Book], values: dict[str, Any]) -> None:
    record = Pledge.model_validate(values)
    state: FieldValues = dict(list_values("pledge", record))
    restored = restore(state, Folder("2027"), register())
    assert restored.record is not None
    assert state == list_values("pledge", restored.record)


# What a page shows


def test_an_edition_shows_the_record_as_it_was_under_a_banner(published: Published, show: Show) -> None:
    book = published({}, {SV: pledge().replace("Synas på", "Synas ofta på")})
    first, last = show(book).html("2027/utgavor/1/"), show(book).html("2027/utgavor/2/")
    assert (
        "Så här såg medborgarlöftet ut från den 5 januari 2027 till den 6 januari 2027. Det har ändrats sedan dess."
        in first
    )
    assert '<h4 id="synas">Synas på Fiktiva torget.</h4>' in first
    assert '<h4 id="synas">Synas ofta på Fiktiva torget.</h4>' in last
    assert "Det är den senaste utgåvan." in last
    assert book.ledgers[Folder("2027")].editions[0].fingerprint in first
    assert 'id="skillnader"' not in first and "#skillnader" not in first
    # What was changed stands between what the edition says of itself and its promises, and the banner leads to it.
    assert last.index('href="#skillnader"') < last.index('id="skillnader"') < last.index('class="pb-facts"')
    assert last.index('id="skillnader"') < last.index('id="loften"')
    assert '<span class="pb-aside">Utgåvan efter:</span> 6 januari 2027</a>' in first
    assert '<span class="pb-aside">Utgåvan före:</span> 5 januari 2027</a>' in last
    english = show(book).html("2027/utgavor/1/", Language("en"))
    assert "This is how the pledge read from 5 January 2027 until 6 January 2027." in english
    assert "This edition had not been translated." in english


def test_an_agreement_has_editions_too(tmp_path: Path, show: Show) -> None:
    ledger: Ledger | None = None
    for number, summary in enumerate(("Ramen.", "Ramen för samarbetet.")):
        write(tmp_path, {"register.yml": REGISTER, FRAME: agreement(f"summary: {summary}")})
        contents = load_book(tmp_path, LANGUAGES).entries.snapshot_of(Folder("agreements/2024-2027"))
        ledger = add_edition(ledger, Folder("agreements/2024-2027"), contents, date(2027, 1, 5 + number))
    assert ledger is not None
    write(tmp_path, kept(ledger))
    shown = show(load(tmp_path))
    first = shown.html("overenskommelser/2024-2027/utgavor/1/")
    assert "Så här såg överenskommelsen ut från den 5 januari 2027 till den 6 januari 2027." in first
    assert '<p class="pb-lead">Ramen.</p>' in first
    # Which pledges stand in it was no part of what it said.
    assert 'id="medborgarloften"' not in first
    assert {"Sammanfattning"} == set(differences(shown.html("overenskommelser/2024-2027/utgavor/2/")))


def test_one_edition_is_shown_too_and_a_record_never_published_has_none(published: Published, show: Show) -> None:
    shown = show(published({}))
    assert 'href="utgavor/">Se den publicerade utgåvan</a>' in shown.html("2027/")
    assert "Den första utgåvan." in shown.html("2027/utgavor/")
    none = show(Book(**{**vars_of(shown.site.book), "ledgers": {}}))
    assert [] == [page.path for page in none.site.pages if "utgavor" in page.path]
    assert "utgavor" not in none.html("2027/")


BEFORE = """
aim: Synas mer.
area: [fiktiva-torget]
promises:
  - {id: synas, by: polisen, text: Synas på Fiktiva torget varje dag., target: {count: 10, unit: pass}}
  - {id: ringa, by: polisen, text: Ringa upp.}
"""
AFTER = """
area: [sagogatan]
parties: [kommunen, polisen]
promises:
  - {id: synas, by: [polisen, kommunen], text: Synas på Sagogatan varje dag., target: {at_least: 12, unit: pass}}
  - {id: lysa, by: kommunen, text: Lysa upp., themes: trafik}
sources: [p1, k1]
"""


def test_the_differences_are_told_in_words(published: Published, show: Show) -> None:
    book = published({SV: pledge(BEFORE)}, {SV: pledge(AFTER)})
    markup = show(book).html("2027/utgavor/2/")
    assert {
        "Parter": "Tillagt: Exempelstads kommun",
        "Område, Platser": "Tillagt: Sagogatan Borttaget: Fiktiva torget",
        "Löftet Synas på Sagogatan varje dag. , Vem som lovar": "Tillagt: Exempelstads kommun",
        "Löftet Synas på Sagogatan varje dag.": (
            "Synas på Fiktiva torget Sagogatan varje dag. Utbytt: Fiktiva torget mot Sagogatan"
        ),
        "Löftet Synas på Sagogatan varje dag. , Mål 1, Hur talet menas": "Utbytt: precis mot minst",
        "Löftet Synas på Sagogatan varje dag. , Mål 1, Tal": "Utbytt: 10 mot 12",
        "Syfte": "Förut: Synas mer.",
        "Borttaget: Löftet Ringa upp.": "Vem som lovar Polisen Löftet Ringa upp.",
        "Tillagt: Löftet Lysa upp.": "Vem som lovar Exempelstads kommun Löftet Lysa upp. Teman Trafik",
        "Källor": "Tillagt: Exempelstads kommun",
    } == differences(markup)
    assert "<del>Fiktiva torget</del> <ins>Sagogatan</ins>" in markup
    english = differences(show(book).html("2027/utgavor/2/", Language("en")))
    assert "Added: Exempelstad Municipality" == english["Parties"]
    assert english["Aim"].startswith("In Swedish: Before: Synas mer.")


def test_what_was_said_differs_by_who_said_it(published: Published, show: Show) -> None:
    said = "statements: [{name: Ada, party: polisen, sources: [p1], text: Vill %s.%s}]"
    before, after = pledge(said % ("väl", "")), pledge(said % ("mer", ", quote: nu gäller det"))
    markup = show(published({SV: before}, {SV: after})).html("2027/utgavor/2/")
    assert {
        "Uttalande Ada": "Vill väl. mer. Utbytt: väl mot mer",
        "Uttalande Ada , Citat": "Tillagt: nu gäller det",
    } == differences(markup)


def test_what_comes_beside_a_record_is_told_of_once(published: Published, show: Show) -> None:
    document = "documents: [{title: Plan, kind: other, file: plan.pdf}]\nsources: [p1]"
    after: Files = {
        SV: pledge(document),
        EN: words("title: Pledge"),
        FOLLOWED: followup("results: [{promise: synas, status: ongoing}]"),
        "2027/plan.pdf": b"%PDF",
    }
    book = published({}, after, {**after, "2027/plan.pdf": b"%PDF-2"}, {**after, FOLLOWED: None, EN: None})
    second, third, fourth = (differences(show(book).html(f"2027/utgavor/{number}/")) for number in (2, 3, 4))
    assert "Uppföljning januari 2028 av Polisen" == second["Uppföljning tillagd"]
    assert "Medborgarlöftet" == second["Översättning till engelska tillagd"]
    assert second["Fil tillagd"].startswith("plan.pdf SHA-256 ")
    assert {"Tillagt: Dokumentet Plan"} == set(second) - {
        "Uppföljning tillagd",
        "Översättning till engelska tillagd",
        "Fil tillagd",
    }
    assert ["Fil utbytt"] == list(third)
    assert third["Fil utbytt"].startswith("plan.pdf Förut: SHA-256 ")
    assert {"Uppföljning borttagen", "Översättning till engelska borttagen", "Fil utbytt"} == set(fourth)


def test_a_file_that_is_another_now_is_not_led_to(published: Published, show: Show) -> None:
    before = pledge("documents: [{title: Plan, kind: other, file: plan.pdf}]", body="Se [planen](plan.pdf).\n")
    book = published({SV: before, "2027/plan.pdf": b"1"}, {SV: before, "2027/plan.pdf": b"2"})
    markup = show(book).html("2027/utgavor/1/")
    assert "plan.pdf" not in "".join(html.fromstring(markup).xpath("//a/@href"))
    assert "Se <a>planen</a>." in markup
    assert "Filen är utbytt eller borttagen sedan dess." in markup
    assert 'href="../../plan.pdf"' in show(book).html("2027/utgavor/2/")


def test_notes_lead_to_their_editions_from_the_list_of_changes(published: Published, show: Show) -> None:
    noted = pledge("changes: [{date: 2027-01-06, kind: correction, note: Ett ord föll bort.}]")
    shown = show(published({}, {SV: noted}, note="1"))
    assert 'href="../2027/utgavor/2/">Se hur det såg ut efter ändringen</a>' in shown.html("andringar/")
    assert "Ett ord föll bort." in shown.html("2027/utgavor/2/")
    # The note says why; it is no difference of its own.
    assert {} == differences(shown.html("2027/utgavor/2/"))


# What has been taken away


def test_a_text_that_was_taken_away_is_told_of_by_its_day_and_never_by_its_hash(
    published: Published, show: Show
) -> None:
    book = published({})
    now = book.ledgers[Folder("2027")].state()
    buried = Redacted("2027-01-08", "0" * 64)
    titled, named = FieldPath("pledge", "sv", "title"), FieldPath("pledge", "facts", "signatories/1/name")
    party = FieldPath("pledge", "facts", "signatories/1/party")
    past = with_state(book, Folder("2027"), {**now, titled: buried, named: buried, party: buried})
    past = with_state(book, Folder("2027"), {**now, titled: buried, named: buried, party: "kommunen"})
    for language, said in (
        (Language("sv"), "borttaget 8 januari 2027"),
        (Language("en"), "removed on 8 January 2027"),
    ):
        markup = show(past).html("2027/utgavor/1/", language)
        element = f'<span class="pb-redacted" lang="{language}">{said}</span>'
        assert f"{element}</h1>" in markup or f"{element}</span></h1>" in markup
        assert f"<strong>{element}</strong>" in markup
        assert "0" * 64 not in markup
        assert "\ue000" not in markup
    assert "\ue000" not in show(past).html("2027/utgavor/2/") + show(past).html("2027/utgavor/")


# What no longer fits


@pytest.mark.parametrize(
    ("slot", "value", "kept"),
    [
        (FieldPath("pledge", "facts", "promises/synas/places"), "nedlagda-torget", "nedlagda-torget"),
        (FieldPath("pledge", "facts", "promises/synas/themes"), "trafik, glomt", "trafik, glomt"),
        (FieldPath("pledge", "facts", "promises/synas/continues"), "1999/borta", "1999/borta"),
        (FieldPath("pledge", "facts", "agreement"), "1999", "1999"),
        (FieldPath("pledge", "facts", "forgotten/field"), "Ett minne", "Ett minne"),
        (FieldPath("pledge", "fi", "forgotten"), "Muisto", "Muisto"),
        (FieldPath("followup-1", "facts", "kind"), "final", "final"),
    ],
)
def test_what_has_no_place_any_longer_is_listed_below_the_record(
    published: Published, show: Show, slot: FieldPath, value: str, kept: str
) -> None:
    book = published({})
    markup = show(with_state(book, Folder("2027"), {**book.ledgers[Folder("2027")].state(), slot: value})).html(
        "2027/utgavor/1/"
    )
    assert '<h4 id="synas">Synas på Fiktiva torget.</h4>' in markup
    record, _, rest = markup.partition('id="ovrigt"')
    assert kept.capitalize() in rest or kept in rest or "slutredovisning" in rest.casefold()
    assert kept not in words_of(record)


def test_a_party_or_source_that_is_gone_goes_by_its_id(published: Published, show: Show) -> None:
    book = published({})
    state = {
        **book.ledgers[Folder("2027")].state(),
        FieldPath("pledge", "facts", "parties"): "polisen, nedlagda-bolaget",
    }
    state[FieldPath("pledge", "facts", "sources")] = "p1, borta"
    markup = show(with_state(book, Folder("2027"), state)).html("2027/utgavor/1/")
    assert "Polisen och nedlagda-bolaget" in markup
    assert '<li id="kallor-borta">borta' in markup
    assert 'id="ovrigt"' not in markup


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        (FieldPath("pledge", "facts", "promises/synas/by"), None),
        (FieldPath("pledge", "facts", "period/start"), "för länge sedan"),
        (FieldPath("pledge", "facts", "promises/synas/target/1/kind"), "dream"),
        (FieldPath("pledge", "facts", "promises/synas/sources"), "olistad"),
        (FieldPath("pledge", "sv", "title"), None),
    ],
)
def test_what_makes_no_record_any_longer_is_listed_whole(
    published: Published, show: Show, slot: FieldPath, value: str | None
) -> None:
    book = published({})
    state = {**book.ledgers[Folder("2027")].state(), slot: value}
    past = with_state(book, Folder("2027"), {slot: value for slot, value in state.items() if value is not None})
    for language in LANGUAGES:
        markup = show(past).html("2027/utgavor/1/", language)
        assert "Synas på Fiktiva torget." in words_of(markup.partition('id="ovrigt"')[2])
        assert 'id="loften"' not in markup


@pytest.fixture(scope="module")
def build() -> Callable[[FieldValues], Renderer]:
    """Exempelstad as if its pledge of 2019 had once been published as something else."""
    book, catalogues = load(EXEMPELSTAD), load_catalogues(THEME / "words", LANGUAGES, REPOSITORY)

    def make(state: FieldValues) -> Renderer:
        site = build_site(
            BookOnDay(with_state(book, Folder("2019"), state), date(2026, 1, 1)), catalogues[Language("sv")]
        )
        return Renderer(site, catalogues, THEME, {Language("sv"): "Svenska", Language("en"): "English"})

    return make


NEWEST = load(EXEMPELSTAD).ledgers[Folder("2019")].state()
SLOTS = sorted(NEWEST)
VALUES = st.none() | st.sampled_from(["", "x", "1", "2019", "polisen", "2019/langning", "2020-02-30", '"a, b", c'])


@settings(max_examples=12, deadline=None)
@suppose(
    changes=st.dictionaries(
        st.sampled_from(SLOTS), VALUES | st.just(Redacted("2020-01-01", "0" * 64)), min_size=1, max_size=12
    )
)
@example(changes={FieldPath("pledge", FACTS, "unknown"): "x"})
@example(changes={FieldPath("pledge", FACTS, "basis/1/respondents"): "x"})
def test_no_old_edition_stops_a_build(
    build: Callable[[FieldValues], Renderer], changes: dict[FieldPath, str | Redacted | None]
) -> None:
    renderer = build({slot: value for slot, value in {**NEWEST, **changes}.items() if value is not None})
    for page in renderer.site.pages:
        if page.path.startswith("2019/utgavor/"):
            for language in LANGUAGES:
                assert "\ue000" not in renderer.render(page, language).html


# Growth


def test_twice_the_editions_take_twice_the_work(tmp_path: Path, catalogues: Catalogues) -> None:
    lines = []
    for number in (4, 8, 16):
        root = tmp_path / str(number)
        write(root, {"register.yml": REGISTER, SV: pledge()})
        loaded = load_book(root, LANGUAGES)
        assert loaded.book is not None
        contents = loaded.entries.snapshot_of(Folder("2027"))
        ledger: Ledger | None = None
        for edition in range(number):
            contents.values[FieldPath("pledge", "sv", "summary")] = f"Utgåva {edition}"
            ledger = add_edition(ledger, Folder("2027"), contents, DAY)
        assert ledger is not None
        book = Book(**{**vars_of(loaded.book), "ledgers": {"2027": ledger}})
        lines.append(count_lines(lambda book=book: show_all(book, catalogues[Language("sv")], DAY)))  # type: ignore[misc]
    assert lines[2] - lines[1] == pytest.approx(2 * (lines[1] - lines[0]), rel=0.1)
