"""A hooks file for MkDocs, for a copy of the project whose pages alone are measured: no record is made in one file."""

from typing import Any

from pledgebook.onefile.build import OneFileBuilder


def _leave_out(*arguments: Any, **named: Any) -> tuple[()]:
    return ()


OneFileBuilder.build = _leave_out  # type: ignore[method-assign]
