"""Shows the site on this machine with a form beside it, for those who would rather not write in files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..authoring.form.app import FormApp, has_program
from ..authoring.form.config import list_choices, make_config
from ..authoring.form.records import Place, Records, RefusedError
from ..i18n.catalogue import Catalogue
from ..i18n.enum_labels import list_enum_labels
from ..records.load import read_records
from ..site.routes import list_fixed
from ..urls import language_root
from . import new
from .context import EXIT_USAGE, Workplace
from .engine import PORT
from .serve import show

# Where `make edit` puts Decap CMS.
PROGRAMS = Path("form", "node_modules", "decap-cms", "dist")


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("--port", type=int, default=PORT, help=words.gettext("cli.serve.port"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Serve the site and the form until they are stopped by hand."""
    programs = place.settings.root / PROGRAMS
    if not has_program(programs):
        print(place.words.gettext("form.not_fetched"), file=sys.stderr)
        return EXIT_USAGE
    return show(options.port, place, make_desk(place, programs))


def make_desk(place: Workplace, programs: Path) -> FormApp:
    """What answers the form, in the words that the command speaks."""
    root, codes, words = place.settings.root, place.settings.codes, place.words
    terms = list_enum_labels(place.catalogues.words.values())
    original = place.catalogues[codes[0]]

    def configure() -> dict[str, object]:
        return make_config(codes, words, list_choices(read_records(root, codes, terms)[0], words.language))

    def create(kind: str, name: str) -> Place:
        what = name if kind == "pledge" else kind
        given = argparse.Namespace(what=what, of=None if kind == "pledge" else name, source=None, date=None)
        try:
            made = new.make_files(given, place)
        except new.RefusedError as error:
            raise RefusedError(str(error)) from error
        followup = made.names[0].split("/")[-1].split(".")[0].removeprefix("followup-")
        return Place(kind, codes[0], f"{name}_{followup}" if kind == "followup" else name)

    def locate(where: Place) -> str:
        above = list_fixed(original)["agreements"] if where.kind == "agreement" else ""
        return f"/{language_root(where.language, codes[0])}{above}{where.record}/"

    return FormApp(Records(root, codes, terms, words), programs, configure, create, locate, words)
