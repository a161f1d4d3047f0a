"""The rules of a book of records: each broken once, with the exact place of the slip, and kept once."""

from __future__ import annotations

import pytest

from core.conftest import Given, agreement, fields, followup, pledge, register, words
from photos import draw_plain

SV = "2027/pledge.sv.md"
FU = "2027/followup-1.sv.md"
AG = "agreements/2024-2027/agreement.sv.md"


def promise(extra: str) -> str:
    """A pledge of one promise on line 3; `extra` begins in column 44."""
    return pledge("promises:\n  - {id: synas, by: polisen, text: Synas., " + extra + "}")


GOOD = {
    "2026/pledge.sv.md": pledge("period: 2026"),
    SV: pledge(
        """
        agreement: 2024-2027
        continues: '2026'
        area: [fiktiva-torget]
        parties: [polisen, kommunen]
        dates: {signed: 2026-12-20}
        signatories: [{name: Ada Exempelsson, party: kommunen, sources: [k1]}]
        focus_areas: [{id: torget, title: Torget, places: fiktiva-torget, themes: trafik}]
        evidence: [{field: aim, sources: [k1, egen]}]
        unknown: [situation, followups, dates.decided]
        changes: [{date: 2027-03, kind: removed, promise: borta, note: Utgår.}]
        promises:
          - {id: synas, by: [polisen, unknown], with: bolaget, text: Synas., focus_area: torget, places: sagogatan,
             themes: trafik, continues: 2026/synas, sources: [p1], activities: [{id: a, text: Gå, by: kommunen}]}
        sources: [k1, p1, {id: egen, publisher: Bo Påhittad}]
        """
    ),
    FU: followup("by: [polisen, kommunen]\nresults: [{promise: synas}, {promise: synas, activity: a}, {text: Bra.}]"),
    AG: agreement(),
}


