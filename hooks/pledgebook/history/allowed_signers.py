"""Allowed signers: whose signatures are trusted, each key with the time that it is valid, as OpenSSH keeps them.

The list is OpenSSH's own (ssh-keygen(1), ALLOWED SIGNERS), one key a line, so that nothing of ours is needed to use it:

    arkiv@exempelstad.example namespaces="pledgebook-archive",valid-after="20270101Z" ssh-ed25519 AAAAC3Nz…

What is read here tells authors of lines that OpenSSH would pass over, and verifiers why a key does not count; whether a
signature holds is for OpenSSH alone to say. Needs the standard library and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ..problem import Level, Mark, Problem

ALLOWED_SIGNERS = "allowed_signers"
_AFTER, _BEFORE = "valid-after", "valid-before"
_FIELD = re.compile(r'(?:"(?:\\"|[^"])*"|[^\s"]|")+')
_OPTION = re.compile(r'([^=,"]*)(?:=("(?:\\"|[^"])*"|[^,]*))?(?:,|$)')
_FLAG, _NAMED = "cert-authority", ("namespaces", _AFTER, _BEFORE)
_KEY_TYPE = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[\w@.-]+")
_TIME = re.compile(r"(\d{8}(?:\d{4}(?:\d{2})?)?)(Z|UTC)?", re.IGNORECASE)
_FORMATS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_NO_ZONE = re.compile(r'(valid-(?:after|before)="\d+)"', re.IGNORECASE)
_PRIVATE = "PRIVATE KEY-----"


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A key that a list trusts.

    Attributes:
        names: whose it is, as the list has them: one, or several with commas between.
        key: the public key, as a signature carries it.
        after: the moment that it is valid from, or nothing.
        before: the last moment that it is valid, or nothing.
    """

    names: str
    key: bytes
    after: datetime | None = None
    before: datetime | None = None

    def is_valid(self, moment: datetime) -> bool:
        """Whether it is valid at a moment."""
        return not (self.after and moment < self.after) and not (self.before and moment > self.before)


class _LineError(ValueError):
    """OpenSSH would not read a line; `code` says why."""

    def __init__(self, code: str, found: str, suggestion: str = "") -> None:
        super().__init__(code)
        self.code, self.found, self.suggestion = code, found, suggestion


def parse_signers(text: str, path: str = ALLOWED_SIGNERS) -> tuple[tuple[SignerKey, ...], tuple[Problem, ...]]:
    """Read a list; a line that OpenSSH would pass over is a problem in the file `path`."""
    if _PRIVATE in text:
        # Nothing of it is repeated: it would be on screens and in logs.
        return (), (Problem(Mark(path, text[: text.index(_PRIVATE)].count("\n") + 1), "signers_private"),)
    keys: list[SignerKey] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            keys.append(_parse_line(line.strip()))
        except _LineError as error:
            mark = Mark(path, number, line.find(error.found) + 1)
            problems.append(Problem(mark, error.code, found=error.found, suggestion=error.suggestion))
            continue
        # Else it is another moment wherever it is read.
        for match in _NO_ZONE.finditer(line):
            mark = Mark(path, number, match.start() + 1)
            problems.append(Problem(mark, "signers_zone", Level.WARNING, match[0], suggestion=f'{match[1]}Z"'))
    return tuple(keys), tuple(problems)


def _parse_line(line: str) -> SignerKey:
    names, *fields = _FIELD.findall(line)
    if _KEY_TYPE.fullmatch(names):
        raise _LineError("signers_nameless", names)
    options = fields.pop(0) if fields and not _KEY_TYPE.fullmatch(fields[0]) else ""
    if len(fields) < 2 or not _KEY_TYPE.fullmatch(fields[0]):
        raise _LineError("signers_line", line)
    key = _parse_key(*fields[:2])
    times = dict(_parse_options(options))
    after, before = times.get(_AFTER), times.get(_BEFORE)
    if after and before and before <= after:
        raise _LineError("signers_order", options)
    return SignerKey(names.strip('"'), key, after, before)


def _parse_key(kind: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    # The word for its type and its numbers, each after its length (RFC 4253, 6.6).
    parts, place = [], 0
    while place < len(key):
        end = place + 4 + int.from_bytes(key[place : place + 4], "big")
        parts.append(key[place + 4 : end])
        place = end
    if place != len(key) or len(parts) < 2 or parts[0] != kind.encode():
        raise _LineError("signers_key", text)
    return key


def _parse_options(text: str) -> Iterator[tuple[str, datetime]]:
    """The times that options give, by the options' names."""
    place = 0
    while place < len(text):
        match = _OPTION.match(text, place)
        name = match[1].lower() if match else ""
        if match is None or name not in ((_FLAG,) if match[2] is None else _NAMED):
            raise _LineError("signers_option", text[place:])
        place = match.end()
        if match[2] is None:
            continue
        value = match[2].strip('"')
        if match[2] != f'"{value}"':
            raise _LineError("signers_quotes", f"{match[1]}={match[2]}", f'{match[1]}="{value}"')
        if name in (_AFTER, _BEFORE):
            yield name, _parse_time(value)


def _parse_time(text: str) -> datetime:
    match = _TIME.fullmatch(text)
    try:
        if match:
            return datetime.strptime(match[1], _FORMATS[len(match[1])]).replace(tzinfo=UTC)
    except ValueError:
        pass
    digits = re.sub(r"\D", "", text)
    raise _LineError("signers_time", text, f"{digits}Z" if not match and len(digits) in _FORMATS else "")
