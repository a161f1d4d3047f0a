"""The site's mark: two quotation marks, for words that were given. No coat of arms, and no sign of how anything went.

This is the mark's one home: the pages, the social cards and the icon in `docs/assets/` show the same polygons.
"""

from __future__ import annotations

SIZE = 32
_LEFT = ((4, 7), (14, 7), (14, 17), (9.5, 25), (5, 25), (8, 17), (4, 17))
_STEP = 14
MARK = (_LEFT, tuple((x + _STEP, y) for x, y in _LEFT))


def render_mark() -> str:
    """The mark as the data of an SVG path, in a square of `SIZE`."""
    return "".join(f"M{' '.join(f'{x:g} {y:g}' for x, y in polygon)}z" for polygon in MARK)