def test_a_book_that_keeps_every_rule_has_no_problems(given: Given) -> None:
    assert [] == given(GOOD).problems


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        # parties
        (SV, pledge("parties: [polisn]"), "2:11 party_unknown polisn → polisen"),
        (SV, pledge("parties: [polisen, grannen]"), "2:20 party_unknown grannen"),
        (SV, promise("with: bolagt"), "3:50 party_unknown bolagt → bolaget"),
        (SV, pledge("promises:\n  - {id: a, text: A, by: [polisen, kommun]}"), "3:36 party_unknown kommun → kommunen"),
        (SV, promise("activities: [{id: a, text: A, by: polis}]"), "3:78 party_unknown polis → polisen"),
        (SV, pledge("signatories: [{name: Ada, party: kommun}]"), "2:34 party_unknown kommun → kommunen"),
        (SV, pledge("parties: [unknown]"), "2:11 party_unknown unknown"),
        (FU, followup("by: polis"), "2:5 party_unknown polis → polisen"),
        (AG, agreement("parties: [kommunen, polis]"), "2:21 party_unknown polis → polisen"),
        # places
        (SV, pledge("area: hamnen"), "2:7 place_unknown hamnen"),
        (SV, pledge("area: [sagogatan, sagogata]"), "2:19 place_unknown sagogata → sagogatan"),
        (SV, pledge("area: {places: [Sagogatan]}"), "2:17 id_format Sagogatan → sagogatan"),
        (SV, promise("places: sagogata"), "3:52 place_unknown sagogata → sagogatan"),
        (SV, promise("activities: [{id: a, text: A, places: [torg]}]"), "3:83 place_unknown torg"),
        (SV, pledge("focus_areas: [{id: a, title: A, places: [torg]}]"), "2:42 place_unknown torg"),
        # themes
        (SV, promise("themes: [trafk]"), "3:53 theme_unknown trafk → trafik"),
        (SV, pledge("focus_areas: [{id: a, title: A, themes: trafk}]"), "2:41 theme_unknown trafk → trafik"),
        # sources
        (SV, pledge("sources: [p2]"), "2:11 source_unknown p2"),
        (SV, pledge("sources: [p1, {id: x, url: 'https://example.org/'}]"), "2:15 field_missing publisher"),
        (SV, promise("sources: [k2]"), "3:54 source_unlisted k2"),
        (SV, pledge("basis: [{type: other, sources: k2}]"), "2:32 source_unlisted k2"),
        (SV, pledge("evidence: [{field: aim, sources: [p1, k2]}]"), "2:39 source_unlisted k2"),
        (SV, pledge("conflicts: [{field: aim, note: X, values: [{value: A, source: k2}]}]"), "2:63 source_unlisted k2"),
        (SV, pledge("changes: [{date: 2027, kind: changed, note: X, sources: [k2]}]"), "2:58 source_unlisted k2"),
        (SV, pledge("signatories: [{name: Ada, sources: [k2]}]"), "2:37 source_unlisted k2"),
        (FU, followup("sources: [p2]"), "2:11 source_unknown p2"),
        (FU, followup("results: [{promise: synas, sources: [k2]}]"), "2:38 source_unlisted k2"),
        # focus areas, agreements, promises
        (SV, promise("focus_area: torget"), "3:56 focus_unknown torget"),
        (SV, pledge("agreement: 2024-2028"), "2:12 agreement_unknown 2024-2028 → 2024-2027"),
        (SV, promise("continues: 2026/synsa"), "3:55 promise_unknown 2026/synsa → 2026/synas"),
        (SV, promise("continues: [2026/synas, 2025/ljus]"), "3:68 promise_unknown 2025/ljus"),
        (SV, promise("continues: synas"), "3:55 reference_format synas"),
        (SV, pledge("continues: forra"), "2:12 record_unknown forra"),
        (SV, pledge("extends: forra"), "2:10 record_unknown forra"),
        (SV, pledge("replaces: forra"), "2:11 record_unknown forra"),
        (AG, agreement("replaces: forra"), "2:11 record_unknown forra"),
        (SV, pledge("changes: [{date: 2027, kind: added, note: X, promise: lysa}]"), "2:55 promise_unknown lysa"),
        (FU, followup("results: [{promise: synsa}]"), "2:21 promise_unknown synsa → synas"),
        (FU, followup("results: [{promise: synas, activity: a}]"), "2:38 activity_unknown a"),
        # periods
        (SV, pledge(without="period"), "2:1 period_missing period"),
        (SV, pledge("period:"), "2:1 period_missing period"),
        (SV, pledge("period: {as_stated: förra året}"), "2:9 period_missing period"),
        (SV, pledge("period: {start: 2027}"), "2:9 period_end_missing end"),
        (SV, pledge("period: {start: 2027, end: 2026}"), "2:28 period_order 2026"),
        (SV, pledge("period: 2027-2026"), "2:9 period_order 2026"),
        (SV, pledge("period: {start: 2027-06, end: 2027-05-31}"), "2:31 period_order 2027-05-31"),
        (SV, pledge("period: 2027-06-31"), "2:9 date_impossible 2027-06-31 → 2027-06-30"),
        (SV, pledge("period: {start: 2027, end: 2027-02-29}"), "2:28 date_impossible 2027-02-29 → 2027-02-28"),
        (SV, pledge("period: nästa år"), "2:9 period_format nästa år"),
        (SV, pledge("period: {start: 2027, end: öppen}"), "2:28 date_format öppen"),
        (FU, followup("covers: 2027-2026"), "2:9 period_order 2026"),
        (FU, followup("date: 2028-13"), "2:7 date_impossible 2028-13"),
        # ids
        (SV, pledge("promises:\n  - {id: a, by: polisen, text: A}\n  - {id: a, by: polisen, text: B}"), "4:10 id_repeated a"),
        (SV, promise("activities: [{id: a, text: A}, {id: a, text: B}]"), "3:80 id_repeated a"),
        (SV, pledge("focus_areas: [{id: a, title: A}, {id: a, title: B}]"), "2:39 id_repeated a"),
        (SV, pledge("sources: [{id: a, publisher: A}, {id: a, publisher: B}]"), "2:39 id_repeated a"),
        (SV, pledge("sources: [p1, p1]"), "2:15 id_repeated p1"),
        (SV, pledge("id: '2028'"), "2:5 id_differs 2028 → 2027"),
        (FU, followup("id: '2'"), "2:5 id_differs 2 → 1"),
        (SV, pledge("promises:\n  - {id: Synas, by: polisen, text: A}"), "3:10 id_format Synas → synas"),
        (SV, pledge("promises:\n  - {id: gå, by: polisen, text: A}"), "3:10 id_format gå → ga"),
        # a field with the name of what it stands in
        (SV, pledge("dates: {dates: 2027-02-01}"), "2:9 field_unknown dates → updated"),
        (SV, pledge("area: {area: x}"), "2:8 field_unknown area"),
        (SV, pledge("area: {scope: {scope: x}}"), "2:15 value_text …"),
        # unknown
        (SV, pledge("unknown: [signatores]"), "2:11 unknown_field signatores → signatories"),
        (SV, pledge("unknown: [aim, dates.sined]"), "2:16 unknown_field dates.sined → dates.signed"),
        (SV, pledge("unknown: [aim]\naim: Trygghet."), "2:11 unknown_given aim"),
        (SV, pledge("unknown: [dates.signed]\ndates: {signed: 2026-12}"), "2:11 unknown_given dates.signed"),
        (SV, pledge("period: 2072"), "2:9 folder_period 2027"),
        (SV, pledge("unknown: [period]"), "2:11 unknown_given period"),
        (SV, pledge("unknown: [area]\narea: sagogatan"), "2:11 unknown_given area"),
        (FU, followup("results: [{promise: synas, status: ongoing}, {promise: synas, status: fulfilled}]"), "2:56 result_repeated synas"),
        (FU, followup("unknown: [promises]"), "2:11 unknown_field promises"),
        # promises and targets
        (SV, pledge("promises: []"), "2:11 promises_missing promises"),
        (SV, promise("target: {kind: count, unit: pass}"), "3:52 target_number count"),
        (SV, promise("target: [{event: forum}, {kind: recurring, value: 2, unit: pass}]"), "3:69 target_number recurring"),
        (SV, promise("activities: [{id: a, text: A, target: {kind: count, unit: pass}}]"), "3:82 target_number count"),
        (SV, pledge("promises:\n  - {id: a, text: A}"), "3:6 field_missing by"),
        (SV, pledge("promises:\n  - {id: a, text: A, by: []}"), "3:26 list_empty"),
        (SV, pledge("promises: synas"), "2:11 value_mapping synas"),
        # fields and their values
        (SV, pledge("sumary: Kort.").replace("summary: Ett kort löfte.\n", ""), "2:1 field_unknown sumary → summary"),
        (SV, pledge("lede: Kort."), "2:1 field_unknown lede"),
        (SV, pledge("documents: [{title: A, kind: other, url: 'https://example.org/', sha256: abc}]"), "2:74 value_invalid abc"),
        (SV, pledge("contact: {function: Receptionen, url: example.org}"), "2:39 address_format example.org → https://example.org"),
        (SV, pledge("basis: [{type: other, url: example.org}]"), "2:28 address_format example.org → https://example.org"),
        (SV, pledge("sources: [{publisher: P, archived: example.org}]"), "2:36 address_format example.org → https://example.org"),
        (SV, promise("unknown: [targt]"), "3:54 unknown_field targt → target"),
        (SV, promise("unknown: [when], when: I maj"), "3:54 unknown_given when"),
        (SV, promise("mål: 200"), "3:44 field_unknown mål → target"),
        (SV, promise("target: {cuont: 200, unit: pass, kind: event}"), "3:53 field_unknown cuont → count"),
        (SV, pledge("title:"), "2:1 field_empty title"),
        (SV, pledge('title: ""'), "2:8 field_empty title"),
        (SV, pledge('title: "  "'), "2:8 field_empty title"),
        (SV, pledge("state: inforce"), "2:8 value_not_allowed inforce → in_force"),
        (SV, pledge("focus_areas: [{id: a, title: A, flexible: kanske}]"), "2:43 truth_format kanske"),
        (SV, pledge("basis: [{type: survey}]"), "2:16 value_not_allowed survey → other_survey"),
        (SV, pledge("basis: [{type: other, respondents: -4}]"), "2:36 number_negative -4"),
        (SV, pledge("sources: [{publisher: P, url: polisen.se}]"), "2:31 address_format polisen.se → https://polisen.se"),
        (SV, pledge("sources: [{publisher: P, url: 'javascript:alert(1)'}]"), "2:31 address_format javascript:alert(1)"),
        (SV, pledge("sources: [{publisher: P, url: “https://example.org/”}]"), "2:31 quotes_curly “https://example.org/”"),
        (SV, pledge("dates: 2027"), "2:8 value_mapping 2027"),
        (SV, pledge("translations: {en: {status: draft}}"), "2:1 field_unknown translations"),
        (SV, pledge("body: Text."), "2:1 field_unknown body"),
        (FU, followup("pledge: '2027'"), "2:1 field_unknown pledge"),
        # documents
        (SV, pledge("documents: [{title: A, kind: other, file: lofte.pdf}]"), "2:43 document_missing lofte.pdf"),
        (FU, followup("documents: [{title: A, kind: other, file: ../x.pdf}]"), "2:43 document_missing ../x.pdf"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_once_where_it_is_broken(given: Given, file: str, text: str, expected: str) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026"), SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == told.problems


@pytest.mark.parametrize("name", ["title", "summary", "parties", "sources"])
def test_a_field_that_must_be_there_is_told_at_the_top(given: Given, name: str) -> None:
    base = "title: A\nsummary: B\nparties: [polisen]\nsources: [p1]\nperiod: 2027\nunknown: [promises]\n"
    text = "".join(line for line in base.splitlines(keepends=True) if not line.startswith(name))
    assert [f"2027/pledge.sv.md:2:1 field_missing {name}"] == given({SV: fields("", text)}).problems


def test_an_empty_front_matter_tells_all_that_must_be_there(given: Given) -> None:
    told = given({SV: "---\n---\n"})
    assert ["title", "summary", "parties", "sources"] == [line.split()[-1] for line in told.errors]


@pytest.mark.parametrize(
    "unknown",
    ["[period]", "[period.start, period.end]"],
)
def test_a_period_may_be_unknown(given: Given, unknown: str) -> None:
    assert [] == given({SV: pledge(f"unknown: {unknown}", without="period")}).problems


@pytest.mark.parametrize(
    ("period", "unknown"),
    [("{start: 2027}", "[period.end]"), ("{end: 2027}", "[period.start]"), ("{start: 2027, end: open}", "[aim]")],
)
def test_one_end_of_a_period_may_be_unknown_or_open(given: Given, period: str, unknown: str) -> None:
    assert [] == given({SV: pledge(f"period: {period}\nunknown: {unknown}")}).problems


def test_a_period_may_end_the_day_it_starts(given: Given) -> None:
    assert [] == given({SV: pledge("period: {start: 2027-05-01, end: 2027-05-01}")}).problems


@pytest.mark.parametrize(("signed", "notes"), [("2027-12", 0), ("2027-06-01", 0), ("2028-01-01", 1)])
def test_signing_after_the_start_is_worth_a_note(given: Given, signed: str, notes: int) -> None:
    told = given({SV: pledge(f"dates: {{signed: {signed}}}"), "2027/pledge.en.md": words("title: A")})
    assert ([], notes) == (told.problems, len(told.notes))


# Overlaps


def areas(first: str, second: str, extra: str = "", period: str = "2027") -> dict[str, str]:
    return {
        SV: pledge(f"area: {first}\nperiod: {{start: 2027, end: 2028}}"),
        "nya/pledge.sv.md": pledge(f"area: {second}\nperiod: {period}\n{extra}"),
    }


@pytest.mark.parametrize("area", ["[sagogatan]", "{scope: municipality}", "[sagogatan, fiktiva-torget]"])
def test_two_pledges_for_one_area_at_once_are_worth_a_warning(given: Given, area: str) -> None:
    told = given(areas(area, area, period="2028"))
    assert ([], ["nya/pledge.sv.md:3:9 period_overlap nya"]) == (told.errors, told.warnings)


def test_the_order_of_places_does_not_make_another_area(given: Given) -> None:
    told = given(areas("[sagogatan, fiktiva-torget]", "[fiktiva-torget, sagogatan]", period="2028"))
    assert ["nya/pledge.sv.md:3:9 period_overlap nya"] == told.warnings


@pytest.mark.parametrize(
    ("first", "second", "extra", "period"),
    [
        ("[sagogatan]", "[fiktiva-torget]", "", "2027"),
        ("[sagogatan]", "{scope: municipality}", "", "2027"),
        ("{scope: town}", "{scope: municipality}", "", "2027"),
        ("[sagogatan]", "[sagogatan]", "", "2029"),
        ("[sagogatan]", "[sagogatan]", "extends: '2027'", "2028"),
        ("[sagogatan]", "[sagogatan]", "replaces: '2027'", "2028"),
    ],
)
def test_other_areas_other_times_and_extensions_are_no_rivals(
    given: Given, first: str, second: str, extra: str, period: str
) -> None:
    assert [] == given(areas(first, second, extra, period)).problems


def test_a_pledge_of_unknown_time_is_no_rival(given: Given) -> None:
    told = given(
        {
            SV: pledge("area: sagogatan"),
            "a/pledge.sv.md": pledge("area: sagogatan\nunknown: [period]", without="period"),
        }
    )
    assert [] == told.problems


def test_every_pledge_that_a_long_one_overlaps_is_told(given: Given) -> None:
    told = given(
        {
            SV: None,
            "a/pledge.sv.md": pledge("period: 2020-2029"),
            "b/pledge.sv.md": pledge("period: 2021"),
            "c/pledge.sv.md": pledge("period: 2025"),
        }
    )
    assert ["b/pledge.sv.md:2:9 period_overlap b", "c/pledge.sv.md:2:9 period_overlap c"] == told.warnings


# Earlier and later


@pytest.mark.parametrize("earlier", ["2027/synas", "2028/synas"])
def test_a_promise_carries_on_an_earlier_one_only(given: Given, earlier: str) -> None:
    told = given({SV: promise(f"continues: {earlier}"), "2028/pledge.sv.md": pledge("period: 2028")})
    assert [f"2027/pledge.sv.md:3:55 continues_later {earlier}"] == told.problems


def test_a_pledge_of_unknown_time_may_carry_on_another(given: Given) -> None:
    told = given(
        {"okant/pledge.sv.md": promise("continues: 2027/synas").replace("period: 2027\n", "unknown: [period]\n")}
    )
    assert [] == told.problems


@pytest.mark.parametrize("way", ["extends", "replaces", "continues"])
def test_a_pledge_does_not_follow_on_itself(given: Given, way: str) -> None:
    told = given({SV: pledge(f"{way}: '2027'")})
    assert 1 == len(told.errors)
    assert told.errors[0].startswith(f"2027/pledge.sv.md:2:{len(way) + 3} ")


def test_a_reference_to_a_pledge_that_cannot_be_read_is_no_second_problem(given: Given) -> None:
    told = given({"2026/pledge.sv.md": pledge("title: A: B"), SV: promise("continues: 2026/synas")})
    assert ["2026/pledge.sv.md:2:9 yaml_colon title: A: B"] == told.problems


# A pledge and an agreement are different things, also when they share a name


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (SV, pledge("agreement: '2027'"), "2:12 agreement_unknown 2027"),
        (SV, pledge("replaces: 2024-2027"), "2:11 record_unknown 2024-2027"),
        (SV, pledge("continues: 2024-2027"), "2:12 record_unknown 2024-2027"),
        (SV, promise("continues: 2024-2027/synas"), "3:55 promise_unknown 2024-2027/synas"),
        (AG, agreement("extends: '2027'"), "2:10 record_unknown 2027"),
    ],
)
def test_a_reference_leads_to_the_right_kind_of_record(given: Given, file: str, text: str, expected: str) -> None:
    told = given({SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == [line.partition(" →")[0] for line in told.problems]


def test_files_of_an_agreement_are_not_those_of_a_pledge_with_its_name(given: Given) -> None:
    files = {"agreements/2027/agreement.sv.md": agreement(), "agreements/2027/avtal.pdf": b"%PDF"}
    told = given({**files, SV: pledge("documents: [{title: Avtalet, kind: agreement, file: avtal.pdf}]")})
    assert [
        "2027/pledge.sv.md:2:53 document_missing avtal.pdf",
        "agreements/2027/avtal.pdf:1:1 file_unnamed avtal.pdf",
    ] == [line.partition(" →")[0] for line in told.problems]


# The register


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parties: [{id: polisen, type: police, name: {sv: Polisen}}]", ["1:45 name_missing polisen"]),
        ("places: [{id: torget, name: {en: Square}}]", ["1:29 name_missing torget"]),
        ("themes: [{id: trafik, name: {sv: Trafik}}]", ["1:29 name_missing trafik"]),
        ("themes: [{id: trafik, name: {sv: Trafik, en: ~}}]", ["1:42 field_empty name"]),
        ("themes: [{id: trafik, name: {sv: Trafik, eng: Traffic, en: Traffic}}]", ["1:42 language_unknown eng"]),
        ("themes: [{id: a, name: A, description: {sv: B, ne: B}}]", ["1:48 language_unknown ne"]),
        ("name: {sv: Exempelstad, eng: Exampletown}", ["1:25 language_unknown eng → en"]),
        ("introduction: {sv: Hej, ne: Hello}", ["1:25 language_unknown ne"]),
        ("parties: [{id: polisen, type: police, name: A}, {id: polisen, type: police, name: B}]", ["1:54 id_repeated polisen"]),
        ("places: [{id: a, name: A}, {id: a, name: B}]", ["1:33 id_repeated a"]),
        ("themes: [{id: a, name: A}, {id: a, name: B}]", ["1:33 id_repeated a"]),
        ("sources: [{id: p1, publisher: A}, {id: p1, publisher: B}]", ["1:40 id_repeated p1"]),
        ("places: [{id: a, name: A, part_of: b}]", ["1:36 place_unknown b"]),
        ("places: [{id: a, name: A, part_of: a}]", ["1:36 place_unknown a"]),
        ("gaps: [{period: 2015, sources: [k2]}]", ["1:33 source_unknown k2"]),
        ("gaps: [{period: 2015-2014}]", ["1:17 period_order 2014"]),
        ("sources: [p1]", ["1:11 field_missing publisher"]),
        ("party: []", ["1:1 field_unknown party → parties"]),
        ("name: {}", ["1:7 field_empty name"]),
        ("introduction: {}", ["1:15 field_empty introduction"]),
        ("gaps: [{period: 2015, state: no}]", ["1:30 value_not_allowed no → none"]),
        ("publication: ours", ["1:14 value_not_allowed ours"]),
        ("website: example.org", ["1:10 address_format example.org → https://example.org"]),
    ],
)  # fmt: skip
def test_a_slip_in_the_register_is_told_once_where_it_is(given: Given, text: str, expected: list[str]) -> None:
    told = given({"register.yml": register(text)})
    found = [line.removeprefix("register.yml:") for line in told.problems if line.startswith("register.yml")]
    assert expected == [" ".join(line.split(" ")[: len(expected[0].split(" "))]) for line in found]


