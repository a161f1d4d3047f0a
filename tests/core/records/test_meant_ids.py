"""What was meant where a name stands for an id: names of the register in any language, case and letters."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, REGISTER, SV, Given, agreement, followup, pledge, promise

NAMES = (
    REGISTER.replace("places:\n", "places:\n  - {id: asen, name: Åsen, aliases: [Gröna åsen]}\n")
    .replace("themes:\n", "themes:\n  - {id: unga, name: {sv: Barn och unga, en: Children and young people}}\n")
    .replace("name: {sv: Polisen, en: The police},", "name: {sv: Polisen, en: The police}, inline: polismyndigheten,")
)


@pytest.mark.parametrize(
    ("text", "expected", "fix"),
    [
        # parties
        (pledge("parties: [Polisen]"), "2:11 id_format Polisen → polisen", "parties: [polisen]"),
        (pledge("parties: [POLISEN]"), "2:11 id_format POLISEN → polisen", "parties: [polisen]"),
        (pledge("parties: The Police"), "2:10 id_named The Police → polisen", "parties: polisen"),
        (pledge("parties: [Exempelstads kommun]"), "2:11 id_named Exempelstads kommun → kommunen", "parties: [kommunen]"),
        (pledge("parties: exempelstad municipality"), "2:10 id_named exempelstad municipality → kommunen", "parties: kommunen"),
        (pledge("parties: Polismyndigheten"), "2:10 id_named Polismyndigheten → polisen", "parties: polisen"),
        (pledge("parties: polismyndigheten"), "2:10 party_unknown polismyndigheten → polisen", "parties: polisen"),
        (pledge("parties: pahittade bostader"), "2:10 id_named pahittade bostader → bolaget", "parties: bolaget"),
        (pledge("parties: Exempelstads komun"), "2:10 party_unknown Exempelstads komun → kommunen", "parties: kommunen"),
        (pledge('parties: ["Exempelstads kommun"]'), "2:11 id_named Exempelstads kommun → kommunen", 'parties: ["kommunen"]'),
        (pledge("parties: Polisen och Exempelstads kommun"), "2:10 id_list Polisen och Exempelstads kommun → [polisen, kommunen]", "parties: [polisen, kommunen]"),
        (pledge("parties: Polisen, Exempelstads kommun samt Påhittade Bostäder"), "2:10 id_list Polisen, Exempelstads kommun samt Påhittade Bostäder → [polisen, kommunen, bolaget]", "parties: [polisen, kommunen, bolaget]"),
        (pledge("parties: [polisen kommunen]"), "2:11 id_list polisen kommunen → [polisen, kommunen]", "parties: [polisen, kommunen]"),
        (pledge("parties: [polisen & Kommunen]"), "2:11 id_list polisen & Kommunen → [polisen, kommunen]", "parties: [polisen, kommunen]"),
        (pledge("parties: Polisen och skolan"), "2:10 party_unknown Polisen och skolan", ""),
        (pledge("parties: [Kyrkan]"), "2:11 party_unknown Kyrkan", ""),
        (pledge("parties: påhittade"), "2:10 party_unknown påhittade → bolaget", "parties: bolaget"),
        (pledge("signatories: [{name: Ada, party: Exempelstads kommun}]"), "2:34 id_named Exempelstads kommun → kommunen", "signatories: [{name: Ada, party: kommunen}]"),
        (pledge("signatories: [{name: Ada, party: polisen kommunen}]"), "2:34 party_unknown polisen kommunen", ""),
        # places and themes
        (pledge("area: Fiktiva torget"), "2:7 id_format Fiktiva torget → fiktiva-torget", "area: fiktiva-torget"),
        (pledge("area: [fictional square]"), "2:8 id_named fictional square → fiktiva-torget", "area: [fiktiva-torget]"),
        (pledge("area: Åsen"), "2:7 id_format Åsen → asen", "area: asen"),
        (pledge("area: Gröna åsen"), "2:7 id_named Gröna åsen → asen", "area: asen"),
        (pledge("area: Sagogatan, Åsen"), "2:7 id_list Sagogatan, Åsen → [sagogatan, asen]", "area: [sagogatan, asen]"),
        (pledge("area: Gamla stan"), "2:7 place_unknown Gamla stan", ""),
        (promise("themes: Barn och unga"), "3:52 id_named Barn och unga → unga", "  - {id: synas, by: polisen, text: Synas., themes: unga}"),
        (promise("themes: [trafik, barn och unga]"), "3:61 id_named barn och unga → unga", "  - {id: synas, by: polisen, text: Synas., themes: [trafik, unga]}"),
        (promise("themes: [Barn och unga och trafik]"), "3:53 id_list Barn och unga och trafik → [unga, trafik]", "  - {id: synas, by: polisen, text: Synas., themes: [unga, trafik]}"),
        (promise("themes: [Children and young people]"), "3:53 id_named Children and young people → unga", "  - {id: synas, by: polisen, text: Synas., themes: [unga]}"),
        (promise("themes: barn-och-unga"), "3:52 theme_unknown barn-och-unga → unga", "  - {id: synas, by: polisen, text: Synas., themes: unga}"),
        (promise("themes: barn"), "3:52 theme_unknown barn", ""),
        # sources
        (pledge("sources: Polisen"), "2:10 source_unknown Polisen → p1", "sources: p1"),
        (pledge("sources: [exempelstads-kommun]"), "2:11 source_unknown exempelstads-kommun → k1", "sources: [k1]"),
        (pledge("sources: [https://example.org/lofte]"), "2:11 id_named https://example.org/lofte → p1", "sources: [p1]"),
        (pledge("sources: [k2]"), "2:11 source_unknown k2", ""),
        # other records
        (pledge("agreement: 2024–2027"), "2:12 id_format 2024–2027 → 2024-2027", "agreement: 2024-2027"),
        (pledge("agreement: Avtalet"), "2:12 id_format Avtalet", ""),
        (pledge("continues: 2026_"), "2:12 id_format 2026_ → 2026", "continues: 2026"),
        (pledge("replaces: Förra löftet"), "2:11 id_format Förra löftet", ""),
        (promise("continues: 2026 / synas"), "3:55 reference_format 2026 / synas → 2026/synas", "  - {id: synas, by: polisen, text: Synas., continues: 2026/synas}"),
        (promise("continues: 2026/Synas"), "3:55 reference_format 2026/Synas → 2026/synas", "  - {id: synas, by: polisen, text: Synas., continues: 2026/synas}"),
        (promise("continues: 2026/Borta"), "3:55 reference_format 2026/Borta", ""),
        (promise("continues: 2025"), "3:55 reference_format 2025", ""),
    ],
)  # fmt: skip
def test_a_name_is_told_with_the_id_that_it_stands_for(given: Given, text: str, expected: str, fix: str) -> None:
    told = given({"register.yml": NAMES, "2026/pledge.sv.md": pledge("period: 2026"), AG: agreement(), SV: text})
    assert [f"{SV}:{expected}"] == told.problems
    assert fix == next(problem.fix for problem in told.found if problem.level == "error")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (followup("by: The Police"), "2:5 id_named The Police → polisen"),
        (followup("results: [{promise: Synas}]"), "2:21 id_format Synas → synas"),
        (followup("results: [{promise: Synas på Fiktiva torget.}]"), "2:21 id_named Synas på Fiktiva torget. → synas"),
        (followup("results: [{promise: Gå hem}]"), "2:21 id_format Gå hem"),
    ],
)
def test_a_follow_up_too(given: Given, text: str, expected: str) -> None:
    assert [f"{FU}:{expected}"] == given({FU: text}).problems


def test_a_focus_area_by_its_title(given: Given) -> None:
    areas = "focus_areas: [{id: trygg-trafik, title: En trygg trafik}]\n"
    text = "promises:\n  - {id: a, by: polisen, text: A, focus_area: En trygg trafik}"
    told = given({SV: pledge(areas + text)})
    assert [f"{SV}:4:47 id_named En trygg trafik → trygg-trafik"] == told.problems


def test_a_promise_of_another_pledge_without_its_folder(given: Given) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026\npromises: [{id: lampor, by: polisen, text: A}]"), SV: promise("continues: lampor")})  # fmt: skip
    assert [f"{SV}:3:55 reference_format lampor → 2026/lampor"] == told.problems


def test_several_names_in_a_line_are_mended_in_one_line(given: Given) -> None:
    told = given({"register.yml": NAMES, SV: pledge("parties: [The police, Exempelstads kommun, bolaget]")})
    assert 2 == len(told.problems)
    assert {"parties: [polisen, kommunen, bolaget]"} == {item.fix for item in told.found if item.level == "error"}


def test_no_name_is_guessed_where_the_register_cannot_be_read(given: Given) -> None:
    told = given({"register.yml": "name: A: B\n", SV: pledge("parties: [Exempelstads kommun]")})
    assert [f"{SV}:2:11 id_format Exempelstads kommun"] == told.problems[1:]


def test_a_name_that_two_share_stands_for_neither(given: Given) -> None:
    twin = NAMES.replace("places:\n", "places:\n  - {id: asen-2, name: Åsen}\n")
    told = given({"register.yml": twin, SV: pledge("area: Gröna ÅSEN"), "2026/pledge.sv.md": pledge("area: Åsen")})
    assert f"{SV}:2:7 id_named Gröna ÅSEN → asen" in told.problems
