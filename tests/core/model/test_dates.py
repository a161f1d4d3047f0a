"""Dates as sources give them: known to the year, the month or the day."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from pledgebook.model import Period
from pledgebook.model.dates import PartialDate, split_period


@pytest.mark.parametrize("text", ["2018", "2018-01", "2018-01-22", "2028-02-29", "0999"])
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
        ("0000", ""),
    ],
)
def test_a_date_that_no_calendar_has_is_refused_with_the_last_day_of_its_month(text: str, meant: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        PartialDate.parse(text)
    assert ("date_impossible", meant) == (caught.value.type, (caught.value.context or {})["last"])


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
        (None, "2027", False, []),
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
