"""Rules on what a new site begins with as an example: it is told of until it has been replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..config import SETTINGS
from ..i18n.catalogue import Catalogue
from ..model import Register
from ..model.located import Located
from ..names import Language
from ..problem import Level, Mark, Problem, list_places
from ..records.parsed import ParsedRecords
from ..yaml.node import Node

# Names that are nobody's and lead nowhere (RFC 2606).
_NOBODYS = re.compile(r"(?:https?://|@)(?:[\w-]+\.)*(?:example\.(?:com|net|org)|\w[\w-]*\.(?:example|test|invalid))\b")


def check_example(entries: ParsedRecords, words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    """No text begins with the word that marks an example; of each file, all such texts are told at once."""
    marks = tuple({f"{known.gettext('hint.example')}:" for known in words.values()})
    for entry in (*entries.shared, *entries.holders):
        texts = {node.mark: node for node in _list_texts(entry.node) if node.text.startswith(marks)}
        found: dict[str, list[Problem]] = {}
        for mark in sorted(texts, key=lambda mark: (mark.line, mark.column)):
            word = texts[mark].text.partition(":")[0]
            found.setdefault(mark.path, []).append(Problem(mark, "example_left", Level.WARNING, word))
        for problems in found.values():
            details = list_places(problems) if len(problems) > 1 else {}
            yield replace(problems[0], details=details)


def hint_addresses(register: Located[Register] | None, settings: Sequence[str]) -> Iterator[Problem]:
    """Addresses that are nobody's, in the register and, by its lines, in the settings.

    Args:
        register: the register.
        settings: the lines of the settings file.
    """
    for node in _list_texts(register.node) if register else ():
        if _NOBODYS.search(node.text):
            yield Problem(node.mark, "example_address", Level.HINT, node.text)
    for number, line in enumerate(settings, 1):
        name, _, address = line.partition(":")
        if name == "site_url" and _NOBODYS.search(address):
            yield Problem(Mark(SETTINGS, number), "example_site_url", Level.HINT, address.strip().strip("\"'"))


def _list_texts(node: Node) -> Iterator[Node]:
    if node.text:
        yield node
    for inner in (*node.items, *node.mapping.values()):
        yield from _list_texts(inner)
