"""`pledgebook verify` at a hostile package: it says what is so, writes where it is told and nowhere else, and goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.archive.verify.conftest import Files, seal
from core.archive.verify.test_attacks import ARCHIVE, BAG, CASES, EVIL, KINDS, LATE, ZIP, ZIPS
from core.archive.verify.test_packages import SIP, bag
from core.i18n.test_catalogue import HOOKS
from pledgebook.cli import entry_point
from pledgebook.files.tree import place_in, write_tree

Run = Callable[..., tuple[int, str]]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
WHO = "arkiv@exempelstad.example"
NOBODY = "but nothing shows who made them."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in English, in a folder with a list of whom to trust."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "signers").write_text(f"{WHO} {KEY}\n", encoding="utf-8")

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["pledgebook", "verify", "--lang", "en", *arguments])
        code = entry_point.main()
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def write(folder: Path, files: Files) -> None:
    write_tree(files, folder)


def list_files(folder: Path) -> Files:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_has_signed_is_told_as_that_and_is_not_what_was_asked_for(
    run: Run, tmp_path: Path, kind: str
) -> None:
    write(tmp_path / "a", KINDS[kind])
    code, printed = run("a")
    assert (0, True) == (code, printed.splitlines()[0].endswith(NOBODY))
    for asked in (("--identity", WHO), ()):
        code, printed = run("a", "--signers", "signers", *asked)
        assert (1, True) == (code, "it is not shown who made them" in printed.splitlines()[0])
        assert "signed" not in printed.splitlines()[0]


@pytest.mark.parametrize(
    "line",
    [
        f"* {KEY}",
        f"{WHO} cert-authority {KEY}",
        f"\x1b[2J {KEY}",
        "",
        "\0",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_a_list_that_trusts_anybody_proves_nothing_of_what_nobody_has_signed(
    run: Run, tmp_path: Path, line: str
) -> None:
    write(tmp_path / "a", ARCHIVE)
    (tmp_path / "signers").write_text(line, encoding="utf-8")
    code, printed = run("a", "--signers", "signers")
    assert (1, False) == (code, "\x1b" in printed)


@pytest.mark.parametrize(
    "place", ["a/signers", "a/../a/signers", "linked", "a/n/data/n/signers", "outside/signers", "a"]
)
def test_a_list_of_keys_by_any_way_into_what_is_verified_is_refused(run: Run, tmp_path: Path, place: str) -> None:
    write(tmp_path / "a", {**place_in("n", bag(place_in("n", {**SIP, "signers": b"x"}))), "signers": b"x"})
    (tmp_path / "linked").symlink_to("a/signers")
    (tmp_path / "outside").symlink_to("a")
    code, printed = run("a", "--signers", place)
    assert (2, True) == (code, "is inside what is verified" in printed)


def test_a_list_of_keys_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a", KINDS["folder"])
    (tmp_path / "a/SHA256SUMS.sig").write_text("x")
    (tmp_path / "keys").mkdir()
    assert 1 == run("a", "--signers", "keys")[0]
    assert 2 == run("a", "--signers", "nowhere")[0]


# What is written


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.zip", "--log", "a.zip"),
        ("a.zip", "--log", "linked.zip"),
        ("linked.zip", "--log", "a.zip"),
        ("a", "--log", "a/x.txt"),
        ("a", "--log", "a/SHA256SUMS"),
        ("a", "--log", "log-in-it"),
        ("a", "--log", "way/log"),
        ("a", "--receipt-in", "a/n"),
        ("a", "--receipt-in", "way"),
        ("way", "--receipt-in", "a"),
        ("a", "--receipt-in", "a/../a"),
        (".", "--receipt"),
        ("a/..", "--receipt"),
        (".", "--log", "log"),
    ],
)
def test_nothing_is_written_into_what_is_verified_by_any_way(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    write(tmp_path / "a", ARCHIVE)
    (tmp_path / "a.zip").write_bytes(ZIP)
    (tmp_path / "linked.zip").symlink_to("a.zip")
    (tmp_path / "way").symlink_to("a")
    (tmp_path / "log-in-it").symlink_to("a/n/bagit.txt")
    before = list_files(tmp_path)
    code, printed = run(*arguments)
    assert (2, True, before) == (code, "cannot be in" in printed, list_files(tmp_path))


@pytest.mark.parametrize("target", ["folder", "a.zip/log", "signers/log", "x" * 300, "nowhere/log", "loop"])
def test_a_log_or_a_receipt_that_cannot_be_written_is_told_after_the_verdict(
    run: Run, tmp_path: Path, target: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a.zip").write_bytes(ZIP)
    before = list_files(tmp_path)
    for option in ("--log", *(["--receipt-in"] if target != "folder" else [])):
        code, printed = run("a.zip", option, target)
        assert (2, before) == (code, list_files(tmp_path))
        assert "could not be written" in printed or "cannot be in" in printed


def test_links_that_go_round_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert 2 == run("loop")[0]
    (tmp_path / "a.zip").write_bytes(ZIP)
    assert 1 == run("a.zip", "--signers", "loop")[0]


def test_a_receipt_is_never_written_over(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgebook.cli.verify.read_seconds", lambda: 1767225600.0)
    (tmp_path / "a.zip").write_bytes(ZIP)
    assert 0 == run("a.zip", "--receipt")[0]
    before = list_files(tmp_path)
    (tmp_path / "a.zip").write_bytes(EVIL)
    code, printed = run("a.zip", "--receipt")
    assert (True, before) == ("could not be written" in printed, {**list_files(tmp_path), str(tmp_path / "a.zip"): ZIP})
    assert 2 == code


@pytest.mark.parametrize("name", [b"caf\xe9", b"a\nb", b"a\x1b[2Jb", b"a\tb", "å\u202egpj".encode(), b" "])
def test_what_has_an_odd_name_is_kept_on_record_and_moves_no_cursor(run: Run, tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / "a" / os.fsdecode(name)
    write(folder, BAG)
    (tmp_path / "kept").mkdir()
    for path in (tmp_path / "a", folder):
        code, printed = run(str(path), "--receipt-in", "kept", "--log", "log.tsv")
        assert code in (0, 1), printed
        assert printed.replace("\n", "").isprintable()
    texts = [path.read_text("utf-8") for path in (tmp_path / "kept").iterdir()]
    assert (4, True) == (len(texts), all(text.replace("\n", "").isprintable() for text in texts))
    lines = (tmp_path / "log.tsv").read_text("utf-8").splitlines()
    assert (3, {7}) == (len(lines), {line.count("\t") for line in lines})


def test_each_run_is_valid_json_whatever_the_names_are(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a", ARCHIVE)
    Path(os.fsdecode(os.fsencode(tmp_path) + b'/a/caf\xe9"\\\n')).write_bytes(b"")
    code, printed = run("a", "--json")
    assert (1, "changed") == (code, json.loads(printed)["result"])


# With Python alone


def run_bare(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", "-I", str(HOOKS.parent), "verify", *arguments]
    environment = {"PATH": os.environ["PATH"], "LANG": "en_GB.UTF-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


BARE: dict[str, Files | bytes] = {
    "a changed file": {**BAG, "data/n/METS.xml": b"<mets />"},
    "what looks like a web archive": CASES["files that look like an unpacked web archive"][0],
    "a moment that is none": seal({**SIP, "METS.xml": b'<metsHdr CREATEDATE="0001-01-01T00:00:00+14:00">', "x": b""}),
    "another zip before it": ZIPS["another zip before it"],
    "another name for other programs": ZIPS["a way out for other programs"],
    "very much of nothing": ZIPS["very much of nothing"],
    "lists that are nested deep": CASES["a web archive whose list is nested deep"][0],
    "a program": b"MZ",
}


@pytest.mark.parametrize("case", BARE)
def test_python_alone_says_the_same_and_stops_at_nothing(run: Run, tmp_path: Path, case: str) -> None:
    packed = BARE[case]
    if isinstance(packed, bytes):
        (tmp_path / "a.zip").write_bytes(packed)
    else:
        write(tmp_path / "a", packed)
    name = "a.zip" if isinstance(packed, bytes) else "a"
    done = run_bare(tmp_path, name, "--signers", "signers")
    assert (1, "") == (done.returncode, done.stderr)
    assert run(name, "--signers", "signers") == (1, done.stdout)


def test_nothing_is_unpacked_or_run(run: Run, tmp_path: Path) -> None:
    ways_out = {"n/../../out.txt": b"x", "/tmp/out.txt": b"x", LATE: b"x"}
    (tmp_path / "a.zip").write_bytes(ZIPS["a way out"])
    write(
        tmp_path / "a", {**ARCHIVE, "sitecustomize.py": b"raise SystemExit(7)", "ssh-keygen": b"#!/bin/sh\ntouch ran"}
    )
    before = list_files(tmp_path)
    for name in ("a.zip", "a"):
        assert 1 == run(name, "--signers", "signers")[0]
        assert 1 == run_bare(tmp_path / "a", "../a.zip").returncode
    assert before == list_files(tmp_path)
    assert not [path for path in ways_out if Path(path).is_file()]
