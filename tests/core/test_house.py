"""What holds for every module of the package, in whatever room it stands."""

from __future__ import annotations

import ast
import functools
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from core.i18n.test_catalogue import HOOKS

LONGEST = 350
FLAT = 8
MODULES = {path.relative_to(HOOKS).as_posix(): path for path in sorted(HOOKS.rglob("*.py"))}

# What changes the disk: methods of paths, and functions of modules.
_METHODS = {"write_text", "write_bytes", "mkdir", "touch", "rename", "unlink", "rmdir", "symlink_to", "hardlink_to"}
_FUNCTIONS = {
    "os": {"replace", "rename", "remove", "unlink", "mkdir", "makedirs", "rmdir", "symlink", "link", "write"},
    "shutil": {"rmtree", "copy", "copy2", "copyfile", "copytree", "move"},
}
# Functions that change the disk under another name, and why.
OTHERWISE = {
    "authoring/redaction.py: _clear_builds": "deletes what redacted words may stand in",
    "cli/preview.py: _clear": "takes away a build that is shown no more",
    "files/atomic.py: Staging.clear": "takes away what did not come to be",
    "files/atomic.py: Staging.publish": "puts a folder that is whole in its place",
    "files/atomic.py: Transaction.remove": "takes a file away, and puts it back when something fails",
    "files/atomic.py: Transaction.__exit__": "puts files back as they were",
    "files/cache.py: ContentCache._delete": "deletes what nobody asks for, or should not have been kept",
    "files/process_pool.py: _end_with_parent": "takes away the temporary folder of a process that has been killed",
}


# Read by the one process that these tests run in, and not by each that collects them.
@functools.cache
def parse_modules() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


@functools.cache
def list_all_functions() -> list[Function]:
    return [item for module, tree in parse_modules().items() for item in list_functions(module, tree)]


def test_no_two_classes_have_one_name() -> None:
    names = [
        node.name for tree in parse_modules().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    assert [] == [name for name, count in Counter(names).items() if count > 1]


def test_no_module_is_too_long_to_be_read_at_a_sitting() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {} == {name: length for name, length in lengths.items() if length > LONGEST}


def test_most_modules_stand_in_a_room() -> None:
    assert len([name for name in MODULES if "/" not in name]) <= FLAT


def test_write_is_the_only_verb_that_changes_the_disk() -> None:
    """A function that does so itself is called `write_…`, but for what it does in a temporary folder of its own."""
    found = {str(item) for item in list_all_functions() if item.changes_disk and not item.is_write}
    assert set(OTHERWISE) == found


def test_what_is_called_write_changes_the_disk() -> None:
    """By itself, or by something else of that name."""
    idle = [item for item in list_all_functions() if item.is_write and not item.changes_disk]
    writing = {item.target(item.name) for item in list_all_functions() if item.is_write and item.changes_disk}
    while more := [item for item in idle if any(item.target(find_name(call)) in writing for call in item.calls)]:
        writing |= {item.target(item.name) for item in more}
        idle = [item for item in idle if item not in more]
    assert [] == [str(item) for item in idle]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("path.write_text(text)", True),
        ("path.open('x')", True),
        ("open(path, mode='wb')", True),
        ("beside.replace(path)", True),
        ("os.replace(beside, path)", True),
        ("shutil.rmtree(folder)", True),
        ("path.open()", False),
        ("tarfile.open(fileobj=target, mode='w')", False),
        ("text.replace(old, new)", False),
        ("day.replace(year=2027)", False),
        ("super().copyfile(source, target)", False),
    ],
)
def test_what_changes_the_disk_is_seen(code: str, expected: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert expected == changes_disk(call)


class Function(NamedTuple):
    """A function or method, by its module and its name in it, with what it calls."""

    module: str
    place: str
    calls: list[ast.Call]

    def __str__(self) -> str:
        return f"{self.module}: {self.place}"

    @property
    def name(self) -> str:
        return self.place.rpartition(".")[2]

    @property
    def is_write(self) -> bool:
        return self.name.lstrip("_").partition("_")[0] == "write"

    @property
    def changes_disk(self) -> bool:
        """What is in a temporary folder is gone when the function ends."""
        is_scratch = any(find_name(call) == "TemporaryDirectory" for call in self.calls)
        return not is_scratch and any(map(changes_disk, self.calls))

    def target(self, name: str) -> str:
        """What a name means in the function: a private one stays in its module."""
        return f"{self.module}: {name}" if name.startswith("_") else name


def list_functions(module: str, parent: ast.AST, place: str = "") -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.FunctionDef):
            yield Function(module, f"{place}{node.name}", list(_list_calls(node)))
        inner = f"{place}{node.name}." if isinstance(node, ast.FunctionDef | ast.ClassDef) else place
        yield from list_functions(module, node, inner)


def _list_calls(function: ast.AST) -> Iterator[ast.Call]:
    """The calls in a function, but for those in functions inside it."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _list_calls(node)


def find_name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def changes_disk(call: ast.Call) -> bool:
    name, module = find_name(call), ""
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        module = call.func.value.id
    if module in _FUNCTIONS:
        return name in _FUNCTIONS[module]
    if name == "open":
        given = [*call.args, *(item.value for item in call.keywords if item.arg == "mode")]
        modes = [str(value.value) for value in given if isinstance(value, ast.Constant)]
        is_file = all(item.arg != "fileobj" for item in call.keywords)
        return is_file and any(set("wax+") & set(mode) for mode in modes)
    # `Path.replace` takes one argument, and `str.replace` two.
    is_replaced = name == "replace" and isinstance(call.func, ast.Attribute) and len(call.args) == 1
    return name in _METHODS or (is_replaced and not call.keywords)
