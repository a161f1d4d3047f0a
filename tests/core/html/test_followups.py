"""Every follow-up stays whole, wherever it is told of, and says whose it is."""

from __future__ import annotations

import re

import pytest

from core.conftest import LANGUAGES, Given, Show, Shown, agreement, fields, pledge, words
from pledgebook.names import Language

SV, EN = LANGUAGES
PROMISES = """
parties: [polisen, kommunen]
promises:
  - {id: synas, by: [polisen, kommunen], text: Synas., target: {count: 200, unit: pass}}
  - {id: ljus, by: kommunen, text: Lysa., activities: [{id: lampor, text: Byta lampor.}]}
"""


def report(by: str, day: str, results: str, extra: str = "", body: str = "") -> str:
    base = f"date: {day}\nby: {by}\nkind: interim\ncovers: 2027\nsources: [p1]\n"
    return fields(base, f"{extra}\nresults:\n{results}", body)


FIRST = report(
    "kommunen",
    "2027-03",
    "  - {promise: synas, status: not_fulfilled, figures: {count: 40, unit: pass, note: Bara dagtid.},"
    " text: Vi gick *sällan*., reason: Två var sjuka., status_source: editor, sources: [egen]}\n"
    "  - {promise: ljus, activity: lampor, status: ongoing, figures: {about: 17, unit: lampor}}\n"
    "  - {status: ongoing, reason: Allt tar tid., text: Som helhet.}",
    extra='sources: [{id: egen, publisher: Kommunrevisionen, url: "https://example.org/egen"}]',
    body="Brödtext ett.",
)
SECOND = report("polisen", "2027-03", "  - {promise: synas, status: ongoing, text: Polisen gick ofta.}")
THIRD = report(
    "kommunen",
    "2027-05",
    "  - {promise: synas, status: fulfilled, figures: {count: 210, unit: pass}, text: Nu gick det.}",
)
FOURTH = report("kommunen", "2027-06", "  - {promise: ljus, text: Bara ord om ljuset.}")
FILES = {
    "2027/pledge.sv.md": pledge(PROMISES),
    "2027/pledge.en.md": words("title: Pledge\npromises: [{id: synas, text: Be seen., target: [{unit: shifts}]}]"),
    "2027/followup-1.sv.md": FIRST,
    "2027/followup-1.en.md": words(
        "results:\n  - {promise: synas, reason: Two were ill., text: We walked seldom.}\n", "Body one."
    ),
    "2027/followup-2.sv.md": SECOND,
    "2027/followup-3.sv.md": THIRD,
    "2027/followup-4.sv.md": FOURTH,
}


