"""Redacting: the text goes from files and ledger, and a tombstone stays."""

from __future__ import annotations

from core.conftest import EN, SV, Workspace
from pledgebook.history.ledger import Redacted


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
