"""Pages of places, themes and parties: whether anything is in force there is said first, and no number is nought."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html

from core.conftest import LANGUAGES, Given, Show, agreement, pledge, register
from core.conftest import SV as SV_FILE
from pledgebook.names import Language

SV, EN = LANGUAGES
PLACES = """
    places:
      - {id: hela, name: {sv: Hela kommunen, en: The whole municipality}, type: municipality}
      - {id: norr, name: Norr & Väst, part_of: hela}
      - {id: soder, name: Söder, part_of: hela}
"""
OWN = "area: [norr]\npromises: [{id: a, by: polisen, text: A}, {id: b, by: polisen, text: B}]"
WHOLE = "promises: [{id: c, by: kommunen, text: C, themes: trafik}]"
Read = Callable[..., html.HtmlElement]


@pytest.fixture
def read(given: Given, show: Show) -> Read:
    def open_page(address: str, language: Language = SV, shared: str = "", **pledges: str) -> html.HtmlElement:
        files = {f"{name.lstrip('_')}/pledge.sv.md": pledge(text) for name, text in pledges.items()}
        frame = {"agreements/2024-2027/agreement.sv.md": agreement()}
        told = given({"register.yml": register(PLACES + shared), "2027/pledge.sv.md": None, **frame, **files})
        return html.fromstring(f"<main>{show(told.book).html(address, language)}</main>")

    return open_page


def words(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(item.text_content().split()) for item in page.xpath(path)]


def top(page: html.HtmlElement) -> str:
    return words(page, "//*[contains(@class, 'pb-banner__state')]")[0]


def test_a_place_says_first_what_is_in_force_for_it_and_for_the_whole(read: Read) -> None:
    pledges = {"_2027": OWN, "_2026": f"period: {{start: 2026, end: open}}\n{WHOLE}", "_2020": f"period: 2020\n{OWN}"}
    page = read("platser/norr/", **pledges)
    assert "Just nu gäller 2 löften för Norr & Väst och 1 löfte för hela Exempelstad." == top(page)
    assert ["Här finns 4 löften för Norr & Väst och 1 löfte för hela Exempelstad."] == words(
        page, "//*[@class='pb-lead']"
    )
    headings = words(page, "//h2")
    assert ["Lovat för Norr & Väst", "Lovat för hela Exempelstad", "Överenskommelse som gäller"] == headings
    page = read("platser/norr/", EN, **pledges)
    assert "In force now: 2 promises for Norr & Väst and 1 promise for the whole of Exempelstad." == top(page)


def test_a_place_that_nothing_is_promised_for_still_has_what_is_promised_for_the_whole(read: Read) -> None:
    page = read("platser/soder/", _2020=f"period: 2020\n{WHOLE}")
    assert "Inget medborgarlöfte gäller här just nu." == top(page)
    lead = "Inget löfte är gjort särskilt för Söder. Här finns 1 löfte för hela Exempelstad."
    assert [lead] == words(page, "//*[@class='pb-lead']")
    assert ["Lovat för hela Exempelstad", "Överenskommelse som gäller"] == words(page, "//h2")


def test_who_has_compiled_the_site_says_what_is_in_force_as_far_as_is_known(read: Read) -> None:
    page = read("platser/soder/", shared="    publication: compiled\n", _2020=f"period: 2020\n{WHOLE}")
    assert "Inget medborgarlöfte gäller här just nu, såvitt vi vet." == top(page)


def test_when_a_pledge_is_in_force_and_its_promises_are_unknown_that_is_said(read: Read) -> None:
    page = read("platser/soder/", _2027="promises: []\nunknown: [promises]")
    assert "Ett medborgarlöfte gäller här just nu. Vi vet inte vad det lovar." == top(page)


def test_the_page_of_the_whole_leads_to_its_parts_with_what_each_has(read: Read) -> None:
    page = read("platser/hela/", _2027=OWN)
    assert ["Norr & Väst 2 löften Gäller nu", "Söder inget eget löfte"] == words(
        page, "//ul[contains(@class, 'pb-index')]/li"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("platser/", ["Norr & Väst 2 löften", "Söder inget eget löfte", "Hela kommunen 1 löfte Gäller nu"]),
        ("teman/", ["Trafik 1 löfte Gäller nu", "Narkotika inget löfte"]),
    ],
)
def test_lists_say_in_words_that_there_is_none(read: Read, address: str, expected: list[str]) -> None:
    page = read(address, _2027=WHOLE, _2020=f"period: 2020\n{OWN}")
    assert expected == words(page, "//ul[contains(@class, 'pb-index')]/li")


def test_a_theme_and_a_party_say_how_much_of_it_is_in_force(read: Read) -> None:
    pledges = {"_2027": WHOLE, "_2020": f"period: 2020\n{OWN}"}
    text = words(read("teman/trafik/", **pledges), "//main")[0]
    assert re.search(r"1 löfte gäller nu\. 1 löfte i 1 medborgarlöfte\.", text)
    text = words(read("parter/polisen/", **pledges), "//main")[0]
    assert re.search(r"Inget av löftena gäller just nu\. 2 löften i 1 medborgarlöfte\.", text)


def test_why_nothing_is_known_of_several_promises_is_said_once(read: Read) -> None:
    page = read("platser/norr/", _2020=f"period: 2020\n{OWN}")
    (why,) = words(page, "//*[@class='pb-mention']//*[@class='pb-silence']")
    assert why.startswith("Tiden gick ut den 31 december 2020.")
    assert 1 == words(page, "//main")[0].count("Tiden gick ut")
    assert 2 == words(page, "//main")[0].count("Inte redovisat")


def test_each_of_several_municipalities_goes_by_its_own_name(given: Given, show: Show) -> None:
    two = """
    places:
      - {id: by, name: Byn, type: municipality}
      - {id: ort, name: Orten, type: municipality}
      - {id: del, name: Delen, part_of: ort}
    """
    files = {"register.yml": register(two), SV_FILE: pledge("area: [ort]\npromises: [{id: a, by: polisen, text: A}]")}
    shown = show(given(files).book)
    own, part = (
        html.fromstring(f"<main>{shown.html(address, SV)}</main>") for address in ("platser/ort/", "platser/del/")
    )
    assert "Just nu gäller 1 löfte för Orten." == top(own)
    assert "Just nu gäller 1 löfte för hela Orten." == top(part)
    assert "hela Exempelstad" not in own.text_content() + part.text_content()


def test_what_is_promised_for_a_whole_without_a_page_is_all_within_reach(given: Given, show: Show) -> None:
    many = "promises:\n" + "".join(f"  - {{id: l{n}, by: polisen, text: Ord {n}.}}\n" for n in range(60))
    shown = show(given({SV_FILE: pledge(many)}).book)
    page = html.fromstring(f"<main>{shown.html('platser/sagogatan/', SV)}</main>")
    assert ["../../arkiv/"] == page.xpath("//section//a[contains(., '60 löften')]/@href")
    few = show(given({SV_FILE: pledge()}).book).html("platser/sagogatan/", SV)
    assert not html.fromstring(f"<main>{few}</main>").xpath("//section//a[@class='pb-more']")


def test_a_pledge_says_its_time_only_where_its_title_does_not(read: Read) -> None:
    pledges = {"_2020": f"period: 2020\ntitle: Medborgarlöfte 2020\n{OWN}", "_2019": f"period: 2019\ntitle: Nu\n{OWN}"}
    page = read("platser/norr/", **pledges)
    assert ["Avslutat", "2019 · Avslutat"] == words(page, "//*[@class='pb-mention__state']")


@pytest.mark.parametrize("address", ["platser/norr/", "parter/polisen/"])
def test_that_a_promise_has_no_measurable_target_is_left_to_its_own_page(read: Read, address: str) -> None:
    assert "inget mätbart mål" not in words(read(address, _2027=OWN), "//main")[0]
