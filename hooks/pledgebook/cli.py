"""The command `pledgebook`: check the records, build the site, show it.

Exit codes: 0 when all is well, 1 when something in the records must be mended, 2 when the command or the settings
cannot be used.
"""

from __future__ import annotations

import argparse
import io
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .clock import ClockError, read_today
from .problems import Level
from .project import Project, read_project, read_words
from .report import render_problem, render_summary
from .settings import CALM, SETTINGS, Settings, SettingsError, read_settings
from .words import Words

PORT = 8000
# What a shell gives for a command that was stopped by hand.
INTERRUPTED = 130
ADDRESS = f"http://127.0.0.1:{PORT}/"
_BANNERS_OFF = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the folder it is run in, or one above it, holds the site's settings."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark rather than nothing at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        settings = read_settings(_find_settings(Path.cwd()))
        catalogues = read_words(settings)
        today = read_today(os.environ)
    except (ClockError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 2
    original = catalogues[settings.codes[0]]
    parser = _parser(original, settings)
    options, rest = parser.parse_known_args(given)
    if options.verb == "check" and rest:
        parser.error(" ".join(rest))
    words = catalogues.words.get(options.lang, original)
    if options.verb == "check":
        return check(read_project(settings, today), words, strict=options.strict)
    if options.verb == "serve" and not rest and _is_taken(PORT):
        print(words.say("serve.taken", address=ADDRESS), file=sys.stderr)
        return 2
    if options.verb == "serve":
        code = _run_mkdocs(["serve", "--watch-theme", *rest], settings, calm=False)
        return 0 if code == INTERRUPTED else code
    return build(settings, words, rest)


def check(project: Project, words: Words, strict: bool = False) -> int:
    """Print every problem in the records and catalogues; 1 if any must be mended."""
    for problem in project.problems:
        print(render_problem(problem, words))
    print(render_summary(project.problems, words))
    grave = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return int(any(problem.level in grave for problem in project.problems))


def build(settings: Settings, words: Words, rest: Sequence[str]) -> int:
    """Build the site with MkDocs and say where it is, or that the last one is still there."""
    code = _run_mkdocs(["build", *rest], settings, calm=True)
    if code:
        left = (settings.root / "site").is_dir()
        print(words.say("build.failed" if left else "build.failed_first", folder="site"), file=sys.stderr)
        return code
    print(words.say("build.done", folder="site"))
    print(words.say("build.look", address=ADDRESS))
    return 0


def _run_mkdocs(arguments: Sequence[str], settings: Settings, calm: bool) -> int:
    environment = os.environ | _BANNERS_OFF | ({CALM: "1"} if calm else {})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments], cwd=settings.root, env=environment, check=False
        )
    except KeyboardInterrupt:
        return INTERRUPTED
    return done.returncode


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _find_settings(folder: Path) -> Path:
    for place in (folder, *folder.parents):
        if (place / SETTINGS).is_file():
            return place / SETTINGS
    return folder / SETTINGS


def _parser(words: Words, settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pledgebook", description=words.say("cli.description"))
    parser.add_argument("--lang", choices=settings.codes, default=settings.codes[0], help=words.say("cli.lang"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="{check,build,serve}")
    checking = verbs.add_parser("check", help=words.say("cli.check"))
    checking.add_argument("--strict", action="store_true", help=words.say("cli.strict"))
    for verb in ("build", "serve"):
        verbs.add_parser(verb, help=words.say(f"cli.{verb}"))
    return parser
