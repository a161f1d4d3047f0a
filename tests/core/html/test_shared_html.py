"""What many pages show alike is the same on each as if it were rendered for that page alone."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from core.conftest import FU, SV, Given, Show, Shown, agreement, followup, pledge, promise
from core.html.test_mentions import MANY
from pledgebook.html.shared_html import SharedFragments, SharedHtml

FOOTNOTE = "[^1]\\n\\n[^1]: Nästan."
FILES = MANY | {
    "2021-2022/followup-1.sv.md": followup(
        "covers: 2021\ndate: 2022-02\n"
        "results: [{promise: synas, status: ongoing, figures: {about: 4, unit: pass}, text: 'Se [förra](../2019/pledge.sv.md).'},"
        f'{{promise: lyssna, status: fulfilled, text: "Så.{FOOTNOTE}"}}]'
    ),
    "2027/pledge.sv.md": pledge(
        f"""
        title: Löfte 2027
        period: 2027
        replaces: 2021-2022
        agreement: 2027-2029
        followup_plan: half_year
        promises:
          - id: synas
            by: polisen
            text: Synas
            places: [sagogatan]
            themes: trafik
            note: "Vi fortsätter.{FOOTNOTE}"
            continues: 2021-2022/synas
            activities: [{{id: lys, text: Lysa., by: kommunen, note: "Se [planen](plan.pdf)."}}]
          - {{id: lyssna, by: [polisen, kommunen], text: Lyssna, note: "Likaså.{FOOTNOTE}"}}
        """
    ),
    "2027/plan.pdf": "%PDF",
    "agreements/2027-2029/agreement.sv.md": agreement("title: Ny överenskommelse\nperiod: 2027-2029"),
}


def render_all(shown: Shown, order: int = 1) -> dict[str, str]:
    return {page.path: shown.html(page.path) for page in shown.site.pages[::order]}


def test_a_page_is_the_same_whatever_has_been_rendered_before_it(
    given: Given, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = given(FILES)
    assert [] == told.errors
    pages = render_all(show(told.book))
    assert pages == render_all(show(told.book), -1)
    monkeypatch.setattr("pledgebook.html.shared_html._MOST", 2)
    assert pages == render_all(show(told.book))
    monkeypatch.setattr(SharedFragments, "keep", lambda *_: None)
    assert pages == render_all(show(told.book))


def test_what_was_rendered_last_is_there_however_much_was_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgebook.html.shared_html._MOST", 2)
    shared, html = SharedFragments(), SharedHtml("", 0, None)
    for number in range(5):
        shared.keep((number,), html)
        assert html is shared.find((number,))
    assert [None] * 3 == [shared.find((number,)) for number in range(3)]


def test_each_page_leads_to_the_same_report(given: Given, show: Show) -> None:
    shown = show(given(FILES).book)
    pages = render_all(shown)
    proof = re.compile(r'<p class="pb-proof"><a href="([^"]+)">')
    for path in ("2021-2022/", "2021-2022/allt/", "platser/sagogatan/", "parter/polisen/"):
        led = {urljoin(f"https://example.org/{path}", href) for href in proof.findall(pages[path])}
        anchor = "2021-2022/allt/#uppfoljning-1" if path.endswith("allt/") else "2021-2022/#uppfoljning-1"
        assert f"https://example.org/{anchor}" in led, path
    assert not any(re.search("[\ufffe\uffff]", html) for html in pages.values())


def test_the_number_of_a_footnote_is_that_of_its_text_on_the_page(given: Given, show: Show) -> None:
    for path, html in render_all(show(given(FILES).book)).items():
        anchors = re.findall(r'id="(fn[^"]*)"', html)
        assert len(anchors) == len(set(anchors)), path


def test_a_link_in_the_note_of_a_step_leads_to_the_file_from_every_page(given: Given, show: Show) -> None:
    step = "activities: {id: lys, text: Lysa., by: bolaget, note: 'Se [planen](plan.pdf).'}"
    told = given({SV: promise(step), FU: None, "2027/plan.pdf": "%PDF"})
    assert [] == told.errors
    shown = show(told.book)
    assert 'href="plan.pdf"' in shown.html("2027/")
    assert 'href="../../2027/plan.pdf"' in shown.html("parter/bolaget/")
