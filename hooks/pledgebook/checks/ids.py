"""What rules on ids have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ..model import Model
from ..model.located import Located
from ..problem import Problem
from ..yaml.node import Path

_REPEATED = {"id": "id_repeated", "url": "url_repeated", "identity": "identity_repeated"}


def check_repeats(entry: Located[Model], path: Path, ids: Sequence[str | None], field: str = "id") -> Iterator[Problem]:
    """No id stands twice in a list, nor what else its items are told apart by."""
    seen: set[str] = set()
    for place, name in enumerate(ids):
        if name and name in seen:
            yield entry.problem((*path, place, field), _REPEATED[field], found=name)
        seen.add(name or "")


def check_ids(
    entry: Located[Model], path: Path, ids: Iterable[str], known: Collection[str], code: str
) -> Iterator[Problem]:
    """Every id of a list is known."""
    for place, name in enumerate(ids):
        if name not in known:
            yield entry.problem((*path, place), code, found=name, allowed=known)
