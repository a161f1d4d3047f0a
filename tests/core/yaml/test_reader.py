"""What YAML lets through is refused, with its line and column; what an author means is kept as written."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from core.conftest import REPOSITORY
from pledgebook.problem import Problem
from pledgebook.yaml import reader as frontmatter
from pledgebook.yaml.reader import MAX_BYTES, decode, parse_page, parse_yaml
from pledgebook.yaml.slips import MAX_PROBLEMS

HOOKS = REPOSITORY / "hooks"


@pytest.fixture(autouse=True, params=["C parser", "Python parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every platform has the C parser; both say the same of the same file."""
    if request.param == "Python parser":
        monkeypatch.setattr(frontmatter, "Loader", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("no C parser here")


def show(problem: Problem) -> str:
    return f"{problem.mark.line}:{problem.mark.column} {problem.code} {problem.found}".rstrip()


def slips(text: str) -> list[str]:
    """The problems of a page, as `line:column code found`."""
    return [show(problem) for problem in parse_page(text, "pledge.sv.md").problems]


def front(*lines: str) -> str:
    """A page with these lines of front matter, from line 2 on."""
    return "\n".join(["---", *lines, "---", "Brödtext.", ""])


def plain(text: str) -> object:
    source = parse_yaml(text, "pledge.sv.md")
    assert () == source.problems
    assert source.node is not None
    return source.node.plain()


def test_facts_and_body_are_told_apart_and_know_their_places() -> None:
    source = parse_page("---\ntitle: Medborgarlöfte\nby:\n  - polisen\n---\n\n\nFörsta raden.\n\nAndra.\n", "p.sv.md")
    assert source.node is not None
    assert {"title": "Medborgarlöfte", "by": ["polisen"]} == source.node.plain()
    assert ("Första raden.\n\nAndra.", 8) == (source.body, source.body_line)
    assert "p.sv.md:4:5" == str(source.node.nearest(["by", 0]).mark)
    assert "p.sv.md:3:1" == str(source.node.key_mark(["by"]))


def test_three_hyphens_in_the_body_are_part_of_it() -> None:
    source = parse_page("---\ntitle: A\n---\nÖver.\n\n---\n\nUnder.\n", "p.sv.md")
    assert ("Över.\n\n---\n\nUnder.", ()) == (source.body, source.problems)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["promises:", "\t- id: synas"], ["3:1 yaml_tab"]),
        (["promises:", "  - id: synas", "  \tby: polisen"], ["4:3 yaml_tab"]),
        (["promises:", "  -\tid: synas"], ["3:4 yaml_tab"]),
        (["a:", "\tb: 1", "\tc: 1"], ["3:1 yaml_tab", "4:1 yaml_tab"]),
        (["a: 1", "  \t", "b: 2"], []),
        (["a: 1", "\t", "b: 2"], []),
        (["a: |", "  1", "\t ", "  2"], []),
        (["title: A", "summary: B", "title: C"], ["4:1 yaml_repeated title"]),
        (["promises:", "  - id: synas", "    text: A", "    id: gå"], ["5:5 yaml_no_hyphen id"]),
        (["title: Löfte: 2027"], ["2:13 yaml_colon title: Löfte: 2027"]),
        (["title: A", "summary: Det gäller: allt"], ["3:20 yaml_colon summary: Det gäller: allt"]),
        (["title: “Löfte: 2027”"], ["2:14 yaml_colon title: “Löfte: 2027”"]),
        (['title: "Löfte', "summary: B"], ['2:8 yaml_quote title: "Löfte']),
        (["title: 'Löfte", "summary: B"], ["2:8 yaml_quote title: 'Löfte"]),
        (['title: "Löfte" 2027'], ['2:16 yaml_after title: "Löfte" 2027']),
        (["title: A", "summary: B", " tail: C"], ["4:2 yaml_indent tail: C"]),
        (["parties: [polisen", "summary: B"], ["2:10 yaml_bracket parties: [polisen"]),
        (["target: {count: 200", "summary: B"], ["2:9 yaml_bracket target: {count: 200"]),
        (["parties: [polisen"], ["2:10 yaml_bracket parties: [polisen"]),
        (["title: A", "  summary: B"], ["3:3 yaml_indent summary: B"]),
        (["promises:", "  - id: a", "   by: b"], ["4:4 yaml_indent by: b"]),
        (["promises:", "    - id: a", "  - id: b"], ["4:3 yaml_indent - id: b"]),
        (["title A", "summary: B"], ["2:1 yaml_no_colon title A"]),
        (["summary: B", "title A"], ["3:1 yaml_no_colon title A"]),
        (["summary: " + "B" * 90 + ": C"], [f"2:100 yaml_colon summary: {'B' * 71}"]),
        # What stands on one line is noticed on the next.
        (["– title", "by: b"], ["2:1 yaml_dash – title by", "2:1 yaml_dash – title"]),
        (["title: @polisen lovar"], ["2:8 yaml_character title: @polisen lovar"]),
        (["title: `Löfte`"], ["2:8 yaml_character title: `Löfte`"]),
        (["title: 100 %", "summary: %d"], ["3:10 yaml_character summary: %d"]),
        (["title: *viktigt* löfte"], ["2:8 yaml_alias title: *viktigt* löfte"]),
        (["title: !viktigt löfte"], ["2:8 yaml_tag !viktigt"]),
        (["title: !!python/name:os.system x"], ["2:8 yaml_tag tag:yaml.org,2002:python/name:os.system"]),
        (["title: !!binary aGVq"], ["2:8 yaml_tag tag:yaml.org,2002:binary"]),
        (["? [a, b]", ": c"], ["2:3 yaml_key"]),
        (["- polisen", "- kommunen"], ["2:1 yaml_not_mapping"]),
        (["Bara en text."], ["2:1 yaml_not_mapping"]),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place(lines: list[str], expected: list[str]) -> None:
    assert expected == slips(front(*lines))


