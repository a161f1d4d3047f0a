"""Redirects: where things are that are no longer where they were, as `pledges/redirects.yml` holds it.

An address is written as people see it, from the root of the site and without a language: `/2019/`, `/2019/#synas`. It
then holds for every language. One that begins with a language (`/en/old/`) holds for that one alone.

Digg's draft rules for persistent identifiers ask for both: what has moved is redirected, and what has been taken away
leaves a page that says when and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from .base import Line, Model
from .dates import PartialDate
from .text import LocalizedText

REDIRECTS = "redirects.yml"
# What any server can hold: no query, no way up. Names of files have escapes (RFC 3986, 2.1) for what is no other mark.
_STEP = r"(?:[A-Za-z0-9._~-]|%(?![01]|2[EF]|5C|7F)[0-9A-F]{2})+"
_ADDRESS = re.compile(rf"/(?:(?!\.{{1,2}}/){_STEP}/)*(?:(?!\.{{1,2}}(?:#|$)){_STEP})?(?:#[^\s#]+)?")


class Move(Model):
    """Something that is at another address now."""

    match_by: ClassVar[tuple[str, ...]] = ()

    origin: Line = Field(alias="from")
    to: Line


class Removal(Model):
    """Something that has been taken away: what it was, the day, and why."""

    match_by: ClassVar[tuple[str, ...]] = ()

    address: Line
    date: PartialDate
    what: LocalizedText
    reason: LocalizedText


class Redirects(Model):
    """All that has moved and all that has been taken away."""

    moved: tuple[Move, ...] = ()
    gone: tuple[Removal, ...] = ()


def is_address(text: str) -> bool:
    """Whether a text is an address as it is written in files."""
    return bool(_ADDRESS.fullmatch(text))


def parse_address(text: str) -> str:
    """An address as the site has it (`2019/#synas`) out of one as it is written (`/2019/#synas`)."""
    return text.removeprefix("/")


def render_address(address: str) -> str:
    """An address as it is written."""
    return f"/{address}"


def list_above(address: str) -> Iterator[str]:
    """The pages that an address stands on or below, the nearest first; not the first page of the site."""
    page, mark, _ = address.partition("#")
    if mark and page:
        yield page
    parts = page.rstrip("/").split("/")
    for number in range(len(parts) - 1, 0, -1):
        yield "/".join(parts[:number]) + "/"
