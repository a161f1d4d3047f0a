"""Redacting: the text goes from files and ledger, and a tombstone stays."""

from __future__ import annotations

import pytest

from core.conftest import EN, SV, Workspace
from pledgebook.history.ledger import Redacted
from pledgebook.history.snapshot import digest_text, fingerprint_words
from pledgebook.names import Folder, Language


def test_redacting_leaves_a_tombstone_and_no_text(workspace: Workspace) -> None:
    person = "signatories:\n  - {name: Ada Exempelsson, party: kommunen}\n  - {name: Bo Påhittad}\n"
    workspace.edit(SV, "sources: [p1]", f"{person}sources: [p1]")
    workspace.does("publish", "2027")
    first = workspace.ledger.newest.fingerprint
    asked = ("redact", "2027", "--field", "signatories/1/name", "--reason", "Personen bad om det.")
    code, told = workspace.run(*asked)
    assert (1, True) == (code, "står kvar: pledges/2027/pledge.sv.md:11:12" in told)
    workspace.edit(SV, "Ada Exempelsson", "Borttagen")
    told = workspace.does(*asked, day=8)
    assert "historiken för git" in told
    assert "Ada" not in workspace.read("published/2027.yml") + workspace.read(SV)
    assert [] == workspace.problems
    kept = {slot.path: value for slot, value in workspace.ledger.editions[0].changed.items()}
    assert isinstance(kept["signatories/1/name"], Redacted)
    assert "2027-01-08" == kept["signatories/1/name"].date
    assert first == workspace.ledger.editions[0].fingerprint
    book = workspace.loaded.book
    assert book is not None
    assert ("redaction", "2027-01-08") == (book.pledges[0].changes[0].kind, str(book.pledges[0].changes[0].date))


def test_redacting_tells_where_the_same_text_is_left(workspace: Workspace) -> None:
    workspace.edit(SV, "summary: Ett kort löfte.", "summary: Ring Ada.\naim: Ring Ada. Hon svarar.")
    workspace.edit(EN, "summary: A short pledge.", "summary: Phone.")
    workspace.does("publish", "2027")
    workspace.edit(SV, "summary: Ring Ada.", "summary: Ring.")
    told = workspace.does("redact", "2027", "--field", "summary", "--reason", "En persons namn.")
    assert "pledges/2027/pledge.sv.md:6" in told
    assert "pledges/published/2027.yml:" in told


def test_what_somebody_said_can_be_taken_out_with_the_name(workspace: Workspace) -> None:
    said = "statements:\n  - {name: Ada Exempelsson, party: polisen, text: Ada vill väl., quote: Ja, sources: [p1]}\n"
    workspace.edit(SV, "sources: [p1]", f"{said}sources: [p1]")
    workspace.edit(EN, "summary:", "statements: [{name: Ada Exempelsson, text: Ada means well.}]\nsummary:")
    workspace.does("publish", "2027")
    workspace.edit(SV, said, "")
    workspace.edit(EN, "statements: [{name: Ada Exempelsson, text: Ada means well.}]\n", "")
    workspace.does("redact", "2027", "--field", "statements/1", "--reason", "Personen bad om det.", day=8)
    assert "Ada" not in workspace.read("published/2027.yml") + workspace.read(SV) + workspace.read(EN)
    assert [] == workspace.problems


# What is left of a name


PEOPLE = "signatories:\n  - {name: Ada Exempelsson, party: polisen}\n  - {name: Bo Påhittad, party: polisen}\n  - {name: Cy Dikt, party: polisen}\n"
ASKED = ("redact", "2027", "--field", "signatories/1", "--reason", "Personen bad om det.")


