"""Links: asks the address of each source and document, notes the answers, says what is lost, and keeps own copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from time import sleep
from urllib.parse import unquote, urlsplit

from ..checks.files import check_kinds, name_plainly
from ..config import RECORDS
from ..files.atomic import read_if_there, write_file
from ..files.formats import UNKNOWN, find_format
from ..files.tree import digest
from ..images.camera_data import strip_camera_data
from ..model.dates import PartialDate
from ..model.links import LINKS, LinkState, SourceLink, SourceLinks
from ..model.paths import Attachment, folder_of
from ..model.shared import Document
from ..names import Folder
from ..problem import Level, Mark, Problem
from ..records.grouping import group_pairs
from ..records.parsed import ParsedRecords
from ..reporting.progress import Progress
from ..reporting.quick_fix import list_quick_fixes
from ..reporting.source_lines import SourceLines
from ..yaml.dump import render_yaml
from ..yaml.node import Node
from .context import Context
from .refusal import Refusal
from .web_client import MOST_BYTES, TOO_MANY, Answer, is_first_page

_PAUSE = 1.0  # Seconds between two questions to one host.
_SILENT = ("name", "connection", "time")  # Of a host, or of the net here.
_CODES = {
    LinkState.MOVED: "link_moved",
    LinkState.REFUSED: "link_refused",
    LinkState.MISSING: "link_missing",
    LinkState.UNANSWERED: "link_unanswered",
}


def ask_links(
    context: Context, ask: Callable[[str], Answer], progress: Progress, wait: Callable[[float], None] = sleep
) -> tuple[Problem, ...]:
    """Ask all addresses, write what came of it, and tell each place whose address there is something to say of.

    A host that has had enough of it (429) is asked nothing more. What is silent is asked once more when all others have
    been, and nothing is noted of it where what answered before is silent by then: many hosts may be gone for good.

    Raises:
        Refusal: something in the records must be mended first, or nothing answers, so that it must be the net here.
        OSError: the file cannot be written, or has been changed meanwhile.
    """
    context.refuse_errors([error for error in context.errors if error.mark.path != f"{RECORDS}/{LINKS}"])
    file = context.settings.root / RECORDS / LINKS
    before, places, answers = read_if_there(file), _list_places(context), dict[str, Answer]()
    silent, busy, last = [*places], set[str](), ""
    for _ in range(2):
        for host, url in sorted((url.split("/")[2], url) for url in silent):
            if host in busy:
                continue
            progress.show("links", len(answers), len(places))
            if host == last:
                wait(_PAUSE)
            answers[url], last = ask(url), host
            busy |= {host} if answers[url].reason == str(TOO_MANY) else set()
        silent = [url for url, answer in answers.items() if answer.reason in _SILENT]
    if answers and not any(answer.reason.isdigit() for answer in answers.values()):
        raise Refusal(context.words.gettext("links.offline"))
    there = next((url for url, item in answers.items() if item.reason.isdigit() and item.reason != str(TOO_MANY)), "")
    gone = silent if silent and (not there or ask(there).reason in _SILENT) else []
    answers = {url: answer for url, answer in answers.items() if url not in gone}
    month = PartialDate(context.today.year, context.today.month)
    known = {link.url: link.answered for link in context.entries.links.record.links}
    known |= {url: month for url, answer in answers.items() if answer.state in (LinkState.ANSWERED, LinkState.MOVED)}
    links = [
        SourceLink(url=url, state=item.state, checked=month, answered=known.get(url), moved_to=item.moved_to or None)
        for url, item in answers.items()
    ]
    links += [link for link in context.entries.links.record.links if link.url in places.keys() - answers.keys()]
    links.sort(key=lambda link: link.url)
    values = SourceLinks(links=tuple(links)).model_dump(mode="json", exclude_none=True)
    write_file(file, render_yaml(values, context.project.words.gettext("links.heading")).encode(), before)
    found = [url for url, answer in answers.items() if answer.state in _CODES]
    told = [item for url in found for item in _tell(url, answers[url], places[url], context)]
    for url in places.keys() - answers.keys():
        code, level = ("link_offline", Level.WARNING) if url in gone else ("link_unasked", Level.NOTE)
        told += [Problem(item.mapping["url"].mark, code, level, url) for item in places[url]]
    return tuple(told)


def keep_documents(
    context: Context, ask: Callable[..., Answer], progress: Progress, wait: Callable[[float], None] = sleep
) -> Iterator[Problem]:
    """Write a copy of each document on the net whose licence is stated, and tell the lines to paste; as `ask_links`."""
    context.refuse_errors(context.errors)
    holders = context.entries.holders
    listed = [(entry, place, item) for entry in holders for place, item in enumerate(entry.record.documents)]
    wanted = [item for item in listed if (item[2].url or "").startswith("http") and not item[2].file]
    busy = set[str]()
    for number, (entry, place, item) in enumerate(wanted):
        node, url, body = entry.node.nearest(("documents", place)), item.url or "", bytearray()
        if not item.licence:
            yield Problem(node.opening, "document_unlicensed", Level.NOTE, url)
            continue
        if (host := url.split("/")[2]) in busy:
            yield Problem(node.mapping["url"].mark, "link_unasked", Level.NOTE, url)
            continue
        progress.show("links", number, len(wanted))
        if (answer := ask(url, body=body)).state is LinkState.ANSWERED:
            yield _keep(item, node, bytes(body), folder_of(entry.record), context)
        else:
            yield from _tell(url, answer, (node,), context)
            busy |= {host} if answer.reason == str(TOO_MANY) else set()
        wait(_PAUSE)


def _keep(document: Document, node: Node, data: bytes, folder: Folder, context: Context) -> Problem:
    name = unquote(urlsplit(document.url or "").path).rpartition("/")[2]
    name += ".pdf" if data.startswith(b"%PDF-") and not name.lower().endswith(".pdf") else ""
    copy = Attachment(folder, name_plainly(name, folder), "")
    if fault := next(check_kinds(ParsedRecords(attachments=[copy]), lambda item: data), None):
        return replace(fault, mark=node.opening, level=Level.WARNING)
    file, there = copy.name, read_if_there(context.settings.root / RECORDS / folder / copy.name)
    kind = {} if find_format(file) is UNKNOWN else {"mime": find_format(file).media_type}
    facts = {"file": file, **kind, "bytes": len(data), "sha256": digest(strip_camera_data(data, file))}
    is_large, is_other = len(data) > MOST_BYTES, document.sha256 not in (None, facts["sha256"])
    if is_large or is_other or there not in (None, data):
        code = "document_large" if is_large else "document_other" if is_other else "document_taken"
        return Problem(node.opening, code, Level.WARNING, file)
    write_file(context.settings.root / RECORDS / folder / file, data, there)
    lines = [f"{field}: {value}" for field, value in facts.items() if getattr(document, field) is None]
    fix = _add_fields(lines, node, node.opening, SourceLines(context.settings.root))
    return Problem(node.opening, "document_kept", Level.NOTE, file, fix=fix)


def _add_fields(fields: Iterable[str], item: Node, before: Mark, sources: SourceLines) -> str:
    """A line of an item of a list with more fields from a place on, in braces or in lines of their own."""
    start = before.column - 1
    line = sources.lines(before.path)[before.line - 1]
    joint = ", " if item.mark != item.opening else "\n" + " " * start
    return line[:start] + joint.join([*fields, line[start:]])


def _list_places(context: Context) -> dict[str, tuple[Node, ...]]:
    """Each address on the net of a source or a document, with the sources and documents that have it."""
    holders = [entry.node for entry in (context.entries.register, *context.entries.holders) if entry]
    listed = (item for node in holders for name in ("sources", "documents") for item in node.nearest([name]).items)
    return group_pairs((url, item) for item in listed if (url := item.text_of("url")).startswith("http"))


def _tell(url: str, answer: Answer, items: tuple[Node, ...], context: Context) -> Iterator[Problem]:
    """What an address did, in each place that names it, with the line to paste where there is one."""
    words, lines = context.words, SourceLines(context.settings.root)
    key = f"links.reason.{answer.reason}"
    is_start = is_first_page(answer.moved_to) and not is_first_page(url)
    code = "link_start" if is_start else _CODES[answer.state]
    level = Level.NOTE if answer.state is LinkState.REFUSED else Level.WARNING
    known = next((item.text_of("archived") for item in items if item.text_of("archived")), "")
    for item in items:
        copy = "here" if item.text_of("archived") else "elsewhere" if known else "none"
        new = "" if is_start else answer.moved_to
        reason = words.gettext(key) if words.has(key) else answer.reason
        details = {"reason": reason, "copy": words.gettext(f"links.copy.{copy}", copy=known, url=url)}
        problem = Problem(item.mapping["url"].mark, code, level, url, (), new, details | {"moved_to": answer.moved_to})
        fix = next(list_quick_fixes(problem, lines.lines(problem.mark.path)), "")
        if answer.state is not LinkState.REFUSED and not new and copy == "elsewhere":
            value = problem.mark
            start = lines.lines(value.path)[value.line - 1].rfind("url", 0, value.column)
            fix = _add_fields([f'archived: "{known}"'], item, replace(value, column=start + 1), lines)
        yield replace(problem, suggestion="", fix=fix)
