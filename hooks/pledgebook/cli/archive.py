"""Makes the archive: the site as it stands on a day, in the packages that archives take."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from ..archive.build import collect_one_files, make_archive
from ..archive.cover import make_notice, render_documentation, render_first_page
from ..archive.identity import DELIVERIES_PATH, TRIAL, DeliveryPlace, find_place, identify, put_deliveries
from ..archive.layout import (
    ARCHIVE,
    DATA,
    DECLARATION,
    INDEX,
    PAYLOAD,
    SBOM,
    SITE,
    SOURCES,
    SUMS,
    WEB_ARCHIVE,
    WEB_SUFFIX,
    WHEELS,
    ZIP_SUFFIX,
)
from ..archive.metadata import PackageMetadata, describe_package
from ..archive.offline_copy import make_offline_copy
from ..archive.packages.sip import make_sip
from ..archive.packages.wacz import make_wacz
from ..archive.provenance.lock import Locked, LockError, parse_lock, read_licences
from ..archive.provenance.sbom import make_sbom
from ..archive.provenance.sources import read_sources, strip_pictures
from ..archive.provenance.wheels import WheelsError, read_wheels
from ..archive.signature import TOOL, SignatureError, ToolMissingError, check_key, sign
from ..authoring.context import Context
from ..authoring.deliveries import DeliveryList
from ..authoring.refusal import Refusal
from ..authoring.site_build import SiteBuild
from ..checks.files import name_plainly
from ..clock import EPOCH, read_moment
from ..config import RECORDS, SETTINGS
from ..files.atomic import Staging
from ..files.engine_lock import ENGINE_WHEELS, LOCK
from ..files.formats import find_format, identify_format, is_misnamed
from ..files.resources import IS_INSTALLED
from ..files.tree import (
    DISK_FULL,
    LONGEST_PATH,
    Files,
    NameFault,
    TreeError,
    check_names,
    place_in,
    read_tree,
    take,
    write_tree,
)
from ..files.version import NAME, find_python, find_version
from ..html.renderer import open_renderer
from ..i18n.catalogue import Catalogue
from ..i18n.field_help import describe_field
from ..model import Archiving
from ..model.deliveries import DeliveryStatus
from ..project import Project
from ..reporting.progress import Progress, open_progress
from .context import print_error
from .engine import run_mkdocs
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import Argument

_MEGA = 1_000_000
# Begins with the build, which says itself how far it has come.
_STEPS = ("build", "read", "copy", "wacz", "contents", "packages", "write")
# So much of a path on Windows is left to the folders that an archive is put in.
_ROOM = 60
_RENAMED = (NameFault.LETTERS, NameFault.DEVICE, NameFault.END)
# What a SIP should say of whoever hands it over, if it is known.
_ASKED = ("organisation_number", "submission_agreement")
ARGUMENTS = (
    Argument("--output", "cli.archive.output", type=Path, metavar=ARCHIVE),
    Argument("--with-wheels", "cli.archive.wheels", type=Path, metavar=WHEELS),
    Argument("--sign", "cli.archive.sign", type=Path, metavar="KEY"),
    Argument("--zip", "cli.archive.zip", action="store_true"),
    Argument("--replaces", "cli.archive.replaces", nargs="?", const="", metavar="NAME"),
    Argument("--trial", "cli.archive.trial", action="store_true"),
)


@dataclass(frozen=True)
class _Material:
    """What an archive is made of besides the built site: its sources, and the packages that it is built with."""

    sources: Files
    lock: Sequence[Locked]
    wheels: Files
    licences: Mapping[str, str]


def run(options: argparse.Namespace, context: Context) -> int:
    """Make the archive. Whatever goes wrong, the last one is still there."""
    output = Path(options.output or context.settings.root / ARCHIVE).absolute()
    try:
        _check_free(output, context.words)
        deliveries = DeliveryList.read(context, options.trial)
        deliveries.check_replaced(options.replaces, options.trial)
        if options.sign:
            with _explain_signing(options.sign, context.words):
                check_key(options.sign)
        with open_progress(context.words, sys.stderr, os.environ) as progress:
            place, package, sip = _make(options, deliveries, progress)
            _show(progress, "packages")
            if options.sign:
                # Once for each list: the bag's must name the signature of the other.
                progress.clear()
                print(context.words.gettext("archive.signs", tool=TOOL), flush=True)
            sign_list = partial(sign, key=options.sign) if options.sign else None
            with _explain_signing(options.sign, context.words):
                files = make_archive(sip, package, sign=sign_list, has_zip=options.zip)
            _show(progress, "write")
            _write(files, output, context.words)
    except Refusal as refusal:
        if str(refusal):
            print_error(str(refusal))
        kept = "archive.failed" if _is_archive(output) else "archive.failed_first"
        print_error(context.words.gettext(kept, folder=_name(output)))
        return EXIT_PROBLEMS
    _report(package, files, output, context)
    try:
        is_noted = deliveries.note(place, package, sip[SUMS])
    except Refusal as refusal:
        print_error(str(refusal))
        return EXIT_PROBLEMS
    if is_noted:
        print(context.words.gettext("archive.noted", file=DELIVERIES_PATH))
    return EXIT_OK


def _check_free(output: Path, words: Catalogue) -> None:
    """An archive takes the place of an archive, and of nothing else that somebody may have."""
    if output.exists() and not _is_archive(output) and not (output.is_dir() and not any(output.iterdir())):
        raise Refusal(words.gettext("archive.taken", folder=_name(output)))


def _is_archive(output: Path) -> bool:
    """Whether there is a bag in a folder."""
    return any(output.glob(f"*/{DECLARATION}"))


def _make(
    options: argparse.Namespace, deliveries: DeliveryList, progress: Progress
) -> tuple[DeliveryPlace, PackageMetadata, Files]:
    """The files of the SIP. What can be refused before the site is built is refused then."""
    context = deliveries.context
    settings, words = context.settings, context.words
    if not settings.site_url:
        raise Refusal(words.gettext("archive.no_address", file=SETTINGS))
    moment = read_moment(os.environ)
    try:
        material = _gather(options.with_wheels, context)
        print(words.gettext("archive.starts"), flush=True)
        built, project = _build(context, moment, progress)
        place, identity = _identify(built, material, moment, options, deliveries)
        material = replace(material, sources=put_deliveries(material.sources, place.before, deliveries.heading))
        programs = (("Python", find_python()), *((item.name, item.version) for item in material.lock))
        package = describe_package(
            project, moment, find_version(), identity, place.record_status, place.related, programs
        )
        sip = _pack(built, material, project, package, progress)
        check_names(place_in(f"{package.name}/{PAYLOAD}/{package.name}", sip))
        return place, package, sip
    except TreeError as error:
        raise Refusal(_explain_name(error, context)) from error
    except OSError as error:
        raise Refusal(words.gettext("archive.unreadable", reason=str(error))) from error


def _explain_name(error: TreeError, context: Context) -> str:
    """What cannot be kept, where a record names it or else the file, why, and how to mend it."""
    marks = (context.entries.find_mark(item) for item in context.entries.attachments if item.path == error.path)
    path = next((f"{mark}: {error.path}" for mark in marks if mark.path != error.path), error.path)
    hint = name_plainly(error.path.rpartition("/")[2]) if error.fault in _RENAMED else ""
    suggestion = context.words.gettext("problem.suggestion", suggestion=hint) if hint else ""
    told = context.words.gettext(f"archive.name.{error.fault}", path=path, other=error.other)
    return f"{told} {suggestion}".strip()


def _identify(
    built: Files, material: _Material, moment: datetime, options: argparse.Namespace, deliveries: DeliveryList
) -> tuple[DeliveryPlace, UUID]:
    address = deliveries.context.settings.site_url
    parts = {SITE: built, SOURCES: put_deliveries(material.sources, (), ""), WHEELS: material.wheels}
    facts = [str(int(moment.timestamp())), find_version(), find_python(), json.dumps(material.licences, sort_keys=True)]
    return find_place(
        deliveries.known, options.replaces, options.trial, lambda place: identify(address, parts, facts, place)
    )


def _gather(wheels: Path | None, context: Context) -> _Material:
    words, entries = context.words, context.project.entries
    published = {found for ledger in entries.ledgers.values() for found in ledger.list_files().values()}
    aside = {item.path for item in entries.attachments} - {item.path for item in entries.published}
    sources = read_sources(context.settings)
    sources = strip_pictures({path: data for path, data in sources.items() if path not in aside}, published)
    try:
        lock = parse_lock(sources.get(LOCK, b"").decode())
        if IS_INSTALLED and not any(path.startswith(f"{ENGINE_WHEELS}/{NAME}-") for path in sources):
            raise Refusal(words.gettext("archive.engine", folder=ENGINE_WHEELS))
        return _Material(sources, lock, read_wheels(wheels, lock) if wheels else {}, read_licences(lock))
    except LockError as error:
        raise Refusal(words.gettext("archive.lock", file=LOCK, found=str(error))) from error
    except WheelsError as error:
        raise Refusal(words.gettext(f"archive.wheels.{error.code}", found=error.found, file=LOCK)) from error


def _build(context: Context, moment: datetime, progress: Progress) -> tuple[Files, Project]:
    """The site as it is published, and what it was made of. What is wrong with it, the build itself has told."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, SITE)
        os.environ[EPOCH] = str(int(moment.timestamp()))
        build = SiteBuild(context.words, progress)
        if run_mkdocs(["build", "--site-dir", str(site)], context.settings, build) or build.project is None:
            raise Refusal
        _show(progress, "read")
        return read_tree(site), build.project


