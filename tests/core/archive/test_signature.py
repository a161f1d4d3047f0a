"""The sender's signature: it counts when the key was valid at the moment that is stated, whatever the clock says."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path

import pytest

from pledgebook.archive import signature
from pledgebook.archive.signature import NAMESPACE, SignatureError, Signer, check_signature, is_plain, sign

WHO = "arkiv@exempelstad.example"
SPRING, SUMMER = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC)
Signers = Callable[..., Path]


def make_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def read_public(key: Path) -> str:
    return key.with_suffix(".pub").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The first key, and the one that took its place."""
    folder = tmp_path_factory.mktemp("keys")
    return make_key(folder / "first"), make_key(folder / "second")


@pytest.fixture
def key(keys: tuple[Path, Path]) -> Path:
    return keys[0]


@pytest.fixture
def signers(tmp_path: Path) -> Signers:
    """Writes a list: options and key of each line, and whose it is where that is another."""

    def write(*lines: tuple[str, Path], who: str = WHO) -> Path:
        path = tmp_path / "signers"
        path.write_text("".join(f"{who} {options} {read_public(key)}\n" for options, key in lines), encoding="utf-8")
        return path

    return write


def refuse(*arguments: object) -> SignatureError:
    """Why a signature does not count."""
    with pytest.raises(SignatureError) as told:
        check_signature(b"a", *arguments)  # type: ignore[arg-type]
    return told.value


def test_a_key_that_was_valid_when_it_signed_counts_for_ever(key: Path, signers: Signers) -> None:
    listed = signers((f'namespaces="{NAMESPACE}",valid-after="20270101Z",valid-before="20270601Z"', key))
    signer = check_signature(b"a", sign(b"a", key), listed, moment=SPRING)
    assert (WHO, datetime(2027, 6, 1, tzinfo=UTC)) == (signer.name, signer.until)
    assert signer == check_signature(b"a", sign(b"a", key), listed, WHO, SPRING)


@pytest.mark.parametrize(
    ("options", "period"),
    [
        ('valid-before="20270601Z"', "–2027-06-01T00:00:00Z"),
        ('valid-after="20270901Z"', "2027-09-01T00:00:00Z–"),
        ('valid-after="20270101Z",valid-before="202707312359Z"', "2027-01-01T00:00:00Z–2027-07-31T23:59:00Z"),
    ],
)
def test_a_key_does_not_count_outside_its_time(key: Path, signers: Signers, options: str, period: str) -> None:
    error = refuse(sign(b"a", key), signers((options, key)), "", SUMMER)
    assert ("signature_period", "2027-08-01T00:00:00Z", period) == (error.code, error.found, error.expected)


def test_each_key_signs_in_its_own_time(keys: tuple[Path, Path], signers: Signers) -> None:
    first, second = keys
    listed = signers(('valid-before="20270601Z"', first), ('valid-after="20270601Z"', second))
    for key, inside, outside in ((first, SPRING, SUMMER), (second, SUMMER, SPRING)):
        assert WHO == check_signature(b"a", sign(b"a", key), listed, moment=inside).name
        assert "signature_period" == refuse(sign(b"a", key), listed, "", outside).code


@pytest.mark.parametrize("zone", ["UTC0", "Asia/Tokyo", "America/Los_Angeles"])
def test_the_time_is_the_same_wherever_it_is_checked(
    key: Path, signers: Signers, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    listed = signers(('valid-after="20270601Z"', key))
    edge = datetime(2027, 6, 1, tzinfo=UTC)
    assert WHO == check_signature(b"a", sign(b"a", key), listed, moment=edge).name
    assert "signature_period" == refuse(sign(b"a", key), listed, "", edge.replace(month=5, day=31, hour=23)).code


def test_a_key_that_is_not_listed_is_named_by_its_fingerprint(keys: tuple[Path, Path], signers: Signers) -> None:
    first, second = keys
    shown = subprocess.run(["ssh-keygen", "-l", "-f", second], capture_output=True, check=True, text=True).stdout
    error = refuse(sign(b"a", second), signers(("", first)))
    assert ("signature_key", shown.split()[1]) == (error.code, error.found)
    assert Signer(fingerprint=error.found) == check_signature(b"a", sign(b"a", second))


def test_a_key_is_that_of_whom_the_list_says(key: Path, signers: Signers) -> None:
    error = refuse(sign(b"a", key), signers(("", key)), "somebody@else.example")
    assert ("signature_whose", "somebody@else.example") == (error.code, error.expected)


def test_an_openssh_that_knows_no_times_is_told_as_that(
    key: Path, signers: Signers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One before 8.7 passes over the line, as it would an option that has never been."""
    listed, made = signers(('valid-after="20270101Z"', key)), sign(b"a", key)
    real, old = shutil.which("ssh-keygen"), tmp_path / "old" / "ssh-keygen"
    old.parent.mkdir()
    old.write_text(
        f"""#!/bin/sh
case "$2" in check-novalidate) exec {real} "$@";; esac
echo "signers:1: bad options: unknown key option" >&2
exit 255
"""
    )
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent))
    assert "openssh_old" == refuse(made, listed, "", SPRING).code


def test_a_signature_by_another_key_or_for_another_purpose_does_not_hold(
    keys: tuple[Path, Path], signers: Signers
) -> None:
    key, other = keys
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", "file"]
    purpose = subprocess.run(command, input=b"a", capture_output=True, check=True).stdout
    for made in (sign(b"a", other), purpose, sign(b"b", key)):
        refuse(made, signers((f'namespaces="{NAMESPACE}"', key)))


def test_a_key_that_is_listed_for_another_purpose_does_not_count(key: Path, signers: Signers) -> None:
    assert "signature" == refuse(sign(b"a", key), signers(('namespaces="git"', key)), "", SPRING).code


def test_the_same_key_signs_the_same_bytes_alike(key: Path) -> None:
    assert sign(b"a", key) == sign(b"a", key)


def test_no_bit_of_a_signature_changes_unseen(key: Path) -> None:
    made = sign(b"a", key)
    for place in range(0, len(made), 3):
        changed = bytearray(made)
        changed[place] ^= 1 << place % 8
        if is_plain(bytes(changed)):
            refuse(bytes(changed))


def test_a_key_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(SignatureError):
        sign(b"a", tmp_path / "nowhere")


def test_the_commands_that_are_told_of_work_by_hand(tmp_path: Path, key: Path, signers: Signers) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(b"a")
    signers(('valid-before="20270601Z"', key))
    told = [line.strip() for line in (signature.__doc__ or "").splitlines() if line.startswith("    ssh-keygen")]
    assert 2 == len(told)
    values = {"KEY": str(key), "SIGNERS": "signers", "NAME": WHO, "MOMENT": f"{SPRING:%Y%m%d%H%M%SZ}"}
    for line in told:
        command = reduce(lambda text, item: text.replace(*item), values.items(), line)
        subprocess.run(command, cwd=tmp_path, shell=True, check=True, capture_output=True)
    assert sign(b"a", key) == (tmp_path / "SHA256SUMS.sig").read_bytes()
