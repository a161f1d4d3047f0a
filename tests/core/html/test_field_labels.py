"""Fields in words: whatever field a record names by its key, readers see what it is called, in each language."""

from __future__ import annotations

import re

import pytest

from core.conftest import AG, FU, LANGUAGES, SV, Given, Show, agreement, followup, pledge, promise
from pledgebook.checks.record import _list_names
from pledgebook.html.field_labels import mark_languages, name_field
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.model import Agreement, Change, FocusArea, FollowUp, Model, Pledge, Promise
from pledgebook.model.introspect import fields_of
from pledgebook.names import Language

MODELS: tuple[type[Model], ...] = (Pledge, Agreement, FollowUp, Promise, Change)
NAMED = [(model, name) for model in MODELS for name in _list_names(model)]
NAMED += [(Pledge, f"promises.synas.{name}") for name in fields_of(Promise)]
NAMED += [(Agreement, f"focus_areas.torget.{name}") for name in fields_of(FocusArea)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("model", "name"), NAMED, ids=[f"{m.__name__}.{n}" for m, n in NAMED])
def test_every_field_that_can_be_named_has_words(
    catalogues: Catalogues, model: type[Model], name: str, language: Language
) -> None:
    said = name_field(name, catalogues[language], model)
    assert said
    assert not re.search(r"[_.]|\b[a-z]+_", said)
    assert said[0].isupper() or said[0].isdigit()
    others = {name_field(name, catalogues[other], model) for other in LANGUAGES}
    assert len(others) == 2 or said in ("Period", "Status", "Id", "Text", "Adress", "Plan", "Sort")


@pytest.mark.parametrize(
    ("model", "name", "swedish", "english"),
    [
        (Pledge, "dates.signed", "När det undertecknades", "When it was signed"),
        (FollowUp, "date", "Datum", "Date"),
        (FollowUp, "covers.end", "Tid som följs upp, Slut", "Period covered, End"),
        (Pledge, "contact.email", "Kontakt, E-post", "Contact, Email"),
        (Pledge, "promises.synas.target", "Löftena, synas, Mål", "The promises, synas, Target"),
        (Agreement, "focus_areas.torget.goals", "Fokusområden, torget, Delmål", "Focus areas, torget, Sub-goals"),
        (Pledge, "no_such_field", "no_such_field", "no_such_field"),
    ],
)
def test_what_a_field_is_called(
    catalogues: Catalogues, model: type[Model], name: str, swedish: str, english: str
) -> None:
    assert (swedish, english) == tuple(name_field(name, catalogues[language], model) for language in LANGUAGES)


def read(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_follow_up_whose_date_is_not_known_says_so_in_words(given: Given, show: Show) -> None:
    told = given({SV: pledge(), FU: followup("unknown: [kind, covers.end]")})
    page = show(told.book)
    assert "Sort: okänt Tid som följs upp, Slut: okänt" in read(page.html("2027/"))
    assert "Kind: unknown Period covered, End: unknown" in read(page.html("2027/", Language("en")))


def test_a_promise_says_in_words_what_is_unknown_of_it(given: Given, show: Show) -> None:
    told = given({SV: promise("unknown: [helpers_note, with_others, in_short]")})
    assert ["2027/pledge.sv.md:3:54 unknown_field helpers_note"] == [line.split(" →")[0] for line in told.errors]
    told = given({SV: promise("unknown: [with_others, in_short]")})
    assert "Andra som medverkar: okänt Kort sagt: okänt" in read(show(told.book).html("2027/"))


def test_two_wordings_of_a_target_are_headed_by_the_promise_and_the_field(given: Given, show: Show) -> None:
    text = """
    sources: [p1, k1]
    conflicts:
      - {field: promises.synas.target, values: [{value: 4 pass, source: p1}, {value: 5 pass, source: k1}], note: Olika.}
    evidence: [{field: promises.synas.target, sources: [p1]}]
    """
    told = given({SV: pledge(text)})
    assert [] == told.errors
    page = read(show(told.book).html("2027/"))
    assert 2 == page.count("Löftet Synas på Fiktiva torget. , Mål") + page.count("Löftet Synas på Fiktiva torget., Mål")
    assert "promises.synas" not in page


def test_the_sub_goals_of_a_focus_area_may_have_sources_of_their_own(given: Given, show: Show) -> None:
    text = """
    focus_areas: [{id: torget, title: Torget, goals: Lugnt}]
    evidence: [{field: focus_areas.torget.goals, sources: [k1]}]
    conflicts: [{field: focus_areas.torget.titel, note: Olika.}]
    """
    told = given({AG: agreement(text)})
    assert [f"{AG}:4:21 named_field focus_areas.torget.titel → focus_areas.torget.title"] == told.errors
    told = given({AG: agreement(text.replace("titel", "title"))})
    page = read(show(told.book).html("overenskommelser/2024-2027/"))
    assert "Fokusområdet Torget , Delmål" in page
    assert "focus_areas" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_that_is_not_known_is_nowhere_told_by_its_key(given: Given, show: Show, language: Language) -> None:
    changed = "changes: [{kind: changed, note: Fler pass., unknown: [date]}]"
    undated = followup("unknown: [date]").replace("date: 2028-01\n", "")
    told = given({SV: pledge(changed), FU: undated})
    assert [] == told.errors
    page = read(show(told.book).html("2027/", language))
    assert not re.search(r"\bdate\b(?=:)", page)
    assert {"sv": "okän", "en": "unknown"}[language] in page or "not known" in page


@pytest.mark.parametrize(
    ("example", "marked"),
    [
        ("{sv: Lugn trafik, en: Calm}", '{sv: <span lang="sv">Lugn trafik</span>, en: Calm}'),
        (
            "{id: x, name: {sv: Å & ä, fi: ö}}",
            '{id: x, name: {sv: <span lang="sv">Å &amp; ä</span>, fi: <span lang="fi">ö</span>}}',
        ),
        ('{sv: "a, b", en: "c, d"}', '{sv: <span lang="sv">&#34;a, b&#34;</span>, en: &#34;c, d&#34;}'),
        ("{id: a, by: polisen, to: styrelsen}", "{id: a, by: polisen, to: styrelsen}"),
        ("https://polisen.se/ <b>", "https://polisen.se/ &lt;b&gt;"),
    ],
)
def test_words_by_language_in_an_example_say_which_language_they_are_in(example: str, marked: str) -> None:
    assert marked == mark_languages(example, Language("en"))
