"""Receipt of a verification: what was verified, when, by which program, and what came of it; to keep, or as a line.

As JSON for machines, as text for people, and as a line of a log of all the times that it was done.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ...clock import render_moment
from ...i18n.po import Words
from .causes import Cause
from .finding import Finding

# The columns of a log.
_COLUMNS = ("time", "name", "kind", "result", "faults", "signed_by", "sums", "program")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt states.

    Attributes:
        name: of the folder or the file.
        moment: when, in UTC.
        program: which program, and which version.
        verdict: in a sentence.
        result: `whole`, `changed`, `unproved` (whole, but it is not shown who packed it, as asked for) or `unread`.
        kind: what it was taken for; nothing where it could not be read.
        files: how many there were.
        size: how many bytes they were.
        sums: the outermost lists of checksums, and the SHA-256 of each.
        proof: what shows who packed it.
        signed_by: who signed.
        stated: when it says itself that it was packed; nobody but who packed it has vouched for that.
        unchecked: what was not checked.
        causes: what has happened to it, with its words.
        findings: each fault, with its words.
        alone: those of them that are told one by one.
    """

    name: str
    moment: datetime
    program: str
    verdict: str
    result: str
    kind: str = ""
    files: int = 0
    size: int = 0
    sums: Mapping[str, str] = field(default_factory=dict)
    proof: str = ""
    signed_by: str = ""
    stated: str = ""
    unchecked: Sequence[str] = ()
    causes: Sequence[tuple[Cause, str]] = ()
    findings: Sequence[tuple[Finding, str]] = ()
    alone: Set[Finding] = frozenset()

    @property
    def time(self) -> str:
        """When (RFC 3339)."""
        return render_moment(self.moment)

    @property
    def file_name(self) -> str:
        """What the receipt's own files are called, without their endings."""
        return f"{self.name}-verified-{self.moment:%Y%m%dT%H%M%SZ}"


def list_values(receipt: Receipt) -> dict[str, Any]:
    """What a receipt states, as values for JSON."""
    return {
        "verdict": receipt.verdict,
        "result": receipt.result,
        "name": receipt.name,
        "kind": receipt.kind,
        "files": receipt.files,
        "bytes": receipt.size,
        "sums": dict(receipt.sums),
        "proof": receipt.proof,
        "signed_by": receipt.signed_by,
        "stated": receipt.stated,
        "unchecked": list(receipt.unchecked),
        "time": receipt.time,
        "program": receipt.program,
        "python": platform.python_version(),
        "causes": [
            {"code": cause.code, "number": cause.number, "path": cause.path, "message": message}
            for cause, message in receipt.causes
        ],
        "faults": [{**asdict(finding), "message": message} for finding, message in receipt.findings],
    }


def render_json(receipt: Receipt) -> str:
    """A receipt as JSON. Python's stand-ins for bytes that are no letters are written as JSON writes any letter."""
    text = json.dumps(list_values(receipt), ensure_ascii=False, indent=2)
    return text.encode(errors="backslashreplace").decode() + "\n"


def render_text(receipt: Receipt, words: Words, lines: Sequence[str]) -> str:
    """A receipt as text.

    Args:
        receipt: what it states.
        words: what it is said with.
        lines: the faults as they were told, with their causes first.
    """
    rows = [
        ("name", receipt.name),
        ("time", receipt.time),
        ("program", f"{receipt.program}, Python {platform.python_version()}"),
        *(("sums", f"{path}  SHA-256 {digest}") for path, digest in receipt.sums.items()),
        ("amount", words.gettext("verify.receipt.amount.text", files=receipt.files, size=receipt.size)),
        *(("unchecked", words.gettext(f"verify.unchecked.{code}")) for code in receipt.unchecked),
    ]
    head = [f"{words.gettext(f'verify.receipt.{key}')}: {value}" for key, value in rows]
    return (
        "\n".join(
            [words.gettext("verify.receipt.title"), "", receipt.verdict, "", *head, *(["", *lines] if lines else [])]
        )
        + "\n"
    )


def render_log_line(receipt: Receipt) -> str:
    """A receipt as a line of a log, with tabs between its columns."""
    values = {
        **list_values(receipt),
        "faults": len(receipt.findings),
        "sums": " ".join(receipt.sums.values()),
    }
    cells = (" ".join(str(values[column]).split()) for column in _COLUMNS)
    return "\t".join(cell or "-" for cell in cells) + "\n"


def render_log_head() -> str:
    """The line that a new log begins with."""
    return "\t".join(_COLUMNS) + "\n"