def test_a_repeated_field_names_the_line_of_the_first() -> None:
    problem = parse_page(front("title: A", "summary: B", "title: C"), "p.sv.md").problems[0]
    assert {"first": "2"} == problem.details


def test_of_two_equal_fields_neither_is_chosen_in_silence() -> None:
    assert ["3:1 yaml_repeated id", "4:1 yaml_repeated id"] == slips(front("id: a", "id: b", "id: c"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\n---\nText.\n", ["1:1 frontmatter_missing title: A"]),
        ("Bara text.\n", ["1:1 frontmatter_missing Bara text."]),
        ("\n---\ntitle: A\n---\n", ["1:1 frontmatter_blank"]),
        ("----\ntitle: A\n----\n", ["1:1 frontmatter_missing ----"]),
        ("–––\ntitle: A\n–––\n", ["1:1 frontmatter_missing –––"]),
        ("---\ntitle: A\nsummary: B\n\nLöftet skrevs på torget.\n", ["5:1 frontmatter_open Löftet skrevs på torget."]),
        ("---\ntitle: A\npromises:\n  - id: a\nText här.\n", ["5:1 frontmatter_open Text här."]),
        ("---\ntitle: A\n--\nText.\n", ["3:1 frontmatter_open --"]),
        # So much of a long line is enough to know it by.
        ("L" * 61, [f"1:1 frontmatter_missing {'L' * 60}"]),
        ("---\ntitle: A\n" + "Löfte " * 20, [f"3:1 frontmatter_open {'Löfte ' * 10}".rstrip()]),
        ("", ["1:1 file_empty"]),
        ("  \n\n", ["1:1 file_empty"]),
    ],
)
def test_missing_lines_of_hyphens_are_told_where_they_belong(text: str, expected: list[str]) -> None:
    assert expected == slips(text)


def test_an_open_front_matter_that_is_all_facts_is_told_at_its_end() -> None:
    assert ["3:1 frontmatter_cut summary: B"] == slips("---\ntitle: A\nsummary: B\n")
    assert ["4:1 frontmatter_open # Om"] == slips("---\ntitle: A\nsummary: B\n# Om\n")


