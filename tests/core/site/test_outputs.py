"""What the site makes itself keeps its place: no file and no folder of a record's own takes it."""

from __future__ import annotations

import pytest

from core.conftest import SV, Workspace, agreement, pledge
from pledgebook.files.atomic import write_file


def told(workspace: Workspace) -> list[str]:
    """The errors of a check, as `path:line:column what was found`."""
    _, said = workspace.run("check", "--no-hints")
    return [line.split(": fel: ")[0] for line in said.splitlines() if ": fel: " in line]


@pytest.mark.parametrize(
    "name",
    [
        *("medborgarlofte-2027.sv.pdf", "medborgarlofte-2027.sv.html", "Medborgarlofte-2027.SV.pdf"),
        *("index.html", "INDEX.html"),
    ],
)
def test_a_file_of_a_record_takes_the_place_of_none_that_the_site_makes(workspace: Workspace, name: str) -> None:
    workspace.edit(SV, "sources: [p1]", f"documents: [{{title: A, kind: other, file: {name}}}]\nsources: [p1]")
    workspace.write(f"2027/{name}", "%PDF" if name.lower().endswith("pdf") else "Text")
    assert [f"pledges/{SV}:10:43"] == told(workspace)


def test_a_file_that_looks_like_those_is_no_other(workspace: Workspace) -> None:
    workspace.edit(SV, "sources: [p1]", "documents: [{title: A, kind: other, file: lofte-2027.pdf}]\nsources: [p1]")
    workspace.write("2027/lofte-2027.pdf", "%PDF")
    assert [] == told(workspace)


@pytest.mark.parametrize("name", ["assets", "servers", "404", "sitemap", "index", "en", "arkiv", "sok", "id", "teman"])
def test_no_record_has_an_address_of_the_site(workspace: Workspace, name: str) -> None:
    workspace.write(f"{name}/pledge.sv.md", pledge("period: 2028"))
    assert [f"pledges/{name}/pledge.sv.md:2:1"] == told(workspace)


def test_an_agreement_stands_apart_from_all_those(workspace: Workspace) -> None:
    workspace.write("agreements/assets/agreement.sv.md", agreement())
    assert [] == told(workspace)


@pytest.mark.parametrize(
    "name",
    [
        *("robots.txt", "404.html", "sitemap.xml", "_headers", "servers/nginx.conf", "2027/medborgarlofte-2027.sv.pdf"),
        *("2027/index.md", "2027.md", "2027.en.md", "en/arkiv/index.html"),
    ],
)
def test_a_static_page_or_file_takes_the_place_of_none_that_the_site_makes(workspace: Workspace, name: str) -> None:
    write_file(workspace.root / "docs" / name, b"Text")
    assert [f"docs/{name}:1:1"] == told(workspace)
