"""What has been published stays as it is unless a dated note says why; the verbs that see to it, as an author uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from core.conftest import (
    ENGLISH,
    LANGUAGES,
    REGISTER,
    THEME,
    Show,
    agreement,
    followup,
    pledge,
    show_problem,
    statement,
    words,
    write,
)
from pledgebook.cli.main import VERBS, main
from pledgebook.history.ledger import Ledger, Redacted, parse_ledger
from pledgebook.problem import Level
from pledgebook.project import Loaded, load_book

SETTINGS = f"""site_name: Exempelstad
theme: {{name: null, custom_dir: {THEME}}}
plugins:
  - i18n: {{languages: [{{locale: sv, name: Svenska, default: true}}, {{locale: en, name: English}}]}}
"""
SV, EN = "2027/pledge.sv.md", "2027/pledge.en.md"
OLD, NEW = "text: Synas på Fiktiva torget.", "text: Synas varje dag på Fiktiva torget."
NOTED = ("change", "2027", "--kind", "correction", "--note", "Ett ord föll bort.")


@dataclass
class Office:
    """A project that an author works in, and the day it is."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str, day: int = 1) -> tuple[int, str]:
        """Run the command on a day of January 2027: exit code, and all it said."""
        self.monkeypatch.chdir(self.root)
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1798761600 + (day - 1) * 86400))
        code = main(arguments)
        told = self.capsys.readouterr()
        return code, told.out + told.err

    def does(self, *arguments: str, day: int = 1) -> str:
        code, told = self.run(*arguments, day=day)
        assert 0 == code, told
        return told

    def read(self, name: str) -> str:
        return (self.root / "pledges" / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        write(self.root, {name: text})

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    @property
    def loaded(self) -> Loaded:
        return load_book(self.root, LANGUAGES)

    @property
    def problems(self) -> list[str]:
        return [show_problem(problem) for problem in self.loaded.problems if problem.level is not Level.NOTE]

    @property
    def ledger(self) -> Ledger:
        ledger, problems = parse_ledger(self.read("published/2027.yml"), "2027")
        assert ledger is not None, problems
        return ledger


Open = Callable[..., Office]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    write(
        tmp_path,
        {
            "register.yml": REGISTER,
            "accessibility.yml": statement().replace("2027-03", "2025-12"),
            SV: pledge(),
            EN: words(ENGLISH),
        },
    )
    return Office(tmp_path, monkeypatch, capsys)


# publish


def test_what_is_not_published_may_change_freely(office: Office) -> None:
    office.edit(SV, OLD, NEW)
    assert [] == office.problems
    code, told = office.run(*NOTED)
    assert (1, True) == (code, "inte publicerad än" in told)


def test_publishing_notes_facts_words_and_files_with_the_day(office: Office) -> None:
    office.write("2027/plan.pdf", b"pdf")
    office.edit(SV, "sources: [p1]", "documents: [{title: Plan, kind: other, file: plan.pdf}]\nsources: [p1]")
    office.does("publish", "pledges/2027/", day=5)
    (edition,) = office.ledger.editions
    assert date(2027, 1, 5) == edition.date
    said = {(slot.group, slot.path): value for slot, value in edition.changed.items()}
    assert "Synas på Fiktiva torget." == said["sv", "promises/synas/text"]
    assert "Be seen on Fictional Square." == said["en", "promises/synas/text"]
    assert "polisen" == said["facts", "promises/synas/by"]
    assert "2027" == said["facts", "period/start"]
    assert 64 == len(str(said["files", "plan.pdf"]))
    assert [] == office.problems


def test_publishing_twice_changes_nothing(office: Office) -> None:
    office.does("publish", "--all")
    before = office.read("published/2027.yml")
    assert "oförändrad sedan 1 januari 2027" in office.does("publish", "2027", day=9)
    assert before == office.read("published/2027.yml")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (SV, pledge("summary: >-\n  Ett kort\n  löfte.\n# En kommentar\nparties:\n  - polisen")),
        (SV, pledge("period: {end: 2027, start: '2027'}")),
        (SV, pledge().replace("\n", "\r\n")),
        (SV, pledge("changes: []\naim:")),
        (EN, words(ENGLISH + "translation: {status: reviewed}")),
    ],
)
def test_layout_comments_and_the_order_of_keys_are_no_changes(office: Office, name: str, text: str) -> None:
    office.does("publish", "2027")
    office.write(name, text)
    assert [] == office.problems


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (SV, OLD, NEW, f"{SV}:9:11 published_changed promises/synas/text"),
        (SV, "by: polisen", "by: kommunen", f"{SV}:8:9 published_changed promises/synas/by"),
        (SV, "period: 2027", "period: 2027-2028", f"{SV}:3:9 published_changed period/end"),
        (SV, "sources: [p1]", "aim: Mer.\nsources: [p1]", f"{SV}:10:6 published_changed aim"),
        (EN, "Be seen", "Show up", f"{EN}:6:11 published_changed promises/synas/text"),
        (EN, "summary: A short pledge.\n", "", f"{EN}:1:1 published_changed summary"),
        (SV, "---\n", "---\n\nMer.\n", f"{SV}:13:1 published_changed body"),
    ],
)
def test_a_difference_without_a_note_is_an_error_where_it_stands(
    office: Office, name: str, old: str, new: str, problem: str
) -> None:
    office.does("publish", "2027")
    text = office.read(name)
    office.write(name, text + "\nMer.\n" if "body" in problem else text.replace(old, new))
    assert [problem] == office.problems
    assert office.loaded.book is None
    code, told = office.run("publish", "2027")
    assert (1, True) == (code, "Anteckna varför" in told)


