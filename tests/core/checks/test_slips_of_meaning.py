"""What people get wrong about what records mean and refer to: each told once, where it is, and nothing besides.

Each is one or two changes of a sound project of two pledges, a follow-up and an agreement, in two languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from core.conftest import LANGUAGES, Given, show_problem, statement
from pledgebook.checks.run import check_meaning
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.i18n.enum_labels import EnumLabels, list_enum_labels
from pledgebook.problem import order_problems
from pledgebook.project import load_book
from pledgebook.reporting.report import render_problem

TODAY = date(2028, 8, 1)
P, E = "2028/pledge.sv.md", "2028/pledge.en.md"
F, G = "2028/followup-2028-07.sv.md", "2028/followup-2028-07.en.md"
A, OLD, R = "agreements/2024-2028/agreement.sv.md", "2027/pledge.sv.md", "register.yml"
FILES = {
    R: """\
name: Exempelstad
parties:
  - {id: polisen, name: {sv: Polisen, en: The police}, type: police}
  - {id: kommunen, name: {sv: Exempelstads kommun, en: Exempelstad Municipality}, type: municipality}
  - {id: bolaget, name: Påhittade Bostäder, type: public_company}
places:
  - {id: fiktiva-torget, name: {sv: Fiktiva torget, en: Fictional Square}, type: square}
  - {id: asen, name: Åsen, aliases: [Gröna åsen], type: district}
themes:
  - {id: trafik, name: {sv: Trafik, en: Traffic}}
  - {id: unga, name: {sv: Barn och unga, en: Children and young people}}
sources:
  - {id: k1, publisher: Exempelstads kommun, url: "https://example.org/nytt"}
  - {id: p1, publisher: Polisen, url: "https://example.org/lofte"}
""",
    "accessibility.yml": statement().replace("2027-03", "2028-03"),
    P: """\
---
title: Medborgarlöfte 2028
period: 2028
summary: Polisen och kommunen lovar att synas och att laga belysningen.
parties: [polisen, kommunen]
agreement: 2024-2028
dates: {signed: 2027-12-01}
signatories:
  - {name: Ada Exempelsson, title: Ordförande, party: kommunen}
focus_areas:
  - {id: trygg-trafik, title: Trygg trafik}
promises:
  - id: synas
    by: polisen
    focus_area: trygg-trafik
    text: Synas på Fiktiva torget varje fredag.
    places: [fiktiva-torget]
    themes: [trafik]
    target: {count: 200, unit: kontroller}
  - id: belysning
    by: [polisen, kommunen]
    text: Laga trasiga lampor på Åsen inom en vecka.
    places: [asen]
    themes: [unga]
    continues: 2027/lampor
    sources: [p1]
    activities:
      - {id: ronder, text: Gå en rond varje månad.}
sources: [k1, p1]
---
""",
    E: """\
---
title: Citizen pledge 2028
summary: The police and the municipality promise to be seen and to mend the lights.
signatories:
  - {name: Ada Exempelsson, title: Chair}
focus_areas:
  - {id: trygg-trafik, title: Safe traffic}
promises:
  - id: synas
    text: Be seen on Fictional Square every Friday.
    target: {unit: checks}
  - id: belysning
    text: Mend broken lamps on Åsen within a week.
    activities:
      - {id: ronder, text: Walk a round each month.}
---
""",
    F: """\
---
date: 2028-07
by: polisen
kind: interim
covers: {start: 2028-01, end: 2028-06}
summary: Polisen berättar om det första halvåret.
results:
  - promise: synas
    status: ongoing
    figures: {count: 90, unit: kontroller}
    text: Vi har gjort kontroller på torget.
  - promise: belysning
    status: ongoing
    text: Lamporna lagas efter hand.
sources: [p1]
---
""",
    G: """\
---
summary: The police tell of the first half of the year.
results:
  - promise: synas
    figures: {unit: checks}
    text: We have made checks on the square.
  - promise: belysning
    text: The lamps are being mended.
---
""",
    OLD: """\
---
title: Medborgarlöfte 2027
period: 2027
parties: [kommunen]
summary: Ett kort löfte om lampor.
promises:
  - {id: lampor, by: kommunen, text: Laga lampor.}
sources: [k1]
---
""",
    "2027/pledge.en.md": """\
---
title: Citizen pledge 2027
summary: A short pledge about lamps.
promises:
  - {id: lampor, text: Mend lamps.}
---
""",
    A: """\
