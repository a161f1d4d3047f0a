"""A text is quoted only where a reader of YAML needs it, and read back as it was, by ours and by PyYAML."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from pledgebook.yaml.reader import even_out, parse_yaml
from pledgebook.yaml.scalar import escape, quote, quote_always, render_item, render_list, render_text

TEXTS = st.text(
    st.sampled_from("aÅ1 -:#'\"\\[]{},&*!|>%@?=~\n\t\u00a0\u2028🙂") | st.characters(codec="utf-8"), max_size=12
)


def read(line: str) -> object:
    node = parse_yaml(line, "").node
    assert node is not None
    return node.plain()["a"]


@pytest.mark.parametrize(
    ("text", "plain", "inside", "fact", "always"),
    [
        ("Synas", "Synas", "Synas", "Synas", '"Synas"'),
        ("synas", "synas", "synas", "synas", "synas"),
        ("ett löfte", "ett löfte", "ett löfte", "ett löfte", '"ett löfte"'),
        ("2027", '"2027"', '"2027"', "2027", '"2027"'),
        # Readers of YAML 1.2 would make a number of it.
        ("0484", '"0484"', '"0484"', '"0484"', '"0484"'),
        ("1e3", '"1e3"', '"1e3"', '"1e3"', '"1e3"'),
        ("0", '"0"', '"0"', "0", '"0"'),
        ("0.5", '"0.5"', '"0.5"', "0.5", '"0.5"'),
        ("2027-03-01", '"2027-03-01"', '"2027-03-01"', "2027-03-01", "2027-03-01"),
        ("3,5", "3,5", '"3,5"', "3,5", '"3,5"'),
        ("yes", '"yes"', '"yes"', "yes", '"yes"'),
        ("no", '"no"', '"no"', "no", '"no"'),
        ("on", '"on"', '"on"', '"on"', '"on"'),
        ("y", "y", "y", "y", '"y"'),
        ("a, b", "a, b", '"a, b"', "a, b", '"a, b"'),
        ("a: b", '"a: b"', '"a: b"', '"a: b"', '"a: b"'),
        ("Hus #3", '"Hus #3"', '"Hus #3"', '"Hus #3"', '"Hus #3"'),
        ('Säg "hej"', 'Säg "hej"', 'Säg "hej"', 'Säg "hej"', '"Säg \\"hej\\""'),
        # What takes escapes is left to `escape`.
        ('"hej": nu', "", "", "", '"\\"hej\\": nu"'),
        ("två\nrader", "", "", "", '"två\\nrader"'),
        ("", '""', '""', '""', '""'),
    ],
)
def test_how_a_text_is_quoted(text: str, plain: str, inside: str, fact: str, always: str) -> None:
    assert plain == quote(text)
    assert inside == quote(text, inside=True)
    assert fact == quote(text, is_fact=True)
    assert always == quote_always(text)


@given(TEXTS)
@example("0?")
@example("Vad?")
def test_whatever_is_written_is_read_as_it_was(text: str) -> None:
    if quoted := quote(text):
        assert text == read(f"a: {quoted}\n") == yaml.safe_load(f"a: {quoted}\n")["a"]
    if inside := quote(text, inside=True):
        assert [text, "b"] == read(f"a: [{inside}, b]\n") == yaml.safe_load(f"a: [{inside}, b]\n")["a"]
    assert text == read(f"a: {escape(text)}\n") == yaml.safe_load(f"a: {escape(text)}\n")["a"]
    if even_out(text) == text and text.replace("\n", "").isprintable():
        assert text == read(f"a: {quote_always(text)}\n")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (render_text("a", "Kort.", 2, False), ["  a: Kort."]),
        (render_text("a", "2027", 0, True), ["a: 2027"]),
        (render_text("a", "två\n\nstycken", 2, False), ["  a: |-", "    två", "", "    stycken"]),
        (render_text("a", "ord " * 30 + "sist", 0, False), ["a: >-", "  " + "ord " * 28 + "ord", "  ord sist"]),
        (render_text("a", "x\u00a0y", 0, False), ['a: "x\u00a0y"']),
        (render_list("a", ["polisen", "2027", "a, b"], 2), ['  a: [polisen, 2027, "a, b"]']),
        (render_list("a", ["x" * 60, "y" * 60], 0), ["a:", "  - " + "x" * 60, "  - " + "y" * 60]),
        ([render_item("två\nrader")], ['- "två\\nrader"']),
    ],
)
def test_a_field_is_laid_out_by_how_long_its_text_is(lines: list[str], expected: list[str]) -> None:
    assert expected == list(lines)
