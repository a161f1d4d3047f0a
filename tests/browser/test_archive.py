"""The archive narrowed: by its form, by its address, by keyboard, and by plain links without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Project

PHONE = {"width": 320, "height": 700}
Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


def titles(page: Page) -> list[str]:
    """The pledges that can be seen, from the top."""
    found: list[str] = page.locator(".pb-entry[data-party]:visible .pb-line__title").all_text_contents()
    return found


def promises(page: Page) -> list[str]:
    found: list[str] = page.locator(".pb-entry .pb-unfold li:visible > a").all_text_contents()
    return found


def told(page: Page) -> str:
    return page.locator(".pb-filter__told").inner_text()


def chips(page: Page) -> list[str]:
    """What has been chosen, as it can be taken away."""
    found: list[str] = page.locator(".pb-filter__chosen button").all_text_contents()
    return found


def options(page: Page, facet: str) -> dict[str, bool]:
    """What a list offers, and whether it can be chosen."""
    found: dict[str, bool] = page.locator(f".pb-filter [data-facet={facet}]").evaluate(
        "select => Object.fromEntries([...select.options].map(option => [option.text, !option.disabled]))"
    )
    return found


def show_more(page: Page) -> None:
    page.get_by_text("Fler val").click()


def test_a_choice_leaves_only_what_matches_and_stands_in_the_address(visit: Visit, served: str) -> None:
    page = visit("arkiv/")
    before = titles(page)
    page.get_by_role("combobox", name="Tema").select_option("trafik")
    expect(page).to_have_url(served + "arkiv/?tema=trafik")
    assert set(titles(page)) < set(before)
    assert "Göra 200 trafikkontroller på Fiktiva torget." in promises(page)
    assert "Ingripa mot langning." not in promises(page)
    page.get_by_role("combobox", name="Plats").select_option("fiktiva-torget")
    expect(page).to_have_url(served + "arkiv/?tema=trafik&plats=fiktiva-torget")
    assert ["Göra 200 trafikkontroller på Fiktiva torget."] == promises(page)


def test_years_without_a_pledge_are_seen_only_when_nothing_is_chosen(visit: Visit) -> None:
    page = visit("arkiv/")
    gap = page.locator(".pb-entry--gap").first
    expect(gap).to_be_visible()
    show_more(page)
    page.get_by_label("År").select_option("2019")
    expect(gap).to_be_hidden()
    assert ["Medborgarlöfte 2019"] == titles(page)
    page.get_by_role("button", name="Rensa alla val").click()
    expect(gap).to_be_visible()


@pytest.mark.parametrize("year", ["2021", "2022"])
def test_a_pledge_of_two_years_is_found_by_either_and_shown_once(visit: Visit, year: str) -> None:
    page = visit(f"arkiv/?ar={year}")
    assert 1 == titles(page).count("Medborgarlöfte 2021–2022")
    page = visit("arkiv/?part=polisen")
    assert 1 == titles(page).count("Medborgarlöfte 2021–2022")


def test_an_address_with_choices_opens_as_it_was_left(visit: Visit) -> None:
    page = visit("arkiv/?tema=trafik&plats=fiktiva-torget&annat=x")
    expect(page.get_by_role("combobox", name="Tema")).to_have_value("trafik")
    expect(page.get_by_role("combobox", name="Plats")).to_have_value("fiktiva-torget")
    assert ["Göra 200 trafikkontroller på Fiktiva torget."] == promises(page)


@pytest.mark.parametrize("query", ["?tema=finns-inte", "?tema=", "?tema=%22%3E%3Cb%3E", "?status=1&ar=x"])
def test_a_choice_there_is_not_is_no_choice(visit: Visit, query: str) -> None:
    page = visit(f"arkiv/{query}")
    assert "" == told(page)
    assert len(titles(page)) > 5


def test_back_and_forward_go_through_the_choices(visit: Visit, served: str) -> None:
    page = visit("arkiv/")
    everything = titles(page)
    page.get_by_role("combobox", name="Tema").select_option("trafik")
    traffic = titles(page)
    page.get_by_role("combobox", name="Tema").select_option("narkotika")
    page.go_back()
    expect(page.get_by_role("combobox", name="Tema")).to_have_value("trafik")
    assert traffic == titles(page)
    page.go_back()
    expect(page).to_have_url(served + "arkiv/")
    assert everything == titles(page)
    page.go_forward()
    assert traffic == titles(page)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("arkiv/?plats=fiktiva-torget&tema=trafik", r"^Visar 1 av \d+ löften, i 1 av 6 medborgarlöften\.$"),
        ("en/arkiv/?plats=fiktiva-torget&tema=trafik", r"^Showing 1 of \d+ promises, in 1 of 6 citizen pledges\.$"),
    ],
)
def test_the_count_is_in_the_language_of_the_page(visit: Visit, address: str, words: str) -> None:
    assert re.search(words, told(visit(address)))


def test_changes_of_the_count_are_announced_but_not_what_the_page_opened_with(visit: Visit) -> None:
    page = visit("arkiv/?tema=trafik", java_script_enabled=False)
    expect(page.get_by_role("status")).to_have_count(0)
    page = visit("arkiv/")
    expect(page.get_by_role("status")).to_have_text("")
    page.get_by_role("combobox", name="Tema").select_option("trafik")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Visar "))


def test_when_nothing_matches_the_page_says_what_to_do(visit: Visit, served: str) -> None:
    page = visit("arkiv/?tema=narkotika&plats=fiktiva-torget&status=withdrawn")
    assert "Inget löfte stämmer med allt du har valt. Ändra ett av valen, eller rensa alla." == told(page)
    assert [] == titles(page)
    expect(page.locator(".pb-filter [type=submit]")).to_be_hidden()
    page.get_by_role("button", name="Rensa alla val").press("Enter")
    expect(page).to_have_url(re.compile(re.escape(served) + r"arkiv/(\?status=withdrawn)?$"))
    expect(page.get_by_role("combobox", name="Plats")).to_be_focused()
    assert "" == told(page)


def test_each_pledge_stands_once_with_its_years(visit: Visit) -> None:
    page = visit("arkiv/")
    found = titles(page)
    assert len(found) == len(set(found)) == 6
    years = page.locator(".pb-entry", has_text="Två år om trafik").locator(".pb-entry__years")
    expect(years).to_have_text("2021–2022")
    assert ["2021", "2022"] == years.locator("span").evaluate_all("found => found.map(item => item.id)")


def test_promises_are_unfolded_on_a_wide_screen_and_when_something_is_chosen(visit: Visit) -> None:
    assert promises(visit("arkiv/"))
    page = visit("arkiv/", PHONE)
    assert [] == promises(page)
    page.get_by_role("combobox", name="Tema").select_option("trafik")
    assert promises(page)


def test_what_is_chosen_stands_as_chips_that_take_it_away(visit: Visit, served: str) -> None:
    page = visit("arkiv/?tema=trafik&plats=fiktiva-torget&ar=2019")
    assert ["Fiktiva torget ×", "Trafik ×", "2019 ×"] == chips(page)
    expect(page.locator("[data-facet=year]")).to_be_visible()
    page.get_by_role("button", name="Ta bort valet Plats: Fiktiva torget").click()
    expect(page).to_have_url(served + "arkiv/?tema=trafik&ar=2019")
    expect(page.get_by_role("combobox", name="Plats")).to_be_focused()
    assert ["Trafik ×", "2019 ×"] == chips(page)


def test_the_button_says_how_much_it_shows_and_leads_there(visit: Visit) -> None:
    page = visit("arkiv/", PHONE)
    expect(page.get_by_role("button", name=re.compile(r"^Visa \d+ löften$"))).to_be_visible()
    page.get_by_role("combobox", name="Plats").select_option("fiktiva-torget")
    page.get_by_role("button", name="Visa 1 löfte").click()
    expect(page.locator(".pb-entries")).to_be_focused()
    expect(page.locator(".pb-entry:visible").first).to_be_in_viewport()


def test_a_list_says_what_each_choice_would_leave_and_offers_none_that_is_empty(visit: Visit) -> None:
    page = visit("arkiv/?plats=fiktiva-torget")
    found = options(page, "theme")
    assert found["Trafik (1)"]
    assert not found["Narkotika (0)"]
    page.get_by_role("combobox", name="Plats").select_option("")
    assert options(page, "theme")["Narkotika (1)"]


def test_a_year_of_which_the_promises_are_unknown_says_so(visit: Visit) -> None:
    page = visit("arkiv/")
    assert options(page, "year")["2018 (löften okända)"]
    page = visit("arkiv/?ar=2018")
    assert "Visar 1 av 6 medborgarlöften. Vi vet inte vad 1 av dem lovar." == told(page)
    expect(page.get_by_role("button", name="Visa 1 medborgarlöfte")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("för Fiktiva torget", "fiktiva-torget"),
        ("för Exempelstads kommun", "hela-kommunen"),
        ("utan angiven plats", "-"),
    ],
    ids=["its part", "the whole", "none"],
)
def test_a_place_leads_to_what_may_hold_there_too(visit: Visit, served: str, name: str, place: str) -> None:
    page = visit("arkiv/?plats=angen")
    page.get_by_role("link", name=re.compile(rf"^Se också \d+ löften? {name}$")).click()
    expect(page).to_have_url(f"{served}arkiv/?plats={place}")
    page.go_back()
    assert ["Ängen ×"] == chips(page)


def test_the_numbers_of_places_themes_and_parties_are_the_same_everywhere(visit: Visit) -> None:
    """In the list of all of them, on their own pages and in the archive's filter."""
    page = visit("arkiv/")
    offered = {facet: options(page, facet) for facet in ("place", "theme", "party")}
    for facet, address in (("place", "platser/"), ("theme", "teman/"), ("party", "parter/")):
        page = visit(address)
        lines = page.locator(".pb-index li").evaluate_all(
            "lines => lines.map(line => [line.querySelector('a').textContent, line.querySelector('.pb-aside').textContent,"
            " line.querySelector('a').href])"
        )
        assert lines
        for name, number, href in lines:
            count = int(number.split()[0]) if number[0].isdigit() else 0
            assert f"{name} ({count})" in offered[facet] or not count
            page.goto(href)
            # What a party helps with has been promised by others.
            shown = page.locator(".pb-mention:not(#hjalper-till ~ *) .pb-promise")
            expect(shown).to_have_count(count)


