"""Command-line parser: argparse that speaks the author's language and answers a mistake with an example."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from ..i18n.po import Words
from .exit_codes import EXIT_USAGE
from .make_args import name_options

# What argparse calls the groups of arguments, and our key for the same.
_TITLES = {"positional arguments": "argparse.arguments", "options": "argparse.options"}
# What argparse says of a mistake, and our key for the same.
_ERRORS = {
    r"argument (?P<argument_name>.+?): (?P<message>.+)": "argparse.argument",
    r"the following arguments are required: (.+)": "argparse.required",
    r"expected one argument": "argparse.one",
    r"expected at least one argument": "argparse.some",
    r"invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)": "argparse.choice",
    r"unrecognized arguments: (.+)": "argparse.unknown",
}


class Argument:
    """An argument that a verb takes."""

    def __init__(self, name: str, help: str, read: Callable[[Words, str], Any] | None = None, **options: Any) -> None:
        """Note what it is.

        Args:
            name: its name; that of an option begins with hyphens.
            help: the key of what is said of it.
            read: reads a value, and refuses it in the words of a catalogue.
            options: what else argparse is to know.
        """
        self.name, self.help, self.read, self.options = name, help, read, options

    def add_to(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Let a parser take it."""
        options = self.options | ({"type": partial(self.read, words)} if self.read else {})
        parser.add_argument(self.name, help=words.gettext(self.help), **options)


RECORD = Argument("record", "cli.record", metavar="NAME")
JSON = Argument("--json", "cli.json", action="store_true")
# The words of a note in another language.
WORDS = Argument("--words", "cli.words", nargs=2, action="append", default=[], metavar=("en", "…"))


class CommandParser(argparse.ArgumentParser):
    """A parser in the words of a catalogue. A mistake is answered with what is wrong and an example, not with all help.

    Attributes:
        words: what is said to the author.
        example: how the command may be written.
    """

    def __init__(self, words: Words, example: str = "", **options: Any) -> None:
        """Make a parser that takes nothing but `--help`; `options` are those of argparse."""
        self.words = words
        self.example = example
        super().__init__(**options, add_help=False, formatter_class=partial(_HelpFormatter, words))
        self.add_argument("-h", "--help", action="help", help=words.gettext("argparse.help"))

    def add_argument_group(self, *arguments: Any, **options: Any) -> argparse._ArgumentGroup:
        """A group of arguments; those that argparse makes by itself get a title in the author's language."""
        title, *rest = arguments or (options.pop("title", None),)
        title = self.words.gettext(_TITLES[title]) if title in _TITLES else title
        return super().add_argument_group(title, *rest, **options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, show an example and end with the exit code of a mistake."""
        told = {"prog": self.prog, "message": name_options(self._translate(message))}
        self.exit(EXIT_USAGE, self.words.gettext("argparse.error") % told + f"{self.example}\n".lstrip())

    def _translate(self, message: str) -> str:
        """What argparse says, in the author's language; what it seldom says stays as it is."""
        for pattern, key in _ERRORS.items():
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                values = match.groupdict()
                if "message" in values:
                    values["message"] = self._translate(values["message"])
                if "value" in values:
                    values["value"] = ast.literal_eval(values["value"])
                return self.words.gettext(key) % (values or match.groups())
        return message


class _HelpFormatter(argparse.HelpFormatter):
    def __init__(self, words: Words, prog: str) -> None:
        super().__init__(prog)
        self._words = words

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._words.gettext("argparse.usage") if prefix is None else prefix)


def read_words_argument(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Language and words of each translation of a note."""
    return tuple((language, text) for language, text in options.words)
