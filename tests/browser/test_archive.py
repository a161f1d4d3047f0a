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
    found: list[str] = page.locator("section .pb-line[data-party]:visible .pb-line__title").all_text_contents()
    return found


def promises(page: Page) -> list[str]:
    found: list[str] = page.locator(".pb-unfold li:visible > a").all_text_contents()
    return found


def told(page: Page) -> str:
    return page.locator(".pb-filter__told").inner_text()


def test_a_choice_leaves_only_what_matches_and_stands_in_the_address(visit: Visit, served: str) -> None:
    page = visit("arkiv/")
    before = titles(page)
    page.get_by_label("Tema").select_option("trafik")
    expect(page).to_have_url(served + "arkiv/?tema=trafik")
    assert set(titles(page)) < set(before)
    assert "Göra 200 trafikkontroller på Fiktiva torget." in promises(page)
    assert "Ingripa mot langning." not in promises(page)
    page.get_by_role("combobox", name="Plats").select_option("fiktiva-torget")
    expect(page).to_have_url(served + "arkiv/?tema=trafik&plats=fiktiva-torget")
    assert ["Göra 200 trafikkontroller på Fiktiva torget."] == promises(page)


def test_years_without_a_pledge_are_seen_only_when_nothing_is_chosen(visit: Visit) -> None:
    page = visit("arkiv/")
    gap = page.locator(".pb-year--gap").first
    expect(gap).to_be_visible()
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
    expect(page.get_by_label("Tema")).to_have_value("trafik")
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
    page.get_by_label("Tema").select_option("trafik")
    traffic = titles(page)
    page.get_by_label("Tema").select_option("narkotika")
    page.go_back()
    expect(page.get_by_label("Tema")).to_have_value("trafik")
    assert traffic == titles(page)
    page.go_back()
    expect(page).to_have_url(served + "arkiv/")
    assert everything == titles(page)
    page.go_forward()
    assert traffic == titles(page)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("arkiv/?plats=fiktiva-torget&tema=trafik", r"^Visar 1 av 6 medborgarlöften och 1 av \d+ löften\.$"),
        ("en/arkiv/?plats=fiktiva-torget&tema=trafik", r"^Showing 1 of 6 citizen pledges and 1 of \d+ promises\.$"),
    ],
)
def test_the_count_is_in_the_language_of_the_page(visit: Visit, address: str, words: str) -> None:
    assert re.search(words, told(visit(address)))


def test_changes_of_the_count_are_announced_but_not_what_the_page_opened_with(visit: Visit) -> None:
    page = visit("arkiv/?tema=trafik", java_script_enabled=False)
    expect(page.get_by_role("status")).to_have_count(0)
    page = visit("arkiv/")
    expect(page.get_by_role("status")).to_have_text("")
    page.get_by_label("Tema").select_option("trafik")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Visar "))


def test_when_nothing_matches_the_page_says_what_to_do(visit: Visit, served: str) -> None:
    page = visit("arkiv/?tema=trafik&status=withdrawn&ar=2018")
    page.get_by_label("År").select_option("2018")
    page.get_by_label("Tema").select_option("narkotika")
    page.get_by_role("combobox", name="Plats").select_option("fiktiva-torget")
    assert "Inget löfte stämmer med allt du har valt. Ändra ett av valen, eller rensa alla." == told(page)
    assert [] == titles(page)
    page.get_by_role("button", name="Rensa alla val").press("Enter")
    expect(page).to_have_url(re.compile(re.escape(served) + r"arkiv/(\?status=withdrawn)?$"))
    expect(page.get_by_label("År")).to_be_focused()
    assert "" == told(page)


def test_the_form_is_worked_by_keyboard(visit: Visit) -> None:
    page = visit("arkiv/")
    page.get_by_label("År").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tema")).to_be_focused()
    page.keyboard.type("Trafik")
    expect(page.get_by_label("Tema")).to_have_value("trafik")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Rensa alla val")).to_be_focused()


def test_controls_are_large_enough_and_fit_a_small_phone(visit: Visit) -> None:
    page = visit("arkiv/?tema=trafik", PHONE)
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
    page.locator("summary", has_text="Polisen").first.click()
    assert promises(page)
    page.locator(".pb-jump").get_by_role("link", name="2019").click()
    expect(page).to_have_url(re.compile("#2019$"))
    page.locator(".pb-jump").get_by_role("link", name="Alla parter").click()
    expect(page).to_have_url(served + "parter/")


def test_a_link_to_a_hidden_year_shows_it(visit: Visit, served: str) -> None:
    page = visit("arkiv/?ar=2019")
    page.locator(".pb-jump").get_by_role("link", name="2018").click()
    expect(page.locator("h2", has_text="2018")).to_be_in_viewport()
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
    assert "plats=fiktiva-torget" in page.url
    page.close()
