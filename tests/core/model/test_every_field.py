"""What a record may hold: a home for every field of the proposal, and every value that it lists."""

from __future__ import annotations

from typing import Any

import pytest

from core.conftest import LANGUAGES, REGISTER, Given, agreement, followup, pledge, words, write
from photos import draw_plain
from pledgebook.files.tree import digest
from pledgebook.model.text import LocalizedText
from pledgebook.names import Language
from pledgebook.project import load_book

PROMISE = "promises:\n  - {id: synas, by: [polisen], text: Synas%s}"
FULL: dict[str, str | bytes | None] = {
    "2026/pledge.sv.md": pledge("title: Medborgarlöfte 2026\nperiod: 2026"),
    "2027/bild.jpg": draw_plain(),
    "2027/bild.html": "Text.",
    "2027/pledge.sv.md": pledge(
        """
        title: Medborgarlöfte 2027
        period: {start: 2027, end: 2028-06-30, as_stated: till och med 31 juni, end_condition: eller tills vidare}
        dates: {signed: 2027-02-01, decided: 2027-01-15, written: 2027-01-20, published: 2027-02, updated: 2027-03-01}
        state: in_force
        area: {scope: place, places: [fiktiva-torget], note: Torget och gatorna runt.}
        parties: [polisen, kommunen]
        signatories:
          - {name: Ada Exempelsson, title: Ordförande, party: kommunen, political_party: X, signed: no, variants: [Ada E]}
        statements:
          - {name: Ada Exempelsson, title: Ordförande, party: kommunen, political_party: X, date: 2027-02-01,
             text: Vill att alla ska våga gå ut., quote: ett gott steg, sources: [S1]}
        agreement: 2024-2027
        aim: Tryggt att gå hem.
        basis:
          - {type: safety_survey, date: 2026-11, respondents: 900, note: I november., url: "https://example.org/b"}
          - {type: citizen_dialogue, respondents: {more_than: 2000}}
        situation: Lugnt.
        focus_areas: [{id: torget, title: Torget, description: Mitten., goals: Lugnt, kind: district, flexible: true}]
        promises:
          - id: synas
            text: Synas på torget.
            in_short: Ni ser oss oftare.
            by: [polisen, kommunen]
            with: [bolaget]
            with_others: Grannarna
            focus_area: torget
            places: [fiktiva-torget]
            target_group: Unga
            when: På våren
            condition: Om läget tillåter
            target:
              - {kind: recurring, compare: at_least, value: 4, unit: pass, per: term, average: true, as_stated: minst fyra}
              - {about: 9, unit: brott, each: {count: 20, unit: minuter}, of_which: {at_least: 20, unit: "% nya"},
                 places: fiktiva-torget, likewise: sagogatan}
            activities:
              - {id: prat, text: Prata, by: kommunen, target: {count: 2, unit: samtal}, places: [sagogatan], when: Måndagar,
                 with: bolaget, with_others: Elevrådet, target_group: Gående, themes: trafik, sources: S1}
            sources: S1
            sources_note: Bara genom uppföljningen.
            continues: 2026/synas
        extends: 2026
        replaces: 2026
        continues: 2026
        changes:
          - {date: 2027-05-01, kind: changed, promise: synas, note: Fler pass.}
          - {earlier_end: 2027, unknown: [date], note: Förlängt.}
        followup_plan: {interval: half_year, to: Styrelsen, where: Webben, kinds: [deed, output, effect]}
        governance: En styrgrupp.
        documents:
          - {title: Bild, kind: image, lang: sv, url: "https://example.org/d", file: bild.jpg, mime: image/jpeg, bytes: 9,
             date: 2027-02, licence: CC0 1.0, sha256: SHA256, text_version: bild.html}
        sources:
          - {id: S1, title: Nytt, publisher: Polisen, url: "https://example.org/s", published: 2027-02-02,
             read: 2027-03-01, archived: "https://example.org/a", note: Gammal adress.}
        conflicts: [{field: dates.signed, values: [{value: 1 februari, source: S1}], note: Två dagar.}]
        unknown: [title]
        contact: {function: Kommunpolisen, url: "https://example.org/c", email: fraga@example.org}
        """.replace("SHA256", digest(draw_plain()))
    ),
    "2027/pledge.en.md": words("translation: {status: reviewed, reviewed: 2027-04-01, by: Bo Påhittad}"),
    "2027/followup-2027-09.sv.md": followup(
        """
        date: 2027-09-01
        by: [polisen]
        covers: {start: 2027-01, end: 2027-04}
        kind: interim
        summary: Det går.
        documents: [{title: Rapport, kind: follow_up, url: "https://example.org/r"}]
        sources: [p1]
        results:
          - {promise: synas, status: ongoing, status_source: editor, text: Bra., reason: Pandemi., figures:
              [{value: 3, compare: about, unit: pass, kind: output, note: Ungefär.}]}
          - {promise: synas, activity: prat}
        """
    ),
    "agreements/2024-2027/agreement.sv.md": agreement(
        """
        title: Överenskommelse
        period: 2024-2027
        dates: {signed: 2024-01-10}
        parties: [polisen]
        focus_areas: [{id: torget, title: Torget}]
        documents: [{title: Avtalet, kind: agreement}]
        sources: [k1]
        """
    ),
}
# The fields of tables 10.1–10.4 of the study and those that have come since, where each has its home, and what the
# record above says there.
HOMES = [
    ("10.1 id", "pledge", "id", "2027"),
    ("10.1 title", "pledge", "title", "Medborgarlöfte 2027"),
    ("10.1 period.start", "pledge", "period.start", "2027"),
    ("10.1 period.end", "pledge", "period.end", "2028-06-30"),
    ("10.1 period.as_stated", "pledge", "period.as_stated", "till och med 31 juni"),
    ("10.1 period.end_condition", "pledge", "period.end_condition", "eller tills vidare"),
    ("10.1 dates.signed", "pledge", "dates.signed", "2027-02-01"),
    ("10.1 dates.decided", "pledge", "dates.decided", "2027-01-15"),
    ("dates.written", "pledge", "dates.written", "2027-01-20"),
    ("10.1 dates.published", "pledge", "dates.published", "2027-02"),
    ("10.1 dates.updated", "pledge", "dates.updated", "2027-03-01"),
    ("10.1 state", "pledge", "state", "in_force"),
    ("10.1 area.scope", "pledge", "area.scope", "place"),
    ("10.1 area.places", "pledge", "area.places.0", "fiktiva-torget"),
    ("10.1 parties", "pledge", "parties.1", "kommunen"),
    ("10.1 parties[].type", "book", "party.kommunen.type", "municipality"),
    ("10.1 parties[].name", "book", "party.kommunen.name", "Exempelstads kommun"),
    ("10.1 signatories[].name", "pledge", "signatories.0.name", "Ada Exempelsson"),
    ("10.1 signatories[].title", "pledge", "signatories.0.title", "Ordförande"),
    ("10.1 signatories[].party", "pledge", "signatories.0.party", "kommunen"),
    ("10.1 signatories[].political_party", "pledge", "signatories.0.political_party", "X"),
    ("10.1 signatories[].signed", "pledge", "signatories.0.signed", "no"),
    ("10.1 signatories[].variants", "pledge", "signatories.0.variants.0", "Ada E"),
    ("statements[].name", "pledge", "statements.0.name", "Ada Exempelsson"),
    ("statements[].title", "pledge", "statements.0.title", "Ordförande"),
    ("statements[].party", "pledge", "statements.0.party", "kommunen"),
    ("statements[].political_party", "pledge", "statements.0.political_party", "X"),
    ("statements[].date", "pledge", "statements.0.date", "2027-02-01"),
    ("statements[].text", "pledge", "statements.0.text", "Vill att alla ska våga gå ut."),
    ("statements[].quote", "pledge", "statements.0.quote", "ett gott steg"),
    ("statements[].sources", "pledge", "statements.0.sources.0", "S1"),
    ("10.1 agreement", "pledge", "agreement", "2024-2027"),
    ("10.1 agreement.id", "agreement", "id", "2024-2027"),
    ("10.1 agreement.title", "agreement", "title", "Överenskommelse"),
    ("10.1 agreement.period", "agreement", "period.end", "2027"),
    ("10.1 agreement.dates", "agreement", "dates.signed", "2024-01-10"),
    ("10.1 agreement.parties", "agreement", "parties.0", "polisen"),
    ("10.1 agreement.focus_areas", "agreement", "focus_areas.0.title", "Torget"),
    ("10.1 agreement.documents", "agreement", "documents.0.title", "Avtalet"),
    ("10.1 agreement.sources", "agreement", "sources.0.id", "k1"),
    ("10.1 aim", "pledge", "aim", "Tryggt att gå hem."),
    ("10.1 basis[].type", "pledge", "basis.0.type", "safety_survey"),
    ("10.1 basis[].date", "pledge", "basis.0.date", "2026-11"),
    ("10.1 basis[].respondents", "pledge", "basis.0.respondents", "900"),
    ("basis[].respondents, more than", "pledge", "basis.1.respondents", "more_than 2000"),
    ("focus_areas[].goals", "pledge", "focus_areas.0.goals.0.text", "Lugnt"),
    ("promises[].sources_note", "promise", "sources_note", "Bara genom uppföljningen."),
    ("10.1 basis[].note", "pledge", "basis.0.note", "I november."),
    ("10.1 basis[].url", "pledge", "basis.0.url", "https://example.org/b"),
    ("10.1 situation", "pledge", "situation", "Lugnt."),
    ("10.1 focus_areas[].id", "pledge", "focus_areas.0.id", "torget"),
    ("10.1 focus_areas[].title", "pledge", "focus_areas.0.title", "Torget"),
    ("10.1 focus_areas[].description", "pledge", "focus_areas.0.description", "Mitten."),
    ("10.1 focus_areas[].kind", "pledge", "focus_areas.0.kind", "district"),
    ("10.1 focus_areas[].flexible", "pledge", "focus_areas.0.flexible", "True"),
    ("10.1 extends", "pledge", "extends", "2026"),
    ("10.1 replaces", "pledge", "replaces", "2026"),
    ("10.1 continues", "pledge", "continues", "2026"),
    ("10.1 changes[].date", "pledge", "changes.0.date", "2027-05-01"),
    ("10.1 changes[].kind", "pledge", "changes.0.kind", "changed"),
    ("changes[].earlier_end", "pledge", "changes.1.earlier_end", "2027"),
    ("changes[].kind of an earlier end", "pledge", "changes.1.kind", "period_changed"),
    ("changes[].unknown", "pledge", "changes.1.unknown.0", "date"),
    ("10.1 changes[].promise", "pledge", "changes.0.promise", "synas"),
    ("10.1 changes[].note", "pledge", "changes.0.note", "Fler pass."),
    ("10.1 followup_plan.interval", "pledge", "followup_plan.interval", "half_year"),
    ("10.1 followup_plan.to", "pledge", "followup_plan.to", "Styrelsen"),
    ("10.1 followup_plan.where", "pledge", "followup_plan.where", "Webben"),
    ("10.1 followup_plan.kinds", "pledge", "followup_plan.kinds.2", "effect"),
    ("10.1 followups", "followup", "pledge", "2027"),
    ("10.1 governance", "pledge", "governance", "En styrgrupp."),
    ("10.1 documents[].title", "pledge", "documents.0.title", "Bild"),
    ("10.1 documents[].kind", "pledge", "documents.0.kind", "image"),
    ("10.1 documents[].lang", "pledge", "documents.0.lang", "sv"),
    ("10.1 documents[].url", "pledge", "documents.0.url", "https://example.org/d"),
    ("10.1 documents[].file", "pledge", "documents.0.file", "bild.jpg"),
    ("10.1 documents[].mime", "pledge", "documents.0.mime", "image/jpeg"),
    ("10.1 documents[].bytes", "pledge", "documents.0.bytes", "9"),
    ("10.1 documents[].date", "pledge", "documents.0.date", "2027-02"),
    ("documents[].licence", "pledge", "documents.0.licence", "CC0 1.0"),
    ("10.1 documents[].sha256", "pledge", "documents.0.sha256", digest(draw_plain())),
    ("10.1 documents[].text_version", "pledge", "documents.0.text_version", "bild.html"),
    ("10.1 sources[].id", "pledge", "sources.0.id", "S1"),
    ("10.1 sources[].title", "pledge", "sources.0.title", "Nytt"),
    ("10.1 sources[].publisher", "pledge", "sources.0.publisher", "Polisen"),
    ("10.1 sources[].url", "pledge", "sources.0.url", "https://example.org/s"),
    ("10.1 sources[].published", "pledge", "sources.0.published", "2027-02-02"),
    ("10.1 sources[].read", "pledge", "sources.0.read", "2027-03-01"),
    ("10.1 sources[].archived", "pledge", "sources.0.archived", "https://example.org/a"),
    ("10.1 sources[].note", "pledge", "sources.0.note", "Gammal adress."),
    ("10.1 conflicts[].field", "pledge", "conflicts.0.field", "dates.signed"),
    ("10.1 conflicts[].values[].value", "pledge", "conflicts.0.values.0.value", "1 februari"),
    ("10.1 conflicts[].values[].source", "pledge", "conflicts.0.values.0.source", "S1"),
    ("10.1 conflicts[].note", "pledge", "conflicts.0.note", "Två dagar."),
    ("10.1 unknown", "pledge", "unknown.0", "title"),
    ("10.1 contact.function", "pledge", "contact.function", "Kommunpolisen"),
    ("10.1 contact.url", "pledge", "contact.url", "https://example.org/c"),
    ("10.1 contact.email", "pledge", "contact.email", "fraga@example.org"),
    ("10.1 translation.en", "pledge", "translations.en.status", "reviewed"),
    ("10.1 translation.reviewed", "pledge", "translations.en.reviewed", "2027-04-01"),
    ("10.1 translation.by", "pledge", "translations.en.by", "Bo Påhittad"),
    ("10.2 id", "promise", "id", "synas"),
    ("10.2 text", "promise", "text", "Synas på torget."),
    ("10.2 by", "promise", "by.1", "kommunen"),
    ("10.2 with (ids)", "promise", "helpers.0", "bolaget"),
    ("10.2 with (T)", "promise", "helpers_note", "Grannarna"),
    ("10.2 focus_area", "promise", "focus_area", "torget"),
    ("10.2 places", "promise", "places.0", "fiktiva-torget"),
    ("promises[].in_short", "promise", "in_short", "Ni ser oss oftare."),
    ("10.2 target_group", "promise", "target_group", "Unga"),
    ("10.2 when", "promise", "when", "På våren"),
    ("10.2 condition", "promise", "condition", "Om läget tillåter"),
    ("10.2 target[].kind", "promise", "target.0.kind", "recurring"),
    ("10.2 target[].compare", "promise", "target.0.compare", "at_least"),
    ("10.2 target[].value", "promise", "target.0.value", "4"),
    ("10.2 target[].unit", "promise", "target.0.unit", "pass"),
    ("10.2 target[].per", "promise", "target.0.per", "term"),
    ("10.2 target[].average", "promise", "target.0.average", "True"),
    ("10.2 target[].as_stated", "promise", "target.0.as_stated", "minst fyra"),
    ("10.2 activities[].id", "promise", "activities.0.id", "prat"),
    ("10.2 activities[].text", "promise", "activities.0.text", "Prata"),
    ("10.2 activities[].by", "promise", "activities.0.by.0", "kommunen"),
    ("10.2 activities[].target", "promise", "activities.0.target.0.value", "2"),
    ("10.2 activities[].places", "promise", "activities.0.places.0", "sagogatan"),
    ("10.2 activities[].when", "promise", "activities.0.when", "Måndagar"),
    ("target[].each", "promise", "target.1.each.value", "20"),
    ("target[].of_which", "promise", "target.1.of_which.0.unit", "% nya"),
    ("target[].places", "promise", "target.1.places.0", "fiktiva-torget"),
    ("target[].likewise", "promise", "target.1.likewise.0", "sagogatan"),
    ("activities[].with (ids)", "promise", "activities.0.helpers.0", "bolaget"),
    ("activities[].with (T)", "promise", "activities.0.helpers_note", "Elevrådet"),
    ("activities[].target_group", "promise", "activities.0.target_group", "Gående"),
    ("activities[].themes", "promise", "activities.0.themes.0", "trafik"),
    ("activities[].sources", "promise", "activities.0.sources.0", "S1"),
    ("10.2 continues", "promise", "continues.0", "2026/synas"),
    ("10.3 id", "followup", "id", "2027-09"),
    ("10.3 date", "followup", "date", "2027-09-01"),
    ("10.3 by", "followup", "by.0", "polisen"),
    ("10.3 covers.start", "followup", "covers.start", "2027-01"),
    ("10.3 covers.end", "followup", "covers.end", "2027-04"),
    ("10.3 kind", "followup", "kind", "interim"),
    ("10.3 summary", "followup", "summary", "Det går."),
    ("10.3 documents", "followup", "documents.0.title", "Rapport"),
    ("10.3 sources", "followup", "sources.0.id", "p1"),
    ("10.3 results[].promise", "followup", "results.0.promise", "synas"),
    ("10.3 results[].activity", "followup", "results.1.activity", "prat"),
    ("10.3 results[].status", "followup", "results.0.status", "ongoing"),
    ("10.3 results[].status, default", "followup", "results.1.status", "not_reported"),
    ("10.3 results[].status_source", "followup", "results.0.status_source", "editor"),
    ("10.3 results[].figures[].value", "followup", "results.0.figures.0.value", "3"),
    ("10.3 results[].figures[].compare", "followup", "results.0.figures.0.compare", "about"),
    ("10.3 results[].figures[].unit", "followup", "results.0.figures.0.unit", "pass"),
    ("10.3 results[].figures[].kind", "followup", "results.0.figures.0.kind", "output"),
    ("10.3 results[].figures[].note", "followup", "results.0.figures.0.note", "Ungefär."),
    ("10.3 results[].text", "followup", "results.0.text", "Bra."),
    ("10.3 results[].reason", "followup", "results.0.reason", "Pandemi."),
]


