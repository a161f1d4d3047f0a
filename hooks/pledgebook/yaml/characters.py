"""Characters that nobody sees, that stand for a letter that was lost, or that were read in the wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..problem import Level, Mark, Problem

# Quotation marks that word processors turn, and that do not quote.
CURLY_DOUBLE, CURLY_SINGLE = "“”„‟", "‘’‚‛"
CURLY = CURLY_DOUBLE + CURLY_SINGLE
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# What ends a line to Unicode and not to an editor: two words stand on either side.
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
# Soft hyphens, spaces without width and what else is drawn as nothing.
_NOTHING = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f"
# Which way a text runs is for a script that is written from the right to say, and turns the words of any other round.
_MARKS = "\u061c\u200e\u200f"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Joiners mean something between the letters of some scripts, and inside a picture made of several.
_JOINER = "(?<![\u0590-\u1cff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_HIDDEN = re.compile(f"[{_NOTHING}\x85\u2028\u2029]|{_JOINER}")
_MARK = re.compile(f"[{_MARKS}]")
_TURNED = re.compile(f"[{_TURNING}]")
_LOST = re.compile("\ufffd")
_INVISIBLE = re.compile(rf"(?:\s|[{_NOTHING}{_MARKS}{_TURNING}\u200c\u200d\ufe00-\ufe0f]|{CONTROL.pattern})*")
# UTF-8 that was read in the encoding of old Windows: the first byte of å, é, – or ”, and those that follow it.
_NEXT = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_GARBLED = re.compile(f"[ÃÂ][{_NEXT}]|â[{_NEXT}]{{2}}")
# A hard space beside another space, before a sign that ends a sentence or after all words. Where YAML counts spaces
# the reader of YAML tells of it.
_HARD = "\u00a0\u202f"
_ODD_SPACE = re.compile(rf"(?<=[^\s:-])(?:[ {_HARD}]*[{_HARD}](?=[,.;]|$)|[ {_HARD}]+[{_HARD}]|[{_HARD}][ {_HARD}]+)")
# Two letters as one, as they come out of a PDF, and letters of other scripts that look like those beside them.
_JOINED = re.compile("[\ufb00-\ufb06]")
_ALIKE = str.maketrans("АВЕКМНОРСТХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsABEZHIKMNOPTYXo")
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_FOREIGN = re.compile(f"(?<=[{_LATIN}])[{''.join(map(chr, _ALIKE))}]|[{''.join(map(chr, _ALIKE))}](?=[{_LATIN}])")
# A value, or the words of a picture, of which nothing is left: that is told instead.
_EMPTIED = re.compile(r"""(?:\w:|^\s*-)\s*(["']?)\1\s*$|!\[\s*\]\(""")
# What most lines are made of, and none of what is looked for.
_ORDINARY = re.compile("[\t -~åäöÅÄÖéÉüÜ§°·–—‘’“”…•]*")
_FINDERS = (
    (_HIDDEN, "character_hidden", Level.WARNING),
    (_MARK, "character_hidden", Level.WARNING),
    (_TURNED, "character_turned", Level.ERROR),
    (_LOST, "character_lost", Level.ERROR),
    (CONTROL, "control_character", Level.ERROR),
    (_GARBLED, "characters_garbled", Level.WARNING),
    (_ODD_SPACE, "space_odd", Level.WARNING),
    (_JOINED, "character_joined", Level.WARNING),
    (_FOREIGN, "character_foreign", Level.WARNING),
)


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that anybody can see."""
    return _INVISIBLE.fullmatch(text) is not None


def compose(text: str) -> str:
    """A text or the name of a file in Unicode's normal form C, where å is one letter: as it is typed and compared."""
    return unicodedata.normalize("NFC", text)


def find_hidden(text: str, path: str) -> Iterator[Problem]:
    """The characters of a text that can hardly be meant, the first of each kind on a line.

    Returns:
        Problems `character_hidden`, `character_turned`, `character_lost`, `character_joined`, `character_foreign`,
        `characters_garbled`, `space_odd` and `control_character`.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not _ORDINARY.fullmatch(line):
            yield from _find_in_line(line, path, number)


def _find_in_line(line: str, path: str, number: int) -> Iterator[Problem]:
    is_emptied = not _EMPTIED.search(line) and _EMPTIED.search(clean_line(line))
    told: set[str] = set()
    for finder, code, level in _FINDERS:
        found = finder.search(line)
        is_script = finder in (_MARK, _TURNED) and _FROM_RIGHT.search(line)
        if found and code not in told and not is_script and not is_emptied:
            told.add(code)
            shown = found[0] if finder in (_GARBLED, _JOINED) else f"U+{ord(found[0].strip(' ')[0]):04X}"
            yield Problem(Mark(path, number, found.start() + 1), code, level, shown)


def clean_line(line: str) -> str:
    """A line without what can hardly be meant in it, and with garbled letters as they were."""
    line = re.sub(f"[{_LINE_ENDS}]", " ", line)
    for hidden in (_HIDDEN, CONTROL, *(() if _FROM_RIGHT.search(line) else (_MARK, _TURNED))):
        line = hidden.sub("", line)
    line = _JOINED.sub(lambda joined: unicodedata.normalize("NFKC", joined[0]), _GARBLED.sub(_decode, line))
    while _FOREIGN.search(line):
        line = _FOREIGN.sub(lambda foreign: foreign[0].translate(_ALIKE), line)
    return _ODD_SPACE.sub(lambda found: "" if line[found.end() :][:1] in ("", ",", ".", ";") else " ", line)


def _decode(found: re.Match[str]) -> str:
    try:
        return b"".join(map(_to_byte, found[0])).decode("utf-8")
    except UnicodeError:
        return found[0]


def _to_byte(letter: str) -> bytes:
    return letter.encode("latin-1" if ord(letter) < 256 else "cp1252")
