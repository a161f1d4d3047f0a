"""Tells whether the locks agree with pyproject.toml and with each other, without asking the network.

Run it for a list of problems on standard error. A test may call `check_locks` instead.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
MEND = "Mend with: make lock"


class Locked(NamedTuple):
    """One line of a lock."""

    line: int
    requirement: Requirement
    direct: bool  # named in pyproject.toml, and not only needed by something that is

    @property
    def version(self) -> str:
        """The one version the lock allows."""
        return next(iter(self.requirement.specifier)).version


def parse_lock(text: str) -> dict[NormalizedName, list[Locked]]:
    """Reads a lock. A name may have several versions, each for its own platforms."""
    lock: dict[NormalizedName, list[Locked]] = {}
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if line and line[0] not in " #"]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        requirement = Requirement(lines[start].rstrip("\\ "))
        direct = any("(pyproject.toml)" in line for line in lines[start:end])
        lock.setdefault(canonicalize_name(requirement.name), []).append(Locked(start + 1, requirement, direct))
    return lock


def check_wanted(wanted: list[str], lock_name: str, lock: dict[NormalizedName, list[Locked]]) -> Iterator[str]:
    """Yields what pyproject.toml asks for and the lock does not give, and the other way round."""
    names = set()
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        names.add(name)
        if not any(locked.direct for locked in lock.get(name, [])):
            yield f"{lock_name}: {requirement} is named in pyproject.toml but not locked. {MEND}"
        for locked in lock.get(name, []):
            if not requirement.specifier.contains(locked.version, prereleases=True):
                yield (
                    f"{lock_name}:{locked.line}:1: found {locked.requirement.name} {locked.version}, "
                    f"but pyproject.toml allows {requirement}. {MEND}"
                )
    for name, versions in lock.items():
        if name not in names and versions[0].direct:
            yield (
                f"{lock_name}:{versions[0].line}:1: {name} is locked for pyproject.toml, "
                f"which does not name it any more. {MEND}"
            )


def check_locks(root: Path = ROOT) -> Iterator[str]:
    """Yields one line for each way in which the locks are out of date."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = parse_lock((root / "requirements.txt").read_text(encoding="utf-8"))
    dev = parse_lock((root / "requirements-dev.txt").read_text(encoding="utf-8"))
    wanted: list[str] = project["dependencies"]
    yield from check_wanted(wanted, "requirements.txt", runtime)
    yield from check_wanted([*wanted, *project["optional-dependencies"]["dev"]], "requirements-dev.txt", dev)
    for name, versions in runtime.items():
        ours = sorted(str(locked.requirement) for locked in versions)
        theirs = sorted(str(locked.requirement) for locked in dev.get(name, []))
        if ours != theirs:
            yield (
                f"requirements-dev.txt: found {' and '.join(theirs) or f'no {name}'}, "
                f"but requirements.txt has {' and '.join(ours)}. {MEND}"
            )


def main() -> int:
    """Prints the problems and fails when there are any."""
    problems = list(check_locks())
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
