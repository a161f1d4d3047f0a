"""Records in a few lines: given these files, this book or these problems. Everything in them is made up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any, cast

import pytest

from core.memory_files import MemoryPath
from pledgebook.cli.main import main
from pledgebook.history.ledger import Ledger
from pledgebook.history.ledger_file import parse_ledger, render_ledger
from pledgebook.history.ledger_heads import HEADS_NAME, render_heads, update_heads
from pledgebook.html.renderer import Renderer
from pledgebook.i18n.catalogue import Catalogues, load_catalogues
from pledgebook.i18n.enum_labels import list_enum_labels
from pledgebook.model import FollowUp, Pledge, Promise
from pledgebook.names import Folder, Language
from pledgebook.problem import Level, Problem
from pledgebook.project import Loaded, load_book
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.reporting.report import render_problem
from pledgebook.site.build import build_site
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.listing import render_exports
from pledgebook.site.routes import Page, Site, list_fixed, list_taken

REPOSITORY = Path(__file__).parents[2]
THEME = REPOSITORY / "theme"
LANGUAGES = (Language("sv"), Language("en"))
TODAY = date(2027, 6, 15)
# The pledge that stands in every book, its English words, and what else most tests are about.
SV, EN = "2027/pledge.sv.md", "2027/pledge.en.md"
FU = "2027/followup-1.sv.md"
AG = "agreements/2024-2027/agreement.sv.md"

REGISTER = """\
name: Exempelstad
parties:
  - {id: polisen, name: {sv: Polisen, en: The police}, type: police}
  - {id: kommunen, name: {sv: Exempelstads kommun, en: Exempelstad Municipality}, type: municipality}
  - {id: bolaget, name: Påhittade Bostäder, type: public_company}
places:
  - {id: fiktiva-torget, name: {sv: Fiktiva torget, en: Fictional Square}, type: square}
  - {id: sagogatan, name: Sagogatan, type: street}
themes:
  - {id: trafik, name: {sv: Trafik, en: Traffic}}
  - {id: narkotika, name: {sv: Narkotika, en: Drugs}}
sources:
  - {id: k1, publisher: Exempelstads kommun, url: "https://example.org/nytt", published: 2027-01-20}
  - {id: p1, publisher: Polisen, url: "https://example.org/lofte"}
"""
STATEMENT = """\
service: Medborgarlöften i Exempelstad
publisher: Exempelstads kommun
conformity: fully
form: https://example.org/tillganglighet
method: self_assessment
assessed: 2027-03-01
updated: 2027-03-02
tested: Vi har gått igenom sidorna med tangentbord.
"""
PLEDGE = """\
title: Medborgarlöfte 2027
period: 2027
parties: [polisen]
summary: Ett kort löfte.
promises:
  - id: synas
    by: polisen
    text: Synas på Fiktiva torget.
sources: [p1]
"""
ENGLISH = """\
title: Citizen pledge 2027
summary: A short pledge.
promises:
  - id: synas
    text: Be seen on Fictional Square.
