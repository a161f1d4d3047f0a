"""Verifies a package or a folder for the archive, where there is no project and nothing is installed but Python."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Protocol

from ..archive.layout import ARCHIVE
from ..archive.signature import TOOL
from ..archive.verify.causes import find_causes
from ..archive.verify.finding import Finding, order_findings, place_findings
from ..archive.verify.opened import OpenedTree, open_folder, open_tree
from ..archive.verify.packages import UnknownPackageError, find_contents
from ..archive.verify.proof import PackerProof, Proof, check_proof
from ..archive.verify.receipt import Receipt, render_json, render_log_head, render_log_line, render_text
from ..archive.verify.result import VerifyResult, verify
from ..clock import read_seconds, render_moment
from ..files.version import NAME, find_version
from ..i18n.po import Words
from .exit_codes import EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE
from .parser import JSON, Argument

# Of what is expected and found, so much is printed; `--json` gives all of it.
_LONGEST = 100
# And so much of a checksum, which tells it from any other.
_DIGEST = 17
# What is not checked without the libraries that the site is built with.
_CONTENTS = "contents"

ARGUMENTS = (
    Argument("path", "cli.verify.path", nargs="?", type=Path, default=Path(ARCHIVE)),
    Argument("--signers", "cli.verify.signers", type=Path, metavar="allowed_signers"),
    Argument("--identity", "cli.verify.identity", default="", metavar="name"),
    Argument("--built", "cli.verify.built", type=Path, metavar="site"),
    Argument("--details", "cli.verify.details", action="store_true"),
    Argument("--receipt", "cli.verify.receipt", action="store_true"),
    Argument("--receipt-in", "cli.verify.receipt_in", type=Path, metavar="folder"),
    Argument("--log", "cli.verify.log", type=Path, metavar="file"),
    JSON,
)


class Speaking(Protocol):
    """Where the words come from."""

    @property
    def words(self) -> Words:
        """The words."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says it in some words, where there is no project to be in."""

    words: Words


def run(options: argparse.Namespace, context: Speaking) -> int:
    """Verify it; anything to mend if there is a fault."""
    words, path = context.words, options.path
    receipts = options.receipt_in or (Path() if options.receipt else None)
    if refused := _refuse(options, receipts, words):
        print(refused, file=sys.stderr)
        return EXIT_USAGE
    moment = datetime.fromtimestamp(int(read_seconds()), UTC)
    blank = Receipt(
        _escape(Path(os.path.realpath(path)).name), moment, f"{NAME} {find_version()}".strip(), "", "unread"
    )
    contents = _ContentsCheck()
    try:
        result = verify(path, contents.check)
        proof = check_proof(result, options.signers, options.identity)
        built = _check_built(options.built, path) if options.built else ()
    except (UnknownPackageError, OSError) as error:
        receipt = replace(blank, verdict=_explain(error, path, words))
        print(receipt.verdict, file=sys.stderr)
        _write_records(receipt, options.log, receipts, words, [])
        return EXIT_USAGE
    receipt = _make_receipt(blank, result, proof, built, contents.unchecked, words)
    told = list(_list_told(receipt, path.name, options.details, words))
    more = list(_list_more(receipt, proof, options, built, words))
    lines = [f"{line}\n" for line in (receipt.verdict, *told, *more)]
    sys.stdout.writelines([render_json(receipt)] if options.json else lines)
    sys.stdout.flush()
    is_kept = _write_records(receipt, options.log, receipts, words, [*told, *more])
    return EXIT_PROBLEMS if receipt.findings else EXIT_OK if is_kept else EXIT_USAGE


def _refuse(options: argparse.Namespace, receipts: Path | None, words: Words) -> str:
    """Why nothing can be verified as it is asked for, or nothing."""
    if options.identity and not options.signers:
        return words.gettext("verify.identity", name=_escape(options.identity))
    for path in filter(None, (options.path, options.built, options.signers)):
        if not os.path.lexists(path):
            return words.gettext("check.no_path", path=_escape(str(path)))
    if options.signers and _is_in(options.signers, options.path):
        return words.gettext("verify.signers_inside", path=_escape(str(options.signers)))
    for target in filter(None, (options.log, receipts)):
        if _is_in(target, options.path):
            return words.gettext("verify.inside", path=_escape(str(options.path)))
    return ""