def test_spaces_after_the_hyphens_do_no_harm() -> None:
    assert [] == slips("--- \ntitle: A\n---  \nText.\n")


def test_empty_front_matter_is_a_mapping_with_nothing_in_it() -> None:
    source = parse_page("---\n---\n", "p.sv.md")
    assert source.node is not None
    assert ({}, ()) == (source.node.plain(), source.problems)


@pytest.mark.parametrize("value", ["&Co Påhittet", "&Söner Påhittet", "&Co"])
def test_an_anchor_alone_does_not_swallow_words(value: str) -> None:
    assert ["2:12 yaml_alias"] == [slip[:15] for slip in slips(front(f"publisher: {value}"))]


def test_an_alias_is_refused_where_it_stands() -> None:
    found = slips(front("title: &a Löfte", "summary: *a"))
    assert ["2:8 yaml_alias", "3:10 yaml_alias"] == found


def test_a_billion_laughs_are_cut_short() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = slips(front(*lines))
    assert {"yaml_alias"} == {slip.split()[1] for slip in found}
    assert len(found) < 1000


@pytest.mark.parametrize("text", ["\n".join(f"a{n}: !b c" for n in range(30)), f"a: [{'!b c, ' * 30}]"])
def test_of_many_faults_so_many_are_told(text: str) -> None:
    assert ["yaml_tag !b"] * MAX_PROBLEMS == [slip.partition(" ")[2] for slip in slips(front(text))]
    assert 20 == MAX_PROBLEMS


@pytest.mark.parametrize("depth", [30, 2000])
def test_deep_nesting_is_refused(depth: int) -> None:
    assert ["yaml_depth"] == [slip.split()[1] for slip in slips(front("a: " + "[" * depth + "]" * depth))]


def test_twenty_levels_are_not_too_deep() -> None:
    assert [] == slips(front("a: " + "[" * 19 + "]" * 19))


def test_bottomless_nesting_does_not_take_python_down() -> None:
    script = """if 1:
        from pledgebook.yaml.reader import parse_page
        text = "---\\na: " + "[" * 400_000 + "]" * 400_000 + "\\n---\\n"
        print([problem.code for problem in parse_page(text, "p.sv.md").problems])
    """
    done = subprocess.run([sys.executable, "-c", script], cwd=HOOKS, capture_output=True, text=True, check=False)
    assert (0, "['yaml_depth']") == (done.returncode, done.stdout.strip())


def test_a_byte_order_mark_is_dropped() -> None:
    text, problems = decode(b"\xef\xbb\xbf---\ntitle: A\n---\n", "p.sv.md")
    assert ("---\ntitle: A\n---\n", ()) == (text, problems)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_give_the_same_text_and_places(end: str) -> None:
    data = end.join(["---", "title: A", "summary: Det gäller: allt", "---", "Text."]).encode()
    text, problems = decode(data, "p.sv.md")
    assert () == problems
    assert "\r" not in text
    assert ["3:20 yaml_colon summary: Det gäller: allt"] == slips(text)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("title: Löfte".encode("cp1252"), "1:9 encoding 0xF6"),
        ("---\ntitle: Medborgarlöfte\n".encode("cp1252"), "2:18 encoding 0xF6"),
        ("---\ntitle: På torget – nu\n".encode("cp1252"), "2:9 encoding 0xE5"),
        ("åäö ".encode() + "å".encode("cp1252"), "1:5 encoding 0xE5"),
        ("title: A".encode("utf-16"), "1:1 encoding 0xFF"),
    ],
)
def test_a_file_in_another_encoding_is_told_where_it_begins(data: bytes, expected: str) -> None:
    text, problems = decode(data, "p.sv.md")
    assert ("", [expected]) == (text, [show(problem) for problem in problems])