def test_the_error_says_what_stood_there_and_what_to_do(office: Office) -> None:
    office.does("publish", "2027")
    office.edit(SV, OLD, NEW)
    code, told = office.run("check")
    assert 1 == code
    assert (
        "pledges/2027/pledge.sv.md:9:11: fel: promises/synas/text är inte som när det publicerades 2027-01-01. "
        "Före: ”Synas på Fiktiva torget.” Nu: ”Synas varje dag på Fiktiva torget.” Ta tillbaka ändringen, eller "
        'anteckna varför: make change NAME=2027 KIND=correction NOTE="…"' in told
    )


def test_another_file_under_the_same_name_is_a_difference(office: Office) -> None:
    office.write("2027/plan.pdf", b"ett")
    office.edit(SV, "sources: [p1]", "documents: [{title: Plan, kind: other, file: plan.pdf}]\nsources: [p1]")
    office.does("publish", "2027")
    office.write("2027/plan.pdf", b"annat")
    assert ["2027/plan.pdf:1:1 published_changed plan.pdf"] == office.problems


def test_a_promise_taken_away_is_a_difference_at_its_list(office: Office) -> None:
    office.write(SV, pledge("promises:\n  - {id: a, by: polisen, text: Ett}\n  - {id: b, by: polisen, text: Två}"))
    office.write(EN, words("title: Citizen pledge"))
    office.does("publish", "2027")
    office.write(SV, pledge("promises:\n  - {id: a, by: polisen, text: Ett}"))
    assert [f"{SV}:3:3 published_changed promises"] == office.problems


def test_what_comes_new_beside_the_published_needs_no_note(office: Office) -> None:
    (office.root / "pledges" / EN).unlink()
    office.does("publish", "2027")
    office.write(EN, words(ENGLISH))
    office.write("2027/followup-1.sv.md", followup())
    assert [] == office.problems
    office.does("publish", "2027", day=2)
    office.edit("2027/followup-1.sv.md", "kind: final", "kind: interim")
    assert ["2027/followup-1.sv.md:4:7 published_changed kind"] == office.problems


