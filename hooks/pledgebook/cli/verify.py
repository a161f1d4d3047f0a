"""Verifies a package or a folder for the archive, also where there is no project."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from ..archive.signature import TOOL, SignatureError, ToolMissingError, check_signature
from ..archive.verify import bag, sip
from ..archive.verify.archive import list_bags
from ..archive.verify.cross_check import check_rebuilt
from ..archive.verify.finding import Finding, order_findings, place_findings
from ..archive.verify.folder import read_folder
from ..archive.verify.result import PackageKind, UnknownPackageError, VerifyResult, verify
from ..authoring.context import Context
from ..authoring.refusal import Refusal
from ..i18n.catalogue import Catalogue
from .context import ARCHIVE
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import JSON, Argument

# Of what is expected and found, so much is printed; `--json` gives all of it.
_LONGEST = 100


class _Proof(StrEnum):
    """What shows who packed it."""

    BY = "by"
    SIGNED = "signed"
    UNCHECKED = "unchecked"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class _Signature:
    """What came of the signature: what it proves, who signed, and what is wrong."""

    proof: _Proof
    identity: str = ""
    findings: tuple[Finding, ...] = ()


ARGUMENTS = (
    Argument("path", "cli.verify.path", nargs="?", type=Path, default=Path(ARCHIVE)),
    Argument("--signers", "cli.verify.signers", type=Path, metavar="allowed_signers"),
    Argument("--identity", "cli.verify.identity", default="", metavar="name"),
    Argument("--built", "cli.verify.built", type=Path, metavar="site"),
    JSON,
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Verify it; anything to mend if there is a fault."""
    words = context.words
    if options.identity and not options.signers:
        raise Refusal(words.gettext("verify.identity", name=_escape(options.identity)), is_misuse=True)
    for path in filter(None, (options.path, options.built, options.signers)):
        if not path.exists():
            raise Refusal(words.gettext("check.no_path", path=_escape(str(path))), is_misuse=True)
    place = _escape(str(options.path))
    try:
        result = verify(options.path)
        signature = _check_signature(options, result.kind)
    except UnknownPackageError as error:
        raise Refusal(words.gettext("verify.unknown", path=place), is_misuse=True) from error
    except OSError as error:
        told = words.gettext("verify.unreadable", path=place, reason=error.strerror or "")
        raise Refusal(told, is_misuse=True) from error
    built = _check_built(options.built, result) if options.built else ()
    found = (*result.findings, *signature.findings)
    findings, verdict = (*found, *built), _sum_up(result, signature, len(found), words)
    if options.json:
        print(_render_json(result, findings, signature, verdict, words))
        return EXIT_PROBLEMS if findings else EXIT_OK
    print(verdict)
    for finding in findings:
        where = _escape(finding.path or options.path.name)
        print(words.gettext("verify.fault", path=where, message=_render_message(finding, words)))
    if result.findings and signature.proof in (_Proof.BY, _Proof.SIGNED):
        print(words.gettext("verify.sums"))
    if signature.proof in (_Proof.SIGNED, _Proof.UNCHECKED):
        print(words.gettext(f"verify.how.{signature.proof}", tool=TOOL))
    if options.built:
        print(words.ngettext("verify.built.differs", len(built)) if built else words.gettext("verify.built.same"))
    return EXIT_PROBLEMS if findings else EXIT_OK


def _check_signature(options: argparse.Namespace, kind: PackageKind) -> _Signature:
    """Check the signature of an archive, if there is one or one is asked for.

    Raises:
        OSError: it cannot be read.
    """
    name, is_asked = _name_signature(options.path, kind), bool(options.signers)
    file = options.path / name
    if not file.is_file():
        return _Signature(_Proof.UNSIGNED, findings=(Finding(name, "missing"),) if is_asked else ())
    sums = file.with_suffix("")
    try:
        data = sums.read_bytes() if sums.is_file() else b""
        signer = check_signature(data, file.read_bytes(), options.signers, options.identity)
    except ToolMissingError as error:
        unchecked = Finding(name, error.code, found=error.found)
        return _Signature(_Proof.UNCHECKED, findings=(unchecked,) if is_asked else ())
    except SignatureError as error:
        finding = Finding(name, error.code, error.expected, error.found)
        return _Signature(_Proof.UNSIGNED, findings=(finding,))
    return _Signature(_Proof.BY if signer.name else _Proof.SIGNED, signer.name)


def _name_signature(path: Path, kind: PackageKind) -> str:
    """Where the signature of a package is, if there is one."""
    if kind is PackageKind.ARCHIVE:
        (name, *_) = [*list_bags(read_folder(path)[0]), ""]
        return f"{name}/{bag.SIGNATURE}"
    return bag.SIGNATURE if kind is PackageKind.BAG else sip.SIGNATURE


def _check_built(folder: Path, result: VerifyResult) -> tuple[Finding, ...]:
    """A site that has been built anew, against what was published."""
    files, findings = read_folder(folder)
    found = [*findings, *check_rebuilt(files, result.web_archive)]
    return order_findings(place_findings(_escape(folder.as_posix()), found))


def _render_message(finding: Finding, words: Catalogue) -> str:
    values = {"expected": _shorten(finding.expected), "found": _shorten(finding.found)}
    return words.gettext(f"verify.fault.{finding.code}", **values)


def _shorten(text: str) -> str:
    shown = _escape(text) or "–"
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _escape(text: str) -> str:
    """A text with what would move a terminal's cursor, or is no letter at all, written out."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape", "backslashreplace").decode()
        for letter in text
    )


def _sum_up(result: VerifyResult, signature: _Signature, number: int, words: Catalogue) -> str:
    """The verdict: whether it is whole since it was packed, and by whom it was, or that nothing shows that."""
    kind = words.gettext(f"verify.kind.{result.kind}")
    if number:
        return words.ngettext("verify.faults", number, kind=kind)
    return words.ngettext(f"verify.whole.{signature.proof}", result.size, kind=kind, name=_escape(signature.identity))


def _render_json(
    result: VerifyResult, findings: tuple[Finding, ...], signature: _Signature, verdict: str, words: Catalogue
) -> str:
    values = {
        "verdict": verdict,
        "kind": result.kind.value,
        "files": result.size,
        "faults": [{**asdict(finding), "message": _render_message(finding, words)} for finding in findings],
        "proof": signature.proof.value,
        "signed_by": signature.identity,
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
