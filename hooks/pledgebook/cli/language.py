"""Language that the command speaks: the one asked for, or the system's."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence


def find_language(environment: Mapping[str, str], codes: Sequence[str]) -> str:
    """The language to speak: the system's (POSIX: LC_ALL, LC_MESSAGES, LANG), or the first where that is not known.

    Args:
        environment: the process's environment variables.
        codes: the languages that there are words in.
    """
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    language = re.split(r"[_.@-]", named)[0].lower()
    return language if language in codes else codes[0]


def read_language(arguments: Sequence[str]) -> str:
    """The language asked for, before the parser is made, since its help speaks it too."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", default="")
    try:
        return str(parser.parse_known_args(arguments)[0].lang)
    except argparse.ArgumentError:
        return ""