def _pack(built: Files, material: _Material, project: Project, package: PackageMetadata, progress: Progress) -> Files:
    renderer = open_renderer(project)
    _show(progress, "copy")
    offline_copy = make_offline_copy(built, package.address, make_notice(renderer, package.day))
    _show(progress, "wacz")
    wacz = make_wacz(built, package)
    _show(progress, "contents")
    contents = {
        **place_in(SITE, offline_copy),
        **collect_one_files(built, renderer.site),
        **place_in(WEB_ARCHIVE, {f"{package.name}{WEB_SUFFIX}": wacz}),
        **place_in(SOURCES, material.sources),
        **place_in(WHEELS, material.wheels),
    }
    contents[SBOM] = make_sbom(material.lock, material.licences, contents, package)
    documentation = render_documentation(renderer, contents, package)
    return make_sip({**contents, INDEX: render_first_page(renderer, contents, package)}, documentation, package)


def _show(progress: Progress, step: str) -> None:
    progress.show(f"archive.{step}", _STEPS.index(step) + 1, len(_STEPS))


@contextmanager
def _explain_signing(key: Path | None, words: Catalogue) -> Iterator[None]:
    """Why nothing can be signed with a key is told in the author's words."""
    try:
        yield
    except ToolMissingError as error:
        raise Refusal(words.gettext("archive.no_signer", tool=error.found)) from error
    except SignatureError as error:
        raise Refusal(words.gettext("archive.unsigned", file=str(key), reason=error.found)) from error


