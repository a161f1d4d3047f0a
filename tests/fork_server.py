"""Fork server: a Python process that has loaded the engine, and starts a command as a process of its own each time.

To load the engine takes longer than most commands on a small project. Each command is a fork, so that none of them
finds anything that another has left in memory. The code is that of the project, at the project's path: where the
project has other code, and where the interpreter itself is to be started otherwise, the command is not for the server.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOOKS = "hooks"
# Beside the engine itself, what its site is built with; the engine does not import it.
_BUILDERS = ("mkdocs.__main__", "mkdocs_static_i18n.plugin")


@dataclass(frozen=True)
class ForkServer:
    """A server of one project folder, in which projects of the same code may lie one after the other.

    Attributes:
        root: the folder.
        process: the server.
        code: the code that has been loaded.
        interpreter: the environment's variables that Python has been started with.
    """

    root: Path
    process: subprocess.Popen[str]
    code: Mapping[str, tuple[int, int]]
    interpreter: Mapping[str, str]

    def can_run(self, command: Sequence[str], environment: Mapping[str, str]) -> bool:
        """Whether a command would do the same as a fork: it is a program or a module, and loads the same code."""
        is_file = command[0] in (HOOKS, "-m") or command[0].endswith(".py")
        is_same = self.interpreter == _list_interpreter(environment) and self.code == _list_code(self.root)
        return is_file and is_same

    def run(self, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder; all that it says is in `stdout`."""
        assert self.process.stdin
        assert self.process.stdout
        output = self.root.with_name("said")
        output.unlink(missing_ok=True)
        order = {"command": command, "environment": dict(environment), "output": str(output)}
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        code = self.process.stdout.readline()
        assert code, "the fork server has ended"
        return subprocess.CompletedProcess([*command], int(code), output.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End the server, with a command that it may still be waiting for when somebody stops the tests."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def start_server(root: Path) -> ForkServer:
    """Start a server for a folder, in which there is a project."""
    environment = os.environ | {"PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, __file__, root],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Whoever stops the tests by hand stops what gives it orders.
        start_new_session=True,
    )
    assert process.stdout
    assert "ready\n" == process.stdout.readline()
    return ForkServer(root, process, _list_code(root), _list_interpreter(environment))


def _list_interpreter(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}


def _list_code(root: Path) -> dict[str, tuple[int, int]]:
    """The files of a project's code, with what tells whether they have been changed."""
    paths = [path for path in (root / HOOKS).rglob("*") if "__pycache__" not in path.parts and path.is_file()]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def _load(root: Path) -> None:
    # The folder of this file is not on the path of a command.
    sys.path[0] = str(root / HOOKS)
    package = importlib.import_module("pledgebook")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    for name in _BUILDERS:
        importlib.import_module(name)
    del sys.path[0]
    gc.collect()
    gc.freeze()


def _serve() -> list[str]:
    """Fork for each command that is asked for; a fork leaves with its command, and the server with nothing."""
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            _become(order["environment"], order["output"])
            return list(order["command"])
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return []


def _become(environment: dict[str, str], output: str) -> None:
    """Take the place that a process would have been started in."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(sys.argv[1])
    importlib.invalidate_caches()
    for stream, place, flags in ((0, os.devnull, os.O_RDONLY), (1, output, os.O_WRONLY | os.O_CREAT)):
        opened = os.open(place, flags)
        os.dup2(opened, stream)
        os.close(opened)
    os.dup2(1, 2)


def _run(command: list[str]) -> None:
    if command[0] == "-m":
        sys.argv = command[1:]
        sys.path.insert(0, str(Path.cwd()))
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = command
        if Path(command[0]).is_file():
            # As for any program that is a file; a folder of code is put there anyway.
            sys.path.insert(0, str(Path(command[0]).parent.absolute()))
        runpy.run_path(command[0], run_name="__main__")


if __name__ == "__main__":
    _load(Path(sys.argv[1]))
    if asked := _serve():
        _run(asked)
