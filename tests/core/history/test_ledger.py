"""A ledger gives every edition back as it was published, and a redaction takes what it is asked for and no more."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.conftest import show_problem
from pledgebook.history.ledger import Edition, Ledger, Redacted, add_edition, chain
from pledgebook.history.ledger_diff import FieldDifference, diff_against_published, diff_fields
from pledgebook.history.ledger_file import find_altered, parse_ledger, render_ledger
from pledgebook.history.redaction import Redaction, find_beside, redact
from pledgebook.history.snapshot import FieldPath, Snapshot
from pledgebook.history.translation_memory import SourceText, TranslationMemory, redact_words
from pledgebook.model import Record
from pledgebook.model.located import Located
from pledgebook.names import Folder, Language

DAY = date(2027, 6, 15)
PATHS = (
    "signatories",
    "signatories/1/name",
    "signatories/1/note",
    "signatories/10/name",
    "signatories/11/name",
    "promises/a/text",
    "promises/a/activities/b/text",
    "promises/a-b/text",
    "promises/a+2/text",
    "promises/ab/text",
    "aim",
    "aims",
)


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("signatories/1", {"signatories/1/name", "signatories/1/note"}),
        ("signatories/10", {"signatories/10/name"}),
        ("signatories/1/name", {"signatories/1/name"}),
        ("signatories", {path for path in PATHS if path.startswith("signatories")}),
        ("promises/a", {"promises/a/text", "promises/a/activities/b/text"}),
        ("promises/a-b", {"promises/a-b/text"}),
        ("promises/a+2", {"promises/a+2/text"}),
        ("promises/a/activities", {"promises/a/activities/b/text"}),
        ("aim", {"aim"}),
        ("signatories/", set()),
        ("sign", set()),
        ("", set()),
    ],
)
def test_a_redaction_takes_a_path_and_what_is_below_it(path: str, taken: set[str]) -> None:
    values = {FieldPath("pledge", "sv", each): f"Om {each}" for each in PATHS}
    others = {
        FieldPath("followup-1", "sv", "aim"): "En annan fil.",
        FieldPath("pledge", "files", "aim"): "0" * 64,
    }
    ledger = make_ledger({**values, **others})
    edition = ledger.newest
    redaction = Redaction("pledge", path, {}, DAY, 2)
    kept = redact(ledger, redaction)
    assert taken == {each.path for each, value in kept.newest.changed.items() if isinstance(value, Redacted)}
    assert all(kept.newest.changed[each] == value for each, value in others.items())
    assert edition.fingerprint == kept.newest.fingerprint
    assert find_altered(add_edition(kept, Folder("2027"), Snapshot(values=others), DAY)) is None

    words = {"pledge": dict(zip(PATHS, values.values(), strict=True)), "followup-1": {"aim": "En annan fil."}}
    known = TranslationMemory(
        Folder("2027"), {(part, "en"): SourceText("x", "2027-01-01", text) for part, text in words.items()}
    )
    memory = redact_words(known, redaction, Language("sv")).made
    assert taken == {each for each, value in memory["pledge", "en"].words.items() if isinstance(value, Redacted)}
    assert words["followup-1"] == memory["followup-1", "en"].words


def test_what_the_record_still_says_is_not_taken() -> None:
    path = FieldPath("pledge", "sv", "aim")
    ledger = Ledger(Folder("2027"), (Edition(DAY, "", {path: "Förr."}), Edition(DAY, "", {path: "Nu."})))
    kept = redact(ledger, Redaction("pledge", "aim", {path: "Nu."}, DAY, 3))
    assert [Redacted, str] == [type(edition.changed[path]) for edition in kept.editions]


# Editions


NOTE = FieldPath("pledge", "sv", "changes/change-1/note")
AIM, TITLE, AREA = (FieldPath("pledge", "sv", name) for name in ("aim", "title", "area"))


def make_ledger(*published: dict[FieldPath, str]) -> Ledger:
    ledger = None
    for values in published:
        ledger = add_edition(ledger, Folder("2027"), Snapshot(values=values), DAY)
    assert ledger is not None
    return ledger


def tell(item: FieldDifference) -> tuple[FieldPath, object, object]:
    return item.key, item.before, item.after


def test_a_note_belongs_to_the_edition_that_it_came_with_also_when_it_is_translated_later() -> None:
    first: dict[FieldPath, str] = {AIM: "A", NOTE: "Ett ord."}
    ledger = make_ledger({AIM: "A"}, first, {**first, NOTE._replace(group="en"): "A word."})
    assert {"change-1": 2} == ledger.noted


def test_differences_stand_in_the_order_of_what_is_there_now_and_what_is_gone_comes_last() -> None:
    found = diff_fields({TITLE: "A", AIM: "B"}, {AREA: "C", AIM: "D"})
    assert [(AREA, None, "C"), (AIM, "B", "D"), (TITLE, "A", None)] == list(map(tell, found))


def test_what_is_new_and_what_is_gone_is_told_apart_from_what_is_not_as_it_was() -> None:
    report, kind = FieldPath("followup-1", "facts", "kind"), FieldPath("followup-2", "facts", "kind")
    english, order = AIM._replace(group="en"), FieldPath("pledge", "facts", "changes")
    ledger = make_ledger({report: "final", AIM: "A", TITLE: "B"})
    said = {english: "A", kind: "final", order: "change-1", NOTE: "Ett ord.", TITLE: "C", AREA: "D"}
    pledge = cast(Located[Record], None)
    found = diff_against_published(ledger, Snapshot(said, {"pledge": pledge, "followup-2": pledge}), Language("sv"))
    assert [(TITLE, "B", "C"), (AREA, None, "D"), (AIM, "A", None)] == list(map(tell, found.differences))
    assert [(english, None, "A"), (kind, None, "final")] == list(map(tell, found.additions))
    assert (("change-1",), ["2027/followup-1.sv.md"]) == (found.notes, [file.path for file in found.gone])


def test_what_was_never_there_can_be_gone() -> None:
    edition = Edition(DAY, "", {AIM: None, TITLE: "A"}, salts={TITLE: "0a"})
    ledger, problems = parse_ledger(render_ledger(chain(Ledger(Folder("2027"), (edition,))), ""), Folder("2027"))
    assert ledger
    assert ({TITLE: "A"}, ()) == (ledger.state(), problems)


def test_a_ledger_of_another_record_is_told_with_whose_it_should_be() -> None:
    _, (problem,) = parse_ledger(render_ledger(make_ledger({AIM: "A"}), ""), Folder("2028"))
    assert ("published_foreign", "2027", ("2028",)) == (problem.code, problem.found, problem.allowed)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("record:", "record: !x", "published/2027.yml:2:9 published_unreadable"),
        ("editions:", "record: '2027'\neditions:", "published/2027.yml:3:1 published_unreadable"),
    ],
)
def test_a_ledger_that_can_be_read_only_in_part_is_not_read(old: str, new: str, expected: str) -> None:
    text = render_ledger(make_ledger({AIM: "A"}), "Om filen.")
    ledger, problems = parse_ledger(text.replace(old, new), Folder("2027"))
    assert (None, [expected]) == (ledger, [show_problem(problem) for problem in problems])


# What no record may have, and what it may.
_REFUSED, _ALLOWED = "\ufeff\ufffe\uffff", "\n\t'\"#:-~"
_LETTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=_REFUSED, include_characters=_ALLOWED)
TEXTS = st.text(_LETTERS, max_size=12)
FIELDS = st.builds(
    FieldPath,
    st.sampled_from(["pledge", "followup-1"]),
    st.sampled_from(["facts", "sv", "en", "files"]),
    st.sampled_from([*PATHS, "changes/change-1/note"]),
)
SNAPSHOTS = st.dictionaries(FIELDS, TEXTS, max_size=8)
STEPS = st.one_of(
    st.tuples(st.just("publish"), SNAPSHOTS),
    st.tuples(st.just("change"), SNAPSHOTS),
    st.tuples(st.just("redact"), FIELDS),
    st.tuples(st.just("undo"), st.none()),
)


def check_editions(ledger: Ledger, published: list[dict[FieldPath, str]], redacted: set[FieldPath]) -> None:
    """Each edition says what was published then, or that it has been redacted."""
    assert len(published) == len(ledger.editions)
    for number, ((edition, state), said) in enumerate(zip(ledger.states(), published, strict=True), 1):
        assert state == ledger.state(number)
        assert {**said, **{key: state[key] for key in said if key in redacted}} == state
        assert edition.fingerprint == ledger.editions[number - 1].fingerprint
    assert find_altered(ledger) is None
    assert (ledger, ()) == parse_ledger(render_ledger(ledger, "Om filen."), Folder("2027"))


def is_of_redaction(ledger: Ledger) -> bool:
    """Whether the newest edition came with a redaction, which is not taken back."""
    values = (value for edition in ledger.editions for value in edition.changed.values())
    return any(isinstance(value, Redacted) and value.edition == len(ledger.editions) for value in values)


@settings(deadline=None)
@given(SNAPSHOTS, st.lists(STEPS, max_size=6))
def test_whatever_is_published_and_redacted_every_edition_can_be_read(
    first: dict[FieldPath, str], steps: list[tuple[str, Any]]
) -> None:
    ledger, published, redacted = make_ledger(first), [first], set[FieldPath]()
    for deed, what in steps:
        if deed in ("publish", "change"):
            note = ["change-1"] if deed == "change" else []
            ledger = add_edition(ledger, Folder("2027"), Snapshot(values=what), DAY, "".join(note))
            assert "".join(note) == ledger.newest.note
            published.append(what)
        elif deed == "redact":
            redaction = Redaction(what.part, what.path, published[-1], DAY, len(ledger.editions) + 1)
            ledger = redact(ledger, redaction)
            # Nothing can be held against a text that is no longer there, not even the same again.
            unheld = {key for key, value in ledger.state().items() if isinstance(value, Redacted)}
            assert unheld == {item.key for item in diff_fields(ledger.state(), published[-1])}
            ledger = add_edition(ledger, Folder("2027"), Snapshot(values=published[-1]), DAY)
            published.append(published[-1])
            meant = {key for said in published for key in said if redaction.is_about(key)}
            redacted |= meant
            left = [(key, each.changed[key]) for each in ledger.editions for key in meant & each.changed.keys()]
            assert all(text in ("", published[-1].get(key)) for key, text in left if isinstance(text, str))
        elif len(published) > 1 and not is_of_redaction(ledger):
            ledger = Ledger(Folder("2027"), ledger.editions[:-1])
            published.pop()
        check_editions(ledger, published, redacted)


def test_a_name_that_looks_as_if_it_stood_below_another_is_left_alone() -> None:
    one, other = (FieldPath("pledge", "sv", f"conflicts/dates{name}/note") for name in ("", "/signed"))
    listed = FieldPath("pledge", "facts", "conflicts")
    ledger = make_ledger({listed: "dates, dates/signed", one: "Ada sa ett.", other: "Bo sa ett annat."})
    beside = find_beside(ledger, "pledge", "conflicts/dates")
    state = redact(ledger, Redaction("pledge", "conflicts/dates", {}, DAY, 2, beside)).state()
    assert isinstance(state[one], Redacted)
    assert ("Bo sa ett annat.", "dates, dates/signed") == (state[other], state[listed])