def _is_in(path: Path, place: Path) -> bool:
    """Whether something is in a folder or is it, by whatever way it is named; `resolve` raises where links go round."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(place))


def _explain(error: UnknownPackageError | OSError, path: Path, words: Words) -> str:
    """Why it could not be verified."""
    if isinstance(error, OSError):
        place = _escape(os.fsdecode(error.filename or path))
        return words.gettext("verify.unreadable", path=place, reason=error.strerror or str(error))
    return words.gettext(f"verify.unknown.{error}", path=_escape(str(path)))


class _ContentsCheck:
    """Checks records and addresses where what the site is built with is installed; otherwise notes that it was not."""

    def __init__(self) -> None:
        self.unchecked: tuple[str, ...] = ()

    def check(self, tree: OpenedTree) -> Iterable[Finding]:
        if not find_contents(tree):
            return ()
        if (module := _load("contents")) is None:
            self.unchecked = (_CONTENTS,)
            return ()
        return list(module.check_contents(tree))


def _load(name: str) -> ModuleType | None:
    """A module of the verification that needs what the site is built with; nothing where that is not installed."""
    try:
        return importlib.import_module(f"..archive.verify.{name}", __package__)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith(NAME):
            raise
        return None


def _check_built(folder: Path, path: Path) -> tuple[Finding, ...]:
    """A site that has been built anew, against what was published."""
    module = _load("rebuilt")
    if module is None:
        return (Finding(_escape(folder.as_posix()), "not_installed"),)
    with open_tree(path) as package:
        found = module.check_rebuilt(open_folder(folder), package)
        return order_findings(place_findings(_escape(folder.as_posix()), found))


def _make_receipt(
    blank: Receipt,
    result: VerifyResult,
    proof: PackerProof,
    built: Iterable[Finding],
    unchecked: tuple[str, ...],
    words: Words,
) -> Receipt:
    found = order_findings((*result.findings, *proof.findings))
    causes, alone = find_causes(found, result.present)
    # What says no more than the others, such as a bag's own count of its bytes, is no fault besides.
    told = {*alone, *(finding for cause in causes for finding in cause.findings)}
    found = tuple(finding for finding in found if finding in told)
    kind = words.gettext(f"verify.kind.{result.kind}")
    if result.findings:
        verdict = words.ngettext("verify.faults", len(found), kind=kind)
    elif found:
        verdict = words.ngettext("verify.unproved", result.files, kind=kind)
    else:
        name = _escape(proof.identity)
        verdict = words.ngettext(f"verify.whole.{proof.proof}", result.files, kind=kind, name=name)
    findings = tuple((finding, _render_message(finding, words)) for finding in (*found, *built))
    return replace(
        blank,
        verdict=verdict,
        result="changed" if result.findings or built else "unproved" if found else "whole",
        kind=result.kind.value,
        files=result.files,
        size=result.size,
        sums={_escape(listed.path): listed.digest for listed in result.signed if listed.is_outer},
        proof=proof.proof.value,
        signed_by=proof.identity,
        stated=render_moment(result.moment) if result.moment else "",
        unchecked=unchecked,
        causes=tuple(
            (cause, words.ngettext(f"verify.cause.{cause.code}", cause.number, path=_escape(cause.path)))
            for cause in causes
        ),
        findings=findings,
        alone={*alone, *built},
    )


def _list_told(receipt: Receipt, name: str, is_detailed: bool, words: Words) -> Iterator[str]:
    """The causes of the faults, and the faults that they do not tell; or all of the faults."""
    yield from (message for _, message in receipt.causes)
    for finding, message in receipt.findings:
        if is_detailed or finding in receipt.alone:
            yield words.gettext("verify.fault", path=_escape(finding.path or name), message=message)
    if receipt.causes and not is_detailed:
        yield words.gettext("verify.more")


def _list_more(
    receipt: Receipt, proof: PackerProof, options: argparse.Namespace, built: Collection[Finding], words: Words
) -> Iterator[str]:
    """What the signature does not say, what was not checked, and what came of a site built anew."""
    if len(receipt.findings) > len(built) and proof.proof in (Proof.BY, Proof.SIGNED):
        yield words.gettext("verify.sums")
    if proof.proof in (Proof.SIGNED, Proof.UNCHECKED):
        yield words.gettext(f"verify.how.{proof.proof}", tool=TOOL)
    if receipt.stated and proof.signers:
        yield words.gettext("verify.stated", time=receipt.stated)
    for until in sorted({signer.until for signer in proof.signers if signer.until}):
        yield words.gettext("verify.how.until", until=f"{until.astimezone(UTC):%Y-%m-%d}")
    yield from (words.gettext(f"verify.unchecked.{code}") for code in receipt.unchecked)
    if options.built:
        yield words.ngettext("verify.built.differs", len(built)) if built else words.gettext("verify.built.same")


def _write_records(receipt: Receipt, log: Path | None, receipts: Path | None, words: Words, lines: list[str]) -> bool:
    """Write the receipts and the line of the log that are asked for; whether all of them could be. Why not is told."""
    texts = {".json": render_json(receipt), ".txt": render_text(receipt, words, lines)}
    files = [(log, "a", render_log_line(receipt))] if log else []
    # A receipt of earlier is never written over.
    files += [(receipts / f"{receipt.file_name}{end}", "x", text) for end, text in texts.items()] if receipts else []
    is_written = True
    for path, mode, text in files:
        place = _escape(str(path))
        try:
            with path.open(mode, encoding="utf-8", newline="\n") as file:
                file.write(text if mode == "x" or file.tell() else render_log_head() + text)
            if text is texts[".txt"]:
                print(words.gettext("verify.kept", path=place), file=sys.stderr)
        except OSError as error:
            print(words.gettext("verify.unwritten", path=place, reason=error.strerror or str(error)), file=sys.stderr)
            is_written = False
            if mode == "x":
                break
    return is_written


def _render_message(finding: Finding, words: Words) -> str:
    longest = _DIGEST if finding.code == "changed" else _LONGEST
    values = {"expected": _shorten(finding.expected, longest), "found": _shorten(finding.found, longest)}
    return words.gettext(f"verify.fault.{finding.code}", **values)


def _shorten(text: str, longest: int) -> str:
    shown = _escape(text) or "–"
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _escape(text: str) -> str:
    """A text with what would move a terminal's cursor, or is no letter at all, written out."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape", "backslashreplace").decode()
        for letter in text
    )
