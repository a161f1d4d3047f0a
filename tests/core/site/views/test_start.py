"""The first page: what holds today, and what is said when nothing does."""

from __future__ import annotations

import pytest

from core.conftest import EN, SV, Given, Show, agreement, pledge, register
from core.site.views.conftest import pledges
from pledgebook.names import Language
from pledgebook.site.views.start import CARDS, SHOWN, build_start_view


def test_the_first_page_shows_what_holds_today(given: Given) -> None:
    told = given({**pledges(_2026="2026", a="2027", _2028="2028"), "agreements/2024-2027/agreement.sv.md": agreement()})
    view = build_start_view(told.day)
    assert (["a"], ["2028"]) == (
        [line.pledge.id for line in view.in_force],
        [line.pledge.id for line in view.upcoming],
    )
    assert ((), ["2024-2027"]) == (view.newest, [line.agreement.id for line in view.agreements])
    assert (["2028", "a", "2026"], 0) == ([line.pledge.id for line in view.pledges], view.more)


@pytest.mark.parametrize("state", ["none", "preparing", "not_found"])
def test_when_nothing_holds_the_first_page_says_why_and_shows_the_newest(given: Given, state: str) -> None:
    told = given(
        {
            "register.yml": register(f"gaps: [{{period: 2026, state: none}}, {{period: 2027, state: {state}}}]"),
            **pledges(_2024="2024", _2025="2025", _2028="2028"),
        }
    )
    view = build_start_view(told.day)
    assert ((), state) == (view.in_force, view.gap and view.gap.state)
    assert ["2025"] == [line.pledge.id for line in view.newest]


AREAS = "places: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C, type: water}]"


def test_when_nothing_holds_the_newest_is_shown_of_each_area(given: Given, show: Show) -> None:
    texts = {"2022": "[a, b]", "2023": "[a]", "2024": "[b]", "2025": "[a]"}
    files = {f"{year}/pledge.sv.md": pledge(f"period: {year}\narea: {area}") for year, area in texts.items()}
    told = given({"register.yml": register(AREAS), "2027/pledge.sv.md": None, **files})
    assert ["2025", "2024"] == [line.pledge.id for line in build_start_view(told.day).newest]
    assert "De senaste medborgarlöftena" in show(told.book).html("")
    whole = {"2026/pledge.sv.md": pledge("period: 2026\narea: {scope: municipality}")}
    told = given({"register.yml": register(AREAS), "2027/pledge.sv.md": None, **files, **whole})
    assert ["2026"] == [line.pledge.id for line in build_start_view(told.day).newest]
    assert "Det senaste medborgarlöftet" in show(told.book).html("")


def test_what_has_no_known_time_is_the_newest_only_where_nothing_else_is(given: Given) -> None:
    unknown = {"a/pledge.sv.md": pledge("unknown: [period]", without="period"), SV: None}
    assert ["a"] == [line.pledge.id for line in build_start_view(given(unknown).day).newest]
    both = {**unknown, "2025/pledge.sv.md": pledge("period: 2025")}
    assert ["2025"] == [line.pledge.id for line in build_start_view(given(both).day).newest]


def test_nobody_is_asked_whether_they_live_on_the_water_in_a_setting_or_in_a_region(given: Given, show: Show) -> None:
    shared = register(
        AREAS.replace("{id: b, name: B}", "{id: b, name: Länet B, type: region}, {id: d, name: Skolor, type: setting}")
    )
    told = given({"register.yml": shared})
    view = build_start_view(told.day)
    assert ["district"] == [group.kind for group in view.homes]
    assert ["setting", "water", "region"] == [group.kind for group in view.elsewhere]
    start = show(told.book).html("")
    order = [
        start.index(words)
        for words in ("där du bor?", ">A</a>", "på andra håll?", ">Skolor</a>", ">C</a>", ">Länet B</a>")
    ]
    assert order == sorted(order)
    page = show(told.book).html("platser/")
    assert "Hav och vatten" in page and "Länet B" in page


def test_when_nothing_holds_and_nothing_is_known_the_first_page_invents_no_reason(given: Given) -> None:
    view = build_start_view(given(pledges(_2025="2025")).day)
    assert ((), None) == (view.in_force, view.gap)


def test_an_empty_book_has_a_first_page(given: Given) -> None:
    view = build_start_view(given({"2027/pledge.sv.md": None}).day)
    assert ((), (), (), (), 0) == (view.in_force, view.upcoming, view.newest, view.pledges, view.more)


def test_the_first_page_asks_what_those_of_the_newest_pledge_have_promised(given: Given, show: Show) -> None:
    assert "Vad har Polisen lovat dig?" in show(given().book).html("")
    both = pledge("parties: [polisen, kommunen]")
    assert "Vad har Polisen och Exempelstads kommun lovat dig?" in show(given({SV: both}).book).html("")
    names = ("polisen", "kommunen", "bolaget", "foreningen")
    parties = "".join(f"  - {{id: {name}, name: {name}, type: other}}\n" for name in names)
    many = {SV: pledge(f"parties: [{', '.join(names)}]"), "register.yml": register(f"parties:\n{parties}")}
    assert "Vad har du blivit lovad?" in show(given(many).book).html("")
    own = register("question: {sv: Vad är sagt?, en: What is said?}")
    assert "What is said?" in show(given({"register.yml": own}).book).html("", Language("en"))


