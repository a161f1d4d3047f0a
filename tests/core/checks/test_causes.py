"""One fault is told once, where it is, however many places suffer from it; what only follows from it is not told."""

from __future__ import annotations

import time

import pytest

from core.conftest import (
    AG,
    EN,
    FU,
    REGISTER,
    SV,
    Given,
    LoadResult,
    Workspace,
    agreement,
    followup,
    pledge,
    register,
    words,
)
from pledgebook.checks.causes import drop_addresses, find_published_causes
from pledgebook.names import Language
from pledgebook.problem import Mark, Problem

FU_EN = "2027/followup-1.en.md"
BOTH = "promises:\n  - {id: synas, by: polisen, text: Synas.}\n  - {id: ljus, by: kommunen, text: Laga ljus.}"
TWO = {
    SV: pledge(f"parties: [polisen, kommunen]\n{BOTH}"),
    EN: words("title: Pledge\npromises:\n  - {id: synas, text: Be seen.}\n  - {id: ljus, text: Mend lights.}"),
    FU: followup("results:\n  - {promise: synas, text: Bra.}\n  - {promise: ljus, text: Klart.}"),
    FU_EN: words("results:\n  - {promise: synas, text: Good.}\n  - {promise: ljus, text: Done.}"),
    "2026/pledge.sv.md": pledge(f"period: 2026\nparties: [polisen, kommunen]\n{BOTH}"),
    AG: agreement(),
}


def error(told: LoadResult) -> Problem:
    return next(problem for problem in told.found if problem.level == "error")


def without(line: str, text: str = REGISTER) -> str:
    kept = [other for other in text.split("\n") if line not in other]
    assert len(kept) == len(text.split("\n")) - 1
    return "\n".join(kept)


@pytest.mark.parametrize(
    ("line", "expected", "number"),
    [
        ("{id: kommunen", "register.yml:2:1 party_gone kommunen", 5),
        ("{id: polisen", "register.yml:2:1 party_gone polisen", 6),
        ("id: p1", "register.yml:12:1 source_gone p1", 3),
    ],
)
def test_what_is_taken_out_of_the_register_is_missed_there_once(
    given: Given, line: str, expected: str, number: int
) -> None:
    told = given({**TWO, "register.yml": without(line)})
    assert [expected] == told.problems
    assert (str(number), number) == (error(told).details["number"], len(error(told).details["places"].split("\n")))


def test_places_and_themes_are_missed_once_too(given: Given) -> None:
    extra = "promises: [{id: synas, by: polisen, text: A, places: [hamnen], themes: [ungdom]}]"
    told = given({SV: pledge(f"area: hamnen\n{extra}"), "2026/pledge.sv.md": pledge(f"period: 2026\n{extra}")})
    assert ["register.yml:6:1 place_gone hamnen", "register.yml:9:1 theme_gone ungdom"] == told.problems


def test_an_empty_register_misses_each_party_once(given: Given) -> None:
    told = given({**TWO, "register.yml": register("parties: []")})
    assert ["register.yml:1:1 party_gone kommunen", "register.yml:1:1 party_gone polisen"] == told.problems


def test_one_new_record_that_names_a_new_party_often_is_told_once_where_it_begins(given: Given) -> None:
    told = given({SV: pledge("parties: [skolan]\npromises: [{id: a, by: skolan, text: A, with: skolan}]")})
    assert ["2027/pledge.sv.md:2:11 party_unknown skolan"] == told.problems
    assert "pledges/2027/pledge.sv.md:2\npledges/2027/pledge.sv.md:3" in error(told).details["places"]


def test_a_slip_of_the_pen_is_told_where_it_is(given: Given) -> None:
    told = given({SV: pledge("parties: [polisn]"), "2026/pledge.sv.md": pledge("period: 2026\nparties: [polisn]")})
    assert ["2026/pledge.sv.md:3:11 party_unknown polisn → polisen", "2027/pledge.sv.md:2:11 party_unknown polisn → polisen"] == told.problems  # fmt: skip


