"""What every verb does alike: what cannot be asked for, is missing or cannot be written; its words and what it loads."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.conftest import LANGUAGES, REPOSITORY, Workspace
from pledgebook.cli.main import VERBS, load_verb, main, make_parser
from pledgebook.cli.parser import Argument
from pledgebook.config import SETTINGS, read_settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language

# What only some verbs need, and what takes long to load.
_LARGE = {"cyclonedx", "jinja2", "warcio", "lxml", "typst"}
_PROGRAM = """
import json, sys
from pledgebook.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


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
def test_what_cannot_be_asked_for_is_told_with_what_can(workspace: Workspace, given: list[str], told: str) -> None:
    workspace.does("publish", "2027")
    code, said = workspace.run(*given)
    assert (2, True) == (code, told in said), said


def test_a_verb_without_what_it_needs_answers_with_an_example(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        workspace.run("change", "NAME=2027")
    told = capsys.readouterr().err
    assert 2 == stopped.value.code
    assert "pledgebook change: något fattas: KIND, NOTE\nTill exempel: make change NAME=2027" in told


@pytest.mark.parametrize("verb", ["serve", "edit"])
@pytest.mark.parametrize("port", ["x", "", "-1", "65536", "9" * 5000, "²", "٨"])
def test_a_port_that_there_is_not_is_told_in_the_words_of_the_author(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], verb: str, port: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        workspace.run(verb, f"--port={port}")
    told = capsys.readouterr().err
    assert 2 == stopped.value.code
    assert f"”{port}” är ingen port. Skriv ett tal från 0 till 65535, till exempel 8001." in told


def test_a_link_that_leads_back_to_itself_is_told_without_a_traceback(workspace: Workspace) -> None:
    (workspace.root / "pledges" / "2028").symlink_to("2028")
    code, told = workspace.run("fmt", "pledges/2028")
    assert (2, True) == (code, "pledges/2028" in told), told


@pytest.mark.parametrize("verb", ["check", "publish", "status", "fmt"])
def test_a_file_that_cannot_be_written_is_told_without_a_traceback(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(workspace.root / "pledges" / "2027"))

    monkeypatch.setattr(load_verb(verb), "run", refuse)
    code, told = workspace.run(verb, *(["2027"] if verb == "publish" else []))
    assert (2, "Filen pledges/2027 går inte att läsa eller skriva. (Permission denied)\n") == (code, told)


@pytest.mark.parametrize(
    "arguments", [["check"], ["fmt", "--check"], ["new", "2028"], ["status"], ["--help"], ["chek"]]
)
def test_what_a_verb_does_not_need_is_not_loaded(workspace: Workspace, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=workspace.root,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stderr[done.stderr.rindex("[") :]))
    assert "pledgebook.cli.main" in loaded
    assert not _LARGE & loaded
    assert not {f"pledgebook.cli.{verb}" for verb in VERBS if verb not in arguments} & loaded


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_says_what_each_verb_does_as_a_request(catalogues: Catalogues, language: Language) -> None:
    told = [catalogues[language].gettext(f"cli.{verb}") for verb in (*VERBS, "version")]
    assert [] == [text for text in told if text[0].isupper() or text.endswith(".")]
    # No verb of the Swedish present tense, and no English third person.
    assert [] == [text for text in told if text.split()[0].endswith(("ar", "er", "s"))]


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_a_module(verb: str) -> None:
    module = load_verb(verb)
    assert callable(module.run)
    assert all(isinstance(argument, Argument) for argument in module.ARGUMENTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_told_in_the_authors_language(
    catalogues: Catalogues, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    parser = make_parser(catalogues[language], read_settings(REPOSITORY / "tests" / "exempelstad" / SETTINGS))
    told = []
    for arguments in (
        ["chek"],
        ["change", "2027"],
        ["change", "2027", "--kind"],
        ["--lang", "fi'", "check"],
        ["check", "--x"],
    ):
        with pytest.raises(SystemExit) as stopped:
            parser.parse_args(arguments)
        assert 2 == stopped.value.code
        # Python's own versions put what can be chosen in quotes or not.
        told.append(re.sub(r"'([a-z]+)'(?=[,)])", r"\1", capsys.readouterr().err.splitlines()[0]))
    assert {
        "sv": [
            "pledgebook: ORD: 'chek' går inte att välja (välj bland init, new, check, fmt, build, serve, edit, publish, change, redact, undo, translate, status, links, schema, upgrade, archive, verify)",
            "pledgebook change: något fattas: KIND, NOTE",
            "pledgebook change: KIND: ett värde ska stå efter",
            'pledgebook: LANG: "fi\'" går inte att välja (välj bland sv, en)',
            "pledgebook: okänt: --x",
        ],
        "en": [
            "pledgebook: WORD: 'chek' cannot be chosen (choose from init, new, check, fmt, build, serve, edit, publish, change, redact, undo, translate, status, links, schema, upgrade, archive, verify)",
            "pledgebook change: something is missing: KIND, NOTE",
            "pledgebook change: KIND: one value must follow",
            'pledgebook: LANG: "fi\'" cannot be chosen (choose from sv, en)',
            "pledgebook: unknown: --x",
        ],
    }[language] == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_authors_language(
    catalogues: Catalogues, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    parser = make_parser(catalogues[language], read_settings(REPOSITORY / "tests" / "exempelstad" / SETTINGS))
    for arguments in (["--help"], ["check", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            parser.parse_args(arguments)
        assert 0 == stopped.value.code
        told = capsys.readouterr().out
        words = ("argparse.usage", "argparse.arguments", "argparse.options", "argparse.help")
        assert all(catalogues[language].gettext(word) in told for word in words)
        if language != "en":
            assert not {"usage: ", "positional arguments", "show this help"} & set(told.splitlines())
            assert "usage" not in told


@pytest.mark.skipif(os.name != "posix", reason="closes streams as shells do")
@pytest.mark.parametrize(
    ("verb", "closed"),
    [
        *(("check", ">&-"), ("check", "2>&-"), ("check", ">&- 2>&-")),
        *(("status", ">&-"), ("--help", ">&- 2>&-"), ("check --nothing", "2>&-")),
    ],
)
def test_a_stream_that_is_closed_brings_no_verb_down(workspace: Workspace, verb: str, closed: str) -> None:
    program = "import sys; from pledgebook.cli.main import main; sys.exit(main())"
    command = f'"$PYTHON" -c "{program}" {verb}'
    environment = os.environ | {"PYTHON": sys.executable, "PYTHONPATH": str(REPOSITORY / "hooks")}
    whole, cut = (
        subprocess.run(["sh", "-c", line], cwd=workspace.root, env=environment, capture_output=True, check=False)
        for line in (command, f"{command} {closed}")
    )
    assert (whole.returncode, b"") == (cut.returncode, cut.stderr.replace(whole.stderr, b""))


@pytest.mark.parametrize("place", ["read_settings", "read_words", "load_verb"])
def test_a_command_that_is_stopped_before_its_verb_begins_says_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"pledgebook.cli.main.{place}", stop)
    assert (130, "") == workspace.run("check")


def test_a_folder_that_has_been_taken_away_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find() -> Path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    monkeypatch.setattr(Path, "cwd", find)
    assert 2 == main(["check"])
    assert os.strerror(errno.ENOENT) in capsys.readouterr().err


def test_the_version_is_told_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert 0 == main(["--version"])
    assert re.fullmatch(r"pledgebook \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["check"], "Här finns inget projekt"), (["check", "--lang", "en"], "There is no project here")],
)
def test_outside_a_project_one_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    assert 2 == main(arguments)
    assert told in capsys.readouterr().err


def test_help_is_told_outside_a_project_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert 0 == ended.value.code
    assert "check" in capsys.readouterr().out


# What git has left where two people have changed the same place

CONFLICT = "<<<<<<< HEAD\n{0}\n=======\n{0}\n>>>>>>> other\n"


def test_a_conflict_in_the_settings_is_told_as_one(workspace: Workspace) -> None:
    settings = workspace.root / SETTINGS
    settings.write_text(settings.read_text("utf-8") + CONFLICT.format("site_author: A"), "utf-8")
    line = settings.read_text("utf-8").split("\n").index("<<<<<<< HEAD") + 1
    code, told = workspace.run("check")
    assert 2 == code
    assert f"mkdocs.yml:{line}:1: git has left a conflict here" in told


def test_a_conflict_in_the_words_is_told_as_one_when_nothing_else_can_be(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = workspace.root / "theme"
    shutil.copytree(REPOSITORY / "theme" / "words", theme / "words")
    settings = workspace.root / SETTINGS
    settings.write_text(settings.read_text("utf-8").replace(str(REPOSITORY / "theme"), "theme"), "utf-8")
    (theme / "words" / "problems.sv.po").write_text(CONFLICT.format('msgid "a"'), "utf-8")
    code, told = workspace.run("check")
    assert 2 == code
    assert "theme/words/problems.sv.po:1:1: git has left a conflict here" in told
    assert "no such catalogue" not in told


# A list of addresses that is nothing of the kind


@pytest.mark.parametrize("line", ["/a{}/", "2019-02-01 /a{}/", "2019-02-01 /2027/#a{}"])
def test_a_list_of_addresses_that_nobody_knows_is_told_in_a_moment(workspace: Workspace, line: str) -> None:
    workspace.write("published/addresses.txt", "".join(line.format(number) + "\n" for number in range(6000)))
    started = time.process_time()
    code, told = workspace.run("check")
    assert time.process_time() - started < 5
    assert 1 == code
    assert "pledges/published/addresses.txt:1:1: fel" in told
