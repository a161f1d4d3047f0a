"""The usual layout of front matter: what changes, and that neither meaning nor comments do."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st

from conftest import Project
from core.conftest import LANGUAGES, PLEDGE, REPOSITORY, pledge
from pledgebook.authoring.format import find_model, format_page
from pledgebook.cli.main import main
from pledgebook.model import Pledge, Register
from pledgebook.project import load_book
from pledgebook.yaml.cst import find_comments

EXEMPELSTAD = REPOSITORY / "tests" / "exempelstad"
RECORDS = [path for path in sorted((EXEMPELSTAD / "pledges").rglob("*")) if find_model(path.name)]


def lay(front: str) -> str:
    found = format_page(f"---\n{dedent(front)}---\n", "pledge.sv.md", Pledge)
    assert () == found.problems
    return found.text.removeprefix("---\n").removesuffix("---\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Order, as in the model; what it does not know comes last
        ("period: 2027\ntitle: A\n", "title: A\nperiod: 2027\n"),
        ("other: x\ntitle: A\n", "title: A\nother: x\n"),
        ("period: {end: open, start: 2027}\n", "period: {start: 2027, end: open}\n"),
        ("promises:\n  - text: T\n    by: polisen\n    id: a\n", "promises:\n  - id: a\n    by: polisen\n    text: T\n"),
        # Quotes, only where somebody needs them
        ("title: 'A b'\n", "title: A b\n"),
        ('title: "A b"\n', "title: A b\n"),
        ("title: 'A: b'\n", 'title: "A: b"\n'),
        ('title: "# A"\n', 'title: "# A"\n'),
        ('title: "nej # A"\n', 'title: "nej # A"\n'),
        ("title: '2027'\n", 'title: "2027"\n'),
        ("title: 'no'\n", 'title: "no"\n'),
        ('title: ""\n', 'title: ""\n'),
        ('title: "a\\tb"\n', 'title: "a\\tb"\n'),
        ("title: 'a \"b\"'\n", "title: a \"b\"\n"),
        ("sources: [{publisher: 'a, b'}]\n", 'sources: [{publisher: "a, b"}]\n'),
        ('"title": A\n', "title: A\n"),
        # Lists and indents
        ("parties:\n- a\n- b\n", "parties: [a, b]\n"),
        ("parties:\n  - a  # A\n  - b\n", "parties:\n  - a  # A\n  - b\n"),
        ("parties: [ a,b ]\n", "parties: [a, b]\n"),
        ("parties: [\n  a,\n  b,\n]\n", "parties: [a, b]\n"),
        ("sources:\n- publisher: A\n", "sources:\n  - publisher: A\n"),
        ("sources:\n    -   publisher: A\n        url: b\n", "sources:\n  - publisher: A\n    url: b\n"),
        ("dates:\n      signed: 2027\n", "dates:\n  signed: 2027\n"),
        ("title:\n  A\n", "title: A\n"),
        # Dates
        ("period: 2027–2028\n", "period: 2027-2028\n"),
        ("period: 2027-07-01 – 2028-06-30\n", "period: 2027-07-01–2028-06-30\n"),
        # Long texts keep their lines
        ("summary: >-\n      En\n      två\n", "summary: >-\n  En\n  två\n"),
        ("summary: |\n    En\n      två\n\n    tre\n", "summary: |\n  En\n    två\n\n  tre\n"),
        ("summary: En\n   två\n", "summary: En\n  två\n"),
        ("summary: >2-\n    En\n   två\n", "summary: >2-\n    En\n   två\n"),
        # Comments go with what they stand above or behind
        ("# P\nperiod: 2027\n# T\ntitle: A\n", "# T\ntitle: A\n# P\nperiod: 2027\n"),
        ("period: 2027 # P\ntitle: A # T\n", "title: A  # T\nperiod: 2027  # P\n"),
        ("# Om filen\n\nperiod: 2027\ntitle: A\n", "# Om filen\n\ntitle: A\nperiod: 2027\n"),
        ("title: A\n# Sist\n", "title: A\n# Sist\n"),
        ("sources:\n- publisher: A\n# Sist\n", "sources:\n  - publisher: A\n# Sist\n"),
        ("promises:\n  - id: a\n    # target: x\n  # Nästa\n  - id: b\n", "promises:\n  - id: a\n    # target: x\n  # Nästa\n  - id: b\n"),
        ("promises:\n  # Alla\n  - text: T\n    # Id\n    id: a\n", "promises:\n  # Alla\n  # Id\n  - id: a\n    text: T\n"),
        ("summary: En\n  två # S\ntitle: A\n", "title: A\nsummary: En\n  två  # S\n"),
        ("parties: [a, # A\n  b]\n", "parties: [a, # A\n  b]\n"),
        # Empty lines, one at a time
        ("\n\ntitle: A\n\n\n\nperiod: 2027\n\n", "title: A\n\nperiod: 2027\n"),
    ],
)  # fmt: skip
def test_front_matter_is_laid_out_in_one_way(written: str, expected: str) -> None:
    assert expected == lay(written)
    assert expected == lay(expected)


def test_words_of_the_register_keep_the_order_of_their_languages() -> None:
    text = "parties:\n- name: {sv: Polisen, en: The police}\n  id: polisen\n"
    laid_out = format_page(text, "register.yml", Register).text
    assert "parties:\n  - id: polisen\n    name: {sv: Polisen, en: The police}\n" == laid_out


@pytest.mark.parametrize(
    ("body", "expected"),
    [("\n\nEn  \n\tTvå\n\n\n", "\n\nEn  \n\tTvå\n"), ("", ""), ("\n\n", ""), ("En", "En\n")],
)
def test_the_words_below_are_left_as_they_are(body: str, expected: str) -> None:
    assert f"---\ntitle: A\n---\n{expected}" == format_page(f"---\ntitle: A\n---\n{body}", "pledge.sv.md", Pledge).text


@pytest.mark.parametrize("fault", ["title: [A", "title: A\ntitle: B", "a: &b c", "\ttitle: A", "title: A: B"])
def test_a_broken_file_is_left_alone_and_says_why(fault: str) -> None:
    text = f"---\nperiod: 2027\n{fault}\n---\n"
    found = format_page(text, "pledge.sv.md", Pledge)
    assert text == found.text
    assert [3] <= [problem.mark.line for problem in found.problems]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.relative_to(EXEMPELSTAD).as_posix())
def test_every_record_keeps_its_comments_and_comes_to_rest(path: Path) -> None:
    check_rest(path)


def check_rest(path: Path) -> None:
    text, model = path.read_text("utf-8"), find_model(path.name)
    assert model is not None
    once = format_page(text, path.name, model).text
    assert once == format_page(once, path.name, model).text
    fronts = [part.partition("\n---\n")[0] if path.suffix == ".md" else part for part in (text, once)]
    assert sorted(find_comments(fronts[0])) == sorted(find_comments(fronts[1]))


def test_the_book_is_the_same_afterwards(tmp_path: Path, site_rules: dict[str, Any]) -> None:
    assert format_all(EXEMPELSTAD, tmp_path)
    before, after = (load_book(place, LANGUAGES, **site_rules).book for place in (EXEMPELSTAD, tmp_path))
    assert before is not None
    assert before == after


def format_all(root: Path, target: Path) -> int:
    """Put all records somewhere else as `fmt` leaves them; how many that changes."""
    changed = 0
    for path in (root / "pledges").rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            model, data = find_model(path.name), path.read_bytes()
            new = format_page(data.decode(), path.name, model).text.encode() if model else data
            changed += new != data
            copy.write_bytes(new)
    return changed


KEYS = ["title", "period", "summary", "parties", "promises", "sources", "aim", "dates", "other"]
PLAIN = st.sampled_from(["A", "2027", "Ett löfte", "no", "a # b", "a: b", "'", '"', "- a", "{a", "", "x" * 130, "é\\n"])
COMMENT = st.sampled_from(["# Hjälp", "# title: A", "#", "# 'citat", "# [a"])


@st.composite
def fronts(draw: st.DrawFn, depth: int = 2) -> str:
    """Front matter of any shape, with comments and empty lines anywhere."""
    lines: list[str] = []
    pad = "  " * draw(st.integers(0, 1)) if depth < 2 else ""
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1, max_size=4)):
        for _ in range(draw(st.integers(0, 2))):
            lines.append(draw(st.sampled_from(["", pad, "  "])) + draw(COMMENT) if draw(st.booleans()) else "")
        behind = f"  {draw(COMMENT)}" if draw(st.integers(0, 3)) == 0 else ""
        shape = draw(
            st.sampled_from(["text", "folded", "list", "flow", "inner", "items"] if depth else ["text", "list"])
        )
        value = yaml.safe_dump(draw(PLAIN), default_style=draw(st.sampled_from(["'", '"'])), width=200).strip()
        if shape == "text":
            lines.append(f"{pad}{key}: {value}{behind}")
        elif shape == "folded":
            lines += [f"{pad}{key}: >-{behind}", f"{pad}      En # inte", "", f"{pad}      två: tre"]
        elif shape == "list":
            lines += [f"{pad}{key}:{behind}", f"{pad}- {value}", f"{pad}- b{behind}"]
        elif shape == "flow":
            lines.append(f"{pad}{key}: [{value}, {{title: {value}, id: a}}]{behind}")
        else:
            inner = draw(fronts(depth - 1)).split("\n")
            first = next(
                number for number, line in enumerate(inner) if line.strip() and not line.strip().startswith("#")
            )
            indent = len(inner[first]) - len(inner[first].lstrip())
            head = [f"{pad}    {line}" if line.strip() else "" for line in inner[:first]]
            rest = [f"{pad}    {line}" if line.strip() else "" for line in inner[first:]]
            if shape == "items":
                rest[0] = f"{pad}  - {' ' * indent}{inner[first].strip()}"
            lines += [f"{pad}{key}:{behind}", *head, *rest]
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@generate(fronts())
def test_whatever_is_written_keeps_its_meaning_and_comments(front: str) -> None:
    text = f"---\n{front}\n---\nText\n"
    found = format_page(text, "pledge.sv.md", Pledge)
    if found.problems:
        assert text == found.text
        return
    new = found.text.removeprefix("---\n").removesuffix("---\nText\n")
    assert sorted(find_comments(front)) == sorted(find_comments(new))
    loader = yaml.CBaseLoader
    assert yaml.load(front, Loader=loader) == yaml.load(new, Loader=loader)
    assert found.text == format_page(found.text, "pledge.sv.md", Pledge).text


@settings(max_examples=200, deadline=None)
@generate(st.integers(0, len(PLEDGE)), st.text(alphabet="\n\t :#-[]{}'\"&*!|>%@`,a\u2028\x85é", max_size=4))
def test_no_slip_makes_it_stumble(place: int, slip: str) -> None:
    text = pledge()
    assert format_page(text[: place + 4] + slip + text[place + 4 :], "pledge.sv.md", Pledge).text


# The command


def test_the_command_orders_files_and_leaves_broken_ones(
    tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny({"pledges/2028/pledge.sv.md": "---\ntitle: A: B\n---\n"})
    usual, broken = (project.root / f"pledges/{year}/pledge.sv.md" for year in (2027, 2028))
    text = usual.read_text("utf-8")
    usual.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    monkeypatch.chdir(project.root)
    assert 1 == main(["fmt", "--check"])
    out = capsys.readouterr().out
    assert "Skulle ordnas: pledges/2027/pledge.sv.md\n" in out
    assert "pledges/2028/pledge.sv.md:2:9: fel: Här står ett kolon" in out
    assert b"\r\n" in usual.read_bytes()
    assert 1 == main(["fmt"])
    assert "1 fil går inte att läsa och är orörd." in capsys.readouterr().out
    assert b"\r" not in usual.read_bytes()
    assert usual.read_text("utf-8").startswith("---\ntitle: Medborgarlöfte 2027\n")
    assert "---\ntitle: A: B\n---\n" == broken.read_text("utf-8")
    assert 0 == main(["fmt", "--check", "pledges/2027", "pledges/register.yml"])
    assert "Alla filer är redan ordnade.\n" == capsys.readouterr().out


def test_the_command_goes_on_past_a_file_that_cannot_be_read(
    tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.parent.name == "2026":
            raise PermissionError(errno.EACCES, "no")
        return whole(path)

    project = tiny({f"pledges/{year}/pledge.sv.md": "---\ntitle:   A\n---\n" for year in (2026, 2028)})
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(Path, "read_bytes", read)
    assert 1 == main(["fmt"])
    told = capsys.readouterr().out
    assert "pledges/2026/pledge.sv.md:1:1: fel: Filen pledge.sv.md går inte att läsa." in told
    assert "Ordnad: pledges/2028/pledge.sv.md\n" in told


def test_the_command_refuses_what_is_not_there(
    tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tiny()
    monkeypatch.chdir(project.root)
    assert 2 == main(["fmt", "pledges/2019"])
    assert "2019" in capsys.readouterr().err
    assert 2 == main(["fmt", str(project.root.parent)])
