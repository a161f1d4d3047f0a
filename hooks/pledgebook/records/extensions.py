"""Extensions: a pledge that extends another and gives no promises of its own has those of that other, unchanged."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Pledge


def inherit_promises(pledges: Iterable[Pledge]) -> tuple[Pledge, ...]:
    """Pledges, those that inherit promises with them; each carries on the one that it is, where its notes stand."""
    pledges = tuple(pledges)
    known = {pledge.id: pledge for pledge in pledges}

    def inherit(pledge: Pledge) -> Pledge:
        seen, origin = {pledge.id}, pledge
        while not origin.promises and "promises" not in origin.unknown:
            if origin.extends not in known or origin.extends in seen:
                return pledge
            seen.add(origin.extends)
            origin = known[origin.extends]
        promises = tuple(
            item.model_copy(update={"continues": (f"{origin.id}/{item.id}",), "note": None, "sources": ()})
            for item in origin.promises
        )
        unknown = (*pledge.unknown, *(name for name in origin.unknown if name == "promises"))
        areas = pledge.focus_areas or origin.focus_areas
        given = {"promises": promises, "unknown": unknown, "focus_areas": areas}
        return pledge if origin is pledge else pledge.model_copy(update=given)

    return tuple(map(inherit, pledges))
