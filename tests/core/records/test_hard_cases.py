"""Hard cases that real pledges hold: each is written down as a record and nothing of it is lost, nor in the data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.conftest import REGISTER, Given, LoadResult, Show, agreement, followup, pledge
from core.site.exports.lossless import check_lossless
from pledgebook.files.tree import digest
from pledgebook.model.enums import State
from pledgebook.model.text import LocalizedText
from pledgebook.names import Language
from pledgebook.records.day import BookOnDay
from pledgebook.site.views.archive import build_archive_view
from pledgebook.site.views.timeline import build_timeline_view


@pytest.fixture
def given(given: Given, show: Show) -> Given:
    """Reads the given files, and finds that a book comes back whole from its data."""

    def read(*arguments: Any, **options: Any) -> LoadResult:
        told = given(*arguments, **options)
        if told.book_or_none:
            shown = show(told.book)
            check_lossless(shown.site, shown.words)
        return told

    return read


def say(text: LocalizedText | None) -> str:
    assert text is not None
    return text.get(Language("sv")).words


def promises(*fields: str) -> str:
    return "promises:\n" + "\n".join(f"  - {{id: p{n}, text: Lova, {field}}}" for n, field in enumerate(fields, 1))


def test_a_pledge_of_two_years_with_a_follow_up_of_the_first(given: Given) -> None:
    told = given(
        {
            "2027-2028/pledge.sv.md": pledge("period: 2027–2028"),
            "2027/pledge.sv.md": None,
            "2027-2028/followup-ar-1.sv.md": followup("covers: 2027\nkind: interim"),
        }
    )
    assert ("2027", "2028") == (str(told.pledge.period.start), str(told.pledge.period.end))
    assert ("2027", "2027") == (str(told.followup.covers.start), str(told.followup.covers.end))
    assert [told.followup] == list(told.book.followups_of(told.pledge))


@pytest.mark.parametrize(
    ("case", "period", "start", "end"),
    [
        ("18 months", "{start: 2027-01, end: 2028-06}", date(2027, 1, 1), date(2028, 6, 30)),
        ("July to June", "{start: 2027-07-01, end: 2028-06-30}", date(2027, 7, 1), date(2028, 6, 30)),
        ("a season", "{start: 2027-05, end: 2027-09}", date(2027, 5, 1), date(2027, 9, 30)),
        ("a single day", "2027-05-01", date(2027, 5, 1), date(2027, 5, 1)),
        ("four years", "2024-2027", date(2024, 1, 1), date(2027, 12, 31)),
        ("open end", "{start: 2027, end: open}", date(2027, 1, 1), None),
    ],
)
def test_a_period_of_any_length(given: Given, case: str, period: str, start: date, end: date | None) -> None:
    told = given({"2027/pledge.sv.md": pledge(f"period: {period}")})
    found = told.pledge.period
    assert [] == told.problems
    assert (start, end) == (found.start and found.start.first_day, found.end and found.end.last_day)
    assert found.open == (end is None)


def test_an_official_date_that_does_not_exist(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                period: {start: 2027-01-01, end: 2027-06-30, as_stated: till och med den 31 juni}
                conflicts: [{field: period.end, values: [{value: 31 juni, source: p1}], note: Juni har 30 dagar.}]
                """
            )
        }
    )
    assert [] == told.problems
    assert ("2027-06-30", "till och med den 31 juni") == (
        str(told.pledge.period.end),
        told.pledge.period.as_stated,
    )
    assert ("31 juni", "p1") == (
        say(told.pledge.conflicts[0].values[0].value),
        told.pledge.conflicts[0].values[0].source,
    )


def test_signed_after_the_start_is_a_note_and_no_more(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("dates: {signed: 2027-02-03}\nperiod: 2027-01")})
    assert "2027-02-03" == str(told.pledge.dates.signed)
    assert [] == told.problems
    assert "2027/pledge.sv.md:2:17 signed_late 2027-02-03" in told.notes


def test_no_signing_date_is_a_fact_and_not_a_hole(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("unknown: [dates.signed, signatories]")})
    assert [] == told.problems
    assert (None, ("dates.signed", "signatories")) == (told.pledge.dates.signed, told.pledge.unknown)


