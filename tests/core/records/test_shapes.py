"""Shapes of fields: what people write in another form than the one that is asked for, and all that is told of it.

One cause is told once, with nothing that only follows from it; the line to paste, where one is offered, mends it (which
`given` itself finds out of every line that is offered in any test).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from core.conftest import EN, FU, REGISTER, SV, Given, followup, pledge, register, words
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.reporting.report import render_report
from pledgebook.reporting.source_lines import SourceLines

REG = "register.yml"

# A pledge of two promises, the second from line 6 to 10.
TWO = pledge(
    """
    promises:
      - id: synas
        by: polisen
        text: Synas på torget.
      - id: ljus
        by: [polisen, kommunen]
        text: Laga lampor.
        target: {count: 40, unit: lampor}
        places: [fiktiva-torget]
    parties: [polisen, kommunen]
    """
)


def changed(old: str, new: str) -> str:
    """That pledge with one thing written in another way."""
    assert old in TWO
    return TWO.replace(old, new, 1)


def target(written: str) -> str:
    """That pledge with another target, on line 9."""
    return changed("{count: 40, unit: lampor}", written)


def until(words: str, more: str = "") -> str:
    """That pledge cut off after some words."""
    return TWO[: TWO.index(words) + len(words)] + more


def result(written: str) -> str:
    """A follow-up whose only result begins on line 3."""
    return followup(f"results:\n  - {written}")


@dataclass(frozen=True)
class Slip:
    """What was written in which file, what is told of it, and the line that is offered for each ("" for none)."""

    file: str
    text: str
    told: list[str]
    fixes: list[str]
    others: Mapping[str, str | bytes] = field(default_factory=dict)


# A pledge that has lost the line `sources:`.
UNNAMED = """---
title: A
summary: B
period: 2027
parties: [polisen]
promises:
  - id: synas
    by: polisen
    text: C
  - {publisher: Polisen, url: "https://a.example/"}
  - {publisher: Kommunen}
