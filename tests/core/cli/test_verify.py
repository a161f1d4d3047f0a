"""What `pledgebook verify` says, to whom and where: also to an archivist who has a package and no project."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from core.archives import NAME, write_archive
from core.conftest import LANGUAGES
from handbook import list_chapters
from pledgebook.archive.layout import DATA
from pledgebook.archive.signature import NAMESPACE, sign
from pledgebook.cli.main import main
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
        try:
            code = main(["verify", *arguments])
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
    assert (
        0,
        "Webbarkivet (WACZ): filen har inte ändrats sedan kontrollsumman gjordes, men inget visar vem som gjorde den.\n",
    ) == run(f"archive/{SIP}/{DATA}/web-archive/{NAME}.wacz")


def test_each_fault_is_a_line_with_its_place(run: Run, archive: Path) -> None:
    (archive / SIP / DATA / "one-file" / "2027.sv.pdf").unlink()
    (archive / "notes.txt").write_text("x", encoding="utf-8")
    code, printed = run("archive", "--lang", "en")
    assert 1 == code
    assert f"{SIP}/{DATA}/one-file/2027.sv.pdf: Missing." in printed
    assert f"{NAME}.zip: Does not hold the same as {NAME}/{DATA}/one-file/2027.sv.pdf –" in printed
    assert "notes.txt: Does not belong here." in printed
    assert printed.startswith("The archive folder is not as it was when it was packed: 4 faults.\n")


def test_machines_get_every_value(run: Run, archive: Path) -> None:
    page = archive / SIP / DATA / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    code, printed = run("archive", "--json")
    values = json.loads(printed)
    fault = next(fault for fault in values["faults"] if fault["path"].endswith("index.html"))
    assert (1, "archive", "") == (code, values["kind"], values["signed_by"])
    assert {"path", "code", "message", "expected", "found"} == set(fault)
    assert ("changed", f"{SIP}/{DATA}/index.html") == (fault["code"], fault["path"])


@pytest.mark.parametrize(
    ("argument", "said"),
    [("nowhere", "nowhere finns inte"), ("empty", "empty är inget som kan kontrolleras"), ("a.txt", "a.txt är inget")],
)
def test_what_cannot_be_verified_is_another_matter_than_a_fault(
    run: Run, tmp_path: Path, argument: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
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
    said = f"The archive folder: none of the {files} files has changed since {WHO} signed them.\n"
    assert (0, said) == (code, printed)
    assert 0 == run("archive", "--signers", "signers", "--identity", WHO)[0]
    assert 1 == run("archive", "--signers", "signers", "--identity", "somebody@else.example")[0]
    assert WHO == json.loads(run("archive", "--signers", "signers", "--json")[1])["signed_by"]


def test_without_keys_a_signature_only_belongs_to_the_files(run: Run, signed: Path) -> None:
    code, printed = run("archive", "--lang", "en")
    assert 0 == code
    verdict, how = printed.splitlines()
    assert verdict.endswith("has changed since somebody signed them, but it has not been verified who.")
    assert "--signers allowed_signers" in how


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
    assert (1, True) == (code, f"{LIST}.sig: The signature has not been verified, since there is no ssh" in printed)
    assert "notes.txt: Does not belong here." in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_of_the_handbook_work_by_hand(signed: Path, tmp_path: Path, language: Language) -> None:
    """What the one who hands over tells the one who receives."""
    make, check = list_chapters(language)["arkivera"].blocks("sh")
    assert NAMESPACE in "".join(list_chapters(language)["arkivera"].blocks("text"))
    shutil.copyfile(tmp_path / "signers", signed / SIP / "allowed_signers")
    subprocess.run(["bash", "-euc", check], cwd=signed / SIP, check=True, capture_output=True)
    arguments = [*shlex.split(make), "-q", "-N", ""]
    subprocess.run(arguments, cwd=signed / SIP, check=True)
    assert ((signed / SIP).parent / "arkivnyckel.pub").is_file()
    (signed / SIP / "SHA256SUMS").write_bytes(b"")
    assert subprocess.run(
        ["bash", "-euc", check.splitlines()[1]], cwd=signed / SIP, capture_output=True, check=False
    ).returncode
