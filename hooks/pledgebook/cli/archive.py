"""Makes the archive: the site as it stands on a day, in the packages that archives take."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from ..archive.build import collect_one_files, make_archive, name_wacz, name_zip
from ..archive.cover import make_notice, render_documentation, render_first_page
from ..archive.layout import DATA, SBOM, SITE, SOURCES, SUMS, WEB_ARCHIVE, WHEELS
from ..archive.metadata import SOFTWARE, PackageMetadata, describe_package
from ..archive.offline_copy import INDEX, make_offline_copy
from ..archive.packages.bag import DECLARATION, PAYLOAD
from ..archive.packages.sip import make_sip
from ..archive.packages.wacz import make_wacz
from ..archive.provenance.lock import Locked, LockError, parse_lock, read_licences
from ..archive.provenance.sbom import make_sbom
from ..archive.provenance.sources import read_sources, strip_pictures
from ..archive.provenance.wheels import WheelsError, read_wheels
from ..archive.signature import SignatureError, ToolMissingError, sign
from ..authoring.context import Context
from ..authoring.refusal import Refusal
from ..authoring.site_build import SiteBuild
from ..clock import EPOCH, read_moment
from ..config import SETTINGS
from ..files.atomic import Staging
from ..files.engine_lock import ENGINE_WHEELS, LOCK
from ..files.resources import IS_INSTALLED
from ..files.tree import DISK_FULL, Files, TreeError, place_in, read_tree, write_tree
from ..files.version import find_version
from ..html.renderer import open_renderer
from ..i18n.catalogue import Catalogue
from ..i18n.field_help import describe_field
from ..model import Archiving
from ..project import Project, read_project
from ..reporting.progress import Progress, open_progress
from .context import ARCHIVE, print_error
from .engine import run_mkdocs
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import Argument

_MEGA = 1_000_000
# Begins with the build, which says itself how far it has come.
_STEPS = ("build", "read", "copy", "wacz", "contents", "packages", "write")
# What a SIP should say of whoever hands it over, if it is known.
_ASKED = ("sender", "organisation_number", "submission_agreement")
ARGUMENTS = (
    Argument("--output", "cli.archive.output", type=Path, metavar=ARCHIVE),
    Argument("--with-wheels", "cli.archive.wheels", type=Path, metavar=WHEELS),
    Argument("--sign", "cli.archive.sign", type=Path, metavar="KEY"),
    Argument("--zip", "cli.archive.zip", action="store_true"),
)


@dataclass(frozen=True)
class _Material:
    """What an archive is made of besides the built site: its sources, and the packages that it is built with."""

    sources: Files
    lock: Sequence[Locked]
    wheels: Files


def run(options: argparse.Namespace, context: Context) -> int:
    """Make the archive. Whatever goes wrong, the last one is still there."""
    output = Path(options.output or context.settings.root / ARCHIVE).absolute()
    try:
        _check_free(output, context.words)
        with open_progress(context.words, sys.stderr, os.environ) as progress:
            package, sip = _make(options.with_wheels, context, progress)
            _show(progress, "packages")
            if options.sign:
                # Whoever has a password for the key is asked for it here.
                progress.clear()
            sign = partial(_sign, key=options.sign, words=context.words) if options.sign else None
            files = make_archive(sip, package, sign=sign, has_zip=options.zip)
            _show(progress, "write")
            _write(files, output, context.words)
    except Refusal as refusal:
        if str(refusal):
            print_error(str(refusal))
        kept = "archive.failed" if _is_archive(output) else "archive.failed_first"
        print_error(context.words.gettext(kept, folder=_name(output)))
        return EXIT_PROBLEMS
    _report(package, files, output, context.words)
    return EXIT_OK


def _check_free(output: Path, words: Catalogue) -> None:
    """An archive takes the place of an archive, and of nothing else that somebody may have."""
    if output.exists() and not _is_archive(output) and not (output.is_dir() and not any(output.iterdir())):
        raise Refusal(words.gettext("archive.taken", folder=_name(output)))


def _is_archive(output: Path) -> bool:
    """Whether there is a bag in a folder."""
    return any(output.glob(f"*/{DECLARATION}"))


def _make(wheels: Path | None, context: Context, progress: Progress) -> tuple[PackageMetadata, Files]:
    """The files of the SIP. What can be refused before the site is built is refused then."""
    settings, words = context.settings, context.words
    if not settings.site_url:
        raise Refusal(words.gettext("archive.no_address", file=SETTINGS))
    moment = read_moment(os.environ)
    try:
        material = _gather(wheels, context)
        print(words.gettext("archive.starts"), flush=True)
        built = _build(context, moment, progress)
        project = read_project(settings, moment.date(), context.catalogues, latest=context.latest)
        package = describe_package(project, moment, find_version())
        return package, _pack(built, material, project, package, progress)
    except TreeError as error:
        raise Refusal(words.gettext("archive.name", path=error.path)) from error
    except OSError as error:
        raise Refusal(words.gettext("archive.unreadable", reason=str(error))) from error


def _gather(wheels: Path | None, context: Context) -> _Material:
    words, entries = context.words, context.project.entries
    published = {found for ledger in entries.ledgers.values() for found in ledger.list_files().values()}
    aside = {item.path for item in entries.attachments} - {item.path for item in entries.published}
    sources = read_sources(context.settings)
    sources = strip_pictures({path: data for path, data in sources.items() if path not in aside}, published)
    try:
        lock = parse_lock(sources.get(LOCK, b"").decode())
        if IS_INSTALLED and not any(path.startswith(f"{ENGINE_WHEELS}/{SOFTWARE}-") for path in sources):
            raise Refusal(words.gettext("archive.engine", folder=ENGINE_WHEELS))
        return _Material(sources, lock, read_wheels(wheels, lock) if wheels else {})
    except LockError as error:
        raise Refusal(words.gettext("archive.lock", file=LOCK, found=str(error))) from error
    except WheelsError as error:
        raise Refusal(words.gettext(f"archive.wheels.{error.code}", found=error.found, file=LOCK)) from error


def _build(context: Context, moment: datetime, progress: Progress) -> Files:
    """The site as it is published. What is wrong with it, the build itself has told."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, SITE)
        os.environ[EPOCH] = str(int(moment.timestamp()))
        if run_mkdocs(["build", "--site-dir", str(site)], context.settings, SiteBuild(context.words, progress)):
            raise Refusal
        _show(progress, "read")
        return read_tree(site)


