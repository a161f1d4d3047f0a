"""A command that is forked does what it would do in an interpreter of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from conftest import Project

_PROGRAM = """
import json, os, sys
sys.path.insert(0, "hooks")
from pledgebook import names

print(json.dumps([hasattr(names, "LEFT"), names.__file__, os.getcwd(), os.environ.get("GIVEN"), sys.argv[1:]]), flush=True)
print("wrong", file=sys.stderr)
names.LEFT = True
sys.exit(3)
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")


def test_a_fork_is_of_the_projects_code_and_finds_nothing_that_another_has_left(tiny: Callable[..., Project]) -> None:
    project = tiny({"program.py": _PROGRAM})
    module = project.root / "hooks/pledgebook/names.py"
    for given in ("1", "2"):
        done = project.run("program.py", given, GIVEN=given)
        found, *others = done.stdout.splitlines()
        assert [False, str(module), str(project.root), given, [given]] == json.loads(found)
        assert (3, ["wrong"]) == (done.returncode, others)


def test_other_code_and_another_interpreter_are_not_for_the_server(tiny: Callable[..., Project]) -> None:
    project = tiny({"program.py": _PROGRAM})
    assert project.server
    environment = dict(project.server.interpreter)
    assert project.server.can_run(["hooks", "check"], environment)
    assert not project.server.can_run(["-c", "pass"], environment)
    assert not project.server.can_run(["hooks", "check"], {**environment, "PYTHONHASHSEED": "7"})
    with (project.root / "hooks/pledgebook/names.py").open("a", encoding="utf-8") as module:
        module.write("LEFT = 1\n")
    assert not project.server.can_run(["hooks", "check"], environment)
    assert json.loads(project.run("program.py").stdout.splitlines()[0])[0]
