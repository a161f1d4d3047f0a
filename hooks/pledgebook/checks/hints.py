"""Hints: what could make a sound promise better for its readers. They stop nothing, and nobody has to follow them.

The rules are data: what each is called, where its limit stands and why. Words about them stand in the catalogues under
`problem.hint_…`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..i18n.catalogue import Catalogue
from ..model import UNKNOWN_PARTY, Pledge, Promise, Register
from ..model.enums import PlaceType, Publication
from ..model.located import Located
from ..names import Language
from ..problem import Level, Problem
from ..records.parsed import ParsedRecords
from ..yaml.node import Node, Path

# Longer sentences than this lose readers. Språkrådet's "Myndigheternas skrivregler" asks for short sentences, most of
# them under 20 to 25 words; a few more are let through, since a list of what is promised makes long sentences.
SENTENCE_WORDS = 25
# C.-H. Björnsson, "Läsbarhet" (1968): up to 40 is easy, 40 to 50 as in newspapers, above 50 as in official texts.
LIX = 50
# LIX says nothing of a few words: one long word among ten is worth ten points.
LIX_WORDS = 20
# A word of more letters than this is long, in the same book.
_LONG = 6
# Lists show these as a whole: a title is one line, a promise one thing, and a summary is read in half a minute.
MOST_WORDS = {
    "title": (20, "hint_long_title"),
    "summary": (120, "hint_long_summary"),
    "text": (80, "hint_long_text"),
    "in_short": (40, "hint_long_in_short"),
}
# What may lie in several municipalities at once, or is one.
_WIDE = (PlaceType.MUNICIPALITY, PlaceType.REGION, PlaceType.WATER, PlaceType.SETTING)
_ABBREVIATION = re.compile(r"(?<![\w-])[A-ZÅÄÖÉÜØÆ]{2,6}(?![\w])")
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_ROMAN = re.compile(r"[IVXLCDM]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s+|$)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """A rule that a promise keeps or not.

    Attributes:
        code: what it is called.
        field: what the promise may say instead in `unknown`; whoever has looked for it need not be told.
        keeps: whether a promise of a pledge keeps it.
    """

    code: str
    field: str
    keeps: Callable[[Pledge, Promise], bool]


def _targets(promise: Promise) -> tuple[object, ...]:
    return (*promise.target, *(target for activity in promise.activities for target in activity.target))


def _has_pace(promise: Promise) -> bool:
    return any(activity.when for activity in promise.activities) or any(target.per for target in promise.target)


def _has_place(pledge: Pledge, promise: Promise) -> bool:
    areas = {area.id: area for area in pledge.focus_areas}
    focus = areas.get(promise.focus_area or "")
    inner = any(activity.places for activity in promise.activities)
    return bool(promise.places or pledge.area.places or inner or (focus and focus.places))


PROMISE_RULES = (
    # Somebody has to answer for it.
    PromiseRule("hint_no_one", "by", lambda pledge, promise: UNKNOWN_PARTY not in promise.by),
    # Without a measure nobody can say afterwards whether it was kept.
    PromiseRule("hint_no_measure", "target", lambda pledge, promise: bool(_targets(promise))),
    # "During the year" comes to nothing more easily than "in the spring" or "every month".
    PromiseRule("hint_no_time", "when", lambda pledge, promise: bool(promise.when) or _has_pace(promise)),
    # Residents look for what concerns the places they know.
    PromiseRule("hint_no_place", "places", _has_place),
)


def find_hints(
    entries: ParsedRecords,
    words: Mapping[Language, Catalogue],
    today: date,
    asked: Callable[[str], bool],
) -> Iterator[Problem]:
    """Hints for the register, and for pledges that have not ended, since those can still be made better.

    `asked` says whether the hints of a file are asked for although its pledge has ended.
    """
    if entries.register:
        yield from _hint_register(entries.register)
    for entry in entries.pledges:
        end = entry.record.period.end
        if end is None or end.last_day >= today or asked(entry.node.mark.path):
            yield from _hint_promises(entry, words)
            for language, known in words.items():
                yield from _hint_texts(entry, language, known)


def _hint_register(entry: Located[Register]) -> Iterator[Problem]:
    """Whoever reads a page wants to know who says so, whom to ask, and where to tell of a fault."""
    register = entry.record
    if register.publication is Publication.COMPILED and not register.publisher:
        yield entry.problem(("name",), "hint_no_publisher", Level.HINT)
    elif register.catalogue_gaps:
        yield entry.problem(("name",), "hint_no_catalogue", Level.HINT, ", ".join(register.catalogue_gaps))
    several = [place for place in register.places if place.type is PlaceType.MUNICIPALITY]
    for number, place in enumerate(register.places if len(several) > 1 else ()):
        if place.type not in _WIDE and not place.part_of:
            yield entry.problem(("places", number, "id"), "hint_place_apart", Level.HINT, place.id)
    if not register.contact:
        yield entry.problem(("name",), "hint_no_contact", Level.HINT)
    if not register.faults:
        yield entry.problem(("name",), "hint_no_faults", Level.HINT)


def _hint_promises(entry: Located[Pledge], words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    for number, promise in enumerate(entry.record.promises):
        for place, target in enumerate(promise.target):
            units = ((target.unit.root.get(code, ""), known.gettext("hint.plural")) for code, known in words.items())
            several = next((unit for unit, plural in units if compile_phrases(plural).match(unit)), "")
            if target.value == 1 and several:
                yield entry.problem(("promises", number, "target", place, "unit"), "hint_plural", Level.HINT, several)
        said = {"when"} if _says_when(promise, words) else set()
        for rule in PROMISE_RULES:
            if not rule.keeps(entry.record, promise) and rule.field not in {*promise.unknown, *said}:
                yield entry.problem(("promises", number, "id"), rule.code, Level.HINT, promise.id)


def _hint_texts(entry: Located[Pledge], language: Language, words: Catalogue) -> Iterator[Problem]:
    """Hints on the summary and the promises in one language."""
    places = range(len(entry.record.promises))
    texts: list[Path] = [("promises", place, name, language) for place in places for name in ("text", "in_short")]
    long = list(_hint_long(entry, [("title", language), ("summary", language), *texts]))
    yield from long
    nodes = _find_texts(entry, [("summary", language), *texts])
    longer = _find_texts(entry, [(name, language) for name in ("aim", "situation", "body")])
    whole = "\n".join(node.text for node in [*nodes, *longer])
    told = set(words.gettext("hint.familiar").split())
    for node in nodes:
        if node.mark not in {problem.mark for problem in long}:
            yield from _hint_reading(node)
        for match in _ABBREVIATION.finditer(node.text):
            short = match[0]
            if short not in told and not _ROMAN.fullmatch(short) and not _is_explained(short, whole):
                told.add(short)
                yield _hint(node, "hint_abbreviation", short)


def _hint_long(entry: Located[Pledge], paths: Sequence[Path]) -> Iterator[Problem]:
    """Texts that lists show as a whole, and that say more than a list has room for."""
    for path in paths:
        node = entry.node.get(path)
        limit, code = MOST_WORDS[str(path[-2])]
        number = len(_WORD.findall(node.text)) if node else 0
        if node and number > limit:
            yield _hint(node, code, str(number), limit=str(limit))


def _says_when(promise: Promise, words: Mapping[Language, Catalogue]) -> bool:
    """Whether the words of a promise or of what it takes say when, as `every Friday` or `in the spring of 2028`."""
    texts = (promise.text, *(activity.text for activity in promise.activities))
    said = [pair for text in texts for pair in text.root.items()]
    times = {code: compile_phrases(known.gettext("hint.times")) for code, known in words.items()}
    return any(_YEAR.search(text) or (code in times and times[Language(code)].search(text)) for code, text in said)


@cache
def compile_phrases(listed: str) -> re.Pattern[str]:
    """A pattern of what a catalogue lists: words, or with an asterisk how they begin; a low line is a space."""
    stems = (re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in listed.split())
    return re.compile(rf"\b(?:{'|'.join(stems)})\b", re.IGNORECASE)


def _find_texts(entry: Located[Pledge], paths: Sequence[Path]) -> list[Node]:
    return [node for node in map(entry.node.get, paths) if node and node.text]


def _hint_reading(node: Node) -> Iterator[Problem]:
    longest = max((len(_WORD.findall(part)) for part in _SENTENCE_END.split(node.text)), default=0)
    if longest > SENTENCE_WORDS:
        yield _hint(node, "hint_long_sentence", str(longest), limit=str(SENTENCE_WORDS))
    elif len(_WORD.findall(node.text)) >= LIX_WORDS and measure_lix(node.text) > LIX:
        yield _hint(node, "hint_lix", str(measure_lix(node.text)), limit=str(LIX))


def measure_lix(text: str) -> int:
    """Björnsson's readability index: words per sentence, and words of more than six letters per hundred words."""
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    if not words:
        return 0
    long = sum(1 for word in words if len(word) > _LONG)
    return round(len(words) / max(len(sentences), 1) + 100 * long / len(words))


def _is_explained(short: str, text: str) -> bool:
    """`(SSPF)` after the words, `SSPF (…)` before them, or an abbreviation of Markdown's."""
    letters = re.escape(short)
    return bool(re.search(rf"\({letters}\)|\b{letters} \(|\*\[{letters}\]:", text))


def _hint(node: Node, code: str, found: str, **details: str) -> Problem:
    return Problem(node.mark, code, Level.HINT, found, details=details)
