"""What stands above the facts of a pledge or an agreement: where it stands, and what has happened to it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core.conftest import Given, Show, agreement, followup, pledge


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def banner(html: str) -> str:
    found = re.search(r'</h1>\s*<div class="pb-banner.*?</div>', html, re.DOTALL)
    assert found, "not the first thing after the title"
    return plain(found[0].removeprefix("</h1>"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("period: 2026", "Avslutat Gäller inte längre. Tiden gick ut 2026."),
        ("period: {start: 2026, end: 2027-05}", "Avslutat Gäller inte längre. Tiden gick ut i maj 2027."),
        ("period: {start: 2026, end: 2027-05-30}", "Avslutat Gäller inte längre. Tiden gick ut den 30 maj 2027."),
        ("period: {end: 2026}\nunknown: [period.start]", "Avslutat Gäller inte längre. Tiden gick ut 2026."),
        ("state: ended\nunknown: [period]", "Avslutat Gäller inte längre."),
        (
            "period: 2026\nstate: extended",
            "Förlängt Tiden har förlängts. Först gällde det till och med 2026.",
        ),
        ("period: 2027\nstate: replaced", "Ersatt Har ersatts och gäller inte längre."),
        ("period: 2028", "Kommande Gäller 2028, men har inte börjat gälla än. Kontrollerat den 15 juni 2027."),
        ("state: upcoming\nunknown: [period]", "Kommande Har inte börjat gälla i dag, den 15 juni 2027."),
        ("period: 2027", "Gäller nu Gäller 2027. Kontrollerat den 15 juni 2027."),
        (
            "period: {start: 2026, end: open}",
            "Gäller nu Gäller från 2026, tills vidare. Kontrollerat den 15 juni 2027.",
        ),
        ("state: in_force\nunknown: [period]", "Gäller nu Gäller i dag, den 15 juni 2027."),
        ("unknown: [period]", "Okänd tid Vi vet inte när det gällde."),
        (
            "period: {start: 2026}\nunknown: [period.end]",
            "Delvis okänd tid Vi vet inte om det gäller. Tid: från 2026, slutet är okänt.",
        ),
    ],
)
def test_where_a_record_stands_is_the_first_thing_after_its_title(
    given: Given, show: Show, fields: str, expected: str
) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge(fields, without="period")})
    assert [] == told.errors
    assert expected == banner(show(told.book).html("a/"))


def test_an_old_record_leads_to_its_successor_and_to_the_newest(given: Given, show: Show) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("title: Löftet 2027"),
            "a/pledge.sv.md": pledge("title: A\nperiod: 2024"),
            "b/pledge.sv.md": pledge("title: B\nperiod: 2025\nreplaces: a"),
            "c/pledge.sv.md": pledge("title: C\nperiod: 2026"),
            "d/pledge.sv.md": pledge("title: D\nperiod: {start: 2027-02, end: 2027}\nextends: c"),
        }
    )
    shown = show(told.book)
    assert banner(shown.html("a/")).endswith("Efterföljare: B Det här gäller nu: D")
    assert banner(shown.html("b/")).endswith("Det här gäller nu: D")
    # The successor that is itself the newest is named once.
    assert banner(shown.html("c/")).endswith("till och med 2026. Förlängningen: D")
    assert "gäller nu:" not in banner(shown.html("2027/"))


def test_what_is_to_come_is_told_as_that_and_never_as_what_holds(given: Given, show: Show) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "a/pledge.sv.md": pledge("title: A\nperiod: 2024"),
            "b/pledge.sv.md": pledge("title: B\nperiod: 2025"),
            "c/pledge.sv.md": pledge("title: C\nperiod: 2028"),
        }
    )
    shown = show(told.book)
    assert re.search(r"Det senaste .*: B Kommande: C$", banner(shown.html("a/")))
    assert banner(shown.html("b/")).endswith("Kommande: C")
    assert "Kommande:" not in banner(shown.html("c/"))
    assert banner(show(told.book, date(2028, 1, 1)).html("a/")).endswith("Det här gäller nu: C")


def test_an_old_agreement_leads_to_the_newest(given: Given, show: Show) -> None:
    told = given(
        {
            "agreements/a/agreement.sv.md": agreement("title: A\nperiod: 2020-2023"),
            "agreements/b/agreement.sv.md": agreement("title: B\nperiod: 2024-2027"),
        }
    )
    shown = show(told.book)
    assert banner(shown.html("overenskommelser/a/")).endswith("Det här gäller nu: B")
    assert "gäller nu:" not in banner(shown.html("overenskommelser/b/"))


# What has happened


def dated(html: str) -> str:
    found = re.findall(r"<dt>(Publicerat|Senast \w+)</dt> <dd>(.*?)</dd>", html, re.DOTALL)
    return " · ".join(f"{name} {plain(value)}" for name, value in found)


def history(html: str) -> list[str]:
    found = re.search(r'<h2 id="andringar">.*?</section>', html, re.DOTALL)
    return [plain(item) for item in re.findall(r"<li.*?</li>", found[0], re.DOTALL)] if found else []


FOLLOWED = {"2027/followup-2028-01.sv.md": followup("date: 2028-01")}
NOTE = "changes: [{date: 2027-05-04, kind: correction, note: Talet rättat.}]"


@pytest.mark.parametrize(
    ("fields", "more", "line", "events"),
    [
        ("", {}, "", []),
        ("dates: {published: 2027-02}", {}, "Publicerat februari 2027", ["februari 2027 : publicerades"]),
        ("unknown: [dates.published]", {}, "Publicerat okänt", []),
        ("dates: {signed: 2027-01-20}", {}, "", ["20 januari 2027 : undertecknades"]),
        (
            f"dates: {{published: 2027-02, updated: 2027-03-01}}\n{NOTE}",
            {},
            "Publicerat februari 2027 · Senast ändrat 4 maj 2027",
            [
                "4 maj 2027 : ändrades Rättelse Talet rättat.",
                "1 mars 2027 : uppdaterades",
                "februari 2027 : publicerades",
            ],
        ),
        ("dates: {updated: 2027-03-01}", {}, "Senast uppdaterat 1 mars 2027", ["1 mars 2027 : uppdaterades"]),
        (
            NOTE,
            FOLLOWED,
            "Senast uppföljt januari 2028",
            ["januari 2028 : följdes upp av Polisen", "4 maj 2027 : ändrades Rättelse Talet rättat."],
        ),
    ],
)
def test_when_a_record_changed_stands_among_its_facts_and_all_that_has_happened_further_down(
    given: Given, show: Show, fields: str, more: dict[str, str], line: str, events: list[str]
) -> None:
    told = given({"2027/pledge.sv.md": pledge(fields)} | more)
    assert [] == told.errors
    html = show(told.book).html("2027/")
    assert line == dated(html)
    assert events == history(html)
    assert ("Senast" in line) == ('<dd><a href="#andringar">' in html)
    assert html.index('id="loften"') < html.index('id="uppgifter"')
    assert html.index('id="uppgifter"') < html.find('id="andringar"') or not events


def test_a_note_on_a_promise_names_it_wherever_it_is_listed(given: Given, show: Show) -> None:
    note = "changes: [{date: 2027-05-04, kind: correction, promise: synas, note: Torget rättat.}]"
    shown = show(given({"2027/pledge.sv.md": pledge(note)}).book)
    words = re.search(r'<h4 id="synas">(.*?)</h4>', shown.html("2027/"))
    assert words
    assert f'<a href="./#synas">{words[1]}</a>' in shown.html("2027/")
    assert f'<a href="../2027/#synas">{words[1]}</a>' in shown.html("andringar/")


def test_a_follow_up_among_the_events_leads_to_where_it_stands(given: Given, show: Show) -> None:
    html = show(given({"2027/pledge.sv.md": pledge(NOTE)} | FOLLOWED).book).html("2027/")
    assert '<a href="#uppfoljning-2028-01">följdes upp av Polisen</a>' in html


def test_an_agreement_tells_what_has_happened_to_it_too(given: Given, show: Show) -> None:
    told = given({"agreements/a/agreement.sv.md": agreement("dates: {decided: 2023-12, published: 2024-01-10}")})
    html = show(told.book).html("overenskommelser/a/")
    assert "Publicerat 10 januari 2024" == dated(html)
    assert ["10 januari 2024 : publicerades", "december 2023 : beslutades"] == history(html)


@pytest.mark.parametrize("end", ["2027-12-31", "2027-03-31"])
def test_what_else_may_end_a_pledge_is_told_with_where_it_stands(given: Given, show: Show, end: str) -> None:
    period = f"period: {{start: 2026, end: {end}, end_condition: eller tills ett nytt finns}}"
    told = banner(show(given({"2027/pledge.sv.md": pledge(period)}).book).html("2027/"))
    assert told.endswith("eller tills ett nytt finns")
