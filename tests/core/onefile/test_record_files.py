"""The files of a record are the same whichever process makes them, and what its pages say comes with them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from core.conftest import SV, Given, Show, Shown, pledge
from core.onefile.test_onefile import draw, set_up
from pledgebook.files.process_pool import FEWEST, ProcessPool, unpack_value
from pledgebook.html.page_content import render_content
from pledgebook.html.renderer import RenderedPage, Renderer
from pledgebook.names import Language
from pledgebook.onefile.build import OneFileBuilder
from pledgebook.onefile.record_files import make_record_files
from pledgebook.site.routes import Page

SWEDISH, NAME = Language("sv"), "Löften"


@pytest.fixture
def shown(given: Given, show: Show) -> Shown:
    return show(given({SV: pledge(body="![Torget](torget.jpg)\n\nText.\n"), "2027/torget.jpg": draw()}).book)


def test_another_process_makes_the_same(shown: Shown) -> None:
    pool = ProcessPool(workers=1)
    press = replace(set_up(shown), pool=pool)
    make = partial(make_record_files, press.shared, "2027/", SWEDISH, NAME, {"2027/torget.jpg": draw()}.__getitem__)
    own = make()
    try:
        jobs = [pool.begin(make) for _ in range(FEWEST)]
        wait(futures := [job.future for job in jobs if job.future])
        assert [own] * FEWEST == [unpack_value(future.result()) for future in futures]
    finally:
        pool.close()
    # What has been made of the page comes with it, and says how large its files are.
    files = own.list_files("2027/medborgarlofte-2027.sv")
    assert ["html", "pdf"] == [item.kind for item in files]
    assert own.contents == {
        page.path: render_content(press.tools, page, SWEDISH, files if page.path == "2027/" else ())
        for page in map(shown.page, ("2027/", "2027/allt/"))
    }
    assert replace(own, contents={}) == make(own.html), "the PDF alone, of an HTML file that is kept"


def test_a_picture_that_stands_elsewhere_is_put_in_too(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes are given those that stand beside the record, and leave such a record to this one."""
    pool, page = ProcessPool(workers=1), shown.page("2027/")
    press, expected = set_up(shown), set_up(shown).build(page, SWEDISH, NAME)
    assert b'src="data:image/jpeg;base64,' in expected[0].data
    monkeypatch.setattr("pledgebook.onefile.build.OneFileBuilder._list_pictures", lambda *_: {})
    monkeypatch.setattr(ProcessPool.begin, "__defaults__", (1, None, None))
    press = replace(press, pool=pool)
    try:
        press.prepare([page])
        assert expected == press.build(page, SWEDISH, NAME)
    finally:
        pool.close()


def test_what_a_record_and_its_own_file_both_show_is_rendered_once(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    press, rendered, render = set_up(shown), [], Renderer.render

    def note(renderer: Renderer, page: Page, *arguments: Any) -> RenderedPage:
        rendered.append(page.path)
        return render(renderer, page, *arguments)

    monkeypatch.setattr(Renderer, "render", note)
    press.build(shown.page("2027/"), SWEDISH, NAME)
    assert ["2027/allt/", "2027/"] == rendered


@pytest.fixture
def press(shown: Shown) -> Iterator[OneFileBuilder]:
    with closing((found := set_up(shown)).pool):
        yield found


def test_pages_of_a_new_site_are_asked_for_before_their_turn(
    press: OneFileBuilder, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = shown.site.pages
    start, whole, started = shown.page(""), shown.page("2027/allt/"), []
    monkeypatch.setattr(press.pool, "start", lambda: started.append(press.pool))
    for is_new, fewest in ((True, len(pages) + 1), (False, 1), (True, 1)):
        monkeypatch.setattr("pledgebook.onefile.build.FEWEST_PAGES", fewest)
        press.prepare(pages, is_new=is_new)
        assert started == [press.pool] * (is_new and fewest == 1), "while this one has its pictures to look at"
        press.build(start, SWEDISH, NAME)
        take = press.take_content(start, SWEDISH)
        assert (take is not None) == (is_new and fewest == 1)
    assert take
    assert render_content(press.tools, start, SWEDISH) == take()
    assert press.take_content(start, SWEDISH) is None, "once"
    # That of a record comes with its files.
    assert press.take_content(whole, SWEDISH) is None
    press.build(shown.page("2027/"), SWEDISH, NAME)
    take = press.take_content(whole, SWEDISH)
    assert take
    assert render_content(press.tools, whole, SWEDISH) == take()
