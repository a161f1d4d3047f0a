"""One promise followed from pledge to pledge: which hang together, what became different, and what the page says."""

from __future__ import annotations

import re

import pytest

from core.conftest import LANGUAGES, TODAY, Given, Show, pledge, register, words
from pledgebook.names import Language
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.site.views.threads import ThreadView, build_thread_views, compare_promises


def year(period: int, *promises: str) -> dict[str, str]:
    """A pledge of one year with promises as `{id: …}` fields; `by` and `text` are given unless they are named."""
    lines = []
    for promise in promises:
        given = "".join(
            f", {name}" for name, key in (("by: polisen", "by:"), ("text: A", "text:")) if key not in promise
        )
        lines.append(f"  - {{{promise}{given}}}")
    return {f"{period}/pledge.sv.md": pledge(f"period: {period}\npromises:\n" + "\n".join(lines))}


def threads_of(book: Book) -> dict[str, list[str]]:
    return {thread.id: [f"{pledge.id}/{promise.id}" for pledge, promise in thread.promises] for thread in book.threads}


ALONE = {"2027/pledge.sv.md": None}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (year(2025, "id: a") | year(2026, "id: a"), {}),
        (year(2025, "id: a") | year(2026, "id: b, continues: 2025/a"), {"2025-a": ["2025/a", "2026/b"]}),
        # A chain, also over a year between, and whatever order the links are written in.
        (
            year(2024, "id: a") | year(2025, "id: b, continues: 2024/a") | year(2027, "id: c, continues: 2025/b"),
            {"2024-a": ["2024/a", "2025/b", "2027/c"]},
        ),
        # Carried on by two, carrying on two.
        (
            year(2025, "id: a") | year(2026, "id: b, continues: 2025/a", "id: c, continues: 2025/a"),
            {"2025-a": ["2025/a", "2026/b", "2026/c"]},
        ),
        (
            year(2025, "id: a", "id: b") | year(2026, "id: c, continues: [2025/b, 2025/a]"),
            {"2025-a": ["2025/a", "2025/b", "2026/c"]},
        ),
        (
            year(2025, "id: a", "id: b") | year(2026, "id: a, continues: 2025/a", "id: b, continues: 2025/b"),
            {"2025-a": ["2025/a", "2026/a"], "2025-b": ["2025/b", "2026/b"]},
        ),
        # One that names itself follows nothing.
        (year(2026, "id: a, continues: 2026/a"), {}),
    ],
)
def test_promises_that_carry_each_other_on_hang_together(
    given: Given, files: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert expected == threads_of(given(ALONE | files).book)


def test_two_threads_never_share_an_address(given: Given, show: Show) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "a/pledge.sv.md": pledge("period: 2024\npromises: [{id: b-c, by: polisen, text: A}]"),
            "a-b/pledge.sv.md": pledge("period: 2025\npromises: [{id: c, by: polisen, text: B}]"),
            "d/pledge.sv.md": pledge(
                "period: 2026\npromises: [{id: x, by: polisen, text: C, continues: a/b-c},"
                " {id: y, by: polisen, text: D, continues: a-b/c}]"
            ),
        }
    )
    assert {"a-b-c": ["a/b-c", "d/x"], "a-b--c": ["a-b/c", "d/y"]} == threads_of(told.book)
    addresses = [page.path for page in show(told.book).site.pages]
    assert len(addresses) == len(set(addresses))


def test_the_thread_that_reaches_furthest_stands_first(given: Given) -> None:
    files = (
        year(2024, "id: a", "id: b") | year(2025, "id: a, continues: 2024/a") | year(2026, "id: b, continues: 2024/b")
    )
    views = build_thread_views(given(ALONE | files).day)
    assert ["2024-b", "2024-a"] == [view.thread.id for view in views]


def only_thread(book: Book) -> ThreadView:
    (view,) = build_thread_views(BookOnDay(book, TODAY))
    return view


def test_each_promise_is_compared_with_those_it_carries_on_and_no_others(given: Given) -> None:
    files = (
        year(2024, "id: a", "id: b")
        | year(2025, "id: c, continues: [2024/a, 2024/b]")
        | year(2026, "id: d, continues: 2025/c", "id: e, continues: 2025/c")
    )
    view = only_thread(given(ALONE | files).book)
    found = {
        followed.item.promise.id: [step.earlier.promise.id for step in followed.steps]
        for part in view.pledges
        for followed in part.promises
    }
    assert {"a": [], "b": [], "c": ["a", "b"], "d": ["c"], "e": ["c"]} == found
    assert ["2024", "2025", "2026"] == [part.pledge.id for part in view.pledges]


