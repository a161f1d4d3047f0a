"""The list of whose signatures are trusted: what OpenSSH would pass over is told, and how it is written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pledgebook.history.allowed_signers import parse_signers

from ..conftest import Given

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFRvDTE/7XXxnU1Lf2TmRHNjv8CjGSoQlLWJ9OaZ5X4i"
PLACE = "allowed_signers"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (KEY, "3:1 signers_nameless ssh-ed25519"),
        ("a@b", "3:1 signers_line a@b"),
        (f'a@b namespaces="x", valid-after="20270101Z" {KEY}', "3:1 signers_line"),
        ("a@b ssh-ed25519 AAAA", "3:17 signers_key AAAA"),
        (f"a@b {KEY[:-9]}=", "3:17 signers_key"),
        (f"a@b {KEY[:-4]}", "3:17 signers_key"),
        (f"a@b ssh-rsa {KEY.split()[1]}", "3:13 signers_key"),
        (f'a@b valid-afer="20270101Z" {KEY}', '3:5 signers_option valid-afer="20270101Z"'),
        (f'a@b namespaces="x",lost {KEY}', "3:20 signers_option lost"),
        (f"a@b valid-after=20270101Z {KEY}", '3:5 signers_quotes valid-after=20270101Z → valid-after="20270101Z"'),
        (f'a@b valid-after="2027-01-01" {KEY}', "3:18 signers_time 2027-01-01 → 20270101Z"),
        (f'a@b valid-before="20270230Z" {KEY}', "3:19 signers_time 20270230Z"),
        (f'a@b valid-before="soon" {KEY}', "3:19 signers_time soon"),
        (f'a@b valid-after="20270101Z",valid-before="20261231Z" {KEY}', "3:5 signers_order"),
        (f'a@b valid-before="20270101" {KEY}', '3:5 signers_zone valid-before="20270101" → valid-before="20270101Z"'),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "3:1 signers_private"),
    ],
)
def test_a_line_that_openssh_would_pass_over_is_told(given: Given, line: str, told: str) -> None:
    (found,) = given({"allowed_signers": f"# Kommunarkivet\n\n{line}\n"}).problems
    assert found.startswith(f"{PLACE}:{told}")


def test_no_part_of_a_private_key_is_repeated(given: Given) -> None:
    found = given({"allowed_signers": "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNza\n"}).problems
    assert (1, False) == (len(found), "b3Blb" in "".join(found))


WELL = [
    f"a@b {KEY}",
    f"\t a@b,c@d\t {KEY} a comment",
    f'"a@b" namespaces="x,y",valid-after="20270101Z",valid-before="202712312359Z" {KEY}',
    f'a@b NameSpaces="x",VALID-AFTER="20270101120000z" {KEY}',
    f'a@b cert-authority,namespaces="x" {KEY}',
    f'a@b valid-before="20280229UTC" {KEY} arkiv "x',
]


@pytest.mark.parametrize("line", WELL)
def test_what_openssh_reads_is_read(given: Given, line: str) -> None:
    assert not given({"allowed_signers": f"{line}\r\n"}).problems
    assert 1 == len(parse_signers(line)[0])


@pytest.mark.parametrize(
    "line",
    [
        *WELL,
        "a@b",
        KEY,
        f'a@b namespaces="x", valid-after="20270101Z" {KEY}',
        f"a@b {KEY[:-9]}=",
        f"a@b ssh-rsa {KEY.split()[1]}",
        f'a@b valid-afer="20270101Z" {KEY}',
        f"a@b lost {KEY}",
        f"a@b valid-after=20270101Z {KEY}",
        f'a@b valid-after="2027-01-01" {KEY}',
        f'a@b valid-before="soon" {KEY}',
        f'a@b valid-after="20270101Z",valid-before="20261231Z" {KEY}',
        f'a@b valid-after="20270101Z {KEY}',
    ],
)
def test_openssh_itself_says_the_same_of_a_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "signers").write_text(f"{line}\n", encoding="utf-8")
    command = ["ssh-keygen", "-Y", "match-principals", "-I", "a@b", "-f", str(tmp_path / "signers")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert bool(parse_signers(line)[0]) == (done.returncode == 0)
