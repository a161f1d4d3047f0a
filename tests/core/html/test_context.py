"""What templates write with: words in the right language, prose, and links that lead somewhere."""

from __future__ import annotations

import re

import pytest

from core.conftest import ENGLISH, LANGUAGES, Given, Show, Shown, agreement, followup, pledge, words
from core.html.conftest import LINKED, Parsed
from photos import draw_plain
from pledgebook.history.snapshot import trace_path
from pledgebook.html.context import TemplateContext
from pledgebook.html.field_labels import say_fact
from pledgebook.model.text import LocalizedText, Prose
from pledgebook.names import Language

# Words and their language


def context_of(shown: Shown, language: Language, address: str = "2027/") -> TemplateContext:
    """What fragments write with, as they see it."""
    return shown.renderer._contexts[language].at(shown.page(address))


@pytest.mark.parametrize(
    ("text", "language", "html"),
    [
        ({"sv": "Löfte", "en": "Pledge"}, "sv", "Löfte"),
        ({"sv": "Löfte", "en": "Pledge"}, "en", "Pledge"),
        ({"sv": "Löfte"}, "sv", "Löfte"),
        ({"sv": "Löfte"}, "en", '<span lang="sv">Löfte</span>'),
        ({"sv": "Löfte 2027–2028"}, "sv", 'Löfte <span class="pb-together">2027–2028</span>'),
        ({"sv": "2027–2028"}, "en", '<span lang="sv"><span class="pb-together">2027–2028</span></span>'),
        ({"en": "2027–2028"}, "en", '<span class="pb-together">2027–2028</span>'),
        ({"sv": "<b> & \""}, "sv", "&lt;b&gt; &amp; &#34;"),
        ({"sv": "<b> & \""}, "en", '<span lang="sv">&lt;b&gt; &amp; &#34;</span>'),
    ],
)  # fmt: skip
def test_a_phrase_is_escaped_keeps_years_together_and_says_its_language_when_it_is_not_the_pages(
    given: Given, show: Show, text: dict[str, str], language: Language, html: str
) -> None:
    assert html == str(context_of(show(given().book), language).phrase(LocalizedText(text)))


@pytest.mark.parametrize(
    ("text", "language", "html"),
    [
        ({"sv": "Ett *löfte*.", "en": "A *pledge*."}, "sv", "<p>Ett <em>löfte</em>.</p>"),
        ({"sv": "Ett *löfte*.", "en": "A *pledge*."}, "en", "<p>A <em>pledge</em>.</p>"),
        ({"sv": "Ett *löfte*."}, "en", '<div lang="sv"><p>Ett <em>löfte</em>.</p></div>'),
        ({"sv": "Torg & park"}, "sv", "<p>Torg &amp; park</p>"),
    ],
)
def test_prose_is_markdown_and_says_its_language_when_it_is_not_the_pages(
    given: Given, show: Show, text: dict[str, str], language: Language, html: str
) -> None:
    assert html == str(context_of(show(given().book), language).prose(Prose(text)))


def test_nothing_is_written_as_nothing(given: Given, show: Show) -> None:
    context = context_of(show(given().book), Language("en"))
    assert ("", "", "") == (context.phrase(None), context.prose(None), context.plain(None))


def test_words_quoted_from_a_source_are_in_the_first_language(given: Given, show: Show) -> None:
    shown = show(given().book)
    assert ("31 juni", '<span lang="sv">31 juni</span>') == tuple(
        str(context_of(shown, language).original("31 juni")) for language in LANGUAGES
    )


def test_a_page_that_is_not_translated_says_so_and_marks_every_word_of_the_record(given: Given, show: Show) -> None:
    shown = show(given({"2027/pledge.sv.md": pledge("aim: Trygghet.")}).book)
    html = shown.html("2027/", Language("en"))
    assert '<h1 id="upp"><span lang="sv">Medborgarlöfte 2027</span></h1>' in html
    assert '<div lang="sv"><p>Trygghet.</p></div>' in html
    assert 'hreflang="sv"' in html
    assert 'class="pb-notice"' in html
    assert 'lang="sv"' not in shown.html("2027/", Language("sv"))
    assert 'class="pb-notice"' not in shown.html("2027/", Language("sv"))


def test_a_translated_page_has_no_word_of_the_first_language(given: Given, show: Show) -> None:
    html = show(given().book).html("2027/", Language("en"))
    assert "Citizen pledge 2027" in html
    assert 'lang="sv"' not in html
    assert 'class="pb-notice"' not in html


# Typography of prose


def test_prose_that_is_not_translated_keeps_the_quotes_of_its_own_language(given: Given, show: Show) -> None:
    context = context_of(show(given().book), Language("en"))
    assert '<div lang="sv"><p>En ”dialog”.</p></div>' == str(context.prose(Prose({"sv": 'En "dialog".'})))


def test_footnotes_of_two_texts_on_one_page_have_different_anchors(given: Given, show: Show) -> None:
    text = "Text[^1].\\n\\n[^1]: Not."
    html = show(given({"2027/pledge.sv.md": pledge(f'aim: "{text}"\nsituation: "{text}"')}).book).html("2027/")
    anchors = Parsed(html).values("id")
    assert sorted(set(anchors)) == sorted(anchors)


