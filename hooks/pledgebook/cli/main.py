"""The command `pledgebook`: finds the project, reads what was asked for, and hands it to the verb.

Exit codes: 0 when all is well, 1 when something in the records must be mended, 2 when the command or the settings
cannot be used or a file cannot be written, 130 when it is stopped by hand.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from ..authoring.context import Context
from ..authoring.refusal import Refusal
from ..clock import ClockError, read_days
from ..config import SETTINGS, Settings, SettingsError, find_settings, read_settings
from ..files.resources import FIRST, THEME, list_languages
from ..files.version import NAME, find_version
from ..i18n.catalogue import Catalogue
from ..names import Language
from ..project import read_words
from .context import Verb, print_error
from .exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE
from .language import find_language, read_language
from .make_args import read_make_arguments
from .parser import CommandParser
from .streams import drop_output, prepare_streams

# Each is a module of this room, which is imported when it is asked for: some bring large libraries with them.
VERBS = (
    "init",
    "new",
    "check",
    "fmt",
    "build",
    "serve",
    "edit",
    "publish",
    "change",
    "redact",
    "undo",
    "translate",
    "status",
    "links",
    "schema",
    "upgrade",
    "archive",
    "verify",
)
# Hands on to MkDocs what it does not know itself.
_OPEN = ("build",)
# Needs no project but for the words it speaks with.
_ANYWHERE = ("init", "verify", "-h", "--help")
_VERSION = "--version"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the folder it is run in, or one above it, holds the site's settings."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _main(arguments: Sequence[str] | None) -> int:
    prepare_streams()
    arguments = read_make_arguments(sys.argv[1:] if arguments is None else arguments)
    if arguments[:1] == [_VERSION]:
        print(f"{NAME} {find_version()}".strip())
        return EXIT_OK
    try:
        found = find_settings(Path.cwd())
        settings = read_settings(found) if found else _make_settings(Path.cwd())
        catalogues = read_words(settings)
        today, latest = read_days(os.environ)
    except (ClockError, SettingsError, FileNotFoundError) as error:
        # The last when the folder that it is run in has been taken away.
        print_error(str(error))
        return EXIT_USAGE
    language = read_language(arguments) or find_language(os.environ, settings.codes)
    words = catalogues.words.get(Language(language), catalogues[settings.codes[0]])
    if not found and arguments and {*arguments}.isdisjoint(_ANYWHERE):
        print_error(words.gettext("cli.no_project", settings=SETTINGS))
        return EXIT_USAGE
    parser = make_parser(words, settings)
    options, rest = parser.parse_known_args(arguments)
    options.rest = rest
    if rest and options.verb not in _OPEN:
        parser.error(" ".join(rest))
    return _run(load_verb(options.verb), options, Context(settings, catalogues, words, today, latest))


def load_verb(name: str) -> Verb:
    """The module of a verb, one of `VERBS`."""
    return cast(Verb, importlib.import_module(f".{name}", __package__))


def _run(verb: Verb, options: argparse.Namespace, context: Context) -> int:
    """Run a verb; a file or a reader that is not there for it is told of in the author's words."""
    try:
        code = verb.run(options, context)
        sys.stdout.flush()
    except Refusal as refusal:
        print_error(str(refusal))
        return EXIT_USAGE if refusal.is_misuse else EXIT_PROBLEMS
    except BrokenPipeError:
        drop_output()
        return EXIT_PROBLEMS
    except OSError as error:
        name = os.path.relpath(error.filename, context.settings.root) if isinstance(error.filename, str) else ""
        print_error(context.words.gettext("cli.file", file=name, reason=error.strerror or str(error)))
        return EXIT_USAGE
    return code


def _make_settings(folder: Path) -> Settings:
    """The settings where there is no project: all languages that the engine has words in."""
    codes = sorted(list_languages(), key=FIRST.__ne__)
    return Settings(folder, "", THEME, {code: code for code in codes}, "")


def make_parser(words: Catalogue, settings: Settings) -> CommandParser:
    """The command's grammar: its verbs and what each takes, explained in the author's words."""
    codes = words.gettext("cli.codes")
    language: dict[str, Any] = {"choices": settings.codes, "help": words.gettext("cli.lang")}
    purpose, example = words.gettext("cli.description"), words.gettext("cli.example")
    parser = CommandParser(words, example, prog=NAME, description=purpose, epilog=codes)
    parser.add_argument("--lang", **language)
    parser.add_argument(_VERSION, action="store_true", help=words.gettext("cli.version"))
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar=words.gettext("cli.verb"), parser_class=_VerbParser
    )
    for name in VERBS:
        purpose = words.gettext(f"cli.{name}")
        example = words.gettext(f"cli.{name}.example") if words.has(f"cli.{name}.example") else ""
        epilog = f"{example} {codes}".strip()
        one = verbs.add_parser(
            name, words=words, example=example, verb=name, help=purpose, description=purpose, epilog=epilog
        )
        one.add_argument("--lang", **language)
    return parser


class _VerbParser(CommandParser):
    """The parser of a verb, which learns what the verb takes when the verb is asked for."""

    def __init__(self, words: Catalogue, example: str, verb: str, **options: Any) -> None:
        super().__init__(words, example, **options)
        self._verb = verb

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._verb:
            for argument in load_verb(self._verb).ARGUMENTS:
                argument.add_to(self, self.words)
            self._verb = ""
        return super().parse_known_args(args, namespace)