@pytest.mark.parametrize(
    ("code", "given_fields", "expected"),
    [
        ("agreement", "agreement: 2020-2023", "2026/pledge.sv.md:3:12 agreement_unknown 2020-2023"),
        ("continues", "continues: forra", "2026/pledge.sv.md:3:12 record_unknown forra"),
    ],
)
def test_a_record_that_is_gone_is_missed_once(given: Given, code: str, given_fields: str, expected: str) -> None:
    told = given(
        {SV: pledge(given_fields), "2026/pledge.sv.md": pledge(f"period: 2026\n{given_fields}")},
    )
    assert [expected] == told.problems


def test_a_pledge_whose_folder_is_gone_is_missed_once(given: Given) -> None:
    carried = "promises:\n  - {id: a, by: polisen, text: A, continues: 2019/ljus}\n  - {id: b, by: polisen, text: B, continues: 2019/bilar}"
    told = given({SV: pledge(f"continues: '2019'\n{carried}")})
    assert [f"{SV}:2:12 record_gone 2019"] == told.problems
    assert "3" == error(told).details["number"]


def test_a_source_that_the_list_of_a_record_lacks_is_missed_once_at_the_list(given: Given) -> None:
    promise = "promises: [{id: synas, by: polisen, text: A, sources: [k1]}]"
    told = given({SV: pledge(f"{promise}\nevidence: [{{field: aim, sources: [k1]}}, {{field: basis, sources: [k1]}}]")})
    assert ["2027/pledge.sv.md:8:1 source_unlisted k1"] == told.problems
    assert "3" == error(told).details["number"]


# Promises


@pytest.mark.parametrize(
    "promises",
    [
        "promises:\n  - {id: synas, by: polisen, text: Synas.}",
        "promises:\n  - {id: synas, by: polisen, text: Synas.}\n  - {id: nytt, by: kommunen, text: Laga ljus.}",
        "promises:\n  - {id: synas, by: polisen, text: Synas.}\n  - {id: ljuss, by: kommunen, text: Laga ljus.}",
    ],
)
def test_a_promise_that_is_gone_is_missed_once_where_it_was(given: Given, promises: str) -> None:
    later = "2028/pledge.sv.md"
    carried = pledge("period: 2028\npromises: [{id: a, by: polisen, text: A, continues: 2027/ljus}]")
    told = given({**TWO, SV: pledge(f"parties: [polisen, kommunen]\n{promises}"), later: carried})
    assert ["2027/pledge.sv.md:3:1 promise_gone ljus"] == told.problems
    assert f"pledges/{EN}:5" in error(told).details["places"]
    assert f"pledges/{FU}:4" in error(told).details["places"]


def test_an_activity_of_a_promise_that_is_not_there_is_no_second_fault(given: Given) -> None:
    told = given({FU: followup("results: [{promise: synsa, activity: a}]")})
    assert ["2027/followup-1.sv.md:2:21 promise_unknown synsa → synas"] == told.problems


@pytest.mark.parametrize(("misspelt", "place"), [("synsa", "3:15"), ("borta", "3:15")])
def test_the_right_translation_of_a_misspelt_original_is_not_told(given: Given, misspelt: str, place: str) -> None:
    told = given({**TWO, FU: TWO[FU].replace("promise: synas", f"promise: {misspelt}")})
    assert [f"{FU}:{place} promise_unknown {misspelt}"] == [line.partition(" →")[0] for line in told.problems]


def test_two_misspelt_results_are_told_in_the_original_alone(given: Given) -> None:
    text = TWO[FU].replace("promise: synas", "promise: synsa").replace("promise: ljus", "promise: ljsu")
    told = given({**TWO, FU: text})
    assert [f"{FU}:3:15 promise_unknown synsa → synas", f"{FU}:4:15 promise_unknown ljsu → ljus"] == told.problems


@pytest.mark.parametrize("id", ["ljsu", "lights", "belysning"])
def test_an_id_changed_in_a_translation_alone_is_told_with_the_line(given: Given, id: str) -> None:
    told = given({**TWO, EN: TWO[EN].replace("id: ljus", f"id: {id}")})
    assert [f"{EN}:5:10 words_id_unknown {id} → ljus"] == told.problems
    assert "  - {id: ljus, text: Mend lights.}" == error(told).fix