def test_a_file_may_be_a_megabyte_but_not_more() -> None:
    assert () == decode(b"a" * MAX_BYTES, "p.sv.md")[1]
    text, problems = decode(b"a" * (MAX_BYTES + 1), "p.sv.md")
    assert ("", ["1:1 file_size 1000 kB"]) == (text, [show(problem) for problem in problems])


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
@pytest.mark.parametrize("before", ["title: A", "title: Åäö"])
def test_a_control_character_is_told_with_its_place(character: str, before: str) -> None:
    found = slips(front(before, f"summary: På{character}torget"))
    assert [f"3:12 control_character U+{ord(character):04X}"] == found


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a\x07\x07b: 1", "control_character"),
        ("a: \x1b", "control_character"),
        ("\tb: 1", "yaml_tab"),
        ("\u00a0b: 1", "yaml_space"),
    ],
)
def test_however_many_letters_are_wrong_only_the_first_are_told(line: str, code: str) -> None:
    few = [slip.split()[1] for slip in slips(front(line))]
    many = [slip.split()[1] for slip in slips(front(*[line] * 1000))]
    assert {code} == {*few, *many}
    assert MAX_PROBLEMS == len(many)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_a_line_mark_pasted_from_elsewhere_does_not_move_the_places_after_it(mark: str) -> None:
    text, _ = decode(front(f"title: Ett{mark}löfte", "summary: B", "summary: C").encode(), "p.sv.md")
    assert "4:1 yaml_repeated summary" in slips(text)


def test_curly_quotes_in_a_text_are_words() -> None:
    assert {"text": "Säga ”hej” och ’hå’", "to": "”a” ”b”"} == plain("text: Säga ”hej” och ’hå’\nto: ”a” ”b”\n")
    assert {"title": "”Löfte”"} == plain("title: '”Löfte”'\n")


@pytest.mark.parametrize("value", ["“Löfte”", "”Löfte”", "„Löfte“", "’Löfte’", "‘Löfte’"])
def test_curly_quotes_do_not_quote(value: str) -> None:
    assert [f"2:8 quotes_curly {value}"] == slips(front(f"title: {value}"))


@pytest.mark.parametrize(
    "value",
    [
        *("no", "yes", "on", "off", "NO", "true", "2019", "2018-01", "2018-01-22", "1:30", "0x10", "0o17", "1_000"),
        *("1e3", ".inf", ".nan", "1.10", "007", "+46", "=", "<<", "12:30:45", "nullable", "2018-01-22 10:00:00"),
    ],
)
def test_no_word_turns_into_something_else(value: str) -> None:
    assert {"a": value, "b": [value]} == plain(f"a: {value}\nb: [{value}]\n")
    assert {value: "x"} == plain(f"{value}: x\n")


@pytest.mark.parametrize("value", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_unless_it_is_quoted(value: str) -> None:
    assert {"a": None} == plain(f"a: {value}\n")
    assert {"a": value} == plain(f'a: "{value}"\n')


def test_a_merge_key_merges_nothing() -> None:
    assert {"<<": {"a": "1"}, "b": "2"} == plain("<<: {a: 1}\nb: 2\n")


def test_long_texts_fold_and_keep_their_place() -> None:
    source = parse_yaml("summary: >\n  Ett långt\n  löfte.\nnote: |\n  Rad 1\n  Rad 2\n", "p.sv.md", first_line=2)
    assert source.node is not None
    assert {"summary": "Ett långt löfte.\n", "note": "Rad 1\nRad 2\n"} == source.node.plain()
    assert "p.sv.md:5:7" == str(source.node.nearest(["note"]).mark)


def test_a_second_document_in_a_file_is_refused() -> None:
    found = [show(problem) for problem in parse_yaml("name: A\n---\nname: B\n", "register.yml").problems]
    assert ["2:1"] == [slip.split()[0] for slip in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: Hus #3 på torget", ["2:12 yaml_comment #3 på torget"]),
        ("title: Hus # tre", []),
        ('title: "Hus #3"', []),
        ("title: Hus#3", []),
        ("title: Hus ## tre", []),
    ],
)
def test_words_that_turn_into_a_comment_are_told(line: str, expected: list[str]) -> None:
    assert expected == slips(front(line))
