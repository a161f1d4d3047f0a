"""The engine can be replaced: only the package `adapter` knows MkDocs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[2] / "hooks"
ADAPTER = HOOKS / "pledgebook" / "adapter"
MODULES = sorted(path for path in (HOOKS / "pledgebook").rglob("*.py") if ADAPTER not in path.parents)


def name_of(path: Path) -> str:
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


def test_importing_the_core_does_not_load_mkdocs() -> None:
    names = ", ".join(name_of(path) for path in MODULES)
    script = f"import sys, {names}\nprint(sorted(name for name in sys.modules if name.partition('.')[0] == 'mkdocs'))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=HOOKS, capture_output=True, text=True, check=True, timeout=60
    )
    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_but_the_adapter_imports_the_engine_or_its_plugins(path: Path) -> None:
    assert set() == imported(path) & {"mkdocs", "material", "mkdocs_static_i18n", "properdocs"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_of_the_core_imports_the_adapter(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    relative = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.level]
    named = {name for node in relative for name in (node.module or "").split(".")}
    named |= {alias.name for node in relative for alias in node.names}
    assert "adapter" not in named
