"""A new site, from the one command to its pages: it builds at once, and nothing of anybody else is on it."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from conftest import REPOSITORY, MakeOnce, Project
from pledgebook.i18n.catalogue import DOMAINS

HOOKS = REPOSITORY / "hooks"
NOVEMBER = "1795950000"  # 2026-11-29
ANSWERS = ("--name", "Växby", "--place", "Åsen", "--place", 'Kvarn "Ett": norra', "--contact", "fel@vaxby.se")
TOLD = {
    *("example_left", "example_site_url"),
    *("statement_open_conformity", "statement_open_form", "statement_open_tested"),
}
OTHERS = re.compile("eskilstuna|torshälla|fröslunda|lagersberg|froslunda", re.IGNORECASE)


def run(project: Project, *command: str) -> str:
    done = project.run(str(HOOKS), *command, SOURCE_DATE_EPOCH=NOVEMBER, PYTHONPATH=str(HOOKS))
    assert done.returncode == 0, done.stdout
    return done.stdout


def make(root: Path, *answers: str) -> Project:
    """A new site in a folder, built with the engine as it is here."""
    run(Project(root), "init", "site", *ANSWERS, *answers)
    project = Project(root / "site")
    settings = project.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    # Where the engine is developed, the hook file takes the place of the plugin.
    settings.write_text(text.replace("  - pledgebook\n", "") + f"hooks: [{HOOKS / 'mkdocs_hooks.py'}]\n", "utf-8")
    (root / "built").write_text(run(project, "build"), "utf-8")
    return project


@pytest.fixture(scope="module")
def two(make_once: MakeOnce) -> Project:
    return Project(make_once("new-site", make) / "site")


@pytest.fixture(scope="module")
def three(make_once: MakeOnce) -> Project:
    """With a language that the engine has no words in, and somebody else as publisher."""

    def build(root: Path) -> None:
        words = root / "words"
        words.mkdir()
        for domain in DOMAINS:
            text = (REPOSITORY / f"theme/words/{domain}.en.po").read_text("utf-8")
            (words / f"{domain}.fi.po").write_text(text.replace('"Language: en_GB', '"Language: fi'), "utf-8")
        make(root, "--languages", "sv,fi,en", "--words", str(words), "--publication", "compiled")

    return Project(make_once("new-site-of-three", build) / "site")


def pages(project: Project) -> dict[str, html.HtmlElement]:
    """Every page but those of the handbook, which is the engine's own."""
    found = {path.relative_to(project.site).as_posix(): path for path in project.site.rglob("*.html")}
    return {
        name: html.fromstring(path.read_text("utf-8")) for name, path in found.items() if "handbok/" not in f"/{name}"
    }


@pytest.mark.slow
def test_it_is_told_of_its_example_and_of_what_nobody_knows_yet(two: Project, three: Project) -> None:
    told = json.loads(run(two, "check", "--json"))["problems"]
    assert TOLD | {"hint_no_catalogue"} == {problem["code"] for problem in told}
    assert all(problem["line"] > 0 and problem["message"] for problem in told)
    others = {problem["code"] for problem in json.loads(run(three, "check", "--json"))["problems"]}
    assert TOLD | {"statement_open_publisher", "hint_no_publisher"} == others
    warned = (two.root.parent / "built").read_text("utf-8")
    assert 5 == len(re.findall(r"^pledges/\S+: varning: ", warned, re.MULTILINE)), warned


@pytest.mark.slow
def test_once_the_three_files_are_written_nothing_is_left_of_the_example(two: Project, tmp_path: Path) -> None:
    shutil.copytree(two.root, tmp_path / "site", ignore=shutil.ignore_patterns("site", ".cache"))
    project = Project(tmp_path / "site")
    for path in (project.root / "pledges/2027").iterdir():
        path.write_text(re.sub(r"(Exempel|Example): ", "", path.read_text("utf-8")), "utf-8")
    statement = project.root / "pledges/accessibility.yml"
    known = "unknown: []\nconformity: fully\nform: https://www.vaxby.se/brister\nmethod: self_assessment\nassessed: 2026-11-28\ntested: Vi har prövat sidorna med tangentbord.\n"
    statement.write_text(re.sub(r"unknown: .*\n", known, statement.read_text("utf-8")), "utf-8")
    settings = project.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("medborgarloften.example", "loften.vaxby.se"), "utf-8")
    told = json.loads(run(project, "check", "--json"))["problems"]
    assert {"statement_words", "hint_no_catalogue"} >= {problem["code"] for problem in told}


@pytest.mark.slow
def test_nothing_of_anybody_else_is_in_any_file_or_page(two: Project, three: Project) -> None:
    for project in (two, three):
        for path in project.root.rglob("*"):
            name = path.relative_to(project.root).as_posix()
            # What was brought is the adopter's own.
            if path.is_file() and not name.startswith((".cache/", "theme/")):
                text = path.read_bytes().decode("utf-8", errors="ignore")
                assert not OTHERS.search(text), name
                # The handbook, also that in the engine, shows by a fictional town how things are written.
                assert "exempelstad" not in text.casefold() or "/handbok/" in name or name.startswith("engine/"), name


@pytest.mark.slow
def test_every_link_leads_somewhere(two: Project, three: Project) -> None:
    for project in (two, three):
        for name, page in pages(project).items():
            for href in page.xpath("//a/@href"):
                parts = urlsplit(href)
                if parts.scheme or not parts.path or name == "404.html":
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                file = project.site / target
                assert file.is_file() or (file / "index.html").is_file(), f"{name}: {href}"


@pytest.mark.slow
def test_whoever_reads_the_example_sees_that_it_is_one(two: Project) -> None:
    page = pages(two)["2027/index.html"]
    assert page.xpath("string(//h1)").startswith("Exempel: ")
    assert "Ingen har lovat det" in page.text_content()


@pytest.mark.slow
def test_pages_are_in_each_language_and_say_where_they_are_not(two: Project, three: Project) -> None:
    assert {"sv", "en"} == {page.get("lang") for page in pages(two).values()}
    assert {"sv", "fi", "en"} == {page.get("lang") for page in pages(three).values()}
    about = pages(three)["fi/om/index.html"]
    assert about.xpath("//*[@lang='sv']") and "not been translated" in about.text_content()
    assert "ges inte ut av kommunen" in pages(three)["om/index.html"].text_content()
    assert "Växbys kommun" in pages(two)["om/index.html"].text_content()
    assert "Växby Municipality" in pages(two)["en/om/index.html"].text_content()


@pytest.mark.slow
def test_a_name_with_any_sign_is_shown_as_it_is(two: Project) -> None:
    assert 'Kvarn "Ett": norra' in pages(two)["platser/kvarn-ett-norra/index.html"].xpath("string(//h1)")
