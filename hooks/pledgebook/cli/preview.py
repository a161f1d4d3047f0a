"""Preview: serves the site on this machine and builds it anew whenever a file changes."""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import threading
import time
import webbrowser
from collections.abc import Set
from functools import partial
from pathlib import Path

from ..authoring.context import Context
from ..authoring.form.app import ROOT as FORM
from ..authoring.preview.builds import Builder, BuildRequest, BuildResult
from ..authoring.preview.changes import await_change, list_changed, take_snapshot
from ..authoring.preview.panel import render_lines, render_panel
from ..authoring.preview.routes import Handler
from ..authoring.preview.server import LiveServer
from ..authoring.refusal import Refusal
from ..config import SETTINGS
from ..i18n.po import Words
from ..reporting.source_lines import SourceLines
from .engine import PORT, is_taken
from .exit_codes import EXIT_OK
from .parser import Argument

# When one of these changes, the process that builds is started anew.
_PROGRAMS = (".py", SETTINGS)
_PORT = re.compile(r"[0-9]{1,5}")
_LAST_PORT = 65535


def _read_port(words: Words, text: str) -> int:
    if not _PORT.fullmatch(text) or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(words.gettext("serve.port", found=text, last=str(_LAST_PORT)))
    return int(text)


PORT_ARGUMENT = Argument("--port", "cli.serve.port", _read_port, default=PORT)


def run_preview(port: int, context: Context, form: Handler | None = None, *, opens: bool = False) -> int:
    """Serve the site until it is stopped by hand, and the form beside it if something answers for it; the exit code.

    Args:
        port: a port of this machine; 0 is any that is free.
        context: the project, the words and the day.
        form: what answers for the form.
        opens: whether the browser is asked to open the form.
    """
    words = context.words
    try:
        routes = {FORM: form} if form else {}
        title, remark = words.gettext("live.none"), words.gettext("live.none.remark")
        server = None if is_taken(port) else LiveServer(port, words.language, title, routes, remark)
    except (OSError, OverflowError):
        server = None
    if server is None:
        raise Refusal(words.gettext("serve.taken", address=f"http://127.0.0.1:{port}/"), is_misuse=True)
    builder = Builder()
    try:
        with server, tempfile.TemporaryDirectory(prefix="pledgebook-", ignore_cleanup_errors=True) as folder:
            _print(words.gettext("serve.starts"))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            if form:
                address = f"{server.address.rstrip('/')}{FORM}"
                _print(words.gettext("form.address", address=address))
                if opens:
                    webbrowser.open(address)
            _follow(server, builder, Path(folder), context)
    except KeyboardInterrupt:
        # The terminal has just shown ^C on the same line.
        _print("")
    finally:
        builder.stop()
    return EXIT_OK


def _follow(server: LiveServer, builder: Builder, folder: Path, context: Context) -> None:
    """Build at each change, for ever; a build that fails leaves the last whole site.

    One that is broken off has shown the pages that are open, and they stay until a later one shows its own.
    """
    settings, words = context.settings, context.words
    watched = settings.sources
    snapshot = take_snapshot(watched)
    last: Path | None = None
    broken_off: Path | None = None
    printed: list[str] = []
    number = 0
    while True:
        number += 1
        started = time.perf_counter()
        target = folder / str(number)
        opened = server.list_opened()
        request = BuildRequest(settings.root / SETTINGS, target, server.address, opened, watched, snapshot)
        result = builder.build(request, partial(server.show_early, target))
        result = result or BuildResult(False, log_lines=(words.gettext("serve.ended"),))
        if result.is_broken_off:
            broken_off = target
        else:
            done, broken_off = (target, None) if result.is_whole else (last, broken_off)
            panel = render_panel(result, words, SourceLines(settings.root), is_first=done is None)
            server.show(done, panel, broken_off)
            seconds = time.perf_counter() - started
            printed = _print_result(result, printed, seconds, last is None, server.address, context)
            last = done
        _clear(folder, {last, broken_off})
        # What has broken a build off may be as it was before by now, and its site is still to be made.
        before, snapshot = snapshot, await_change(watched, {} if result.is_broken_off else snapshot)
        if any(path.endswith(_PROGRAMS) for path in list_changed(before, snapshot)):
            builder.stop()


def _clear(folder: Path, shown: Set[Path | None]) -> None:
    """Take away the sites that are no longer shown."""
    for path in folder.iterdir():
        if path not in shown:
            shutil.rmtree(path, ignore_errors=True)


def _print_result(
    result: BuildResult, printed: list[str], seconds: float, is_first: bool, address: str, context: Context
) -> list[str]:
    """Print what came of a build; what was said of the one before it and still holds is not said again."""
    words = context.words
    lines = render_lines(result, words, SourceLines(context.settings.root))
    if lines != printed or not result.is_whole:
        for line in lines:
            _print(line)
    if not result.is_whole:
        _print(words.gettext("serve.waits", address=address) if is_first else words.gettext("serve.kept"))
    elif is_first:
        _print(words.gettext("serve.address", address=address))
    else:
        _print(words.gettext("serve.updated", seconds=words.number(round(seconds, 1))))
    return lines


def _print(line: str) -> None:
    # Also where the output goes to another program, which would otherwise hear of it much later.
    print(line, flush=True)