def test_the_first_page_of_several_municipalities_asks_of_one_of_them_alone_nothing(given: Given, show: Show) -> None:
    kinds = {"polisen": "police", "ett": "municipality", "tva": "municipality", "tre": "municipality"}
    parties = "".join(f"  - {{id: {name}, name: {name.title()}, type: {kind}}}\n" for name, kind in kinds.items())
    places = "".join(
        f"  - {{id: {name}, name: {name.title()}, type: municipality}}\n" for name in ("ett", "tva", "tre")
    )
    shared = register(f"parties:\n{parties}places:\n{places}")
    asked = {
        "[polisen, ett]": "Vad har du blivit lovad?",
        "[ett, tva]": "Vad har du blivit lovad?",
        "[polisen]": "Vad har Polisen lovat dig?",
        "[ett, tva, tre]": "Vad har Ett, Tva och Tre lovat dig?",
    }
    for names, question in asked.items():
        told = given({"register.yml": shared, SV: pledge(f"parties: {names}")})
        assert question in show(told.book).html(""), names


def test_an_empty_site_says_that_nothing_is_published_and_asks_nothing_of_nobody(given: Given, show: Show) -> None:
    html = show(given({"2027/pledge.sv.md": None}).book).html("")
    assert "Vad har du blivit lovad?" in html
    assert "Inga medborgarlöften är publicerade än." in html
    assert "Alla medborgarlöften" not in html
    assert "pb-suggestions" not in html


def test_the_themes_and_places_of_most_promises_are_suggested_to_begin_with(given: Given) -> None:
    promises = [
        "{id: a, by: polisen, text: A., themes: [narkotika], places: [sagogatan]}",
        "{id: b, by: polisen, text: B., themes: [narkotika, trafik]}",
    ]
    view = build_start_view(given({SV: pledge(f"promises: [{', '.join(promises)}]"), EN: None}).day)
    assert ["narkotika", "trafik", "sagogatan"] == [subject.id for subject in view.suggestions]
    assert 2027 == view.year


def test_words_that_somebody_has_chosen_are_suggested_instead_and_searched_for(given: Given, show: Show) -> None:
    own = register("suggestions: {sv: 'mörk gata, buller', en: dark street}")
    html = show(given({"register.yml": own}).book).html("")
    assert "sok/?q=m%C3%B6rk%20gata" in html
    assert ">buller</a>" in html


def test_the_first_page_lists_the_newest_pledges_and_counts_the_rest(given: Given) -> None:
    told = given(pledges(**{f"_{year}": str(year) for year in range(2015, 2027)}))
    view = build_start_view(told.day)
    assert ["2026", "2025"] == [line.pledge.id for line in view.pledges][:2]
    assert (SHOWN, 12 - SHOWN) == (len(view.pledges), view.more)


def test_the_first_page_counts_every_pledge_that_holds(given: Given, show: Show) -> None:
    places = "".join(f"  - {{id: plats-{n}, name: Plats {n}}}\n" for n in range(SHOWN + 2))
    files: dict[str, str | None] = {
        f"a{n}/pledge.sv.md": pledge(f"area: plats-{n}\npromises: []\nunknown: [promises]") for n in range(SHOWN + 2)
    }
    told = given({"register.yml": register(f"places:\n{places}"), "2027/pledge.sv.md": None, **files})
    assert f"{SHOWN + 2} medborgarlöften gäller just nu" in show(told.book).html("")


def test_the_first_page_stays_short_however_many_pledges_hold(given: Given, show: Show) -> None:
    number = CARDS + SHOWN + 2
    places = "".join(f"  - {{id: plats-{n}, name: Plats {n}}}\n" for n in range(number))
    files: dict[str, str | None] = {
        f"a{n}/pledge.sv.md": pledge(f"area: plats-{n}\npromises: []\nunknown: [promises]") for n in range(number)
    }
    told = given({"register.yml": register(f"places:\n{places}"), **files})
    view = build_start_view(told.day)
    # The one for all of it comes first.
    assert ("2027", CARDS, SHOWN, 3) == (
        view.cards[0].pledge.id,
        len(view.cards),
        len(view.also_in_force),
        view.more_in_force,
    )
    html = show(told.book).html("").partition("pb-find-here")[0]
    assert (CARDS, SHOWN) == (html.count('class="pb-card"'), html.count('class="pb-line"'))
    assert "Det här gäller också:" in html
    assert "Plats 1" in html
    assert "Se arkivet, 3 medborgarlöften till gäller" in html
    few = show(given({}).book).html("")
    assert "Det här gäller också" not in few


def test_the_first_page_says_where_a_pledge_holds_unless_that_is_everywhere(given: Given, show: Show) -> None:
    def read(*municipalities: str) -> str:
        places = "".join(f"  - {{id: {name}, name: {name.title()}, type: municipality}}\n" for name in municipalities)
        files = {"register.yml": register(f"places:\n{places}"), SV: pledge("area: [orten]")}
        return show(given(files).book).html("").partition('class="pb-card__state"')[2].partition("</p>")[0]

    assert "Orten" not in read("orten")
    assert "Orten" in read("orten", "byn")