def test_footnotes_of_two_languages_on_one_page_have_different_anchors(given: Given, show: Show) -> None:
    text = "Text[^1].\\n\\n[^1]: Not."
    files = {
        "2027/pledge.sv.md": pledge(f'aim: "{text}"\nsituation: "{text}"'),
        "2027/pledge.en.md": words(f'{ENGLISH}aim: "{text}"\n'),
    }
    html = show(given(files).book).html("2027/", Language("en"))
    anchors = Parsed(html).values("id")
    assert 2 == html.count('class="footnote"')
    assert sorted(set(anchors)) == sorted(anchors)


# Links in prose


@pytest.mark.parametrize(
    ("target", "swedish", "english"),
    [
        ("../2026/pledge.sv.md", "../2026/", "../2026/"),
        ("../2026/pledge.sv.md#synas", "../2026/#synas", "../2026/#synas"),
        ("../2026/pledge.en.md", "../2026/", "../2026/"),
        ("../2027/pledge.sv.md#synas", "./#synas", "./#synas"),
        ("../2026/followup-1.sv.md", "../2026/", "../2026/"),
        ("../agreements/2024-2027/agreement.sv.md", "../overenskommelser/2024-2027/", "../overenskommelser/2024-2027/"),
        ("lofte.pdf", "lofte.pdf", "../../2027/lofte.pdf"),
        ("./lofte.pdf", "lofte.pdf", "../../2027/lofte.pdf"),
        ("lofte.pdf#page=2", "lofte.pdf#page=2", "../../2027/lofte.pdf#page=2"),
        ("/om/", "../om/", "../om/"),
        ("/om/#vem", "../om/#vem", "../om/#vem"),
        ("https://example.org/a", "https://example.org/a", "https://example.org/a"),
        ("mailto:fraga@example.org", "mailto:fraga@example.org", "mailto:fraga@example.org"),
        ("//example.org/", "//example.org/", "//example.org/"),
        ("#synas", "#synas", "#synas"),
    ],
)
def test_a_link_as_written_in_a_record_works_on_the_page_in_each_language(
    given: Given, show: Show, target: str, swedish: str, english: str
) -> None:
    document = "documents: [{title: A, kind: other, file: lofte.pdf}]"
    followup_2026 = {"2026/followup-1.sv.md": followup("covers: 2026")}
    files = {**LINKED, **followup_2026, "2027/pledge.sv.md": pledge(document, body=f"Läs [mer här]({target}).\n")}
    shown = show(given(files).book)
    found = [re.search(r'href="([^"]*)">mer här<', shown.html("2027/", language)) for language in LANGUAGES]
    assert [swedish, english] == [match[1] if match else None for match in found]


def test_a_link_to_a_file_works_also_where_the_text_is_shown_beside_others(given: Given, show: Show) -> None:
    note = 'changes: [{date: 2027-05, kind: changed, note: "Se [beslutet](beslut.pdf)."}]'
    document = "documents: [{title: A, kind: other, file: beslut.pdf}]"
    shown = show(given({"2027/beslut.pdf": b"%PDF", "2027/pledge.sv.md": pledge(f"{note}\n{document}")}).book)
    assert 'href="beslut.pdf">beslutet<' in shown.html("2027/")
    assert 'href="../2027/beslut.pdf">beslutet<' in shown.html("andringar/")


def test_pictures_in_prose_are_found_like_links(given: Given, show: Show) -> None:
    text = pledge("documents: [{title: A, kind: image, file: torget.jpg}]", body="![Torget](torget.jpg)\n")
    shown = show(given({"2027/torget.jpg": draw_plain(), "2027/pledge.sv.md": text}).book)
    assert ["torget.jpg"] == Parsed(shown.html("2027/")).values("src")
    assert ["../../2027/torget.jpg"] == Parsed(shown.html("2027/", Language("en"))).values("src")


def test_a_file_of_an_agreement_is_found_beside_the_agreement(given: Given, show: Show) -> None:
    text = agreement(
        "period: 2027\ndocuments: [{title: Avtalet, kind: agreement, file: avtal.pdf}]", body="[Se](avtal.pdf)\n"
    )
    shown = show(given({"agreements/2027/agreement.sv.md": text, "agreements/2027/avtal.pdf": b"%PDF"}).book)
    html = shown.html("overenskommelser/2027/")
    assert 'href="avtal.pdf">Se<' in html
    assert 'href="avtal.pdf">Avtalet<' in html


@pytest.mark.parametrize(
    ("kept", "said"), [("9007199254740993", "9 007 199 254 740 993"), ("12.5", "12,5"), ("3.0", "3")]
)
def test_a_number_of_an_edition_is_said_to_its_last_digit(given: Given, show: Show, kept: str, said: str) -> None:
    shown = show(given().book)
    step = trace_path("pledge", "promises/synas/target/1/value")[-1]
    found = say_fact(step, kept, shown.renderer.catalogues[Language("sv")], shown.site.book)
    assert said == str(found).replace("\u00a0", " ")
