"""The catalogue of slips: what people really write by mistake, and the message's code, line and column.

Each is one slip in an otherwise sound book of records; a few lines show what is offered instead of the line. Where the
same slip has more faces than one they stand in checks/ (rules) and yaml/ (YAML).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.conftest import (
    AGREEMENT,
    ENGLISH,
    FOLLOWUP,
    LANGUAGES,
    REGISTER,
    Given,
    agreement,
    fields,
    followup,
    pledge,
    register,
    statement,
    words,
    write,
)
from core.memory_files import MemoryPath
from pledgebook.checks.static_pages import check_static_pages
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.i18n.enum_labels import list_enum_labels
from pledgebook.model.enums import TranslationStatus
from pledgebook.names import Language
from pledgebook.problem import Level, Problem
from pledgebook.project import load_book
from pledgebook.reporting.report import render_report
from pledgebook.reporting.source_lines import SourceLines

SV = "2027/pledge.sv.md"
EN = "2027/pledge.en.md"
FU = "2027/followup-1.sv.md"
AG = "agreements/2024-2027/agreement.sv.md"
REG = "register.yml"

TEN_LAUGHS = "\n".join([f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 11)])


def front(*lines: str) -> str:
    """A page with just these lines of front matter, from line 2 on."""
    return "\n".join(["---", *lines, "---", ""])


def promise(extra: str) -> str:
    """A pledge whose only promise begins on line 3; `extra` stands on line 6."""
    return pledge(f"promises:\n  - id: synas\n    by: polisen\n    text: Synas.\n    {extra}")


def end_with(line: str) -> str:
    """The usual pledge with another line, the 11th, instead of the one that ends its front matter."""
    return pledge(body="Text.\n").replace("]\n---\n", f"]\n{line}\n")


# What was written, in which file: code, line:column, and the line that is offered instead ("" for none).
SLIPS: dict[str, tuple[str, str | bytes, str, str, str]] = {
    # Front matter that MkDocs lets through
    "an unquoted colon": (SV, pledge("title: Löfte: 2027"), "yaml_colon", "2:13", 'title: "Löfte: 2027"'),
    "an unquoted colon in a list": (SV, pledge("unknown:\n  - Kort: allt"), "value_text", "3:5", ""),
    "a colon in a quotation": (SV, pledge("title: Löfte: \"ny\" tid"), "yaml_colon", "2:13", "title: 'Löfte: \"ny\" tid'"),
    "a tab": (SV, pledge("promises:\n\t- id: synas\n    by: polisen\n    text: A"), "yaml_tab", "3:1", "  - id: synas"),
    "a tab after the hyphen": (SV, pledge("parties:\n  -\tpolisen"), "yaml_tab", "3:4", "  - polisen"),
    "a hard space first": (SV, pledge("promises:\n\u00a0\u00a0- id: synas\n    by: polisen\n    text: A"), "yaml_space", "3:1", "  - id: synas"),
    "a hard space after the colon": (SV, pledge("title:\u00a0Löfte"), "yaml_space", "2:7", "title: Löfte"),
    "a hard space after the hyphen": (SV, pledge("parties:\n  -\u00a0polisen"), "yaml_space", "3:4", "  - polisen"),
    "no first ---": (SV, pledge().removeprefix("---\n"), "frontmatter_missing", "1:1", "---\ntitle: Medborgarlöfte 2027"),
    "a first – – –": (SV, "–––\n" + pledge().removeprefix("---\n"), "frontmatter_missing", "1:1", "---"),
    "no second ---": (SV, "---\ntitle: A\n\nBrödtext.\n", "frontmatter_open", "4:1", ""),
    "a second –": (SV, end_with("–––"), "frontmatter_open", "11:1", "---"),
    "an indented second ---": (SV, end_with(" ---"), "frontmatter_open", "11:1", "---"),
    "a second ----": (SV, end_with("----"), "frontmatter_open", "11:1", "---"),
    "an empty first line": (SV, "\n" + pledge(), "frontmatter_blank", "1:1", ""),
    "a --- in the midst": (SV, pledge().replace("promises:", "---\npromises:", 1), "frontmatter_early", "7:1", ""),
    "a --- in the midst of the English": (EN, "---\ntitle: A\n---\nsummary: B\n---\n", "frontmatter_early", "4:1", ""),
    "a word in quotes first": (SV, pledge('title: "Vi" ska synas'), "yaml_after", "2:13", "title: '\"Vi\" ska synas'"),
    "words after a list": (SV, pledge("parties: [polisen] och skolan"), "yaml_after", "2:20", ""),
    "words after a list of promises": (SV, pledge("promises: [{id: synas, by: polisen, text: Vi syns.}] igen"), "yaml_after", "2:54", ""),
    "a Markdown link for a source": (SV, pledge("sources:\n  - [Polisen](https://example.org/)"), "yaml_after", "3:14", ""),
    "a bad date": (SV, pledge("dates: {signed: 2027-02-30}"), "date_impossible", "2:17", "dates: {signed: 2027-02-28}"),
    "a wrong type": (SV, pledge("promises: Synas."), "value_mapping", "2:11", "promises: {id: synas, by: polisen, text: Synas.}"),
    "a misspelt key": (SV, pledge("tittle: A", without="title"), "field_unknown", "2:1", "title: A"),
    "a double key": (SV, pledge("title: A\ntitle: B"), "yaml_repeated", "3:1", ""),
    "curly quotes": (SV, pledge("title: “Löfte 2027”"), "quotes_curly", "2:8", 'title: "Löfte 2027"'),
    "Swedish quotes round an address": (SV, pledge("contact: {function: A, url: ”https://a.se”}"), "quotes_curly", "2:29", 'contact: {function: A, url: "https://a.se"}'),
    "curly quotes round a colon": (SV, pledge("title: ”Löfte: 2027”"), "yaml_colon", "2:14", 'title: "Löfte: 2027"'),
    # Files
    "cp1252": (SV, pledge("title: Löfte").encode("cp1252"), "encoding", "2:9", ""),
    "UTF-16": (SV, pledge().encode("utf-16"), "encoding", "1:1", ""),
    "an empty file": (SV, "", "file_empty", "1:1", ""),
    "5 MB": (SV, pledge(body="lång text " * 500_000), "file_size", "1:1", ""),
    "Word's line break": (SV, pledge("title: Löfte\x0b2027"), "control_character", "2:13", "title: Löfte 2027"),
    "a NUL byte": (SV, pledge("title: Löfte\x00 2027"), "control_character", "2:13", "title: Löfte 2027"),
    "a byte order mark inside": (SV, pledge("title: Löfte\ufeff 2027"), "control_character", "2:13", "title: Löfte 2027"),
    "Windows line ends and a slip": (SV, pledge("title: A: B").replace("\n", "\r\n").encode(), "yaml_colon", "2:9", 'title: "A: B"'),
    "a byte order mark and a slip": (SV, b"\xef\xbb\xbf" + pledge("title: A: B").encode(), "yaml_colon", "2:9", 'title: "A: B"'),
    "the wrong case in a file's name": ("2028/Pledge.sv.md", pledge("period: 2028"), "file_name", "1:1", ""),
    "a follow-up with a name of its own": ("2027/uppfoljning.sv.md", followup(), "file_name", "1:1", ""),
    "two files of one language": ("2027/pledge.sv (1).md", pledge(), "file_double", "1:1", ""),
    "an unknown language": ("2027/pledge.se.md", pledge(), "file_language", "1:1", ""),
    "a folder with a strange name": ("Löfte 2028/pledge.sv.md", pledge(), "folder_name", "1:1", ""),
    "a folder without a pledge": ("2028/followup-1.sv.md", followup(), "record_missing", "1:1", ""),
    "a translation alone": ("2028/pledge.en.md", words("title: A"), "original_missing", "1:1", ""),
    "a pledge without a folder": ("2028.sv.md", pledge(), "file_stray", "1:1", ""),
    # YAML
    "no hyphen before a word of a list": (SV, pledge("sources:\n  - p1\n  k1"), "yaml_no_hyphen", "4:3", "  - k1"),
    "a field alone without its indent": (SV, pledge("promises:\n  - id: synas\nby: polisen\n    text: Synas."), "yaml_indent", "4:1", "    by: polisen"),
    "a field in bold": (SV, promise("**when:** Varje vecka."), "yaml_alias", "6:5", "    when: Varje vecka."),
    "a field in bold, the colon outside": (SV, promise("**when**: Varje vecka."), "yaml_alias", "6:5", "    when: Varje vecka."),
    "a field out of a mail": (SV, promise("> when: Varje vecka."), "yaml_character", "6:5", "    when: Varje vecka."),
    "a list without its name": (SV, pledge("title: A\n  - id: synas\n    by: polisen"), "yaml_list_lost", "3:3", ""),
    "a list without its name after a list on one line": (SV, pledge("title: A\nparties: [polisen]\n  - id: synas\n    by: polisen"), "yaml_list_lost", "4:3", ""),
    "a list without its name that is not indented": (SV, pledge("parties: [polisen]\n- id: synas\n  by: polisen"), "yaml_list_lost", "3:1", ""),
    "a list inside an item without its name": (SV, pledge("promises:\n  - id: synas\n    text: A\n    by: [polisen]\n      - {id: a, text: B}"), "yaml_list_lost", "6:7", ""),
    "an item too far in": (SV, pledge("promises:\n  - {id: a, by: polisen, text: A}\n   - {id: b, by: polisen, text: B}"), "yaml_indent", "4:4", "  - {id: b, by: polisen, text: B}"),
    "a file of a source": (SV, pledge("sources:\n  - {id: s1, publisher: Polisen, file: plan.pdf}"), "field_elsewhere", "3:34", ""),
    "a status of a promise": (SV, promise("figures: {count: 2, unit: kontroller}"), "field_unknown", "6:5", ""),
    "an address of a signatory": (SV, pledge("signatories: [{name: A, publisher: B}]"), "field_elsewhere", "2:25", ""),
    "a list without its name in braces": (REG, register("publication: own\n  - {id: a, name: {sv: A, en: A}}"), "yaml_list_lost", "2:3", ""),
    "a path of Windows in quotation marks": (SV, promise('when: "C:\\Temp varje vecka."'), "yaml_escape", "6:14", "    when: 'C:\\Temp varje vecka.'"),
    "letters out of a PDF": (SV, pledge("title: Löftet om tra\ufb01ken"), "character_joined", "2:21", "title: Löftet om trafiken"),
    "a letter of another script": (SV, pledge("title: P\u043elisens löfte"), "character_foreign", "2:9", "title: Polisens löfte"),
    "a link parted from its words": (SV, pledge(body="Se [löftet] (https://example.org/lofte).\n"), "link_parted", "12:1", "Se [löftet](https://example.org/lofte)."),
    "a link with the brackets changed": (SV, pledge(body="Se (löftet)[www.example.org].\n"), "link_parted", "12:1", ""),
    "a link without https": (SV, pledge(body="Se [löftet](www.example.org/a).\n"), "link_dead", "12:1", "Se [löftet](https://www.example.org/a)."),
    "a footnote that is nowhere": (SV, pledge(body="Det sa de.[^1]\n"), "note_missing", "12:1", ""),
    "no colon": (SV, pledge("title Löfte", without="title"), "yaml_no_colon", "2:1", "title: Löfte"),
    "no space after the colon": (SV, pledge("title:Löfte"), "yaml_no_colon", "2:1", "title: Löfte"),
    "an open quotation": (SV, pledge('title: "Löfte'), "yaml_quote", "2:8", 'title: "Löfte"'),
    "an open bracket": (SV, pledge("parties: [polisen"), "yaml_bracket", "2:10", "parties: [polisen]"),
    "an open brace": (SV, pledge("dates: {signed: 2027"), "yaml_bracket", "2:8", "dates: {signed: 2027}"),
    "a wrong indentation": (SV, pledge("promises:\n  - id: synas\n   by: polisen\n    text: A"), "yaml_indent", "4:4", "    by: polisen"),
    "a text that goes on": (SV, pledge("title: Ett löfte\nom torget"), "yaml_no_colon", "3:1", "  om torget"),
    "a text that goes on in a list": (SV, promise("note: Ett löfte\nom torget"), "yaml_no_colon", "7:1", "      om torget"),
    "a text that begins on the next line": (SV, pledge("title: |\nEtt löfte"), "yaml_no_colon", "3:1", "  Ett löfte"),
    "a text that goes on with a colon": (SV, pledge("title: Ett löfte\n  om torget: 2027"), "yaml_indent", "3:3", ""),
    "no space after the hyphen": (SV, pledge("parties:\n  - polisen\npromises:\n  - {id: a, by: polisen, text: A}\n  -id: synas\n    by: polisen\n    text: B"), "yaml_indent", "6:3", "  - id: synas"),
    "a list's part too far out": (SV, pledge("promises:\n  - {id: a, by: polisen, text: A}\n - id: synas\n    by: polisen\n    text: B"), "yaml_indent", "4:2", "  - id: synas"),
    "a list on the line of its name": (SV, pledge("parties: - polisen"), "yaml_list_beside", "2:10", "parties:\n  - polisen"),
    "too far in": (SV, pledge("title: A\n  summary: B", without="summary"), "yaml_indent", "3:3", "summary: B"),
    "a list with Word's dashes": (SV, pledge("parties:\n  – polisen\n  – kommunen"), "yaml_dash", "3:3", "  - polisen"),
    "a list of fields with Word's dashes": (SV, pledge("promises:\n  – id: synas\n    by: polisen\n    text: A"), "yaml_dash", "3:3", "  - id: synas"),
    "a backtick first": (SV, pledge("title: `Löfte`"), "yaml_character", "2:8", 'title: "`Löfte`"'),
    "a question mark first": (SV, pledge("title: ? Löfte"), "yaml_character", "2:8", 'title: "? Löfte"'),
    "an @ first": (SV, pledge("title: @polisen lovar"), "yaml_character", "2:8", 'title: "@polisen lovar"'),
    "words lost to a #": (SV, pledge("title: Hus #3 på torget"), "yaml_comment", "2:12", 'title: "Hus #3 på torget"'),
    "an asterisk first": (SV, pledge("title: *viktigt* löfte"), "yaml_alias", "2:8", 'title: "*viktigt* löfte"'),
    "an & first": (SV, pledge("title: &Co Påhittet"), "yaml_alias", "2:8", 'title: "&Co Påhittet"'),
    "an exclamation mark first": (SV, pledge("title: !viktigt löfte"), "yaml_tag", "2:8", 'title: "!viktigt löfte"'),
    "a bomb of anchors": (SV, front("a0: &a0 [ha]", *TEN_LAUGHS.split("\n")), "yaml_alias", "2:5", ""),
    "a list in lists without end": (SV, pledge(body="\n".join("  " * level + "- a" for level in range(600))), "line_depth", "72:1", ""),
    "deep nesting": (SV, front("a: " + "[" * 50_000), "yaml_depth", "2:24", ""),
    # Values
    "Ja": (SV, pledge("focus_areas: [{id: a, title: A, flexible: Ja}]"), "truth_format", "2:43", "focus_areas: [{id: a, title: A, flexible: true}]"),
    "Nej": (SV, pledge("sources: [{publisher: P, partly_read: Nej}]"), "truth_format", "2:39", "sources: [{publisher: P, partly_read: false}]"),
    "1/2-2027": (SV, pledge("dates: {signed: 1/2-2027}"), "date_format", "2:17", "dates: {signed: 2027-02-01}"),
    "2027-13-40": (SV, pledge("dates: {signed: 2027-13-40}"), "date_impossible", "2:17", ""),
    "01/02/2027": (SV, pledge("dates: {signed: 01/02/2027}"), "date_format", "2:17", ""),
    "1 februari 2027": (SV, pledge("dates: {signed: 1 februari 2027}"), "date_format", "2:17", "dates: {signed: 2027-02-01}"),
    "2027-2-1": (SV, pledge("dates: {signed: 2027-2-1}"), "date_format", "2:17", "dates: {signed: 2027-02-01}"),
    "a period in words": (SV, pledge("period: nästa år"), "period_format", "2:9", ""),
    "an id with åäö": (SV, pledge("promises:\n  - {id: gå-hem, by: polisen, text: A}"), "id_format", "3:10", "  - {id: ga-hem, by: polisen, text: A}"),
    "an id with capitals": (SV, pledge("promises:\n  - {id: Synas, by: polisen, text: A}"), "id_format", "3:10", "  - {id: synas, by: polisen, text: A}"),
    "an id with spaces": (SV, pledge("promises:\n  - {id: synas mer, by: polisen, text: A}"), "id_format", "3:10", "  - {id: synas-mer, by: polisen, text: A}"),
    "two ids and a comma": (SV, pledge("parties: polisen, kommunen"), "id_list", "2:10", "parties: [polisen, kommunen]"),
    "two ids in words": (SV, pledge("parties: Polisen och kommunen"), "id_list", "2:10", "parties: [polisen, kommunen]"),
    "two ids and a semicolon in a list": (SV, pledge("parties: [polisen; kommunen]"), "id_list", "2:11", "parties: [polisen, kommunen]"),
    "two ids on a line of a list": (SV, pledge("parties:\n  - polisen; kommunen"), "id_list", "3:5", ""),
    "a number and what it counts": (SV, promise("target: 200 pass"), "value_mapping", "6:13", "    target: {count: 200, unit: pass}"),
    "a number with its unit": (SV, promise("target: {count: 200 pass}"), "number_format", "6:21", "    target: {count: 200, unit: pass}"),
    "thousands with their unit": (SV, promise("target: {at_least: 20 000 kr}"), "number_format", "6:24", "    target: {at_least: 20000, unit: kr}"),
    "per cent without a unit": (SV, promise("target: {count: 80 %}"), "number_format", "6:21", '    target: {count: 80, unit: "%"}'),
    "a unit said twice": (SV, promise("target: {count: 200 pass, unit: pass}"), "number_format", "6:21", "    target: {count: 200, unit: pass}"),
    "a date with Word's hyphens": (SV, pledge("dates: {signed: 2027\u201101\u201115}"), "date_format", "2:17", "dates: {signed: 2027-01-15}"),
    "a date with a full stop": (SV, pledge("dates: {signed: 2027-01-15.}"), "date_format", "2:17", "dates: {signed: 2027-01-15}"),
    "a date with the time of day": (SV, pledge("dates:\n  signed: 2027-01-15 00:00:00"), "date_format", "3:11", "  signed: 2027-01-15"),
    "a day before its month": (SV, pledge("dates: {signed: 15-01-2027}"), "date_format", "2:17", "dates: {signed: 2027-01-15}"),
    "a day that may be a month": (SV, pledge("dates: {signed: 04/05/2027}"), "date_format", "2:17", ""),
    "a figure in words": (FU, followup("results: [{promise: synas, figures: 12 pass}]"), "value_mapping", "2:37", "results: [{promise: synas, figures: {count: 12, unit: pass}}]"),
    "an address without https for a source": (SV, pledge("sources: [p1, www.example.org]"), "id_address", "2:15", ""),
    "an address with angles for a source": (SV, pledge("sources:\n  - <https://example.org/a>"), "id_address", "3:5", ""),
    "a host and a path for a source": (SV, pledge("sources:\n  - sagostad.example/lofte"), "id_address", "3:5", ""),
    "a file for an address": (SV, pledge("sources: [{publisher: A, url: lofte.pdf}]"), "address_format", "2:31", ""),
    "a picture for an address": (SV, pledge("sources: [{publisher: A, url: Torget.JPG}]"), "address_format", "2:31", ""),
    "a promise that continues itself": (SV, promise("continues: synas"), "reference_format", "6:16", ""),
    "a promise that continues itself in words": (SV, promise("continues: 2027 synas"), "reference_format", "6:16", ""),
    "an address for a source": (SV, pledge("sources: [https://example.org/a]"), "id_address", "2:11", ""),
    "per cent in a number": (SV, promise("target: {count: 20 %, unit: pass}"), "number_format", "6:21", ""),
    "a number in words": (SV, promise("target: {count: tio, unit: pass}"), "number_format", "6:21", ""),
    "about in a number": (SV, promise("target: {count: ca 200, unit: pass}"), "number_format", "6:21", "    target: {about: 200, unit: pass}"),
    "a broken number": (SV, promise("target: {count: 20 3, unit: pass}"), "number_format", "6:21", ""),
    "an address without https": (SV, pledge("contact: {function: A, url: www.example.org}"), "address_format", "2:29", "contact: {function: A, url: https://www.example.org}"),
    "a list for one value": (SV, pledge("agreement: [2024-2027]"), "value_single", "2:12", "agreement: 2024-2027"),
    "facts for one value": (SV, pledge("promises: [{by: polisen, id: a, text: {a: b}}]"), "value_text", "2:39", ""),
    "one value for facts": (SV, pledge("dates: 2027"), "value_mapping", "2:8", ""),
    "an empty field": (SV, pledge("title:"), "field_empty", "2:1", ""),
    # Statuses and other closed vocabularies
    "a misspelt Swedish status": (FU, followup("results:\n  - promise: synas\n    status: Uppfyld"), "value_not_allowed", "4:13", "    status: Uppfyllt"),
    "a misspelt English status": (FU, followup("results:\n  - promise: synas\n    status: fullfilled"), "value_not_allowed", "4:13", "    status: fulfilled"),
    "a made-up status": (FU, followup("results: [{promise: synas, status: lysande}]"), "value_not_allowed", "2:36", ""),
    "another word for a status": (FU, followup("results: [{promise: synas, status: klart}]"), "value_not_allowed", "2:36", "results: [{promise: synas, status: Uppfyllt}]"),
    "a misspelt kind": (FU, followup("kind: slutredovisnig"), "value_not_allowed", "2:7", "kind: Slutredovisning"),
    "no kind": (FU, fields(FOLLOWUP, "", without="kind"), "field_missing", "2:1", ""),
    # What must be there, and what is named
    "a promise without by": (SV, pledge("promises:\n  - id: synas\n    text: Synas."), "field_missing", "3:5", "  - id: synas\n    by: polisen"),
    "a promise without by, on one line": (SV, pledge("promises:\n  - {id: synas, text: Synas.}"), "field_missing", "3:6", "  - {by: polisen, id: synas, text: Synas.}"),
    "no by, two parties": (SV, pledge("parties: [polisen, kommunen]\npromises:\n  - {id: synas, text: A}"), "field_missing", "4:6", ""),
    "no sources": (SV, pledge(without="sources"), "field_missing", "2:1", ""),
    "no period": (SV, pledge(without="period"), "period_missing", "2:1", ""),
    "a misspelt party": (SV, pledge("parties: [polisn]"), "party_unknown", "2:11", "parties: [polisen]"),
    "a party that is not there": (SV, pledge("parties: [grannen]"), "party_unknown", "2:11", ""),
    "a result for another promise": (FU, followup("results: [{promise: lysa}]"), "promise_unknown", "2:21", ""),
    "a result for a misspelt promise": (FU, followup("results: [{promise: synsa}]"), "promise_unknown", "2:21", "results: [{promise: synas}]"),
    "a PDF that is not there": (SV, pledge("documents: [{title: A, kind: other, file: a.pdf}]"), "document_missing", "2:43", ""),
    "a PDF in a folder of its own": (SV, pledge("documents: [{title: A, kind: other, file: bilagor/a.pdf}]"), "document_missing", "2:43", ""),
    "a picture without words": (SV, pledge(body="![](torg.jpg)\n"), "image_alt", "12:1", ""),
    "a key near a known one": (SV, promise("them: [trafik]"), "field_unknown", "6:5", "    themes: [trafik]"),
    "a key in Swedish": (SV, pledge("sammanfattning: A", without="summary"), "field_unknown", "2:1", "summary: A"),
    "a promise that does not go on an earlier one": (SV, promise("continues: 2026/synas"), "promise_unknown", "6:16", ""),
    "a follow-up without its language": ("2027/followup-1.md", followup(), "file_name", "1:1", ""),
    "a follow-up before its pledge": (FU, followup("date: 2026-06"), "followup_early", "2:7", ""),
    "a follow-up of another time": (FU, followup("covers: 2026"), "followup_covers", "2:9", ""),
    "a key whose name is Swedish": (SV, promise("mål: {count: 200, unit: pass}"), "field_unknown", "6:5", "    target: {count: 200, unit: pass}"),
    "a key whose name is Swedish, and a value of another sort": (SV, promise("mål: 200"), "field_unknown", "6:5", ""),
    "an id that is not the folder's": (SV, pledge("id: '2028'"), "id_differs", "2:5", "id: '2027'"),
    "a fact in the English file": (EN, words("title: A\nparties: [polisen]"), "fact_in_translation", "3:1", ""),
    "a misspelt promise in English": (EN, words("promises: [{id: synsa, text: A}]"), "words_id_unknown", "2:17", "promises: [{id: synas, text: A}]"),
    "a link that leads nowhere": (SV, pledge(body="Läs [mer](a.pdf).\n"), "link_dead", "12:1", ""),
    "a picture from elsewhere": (SV, pledge(body="![Torg](https://example.org/a.png)\n"), "image_foreign", "12:1", ""),
    "an agreement of no sort": (AG, agreement("parties: polis"), "party_unknown", "2:10", "parties: polisen"),
    "a register without quotes": (REG, register("name: Exempelstad: A"), "yaml_colon", "1:18", 'name: "Exempelstad: A"'),
    "a register without a type": (REG, register("parties:\n  - {id: polisen, name: A}"), "field_missing", "2:6", ""),
}  # fmt: skip


def book(file: str, text: str | bytes) -> dict[str, str | bytes | None]:
    return {SV: pledge(), EN: words(ENGLISH), AG: agreement(), file: text}


def offers(found: tuple[Problem, ...]) -> dict[tuple[str, str, str], str]:
    return {(item.mark.path, f"{item.mark.line}:{item.mark.column}", item.code): item.fix for item in found}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_where_it_is_and_mended_where_that_is_sure(
    given: Given, catalogues: Catalogues, name: str
) -> None:
    file, text, code, place, mended = SLIPS[name]
    started = time.process_time()
    told = given(book(file, text))
    found = tuple(problem for problem in told.found if problem.level in ("error", "warning"))
    offered = offers(found)
    path = next(problem.mark.path for problem in found)
    assert (path, place, code) in offered, [f"{item.mark} {item.code}" for item in found]
    assert mended == offered[path, place, code]
    for language in LANGUAGES:
        assert render_report(found, catalogues[language], SourceLines(told.root))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("name", [name for name, slip in SLIPS.items() if slip[4]])
def test_the_line_that_is_offered_makes_the_record_right(given: Given, name: str) -> None:
    file, text, _, place, mended = SLIPS[name]
    data = text.encode() if isinstance(text, str) else text
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    lines[int(place.partition(":")[0]) - 1] = mended
    told = given(book(file, "\n".join(lines)))
    # The same slip may stand in more lines than one.
    while fix := next((item for item in told.found if item.fix and item.mark.path.endswith(file)), None):
        lines = "\n".join(lines).split("\n")
        lines[fix.mark.line - 1] = fix.fix
        told = given(book(file, "\n".join(lines)))
    assert [] == [item for item in told.problems if item.startswith(file)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (promise("when: Varje vecka under hela året # och på helger"), [f"{SV}:6:39 yaml_note # och på helger"]),
        (promise("status_note: ett # ett ord"), []),
        (pledge("period: 2027 # året ut och inte mer"), []),
        (promise('when: "Varje vecka under hela året" # hela texten står i citat'), []),
        (pledge("title: Löftet för hela året 2027 # rubriken"), [f"{SV}:2:34 yaml_note # rubriken"]),
        (pledge(body="Text. <!-- fråga Ada -->\n"), [f"{SV}:12:1 markup_shown !--"]),
    ],
)
def test_words_that_no_reader_sees_are_told_where_they_may_have_been_meant_for_one(
    given: Given, text: str, expected: list[str]
) -> None:
    told = given({SV: text})
    notes = [item for item in told.of(Level.NOTE) if "yaml_note" in item or "markup" in item]
    assert expected == notes


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("target: 200 pass", "target: {unit: shifts}"),
        ("target: [200 pass, 40 lampor]", "target: [{unit: shifts}, {unit: lamps}]"),
        ("activities: Vi syns.", "activities: [{text: We are seen.}]"),
    ],
)
def test_words_in_another_language_make_no_slip_of_the_original_another_one(
    given: Given, original: str, translation: str
) -> None:
    alone = given({SV: promise(original)}).errors
    english = ENGLISH.rstrip("\n") + f"\n    {translation}\n"
    assert alone == given({SV: promise(original), EN: words(english)}).errors


def test_files_that_have_got_each_others_names_are_told_of(given: Given) -> None:
    told = given({SV: words(ENGLISH), EN: pledge()})
    assert ["2027/pledge.sv.md:1:1 files_swapped pledge.en.md"] == told.errors


def test_each_of_several_slips_in_a_file_is_mended(given: Given) -> None:
    text = pledge("title: ”Löfte”\npromises:\n  - {id: synas, by: polisen, text: A}\nsummary: Vandra: gå.")
    told = given(book(SV, text))
    assert ['title: "Löfte"', 'summary: "Vandra: gå."'] == [line for line in offers(told.found).values() if line]


def test_the_catalogue_is_large_enough_to_be_one() -> None:
    assert len(SLIPS) > 60
    assert len({slip[2] for slip in SLIPS.values()}) > 40


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("fulfilled", "fulfilled"),
        ("Fulfilled", "fulfilled"),
        ("Uppfyllt", "fulfilled"),
        ("uppfyllt", "fulfilled"),
        ("Delvis uppfyllt", "partly_fulfilled"),
        ("delvis  UPPFYLLT", "partly_fulfilled"),
        ("Partly fulfilled", "partly_fulfilled"),
        ("Inte uppfyllt", "not_fulfilled"),
        ('"Inte uppfyllt"', "not_fulfilled"),
        ("Ej uppfyllt", "not_fulfilled"),
        ("ej redovisat", "not_reported"),
        ("Pågår", "ongoing"),
    ],
)
def test_a_status_may_be_written_in_any_of_the_sites_languages(given: Given, written: str, status: str) -> None:
    told = given({FU: followup(f"results: [{{promise: synas, status: {written}}}]")})
    assert [] == told.problems
    assert status == told.followup.results[0].status


def test_other_closed_vocabularies_are_read_by_the_same_rule(given: Given) -> None:
    told = given(
        {
            SV: pledge(
                """
                state: Gäller nu
                basis: [Medborgardialog, {type: crime statistics}]
                documents: [{title: A, kind: Undertecknat medborgarlöfte, url: "https://example.org/"}]
                followup_plan: {interval: varje halvår, kinds: [Resultat]}
                signatories: [{name: Ada Exempelsson, signed: Nej}]
                changes: [{date: 2027, kind: Rättelse, note: A}]
                """
            ),
            FU: followup("kind: Slutredovisning"),
        }
    )
    assert [] == told.problems
    pledged = told.pledge
    assert ("in_force", "final", "signed_pledge") == (pledged.state, told.followup.kind, pledged.documents[0].kind)
    assert ["citizen_dialogue", "crime_statistics"] == [item.type for item in pledged.basis]
    assert pledged.followup_plan
    assert ("half_year", ("output",)) == (pledged.followup_plan.interval, pledged.followup_plan.kinds)
    assert ("no", "correction") == (pledged.signatories[0].signed, pledged.changes[0].kind)


def test_what_pages_say_in_a_sentence_is_read_too(given: Given) -> None:
    evidence = [("aim", "Uppgiften är osäker."), ("area", "stated in an official source."), ("basis", "weak")]
    fields = "".join(f"  - {{field: {name}, confidence: {written}}}\n" for name, written in evidence)
    gaps = "gaps: [{period: 2020, state: A new citizen pledge is being prepared.}, {period: 2021, state: none}]"
    told = given({SV: pledge(f"evidence:\n{fields}"), REG: register(gaps)})
    assert [] == told.problems
    assert ["weak", "official", "weak"] == [item.confidence for item in told.pledge.evidence]
    assert ["preparing", "none"] == [gap.state for gap in told.book.register.gaps]


def test_a_sentence_with_a_place_left_open_is_not_read_nor_shown_as_a_word(
    given: Given, catalogues: Catalogues
) -> None:
    status = catalogues[Language("sv")].gettext("translation.draft")
    told = given({SV: pledge(), EN: words(f"title: A\ntranslation: {{status: '{status}'}}")})
    assert [f"{EN}:3:23 value_not_allowed {status}"] == told.problems
    assert "{" not in "".join(
        catalogues[Language("sv")].gettext(f"word.translationstatus.{item}") for item in TranslationStatus
    )


def test_a_word_of_a_language_that_the_site_lacks_is_not_read(given: Given) -> None:
    files = {REG: register("parties: [{id: polisen, name: Polisen, type: police}]")}
    told = given({**files, FU: followup("kind: Final report")}, languages=("sv",))
    assert ["value_not_allowed"] == [item.code for item in told.found if item.mark.path.endswith(FU)]


# Files that cannot be read


@pytest.mark.parametrize("name", ["pledge.sv.md", "pledge.en.md"])
def test_a_pipe_or_a_dead_link_is_told_and_not_waited_for(tmp_path: Path, name: str) -> None:
    write(tmp_path, SOUND)
    path = tmp_path / "pledges" / "2027" / name
    for make in (lambda: os.mkfifo(path), lambda: path.symlink_to("borta.md")):
        path.unlink(missing_ok=True)
        make()
        found = load_book(tmp_path, LANGUAGES).problems
        assert (f"pledges/2027/{name}", "file_unreadable") in {(item.mark.path, item.code) for item in found}


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, SOUND)
    listed = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "2027":
            raise PermissionError(13, "Permission denied")
        return iter(listed(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = load_book(tmp_path, LANGUAGES).problems
    assert ("pledges/2027", "file_unreadable") in {(item.mark.path, item.code) for item in found}


# Plain pages


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"# Om\n\nText.\n", []),
        (b"---\ntitle: Om\n---\n# Om\n", []),
        ("# Om löften\n".encode("cp1252"), ["1:7 encoding"]),
        (b"---\ntitle: Om: allt\n---\n", ["2:10 yaml_colon"]),
        (b"---\ntitle: Om\n# Om\n", ["3:1 frontmatter_open"]),
        (b"x" * 2_000_000, ["1:1 file_size"]),
        (b"# Om\n\nAnna 811218-9876.\n", ["3:1 personal_number"]),
        (b"---\ntitle: 811218-9876\n---\n# Om\n", ["2:1 personal_number"]),
        (b"# Om\n\nSkriv till anna@example.org.\n", ["3:1 personal_mail"]),
        (b"# Om\n\nSkriv till <trygghet@example.org>.\n", []),
        (b"- a\n" + b"  " * 600 + b"- b\n", ["2:1 line_depth"]),
        (b"---\ntitle: Om\nsearch: {exclude: true}\n---\n# Om\n", []),
        (b"---\ntitel: Om\n---\n", ["2:1 field_unknown"]),
        (b"---\ntitle: [Om]\n---\n", ["2:8 value_text"]),
        (b"---\ntitle: Om\ntemplate: min.html\n---\n", ["3:1 field_unknown"]),
        (b"---\ntitle: Om\nsearch: ja\n---\n", ["3:9 value_mapping"]),
        (b"---\ntitle: Om\nsearch: {exclude: ja, boost: 2}\n---\n", ["3:19 truth_format", "3:23 field_unknown"]),
    ],
)
def test_a_plain_page_that_cannot_be_read_is_told(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    (tmp_path / "docs" / "om").mkdir(parents=True)
    (tmp_path / "docs" / "om" / "index.sv.md").write_bytes(data)
    found = [f"{item.mark.line}:{item.mark.column} {item.code}" for item in check_static_pages(tmp_path, "docs")]
    assert expected == found


# Whatever is written: a book, or problems with a place


settings.register_profile("quick", max_examples=250, derandomize=True)
settings.register_profile("long", max_examples=3000)
PROFILE = settings.get_profile("long" if os.environ.get("SLIPS") == "long" else "quick")

FULL = dedent("""\
    title: Medborgarlöfte 2027
    period: {start: 2027, end: 2028-06-30}
    parties: [polisen, kommunen]
    area: {scope: place, places: [fiktiva-torget]}
    summary: >-
      Ett kort löfte,
      på två rader.
    promises:
      - id: synas
        by: [polisen, kommunen]
        text: "Synas: på torget."
        target: {at_least: 4, unit: pass, per: month}
        activities:
          - {id: prat, text: Prata, when: Måndagar}
    documents:
      - {title: Bild, kind: Bild, url: "https://example.org/d"}
    unknown: [dates.signed]
    sources: [k1, {publisher: Polisen, url: "https://example.org/"}]
    """)
SOUND = {
    REG: REGISTER,
    "accessibility.yml": statement(),
    SV: front(*FULL.splitlines()) + "\nSe [avtalet](../agreements/2024-2027/agreement.sv.md).\n",
    EN: front(*ENGLISH.splitlines()),
    FU: followup("results:\n  - promise: synas\n    status: Delvis uppfyllt\n    figures: [{count: 3, unit: pass}]"),
    AG: front(*AGREEMENT.splitlines()),
}
NASTY = st.sampled_from(list("\t\n\r :-–#&*!|>'\"“”[]{}%@`,?~åÖ1é\x00\x85\u2028\ufeff\U0001f600"))


WAYS = ["unsign", "unsign", "insert", "delete", "replace", "drop", "double", "swap", "indent", "dedent"]
# Spread over the whole file, since small numbers are drawn more often than others.
PLACES = st.integers(0, 10_000).map(lambda number: number * 7919)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """One of the sound files with some characters or lines changed."""
    file = draw(st.sampled_from(sorted(SOUND)))
    text = SOUND[file]
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at, line, other = draw(PLACES) % (len(text) + 1), draw(PLACES) % len(lines), draw(PLACES) % len(lines)
        signs = [match.start() for match in re.finditer(r"[\"\[\]{}:,-]", text)]
        match draw(st.sampled_from(WAYS)):
            case "unsign" if signs:
                sign = signs[draw(PLACES) % len(signs)]
                text = text[:sign] + text[sign + 1 :]
            case "insert":
                text = text[:at] + draw(NASTY) + text[at:]
            case "delete":
                text = text[:at] + text[at + draw(st.integers(1, 20)) :]
            case "replace":
                text = text[:at] + draw(NASTY) + text[at + 1 :]
            case "drop":
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case "double":
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case "swap":
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
            case "indent":
                lines[line] = " " * draw(st.integers(1, 4)) + lines[line]
                text = "\n".join(lines)
            case _:
                lines[line] = lines[line].removeprefix("  ")
                text = "\n".join(lines)
    return file, text


def check_places(root: Path, found: tuple[Problem, ...], catalogues: Catalogues) -> None:
    """Each problem stands on a line that there is, in a file that there is, and can be said and shown."""
    for problem in found:
        path = root / problem.mark.path
        assert path.exists(), problem
        lines = (
            path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1 if path.is_file() else 1
        )
        assert 1 <= problem.mark.line <= lines, problem
        assert problem.mark.column >= 1, problem
    for language in LANGUAGES:
        assert bool(render_report(found, catalogues[language], SourceLines(root))) == bool(found)


@pytest.fixture
def sound() -> Iterator[Path]:
    root = cast(Path, MemoryPath("/sound"))
    write(root, SOUND)
    yield root
    MemoryPath.forget()


def test_the_sound_records_are_sound(sound: Path, catalogues: Catalogues) -> None:
    loaded = load_book(sound, LANGUAGES, labels=list_enum_labels(catalogues.words.values()))
    assert [] == [f"{item.mark} {item.code}" for item in loaded.problems if item.level != "note"]


@settings(PROFILE, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=mutated())
def test_a_record_changed_anyhow_gives_a_book_or_problems_with_places(
    sound: Path, catalogues: Catalogues, change: tuple[str, str]
) -> None:
    file, text = change
    path = sound / "pledges" / file
    try:
        path.write_bytes(text.encode())
        loaded = load_book(sound, LANGUAGES, labels=list_enum_labels(catalogues.words.values()))
        assert (loaded.book is None) == bool(loaded.errors)
        check_places(sound, loaded.problems, catalogues)
    finally:
        path.write_bytes(SOUND[file].encode())


@settings(PROFILE, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=mutated(), damage=st.binary(max_size=3))
def test_a_plain_page_changed_anyhow_is_sound_or_has_problems_with_places(
    tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues, change: tuple[str, str], damage: bytes
) -> None:
    root = tmp_path_factory.mktemp("plain")
    (root / "docs").mkdir()
    (root / "docs" / "om.sv.md").write_bytes(damage + change[1].encode())
    check_places(root, tuple(check_static_pages(root, "docs")), catalogues)