def test_of_two_strange_ids_none_is_guessed(given: Given) -> None:
    told = given({**TWO, EN: words("promises:\n  - {id: b, text: Be seen.}\n  - {id: c, text: Mend.}")})
    assert [f"{EN}:3:10 words_id_unknown b", f"{EN}:4:10 words_id_unknown c"] == told.problems


# Translations


def test_the_original_copied_as_its_translation_is_one_fault(given: Given) -> None:
    told = given({**TWO, EN: TWO[SV], FU_EN: TWO[FU]})
    assert [(EN, "translation_copied"), (FU_EN, "translation_copied")] == [
        (line.partition(":")[0], line.split()[1]) for line in told.problems
    ]


def test_many_facts_among_translated_words_are_one_fault(given: Given) -> None:
    told = given(
        {**TWO, EN: words("title: Pledge\nperiod: 2027\nparties: [polisen]\nsources: [p1]\nagreement: '2026'")}
    )
    assert [f"{EN}:3:9 facts_in_translation period, parties, agreement"] == told.problems


def test_two_facts_in_a_translation_are_told_each(given: Given) -> None:
    told = given({**TWO, EN: words("title: Pledge\nperiod: 2027\nparties: [polisen]")})
    assert [f"{EN}:3:9 fact_in_translation period", f"{EN}:4:1 fact_in_translation parties"] == told.problems


def test_a_language_that_is_taken_off_the_site_is_told_once_and_stops_nothing(given: Given) -> None:
    told = given({**TWO, EN: words("title: Pledge")}, languages=("sv",))
    assert ["register.yml:3:39 language_gone en"] == [item for item in told.notes if "language" in item]
    assert [] == told.errors
    assert "en" not in told.book.pledges[0].title.root

    one = given(
        {"register.yml": register().replace("en: ", "fi: ").replace("fi: Narcotics", "en: Drugs")}, languages=("sv",)
    )
    # Of a language that nobody has words in, a code is misspelt.
    assert [] != [item for item in one.errors if "language" in item]


def test_a_file_in_a_misspelt_language_is_told_where_it_is(given: Given) -> None:
    told = given({"2027/pledge.se.md": words("title: A")}).problems
    assert ["2027/pledge.se.md:1:1 file_language se"] == told


# Order


def test_what_others_rest_on_comes_first(given: Given) -> None:
    told = given(
        {
            "register.yml": register("name: Exempelstad: A"),
            SV: pledge("parties: [polisn]"),
            EN: words("title: A: B"),
            FU: followup("by: polisn"),
            FU_EN: words("summary: A: B"),
        }
    )
    assert ["register.yml", EN, FU_EN] == [line.partition(":")[0] for line in told.errors]
    told = given({SV: pledge("title: A: B"), FU: followup("by: polisn"), FU_EN: words("summary: A: B")})
    assert [SV, FU, FU_EN] == [line.partition(":")[0] for line in told.errors]


# What has been published


@pytest.fixture
def published(workspace: Workspace) -> Workspace:
    """A pledge of two promises in two languages, with a follow-up, all of it published."""
    for name, text in TWO.items():
        workspace.write(name, text.replace("date: 2028-01", "date: 2027-01"))
    workspace.does("publish", "2027")
    assert [] == workspace.problems
    return workspace


@pytest.mark.parametrize("names", [(SV,), (SV, EN)])
def test_a_published_id_that_is_changed_is_told_once(published: Workspace, names: tuple[str, ...]) -> None:
    for name in names:
        published.edit(name, "id: ljus", "id: lampor")
    assert ["2027/pledge.sv.md:5:10 published_id lampor → ljus"] == published.problems


def test_a_published_translation_that_is_copied_over_is_told_once(published: Workspace) -> None:
    published.write(EN, TWO[SV])
    assert [(EN, "translation_copied")] == [(item.partition(":")[0], item.split()[1]) for item in published.problems]


def test_an_id_changed_in_a_published_translation_is_told_once(published: Workspace) -> None:
    published.edit(EN, "id: ljus", "id: lights")
    assert [f"{EN}:5:10 words_id_unknown lights → ljus"] == published.problems


