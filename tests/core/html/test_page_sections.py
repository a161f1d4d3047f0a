"""The words under each heading of a page, for the search."""

from __future__ import annotations

import pytest

from pledgebook.html.page_sections import PageSection, cut_sections


def cut(html: str) -> list[PageSection]:
    return list(cut_sections(html, "Sidan"))


def test_headings_with_anchors_begin_sections_and_the_first_is_the_page() -> None:
    html = '<h1 id="om">Om</h1>\n<p>Först.</p>\n<h2 id="a">A</h2>\n<p>Under a.</p><h3 id="b">B</h3><p>Under b.</p>'
    assert cut(html) == [
        PageSection("", "Om", "Först."),
        PageSection("a", "A", "Under a."),
        PageSection("b", "B", "Under b."),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>Ord.</p>", [PageSection("", "Sidan", "Ord.")]),
        ('<h2 id="a">A</h2><p>b</p>', [PageSection("", "Sidan", ""), PageSection("a", "A", "b")]),
        ('\n<h1 id="a">A</h1><p>b</p>', [PageSection("", "A", "b")]),
        ('<h1 id="a"></h1><p>b</p>', [PageSection("", "Sidan", "b")]),
    ],
)
def test_what_has_no_heading_of_its_own_is_called_what_the_page_is(html: str, expected: list[PageSection]) -> None:
    assert cut(html) == expected


def test_a_heading_without_an_anchor_is_part_of_the_text_and_runs_together_with_nothing() -> None:
    html = '<h1 id="t">T</h1><section><h2 id="a">Bakgrund</h2>\n<h2>Det som saknas</h2>\n<p>Ord.</p></section>'
    assert cut(html)[-1] == PageSection("a", "Bakgrund", "Det som saknas\nOrd.")


def test_a_section_ends_with_the_element_that_its_heading_stands_in() -> None:
    html = (
        '<h1 id="t">T</h1><p>ett</p><div><section><h2 id="a">A</h2><p>två</p><div><h3 id="b">B</h3><p>tre</p></div>'
        "<p>fyra</p></section></div><p>fem</p>"
    )
    assert cut(html) == [
        PageSection("", "T", "ett\nfem"),
        PageSection("a", "A", "två\nfyra"),
        PageSection("b", "B", "tre"),
    ]


def test_words_of_neighbouring_blocks_do_not_run_together_and_a_word_is_kept_whole() -> None:
    assert cut("<p>Trygg<strong>het</strong></p><p>H<sub>2</sub>O</p><ul><li>a</li><li>b</li></ul>") == [
        PageSection("", "Sidan", "Trygghet\nH 2 O\na\nb")
    ]


def test_a_fact_and_the_heading_after_it_are_two_blocks() -> None:
    html = "<dl><dt>När</dt><dd>3 februari 2019</dd></dl><div>Övergripande mål</div><table><td>a</td><td>b</td></table>"
    assert cut(html) == [PageSection("", "Sidan", "När\n3 februari 2019\nÖvergripande mål\na\nb")]


def test_references_are_read_and_space_is_only_space() -> None:
    assert cut('<h1 id="a">A &amp;\n  B</h1><p>&lt;p&gt;\xa0&#34;c&#34; &amp;amp;</p>') == [
        PageSection("", "A & B", '<p> "c" &amp;')
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        "<section data-search-exclude><section>nej</section>nej</section>",
        '<p class="x" data-search-exclude>nej<br>nej</p>',
        '<p data-search-exclude="">nej <b>nej</b></p>',
        '<DIV data-search-exclude><p title="</div>">nej</p></DIV>',
        '<td><div class="linenodiv"><pre>1</pre></div></td>',
        "<script>nej</script><style>nej</style>",
        "<!-- nej <p>nej</p> -->",
        '<img alt="nej">',
    ],
)
def test_what_is_not_to_be_searched_is_left_out(left_out: str) -> None:
    assert cut(f"<p>före</p>{left_out}<p>efter</p>") == [PageSection("", "Sidan", "före\nefter")]


def test_what_only_names_such_an_attribute_is_searched() -> None:
    html = '<p title="data-search-exclude">ja</p><pre><code>data-search-exclude</code></pre>'
    assert cut(html) == [PageSection("", "Sidan", "ja\ndata-search-exclude")]


def test_the_sign_that_links_to_a_heading_is_no_word_of_it() -> None:
    html = '<h1 id="a"><a href="b/">A</a><a class="headerlink" href="#a" title="Länk">#</a></h1>'
    assert cut(html) == [PageSection("", "A", "")]


def test_drawings_and_elements_without_content_leave_the_order_as_it_is() -> None:
    html = (
        '<h1 id="a">A</h1><svg><path d="M0 0"/><circle r="1"></circle></svg><hr><p>ett<br/>två<img src="a>b"> tre</p>'
    )
    assert cut(html) == [PageSection("", "A", "ett\ntvå tre")]


def test_a_lone_sign_of_a_tag_takes_no_words_away() -> None:
    assert cut("ett <p>två < tre <3 fyra</p> fem") == [PageSection("", "Sidan", "ett\ntvå < tre <3 fyra\nfem")]
