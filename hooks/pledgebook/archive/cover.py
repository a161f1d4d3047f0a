"""Cover of a package: the first page of its contents, and its documentation.

They say what it is, whose, how to read it and how to see that it is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from lxml import html
from markupsafe import Markup

from ..config import HOOKS
from ..files.tree import Files, take
from ..html.renderer import Renderer
from ..i18n.field_help import describe_field
from ..model import Archiving, Period, Record
from ..model.dates import PartialDate
from ..model.paths import folder_of
from ..names import Language
from ..site.csp import PAGE_POLICY
from ..site.routes import ONE_FILE_KINDS
from ..site.server_files import FOR_MACHINES
from .layout import (
    DATA,
    INDEX,
    PARTS,
    SBOM,
    SITE,
    SOURCES,
    SUMS,
    TO_CONTENTS,
    TO_DOCUMENTATION,
    WEB_SUFFIX,
    WHEELS,
    name_one_file,
)
from .metadata import PackageMetadata
from .offline_copy import Notice, is_page
from .provenance.container import CONTAINERFILE, find_machine, list_steps, render_containerfile
from .provenance.wheels import list_machines
from .signature import NAMESPACE, SUFFIX

LICENCES = f"{SOURCES}/LICENSES.md"
# How the program is started: out of the sources, or as it was installed from the wheel among them.
_RUN, _RUN_INSTALLED = ".venv/bin/python hooks", ".venv/bin/pledgebook"
_PARSER = html.HTMLParser(encoding="utf-8")
# What an archive marks it with, in the register.
_MARKS = ("organisation_number", "receiver", "submission_agreement", "reference_code")

# The formats of the files, as the catalogues call them, and the ends of the names that say that there are any.
FORMATS = {
    "html": (".html",),
    "pdf": (".pdf",),
    "pictures": (".png", ".jpg", ".jpeg", ".webp", ".svg"),
    "data": (".json", ".csv", ".xml"),
    "fonts": (".ttf",),
    "text": (".md", ".yml"),
    "wacz": (WEB_SUFFIX,),
    "wheels": (".whl",),
    "sbom": (SBOM,),
    "sums": ("",),
    "packages": ("",),
}


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record as the first page lists it.

    Attributes:
        record: the record.
        way: the way to its page in the copy.
        one_files: the files that hold all of it, by kind.
    """

    record: Record
    way: str
    one_files: dict[str, str]


def make_notice(renderer: Renderer, day: date) -> Notice:
    """What the pages of an offline copy say of themselves: that they are one, and since when.

    Args:
        renderer: of the site.
        day: when the copy is made.
    """
    return lambda language, home: renderer.render_part("offline_notice", language, "", day=day, home=home)


def render_documentation(renderer: Renderer, contents: Files, package: PackageMetadata) -> dict[str, bytes]:
    """The documentation of a package, a page a language, and a page that leads to it and to the contents; by path.

    Args:
        renderer: of the site.
        contents: what the package holds, but for its first page.
        package: its metadata.
    """
    book = renderer.site.book
    pages = {
        f"{language}.html": _render_documentation(renderer, language, contents, package) for language in book.languages
    }
    bodies = _render_bodies(renderer, "way_in", lambda language: {"first": f"{TO_CONTENTS}{INDEX}#{language}"})
    notes = [renderer.catalogues[language].gettext("documentation.container.note") for language in book.languages]
    machine = find_machine(take(WHEELS, contents))
    recipe = render_containerfile(machine, _name_program(contents), _count_seconds(package), notes)
    return {**pages, INDEX: _render_together(renderer, contents, bodies, TO_CONTENTS), CONTAINERFILE: recipe}


def _render_documentation(renderer: Renderer, language: Language, contents: Files, package: PackageMetadata) -> bytes:
    """How the contents are verified, built again and read."""
    wheels, program, epoch = take(WHEELS, contents), _name_program(contents), _count_seconds(package)
    title = renderer.catalogues[language].gettext("documentation.title")
    body = renderer.render_part(
        "documentation",
        language,
        "",
        title=title,
        formats=[name for name, ends in FORMATS.items() if any(path.endswith(ends) for path in contents)],
        left_out=[name for name in FOR_MACHINES if "/" not in name],
        has_wheels=bool(wheels),
        program=program,
        has_program=program == _RUN,
        epoch=epoch,
        steps=list_steps(program, epoch, has_wheels=bool(wheels)),
        machines=list_machines(wheels),
        machine=find_machine(wheels),
        containerfile=CONTAINERFILE,
        namespace=NAMESPACE,
        time=f"{package.moment.astimezone(UTC):%Y%m%d%H%M%SZ}",
        first=f"{TO_CONTENTS}{INDEX}#{language}",
        data=DATA,
        **_describe(package),
    )
    languages = {other: f"{other}.html" for other in renderer.site.book.languages if other != language}
    return _render_page(renderer, language, contents, title, [body], languages, TO_CONTENTS)


