"""Rules on what Markdown in records, the register and the accessibility statement may become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..images.picture import is_picture
from ..markdown.limits import find_excess
from ..markdown.render import PARTED_LINK, name_file, render_plain
from ..markdown.sanitize import RefusedKind, RefusedMarkup, blank_code, find_lines, list_pictures, sanitize
from ..model import Model
from ..model.located import Located
from ..problem import Level, Problem
from ..records.parsed import ParsedRecords
from ..yaml.node import Node

# Raw HTML is shown as words, so only these begin what can hold an attribute or an address.
_OPENING = re.compile(r"[\[{<]")
# Some words of a sentence, so far in as code is.
_INDENTED = re.compile(r"^(?: {4}|\t)[ \t]*[^\W\d_][^\n{}<>=;\\|]*[^\W\d_] [^\W\d_]+ [^\n{}<>=;\\|]*$", re.MULTILINE)
_CODE_BLOCK = re.compile(r"<pre><code>(.*?)</code></pre>", re.DOTALL)
# A footnote, and the mark that leads to it.
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_NOTED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_SHOWN = re.compile(
    r"<!--.*?(?:-->|$)|</?(?:a|b|big|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|script|small|span|strong|style|sub|sup"
    r"|table|tbody|td|th|thead|tr|u|ul)(?:[\s/][^<>]{0,500})?>",
    re.IGNORECASE,
)


def check_markup(entries: ParsedRecords) -> Iterator[Problem]:
    """Markdown gives no attribute that does something, no address of an unknown sort, no picture without words."""
    for entry in (*entries.shared, *entries.holders):
        yield from entries.findings.check(_check_markup, entry)


def _check_markup(entry: Located[Model]) -> Iterator[Problem]:
    for node in entry.prose:
        excess = find_excess(node.text)
        if excess:
            limit = f"{excess.limit}"
            yield Problem(node.mark.at_line(excess.line), excess.kind, found=limit)
        elif _OPENING.search(node.text):
            yield from _check_text(node)
            yield from _check_parted(node)
        if not excess and _INDENTED.search(node.text):
            yield from _check_indented(node)


def check_shown_html(entries: ParsedRecords) -> Iterator[Problem]:
    """HTML in the words of a record is shown as it stands, which is seldom meant."""
    for entry in (*entries.shared, *entries.holders):
        yield from entries.findings.check(_check_shown_html, entry)


def _check_shown_html(entry: Located[Model]) -> Iterator[Problem]:
    for texts, is_prose in entry.texts:
        for node in {id(node): node for node in texts.mapping.values() if "<" in node.text}.values():
            yield from _check_shown(node, is_prose)


def _check_shown(node: Node, is_prose: bool) -> Iterator[Problem]:
    lines = blank_code(node.text) if is_prose else node.text
    for number, line in enumerate(lines.split("\n")):
        found = _SHOWN.search(line)
        if found:
            # What is Markdown may be mended with its signs, and what is not with plain words.
            details = {"prose": "yes"} if is_prose else {}
            mark = node.mark.at_line(number)
            yield Problem(mark, "markup_shown", Level.NOTE, found=found[0][1:].split()[0].rstrip(">"), details=details)
            return


def _check_parted(node: Node) -> Iterator[Problem]:
    """A link whose parts are not joined, and a mark for a note that is nowhere, are shown as they stand."""
    lines = blank_code(node.text)
    notes = set(_NOTE.findall(lines))
    for number, line in enumerate(lines.split("\n")):
        for parted in PARTED_LINK.finditer(line):
            yield Problem(node.mark.at_line(number), "link_parted", Level.WARNING, found=parted[0])
        for name in _NOTED.findall(line):
            if name not in notes:
                yield Problem(node.mark.at_line(number), "note_missing", Level.WARNING, found=f"[^{name}]")


def _check_indented(node: Node) -> Iterator[Problem]:
    """Words that stand so far in that they become code, as in a mail that was pasted."""
    code = unescape("\n".join(_CODE_BLOCK.findall(render_plain(node.text))))
    shown = {line.strip() for line in code.split("\n")}
    for number, line in enumerate(node.text.split("\n")):
        if _INDENTED.match(line) and line.strip() in shown:
            yield Problem(node.mark.at_line(number), "text_indented", Level.WARNING, found=line.strip())
            return


def _check_text(node: Node) -> Iterator[Problem]:
    cleaned = sanitize(render_plain(node.text))
    others = [address for address in list_pictures(cleaned.html) if not is_picture(name_file(address))]
    refusals = [*cleaned.refusals, *(RefusedMarkup(RefusedKind.KIND, address, "img") for address in others)]
    for line, refusal in find_lines(node.text, refusals):
        yield Problem(node.mark.at_line(line), refusal.kind, found=refusal.found)