def test_a_promise_is_not_compared_with_itself(given: Given) -> None:
    view = only_thread(given(ALONE | year(2025, "id: a") | year(2026, "id: b, continues: [2025/a, 2026/b]")).book)
    assert ["a"] == [step.earlier.promise.id for step in view.pledges[1].promises[0].steps]


# Facts


def differences(given: Given, earlier: str, later: str, language: Language = LANGUAGES[0]) -> list[str]:
    """What became different, as `places +sagogatan -fiktiva-torget`."""
    book = given(ALONE | year(2025, f"id: a, {earlier}") | year(2026, f"id: b, continues: 2025/a, {later}")).book
    found = compare_promises(book.promise["2025/a"][1], book.promise["2026/b"][1], language, Language("sv"))
    told = [
        " ".join([change.name, *(f"+{item}" for item in change.added), *(f"-{item}" for item in change.dropped)])
        for change in found.sets
    ]
    told += [f"{change.name} {change.earlier and 'was'} {change.later and 'is'}" for change in found.texts]
    told += ["target"] if found.target else []
    return told + [f"unknown {name}" for name in found.unknown]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("by: polisen", "by: polisen", []),
        ("by: polisen", "by: [polisen, kommunen]", ["by +kommunen"]),
        ("by: [polisen, kommunen]", "by: [kommunen, polisen]", []),
        ("with: bolaget", "with: kommunen", ["helpers +kommunen -bolaget"]),
        ("places: fiktiva-torget", "places: sagogatan", ["places +sagogatan -fiktiva-torget"]),
        ("places: fiktiva-torget", "unknown: [places]", ["unknown places"]),
        # A promise without a place of its own holds where its pledge does.
        ("places: fiktiva-torget", "text: A", []),
        ("text: A", "places: fiktiva-torget", []),
        ("when: Om våren", "when: Om våren", []),
        ("when: Om våren", "when: Om hösten", ["when was is"]),
        ("when: Om våren", "when: 'Om   våren'", []),
        ("when: Om våren", "text: A", ["when was None"]),
        ("text: A", "condition: Om någon ber", ["condition None is"]),
        ("text: A", "target_group: Unga", ["target_group None is"]),
        ("text: A", "with_others: Boende", ["helpers_note None is"]),
        ("target: {count: 2, unit: rundor}", "target: {count: 2, unit: rundor}", []),
        ("target: {count: 2, unit: rundor}", "target: {count: 3, unit: rundor}", ["target"]),
        ("target: {count: 2, unit: rundor}", "target: {at_least: 2, unit: rundor}", ["target"]),
        ("target: {count: 2, unit: rundor}", "target: {count: 2, unit: steg}", ["target"]),
        ("target: {count: 2, unit: rundor}", "target: {count: 2, unit: rundor, per: week}", ["target"]),
        ("target: {count: 2, unit: rundor}", "target: {count: 2, unit: rundor, average: yes}", ["target"]),
        ("target: {count: 2, unit: rundor}", "text: A", ["target"]),
        # What is not known is not said to have come or gone.
        ("unknown: [target]", "target: {count: 2, unit: rundor}", ["unknown target"]),
    ],
)
def test_facts_that_became_different_are_told(given: Given, earlier: str, later: str, expected: list[str]) -> None:
    assert expected == differences(given, earlier, later)


def test_places_that_are_not_known_have_neither_come_nor_gone(given: Given) -> None:
    book = given(ALONE | year(2025, "id: a, places: sagogatan", "id: b, places: fiktiva-torget")).book
    first, second = book.pledges[0].promises
    unknown = second.model_copy(update={"unknown": ("places",)})
    for one, other in ((first, unknown), (unknown, first)):
        found = compare_promises(one, other, Language("sv"), Language("sv"))
        assert ((), ("places",)) == (found.sets, found.unknown)


# The page


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


SPLIT = {
    "2027/pledge.sv.md": None,
    **year(2024, "id: rundor, text: Gå två rundor på torget., places: fiktiva-torget"),
    **year(
        2025,
        "id: rundor, text: Gå tre rundor på torget om året., continues: 2024/rundor, by: kommunen, places: sagogatan",
    ),
    **year(
        2026,
        "id: rundor, text: Gå tre rundor på torget om året., continues: 2025/rundor, by: kommunen",
        "id: forum, text: Bjuda in till ett samtal., continues: 2025/rundor",
    ),
}