def test_a_published_period_that_is_changed_is_told_once(published: Workspace) -> None:
    published.edit(SV, "period: 2027", "period: 2017")
    assert ["published_changed"] == [item.split()[1] for item in published.problems]


def test_thousands_of_things_that_are_gone_are_told_in_no_time() -> None:
    """Each with what follows from it, which is not told."""
    number = 10_000
    gone = [
        Problem(
            Mark(f"pledges/published/{year}.yml"), "published_gone", found=f"{year}.pdf", details={"folder": str(year)}
        )
        for year in range(number)
    ]
    lost = [Problem(Mark("a"), "published_lost", found=f"agreements/b{year}") for year in range(number)]
    dead = [
        Problem(Mark(f"pledges/{year}/pledge.sv.md", 9), "link_dead", found=f"{year}.pdf") for year in range(number)
    ]
    linked = [
        Problem(Mark("b", year), "link_dead", found=f"agreements/b{year}/agreement.sv.md") for year in range(number)
    ]
    started = time.process_time()
    told = list(find_published_causes([*gone, *lost, *dead, *linked]))
    assert [item.code for item in told] == ["published_gone"] * number + ["published_lost"] * number
    assert [item.mark for item in told[:number]] == [item.mark for item in dead]
    left = [Problem(Mark("c"), "address_vanished", found=f"/x/{year}/{year}.pdf") for year in range(number)]
    assert not list(drop_addresses(left, told))
    assert time.process_time() - started < 8


# Two languages, two folders


def test_languages_that_have_got_each_others_places_are_one_fault(given: Given) -> None:
    told = given(
        {
            SV: pledge(),
            EN: words("title: Pledge\nsummary: A short pledge."),
            "2026/pledge.sv.md": pledge("period: 2026"),
            FU: followup(),
            AG: agreement(),
        },
        languages=(Language("en"), Language("sv")),
    )
    assert ["mkdocs.yml:1:1 languages_swapped en"] == told.errors
    assert ("4", "sv") == (error(told).details["number"], error(told).details["spoken"])


def test_one_record_whose_files_have_got_each_others_names_says_nothing_of_the_languages(given: Given) -> None:
    files = {SV: words("title: A\nsummary: B."), EN: pledge(), "2026/pledge.sv.md": pledge("period: 2026")}
    assert [f"{SV}:1:1 files_swapped pledge.en.md"] == given(files).errors
    assert ["2026/pledge.en.md:1:1 original_missing pledge.sv.md"] == given({"2026/pledge.en.md": pledge()}).errors


@pytest.mark.parametrize(
    ("given_fields", "line"),
    [
        ("promises:\n  - {id: a, by: polisen, text: A., continues: 2026/a}\n  - {id: b, by: polisen, text: B., continues: 2026/b}", 3),
        ("continues: 2026\npromises:\n  - {id: a, by: polisen, text: A., continues: 2026/a}", 2),
        ("replaces: 2026\npromises:\n  - {id: a, by: polisen, text: A., continues: 2026/synas}", 2),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_there_is_told_once_for_all_that_is_sought_in_it(
    given: Given, given_fields: str, line: int
) -> None:
    told = given({SV: pledge(), "2028/pledge.sv.md": pledge(f"{given_fields}\nperiod: 2028")})
    found = error(told)
    assert (1, "record_gone", "2026", line) == (len(told.errors), found.code, found.found, found.mark.line)
    assert f"pledges/2028/pledge.sv.md:{line + 1 if line == 3 else line + 2}" in found.details["places"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2026/synas", "2027/synas"), ("2027/synsa", "2027/synas"), ("2026/lysa", ""), ("2026/a", "")],
)
def test_another_promise_is_not_suggested_for_one_that_is_not_there(given: Given, written: str, meant: str) -> None:
    fields = f"period: 2028\npromises:\n  - {{id: b, by: polisen, text: B., continues: {written}}}"
    told = given({SV: pledge(), "2028/pledge.sv.md": pledge(fields)})
    assert [meant] == [item.suggestion for item in told.found if item.code == "promise_unknown"]