@pytest.mark.parametrize(
    "text",
    [
        "gaps: [2015, 2016-2018, {period: 2019, state: none, note: {sv: A, en: B}, sources: [k1]}]",
        "places: [{id: a, name: A}, {id: b, name: B, part_of: a}]",
        "name: {sv: Exempelstad, en: Exampletown}",
        "introduction: Hej.",
        "publication: compiled",
    ],
)
def test_what_the_register_may_say(given: Given, text: str) -> None:
    assert [] == given({"register.yml": register(text), SV: pledge()}).problems


def test_a_folder_without_a_register_is_told(given: Given) -> None:
    assert ["register.yml:1:1 register_missing"] == given({"register.yml": None}).problems


@pytest.mark.parametrize("text", ["", "# bara en anmärkning\n"])
def test_an_empty_register_lacks_its_name(given: Given, text: str) -> None:
    assert "register.yml:1:1 field_missing name" in given({"register.yml": text, SV: None}).problems


def test_a_broken_register_does_not_make_every_reference_wrong(given: Given) -> None:
    told = given({"register.yml": "name: Exempelstad: A\n", SV: pledge("parties: [polisn]")})
    assert ["register.yml:1:18 yaml_colon name: Exempelstad: A"] == told.problems


# Addresses and anchors


@pytest.mark.parametrize("name", ["arkiv", "tidslinje", "om", "en", "sv"])
def test_a_pledge_does_not_take_an_address_of_the_site(given: Given, site_rules: dict, name: str) -> None:
    told = given({SV: None, f"{name}/pledge.sv.md": pledge()}, **site_rules)
    assert [f"{name}/pledge.sv.md:2:1 address_taken {name}"] == told.problems


