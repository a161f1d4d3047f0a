"""What is built already is not built again, and whoever runs the command sees no difference."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import DAY, NEXT_DAY, TINY_PLEDGE, TINY_SETTINGS, Project, swap

PLEDGE = "pledges/2027/pledge.sv.md"
STAMP = ".cache/last-build.json"
DEAD_ANCHOR = {"docs/om/index.sv.md": "# Om\n\nSe [mer](../arkiv/index.md#mer).\n"}


def build(project: Project, *arguments: str, **environment: str) -> tuple[bool, int, str]:
    """Whether a site was built, the exit code, and what was said."""
    before = stat(project)
    done = project.build(*arguments, **environment)
    return before != stat(project), done.returncode, done.stdout


def stat(project: Project) -> tuple[int, int] | None:
    """Which the site's folder is, and when something in it was last exchanged."""
    if not project.site.exists():
        return None
    found = project.site.stat()
    return found.st_ino, found.st_mtime_ns


def test_a_second_build_keeps_the_site_and_says_the_same(tiny: Callable[..., Project]) -> None:
    project = tiny()
    is_built, code, said = build(project)
    assert (True, 0) == (is_built, code), said
    assert "Klart." in said
    # In an interpreter that puts sets in another order.
    assert (False, 0, said) == build(project, PYTHONHASHSEED="7")


def test_warnings_are_said_again_and_stop_a_strict_build(tiny: Callable[..., Project]) -> None:
    project = tiny(DEAD_ANCHOR)
    swap(project.root / "mkdocs.yml", "site_name", "nothing_of_mkdocs: 1\nsite_name")
    _, code, said = build(project)
    assert (0, True, True) == (code, "#mer" in said, "nothing_of_mkdocs" in said), said
    assert (False, 0, said) == build(project)
    assert (False, 1) == build(project, "--strict")[:2]
    assert (False, 0, said) == build(project)
    assert (True, 0) == build(project, COLUMNS="50")[:2]


def test_a_strict_build_without_warnings_is_kept_too(tiny: Callable[..., Project]) -> None:
    project = tiny()
    said = build(project, "--strict")
    assert (False, *said[1:]) == build(project, "--strict")
    assert build(project)[0]


def put(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


def lose_cache(root: Path) -> None:
    shutil.rmtree(root / ".cache")
    (root / ".cache").write_bytes(b"no folder can be made here")


# The core's own tests try every way in which a file can be changed.
EDITS: dict[str, Callable[[Path], object]] = {
    "a record": lambda root: swap(root / PLEDGE, "Synas", "Finnas"),
    "a record more": lambda root: put(root / "pledges/2028/pledge.sv.md", TINY_PLEDGE.replace("2027", "2028")),
    "a record less": lambda root: shutil.rmtree(root / "pledges/2028"),
    "a page renamed": lambda root: (root / "docs/om").rename(root / "docs/omkring"),
    "a word": lambda root: swap(root / "theme/words/site.sv.po", 'msgstr "Källor"', 'msgstr "Underlag"'),
    "the settings": lambda root: swap(root / "mkdocs.yml", "Exempelstad", "Exempelby"),
    "the code": lambda root: swap(root / "hooks/pledgebook/html/context.py", '"""', '"""Here: '),
    "the site": lambda root: swap(root / "site/index.html", "<title>", "<title>Nej "),
    "a file less on the site": lambda root: next((root / "site").rglob("*.pdf")).unlink(),
    "a file more on the site": lambda root: (root / "site/more.html").write_text("Mer", "utf-8"),
    "half a stamp": lambda root: os.truncate(root / STAMP, 100),
    "no folder for the stamp": lose_cache,
}


@pytest.mark.slow
def test_each_edit_is_built(tiny: Callable[..., Project]) -> None:
    project = tiny()
    build(project)
    for name, edit in EDITS.items():
        assert not build(project)[0], name
        edit(project.root)
        is_built, code, said = build(project)
        assert (True, 0) == (is_built, code), f"{name}: {said}"
    assert not (project.site / "more.html").exists()
    assert "Nej" not in project.read(".")


def test_a_day_later_it_is_built(tiny: Callable[..., Project]) -> None:
    project = tiny()
    build(project)
    assert build(project, SOURCE_DATE_EPOCH=NEXT_DAY)[0]
    assert build(project, SOURCE_DATE_EPOCH=DAY)[0]


def test_a_build_that_fails_fails_again_and_leaves_what_is_up_to_date(tiny: Callable[..., Project]) -> None:
    project = tiny()
    said = build(project)[1:]
    swap(project.root / PLEDGE, "title:", "titel:")
    assert (False, 1) == build(project)[:2]
    assert (False, 1) == build(project)[:2]
    swap(project.root / PLEDGE, "titel:", "title:")
    assert (False, *said) == build(project)


def test_a_site_that_a_killed_build_left_half_way_is_whole_after_one_that_fails(tiny: Callable[..., Project]) -> None:
    project = tiny()
    build(project)
    left = project.site / f".site-last-{2**22 + 1}"
    left.mkdir()
    (project.site / "2027").rename(left / "2027")
    swap(project.root / PLEDGE, "title:", "titel:")
    assert build(project)[1] == 1
    assert "Ett kort löfte" in project.read("2027")
    assert not left.exists()


def test_the_engine_by_itself_always_builds(tiny: Callable[..., Project]) -> None:
    project = tiny()
    build(project)
    before = stat(project)
    assert 0 == project.run("-m", "mkdocs", "build", PYTHONPATH="hooks").returncode
    assert before != stat(project)
    assert build(project)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://example.org/", "!ENV [SITE_URL, 'https://example.org/']"),
        ("plugins:", "plugins:\n  - material/offline"),
        ("hooks: [", "hooks: [other.py, "),
        ("hooks:", "markdown_extensions: [pymdownx.snippets]\nhooks:"),
    ],
)
def test_what_may_depend_on_more_than_the_project_is_always_built(
    tiny: Callable[..., Project], old: str, new: str
) -> None:
    project = tiny({"mkdocs.yml": TINY_SETTINGS.replace(old, new), "other.py": ""})
    assert (True, 0) == build(project)[:2]
    assert (True, 0) == build(project)[:2]