@pytest.mark.parametrize(
    ("case", "parties"),
    [
        ("police only", ["police"]),
        ("several municipalities", ["police", "municipality", "municipality"]),
        ("companies", ["police", "municipality", "public_company", "private_company", "property_owner"]),
        ("other public bodies", ["police", "district_administration", "public_authority", "association", "other"]),
    ],
)
def test_any_parties_and_any_number_of_each(given: Given, case: str, parties: list[str]) -> None:
    names = [f"part-{number}" for number in range(len(parties))]
    listed = "".join(f"  - {{id: {n}, name: Part, type: {t}}}\n" for n, t in zip(names, parties, strict=True))
    told = given(
        {
            "register.yml": f"name: Exempelstad\nsources: [{{id: p1, publisher: P}}]\nparties:\n{listed}",
            "2027/pledge.sv.md": pledge(f"parties: [{', '.join(names)}]\n{promises('by: part-0')}"),
        }
    )
    assert [] == told.problems
    assert parties == [told.book.party[name].type for name in told.pledge.parties]


def test_a_party_without_a_promise_of_its_own(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("parties: [polisen, bolaget]")})
    assert [] == told.problems
    assert {"bolaget"} == set(told.pledge.parties) - {name for item in told.pledge.promises for name in item.by}


def test_promised_jointly_is_not_with_the_help_of(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                promises(
                    "by: [polisen, kommunen]", "by: polisen, with: kommunen", "by: polisen, with_others: Grannarna"
                )
            )
        }
    )
    joint, helped, supported = told.pledge.promises
    assert (("polisen", "kommunen"), ()) == (joint.by, joint.helpers)
    assert (("polisen",), ("kommunen",)) == (helped.by, helped.helpers)
    assert (("polisen",), (), "Grannarna") == (supported.by, supported.helpers, say(supported.helpers_note))


def test_it_may_be_unknown_who_promised(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge(promises("by: [unknown]"))})
    assert [] == told.problems
    assert ("unknown",) == told.promise.by


def test_several_pledges_at_once_in_one_municipality(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "torget-2027/pledge.sv.md": pledge("area: fiktiva-torget"),
            "sagogatan-2027/pledge.sv.md": pledge("area: sagogatan"),
        }
    )
    assert [] == told.problems
    assert {"torget-2027": ("fiktiva-torget",), "sagogatan-2027": ("sagogatan",)} == {
        item.id: item.area.places for item in told.book.pledges
    }
    assert ["sagogatan-2027", "torget-2027"] == [
        entry.line.pledge.id for entry in build_archive_view(told.day).entries[::-1] if entry.line
    ]


def test_activities_below_a_promise_with_parties_of_their_own(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                promises:
                  - id: trygghet
                    by: [polisen, kommunen]
                    text: Trygga gator.
                    activities:
                      - {id: synas, by: polisen, text: Synas., places: sagogatan, target: {count: 4, unit: pass}}
                      - {id: lysa, by: kommunen, text: Laga lampor., when: I november}
                      - {id: prata, text: Prata.}
                """
            )
        }
    )
    assert [] == told.problems
    assert [("synas", ("polisen",)), ("lysa", ("kommunen",)), ("prata", ())] == [
        (activity.id, activity.by) for activity in told.promise.activities
    ]
    assert 4 == told.promise.activities[0].target[0].value
    assert "I november" == say(told.promise.activities[1].when)


def test_no_focus_areas_or_open_ones_or_parts_of_town(given: Given) -> None:
    none = given({"2027/pledge.sv.md": pledge("focus_areas: []")})
    assert ([], ()) == (none.problems, none.pledge.focus_areas)
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                focus_areas:
                  - {id: oppet, title: Fylls på, flexible: true}
                  - {id: torget, title: Torget, kind: district, places: fiktiva-torget}
                """
            )
        }
    )
    assert [] == told.problems
    assert [(True, "theme", ()), (False, "district", ("fiktiva-torget",))] == [
        (area.flexible, area.kind, area.places) for area in told.pledge.focus_areas
    ]