@pytest.mark.parametrize("name", ["kallor", "uppfoljningar", "upp"])
def test_a_promise_does_not_take_an_anchor_of_its_page(given: Given, site_rules: dict, name: str) -> None:
    told = given({SV: pledge(f"promises:\n  - {{by: polisen, text: A, id: {name}}}")}, **site_rules)
    assert [f"2027/pledge.sv.md:3:32 anchor_taken {name}"] == told.problems


def test_an_ordinary_record_takes_nothing(given: Given, site_rules: dict) -> None:
    assert [] == given(GOOD, **site_rules).problems


# Documents and other files


def test_a_document_is_there_and_named(given: Given) -> None:
    told = given(
        {
            SV: pledge("documents: [{title: A, kind: other, file: lofte.pdf}]"),
            "2027/lofte.pdf": b"%PDF",
            FU: followup(
                "documents: [{title: A, kind: other, file: bild.jpg}, {title: B, kind: other, url: 'https://example.org/'}]"
            ),
            "2027/bild.jpg": draw_plain(),
        }
    )
    assert [] == told.problems


def test_a_document_written_with_other_capitals_is_told_with_its_right_name(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, file: Lofte.PDF}]")
    told = given({SV: text, "2027/lofte.pdf": b"%PDF"})
    assert "2027/pledge.sv.md:2:43 document_case Lofte.PDF → lofte.pdf" in told.errors


