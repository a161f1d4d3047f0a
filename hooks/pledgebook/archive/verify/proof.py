"""Proof of who packed a package: the signatures of its lists of checksums. Without one, nothing shows it.

Whoever changes a file can make all the checksums anew; nothing but a signature tells that from what was packed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..signature import SignatureError, Signer, ToolMissingError, check_signature
from .finding import Finding
from .result import SignedList, VerifyResult


class Proof(StrEnum):
    """What shows who packed it."""

    BY = "by"
    SIGNED = "signed"
    UNCHECKED = "unchecked"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class PackerProof:
    """What came of the signatures.

    Attributes:
        proof: what they prove.
        signers: who signed, as far as it is known.
        findings: what is wrong.
    """

    proof: Proof
    signers: tuple[Signer, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def identity(self) -> str:
        """Who signed, as the list of whom to trust has them; nothing where that is not proved."""
        names = sorted({signer.name for signer in self.signers if signer.name})
        return ", ".join(names) if self.proof is Proof.BY else ""


def check_proof(result: VerifyResult, signers: Path | None, identity: str) -> PackerProof:
    """Check the signatures of a package, those that there are and those that are asked for.

    Args:
        result: what it holds.
        signers: the file of whom to trust; who has signed is asked for where it is given.
        identity: who of them it has to be; nothing for any of them.

    Raises:
        OSError: the file of whom to trust cannot be read.
    """
    outer, findings = list[PackerProof](), list[Finding]()
    for listed in result.signed:
        proof = _check(listed, signers, identity)
        findings += proof.findings if listed.is_outer or listed.signature is not None else ()
        outer += [proof] if listed.is_outer else []
    if signers and not outer:
        findings.append(Finding("", "unsigned"))
    # Of several packages side by side, what is proved of all of them.
    weakest = max((proof.proof for proof in outer), key=list(Proof).index, default=Proof.UNSIGNED)
    return PackerProof(weakest, tuple(signer for proof in outer for signer in proof.signers), tuple(findings))


def _check(listed: SignedList, signers: Path | None, identity: str) -> PackerProof:
    if listed.signature is None:
        return PackerProof(Proof.UNSIGNED, findings=(Finding(listed.place, "missing"),) if signers else ())
    findings: tuple[Finding, ...] = ()
    try:
        try:
            signer = check_signature(listed.data, listed.signature, signers, identity, listed.moment)
        except SignatureError:
            unix = listed.data.replace(b"\r\n", b"\n")
            if unix == listed.data:
                raise
            signer = check_signature(unix, listed.signature, signers, identity, listed.moment)
            findings = (Finding(listed.path, "line_ends", "LF"),)
    except ToolMissingError as error:
        unchecked = Finding(listed.place, error.code, found=error.found)
        return PackerProof(Proof.UNCHECKED, findings=(unchecked,) if signers else ())
    except SignatureError as error:
        return PackerProof(Proof.UNSIGNED, findings=(Finding(listed.place, error.code, error.expected, error.found),))
    return PackerProof(Proof.BY if signer.name else Proof.SIGNED, (signer,), findings)
