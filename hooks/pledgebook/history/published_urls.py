"""Published URLs: every address there has been, and since when, in `pledges/published/addresses.txt`, one a line.

The list only grows. It holds pages, files, permanent identifiers, and the anchors that lead to something with an id of
its own: promises and follow-ups. Not in it are the anchors of headings and lists, which come and go with what there is
to say (a link to one still finds its page), and what pages are made of: style, script, pictures, the map of the site.

An address holds for every language; which languages there are is told by their own first pages (`/en/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..config import RECORDS
from ..model.dates import parse_day
from ..model.redirects import is_address, parse_address, render_address
from ..problem import Mark, Problem
from ..yaml.slips import MAX_PROBLEMS

ADDRESSES = f"{RECORDS}/published/addresses.txt"
# In bytes; half a million addresses.
LIMIT = 20_000_000
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) +(\S+)")


@dataclass(frozen=True, slots=True)
class PublishedUrl:
    """A published URL: the address, the day that it was first noted, and where in the list it stands."""

    address: str
    date: date
    mark: Mark = field(default=Mark(ADDRESSES), compare=False)


def parse_addresses(text: str) -> tuple[tuple[PublishedUrl, ...], tuple[Problem, ...]]:
    """Read the list; a line that is no address is a problem, and lines that begin with `#` are passed over.

    So much wrong is no slip in a line: at most `MAX_PROBLEMS` are told.
    """
    found: list[PublishedUrl] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        item = _parse_line(line.strip(), Mark(ADDRESSES, number))
        if item:
            found.append(item)
        elif len(problems) < MAX_PROBLEMS:
            problems.append(Problem(Mark(ADDRESSES, number), "addresses_altered", found=line.strip()))
    return tuple(found), tuple(problems)


def _parse_line(line: str, mark: Mark) -> PublishedUrl | None:
    match = _LINE.fullmatch(line)
    day = parse_day(match[1]) if match and is_address(match[2]) else None
    return PublishedUrl(parse_address(match[2]), day, mark) if match and day else None


def add_addresses(known: Iterable[PublishedUrl], present: Iterable[str], today: date) -> tuple[PublishedUrl, ...]:
    """The list with what has come since; what is known keeps its day."""
    found = {address: PublishedUrl(address, today) for address in present}
    found |= {item.address: item for item in known}
    return tuple(found[address] for address in sorted(found))


def render_addresses(known: Iterable[PublishedUrl], heading: str) -> str:
    """The file, under a comment that says what it is."""
    lines = [f"# {line}" for line in heading.splitlines()]
    lines += [f"{item.date} {render_address(item.address)}" for item in known]
    return "\n".join([*lines, ""])
