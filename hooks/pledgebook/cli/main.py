"""The command `pledgebook`: finds the project, reads what was asked for, and hands it to the verb.

Exit codes: 0 when all is well, 1 when something in the records must be mended, 2 when the command or the settings
cannot be used or a file cannot be written, 130 when it is stopped by hand.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from ..clock import ClockError, read_today
from ..config import SETTINGS, Settings, SettingsError, read_settings
from ..i18n.catalogue import Catalogue
from ..project import read_words
from . import archive, build, change, check, edit, fmt, new, publish, redact, schema, serve, status, translate, verify
from .context import EXIT_INTERRUPTED, EXIT_PROBLEMS, EXIT_USAGE, Verb, Workplace
from .make_args import name_options, read_given

VERBS: Mapping[str, Verb] = {
    "new": new,
    "check": check,
    "fmt": fmt,
    "build": build,
    "serve": serve,
    "edit": edit,
    "publish": publish,
    "change": change,
    "redact": redact,
    "translate": translate,
    "status": status,
    "schema": schema,
    "archive": archive,
    "verify": verify,
}
# Hands on to MkDocs what it does not know itself.
_OPEN = ("build",)
# Needs no project but for the words it speaks with.
_ANYWHERE = ("verify",)


# What argparse says to authors, which it looks up by its English words, and our words for it.
_ARGPARSE = {
    "usage: ": "argparse.usage",
    "positional arguments": "argparse.arguments",
    "options": "argparse.options",
    "show this help message and exit": "argparse.help",
    "%(prog)s: error: %(message)s\n": "argparse.error",
    "argument %(argument_name)s: %(message)s": "argparse.argument",
    "the following arguments are required: %s": "argparse.required",
    "expected one argument": "argparse.one",
    "expected at least one argument": "argparse.some",
    "invalid choice: %(value)r (choose from %(choices)s)": "argparse.choice",
    "unrecognized arguments: %s": "argparse.unknown",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the folder it is run in, or one above it, holds the site's settings."""
    given = read_given(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark rather than nothing at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        settings = read_settings(_find_settings(Path.cwd(), given))
        catalogues = read_words(settings)
        today = read_today(os.environ)
    except (ClockError, SettingsError) as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    language = _ask_language(given) or find_language(os.environ, settings.codes)
    words = catalogues.words.get(language, catalogues[settings.codes[0]])
    _teach_argparse(words)
    parser = make_parser(words, settings)
    options, rest = parser.parse_known_args(given)
    options.rest = rest
    if rest and options.verb not in _OPEN:
        parser.error(" ".join(rest))
    return _run(VERBS[options.verb], options, Workplace(settings, catalogues, words, today))


def _run(verb: Verb, options: argparse.Namespace, place: Workplace) -> int:
    """Run a verb; a file or a reader that is not there for it is told of in the author's words."""
    try:
        code = verb.run(options, place)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has heard enough. Python would complain of it once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PROBLEMS
    except OSError as error:
        name = os.path.relpath(error.filename, place.settings.root) if isinstance(error.filename, str) else ""
        print(place.words.gettext("cli.file", file=name, reason=error.strerror or str(error)), file=sys.stderr)
        return EXIT_USAGE
    return code


def _find_settings(folder: Path, given: Sequence[str]) -> Path:
    """The settings of the project around a folder; where there is none, what needs none has those it came with."""
    for place in (folder, *folder.parents):
        if (place / SETTINGS).is_file():
            return place / SETTINGS
    verb = next((word for word in given if word in VERBS), "")
    return (Path(__file__).parents[3] if verb in _ANYWHERE else folder) / SETTINGS


def find_language(environment: Mapping[str, str], codes: Sequence[str]) -> str:
    """The language to speak: the system's (POSIX: LC_ALL, LC_MESSAGES, LANG), or the first where that is not known.

    Args:
        environment: the process's environment variables.
        codes: the languages that there are words in.
    """
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    language = re.split(r"[_.@-]", named)[0].lower()
    return language if language in codes else codes[0]


def _ask_language(given: Sequence[str]) -> str:
    """The language asked for, before the parser is made, since its help speaks it too."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", default="")
    try:
        return str(parser.parse_known_args(given)[0].lang)
    except argparse.ArgumentError:
        return ""


def _teach_argparse(words: Catalogue) -> None:
    """Let the standard library's own words about a command be said in the author's language."""
    said = {text: words.gettext(key) for text, key in _ARGPARSE.items()}
    argparse._ = lambda text: said.get(text, text)  # type: ignore[attr-defined]


def make_parser(words: Catalogue, settings: Settings) -> argparse.ArgumentParser:
    """The command's grammar: its verbs and what each takes, explained in the author's words."""
    codes = words.gettext("cli.codes")
    language = _Parser(add_help=False)
    language.add_argument("--lang", choices=settings.codes, help=words.gettext("cli.lang"))
    parser = _Parser(prog="pledgebook", description=words.gettext("cli.description"), epilog=codes, parents=[language])
    parser.example = words.gettext("cli.example")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=words.gettext("cli.verb"))
    for name, verb in VERBS.items():
        purpose = words.gettext(f"cli.{name}")
        one = verbs.add_parser(name, help=purpose, description=purpose, parents=[language])
        if words.has(f"cli.{name}.example"):
            one.example = words.gettext(f"cli.{name}.example")
        one.epilog = f"{one.example} {codes}".strip()
        verb.add_arguments(one, words)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that answers what cannot be understood with what is wrong and an example, instead of all it knows.

    Attributes:
        example: how the command may be written.
    """

    example = ""

    def error(self, message: str) -> NoReturn:
        told = argparse._("%(prog)s: error: %(message)s\n")  # type: ignore[attr-defined]
        self.exit(
            EXIT_USAGE, told % {"prog": self.prog, "message": name_options(message)} + f"{self.example}\n".lstrip()
        )
