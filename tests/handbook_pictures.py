"""Takes the pictures of the handbook: `make pictures`.

What they show is made up: Exempelstad, with the pledge that the handbook itself has as its example.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import jinja2
from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

from author_preview import PATIENCE, PLEDGE, Preview
from conftest import REPOSITORY, Project, copy_project
from git_desk import Desk, Host
from handbook import HANDBOOK, list_chapters
from install_browser import find_browser
from pledgebook.config import SETTINGS, read_settings
from pledgebook.i18n.catalogue import load_catalogues
from pledgebook.names import Language
from pledgebook.project import read_project
from pledgebook.reporting.report import OutputStyle, render_report, render_summary
from pledgebook.reporting.source_lines import SourceLines

LANGUAGES = (Language("sv"), Language("en"))
DAY, SECONDS = date(2028, 2, 1), "1832976000"
# While it is written, the year that it is for has begun.
EARLIER, EARLIER_SECONDS = date(2027, 2, 1), "1801440000"
FOLLOWUP = "pledges/2027/followup-2028-01.sv.md"
SLIP = ("by: polisen", "by: polisn")
SLIPS = (("summary:", "sumary:"), ("id: trafikkontroller", "id: Trafikkontroller"))
LOOKS = {"1": "bold", "1;31": "red", "1;33": "yellow", "1;34": "blue", "1;36": "cyan"}
COLUMNS = 92
# Where the picture ends on a page of the same colour.
FRAME = (140, 140, 136)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = make_project(Path(folder) / "project")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for language in LANGUAGES:
            show_check(browser, project, language)
            show_git(browser, Path(folder) / language, language)
            show_pages(browser, project, language)
        browser.close()


def make_project(root: Path) -> Project:
    """Exempelstad with the handbook's own pledge, put in order for a day when that has been followed up."""
    project = copy_project(root)
    chapters = list_chapters(Language("sv"))
    (root / PLEDGE).write_text(chapters["skriva"].blocks("markdown")[0], encoding="utf-8")
    english = root / PLEDGE.replace(".sv.", ".en.")
    english.write_text(chapters["oversatta"].blocks("markdown")[0], encoding="utf-8")
    (root / FOLLOWUP).write_text(chapters["folja-upp"].blocks("markdown")[0], encoding="utf-8")
    set_dates(root, DAY)
    # The handbook's own pictures are not there yet the first time.
    for page in (root / "docs" / "handbok").rglob("index.*.md"):
        page.write_text(re.sub(r"(?m)^!\[.*$", "", page.read_text(encoding="utf-8")), encoding="utf-8")
    return project


def set_dates(root: Path, day: date) -> None:
    """Let what has to be gone through every year have been so on a day."""
    fresh = {"register.yml": ("expires", day + timedelta(300)), "accessibility.yml": ("updated", day)}
    for name, (field, told) in fresh.items():
        file = root / "pledges" / name
        text = re.sub(rf"(?m)^(\s*{field}: ).*$", rf"\g<1>{told}", file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")


def show_check(browser: Browser, project: Project, language: Language) -> None:
    """What the check says of two slips."""
    file = project.root / PLEDGE
    words = load_catalogues(project.root / "theme" / "words", LANGUAGES, project.root)[language]
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(*SLIPS[0]).replace(*SLIPS[1]), encoding="utf-8")
    found = read_project(read_settings(project.root / SETTINGS), DAY).problems
    told = [problem for problem in found if problem.mark.path == PLEDGE and problem.level == "error"]
    report = render_report(told, words, SourceLines(project.root), OutputStyle(COLUMNS, has_colour=True))
    file.write_text(whole, encoding="utf-8")
    said = f"{report}\n\n{render_summary(told, words)}"
    keep(show_terminal(browser, [("make check-records", said)]), "meddelanden", f"terminal-{language}")


