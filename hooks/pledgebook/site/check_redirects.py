"""Checks redirects: what has been published leads for ever to itself, to where it is now, or to why it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..checks.dates import check_day
from ..history.ledger import path_of_ledger
from ..model.located import Located
from ..model.redirects import Move, Redirects, is_address, parse_address, render_address
from ..names import Folder
from ..problem import Mark, Problem
from ..records.validate import MAX_TOLD
from ..yaml.node import Path
from .redirects import RedirectMap


def check_redirects(entry: Located[Redirects], redirect_map: RedirectMap, today: date | None) -> Iterator[Problem]:
    """Each entry is about an address that is not there, and leads to one that is.

    Args:
        entry: the file of redirects.
        redirect_map: what is on the site, and what was.
        today: the day that dates are held against; without it, they are not.
    """
    moved, gone = entry.record.moved, entry.record.gone
    written: list[tuple[Path, str]] = [(("moved", number, "from"), item.origin) for number, item in enumerate(moved)]
    written += ((("gone", number, "address"), item.address) for number, item in enumerate(gone))
    seen: set[str] = set()
    for path, address in written:
        if not is_address(address):
            yield entry.problem(path, "address_malformed", found=address)
        elif address in seen:
            yield entry.problem(path, "redirect_double", found=address)
        elif redirect_map.has(parse_address(address)):
            yield entry.problem(path, "redirect_exists", found=address)
        seen.add(address)
    for number, item in enumerate(moved):
        yield from _check_target(entry, ("moved", number, "to"), item, redirect_map)
    for number, removal in enumerate(gone):
        day: Path = ("gone", number, "date")
        yield from check_day(entry, day, removal.date)
        if today and removal.date.first_day > today:
            yield entry.problem(day, "date_future", found=str(removal.date), field="date")


def _check_target(entry: Located[Redirects], path: Path, item: Move, redirect_map: RedirectMap) -> Iterator[Problem]:
    target, address = item.to, parse_address(item.to)
    if not is_address(target):
        yield entry.problem(path, "address_malformed", found=target)
    elif not redirect_map.has(address) and not redirect_map.find_removal(address):
        mark, end = entry.node.nearest(path).mark, redirect_map.follow(address)
        if end in (address, parse_address(item.origin)):
            yield Problem(mark, "redirect_loop", found=target)
        elif end:
            yield Problem(mark, "redirect_chain", found=target, suggestion=render_address(end))
        else:
            yield Problem(mark, "redirect_dead", found=target, suggestion=redirect_map.suggest_address(address))


def check_vanished(redirect_map: RedirectMap, today: date) -> Iterator[Problem]:
    """No address that has been published has vanished without a word; each problem says what word to write.

    The page of an edition vanishes with the edition, which has its own place, and is told of once for a record.
    """
    told: set[Folder] = set()
    left = MAX_TOLD
    for item in redirect_map.list_vanished():
        folder = redirect_map.find_record_of_edition(item.address)
        if folder is not None:
            if folder not in told:
                yield _tell_lost_editions(redirect_map, folder)
            told.add(folder)
            continue
        # Finding out what each may be called now takes its time; whoever has lost more has lost them together.
        if not left:
            continue
        left -= 1
        address = render_address(item.address)
        details = {
            "date": str(item.date),
            "to": redirect_map.suggest_address(item.address) or "/…",
            "today": str(today),
        }
        yield Problem(item.mark, "address_vanished", found=address, details=details)


def _tell_lost_editions(redirect_map: RedirectMap, folder: Folder) -> Problem:
    """What is wrong with the ledger of a record that has had more editions."""
    ledger = redirect_map.site.book.ledgers.get(folder)
    number = len(ledger.editions) + 1 if ledger else redirect_map.count_editions(folder)
    code = "published_short" if ledger else "published_missing"
    return Problem(Mark(path_of_ledger(folder)), code, found=folder, details={"number": str(number)})