def test_a_published_file_or_record_cannot_vanish_unseen(office: Office) -> None:
    office.write("agreements/2024-2027/agreement.sv.md", agreement())
    office.write("2027/followup-1.sv.md", followup())
    office.does("publish", "--all")
    (office.root / "pledges/2027/followup-1.sv.md").unlink()
    (office.root / "pledges/agreements/2024-2027/agreement.sv.md").unlink()
    (office.root / "pledges/agreements/2024-2027").rmdir()
    assert [
        "published/2027.yml:1:1 published_gone pledges/2027/followup-1.sv.md",
        "published/agreements/2024-2027.yml:1:1 published_lost agreements/2024-2027",
    ] == office.problems
    assert 1 == office.run("publish", "2027")[0]
    office.does(*NOTED)
    assert ["published/agreements/2024-2027.yml:1:1 published_lost agreements/2024-2027"] == office.problems


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Synas på", "Synas vid", "published/2027.yml:5:5 published_altered 2027-01-01"),
        ("record: '2027'", "record: '2028'", "published/2027.yml:3:9 published_foreign 2028"),
        ("date: '2027-01-01'", "date: igår", "published/2027.yml:5:5 published_altered date"),
        ("date: '2027-01-01'", "date: 9999-01-01", "published/2027.yml:5:5 published_altered date"),
        ("date: '2027-01-01'", "date: 2027-01", "published/2027.yml:5:5 published_altered date"),
        ("editions:", "utgåvor:", "published/2027.yml:1:1 published_altered editions"),
        ("editions:", "<<<<<<< HEAD\neditions:", "published/2027.yml:4:1 yaml_no_colon <<<<<<< HEAD"),
    ],
)
def test_a_list_of_editions_changed_by_hand_is_noticed(office: Office, old: str, new: str, problem: str) -> None:
    office.does("publish", "2027")
    office.edit("published/2027.yml", old, new)
    assert [problem] == office.problems
    assert 1 == office.run("publish", "2027")[0]


@pytest.mark.parametrize("name", ["2028", "207", "agreements/2027", "../2027", ""])
def test_a_record_that_does_not_exist_is_not_published(office: Office, name: str) -> None:
    code, told = office.run("publish", name)
    assert (2, True) == (code, "finns inte" in told)


# change


def test_a_note_makes_a_new_edition_that_keeps_the_one_before(office: Office) -> None:
    office.does("publish", "2027")
    before = office.ledger.state()
    office.edit(SV, OLD, NEW)
    told = office.does(*NOTED, "--promise", "synas", "--words", "en", "A word was lost.", day=31)
    assert "före: Synas på Fiktiva torget." in told
    assert [] == office.problems
    _, second = office.ledger.editions
    assert (date(2027, 1, 31), "change-1") == (second.date, second.note)
    assert before == office.ledger.state(1)
    text = {slot.path: value for slot, value in office.ledger.state().items() if slot.group == "sv"}
    assert "Synas varje dag på Fiktiva torget." == text["promises/synas/text"]
    book = office.loaded.book
    assert book is not None
    (change,) = book.pledges[0].changes
    assert ("2027-01-31", "correction", "synas") == (str(change.date), change.kind, change.promise)
    assert ("Ett ord föll bort.", "A word was lost.") == (str(change.note.get("sv")), str(change.note.get("en")))


def test_the_note_reaches_the_page_and_one_on_spelling_is_quiet(office: Office, show: Show) -> None:
    office.does("publish", "2027")
    office.edit(SV, OLD, NEW)
    office.does("change", "2027", "--kind", "minor", "--note", "Stavning.")
    assert office.loaded.book is not None
    shown = show(office.loaded.book)
    for address in ("2027/", "andringar/"):
        assert 'class="pb-minor"' in shown.html(address)
        assert "Stavning." in shown.html(address)


def test_a_note_written_by_hand_lets_the_change_through_until_it_is_published(office: Office) -> None:
    office.does("publish", "2027")
    office.edit(SV, OLD, NEW)
    office.edit(SV, "sources:", "changes: [{date: 2027-01-02, kind: decision, note: Nytt.}]\nsources:")
    assert [f"{SV}:10:18 published_unrecorded 2027"] == office.problems
    office.does("publish", "2027", day=3)
    assert [] == office.problems
    office.edit(SV, "varje dag", "varje natt")
    assert [f"{SV}:9:11 published_changed promises/synas/text"] == office.problems