@pytest.mark.parametrize(
    ("case", "target", "expected"),
    [
        ("at least", "at_least: 4, unit: pass", ("count", "at_least", 4, None, False)),
        ("exactly", "count: 200, unit: pass", ("count", "exactly", 200, None, False)),
        ("per day", "count: 1, unit: pass, per: day", ("recurring", "exactly", 1, "day", False)),
        ("per term", "at_least: 2, unit: pass, per: term", ("recurring", "at_least", 2, "term", False)),
        ("on average", "count: 1, unit: pass, per: month, average: true", ("recurring", "exactly", 1, "month", True)),
        ("all schools", "coverage: alla skolor", ("coverage", None, None, None, False)),
        ("unclear base", "at_least: 4, unit: pass, per: unclear", ("count", "at_least", 4, "unclear", False)),
        ("an event", "event: ett forum", ("event", None, None, None, False)),
        ("a level", "level: nolltolerans", ("level", None, None, None, False)),
    ],
)
def test_a_target_of_any_sort(given: Given, case: str, target: str, expected: tuple) -> None:
    told = given({"2027/pledge.sv.md": pledge(promises(f"by: polisen, target: {{{target}}}"))})
    assert [] == told.problems
    (found,) = told.promise.target
    assert expected == (found.kind, found.compare, found.value, found.per, found.average)


def test_a_promise_on_a_condition(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge(promises("by: polisen, condition: Om läget tillåter"))})
    assert "Om läget tillåter" == say(told.promise.condition)


def test_a_promise_with_two_targets(given: Given) -> None:
    target = "[{count: 2, unit: stadsdelar}, {event: ett forum}]"
    told = given({"2027/pledge.sv.md": pledge(promises(f"by: polisen, target: {target}"))})
    assert ["stadsdelar", "ett forum"] == [say(goal.unit) for goal in told.promise.target]


def test_results_without_a_target_and_a_target_without_results(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(promises("by: polisen", "by: polisen, target: {count: 200, unit: kontroller}")),
            "2027/followup-1.sv.md": followup(
                """
                results:
                  - {promise: p1, status: not_assessable, status_source: editor, figures: [
                      {value: 272, unit: patruller},
                      {value: 350, unit: kontroller, note: En del kan ha gjorts på annan plats.},
                      {compare: several, unit: gripanden, kind: output}]}
                """
            ),
        }
    )
    assert [] == told.problems
    first, second = told.pledge.promises
    assert () == first.target
    (report,) = told.day.latest_results(told.pledge, first)
    assert [(272, None), (350, "En del kan ha gjorts på annan plats."), (None, None)] == [
        (figure.value, say(figure.note) if figure.note else None) for figure in report.result.figures
    ]
    assert "several" == report.result.figures[2].compare
    assert (200, ()) == (second.target[0].value, told.day.latest_results(told.pledge, second))


def test_all_is_done_or_going_on_in_one_sentence(given: Given) -> None:
    told = given(
        {
            "2027/followup-1.sv.md": followup(
                """
                summary: Allt är gjort eller pågår.
                results: [{status: ongoing, status_source: stated, text: Allt är gjort eller pågår.}]
                """
            )
        }
    )
    assert [] == told.problems
    assert "Allt är gjort eller pågår." == say(told.followup.summary)
    assert (None, "ongoing") == (told.followup.results[0].promise, told.followup.results[0].status)
    assert told.followup.results == tuple(report.result for report in told.book.results_of(told.pledge, None))
    assert () == told.day.latest_results(told.pledge, told.promise)


def test_a_follow_up_whose_content_is_not_known(given: Given) -> None:
    told = given({"2027/followup-1.sv.md": followup("unknown: [results]")})
    assert [] == told.problems
    assert ((), ("results",)) == (told.followup.results, told.followup.unknown)


def test_extended_unchanged(given: Given) -> None:
    told = given({"2028/pledge.sv.md": pledge("title: Förlängt\nperiod: 2028\nextends: '2027'")})
    assert [] == told.problems
    first, second = told.book.pledges
    assert (second, State.EXTENDED) == (
        told.book.successor_of(first),
        BookOnDay(told.book, date(2028, 2, 1)).state(first),
    )