def test_a_misspelt_document_is_told_with_its_likely_name(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, file: loftet.pdf}]")
    told = given({SV: text, "2027/lofte.pdf": b"%PDF"})
    assert ["2027/pledge.sv.md:2:43 document_missing loftet.pdf → lofte.pdf"] == told.errors


def test_a_file_that_no_record_names_is_worth_a_warning(given: Given) -> None:
    told = given({"2027/lofte.pdf": b"%PDF"})
    assert ([], ["2027/lofte.pdf:1:1 file_unnamed lofte.pdf"]) == (told.errors, told.warnings)


def test_a_text_version_is_named_by_its_document(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, url: 'https://example.org/', text_version: lofte.html}]")
    assert [] == given({SV: text, "2027/lofte.html": "Text."}).problems


def test_a_text_version_that_is_not_there_is_told(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, url: 'https://example.org/', text_version: lofte.html}]")
    assert ["2027/pledge.sv.md:2:80 document_missing lofte.html"] == given({SV: text}).problems


def test_a_document_that_is_nowhere_is_worth_a_note(given: Given) -> None:
    told = given({SV: pledge("documents: [{title: A, kind: other}]")})
    assert [] == told.problems
    assert "2027/pledge.sv.md:2:13 document_nowhere" in told.notes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("README.md", "README.md:1:1 file_stray README.md"),
        ("2028.sv.md", "2028.sv.md:1:1 file_stray 2028.sv.md"),
        ("2027/pledge.md", "2027/pledge.md:1:1 file_double pledge.md"),
        ("2027/Pledge.SV.md", "2027/Pledge.SV.md:1:1 file_double Pledge.SV.md"),
        ("2027/plegde.sv.md", "2027/plegde.sv.md:1:1 file_double plegde.sv.md"),
        ("2027/pledge.sv.markdown", "2027/pledge.sv.markdown:1:1 file_double pledge.sv.markdown"),
        ("2027/anteckningar.txt", "2027/anteckningar.txt:1:1 file_name anteckningar.txt"),
        ("2027/pledge.se.md", "2027/pledge.se.md:1:1 file_language se"),
        ("2027/pledge.sve.md", "2027/pledge.sve.md:1:1 file_language sve → sv"),
        ("2027/followup-Maj.sv.md", "2027/followup-Maj.sv.md:1:1 file_id Maj → maj"),
        ("2027/followup-år-1.sv.md", "2027/followup-år-1.sv.md:1:1 file_id år-1 → ar-1"),
        ("2027/agreement.sv.md", "2027/agreement.sv.md:1:1 file_place agreement.sv.md"),
        ("2027/bilder/torget.jpg", "2027/bilder:1:1 folder_stray bilder"),
        ("agreements/2024/pledge.sv.md", "agreements/2024/pledge.sv.md:1:1 file_place pledge.sv.md"),
        ("agreements/2024/followup-1.sv.md", "agreements/2024/followup-1.sv.md:1:1 file_place followup-1.sv.md"),
        ("agreements/avtal.sv.md", "agreements/avtal.sv.md:1:1 file_stray avtal.sv.md"),
        ("2028/followup-1.sv.md", "2028:1:1 record_missing pledge.sv.md"),
        ("Löfte 2028/pledge.sv.md", "Löfte 2028:1:1 folder_name Löfte 2028 → lofte-2028"),
        ("åäö/pledge.sv.md", "åäö:1:1 folder_name åäö → aao"),
        ("2028_2029/pledge.sv.md", "2028_2029:1:1 folder_name 2028_2029 → 2028-2029"),
    ],
)
def test_a_file_in_the_wrong_place_or_with_the_wrong_name_is_told(given: Given, name: str, expected: str) -> None:
    whole = "agreements/2024/agreement.sv.md"
    files = {whole: agreement("period: 2024")} if name.startswith("agreements/2024") else {}
    text = followup() if "followup" in name else pledge("period: 2028")
    told = given({**files, name: text})
    assert [expected] == told.errors


