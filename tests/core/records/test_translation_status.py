"""Facts stand once, in the first language's file; every other file holds words, joined to what they belong to."""

from __future__ import annotations

import pytest

from core.conftest import Given, agreement, followup, pledge, words
from pledgebook.model.text import Localized, LocalizedText
from pledgebook.names import Language

EN = "2027/pledge.en.md"
SV = "2027/pledge.sv.md"
# A register whose names are the same in every language.
ONE_NAME = """
name: Exempelstad
parties: [{id: polisen, name: Polisen, type: police}]
sources: [{id: p1, publisher: Polisen}]
"""


def english(text: LocalizedText | None) -> str:
    assert text is not None
    return text.get(Language("en")).words


def test_words_join_the_facts_of_the_original(given: Given) -> None:
    told = given()
    assert [] == told.problems + told.notes
    assert Localized("Medborgarlöfte 2027", Language("sv")) == told.pledge.title.get(Language("sv"))
    assert Localized("Citizen pledge 2027", Language("en")) == told.pledge.title.get(Language("en"))
    assert "Be seen on Fictional Square." == english(told.promise.text)
    assert ("polisen",) == told.promise.by


def test_items_join_by_id_in_whatever_order_they_stand(given: Given) -> None:
    told = given(
        {
            SV: pledge(
                """
                focus_areas: [{id: torget, title: Torget}, {id: gatan, title: Gatan}]
                promises:
                  - {id: a, by: polisen, text: Ett, activities: [{id: x, text: Iks}, {id: y, text: Ypsilon}]}
                  - {id: b, by: polisen, text: Två}
                """
            ),
            EN: words(
                """
                focus_areas: [{id: gatan, title: The street}, {id: torget, title: The square}]
                promises:
                  - {id: b, text: Two}
                  - {id: a, text: One, activities: [{id: y, text: Why}, {id: x, text: Ex}]}
                """
            ),
        }
    )
    assert [] == told.problems
    first, second = told.pledge.promises
    assert ["One", "Two"] == [english(first.text), english(second.text)]
    assert ["Ex", "Why"] == [english(activity.text) for activity in first.activities]
    assert ["The square", "The street"] == [english(area.title) for area in told.pledge.focus_areas]


def test_people_join_by_name_and_doubts_by_field(given: Given) -> None:
    told = given(
        {
            SV: pledge(
                """
                signatories: [{name: Ada Exempelsson, title: Ordförande}, {name: Bo Påhittad, title: Chef}]
                evidence: [{field: aim, note: Ett}, {field: area, note: Två}]
                conflicts: [{field: period, note: Tre}, {field: dates.signed, note: Fyra}]
                """
            ),
            EN: words(
                """
                signatories: [{name: Bo Påhittad, title: Head}]
                evidence: [{field: area, note: Two}]
                conflicts: [{field: dates.signed, note: Four}]
                """
            ),
        }
    )
    assert [] == told.problems
    assert ["Ordförande", "Head"] == [english(person.title) for person in told.pledge.signatories]
    assert ["Ett", "Two"] == [english(item.note) for item in told.pledge.evidence]
    assert ["Tre", "Four"] == [english(item.note) for item in told.pledge.conflicts]


def test_items_without_ids_join_by_order(given: Given) -> None:
    told = given(
        {
            SV: pledge(
                """
                basis: [{type: intelligence, note: Ett}, {type: other, note: Två}]
                documents: [{title: Tre, kind: other}, {title: Fyra, kind: image}]
                promises:
                  - {id: a, by: polisen, text: Lova, target: [{count: 2, unit: pass}, {event: ett forum}]}
                """
            ),
            EN: words(
                """
                basis: [{note: One}, {note: Two}]
                documents: [{title: Three}, {title: Four}]
                promises:
                  - {id: a, target: [{unit: shifts}, {event: one forum}]}
                """
            ),
        }
    )
    assert [] == told.problems
    assert ["One", "Two"] == [english(item.note) for item in told.pledge.basis]
    assert ["Three", "Four"] == [english(item.title) for item in told.pledge.documents]
    assert ["shifts", "one forum"] == [english(goal.unit) for goal in told.promise.target]


