"""Finds a Chromium for the browser tests, and installs one when there is none.

Run it to get the path on standard output. Tests call `find_browser` instead, which never installs anything.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome")

# Fonts are part of it: without them text is measured with whatever the machine happens to have.
DEBIAN_PACKAGES = ("chromium", "fonts-liberation", "fonts-noto-core")

# Where Playwright keeps its own browsers, and the program inside, on Linux, macOS and Windows.
PLAYWRIGHT_FOLDERS = (
    "~/.cache/ms-playwright",
    "~/Library/Caches/ms-playwright",
    "~/AppData/Local/ms-playwright",
)
PLAYWRIGHT_PROGRAMS = (
    "chrome-linux*/chrome",
    "chrome-mac*/*.app/Contents/MacOS/*",
    "chrome-win*/chrome.exe",
)


def find_browser() -> str | None:
    """Returns the path of a Chromium that starts, or None.

    A set CHROMIUM is the only one tried: whoever names a browser does not want another one.
    """
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*COMMANDS, *_playwright_programs()]
    for candidate in candidates:
        path = shutil.which(candidate)
        if path and _starts(path):
            return path
    return None


def _playwright_programs() -> list[str]:
    # Playwright itself is not asked, since that takes seconds and it may not be installed.
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    folders = [chosen] if chosen not in ("", "0") else PLAYWRIGHT_FOLDERS
    return [
        str(program)
        for folder in folders
        for version in sorted(Path(folder).expanduser().glob("chromium-*"), key=_version_number, reverse=True)
        for pattern in PLAYWRIGHT_PROGRAMS
        for program in sorted(version.glob(pattern))
    ]


def _version_number(folder: Path) -> int:
    digits = re.search(r"\d+$", folder.name)
    return int(digits[0]) if digits else 0


def _starts(path: str) -> bool:
    # Some systems have a command that only tells how to install the browser.
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
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


def _install_with_apt() -> bool:
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    # Set on the command line, since sudo does not hand on the environment.
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return _run_quietly(*apt, "update") and _run_quietly(
        *apt, "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES
    )


def _install_with_playwright() -> bool:
    return _run_quietly(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Prints the path of a browser, installed first when need be."""
    path = find_browser()
    if path is None and (named := os.environ.get("CHROMIUM")):
        print(
            f"CHROMIUM is set to {named!r}, which is not a program that starts. "
            "Set it to the path of Chromium or Chrome, or unset it to have one found.",
            file=sys.stderr,
        )
        return 1
    if path is None:
        print("No browser for the tests was found. Installing Chromium.", file=sys.stderr)
        _install_with_apt()
        path = find_browser()
    if path is None:
        _install_with_playwright()
        path = find_browser()
    if path is None:
        print(
            "No browser for the tests could be installed. Install Chromium yourself, for example with\n"
            f"  sudo apt-get install {' '.join(DEBIAN_PACKAGES)}\n"
            "or set CHROMIUM to the path of a Chromium or Chrome that you already have.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
