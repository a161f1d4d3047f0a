"""A national view, simulated: so many fictional municipalities publish their data, and one reader puts them together.

`python benchmarks/national.py [--sizes 29,290] [--site site]`. Every municipality's data are made by the core as a
build makes them, and served on this machine. A fresh process for each size then asks each site's `/.well-known/`
address, reads its data, holds them against the schema, merges all into one book and builds the archive of that. Of the
sites, one cannot be reached, one is cut off, one is of an older version and one is not as the schema says: each is
told, and the others go on. Some municipalities have no pledge this year and some no follow-up of last year's.

`--site` names a built site whose pages are weighed, for what it would take to serve a million readers a day.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

from jsonschema import Draft202012Validator

from cost import run_all
from fictional import LAST_YEAR, write_numbered
from kinds import REPOSITORY
from pledgebook.config import RECORDS
from pledgebook.files.resources import THEME, WORDS
from pledgebook.html.renderer import Renderer
from pledgebook.i18n.catalogue import Catalogues, load_catalogues
from pledgebook.model import Register
from pledgebook.model.enums import Publication, State
from pledgebook.model.text import LocalizedText
from pledgebook.names import Language
from pledgebook.project import load_book
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.records.sort_dates import find_sort_dates, order_followups, order_records
from pledgebook.site.build import build_site
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.data_schema import render_schema
from pledgebook.site.exports.dataset import DATASET, VERSION, Dataset, render_dataset
from pledgebook.site.exports.discovery import DISCOVERY, render_discovery
from table import render_machine, render_table

sys.path.append(str(REPOSITORY / "tests"))

from web_server import serve

LANGUAGES = (Language("sv"), Language("en"))
YEARS = 3
DAY = date(LAST_YEAR, 6, 15)
# Which of the sites are not as they should be, and in what way.
UNREACHABLE, CUT, OLD, INVALID = range(4)
FAULTY = {5: UNREACHABLE, 11: CUT, 17: OLD, 23: INVALID}
# Of how many one has no pledge this year, or no follow-up of last year's.
WITHOUT_PLEDGE, WITHOUT_FOLLOWUP = 6, 4
PATIENCE = 20
# Nobody listens there.
NOBODY = "http://127.0.0.1:9/"


@cache
def load_words() -> Catalogues:
    return load_catalogues(THEME / WORDS, LANGUAGES, THEME.parent)


# What the municipalities publish


def make_context(book: Book) -> ExportContext:
    """What exports are made of; addresses are told from the root of the site, wherever that is."""
    return ExportContext(build_site(BookOnDay(book, DAY), load_words()[LANGUAGES[0]]), load_words(), "")


def publish_site(folder: Path, number: int, fault: int | None = None) -> None:
    """Write what a municipality publishes of its data into the folder of its site."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_numbered(root / RECORDS, [number], YEARS)
        if number % WITHOUT_PLEDGE == 0:
            (newest,) = (root / RECORDS).glob(f"*-{LAST_YEAR}")
            shutil.rmtree(newest)
        if number % WITHOUT_FOLLOWUP == 0:
            for followup in (root / RECORDS).glob(f"*-{LAST_YEAR - 1}/followup-*"):
                followup.unlink()
        book = load_book(root, LANGUAGES).book
    assert book, "fictional pledges are sound"
    context = make_context(book)
    data, where = render_dataset(context).decode(), render_discovery(context)
    data = data[: len(data) // 2] if fault == CUT else data
    data = data.replace('"fulfilled"', '"kept"') if fault == INVALID else data
    where = where.replace(f'"version": "{VERSION}"', '"version": "0.9"') if fault == OLD else where
    for path, text in ((DATASET, data), (DISCOVERY, where)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def publish_sites(folder: Path, count: int, faulty: Mapping[int, int]) -> None:
    for number in range(1, count + 1):
        publish_site(folder / f"{number:04d}", number, faulty.get(number))
        _tell(f"site {number} of {count}", is_passing=True)


def list_addresses(server: str, count: int, faulty: Mapping[int, int]) -> list[str]:
    numbers = range(1, count + 1)
    return [NOBODY if faulty.get(number) == UNREACHABLE else f"{server}{number:04d}/" for number in numbers]


# What a national reader does


@dataclass(frozen=True)
class Fault:
    """A site whose data could not be used, and why."""

    address: str
    reason: str


@dataclass(frozen=True)
class Harvested:
    """A site's data, under the code of the municipality that they are of."""

    address: str
    code: str
    name: str
    values: Mapping[str, Any]
    size: int


class UnusableError(Exception):
    """A site's data cannot be used; the message says why."""


def harvest_sites(addresses: Iterable[str]) -> Iterator[Harvested | Fault]:
    """Read the data of each site; what is wrong with one stands in the way of no other."""
    nobody = Book(LANGUAGES, Register(name=LocalizedText({LANGUAGES[0]: "Ingen"})))
    validator = Draft202012Validator(json.loads(render_schema(make_context(nobody))))
    for address in addresses:
        try:
            yield _harvest(address, validator)
        except (OSError, URLError) as error:
            yield Fault(address, f"cannot be reached ({error})")
        except ValueError as error:
            yield Fault(address, f"is no JSON ({error})")
        except UnusableError as error:
            yield Fault(address, str(error))


def _harvest(address: str, validator: Draft202012Validator) -> Harvested:
    where = json.loads(_fetch(address + DISCOVERY))
    version = str(where.get("version"))
    if version.partition(".")[0] != VERSION.partition(".")[0]:
        raise UnusableError(f"is of version {version}, and this reads {VERSION}")
    data = _fetch(urljoin(address, where["addresses"]["dataset"]))
    values = json.loads(data)
    error = next(validator.iter_errors(values), None)
    if error:
        raise UnusableError(f"is not as the schema says: {error.json_path}: {error.message[:80]}")
    (place,) = where["municipalities"]
    return Harvested(address, place["code"], place["name"][LANGUAGES[0]], values, len(data))


def _fetch(url: str) -> bytes:
    with urlopen(url, timeout=PATIENCE) as response:
        return bytes(response.read())


# What goes by an id of the register or of another record, by the field. Promises, activities and follow-ups are told
# apart within their record, and themes are what sites are to have in common.
_NAMED = {
    *("by", "with", "parties", "party", "part_of", "places", "likewise"),
    *("pledge", "agreement", "continues", "replaces", "extends", "sources", "source"),
}
# Lists whose items are themselves known by such an id.
_NAMING = {"pledges", "agreements", "parties", "places", "sources"}
# Stands for nobody in particular.
_NOBODY = "unknown"


def prefix_ids(value: Any, code: str, field: str = "") -> Any:
    """A site's data with the municipality's code before every id that another site may have too."""
    if isinstance(value, dict):
        found = {name: prefix_ids(inner, code, name) for name, inner in value.items()}
        return found | {"id": f"{code}-{value['id']}"} if field in _NAMING and "id" in value else found
    if isinstance(value, list):
        return [prefix_ids(item, code, field) for item in value]
    return f"{code}-{value}" if field in _NAMED and isinstance(value, str) and value != _NOBODY else value


def merge_sites(sites: Sequence[Harvested]) -> Book:
    """One book of all that the sites have published; each theme as the first site that has it calls it."""
    parts = [Dataset.model_validate(prefix_ids({**site.values, "derived": {}}, site.code)) for site in sites]
    themes = {theme.id: theme for part in reversed(parts) for theme in part.shared.themes}
    register = Register(
        name=LocalizedText({LANGUAGES[0]: "Alla medborgarlöften", LANGUAGES[1]: "All citizen pledges"}),
        publication=Publication.COMPILED,
        parties=tuple(party for part in parts for party in part.shared.parties),
        places=tuple(place for part in parts for place in part.shared.places),
        themes=tuple(themes[name] for name in sorted(themes)),
        sources=tuple(source for part in parts for source in part.shared.sources),
    )
    pledges = [pledge for part in parts for pledge in part.pledges]
    agreements = [agreement for part in parts for agreement in part.agreements]
    followups = [followup for part in parts for followup in part.followups]
    placed = find_sort_dates((*pledges, *agreements), followups)
    return Book(
        LANGUAGES,
        register,
        order_records(pledges, placed),
        order_records(agreements, placed),
        order_followups(followups),
    )


@dataclass(frozen=True)
class Standing:
    """What is known of a municipality: the pledges in force, and since when follow-ups are late; each may be none."""

    name: str
    in_force: tuple[str, ...]
    late: tuple[date, ...]


def list_standings(day: BookOnDay, sites: Iterable[Harvested]) -> list[Standing]:
    """Every municipality by name, as its own language sorts them: they are told side by side, and never ranked."""
    found = []
    for site in sites:
        own = [pledge for pledge in day.book.pledges if pledge.id.startswith(f"{site.code}-")]
        in_force = tuple(pledge.id for pledge in own if day.state(pledge) is State.IN_FORCE)
        dues = [day.due(pledge) for pledge in own]
        found.append(Standing(site.name, in_force, tuple(due.since for due in dues if due)))
    # A number in a name is no letter: 2 comes before 10.
    return sorted(found, key=lambda item: re.sub(r"\d+", lambda number: number[0].zfill(9), item.name))


# What it takes


@dataclass(frozen=True)
class Run:
    """What a reader of one size took: seconds by step, and bytes as they travel (gzip)."""

    count: int
    seconds: Mapping[str, float]
    peak: float
    fetched: int
    pages: int
    page_bytes: Mapping[str, int]
    told: Sequence[str]


STEPS = ("harvest", "merge", "archive", "pages")
# Of all pages of the archive, one in so many is rendered and weighed.
SAMPLE = 20
SHOWN = 6
WEIGHED = {"start": "the first page", "archive": "the list of all", "pledge": "a pledge", "place": "a municipality"}


def read_all(addresses: Sequence[str]) -> dict[str, Any]:
    """Harvest, merge and build, step by step; what that took, and what there is to tell of it."""
    seconds, start = {}, perf_counter()
    found = list(harvest_sites(addresses))
    sites = [item for item in found if isinstance(item, Harvested)]
    faults = [f"{item.address} {item.reason}" for item in found if isinstance(item, Fault)]
    seconds["harvest"], start = perf_counter() - start, perf_counter()
    day = BookOnDay(merge_sites(sites), DAY)
    seconds["merge"], start = perf_counter() - start, perf_counter()
    standings = list_standings(day, sites)
    site = build_site(day, load_words()[LANGUAGES[0]])
    seconds["archive"], start = perf_counter() - start, perf_counter()
    renderer = Renderer(site, load_words(), THEME, {LANGUAGES[0]: "Svenska", LANGUAGES[1]: "English"})
    sample = list(site.pages[::SAMPLE]) + [next(page for page in site.pages if page.kind == kind) for kind in WEIGHED]
    sizes = {page.path: len(_compress(renderer.render(page, LANGUAGES[0]).html)) for page in sample}
    seconds["pages"] = perf_counter() - start
    return {
        "count": len(addresses),
        "seconds": seconds,
        "fetched": sum(item.size for item in sites),
        "pages": len(site.pages) * len(LANGUAGES),
        "page_bytes": {page.kind: sizes[page.path] for page in sample[-len(WEIGHED) :]},
        "told": [*faults, *_count_standings(standings)],
    }


def _count_standings(standings: Sequence[Standing]) -> Iterator[str]:
    yield f"{len(standings)} municipalities are told of"
    yield f"{sum(bool(item.in_force) for item in standings)} have a pledge in force"
    yield f"{sum(not item.in_force for item in standings)} have none, as far as their data say"
    yield f"{sum(bool(item.late) for item in standings)} have a follow-up that is late"
    yield f"the first {SHOWN}, by name: {'; '.join(map(_describe, standings[:SHOWN]))}"


def _describe(standing: Standing) -> str:
    late = f", follow-up late since {standing.late[0]}" if standing.late else ""
    return f"{standing.name}: {', '.join(standing.in_force) or 'none in force'}{late}"


def measure(addresses: Sequence[str], folder: Path) -> Run:
    """What a reader of these sites takes, in a process of its own."""
    asked, answer = folder / "asked.json", folder / "answer.json"
    asked.write_text(json.dumps(addresses), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).resolve()), "--reader", str(asked), str(answer)]
    cost = run_all(Path.cwd(), [command], {})
    return Run(peak=cost.peak, **json.loads(answer.read_text(encoding="utf-8")))


