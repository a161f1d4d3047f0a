"""What `pledgebook check` prints: for people in their language, as wide as their terminal, and for machines."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.conftest import REGISTER, REPOSITORY, pledge, statement, words, write
from pledgebook.cli.language import find_language
from pledgebook.cli.main import main
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.problem import Mark, Problem
from pledgebook.reporting.report import OutputStyle, find_output_style, render_report
from pledgebook.reporting.source_lines import SourceLines

SV = "pledges/2027/pledge.sv.md"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a small project; gives its exit code and what it printed."""
    shutil.copy(REPOSITORY / "tests" / "exempelstad" / "mkdocs.yml", tmp_path)
    shutil.copytree(REPOSITORY / "theme" / "words", tmp_path / "theme" / "words")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1830000000")  # in 2027

    def call(files: dict[str, str], *arguments: str, **environment: str) -> tuple[int, str]:
        write(tmp_path, {"register.yml": REGISTER, "accessibility.yml": statement(), **files})
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def test_a_slip_is_shown_with_its_line_a_caret_and_the_line_to_paste(run: Run) -> None:
    code, printed = run({"2027/pledge.sv.md": pledge("title: Löfte: 2027")}, "check", "--no-hints")
    assert (1, PRINTED) == (code, printed)


def test_a_build_tells_of_an_address_that_is_none_in_the_authors_language(run: Run) -> None:
    settings = Path("mkdocs.yml")
    lines = settings.read_text(encoding="utf-8").split("\n")
    lines[1:] = ["site_url: example.org/lofte", *(line for line in lines[1:] if not line.startswith("site_url"))]
    settings.write_text("\n".join(lines), encoding="utf-8")
    code, printed = run({"2027/pledge.sv.md": pledge()}, "build", LANG="sv_SE")
    assert (1, True) == (code, printed.startswith("mkdocs.yml:2:11: fel: example.org/lofte är ingen adress"))


PRINTED = """\
pledges/2027/pledge.sv.md:2:13: fel: Här står ett kolon följt av mellanslag mitt i en text. Sätt hela texten inom raka citattecken: "…".
    title: Löfte: 2027
                ^
  Så här kan raden se ut:
    title: "Löfte: 2027"

1 fel.
"""


def test_errors_come_first_then_warnings_notes_and_hints(run: Run) -> None:
    files = {"2026/pledge.sv.md": pledge("period: 2026"), "2027/a.pdf": "x", "2027/pledge.sv.md": pledge()}
    code, printed = run({**files, "2028/pledge.sv.md": pledge("parties: [polisn]")}, "check")
    levels = [line.split(": ")[1] for line in printed.splitlines() if line.startswith("pledges/")]
    assert 1 == code
    assert ["fel", "varning", "upplysning", "tips"] == sorted(set(levels), key=levels.index)
    assert "tips" not in run(files, "check", "--no-hints")[1]


def test_hints_fail_nothing(run: Run) -> None:
    english = words("title: A\nsummary: B\npromises: [{id: synas, text: C}]")
    code, printed = run({"2027/pledge.sv.md": pledge(), "2027/pledge.en.md": english}, "check", "--strict")
    assert (0, "9 tips.") == (code, printed.splitlines()[-1])


def test_paths_narrow_what_is_printed(run: Run) -> None:
    files = {
        "2027/pledge.sv.md": pledge("parties: [polisn]"),
        "2028/pledge.sv.md": pledge("period: 2028\nparties: [polisn]"),
    }
    code, printed = run(files, "check", "pledges/2028")
    assert 1 == code
    assert "pledges/2027" not in printed
    assert "Dessutom finns 1 fel i andra filer." in printed
    assert (0, True) == ((result := run({}, "check", "docs"))[0], "2 fel i andra filer" in result[1])
    assert (2, "borta finns inte.\n") == run({}, "check", "borta")