def test_what_came_what_went_and_what_took_its_place_is_said_in_words(given: Given, show: Show) -> None:
    html = show(given(SPLIT).book).html("genom-aren/2024-rundor/")
    assert "<del>två</del> <ins>tre</ins>" in html
    said = plain(html)
    for part in [
        "Jämfört med Medborgarlöfte 2027",
        "Utbytt: två mot tre",
        "Tillagt: om året",
        "Vem lovar Tillagt: Exempelstads kommun. Borttaget: Polisen",
        "Plats Tillagt: Sagogatan. Borttaget: Fiktiva torget",
        "Samma ordalydelse.",
        "Ingen annan skillnad i vem, mål, plats, tid eller villkor.",
        "Löftet har skrivits om: mindre än hälften av orden är desamma.",
    ]:
        assert part in said
    assert said.index("två rundor") < said.index("Utbytt") < said.index("skrivits om")
    assert "Bjuda" not in "".join(re.findall(r"<ins>.*?</ins>", html))


def test_where_one_has_no_words_in_the_language_the_original_is_compared_and_marked(given: Given, show: Show) -> None:
    files = SPLIT | {
        "2024/pledge.en.md": words("title: P\nsummary: S\npromises: [{id: rundor, text: Walk two rounds.}]"),
        "2026/pledge.en.md": words(
            "title: P\nsummary: S\npromises: [{id: rundor, text: Walk three rounds.}, {id: forum, text: B}]"
        ),
    }
    html = show(given(files).book).html("genom-aren/2024-rundor/", Language("en"))
    assert '<p class="pb-differs__text" lang="sv">' in html
    assert 'Replaced: <q lang="sv">två</q> with <q lang="sv">tre</q>' in html
    assert "The same wording." in html


def test_words_are_compared_in_the_language_of_the_page(given: Given, show: Show) -> None:
    files = {
        "2027/pledge.sv.md": None,
        **year(2025, "id: a, text: Gå två rundor."),
        **year(2026, "id: a, text: Gå tre rundor., continues: 2025/a"),
        "2025/pledge.en.md": words("title: P\nsummary: S\npromises: [{id: a, text: Walk two rounds.}]"),
        "2026/pledge.en.md": words("title: P\nsummary: S\npromises: [{id: a, text: Walk three rounds.}]"),
    }
    html = show(given(files).book).html("genom-aren/2025-a/", Language("en"))
    assert "Replaced: <q>two</q> with <q>three</q>" in html
    assert "lang=" not in html


def test_every_promise_of_a_thread_leads_to_it_and_it_to_them(given: Given, show: Show) -> None:
    shown = show(given(SPLIT).book)
    for name in ("2024", "2025", "2026"):
        assert 'href="../genom-aren/2024-rundor/">Samma löfte i 3 medborgarlöften</a>' in shown.html(f"{name}/")
        assert f'href="../../{name}/#rundor"' in shown.html("genom-aren/2024-rundor/")
    assert 'href="2024-rundor/"' in shown.html("genom-aren/")
    assert "2024 → 2025 → 2026" in shown.html("genom-aren/")
    assert "../genom-aren/" in shown.html("arkiv/")


def test_a_promise_that_stands_alone_leads_to_no_thread(given: Given, show: Show) -> None:
    shown = show(given().book)
    assert "genom-aren" not in shown.html("2027/")
    assert "Inget löfte har kopplats till ett tidigare löfte än." in shown.html("genom-aren/")


def test_a_compiled_edition_says_whose_words_are_compared(given: Given, show: Show) -> None:
    for publication, is_said in (("own", False), ("compiled", True)):
        files = SPLIT | {"register.yml": register(f"publication: {publication}")}
        html = show(given(files).book).html("genom-aren/2024-rundor/")
        assert is_said is ("Orden här är inte alltid originalets." in html)


def test_a_thread_is_named_by_its_newest_wording_cut_after_a_whole_word(given: Given) -> None:
    files = {
        "2027/pledge.sv.md": None,
        **year(2025, "id: a"),
        **year(2026, f"id: a, continues: 2025/a, text: {'Synas på torget ' * 9}"),
    }
    name = only_thread(given(files).book).name.get(Language("sv")).words
    assert len(name) <= 60
    assert "Synas på torget Synas på torget Synas på torget Synas på…" == name
