"""Dates as sources give them: known to the year, the month or the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from core.conftest import Given, Show, followup, pledge, register, statement, words
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.model import Period
from pledgebook.model.dates import PartialDate, parse_day, split_period
from pledgebook.names import Language


@pytest.mark.parametrize("text", ["2018", "2018-01", "2018-01-22", "2028-02-29", "1900", "2200-12-31"])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert text == str(PartialDate.parse(text))


def test_space_around_a_date_does_not_matter() -> None:
    assert PartialDate(2018, 1) == PartialDate.parse(" 2018-01 ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "20188",
        "2018-1",
        "2018-1-2",
        "2018-01-2",
        "2018/01/22",
        "22 januari 2018",
        "2018-01-22T10:00",
        "2018-",
    ],
)
def test_what_is_not_written_as_a_date_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(text)
    assert "date_format" == caught.value.type


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2027-06-31", "2027-06-30"),
        ("2027-02-29", "2027-02-28"),
        ("2028-02-30", "2028-02-29"),
        ("2027-12-32", "2027-12-31"),
        ("2027-13", ""),
        ("2027-00", ""),
        ("2027-13-01", ""),
    ],
)
def test_a_date_that_no_calendar_has_is_refused_with_the_last_day_of_its_month(text: str, meant: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(text)
    assert ("date_impossible", meant) == (caught.value.type, (caught.value.context or {})["last"])


@pytest.mark.parametrize("text", ["0000", "0999", "1899-12-31", "2201", "9999-12", "9999-13", "2201-02-30"])
def test_a_year_that_nobody_can_mean_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(text)
    assert "date_year" == caught.value.type


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-01-22", date(2018, 1, 22)),
        ("2018-01", None),
        ("2018", None),
        ("20180122", None),
        ("2018-W01-1", None),
        ("2018-02-30", None),
        ("9999-12-31", None),
        ("", None),
    ],
)
def test_a_day_is_nothing_less_than_a_day(text: str, day: date | None) -> None:
    assert day == parse_day(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2027-06", date(2027, 6, 1), date(2027, 6, 30)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027-06-15", date(2027, 6, 15), date(2027, 6, 15)),
    ],
)
def test_a_date_means_all_days_from_its_first_to_its_last(text: str, first: date, last: date) -> None:
    parsed = PartialDate.parse(text)
    assert (first, last) == (parsed.first_day, parsed.last_day)


def test_dates_sort_by_first_day_and_the_less_precise_first() -> None:
    ordered = ["2017-12-31", "2018", "2018-01", "2018-01-01", "2018-01-02", "2018-02", "2019"]
    assert ordered == [str(when) for when in sorted(PartialDate.parse(text) for text in reversed(ordered))]


def test_equal_dates_are_one() -> None:
    assert 1 == len({PartialDate.parse("2018-01"), PartialDate(2018, 1)})
    assert PartialDate.parse("2018-01") != PartialDate.parse("2018-01-01")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("2022-2023", ("2022", "2023")),
        ("2022–2023", ("2022", "2023")),
        ("2022—2023", ("2022", "2023")),
        ("2022 - 2023", ("2022", "2023")),
        (" 2022 – 2023 ", ("2022", "2023")),
        ("2018-07-01–2020-06-30", ("2018-07-01", "2020-06-30")),
        ("2018-07 – 2020-06", ("2018-07", "2020-06")),
        ("2018–2020-06-30", ("2018", "2020-06-30")),
        ("2022", None),
        ("2022-02", None),
        ("2022-02-01", None),
        ("2022-23", None),
        ("2018-07-01-2020-06-30", None),
        ("2022–2023–2024", None),
        ("hösten 2022", None),
    ],
)
def test_a_period_in_one_text_comes_apart_into_start_and_end(text: str, pair: tuple[str, str] | None) -> None:
    assert pair == split_period(text)


@pytest.mark.parametrize(
    ("start", "end", "is_open", "years"),
    [
        ("2027", "2027", False, [2027]),
        ("2027", "2028", False, [2027, 2028]),
        ("2026-07-01", "2027-06-30", False, [2026, 2027]),
        ("2024", None, True, [2024, 2025, 2026, 2027]),
        ("2027", None, True, [2027]),
        ("2029", None, True, [2029]),
        ("2025", None, False, [2025]),
        (None, "2027", False, [2027]),
        (None, None, False, []),
    ],
)
def test_a_period_touches_its_calendar_years_and_an_open_one_those_until_now(
    start: str | None, end: str | None, is_open: bool, years: list[int]
) -> None:
    period = Period(
        start=PartialDate.parse(start) if start else None, end=PartialDate.parse(end) if end else None, open=is_open
    )
    assert years == list(period.years(2027))


SV = "2027/pledge.sv.md"
EN = "2027/pledge.en.md"
FU = "2027/followup-1.sv.md"
REGISTER_FILE = "register.yml"
WRITE: dict[str, Callable[[str], str]] = {
    SV: pledge,
    FU: followup,
    EN: words,
    REGISTER_FILE: register,
    "accessibility.yml": statement,
}


@pytest.mark.parametrize("year", ["0000", "0001", "0999", "1899", "2201", "9999", "9999-12", "9999-12-31"])
@pytest.mark.parametrize(
    ("file", "before", "after", "hint"),
    [
        (SV, "period: ", "", ""),
        (SV, "period: {start: ", ", end: 2027}", ""),
        (SV, "period: {start: ", ", end: open}", ""),
        (SV, "period: {start: 2027, end: ", "}", "open"),
        (SV, "dates: {signed: ", "}", ""),
        (SV, "dates: {decided: ", "}", ""),
        (SV, "dates: {published: ", "}", ""),
        (SV, "dates: {updated: ", "}", ""),
        (SV, "basis: [{type: other, date: ", "}]", ""),
        (SV, "changes: [{kind: changed, note: X, date: ", "}]", ""),
        (SV, "documents: [{title: A, kind: other, url: 'https://example.org/', date: ", "}]", ""),
        (SV, "sources: [{publisher: A, published: ", "}]", ""),
        (SV, "sources: [{publisher: A, updated: ", "}]", ""),
        (SV, "sources: [{publisher: A, read: ", "}]", ""),
        (FU, "date: ", "", ""),
        (FU, "covers: ", "", ""),
        (FU, "covers: {start: 2027, end: ", "}", "open"),
        (FU, "covers: {end: 2027, start: ", "}", ""),
        (EN, "title: A\ntranslation: {reviewed: ", "}", ""),
        (REGISTER_FILE, "gaps: [", "]", ""),
        (REGISTER_FILE, "gaps: [{period: ", "}]", ""),
        (REGISTER_FILE, "gaps: [{period: {start: 2019, end: ", "}}]", "open"),
        (REGISTER_FILE, "security: {contact: ['mailto:a@example.org'], expires: ", "}", ""),
        ("accessibility.yml", "assessed: ", "", ""),
        ("accessibility.yml", "updated: ", "", ""),
        ("redirects.yml", "gone: [{address: /a/, what: A, reason: B, date: ", "}]", ""),
    ],
)
def test_a_year_that_no_record_can_be_about_is_told_once_where_it_stands(
    given: Given, file: str, before: str, after: str, hint: str, year: str
) -> None:
    is_page = file.endswith(".md")
    written = f"{before}{year}{after}"
    found = given({SV: pledge(), file: WRITE.get(file, str)(written)}).problems
    *above, last = before.split("\n")
    place = f"{file}:{len(above) + 1 + is_page}:{len(last) + 1}"
    expected = f"date_endless {year} → {hint}" if hint and year > "2200" else f"date_year {year}"
    assert [f"{place} {expected}"] == found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_only_an_end_so_late_is_told_how_to_be_written_without_one(catalogues: Catalogues, language: str) -> None:
    for code, is_told in (("date_year", False), ("date_endless", True)):
        told = catalogues[Language(language)].gettext(f"problem.{code}", found="2201", allowed="1900–2200")
        assert is_told == ("end: open" in told)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2027-28", "2027-2028"),
        ("2027–28", "2027-2028"),
        ("2027/28", "2027-2028"),
        ("2027/2028", "2027-2028"),
        ("2027 / 2028", "2027-2028"),
        ("2027--2028", "2027-2028"),
        ("2027 2028", "2027-2028"),
        ("2027-01-01/2027-12-31", "2027-01-01–2027-12-31"),
        ("2027-01-01-2027-12-31", "2027-01-01–2027-12-31"),
        ("2027-01 - 2027-06", "2027-01–2027-06"),
        ("2027/26", ""),
        ("2199/2201", ""),
        ("2027-02-01/2027-02-30", ""),
        ("27", ""),
    ],
)
def test_a_period_written_in_another_way_is_told_how_it_is_written(given: Given, written: str, meant: str) -> None:
    hint = f" → {meant}" if meant else ""
    assert [f"{SV}:2:9 period_format {written}{hint}"] == given({SV: pledge(f"period: {written}")}).problems


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("1899", "2:9 date_year 1899"),
        ("2022–9999", "2:9 date_endless 9999"),
        ("2022-9999", "2:9 date_endless 9999"),
        ("1899-2022", "2:9 date_year 1899"),
        ("1800–1899", "2:9 date_year 1800"),
        ("2022-07-01–9999-12-31", "2:9 date_endless 9999-12-31"),
        ("2027-13–2027-14", "2:9 date_impossible 2027-13"),
        ("2027-28–2029-30", "2:9 date_impossible 2027-28"),
        ("0", "2:9 period_format 0"),
        ("10000", "2:9 period_format 10000"),
        ("2022–10000", "2:9 period_format 10000"),
        ("2022-10000", "2:9 period_format 2022-10000"),
        ("{start: 2027, end: 0}", "2:28 date_format 0"),
        ("{start: 2027, end: 10000}", "2:28 date_format 10000"),
    ],
)
def test_a_period_in_one_text_has_one_place_and_so_one_fault(given: Given, period: str, expected: str) -> None:
    assert [f"{SV}:{expected}"] == given({SV: pledge(f"period: {period}")}).problems


@pytest.mark.parametrize("period", ["1900", "2200", "1900-2200", "{start: 2200-12-31, end: open}"])
@pytest.mark.parametrize("covers", ["1900", "2200", "{start: 2026, end: 2200}"])
def test_the_first_and_the_last_year_bring_no_page_down(given: Given, show: Show, period: str, covers: str) -> None:
    told = given(
        {
            SV: pledge(f"period: {period}\nfollowup_plan: year"),
            FU: followup(f"covers: {covers}"),
            "2028/pledge.sv.md": pledge("period: 2200-12-31\nreplaces: '2027'"),
            "register.yml": register("gaps: [1900, 2200]"),
        }
    )
    assert [] == told.errors
    for address in ("", "arkiv/", "tidslinje/", "2027/"):
        assert show(told.book).html(address)