def test_machines_get_one_object_with_the_same_keys(run: Run) -> None:
    code, printed = run({"2027/pledge.sv.md": pledge("parties: [polisn]")}, "check", "--json")
    told = json.loads(printed)
    assert 1 == code
    assert {"error": 1, "warning": 0, "note": 1, "hint": 9} == told["counts"]
    assert {
        "path": SV,
        "line": 2,
        "column": 11,
        "level": "error",
        "code": "party_unknown",
        "message": "Parten polisn finns inte i register.yml. Menade du polisen?",
        "found": "polisn",
        "allowed": ["bolaget", "kommunen", "polisen"],
        "suggestion": "polisen",
        "corrected": "parties: [polisen]",
    } == next(item for item in told["problems"] if item["level"] == "error")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "sv_SE", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "fi_FI.UTF-8"}, "sv"),
    ],
)
def test_the_system_says_which_language_to_speak(environment: dict[str, str], language: Language) -> None:
    assert language == find_language(environment, ("sv", "en"))


@pytest.mark.parametrize("arguments", [("--lang", "en", "check"), ("check", "--lang", "en"), ("check", "--lang=en")])
def test_the_language_may_be_asked_for_anywhere(run: Run, arguments: tuple[str, ...]) -> None:
    assert "Did you mean polisen?" in run({"2027/pledge.sv.md": pledge("parties: [polisn]")}, *arguments)[1]


def test_help_says_the_exit_codes_in_the_language(run: Run) -> None:
    assert "Slutkoder: 0" in " ".join(run({}, "check", "--help")[1].split())
    assert "Exit codes: 0" in " ".join(run({}, "check", "--help", LANG="en_GB.UTF-8")[1].split())


def test_a_plain_page_is_checked_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs" / "om.md").write_bytes("Löften".encode("cp1252"))
    code, printed = run({"2027/pledge.sv.md": pledge()}, "check")
    assert 1 == code
    assert printed.startswith("docs/om.md:1:2: fel: ")


# On paper of any width, with and without colours


def shown(catalogues: Catalogues, tmp_path: Path, line: str, column: int, width: int, has_colour: bool = False) -> list[str]:  # fmt: skip
    (tmp_path / "a.md").write_text(line, encoding="utf-8")
    problem = Problem(Mark("a.md", 1, column), "yaml_tab")
    return render_report(
        [problem], catalogues[Language("sv")], SourceLines(tmp_path), OutputStyle(width, has_colour)
    ).split("\n")


@pytest.mark.parametrize("width", [24, 40, 80])
@pytest.mark.parametrize("column", [1, 40, 100, 200])
def test_a_long_line_is_cut_so_that_the_place_is_seen(
    catalogues: Catalogues, tmp_path: Path, width: int, column: int
) -> None:
    line = "a" * (column - 1) + "X" + "b" * (200 - column)
    lines = shown(catalogues, tmp_path, line, column, width)
    caret = next(number for number, text in enumerate(lines) if text.strip() == "^")
    assert "X" == lines[caret - 1][lines[caret].index("^")]
    assert len(lines[caret - 1]) <= width


def test_wide_letters_and_marks_keep_the_caret_in_place(catalogues: Catalogues, tmp_path: Path) -> None:
    lines = shown(catalogues, tmp_path, "日q\u0308X", 4, 80)
    assert "       ^" == lines[-1]


def test_colours_are_for_terminals_that_want_them(catalogues: Catalogues, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert any("\x1b[" in line for line in shown(catalogues, tmp_path, "a", 1, 80, has_colour=True))
    assert not any("\x1b[" in line for line in shown(catalogues, tmp_path, "a", 1, 80))
    screen = io.StringIO()
    assert OutputStyle() == find_output_style(screen, {"TERM": "xterm"})
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    assert OutputStyle(60, True) == find_output_style(screen, {"TERM": "xterm"})
    assert (
        OutputStyle(60, False)
        == find_output_style(screen, {"TERM": "xterm", "NO_COLOR": "1"})
        == find_output_style(screen, {"TERM": "dumb"})
    )


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(catalogues: Catalogues, tmp_path: Path) -> None:
    assert "\x1b" not in "".join(shown(catalogues, tmp_path, "title: \x1b[31mröd\x07", 1, 80))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--help",), "skriv så här: pledgebook"),
        (("check", "--help"), "visa den här hjälpen"),
        (("chek",), "'chek' går inte att välja"),
        ((), "något fattas: ORD\nTill exempel: make status"),
        (("--lang", "en", "--help"), "show this help"),
    ],
)
def test_the_command_speaks_of_itself_in_the_authors_language(run: Run, arguments: tuple[str, ...], words: str) -> None:
    printed = run({}, *arguments)[1]
    assert words in printed
    assert "positional arguments" not in printed