def test_a_note_that_has_been_published_is_not_rewritten_unseen(office: Office) -> None:
    office.does("publish", "2027")
    office.does("change", "2027", "--kind", "decision", "--note", "Parterna håller fast.")
    office.edit(SV, "håller fast", "ger upp")
    assert [f"{SV}:15:11 published_changed changes/change-1/note"] == office.problems


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--kind", "correction", "--note", "Inget."), "som den publicerades"),
        (("--kind", "decision", "--note", ""), "Anteckningen är tom"),
        (("--kind", "decision", "--note", "X", "--date", "2027-02-30"), "finns inte i kalendern"),
        (("--kind", "decision", "--note", "X", "--promise", "synsa"), "Menade du synas?"),
        (("--kind", "decision", "--note", "X", "--words", "fi", "Y"), "pledge.fi.md finns inte"),
    ],
)
def test_a_note_that_cannot_stand_leaves_every_file_as_it_was(
    office: Office, arguments: tuple[str, ...], told: str
) -> None:
    office.does("publish", "2027")
    before = {path: path.read_bytes() for path in office.root.rglob("*.*")}
    code, said = office.run("change", "2027", *arguments)
    assert (2 if "tom" in told else 1, True) == (code, told in said), said
    assert before == {path: path.read_bytes() for path in office.root.rglob("*.*")}


# redact


def test_redacting_leaves_a_tombstone_and_no_text(office: Office) -> None:
    person = "signatories:\n  - {name: Ada Exempelsson, party: kommunen}\n  - {name: Bo Påhittad}\n"
    office.edit(SV, "sources: [p1]", f"{person}sources: [p1]")
    office.does("publish", "2027")
    first = office.ledger.newest.fingerprint
    asked = ("redact", "2027", "--field", "signatories/1/name", "--reason", "Personen bad om det.")
    code, told = office.run(*asked)
    assert (1, True) == (code, "står kvar: pledges/2027/pledge.sv.md:11:12" in told)
    office.edit(SV, "Ada Exempelsson", "Borttagen")
    told = office.does(*asked, day=8)
    assert "historiken för git" in told
    assert "Ada" not in office.read("published/2027.yml") + office.read(SV)
    assert [] == office.problems
    kept = {slot.path: value for slot, value in office.ledger.editions[0].changed.items()}
    assert isinstance(kept["signatories/1/name"], Redacted)
    assert "2027-01-08" == kept["signatories/1/name"].date
    assert first == office.ledger.editions[0].fingerprint
    book = office.loaded.book
    assert book is not None
    assert ("redaction", "2027-01-08") == (book.pledges[0].changes[0].kind, str(book.pledges[0].changes[0].date))


def test_redacting_tells_where_the_same_text_is_left(office: Office) -> None:
    office.edit(SV, "summary: Ett kort löfte.", "summary: Ring Ada.\naim: Ring Ada. Hon svarar.")
    office.edit(EN, "summary: A short pledge.", "summary: Phone.")
    office.does("publish", "2027")
    office.edit(SV, "summary: Ring Ada.", "summary: Ring.")
    told = office.does("redact", "2027", "--field", "summary", "--reason", "En persons namn.")
    assert "pledges/2027/pledge.sv.md:6" in told
    assert "pledges/published/2027.yml:" in told


# translate


def test_a_translation_is_complete_until_its_original_changes(office: Office) -> None:
    assert "Säger inte vilken version" in office.does("translate")
    office.does("translate", "done", "2027", "en")
    assert "pledges/2027/pledge.en.md: klar\n" == office.does("translate")
    office.edit(SV, OLD, NEW)
    assert [f"{EN}:6:11 translation_stale_field promises/synas/text"] == office.problems
    (told,) = json.loads(office.does("translate", "2027", "--json"))
    assert ("stale", None) == (told["state"], told["changed_on"])
    before, after = "Synas på Fiktiva torget.", "Synas varje dag på Fiktiva torget."
    assert [{"field": "promises/synas/text", "before": before, "after": after}] == told["changed"]
    office.does("translate", "done", "2027", "en")
    assert [] == office.problems


def test_what_lacks_words_is_incomplete_and_what_lacks_a_file_is_missing(office: Office) -> None:
    office.write("2027/followup-1.sv.md", followup())
    office.edit(SV, "sources: [p1]", "aim: Mer.\nsources: [p1]")
    told = office.does("translate")
    assert "pledge.en.md: ofullständig" in told
    assert "1 text saknas: aim" in told
    assert "followup-1.en.md: saknas" in told


def test_a_translation_of_an_unknown_version_is_stale_without_particulars(office: Office) -> None:
    office.edit(EN, "title:", "translation: {of: abc}\ntitle:")
    assert [f"{EN}:2:19 translation_stale pledge"] == office.problems


