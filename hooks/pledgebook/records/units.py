"""Units: what is counted is called the same in a promise and in all that follows it up, so it is translated once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from ..model import Figure, FollowUp, Pledge, Target
from ..model.amounts import Measure
from ..model.text import LocalizedText

M = TypeVar("M", bound=Measure)
# Words in the language that they were first written in → the same in every language that somebody has given them in.
_Known = dict[str, LocalizedText]


def share_units(
    pledges: Iterable[Pledge], followups: Iterable[FollowUp]
) -> tuple[tuple[Pledge, ...], tuple[FollowUp, ...]]:
    """Give each unit of a pledge and of its follow-ups the words that another one of them has in a language."""
    pledges, followups = tuple(pledges), tuple(followups)
    known: dict[str, _Known] = {pledge.id: {} for pledge in pledges}
    for pledge in pledges:
        _learn(known[pledge.id], _list_targets(pledge))
    for followup in followups:
        _learn(known.setdefault(followup.pledge, {}), _list_figures(followup))
    return (
        tuple(_fill_pledge(pledge, known[pledge.id]) for pledge in pledges),
        tuple(_fill_followup(followup, known[followup.pledge]) for followup in followups),
    )


def _list_targets(pledge: Pledge) -> Iterator[Measure]:
    for promise in pledge.promises:
        for target in (*promise.target, *(target for activity in promise.activities for target in activity.target)):
            yield from (target, *target.of_which, *([target.each] if target.each else []))


def _list_figures(followup: FollowUp) -> Iterator[Measure]:
    for result in followup.results:
        for figure in result.figures:
            yield from (figure, *figure.of_which)


def _key(unit: LocalizedText) -> str:
    return next(iter(unit.root.values())).casefold()


def _learn(known: _Known, amounts: Iterable[Measure]) -> None:
    """Take in the words of units; the first to have any in a language is right."""
    for amount in amounts:
        unit, before = amount.unit, known.get(_key(amount.unit))
        known[_key(unit)] = LocalizedText({**unit.root, **before.root} if before else unit.root)


def _fill(amounts: Sequence[M], known: _Known) -> tuple[M, ...]:
    return tuple(amount.model_copy(update=_fill_one(amount, known)) for amount in amounts)


def _fill_one(amount: Measure, known: _Known) -> dict[str, object]:
    """The unit of a number and of its parts, with words in every language."""
    each: Measure | None = getattr(amount, "each", None)
    return {
        "unit": LocalizedText(amount.unit.root | known[_key(amount.unit)].root | amount.unit.root),
        **({"of_which": _fill(amount.of_which, known)} if isinstance(amount, Target | Figure) else {}),
        **({"each": _fill((each,), known)[0]} if each else {}),
    }


def _is_whole(amount: Measure, known: _Known) -> bool:
    """Whether a unit has words in every language that any has given it words in."""
    return known[_key(amount.unit)].languages <= amount.unit.languages


def _fill_pledge(pledge: Pledge, known: _Known) -> Pledge:
    if all(_is_whole(target, known) for target in _list_targets(pledge)):
        return pledge
    promises = tuple(
        promise.model_copy(
            update={
                "target": _fill(promise.target, known),
                "activities": tuple(
                    activity.model_copy(update={"target": _fill(activity.target, known)})
                    for activity in promise.activities
                ),
            }
        )
        for promise in pledge.promises
    )
    return pledge.model_copy(update={"promises": promises})


def _fill_followup(followup: FollowUp, known: _Known) -> FollowUp:
    if all(_is_whole(figure, known) for figure in _list_figures(followup)):
        return followup
    results = tuple(result.model_copy(update={"figures": _fill(result.figures, known)}) for result in followup.results)
    return followup.model_copy(update={"results": results})