---
"""

SLIPS: dict[str, Slip] = {
    "no hyphen before an item": Slip(SV, changed("  - id: ljus", "    id: ljus"), ["6:5 yaml_no_hyphen id"], ["  - id: ljus"]),
    "no hyphen, as far in as the hyphens": Slip(SV, changed("  - id: ljus", "  id: ljus"), ["6:3 yaml_no_hyphen id"], ["  - id: ljus"]),
    "no hyphen before the first item": Slip(SV, changed("  - id: synas", "    id: synas"), ["3:5 yaml_no_hyphen id"], ["  - id: synas"]),
    "no hyphen before an item that begins with another field": Slip(SV, changed("  - id: ljus\n    by: [polisen, kommunen]", "    by: [polisen, kommunen]\n    id: ljus"), ["6:5 yaml_no_hyphen by"], ["  - by: [polisen, kommunen]"]),
    "no hyphen before a signatory": Slip(SV, pledge("signatories:\n  - name: Ada Exempelsson\n    name: Bo Exempelsson"), ["4:5 yaml_no_hyphen name"], ["  - name: Bo Exempelsson"]),
    "no hyphen anywhere": Slip(SV, TWO.replace("  - id", "    id"), ["3:5 yaml_no_hyphen id", "6:5 yaml_no_hyphen id"], ["  - id: synas", "  - id: ljus"]),
    "no hyphen before a result": Slip(FU, result("promise: synas\n    status: Uppfyllt\n    promise: ljus\n    status: Uppfyllt"), ["5:5 yaml_no_hyphen promise"], [""]),
    "a key twice in an item is no missing hyphen": Slip(SV, changed("    text: Laga lampor.", "    text: Laga lampor.\n    text: Laga fler."), ["9:5 yaml_repeated text"], [""]),
    "a tab for four spaces": Slip(SV, changed("    by: polisen", "\tby: polisen"), ["4:1 yaml_tab"], ["    by: polisen"]),
    "two tabs for four spaces": Slip(SV, changed("    by: polisen", "\t\tby: polisen"), ["4:1 yaml_tab"], ["    by: polisen"]),
    "tabs in every line": Slip(SV, TWO.replace("    ", "\t"), ["4:1 yaml_tab", "5:1 yaml_tab", "7:1 yaml_tab", "8:1 yaml_tab", "9:1 yaml_tab", "10:1 yaml_tab"], ["    by: polisen", "    text: Synas på torget.", "    by: [polisen, kommunen]", "    text: Laga lampor.", "    target: {count: 40, unit: lampor}", "    places: [fiktiva-torget]"]),
    "a tab before a hyphen": Slip(SV, changed("  - id: ljus", "\t- id: ljus"), ["6:1 yaml_tab"], ["  - id: ljus"]),
    "a tab in the register": Slip(REG, REGISTER.replace("  - {id: bolaget", "\t- {id: bolaget"), ["5:1 yaml_tab"], ["  - {id: bolaget, name: Påhittade Bostäder, type: public_company}"]),
    "no line after the fields": Slip(SV, until("sources: [p1]\n"), ["15:1 frontmatter_cut sources: [p1]"], ['sources: [p1]\n---']),
    "no line after the fields, but a text": Slip(SV, until("sources: [p1]\n", "\nHär är text om löftet: det gäller.\n"), ["17:1 frontmatter_open Här är text om löftet: det gäller."], ['---\nHär är text om löftet: det gäller.']),
    "no line before the fields": Slip(SV, TWO.removeprefix("---\n"), ["1:1 frontmatter_missing promises:"], ['---\npromises:']),
    "half a file, cut in a text": Slip(SV, until("text: Laga"), ["8:1 frontmatter_cut text: Laga"], [""]),
    "half a file, cut after a field's name": Slip(SV, until("places:"), ["10:1 frontmatter_cut places:"], [""]),
    "half a file, cut in a field's name": Slip(SV, until("    plac"), ["10:1 frontmatter_cut plac"], [""]),
    "half a file, cut in braces": Slip(SV, until("{count: 4"), ["9:1 frontmatter_cut target: {count: 4"], [""]),
    "half a file, cut after a line": Slip(SV, until("text: Laga lampor.\n"), ["8:1 frontmatter_cut text: Laga lampor."], [""]),
    "half a register": Slip(REG, REGISTER[: REGISTER.index("kommun, en")], ["4:26 file_cut - {id: kommunen, name: {sv: Exempelstads"], [""]),
    "half a register, cut in quotation marks": Slip(REG, REGISTER[: REGISTER.index("example.org")], ['13:51 file_cut - {id: k1, publisher: Exempelstads kommun, url: "https://'], [""]),
    "a line of hyphens in a list": Slip(SV, changed("    places:", "  ---\n    places:"), ["10:3 yaml_fence ---"], [""]),
    "a line of hyphens between items": Slip(SV, changed("  - id: ljus", "  ---\n  - id: ljus"), ["6:3 yaml_fence ---"], [""]),
    "a line of hyphens that a text would take in": Slip(SV, changed("    places:", "      ---\n    places:").replace("target: {count: 40, unit: lampor}", "note: Text"), ["10:7 yaml_fence ---"], [""]),
    "a line of dashes between items": Slip(SV, changed("  - id: ljus", "  –––\n  - id: ljus"), ["6:3 yaml_fence –––"], [""]),
    "a quotation mark that is not closed": Slip(SV, changed("text: Laga lampor.", "text: \"Laga lampor."), ['8:11 yaml_quote text: "Laga lampor.'], ['    text: "Laga lampor."']),
    "a quotation mark that is not closed before one that is": Slip(SV, pledge("title: \"Löfte 2027\nsummary: \"Kort\""), ['2:8 yaml_quote title: "Löfte 2027'], ['title: "Löfte 2027"']),
    "a quotation mark that is not closed, some lines before": Slip(SV, changed("text: Synas på torget.", "text: \"Synas på torget.").replace("text: Laga lampor.", "text: \"Laga lampor.\""), ['5:11 yaml_quote text: "Synas på torget.'], ['    text: "Synas på torget."']),
    "a single quotation mark that is not closed before one that is": Slip(SV, pledge("title: 'Löfte 2027\nsummary: 'Kort'"), ["2:8 yaml_quote title: 'Löfte 2027"], ["title: 'Löfte 2027'"]),
    "a quotation mark that is not closed in an item": Slip(SV, pledge("parties:\n  - \"polisen\n  - \"kommunen\""), ['3:5 yaml_quote - "polisen'], ['  - "polisen"']),
    "a quotation mark that is not opened": Slip(SV, changed("text: Laga lampor.", "text: Laga lampor.\""), ['8:23 yaml_quote_unopened "'], ["    text: Laga lampor."]),
    "inches are no quotation mark": Slip(SV, changed("text: Laga lampor.", "text: Sätta upp skärmar om 24\""), [], []),
    "a text that begins with a #": Slip(SV, changed("text: Laga lampor.", "text: #1 Laga lampor."), ["8:11 yaml_comment #1 Laga lampor."], ['    text: "#1 Laga lampor."']),
    "a text that begins with a # in braces": Slip(SV, pledge("promises: [{id: a, by: polisen, text: A}]\ntitle: #trygg 2027"), ["3:8 yaml_comment #trygg 2027"], ['title: "#trygg 2027"']),
    "an optional text that begins with a #": Slip(SV, changed("text: Laga lampor.", "text: Laga lampor.\n    note: #trygghet gäller"), ["9:11 yaml_comment #trygghet gäller"], ['    note: "#trygghet gäller"']),
    "a comma in a text in braces": Slip(SV, pledge("promises:\n  - {id: a, by: polisen, text: Vandra, prata och lyssna}"), ["3:32 yaml_comma Vandra, prata och lyssna"], ['  - {id: a, by: polisen, text: "Vandra, prata och lyssna"}']),
    "two commas in a text in braces": Slip(SV, pledge("promises:\n  - {id: a, by: polisen, text: Vandra, prata, lyssna, places: [sagogatan]}"), ["3:32 yaml_comma Vandra, prata, lyssna"], ['  - {id: a, by: polisen, text: "Vandra, prata, lyssna", places: [sagogatan]}']),
    "a decimal comma in braces": Slip(SV, target("{count: 2,5, unit: lampor}"), ["9:21 number_comma 2,5 → 2.5"], ["    target: {count: 2.5, unit: lampor}"]),
    "a decimal comma in a figure": Slip(FU, result("{promise: synas, figures: {count: 12,75, unit: timmar}}"), ["3:39 number_comma 12,75 → 12.75"], ["  - {promise: synas, figures: {count: 12.75, unit: timmar}}"]),
    "a comma in a name in braces": Slip(REG, REGISTER.replace("name: Påhittade Bostäder", "name: Påhittade, Bostäder AB"), ["5:25 yaml_comma Påhittade, Bostäder AB"], ['  - {id: bolaget, name: "Påhittade, Bostäder AB", type: public_company}']),
    "fields without braces": Slip(SV, target("count: 40, unit: lampor"), ["9:18 yaml_fields target: count: 40, unit: lampor"], ["    target: {count: 40, unit: lampor}"]),
    "a coverage without braces": Slip(SV, target("coverage: 80 %"), ["9:21 yaml_fields target: coverage: 80 %"], ["    target: {coverage: 80 %}"]),
    "a contact without braces": Slip(SV, pledge("contact: function: Trygghetssamordnaren"), ["2:18 yaml_fields contact: function: Trygghetssamordnaren"], ["contact: {function: Trygghetssamordnaren}"]),
    "dates without braces": Slip(SV, pledge("dates: signed: 2027-02-01"), ["2:14 yaml_fields dates: signed: 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a period without braces": Slip(SV, pledge("period: start: 2027, end: 2028"), ["2:14 yaml_fields period: start: 2027, end: 2028"], ["period: {start: 2027, end: 2028}"]),
    "a target in words": Slip(SV, target("40 lampor"), ["9:13 value_mapping 40 lampor → {count: 40, unit: lampor}"], ["    target: {count: 40, unit: lampor}"]),
    "a target in words without a number": Slip(SV, target("alla lampor"), ["9:13 value_mapping alla lampor"], [""]),
    "a target that is a number": Slip(SV, target("40"), ["9:13 value_mapping 40"], [""]),
    "a target in per cent": Slip(SV, target("80 %"), ['9:13 value_mapping 80 % → {count: 80, unit: "%"}'], ['    target: {count: 80, unit: "%"}']),
    "a target in per cent of something": Slip(SV, target("80 % av lamporna"), ['9:13 value_mapping 80 % av lamporna → {count: 80, unit: "% av lamporna"}'], ['    target: {count: 80, unit: "% av lamporna"}']),
    "activities as texts": Slip(SV, changed("    places:", "    activities:\n      - Utbilda personal\n      - Prata, lyssna\n    places:"), ["11:9 value_mapping Utbilda personal → {id: utbilda-personal, text: Utbilda personal}", '12:9 value_mapping Prata, lyssna → {id: prata-lyssna, text: "Prata, lyssna"}'], ["      - {id: utbilda-personal, text: Utbilda personal}", '      - {id: prata-lyssna, text: "Prata, lyssna"}']),
    "activities as one text": Slip(SV, changed("    places:", "    activities: Utbilda personal\n    places:"), ["10:17 value_mapping Utbilda personal → {id: utbilda-personal, text: Utbilda personal}"], ["    activities: {id: utbilda-personal, text: Utbilda personal}"]),
    "a signatory as a text": Slip(SV, pledge("signatories:\n  - Ada Exempelsson, polisen"), ["3:5 value_mapping Ada Exempelsson, polisen → {name: Ada Exempelsson, party: polisen}"], ["  - {name: Ada Exempelsson, party: polisen}"]),
    "a signatory as a text with a title": Slip(SV, pledge("signatories: [Ada Exempelsson]"), ["2:15 value_mapping Ada Exempelsson → {name: Ada Exempelsson}"], ["signatories: [{name: Ada Exempelsson}]"]),
    "a signatory with a title after a comma": Slip(SV, pledge("signatories:\n  - Ada Exempelsson, Kommunpolis"), ["3:5 value_mapping Ada Exempelsson, Kommunpolis → {name: Ada Exempelsson, title: Kommunpolis}"], ["  - {name: Ada Exempelsson, title: Kommunpolis}"]),
    "focus areas as texts": Slip(SV, pledge("focus_areas:\n  - Trafik på Sagogatan"), ["3:5 value_mapping Trafik på Sagogatan → {id: trafik-pa-sagogatan, title: Trafik på Sagogatan}"], ["  - {id: trafik-pa-sagogatan, title: Trafik på Sagogatan}"]),
    "promises as texts": Slip(SV, pledge("promises:\n  - Synas på torget"), ["3:5 value_mapping Synas på torget → {id: synas-pa-torget, by: polisen, text: Synas på torget}"], ["  - {id: synas-pa-torget, by: polisen, text: Synas på torget}"]),
    "promises as texts of two parties": Slip(SV, pledge("parties: [polisen, kommunen]\npromises:\n  - Synas på torget"), ["4:5 value_mapping Synas på torget"], [""]),
    "a document as a file's name": Slip(SV, pledge("documents: [plan.pdf]"), ["2:13 value_mapping plan.pdf"], [""]),
    "a contact as a text": Slip(SV, pledge("contact: Trygghetssamordnaren"), ["2:10 value_mapping Trygghetssamordnaren"], [""]),
    "dates as a text": Slip(SV, pledge("dates: 2027-02-01"), ["2:8 value_mapping 2027-02-01"], [""]),
    "a change as a text": Slip(SV, pledge("changes:\n  - Löftet ändrades i maj"), ["3:5 value_mapping Löftet ändrades i maj"], [""]),
    "sources as a name": Slip(SV, pledge("sources: Polisen"), ["2:10 source_unknown Polisen → p1"], ["sources: p1"]),
    "sources as names in a list": Slip(SV, pledge("sources: [Polisen, Exempelstads kommun]"), ["2:20 source_format Exempelstads kommun"], [""]),
    "a source as a sentence": Slip(SV, pledge("sources:\n  - Polisens webbplats, maj 2027"), ['3:5 source_format Polisens webbplats, maj 2027 → {publisher: "Polisens webbplats, maj 2027"}'], ['  - {publisher: "Polisens webbplats, maj 2027"}']),
    "sources without a comma": Slip(SV, pledge("sources: [p1 k1]"), ["2:11 id_list p1 k1 → [p1, k1]"], ["sources: [p1, k1]"]),
    "a figure in words": Slip(FU, result("promise: synas\n    figures: 12 pass"), ["4:14 value_mapping 12 pass → {count: 12, unit: pass}"], ["    figures: {count: 12, unit: pass}"]),
    "a figure that is a number": Slip(FU, result("promise: synas\n    figures: 12"), ["4:14 value_mapping 12"], [""]),
    "a figure in per cent": Slip(FU, result("promise: synas\n    figures: 12 %"), ['4:14 value_mapping 12 % → {count: 12, unit: "%"}'], ['    figures: {count: 12, unit: "%"}']),
    "a result as its status alone": Slip(FU, followup("results: Uppfyllt"), ["2:10 value_mapping Uppfyllt"], [""]),
    "a result by its promise": Slip(FU, followup("results:\n  - synas: Uppfyllt"), ["3:5 result_short synas: Uppfyllt → {promise: synas, status: Uppfyllt}"], ["  - {promise: synas, status: Uppfyllt}"]),
    "results by their promises": Slip(FU, followup("results:\n  synas: Delvis uppfyllt"), ["3:3 result_short synas: Delvis uppfyllt → {promise: synas, status: Delvis uppfyllt}"], ["  - {promise: synas, status: Delvis uppfyllt}"]),
    "a party as a name": Slip(REG, register("parties:\n  - Polisen"), ["2:5 value_mapping Polisen"], [""]),
    "a place as a name": Slip(REG, REGISTER.replace("  - {id: sagogatan, name: Sagogatan, type: street}", "  - Sagogatan"), ["8:5 value_mapping Sagogatan → {id: sagogatan, name: Sagogatan}"], ["  - {id: sagogatan, name: Sagogatan}"]),
    "a theme as a name": Slip(REG, REGISTER.replace("  - {id: trafik, name: {sv: Trafik, en: Traffic}}", "  - Trafik"), ["10:5 value_mapping Trafik → {id: trafik, name: Trafik}"], ["  - {id: trafik, name: Trafik}"]),
    "Swedish keys of a target": Slip(SV, target("{antal: 40, enhet: lampor}"), ["9:14 field_unknown antal → count", "9:25 field_unknown enhet → unit"], ["    target: {count: 40, unit: lampor}", "    target: {count: 40, unit: lampor}"]),
    "a Swedish key of a target at least": Slip(SV, target("{minst: 40, enhet: lampor}"), ["9:14 field_unknown minst → at_least", "9:25 field_unknown enhet → unit"], ["    target: {at_least: 40, unit: lampor}", "    target: {at_least: 40, unit: lampor}"]),
    "Swedish keys of a promise": Slip(SV, changed("    by: polisen\n    text: Synas på torget.", "    av: polisen\n    löfte: Synas på torget."), ["4:5 field_unknown av → by", "5:5 field_unknown löfte → text"], ["    by: polisen", "    text: Synas på torget."]),
    "Swedish keys of a pledge": Slip(SV, pledge("rubrik: Medborgarlöfte 2027\nparter: [polisen]\nkällor: [p1]", without="title").replace("\nparties: [polisen]", "").replace("\nsources: [p1]", ""), ["2:1 field_unknown rubrik → title", "3:1 field_unknown parter → parties", "4:1 field_unknown källor → sources"], ["title: Medborgarlöfte 2027", "parties: [polisen]", "sources: [p1]"]),
    "Swedish keys of a source": Slip(SV, pledge("sources:\n  - {utgivare: Polisen, länk: https://example.org/a}"), ["3:6 field_unknown utgivare → publisher", "3:25 field_unknown länk → url"], ["  - {publisher: Polisen, url: https://example.org/a}", "  - {publisher: Polisen, url: https://example.org/a}"]),
    "Swedish keys of a follow-up": Slip(FU, followup("resultat:\n  - promise: synas\n    status: Uppfyllt\n    siffror: {count: 3, unit: pass}"), ["2:1 field_unknown resultat → results"], ["results:"]),
    "a key in capitals": Slip(SV, pledge("Title: A", without="title"), ["2:1 field_unknown Title → title"], ["title: A"]),
    "a key with a space": Slip(SV, pledge("focus areas: [{id: a, title: A}]"), ["2:1 field_unknown focus areas → focus_areas"], ["focus_areas: [{id: a, title: A}]"]),
    "a key with a hyphen": Slip(SV, pledge("focus-areas: [{id: a, title: A}]"), ["2:1 field_unknown focus-areas → focus_areas"], ["focus_areas: [{id: a, title: A}]"]),
    "two keys that say the same": Slip(SV, target("{count: 40, at_least: 30, unit: lampor}"), ["9:25 amount_two at_least"], [""]),
    "about a number and at least another": Slip(SV, target("{about: 40, at_least: 30, unit: lampor}"), ["9:14 amount_two about"], [""]),
    "a value and a count": Slip(SV, target("{value: 40, count: 40, unit: lampor}"), ["9:25 amount_two count"], [""]),
    "a coverage, a number and a unit": Slip(SV, target("{count: 40, coverage: alla, unit: lampor}"), ["9:25 field_clash coverage"], [""]),
    "a coverage and a unit": Slip(SV, target("{coverage: 80 %, unit: av lamporna}"), ["9:14 field_clash coverage"], [""]),
    "a number outside its target": Slip(SV, changed("target: {count: 40, unit: lampor}", "count: 40"), ["9:5 field_part count"], [""]),
    "a made-up word for how often": Slip(SV, target("{count: 40, unit: lampor, per: decennium}"), ["9:44 value_not_allowed decennium"], [""]),
    "a misspelt word for how often": Slip(SV, target("{count: 40, unit: lampor, per: månad}"), [], []),
    "a made-up word for who says so": Slip(FU, result("promise: synas\n    status: Uppfyllt\n    status_source: grannen"), ["5:20 value_not_allowed grannen"], [""]),
    "a misspelt sort of party": Slip(REG, REGISTER.replace("type: police", "type: polisn"), ["3:62 value_not_allowed polisn → polisen"], ["  - {id: polisen, name: {sv: Polisen, en: The police}, type: polisen}"]),
    "years with a slash": Slip(SV, pledge("period: 2027/2028"), ["2:9 period_format 2027/2028 → 2027-2028"], ["period: 2027-2028"]),
    "a year in words": Slip(SV, pledge("period: Hela 2027"), ["2:9 period_format Hela 2027 → 2027"], ["period: 2027"]),
    "days in words": Slip(SV, pledge("period: 1 januari 2027–31 december 2027"), ["2:9 period_format 1 januari 2027–31 december 2027 → 2027-01-01–2027-12-31"], ["period: 2027-01-01–2027-12-31"]),
    "days in words, the year once": Slip(SV, pledge("period: 1 januari - 31 december 2027"), ["2:9 period_format 1 januari - 31 december 2027 → 2027-01-01–2027-12-31"], ["period: 2027-01-01–2027-12-31"]),
    "days in figures, the year once": Slip(SV, pledge("period: 1/1 - 31/12 2027"), ["2:9 period_format 1/1 - 31/12 2027 → 2027-01-01–2027-12-31"], ["period: 2027-01-01–2027-12-31"]),
    "days with full stops": Slip(SV, pledge("period: 1.1.2027 - 31.12.2027"), ["2:9 period_format 1.1.2027 - 31.12.2027 → 2027-01-01–2027-12-31"], ["period: 2027-01-01–2027-12-31"]),
    "days in English": Slip(SV, pledge("period: 1 January 2027 to 31 December 2027"), ["2:9 period_format 1 January 2027 to 31 December 2027 → 2027-01-01–2027-12-31"], ["period: 2027-01-01–2027-12-31"]),
    "months in words": Slip(SV, pledge("period: januari till juni 2027"), ["2:9 period_format januari till juni 2027 → 2027-01–2027-06"], ["period: 2027-01–2027-06"]),
    "years in words": Slip(SV, pledge("period: från 2027 till och med 2028"), ["2:9 period_format från 2027 till och med 2028 → 2027-2028"], ["period: 2027-2028"]),
    "years in a list": Slip(SV, pledge("period: [2027, 2028]"), ["2:9 value_single … → 2027-2028"], ["period: 2027-2028"]),
    "a year on": Slip(SV, pledge("period: 2027 och framåt"), ["2:9 period_format 2027 och framåt → {start: 2027, end: open}"], ["period: {start: 2027, end: open}"]),
    "from a year": Slip(SV, pledge("period: fr.o.m. 2027"), ["2:9 period_format fr.o.m. 2027 → {start: 2027, end: open}"], ["period: {start: 2027, end: open}"]),
    "until further notice": Slip(SV, pledge("period: 2027 tills vidare"), ["2:9 period_format 2027 tills vidare → {start: 2027, end: open}"], ["period: {start: 2027, end: open}"]),
    "two readings": Slip(SV, pledge("period: 2011-12"), ["2:9 period_two_ways 2011-12"], [""]),
    "two readings of covers": Slip(FU, followup("covers: 2009-10"), ["2:9 period_two_ways 2009-10"], [""]),
    "an end in Swedish": Slip(SV, pledge("period: {start: 2027, end: öppen}"), ["2:28 date_format öppen → open"], ["period: {start: 2027, end: open}"]),
    "an end until further notice": Slip(SV, pledge("period: {start: 2027, end: Tills vidare}"), ["2:28 date_format Tills vidare → open"], ["period: {start: 2027, end: open}"]),
    "an end and none": Slip(SV, pledge("period: {start: 2027, end: 2030, open: true}"), ["2:40 period_open 2030"], [""]),
    "an end in words": Slip(SV, pledge("period: {start: 2027, end: 31 december 2027}"), ["2:28 date_format 31 december 2027 → 2027-12-31"], ["period: {start: 2027, end: 2027-12-31}"]),
    "an end before its beginning": Slip(SV, pledge("period: 2028-2027"), ["2:9 period_order 2027"], [""]),
    "a season": Slip(SV, pledge("period: våren 2027"), ["2:9 period_season våren 2027"], [""]),
    "an earlier promise with a space": Slip(SV, changed("    places:", "    continues: 2026 synas\n    places:"), ["10:16 reference_format 2026 synas → 2026/synas"], ["    continues: 2026/synas"], {"2026/pledge.sv.md": pledge("period: 2026")}),
    "an earlier promise with spaces round the slash": Slip(SV, changed("    places:", "    continues: 2026 / synas\n    places:"), ["10:16 reference_format 2026 / synas → 2026/synas"], ["    continues: 2026/synas"], {"2026/pledge.sv.md": pledge("period: 2026")}),
    "an earlier promise as an address": Slip(SV, changed("    places:", "    continues: https://example.org/2026/#synas\n    places:"), ["10:16 reference_format https://example.org/2026/#synas → 2026/synas"], ["    continues: 2026/synas"], {"2026/pledge.sv.md": pledge("period: 2026")}),
    "an earlier promise as a file": Slip(SV, changed("    places:", "    continues: 2026/pledge.sv.md#synas\n    places:"), ["10:16 reference_format 2026/pledge.sv.md#synas → 2026/synas"], ["    continues: 2026/synas"], {"2026/pledge.sv.md": pledge("period: 2026")}),
    "an earlier promise that is not there, with a space": Slip(SV, changed("    places:", "    continues: 2026 lysa\n    places:"), ["10:16 reference_format 2026 lysa"], [""], {"2026/pledge.sv.md": pledge("period: 2026")}),
    "two parties without a comma": Slip(SV, changed("by: [polisen, kommunen]", "by: [polisen kommunen]"), ["7:10 id_list polisen kommunen → [polisen, kommunen]"], ["    by: [polisen, kommunen]"]),
    "two parties in braces": Slip(SV, changed("by: [polisen, kommunen]", "by: {polisen, kommunen}"), ["7:9 value_braces polisen, kommunen → [polisen, kommunen]"], ["    by: [polisen, kommunen]"]),
    "two parties in round brackets": Slip(SV, changed("by: [polisen, kommunen]", "by: (polisen, kommunen)"), ["7:9 id_list (polisen, kommunen) → [polisen, kommunen]"], ["    by: [polisen, kommunen]"]),
    "two parties in lines without hyphens": Slip(SV, changed("    by: [polisen, kommunen]", "    by:\n      polisen\n      kommunen"), ["8:7 id_list polisen kommunen → [polisen, kommunen]"], [""]),
    "a document with its folder": Slip(SV, pledge("documents:\n  - {title: A, kind: other, file: pledges/2027/plan.pdf}"), ["3:35 document_missing pledges/2027/plan.pdf → plan.pdf"], ["  - {title: A, kind: other, file: plan.pdf}"], {"2027/plan.pdf": b"%PDF-1.4"}),
    "a document with a path of Windows": Slip(SV, pledge("documents:\n  - {title: A, kind: other, file: C:\\Users\\Ada\\plan.pdf}"), ['3:35 document_missing C:\\Users\\Ada\\plan.pdf → plan.pdf'], ["  - {title: A, kind: other, file: plan.pdf}"], {"2027/plan.pdf": b"%PDF-1.4"}),
    "a document with a dot": Slip(SV, pledge("documents:\n  - {title: A, kind: other, file: ./plan.pdf}"), ["3:35 document_missing ./plan.pdf → plan.pdf"], ["  - {title: A, kind: other, file: plan.pdf}"], {"2027/plan.pdf": b"%PDF-1.4"}),
    "one id twice": Slip(SV, changed("id: ljus", "id: synas"), ["6:9 id_repeated synas"], [""], {EN: words("title: A\nsummary: B\npromises:\n  - {id: synas, text: C}\n  - {id: ljus, text: D}")}),
    "an empty register": Slip(REG, "", ["1:1 register_empty register.yml"], [""]),
    "a register of comments": Slip(REG, "# parties\n", ["1:1 register_empty register.yml"], [""]),
    "a date in braces without a colon": Slip(SV, pledge("dates: {signed 2027-02-01}"), ["2:9 field_no_colon signed 2027-02-01 → signed: 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a list of lists": Slip(SV, pledge("parties: [[polisen]]"), ["2:11 value_single polisen"], [""]),
    "an id that is a number with a space": Slip(SV, changed("id: ljus", "id: 1 ljus"), ["6:9 id_format 1 ljus → 1-ljus"], ["  - id: 1-ljus"]),
    "an id with a full stop": Slip(SV, changed("id: ljus", "id: ljus."), ["6:9 id_format ljus. → ljus"], ["  - id: ljus"]),
    "an id with a hyphen too much": Slip(SV, changed("id: ljus", "id: -ljus"), ["6:9 id_format -ljus → ljus"], ["  - id: ljus"]),
    "two spaces after a colon": Slip(SV, changed("id: ljus", "id:   ljus"), [], []),
    "a space before a colon": Slip(SV, changed("    text: Laga lampor.", "    text : Laga lampor."), [], []),
    "an equals sign for a colon": Slip(SV, changed("    text: Laga lampor.", "    text = Laga lampor."), ["8:5 yaml_no_colon text = Laga lampor."], ["    text: Laga lampor."]),
    "a semicolon for a colon": Slip(SV, changed("    text: Laga lampor.", "    text; Laga lampor."), ["8:5 yaml_no_colon text; Laga lampor."], ["    text: Laga lampor."]),
    "a full-width colon": Slip(SV, changed("    text: Laga lampor.", "    text： Laga lampor."), ["8:5 yaml_no_colon text： Laga lampor."], ["    text: Laga lampor."]),
    "two colons": Slip(SV, changed("    text: Laga lampor.", "    text:: Laga lampor."), ["8:5 field_unknown text: → text"], ["    text: Laga lampor."]),
    "a key in quotation marks of a word processor": Slip(SV, pledge("”title”: A", without="title"), ["2:1 field_unknown ”title” → title"], ["title: A"]),
    "a bullet of a word processor": Slip(SV, changed("  - id: ljus", "  • id: ljus"), ["6:3 yaml_dash • id: ljus"], ["  - id: ljus"]),
    "an o for a bullet": Slip(SV, pledge("parties:\n  o polisen"), ["3:3 party_unknown o polisen → polisen"], ["  polisen"]),
    "numbers for bullets": Slip(SV, pledge("parties:\n  1. polisen\n  2. kommunen"), ["3:3 party_unknown 1. polisen 2. kommunen"], [""]),
    "asterisks for bullets": Slip(SV, pledge("parties:\n  * polisen\n  * kommunen"), ["3:3 yaml_dash * polisen"], ["  - polisen"]),
    "a line that is broken in a list": Slip(SV, changed("by: [polisen, kommunen]", "by: [polisen,\nkommunen]"), [], []),
    "a comma after a list": Slip(SV, changed("by: [polisen, kommunen]", "by: [polisen, kommunen],"), ["7:28 yaml_after by: [polisen, kommunen],"], ["    by: [polisen, kommunen]"]),
    "a comma after a value": Slip(SV, changed("    by: polisen", "    by: polisen,"), ["4:9 id_format polisen, → polisen"], ["    by: polisen"]),
    "a comma too much in a list": Slip(SV, changed("by: [polisen, kommunen]", "by: [polisen,, kommunen]"), ["7:18 yaml_commas by: [polisen,, kommunen]"], ["    by: [polisen, kommunen]"]),
    "a wrong bracket": Slip(SV, changed("by: [polisen, kommunen]", "by: [polisen, kommunen}"), ["7:9 yaml_bracket by: [polisen, kommunen}"], ["    by: [polisen, kommunen]"]),
    "a bracket too much": Slip(SV, changed("by: [polisen, kommunen]", "by: [polisen, kommunen]]"), ["7:28 yaml_after by: [polisen, kommunen]]"], ["    by: [polisen, kommunen]"]),
    "a bracket that is not opened": Slip(SV, changed("by: [polisen, kommunen]", "by: polisen, kommunen]"), ["7:9 id_list polisen, kommunen] → [polisen, kommunen]"], ["    by: [polisen, kommunen]"]),
    "a brace that is not opened": Slip(SV, target("count: 40, unit: lampor}"), ["9:18 yaml_fields target: count: 40, unit: lampor}"], ["    target: {count: 40, unit: lampor}"]),
    "no comma in braces": Slip(SV, target("{count: 40 unit: lampor}"), ["9:28 yaml_no_comma target: {count: 40 unit: lampor}"], ["    target: {count: 40, unit: lampor}"]),
    "a brace too much": Slip(SV, target("{count: 40, unit: lampor}}"), ["9:38 yaml_after target: {count: 40, unit: lampor}}"], ["    target: {count: 40, unit: lampor}"]),
    "no space after a colon in braces": Slip(SV, target("{count:40, unit:lampor}"), ["9:14 field_no_colon count:40 → count: 40", "9:24 field_no_colon unit:lampor → unit: lampor"], ["    target: {count: 40, unit: lampor}", "    target: {count: 40, unit: lampor}"]),
    "semicolons in braces": Slip(SV, target("{count: 40; unit: lampor}"), ["9:29 yaml_no_comma target: {count: 40; unit: lampor}"], ["    target: {count: 40, unit: lampor}"]),
    "a text in braces": Slip(SV, changed("text: Laga lampor.", "text: {Laga lampor.}"), ["8:11 value_braces Laga lampor. → Laga lampor."], ["    text: Laga lampor."]),
    "a text in brackets": Slip(SV, changed("text: Laga lampor.", "text: [Laga lampor.]"), ["8:11 value_single Laga lampor."], ["    text: Laga lampor."]),
    "a text that begins with a bracket": Slip(SV, changed("text: Laga lampor.", "text: [Minst] 40 lampor lagas."), ["8:19 yaml_after text: [Minst] 40 lampor lagas."], ['    text: "[Minst] 40 lampor lagas."']),
    "a text that begins with a brace": Slip(SV, changed("text: Laga lampor.", "text: {Minst} 40 lampor lagas."), ["8:19 yaml_after text: {Minst} 40 lampor lagas."], ['    text: "{Minst} 40 lampor lagas."']),
    "a text that begins with per cent": Slip(SV, changed("text: Laga lampor.", "text: %-satsen ska ned."), ["8:11 yaml_character text: %-satsen ska ned."], ['    text: "%-satsen ska ned."']),
    "a text that begins with a hyphen": Slip(SV, changed("text: Laga lampor.", "text: - Laga lampor."), ["8:11 yaml_list_beside text: - Laga lampor."], ['    text: "- Laga lampor."']),
    "a text that begins with >": Slip(SV, changed("text: Laga lampor.", "text: > Laga lampor."), ["8:11 yaml_character text: > Laga lampor."], ['    text: "> Laga lampor."']),
    "a text that begins with |": Slip(SV, changed("text: Laga lampor.", "text: | Laga lampor."), ["8:11 yaml_character text: | Laga lampor."], ['    text: "| Laga lampor."']),
    "a text as a list of lines": Slip(SV, changed("    text: Laga lampor.", "    text:\n      - Laga lampor.\n      - Byta lampor."), ["9:7 value_single …"], [""]),
    "a text of nothing but yes": Slip(SV, changed("text: Laga lampor.", "text: ja"), [], []),
    "null": Slip(SV, changed("text: Laga lampor.", "text: null"), ["8:5 field_empty text"], [""]),
    "a tilde": Slip(SV, changed("text: Laga lampor.", "text: ~"), ["8:5 field_empty text"], [""]),
    "a field of a promise too far out": Slip(SV, changed("    places: [fiktiva-torget]", "places: [fiktiva-torget]"), ["10:1 field_part places"], ["area: {places: [fiktiva-torget]}"]),
    "a field of a pledge too far in": Slip(SV, TWO.replace("sources: [p1]", "    sources: [p1]"), ["15:5 yaml_indent sources: [p1]"], ["sources: [p1]"]),
    "a list that is not indented": Slip(SV, TWO.replace("    ", "  ").replace("  - ", "- "), [], []),
    "a promise twice over": Slip(SV, TWO.replace("parties:", "promises:\n  - {id: a, by: polisen, text: A}\nparties:"), ["11:1 yaml_repeated promises"], [""]),
    "promises as fields by id": Slip(SV, pledge("promises:\n  synas:\n    by: polisen\n    text: Synas."), ["3:3 item_by_key synas → - id: synas"], ["  - id: synas"]),
    "an empty item": Slip(SV, changed("  - id: ljus", "  -\n  - id: ljus"), ["6:4 item_empty promises"], [""]),
    "an empty list": Slip(SV, pledge("parties: []"), ["2:10 list_empty"], [""]),
    "an empty list of promises": Slip(SV, pledge("promises: []"), ["2:11 promises_missing promises"], [""]),
    "a placeholder": Slip(SV, pledge("title: …"), ["2:8 placeholder …"], [""]),
    "XXX": Slip(SV, changed("text: Laga lampor.", "text: XXX"), ["8:11 placeholder XXX"], [""]),
    "a list without its name": Slip(SV, UNNAMED, ["10:5 list_unnamed sources"], [""]),
    "a placeholder in the body": Slip(SV, f"{pledge()}\nEtt stycke.\n\nTODO: skriv mer.\n", ["15:1 placeholder TODO"], [""]),
    "the beginning of a word": Slip(FU, followup("results: [{promise: synas, status: partly, status_source: stated}]"), ["2:36 value_not_allowed partly → partly_fulfilled"], ["results: [{promise: synas, status: partly_fulfilled, status_source: stated}]"]),
    "a date with a time": Slip(SV, pledge("dates: {signed: 2027-02-01 10:00}"), ["2:17 date_format 2027-02-01 10:00 → 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a date with full stops, the year first": Slip(SV, pledge("dates: {signed: 2027.02.01}"), ["2:17 date_format 2027.02.01 → 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a date with two digits for the year": Slip(SV, pledge("dates: {signed: 27-02-01}"), ["2:17 date_format 27-02-01"], [""]),
    "a date of six digits": Slip(SV, pledge("dates: {signed: 270201}"), ["2:17 date_format 270201"], [""]),
    "a date with a weekday": Slip(SV, pledge("dates: {signed: måndag 1 februari 2027}"), ["2:17 date_format måndag 1 februari 2027 → 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a date with den": Slip(SV, pledge("dates: {signed: den 1 februari 2027}"), ["2:17 date_format den 1 februari 2027 → 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a date with an ordinal": Slip(SV, pledge("dates: {signed: 1:a februari 2027}"), ["2:17 date_format 1:a februari 2027 → 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a date with a short month": Slip(SV, pledge("dates: {signed: 1 feb 2027}"), ["2:17 date_format 1 feb 2027 → 2027-02-01"], ["dates: {signed: 2027-02-01}"]),
    "a month alone": Slip(SV, pledge("dates: {signed: februari}"), ["2:17 date_format februari"], [""]),
    "a quarter": Slip(SV, pledge("dates: {signed: Q1 2027}"), ["2:17 date_format Q1 2027"], [""]),
    "a mail address for an address": Slip(SV, pledge("contact: {function: A, url: trygghet@example.org}"), ["2:29 address_format trygghet@example.org → mailto:trygghet@example.org"], ["contact: {function: A, url: mailto:trygghet@example.org}"]),
    "an address with a space": Slip(SV, pledge("contact: {function: A, url: https://example.org/a b}"), ["2:29 address_format https://example.org/a b → https://example.org/a%20b"], ["contact: {function: A, url: https://example.org/a%20b}"]),
    "an address in angle brackets": Slip(SV, pledge("contact: {function: A, url: <https://example.org/a>}"), ["2:29 address_format <https://example.org/a> → https://example.org/a"], ["contact: {function: A, url: https://example.org/a}"]),
    "an address as a Markdown link": Slip(SV, pledge("contact: {function: A, url: '[A](https://example.org/a)'}"), ["2:29 address_format [A](https://example.org/a) → https://example.org/a"], ["contact: {function: A, url: 'https://example.org/a'}"]),
    "an address with two slashes missing": Slip(SV, pledge("contact: {function: A, url: https:example.org}"), ["2:29 address_format https:example.org → https://example.org"], ["contact: {function: A, url: https://example.org}"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_once_and_mended_where_that_is_sure(given: Given, name: str) -> None:
    slip = SLIPS[name]
    found = given({**slip.others, slip.file: slip.text})
    told = [line.removeprefix(f"{slip.file}:") for line in found.problems]
    assert slip.told == told
    assert slip.fixes == [item.fix for item in found.found if item.level in ("error", "warning")]


WORDS_ALONE = words("title: A\nsummary: B\npromises: [{id: synas, text: C}]")


@pytest.mark.parametrize("kept", [pledge(), WORDS_ALONE, None])
def test_an_original_that_a_translation_was_saved_over_is_one_fault(given: Given, kept: str | None) -> None:
    found = given({SV: WORDS_ALONE, **({EN: kept} if kept else {})})
    code = "files_swapped pledge.en.md" if kept == pledge() else "original_overwritten parties, sources, by"
    assert [f"{SV}:1:1 {code}"] == found.errors


def test_an_original_that_has_some_facts_is_told_what_it_lacks(given: Given) -> None:
    found = given({SV: words("title: A\nperiod: 2027\npromises: [{id: synas, text: C}]")})
    assert {"field_missing"} == {problem.code for problem in found.found if problem.level == "error"}


@pytest.mark.parametrize("written", ["40 lampor", "minst 40 lampor", "[40 lampor]"])
def test_words_of_a_translation_say_nothing_of_what_the_original_lacks(given: Given, written: str) -> None:
    text = words("promises: [{id: ljus, text: Mend lamps., target: {unit: lamps}}]")
    found = given({SV: target(written), EN: text})
    assert [problem.code for problem in found.found if problem.level == "error"] == ["value_mapping"]


LARGE = {
    "a long list of ids": pledge(f"parties: [{', '.join(f'p{number}' for number in range(10_000))}]"),
    "a long list of promises": pledge("promises:\n" + "  - {id: A, by: x, txt: A}\n" * 30_000),
    "many keys": pledge("\n".join(f"k{number}: a" for number in range(60_000))),
    "one key again and again": pledge("title: A\n" * 100_000),
    "many pieces between commas": pledge(f"contact: {{function: A, {'a, ' * 300_000}}}"),
    "many digits between commas": pledge(f"contact: {{function: 1{',1' * 400_000}}}"),
    "many brackets": pledge("parties: " + "[" * 900_000),
    "many hyphens": pledge("parties:\n  " + "- " * 400_000),
    "one long line": pledge("title: " + "ord: " * 180_000),
    "many open quotation marks": pledge('title: "A\n' * 90_000),
    "many lines of hyphens": pledge("title: A\n" + "  ---\n" * 150_000),
    "many anchors": pledge("\n".join(f"k{number}: &a{number} x" for number in range(40_000))),
    "a long period": pledge("period: " + "1 till " * 100_000),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_of_any_shape_is_soon_refused(given: Given, catalogues: Catalogues, name: str) -> None:
    started = time.process_time()
    found = given({SV: LARGE[name][:950_000]})
    assert found.errors
    assert len(found.errors) <= 101
    assert render_report(found.found, catalogues[Language("sv")], SourceLines(found.root))
    assert time.process_time() - started < 6