def render_runs(runs: Sequence[Run], markdown: bool) -> str:
    """The steps of each size, and how they grow from the smallest to the largest."""
    header = ["municipalities", *(f"{step} s" for step in STEPS), "peak MiB", "fetched MB", "pages out"]
    rows = [header]
    for run in runs:
        steps = (f"{run.seconds[step]:.1f}" for step in STEPS)
        rows.append([f"{run.count}", *steps, f"{run.peak:.0f}", f"{run.fetched / 1e6:.1f}", f"{run.pages:,}"])
    if len(runs) > 1:
        first, last = runs[0], runs[-1]
        ratio = log(last.count / first.count)
        grown = (f"{log(last.seconds[step] / first.seconds[step]) / ratio:.2f}" for step in STEPS)
        rows.append(["growth", *grown, *(f"{log(new / old) / ratio:.2f}" for old, new in _pair(first, last))])
    return render_table(rows, 0, markdown)


def _pair(first: Run, last: Run) -> tuple[tuple[float, float], ...]:
    return (first.peak, last.peak), (first.fetched, last.fetched), (first.pages, last.pages)


READERS, PAGES_EACH, DAYS = 1_000_000, 3, 30
# Of a day's readers, as many come in its busiest hour.
BUSIEST = 0.1


def weigh_page(site: Path, path: str) -> tuple[int, int, int]:
    """What a browser fetches for a page of a built site: requests, bytes of the page, bytes of all that it needs."""
    file = site / path / "index.html"
    html = file.read_text(encoding="utf-8")
    tags = re.findall(r"<(?:link|script|img)\b[^>]*>", html)
    needed = [tag for tag in tags if not tag.startswith("<link") or re.search(r'rel="?(?:stylesheet|icon)', tag)]
    names = {found[1] for tag in needed if (found := re.search(r'(?:href|src)="?([^"\s>?#]+)', tag))}
    files = {(file.parent / name).resolve() for name in names if not re.match(r"[a-z]+:", name)}
    rest = sum(len(_compress(item.read_bytes())) for item in files if item.is_file())
    return 1 + len(files), len(_compress(html)), rest


