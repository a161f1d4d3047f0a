"""Serves the last whole site on this machine, and tells the pages that are open of the next one and of problems.

Each page gets, on its way out, a place for problems and a script file of its own that listens for events (HTML, Server-
sent events). Both come from the site's own address, so the policy that the page carries holds here too.
"""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import os
import threading
import time
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..form.app import MAX_BYTES, FormApp, FormResponse
from ..form.app import ROOT as FORM

# Addresses that are the preview's own; no page of a site begins with a full stop.
ROOT = "/.live/"
_PAGES = ("index.html", "404.html")
_EVENTS = f"{ROOT}events"
_ASSETS = Path(__file__).parent / "assets"
_PLACE = Markup(
    '<div class="pb-live" role="status" lang="{language}">{panel}</div>'
    '<link rel="stylesheet" href="{root}live.css">'
    '<script src="{root}live.js" data-events="{root}events" data-version="{version}" data-state="{state}" defer>'
    "</script>"
)
_BARE = Markup(
    '<!doctype html><html lang="{language}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
    "<title>{title}</title><body><main><h1>{title}</h1></main></body></html>"
)
# How long an open page is left without a word, after which a closed one is noticed.
_SILENCE = 10.0


@dataclass(frozen=True, slots=True)
class PreviewState:
    """What the browser is to show.

    Attributes:
        folder: the last whole site, or nothing when there has been none.
        version: names that site.
        panel: the problems that stop the next one, or nothing.
        state: names all of this.
    """

    folder: Path | None
    version: str
    panel: Markup
    state: str


class LiveServer(http.server.ThreadingHTTPServer):
    """The server; it has nothing to show until it is told."""

    daemon_threads = True
    # On Windows this would let two programs have the same address.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, language: str, title: str, desk: FormApp | None = None) -> None:
        """Take the port, and answer nothing yet.

        Args:
            port: a port of this machine; 0 is any that is free.
            language: the language of the panel.
            title: what a page is called when there is no site.
            desk: answers for the form, if there is one.

        Raises:
            OSError: the port is taken.
        """
        super().__init__(("127.0.0.1", port), _Handler)
        self.language = language
        self.title = title
        self.desk = desk
        self._news = threading.Condition()
        self._shown = PreviewState(None, "", Markup(), "")

    @property
    def host(self) -> str:
        """What a browser calls this server."""
        return f"127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://{self.host}/"

    @property
    def shown(self) -> PreviewState:
        """What the browser is to show now."""
        with self._news:
            return self._shown

    def show(self, folder: Path | None, panel: Markup) -> None:
        """Show a site, with what stops the next one; pages that are open are told."""
        # A name that no earlier run has given: the pages of that one may still be open.
        state = str(time.time_ns())
        with self._news:
            version = self._shown.version if folder == self._shown.folder else state
            self._shown = PreviewState(folder, version, panel, state)
            self._news.notify_all()

    def await_news(self, state: str) -> PreviewState | None:
        """What is shown, as soon as it is something else than a state; nothing after a while of silence."""
        with self._news:
            has_news = self._news.wait_for(lambda: self._shown.state != state, timeout=_SILENCE)
            return self._shown if has_news else None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle of an answer is no error."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: LiveServer
    # Windows keeps its own list of kinds, which other programs write in.
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".xml": "application/xml",
    }

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == _EVENTS:
            self._tell_news()
        elif path.startswith(FORM) and self.server.desk:
            self._send_answer(self.server.desk.get(path, self.headers.get("Host", ""), self.server.host))
        else:
            super().do_GET()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.server.desk is None or not length.isdigit() or int(length) > MAX_BYTES:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        headers = {name: self.headers.get(name, "") for name in ("Host", "Origin", "Content-Type")}
        self._send_answer(self.server.desk.post(self.path, headers, self.rfile.read(int(length)), self.server.host))

    def _send_answer(self, answer: FormResponse) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(answer.body)

    def send_head(self) -> Any:
        path = self.path.partition("?")[0]
        shown = self.server.shown
        if path.startswith(ROOT):
            self.directory, self.path = str(_ASSETS), path.removeprefix(ROOT.rstrip("/"))
            return super().send_head()
        if shown.folder is None:
            page = _BARE.format(language=self.server.language, title=self.server.title)
            return self._send_page(page, HTTPStatus.SERVICE_UNAVAILABLE, shown)
        self.directory = str(shown.folder)
        file = Path(self.translate_path(self.path))
        if file.is_dir() and path.endswith("/"):
            file /= "index.html"
        status = HTTPStatus.OK
        if not file.exists():
            file, status = shown.folder / "404.html", HTTPStatus.NOT_FOUND
        # A record in one file is shown as it is.
        if file.name not in _PAGES or not file.is_file():
            return super().send_head()
        return self._send_page(file.read_text(encoding="utf-8"), status, shown)

    def _send_page(self, page: str, status: HTTPStatus, shown: PreviewState) -> io.BytesIO:
        language = self.server.language
        place = str(_PLACE.format(root=ROOT, language=language, **asdict(shown)))
        before, end, after = page.rpartition("</body>")
        body = (before + place + end + after if end else page + place).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def _tell_news(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        state = ""
        while True:
            shown = self.server.await_news(state)
            if shown:
                state = shown.state
                values = {"version": shown.version, "state": shown.state, "panel": shown.panel}
                text = f"data: {json.dumps(values)}\n\n"
            else:
                text = ":\n\n"
            self.wfile.write(text.encode())

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, *arguments: object) -> None:
        pass
