"""What an author sees while writing: the page follows each save, and a slip leaves the last page with words on top."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from author_preview import PATIENCE, PLEDGE, Preview
from conftest import TINY_PLEDGE, Project

BROKEN = TINY_PLEDGE.replace("summary:", "sumary:")


def test_a_save_a_slip_and_its_mending_are_shown(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    assert "Ett kort löfte." in shown.open("2027/")
    assert 'role="status" lang="sv"></div>' in shown.open("2027/")

    shown.write(TINY_PLEDGE.replace("Ett kort", "Ett nytt"))
    shown.hear("Sidan är uppdaterad")
    assert "Ett nytt löfte." in shown.open("2027/")

    shown.write(BROKEN)
    shown.hear("Den förra sidan visas")
    problem = f"{PLEDGE}:5:1: fel: Fältet sumary finns inte här. Menade du summary?"
    page = shown.open("2027/")
    assert "Ett nytt löfte." in page
    assert f"<li>{problem}<pre>" in page
    assert "    summary: Ett kort löfte.</pre></li>" in page
    assert problem in shown.said

    shown.write(TINY_PLEDGE.replace("Ett kort", "Ett rättat"))
    shown.hear("Sidan är uppdaterad")
    page = shown.open("2027/")
    assert "Ett rättat löfte." in page
    assert "pb-live__panel" not in page


def test_the_terminal_speaks_only_of_what_matters_to_the_author(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    shown.write(BROKEN)
    shown.hear("Den förra sidan visas")
    said = shown.stop()
    patterns = [
        r"Bygger webbplatsen …",
        r"Webbplatsen visas på http://127\.0\.0\.1:\d+/ och följer med när du sparar\. Avsluta med Ctrl\+C\.",
        rf"{PLEDGE}:5:1: fel: Fältet sumary finns inte här\. Menade du summary\?",
        r"    sumary: Ett kort löfte\.",
        r"    \^",
        r"  Så här kan raden se ut:",
        r"    summary: Ett kort löfte\.",
        r"1 fel\.",
        r"Den förra sidan visas tills det är rättat\.",
        r"",
    ]
    assert len(patterns) == len(said), said
    assert all(re.fullmatch(pattern, line) for pattern, line in zip(patterns, said, strict=True)), said
    assert 0 == shown.process.returncode


def test_the_author_is_spoken_to_in_another_language(preview: Callable[..., Preview]) -> None:
    shown = preview(None, "--lang", "en").start()
    shown.write(BROKEN)
    shown.hear("The previous page is shown until that is fixed.")
    assert 'lang="en"' in shown.open("2027/")
    assert "The page is not up to date" in shown.open("2027/")


def test_a_site_that_is_broken_from_the_start_is_shown_when_it_is_mended(preview: Callable[..., Preview]) -> None:
    shown = preview({PLEDGE: BROKEN})
    shown.start()
    assert shown.said[-1].endswith(" när det är rättat.")
    with pytest.raises(urllib.error.HTTPError) as refused:
        shown.open("2027/")
    assert "Fältet sumary finns inte här." in refused.value.read().decode()
    refused.value.close()
    shown.write(TINY_PLEDGE)
    shown.hear("följer med när du sparar")
    assert "Ett kort löfte." in shown.open("2027/")


def test_a_page_that_is_open_is_told_of_problems_and_of_new_versions(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    with urllib.request.urlopen(f"{shown.address}.live/events", timeout=PATIENCE) as events:
        first = listen(events)
        assert f'data-version="{first["version"]}"' in shown.open("2027/")
        shown.write(BROKEN)
        broken = listen(events)
        assert first["version"] == broken["version"]
        assert "sumary" in broken["panel"]
        shown.write(TINY_PLEDGE)
        mended = listen(events)
        assert first["version"] != mended["version"]
        assert "" == mended["panel"]


def test_a_page_that_is_open_is_shown_as_it_is_in_the_whole_site(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    for address, words in (("2027/", "Ett sparat"), ("en/2027/", "Ett annat")):
        with urllib.request.urlopen(f"{shown.address}.live/events?/{address}", timeout=PATIENCE) as events:
            first = listen(events)
            shown.write(TINY_PLEDGE.replace("Ett kort", words))
            news = listen(events)
            early = shown.open(address)
            shown.hear("Sidan är uppdaterad")
            whole = shown.open(address)
        assert first["version"] != news["version"]
        assert f"{words} löfte." in early
        assert [f'data-version="{news["version"]}"'] * 2 == [find_version(page) for page in (early, whole)]
        assert re.sub(r'data-state="\d+"', "", early) == re.sub(r'data-state="\d+"', "", whole)


def test_each_of_several_saves_in_a_row_is_shown(preview: Callable[..., Preview]) -> None:
    """What is left to make of an earlier one is not waited for, and never shown beside a later one."""
    shown = preview().start()
    with urllib.request.urlopen(f"{shown.address}.live/events?/2027/", timeout=PATIENCE) as events:
        for words in ("Ett första", "Ett andra", "Ett tredje"):
            shown.write(TINY_PLEDGE.replace("Ett kort", words))
            while f"{words} löfte." not in shown.open("2027/"):
                listen(events)
    assert "Ett tredje löfte." in shown.open("en/2027/")


def listen(events: Iterable[bytes]) -> dict[str, str]:
    """The next that a page is told."""
    line = next(line for line in events if line.startswith(b"data: "))
    news: dict[str, str] = json.loads(line.removeprefix(b"data: "))
    return news


def find_version(page: str) -> str:
    found = re.search(r'data-version="\d+"', page)
    return found[0] if found else ""


def test_changed_settings_and_programs_count_at_once(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    settings = (shown.root / "mkdocs.yml").read_text(encoding="utf-8")
    shown.write(settings.replace("hooks: [hooks/mkdocs_hooks.py]", "hooks: [hooks/borta.py]"), "mkdocs.yml")
    assert "hooks/borta.py" in shown.hear("Programmet som bygger webbplatsen säger:")
    shown.write(settings, "mkdocs.yml")
    shown.hear("Sidan är uppdaterad")
    adapter = Path("hooks/pledgebook/adapter/events.py")
    words = (shown.root / adapter).read_text(encoding="utf-8")
    shown.write("import os; os._exit(1)\n", str(adapter))
    shown.hear("Programmet som bygger webbplatsen avbröts.")
    assert "Ett kort löfte." in shown.open("2027/")
    shown.write(words, str(adapter))
    shown.hear("Sidan är uppdaterad")


def test_what_is_not_there_is_answered_with_the_sites_own_page(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    for address in ("finns/inte/", "../mkdocs.yml", ".live/server.py", ".live/", "assets/"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            shown.open(address)
        assert 404 == refused.value.code
        refused.value.close()
        page = shown.open("2027/")
    assert "Ett kort löfte." in page


def test_nothing_of_the_preview_is_published(preview: Callable[..., Preview]) -> None:
    shown = preview().start()
    shown.stop()
    project = Project(shown.root)
    assert not project.site.exists()
    assert 0 == project.build().returncode
    assert not [path for path in project.site.rglob("*") if "live" in path.name]
    assert "pb-live" not in project.read("2027")