def test_the_form_is_worked_by_keyboard(visit: Visit) -> None:
    page = visit("arkiv/")
    page.get_by_role("combobox", name="Plats").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Tema")).to_be_focused()
    page.keyboard.type("Trafik")
    expect(page.get_by_role("combobox", name="Tema")).to_have_value("trafik")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Rensa alla val")).to_be_focused()


def test_controls_are_large_enough_and_fit_a_small_phone(visit: Visit) -> None:
    page = visit("arkiv/?tema=trafik", PHONE)
    show_more(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for control in page.locator(".pb-filter select, .pb-filter button, .pb-jump a, summary:visible").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 24


def test_without_a_script_there_are_plain_ways_and_nothing_dead(visit: Visit, served: str) -> None:
    page = visit("arkiv/?tema=trafik", java_script_enabled=False)
    expect(page.locator(".pb-filter")).to_be_hidden()
    assert len(titles(page)) > 5
    assert promises(page)
    page.locator(".pb-jump").get_by_role("link", name="2019").click()
    expect(page).to_have_url(re.compile("#2019$"))
    page.locator(".pb-jump").get_by_role("link", name="Alla parter").click()
    expect(page).to_have_url(served + "parter/")


def test_a_link_to_a_hidden_year_shows_it(visit: Visit, served: str) -> None:
    page = visit("arkiv/?ar=2019")
    page.locator(".pb-jump").get_by_role("link", name="2018").click()
    expect(page.locator(".pb-entry__years", has_text="2018")).to_be_in_viewport()
    expect(page).to_have_url(served + "arkiv/#2018")


def test_an_anchor_that_cannot_be_read_stops_nothing(visit: Visit) -> None:
    page = visit("arkiv/#%")
    expect(page.locator(".pb-filter__told")).to_have_attribute("role", "status")


def test_the_archive_is_narrowed_also_from_a_folder_on_disk(chromium: Browser, exempelstad: Project) -> None:
    page = chromium.new_page()
    page.goto(f"file://{quote(str(Path(exempelstad.site, 'arkiv', 'index.html')))}?tema=trafik")
    assert "Göra 200 trafikkontroller på Fiktiva torget." in promises(page)
    page.get_by_role("combobox", name="Plats").select_option("fiktiva-torget")
    assert ["Göra 200 trafikkontroller på Fiktiva torget."] == promises(page)
    expect(page).to_have_url(re.compile("plats=fiktiva-torget"))
    page.close()