def look_up(value: Any, path: str) -> str:
    for step in path.split("."):
        if step.isdigit() and isinstance(value, tuple):
            value = value[int(step)]
        else:
            value = value[step] if isinstance(value, dict) else getattr(value, step)
    return str(value.get(Language("sv")) if isinstance(value, LocalizedText) else value)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("full")
    write(root, {"register.yml": REGISTER, **FULL})
    book = load_book(root, LANGUAGES).book
    assert book is not None
    (report,) = book.followups
    return {
        "book": book,
        "pledge": book.pledge["2027"],
        "promise": book.pledge["2027"].promises[0],
        "agreement": book.agreements[0],
        "followup": report,
    }


@pytest.mark.parametrize(("field", "holder", "path", "expected"), HOMES, ids=[home[0] for home in HOMES])
def test_every_field_of_the_proposal_has_a_home(
    full: dict[str, Any], field: str, holder: str, path: str, expected: str
) -> None:
    assert expected == look_up(full[holder], path)


@pytest.mark.parametrize(
    "status",
    [
        "not_started",
        "ongoing",
        "fulfilled",
        "partly_fulfilled",
        "not_fulfilled",
        "withdrawn",
        "not_assessable",
        "not_reported",
    ],
)
def test_a_result_may_have_every_status_of_the_proposal(given: Given, status: str) -> None:
    told = given({"2027/followup-1.sv.md": followup(f"results: [{{promise: synas, status: {status}}}]")})
    assert status == told.followup.results[0].status


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("area: {scope: %s}", "municipality municipalities town districts place"),
        ("signatories: [{name: Ada Exempelsson, signed: %s}]", "yes no unknown"),
        (
            "basis: [%s]",
            "citizen_dialogue staff_dialogue partner_dialogue safety_survey other_survey crime_statistics intelligence "
            "situational_picture other unknown",
        ),
        ("focus_areas: [{id: a, title: A, kind: %s}]", "theme district"),
        ("changes: [{date: 2027, note: X, kind: %s}]", "added removed changed period_changed correction"),
        ("followup_plan: %s", "four_months half_year year mid_period end continuous unknown"),
        (
            "documents: [{title: A, kind: %s}]",
            "signed_pledge follow_up agreement survey action_plan press image other",
        ),
        ("state: %s", "upcoming in_force ended extended replaced unknown"),
        (PROMISE % ", target: {kind: %s, value: 1, compare: exactly, unit: x}", "count recurring coverage event level"),
        (PROMISE % ", target: {value: 1, kind: count, compare: %s, unit: x}", "at_least exactly about at_most"),
        (PROMISE % ", target: {count: 1, unit: x, per: %s}", "day week month term year period unclear"),
    ],
)
def test_every_value_that_the_proposal_lists_is_allowed(given: Given, field: str, values: str) -> None:
    wrong = {value: given({"2027/pledge.sv.md": pledge(field % value)}).errors for value in values.split()}
    assert {} == {value: errors for value, errors in wrong.items() if errors}


@pytest.mark.parametrize(
    "kind",
    [
        "police",
        "municipality",
        "district_administration",
        "public_company",
        "private_company",
        "property_owner",
        "public_authority",
        "association",
        "other",
    ],
)
def test_a_party_may_be_of_every_kind_of_the_proposal(given: Given, kind: str) -> None:
    told = given(
        {
            "register.yml": f"name: Exempelstad\nparties: [{{id: polisen, name: Polisen, type: {kind}}}]\nsources: [{{id: p1, publisher: P}}]\n"
        }
    )
    assert kind == told.book.party["polisen"].type


def test_a_record_cannot_be_changed_once_it_is_read(given: Given) -> None:
    told = given()
    with pytest.raises(ValueError, match="frozen"):
        told.pledge.id = "2028"  # type: ignore[misc]


def test_a_status_cannot_be_stored_with_a_promise(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge(PROMISE % ", status: fulfilled")})
    assert ["2027/pledge.sv.md:3:45 field_unknown status"] == [line.split(" →")[0] for line in told.problems]
