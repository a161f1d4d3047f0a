"""The sender's own signature of an archive, made and checked with OpenSSH, which most systems have.

What is signed is a list of checksums of all that is in a package, so the signature vouches for every byte of it. It
stands in a file of its own beside the list (PROTOCOL.sshsig in OpenSSH's sources). By hand, from OpenSSH 9.1:

    ssh-keygen -Y sign -f KEY -n pledgebook-archive SHA256SUMS
    ssh-keygen -Y verify -f SIGNERS -I NAME -n pledgebook-archive -O verify-time=MOMENT -s SHA256SUMS.sig < SHA256SUMS

A key counts when it was valid at the moment that the package says it was made, as `20270601120000Z`. That moment is
what the signer stated, and nobody else has vouched for it: whoever has a key can state any. Signing and checking
without times work from OpenSSH 8.2, times from 8.7, which reads them without the `Z`, in the time zone of the machine;
here it is asked in UTC, so that both do. Needs the standard library and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import errno
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..clock import render_moment
from ..history.allowed_signers import SignerKey, parse_signers

# What the signature is for: OpenSSH refuses one that was made for something else with the same key.
NAMESPACE = "pledgebook-archive"
TOOL = "ssh-keygen"
SUFFIX = ".sig"
_ARMOUR = re.compile(r"-----BEGIN SSH SIGNATURE-----\n(?P<body>[A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n")
_WIDTH = 70
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]+")
# What one before 8.7 says of options for times, and one before 9.1 of times that end in `Z`.
_TOO_OLD = re.compile('unknown key option|invalid "valid-')
# Before the key in a signature: a mark of what it is, and its version (PROTOCOL.sshsig).
_HEAD = len(b"SSHSIG") + 4


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed.

    Attributes:
        name: as the list of whom to trust has it; nothing without a list.
        fingerprint: of the key, as OpenSSH shows it: `SHA256:…`.
        until: the moment that the list says the key was valid until, or nothing. Whoever has such a key can still sign,
            and state an earlier moment.
    """

    name: str = ""
    fingerprint: str = ""
    until: datetime | None = None


class SignatureError(Exception):
    """The list could not be signed, or the signature does not count.

    `code` says why:

    - `signature`: it is not of these bytes, or OpenSSH said what `found` has.
    - `signature_form`: it is written as none.
    - `signature_key`: no line of the list has this key, whose fingerprint `found` has.
    - `signature_whose`: none has it for whom is asked for, in `expected`.
    - `signature_period`: the key was valid in `expected`, and not at `found`.
    - `unchecked`: there is no OpenSSH.
    - `openssh_old`: it is too old for keys with times.
    """

    def __init__(self, code: str, found: str = "", expected: str = "") -> None:
        """Say what is wrong."""
        super().__init__(found or code)
        self.code, self.found, self.expected = code, found, expected


class ToolMissingError(SignatureError):
    """There is no OpenSSH on this machine."""


def sign(data: bytes, key: Path) -> bytes:
    """The signature of some bytes.

    Args:
        data: what is signed.
        key: the file of a private key, or of a public one whose private half an agent holds. OpenSSH itself asks for
            the passphrase, if there is one.

    Raises:
        ToolMissingError: there is no OpenSSH.
        SignatureError: the key cannot be used.
    """
    return _run(["-Y", "sign", "-f", str(key), "-n", NAMESPACE], data)


def check_key(key: Path) -> None:
    """Whether there is what `sign` needs; raises as that does, but for what OpenSSH finds wrong with the key."""
    _find_tool()
    if not key.is_file():
        raise SignatureError("signature", os.strerror(errno.ENOENT))