def render_first_page(renderer: Renderer, contents: Files, package: PackageMetadata) -> bytes:
    """What a package is, in one language after the other.

    Args:
        renderer: of the site.
        contents: everything else that the package holds.
        package: its metadata.
    """
    book = renderer.site.book
    records = (*book.pledges, *book.agreements)
    values = {
        **_describe(package),
        "parts": [part for part in PARTS if any(f"{path}/".startswith(f"{part}/") for path in contents)],
        "licences": LICENCES if LICENCES in contents else "",
        "pages": sum(path.startswith(f"{SITE}/") and is_page(path) for path in contents),
        # With this page.
        "files": len(contents) + 1,
        "period": _span([pledge.period for pledge in book.pledges]),
        "parties": [party.id for party in book.register.parties if any(party.id in item.parties for item in records)],
    }
    bodies = _render_bodies(
        renderer,
        "cover",
        lambda language: {
            **values,
            "site": _name_site(renderer, language),
            "listed": _list_records(renderer, contents, language),
            "more": f"{TO_DOCUMENTATION}{language}.html",
            "marks": _list_marks(renderer, language, package.archiving),
        },
    )
    return _render_together(renderer, contents, bodies, "")


def _describe(package: PackageMetadata) -> dict[str, object]:
    return {"day": package.day, "url": package.address, "sums": SUMS, "suffix": SUFFIX, "package": package}


def _name_program(contents: Files) -> str:
    """How the program is started in a package's sources, once what it is built with is installed."""
    return _RUN if f"{SOURCES}/{HOOKS}/__main__.py" in contents else _RUN_INSTALLED


def _count_seconds(package: PackageMetadata) -> int:
    """The moment of a package, in seconds since 1970."""
    return int(package.moment.timestamp())


def _render_bodies(
    renderer: Renderer, part: str, describe: Callable[[Language], Mapping[str, object]]
) -> Iterator[str]:
    """What a page says, in one language after the other; the first one has its title."""
    book = renderer.site.book
    for language in book.languages:
        level = 1 if language == book.original else 2
        values = {"title": _name(renderer, language), "level": level, **describe(language)}
        yield renderer.render_part(part, language, "", **values)


def _render_together(renderer: Renderer, contents: Files, bodies: Iterable[str], root: str) -> bytes:
    """A page in all languages."""
    book = renderer.site.book
    languages = {language: f"#{language}" for language in book.languages}
    return _render_page(renderer, book.original, contents, _name(renderer, book.original), bodies, languages, root)


def _list_marks(renderer: Renderer, language: Language, archiving: Archiving) -> dict[str, str]:
    """What the archive knows it by, under what the fields of the register are called."""
    words = renderer.catalogues[language]
    known = {name: getattr(archiving, name) for name in _MARKS}
    return {describe_field(Archiving, name, words).label: value for name, value in known.items() if value}


def _render_page(
    renderer: Renderer,
    language: Language,
    contents: Files,
    title: str,
    bodies: Iterable[str],
    languages: Mapping[Language, str],
    root: str,
) -> bytes:
    """A page around what it says, in the style of the site's own first page."""
    head = html.document_fromstring(contents.get(f"{SITE}/{INDEX}") or b"<html/>", parser=_PARSER)
    icon = "".join(_list_links(head, "icon")[-1:])
    page = renderer.render_part(
        "package",
        language,
        "",
        title=title,
        site_name=_name_site(renderer, language),
        bodies=[Markup(body) for body in bodies],
        languages=languages,
        policy=PAGE_POLICY,
        styles=[f"{root}{SITE}/{way}" for way in _list_links(head, "stylesheet")],
        icon=f"{root}{SITE}/{icon}" if icon else "",
        home=f"{root}{INDEX}",
    )
    return page.encode()


def _name(renderer: Renderer, language: Language) -> str:
    return renderer.catalogues[language].gettext("introduction.title", site=_name_site(renderer, language))


def _name_site(renderer: Renderer, language: Language) -> str:
    name = renderer.site.book.register.name.get(language).words
    return renderer.catalogues[language].gettext("page.start.title", name=name)


def _list_records(renderer: Renderer, contents: Files, language: Language) -> dict[str, list[ListedRecord]]:
    """The pledges and the agreements, the newest first, with those of their files that there are."""
    site, book = renderer.site, renderer.site.book

    def show(record: Record) -> ListedRecord:
        ways = {kind: name_one_file(folder_of(record), language, kind) for kind in ONE_FILE_KINDS}
        one_files = {kind: way for kind, way in ways.items() if way in contents}
        return ListedRecord(record, f"{SITE}/{site.url(record, language)}{INDEX}", one_files)

    kinds = {"pledges": book.pledges, "agreements": book.agreements}
    return {kind: [show(record) for record in reversed(records)] for kind, records in kinds.items()}


def _span(periods: Sequence[Period]) -> Period | None:
    """The years from the first to the last of some periods, each as far as it is known."""
    starts, ends = [period.start for period in periods], [period.end for period in periods]
    if not periods:
        return None
    return Period(
        start=PartialDate(min(day.year for day in starts if day)) if all(starts) else None,
        end=PartialDate(max(day.year for day in ends if day)) if all(ends) else None,
        open=any(period.open for period in periods),
    )


def _list_links(head: html.HtmlElement, rel: str) -> list[str]:
    """Where the links of a page lead that are of a kind."""
    return [link.get("href", "") for link in head.iterfind(f".//link[@rel='{rel}']")]
