"""Shows the site on this machine with a form beside it, for those who would rather not write in files."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from ..authoring.context import Context
from ..authoring.create import RecordCreator, RecordRequest
from ..authoring.form.app import FormApp, has_program
from ..authoring.form.config import list_choices, make_config
from ..authoring.form.publisher import Publisher
from ..authoring.form.records import Records
from ..authoring.refusal import Refusal
from ..clock import read_days, read_today
from ..files.atomic import read_if_there
from ..files.resources import FORM, IS_INSTALLED
from ..i18n.enum_labels import list_enum_labels
from ..model.paths import RecordFile, RecordKind, is_agreement
from ..records.load import read_records
from ..site.routes import list_fixed
from ..urls import language_root
from .parser import Argument
from .preview import PORT_ARGUMENT, run_preview

# Where `make edit` puts Decap CMS.
PROGRAMS = Path("form", "node_modules", "decap-cms", "dist")
# A site of its own keeps there what it fetches itself, as the engine's lock has it.
_FETCHED = Path(".cache")
ARGUMENTS = (PORT_ARGUMENT, Argument("--open", "cli.edit.open", action="store_true"))


def run(options: argparse.Namespace, context: Context) -> int:
    """Serve the site and the form until they are stopped by hand."""
    programs = context.settings.root / PROGRAMS
    if not has_program(programs) and IS_INSTALLED:
        programs = context.settings.root / _FETCHED / PROGRAMS
        _write_form(context.settings.root / _FETCHED / FORM.name)
    if not has_program(programs):
        missing = "form.needs_node" if IS_INSTALLED else "form.not_fetched"
        raise Refusal(context.words.gettext(missing), is_misuse=True)
    return run_preview(options.port, context, make_form(context, programs).answer, opens=options.open)


def _write_form(folder: Path) -> None:
    """Put the form in a folder, unless it is there as the engine's lock has it; where npm is not, there is no form."""
    lock, stamp = FORM / "package-lock.json", folder / "node_modules" / ".lock-installed"
    npm = shutil.which("npm")
    if npm and read_if_there(stamp) != lock.read_bytes():
        shutil.copytree(FORM, folder, dirs_exist_ok=True)
        if subprocess.run([npm, "--loglevel=error", "ci"], cwd=folder, stdout=sys.stderr, check=False).returncode == 0:
            shutil.copyfile(lock, stamp)


def make_form(context: Context, programs: Path) -> FormApp:
    """What answers the form, in the words that the command speaks."""
    root, codes, words = context.settings.root, context.languages, context.words
    labels = list_enum_labels(context.catalogues.words.values())
    creator = RecordCreator(context.settings, context.catalogues, words)

    def configure() -> dict[str, object]:
        return make_config(codes, words, list_choices(read_records(root, codes, labels)[0], words.language))

    def create(kind: str, name: str) -> RecordFile:
        created = creator.create(RecordRequest(RecordKind(kind), name), read_today(os.environ))
        return created.files[0]

    def locate(file: RecordFile) -> str:
        above = list_fixed(context.catalogues[context.original])["agreements"] if is_agreement(file.folder) else ""
        return f"/{language_root(file.language, context.original)}{above}{file.record}/"

    def make_context() -> Context:
        today, latest = read_days(os.environ)
        return replace(context, today=today, latest=latest)

    records = Records(root, codes, labels, words)
    return FormApp(records, programs, configure, create, locate, words, Publisher(make_context))