"""
AGREEMENT = """\
title: Överenskommelse 2024–2027
period: 2024-2027
parties: [polisen, kommunen]
summary: Ramen för samarbetet.
sources: [k1]
"""
FOLLOWUP = """\
date: 2028-01
by: polisen
kind: final
covers: 2027
sources: [p1]
"""


def fields(base: str, given: str, body: str = "", without: str = "") -> str:
    """A page of front matter: the given fields from line 2 on, then those of `base` that are not among them.

    `without` names a field of `base` that the page is to lack.
    """
    given = dedent(given).strip("\n")
    given = f"{given}\n" if given else ""
    named = {without, *re.findall(r"^(\w+):", given, re.MULTILINE)}
    rest = [part for part in re.split(r"^(?=\w+:)", base, flags=re.MULTILINE) if part.partition(":")[0] not in named]
    return f"---\n{given}{''.join(rest)}---\n{body}"


def pledge(given: str = "", body: str = "", without: str = "") -> str:
    return fields(PLEDGE, given, body, without)


def promise(extra: str) -> str:
    """A pledge of one promise on line 3; `extra` begins in column 44."""
    return pledge("promises:\n  - {id: synas, by: polisen, text: Synas., " + extra + "}")


def agreement(given: str = "", body: str = "") -> str:
    return fields(AGREEMENT, given, body)


def followup(given: str = "", body: str = "", without: str = "") -> str:
    return fields(FOLLOWUP, given, body, without)


def words(given: str, body: str = "") -> str:
    """A translated file with nothing but the given words, from line 2 on."""
    return fields("", given, body)


def register(given: str = "") -> str:
    """The register, with the given fields first, from line 1 on."""
    return bare(REGISTER, given)


def statement(given: str = "", without: str = "") -> str:
    """The accessibility statement, with the given fields first, from line 1 on."""
    return bare(STATEMENT, given, without)


def bare(base: str, given: str, without: str = "") -> str:
    """A file of nothing but fields."""
    return fields(base, given, without=without).removeprefix("---\n").removesuffix("---\n")


@dataclass(frozen=True)
class LoadResult:
    """What reading a folder of records gives, and the project's folder."""

    root: Path
    book_or_none: Book | None
    found: tuple[Problem, ...]

    @property
    def book(self) -> Book:
        assert self.book_or_none is not None, self.problems
        return self.book_or_none

    @property
    def day(self) -> BookOnDay:
        return BookOnDay(self.book, TODAY)

    @property
    def pledge(self) -> Pledge:
        assert len(self.book.pledges) == 1
        return self.book.pledges[0]

    @property
    def promise(self) -> Promise:
        assert len(self.pledge.promises) == 1
        return self.pledge.promises[0]

    @property
    def followup(self) -> FollowUp:
        assert len(self.book.followups) == 1
        return self.book.followups[0]

    def of(self, *levels: Level) -> list[str]:
        return [show_problem(problem) for problem in self.found if problem.level in levels]

    @property
    def problems(self) -> list[str]:
        """Errors and warnings."""
        return self.of(Level.ERROR, Level.WARNING)

    @property
    def errors(self) -> list[str]:
        return self.of(Level.ERROR)

    @property
    def warnings(self) -> list[str]:
        return self.of(Level.WARNING)

    @property
    def notes(self) -> list[str]:
        return self.of(Level.NOTE)


def show_problem(problem: Problem) -> str:
    """`2027/pledge.sv.md:4:9 party_unknown polisn → polisen`, without what is empty."""
    parts = [str(problem.mark).removeprefix("pledges/"), problem.code, problem.found]
    hint = f"→ {problem.suggestion}" if problem.suggestion else ""
    return " ".join(part for part in [*parts, hint] if part)


