"""From the package alone, without a network, the same bytes come out: by the commands that the package tells of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from conftest import DAY, REPOSITORY, Project, copy_project
from pledgebook.archive.layout import DATA
from pledgebook.files.tree import read_files
from strict_readers.wacz import read_wacz

# What `make test` fetches before the tests are run.
WHEELS = REPOSITORY / ".cache" / "wheels"
SOURCES = ("pyproject.toml", "requirements.txt", "Makefile", "README.md", "LICENSE", "LICENSES.md")


def offline(*command: str) -> list[str]:
    """A command in a network of its own, with nobody in it, where the system lets one be made."""
    apart = ["unshare", "--map-root-user", "--net"]
    can = shutil.which(apart[0]) and not subprocess.run([*apart, "true"], capture_output=True, check=False).returncode
    return [*(apart if can else []), *command]


def run(folder: Path, script: str, **environment: str) -> str:
    """Run commands one after the other, as somebody does who has nothing but Python; all that they say."""
    unset = ("PYTHONPATH", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH")
    given = {name: value for name, value in os.environ.items() if name not in unset and not name.startswith("PIP_")}
    given |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    # What is not used need not be translated.
    given |= {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_COMPILE": "0",
        "TZ": "Asia/Tokyo",
        **environment,
    }
    done = subprocess.run(
        offline("bash", "-euc", script), cwd=folder, env=given, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def list_commands(page: Path) -> list[str]:
    """The commands that a page tells of in its section about building again, one line after the other."""
    section = page.read_text(encoding="utf-8").partition('id="rebuild"')[2].partition("<h2")[0]
    blocks = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", section, re.DOTALL)
    return [line for block in blocks for line in unescape(block).splitlines()]


@pytest.mark.slow
def test_the_sources_and_wheels_of_a_package_give_the_same_bytes_without_a_network(
    tmp_path: Path, exempelstad: Project
) -> None:
    project = copy_project(tmp_path / "project").take_along(exempelstad.cache)
    for name in SOURCES:
        shutil.copyfile(REPOSITORY / name, project.root / name)
    made = project.run("hooks", "archive", "--with-wheels", str(WHEELS))
    assert 0 == made.returncode, made.stdout
    archive = project.root / "archive"
    (sip,) = archive.glob("*/data/*")
    contents = sip / DATA
    desk = tmp_path / "desk"
    for part in ("sources", "wheels"):
        shutil.copytree(contents / part, desk / part)

    commands = list_commands(sip / "documentation" / "en.html")
    assert ["cd sources", "python3 -m venv .venv"] == commands[:2]
    assert any(f"SOURCE_DATE_EPOCH={DAY} .venv/bin/python hooks build" in line for line in commands)
    script = "\n".join(commands).replace("python3", sys.executable, 1).replace("PATH", str(sip))
    said = run(desk, script)

    assert "byte" in said
    published = read_wacz(next(contents.glob("web-archive/*.wacz")).read_bytes()).payloads
    site = desk / "sources" / "site"
    built = read_files(site)
    assert len(built) > 100
    assert published == {re.sub(r"(^|/)index\.html$", r"\1", path): data for path, data in built.items()}
    (again,) = (desk / "sources" / "archive").glob("*/data/*")
    assert (sip / "SHA256SUMS").read_bytes() == (again / "SHA256SUMS").read_bytes()
