"""What somebody said stands by name and office beside its source, and a promise says in short what it comes to."""

from __future__ import annotations

import re

from core.conftest import AG, EN, LANGUAGES, SV, Given, Show, agreement, pledge, words

_, ENGLISH = LANGUAGES
SAID = pledge(
    """
    statements:
      - {name: Ada Exempelsson, title: Polischef, party: polisen, date: 2027-02-01, text: Vill *väl*., quote: ett steg,
         sources: [p1]}
    promises:
      - {id: synas, by: polisen, text: Närvara., in_short: Ni ser oss., places: [fiktiva-torget], themes: [trafik]}
    """
)
WORDS = words(
    """
    statements: [{name: Ada Exempelsson, title: Chief, text: Means *well*.}]
    promises: [{id: synas, text: Be present., in_short: You see us.}]
    """
)


def section(html: str, heading: str) -> str:
    """What follows a heading up to the next, as it reads."""
    found = re.search(rf">{heading}</h2>(.*?)<h2", html, re.DOTALL)
    assert found, heading
    return " ".join(re.sub(r"<(?!q|em|span lang|/q|/em)[^>]+>", " ", found[1]).split())


def test_what_was_said_stands_by_name_and_office_with_its_source(given: Given, show: Show) -> None:
    shown = show(given({SV: SAID, EN: WORDS}).book)
    told = section(shown.html("2027/"), "Vad som sades när medborgarlöftet presenterades")
    assert told.startswith("Ada Exempelsson , Polischef, Polisen, 1 februari 2027")
    assert "Vill <em>väl</em>. <q>ett steg</q>" in told
    assert "Polisen [1]" in told.replace("\N{NO-BREAK SPACE}", " ")


def test_a_quotation_stays_in_the_language_of_its_source(given: Given, show: Show) -> None:
    shown = show(given({SV: SAID, EN: WORDS}).book)
    told = section(shown.html("2027/", ENGLISH), "What was said when the citizen pledge was presented")
    assert told.startswith("Ada Exempelsson , Chief, The police, 1 February 2027")
    assert 'Means <em>well</em>. <q> <span lang="sv">ett steg' in told.replace("<q><span", "<q> <span")


def test_an_agreement_tells_what_was_said_of_the_agreement(given: Given, show: Show) -> None:
    said = "statements: [{name: Ada, party: polisen, text: Vill väl., sources: [k1]}]"
    html = show(given({AG: agreement(said)}).book).html("overenskommelser/2024-2027/")
    assert "Vill väl." in section(html, "Vad som sades när överenskommelsen presenterades")


def test_nothing_is_told_where_nothing_was_said(given: Given, show: Show) -> None:
    assert "Vad som sades" not in show(given().book).html("2027/")


def test_a_promise_says_in_short_what_it_comes_to_wherever_it_is_told(given: Given, show: Show) -> None:
    shown = show(given({SV: SAID, EN: WORDS}).book)
    for address in ("2027/", "platser/fiktiva-torget/", "teman/trafik/"):
        told = " ".join(re.sub(r"<[^>]+>", " ", shown.html(address)).split())
        assert re.search(r"Närvara\. (# )?Kort sagt: Ni ser oss\.", told), address
        assert "In short: You see us." in " ".join(re.sub(r"<[^>]+>", " ", shown.html(address, ENGLISH)).split())


def test_a_promise_without_plain_words_has_no_empty_place_for_them(given: Given, show: Show) -> None:
    assert "Kort sagt" not in show(given().book).html("2027/")