def write(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    (root / "pledges").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        if text is not None:
            write_file(root / "pledges" / name, text.encode() if isinstance(text, str) else text)


def write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def paste(root: Path, problem: Problem) -> Path:
    """A copy of a project with the line that is offered for a problem in it."""
    copy = cast(Path, MemoryPath(f"{root}-{problem.mark.line}-{problem.mark.column}-{problem.code}"))
    for name, data in list(MemoryPath.files.items()):
        if name.startswith(f"{root}/"):
            write_file(copy / name.removeprefix(f"{root}/"), data)
    path = copy / problem.mark.path
    lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines[problem.mark.line - 1] = problem.fix
    path.write_bytes("\n".join(lines).encode())
    return copy


def check_fix(problem: Problem, before: Iterable[Problem], after: Iterable[Problem]) -> None:
    """With the offered line the problem is gone, and nothing is wrong there that was not wrong for another reason."""
    number, last = problem.mark.line, problem.mark.line + problem.fix.count("\n")
    others = [(item.code, item.found) for item in before if item is not problem and item.mark.path == problem.mark.path]
    for item in after:
        if item.mark.path == problem.mark.path and item.level is Level.ERROR:
            is_new = (item.code, item.found) not in others
            assert not (number <= item.mark.line <= last and is_new), f"{problem.fix}: {show_problem(item)}"


def kept(*ledgers: Ledger) -> dict[str, str]:
    """The files that the command keeps of what has been published."""
    heads = update_heads({}, {ledger.folder: ledger for ledger in ledgers})
    files = {f"published/{ledger.folder}.yml": render_ledger(ledger, "") for ledger in ledgers}
    return {**files, HEADS_NAME: render_heads(heads, "")}


Given = Callable[..., LoadResult]


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues(THEME / "words", LANGUAGES, REPOSITORY)


@pytest.fixture
def given(catalogues: Catalogues) -> Iterator[Given]:
    """Reads the given files, in memory; the register and the pledge 2027 stand there unless a test brings its own.

    None instead of a text takes a file away. The English words of the pledge come only with its usual Swedish ones.
    Whatever problem is found must also be possible to say, in every language, and a line that is offered must mend it.
    """
    count = itertools.count(1)

    def read(
        files: Mapping[str, str | bytes | None] | None = None,
        languages: tuple[Language, ...] = LANGUAGES,
        reserved: Iterable[str] = (),
        anchors: Iterable[str] = (),
        today: date | None = TODAY,
    ) -> LoadResult:
        files = files or {}
        usual: dict[str, str | bytes | None] = {"register.yml": REGISTER, "2027/pledge.sv.md": pledge()}
        usual["accessibility.yml"] = statement()
        if "2027/pledge.sv.md" not in files and "en" in languages:
            usual["2027/pledge.en.md"] = words(ENGLISH)
        root = cast(Path, MemoryPath(f"/{next(count)}"))
        write(root, {**usual, **files})
        labels = list_enum_labels(catalogues[language] for language in languages if language in catalogues.words)
        loaded = load_book(root, languages, reserved, anchors, today, labels)
        for problem in loaded.problems:
            assert all(render_problem(problem, catalogues[language]) for language in LANGUAGES)
            if problem.fix:
                pasted = paste(root, problem)
                after = load_book(pasted, languages, reserved, anchors, today, labels)
                check_fix(problem, loaded.problems, after.problems)
        return LoadResult(root, loaded.book, loaded.problems)

    yield read
    MemoryPath.forget()


@dataclass(frozen=True)
class Shown:
    """A book as pages, without MkDocs around them."""

    site: Site
    renderer: Renderer
    words: Catalogues

    def page(self, address: str) -> Page:
        return next(page for page in self.site.pages if page.path == address)

    def html(self, address: str, language: Language = LANGUAGES[0]) -> str:
        return self.renderer.render(self.page(address), language).html

    def exports(self, site_url: str) -> dict[str, str]:
        context = ExportContext(self.site, self.words, site_url, render=self.renderer.render_file)
        return {url: data.decode() for url, data in render_exports(context)}


Show = Callable[..., Shown]


@pytest.fixture
def show(catalogues: Catalogues) -> Show:
    """The pages of a book on a day."""

    def make(book: Book, today: date = TODAY) -> Shown:
        site = build_site(BookOnDay(book, today), catalogues[Language("sv")])
        renderer = Renderer(site, catalogues, THEME, {Language("sv"): "Svenska", Language("en"): "English"})
        return Shown(site, renderer, catalogues)

    return make


@pytest.fixture
def site_rules(catalogues: Catalogues) -> dict[str, Any]:
    """What the site itself has taken: addresses and anchors."""
    addresses = [address.strip("/") for address in list_fixed(catalogues[Language("sv")]).values()]
    return {"reserved": [*addresses, *LANGUAGES], "anchors": list(list_taken(catalogues[Language("sv")]))}


# A project as an author works in it, for the verbs and for what has been published.
SETTINGS = f"""site_name: Exempelstad
theme: {{name: null, custom_dir: {THEME}}}
plugins:
  - i18n: {{languages: [{{locale: sv, name: Svenska, default: true}}, {{locale: en, name: English}}]}}
"""
OLD, NEW = "text: Synas på Fiktiva torget.", "text: Synas varje dag på Fiktiva torget."
NOTED = ("change", "2027", "--kind", "correction", "--note", "Ett ord föll bort.")


@dataclass
class Workspace:
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
        ledger, problems = parse_ledger(self.read("published/2027.yml"), Folder("2027"))
        assert ledger is not None, problems
        return ledger


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """The usual pledge in two languages, with what makes it a project."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    usual = {"register.yml": REGISTER, "accessibility.yml": statement().replace("2027-03", "2025-12")}
    write(tmp_path, {**usual, SV: pledge(), EN: words(ENGLISH)})
    return Workspace(tmp_path, monkeypatch, capsys)