def test_no_hash_is_left_that_a_list_of_names_could_be_tried_against(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "aim: Ring Ada.\nsources: [p1]")
    workspace.edit(EN, "summary:", "aim: Phone us.\nsummary:")
    workspace.does("publish", "2027")
    workspace.does("translate", "done", "2027", "en")
    ledger = workspace.ledger
    key = next(key for key in ledger.state() if (key.group, key.path) == ("sv", "aim"))
    salt, mark = (
        ledger.editions[0].salts[key],
        fingerprint_words(workspace.loaded.entries.snapshot_of(Folder("2027")).words_of("pledge", Language("sv"))),
    )
    assert salt in workspace.read("published/2027.yml")
    assert mark in workspace.read(EN)
    cached = workspace.root / ".cache/made/page"
    cached.parent.mkdir(parents=True)
    stamp = workspace.root / ".cache/last-build.json"
    for path in (cached, stamp):
        path.write_bytes(b"Ring Ada.")
    workspace.edit(SV, "Ring Ada.", "Ring.")
    workspace.does("redact", "2027", "--field", "aim", "--reason", "Ett namn.", day=2)
    files = [path for path in (workspace.root / "pledges").rglob("*.*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files).decode()
    for trace in ("Ada", salt, mark, digest_text("Ring Ada."), digest_text("Ada")):
        assert trace not in kept
    assert not cached.exists()
    assert not stamp.exists()
    assert [f"{EN}:3:6 translation_stale_field aim"] == workspace.problems
    assert ledger.editions[0].fingerprint == workspace.ledger.editions[0].fingerprint


def test_who_stands_after_one_that_is_taken_away_moves_up_and_stays(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", f"{PEOPLE}sources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, "  - {name: Ada Exempelsson, party: polisen}\n", "")
    workspace.does(*ASKED, day=2)
    kept = workspace.read("published/2027.yml")
    assert ("Ada" in kept, "Bo Påhittad" in kept, "Cy Dikt" in kept) == (False, True, True)
    assert [] == workspace.problems


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  - {name: Bo Påhittad, party: polisen}\n", "", "Bo Påhittad"),
        ("name: Bo Påhittad", "name: Bo Annan", "Bo Annan"),
        ("by: polisen", "by: kommunen", "promises/synas/by"),
        ("Ett kort löfte.", "Ett långt löfte.", "Ett långt löfte."),
        ("title: Medborgarlöfte 2027", "title: Löfte 2027", "Löfte 2027"),
    ],
)
def test_a_redaction_lets_nothing_else_through(workspace: Workspace, old: str, new: str, told: str) -> None:
    workspace.edit(SV, "parties: [polisen]", "parties: [polisen, kommunen]")
    workspace.edit(SV, "sources: [p1]", f"{PEOPLE}sources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, "  - {name: Ada Exempelsson, party: polisen}\n", "")
    workspace.edit(SV, old, new)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, said = workspace.run(*ASKED, day=2)
    assert (1, True, True) == (code, told in said, "make change NAME=2027" in said), said
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    workspace.does("change", "2027", "--kind", "correction", "--note", "Det andra.", day=2)
    workspace.does(*ASKED, day=3)
    assert "Ada" not in workspace.read("published/2027.yml")


def test_a_redaction_that_was_killed_is_finished_when_it_is_done_again(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "aim: Ring Ada.\nsources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, "Ring Ada.", "Ring.")
    kept = {name: workspace.read(name) for name in ("published/2027.yml", "published/addresses.txt", "editions.yml")}
    asked = ("redact", "2027", "--field", "aim", "--reason", "Ett namn.", "--words", "en", "A name.")
    workspace.does(*asked, day=2)
    after = [workspace.read(name) for name in (SV, EN, "published/addresses.txt")]
    for name, text in kept.items():
        workspace.write(name, text)
    workspace.edit(EN, workspace.read(EN).partition("changes:")[2].partition("---")[0], " []\n")
    workspace.does(*asked, day=2)
    assert after[0] == workspace.read(SV)
    assert "A name." in workspace.read(EN)
    assert 1 == workspace.read(SV).count("id: ") - 1
    assert "Ada" not in workspace.read("published/2027.yml")


def test_an_id_of_the_register_is_not_told_of_as_the_same_text_elsewhere(workspace: Workspace) -> None:
    person = "signatories:\n  - {name: Ada Exempelsson, party: polisen}\n"
    workspace.edit(SV, "sources: [p1]", f"{person}sources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, person, "")
    assert "Samma text" not in workspace.does(*ASKED, day=2)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Ada Exempelsson bad om det.", ()),
        ("På begäran av EXEMPELSSON.", ()),
        ("Adas uppgifter är borta.", ()),
        ("På begäran.", ("--words", "en", "Ada asked for it.")),
    ],
)
def test_a_reason_that_says_the_name_again_is_refused(
    workspace: Workspace, reason: str, words: tuple[str, ...]
) -> None:
    workspace.edit(SV, "sources: [p1]", f"{PEOPLE}sources: [p1]")
    workspace.does("publish", "2027")
    workspace.edit(SV, "  - {name: Ada Exempelsson, party: polisen}\n", "")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, said = workspace.run(*ASKED[:4], "--reason", reason, *words, day=2)
    assert (1, True) == (code, "Skriv skälet utan" in said), said
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("promises/synas/target", "text: Synas på Fiktiva torget.\n", "text: Synas på Fiktiva torget.\n"),
        ("promises/synas/places", ", places: [sagogatan]", ""),
        ("period", "period: 2027", "period: 2027-2028"),
        ("parties", "parties: [polisen]", "parties: [kommunen]"),
    ],
)
def test_what_is_nobodys_personal_data_is_changed_and_not_redacted(
    workspace: Workspace, field: str, old: str, new: str
) -> None:
    goal = "    target: {count: 6, unit: pass}\n    places: [sagogatan]\n"
    workspace.edit(SV, "sources: [p1]", f"{goal}sources: [p1]")
    workspace.does("publish", "2027")
    if old in workspace.read(SV) and old != new:
        workspace.edit(SV, old, new)
    else:
        workspace.edit(SV, goal, "")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    code, said = workspace.run("redact", "2027", "--field", field, "--reason", "Ett skäl.", day=2)
    assert (1, True) == (code, "make change NAME=2027" in said), said
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*.*")}


def test_a_field_that_stands_as_before_in_another_language_is_told_of(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "aim: Ring Ada.\nsources: [p1]")
    workspace.edit(EN, "summary:", "aim: Phone Ada.\nsummary:")
    workspace.does("publish", "2027")
    asked = ("redact", "2027", "--field", "aim", "--reason", "Ett namn.")
    workspace.edit(SV, "Ring Ada.", "Ring.")
    assert f"pledges/{EN}:3:6" in workspace.does(*asked, day=2)
    workspace.edit(EN, "Phone Ada.", "Phone.")
    assert "make redact" not in workspace.does(*asked, day=3)
    kept = workspace.read("published/2027.yml") + workspace.read(SV) + workspace.read(EN)
    assert "Ada" not in kept
