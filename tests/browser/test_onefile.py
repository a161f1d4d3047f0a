"""A record in one file as somebody has saved it: opened from the disk, it looks as it should and asks for nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import Project

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["2019/medborgarlofte-2019.sv.html", "en/2019/medborgarlofte-2019.en.html"])
@pytest.mark.parametrize("has_script", [True, False])
def test_a_saved_file_stands_alone(
    chromium: Browser, exempelstad: Project, tmp_path: Path, name: str, has_script: bool
) -> None:
    saved = tmp_path / "sparad.html"
    shutil.copyfile(exempelstad.site / name, saved)
    context = chromium.new_context(java_script_enabled=has_script, color_scheme="light")
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(saved.as_uri())
    assert asked == [saved.as_uri(), *(url for url in asked[1:] if url.startswith("data:"))]
    assert faults == []
    # Its own style holds, which its policy must let through, and its pictures are drawn.
    style = "getComputedStyle(document.querySelector('.pb-masthead p')).borderTopWidth"
    assert page.evaluate(style) == "4px"
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0) && document.images.length")
    page.locator("a[href='#trafikkontroller']").first.click()
    expect(page).to_have_url(f"{saved.as_uri()}#trafikkontroller")
    context.close()


def test_it_is_printed_on_a4(chromium: Browser, exempelstad: Project) -> None:
    page = chromium.new_page(color_scheme="dark")
    page.goto((exempelstad.site / "2019/medborgarlofte-2019.sv.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert {(210, 297)} == {(round(float(x) / 72 * 25.4), round(float(y) / 72 * 25.4)) for x, y in sheets}
    page.close()