def read(html: str) -> str:
    """A page as it reads, with its tags gone."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def split_sections(html: str) -> dict[str, str]:
    """The section of each follow-up by its heading."""
    sections = re.findall(r'<section class="pb-followup">(.*?)</section>', html, re.DOTALL)
    return {read(re.findall(r"<h3[^>]*>(.*?)</h3>", part, re.DOTALL)[0]): read(part) for part in sections}


@pytest.fixture
def shown(given: Given, show: Show) -> Shown:
    return show(given(FILES).book)


def test_the_section_of_each_followup_is_whole_and_says_whose_it_is(shown: Shown) -> None:
    sections = split_sections(shown.html("2027/"))
    first, second, third, fourth = sections.values()
    assert [
        "Uppföljning mars 2027 av Exempelstads kommun",
        "Uppföljning mars 2027 av polisen",
        "Uppföljning maj 2027 av Exempelstads kommun",
        "Uppföljning juni 2027 av Exempelstads kommun",
    ] == [name.replace("Polisen", "polisen") for name in sections]
    for told in (
        *("Inte uppfyllt", "40 pass", "Bara dagtid.", "Vi gick sällan", "Skäl: Två var sjuka.", "Kommunrevisionen"),
        *("Byta lampor.", "ungefär 17 lampor", "Som helhet.", "Skäl: Allt tar tid.", "Brödtext ett."),
        "Vår bedömning. Den står inte i uppföljningen.",
    ):
        assert told in first
    assert "Polisen gick ofta." in second
    assert "210 pass" in third and "Nu gick det." in third
    assert "Bara ord om ljuset." in fourth


def test_the_section_is_whole_in_another_language_too(shown: Shown) -> None:
    first = next(iter(split_sections(shown.html("2027/", EN)).values()))
    for told in ("by Exempelstad Municipality", "40", "Reason: Two were ill.", "We walked seldom.", "Body one."):
        assert told in first


def split_promise(html: str, name: str) -> str:
    return read(html.partition(f'id="{name}"')[2].partition("</article>")[0])


def test_a_promise_shows_the_newest_of_each_party_first_and_all_others_after(shown: Shown) -> None:
    text = split_promise(shown.html("2027/"), "synas")
    order = [text.index(part) for part in ("Nu gick det.", "Polisen gick ofta.", "Andra uppföljningar", "40 pass")]
    assert order == sorted(order)
    assert "Vi gick sällan" in text and "Två var sjuka." in text
    # The last follow-up leaves the promise out, and takes nothing away.
    assert text.index("Uppfyllt") < text.index("Inte uppfyllt")


def test_a_result_of_words_alone_stands_with_its_promise_and_says_no_status(shown: Shown) -> None:
    html = shown.html("2027/")
    text = split_promise(html, "ljus")
    assert "Bara ord om ljuset." in text
    assert "Ingen uppföljning" not in text
    assert "Inte redovisat" not in split_sections(html)["Uppföljning juni 2027 av Exempelstads kommun"]


def test_what_says_nothing_is_not_listed_with_the_promise(given: Given, show: Show) -> None:
    files = {
        "2027/pledge.sv.md": pledge(PROMISES),
        "2027/followup-1.sv.md": report("polisen", "2027-03", "  - {promise: ljus}"),
    }
    assert "Andra uppföljningar" not in show(given(files).book).html("2027/")


def test_the_copy_of_everything_has_every_followup(shown: Shown) -> None:
    whole = next(page for page in shown.site.pages if page.path.startswith("2027/") and "whole" in page.kind)
    for language, told in ((SV, "Två var sjuka."), (EN, "Two were ill.")):
        html = read(shown.renderer.render(whole, language).html)
        assert told in html and "210" in html and "40" in html


def test_the_thread_of_a_promise_has_every_report_on_it(given: Given, show: Show) -> None:
    later = pledge("period: 2028\npromises: [{id: synas, by: polisen, text: Synas mer., continues: 2027/synas}]")
    shown = show(given({**FILES, "2028/pledge.sv.md": later}).book)
    thread = next(page for page in shown.site.pages if page.kind == "thread")
    html = read(shown.renderer.render(thread, SV).html)
    for told in ("210 pass", "40 pass", "Vi gick sällan", "Två var sjuka.", "Polisen gick ofta."):
        assert told in html


@pytest.mark.parametrize(
    ("page", "language", "told"),
    [
        ("tidslinje/", SV, "följdes upp av polisen"),
        ("tidslinje/", EN, "was followed up by the police"),
        ("andringar/", SV, "följdes upp av Exempelstads kommun"),
        ("2027/", SV, "följdes upp av polisen"),
    ],
)
def test_what_happened_says_who_followed_up(shown: Shown, page: str, language: Language, told: str) -> None:
    assert told.casefold() in read(shown.html(page, language)).casefold()


def test_titles_of_their_own_that_are_alike_say_whose_they_are(given: Given, show: Show) -> None:
    files = {
        "2027/pledge.sv.md": pledge(PROMISES),
        "2027/followup-1.sv.md": report("polisen", "2027-03", "  - {promise: synas}", extra="title: Så gick det"),
        "2027/followup-2.sv.md": report("kommunen", "2027-03", "  - {promise: synas}", extra="title: Så gick det"),
        "2027/followup-3.sv.md": report("kommunen", "2027-04", "  - {promise: synas}", extra="title: Slutord"),
    }
    names = list(split_sections(show(given(files).book).html("2027/")))
    assert 3 == len(set(names))
    assert "Exempelstads kommun" in names[1] and "Slutord" == names[2]


def test_a_followup_beside_an_agreement_is_told_of(given: Given) -> None:
    files = {"agreements/2024-2027/agreement.sv.md": agreement(), "agreements/2024-2027/followup-1.sv.md": SECOND}
    assert ["agreements/2024-2027/followup-1.sv.md:1:1 file_place followup-1.sv.md"] == given(files).problems