---
title: Överenskommelse 2024–2028
period: 2024-2028
parties: [polisen, kommunen]
summary: Ramen för samarbetet.
sources: [k1]
---
""",
    "agreements/2024-2028/agreement.en.md": """\
---
title: Agreement 2024–2028
summary: The frame of the cooperation.
---
""",
}
Change = tuple[str, str, str]

# What is changed, in which file, from what to what: what is told.
SLIPS: dict[str, tuple[Sequence[Change], list[str]]] = {
    # Parties
    "a helper by name": ([(P, "    focus_area:", "    with: Påhittade Bostäder\n    focus_area:")], ["2028/pledge.sv.md:15:11 id_named Påhittade Bostäder → bolaget"]),
    "a party by a nickname": ([(P, "by: polisen\n", "by: kommun\n")], ["2028/pledge.sv.md:14:9 party_unknown kommun → kommunen"]),
    "a person for a party": ([(P, "by: polisen\n", "by: Ada Exempelsson\n")], ["2028/pledge.sv.md:14:9 party_unknown Ada Exempelsson"]),
    "both for two": ([(P, "by: [polisen, kommunen]", "by: båda")], ["2028/pledge.sv.md:21:9 party_unknown båda"]),
    "a helper that promises": ([(P, "by: polisen\n", "by: bolaget\n")], ["2028/pledge.sv.md:14:9 promise_outsider bolaget"]),
    "somebody who signs for a helper": ([(P, "party: kommunen", "party: bolaget")], ["2028/pledge.sv.md:9:55 signatory_outsider bolaget"]),
    "somebody who signs for a party by name": ([(P, "party: kommunen", "party: Exempelstads kommun")], ["2028/pledge.sv.md:9:55 id_named Exempelstads kommun → kommunen"]),
    "a party twice": ([(P, "parties: [polisen, kommunen]", "parties: [polisen, kommunen, polisen]")], ["2028/pledge.sv.md:5:30 id_twice polisen"]),
    "a place for a party": ([(P, "parties: [polisen, kommunen]", "parties: [polisen, kommunen, asen]")], ["2028/pledge.sv.md:5:30 party_unknown asen"]),
    "a party that has left the list": ([(P, "parties: [polisen, kommunen]", "parties: [polisen]")], ["2028/pledge.sv.md:5:10 party_unlisted kommunen"]),
    "parties in English": ([(A, "parties: [polisen, kommunen]", "parties: [The police, Exempelstad Municipality]")], ["agreements/2024-2028/agreement.sv.md:4:11 id_named The police → polisen", "agreements/2024-2028/agreement.sv.md:4:23 id_named Exempelstad Municipality → kommunen"]),
    "a party renamed in the register": ([(R, "{id: polisen", "{id: polis")], ["register.yml:2:1 party_gone polisen"]),
    "a party without an id": ([(R, "{id: bolaget, name", "{name")], ["register.yml:5:6 field_missing id"]),
    # Places and themes
    "a theme for a place": ([(P, "places: [asen]", "places: [trafik]")], ["2028/pledge.sv.md:23:14 place_unknown trafik"]),
    "a place for a theme": ([(P, "themes: [unga]", "themes: [asen]")], ["2028/pledge.sv.md:24:14 theme_unknown asen"]),
    "a place that has half its name": ([(P, "places: [fiktiva-torget]", "places: [torget]")], ["2028/pledge.sv.md:17:14 place_unknown torget → fiktiva-torget"]),
    "a place by an alias": ([(P, "places: [asen]", "places: [Gröna åsen]")], ["2028/pledge.sv.md:23:14 id_named Gröna åsen → asen"]),
    "two places in words": ([(P, "places: [asen]", "places: Åsen och Fiktiva torget")], ["2028/pledge.sv.md:23:13 id_list Åsen och Fiktiva torget → [asen, fiktiva-torget]"]),
    "two themes in one": ([(P, "themes: [unga]", "themes: [Barn och unga & trafik]")], ["2028/pledge.sv.md:24:14 id_list Barn och unga & trafik → [unga, trafik]"]),
    "a theme that the register lacks": ([(P, "themes: [unga]", "themes: [skola]")], ["2028/pledge.sv.md:24:14 theme_unknown skola"]),
    "a place taken out of the register": ([(R, "  - {id: asen, name: Åsen, aliases: [Gröna åsen], type: district}\n", "")], ["2028/pledge.sv.md:23:14 place_unknown asen"]),
    "a place renamed as another": ([(R, "name: Åsen", "name: {sv: Fiktiva torget, en: Åsen}")], ["register.yml:8:22 listed_twice fiktiva torget"]),
    "places in each other": ([(R, "type: square", "type: square, part_of: asen"), (R, "type: district", "type: district, part_of: fiktiva-torget")], ["register.yml:7:99 place_circle asen"]),
    # Sources
    "a source by its publisher": ([(P, "sources: [k1, p1]", "sources: [k1, Polisen]")], ["2028/pledge.sv.md:29:15 source_unknown Polisen → p1"]),
    "a source by its address": ([(P, "sources: [k1, p1]", 'sources: [k1, "https://example.org/lofte"]')], ["2028/pledge.sv.md:29:15 id_named https://example.org/lofte → p1"]),
    "a newspaper for a source": ([(P, "sources: [k1, p1]", "sources: [k1, p1, Exempelbladet]")], ["2028/pledge.sv.md:29:19 source_unknown Exempelbladet → {publisher: Exempelbladet}"]),
    "a source that the list has lost": ([(P, "sources: [k1, p1]", "sources: [k1]")], ["2028/pledge.sv.md:26:15 source_unlisted p1"]),
    "a source taken out of the register": ([(R, '  - {id: k1, publisher: Exempelstads kommun, url: "https://example.org/nytt"}\n', "")], ["register.yml:12:1 source_gone k1"]),
    "a source with another number": ([(F, "sources: [p1]", "sources: [p2]")], ["2028/followup-2028-07.sv.md:15:11 source_unknown p2"]),
    "one source under two ids": ([(R, "https://example.org/nytt", "https://example.org/lofte")], ["register.yml:14:39 listed_twice https://example.org/lofte"]),
    "evidence for no field": ([(P, "sources: [k1, p1]", "evidence: [{field: datum, sources: [k1]}]\nsources: [k1, p1]")], ["2028/pledge.sv.md:29:20 named_field datum → dates"]),
    # Promises and what names them
    "an id changed in English alone": ([(E, "id: belysning", "id: lighting")], ["2028/pledge.en.md:12:9 words_id_unknown lighting → belysning"]),
    "an activity's id changed in English alone": ([(E, "id: ronder", "id: rounds")], ["2028/pledge.en.md:15:14 words_id_unknown rounds → ronder"]),
    "a focus area's id changed in English alone": ([(E, "id: trygg-trafik", "id: safe-traffic")], ["2028/pledge.en.md:7:10 words_id_unknown safe-traffic → trygg-trafik"]),
    "an id changed in Swedish alone": ([(P, "id: belysning", "id: lampor")], ["2028/pledge.sv.md:12:1 promise_gone belysning"]),
    "one id for two": ([(P, "id: belysning", "id: synas")], ["2028/pledge.sv.md:20:9 id_repeated synas"]),
    "a focus area by its title": ([(P, "focus_area: trygg-trafik", "focus_area: Trygg trafik")], ["2028/pledge.sv.md:15:17 id_format Trygg trafik → trygg-trafik"]),
    "a focus area that has gone": ([(P, "focus_areas:\n  - {id: trygg-trafik, title: Trygg trafik}\n", ""), (E, "focus_areas:\n  - {id: trygg-trafik, title: Safe traffic}\n", "")], ["2028/pledge.sv.md:13:17 focus_unknown trygg-trafik"]),
    "an earlier promise without its folder": ([(P, "continues: 2027/lampor", "continues: lampor")], ["2028/pledge.sv.md:25:16 reference_format lampor → 2027/lampor"]),
    "an earlier promise of another year": ([(P, "continues: 2027/lampor", "continues: 2026/lampor")], ["2028/pledge.sv.md:25:16 promise_unknown 2026/lampor → 2027/lampor"]),
    "a promise of the same pledge carried on": ([(P, "continues: 2027/lampor", "continues: 2028/synas")], ["2028/pledge.sv.md:25:16 continues_later 2028/synas"]),
    "the pledge for its promise": ([(P, "continues: 2027/lampor", "continues: 2027")], ["2028/pledge.sv.md:25:16 reference_format 2027 → 2027/lampor"]),
    "a change to a promise that is none": ([(P, "sources: [k1, p1]", "changes: [{date: 2028-02, kind: changed, promise: ljus, note: Ny plats.}]\nsources: [k1, p1]")], ["2028/pledge.sv.md:29:51 promise_unknown ljus"]),
    # Records
    "an agreement by its title": ([(P, "agreement: 2024-2028", "agreement: Överenskommelse 2024–2028")], ["2028/pledge.sv.md:6:12 id_named Överenskommelse 2024–2028 → 2024-2028"]),
    "an agreement with its path": ([(P, "agreement: 2024-2028", "agreement: agreements/2024-2028")], ["2028/pledge.sv.md:6:12 id_named agreements/2024-2028 → 2024-2028"]),
    "an agreement of another year": ([(P, "agreement: 2024-2028", "agreement: 2024-2027")], ["2028/pledge.sv.md:6:12 agreement_unknown 2024-2027 → 2024-2028"]),
    "a period of last year": ([(P, "period: 2028\n", "period: 2018\n")], ["2028/pledge.sv.md:3:9 folder_period 2028"]),
    "a period longer than its folder": ([(A, "period: 2024-2028", "period: 2024-2027")], ["agreements/2024-2028/agreement.sv.md:3:9 folder_period 2024-2028"]),
    "last year's title": ([(P, "title: Medborgarlöfte 2028", "title: Medborgarlöfte 2026")], ["2028/pledge.sv.md:2:8 year_outside 2026"]),
    # Follow-ups
    "a result for a misspelt promise": ([(F, "promise: belysning", "promise: belysnig")], ["2028/followup-2028-07.sv.md:12:14 promise_unknown belysnig → belysning"]),
    "results for two misspelt promises": ([(F, "promise: belysning", "promise: belysnig"), (F, "promise: synas", "promise: synsa")], ["2028/followup-2028-07.sv.md:8:14 promise_unknown synsa → synas", "2028/followup-2028-07.sv.md:12:14 promise_unknown belysnig → belysning"]),
    "a result by its text": ([(F, "promise: belysning", "promise: Laga trasiga lampor på Åsen inom en vecka.")], ["2028/followup-2028-07.sv.md:12:14 id_named Laga trasiga lampor på Åsen inom en vecka. → belysning"]),
    "a result with its folder": ([(F, "promise: belysning", "promise: 2028/belysning")], ["2028/followup-2028-07.sv.md:12:14 id_named 2028/belysning → belysning"]),
    "a result for an activity that is none": ([(F, "promise: belysning", "promise: belysning\n    activity: patrull")], ["2028/followup-2028-07.sv.md:13:15 activity_unknown patrull"]),
    "two results for one promise": ([(F, "promise: belysning", "promise: synas")], ["2028/followup-2028-07.sv.md:12:14 result_repeated synas"]),
    "results of another pledge": ([(F, "promise: synas", "promise: lampor")], ["2028/followup-2028-07.sv.md:8:14 promise_unknown lampor"]),
    "a follow-up by a stranger": ([(F, "by: polisen", "by: bolaget")], ["2028/followup-2028-07.sv.md:3:5 followup_outsider bolaget"]),
    "a follow-up by the other party": ([(F, "by: polisen", "by: kommunen")], ["2028/followup-2028-07.sv.md:8:14 result_outsider synas"]),
    "a follow-up of another year": ([(F, "date: 2028-07", "date: 2027-07"), (F, "{start: 2028-01, end: 2028-06}", "2027")], ["2028/followup-2028-07.sv.md:2:7 followup_early 2027-07", "2028/followup-2028-07.sv.md:5:9 followup_covers 2027"]),
    "a follow-up that covers what is to come": ([(F, "{start: 2028-01, end: 2028-06}", "{start: 2028-08, end: 2028-12}")], ["2028/followup-2028-07.sv.md:2:7 followup_ahead 2028-07"]),
    "a final report too early": ([(F, "kind: interim", "kind: final")], ["2028/followup-2028-07.sv.md:4:7 final_early 2028-07"]),
    "a date that is not the file's": ([(F, "date: 2028-07", "date: 2028-06")], ["2028/followup-2028-07.sv.md:2:7 followup_name 2028-06"]),
    "fulfilled too early": ([(F, "status: ongoing\n    figures", "status: fulfilled\n    figures")], ["2028/followup-2028-07.sv.md:9:13 status_unmet 90"]),
    "not begun with much done": ([(F, "status: ongoing\n    figures", "status: not_started\n    figures")], ["2028/followup-2028-07.sv.md:9:13 status_begun 90 kontroller"]),
    "not fulfilled with more than enough": ([(F, "status: ongoing\n    figures: {count: 90", "status: not_fulfilled\n    figures: {count: 290")], ["2028/followup-2028-07.sv.md:9:13 status_met 290"]),
    "another unit": ([(F, "unit: kontroller", "unit: lampor")], ["2028/followup-2028-07.sv.md:10:14 figure_unit lampor"]),
    "no results in Swedish": ([(F, FILES[F][FILES[F].index("results:") : FILES[F].index("sources:")], "")], ["2028/followup-2028-07.sv.md:2:1 original_lacks results"]),
    # Translations
    "the Swedish pledge as the English": ([(E, FILES[E], FILES[P])], ["2028/pledge.en.md:3:9 translation_copied period, parties, agreement, dates, party, by, focus_area, places, themes, count, continues, sources"]),
    "the Swedish follow-up as the English": ([(G, FILES[G], FILES[F])], ["2028/followup-2028-07.en.md:2:1 translation_copied date, by, kind, start, end, status, count"]),
    "a Swedish promise in English": ([(E, "Mend broken lamps on Åsen within a week.", "Laga trasiga lampor på Åsen inom en vecka.")], ["2028/pledge.en.md:13:11 language_other Laga trasiga lampor på Åsen inom en vecka."]),
    "a Swedish summary in English": ([(G, "The police tell of the first half of the year.", "Polisen berättar om hur det har gått.")], ["2028/followup-2028-07.en.md:2:10 language_other Polisen berättar om hur det har gått."]),
    "an English promise in Swedish": ([(P, "text: Synas på Fiktiva torget varje fredag.", "text: Be seen on the square and in the streets.")], ["2028/pledge.sv.md:16:11 language_original Be seen on the square and in the streets."]),
    "a promise left out in English": ([(E, FILES[E][FILES[E].index("  - id: belysning") : -4], "")], ["2028/pledge.en.md:1:1 translation_incomplete promises/belysning/text, promises/belysning/activities/ronder/text"]),
    "a signatory renamed in English": ([(E, "name: Ada Exempelsson", "name: Ada Exempelson")], ["2028/pledge.en.md:5:12 words_id_unknown Ada Exempelson → Ada Exempelsson"]),
    "facts in English": ([(E, "title: Citizen pledge 2028\n", "title: Citizen pledge 2028\nperiod: 2028\nparties: [polisen]\nagreement: 2024-2028\n")], ["2028/pledge.en.md:3:9 facts_in_translation period, parties, agreement"]),
    # Persons
    "a personal number in a promise": ([(P, "Laga trasiga lampor", "Laga trasiga lampor hos 811218-9876")], ["2028/pledge.sv.md:22:11 personal_number 811218-****"]),
    "a telephone number in a result": ([(F, "Lamporna lagas efter hand.", "Lamporna lagas, ring 070-123 45 67.")], ["2028/followup-2028-07.sv.md:14:11 personal_phone 070-123 45 67"]),
    "a person's address of mail in a summary": ([(F, "om det första halvåret.", "genom ada.exempelsson@example.org.")], ["2028/followup-2028-07.sv.md:6:10 personal_mail ada.exempelsson@example.org"]),
    # The same twice
    "one promise twice": ([(P, "text: Laga trasiga lampor på Åsen inom en vecka.", "text: Synas på Fiktiva torget varje fredag.")], ["2028/pledge.sv.md:22:11 listed_twice synas på fiktiva torget varje fredag"]),
    "a year that is no gap": ([(R, "sources:\n", "gaps: [{period: 2027, state: none}]\nsources:\n")], ["register.yml:12:17 gap_filled 2027"]),
}  # fmt: skip


def change(changes: Sequence[Change]) -> dict[str, str]:
    files = dict(FILES)
    for name, old, new in changes:
        assert old in files[name], (name, old)
        files[name] = files[name].replace(old, new, 1)
    return files


@pytest.fixture(scope="module")
def labels(catalogues: Catalogues) -> EnumLabels:
    return list_enum_labels(catalogues.words.values())


def list_told(given: Given, catalogues: Catalogues, labels: EnumLabels, files: dict[str, str]) -> list[str]:
    result = given({"2027/pledge.sv.md": None, **files}, today=TODAY)
    loaded = load_book(result.root, LANGUAGES, today=TODAY, labels=labels)
    meaning = check_meaning(loaded.book, loaded.entries, catalogues.words) if loaded.book else ()
    found = order_problems([*loaded.problems, *meaning], LANGUAGES)
    assert all(render_problem(problem, catalogues[language]) for problem in found for language in LANGUAGES)
    return [show_problem(problem) for problem in found]


def test_the_project_is_sound(given: Given, catalogues: Catalogues, labels: EnumLabels) -> None:
    assert [] == list_told(given, catalogues, labels, FILES)


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_once_where_it_is(given: Given, catalogues: Catalogues, labels: EnumLabels, name: str) -> None:
    changes, expected = SLIPS[name]
    assert expected == list_told(given, catalogues, labels, change(changes))