def test_sources_without_ids_join_by_order_too(given: Given) -> None:
    told = given(
        {
            SV: pledge("sources: [{publisher: Polisen, note: Ett}, {publisher: Polisen, note: Två}]"),
            EN: words("sources: [{note: One}, {note: Two}]"),
        }
    )
    assert [] == told.problems
    assert ["One", "Two"] == [english(source.note) for source in told.pledge.sources]


def test_results_join_by_promise_and_activity(given: Given) -> None:
    told = given(
        {
            SV: pledge("promises: [{id: a, by: polisen, text: Lova, activities: [{id: x, text: Gå}]}]"),
            "2027/followup-1.sv.md": followup(
                """
                results:
                  - {promise: a, text: Ett, figures: [{value: 2, unit: pass}]}
                  - {promise: a, activity: x, text: Två}
                """
            ),
            "2027/followup-1.en.md": words(
                """
                results:
                  - {promise: a, activity: x, text: Two}
                  - {promise: a, text: One, figures: [{unit: shifts}]}
                """
            ),
        }
    )
    assert [] == told.problems
    first, second = told.followup.results
    assert ["One", "Two"] == [english(first.text), english(second.text)]
    assert (2, "shifts") == (first.figures[0].value, english(first.figures[0].unit))


def test_the_body_is_words(given: Given) -> None:
    told = given({SV: pledge(body="Bakgrunden.\n"), EN: words("title: Pledge", body="\nThe background.\n")})
    assert [] == told.problems
    assert ("Bakgrunden.", "The background.") == (
        str(told.pledge.body and told.pledge.body.get(Language("sv"))),
        str(told.pledge.body and told.pledge.body.get(Language("en"))),
    )


def test_agreements_and_follow_ups_have_words_in_files_of_their_own(given: Given) -> None:
    told = given(
        {
            "agreements/2024-2027/agreement.sv.md": agreement(),
            "agreements/2024-2027/agreement.en.md": words("title: Agreement\ntranslation: {status: outdated}"),
            "2027/followup-1.sv.md": followup("summary: Bra."),
            "2027/followup-1.en.md": words("summary: Good."),
        }
    )
    assert [] == told.problems
    assert "Agreement" == english(told.book.agreements[0].title)
    assert "outdated" == told.book.agreements[0].translations[Language("en")].status
    assert "Good." == english(told.followup.summary)
    assert "draft" == told.followup.translations[Language("en")].status


def test_what_is_not_translated_falls_back_phrase_by_phrase(given: Given) -> None:
    told = given({SV: pledge("aim: Trygghet."), EN: words("title: Citizen pledge")})
    assert [] == told.problems
    assert Localized("Citizen pledge", Language("en")) == told.pledge.title.get(Language("en"))
    assert Localized("Ett kort löfte.", Language("sv")) == told.pledge.summary.get(Language("en"))
    assert told.pledge.aim is not None
    assert Localized("Trygghet.", Language("sv")) == told.pledge.aim.get(Language("en"))


def test_an_empty_field_in_a_translation_is_a_phrase_not_translated_yet(given: Given) -> None:
    told = given({SV: pledge(), EN: words("title:\nsummary: Short.")})
    assert [] == told.problems
    assert Localized("Medborgarlöfte 2027", Language("sv")) == told.pledge.title.get(Language("en"))


def test_a_record_without_a_translation_is_worth_a_note_only(given: Given) -> None:
    told = given({SV: pledge(), "2027/followup-1.sv.md": followup()})
    assert [] == told.problems
    assert [
        "2027/pledge.sv.md:2:1 translation_missing en",
        "2027/followup-1.sv.md:2:1 translation_missing en",
    ] == told.notes


