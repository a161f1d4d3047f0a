"""Old addresses and old anchors lead right in a real browser, without script, also from a folder on disk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import MakeOnce, Project
from offline_copy import copy_exempelstad

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("sagogatan/", "/sagogatan-2026/"),
        ("en/sagogatan/", "/en/sagogatan-2026/"),
        ("medborgarlofte-2019.html", "/2019/"),
        ("genom-aren/2025-vandringar/", "/genom-aren/2019-vandringar/"),
        ("id/2019", "/2019/"),
        ("id/2019/langning", "/2019/#langning"),
        ("id/2019/narkotika", "/2019/#langning"),
        ("id/sagogatan/ljus", "/sagogatan-2026/#ljus"),
        ("id/overenskommelser/2024", "/overenskommelser/2024/"),
    ],
)
def test_an_old_or_permanent_address_leads_right_without_script(
    browse: Callable[..., Page], served: str, address: str, leads_to: str
) -> None:
    page = browse(java_script_enabled=False)
    page.goto(served + address)
    page.wait_for_url(re.compile(re.escape(leads_to) + "$"))


@pytest.mark.parametrize("root", ["", "en/"])
def test_an_old_anchor_lands_on_its_promise(visit: Callable[..., Page], root: str) -> None:
    tops = []
    for anchor in ("langning", "narkotika"):
        page = visit(f"{root}2019/#{anchor}")
        page.wait_for_function("scrollY > 0")
        box = page.locator("#langning").bounding_box()
        assert box
        tops.append(box["y"])
    # A browser rounds to whole pixels, from within a line or from its top.
    assert tops[0] == pytest.approx(tops[1], abs=2)


@pytest.fixture(scope="module")
def copy(exempelstad: Project, make_once: MakeOnce) -> str:
    """The address of the copy that an archive is handed, on disk."""
    return (copy_exempelstad(exempelstad, make_once) / "site").as_uri()


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("sagogatan/index.html", "/sagogatan-2026/index.html"),
        ("en/sagogatan/index.html", "/en/sagogatan-2026/index.html"),
        ("medborgarlofte-2019.html", "/2019/index.html"),
        ("id/2019/narkotika/index.html", "/2019/index.html#langning"),
        ("2019/index.html#narkotika", "/2019/index.html#narkotika"),
    ],
)
def test_old_addresses_and_anchors_lead_right_from_disk(
    chromium: Browser, copy: str, address: str, leads_to: str
) -> None:
    page = chromium.new_page(java_script_enabled=False, offline=True)
    try:
        page.goto(f"{copy}/{address}")
        expect(page).to_have_url(copy + leads_to)
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "Medborgarlöfte" if "en/" not in leads_to else "pledge"
        )
        if "#" in leads_to:
            expect(page.locator("#langning")).to_be_in_viewport()
    finally:
        page.close()


@pytest.mark.parametrize(("address", "said"), [("2018/rapport.pdf/", "Borttaget"), ("2025/#busskurer", "busskurer")])
def test_what_is_gone_says_so_where_it_was(visit: Callable[..., Page], address: str, said: str) -> None:
    page = visit(address)
    expect(page.get_by_text(said).first).to_be_in_viewport()


def test_a_record_shows_its_permanent_address(visit: Callable[..., Page]) -> None:
    page = visit("2019/")
    link = page.get_by_role("link", name="https://medborgarloften.example/id/2019")
    link.click()
    page.wait_for_url(re.compile(r"/2019/$"))


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("arkiv/?plats=angen&tema=trafik", "en/arkiv/?plats=angen&tema=trafik"),
        ("sok/?q=moped", "en/sok/?q=moped"),
        ("2019/#langning", "en/2019/#langning"),
        ("en/2019/?x=1#langning", "2019/?x=1#langning"),
        ("platser/angen/", "en/platser/angen/"),
    ],
)
def test_another_language_keeps_the_question_and_the_place(
    visit: Callable[..., Page], served: str, address: str, other: str
) -> None:
    page = visit(address)
    page.locator(".pb-languages a").first.click()
    expect(page).to_have_url(served + other)


def test_a_choice_made_on_the_page_is_kept_in_another_language(visit: Callable[..., Page], served: str) -> None:
    page = visit("arkiv/")
    page.get_by_role("combobox", name="Plats").select_option("angen")
    link = page.locator(".pb-languages a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(served + "en/arkiv/?plats=angen")
    expect(page.get_by_role("combobox", name="Place")).to_have_value("angen")
