"""Builds of the preview while somebody goes on saving: the pages that are open follow, and the last save wins."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from author_preview import PLEDGE
from conftest import TINY_PLEDGE, Project
from photos import take_photo

_PAGE, _OTHER, _STATIC = "/2027/", "/en/2027/", "/om/"
_NEW = TINY_PLEDGE.replace("Ett kort", "Ett nytt")


def build_while_saving(project: Project, opened: Sequence[str], texts: Sequence[str]) -> list[list[object]]:
    """What came of each build: whether it is whole, whether it was broken off, and which pages it told of before."""
    done = project.run(str(Path(__file__).parent / "rebuild_while_saving.py"), json.dumps(opened), json.dumps(texts))
    assert done.returncode == 0, done.stdout
    return [json.loads(line) for line in done.stdout.splitlines()]


def read_shown(project: Project) -> dict[str, bytes]:
    folder = project.root / "shown"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("opened", [[_PAGE], [_OTHER], [_PAGE, _OTHER], [_STATIC], []])
def test_after_any_saves_the_site_is_the_same_as_from_nothing(tiny: Callable[..., Project], opened: list[str]) -> None:
    project = tiny()
    (project.root / PLEDGE).with_name("torget.jpg").write_bytes(take_photo())
    slip = TINY_PLEDGE.replace("summary:", "sumary:")
    texts = [TINY_PLEDGE.replace("Ett kort", f"Ett {number}:e") + "\n![Torget](torget.jpg)\n" for number in range(5)]
    results = build_while_saving(project, opened, [*texts[:2], slip, *texts[2:]])
    shown = read_shown(project)
    project.forget()
    assert [True, False, []] == build_while_saving(project, [], [])[-1]
    assert results[-1][0], results
    assert shown == read_shown(project)
    assert all(words.encode() in shown["2027/index.html"] for words in ("Ett 4:e löfte.", "torget.480w.jpg"))


def test_a_save_breaks_off_a_build_that_nobody_waits_for(tiny: Callable[..., Project]) -> None:
    """The page that is open has been shown, and is soon shown anew."""
    results = build_while_saving(tiny(), [_PAGE], [_NEW])
    assert [[False, True, [_PAGE]], [True, False, [_PAGE]]] == results


def test_a_save_breaks_nothing_off_before_all_that_is_open_is_shown(tiny: Callable[..., Project]) -> None:
    """However often somebody saves."""
    project = tiny()
    first, *_ = build_while_saving(project, [_PAGE, _OTHER], [_NEW])
    assert [False, True, [_PAGE, _OTHER]] == first
    first, *_ = build_while_saving(project, [_PAGE, _STATIC], [TINY_PLEDGE])
    assert [True, False, [_PAGE]] == first
