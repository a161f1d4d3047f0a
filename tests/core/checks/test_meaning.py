"""What is sound and most likely not meant is told; what is likely to be meant, or said to be, is left in peace."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

import pytest

from core.conftest import (
    AG,
    EN,
    FU,
    LANGUAGES,
    REGISTER,
    REPOSITORY,
    SV,
    Given,
    agreement,
    followup,
    pledge,
    register,
    show_problem,
    words,
)
from pledgebook.checks.personal_data import check_personal_text
from pledgebook.checks.run import check_meaning
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.i18n.enum_labels import list_enum_labels
from pledgebook.names import Language
from pledgebook.problem import Mark, Problem, order_problems
from pledgebook.project import load_book
from pledgebook.records.book import make_book
from pledgebook.reporting.report import render_message, render_problem
from pledgebook.yaml.node import Node

Told = Callable[..., list[str]]
COUNTED = pledge("promises:\n  - {id: synas, by: polisen, text: Synas., target: {count: 200, unit: kontroller}}")


def find_doubts(given: Given, catalogues: Catalogues, files: Mapping[str, str | None]) -> tuple[Problem, ...]:
    """What is told of the meaning of records that are sound."""
    result = given(files)
    assert [] == result.errors
    labels = list_enum_labels(catalogues.words.values())
    entries = load_book(result.root, LANGUAGES, labels=labels).entries
    return order_problems(check_meaning(result.book, entries, catalogues.words), LANGUAGES)


@pytest.fixture
def told(given: Given, catalogues: Catalogues) -> Told:
    """The same in short, when it can be said in every language."""

    def read(files: Mapping[str, str | None]) -> list[str]:
        found = find_doubts(given, catalogues, files)
        assert all(render_problem(item, catalogues[language]) for item in found for language in LANGUAGES)
        return [show_problem(item) for item in found]

    return read


def test_nothing_in_exempelstad_is_likely_not_to_be_meant(catalogues: Catalogues) -> None:
    entries = load_book(REPOSITORY / "tests" / "exempelstad", LANGUAGES).entries
    book = make_book(entries, LANGUAGES)
    assert book is not None
    assert [] == [show_problem(problem) for problem in check_meaning(book, entries, catalogues.words)]


def result(fields: str, promise: str = COUNTED, **more: str) -> dict[str, str]:
    return {SV: promise, FU: followup(f"results:\n  - {{promise: synas, {fields}}}"), **more}


def counted(target: str, extra: str = "") -> str:
    return pledge(f"promises:\n  - {{id: synas, by: polisen, text: Synas., target: {target}{extra}}}")


# Status and figures


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (result("status: Uppfyllt, figures: {count: 12, unit: kontroller}"), ["3:30 status_unmet 12"]),
        (result("status: Uppfyllt, figures: {count: 199, unit: trafikkontroller}"), ["3:30 status_unmet 199"]),
        (result("status: Uppfyllt, figures: {count: 200, unit: kontroller}"), []),
        (result("status: Uppfyllt, figures: {count: 1203, unit: trafikkontroller}"), []),
        (result("status: Uppfyllt, figures: [{count: 150, unit: kontroller}, {count: 60, unit: kontroller}]"), []),
        (result("status: Uppfyllt, figures: {at_least: 12, unit: kontroller}"), []),
        (result("status: Uppfyllt, figures: {count: 12, unit: kontroller, note: Bara i maj.}"), []),
        (result("status: Uppfyllt, figures: {count: 12, unit: kontroller}, reason: Målet ändrades."), []),
        (result("status: Pågår, figures: {count: 12, unit: kontroller}"), []),
        (result("status: Uppfyllt"), []),
        (result("status: Uppfyllt, figures: {count: 150, unit: kontroller}", counted("{about: 200, unit: kontroller}")), ["3:30 status_unmet 150"]),
        (result("status: Uppfyllt, figures: {count: 190, unit: kontroller}", counted("{about: 200, unit: kontroller}")), []),
        (result("status: Uppfyllt, figures: {count: 7, unit: brott}", counted("{at_most: 5, unit: brott}")), ["3:30 status_unmet 7"]),
        (result("status: Uppfyllt, figures: {count: 5, unit: brott}", counted("{at_most: 5, unit: brott}")), []),
        (result("status: Uppfyllt, figures: {count: 3, unit: pass}", counted("{at_least: 4, unit: pass, per: month}")), []),
        (result("status: Inte uppfyllt, figures: {count: 250, unit: kontroller}"), ["3:30 status_met 250"]),
        (result("status: Delvis uppfyllt, figures: {count: 200, unit: kontroller}"), ["3:30 status_met 200"]),
        (result("status: Inte uppfyllt, figures: {count: 40, unit: kontroller}"), []),
        (result("status: Inte uppfyllt, figures: {count: 250, unit: kontroller}, reason: Fel plats."), []),
        (result("status: Delvis uppfyllt, figures: {count: 200, unit: kontroller}", counted("[{count: 200, unit: kontroller}, {event: ett forum}]")), []),
        (result("status: Inte påbörjat, figures: {count: 3, unit: kontroller}"), ["3:30 status_begun 3 kontroller"]),
        # units
        (result("status: Pågår, figures: {count: 90, unit: besök}"), ["3:46 figure_unit besök"]),
        (result("status: Pågår, figures: {count: 90, unit: kontroll}"), []),
        (result("status: Pågår, figures: {count: 43, unit: böter, kind: output}"), []),
        (result("status: Pågår, figures: {count: 9, unit: besök, note: Med kontroller.}"), []),
        (result("status: Pågår, figures: [{count: 9, unit: besök}, {count: 9, unit: kontroller}]"), []),
        (result("status: Pågår, figures: {count: 9, unit: besök}", counted("{event: ett forum}")), []),
        (result('status: Pågår, figures: {count: 9, unit: "% av besök"}', counted('{count: 9, unit: "% av skolor"}')), ["3:46 figure_unit % av besök"]),
        # rates: one figure that is a rate too
        (result("status: Uppfyllt, figures: {count: '0,7', unit: pass, per: day}", counted("{at_least: '0,78', unit: pass, per: day}")), ["3:30 status_unmet 0.7"]),
        (result("status: Uppfyllt, figures: {count: '0,78', unit: pass, per: day}", counted("{at_least: '0,78', unit: pass, per: day}")), []),
        (result("status: Inte uppfyllt, figures: {count: 1, unit: pass, per: day}", counted("{at_least: '0,78', unit: pass, per: day}")), ["3:30 status_met 1"]),
        (result("status: Uppfyllt, figures: {count: 3, unit: pass, per: week}", counted("{at_least: 4, unit: pass, per: month}")), []),
        (result("status: Inte uppfyllt, figures: {count: 300, unit: pass}", counted("{at_least: 4, unit: pass, per: month}")), []),
        (result("status: Inte uppfyllt, figures: {count: 4, unit: pass, per: month}", counted("{at_least: 2, unit: pass}")), []),
        (result("status: Uppfyllt, figures: [{count: 3, unit: pass, per: day}, {count: 1, unit: pass, per: day}]", counted("{at_least: 4, unit: pass, per: day}")), []),
        (result("status: Uppfyllt, figures: {count: 2, unit: pass}", counted("{at_least: 4, unit: pass, per: unclear}")), []),
        # places: no more can have been done at some of them than at all
        (result("status: Uppfyllt, figures: {count: 12, unit: pass}", counted("{count: 200, unit: pass, places: sagogatan}")), ["3:30 status_unmet 12"]),
        (result("status: Uppfyllt, figures: {count: 12, unit: pass, places: sagogatan}", counted("{count: 200, unit: pass, places: sagogatan}")), ["3:30 status_unmet 12"]),
        (result("status: Uppfyllt, figures: {count: 12, unit: pass, places: fiktiva-torget}", counted("{count: 200, unit: pass, places: sagogatan}")), []),
        (result("status: Uppfyllt, figures: {count: 250, unit: pass}", counted("{count: 200, unit: pass, places: sagogatan}")), []),
        (result("status: Inte uppfyllt, figures: {count: 250, unit: pass}", counted("{count: 200, unit: pass, places: sagogatan}")), []),
        (result("status: Uppfyllt, figures: {count: 9, unit: brott}", counted("{at_most: 5, unit: brott, places: sagogatan}")), []),
        (result("status: Inte uppfyllt, figures: {count: 250, unit: pass, places: sagogatan}", counted("{count: 200, unit: pass, places: sagogatan}")), ["3:30 status_met 250"]),
        (result("status: Inte uppfyllt, figures: {count: 250, unit: pass, places: sagogatan}", counted("{count: 200, unit: pass, places: sagogatan, likewise: fiktiva-torget}")), []),
        (result("status: Delvis uppfyllt, figures: {count: 200, unit: pass}", counted("{count: 200, unit: pass, each: {count: 20, unit: minuter}}")), []),
        # parts
        (result("status: Uppfyllt, figures: {count: 60, unit: brott, of_which: {count: 6, unit: nya}}", counted('{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}')), ["3:30 status_unmet 10"]),
        (result("status: Uppfyllt, figures: {count: 60, unit: brott, of_which: {count: 12, unit: nya}}", counted('{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}')), []),
        (result('status: Uppfyllt, figures: {count: 60, unit: brott, of_which: {about: 9, unit: "% nya"}}', counted('{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}')), ["3:30 status_unmet 9"]),
        (result('status: Uppfyllt, figures: {count: 60, unit: brott, of_which: {count: 9, unit: "% nya"}}', counted("{at_least: 52, unit: brott, of_which: {at_least: 20, unit: nya}}")), []),
        (result("status: Uppfyllt, figures: {count: 60, unit: brott, of_which: {more_than: 6, unit: nya}}", counted('{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}')), []),
        (result("status: Uppfyllt, figures: {count: 60, unit: brott}", counted('{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}')), []),
        (result("status: Delvis uppfyllt, figures: {count: 60, unit: brott}", counted('{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}')), []),
        (result("status: Uppfyllt, figures: {more_than: 12, unit: kontroller}"), []),
    ],
)  # fmt: skip
def test_a_status_agrees_with_its_figures(told: Told, files: dict[str, str], expected: list[str]) -> None:
    assert [f"{FU}:{item}" for item in expected] == told(files)


def test_figures_of_all_follow_ups_count_together(told: Told) -> None:
    first = followup(
        "date: 2027-06\nkind: interim\ncovers: 2027-06\nresults: [{promise: synas, figures: {count: 150, unit: kontroller}}]"
    )
    last = followup("results: [{promise: synas, status: fulfilled, figures: {count: 60, unit: kontroller}}]")
    assert [] == told({SV: COUNTED, "2027/followup-a.sv.md": first, "2027/followup-b.sv.md": last})


def test_who_has_set_a_status_is_said_where_others_compile(told: Told) -> None:
    files = result("status: Pågår")
    assert [] == told(files)
    compiled = {**files, "register.yml": register("publication: compiled")}
    assert [f"{FU}:3:30 status_unsourced synas"] == told(compiled)
    assert [] == told({**result("status: Pågår, status_source: stated"), "register.yml": compiled["register.yml"]})
    assert [] == told({**result("text: Inget sägs."), "register.yml": compiled["register.yml"]})


def test_whoever_says_that_a_promise_was_broken_says_why(told: Told) -> None:
    judged = "status: not_fulfilled, status_source: editor"
    assert [f"{FU}:3:30 status_unfounded synas"] == told(result(judged))
    assert [] == told(result("status: not_fulfilled, status_source: stated"))
    assert [] == told(result("status: partly_fulfilled, status_source: editor"))
    for founded in ("reason: Inga kontroller gjordes.", "sources: [p1]", "figures: [{count: 0, unit: kontroller}]"):
        assert not [line for line in told(result(f"{judged}, {founded}")) if "status_unfounded" in line]


# Parties


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({FU: followup("by: kommunen\nresults: [{promise: synas}]")}, [f"{FU}:2:5 followup_outsider kommunen"]),
        (
            {
                SV: pledge("parties: [polisen, kommunen]"),
                FU: followup("by: kommunen\nresults: [{promise: synas}]"),
            },
            [f"{FU}:3:21 result_outsider synas"],
        ),
        ({SV: pledge("parties: [polisen, kommunen]"), FU: followup("by: [polisen, kommunen]\nresults: [{promise: synas}]")}, []),
        ({SV: counted("{event: A}", ", with: kommunen"), FU: followup("by: kommunen\nresults: [{promise: synas}]")}, []),
        ({SV: pledge("parties: [polisen, kommunen]\npromises: [{id: synas, by: unknown, text: A}]"), FU: followup("by: kommunen\nresults: [{promise: synas}]")}, []),
        ({SV: pledge("signatories: [{name: Ada, party: kommunen}]")}, [f"{SV}:2:34 signatory_outsider kommunen"]),
        ({SV: pledge("signatories: [{name: Ada, party: polisen}, {name: Bo}]")}, []),
        ({AG: agreement("signatories: [{name: Ada, party: bolaget}]")}, [f"{AG}:2:34 signatory_outsider bolaget"]),
        ({SV: pledge("statements: [{name: Ada, party: kommunen, text: A, sources: [p1]}]")}, [f"{SV}:2:33 speaker_outsider kommunen"]),
        ({SV: pledge("promises: [{id: a, by: [polisen, kommunen], text: A}]")}, [f"{SV}:2:34 promise_outsider kommunen"]),
        ({SV: pledge("promises: [{id: a, by: unknown, text: A}]")}, []),
    ],
)  # fmt: skip
def test_who_signs_speaks_promises_and_follows_up_is_a_party(
    told: Told, files: dict[str, str], expected: list[str]
) -> None:
    assert expected == told(files)


# Years, and what is listed twice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (pledge("title: Medborgarlöfte 2025"), ["2:8 year_outside 2025"]),
        (pledge("title: Löftet för 2027, efter det för 2026"), []),
        (pledge("promises: [{id: a, by: polisen, text: Göra det som lovades 2024.}]"), ["2:39 year_outside 2024"]),
        (pledge("promises: [{id: a, by: polisen, text: 'Följa ordningslagen (1993:1617).'}]"), []),
        (pledge("promises: [{id: a, by: polisen, text: Dela ut 2000 reflexer., when: Våren 2027}]"), ["2:39 year_outside 2000"]),
        (pledge("period: {start: 2027, end: open}\ntitle: Löfte 2040"), []),
        (pledge("parties: [polisen, polisen]"), ["2:20 id_twice polisen"]),
        (pledge("signatories: [{name: Ada}, {name: Ada}]"), ["2:35 listed_twice Ada"]),
        (pledge("promises:\n  - {id: a, by: polisen, text: Synas.}\n  - {id: b, by: polisen, text: synas}"), ["4:32 listed_twice synas"]),
        (pledge("promises: [{id: a, by: polisen, text: Synas., in_short: synas}]"), ["2:57 in_short_copied a"]),
        (pledge("promises: [{id: a, by: polisen, text: Synas., in_short: Ni ser oss.}]"), []),
        (pledge("promises: [{id: a, by: polisen, text: Synas., in_short: Ni ser oss 2024.}]"), ["2:57 year_outside 2024"]),
        (pledge("promises: [{id: a, by: [polisen, polisen], text: A}]"), ["2:34 id_twice polisen"]),
        (pledge("promises: [{id: a, by: polisen, text: A, places: [sagogatan, sagogatan]}]"), ["2:62 id_twice sagogatan"]),
        (pledge("promises: [{id: a, by: polisen, text: A, themes: [trafik, trafik]}]"), ["2:59 id_twice trafik"]),
        (pledge("area: [sagogatan, sagogatan]"), ["2:19 id_twice sagogatan"]),
        (pledge("sources: [p1, {publisher: A, url: 'https://a.se'}, {publisher: B, url: 'https://a.se'}]"), ["2:72 listed_twice https://a.se"]),
        (pledge("promises: [{id: a, by: polisen, text: A, activities: [{id: a, text: Gå}, {id: b, text: Gå.}]}]"), ["2:88 listed_twice gå"]),
        (pledge("documents: [{title: A, kind: other, url: 'https://a.se/1'}, {title: B, kind: other, url: 'https://a.se/1'}]"), ["2:61 listed_twice https://a.se/1"]),
    ],
)  # fmt: skip
def test_a_pledge_promises_something_of_its_own_once(told: Told, text: str, expected: list[str]) -> None:
    assert [f"{SV}:{item}" for item in expected] == told({SV: text})


@pytest.mark.parametrize("way", ["extends: '2026'", "replaces: '2026'", "continues: '2026'"])
def test_a_title_may_name_the_year_of_a_pledge_that_it_follows_on(told: Told, way: str) -> None:
    earlier = {"2026/pledge.sv.md": pledge("title: Medborgarlöfte 2026\nperiod: 2026")}
    assert [] == told({**earlier, SV: pledge(f"title: Mer av medborgarlöfte 2026\n{way}")})
    assert [f"{SV}:2:8 year_outside 2026"] == told({**earlier, SV: pledge(f"title: Medborgarlöfte 2026\n{way}")})
    assert [f"{SV}:2:8 year_outside 2025"] == told({**earlier, SV: pledge(f"title: Mer av löftet 2025\n{way}")})


def test_a_promise_may_name_the_year_of_one_that_it_carries_on(told: Told) -> None:
    text = "promises: [{id: a, by: polisen, text: Göra det som lovades 2026., continues: 2026/synas}]"
    assert [] == told({"2026/pledge.sv.md": pledge("title: Ett tidigare löfte\nperiod: 2026"), SV: pledge(text)})


def test_the_register_calls_no_two_the_same(told: Told) -> None:
    twin = REGISTER.replace("themes:\n", "themes:\n  - {id: bilar, name: Trafik}\n")
    assert ["register.yml:11:24 listed_twice trafik"] == told({"register.yml": twin})
    source = REGISTER + '  - {id: p2, publisher: P, url: "https://example.org/lofte"}\n'
    assert ["register.yml:15:33 listed_twice https://example.org/lofte"] == told({"register.yml": source})


# Follow-ups


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2028-01", followup("summary: A"), []),
        ("2028-02", followup("summary: A"), ["3:7 followup_name 2028-01"]),
        ("2028-01-15", followup("date: 2028-01-16\nsummary: A"), ["2:7 followup_name 2028-01-16"]),
        ("2028", followup("summary: A"), []),
        ("2027", followup("summary: A"), ["3:7 followup_name 2028-01"]),
        ("2027-13", followup("summary: A"), ["2:1 followup_name_date 2027-13"]),
        ("2028-02-30", followup("summary: A"), ["2:1 followup_name_date 2028-02-30"]),
        ("slut", followup("summary: A"), []),
        ("1", followup(), ["2:1 followup_silent results"]),
        ("1", followup("unknown: [results]"), []),
        ("1", followup(body="Polisen berättar om året."), []),
        ("1", followup("date: 2027-06\nsummary: A"), ["5:7 final_early 2027-06"]),
        ("1", followup("date: 2027-06\nkind: later\nsummary: A"), ["3:7 final_early 2027-06"]),
        ("1", followup("date: 2027-06\nkind: interim\nsummary: A"), []),
        ("1", followup("date: 2027-03\nkind: interim\ncovers: {start: 2027-06, end: 2027-12}\nsummary: A"), ["2:7 followup_ahead 2027-03"]),
        ("1", followup("date: 2028-03\nkind: interim\nsummary: A"), ["3:7 interim_late 2028-03"]),
        ("1", followup("date: 2028-03\nkind: interim\ncovers: 2027-06\nsummary: A"), []),
        ("1", followup("by: [polisen, polisen]\nsummary: A"), ["2:15 id_twice polisen"]),
    ],
)  # fmt: skip
def test_a_follow_up_is_dated_as_it_says(told: Told, name: str, text: str, expected: list[str]) -> None:
    found = told({f"2027/followup-{name}.sv.md": text})
    assert expected == [item.partition(".sv.md:")[2] for item in found]


# Languages

LONG = "promises:\n  - {id: synas, by: polisen, text: Laga trasiga lampor på torget inom en vecka.}"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("title: Pledge\nsummary: A short pledge.\npromises: [{id: synas, text: Mend broken lamps on the square.}]", []),
        (
            "title: Pledge\nsummary: Ett kort löfte.\npromises: [{id: synas, text: Mend broken lamps on the square.}]",
            ["3:10 language_other Ett kort löfte."],
        ),
        (
            "title: Pledge\nsummary: A pledge.\npromises: [{id: synas, text: Laga trasiga lampor på torget inom en vecka.}]",
            ["4:30 language_other Laga trasiga lampor på torget inom en vecka."],
        ),
        (
            "title: Pledge\nsummary: A pledge.\npromises: [{id: synas, text: Vi ska laga alla lampor som är trasiga och det går fort.}]",
            ["4:30 language_other Vi ska laga alla lampor som är trasiga och det går fort."],
        ),
        ("title: Medborgarlöfte 2027\nsummary: A pledge.\npromises: [{id: synas, text: Mend lamps.}]", []),
        ("title: Pledge\nsummary: The police call it “Vi är där och det är bra för alla”.\npromises: [{id: synas, text: Mend lamps.}]", []),
        (
            "title: Pledge\nsummary: A pledge.\npromises: [{id: synas, text: Mend lamps.}]",
            [],
        ),
        ("title: Pledge\nsummary: A pledge.", ["1:1 translation_incomplete promises/synas/text"]),
        ("title: Pledge\npromises: [{id: synas, text: Mend lamps.}]", ["1:1 translation_incomplete summary"]),
    ],
)  # fmt: skip
def test_a_translation_is_whole_and_in_its_language(told: Told, english: str, expected: list[str]) -> None:
    found = told({SV: pledge(LONG), EN: words(english)})
    assert expected == [item.removeprefix(f"{EN}:") for item in found]


def test_each_paragraph_of_a_longer_text_is_looked_at(told: Told) -> None:
    swedish = "Vi ska vara där som det behövs.\n\nOch vi ska göra det varje dag."
    english = "We shall be where we are needed.\n\nOch vi ska göra det varje dag."
    found = told({SV: pledge(body=swedish), EN: words("title: Pledge\nsummary: A.\npromises: [{id: synas, text: Be.}]", english)})  # fmt: skip
    assert [f"{EN}:8:1 language_other Och vi ska göra det varje dag."] == found


def test_an_original_in_the_wrong_language_is_told_as_that(told: Told) -> None:
    files = {SV: pledge("summary: We promise to be where the people are, and to listen."), EN: words("title: Pledge")}
    assert f"{SV}:2:10 language_original We promise to be where the people are, and to listen." in told(files)


def test_a_name_that_is_the_same_in_the_register_is_no_slip(told: Told) -> None:
    assert [] == told({"register.yml": register("introduction: Vi ska vara där som det behövs.")})
    both = register("introduction: {sv: Vi ska vara där det behövs., en: Vi ska vara där det behövs.}")
    assert ["register.yml:1:53 language_other Vi ska vara där det behövs."] == told({"register.yml": both})


# Personal data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna, 811218-9876, lovar.", ["personal_number 811218-****"]),
        ("Anna (19811218-9876) lovar.", ["personal_number 19811218-****"]),
        ("Anna 8112189876 lovar.", ["personal_number 811218****"]),
        ("Anna 811218+9876 lovar.", ["personal_number 811218+****"]),
        ("Anna 811218 – 9876 lovar.", ["personal_number 811218 – ****"]),
        ("Samordningsnummer 701063-2391.", ["personal_number 701063-****"]),
        ("Inget nummer: 811218-9875.", []),
        ("Organisationsnummer 202100-0076.", []),
        ("Dnr 811218-9876 och KS 2027/811.", []),
        ("Mellan 2027-01-01 och 2028-12-31, 200 000 gånger.", []),
        ("Skriv till anna.andersson@exempelstad.se.", ["personal_mail anna.andersson@exempelstad.se"]),
        ("Skriv till <trygghet@exempelstad.se>.", []),
        ("Skriv till [trygghet](mailto:trygghet@exempelstad.se).", []),
        ("Skriv `a@b.se`.", []),
        ("Ring 070-123 45 67.", ["personal_phone 070-123 45 67"]),
        ("Ring 016-710 10 00.", ["personal_phone 016-710 10 00"]),
        ("Ring +46 70 123 45 67.", ["personal_phone +46 70 123 45 67"]),
        ("Ring 0701234567.", ["personal_phone 0701234567"]),
        ("Ring [016-710 10 00](tel:+46167101000), 112 eller 114 14.", []),
        ("Mål: 0,5 eller 0-6 år, 000000-0000.", []),
        ("Se https://a.se/811218-9876/070-1234567.", []),
    ],
)
def test_no_text_points_at_one_person(told: Told, text: str, expected: list[str]) -> None:
    body = told({SV: pledge(body=text)})
    front = told({SV: pledge(f"aim: '{text}'")})
    assert expected == [item.partition(" ")[2] for item in body] == [item.partition(" ")[2] for item in front]


def test_the_place_of_a_number_is_its_line(told: Told) -> None:
    assert [f"{SV}:14:1 personal_number 811218-****"] == told({SV: pledge(body="Ett.\n\nAnna 811218-9876.\n")})


def test_facts_and_contacts_are_no_texts(told: Told) -> None:
    contact = "contact: {function: Växeln, email: trygghet@exempelstad.se}"
    assert [] == told({SV: pledge(contact), "register.yml": register(contact)})


# Folders


@pytest.mark.parametrize(
    ("folder", "period", "is_told"),
    [
        ("2028", "2028", False),
        ("2028", "2018", True),
        ("2028", "{start: 2028-07-01, end: 2029-06-30}", False),
        ("2028-2029", "2028-2029", False),
        ("2028-2029", "2028", True),
        ("2028-2029", "2029", True),
        ("2028-2029", "{start: 2028, end: open}", False),
        ("sagogatan-2028", "2018", False),
    ],
)
def test_the_years_of_a_folder_are_the_periods(given: Given, folder: str, period: str, is_told: bool) -> None:
    file = f"{folder}/pledge.sv.md"
    found = given({file: pledge(f"period: {period}")}).problems
    assert ([f"{file}:2:9 folder_period {folder}"] if is_told else []) == found
    file = f"agreements/{folder}/agreement.sv.md"
    found = given({file: agreement(f"period: {period}")}).problems
    assert ([f"{file}:2:9 folder_period {folder}"] if is_told else []) == found


def test_what_follows_from_a_wrong_period_is_not_told(given: Given) -> None:
    later = pledge(
        "period: 2018\ncontinues: '2027'\npromises: [{id: a, by: polisen, text: A, continues: 2027/synas}]\n"
        "dates: {signed: 2027-12-01}"
    )
    found = given({SV: pledge(), "2028/pledge.sv.md": later, "2028/followup-1.sv.md": followup("covers: 2028")})
    assert ["2028/pledge.sv.md:2:9 folder_period 2028"] == found.problems
    assert not [item for item in found.notes if "signed" in item]


@pytest.mark.parametrize("piece", ["[", "« ", "\n", "a@", "811218-9876 ", "070-123 45 67 ", "(https:"])
def test_a_long_text_is_looked_at_in_no_time(piece: str) -> None:
    started = time.process_time()
    list(check_personal_text(Node(Mark("a.md"), "Text " + piece * 20_000)))
    assert time.process_time() - started < 5


# Areas and parties


TWO = "places: [{id: ett, name: Ett, type: municipality}, {id: tva, name: Två, type: municipality}]"


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("{scope: municipality}", [f"{SV}:2:15 area_unnamed municipality"]),
        ("{scope: municipality, places: [ett]}", []),
        ("{scope: municipalities}", []),
    ],
)
def test_of_several_municipalities_a_pledge_names_the_one_that_all_of_it_is_for(
    told: Told, area: str, expected: list[str]
) -> None:
    files = {"register.yml": register(TWO), SV: pledge(f"area: {area}")}
    assert expected == [line for line in told(files) if "area" in line]
    assert [] == [line for line in told({SV: pledge(f"area: {area}".replace("ett", "sagogatan"))}) if "area" in line]


def test_a_unit_of_a_party_may_promise_for_it(told: Told) -> None:
    unit = "parties: [{id: k, name: K, type: municipality}, {id: n, name: N, type: municipality%s}]"
    text = pledge("parties: [k]\npromises: [{id: a, by: n, text: Gå runt.}]")
    outside = told({"register.yml": register(unit % ""), SV: text})
    assert ["promise_outsider"] == [line.split()[1] for line in outside if "outsider" in line]
    assert [] == [
        line for line in told({"register.yml": register(unit % ", part_of: k"), SV: text}) if "outsider" in line
    ]


def test_a_message_of_numbers_and_words_is_in_the_words_of_who_reads_it(given: Given, catalogues: Catalogues) -> None:
    def say(problems: Iterable[Problem], code: str, language: str) -> list[str]:
        return [render_message(item, catalogues[Language(language)]) for item in problems if item.code == code]

    files = {
        **result(
            "status: Uppfyllt, figures: {count: '0,61', unit: pass, per: day}",
            counted("{at_least: '0,78', unit: pass, per: day}"),
        ),
    }
    unmet = find_doubts(given, catalogues, files)
    assert "0,61 av 0,78 pass per dag" in say(unmet, "status_unmet", "sv")[0]
    assert "0.61 of 0.78 pass per day" in say(unmet, "status_unmet", "en")[0]
    early = followup(
        "date: 2026-11\nresults: [{promise: synas, status: partly_fulfilled}, {promise: b, status: fulfilled}]"
    )
    two = pledge("promises: [{id: synas, by: polisen, text: A}, {id: b, by: polisen, text: B}]")
    (told,) = say(given({SV: two, FU: early}).found, "status_early", "sv")
    assert "Delvis uppfyllt" in told


def test_a_follow_up_by_another_than_who_promised_names_them_as_a_list(given: Given, catalogues: Catalogues) -> None:
    files = {
        SV: pledge("parties: [polisen, kommunen, bolaget]\npromises: [{id: synas, by: [polisen, kommunen], text: A}]"),
        FU: followup("by: bolaget\nresults: [{promise: synas, status: ongoing}]"),
    }
    (told,) = [item for item in find_doubts(given, catalogues, files) if item.code == "result_outsider"]
    assert "kommunen och polisen" in render_message(told, catalogues[Language("sv")])
    unsaid = files | {
        FU: followup("by: bolaget\nresults: [{promise: synas, status: not_reported, status_source: editor}]")
    }
    assert "result_outsider" not in [item.code for item in find_doubts(given, catalogues, unsaid)]


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("070-123 45 67", "warning"),
        ("+46 70 123 45 67", "warning"),
        ("+46 (0)70-123 45 67", "warning"),
        ("016-710 10 00", "note"),
        ("+46 16 710 10 00", "note"),
    ],
)
def test_the_number_of_a_mobile_telephone_is_told_by_a_build_too(number: str, level: str) -> None:
    found = list(check_personal_text(Node(Mark("pledges/2027/pledge.sv.md"), f"Ring {number}.")))
    assert [("personal_phone", level)] == [(item.code, item.level) for item in found]