def _write(files: Files, output: Path, words: Catalogue) -> None:
    """Put the whole archive in the place of the last one."""
    staging = Staging.beside(output)
    try:
        write_tree(files, staging.folder)
        staging.publish()
    except OSError as error:
        if error.errno in DISK_FULL:
            file = Path(os.fsdecode(error.filename or output)).name
            raise Refusal(words.gettext("build.full", file=file, reason=error.strerror)) from error
        raise Refusal(words.gettext("cli.held", folder=_name(output), reason=str(error))) from error
    finally:
        staging.clear()


def _report(package: PackageMetadata, files: Files, output: Path, context: Context) -> None:
    folder, words = _name(output), context.words
    print(words.gettext("archive.done", date=words.date(package.day), folder=folder))
    for kind, name in (("bag", package.name), ("zip", f"{package.name}{ZIP_SUFFIX}")):
        size = sum(len(data) for path, data in files.items() if path.partition("/")[0] == name)
        if size:
            key = f"archive.{kind}" if package.is_submission else f"archive.{kind}.common"
            print(f"  {name}\n    {words.gettext(key, size=words.number(round(size / _MEGA, 1)))}")
    if package.related:
        key = "archive.replaces" if package.status == DeliveryStatus.REPLACEMENT.upper() else "archive.related"
        print(words.gettext(key, name=package.related.name))
    sip = f"{folder}/{package.name}/{PAYLOAD}/{package.name}"
    print(words.gettext("archive.read", path=f"{sip}/{DATA}/{INDEX}"))
    print(words.gettext("archive.check", folder=folder, sip=sip, sums=SUMS))
    left = LONGEST_PATH - 1 - max(map(len, files))
    if left < _ROOM:
        print(words.gettext("archive.long", path=max(files, key=len), longest=LONGEST_PATH, left=left))
    kept = take(f"{package.name}/{PAYLOAD}/{package.name}/{DATA}/{SOURCES}", files)
    for path, data in take(RECORDS, kept).items():
        found = identify_format(path, data)
        if is_misnamed(path, found):
            named = find_format(path).name
            print(words.gettext("archive.misnamed", path=f"{RECORDS}/{path}", named=named, found=found.name))
    if not package.is_submission:
        print(_explain_sender(context))
    unknown = _list_unknown(package, words)
    if unknown:
        print(words.gettext("archive.unknown", fields=words.join(unknown)))
    print(words.gettext("archive.next" if package.status != TRIAL else "archive.trial"))


def _explain_sender(context: Context) -> str:
    """Which rule a package without a sender breaks, and the line that mends it, with where it is to stand."""
    words, register = context.words, context.entries.register
    assert register is not None, "a site that was built has a register"
    line = f"sender: {describe_field(Archiving, 'sender', words).examples[0]}"
    if "archiving" in register.node.mapping:
        place = register.node.key_mark(["archiving"])
        return words.gettext("archive.no_sender.inside", file=place.path, line=place.line, lines=f"  {line}")
    return words.gettext("archive.no_sender", file=register.node.mark.path, lines=f"archiving:\n  {line}")


def _list_unknown(package: PackageMetadata, words: Catalogue) -> list[str]:
    """What an archive asks for and nobody has said, by what the fields of the register are called."""
    known = package.archiving.model_dump(include=set(_ASKED))
    labels = [describe_field(Archiving, name, words).label for name in _ASKED if not known[name]]
    return [label[:1].lower() + label[1:] for label in labels]


def _name(output: Path) -> str:
    """The folder as the author would write it from where they stand."""
    return Path(os.path.relpath(output)).as_posix()
