"""Whatever can be found has words, in every language, and no words wait for what nobody finds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from core.conftest import LANGUAGES
from core.i18n.test_catalogue import HOOKS, constants, find_all_codes
from pledgebook.archive.verify.packages import PackageKind
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language

ROOM = HOOKS / "archive/verify"
WARNINGS = {"published_unrecorded", "published_old", "published_original", "published_notes_left"}


def list_calls(*names: str) -> Iterator[ast.Call]:
    for path in [*ROOM.glob("*.py"), HOOKS / "cli/verify.py", HOOKS / "archive/signature.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in names:
                    yield node


def list_faults() -> Iterator[str]:
    """The second word of each fault."""
    for call in list_calls("Finding"):
        yield from constants(call.args[1]) if len(call.args) > 1 else ()
    for call in list_calls("SignatureError", "ToolMissingError"):
        yield from constants(call.args[0])
    # Every error of what has been published is one of a package too.
    yield from {code for code in find_all_codes() if code.startswith("published_")} - WARNINGS
    yield from ("published_unlisted", "published_short", "published_replaced", "published_missing")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words(catalogues: Catalogues, language: Language) -> None:
    faults = set(list_faults())
    assert len(faults) > 25
    known = {key.removeprefix("verify.fault.") for key in catalogues[language].keys("verify.fault.")}
    assert faults == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_package_has_words(catalogues: Catalogues, language: Language) -> None:
    known = {key.removeprefix("verify.kind.") for key in catalogues[language].keys("verify.kind.")}
    assert {kind.value for kind in PackageKind} == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_words(catalogues: Catalogues, language: Language) -> None:
    known = {key.removeprefix("verify.cause.") for key in catalogues[language].keys("verify.cause.")}
    tree = ast.parse((ROOM / "causes.py").read_text(encoding="utf-8"))
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    single = {code for code in known if not code.startswith("many_")}
    assert single <= told
    assert known - single == {f"many_{code}" for code in ("changed", "missing", "unlisted", "stray", "empty", "name")}
