"""Sites of one language, of three, and of one that is written from right to left: each language is data alone."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

from babel.messages.pofile import read_po

from conftest import (
    EXEMPELSTAD,
    REPOSITORY,
    TINY_PLEDGE,
    TINY_REGISTER,
    TINY_STATEMENT,
    MakeOnce,
    Project,
    copy_project,
)
from pledgebook.i18n.catalogue import DOMAINS

WORDS = Path(__file__).parent / "languages"
ENGLISH = re.compile(r"        - locale: en\n(?:          .*\n)*")
PUBLISHER = "publication: compiled\npublisher: Föreningen Exempelstads löften\n"
NEXT_PLEDGE = TINY_PLEDGE.replace("2027", "2028")
ARABIC = """---
title: تعهد المواطنين 2027
summary: تعهد قصير.
promises:
  - {id: synas, text: التواجد في ساحة فيكتيفا.}
---
"""


def make_three(make_once: MakeOnce, cache: Path) -> Project:
    """Exempelstad in Swedish, English and Finnish, which one of its pledges is translated to."""

    def build(root: Path) -> None:
        project = copy_project(root).take_along(cache)
        add_language(project, "fi", "Suomi")
        settings = root / "mkdocs.yml"
        listed = settings.read_text(encoding="utf-8").replace("- teman/index.md", "- teman/index.md\n  - om/index.md")
        settings.write_text(listed, encoding="utf-8")
        register = root / "pledges/register.yml"
        number = itertools.count(1)
        names = re.sub("{sv: ", lambda found: f"{{fi: Nimi {next(number)}, sv: ", register.read_text(encoding="utf-8"))
        register.write_text(names, encoding="utf-8")
        english = (root / "pledges/2019/pledge.en.md").read_text(encoding="utf-8")
        finnish = english.replace("title: Citizen pledge 2019", "title: Kansalaislupaus 2019")
        (root / "pledges/2019/pledge.fi.md").write_text(finnish, encoding="utf-8")
        done = project.build("--strict")
        assert done.returncode == 0, done.stdout

    return Project(make_once("three-languages", build))


def make_one(make_once: MakeOnce, cache: Path) -> Project:
    """Two small pledges in Swedish, and nothing in English."""
    return Project(make_once("one-language", lambda root: finish(make_small(root, cache))))


def make_right_to_left(make_once: MakeOnce, cache: Path) -> Project:
    """The same pledges in Arabic too, which the first is translated to."""

    def build(root: Path) -> None:
        project = make_small(root, cache)
        add_language(project, "ar", "العربية")
        (root / "pledges/2027/pledge.ar.md").write_text(ARABIC, encoding="utf-8")
        finish(project)

    return Project(make_once("right-to-left", build))


def make_small(root: Path, cache: Path) -> Project:
    """Two small pledges, outside the engine, whose handbook is then in the languages of the site."""
    shutil.copytree(EXEMPELSTAD / "docs", root / "docs", ignore=shutil.ignore_patterns("*.en.md"))
    settings = ENGLISH.sub("", (EXEMPELSTAD / "mkdocs.yml").read_text(encoding="utf-8"))
    texts = {
        "mkdocs.yml": settings.replace("[hooks/", f"[{REPOSITORY}/hooks/").replace(
            "watch: [pledges, theme, hooks]\n", ""
        ),
        "pledges/register.yml": TINY_REGISTER.replace("{sv: Polisen, en: The police}", "Polisen") + PUBLISHER,
        "pledges/accessibility.yml": TINY_STATEMENT,
        "pledges/2027/pledge.sv.md": TINY_PLEDGE,
        "pledges/2028/pledge.sv.md": NEXT_PLEDGE,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "theme/words").mkdir(parents=True)
    return Project(root).take_along(cache)


def finish(project: Project) -> None:
    done = project.run(str(REPOSITORY / "hooks"), "build", "--strict")
    assert done.returncode == 0, done.stdout


def add_language(project: Project, code: str, name: str) -> None:
    """Give a project a further language: its words in `tests/languages/`, and English for those that are not there."""
    for domain in DOMAINS:
        english = REPOSITORY / f"theme/words/{domain}.en.po"
        text = english.read_text(encoding="utf-8").replace('"Language: en_GB', f'"Language: {code}')
        own = WORDS / f"{domain}.{code}.po"
        if own.exists():
            with own.open("rb") as file:
                for message in read_po(file):
                    if message.id:
                        text = put_words(text, str(message.id), str(message.string))
        (project.root / f"theme/words/{domain}.{code}.po").write_text(text, encoding="utf-8")
    settings = project.root / "mkdocs.yml"
    added = f"        - locale: {code}\n          name: {name}\n"
    text = settings.read_text(encoding="utf-8")
    assert "\n\nhooks:" in text
    settings.write_text(text.replace("\n\nhooks:", f"\n{added}\nhooks:"), encoding="utf-8")


def put_words(catalogue: str, key: str, words: str) -> str:
    pattern = re.compile(rf'(\nmsgid "{re.escape(key)}"\nmsgstr )(?:".*"\n)+')
    changed, count = pattern.subn(lambda found: f'{found[1]}"{words}"\n', catalogue)
    assert 1 == count, key
    return changed
