"""Links in static pages: to other pages, to records, and to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from conftest import TINY_PLEDGE, TINY_SETTINGS, Project

FOLLOWUP = "---\ndate: 2028-01\nby: polisen\nkind: final\ncovers: 2027\nsources: [{publisher: Polisen, url: 'https://example.org/'}]\n---\n"
PAGE = """---
title: Prov
---

# Prov

[archive](../arkiv/index.md)
[asked](../arkiv/index.md?plats=torget)
[record](../../pledges/2027/pledge.sv.md)
[promise](../../pledges/2027/pledge.sv.md#synas)
[followup](../../pledges/2027/followup-2028-01.sv.md)
[english](../om/index.en.md)
[dots](%2e%2e/om/index.md)
[dots and folder](%2e%2e/arkiv/)
[plain](../om/index.md)
[root](/arkiv/)
[whole](/l/arkiv/)
[host](/kontakt/)
[folder](../arkiv/)
[page.md](../prov2.sv.md)
[itself](#prov)
[../arkiv/index.sv.md](../arkiv/index.sv.md)
[elsewhere](https://example.org/index.md)
[defined][here]
<a href="../arkiv/index.sv.md">in HTML</a>

[here]: ../../pledges/2027/pledge.sv.md

```
[code](../../pledges/2027/pledge.sv.md)
```
"""


def build(
    tiny: Callable[..., Project], page: str, settings: str = TINY_SETTINGS, files: dict[str, str] | None = None
) -> tuple[Project, str]:
    project = tiny(
        {
            "mkdocs.yml": settings,
            "docs/prov/index.sv.md": page,
            "docs/prov2.sv.md": "# Mer\n\n[a](arkiv/index.md) [b](../pledges/2027/pledge.sv.md) [c](prov/index.sv.md)\n",
            "pledges/2027/pledge.sv.md": TINY_PLEDGE,
            "pledges/2027/followup-2028-01.sv.md": FOLLOWUP,
            **(files or {}),
        }
    )
    return project, project.build(SOURCE_DATE_EPOCH="1850000000").stdout


def list_links(project: Project, address: str) -> dict[str, str]:
    return {name: href for href, name in re.findall(r'<a href="([^"]*)">([^<]*)</a>', project.read(address))}


@pytest.mark.parametrize("base", ["", "l/"])
def test_a_link_leads_to_the_page_in_the_language_of_the_reader(tiny: Callable[..., Project], base: str) -> None:
    page = PAGE if base else PAGE.replace("/l/", "/")
    project, told = build(tiny, page, TINY_SETTINGS.replace("https://example.org/", f"https://example.org/{base}"))
    assert "docs/prov" not in told, told
    expected = {
        "archive": "../arkiv/",
        "asked": "../arkiv/?plats=torget",
        "record": "../2027/",
        "promise": "../2027/#synas",
        "followup": "../2027/#uppfoljning-2028-01",
        "english": "../om/",
        "dots": "../om/",
        "dots and folder": "%2e%2e/arkiv/",
        "plain": "../om/",
        "root": "../arkiv/",
        "whole": "../arkiv/",
        "host": "/kontakt/",
        "folder": "../arkiv/",
        "page.md": "../prov2/",
        "itself": "#prov",
        "../arkiv/index.sv.md": "../arkiv/",
        "elsewhere": "https://example.org/index.md",
        "defined": "../2027/",
        "in HTML": "../arkiv/",
    }
    # The page is shown in English too, although nobody has translated it, and leads to English pages there.
    for address in ("prov", "en/prov"):
        found = list_links(project, address)
        assert expected == {name: found[name] for name in expected}
        assert "(../../pledges/2027/pledge.sv.md)" in project.read(address)
    for address in ("prov2", "en/prov2"):
        assert {"a": "../arkiv/", "b": "../2027/", "c": "../prov/"}.items() <= list_links(project, address).items()


def test_a_link_that_leads_nowhere_stops_the_build_at_its_line(tiny: Callable[..., Project]) -> None:
    dead = [
        "../saknas/index.md",
        "../saknas/",
        "../../README.md",
        "../../pledges/2017/pledge.sv.md",
        "en/arkiv/index.md",
        # Dots that are written in another way lead out of the site too, to what may be there on one computer.
        "%2e%2e/%2E./outside/",
        ".%2e/%2e%2e/outside/index.html.md",
    ]
    page = "---\ntitle: Prov\n---\n\n# Prov\n\n" + "\n".join(f"[a]({target})" for target in dead)
    outside = {f"outside/{name}": "x" for name in ("index.html", "index.html.md")}
    project, told = build(tiny, page, files=outside)
    assert [(str(line), target) for line, target in enumerate(dead, 7)] == re.findall(
        r"docs/prov/index.sv.md:(\d+):1: fel: Länken (\S+) leder ingenstans", told
    )
    # It is told once, and in words that help.
    assert "not found among documentation files" not in told
    assert not project.site.exists()


def test_a_place_that_a_page_does_not_have_is_told_and_stops_nothing(tiny: Callable[..., Project]) -> None:
    project, told = build(
        tiny,
        "# Prov\n\n[a](../om/index.md#x)\n\n[c](../2027/index.md#z) [d](../2027/index.md#synas)\n\n[e](#y) [f](#prov)\n",
    )
    assert ["3", "5", "7"] == re.findall(r"docs/prov/index.sv.md:(\d+):1: varning: Länken", told)
    assert project.site.exists()


def test_the_foot_of_a_page_leads_to_those_pages_that_somebody_has_written(tiny: Callable[..., Project]) -> None:
    project = tiny()
    assert 0 == project.build().returncode
    for page in ("index.html", "en/2027/index.html"):
        links = re.findall(r'<li><a href="([^"]*)"', (project.site / page).read_text(encoding="utf-8"))
        plain = [link for link in links if link.endswith(("/om/", "om/", "metod/"))]
        assert plain, page
        assert not [link for link in plain if link.endswith("metod/")], page