def check_signature(
    data: bytes, signature: bytes, signers: Path | None = None, identity: str = "", moment: datetime | None = None
) -> Signer:
    """Whether a signature is of some bytes, and by whom.

    Args:
        data: what was signed.
        signature: the signature.
        signers: a file of whom to trust, and their public keys (see `history.allowed_signers`). Without it, only
            whether the bytes are those that somebody signed.
        identity: who of them it has to be; nothing for any of them.
        moment: when the bytes say that they were made, which the key has to have been valid at; nothing for now.

    Raises:
        ToolMissingError: there is no OpenSSH.
        SignatureError: it does not count; `code` says why.
        OSError: the file of whom to trust cannot be read.
    """
    if not is_plain(signature):
        raise SignatureError("signature_form")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        told = _run(["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)], data).decode(errors="replace")
        shown = _FINGERPRINT.search(told)
        fingerprint = shown[0] if shown else ""
        if signers is None:
            return Signer(fingerprint=fingerprint)
        keys, _ = parse_signers(signers.read_text(encoding="utf-8", errors="replace"))
        signed = [item for item in keys if item.key == _read_key(signature)]
        try:
            name = _verify(data, file, signers, identity, moment)
        except SignatureError as error:
            raise _explain(error, signed, identity, moment, fingerprint) from error
    until = [item.before for item in signed if item.before and (moment is None or item.is_valid(moment))]
    return Signer(name, fingerprint, until[0] if until else None)


def _verify(data: bytes, file: Path, signers: Path, identity: str, moment: datetime | None) -> str:
    """Who signed, as the list of whom to trust has them."""
    trusted = ["-f", str(signers), "-s", str(file)]
    if moment:
        trusted += ["-O", f"verify-time={moment.astimezone(UTC):%Y%m%d%H%M%S}"]
    if not identity:
        names = _run(["-Y", "find-principals", *trusted], b"").decode(errors="replace").splitlines()
        # A pattern with `!` is of whom the key does not count for.
        identity = next((name for name in names if not name.startswith("!")), "")
    _run(["-Y", "verify", "-I", identity, "-n", NAMESPACE, *trusted], data)
    return identity


def _explain(
    error: SignatureError, signed: list[SignerKey], identity: str, moment: datetime | None, fingerprint: str
) -> SignatureError:
    """Why a signature that is of the bytes does not count, as the list of whom to trust tells it."""
    named = [item for item in signed if not identity or identity in item.names.split(",")]
    if not named:
        return SignatureError("signature_whose" if signed else "signature_key", fingerprint, identity)
    if moment and not any(item.is_valid(moment) for item in named):
        periods = ("–".join(render_moment(end) if end else "" for end in (item.after, item.before)) for item in named)
        return SignatureError("signature_period", render_moment(moment), ", ".join(periods))
    is_timed = any(item.after or item.before for item in named)
    return SignatureError("openssh_old", TOOL) if is_timed and _TOO_OLD.search(error.found) else error


def is_plain(signature: bytes) -> bool:
    """Whether a signature is written as OpenSSH writes it, so that no byte of it can be otherwise."""
    match = _ARMOUR.fullmatch(signature.decode("ascii", "replace"))
    if match is None:
        return False
    try:
        text = base64.b64encode(base64.b64decode(match["body"])).decode()
    except binascii.Error:
        return False
    return match["body"] == "".join(f"{text[start : start + _WIDTH]}\n" for start in range(0, len(text), _WIDTH))


def _read_key(signature: bytes) -> bytes:
    """The public key that a signature says it was made with."""
    body = base64.b64decode("".join(signature.decode("ascii").splitlines()[1:-1]))
    start = _HEAD + 4
    return body[start : start + int.from_bytes(body[_HEAD:start], "big")]


def _find_tool() -> str:
    program = shutil.which(TOOL)
    if program is None:
        raise ToolMissingError("unchecked", TOOL)
    return program


def _run(arguments: list[str], data: bytes) -> bytes:
    command = [_find_tool(), *arguments]
    done = subprocess.run(command, input=data, capture_output=True, check=False, env={**os.environ, "TZ": "UTC0"})
    if done.returncode:
        message = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise SignatureError("signature", message or str(done.returncode))
    return done.stdout
