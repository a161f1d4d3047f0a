"""Extensions: a pledge that extends another and gives no promises of its own has those of that other, unchanged.

They are for the same area and in the same focus areas, as far as it says nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Area, FocusArea, Pledge, Promise


def inherit_promises(pledges: Iterable[Pledge]) -> tuple[Pledge, ...]:
    """Pledges, those that inherit promises with them; each carries on the one that it is, where its notes stand."""
    pledges = tuple(pledges)
    known = {pledge.id: pledge for pledge in pledges}

    def inherit(pledge: Pledge) -> Pledge:
        seen, origin, area = {pledge.id}, pledge, pledge.area
        while not origin.promises and "promises" not in origin.unknown:
            if origin.extends not in known or origin.extends in seen:
                return pledge
            seen.add(origin.extends)
            is_unsaid = area == Area() and "area" not in origin.unknown
            origin = known[origin.extends]
            area = origin.area if is_unsaid else area
        promises = tuple(
            item.model_copy(update={"continues": (f"{origin.id}/{item.id}",), "note": None, "sources": ()})
            for item in origin.promises
        )
        unknown = (*pledge.unknown, *(name for name in origin.unknown if name == "promises"))
        given = {"promises": promises, "unknown": unknown, "area": area, "focus_areas": _join_areas(pledge, origin)}
        return pledge if origin is pledge else pledge.model_copy(update=given)

    return tuple(map(inherit, pledges))


def _join_areas(pledge: Pledge, origin: Pledge) -> tuple[FocusArea, ...]:
    """A pledge's own focus areas, and those that promises which it inherits are in."""
    own = {area.id for area in pledge.focus_areas}
    named = {promise.focus_area for promise in origin.promises}
    kept = (area for area in origin.focus_areas if area.id not in own and (not own or area.id in named))
    return (*pledge.focus_areas, *kept)


def name_origin(pledge: Pledge, promise: Promise) -> str:
    """The promise (`pledge/promise`) that one is: in an extension, the one of the same id that it carries on."""
    is_same = pledge.extends and [name.partition("/")[2] for name in promise.continues] == [promise.id]
    return promise.continues[0] if is_same else f"{pledge.id}/{promise.id}"