def test_a_site_of_one_language_misses_no_translation(given: Given) -> None:
    told = given({SV: pledge(), "register.yml": ONE_NAME}, languages=("sv",))
    assert [] == told.problems + told.notes


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        ("parties: [polisen]", "2:1"),
        ("agreement: 2024-2027", "2:1"),
        ("area: [sagogatan]", "2:7"),
        ("area: {scope: town}", "2:8"),
        ("dates: {signed: 2027-01-01}", "2:1"),
        ("unknown: [aim]", "2:1"),
        ("period: {start: 2026}", "2:10"),
        ("period: 2026", "2:9"),
        ("followup_plan: year", "2:16"),
        ("followup_plan: {interval: year}", "2:17"),
        ("basis: [intelligence]", "2:9"),
        ("promises: [{id: synas, by: polisen}]", "2:24"),
        ("promises: [{id: synas, target: {count: 300, unit: checks}}]", "2:33"),
        ("promises: [{id: synas, target: {unit: checks, per: year}}]", "2:47"),
        ("documents: [{title: Paper, url: 'https://example.org/'}]", "2:28"),
        ("sources: [{id: p1, publisher: The police}]", "2:20"),
    ],
)
def test_a_fact_in_a_translation_is_an_error_where_it_stands(given: Given, fact: str, place: str) -> None:
    original = """
        period: {start: 2027, end: 2027, end_condition: eller längre}
        area: {places: [sagogatan], note: Gatan.}
        basis: [{type: other, note: Samtal.}]
        followup_plan: {interval: end, to: Styrelsen}
        documents: [{title: Papper, kind: other}]
        promises: [{id: synas, by: polisen, text: Synas, target: {count: 200, unit: kontroller}}]
        """
    told = given({SV: pledge(original), EN: words(fact)})
    assert [f"2027/pledge.en.md:{place} fact_in_translation"] == [" ".join(line.split()[:2]) for line in told.problems]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("sumary: A short pledge.", "2:1 field_unknown sumary → summary"),
        ("titel: Citizen pledge", "2:1 field_unknown titel → title"),
        ("promises: [{id: synas, txt: Be seen.}]", "2:24 field_unknown txt → text"),
        ("lede: Something", "2:1 field_unknown lede"),
        ("translation: {statu: draft}", "2:15 field_unknown statu → status"),
        ("translation: {status: finished}", "2:23 value_not_allowed finished"),
        ("translation: {reviewed: 2027-02-30}", "2:25 date_impossible 2027-02-30 → 2027-02-28"),
    ],
)
def test_an_unknown_field_in_a_translation_is_an_error_with_a_guess(given: Given, field: str, expected: str) -> None:
    assert [f"2027/pledge.en.md:{expected}"] == given({SV: pledge(), EN: words(field)}).problems


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("promises: [{id: synsa, text: Be seen.}]", "2:17 words_id_unknown synsa → synas"),
        ("promises: [{text: Be seen.}]", "2:12 words_id_missing 1"),
        ("signatories: [{name: Ada Exempelson, title: Chair}]", "2:22 words_id_unknown Ada Exempelson → Ada Exempelsson"),
        ("basis: [{note: One}, {note: Two}]", "2:22 words_extra 2"),
        ("aim: Safety.", "2:1 words_without_original aim"),
        ("documents: [{title: Paper}]", "2:1 words_without_original documents"),
        ("promises: [{id: synas, condition: If possible.}]", "2:24 words_without_original condition"),
    ],
)  # fmt: skip
def test_words_for_something_that_the_original_lacks_are_an_error(given: Given, field: str, expected: str) -> None:
    told = given(
        {
            SV: pledge("signatories: [{name: Ada Exempelsson, title: Ordförande}]\nbasis: [{type: other, note: Ett}]"),
            EN: words(field),
        }
    )
    assert [f"2027/pledge.en.md:{expected}"] == told.problems


def test_a_translated_body_without_an_original_is_told_where_it_begins(given: Given) -> None:
    told = given({SV: pledge(), EN: words("title: Pledge", body="\nThe background.\n")})
    assert ["2027/pledge.en.md:5:1 words_without_original body"] == told.problems


def test_a_translation_without_an_original_is_an_error(given: Given) -> None:
    told = given({SV: None, EN: words("title: Citizen pledge")})
    assert ["2027/pledge.en.md:1:1 original_missing pledge.sv.md"] == told.problems


def test_a_translated_follow_up_without_an_original_is_an_error(given: Given) -> None:
    told = given({"2027/followup-1.en.md": words("summary: Good.")})
    assert ["2027/followup-1.en.md:1:1 original_missing followup-1.sv.md"] == told.problems


