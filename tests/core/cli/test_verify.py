"""What `pledgebook verify` says, to whom and where: also to an archivist who has a package and no project."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from core.archives import NAME, write_archive
from core.conftest import LANGUAGES
from core.i18n.test_catalogue import HOOKS
from handbook import list_chapters
from pledgebook.archive.layout import DATA
from pledgebook.archive.signature import NAMESPACE, sign
from pledgebook.cli import entry_point
from pledgebook.files.tree import list_sums
from pledgebook.names import Language

Run = Callable[..., tuple[int, str]]
WHO = "arkiv@exempelstad.example"
SIP = f"{NAME}/data/{NAME}"
LIST = f"{NAME}/tagmanifest-sha512.txt"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a folder that belongs to no project."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["pledgebook", "verify", *arguments])
        try:
            code = entry_point.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def test_a_whole_package_is_said_to_be_whole_where_there_is_no_project(run: Run, archive: Path) -> None:
    files = sum(path.is_file() for path in archive.rglob("*"))
    assert (
        0,
        f"Arkivmappen: ingen av {files} filer har ändrats sedan kontrollsummorna gjordes, men inget visar vem som gjorde dem.\n",
    ) == run("archive")
    assert (
        0,
        f"The archive folder: none of the {files} files has changed since their checksums were made, but nothing shows who made them.\n",
    ) == run("--lang", "en", "archive")
    code, printed = run(str(find(archive, "*.wacz")))
    assert (0, True) == (code, printed.startswith("Webbarkivet (WACZ): ingen av "))


def find(archive: Path, pattern: str) -> Path:
    """The only file of that name, or the first."""
    return sorted(archive.rglob(pattern))[0]


def test_each_fault_is_a_line_with_its_place(run: Run, archive: Path) -> None:
    find(archive, "2027.sv.pdf").unlink()
    (archive / "notes.txt").write_text("x", encoding="utf-8")
    code, printed = run("archive", "--lang", "en")
    assert 1 == code
    first, *rest = printed.splitlines()
    assert first.startswith("The archive folder is not as it was when it was packed: ")
    assert any(line.endswith("one-file/2027.sv.pdf: Missing.") for line in rest)
    assert any(line.startswith("notes.txt: ") for line in rest)


def test_what_a_program_has_done_to_all_files_is_one_line(run: Run, archive: Path) -> None:
    changed = 0
    for path in archive.rglob("*"):
        if (
            path.is_file()
            and path.suffix in (".html", ".txt", ".md", ".yml", ".xml", "")
            and b"\0" not in path.read_bytes()
        ):
            data = path.read_bytes()
            path.write_bytes(data.replace(b"\n", b"\r\n"))
            changed += data != path.read_bytes()
    code, printed = run("archive", "--lang", "en")
    verdict, cause, *rest = printed.splitlines()
    assert (1, True) == (code, "core.autocrlf" in cause)
    assert ["Every fault by itself: --details"] == rest
    assert changed > 5
    detailed = run("archive", "--lang", "en", "--details")[1].splitlines()
    assert (verdict, cause) == (detailed[0], detailed[1])
    assert 5 < sum("Has other line endings; should be LF." in line for line in detailed)


def test_a_folder_that_is_missing_is_one_line_and_so_is_one_that_was_not_packed(run: Run, archive: Path) -> None:
    shutil.rmtree(find(archive, "one-file"))
    for name in ("a", "b"):
        (archive / "new").mkdir(exist_ok=True)
        (archive / "new" / name).write_text("x")
    (archive / "nothing").mkdir()
    code, printed = run("archive", "--lang", "en")
    assert (1, True) == (code, "one-file/ is missing, with 4 files.\n" in printed)
    assert "The folder new/ was not packed; it holds 2 files." in printed
    assert "nothing: Is an empty folder that was not packed." in printed


def test_machines_get_every_value(run: Run, archive: Path) -> None:
    page = find(archive, "2027.sv.pdf")
    page.write_bytes(page.read_bytes() + b" ")
    code, printed = run("archive", "--json")
    values = json.loads(printed)
    # That the bag is a byte larger says no more.
    (fault,) = values["faults"]
    assert (1, "archive", "") == (code, values["kind"], values["signed_by"])
    assert {"path", "code", "message", "expected", "found"} == set(fault)
    # For people, the beginning of a checksum will do.
    assert f"{fault['expected'][:16]}… " in fault["message"]
    assert fault["expected"] not in fault["message"]
    assert ("changed", page.relative_to(archive).as_posix()) == (fault["code"], fault["path"])


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("nowhere", "nowhere finns inte"),
        ("empty", "Det finns ingen lista med kontrollsummor i empty"),
        ("a.txt", "a.txt är varken en mapp eller en .zip- eller .wacz-fil"),
        ("a.tar", "Packa upp en .tar-fil först."),
    ],
)
def test_what_cannot_be_verified_is_another_matter_than_a_fault(
    run: Run, tmp_path: Path, argument: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("a.txt", "a.tar"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    code, printed = run(argument)
    assert 2 == code
    assert said in printed


def test_a_name_cannot_move_the_cursor(run: Run, archive: Path) -> None:
    (archive / "a\x1b[2Jb\n").write_text("x", encoding="utf-8")
    code, printed = run("archive")
    assert 1 == code
    assert "\x1b" not in printed
    assert "a\\x1b[2Jb\\n: " in printed


def test_sha256sum_agrees(archive: Path) -> None:
    for program, folder, name in (
        ("sha256sum", SIP, "SHA256SUMS"),
        ("sha512sum", NAME, "manifest-sha512.txt"),
        ("sha512sum", NAME, "tagmanifest-sha512.txt"),
    ):
        subprocess.run([program, "--check", "--strict", "--quiet", name], cwd=archive / folder, check=True)


def test_a_folder_that_cannot_be_read_is_told_as_that(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == archive.name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert (2, "archive cannot be read: Permission denied\n") == run("archive", "--lang", "en")


# Receipts, and the log


def test_a_receipt_states_what_was_verified_when_by_which_program_and_what_came_of_it(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    code, printed = run("archive", "--receipt", "--lang", "en")
    (made,) = tmp_path.glob("archive-verified-*.json")
    values, text = json.loads(made.read_text("utf-8")), made.with_suffix(".txt").read_text("utf-8")
    assert (0, "whole", "archive", []) == (code, values["result"], values["name"], values["faults"])
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", values["time"])
    assert made.stem == f"archive-verified-{re.sub('[-:]', '', values['time'])}"
    assert values["program"].startswith("pledgebook ")
    assert platform.python_version() == values["python"]
    ((path, digest),) = values["sums"].items()
    assert hashlib.sha256((archive / path).read_bytes()).hexdigest() == digest
    for stated in (values["verdict"], values["time"], values["python"], digest, path):
        assert stated in text
    assert made.with_suffix(".txt").name in printed
    assert values["verdict"] == printed.splitlines()[0]


def test_a_receipt_of_what_is_not_whole_has_every_fault(run: Run, archive: Path, tmp_path: Path) -> None:
    (archive / "a.txt").write_text("x")
    (tmp_path / "kept").mkdir()
    assert 1 == run("archive", "--receipt-in", "kept")[0]
    (made,) = (tmp_path / "kept").glob("archive-verified-*.json")
    values = json.loads(made.read_text("utf-8"))
    assert ("changed", "a.txt") == (values["result"], values["faults"][0]["path"])
    assert "a.txt" in made.with_suffix(".txt").read_text("utf-8")


def test_each_run_is_a_line_of_the_log(run: Run, archive: Path, tmp_path: Path) -> None:
    assert 0 == run("archive", "--log", "log.tsv")[0]
    (archive / "a\tb.txt").write_text("x")
    assert 1 == run("archive", "--log", "log.tsv")[0]
    (tmp_path / "empty").mkdir()
    assert 2 == run("empty", "--log", "log.tsv")[0]
    head, *lines = (line.split("\t") for line in (tmp_path / "log.tsv").read_text("utf-8").splitlines())
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [("archive", "whole"), ("archive", "changed"), ("empty", "unread")] == [
        (row["name"], row["result"]) for row in rows
    ]
    assert ["0", True] == [rows[0]["faults"], int(rows[1]["faults"]) > 0]


@pytest.mark.parametrize("arguments", [["--log", "nowhere/log.tsv"], ["--receipt-in", "nowhere"]])
def test_what_cannot_be_kept_is_told_after_the_verdict(run: Run, archive: Path, arguments: list[str]) -> None:
    code, printed = run("archive", *arguments, "--lang", "en")
    verdict, told = printed.splitlines()
    assert (2, True) == (code, verdict.startswith("The archive folder: none of"))
    assert told.startswith("nowhere")
    assert "could not be written" in told
    (archive / "a.txt").write_text("x")
    assert 1 == run("archive", *arguments)[0]


@pytest.mark.parametrize(
    "arguments", [["--receipt-in", "archive"], ["--log", "archive/log.tsv"], ["--log", "archive/../archive/log.tsv"]]
)
def test_nothing_is_written_into_what_is_verified(run: Run, archive: Path, arguments: list[str]) -> None:
    before = sorted(archive.rglob("*"))
    code, printed = run("archive", *arguments, "--lang", "en")
    assert (2, True) == (code, "cannot be in archive" in printed)
    assert before == sorted(archive.rglob("*"))


def test_a_receipt_is_not_written_where_it_is_run_when_that_is_what_is_verified(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive)
    assert 2 == run(".", "--receipt")[0]


# Python alone


def run_bare(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command with Python's standard library and nothing else, as where nothing has been installed."""
    environment = {"PATH": os.environ["PATH"], "LANG": "en_GB.UTF-8"}
    command = [sys.executable, "-S", "-I", str(HOOKS.parent), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_python_alone_verifies_checksums_and_signature(tmp_path: Path, signed: Path) -> None:
    done = run_bare("verify", "archive", "--signers", "signers", folder=tmp_path)
    assert (0, "") == (done.returncode, done.stderr)
    verdict, _, unchecked = done.stdout.splitlines()
    assert verdict.endswith(f"has changed since {WHO} signed them.")
    assert "is not installed" in unchecked
    page = find(signed, "2027.sv.pdf")
    page.write_bytes(page.read_bytes() + b" ")
    done = run_bare("verify", "archive", "--receipt", "--log", "log.tsv", folder=tmp_path)
    assert (1, True) == (done.returncode, "2027.sv.pdf: Is not as it was" in done.stdout)
    assert 3 == len([*tmp_path.glob("archive-verified-*"), *tmp_path.glob("log.tsv")])


def test_the_program_that_lies_in_what_it_verifies_leaves_nothing_there(tmp_path: Path) -> None:
    """An archive holds the program that it was made with, and tells of it as it is started here."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HOOKS.parent, tmp_path / "sources/hooks", ignore=ignored)
    shutil.copytree(HOOKS.parents[1] / "theme/words", tmp_path / "sources/theme/words")
    held = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "SHA256SUMS").write_text(list_sums(held))
    command = [sys.executable, "-B", "-S", "-I", "sources/hooks", "verify", "."]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (0, "") == (done.returncode, done.stderr), done.stdout


def test_python_alone_says_that_a_site_built_anew_was_not_compared(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "site").mkdir()
    done = run_bare("verify", "archive", "--built", "site", folder=tmp_path)
    assert (1, True) == (done.returncode, "site: Has not been compared" in done.stdout)


@pytest.mark.parametrize("arguments", [["check"], ["build"], ["--help"], []])
def test_python_alone_says_what_any_other_verb_needs(tmp_path: Path, arguments: list[str]) -> None:
    done = run_bare(*arguments, folder=tmp_path)
    assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert "pip install --require-hashes -r " in done.stderr
    assert "requirements.txt" in done.stderr


def test_to_verify_loads_nothing_that_a_site_is_built_with(tmp_path: Path) -> None:
    """Where there is nothing to compare with what was published."""
    (tmp_path / "SHA256SUMS").write_bytes(b"")
    script = (
        f"import sys; sys.argv[1:] = ['verify', {str(tmp_path)!r}]\n"
        "from pledgebook.cli.entry_point import main\nmain()\n"
        "names = {name.partition('.')[0] for name in sys.modules} - {*sys.stdlib_module_names, '__main__'}\n"
        # How Python itself was built, which its own list of modules leaves out.
        "print(sorted(name for name in names if not name.startswith('_sysconfigdata_')))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script], cwd=HOOKS.parent, capture_output=True, text=True, check=True
    )
    assert "['pledgebook']" == done.stdout.splitlines()[-1]


# Signatures


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    public = path.with_suffix(".pub").read_text(encoding="utf-8").strip()
    (tmp_path / "signers").write_text(f'{WHO} namespaces="{NAMESPACE}" {public}\n', encoding="utf-8")
    return path


@pytest.fixture
def signed(archive: Path, key: Path) -> Path:
    return write_archive(archive, partial(sign, key=key))


def test_a_signature_says_who_signed(run: Run, signed: Path) -> None:
    code, printed = run("archive", "--signers", "signers", "--lang", "en")
    files = sum(path.is_file() for path in signed.rglob("*"))
    said = f"The archive folder: none of the {files} files has changed since {WHO} signed them."
    verdict, stated = printed.splitlines()
    assert (0, said) == (code, verdict)
    moment = json.loads(run("archive", "--json")[1])["stated"]
    assert stated.startswith(f"The archive says that it was packed {moment}. The time is what the signer stated")
    assert 0 == run("archive", "--signers", "signers", "--identity", WHO)[0]
    # What could not be read is named, not what was to be verified.
    Path("folder").mkdir()
    code, printed = run("archive", "--signers", "folder", "--lang", "en")
    assert (2, True) == (code, printed.startswith("folder cannot be read: "))
    assert 1 == run("archive", "--signers", "signers", "--identity", "somebody@else.example")[0]
    assert WHO == json.loads(run("archive", "--signers", "signers", "--json")[1])["signed_by"]


def test_without_keys_a_signature_only_belongs_to_the_files(run: Run, signed: Path) -> None:
    code, printed = run("archive", "--lang", "en")
    assert 0 == code
    verdict, how, stated = printed.splitlines()
    assert "nobody else has vouched for it" in stated
    assert verdict.endswith("has changed since somebody signed them, but it has not been verified who.")
    assert "--signers allowed_signers" in how


def test_a_list_of_keys_inside_the_archive_shows_nothing(run: Run, signed: Path, tmp_path: Path) -> None:
    shutil.copyfile(tmp_path / "signers", signed / "signers")
    code, printed = run("archive", "--signers", "archive/signers", "--lang", "en")
    assert (2, True) == (code, "archive/signers is inside what is verified, and so does not show who" in printed)


def test_a_key_counts_at_the_moment_that_the_archive_states(run: Run, signed: Path, tmp_path: Path) -> None:
    listed = (tmp_path / "signers").read_text(encoding="utf-8")
    moment = datetime.fromisoformat(json.loads(run("archive", "--json")[1])["stated"])
    for days, found in ((1, 0), (-1, 1)):
        until = f'valid-before="{moment + timedelta(days=days):%Y%m%d%H%M%SZ}",namespaces'
        (tmp_path / "signers").write_text(listed.replace("namespaces", until), encoding="utf-8")
        code, printed = run("archive", "--signers", "signers", "--lang", "en")
        assert (found, bool(found)) == (code, "and the key was not valid then" in printed)
        values = json.loads(run("archive", "--signers", "signers", "--json")[1])
        assert ("unproved" if found else "whole") == values["result"]
        assert ("it is not shown who made them" in printed.splitlines()[0]) == bool(found)
        assert found or "can still sign and state an earlier moment" in printed


def test_whoever_is_asked_for_is_held_against_keys(run: Run, signed: Path) -> None:
    code, printed = run("archive", "--identity", WHO, "--lang", "en")
    assert (2, True) == (code, "Give the list too: --signers allowed_signers" in printed)


def test_a_signature_does_not_comfort_when_a_file_has_changed(run: Run, signed: Path) -> None:
    page = signed / SIP / DATA / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    for arguments in ((), ("--signers", "signers")):
        code, printed = run("archive", "--lang", "en", *arguments)
        first, *rest = printed.splitlines()
        assert (1, True) == (code, first.startswith("The archive folder is not as it was when it was packed: "))
        assert "The list of checksums is the one that was signed: it is the files that have changed since then." in rest


@pytest.mark.parametrize("made", [b"", b"abc", b"-----BEGIN SSH SIGNATURE-----\nAA\n-----END SSH SIGNATURE-----\n"])
def test_what_is_no_signature_is_told_as_that(run: Run, signed: Path, made: bytes) -> None:
    (signed / f"{LIST}.sig").write_bytes(made)
    code, printed = run("archive", "--lang", "en")
    assert (1, True) == (code, f"{LIST}.sig: The file is no signature, or it is damaged." in printed)


def test_a_signature_of_other_files_does_not_hold(run: Run, signed: Path, key: Path) -> None:
    (signed / f"{LIST}.sig").write_bytes(sign(b"other", key))
    for arguments in ((), ("--signers", "signers")):
        code, printed = run("archive", "--lang", "en", *arguments)
        assert 1 == code
        assert f"{LIST}.sig: The signature does not hold." in printed


def test_a_signature_that_is_asked_for_has_to_be_there(run: Run, archive: Path, key: Path) -> None:
    code, printed = run("archive", "--signers", "signers", "--lang", "en")
    assert 1 == code
    assert f"{LIST}.sig: Missing." in printed


def test_without_openssh_that_is_said(run: Run, signed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    code, printed = run("archive", "--lang", "en")
    assert (0, True) == (code, "made, but the signature has not been verified.\nThere is no ssh-keygen on" in printed)
    (signed / "notes.txt").write_text("x", encoding="utf-8")
    code, printed = run("archive", "--signers", "signers", "--lang", "en")
    assert (1, True) == (code, "SHA256SUMS.sig: The signature has not been verified, since there is no ssh" in printed)
    assert "notes.txt: " in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_of_the_handbook_work_by_hand(signed: Path, tmp_path: Path, language: Language) -> None:
    """What the one who hands over tells the one who receives."""
    make, check = list_chapters(language)["arkivera"].blocks("sh")
    assert NAMESPACE in "".join(list_chapters(language)["arkivera"].blocks("text"))
    shutil.copyfile(tmp_path / "signers", tmp_path / "allowed_signers")
    check = check.replace({"sv": "VÄG", "en": "PATH"}[language], str(tmp_path))
    subprocess.run(["bash", "-euc", check], cwd=signed / SIP, check=True, capture_output=True)
    arguments = [*shlex.split(make), "-q", "-N", ""]
    subprocess.run(arguments, cwd=signed / SIP, check=True)
    assert ((signed / SIP).parent / "arkivnyckel.pub").is_file()
    (signed / SIP / "SHA256SUMS").write_bytes(b"")
    assert subprocess.run(
        ["bash", "-euc", check.splitlines()[1]], cwd=signed / SIP, capture_output=True, check=False
    ).returncode
