"""What nobody sees, what was lost on the way, and what git could not join is told where it stands."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from core.conftest import EN, REPOSITORY, SV, Given, Show, followup, pledge, register, words
from photos import draw_plain
from pledgebook.checks.static_pages import check_static_pages
from pledgebook.problem import Level
from pledgebook.yaml import reader
from pledgebook.yaml.characters import clean_line, find_hidden, is_blank
from pledgebook.yaml.reader import parse_yaml

FU = "2027/followup-1.sv.md"
CONFLICT = "Före.\n<<<<<<< HEAD\nEtt.\n=======\nTvå.\n>>>>>>> gren\nEfter.\n"


def told_of(given: Given, files: dict[str, str | bytes | None]) -> list[str]:
    return [line for line in given(files).problems if "accessibility" not in line]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({SV: pledge(body=CONFLICT)}, f"{SV}:13:1"),
        ({SV: pledge(f"situation: |\n  {CONFLICT.strip().replace(chr(10), chr(10) + '  ')}")}, f"{SV}:4:1"),
        ({SV: pledge("<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> gren")}, f"{SV}:2:1"),
        ({SV: pledge("title: A\n||||||| bas\nsummary: B")}, f"{SV}:3:1"),
        # Only the end is left of one that somebody has begun to mend.
        ({SV: pledge(body="Text.\n=======\nMer.\n>>>>>>> gren\n")}, f"{SV}:15:1"),
        ({SV: pledge(), EN: words("title: A", "<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> x\n")}, f"{EN}:4:1"),
        ({FU: followup(body=CONFLICT)}, f"{FU}:9:1"),
        ({"register.yml": register("<<<<<<< HEAD\nname: A\n=======\nname: B\n>>>>>>> x")}, "register.yml:1:1"),
    ],
)
def test_a_conflict_is_told_as_one_at_its_line_and_never_pasted(
    given: Given, files: dict[str, str | bytes | None], place: str
) -> None:
    told = given(files)
    errors = [item for item in told.found if item.level == "error"]
    assert [f"pledges/{place} merge_conflict"] == [f"{item.mark} {item.code}" for item in errors]
    assert "" == errors[0].fix


def test_a_conflict_in_a_plain_page_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/om.md").write_text(f"# Om\n\n{CONFLICT}", "utf-8")
    found = [f"{item.mark} {item.code}" for item in check_static_pages(tmp_path, "docs")]
    assert ["docs/om.md:4:1 merge_conflict"] == found


def test_an_example_of_a_conflict_is_none(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs/git.md"
    page.write_text(f"Så här:\n\n```\n{CONFLICT}```\n\nSlut.\n", "utf-8")
    assert [] == list(check_static_pages(tmp_path, "docs"))
    page.write_text(f"```\nkod\n```\n\n{CONFLICT}\n```\nkod\n```\n", "utf-8")
    assert ["docs/git.md:6:1"] == [str(item.mark) for item in check_static_pages(tmp_path, "docs")]


def test_signs_that_only_look_like_a_conflict_are_words(given: Given) -> None:
    body = "Rubrik\n=======\n\n> > > citat\n\n<<<<<<<<<<\n\nA <<<<<<< B\n"
    assert [] == [item for item in told_of(given, {SV: pledge(body=body)}) if "conflict" in item]


@pytest.mark.parametrize(
    ("line", "code", "column", "mended"),
    [
        ("title: Löf\u00adte", "character_hidden", 11, "title: Löfte"),
        ("title: Löf\u200bte 1", "character_hidden", 11, "title: Löfte 1"),
        ("title: Löf\u200dte", "character_hidden", 11, "title: Löfte"),
        ("title: Löf\u200ete", "character_hidden", 11, "title: Löfte"),
        ("title: Löf\u2060te", "character_hidden", 11, "title: Löfte"),
        ("title: A\u2028B", "character_hidden", 9, "title: A B"),
        ("title: A \u202eB", "character_turned", 10, "title: A B"),
        ("title: A \u2067B\u2069", "character_turned", 10, "title: A B"),
        ("title: L\ufffdfte", "character_lost", 9, ""),
        ("title: LÃ¶fte", "characters_garbled", 9, "title: Löfte"),
        ("title: Ã…r â€“ â€�", "characters_garbled", 8, ""),
        ("title: Ã…r 1 â€“ 2", "characters_garbled", 8, "title: År 1 – 2"),
        ("title: A \u00a0B", "space_odd", 9, "title: A B"),
        ("title: A\u00a0, B", "space_odd", 9, "title: A, B"),
        ("title: A B\u00a0", "space_odd", 11, "title: A B"),
        ("title: A\ufeffB", "control_character", 9, "title: AB"),
    ],
)
def test_a_character_that_can_hardly_be_meant_is_told_with_the_line_to_paste(
    given: Given, line: str, code: str, column: int, mended: str
) -> None:
    told = given({SV: pledge(line)})
    found = [item for item in told.found if item.level in ("error", "warning") and item.mark.line == 2]
    assert [f"2:{column} {code}"] == [f"{item.mark.line}:{item.mark.column} {item.code}" for item in found][:1]
    if mended:
        assert 1 == len(found)
        assert mended == found[0].fix
        assert mended == clean_line(line) and not list(find_hidden(mended, ""))


@pytest.mark.parametrize(
    "line",
    [
        *("title: 10\u00a0000 kronor", "title: 5\u202f% av Ö\u00a0torget", "title: Ö”", "title: Är Ã en bokstav"),
        *("title: 👩\u200d🚒 och ❤️", "title: می\u200cخواهم", "title: \u202bשלום\u202c \u200fא", "title: São Paulo, Â"),
    ],
)
def test_what_is_meant_is_left_alone(line: str) -> None:
    assert [] == list(find_hidden(line, ""))


def test_hidden_characters_are_told_in_every_file_and_body(given: Given) -> None:
    files: dict[str, str | bytes | None] = {
        SV: pledge(body="Rad.\n\nTra\u00adfik."),
        EN: words("title: A", "Tra\u00adffic\x08."),
        "register.yml": register("name: Exem\u200bpelstad"),
    }
    assert [
        f"{EN}:4:9 control_character U+0008",
        "register.yml:1:11 character_hidden U+200B",
    ] == sorted(item for item in told_of(given, files) if "control" in item or "register" in item)
    assert f"{SV}:14:4 character_hidden U+00AD" in told_of(given, files)


@pytest.mark.parametrize(
    ("escaped", "told"),
    [
        *(
            (f"\\{letter}", f"control_character U+{code}")
            for letter, code in (("a", "0007"), ("0", "0000"), ("v", "000B"))
        ),
        *(("\\x1b", "control_character U+001B"), ("\\uFFFE", "control_character U+FFFE")),
        *(("\\u202e", "character_turned U+202E"), ("\\L", "character_hidden U+2028")),
    ],
)
def test_an_escape_is_told_of_as_what_it_stands_for(given: Given, escaped: str, told: str) -> None:
    assert [f"{SV}:2:8 {told}"] == told_of(given, {SV: pledge(f'title: "Löfte{escaped} 2027"')})
    # Over several lines, where it begins.
    assert [f"{SV}:3:5 {told}"] == told_of(given, {SV: pledge(f'title:\n    "Löfte\n    {escaped} 2027"')})


def test_half_of_a_character_is_told_of_whichever_parser_of_yaml_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = parse_yaml('a: "x\\ud800y"', "half").problems
    assert Level.ERROR is told.level
    monkeypatch.setattr(reader, "Loader", yaml.SafeLoader)
    (told,) = parse_yaml('a: "x\\ud800y"', "half of it").problems
    assert (Level.ERROR, "control_character", "U+D800") == (told.level, told.code, told.found)


@pytest.mark.parametrize("text", [r"Säg \"hej\" \\ \t på \xe5, \U0001F469\u200D\U0001F692", "Tra\u00adfik \\x41"])
def test_no_other_escape_is_told_of_and_none_twice(given: Given, text: str) -> None:
    assert len(told_of(given, {SV: pledge(f'title: "{text}"')})) == text.count("\u00ad")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({SV: pledge('title: "\u200b"')}, [f"{SV}:2:8 field_empty title"]),
        ({SV: pledge("title: \u2060\u200b")}, [f"{SV}:2:8 field_empty title"]),
        ({SV: pledge("summary: \u00ad")}, [f"{SV}:2:10 field_empty summary"]),
        (
            {SV: pledge("sources: [{publisher: \u200b}]")},
            [f"{SV}:2:23 field_empty publisher"],
        ),
    ],
)
def test_words_of_nothing_are_none(given: Given, files: dict[str, str | bytes | None], told: list[str]) -> None:
    assert told == given(files).errors


def test_a_picture_whose_words_nobody_sees_has_none(given: Given) -> None:
    files: dict[str, str | bytes | None] = {SV: pledge(body="![\u200b](a.jpg)"), "2027/a.jpg": draw_plain()}
    assert [f"{SV}:12:1 image_alt a.jpg"] == told_of(given, files)


def test_letters_are_one_whatever_they_were_typed_as(given: Given, show: Show) -> None:
    text = unicodedata.normalize("NFD", pledge("title: Löfte på Öster", body="Ett löfte med [bild](åre.pdf)."))
    name = unicodedata.normalize("NFD", "åre.pdf")
    told = given({SV: text, f"2027/{name}": b"%PDF"})
    assert "Löfte på Öster" == told.pledge.title.root["sv"]
    assert [] == [
        item for item in told.problems if "åre" in unicodedata.normalize("NFC", item) and "archive" not in item
    ]
    html = show(told.book).html("2027/")
    assert unicodedata.normalize("NFC", html) == html


def test_a_document_is_found_by_its_name_however_its_letters_are_made(given: Given) -> None:
    name = unicodedata.normalize("NFD", "åre.pdf")
    text = pledge('documents: [{title: A, kind: other, file: "åre.pdf"}]')
    told = given({SV: text, f"2027/{name}": b"%PDF"})
    assert [] == [item for item in told.problems if "document" in item]


def test_nothing_at_all_is_blank() -> None:
    assert is_blank("") and is_blank(" \u200b\u00a0\ufe0f") and not is_blank("a\u200b")


def test_the_repository_has_no_such_characters() -> None:
    for folder in ("docs/handbok", "tests/exempelstad"):
        for path in (REPOSITORY / folder).rglob("*.md"):
            assert [] == list(find_hidden(path.read_text("utf-8"), path.name)), path
