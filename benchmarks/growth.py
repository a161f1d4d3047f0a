"""Measures how building time grows with the number of pledges, beside other sites of the same words.

Every figure comes from a fresh process in a folder of its own, and the kinds are run turn by turn, so that a slow
moment of the machine strikes them all. Nothing is asserted: read the table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from cost import CommandFailedError, run_all
from kinds import PAGES_PER_MUNICIPALITY, SITE, Kind, list_kinds
from others import OTHERS, NotFetchedError, fetch_kind
from reference import list_reference
from table import Measured, render_growth, render_machine, render_sites

OURS = list_kinds()


def main() -> int:
    options = _parse_arguments()
    kinds, unfetched = _find_kinds((*options.kinds, *(OTHERS if options.others else ())))
    found: list[Measured] = []
    reference: list[Measured] = []
    try:
        for size in options.sizes:
            left = {"plain": "left out"} if size > options.plain_max else {}
            found += measure(size, kinds, options.runs, {**unfetched, **left})
        if options.reference:
            reference += measure(0, list_reference(), options.runs, {})
    except KeyboardInterrupt:
        _tell("Stopped; this is what has been measured.")
    parts = [render_machine(options.runs)]
    if found:
        parts += [render_sites(found, "plain", options.markdown), render_growth(found, options.markdown)]
    if reference:
        parts.append(render_sites(reference, "empty", options.markdown))
    print("\n" + "\n\n".join(part for part in parts if part))
    return int(any(item.missing == "failed" for item in (*found, *reference)))


def _parse_arguments() -> argparse.Namespace:
    names = (*OURS, *OTHERS)
    parser = argparse.ArgumentParser(description="Measure how building time grows with the number of pledges.")
    parser.add_argument("--sizes", type=_read_sizes, default=[30, 300, 3000], help="pledge pages, such as 30,300")
    parser.add_argument("--runs", type=int, default=1, help="how many times each is built; medians are shown")
    parser.add_argument("--kinds", type=_read_kinds, default=list(OURS), help=f"what is built: {','.join(names)}")
    parser.add_argument("--others", action="store_true", help="fetch other generators, and build with them too")
    parser.add_argument(
        "--plain-max", type=int, default=300, help="the largest size that the plain Material site is built in"
    )
    parser.add_argument(
        "--reference", action="store_true", help="also build this project's own site, its archive and an empty site"
    )
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    return parser.parse_args()


def _read_sizes(text: str) -> list[int]:
    sizes = sorted({int(part) for part in text.split(",")})
    if any(size < 1 or size % PAGES_PER_MUNICIPALITY for size in sizes):
        raise argparse.ArgumentTypeError(f"sizes are multiples of {PAGES_PER_MUNICIPALITY}")
    return sizes


def _read_kinds(text: str) -> list[str]:
    asked, known = text.split(",") if text else [], (*OURS, *OTHERS)
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such kind: {', '.join(unknown)}; there are {', '.join(known)}")
    return asked


def _find_kinds(asked: Sequence[str]) -> tuple[dict[str, Kind | str], dict[str, str]]:
    """The kinds that are asked for, in the order that they are run in, and why some of them cannot be.

    One that cannot be fetched is known by its title alone.
    """
    kinds: dict[str, Kind | str] = {name: kind for name, kind in OURS.items() if name in asked}
    unfetched = {}
    for name, other in OTHERS.items():
        if name not in asked:
            continue
        try:
            kinds[name] = fetch_kind(name)
        except NotFetchedError as error:
            _tell(f"{other.title} cannot be fetched: {error}")
            kinds[name], unfetched[name] = other.title, "not fetched"
    return kinds, unfetched


def measure(size: int, kinds: Mapping[str, Kind | str], runs: int, missing: Mapping[str, str]) -> list[Measured]:
    """Build all kinds of sites of one size, turn by turn.

    Args:
        size: how many pledge pages; 0 for sites that have one size only.
        kinds: the kinds by their names.
        runs: how many times each is run.
        missing: why some of them are not run, by their names.
    """
    found = {
        name: Measured(size, name, kind if isinstance(kind, str) else kind.title, missing.get(name, ""))
        for name, kind in kinds.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        for run in range(1, runs + 1):
            for name, kind in kinds.items():
                if not found[name].missing and isinstance(kind, Kind):
                    _measure_once(found[name], kind, Path(folder, kind.folder), run)
    return list(found.values())


def _measure_once(measured: Measured, kind: Kind, folder: Path, run: int) -> None:
    """Run a kind once and keep what it took; one that fails is not run again."""
    try:
        if not folder.exists():
            kind.lay(folder, measured.size // PAGES_PER_MUNICIPALITY)
        kind.ready(folder, run)
        cost = run_all(folder, kind.commands, kind.environment)
    except CommandFailedError as error:
        measured.missing = "failed"
        _tell(f"{kind.title} failed:\n{error}")
        return
    measured.costs.append(cost)
    if kind.makes_site:
        files = [path for path in (folder / SITE).rglob("*") if path.is_file()]
        measured.pages = sum(1 for path in files if path.name == "index.html")
        measured.output = sum(path.stat().st_size for path in files) / 2**20
    of = f"{measured.size} pledge pages, " if measured.size else ""
    _tell(f"{of}run {run}: {kind.title}: {cost.seconds:.1f} s")


def _tell(words: str) -> None:
    """Say how far it has come, apart from the table."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
