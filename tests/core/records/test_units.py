"""What is counted is called the same wherever it is counted, in every language; a source is listed once."""

from __future__ import annotations

import re

from core.conftest import EN, FU, LANGUAGES, SV, Given, Show, followup, pledge, words

EN_CODE = LANGUAGES[1]
PROMISES = """
promises:
  - id: synas
    by: polisen
    text: Synas.
    target: [{count: 200, unit: vuxna}, {at_least: 4, unit: pass}]
    activities: [{id: a, text: Gå., target: {count: 3, unit: insatser}}]
"""
ENGLISH = """
title: A
promises:
  - id: synas
    text: Be seen.
    target: [{unit: adults}, {unit: shifts}]
    activities: [{id: a, text: Walk., target: {unit: efforts}}]
"""
FIGURES = "results:\n  - promise: synas\n    status: ongoing\n    figures: [{count: 190, unit: Vuxna}, {count: 6, unit: insatser}, {count: 2, unit: hundar}]"


def read(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_unit_is_translated_once_for_targets_and_figures(given: Given, show: Show) -> None:
    told = given({SV: pledge(PROMISES), EN: words(ENGLISH), FU: followup(FIGURES)})
    html = read(show(told.book).html("2027/", EN_CODE))
    assert "190 adults" in html and "6 efforts" in html
    # What nobody has translated stands in its own language.
    assert "2 hundar" in html
    assert "190 Vuxna" in read(show(told.book).html("2027/"))


def test_a_unit_that_only_a_follow_up_translates_is_known_to_the_others(given: Given, show: Show) -> None:
    files = {
        SV: pledge(PROMISES),
        EN: words("title: A\npromises: [{id: synas, text: Be seen.}]"),
        FU: followup(FIGURES),
        FU.replace(".sv.", ".en."): words("results: [{promise: synas, figures: [{unit: grown-ups}]}]"),
        "2027/followup-2.sv.md": followup(FIGURES.replace("190", "33")),
    }
    html = read(show(given(files).book).html("2027/", EN_CODE))
    assert "33 grown-ups" in html and "200 grown-ups" in html


def test_words_of_its_own_stay_with_a_figure(given: Given, show: Show) -> None:
    files = {
        SV: pledge(PROMISES),
        EN: words(ENGLISH),
        FU: followup(FIGURES),
        FU.replace(".sv.", ".en."): words("results: [{promise: synas, figures: [{unit: people}]}]"),
    }
    html = read(show(given(files).book).html("2027/", EN_CODE))
    assert "190 people" in html and "200 adults" in html


def test_a_document_that_is_called_what_it_is_says_so_once(given: Given, show: Show) -> None:
    text = pledge(
        'documents: [{title: Undertecknat medborgarlöfte, kind: signed_pledge, url: "https://example.org/a"},'
        ' {title: Planen, kind: signed_pledge, url: "https://example.org/b", date: 2027-01-02}]'
    )
    html = read(show(given({SV: text}).book).html("2027/"))
    assert "Undertecknat medborgarlöfte Undertecknat medborgarlöfte" not in html
    assert "Planen Undertecknat medborgarlöfte" in html


def test_a_source_is_listed_once_whatever_number_it_has(given: Given, show: Show) -> None:
    source = '{publisher: Polisen, title: Nyhet, note: Lång., url: "https://example.org/n"}'
    other = '{publisher: Kommunen, url: "https://example.org/k"}'
    files = {
        SV: pledge(f"sources: [{source}, {source}]"),
        FU: followup(f"sources: [{other}, {source}]\nresults: [{{promise: synas, status: ongoing, sources: ['2']}}]"),
    }
    html = show(given(files).book).html("2027/")
    listed = html.partition('<ol class="pb-sources">')[2].partition("</ol>")[0]
    assert 1 == listed.count(">Polisen: ") and 1 == listed.count(">Kommunen<")
    cited = re.findall(r'href="(?:\./)?#(kallor-[^"]+)"', html)
    assert cited and all(f'id="{anchor}"' in listed for anchor in cited)