def _pack(built: Files, material: _Material, project: Project, package: PackageMetadata, progress: Progress) -> Files:
    renderer = open_renderer(project)
    _show(progress, "copy")
    offline_copy = make_offline_copy(built, package.address, make_notice(renderer, package.moment.date()))
    _show(progress, "wacz")
    wacz = make_wacz(built, package)
    _show(progress, "contents")
    contents = {
        **place_in(SITE, offline_copy),
        **collect_one_files(built, renderer.site),
        **place_in(WEB_ARCHIVE, {name_wacz(package): wacz}),
        **place_in(SOURCES, material.sources),
        **place_in(WHEELS, material.wheels),
    }
    contents[SBOM] = make_sbom(material.lock, read_licences(material.lock), contents, package)
    documentation = render_documentation(renderer, contents, package)
    return make_sip({**contents, INDEX: render_first_page(renderer, contents, package)}, documentation, package)


def _show(progress: Progress, step: str) -> None:
    progress.show(f"archive.{step}", _STEPS.index(step) + 1, len(_STEPS))


def _sign(sums: bytes, key: Path, words: Catalogue) -> bytes:
    try:
        return sign(sums, key)
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
        raise Refusal(words.gettext("archive.held", folder=_name(output), reason=str(error))) from error
    finally:
        staging.clear()


def _report(package: PackageMetadata, files: Files, output: Path, words: Catalogue) -> None:
    folder = _name(output)
    print(words.gettext("archive.done", date=words.date(package.moment.date()), folder=folder))
    for kind, name in (("bag", package.name), ("zip", name_zip(package))):
        size = sum(len(data) for path, data in files.items() if path.partition("/")[0] == name)
        if size:
            print(f"  {name}\n    {words.gettext(f'archive.{kind}', size=words.number(round(size / _MEGA, 1)))}")
    sip = f"{folder}/{package.name}/{PAYLOAD}/{package.name}"
    print(words.gettext("archive.read", path=f"{sip}/{DATA}/{INDEX}"))
    print(words.gettext("archive.check", folder=folder, sip=sip, sums=SUMS))
    unknown = _list_unknown(package, words)
    if unknown:
        print(words.gettext("archive.unknown", fields=words.join(unknown)))
    print(words.gettext("archive.next"))


def _list_unknown(package: PackageMetadata, words: Catalogue) -> list[str]:
    """What an archive asks for and nobody has said, by what the fields of the register are called."""
    known = {**package.archiving.model_dump(include=set(_ASKED)), "sender": package.sender}
    labels = [describe_field(Archiving, name, words).label for name in _ASKED if not known[name]]
    return [label[:1].lower() + label[1:] for label in labels]


def _name(output: Path) -> str:
    """The folder as the author would write it from where they stand."""
    return Path(os.path.relpath(output)).as_posix()
