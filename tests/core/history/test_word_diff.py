"""How the wording of a promise differs from that of the one it carries on."""

from __future__ import annotations

import pytest

from pledgebook.history.word_diff import WordDiff, diff_words
from pledgebook.names import Language


def show(wording: WordDiff) -> str:
    """Pieces as `same [-dropped-] {+added+}`."""
    parts = []
    for op in wording.ops:
        if op.is_same:
            parts.append(op.later)
        else:
            parts += [f"[-{op.earlier}-]"] * bool(op.earlier) + [f"{{+{op.later}+}}"] * bool(op.later)
    return " ".join(parts)


@pytest.mark.parametrize(
    ("earlier", "later", "similarity"),
    [
        ("Synas på torget.", "Synas på torget.", "same"),
        ("Synas på torget.", "Synas  på\ntorget.", "same"),
        ("Synas på torget.", "Synas, på Torget", "marks"),
        ("Göra två rundor.", "Göra två rundor till.", "altered"),
        ("Göra minst fyra insatser.", "Prata med cyklister.", "new"),
        ("Synas ofta här", "Synas ofta där", "altered"),
        ("Gå två vandringar", "Gå några rundor", "new"),
        # As many words are the same as are not: the last that can be told word by word.
        ("Gå hem", "Gå ut", "altered"),
    ],
)
def test_how_like_two_wordings_are(earlier: str, later: str, similarity: str) -> None:
    assert similarity == diff_words(earlier, later, Language("sv")).similarity


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("Gå två vandringar.", "Gå två korta vandringar.", "Gå två {+korta+} vandringar."),
        ("Gå två korta vandringar.", "Gå två vandringar.", "Gå två [-korta-] vandringar."),
        ("Gå två korta vandringar.", "Gå tre korta vandringar.", "Gå [-två-] {+tre+} korta vandringar."),
        ("Gå två vandringar.", "Nu gå två vandringar.", "{+Nu+} gå två vandringar."),
        ("Gå två vandringar.", "Gå två vandringar om året.", "Gå två vandringar {+om året.+}"),
        # A short word between two changes goes with them; a number and a longer word do not.
        (
            "Synas ofta i parker och på gator här i stan.",
            "Synas ofta i skogar och vid torg här i stan.",
            "Synas ofta i [-parker och på gator-] {+skogar och vid torg+} här i stan.",
        ),
        (
            "Göra alla 200 kontroller i hela staden.",
            "Göra minst 200 prov i hela staden.",
            "Göra [-alla-] {+minst+} 200 [-kontroller-] {+prov+} i hela staden.",
        ),
    ],
)
def test_what_came_and_what_went_is_marked_word_by_word(earlier: str, later: str, expected: str) -> None:
    assert expected == show(diff_words(earlier, later, Language("sv")))


def test_no_word_is_lost_or_invented() -> None:
    earlier, later = "Tre ord – och (ett) till, i dag.", "Tre långa ord och (två) till – i dag!"
    ops = diff_words(earlier, later, Language("sv")).ops
    assert later.split() == " ".join(op.later for op in ops).split()
    assert earlier.split() == " ".join(op.earlier for op in ops).split()
