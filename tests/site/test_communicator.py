"""A year of a new communicator, step by step out of the handbook: the commands are read from its pages and given to make.

What is wrong is mended from the messages alone: the line that is offered is pasted, or the place that is named is
filled in.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from author_preview import PATIENCE
from conftest import REPOSITORY, Project, copy_project
from handbook import list_chapters
from pledgebook.archive.layout import DATA
from pledgebook.cli.edit import PROGRAMS
from pledgebook.cli.main import main
from pledgebook.names import Language

NAME = "Bo Påhittsson"
OFFICE = f"  - {{name: {NAME}, title: head of the local police}}"
BEHIND = "The Swedish text was changed on"
SV, EN = "pledges/2027/pledge.sv.md", "pledges/2027/pledge.en.md"
# `path:line:column: level: what`, its line and the caret, and what is offered instead.
MESSAGE = re.compile(
    r"^(?P<path>\S+?):(?P<line>\d+):\d+: (?P<level>\w+): (?P<words>.*)\n(?P<rest>(?:  .*\n)*)", re.MULTILINE
)
OFFER = "  Så här kan raden se ut:\n"


@dataclass(frozen=True)
class Message:
    """What the check says in one place."""

    path: str
    line: int
    level: str
    words: str
    offered: str


@dataclass(frozen=True)
class Form:
    """The form in the browser, asked as its page asks."""

    address: str

    def ask(self, action: str, **given: Any) -> tuple[int, Any]:
        """The status and what is answered."""
        request = urllib.request.Request(
            f"{self.address}/.form/api",
            json.dumps({"action": action, "params": given}).encode(),
            {"Origin": self.address, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())

    def open(self, name: str) -> Tab:
        """A tab with the Swedish file of a pledge."""
        _, entries = self.ask("entriesByFolder", folder="pledge-sv")
        (path,) = (entry["file"]["path"] for entry in entries if f"/{name}" in f"/{entry['file']['path']}")
        _, entry = self.ask("getEntry", path=path)
        return Tab(self, path, json.loads(entry["data"]))


@dataclass(frozen=True)
class Tab:
    """A tab of the form, with what it was given."""

    form: Form
    path: str
    values: dict[str, Any]

    def save(self, **changed: str) -> tuple[int, Any]:
        """Save the record with some fields changed."""
        raw = json.dumps({**self.values, **changed})
        return self.form.ask("persistEntry", dataFiles=[{"path": self.path, "raw": raw}])


@dataclass
class Office:
    """A copy of the project on a communicator's computer, and what is left to do of the handbook's steps."""

    project: Project
    day: str = "1767225600"  # 2026-01-01
    left: dict[str, list[str]] = field(default_factory=dict)

    def follow(self, chapter: str, step: str) -> subprocess.CompletedProcess[str]:
        """Give the chapter's next command, which is to be this one."""
        self.come_to(chapter, step)
        return self.give(step)

    def come_to(self, chapter: str, *steps: str) -> None:
        """Take the chapter's next commands, which are to be these, as given."""
        assert self.left[chapter][: len(steps)] == [*steps], f"{chapter}: {self.left[chapter]}"
        del self.left[chapter][: len(steps)]

    def ask(self, *arguments: str) -> str:
        """What the command says of what is no step of the handbook: without make, and in this process."""
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
            patch.chdir(self.project.root)
            patch.setenv("SOURCE_DATE_EPOCH", self.day)
            patch.setenv("LC_ALL", "C.UTF-8")
            main(arguments)
        return said.getvalue()

    def give(self, command: str) -> subprocess.CompletedProcess[str]:
        started = self._start(command)
        said, _ = started.communicate()
        return subprocess.CompletedProcess(command, started.returncode, said)

    def _start(self, command: str) -> subprocess.Popen[str]:
        program, *words = shlex.split(command)
        assert program == "make"
        return subprocess.Popen(
            ["make", "--no-print-directory", *words],
            cwd=self.project.root,
            env=os.environ | {"SOURCE_DATE_EPOCH": self.day, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    @contextmanager
    def edits(self, chapter: str, step: str) -> Iterator[Form]:
        """The form, which the chapter's next command starts, until it is stopped by hand."""
        self.come_to(chapter, step)
        # Any port that is free, so that tests may run beside each other.
        started = self._start(f"{step} PORT=0")
        assert started.stdout
        try:
            said = next(line for line in started.stdout if "/.form/" in line)
            (address,) = re.findall(r"http://[\d.:]+", said)
            yield Form(address)
        finally:
            os.killpg(started.pid, signal.SIGTERM)
            started.communicate()

    def does(self, chapter: str, step: str, given: str = "") -> str:
        """What the chapter's next command says, with values of one's own in the place of its example's if any are given."""
        self.come_to(chapter, step)
        done = self.give(given or step)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def fails(self, chapter: str, step: str) -> str:
        done = self.follow(chapter, step)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stdout
        return done.stdout

    def read(self, name: str) -> str:
        return (self.project.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.project.root / name).write_text(text, encoding="utf-8")

    def find(self, words: str) -> list[Path]:
        """The files of the records that some words stand in."""
        files = [path for path in (self.project.root / "pledges").rglob("*") if path.is_file()]
        return [path for path in files if words.encode() in path.read_bytes()]

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, f"{name}: {old}"
        self.write(name, text.replace(old, new, 1))

    def set_line(self, message: Message, text: str) -> None:
        """Put one or more lines in the place of the one that a message names."""
        lines = self.read(message.path).split("\n")
        lines[message.line - 1] = text
        self.write(message.path, "\n".join(lines))

    def fill_in(self, said: str, level: str, path: str, answers: list[tuple[str, str]]) -> None:
        """Answer every message of a kind about a field of a file, from the bottom so that the lines stay as they are."""
        found = [message for message in list_messages(said) if (message.level, message.path) == (level, path)]
        asked = [message for message in found if message.words.startswith("Fältet ")]
        assert len(asked) == len(answers), said
        for message, (about, answer) in reversed(list(zip(asked, answers, strict=True))):
            assert about in message.words, message
            self.set_line(message, answer)

    def page(self, address: str) -> str:
        whole = self.project.read(address).replace('<span class="pb-hyphen"></span>', "")
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", whole))


def list_messages(said: str) -> list[Message]:
    """What a run of the check says, place by place."""
    found = []
    for match in MESSAGE.finditer(f"{said}\n"):
        _, _, offered = match["rest"].partition(OFFER)
        lines = [line.removeprefix("    ") for line in offered.splitlines()]
        found.append(Message(match["path"], int(match["line"]), match["level"], match["words"], "\n".join(lines)))
    return found


@pytest.fixture
def office(tmp_path: Path, exempelstad: Project) -> Office:
    """The project as it is before 2027, with an environment in which nothing is left to fetch."""
    root = tmp_path / "project"
    project = copy_project(root).take_along(exempelstad.cache)
    shutil.rmtree(root / "pledges" / "2027")
    for name in ("Makefile", "pyproject.toml", "requirements.txt"):
        shutil.copyfile(REPOSITORY / name, root / name)
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    command = f'#!/bin/sh\nexec "{sys.executable}" hooks "$@"\n'
    for name, text in (("pledgebook", command), ("python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    (root / ".venv" / ".lock-installed").write_text(
        f"{root}\n{(root / 'requirements.txt').read_text('utf-8')}", "utf-8"
    )
    shutil.copyfile(root / "pyproject.toml", root / ".venv" / ".package-installed")
    # The form is asked here as its page would, so the page itself may be empty.
    for file in ("package-lock.json", "node_modules/.lock-installed"):
        (root / "form" / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / "form" / "package-lock.json", root / "form" / file)
    (root / PROGRAMS).mkdir(parents=True)
    (root / PROGRAMS / "decap-cms.js").touch()
    return Office(project, left={name: chapter.steps for name, chapter in list_chapters(Language("sv")).items()})


@pytest.mark.slow
def test_a_year_of_a_communicator_out_of_the_handbook(office: Office) -> None:
    write_the_pledge(office)
    make_mistakes_and_mend_them(office)
    write_in_two_tabs(office)
    translate_and_publish(office)
    change_a_promise(office)
    put_it_online(office)
    take_out_a_name(office)
    tell_how_it_goes(office)
    follow_up(office)
    hand_over_to_the_archive(office)
    # The preview stays until it is stopped, and has tests of its own, as a site of one's own has; wheels need a network.
    own = ["make init NAME=../medborgarloften", "make site", "make serve"]
    skipped = {"skriva": ["make serve"], "arkivera": ["make wheels"], "egen-webbplats": own}
    assert skipped == {name: steps for name, steps in office.left.items() if steps}


def write_the_pledge(office: Office) -> None:
    said = office.does("skriva", "make new NAME=2027")
    assert "Skapad: pledges/2027/pledge.sv.md\nSkapad: pledges/2027/pledge.en.md\n" in said
    office.does("skriva", 'make new NAME="agreement 2028-2031"')
    # What is made for the sake of the step is not to be published.
    shutil.rmtree(office.project.root / "pledges" / "agreements" / "2028-2031")
    office.left["skriva"].remove("make serve")
    said = office.fails("skriva", "make check-records")
    office.fill_in(
        said,
        "fel",
        SV,
        [
            ("Fältet summary (Sammanfattning) är tomt.", "summary: Polisen lovar mer ljus och fler vandringar."),
            ("Fältet text (Löftet) är tomt.", "    text: Lysa upp Sagogatan.\n    target: {count: 12, unit: lampor}"),
            (
                "Fältet sources (Källor) är tomt.",
                'sources:\n  - {publisher: Polisen, url: "https://example.org/lofte-2027"}',
            ),
        ],
    )
    office.edit(
        SV,
        "# signatories:\n#   - {name: Förnamn Efternamn, title: lokalpolisområdeschef, party: polisen}",
        f"signatories:\n  - {{name: {NAME}, title: lokalpolisområdeschef, party: polisen}}",
    )
    office.does("skriva", "make site")
    assert "Lysa upp Sagogatan." in office.page("2027")
    office.left["skriva"].append("make serve")


# What stands there, what is written instead, and the file that is then missing, if that is what is wrong.
MISTAKES = {
    "Word's quotes and a colon": ("title: Medborgarlöfte för Sagogatan 2027", "title: ”Sagogatan: ett löfte”", ""),
    "a date as people write it": ("# dates: {signed: 2027-02-01}", "dates: {signed: 1/2-2027}", ""),
    "a misspelt party": ("    by: [polisen]", "    by: [polisn]", ""),
    "a capital in an id": ("  - id: ljus", "  - id: Ljus", ""),
    "a colon in a sentence": ("    text: Lysa upp Sagogatan.", "    text: Lysa upp: hela Sagogatan.", ""),
    "a document that is not there": (
        "# documents:\n#   - {title: Undertecknat medborgarlöfte, kind: signed_pledge, file: lofte-2027.pdf}",
        "documents:\n  - {title: Undertecknat medborgarlöfte, kind: signed_pledge, file: lofte-2027.pdf}",
        "lofte-2027.pdf",
    ),
}


def make_mistakes_and_mend_them(office: Office) -> None:
    before = office.read(SV)
    for right, wrong, _ in MISTAKES.values():
        office.edit(SV, right, wrong)
    missing = [file for *_, file in MISTAKES.values() if file]
    mended = 0
    # What hides behind something else is told when that is mended.
    while errors := [item for item in list_messages(office.ask("check", "2027")) if item.level == "fel"]:
        for message in reversed(errors):
            assert mended < len(MISTAKES), message
            mended += 1
            if message.offered:
                office.set_line(message, message.offered)
            else:
                office.write(f"pledges/2027/{next(file for file in missing if file in message.words)}", "%PDF-1.4")
    assert mended == len(MISTAKES)
    changed = set(office.read(SV).splitlines()) - set(before.splitlines())
    assert {
        'title: "Sagogatan: ett löfte"',
        "dates: {signed: 2027-02-01}",
        '    text: "Lysa upp: hela Sagogatan."',
        "documents:",
        "  - {title: Undertecknat medborgarlöfte, kind: signed_pledge, file: lofte-2027.pdf}",
    } == changed
    office.does("meddelanden", "make check-records")
    office.does("meddelanden", "make check-records NAME=2027")


def write_in_two_tabs(office: Office) -> None:
    with office.edits("formular", "make edit") as form:
        first, second = form.open("2027"), form.open("2027")
        assert 200 == first.save(summary="Polisen lovar mer ljus på Sagogatan.")[0]
        status, told = second.save(title="Ett löfte för Sagogatan")
        # Nothing is written over, and both texts are there to choose from.
        assert 422 == status
        assert SV in told["error"]
        assert "summary: Polisen lovar mer ljus på Sagogatan." in told["conflict"]["theirs"]
        assert "title: Ett löfte för Sagogatan" in told["conflict"]["mine"]
        assert "summary: Polisen lovar mer ljus på Sagogatan." in office.read(SV)
        assert "Ett löfte för Sagogatan" not in office.read(SV)
        # Opened anew, it has both.
        assert 200 == form.open("2027").save(title="Ett löfte för Sagogatan")[0]
    assert "title: Ett löfte för Sagogatan" in office.read(SV)
    assert "summary: Polisen lovar mer ljus på Sagogatan." in office.read(SV)


def translate_and_publish(office: Office) -> None:
    assert "pledges/2027/pledge.en.md: ofullständig" in office.does("oversatta", "make translate")
    office.fill_in(
        office.ask("check", "2027"),
        "upplysning",
        EN,
        [
            ("Fältet summary är inte översatt.", "summary: The police promise more light and more walks."),
            ("Fältet text är inte översatt.", "    text: Light all of Sagogatan.\n    target: {unit: lamps}"),
        ],
    )
    # What the file did not offer is told by name.
    said = office.ask("translate", "done", "2027", "en")
    assert "2 texter saknas" in said
    assert "signatories/1/title" in said
    assert "documents/1/title" in said
    office.edit(EN, "promises:\n", f"signatories:\n{OFFICE}\ndocuments:\n  - {{title: Signed pledge}}\npromises:\n")
    office.does("oversatta", 'make translate NAME="done 2027 en"')
    assert "2027 är antecknad som publicerad" in office.does("publicera", "make publish NAME=2027")


def change_a_promise(office: Office) -> None:
    office.edit(SV, "Lysa upp: hela Sagogatan.", "Lysa upp: hela Sagogatan och torget.")
    said = office.fails("publicera", "make site")
    assert "Före: ”Lysa upp: hela Sagogatan.” Nu: ”Lysa upp: hela Sagogatan och torget.”" in said
    assert "Den förra finns kvar i mappen site." in said
    assert "make change NAME=2027 KIND=correction NOTE=" in said
    office.does("publicera", 'make change NAME=2027 KIND=correction NOTE="Talet var fel."')
    # That was no number: the edition and its note are taken back, and what was written stays.
    office.does("publicera", "make undo NAME=2027")
    assert [] == office.find("Talet var fel.")
    assert "Lysa upp: hela Sagogatan och torget." in office.read(SV)
    assert "make change NAME=2027 KIND=correction NOTE=" in office.ask("check")
    note = 'make change NAME=2027 KIND=correction NOTE="Torget hade fallit bort."'
    assert office.give(note).returncode == 0
    office.does("natet", "make site")
    assert "Talet var fel." not in office.page("andringar")
    assert "Torget hade fallit bort." in office.page("2027")
    assert "Torget hade fallit bort." in office.page("andringar")
    # Readers of the translation are told that it is behind, until somebody has gone through it.
    assert "Light all of Sagogatan." in office.page("en/2027")
    assert BEHIND in office.page("en/2027")
    office.edit(EN, "Light all of Sagogatan.", "Light all of Sagogatan and the square.")
    office.ask("translate", "done", "2027", "en")


def put_it_online(office: Office) -> None:
    # What a web server wants is there, names that begin with a full stop too.
    for name in (".htaccess", "_headers", "servers/nginx.conf", "404.html"):
        assert (office.project.site / name).is_file(), name
    office.does("publicera", "make publish NAME=--online")
    refused = office.give("make undo NAME=2027")
    assert refused.returncode != 0
    assert "Torget hade fallit bort." in office.read(SV)
    office.does("publicera", "make publish NAME=--migrate")


def tell_how_it_goes(office: Office) -> None:
    """A first follow-up, in the middle of the year, which a later one is not to write over."""
    office.day = "1814400000"  # 2027-07-01
    office.ask("new", "followup", "2027")
    made = "pledges/2027/followup-2027-07.sv.md"
    office.edit(
        made, "    # text: Kontrollerna gjordes vid skolor och överfarter.", "    text: Fem lampor lyser än så länge."
    )
    office.edit(made, "    # figures: {count: 212, unit: kontroller}", "    figures: {count: 5, unit: lampor}")
    answers = {"kind": "kind: Delredovisning", "status": "    status: Pågår", "expires": "  expires: 2027-12-31"}
    mend_follow_up(office, office.ask("check"), answers)
    assert office.give("make site").returncode == 0
    assert "Fem lampor lyser än så länge." in office.page("2027")
    assert office.give("make publish NAME=2027").returncode == 0


def mend_follow_up(office: Office, said: str, answers: dict[str, str]) -> None:
    """Fill in every field that the check asks for, from the bottom so that the lines stay where they are."""
    usual = {
        "sources": 'sources:\n  - {publisher: Polisen, url: "https://example.org/uppfoljning-2027"}',
        "by": "by: polisen",
        "status_source": "    status_source: stated",
    }
    for message in reversed(list_messages(said)):
        if message.level == "fel":
            key = office.read(message.path).split("\n")[message.line - 1].split(":")[0].strip()
            office.set_line(message, (usual | answers)[key])


def follow_up(office: Office) -> None:
    office.day = "1832976000"  # 2028-02-01
    said = " ".join(office.does("arshjul", "make status").split())
    assert "Uppföljning väntas:" in said
    assert "2027 (sedan 1 januari 2028)" in said
    assert "Kontakten för säkerhetsbrister har slutat gälla" in said
    assert "Tillgänglighetsredogörelsen ska gås igenom varje år" in said
    said = office.does("folja-upp", 'make new NAME="followup 2027"')
    made = re.search(r"pledges/2027/followup-2028-02\.sv\.md", said)
    assert made
    said = office.fails("folja-upp", "make check-records")
    answers = {"kind": "kind: Slutredovisning", "status": "    status: Uppfyllt", "expires": "  expires: 2028-12-31"}
    mend_follow_up(office, said, answers)
    said = office.ask("check")
    updated = [message for message in list_messages(said) if message.level == "varning"]
    for message in updated:
        if message.path == "pledges/accessibility.yml":
            office.set_line(message, "updated: 2028-02-01")
    office.does("folja-upp", "make site")
    assert "Uppfyllt" in office.page("2027")
    # What was told half-way stands as it was told.
    for told in ("Fem lampor lyser än så länge.", "5 lampor", "Pågår", "juli 2027", "februari 2028"):
        assert told in office.page("2027"), told
    assert "Fulfilled" in office.page("en/2027")
    assert BEHIND not in office.page("en/2027")
    assert "Personen har bett om det." in office.page("2027")
    assert not [path for path in office.project.site.rglob("*.html") if NAME in path.read_text(encoding="utf-8")]
    office.does("folja-upp", "make publish NAME=2027")


def hand_over_to_the_archive(office: Office) -> None:
    assert "finns i mappen archive" in office.does("arkivera", "make archive")
    listed = "pledges/deliveries.yml"
    (first,) = re.findall(r"^ *(?:- )?name: (\S+)$", office.read(listed), re.MULTILINE)
    assert (office.project.root / "archive" / first).is_dir()
    office.day = "1833062400"  # 2028-02-02
    # What can be asked of one archive is given at once.
    office.come_to("arkivera", "make archive ZIP=yes")
    replaced = "make archive REPLACES=exempelstad-2027-02-01-5f0c1d2e"
    said = office.does("arkivera", replaced, f"make archive ZIP=yes REPLACES={first}")
    assert f"ersätter {first}" in said
    assert [path.suffix for path in (office.project.root / "archive").iterdir() if path.is_file()] == [".zip"]
    delivered = office.read(listed)
    assert "status: replacement" in delivered
    key = office.project.root.parent / "arkivnyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "arkiv", "-f", key], check=True)
    office.come_to("arkivera", "make archive TRIAL=yes")
    office.does("arkivera", "make archive SIGN=../arkivnyckel", "make archive TRIAL=yes SIGN=../arkivnyckel")
    assert delivered == office.read(listed)
    said = office.does("arkivera", "make verify NAME=archive")
    assert "Arkivmappen: ingen av" in said
    office.does("arkivera", "make verify NAME=archive RECEIPT=ja")
    assert {".json", ".txt"} == {path.suffix for path in office.project.root.glob("archive-verified-*")}
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    options = 'namespaces="pledgebook-archive",valid-after="20270101Z"'
    office.write("pledges/allowed_signers", f"arkiv@exempelstad.example {options} {public}\n")
    said = office.does("arkivera", "make verify NAME=archive SIGNERS=pledges/allowed_signers")
    assert "arkiv@exempelstad.example" in said
    logged = "make verify NAME=archive SIGNERS=pledges/allowed_signers LOG=../arkivlogg.tsv"
    office.does("bevara", logged)
    (index,) = (office.project.root / "archive").glob(f"*/data/*/{DATA}/index.html")
    assert "Medborgarlöfte" in index.read_text(encoding="utf-8")
    (index.parent / "site" / "2027" / "index.html").write_text("")
    found = office.give(logged)
    assert found.returncode != 0
    assert "site/2027/index.html" in found.stdout
    _, whole, changed = (office.project.root.parent / "arkivlogg.tsv").read_text(encoding="utf-8").splitlines()
    assert "\twhole\t0\tarkiv@exempelstad.example\t" in whole
    assert "\tchanged\t" in changed


def take_out_a_name(office: Office) -> None:
    for file in (SV, EN):
        office.edit(file, f"name: {NAME}", "name: Lokalpolisområdeschefen")
    office.does(
        "personuppgifter",
        'make redact NAME=2027 FIELD=signatories/1/name REASON="Personen har bett om det."',
    )
    assert [] == office.find(NAME)
    # The editions before say that something is taken out, and nothing else has changed in them.
    assert office.give("make site").returncode == 0
    assert "Lysa upp: hela Sagogatan." in office.page("2027/utgavor/1")
    assert "borttaget" in office.page("2027/utgavor/1")
    assert "Lokalpolisområdeschefen" in office.page("2027")