def show_git(browser: Browser, folder: Path, language: Language) -> None:
    """What git says when somebody saves and shares, and when two have changed the same lines."""
    folder.mkdir()
    host = Host(folder, language)
    first, second = host.make_desk("first"), host.make_desk("second")
    first.write("pledges/register.yml", "name: Exempelstad\n")
    give(first, host, "git add pledges", "git commit -qm start", "git push -q")
    pledge = list_chapters(language)["skriva"].blocks("markdown")[0]
    first.write(PLEDGE, pledge)
    save, share = host.groups[3], host.groups[4]
    told = give(first, host, "git status --short", *save, *share)
    keep(show_terminal(browser, told), "git", f"spara-{language}")
    give(second, host, *share[:1])
    for desk, text in ((first, "Göra 200 trafikkontroller vid skolorna."), (second, "Göra 250 trafikkontroller.")):
        desk.write(PLEDGE, re.sub(r"    text: .*", f"    text: {text}", pledge))
        give(desk, host, *save)
    give(first, host, *share)
    keep(show_terminal(browser, give(second, host, *share[:1])), "git", f"krock-{language}")


def give(desk: Desk, host: Host, *commands: str) -> list[tuple[str, str]]:
    """Commands, each with what git says."""
    return [(command, host.hide(desk.give(command).stdout)) for command in commands]


def show_terminal(browser: Browser, said: Sequence[tuple[str, str]]) -> bytes:
    """A picture of a terminal with commands and what each said, in its looks."""
    template = jinja2.Environment(autoescape=True).from_string((REPOSITORY / "tests/terminal.html").read_text("utf-8"))
    told = [{"command": command, "parts": list(split_looks(text.rstrip("\n")))} for command, text in said]
    page = browser.new_page(viewport={"width": 1000, "height": 600}, device_scale_factor=1.6)
    page.set_content(template.render(told=told))
    picture = page.locator("pre").screenshot()
    page.close()
    return picture


def split_looks(text: str) -> Iterator[dict[str, str]]:
    """A text with ECMA-48 renditions as parts that each have one look."""
    look = ""
    for number, part in enumerate(re.split(r"\x1b\[([\d;]*)m", text)):
        if number % 2:
            look = LOOKS.get(part, "")
        elif part:
            yield {"look": look, "text": part}


def show_pages(browser: Browser, project: Project, language: Language) -> None:
    """The page of the pledge as it is shown to its author: whole, and with a slip."""
    whole = (project.root / PLEDGE).read_text(encoding="utf-8")
    address = ("" if language == LANGUAGES[0] else f"{language}/") + "2027/"
    page = browser.new_page(viewport={"width": 900, "height": 1060}, device_scale_factor=1.4)
    preview = Preview(project.root, SECONDS, "--lang", language).start()
    try:
        page.goto(preview.address + address)
        keep(page.screenshot(), "skriva", f"lofte-{language}")
    finally:
        preview.stop()
    set_dates(project.root, EARLIER)
    # Nothing has been followed up that day.
    followup = project.root / FOLLOWUP
    told = followup.read_text(encoding="utf-8")
    followup.unlink()
    preview = Preview(project.root, EARLIER_SECONDS, "--lang", language).start()
    try:
        page.set_viewport_size({"width": 900, "height": 620})
        page.goto(preview.address + address)
        preview.write(whole.replace(*SLIP))
        page.locator(".pb-live li").first.wait_for(timeout=PATIENCE * 1000)
        keep(page.screenshot(), "skriva", f"forhandsvisning-{language}")
    finally:
        preview.write(whole)
        preview.stop()
        followup.write_text(told, encoding="utf-8")
        set_dates(project.root, DAY)
    page.close()


def keep(data: bytes, chapter: str, name: str) -> None:
    """Write a picture where its page has it."""
    image = ImageOps.expand(Image.open(io.BytesIO(data)).convert("RGB"), border=2, fill=FRAME)
    file = HANDBOOK / chapter / f"{name}.webp"
    image.save(file, quality=78, method=6)
    print(f"{file.relative_to(REPOSITORY)}  {image.width}×{image.height}  {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
