"""The records of a built site in one file each, as outside programs see them."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html

from conftest import Project

OUTLOUD = Path(sys.prefix) / "validators/outloud/bin"
# Prints the words of a PDF in the order that it holds them, without those above and below the text of a page.
READ_WORDS = """
import sys, pymupdf
for name in sys.argv[1:]:
    with pymupdf.open(name) as pdf:
        for page in pdf:
            box = page.rect + (0, 60, 0, -60)
            print(page.get_text("text", clip=box, flags=0))
    print("\\f\\f")
"""
ONE_FILES = (
    *("2018/medborgarlofte-2018.sv", "en/2018/medborgarlofte-2018.en"),
    *("2019/medborgarlofte-2019.sv", "en/2019/medborgarlofte-2019.en"),
    *("2025/medborgarlofte-2025.sv", "en/2025/medborgarlofte-2025.en"),
    *("2027/medborgarlofte-2027.sv", "en/2027/medborgarlofte-2027.en"),
    *("sagogatan-2026/medborgarlofte-sagogatan-2026.sv", "en/sagogatan-2026/medborgarlofte-sagogatan-2026.en"),
    # Without English words there is no English file.
    "2021-2022/medborgarlofte-2021-2022.sv",
    "overenskommelser/2017-2020/overenskommelse-2017-2020.sv",
    "en/overenskommelser/2017-2020/overenskommelse-2017-2020.en",
    "overenskommelser/2024/overenskommelse-2024.sv",
    "en/overenskommelser/2024/overenskommelse-2024.en",
)


@pytest.fixture(scope="module")
def pdfs(exempelstad: Project) -> list[Path]:
    return [exempelstad.site / f"{name}.pdf" for name in ONE_FILES]


def run_outside(program: str, *arguments: object) -> str:
    assert OUTLOUD.is_dir(), "the validator is missing: run make validators"
    command = [str(OUTLOUD / program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    return done.stdout


def list_elements(node: Any) -> list[Any]:
    """Every element of a PDF's structure, in the order it is read."""
    if isinstance(node, pikepdf.Array):
        return [found for item in node for found in list_elements(item)]
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        return [node, *list_elements(node.get("/K", pikepdf.Array()))]
    return []


def test_every_record_has_its_files_in_the_languages_that_it_has_words_in(exempelstad: Project) -> None:
    found = {
        path.relative_to(exempelstad.site).as_posix()
        for path in exempelstad.site.rglob("*")
        if re.search(r"\.(sv|en)\.(html|pdf)$", path.name)
    }
    assert found == {f"{name}.{kind}" for name in ONE_FILES for kind in ("html", "pdf")}


@pytest.mark.parametrize("name", ONE_FILES)
def test_the_page_of_the_record_says_how_large_its_files_are(exempelstad: Project, name: str) -> None:
    folder, _, stem = name.rpartition("/")
    page = html.fromstring(exempelstad.read(folder))
    for kind in ("html", "pdf"):
        [link] = page.xpath("//a[@href=$href]", href=f"{stem}.{kind}")
        size = round((exempelstad.site / f"{name}.{kind}").stat().st_size / 1000)
        assert re.search(rf"\({size} kB\)$", link.text_content()), link.text_content()


@pytest.mark.parametrize("name", ONE_FILES)
def test_a_file_needs_no_other(exempelstad: Project, name: str) -> None:
    text = (exempelstad.site / f"{name}.html").read_text(encoding="utf-8")
    assert not re.search(r'<(script|img|link|iframe|source)[^>]*(src|href)="(?!data:)', text)
    assert re.search(rf'<html lang="{name[-2:]}"', text)
    for link in html.fromstring(text).xpath("//a/@href"):
        assert re.match("#|https?://|mailto:", link), link


def test_a_picture_that_tells_of_its_photographer_does_not_do_so_here(exempelstad: Project) -> None:
    text = (exempelstad.site / "2019/medborgarlofte-2019.sv.html").read_text(encoding="utf-8")
    assert text.count('src="data:image/jpeg;base64,') == 1
    assert b"Hemlig" not in (exempelstad.site / "2019/medborgarlofte-2019.sv.pdf").read_bytes()


def test_every_pdf_says_that_it_is_accessible_and_is(pdfs: list[Path]) -> None:
    for path in pdfs:
        with pikepdf.open(path) as pdf, pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1", path
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A"), path
            assert pdf.Root.MarkInfo.Marked, path
            assert pdf.Root.ViewerPreferences.DisplayDocTitle, path
            assert pdf.Root.Lang == path.suffixes[-2][1:], path
            assert meta["dc:title"] == str(pdf.docinfo["/Title"]), path
            elements = list_elements(pdf.Root.StructTreeRoot.K)
            assert all(str(item.get("/Alt", "")) for item in elements if item.S == "/Figure"), path
            levels = [int(str(item.S)[2:]) for item in elements if re.fullmatch(r"/H\d", str(item.S))]
            assert levels[0] == 1, path
            assert levels.count(1) == 1, path
            assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels)), path
            assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys()), path


def test_a_checker_of_pdf_ua_finds_nothing(pdfs: list[Path]) -> None:
    report = json.loads(run_outside("outloud", "--json", "-", *pdfs))
    assert [str(path) for path in pdfs] == [result["path"] for result in report["results"]]
    # Nothing to look closer at either.
    assert {"pass"} == {result["verdict"] for result in report["results"]}, [
        (result["path"], result["error"], result["findings"]) for result in report["results"]
    ]


def test_the_words_of_a_pdf_stand_in_the_order_of_the_html(exempelstad: Project, pdfs: list[Path]) -> None:
    texts = run_outside("python", "-c", READ_WORDS, *pdfs).split("\f\f")
    for name, text in zip(ONE_FILES, texts, strict=False):
        body = html.fromstring((exempelstad.site / f"{name}.html").read_bytes().decode()).xpath("//body")[0]
        said = "".join("".join(body.itertext()).split())
        heard = "".join(text.split())
        rest = iter(heard)
        missing = next((place for place, letter in enumerate(said) if letter not in rest), None)
        assert missing is None, f"{name}: …{said[max(0, missing - 60) : missing + 20]}"
        # Bullets, numbers and quotation marks, and nothing else, are added.
        assert len(heard) < len(said) * 1.05, name


def test_two_parts_of_the_world_get_the_same_files(exempelstad: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "annan mapp")
    other.root.mkdir()
    for part in ("docs", "hooks", "theme", "pledges", "mkdocs.yml"):
        (other.root / part).symlink_to(exempelstad.root / part)
    done = other.build(TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C")
    assert done.returncode == 0, done.stdout
    for name in ONE_FILES:
        for kind in ("html", "pdf"):
            assert (other.site / f"{name}.{kind}").read_bytes() == (exempelstad.site / f"{name}.{kind}").read_bytes()
