"""The accessibility statement, security.txt and the way to report a fault: their rules, their page, their files."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from core.conftest import Given, Show, register, statement
from pledgebook.names import Language
from pledgebook.site.exports.security import SECURITY

FILE = "accessibility.yml"
ADDRESS = "tillganglighet/"
URL = "https://example.org/"
BARRIER = "barriers: [{content: En film., reason: Den saknar text., situations: [without_hearing]}]"
BURDEN = "burdens: [{content: En karta., reasoning: Den kostar för mycket.}]"
OPEN = statement("unknown: [publisher, conformity, form]\npublisher:\nconformity:\nform:")
UNTESTED = statement("unknown: [conformity, tested]\nconformity:\ntested:\nmethod:\nassessed:")


def at(line: int, problem: str) -> list[str]:
    return [f"{FILE}:{line}:{problem}"]


@pytest.mark.parametrize(
    "given_fields",
    [
        "",
        f"conformity: partially\n{BARRIER}",
        f"conformity: not\n{BARRIER}",
        f"conformity: partially\n{BURDEN}",
        "exempt: [{content: En karta., reason: Äldre än 2018.}]",
        "method: external\nassessor: Påhittade Granskare AB",
        "assessed: 2026-06-14\nupdated: 2026-06-14",
        "tested: Fyll i formuläret prövades med tangentbord.",
        f"conformity: partially\n{BARRIER.replace('situations: [without_hearing]', 'group: Film')}",
    ],
)
def test_a_true_statement_has_no_problems(given: Given, given_fields: str) -> None:
    assert [] == given({FILE: statement(given_fields)}).problems


@pytest.mark.parametrize(
    ("given_fields", "expected"),
    [
        (BARRIER, "4:13 statement_not_fully fully"),
        (BURDEN, "4:13 statement_not_fully fully"),
        ("conformity: partially", "1:13 statement_nothing_listed partially"),
        ("conformity: not", "1:13 statement_nothing_listed not"),
        ("conformity: helt", "1:13 value_not_allowed helt"),
        ("conformity: partially\nbarriers: [{content: A., reason: B.}]", "2:12 field_missing situations"),
        ("form: mailto:a@example.org", "1:7 statement_form mailto:a@example.org"),
        ("form: http://example.org/", "1:7 statement_form http://example.org/"),
        ("form: a@example.org", "1:7 address_format a@example.org"),
        ("method: external", "1:9 statement_assessor external"),
        ("assessed: 2027-03-03", "1:11 statement_order 2027-03-03"),
        ("updated: 2027-06-16", "1:10 date_future 2027-06-16"),
        ("updated: 2027-03", "1:10 date_day 2027-03"),
        ("assessed: 2026-06-01\nupdated: 2026-06-13", "2:10 statement_old 2026-06-13"),
        ("publisher: XXX", "1:12 placeholder XXX"),
        ("tested: 'TODO: testa'", "1:9 placeholder TODO"),
        ("tested: '[fyll i hur]'", "1:9 placeholder [fyll i"),
        ("tested: Fyll i här.", "1:9 placeholder Fyll i här."),
        ("publisher: {sv: Kommunen, en: TBD}", "1:31 placeholder TBD"),
        ("publisher: {sv: Kommunen, de: Gemeinde}", "1:27 language_unknown de"),
        ("unknown: [form]", "1:11 unknown_given form"),
        ("unknown: [tested]", "1:11 unknown_given tested"),
        ("unknown: [method]", "1:11 unknown_field method"),
        ("forms: x", "1:1 field_unknown forms → form"),
    ],
)
def test_a_slip_in_the_statement_is_told_where_it_stands(given: Given, given_fields: str, expected: str) -> None:
    assert [f"{FILE}:{expected}"] == given({FILE: statement(given_fields)}).problems


@pytest.mark.parametrize("name", ["publisher", "conformity", "form", "tested"])
def test_what_only_a_public_body_can_say_is_asked_for(given: Given, name: str) -> None:
    left_out = statement(without=name)
    # Nothing else is claimed of what has only been estimated.
    admitted = statement(f"unknown: {name}\nmethod: estimate", without=name)
    assert at(1, f"1 statement_incomplete {name}") == given({FILE: left_out}).problems
    assert at(1, f"10 statement_open_{name} {name}") == given({FILE: admitted}).problems
    compiled = {"register.yml": register("publication: compiled"), FILE: admitted}
    assert [] == given(compiled).problems
    assert f"{FILE}:1:10 statement_open_{name} {name}" in given(compiled).notes


@pytest.mark.parametrize("name", ["service", "method", "assessed", "updated"])
def test_what_a_statement_cannot_do_without(given: Given, name: str) -> None:
    assert at(1, f"1 field_missing {name}") == given({FILE: statement(without=name)}).problems


def test_without_a_statement_there_is_a_warning_and_a_page_that_says_so(given: Given, show: Show) -> None:
    told = given({FILE: None})
    assert at(1, "1 statement_absent") == told.warnings
    shown = show(told.book)
    assert "ingen tillgänglighetsredogörelse" in shown.html(ADDRESS)
    assert not [url for url in shown.exports(URL) if url.startswith(ADDRESS)]


def headings(html: str) -> list[str]:
    return re.findall(r"<h[1-6][^>]*>([^<]*)", html)


def test_the_headings_are_those_of_each_languages_model_in_its_order(given: Given, show: Show) -> None:
    exempt = "exempt: [{content: En karta.}]"
    shown = show(
        given({FILE: statement(f"conformity: partially\n{BARRIER}\n{BURDEN}\n{exempt}\nuntested: Allt.")}).book
    )
    assert headings(shown.html(ADDRESS)) == [
        "Tillgänglighet för Medborgarlöften i Exempelstad",
        "Hur tillgänglig är webbplatsen?",
        "Vad kan du göra om du inte kan använda delar av webbplatsen?",
        "Rapportera brister i webbplatsens tillgänglighet",
        "Tillsyn",
        "Teknisk information om webbplatsens tillgänglighet",
        "Innehåll som inte är tillgängligt",
        "Bristande förenlighet med lagkraven",
        "Problem vid användning utan hörsel",
        "Oskäligt betungande anpassning",
        "Innehåll som inte omfattas av lagen",
        "Hur vi testat webbplatsen",
        "Det här är inte testat",
    ]
    english = headings(shown.html(ADDRESS, Language("en")))
    assert [name for name in english if not name.startswith("Problems")] == [
        "Accessibility statement for Medborgarlöften i Exempelstad",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the law",
        "Disproportionate burden",
        "Content not within the scope of the law",
        "Preparation of this accessibility statement",
        "What has not been tested",
        "Feedback and contact information",
        "Enforcement procedure",
    ]


@pytest.mark.parametrize(
    ("conformity", "sv", "en"),
    [
        ("fully", "helt förenlig", "fully compliant"),
        ("partially", "delvis förenlig", "partially compliant"),
        ("not", "inte förenlig", "not compliant"),
    ],
)
def test_conformity_is_said_in_the_words_of_the_law(
    given: Given, show: Show, conformity: str, sv: str, en: str
) -> None:
    listed = "" if conformity == "fully" else BARRIER
    shown = show(given({FILE: statement(f"conformity: {conformity}\n{listed}")}).book)
    assert sv in shown.html(ADDRESS)
    assert en in shown.html(ADDRESS, Language("en"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", [statement(), OPEN])
def test_the_supervisor_is_always_linked(given: Given, show: Show, text: str, language: Language) -> None:
    shown = show(given({"register.yml": register("publication: compiled"), FILE: text}).book)
    assert 'href="https://www.digg.se/tdosanmalan"' in shown.html(ADDRESS, language)


def test_a_page_that_nobody_answers_for_says_so_and_claims_nothing(given: Given, show: Show) -> None:
    html = show(given({"register.yml": register("publication: compiled"), FILE: OPEN}).book).html(ADDRESS)
    assert "ingen tillgänglighetsredogörelse i lagens mening" in html
    assert "Ingen myndighet ansvarar för webbplatsen än" in html
    assert "Webbplatsen är" not in html


def test_where_nothing_is_tested_there_is_no_method_no_date_and_no_claim(given: Given, show: Show) -> None:
    told = given({FILE: UNTESTED})
    assert [] == [problem for problem in told.found if problem.level == "error"]
    shown = show(told.book)
    html = shown.html(ADDRESS)
    assert 3 == html.count("inte testad än") + html.count("Ingen har testat webbplatsen än")
    assert "Ingen har testat hur tillgänglig webbplatsen är" in html
    assert all(
        words not in html for words in ("känner inte till", "själva", "Senaste bedömningen", "myndighet som tar över")
    )
    english = shown.html(ADDRESS, Language("en"))
    assert "has not been tested yet" in english and "We know of no" not in english
    data = json.loads(shown.exports(URL)[f"{ADDRESS}redogorelse.json"])
    assert (None, None, None) == (data["method"], data["assessed"], data["tested"])


@pytest.mark.parametrize("left", ["conformity", "method"])
def test_what_nobody_has_tested_is_not_judged_either(given: Given, left: str) -> None:
    without = "".join(f"{name}:\n" for name in ("tested", "assessed", "conformity", "method") if name != left)
    told = given(
        {FILE: statement(f"unknown: [{'tested' if left == 'conformity' else 'tested, conformity'}]\n{without}")}
    )
    value = {"conformity": "fully", "method": "self_assessment"}[left]
    assert [f"{FILE}:{7 if left == 'conformity' else 8}:{len(left) + 3} statement_untested {value}"] == [
        line for line in told.errors if "untested" in line
    ]


def test_a_page_of_nothing_but_gaps_does_not_say_how_it_was_tested(given: Given, show: Show) -> None:
    names = ("publisher", "conformity", "form", "tested")
    gaps = statement(
        f"unknown: [{', '.join(names)}]\n" + "".join(f"{name}:\n" for name in (*names, "method", "assessed"))
    )
    shown = show(given({FILE: gaps}).book)
    assert "hur webbplatsen har testats" not in shown.html(ADDRESS)
    assert "how the site was tested" not in shown.html(ADDRESS, Language("en"))


def test_what_is_only_estimated_keeps_its_date_although_nothing_is_tested(given: Given, show: Show) -> None:
    html = show(given({FILE: statement("unknown: [tested]\ntested:\nmethod: estimate")}).book).html(ADDRESS)
    assert "uppskattat tillgängligheten utan att testa" in html and "Senaste bedömningen" in html


def test_a_barrier_that_is_known_is_told_although_nothing_is_tested(given: Given, show: Show) -> None:
    html = show(given({FILE: f"{UNTESTED}{BARRIER}\n"}).book).html(ADDRESS)
    assert "inte helt tillgängliga" in html and "En film." in html


def test_a_barrier_stands_under_every_situation_it_shuts_out(given: Given, show: Show) -> None:
    both = BARRIER.replace("[without_hearing]", "[without_hearing, without_vision]")
    html = show(given({FILE: statement(f"conformity: partially\n{both}")}).book).html(ADDRESS)
    assert html.index("utan synförmåga") < html.index("utan hörsel")
    assert html.count("En film.") == 2


def test_the_statement_as_data_says_what_the_page_says(given: Given, show: Show) -> None:
    shown = show(given({FILE: statement(f"conformity: partially\n{BARRIER}")}).book)
    exports = shown.exports(URL)
    data: dict[str, Any] = json.loads(exports[f"{ADDRESS}redogorelse.json"])
    assert data["conformity"] == "partially"
    assert data["updated"] == "2027-03-02"
    assert data["barriers"][0]["situations"] == ["without_hearing"]
    assert data["supervisor"] == "https://www.digg.se/tdosanmalan"
    assert data["statement"]["en"] == "https://example.org/en/tillganglighet/"
    assert exports == shown.exports(URL)


# security.txt

SECURITY_FIELDS = "security: {contact: mailto:a@example.org, expires: 2027-10-31}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (SECURITY_FIELDS, []),
        (SECURITY_FIELDS.replace("2027-10-31", "2027-08-14"), []),
        (SECURITY_FIELDS.replace("2027-10-31", "2027-08-13"), ["1:52 security_soon 2027-08-13"]),
        (SECURITY_FIELDS.replace("2027-10-31", "2027-06-15"), ["1:52 security_soon 2027-06-15"]),
        (SECURITY_FIELDS.replace("2027-10-31", "2027-06-14"), ["1:52 security_expired 2027-06-14"]),
        (SECURITY_FIELDS.replace("2027-10-31", "2028-06-17"), ["1:52 security_far 2028-06-17"]),
        (SECURITY_FIELDS.replace("2027-10-31", "2027-10"), ["1:52 date_day 2027-10"]),
        (SECURITY_FIELDS.replace("mailto:a@", "http://"), ["1:21 security_http http://example.org"]),
        (SECURITY_FIELDS.replace("mailto:a@", ""), ["1:21 address_format example.org → https://example.org"]),
        ("security: {expires: 2027-10-31}", ["1:12 field_missing contact"]),
        ("security: {contact: mailto:a@example.org}", ["1:12 field_missing expires"]),
    ],
)
def test_what_security_txt_would_say_is_held_to_the_calendar(given: Given, fields: str, expected: list[str]) -> None:
    assert [f"register.yml:{problem}" for problem in expected] == given({"register.yml": register(fields)}).problems


def test_security_txt_is_as_its_standard_has_it(given: Given, show: Show) -> None:
    fields = "security: {contact: [mailto:a@example.org, 'https://example.org/s'], expires: 2027-10-31, policy: 'https://example.org/p'}"
    shown = show(given({"register.yml": register(fields)}).book)
    assert shown.exports(URL)[SECURITY] == (
        "Contact: mailto:a@example.org\n"
        "Contact: https://example.org/s\n"
        "Expires: 2027-10-31T23:59:59Z\n"
        "Preferred-Languages: sv, en\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
        "Policy: https://example.org/p\n"
    )


def test_nobody_to_tell_means_no_security_txt(given: Given, show: Show) -> None:
    assert SECURITY not in show(given().book).exports(URL)


# A fault on a page

PAGE = {"title": "Löfte & annat", "url": "https://example.org/2027/", "updated": None}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("https://example.org/fel?sida={address}", "https://example.org/fel?sida=https%3A%2F%2Fexample.org%2F2027%2F"),
        ("https://example.org/{title}/{address}", "https://example.org/L%C3%B6fte%20%26%20annat/https%3A%2F%2Fexample.org%2F2027%2F"),
        ("mailto:a@example.org?subject={title}&body={address}", "mailto:a@example.org?subject=L%C3%B6fte%20%26%20annat&amp;body=https%3A%2F%2Fexample.org%2F2027%2F"),
    ],
)  # fmt: skip
def test_the_page_is_filled_in(given: Given, show: Show, pattern: str, expected: str) -> None:
    told = given({"register.yml": register(f"faults: '{pattern}'")})
    assert [] == told.problems
    assert f'href="{expected}"' in show(told.book).renderer.render_part("fault", Language("sv"), "2027/", **PAGE)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_bare_mail_address_gets_a_subject_and_a_text(given: Given, show: Show, language: Language) -> None:
    book = given({"register.yml": register("faults: mailto:a@example.org")}).book
    html = show(book).renderer.render_part("fault", language, "2027/", **PAGE)
    assert 'href="mailto:a@example.org?subject=' in html
    assert "L%C3%B6fte%20%26%20annat" in html
    assert "https%3A%2F%2Fexample.org%2F2027%2F%0D%0A" in html


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("http://example.org/{address}", "fault_address http://example.org/{address}"),
        ("https://{address}/", "fault_address https://{address}/"),
        ("https://example.org{address}", "fault_address https://example.org{address}"),
        ("javascript:alert({address})", "fault_address javascript:alert({address})"),
        ("mailto:{address}@example.org", "fault_address mailto:{address}@example.org"),
        ("https://example.org/{adress}?{address}", "fault_opening {adress}"),
        ("https://example.org/{address", "fault_opening https://example.org/{address"),
        ("https://example.org/fel", "fault_blind https://example.org/fel"),
        ("mailto:a@example.org?subject=Fel", "fault_blind mailto:a@example.org?subject=Fel"),
    ],
)
def test_an_address_that_cannot_be_filled_in_is_told(given: Given, pattern: str, expected: str) -> None:
    found = given({"register.yml": register(f"faults: '{pattern}'")}).problems
    assert f"register.yml:1:9 {expected}" in found


def test_without_an_address_there_is_no_link(given: Given, show: Show) -> None:
    assert show(given().book).renderer.render_part("fault", Language("sv"), "2027/", **PAGE).strip() == ""


# The foot of every page


def test_the_foot_says_who_publishes_and_whom_to_ask(given: Given, show: Show) -> None:
    fields = "website: https://example.org/\ncontact: {function: Samordnaren, email: a@example.org}"
    html = show(given({"register.yml": register(fields)}).book).renderer.render_part(
        "footer", Language("sv"), "2027/", **PAGE
    )
    assert "Exempelstads kommun ger ut webbplatsen" in html
    assert "Samordnaren" in html
    assert 'href="mailto:a@example.org"' in html
    assert 'href="https://example.org/"' in html
    assert 'href="../tillganglighet/"' in html
    assert "offentliga källor" not in html
    assert "mailto:a@example.org?subject=" in html, "faults go there too, when no other place is named"


def test_the_foot_of_a_compiled_edition_says_that_nobody_has_put_a_name_to_it(given: Given, show: Show) -> None:
    book = given({"register.yml": register("publication: compiled")}).book
    html = show(book).renderer.render_part("footer", Language("en"), "2027/", **PAGE)
    assert "compiled from public sources" in html
    assert "Who made it is not stated." in html
    assert "Exempelstad Municipality" not in html, "the statement's publisher has not made it"
    assert "no address to write to" in html
    assert "<a" not in html.split("</nav>")[-1]


def test_the_foot_of_a_compiled_edition_names_who_made_it(given: Given, show: Show) -> None:
    fields = (
        "publication: compiled\npublisher: {sv: Föreningen, en: The Society}\nfaults: https://example.org/?a={address}"
    )
    html = show(given({"register.yml": register(fields)}).book).renderer.render_part(
        "footer", Language("en"), "2027/", **PAGE
    )
    assert "It was made by The Society" in html
    assert "https://example.org/?a=" in html
    assert "no address" not in html


def test_no_two_links_of_the_foot_lead_to_the_same_page(given: Given, show: Show) -> None:
    fields = "publication: compiled\nwebsite: https://example.org/"
    html = show(given({"register.yml": register(fields)}).book).renderer.render_part(
        "footer", Language("sv"), "2027/", **PAGE
    )
    targets = re.findall(r'href="([^"]+)"', html)
    assert len(targets) == len({*targets})


def test_a_day_is_only_missed_when_there_is_one(given: Given) -> None:
    old = statement("assessed: 2020-01-01\nupdated: 2020-01-01")
    assert [] == given({FILE: old}, today=None).problems
    assert [] != given({FILE: old}, today=date(2027, 6, 15)).problems


def test_what_has_expired_is_not_published_and_stops_nothing(given: Given, show: Show) -> None:
    told = given({"register.yml": register(SECURITY_FIELDS.replace("2027-10-31", "2027-06-14"))})
    assert ([], 1) == (told.errors, len(told.warnings))
    shown = show(told.book)
    assert SECURITY not in shown.exports(URL)
    same_day = show(told.book, date(2027, 6, 14))
    assert "Expires: 2027-06-14T23:59:59Z" in same_day.exports(URL)[SECURITY]