def test_readers_of_a_stale_translation_are_told_with_the_date(office: Office, show: Show) -> None:
    office.does("publish", "2027")
    office.does("translate", "done", "2027", "en")
    office.edit(SV, OLD, NEW)
    office.does(*NOTED, day=31)
    office.edit(SV, "varje dag", "varje natt")
    office.does(*NOTED, day=40)
    book = office.loaded.book
    assert book is not None
    html = show(book).html("2027/", "en")
    assert "The Swedish text was changed on 31 January 2027. The translation has not been updated since." in html
    assert "pb-notice" not in show(book).html("2027/", "sv")


def test_a_translation_that_catches_up_needs_no_note_and_other_words_do(office: Office) -> None:
    office.does("publish", "2027")
    office.does("translate", "done", "2027", "en")
    office.edit(SV, OLD, NEW)
    office.does(*NOTED)
    office.edit(EN, "Be seen", "Be seen every day")
    office.edit(EN, "A short pledge.", "A pledge.")
    assert f"{EN}:3:10 published_changed summary" in office.problems
    assert 1 == office.run("translate", "done", "2027", "en")[0]
    office.edit(EN, "A pledge.", "A short pledge.")
    office.does("translate", "done", "2027", "en", day=12)
    assert [] == office.problems
    assert (date(2027, 1, 12), "") == (office.ledger.newest.date, office.ledger.newest.note)


def test_a_note_on_a_change_does_not_make_a_translation_stale(office: Office) -> None:
    office.does("publish", "2027")
    office.does("translate", "done", "2027", "en")
    office.does("change", "2027", "--kind", "decision", "--note", "Parterna håller fast.")
    assert [] == office.problems
    assert "1 text saknas: changes/change-1/note" in office.does("translate")


# status


def test_status_shows_what_holds_and_what_there_is_to_do(office: Office) -> None:
    office.write("2028/pledge.sv.md", pledge("period: 2028\nunknown: [aim, situation]"))
    office.does("publish", "2027")
    office.edit(SV, OLD, NEW)
    assert (
        "Läget 1 januari 2027\n\n"
        "Gäller nu\n  2027  Medborgarlöfte 2027, 2027\n\n"
        "Kommande\n  2028  Medborgarlöfte 2027, 2028\n\n"
        "Dags att göra\n"
        "  Tillgänglighetsredogörelsen ska gås igenom varje år: pledges/accessibility.yml\n"
        "    → gå igenom den och skriv dagens datum i updated\n"
        "  Inte översatt: 2028/pledge.en.md\n"
        "    → make translate\n\n"
        "Publicering\n"
        "  Ändrat utan anteckning: 2027 (1)\n"
        '    → make change NAME=2027 KIND=correction NOTE="…"\n'
        "  Inte antecknad som publicerad: 2028\n"
        "    → make publish NAME=2028\n\n"
        "Ofullständigt\n"
        "  Ingen kontakt för säkerhetsbrister (security): pledges/register.yml\n"
        "  Uppgifter som är okända: 2028 (2)\n"
        "  Översättningen till engelska är ett utkast: 2027\n"
    ) == office.does("status")
    told = json.loads(office.does("status", "--json"))
    assert (["2027"], ["2028"]) == (told["in_force"], told["upcoming"])
    changed = {"heading": "unpublished", "what": "changed", "subject": "2027", "count": 1, "since": None}
    assert changed in told["tasks"]
    assert "In force" in office.does("--lang", "en", "status")


def test_status_shows_everything_that_comes_round_with_time(office: Office) -> None:
    office.write("register.yml", REGISTER + "security: {contact: 'mailto:a@example.org', expires: 2027-01-20}\n")
    office.write("2025/pledge.sv.md", pledge("period: 2025"))
    office.does("translate", "done", "2027", "en")
    office.edit(SV, OLD, NEW)
    told = office.does("status")
    assert 'Uppföljning väntas: 2025 (sedan 1 januari 2026)\n    → make new NAME="followup 2025"' in told
    assert "Kontakten för säkerhetsbrister slutar snart gälla: pledges/register.yml" in told
    assert "Översättningen är äldre än originalet: 2027/pledge.en.md" in told
    assert "Tillgänglighetsredogörelsen ska gås igenom varje år" in told
    assert "Kontakten för säkerhetsbrister har slutat gälla" in office.does("status", day=25)


