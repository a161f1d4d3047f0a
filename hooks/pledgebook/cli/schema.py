"""Writes the JSON Schemas and snippets that editors help authors with."""

from __future__ import annotations

import argparse

from ..authoring.json_schema import list_editor_files
from ..i18n.catalogue import Catalogue
from .context import EXIT_OK, Workplace


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes: nothing."""


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Write the files, in the words of the site's first language, whose files the facts stand in."""
    for name, text in list_editor_files(place.catalogues[place.settings.codes[0]]).items():
        path = place.settings.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        print(place.words.gettext("schema.written", path=name))
    return EXIT_OK