@pytest.mark.parametrize(
    "name", ["2027/.DS_Store", "2027/Thumbs.db", "2027/~$lofte.docx", "2027/pledge.sv.md~", ".gitkeep"]
)
def test_what_programs_leave_behind_is_passed_over(given: Given, name: str) -> None:
    assert [] == given({name: "x"}).problems


def test_a_folder_with_nothing_in_it_lacks_its_record(given: Given) -> None:
    assert ["2028:1:1 record_missing pledge.sv.md"] == given({"2028/.keep": ""}).errors


# Links in prose


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "mailto:fraga@example.org",
        "#synas",
        "/om/",
        "../2026/pledge.sv.md",
        "../2026/pledge.sv.md#synas",
        "../agreements/2024-2027/agreement.sv.md",
        "lofte.pdf",
        "./lofte.pdf",
        "lofte.pdf#page=2",
        "<lofte.pdf>",
        "lofte.pdf 'Titel'",
    ],
)
def test_a_link_in_prose_may_lead_to_a_record_a_file_or_away(given: Given, target: str) -> None:
    document = "documents: [{title: A, kind: other, file: lofte.pdf}]"
    told = given(
        {
            "2026/pledge.sv.md": pledge("period: 2026"),
            AG: agreement(),
            SV: pledge(document, body=f"Läs [mer]({target}).\n"),
            "2027/lofte.pdf": b"%PDF",
        }
    )
    assert [] == told.problems


