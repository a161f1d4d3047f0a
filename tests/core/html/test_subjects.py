"""Pages of places, themes and parties: whether anything is in force there is said first, and no number is nought."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import html

from core.conftest import LANGUAGES, Given, Show, agreement, pledge, register
from core.conftest import SV as SV_FILE
from pledgebook.model import Party
from pledgebook.names import Language

SV, EN = LANGUAGES
PLACES = """
    places:
      - {id: hela, name: {sv: Hela kommunen, en: The whole municipality}, type: municipality}
      - {id: norr, name: Norr & Väst, part_of: hela}
      - {id: soder, name: Söder, part_of: hela}
"""
OWN = "area: [norr]\npromises: [{id: a, by: polisen, text: A}, {id: b, by: polisen, text: B}]"
MUNICIPALITY = "area: {scope: municipality}\n"
WHOLE = MUNICIPALITY + "promises: [{id: c, by: kommunen, text: C, themes: trafik}]"
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


def test_a_name_that_begins_with_an_article_is_said_as_in_a_sentence(read: Read) -> None:
    shared = "      - {id: hamnen, name: {sv: Den gamla hamnen, en: The Old Harbour}, part_of: hela}\n"
    pledges = {"_2027": OWN.replace("[norr]", "[hamnen]")}
    page = read("platser/hamnen/", EN, shared=shared, **pledges)
    assert "In force now: 2 promises for the Old Harbour." == top(page)
    assert (["The Old Harbour"], "Promised for the Old Harbour") == (words(page, "//h1"), words(page, "//h2")[0])
    assert "Just nu gäller 2 löften för den gamla hamnen." == top(read("platser/hamnen/", shared=shared, **pledges))


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
    page = read("platser/soder/", _2027=f"{MUNICIPALITY}promises: []\nunknown: [promises]")
    assert "Ett medborgarlöfte gäller här just nu. Vi vet inte vad det lovar." == top(page)
    page = read("platser/soder/", _2027="promises: []\nunknown: [promises]")
    assert "Just nu finns ett medborgarlöfte som kan gälla här. Vi vet inte vad det lovar." == top(page)


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


PARTIES = """
    parties:
      - {id: polisen, name: Polisen, inline: {sv: polisen}, type: police}
      - {id: kommunen, name: Exempelstads kommun, type: municipality}
      - {id: namnden, name: Fritidsnämnden, type: municipality, part_of: kommunen}
      - {id: lugnt, name: Lugnt program, type: programme, part_of: [kommunen, polisen]}
      - {id: bolaget, name: Bolaget AB, type: public_company}
