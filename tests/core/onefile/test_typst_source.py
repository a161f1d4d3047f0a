"""What is set in type is written as a document: all words as words, and everything in it as its template says."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest

from core.conftest import TODAY
from core.onefile.test_onefile import PRINT_FILES, wrap
from pledgebook.images import social_card
from pledgebook.onefile.html_tree import read_one_file
from pledgebook.onefile.pdf import set_pdf
from pledgebook.onefile.typst_source import render_source

FONT = Path(social_card.__file__).parent / "fonts/NotoSerif-Regular.ttf"


def render(body: str, **attributes: str) -> str:
    return render_source(read_one_file(wrap(body, **attributes), TODAY)[0])


def test_all_that_somebody_has_written_stands_in_literals() -> None:
    written = """<p title='x'>") #panic(1) \\ [$x$]</p><pre>a
"#b</pre><h2 id='x"y'><a href='#x"y'>c\u2028</a></h2><p class='d"#e' lang='f"-GG'>g</p>"""
    source = render(written, dir='"#h')
    code = re.sub(r'"(\\.|[^"\\])*"', "", source.removeprefix('#import "onefile.typ": *\n#{'))
    assert not re.search(r'["\\#$\[\]\u2028]', code), code
    for word in (
        r'"\") #panic(1) \\ [$x$]"',
        r'"a\u{a}\"#b"',
        r'label("x\"y")',
        r'"c\u{2028}"',
        r'("d\"#e",)',
        r'"f\""',
    ):
        assert word in source


def test_only_a_place_that_a_link_leads_to_has_a_label() -> None:
    anchors = (
        "<h2 id='a'>A</h2><p id='b'>B</p><ul><li id='c'>C</li></ul><table><tr><td><p id='d'>D</p></td></tr></table>"
    )
    assert "label" not in render(anchors) and "place-of" not in render(anchors)
    source = render(
        anchors + "<table><caption><a href='#d'>d</a></caption><tr><td><a href='#a'>a</a></td></tr></table>"
    )
    assert [("labelled", "a"), ("place-of", "d")] == re.findall(r'(labelled|place-of)\("(.)"', source)
    assert {"a", "d"} == set(re.findall(r'label\("(.)"\)', source))


def test_nothing_is_nested_without_end() -> None:
    source = render("<div class='a'>" * 100 + "<p>" + "<b><i>" * 50 + "x" + "</i></b>" * 50 + "</p>" + "</div>" * 100)
    depths = [0]
    for letter in re.sub(r'"[^"]*"', "", source):
        depths.append(depths[-1] + (letter in "({") - (letter in ")}"))
    assert max(depths) < 30


def test_a_shape_that_comes_again_is_written_once() -> None:
    sign = "<svg viewBox='0 0 16 16'><circle r='6'/></svg>"
    assert 1 == render(f"<p>{sign} Ja</p>" * 3).count("<circle")


@pytest.mark.parametrize("name", ["egen.ttf", "typsnitt/EGEN.TTF"])
def test_a_font_beside_the_template_may_be_used_by_it(name: str) -> None:
    template = PRINT_FILES["onefile.typ"].replace(b"Libertinus Serif", b"Noto Serif")
    files = {**PRINT_FILES, "onefile.typ": template, name: FONT.read_bytes()}
    # What has been set before, with the typesetter's own fonts, makes no difference.
    for print_files, font in ((PRINT_FILES, "Libertinus"), (files, "NotoSerif"), (PRINT_FILES, "Libertinus")):
        pdf = pikepdf.open(io.BytesIO(set_pdf(wrap("<p>Ord</p>"), print_files, TODAY)))
        used = {
            str(item.BaseFont) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
        assert used and all(font in name for name in used), used