@pytest.mark.parametrize(
    "target", ["lofte.pdf", "../2025/pledge.sv.md", "../2026/lofte.pdf", "pledge.sv.md", "2026", "../2026/", "om/"]
)
def test_a_link_in_prose_that_leads_nowhere_is_told_by_its_line(given: Given, target: str) -> None:
    told = given(
        {
            "2026/pledge.sv.md": pledge("period: 2026\ndocuments: [{title: A, kind: other, file: lofte.pdf}]"),
            "2026/lofte.pdf": b"%PDF",
            SV: pledge("aim: Se målet.", body=f"\nEn rad.\nLäs [mer]({target}).\n"),
        }
    )
    line = 2 + len(pledge("aim: Se målet.").splitlines()) + 1
    assert [f"2027/pledge.sv.md:{line}:1 link_dead {target}"] == told.problems


def test_a_dead_link_is_told_in_every_field_and_language(given: Given) -> None:
    told = given(
        {
            SV: pledge("aim: Se [a](a.pdf).\npromises: [{id: synas, by: polisen, text: A, note: 'Se [b](b.pdf)'}]"),
            "2027/pledge.en.md": words("aim: See [c](c.pdf)."),
            FU: followup("results: [{promise: synas, text: 'Se [d](d.pdf)'}]"),
            AG: agreement("governance: Se [e](e.pdf)."),
        }
    )
    assert ["d.pdf", "c.pdf", "a.pdf", "b.pdf", "e.pdf"] == [line.split()[-1] for line in told.problems]


