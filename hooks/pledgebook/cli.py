"""The command `pledgebook`: finds the project, reads what was asked for, and hands it to the verb.

Exit codes: 0 when all is well, 1 when something in the records must be mended, 2 when the command or the settings
cannot be used.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .clock import ClockError, read_today
from .commands import UNUSABLE, Verb, Workplace, build, check, serve
from .project import read_words
from .settings import SETTINGS, Settings, SettingsError, read_settings
from .words import Words

VERBS: Mapping[str, Verb] = {"check": check, "build": build, "serve": serve}
# Hands on to MkDocs what it does not know itself.
_OPEN = ("build",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the folder it is run in, or one above it, holds the site's settings."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark rather than nothing at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        settings = read_settings(_find_settings(Path.cwd()))
        catalogues = read_words(settings)
        today = read_today(os.environ)
    except (ClockError, SettingsError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    original = catalogues[settings.codes[0]]
    parser = _parser(original, settings)
    options, rest = parser.parse_known_args(given)
    options.rest = rest
    if rest and options.verb not in _OPEN:
        parser.error(" ".join(rest))
    place = Workplace(settings, catalogues, catalogues.words.get(options.lang, original), today)
    return VERBS[options.verb].run(options, place)


def _find_settings(folder: Path) -> Path:
    for place in (folder, *folder.parents):
        if (place / SETTINGS).is_file():
            return place / SETTINGS
    return folder / SETTINGS


def _parser(words: Words, settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pledgebook", description=words.say("cli.description"))
    parser.add_argument("--lang", choices=settings.codes, default=settings.codes[0], help=words.say("cli.lang"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=f"{{{','.join(VERBS)}}}")
    for name, verb in VERBS.items():
        verb.add_arguments(verbs.add_parser(name, help=words.say(f"cli.{name}")), words)
    return parser
