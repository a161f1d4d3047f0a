"""Changes the code in small ways, one at a time, and shows the changes that no test notices.

mutmut finds the code at the top of a folder and tests beside it, so it is given a copy that looks so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".cache" / "mutants"
TOOL = Path(sys.prefix) / "mutants"
# What the tests read.
PARTS = (
    *("hooks", "tests", "theme", "docs", "pledges", "schemas", ".vscode"),
    *("mkdocs.yml", "pyproject.toml", "README.md", "CONTRIBUTING.md", "Makefile"),
)


def make_copy() -> None:
    """The project in a folder of its own, with the package at its top."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    ignored = shutil.ignore_patterns("node_modules", "__pycache__")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, WORK / part, ignore=ignored)
        else:
            shutil.copyfile(ROOT / part, WORK / part)
    shutil.copytree(ROOT / "hooks" / "pledgebook", WORK / "pledgebook", ignore=ignored)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run mutmut in the copy, beside what the tests need."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    environment = os.environ | {"PYTHONPATH": str(TOOL)}
    out = None if arguments[0] == "run" else subprocess.PIPE
    return subprocess.run(command, cwd=WORK, env=environment, stdout=out, text=True, check=False)


def main(modules: list[str], workers: str) -> int:
    """Try the modules named as `records/day.py`, or all that are set in pyproject.toml; show what survives."""
    make_copy()
    names = [f"pledgebook.{module.removesuffix('.py').replace('/', '.')}.*" for module in modules]
    at_once = [] if workers == "auto" else ["--max-children", workers]
    code = run("run", *at_once, *names).returncode
    told = [line.strip() for line in run("results", "--all", "true").stdout.splitlines() if ": " in line]
    tried = [line for line in told if not line.endswith("not checked")]
    left = [line for line in tried if not line.endswith((": killed", ": timeout"))]
    for line in left:
        print(f"\n{line}")
        print(run("show", line.partition(":")[0]).stdout)
    print(f"{len(tried) - len(left)} of {len(tried)} changes were noticed.")
    return code


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="auto", help="how many changes to try at once; one for each processor")
    parser.add_argument("modules", nargs="*", help="such as records/day.py")
    given = parser.parse_args()
    sys.exit(main(given.modules, given.workers))
