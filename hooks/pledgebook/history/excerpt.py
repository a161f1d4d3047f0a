"""The part of two texts where they differ, short enough for one line."""

from __future__ import annotations

_LENGTH = 90
_LEAD = 30


def excerpt(before: str, after: str) -> tuple[str, str]:
    """Two texts on one line each; long ones from a little before the first letter that differs."""
    one, other = " ".join(before.split()), " ".join(after.split())
    if max(len(one), len(other)) <= _LENGTH:
        return one, other
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = one.rfind(" ", 0, max(0, same - _LEAD)) + 1
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _LENGTH]
    if start and shown:
        shown = f"…{shown}"
    return f"{shown.rstrip()}…" if start + _LENGTH < len(text) else shown