def test_status_answers_also_when_something_must_be_mended(office: Office) -> None:
    office.write("2028/pledge.sv.md", pledge("period: 2028\nsummary:\nby: polisen"))
    told = office.does("status")
    assert "Att rätta\n  Fel: 2028/pledge.sv.md (2)\n    → make check-records\n" in told
    assert "Gäller nu\n  2027  Medborgarlöfte 2027, 2027" in told


# Given


def test_errors_elsewhere_do_not_keep_a_record_from_being_worked_on(office: Office) -> None:
    office.write("2028/pledge.sv.md", pledge("period: 2028\nsummary:"))
    office.does("publish", "2027")
    office.edit(SV, OLD, NEW)
    office.does(*NOTED)
    code, told = office.run("publish", "2028")
    assert 1 == code
    assert "pledges/2028/pledge.sv.md:3:1: fel: Fältet summary (Sammanfattning) är tomt." in told
    assert (1, True) == (office.run("publish", "--all")[0], "2028" in told)


def test_what_make_hands_on_is_the_same_as_options(office: Office) -> None:
    office.does("publish", "NAME=2027")
    office.edit(SV, OLD, NEW)
    office.edit(EN, "Be seen on", "Be seen daily on")
    told = office.does("change", "NAME=2027", "KIND=Rättelse", "NOTE=Ett ord föll bort.", "WORDS=en A word was lost.")
    assert "change-1" in told
    assert 'note: "Ett ord föll bort."' in office.read(SV)
    assert 'note: "A word was lost."' in office.read(EN)
    office.does("translate", "NAME=done 2027 en")
    assert "In force" in office.does("status", "LANG=en")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["change", "2028", "--kind", "minor", "--note", "A"], "Posten 2028 finns inte."),
        (["change", "2027", "--kind", "rättning", "--note", "A"], "”rättning” är ingen sorts ändring. Tillåtet: "),
        (["change", "2027", "--kind", "minor", "--note", "…"], "Anteckningen är tom."),
        (["publish"], "Skriv vad som ska publiceras, till exempel: make publish NAME=2027."),
        (["translate", "done", "2027"], 'Skriv post och språk, till exempel: make translate NAME="done 2027 en"'),
        (["check", "2031"], "2031 finns inte."),
    ],
)
def test_what_cannot_be_asked_for_is_told_with_what_can(office: Office, given: list[str], told: str) -> None:
    office.does("publish", "2027")
    code, said = office.run(*given)
    assert (2, True) == (code, told in said), said


def test_a_verb_without_what_it_needs_answers_with_an_example(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        office.run("change", "NAME=2027")
    told = capsys.readouterr().err
    assert 2 == stopped.value.code
    assert "pledgebook change: något fattas: KIND, NOTE\nTill exempel: make change NAME=2027" in told


@pytest.mark.parametrize("verb", ["check", "publish", "status", "fmt"])
def test_a_file_that_cannot_be_written_is_told_without_a_traceback(
    office: Office, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(office.root / "pledges" / "2027"))

    monkeypatch.setattr(VERBS[verb], "run", refuse)
    code, told = office.run(verb, *(["2027"] if verb == "publish" else []))
    assert (2, "Filen pledges/2027 går inte att läsa eller skriva. (Permission denied)\n") == (code, told)


def test_the_page_of_an_edition_is_noted_with_the_edition(office: Office) -> None:
    noted = "2027-01-0{day} /2027/utgavor/{number}/"
    office.edit(SV, "sources: [p1]", "aim: Ring Ada.\nsources: [p1]")
    office.does("publish", "2027")
    office.does("translate", "done", "2027", "en")
    office.edit(SV, OLD, NEW)
    office.does(*NOTED, day=2)
    office.edit(EN, "Be seen", "Be seen every day")
    office.does("translate", "done", "2027", "en", day=3)
    office.edit(SV, "Ring Ada.", "Ring.")
    office.does("redact", "2027", "--field", "aim", "--reason", "Ett namn.", day=4)
    lines = office.read("published/addresses.txt").splitlines()
    assert [noted.format(day=number, number=number) for number in (1, 2, 3, 4)] == [
        line for line in lines if "/2027/utgavor/" in line and line[-2].isdigit() and "/en/" not in line
    ]
