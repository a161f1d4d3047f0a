"""Writes the JSON Schemas and snippets that editors help authors with."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.json_schema import list_editor_files
from ..files.atomic import write_file
from .exit_codes import EXIT_OK

ARGUMENTS = ()


def run(options: argparse.Namespace, context: Context) -> int:
    """Write the files, in the words of the site's first language, whose files the facts stand in."""
    for name, text in list_editor_files(context.catalogues[context.settings.codes[0]]).items():
        write_file(context.settings.root / name, text.encode())
        print(context.words.gettext("schema.written", path=name))
    return EXIT_OK
