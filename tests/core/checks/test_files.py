"""Documents, other files, and links in prose: they are there, and named as they are written."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, SV, Given, agreement, followup, pledge, words
from photos import draw_plain


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (SV, pledge("documents: [{title: A, kind: other, file: lofte.pdf}]"), "2:43 document_missing lofte.pdf"),
        (FU, followup("documents: [{title: A, kind: other, file: ../x.pdf}]"), "2:43 document_missing ../x.pdf"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_once_where_it_is_broken(given: Given, file: str, text: str, expected: str) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026"), SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == told.problems


# A pledge and an agreement are different things, also when they share a name


def test_files_of_an_agreement_are_not_those_of_a_pledge_with_its_name(given: Given) -> None:
    files = {"agreements/2027/agreement.sv.md": agreement(), "agreements/2027/avtal.pdf": b"%PDF"}
    told = given({**files, SV: pledge("documents: [{title: Avtalet, kind: agreement, file: avtal.pdf}]")})
    assert [
        "2027/pledge.sv.md:2:53 document_missing avtal.pdf",
        "agreements/2027/avtal.pdf:1:1 file_unnamed avtal.pdf",
    ] == [line.partition(" →")[0] for line in told.problems]


# Documents and other files


def test_a_document_is_there_and_named(given: Given) -> None:
    told = given(
        {
            SV: pledge("documents: [{title: A, kind: other, file: lofte.pdf}]"),
            "2027/lofte.pdf": b"%PDF",
            FU: followup(
                "documents: [{title: A, kind: other, file: bild.jpg}, {title: B, kind: other, url: 'https://example.org/'}]"
            ),
            "2027/bild.jpg": draw_plain(),
        }
    )
    assert [] == told.problems


def test_a_document_written_with_other_capitals_is_told_with_its_right_name(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, file: Lofte.PDF}]")
    told = given({SV: text, "2027/lofte.pdf": b"%PDF"})
    assert "2027/pledge.sv.md:2:43 document_case Lofte.PDF → lofte.pdf" in told.errors


def test_a_misspelt_document_is_told_with_its_likely_name(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, file: loftet.pdf}]")
    told = given({SV: text, "2027/lofte.pdf": b"%PDF"})
    assert ["2027/pledge.sv.md:2:43 document_missing loftet.pdf → lofte.pdf"] == told.errors


def test_a_file_that_no_record_names_is_worth_a_warning(given: Given) -> None:
    told = given({"2027/lofte.pdf": b"%PDF"})
    assert ([], ["2027/lofte.pdf:1:1 file_unnamed lofte.pdf"]) == (told.errors, told.warnings)


def test_a_text_version_is_named_by_its_document(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, url: 'https://example.org/', text_version: lofte.html}]")
    assert [] == given({SV: text, "2027/lofte.html": "Text."}).problems


def test_a_text_version_that_is_not_there_is_told(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, url: 'https://example.org/', text_version: lofte.html}]")
    assert ["2027/pledge.sv.md:2:80 document_missing lofte.html"] == given({SV: text}).problems


def test_a_document_that_is_nowhere_is_worth_a_note(given: Given) -> None:
    told = given({SV: pledge("documents: [{title: A, kind: other}]")})
    assert [] == told.problems
    assert "2027/pledge.sv.md:2:13 document_nowhere" in told.notes


# Links in prose


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "mailto:fraga@example.org",
        "#synas",
        "/om/",
        "../2026/pledge.sv.md",
        "../2026/pledge.sv.md#synas",
        "../agreements/2024-2027/agreement.sv.md",
        "lofte.pdf",
        "./lofte.pdf",
        "lofte.pdf#page=2",
        "<lofte.pdf>",
        "lofte.pdf 'Titel'",
    ],
)
def test_a_link_in_prose_may_lead_to_a_record_a_file_or_away(given: Given, target: str) -> None:
    document = "documents: [{title: A, kind: other, file: lofte.pdf}]"
    told = given(
        {
            "2026/pledge.sv.md": pledge("period: 2026"),
            AG: agreement(),
            SV: pledge(document, body=f"Läs [mer]({target}).\n"),
            "2027/lofte.pdf": b"%PDF",
        }
    )
    assert [] == told.problems


@pytest.mark.parametrize(
    "target", ["lofte.pdf", "../2025/pledge.sv.md", "../2026/lofte.pdf", "pledge.sv.md", "2026", "../2026/", "om/"]
)
def test_a_link_in_prose_that_leads_nowhere_is_told_by_its_line(given: Given, target: str) -> None:
    told = given(
        {
            "2026/pledge.sv.md": pledge("period: 2026\ndocuments: [{title: A, kind: other, file: lofte.pdf}]"),
            "2026/lofte.pdf": b"%PDF",
            SV: pledge("aim: Se målet.", body=f"\nEn rad.\nLäs [mer]({target}).\n"),
        }
    )
    line = 2 + len(pledge("aim: Se målet.").splitlines()) + 1
    assert [f"2027/pledge.sv.md:{line}:1 link_dead {target}"] == told.problems


def test_a_dead_link_is_told_in_every_field_and_language(given: Given) -> None:
    told = given(
        {
            SV: pledge("aim: Se [a](a.pdf).\npromises: [{id: synas, by: polisen, text: A, note: 'Se [b](b.pdf)'}]"),
            "2027/pledge.en.md": words("aim: See [c](c.pdf)."),
            FU: followup("results: [{promise: synas, text: 'Se [d](d.pdf)'}]"),
            AG: agreement("governance: Se [e](e.pdf)."),
        }
    )
    assert ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf"] == [line.split()[-1] for line in told.problems]


# Everything at once


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`[a](b.md)`", []),
        ("```\n[a](b.md)\n```", []),
        ("[x][r]\n\n[r]: ../nope/pledge.sv.md", ["2027/pledge.sv.md:15:1 link_dead ../nope/pledge.sv.md"]),
        ("[y](../2027/finns-inte.md)", ["2027/pledge.sv.md:13:1 link_dead ../2027/finns-inte.md"]),
        ("[z](javascript:alert(1))", ["2027/pledge.sv.md:13:1 markup_address javascript:alert(1)"]),
        ("![b](https://example.org/a.png)", ["2027/pledge.sv.md:13:1 image_foreign https://example.org/a.png"]),
        ("[b](https://example.org/a.png)", []),
    ],
)
def test_links_are_found_where_markdown_finds_them(given: Given, body: str, expected: list[str]) -> None:
    told = given({SV: pledge() + "\n" + body + "\n"})
    assert expected == [line.partition(" →")[0] for line in told.problems]
