"""Plural rule: which plural form of some words a number takes."""

from __future__ import annotations

import gettext


class PluralRule:
    """Rule of which plural form a number takes; unlike gettext's own function, it can be handed to other processes."""

    def __init__(self, expression: str) -> None:
        """Read a rule as gettext files write it.

        Raises:
            ValueError: it is none.
        """
        self._expression = expression
        self._choose = gettext.c2py(expression)

    def __call__(self, number: int) -> int:
        """The number of the form."""
        return self._choose(number)

    def __reduce__(self) -> tuple[type[PluralRule], tuple[str]]:
        return PluralRule, (self._expression,)