def render_serving(site: Path, runs: Sequence[Run], markdown: bool) -> str:
    """What a million readers a day fetch, by the pages of a built site and the national list."""
    requests, page, rest = max((weigh_page(site, path) for path in _list_pledges(site)), key=lambda item: item[1])
    listed = runs[-1].page_bytes["archive"]
    each = requests + PAGES_EACH - 1
    rows = [
        ["pages read", "the first, with what all share", "one alone, on average", "a visit", "a day", f"{DAYS} days"]
    ]
    mixed = (page * (PAGES_EACH - 1) + listed) / PAGES_EACH
    for name, html in (("pledges", page), ("one of them the list of all", mixed)):
        visit = rest + html * PAGES_EACH
        sizes = (f"{size / 1e3:,.0f} kB" for size in (rest + html, html, visit))
        rows.append([name, *sizes, *(f"{visit * READERS * days / 1e9:,.0f} GB" for days in (1, DAYS))])
    counted = [f"{requests}", "1", f"{each}", *(f"{each * READERS * days / 1e6:,.0f} million" for days in (1, DAYS))]
    rows.append(["requests", *counted])
    busiest = each * READERS * BUSIEST / 3600
    return render_table(rows, 0, markdown) + f"\n\nIn the busiest hour: {busiest:,.0f} requests a second."