def test_extended_with_one_promise_dropped_and_one_added(given: Given) -> None:
    told = given(
        {
            "2028/pledge.sv.md": pledge(
                """
                period: 2028
                extends: '2027'
                promises: [{id: lysa, by: polisen, text: Lysa.}]
                changes:
                  - {date: 2027-12-01, kind: removed, promise: synas, note: Utgår.}
                  - {date: 2027-12-01, kind: added, promise: lysa, note: Nytt.}
                """
            )
        }
    )
    assert [] == told.problems
    assert [("removed", "synas"), ("added", "lysa")] == [
        (change.kind, change.promise) for change in told.book.pledge["2028"].changes
    ]


def test_two_sites_that_give_different_periods(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                sources: [p1, k1]
                conflicts:
                  - field: period
                    values: [{value: "2027", source: p1}, {value: 2027–2028, source: k1}]
                    note: De säger olika.
                """
            )
        }
    )
    assert [] == told.problems
    (conflict,) = told.pledge.conflicts
    assert [("2027", "p1"), ("2027–2028", "k1")] == [(say(claim.value), claim.source) for claim in conflict.values]


def test_only_a_document_is_left(given: Given) -> None:
    told = given(
        {
            "2027/lofte.pdf": b"%PDF",
            "2027/pledge.sv.md": pledge(
                f"""
                documents: [{{title: Löftet, kind: signed_pledge, file: lofte.pdf, sha256: {digest(b"%PDF")}}}]
                promises: []
                unknown: [promises]
                """
            ),
        }
    )
    assert [] == told.problems
    assert ("lofte.pdf", digest(b"%PDF")) == (told.pledge.documents[0].file, told.pledge.documents[0].sha256)
    assert ["lofte.pdf"] == [item.name for item in told.book.attachments]
    assert () == told.pledge.promises


def test_a_dead_link_is_kept_and_said_to_be_dead(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("documents: [{title: Borta, kind: other}]\nunknown: [documents]")})
    assert [] == told.errors
    assert "2027/pledge.sv.md:2:13 document_nowhere" in told.notes
    assert "Borta" == say(told.pledge.documents[0].title)


def test_something_listed_but_not_found_is_known_in_part_and_no_contradiction(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("period: {start: 2027}\nunknown: [period.end]")})
    assert [] == told.problems
    assert (None, False) == (told.pledge.period.end, told.pledge.period.open)


def test_an_agreement_without_a_pledge(given: Given) -> None:
    told = given({"agreements/2024-2027/agreement.sv.md": agreement()})
    assert [] == told.problems
    (frame,) = told.book.agreements
    assert () == told.book.pledges_of(frame)
    assert ["2024-2027"] == [bar.record.id for bar in build_timeline_view(told.day).frames]


def test_a_name_spelled_in_two_ways(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("signatories: [{name: Ada Exempelsson, variants: [Ada Exempelson]}]")})
    assert ("Ada Exempelsson", ("Ada Exempelson",)) == (
        told.pledge.signatories[0].name,
        told.pledge.signatories[0].variants,
    )


def test_a_person_in_the_picture_who_did_not_sign(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("signatories: [{name: Bo Påhittad, signed: no, party: polisen}]")})
    assert "no" == told.pledge.signatories[0].signed


def test_a_place_with_two_names(given: Given) -> None:
    places = "places: [{id: angen, name: Ängen, aliases: [Blomsterängen], type: district}]\n"
    told = given(
        {
            "register.yml": places
            + REGISTER.replace("places:", "x:").partition("x:")[0]
            + "sources: [{id: p1, publisher: P}]\n"
        }
    )
    assert ("Blomsterängen",) == told.book.place["angen"].aliases


def test_nothing_is_known_but_that_there_was_a_pledge(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "okant/pledge.sv.md": pledge(
                "promises: []\nunknown: [period, promises, signatories, followups]", without="period"
            ),
        }
    )
    assert [] == told.problems
    assert State.UNKNOWN == told.day.state(told.pledge)
    assert [told.pledge] == [entry.line.pledge for entry in build_archive_view(told.day).entries if entry.line]


def test_what_a_record_says_of_a_shared_source_is_not_lost(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("sources: [{id: p1, read: 2027-03-01, note: Rubriken är ändrad.}]")})
    assert [] == told.problems
    (source,) = told.book.sources_of(told.pledge)
    assert ("Polisen", "2027-03-01", "Rubriken är ändrad.") == (source.publisher, str(source.read), say(source.note))
