"""The engine can be replaced: only the room `adapter` knows MkDocs, also when the others run (`lint-imports` reads them)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOOKS = Path(__file__).parents[2] / "hooks"
ADAPTER = HOOKS / "pledgebook" / "adapter"
MODULES = sorted(path for path in (HOOKS / "pledgebook").rglob("*.py") if ADAPTER not in path.parents)


def name_of(path: Path) -> str:
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_importing_the_core_does_not_load_mkdocs() -> None:
    names = ", ".join(name_of(path) for path in MODULES)
    script = f"import sys, {names}\nprint(sorted(name for name in sys.modules if name.partition('.')[0] == 'mkdocs'))"
    done = subprocess.run([sys.executable, "-c", script], cwd=HOOKS, capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
