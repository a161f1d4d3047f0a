"""Rules on personal data in texts: what points at one person has no place on a public page, nor in its history.

A personal identity number is told wherever it stands (Skatteverket, SKV 704 and SKV 707: the last of ten digits is a
Luhn sum, and a coordination number adds 60 to the day). An address of mail or a telephone number belongs under
`contact`, where it can be changed; written as a link it is meant to stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markdown.sanitize import blank_code
from ..model import Model
from ..model.located import Located
from ..problem import Level, Problem
from ..records.parsed import ParsedRecords
from ..yaml.node import Node

# Facts that are made of digits and addresses, and those that say whom to ask.
_FACTS = {"url", "archived", "email", "contact", "faults", "security", "archiving", "sha256", "of", "file", "id"}
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_NUMBER = re.compile(rf"(?<![\w/.-])(?:(?:18|19|20)?(\d\d{_MONTH}{_DAY})(?:[-–+]| ?[-–+] ?| )?(\d{{4}}))(?![\w-]|\.\d)")
_MAIL = re.compile(r"(?<![\w.+:/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.,+-])(?:\+46|0046|0)(?:[ ()/–-]{0,3}\d){7,10}(?![\w-]|[.,]\d)")
_MOBILE = re.compile(r"(?:\+46|0046|0)[ ()/–-]{0,3}(?:0[ )/–-]{1,3})?7")
# What is written as a link is meant to stand there.
_LINKED = re.compile(r"\[[^\]\n]{0,200}\]\((?:mailto|tel):[^()\n]*\)|<[^<>\s]+>|\]\([^()\s]*\)|https?://\S+")
# Without any of this a text holds neither number nor address.
_SIGN = re.compile(r"@|\d\D{0,3}\d")
# So far before a number it is said what it is, and so many in one text are told.
_BEFORE, _MOST = 30, 20
# What a number of another sort is called: the register of a case, an invoice.
_OTHER = re.compile(r"(?:dnr|diarienr|diarienummer|ärende\w*|case|ref\w*|nr|no)\.?:? *$", re.IGNORECASE)


def check_personal_data(entries: ParsedRecords) -> Iterator[Problem]:
    """No text of a record, the register or the statement points at one person."""
    for entry in (*entries.shared, *entries.holders):
        yield from entries.findings.check(_check_personal_data, entry)


def _check_personal_data(entry: Located[Model]) -> Iterator[Problem]:
    for node in entry.node.list_texts(_FACTS):
        if not node.implied:
            yield from check_personal_text(node)


def check_personal_text(node: Node) -> Iterator[Problem]:
    """The same of one text, such as a static page."""
    if not _SIGN.search(node.text):
        return
    seen: list[tuple[int, int]] = []
    linked = _LINKED.sub(lambda match: " " * len(match[0]), blank_code(node.text))
    for code, level, places in _find(node.text, linked):
        for start, end in places[:_MOST]:
            if not any(start < last and first < end for first, last in seen):
                seen.append((start, end))
                line = node.text.count("\n", 0, start)
                yield Problem(node.mark.at_line(line), code, level, _hide(node.text[start:end], code))


def _find(text: str, unlinked: str) -> Iterator[tuple[str, Level, list[tuple[int, int]]]]:
    """Each rule with where it is broken: in the whole text, or in it without links."""
    numbers = [
        match.span()
        for match in _NUMBER.finditer(text)
        if is_luhn(match[1] + match[2]) and not _OTHER.search(text[max(match.start() - _BEFORE, 0) : match.start()])
    ]
    yield "personal_number", Level.WARNING, numbers
    yield "personal_mail", Level.NOTE, [match.span() for match in _MAIL.finditer(unlinked)]
    phones = [match.span() for match in _PHONE.finditer(unlinked) if _is_phone(match[0])]
    # A mobile telephone is most often one person's; a switchboard has another number.
    mobile = dict.fromkeys(place for place in phones if _MOBILE.match(unlinked, place[0]))
    yield "personal_phone", Level.WARNING, [*mobile]
    yield "personal_phone", Level.NOTE, [place for place in phones if place not in mobile]


def is_luhn(digits: str) -> bool:
    """Whether the last of ten digits is the Luhn sum of the others."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    is_national = re.fullmatch(r"0[1-9]\d{6,8}", digits) is not None
    has_shape = re.fullmatch(r"\d{6}-\d{4}|\d{4}-\d\d-\d\d", text) is None
    return has_shape and (is_national or text.startswith(("+46", "0046")))


def _hide(text: str, code: str) -> str:
    """What was found, as it stands; of an identity number not the last digits, since messages are copied and kept."""
    return f"{text[:-4]}****" if code == "personal_number" else text