def _list_pledges(site: Path) -> Iterator[str]:
    """The pages of pledges, which are named by a year."""
    return (path.parent.name for path in site.glob("[12][0-9][0-9][0-9]*/index.html"))


def _compress(text: str | bytes) -> bytes:
    return gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)


def main() -> int:
    parser = argparse.ArgumentParser(description="Simulate a national view of fictional municipalities' data.")
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[29, 290])
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site", help="a built site, whose pages are weighed")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    parser.add_argument("--reader", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        asked, answer = options.reader
        answer.write_text(json.dumps(read_all(json.loads(asked.read_text(encoding="utf-8")))), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publish_sites(folder / "sites", max(options.sizes), FAULTY)
        with serve(folder / "sites") as server:
            runs = [measure(list_addresses(server, size, FAULTY), folder) for size in sorted(options.sizes)]
    print(f"\n{render_machine(1)}\n\n{render_runs(runs, options.markdown)}\n")
    print("\n".join(f"- {line}" for line in runs[-1].told))
    sizes = (f"{WEIGHED[kind]} {size / 1e3:,.0f} kB" for kind, size in runs[-1].page_bytes.items())
    print(f"\nContent of pages, as it travels: {', '.join(sizes)}.")
    if any(_list_pledges(options.site)):
        print(f"\n{render_serving(options.site, runs, options.markdown)}")
    return 0


def _tell(text: str, is_passing: bool = False) -> None:
    print(f"\r{text}" if is_passing else text, end="" if is_passing else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
