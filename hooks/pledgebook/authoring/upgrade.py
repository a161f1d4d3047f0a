"""Upgrade: records that were written for an earlier version of the model, written as the program's has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from ..config import RECORDS
from ..files.atomic import Transaction, read_if_there
from ..files.engine_lock import ENGINE_WHEELS, LOCK, render_engine_lock
from ..files.resources import IS_INSTALLED
from ..files.tree import Files
from ..files.version import find_version
from ..model.paths import RecordFile
from ..records.model_version import (
    MODEL_FILE,
    STEPS,
    ModelStep,
    check_model_version,
    read_model_version,
    render_model_version,
)
from ..yaml.reader import decode
from .context import Context
from .engine_files import make_engine_files
from .outcome import Outcome
from .refusal import refuse_unwritable


def upgrade(
    context: Context,
    steps: Sequence[ModelStep] = STEPS,
    make_engine: Callable[[], Files] | None = make_engine_files if IS_INSTALLED else None,
) -> Outcome:
    """Write records as the program's version of the model has them, and keep the engine that runs as the site's.

    Args:
        context: the project.
        steps: from each version of the model to the next, the first from 1 to 2.
        make_engine: gives the engine as a site keeps it; nothing where the engine is developed.

    Raises:
        Refusal: the records are of a later version, or a file cannot be read or changed by itself.
        OSError: a file cannot be written. Every file is then as it was.
    """
    root, say = context.settings.root, context.words
    version, problems = read_model_version(root)
    context.refuse_errors(problems)
    if version > 1 + len(steps):
        context.refuse_errors(check_model_version(root, 1 + len(steps)))
    before = _read_records(context)
    after, said = dict(before), []
    for number, step in enumerate(steps[version - 1 :], version + 1):
        lines = []
        for path, text in after.items():
            with refuse_unwritable(say, "upgrade.by_hand", path=path):
                after[path] = step.change(path, text)
            changed = _count_lines(text, after[path])
            lines += [say.ngettext("upgrade.file", changed, path=path)] if changed else []
        said.append("\n".join([say.gettext("upgrade.step", model=str(number), what=say.gettext(step.key)), *lines]))
    texts = {path: (before[path].encode(), text.encode()) for path, text in after.items() if text != before[path]}
    wheels = sorted((root / ENGINE_WHEELS).glob("*.whl")) if make_engine else []
    kept = _find_kept(wheels, root)
    engine = make_engine() if make_engine and not kept else {}
    with Transaction() as files:
        for path, (old, new) in texts.items():
            files.write(root / path, new, old)
        if steps[version - 1 :]:
            files.write(root / RECORDS / MODEL_FILE, render_model_version(1 + len(steps)).encode())
        # The wheels that a lock names are there before it and go after it, so that a site can be built at any time.
        for name, data in engine.items():
            files.write(root / name, data)
            said.append(say.gettext("schema.written", path=name))
        for wheel in wheels:
            if wheel != kept and (name := f"{ENGINE_WHEELS}/{wheel.name}") not in engine:
                files.remove(wheel)
                said.append(say.gettext("upgrade.removed", path=name))
    return Outcome((*said, say.gettext("upgrade.done" if said else "upgrade.already")))


def _read_records(context: Context) -> dict[str, str]:
    """The texts of all files that a step may change, by path in the project."""
    found, root = {}, context.settings.root
    for path in sorted((root / RECORDS).rglob("*")):
        name = path.relative_to(root).as_posix()
        is_shared = path.parent == root / RECORDS and path.suffix == ".yml" and path.name != MODEL_FILE
        if path.is_file() and (is_shared or RecordFile.parse(name)):
            found[name], problems = decode(path.read_bytes(), name)
            context.refuse_errors(problems)
    return found


def _count_lines(before: str, after: str) -> int:
    """How many lines are another's or new, or were taken away."""
    steps = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    return sum(max(step[2] - step[1], step[4] - step[3]) for step in steps if step[0] != "equal")


def _find_kept(wheels: Iterable[Path], root: Path) -> Path | None:
    """The site's wheel of the engine that runs, if its lock names it."""
    lock = (read_if_there(root / LOCK) or b"").decode(errors="replace")
    own = (path for path in wheels if f"-{find_version()}-" in path.name)
    return next((path for path in own if render_engine_lock(path.name, path.read_bytes()) == lock), None)