def test_what_the_engine_is_asked_for_besides_is_built(tiny: Callable[..., Project]) -> None:
    project = tiny()
    assert (True, 0) == build(project, "--no-directory-urls")[:2]
    assert (True, 0) == build(project, "--no-directory-urls")[:2]
    assert (True, 0) == build(project)[:2]
    assert (False, 0) == build(project)[:2]


_PROGRAM = """
import json, sys
from pledgebook.cli.entry_point import main
code = main()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""


def test_nothing_large_is_loaded_to_find_out(tiny: Callable[..., Project]) -> None:
    project = tiny()
    large = {"mkdocs", "material", "typst", "PIL", "pydantic", "lxml", "babel", "jinja2", "markdown"}
    for is_kept in (False, True):
        done = project.run("-c", _PROGRAM, "build", PYTHONPATH="hooks")
        *_, loaded = done.stdout.splitlines()
        assert (0, is_kept) == (done.returncode, large.isdisjoint(json.loads(loaded)))


@pytest.mark.skipif(os.name != "posix", reason="closes streams as shells do")
def test_a_stream_that_is_closed_brings_nothing_down(tiny: Callable[..., Project], subtests: pytest.Subtests) -> None:
    project = tiny(DEAD_ANCHOR)
    assert build(project)[0]

    def build_again(closed: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["sh", "-c", f'"{sys.executable}" hooks build {closed}'],
            cwd=project.root,
            env=os.environ | {"SOURCE_DATE_EPOCH": DAY, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
        )

    whole = build_again()
    for closed in (">&-", "2>&-", ">&- 2>&-", "| true", "2>&1 | true"):
        with subtests.test(closed):
            cut = build_again(closed)
            assert (0, 0, b"") == (whole.returncode, cut.returncode, cut.stderr.replace(whole.stderr, b""))


_WATCH = """
import os, sys

def note(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str):
        if os.path.abspath(arguments[0]).startswith(os.environ["WATCHED"] + os.sep):
            with os.fdopen(os.dup(2), "w") as err:
                err.write(f"read: {os.path.relpath(arguments[0], os.environ['WATCHED'])}\\n")

sys.addaudithook(note)
"""


def test_a_build_reads_nothing_else_of_the_project(tiny: Callable[..., Project], tmp_path: Path) -> None:
    """What it reads, and does not make, stands in what the check reads."""
    project = tiny()
    project.forget()
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    done = project.build(PYTHONPATH=str(tmp_path / "watch"), WATCHED=str(project.root))
    read = {line.removeprefix("read: ").partition(os.sep)[0] for line in done.stdout.splitlines() if "read: " in line}
    assert {"pledges", "docs", "theme", "hooks", "mkdocs.yml"} == {
        name for name in read if name not in (".cache", "site") and not name.startswith(".site-")
    }