"""


def test_a_party_without_a_promise_of_its_own_is_told_what_it_has_a_part_in(read: Read) -> None:
    helped = "promises: [{id: a, by: polisen, text: Gå runt., with: bolaget}, {id: b, by: polisen, text: Annat.}]"
    behind = "period: 2020\nparties: [polisen, bolaget]\npromises: [{id: c, by: polisen, text: C}]"
    page = read("parter/bolaget/", shared=PARTIES, _2027=helped, _2020=behind)
    assert ["Vi känner inte till något eget löfte från Bolaget AB. Här står vad Bolaget AB har del i."] == words(
        page, "//*[@class='pb-lead']"
    )
    assert ["Hjälper till med", "Är part i"] == words(page, "//h2")
    assert ["Gå runt."] == words(page, "//*[contains(@class, 'pb-promise__text')]")
    assert "Medborgarlöftet tar upp det här" not in words(page, "//main")[0]
    assert "0 löften" not in words(page, "//main")[0]
    assert "inget eget löfte" in words(read("parter/", shared=PARTIES, _2027=helped), "//li[contains(., 'Bolaget')]")[0]


def test_one_who_does_a_step_of_anothers_promise_helps(read: Read) -> None:
    text = "promises: [{id: a, by: polisen, text: Gå runt., activities: [{id: x, text: X, by: [polisen, bolaget]}]}]"
    page = read("parter/bolaget/", shared=PARTIES, _2027=text)
    assert ["Gör eller hjälper till med"] == words(page, "//h2")
    assert ["X"] == [item.split(" Bolaget")[0].removesuffix(" Polisen och") for item in words(page, "//li")]
    page = read("parter/polisen/", shared=PARTIES, _2027=text)
    assert not {"Hjälper till med", "Gör eller hjälper till med"} & set(words(page, "//h2"))


def test_a_party_with_promises_of_its_own_is_told_what_it_helps_with_and_does_too(read: Read) -> None:
    text = (
        "promises:\n  - {id: a, by: bolaget, text: Eget.}\n  - {id: b, by: polisen, text: Gå runt., with: bolaget}\n"
        "  - {id: c, by: polisen, text: Lysa., activities: [{id: x, text: Byta lampor., by: bolaget}, {id: y, text: Y.}]}"
    )
    page = read("parter/bolaget/", shared=PARTIES, _2027=text)
    assert ["Eget.", "Gå runt.", "Lysa."] == words(page, "//*[contains(@class, 'pb-promise__text')]")
    assert ["Medborgarlöfte 2027", "Gör eller hjälper till med"] == words(page, "//h2")
    assert words(page, "//*[@class='pb-activities']/li") == ["Byta lampor. Bolaget AB"]
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)


def test_a_party_to_a_pledge_that_helps_with_a_promise_is_told_as_a_party_too(read: Read) -> None:
    text = "parties: [polisen, bolaget]\npromises: [{id: a, by: polisen, text: Gå runt., with: bolaget}]"
    page = read("parter/bolaget/", shared=PARTIES, _2027=text)
    assert ["Hjälper till med", "Är part i"] == words(page, "//h2")


def test_a_unit_and_a_programme_are_told_on_both_pages(read: Read) -> None:
    text = "parties: [kommunen, lugnt]\npromises: [{id: a, by: namnden, text: A}, {id: b, by: lugnt, text: B}]"
    page = read("parter/kommunen/", shared=PARTIES, _2027=text)
    assert ["Fritidsnämnden 1 löfte Gäller nu", "Lugnt program 1 löfte Gäller nu"] == words(
        page, "//h2[contains(., 'Enheter')]/following-sibling::ul[1]/li"
    )
    assert "Del av Exempelstads kommun." in words(read("parter/namnden/", shared=PARTIES, _2027=text), "//p")
    assert ["Enheter och program"] == words(page, "//h2[contains(., 'Enheter')]")
    assert "Program" in words(read("parter/polisen/", shared=PARTIES, _2027=text), "//h2")
    alone = PARTIES.replace("[kommunen, polisen]", "[polisen]")
    assert "Enhet" in words(read("parter/kommunen/", shared=alone, _2027=text), "//h2")
    run_by = words(read("parter/lugnt/", shared=PARTIES, _2027=text), "//p")
    assert "Program som drivs av polisen och Exempelstads kommun." in run_by


def test_a_name_inside_a_sentence_is_in_the_language_of_the_page_as_far_as_there_is_one() -> None:
    party = Party.model_validate(
        {"id": "p", "type": "police", "name": {"sv": "Polisen", "en": "The police", "fi": "Poliisi"}, "inline": {"sv": "polisen", "no": "politiet"}}
    )  # fmt: skip
    said = {language: str(party.say_inline(Language(language))) for language in ("sv", "en", "fi", "no", "de")}
    assert {"sv": "polisen", "en": "The police", "fi": "Poliisi", "no": "politiet", "de": "polisen"} == said


def test_a_pledge_says_what_it_is_for_only_where_it_does(read: Read) -> None:
    def area(text: str) -> list[str]:
        page = read("2027/", _2027=f"{text}\npromises: [{{id: a, by: polisen, text: A}}]")
        return words(page, "//dt[. = 'Område']/following-sibling::dd[1]")

    assert [] == area("")
    assert ["Hela kommunen"] == area("area: {scope: municipality}")
    assert ["Flera kommuner"] == area("area: {scope: municipalities}")
    assert ["okänt"] == area("unknown: [area]")
    assert ["Utom hamnen."] == area("area: {note: Utom hamnen.}")
    assert ["Norr & Väst"] == area("area: [norr]")


def test_a_promise_for_no_given_place_is_told_of_each_place_and_claimed_of_none(read: Read) -> None:
    text = "promises: [{id: a, by: polisen, text: Gå runt.}]"
    for address in ("platser/norr/", "platser/hela/"):
        page = read(address, _2027=text)
        assert "Just nu gäller 1 löfte utan angiven plats." == top(page)
        assert "Lovat utan angiven plats" in words(page, "//h2")
        assert "hela Exempelstad" not in page.text_content()
    assert ["Norr & Väst inget eget löfte", "Söder inget eget löfte", "Hela kommunen inget eget löfte"] == words(
        read("platser/", _2027=text), "//ul[contains(@class, 'pb-index')]/li"
    )


def test_why_nothing_is_known_of_several_promises_is_said_once(read: Read) -> None:
    page = read("platser/norr/", _2020=f"period: 2020\n{OWN}")
    (why,) = words(page, "//*[@class='pb-mention']//*[@class='pb-silence']")
    assert why.startswith("Tiden gick ut 2020. Här finns ingen uppföljning.")
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
    many = MUNICIPALITY + "promises:\n" + "".join(f"  - {{id: l{n}, by: polisen, text: Ord {n}.}}\n" for n in range(60))
    shown = show(given({SV_FILE: pledge(many)}).book)
    page = html.fromstring(f"<main>{shown.html('platser/sagogatan/', SV)}</main>")
    assert ["../../arkiv/"] == page.xpath("//section//a[contains(., '60 löften')]/@href")
    few = show(given({SV_FILE: pledge()}).book).html("platser/sagogatan/", SV)
    assert not html.fromstring(f"<main>{few}</main>").xpath("//section//a[@class='pb-more']")


def test_what_is_promised_nobody_knows_where_is_all_within_reach(given: Given, show: Show) -> None:
    many = "unknown: [area]\npromises:\n" + "".join(f"  - {{id: l{n}, by: polisen, text: Ord.}}\n" for n in range(60))
    page = html.fromstring(f"<main>{show(given({SV_FILE: pledge(many)}).book).html('platser/sagogatan/', SV)}</main>")
    assert ["../../arkiv/?plats=-"] == page.xpath("//section//a[@class='pb-more']/@href")


def test_a_pledge_says_its_time_only_where_its_title_does_not(read: Read) -> None:
    pledges = {"_2020": f"period: 2020\ntitle: Medborgarlöfte 2020\n{OWN}", "_2019": f"period: 2019\ntitle: Nu\n{OWN}"}
    page = read("platser/norr/", **pledges)
    assert ["Avslutat", "2019 · Avslutat"] == words(page, "//*[@class='pb-mention__state']")


@pytest.mark.parametrize("address", ["platser/norr/", "parter/polisen/"])
def test_that_a_promise_has_no_measurable_target_is_left_to_its_own_page(read: Read, address: str) -> None:
    assert "inget mätbart mål" not in words(read(address, _2027=OWN), "//main")[0].lower()


POLICE = "{id: p, name: Polisen, type: police}"
ONE, OTHER = "{id: a, name: A kommun, type: municipality}", "{id: b, name: B, type: municipality%s}"


@pytest.mark.parametrize(
    ("parties", "sender", "compiled"),
    [
        ((POLICE, ONE), "polisen och kommunen", "kommunen eller polisen"),
        ((POLICE, ONE, OTHER % ", part_of: a"), "polisen och kommunen", "kommunen eller polisen"),
        ((POLICE, ONE, OTHER % ""), "polisen och kommunerna", "kommunerna eller polisen"),
        ((POLICE,), "invånarna i Exempelstad har blivit lovade", "parterna"),
        ((ONE,), "invånarna i Exempelstad har blivit lovade", "parterna"),
    ],
)
def test_pages_speak_of_the_parties_that_there_are(
    given: Given, show: Show, parties: tuple[str, ...], sender: str, compiled: str
) -> None:
    listed = "parties:\n" + "".join(f"  - {party}\n" for party in parties)
    first = parties[0][5]
    text = pledge(f"parties: [{first}]\npromises: [{{id: x, by: {first}, text: X}}]")
    shown = show(given({"register.yml": register(f"publication: compiled\n{listed}"), SV_FILE: text}).book)
    start = next(page for page in shown.renderer.site.pages if not page.path)
    assert sender in shown.renderer.description(start, SV)
    assert compiled in shown.renderer.catalogues[SV].gettext("compiled")
    assert shown.renderer.catalogues[EN].gettext("compiled").startswith("This collection")


def test_what_is_said_of_one_promise_is_not_said_of_several(read: Read) -> None:
    one = "period: 2020\npromises: [{id: a, by: polisen, text: A}]"
    compiled = "    publication: compiled\n"
    for address in ("2020/", "parter/polisen/"):
        text = words(read(address, shared=compiled, _2020=one), "//main")[0]
        assert "löftena" not in text.casefold() and "löftet" in text
    text = words(read("2020/", shared=compiled, _2020=f"period: 2020\n{OWN}"), "//main")[0]
    assert "Det betyder inte att löftena bröts." in text


def test_words_to_begin_with_are_not_taken_from_another_language(read: Read) -> None:
    page = read("", EN, shared='    suggestions: {sv: "knark, buller"}\n', _2027=WHOLE)
    assert "knark" not in page.text_content() and "Traffic" in page.text_content()
    assert "knark" in read("", SV, shared='    suggestions: {sv: "knark, buller"}\n', _2027=WHOLE).text_content()
