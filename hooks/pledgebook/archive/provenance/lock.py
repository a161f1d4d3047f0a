"""Lock file: the packages that the site is made with, each in one version, with its files' checksums."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution

from cyclonedx.spdx import is_supported_id
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_CLASSIFIER = "License :: "
# Classifiers that stand for one licence of SPDX alone.
_NAMES = {
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
}
# A licence's name; longer ones are the whole text, which belongs elsewhere.
_LONGEST = 100


class LockError(ValueError):
    """A line of the lock does not name one version of a package with checksums; the message is the line."""


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock.

    Attributes:
        name: as package indexes compare names.
        version: the only one that is allowed.
        hashes: SHA-256 of each of its files.
        marker: which machines need it, or nothing where all do (PEP 508).
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str = ""


def parse_lock(text: str) -> tuple[Locked, ...]:
    """The packages of a lock as pip reads it, by name.

    Raises:
        LockError: a line is no such package.
    """
    found = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        wanted = line.partition(" #")[0].strip()
        # Where pip looks besides is no package.
        if wanted and not wanted.startswith(("#", "--find-links ")):
            found.append(_parse_line(wanted))
    return tuple(sorted(found, key=lambda item: (item.name, item.version)))


def _parse_line(line: str) -> Locked:
    hashes = tuple(sorted(_HASH.findall(line)))
    try:
        wanted = Requirement(line.partition(" --")[0])
    except InvalidRequirement as error:
        raise LockError(line) from error
    versions = [item.version for item in wanted.specifier if item.operator == "=="]
    if len(versions) != 1 or len(wanted.specifier) != 1 or not hashes:
        raise LockError(wanted.name)
    return Locked(canonicalize_name(wanted.name), versions[0], hashes, str(wanted.marker or ""))


def read_licences(lock: Sequence[Locked]) -> Mapping[str, str]:
    """The licences that installed packages say they have, by name.

    What only some machines need is left out, since it would be known on those alone.
    """
    found = {}
    for item in lock:
        try:
            installed = distribution(item.name)
        except PackageNotFoundError:
            continue
        if installed.version == item.version and not item.marker:
            found[item.name] = _find_licence(installed.metadata.json)
    return {name: licence for name, licence in found.items() if licence}


def _find_licence(metadata: Mapping[str, str | list[str]]) -> str:
    expression = str(metadata.get("license_expression") or "")
    named = str(metadata.get("license") or "").strip()
    if expression or is_supported_id(named):
        return expression or named
    classified = [text.rpartition(" :: ")[2] for text in metadata.get("classifier", ()) if text.startswith(_CLASSIFIER)]
    if classified:
        return ", ".join(sorted(_NAMES.get(name, name) for name in classified))
    return named if len(named) <= _LONGEST and "\n" not in named else ""
