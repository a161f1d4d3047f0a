"""Entry point: what starts the command. It takes nothing but Python, and neither does `verify`; all other verbs do.

What a verb is made of is loaded when it is asked for, and a build that stands already is told of without.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from ..files.engine_lock import LOCK
from ..files.resources import ENGINE, FIRST, THEME, WORDS, list_languages
from ..files.version import NAME
from ..i18n.po import PlainCatalogue, read_catalogue
from . import verify
from .exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE
from .language import find_language, read_language
from .make_args import read_make_arguments
from .parser import CommandParser
from .streams import drop_output, prepare_streams

_VERIFY = "verify"


def main() -> int:
    """Run the command in the folder that it is run in; its exit code."""
    prepare_streams()
    try:
        return _run(sys.argv[1:])
    except BrokenPipeError:
        drop_output()
        return EXIT_PROBLEMS
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    given = read_make_arguments(arguments)
    if find_verb(given) == _VERIFY:
        return _run_verify(given)
    try:
        if importlib.import_module(".standing_build", __package__).tell_of_build(arguments):
            return EXIT_OK
        return int(importlib.import_module(".main", __package__).main())
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library == NAME:
            raise
        words = _read_words(_find_language(given))
        print(words.gettext("cli.not_installed", library=library, lock=ENGINE / LOCK), file=sys.stderr)
        return EXIT_USAGE


def find_verb(arguments: Sequence[str]) -> str:
    """The verb among some arguments: the first of them, but for the language, which may come before it."""
    before = 2 if arguments[:1] == ["--lang"] else 1 if arguments and arguments[0].startswith("--lang=") else 0
    return next(iter(arguments[before:]), "")


def _run_verify(arguments: Sequence[str]) -> int:
    words = _read_words(_find_language(arguments))
    codes, purpose = words.gettext("cli.codes"), words.gettext("cli.verify")
    parser = CommandParser(words, prog=f"{NAME} {_VERIFY}", description=purpose, epilog=codes)
    parser.add_argument("--lang", choices=list_languages(), help=words.gettext("cli.lang"))
    for argument in verify.ARGUMENTS:
        argument.add_to(parser, words)
    rest = list(arguments)
    rest.remove(_VERIFY)
    code = verify.run(parser.parse_args(rest), verify.Speaker(words))
    sys.stdout.flush()
    return code


def _find_language(arguments: Sequence[str]) -> str:
    return read_language(arguments) or find_language(os.environ, sorted(list_languages(), key=FIRST.__ne__))


def _read_words(language: str) -> PlainCatalogue:
    """The engine's own words for commands, in a language or in the first one."""
    known = language if language in list_languages() else FIRST
    return read_catalogue(THEME / WORDS / f"commands.{known}.po")
