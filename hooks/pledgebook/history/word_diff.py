"""Word diff: how one wording differs from another, and excerpts of two texts from where they begin to differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ..names import Language

# Where less than half of the words are the same, what is left of the old wording is mostly what any two sentences
# share, and marking the rest word by word tells nobody anything.
_LIKE = 0.5
# Between two changes a single word as short as this ("och", "the") only ties them together.
_TIE = 3
_EXCERPT_LENGTH = 90
_EXCERPT_LEAD = 30


class Similarity(StrEnum):
    """How much two wordings have in common."""

    SAME = "same"
    MARKS = "marks"
    ALTERED = "altered"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DiffOp:
    """A stretch of words: the same in both, dropped (no `later`), added (no `earlier`), or exchanged."""

    earlier: str
    later: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The difference between two wordings.

    Attributes:
        similarity: how much they have in common; `MARKS` when only capitals and punctuation differ.
        language: the language they were compared in.
        ops: the whole text in order, where it is altered; else nothing.
    """

    similarity: Similarity
    language: Language
    ops: tuple[DiffOp, ...] = ()

    @property
    def changes(self) -> tuple[DiffOp, ...]:
        """The stretches that are not the same in both."""
        return tuple(op for op in self.ops if not op.is_same)


def diff_words(earlier: str, later: str, language: Language) -> WordDiff:
    """Compare two texts of one language word by word, without regard to capitals and punctuation.

    Args:
        earlier: the older text.
        later: the newer.
        language: what both are in.
    """
    before, after = earlier.split(), later.split()
    if before == after:
        return WordDiff(Similarity.SAME, language)
    matcher = SequenceMatcher(None, [_bare(word) for word in before], [_bare(word) for word in after], autojunk=False)
    if matcher.ratio() == 1:
        return WordDiff(Similarity.MARKS, language)
    if matcher.ratio() < _LIKE:
        return WordDiff(Similarity.NEW, language)
    return WordDiff(Similarity.ALTERED, language, tuple(_list_ops(matcher, before, after)))


def _bare(word: str) -> str:
    """A word without the punctuation around it, in small letters; a mark that stands alone is itself."""
    return re.sub(r"^\W+|\W+$", "", word).casefold() or word


def _list_ops(matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> Iterator[DiffOp]:
    a, b = 0, 0
    for block in matcher.get_matching_blocks():
        follows_change = block.a > a or block.b > b
        is_last = block.a + block.size == len(before) and block.b + block.size == len(after)
        if follows_change and not is_last and block.size == 1 and _is_tie(after[block.b]):
            continue
        yield from _differ(before[a : block.a], after[b : block.b])
        a, b = block.a + block.size, block.b + block.size
        if block.size:
            yield DiffOp(" ".join(before[block.a : a]), " ".join(after[block.b : b]), True)


def _is_tie(word: str) -> bool:
    bare = _bare(word)
    return len(bare) <= _TIE and bare.isalpha()


def _differ(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffOp]:
    if before or after:
        yield DiffOp(" ".join(before), " ".join(after), False)


def excerpt(before: str, after: str) -> tuple[str, str]:
    """Two texts on one line each; long ones from a little before the first letter that differs."""
    one, other = " ".join(before.split()), " ".join(after.split())
    if max(len(one), len(other)) <= _EXCERPT_LENGTH:
        return one, other
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = one.rfind(" ", 0, max(0, same - _EXCERPT_LEAD)) + 1
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _EXCERPT_LENGTH]
    if start and shown:
        shown = f"…{shown}"
    return f"{shown.rstrip()}…" if start + _EXCERPT_LENGTH < len(text) else shown
