"""The sender's own signature of an archive, made and checked with OpenSSH (8.2 or later), which most systems have.

What is signed is the list of checksums of all that is in the archive, so the signature vouches for every byte of it.
It stands in a file of its own beside the list (PROTOCOL.sshsig in OpenSSH's sources). By hand:

    ssh-keygen -Y sign -f KEY -n pledgebook-archive SHA256SUMS
    ssh-keygen -Y verify -f SIGNERS -I NAME -n pledgebook-archive -s SHA256SUMS.sig < SHA256SUMS
"""

from __future__ import annotations

import base64
import binascii
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

# What the signature is for: OpenSSH refuses one that was made for something else with the same key.
NAMESPACE = "pledgebook-archive"
TOOL = "ssh-keygen"
SUFFIX = ".sig"
_ARMOUR = re.compile(r"-----BEGIN SSH SIGNATURE-----\n(?P<body>[A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n")
_WIDTH = 70


class SignatureError(Exception):
    """The list could not be signed, or the signature does not hold; the message is what OpenSSH said."""


class ToolMissingError(SignatureError):
    """There is no OpenSSH on this machine."""


class SignatureFormError(SignatureError):
    """What should be a signature is not written as one."""


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


def check_signature(data: bytes, signature: bytes, signers: Path | None = None, identity: str = "") -> str:
    """Whether a signature is of some bytes, and by whom.

    Args:
        data: what was signed.
        signature: the signature.
        signers: a file of whom to trust, and their public keys (`ALLOWED SIGNERS` in ssh-keygen's manual). Without it,
            only whether the bytes are those that somebody signed.
        identity: who of them it has to be; nothing for any of them.

    Returns:
        Who signed, as the file names them; nothing without it.

    Raises:
        ToolMissingError: there is no OpenSSH.
        SignatureFormError: it is no signature.
        SignatureError: the signature does not hold, or is by nobody that the file names.
    """
    if not is_plain(signature):
        raise SignatureFormError
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        if signers is None:
            _run(["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)], data)
            return ""
        trusted = ["-f", str(signers), "-s", str(file)]
        if not identity:
            names = _run(["-Y", "find-principals", *trusted], b"").decode(errors="replace").splitlines()
            identity = names[0] if names else ""
        _run(["-Y", "verify", "-I", identity, "-n", NAMESPACE, *trusted], data)
    return identity


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


def _run(arguments: list[str], data: bytes) -> bytes:
    program = shutil.which(TOOL)
    if program is None:
        raise ToolMissingError(TOOL)
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=False)
    if done.returncode:
        message = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise SignatureError(message or str(done.returncode))
    return done.stdout
