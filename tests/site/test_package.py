"""A site of its own: records, pages, settings and a lock, built with the wheel of the engine and nothing of this repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from filelock import FileLock

from conftest import EXEMPELSTAD, REPOSITORY, TINY_PLEDGE, TINY_REGISTER, TINY_STATEMENT, MakeOnce, Project
from engine import Engine, build_wheel, copy_engine, make_engine
from pledgebook.archive.layout import DATA
from strict_readers.wacz import read_wacz

WHEELS = REPOSITORY / ".cache" / "wheels"
STREETS = "places: [{id: sagogatan, name: Sagogatan, type: street}]\n"
# Two versions on, streets are districts.
STEP = """
def _rename(path: str, text: str) -> str:
    return text.replace("type: street", "type: district") if path.endswith("register.yml") else text


STEPS: tuple[ModelStep, ...] = (ModelStep("schema.written", _rename),)
"""


def write_settings(root: Path) -> None:
    """The settings of this repository, as a site of its own has them."""
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8").replace("Eskilstuna", "Exempelstad")
    text = re.sub(r"(?m)^(hooks|watch|  custom_dir):.*\n", "", text)
    (root / "mkdocs.yml").write_text(text.replace("plugins:\n", "plugins:\n  - pledgebook\n"), encoding="utf-8")


def write_site(root: Path) -> Path:
    """A small site, and nothing of the engine."""
    texts = {
        "docs/om/index.sv.md": "# Om\n",
        "docs/om/index.en.md": "# About\n",
        "docs/metod/index.sv.md": "# Metod\n",
        "docs/metod/index.en.md": "# Method\n",
        "pledges/register.yml": TINY_REGISTER + STREETS,
        "pledges/accessibility.yml": TINY_STATEMENT,
        "pledges/2027/pledge.sv.md": TINY_PLEDGE,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    write_settings(root)
    return root


def read_site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def engine(make_once: MakeOnce) -> Engine:
    # An environment stays where it was made.
    folder = make_once("engine", lambda place: None)
    ready = folder / "ready"
    with FileLock(f"{ready}.lock"):
        if not ready.exists():
            make_engine(folder)
            ready.touch()
    return Engine(folder / "venv")


@pytest.fixture
def site(tmp_path: Path, exempelstad: Project) -> Path:
    """With what the engine of this repository has made: that of the wheel finds it only where it would make the same."""
    return Project(write_site(tmp_path / "site")).take_along(exempelstad.cache).root


def test_the_wheel_is_the_same_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    version = re.search(r'(?m)^version = "(.*)"$', (REPOSITORY / "pyproject.toml").read_text("utf-8"))
    assert version
    copied = copy_engine(tmp_path / "copy", version[1])
    assert build_wheel(tmp_path / "one").read_bytes() == build_wheel(tmp_path / "two", copied).read_bytes()


@pytest.mark.slow
def test_a_site_of_its_own_has_the_pages_that_this_repository_would_give_it(
    engine: Engine, exempelstad: Project, tmp_path: Path
) -> None:
    shutil.copytree(EXEMPELSTAD / "pledges", tmp_path / "pledges")
    for name in ("om", "metod"):
        shutil.copytree(EXEMPELSTAD / "docs" / name, tmp_path / "docs" / name)
    write_settings(tmp_path)
    done = engine.run(tmp_path, "pledgebook", "build", "--strict")
    assert 0 == done.returncode, done.stdout
    assert read_site(exempelstad.site) == read_site(tmp_path / "site")


def test_what_is_built_is_up_to_date_until_something_changes(engine: Engine, site: Path) -> None:
    assert 0 == engine.run(site, "pledgebook", "build").returncode
    before = (site / "site").stat().st_mtime_ns
    again = engine.run(site, "pledgebook", "build")
    assert (0, before) == (again.returncode, (site / "site").stat().st_mtime_ns), again.stdout
    (site / "docs/om/index.sv.md").write_text("# Om oss\n", encoding="utf-8")
    assert 0 == engine.run(site, "pledgebook", "build").returncode
    assert before != (site / "site").stat().st_mtime_ns
    assert "Om oss" in (site / "site/om/index.html").read_text(encoding="utf-8")


def test_properdocs_builds_the_same(engine: Engine, site: Path) -> None:
    assert 0 == engine.run(site, "pledgebook", "build").returncode
    first = read_site(site / "site")
    done = engine.run(site, "python", "-m", "properdocs", "build", "-f", "mkdocs.yml", DISABLE_MKDOCS_2_WARNING="true")
    assert 0 == done.returncode, done.stdout
    assert first == read_site(site / "site")


def test_a_template_a_word_and_a_page_of_the_sites_own_take_the_place_of_the_engines(
    engine: Engine, site: Path
) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("theme:\n", "theme:\n  custom_dir: theme\n"), "utf-8")
    for name, text in {
        "theme/fragments/untranslated.html": "<p>Egen ruta</p>{{ content }}",
        "theme/words/site.sv.po": 'msgid ""\nmsgstr "Language: sv\\n"\n\nmsgid "menu.start"\nmsgstr "Hem"\n',
        "docs/handbok/skriva/index.sv.md": "# Så skriver vi här\n",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    done = engine.run(site, "pledgebook", "build")
    assert 0 == done.returncode, done.stdout
    own = (site / "site/handbok/skriva/index.html").read_text("utf-8")
    assert "Så skriver vi här" in own
    assert ">Hem<" in own
    assert "Egen ruta" in (site / "site/en/handbok/skriva/index.html").read_text("utf-8")
    assert "Egen ruta" not in (site / "site/en/handbok/falt/index.html").read_text("utf-8")


def test_a_site_in_one_language_has_the_handbook_in_it_alone(engine: Engine, site: Path) -> None:
    settings = site / "mkdocs.yml"
    text = settings.read_text("utf-8")
    english = text.index("        - locale: en\n")
    end = text.index("markdown_extensions:")
    settings.write_text(f"{text[:english]}\n{text[end:]}", encoding="utf-8")
    (site / "docs/om/index.en.md").unlink()
    register = site / "pledges/register.yml"
    register.write_text(register.read_text("utf-8").replace("{sv: Polisen, en: The police}", "Polisen"), "utf-8")
    done = engine.run(site, "pledgebook", "build")
    assert 0 == done.returncode, done.stdout
    pages = {path for path in read_site(site / "site") if path.startswith("handbok/")}
    assert {"handbok/index.html", "handbok/falt/index.html"} <= pages
    assert not any(".en" in path for path in pages)
    assert not (site / "site/en").exists()


@pytest.mark.parametrize("verb", ["check", "status", "translate", "schema", "fmt", "new 2028", "publish 2027"])
def test_every_verb_works_with_the_wheel_alone(engine: Engine, site: Path, verb: str) -> None:
    done = engine.run(site, "pledgebook", *verb.split())
    assert 0 == done.returncode, done.stdout


def test_without_a_project_the_command_speaks_the_engines_words(engine: Engine, tmp_path: Path) -> None:
    assert "mkdocs.yml" in engine.run(tmp_path, "pledgebook", "check", LC_ALL="sv_SE.UTF-8").stdout
    for language, words in (("sv", "kontrollera ett arkivpaket"), ("en", "Exit codes")):
        assert words in engine.run(tmp_path, "pledgebook", "verify", "--help", LC_ALL=f"{language}.UTF-8").stdout


def test_the_form_is_fetched_as_the_engine_names_it_once(engine: Engine, site: Path, tmp_path: Path) -> None:
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    made = "node_modules/decap-cms/dist"
    npm.write_text(f"#!/bin/sh\necho x >> asked\nls package-lock.json\nmkdir -p {made}\n", encoding="utf-8")
    npm.chmod(0o755)
    for _ in range(2):
        done = engine.run(site, "pledgebook", "edit", PATH=f"{npm.parent}:/usr/bin:/bin")
        # What was fetched here is no form.
        assert (2, True) == (done.returncode, "Node.js" in done.stdout), done.stdout
    form = site / ".cache" / "form"
    assert "x\n" == (form / "asked").read_text("utf-8")
    assert (REPOSITORY / "form/package.json").read_bytes() == (form / "package.json").read_bytes()


def test_a_new_site_is_made_from_the_wheel_alone_and_builds(engine: Engine, tmp_path: Path) -> None:
    given = ["--name", "Sagostad", "--languages", "sv", "--address", "https://sagostad.example/"]
    made = engine.run(tmp_path, "pledgebook", "init", "ny", *given, LC_ALL="sv_SE.UTF-8")
    assert 0 == made.returncode, made.stdout
    (wheel,) = (tmp_path / "ny" / "engine").glob("*.whl")
    lock = (tmp_path / "ny" / "requirements.txt").read_text("utf-8").splitlines()
    assert lock[1].startswith(f"pledgebook=={wheel.name.split('-')[1]} --hash=sha256:")
    built = engine.run(tmp_path / "ny", "pledgebook", "build")
    assert 0 == built.returncode, built.stdout
    assert "Allt är redan" in engine.run(tmp_path / "ny", "pledgebook", "upgrade", "--lang", "sv").stdout


@pytest.mark.slow
def test_the_archive_of_a_site_holds_the_engine_and_gives_the_same_bytes(engine: Engine, site: Path) -> None:
    refused = engine.run(site, "pledgebook", "archive")
    assert (1, True) == (refused.returncode, "pledgebook upgrade" in refused.stdout), refused.stdout
    assert 0 == engine.run(site, "pledgebook", "upgrade").returncode
    made = engine.run(site, "pledgebook", "archive")
    assert 0 == made.returncode, made.stdout
    (sip,) = (site / "archive").glob("*/data/*")
    contents = sip / DATA
    page = (sip / "documentation" / "sv.html").read_text("utf-8")
    commands = unescape("\n".join(re.findall(r"<code>(.*?)</code>", page.partition('id="rebuild"')[2], re.DOTALL)))
    assert ".venv/bin/pledgebook build" in commands
    assert "hooks" not in commands
    # The lock can be installed as it says, from the wheel beside it and what else it names.
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "-q",
        "install",
        "--dry-run",
        "--ignore-installed",
    ]
    wanted = ["--no-index", "--find-links", str(WHEELS), "--require-hashes", "-r", "requirements.txt"]
    sources = site.parent / "sources"
    shutil.copytree(contents / "sources", sources)
    found = subprocess.run([*pip, *wanted], cwd=sources, capture_output=True, text=True, check=False)
    assert 0 == found.returncode, found.stderr
    assert 0 == engine.run(sources, "pledgebook", "build").returncode
    published = read_wacz(next(contents.glob("web-archive/*.wacz")).read_bytes()).payloads
    built = read_site(sources / "site")
    assert published == {re.sub(r"(^|/)index\.html$", r"\1", path): data for path, data in built.items()}
    checked = engine.run(sources, "pledgebook", "verify", str(site / "archive"))
    assert 0 == checked.returncode, checked.stdout


@pytest.mark.slow
def test_a_site_is_upgraded_over_a_version_of_the_model_by_one_line(engine: Engine, site: Path, tmp_path: Path) -> None:
    assert 0 == engine.run(site, "pledgebook", "upgrade").returncode
    before = read_site(site)
    copied = copy_engine(tmp_path / "next", "9.0.0")
    module = copied / "hooks/pledgebook/records/model_version.py"
    module.write_text(
        module.read_text("utf-8").replace("\nSTEPS: tuple[ModelStep, ...] = ()\n", STEP), encoding="utf-8"
    )
    fresh = make_engine(tmp_path / "fresh", copied)

    refused = fresh.run(site, "pledgebook", "check")
    assert (1, True) == (refused.returncode, "pledgebook upgrade" in refused.stdout), refused.stdout
    done = fresh.run(site, "pledgebook", "upgrade")
    assert 0 == done.returncode, done.stdout
    assert "pledges/register.yml: 1 rad\n" in done.stdout
    after = read_site(site)
    gone = {path for path in before if path not in after}
    assert 1 == len(gone)
    assert {"engine/pledgebook-9.0.0-py3-none-any.whl", "pledges/model.yml"} == after.keys() - before.keys()
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    assert {"requirements.txt", "pledges/register.yml"} == changed
    old, new = (files["requirements.txt"].splitlines() for files in (before, after))
    assert 1 == sum(first != second for first, second in zip(old, new, strict=True))
    assert 0 == fresh.run(site, "pledgebook", "check").returncode
    again = fresh.run(site, "pledgebook", "upgrade")
    assert (0, after) == (again.returncode, read_site(site)), again.stdout
    # And the earlier engine leaves alone what it does not know.
    late = engine.run(site, "pledgebook", "check")
    assert (1, True) == (late.returncode, "nyare version" in late.stdout), late.stdout
