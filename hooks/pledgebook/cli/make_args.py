"""Make-style arguments: `NAME=2027 NOTE="…"` is read as well as `2027 --note "…"`.

So one handbook and one set of messages do for those who have make and for those who start the command themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# `NAME` is whatever stands after the verb; each of the others is the option of the same name.
_NAME = "NAME"
_OPTIONS = (
    "FROM",
    "DATE",
    "KIND",
    "NOTE",
    "WORDS",
    "PROMISE",
    "FIELD",
    "REASON",
    "LANG",
    "PORT",
    "SIGN",
    "SIGNERS",
    "REPLACES",
    "LOG",
)
# Options that take no value: whatever is given means yes.
_FLAGS = ("ZIP", "TRIAL", "DETAILS", "RECEIPT")
_VARIABLE = re.compile(rf"({'|'.join((_NAME, *_OPTIONS, *_FLAGS))})=(.*)", re.DOTALL)


def read_make_arguments(arguments: Sequence[str]) -> list[str]:
    """The command's arguments with the words and options that variables stand for; everything else as it is."""
    return [part for argument in arguments for part in _read(argument)]


def name_options(message: str) -> str:
    """A message with each option under the name that make has for it, which the command reads too."""
    return re.sub(
        r"--([a-z]+)", lambda option: option[1].upper() if option[1].upper() in _OPTIONS else option[0], message
    )


def _read(argument: str) -> Iterator[str]:
    match = _VARIABLE.fullmatch(argument)
    if not match:
        yield argument
    elif match[1] == _NAME:
        yield from match[2].split()
    elif match[1] in _FLAGS:
        yield from [f"--{match[1].lower()}"] if match[2].strip() else []
    elif match[1] == "WORDS":
        language, _, text = match[2].strip().partition(" ")
        yield from ("--words", language, text.strip())
    else:
        yield f"--{match[1].lower()}={match[2]}"