# Everything at once


def test_the_problems_of_all_files_are_told_together_in_order(given: Given) -> None:
    told = given(
        {
            "2025/pledge.sv.md": pledge("title: A: B"),
            "2026/pledge.sv.md": pledge("parties: [polisn]\nagreement: 2024\nperiod: 2026-02-30"),
            SV: pledge("parties: [polisn]\nagreement: 2024"),
            "2027/anteckningar.txt": "x",
            FU: followup("results: [{promise: synsa}]\nby: polisn"),
        }
    )
    assert [
        "2025/pledge.sv.md:2:9 yaml_colon",
        "2026/pledge.sv.md:4:9 date_impossible",
        "2027/anteckningar.txt:1:1 file_name",
        "2027/followup-1.sv.md:2:21 promise_unknown",
        "2027/followup-1.sv.md:3:5 party_unknown",
        "2027/pledge.sv.md:2:11 party_unknown",
        "2027/pledge.sv.md:3:12 agreement_unknown",
    ] == [" ".join(line.split()[:2]) for line in told.problems]
    assert told.book_or_none is None


def test_a_book_with_warnings_can_be_published(given: Given) -> None:
    told = given({"2027/lofte.pdf": b"%PDF"})
    assert told.book_or_none is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"---\n---\n",
        b"---\n",
        b"---\na\n---\n",
        b"---\n[]\n---\n",
        b"---\n? {a: b}\n: c\n---\n",
        b"---\npromises: {}\nperiod: []\nsources: x\nparties: {}\ntitle: {}\n---\n",
        b"---\npromises: [[], {}, x, null]\ndates: []\narea: {}\nsources: [[]]\nunknown: {}\n---\n",
        b"---\nperiod: {start: {}, end: []}\nsignatories: x\nbasis: [[]]\ntarget: 1\n---\n",
        b"---\npromises: [{id: [], by: {}, text: [], target: [x, [], {count: []}], activities: x}]\n---\n",
        b"---\ndocuments: [{file: [], url: {}, bytes: x}]\nconflicts: [{values: x}]\nstate: []\n---\n",
        b"---\ntranslation: x\nevidence: x\nchanges: {}\nfollowup_plan: []\ncontact: x\n---\n",
    ],
)
@pytest.mark.parametrize("file", [SV, "2027/pledge.en.md", FU, "2027/followup-1.en.md", AG, "register.yml"])
def test_nothing_that_somebody_writes_makes_it_raise(given: Given, file: str, data: bytes) -> None:
    told = given({SV: pledge(), FU: followup("results: [{promise: synas}]"), AG: agreement(), file: data})
    assert data == b"---\n---\n" or [line for line in told.problems if line.startswith(file)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`[a](b.md)`", []),
        ("```\n[a](b.md)\n```", []),
        ("[x][r]\n\n[r]: ../nope/pledge.sv.md", ["2027/pledge.sv.md:15:1 link_dead ../nope/pledge.sv.md"]),
        ("[y](../2027/finns-inte.md)", ["2027/pledge.sv.md:13:1 link_dead ../2027/finns-inte.md"]),
        ("[z](javascript:alert(1))", ["2027/pledge.sv.md:13:1 markup_address javascript:alert(1)"]),
        ("![b](https://example.org/a.png)", ["2027/pledge.sv.md:13:1 image_foreign https://example.org/a.png"]),
        ("[b](https://example.org/a.png)", []),
    ],
)
def test_links_are_found_where_markdown_finds_them(given: Given, body: str, expected: list[str]) -> None:
    told = given({SV: pledge() + "\n" + body + "\n"})
    assert expected == [line.partition(" →")[0] for line in told.problems]


@pytest.mark.parametrize("way", ["extends", "replaces", "continues"])
def test_a_record_follows_on_an_earlier_one(given: Given, way: str) -> None:
    told = given({SV: pledge(f"{way}: '2028'"), "2028/pledge.sv.md": pledge("period: 2028")})
    assert [f"2027/pledge.sv.md:2:{len(way) + 3} succession_later 2028"] == told.problems
