"""Documents, other files, and links in prose: they are there, and named as they are written."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

import pytest

from core.conftest import AG, FU, SV, Given, Show, Workspace, agreement, followup, pledge, words
from photos import draw_plain, take_photo
from pledgebook.files.tree import digest
from pledgebook.images.camera_data import strip_camera_data
from pledgebook.model.redirects import is_address
from pledgebook.site.redirects import list_owners


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


@pytest.mark.parametrize("name", ["lofte.pdf", "torget.jpg", "utkast.html"])
def test_a_file_that_no_record_names_is_told_and_not_published(given: Given, name: str) -> None:
    data = draw_plain() if name.endswith("jpg") else b"%PDF" if name.endswith("pdf") else b"<p>Utkast</p>"
    told = given({f"2027/{name}": data})
    assert ([], [f"2027/{name}:1:1 file_unnamed {name}"]) == (told.errors, told.warnings)
    assert () == told.book.attachments


def test_a_link_from_the_root_of_the_site_does_not_publish_a_file(given: Given) -> None:
    told = given({SV: pledge("", "[Se här](/2027/lofte.pdf)\n"), "2027/lofte.pdf": b"%PDF"})
    assert ([], ["2027/lofte.pdf:1:1 file_unnamed lofte.pdf"]) == (told.errors, told.warnings)


def test_a_file_that_has_been_published_stays_when_its_record_names_it_no_longer(workspace: Workspace) -> None:
    document = "documents: [{title: A, kind: other, file: lofte.pdf}]"
    workspace.write(SV, pledge(document))
    workspace.write("2027/lofte.pdf", b"%PDF")
    workspace.does("publish", "2027")
    workspace.edit(SV, document, "")
    workspace.does("change", "2027", "--kind", "correction", "--note", "Löftet nämns inte längre.")
    assert ["2027/lofte.pdf:1:1 file_unnamed_published lofte.pdf"] == workspace.problems
    assert workspace.loaded.book is not None
    assert ["lofte.pdf"] == [item.name for item in workspace.loaded.book.attachments]
    assert "lofte.pdf" in workspace.ledger.list_files()


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("documents: [{title: A, kind: other, file: lofte.pdf}]", ""),
        ("documents: [{title: A, kind: other, url: 'https://example.org/', text_version: lofte.pdf}]", ""),
        ("", "[Se här](lofte.pdf#page=2)\n"),
        ("area: {note: 'Se [hela](./lofte.pdf).'}", ""),
    ],
)
def test_a_file_is_published_when_its_record_names_it(given: Given, fields: str, body: str) -> None:
    told = given({SV: pledge(fields, body), "2027/lofte.pdf": b"%PDF"})
    assert ["lofte.pdf"] == [item.name for item in told.book.attachments]


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
        ("[y](%2e%2e/2027/finns-inte.md)", ["2027/pledge.sv.md:13:1 link_dead %2e%2e/2027/finns-inte.md"]),
        ("[y](%2E./%2e%2e/register.yml)", ["2027/pledge.sv.md:13:1 link_dead %2E./%2e%2e/register.yml"]),
        ("[y](%2e%2e/2027/pledge.sv.md)", []),
        ("[z](javascript:alert(1))", ["2027/pledge.sv.md:13:1 markup_address javascript:alert(1)"]),
        ("![b](https://example.org/a.png)", ["2027/pledge.sv.md:13:1 image_foreign https://example.org/a.png"]),
        ("[b](https://example.org/a.png)", []),
    ],
)
def test_links_are_found_where_markdown_finds_them(given: Given, body: str, expected: list[str]) -> None:
    told = given({SV: pledge() + "\n" + body + "\n"})
    assert expected == [line.partition(" →")[0] for line in told.problems]


# What a document may be


@pytest.mark.parametrize(
    "name",
    [
        *("lofte.xhtml", "lofte.xml", "lofte.svgz", "lofte.mhtml", "lofte.js", "lofte.hta", "lofte.swf", "lofte.shtml"),
        *("lofte.docm", "lofte.xlsm", "lofte.exe", "lofte.zip", "lofte.pdf.html5", "lofte", "lofte.PHP", "lofte.lnk"),
        *("lofte.tiff", "lofte.heic", "lofte.avif", "lofte.mp4", "lofte.MOV"),
    ],
)
def test_a_document_of_a_kind_that_may_run_is_refused_where_it_is_named(given: Given, name: str) -> None:
    text = pledge(f"documents: [{{title: A, kind: other, file: {name}}}]")
    assert [f"2027/pledge.sv.md:2:43 document_kind {name}"] == given({SV: text, f"2027/{name}": b"x"}).problems


@pytest.mark.parametrize(
    "name",
    [
        *("lofte.pdf", "lofte.docx", "lofte.doc", "lofte.odt", "lofte.rtf", "lofte.xlsx", "lofte.XLS", "lofte.ods"),
        *("lofte.csv", "lofte.pptx", "lofte.ppt", "lofte.odp", "lofte.gif"),
    ],
)
def test_a_document_of_a_kind_that_offices_write_is_published(given: Given, name: str) -> None:
    text = pledge(f"documents: [{{title: A, kind: other, file: {name}}}]")
    assert [] == given({SV: text, f"2027/{name}": b"x"}).problems


@pytest.mark.parametrize(("name", "data"), [("lofte.pdf", b"%PDF"), ("lofte.jpg", draw_plain())])
def test_a_document_has_the_fingerprint_that_is_stated_of_it(given: Given, name: str, data: bytes) -> None:
    text = "documents: [{title: A, kind: other, sha256: %s, file: %s}]"
    files = {f"2027/{name}": data}
    assert [] == given({SV: pledge(text % (digest(data), name)), **files}).problems
    told = given({SV: pledge(text % ("a" * 64, name)), **files}).problems
    assert [f"2027/pledge.sv.md:2:45 document_altered {name}"] == told


def test_the_fingerprint_of_a_picture_is_that_of_what_is_published(given: Given) -> None:
    photo, text = take_photo(), "documents: [{title: A, kind: image, sha256: %s, file: bild.jpg}]"
    published = strip_camera_data(photo, "bild.jpg")
    assert published != photo
    assert [] == given({SV: pledge(text % digest(published)), "2027/bild.jpg": photo}).problems
    assert 1 == len(given({SV: pledge(text % digest(photo)), "2027/bild.jpg": photo}).problems)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b" \n<!-- x --><p>Text",
        b"\xef\xbb\xbf<?xml version='1.0'?>",
        "\ufeff<script>alert(1)</script>".encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("name", ["lofte.pdf", "lofte.csv", "lofte.docx", "lofte.PDF", "lofte.doc", "lofte.gif"])
def test_a_page_under_the_name_of_a_document_is_refused(given: Given, name: str, data: bytes) -> None:
    text = pledge(f"documents: [{{title: A, kind: other, file: {name}}}]")
    assert [f"2027/pledge.sv.md:2:43 document_content {name}"] == given({SV: text, f"2027/{name}": data}).problems


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"<p>Text</p><script>alert(1)</script>", "script"),
        (b"<p onclick='alert(1)'>Text</p>", "onclick"),
        (b"<a href='javascript:alert(1)'>Text</a>", "javascript:alert(1)"),
        (b"<meta http-equiv=refresh content='0;url=https://example.org/'>", "meta"),
        (b"<iframe src='https://example.org/'></iframe>", "iframe"),
        (b"<style>p {color: red}</style>", "style"),
        (b"<svg><a/></svg>", "svg"),
    ],
)
def test_a_text_version_that_does_something_is_refused(given: Given, data: bytes, part: str) -> None:
    text = pledge("documents: [{title: A, kind: other, url: 'https://example.org/', text_version: lofte.html}]")
    told = given({SV: text, "2027/lofte.html": data})
    assert ["2027/pledge.sv.md:2:80 document_active lofte.html"] == told.errors
    assert [part] == [problem.details["part"] for problem in told.found if problem.code == "document_active"]


@pytest.mark.parametrize("data", ["<p>Text".encode("utf-16"), b"\x1b$B<script>", b"<p>L\xf6fte</p>"])
def test_a_text_version_that_browsers_may_read_in_another_way_is_refused(given: Given, data: bytes) -> None:
    text = pledge("documents: [{title: A, kind: other, file: lofte.html}]")
    assert ["2027/pledge.sv.md:2:43 document_content lofte.html"] == given({SV: text, "2027/lofte.html": data}).errors


def test_a_text_version_may_hold_what_a_text_may(given: Given) -> None:
    text = pledge("documents: [{title: A, kind: other, file: lofte.html}]")
    data = '<h1>Löftet</h1>\n<table><tr><td lang="sv">Text <a href="https://example.org/">mer</a></td></tr></table>'
    assert [] == given({SV: text, "2027/lofte.html": data}).problems


# Names that mean something in an address, and names that are the same


@pytest.mark.parametrize("name", ["plan#2.pdf", "plan & karta.pdf", "plan (1).pdf", "plan+2=3.pdf"])
@pytest.mark.parametrize("link", ["[a]({quoted})", "[a](./{quoted}#page=2)"])
def test_a_file_is_found_by_its_name_and_by_its_address(given: Given, name: str, link: str) -> None:
    text = pledge(
        f'documents: [{{title: A, kind: other, file: "{name}"}}]', body=link.format(quoted=quote(name)) + "\n"
    )
    assert [] == given({SV: text, f"2027/{name}": b"%PDF"}).problems


def test_a_hash_that_is_part_of_a_name_is_no_fragment(given: Given, show: Show) -> None:
    text = pledge('documents: [{title: A, kind: other, file: "plan#2.pdf"}]', body="Se [a](plan#2.pdf), [b](plan%232.pdf#page=3).\n")  # fmt: skip
    told = given({SV: text, "2027/plan#2.pdf": b"%PDF"})
    assert [] == told.problems
    found = re.findall(r'href="([^"]*plan[^"]*)"', show(told.book).html("2027/"))
    assert {"plan%232.pdf", "plan%232.pdf#page=3"} == set(found)


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("plan#2.pdf", "plan%232.pdf"),
        ("vad?.pdf", "vad%3F.pdf"),
        ("100%.pdf", "100%25.pdf"),
        ("plan & karta.pdf", "plan%20%26%20karta.pdf"),
        ("årsplan.pdf", "%C3%A5rsplan.pdf"),
        ("a%20b.pdf", "a%2520b.pdf"),
    ],
)
def test_an_address_made_of_a_file_name_is_encoded(given: Given, show: Show, name: str, href: str) -> None:
    told = given({SV: pledge(f'documents: [{{title: A, kind: other, file: "{name}"}}]'), f"2027/{name}": b"%PDF"})
    site = show(told.book)
    assert f'href="{href}"' in site.html("2027/")
    assert f"2027/{href}" in list_owners(site.site, "uppfoljning", ())
    assert is_address(f"/2027/{href}")


@pytest.mark.parametrize("address", ["/2027/a%2Fb", "/2027/%2E%2E/x", "/2027/a%00", "/2027/a%5Cb", "/2027/a%2", "/a b"])
def test_an_address_has_no_other_marks_in_escapes(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize("other", ["Plan.pdf", "plan.PDF"])
def test_names_that_are_the_same_but_for_capitals_are_refused_where_they_are_named(given: Given, other: str) -> None:
    text = pledge(
        f"documents:\n  - {{title: A, kind: other, file: {other}}}\n  - {{title: B, kind: other, file: plan.pdf}}"
    )
    told = given({SV: text, "2027/plan.pdf": b"%PDF", f"2027/{other}": b"%PDF"})
    assert ["2027/pledge.sv.md:4:35 file_same plan.pdf"] == told.errors


def test_names_that_are_the_same_but_for_marks_are_one_name(given: Given) -> None:
    composed, apart = "års.pdf", unicodedata.normalize("NFD", "års.pdf")
    text = pledge(f"documents: [{{title: A, kind: other, file: {composed}}}]")
    assert [] == given({SV: text, f"2027/{apart}": b"%PDF"}).errors
    told = given({SV: text, f"2027/{apart}": b"%PDF", f"2027/{composed}": b"%PDF"})
    assert [f"2027/pledge.sv.md:2:43 file_same {composed}"] == told.errors


@pytest.mark.parametrize(
    ("name", "code", "better"),
    [
        ("nul.pdf", "file_archive_device", "2027-nul.pdf"),
        ("COM1.pdf", "file_archive_device", "2027-com1.pdf"),
        ("mellan .pdf", "file_archive_end", "mellan.pdf"),
        ("a" * 120 + ".pdf", "file_archive_length", "a" * 60 + ".pdf"),
        ("löfte.pdf", "file_archive", "lofte.pdf"),
    ],
    ids=["nul", "com", "end", "long", "letters"],
)
def test_a_name_that_no_archive_can_keep_is_told_where_a_record_gives_it(
    given: Given, name: str, code: str, better: str
) -> None:
    text = pledge(f'documents: [{{title: A, kind: other, file: "{name}"}}]')
    told = given({SV: text, f"2027/{name}": b"%PDF"})
    assert f"2027/pledge.sv.md:2:43 {code} {name}" in told.warnings
    assert [better] == [problem.details["better"] for problem in told.found if problem.code == code]