def test_a_slip_in_a_translation_is_told_once_and_hides_no_other(given: Given) -> None:
    told = given({SV: pledge("parties: [polisn]"), EN: words("title: Pledge: 2027")})
    assert [
        "2027/pledge.sv.md:2:11 party_unknown polisn → polisen",
        "2027/pledge.en.md:2:14 yaml_colon title: Pledge: 2027",
    ] == told.problems
    assert [] == told.notes


def test_several_slips_in_one_translation_are_all_told(given: Given) -> None:
    told = given({SV: pledge(), EN: words("titel: A\nparties: [polisen]\naim: B")})
    assert [
        "2027/pledge.en.md:2:1 field_unknown titel → title",
        "2027/pledge.en.md:3:1 fact_in_translation parties",
        "2027/pledge.en.md:4:1 words_without_original aim",
    ] == told.problems


@pytest.mark.parametrize(
    ("words_of", "expected"),
    [
        ("promises: synas", "2:11 words_id_missing 1"),
        ("promises: [synas]", "2:12 words_id_missing 1"),
        ("period: 2027", "2:9 fact_in_translation period"),
        ("period: [2027]", "2:9 value_mapping"),
    ],
)
def test_words_of_the_wrong_shape_are_told_and_do_not_raise(given: Given, words_of: str, expected: str) -> None:
    told = given({SV: pledge(), EN: words(words_of)})
    assert [f"2027/pledge.en.md:{expected}"] == told.problems


def test_words_for_a_result_that_is_not_there_are_told_by_promise_and_activity(given: Given) -> None:
    told = given(
        {
            SV: pledge("promises: [{id: synas, by: polisen, text: Synas, activities: [{id: gang, text: Gå}]}]"),
            "2027/followup-1.sv.md": followup("results: [{promise: synas, activity: gang, text: Gått}]"),
            "2027/followup-1.en.md": words("results: [{promise: synas, activity: gank, text: Walked}]"),
        }
    )
    assert ["2027/followup-1.en.md:2:11 words_id_unknown synas/gank → synas/gang"] == told.problems


@pytest.mark.parametrize(("title", "code"), [("[A, B]", "value_single"), ("{sv: A, en: B}", "value_text")])
@pytest.mark.parametrize("file", [SV, EN])
def test_a_text_that_is_no_text_is_told_by_the_name_of_its_field(
    given: Given, file: str, title: str, code: str
) -> None:
    files = {SV: pledge(), EN: words("summary: Short.")}
    told = given({**files, file: (pledge if file == SV else words)(f"title: {title}")})
    (problem,) = told.found if file == SV else [item for item in told.found if item.level == "error"]
    assert (code, {"field": "title"}, f"pledges/{file}:2:8") == (
        problem.code,
        problem.details,
        str(problem.mark),
    )


def test_a_third_language_joins_like_the_second(given: Given) -> None:
    told = given(
        {SV: pledge(), EN: words("title: Citizen pledge"), "2027/pledge.fi.md": words("title: Kansalaislupaus")},
        languages=("sv", "en", "fi"),
    )
    names = [line for line in told.problems if "name_missing" in line]
    assert told.problems == names != []
    whole = given(
        {
            "register.yml": ONE_NAME,
            SV: pledge(),
            EN: words("title: Citizen pledge"),
            "2027/pledge.fi.md": words("title: Kansalaislupaus"),
        },
        languages=("sv", "en", "fi"),
    )
    assert ["Medborgarlöfte 2027", "Citizen pledge", "Kansalaislupaus"] == [
        str(whole.pledge.title.get(language)) for language in map(Language, ("sv", "en", "fi"))
    ]


def test_two_doubts_about_one_field_keep_their_own_words(given: Given) -> None:
    told = given(
        {
            SV: pledge("evidence: [{field: aim, note: Ett}, {field: aim, note: Två}]"),
            EN: words("evidence: [{field: aim, note: One}, {field: aim, note: Two}]"),
        }
    )
    assert [] == told.problems
    assert ["One", "Two"] == [english(item.note) for item in told.pledge.evidence]


def test_a_translation_copied_from_another_record_is_told(given: Given) -> None:
    told = given({SV: pledge(), EN: words('id: "2026"\ntitle: Citizen pledge 2026')})
    assert ["2027/pledge.en.md:2:5 id_differs 2026 → 2027"] == told.problems
