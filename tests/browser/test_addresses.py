"""Old addresses and old anchors lead right in a real browser, without script, also from a folder on disk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from conftest import Project

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
        tops.append(page.locator("#langning").bounding_box())
    assert tops[0] == tops[1]


def test_an_old_anchor_and_an_old_address_lead_right_from_disk(
    browse: Callable[..., Page], exempelstad: Project, served: str
) -> None:
    context = browse().context
    page = context.new_page()
    page.goto((exempelstad.site / "2019/index.html").as_uri() + "#narkotika")
    expect(page.locator("#langning")).to_be_in_viewport()
    page.goto((exempelstad.site / "sagogatan/index.html").as_uri())
    page.wait_for_url((exempelstad.site / "sagogatan-2026").as_uri() + "/")


@pytest.mark.parametrize(("address", "said"), [("2018/rapport.pdf/", "Borttaget"), ("2025/#busskurer", "busskurer")])
def test_what_is_gone_says_so_where_it_was(visit: Callable[..., Page], address: str, said: str) -> None:
    page = visit(address)
    expect(page.get_by_text(said).first).to_be_in_viewport()


def test_a_record_shows_its_permanent_address(visit: Callable[..., Page]) -> None:
    page = visit("2019/")
    link = page.get_by_role("link", name="https://medborgarloften.example/id/2019")
    link.click()
    page.wait_for_url(re.compile(r"/2019/$"))
