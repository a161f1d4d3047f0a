"""A command that is forked does what it would do in an interpreter of its own."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import Project, write_tiny
from fork_server import start_server

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


def test_a_fork_looks_for_modules_where_a_program_of_its_own_does(tiny: Callable[..., Project]) -> None:
    project = tiny({"program.py": "import json, sys; print(json.dumps(sys.path))"})
    assert project.server
    assert json.loads(project.run("program.py").stdout) == json.loads(Project(project.root).run("program.py").stdout)


def test_a_server_that_is_stopped_takes_a_command_that_hangs_along(tmp_path: Path) -> None:
    program = "import pathlib, signal; pathlib.Path('begun').touch(); signal.pause()"
    project = write_tiny(tmp_path / "project", {"program.py": program})
    server = start_server(project.root)
    with ThreadPoolExecutor() as executor:
        asked = executor.submit(server.run, ["program.py"], os.environ)
        while not (project.root / "begun").exists():
            assert not asked.done(), asked.result()
            time.sleep(0.01)
        server.stop()
        with pytest.raises(AssertionError, match="has ended"):
            asked.result()
