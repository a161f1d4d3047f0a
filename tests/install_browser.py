"""Finds Chromium and Firefox for the browser tests, and installs what there is none of.

Run it to get their paths on standard output. Tests call `find_browser` and `find_firefox` instead, which never install
anything.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

# Chromium without what only a window needs: the same pages, for half of the processor's time.
SHELL = "chromium-headless-shell"
COMMANDS = ("chromium", "chromium-browser", "google-chrome")
FIREFOX_COMMANDS = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")

# Fonts are part of it: without them text is measured with whatever the machine happens to have.
DEBIAN_FONTS = ("fonts-liberation", "fonts-noto-core")
DEBIAN_PACKAGES = ("chromium", *DEBIAN_FONTS)
FIREFOX_PACKAGES = ("firefox-esr",)
# Set on the command line, since sudo does not hand on the environment.
APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
APT_INSTALL = ("install", "-y", "--no-install-recommends")

# Where Playwright keeps its own browsers, and the program inside, on Linux, macOS and Windows.
PLAYWRIGHT_FOLDERS = (
    "~/.cache/ms-playwright",
    "~/Library/Caches/ms-playwright",
    "~/AppData/Local/ms-playwright",
)
PLAYWRIGHT_SHELLS = ("chrome-headless-shell-*/chrome-headless-shell", "chrome-headless-shell-*/*.exe")
PLAYWRIGHT_PROGRAMS = (
    "chrome-linux*/chrome",
    "chrome-mac*/*.app/Contents/MacOS/*",
    "chrome-win*/chrome.exe",
)


def find_browser() -> str | None:
    """Returns the path of a Chromium that starts, without a window if there is such a one, or None.

    A set CHROMIUM is the only one tried: whoever names a browser does not want another one.
    """
    named = os.environ.get("CHROMIUM")
    shells = [SHELL, *_playwright_programs("chromium_headless_shell-*", PLAYWRIGHT_SHELLS)]
    candidates = [named] if named else [*shells, *COMMANDS, *_playwright_programs("chromium-*", PLAYWRIGHT_PROGRAMS)]
    for candidate in candidates:
        path = shutil.which(candidate)
        if path and _starts(path):
            return path
    return None


def find_firefox() -> str | None:
    """Returns the path of a Firefox that starts, or None; a set FIREFOX is the only one tried.

    Playwright's own is not looked for, since it is changed and speaks another language than Firefox does.
    """
    named = os.environ.get("FIREFOX")
    for candidate in [named] if named else FIREFOX_COMMANDS:
        path = shutil.which(candidate)
        if path and _starts(path):
            return path
    return None


def _playwright_programs(name: str, programs: Iterable[str]) -> list[str]:
    # Playwright itself is not asked, since that takes seconds and it may not be installed.
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    folders = [chosen] if chosen not in ("", "0") else PLAYWRIGHT_FOLDERS
    return [
        str(program)
        for folder in folders
        for version in sorted(Path(folder).expanduser().glob(name), key=_version_number, reverse=True)
        for pattern in programs
        for program in sorted(version.glob(pattern))
    ]


def _version_number(folder: Path) -> int:
    digits = re.search(r"\d+$", folder.name)
    return int(digits[0]) if digits else 0


def _starts(path: str) -> bool:
    # Some systems have a command that only tells how to install the browser.
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _run_quietly(*command: str) -> bool:
    """Shows what the command said only when it fails."""
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        print(f"{command[0]}: {error}", file=sys.stderr)
        return False
    if done.returncode != 0:
        print(f"This failed: {' '.join(command)}\n{done.stdout}", file=sys.stderr)
    return done.returncode == 0


def _root_prefix() -> list[str] | None:
    """Returns what to put before a command to run it as root, or None when that cannot be done."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if allowed.returncode == 0:
            return ["sudo", "-n"]
    return None


def _install_with_apt(packages: Iterable[str]) -> bool:
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    return _run_quietly(*prefix, *APT, "update") and _run_quietly(*prefix, *APT, *APT_INSTALL, *packages)


def _install_with_playwright() -> bool:
    return _run_quietly(sys.executable, "-m", "playwright", "install", "chromium")


def _install_chromium() -> str | None:
    print("No browser for the tests was found. Installing Chromium.", file=sys.stderr)
    if not _install_with_apt((SHELL, *DEBIAN_FONTS)):
        _install_with_apt(DEBIAN_PACKAGES)
    path = find_browser()
    if path is None:
        _install_with_playwright()
        path = find_browser()
    return path


def _add_shell() -> None:
    """Adds Debian's own beside its whole Chromium, in the same version; without it, that one does as well."""
    prefix, named = _root_prefix(), os.environ.get("CHROMIUM")
    if named or prefix is None or shutil.which(SHELL) or not (shutil.which("chromium") and shutil.which("dpkg-query")):
        return
    asked = ["dpkg-query", "--show", "--showformat=${Version}", "chromium"]
    version = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    if version:
        subprocess.run([*prefix, *APT, *APT_INSTALL, f"{SHELL}={version}"], capture_output=True, check=False)


def _install_firefox() -> str | None:
    print("No Firefox for the tests was found. Installing it.", file=sys.stderr)
    _install_with_apt(FIREFOX_PACKAGES)
    return find_firefox()


def _provide(
    name: str, variable: str, find: Callable[[], str | None], install: Callable[[], str | None], packages: Iterable[str]
) -> str | None:
    """Returns the path of a browser, installed first when need be, or None after having said what to do."""
    path = find()
    if path is None and (named := os.environ.get(variable)):
        print(
            f"{variable} is set to {named!r}, which is not a program that starts. "
            f"Set it to the path of {name}, or unset it to have one found.",
            file=sys.stderr,
        )
        return None
    path = path or install()
    if path is None:
        print(
            f"{name} could not be installed for the tests. Install it yourself, for example with\n"
            f"  sudo apt-get install {' '.join(packages)}\n"
            f"or set {variable} to the path of one that you already have.",
            file=sys.stderr,
        )
    return path


def main() -> int:
    """Prints the paths of the browsers, installed first when need be."""
    _add_shell()
    paths = [
        _provide("Chromium or Chrome", "CHROMIUM", find_browser, _install_chromium, DEBIAN_PACKAGES),
        _provide("Firefox", "FIREFOX", find_firefox, _install_firefox, FIREFOX_PACKAGES),
    ]
    print(*filter(None, paths), sep="\n")
    return 0 if all(paths) else 1


if __name__ == "__main__":
    sys.exit(main())
