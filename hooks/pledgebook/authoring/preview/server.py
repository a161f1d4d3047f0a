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
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from ...files.formats import find_format
from ...names import Language
from .builds import EarlyPage
from .routes import Handler, Request

# Addresses that are the preview's own; no page of a site begins with a full stop.
ROOT = "/.live/"
_PAGES = ("index.html", "404.html")
_EVENTS = f"{ROOT}events"
_ASSETS = Path(__file__).parent / "assets"
_PLACE = Markup(
    '<div class="pb-live" role="status" lang="{language}">{panel}</div>'
    '<link rel="stylesheet" href="{root}live.css">'
    '<script src="{root}live.js" data-events="{root}events?{address}" data-version="{version}" data-state="{state}"'
    " defer></script>"
)
_BARE = Markup(
    '<!doctype html><html lang="{language}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
    '<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{root}live.css">'
    '<body class="pb-wait"><main><h1>{title}</h1><p>{remark}</p></main></body></html>'
)
# What a browser may call this machine. Any other name has been made to lead here, by a page from elsewhere that wants
# to read what only this machine can (DNS rebinding).
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT = 80
# More than any record may hold.
MAX_BYTES = 4_000_000
_LENGTH = re.compile(r"[0-9]{1,9}")
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


@dataclass(frozen=True, slots=True)
class EarlySite:
    """A site that is still being made, or was broken off, of which some pages are shown already.

    Attributes:
        state: what the browser is to show of it.
        pages: the HTML of those pages, by address.
        files: what else is there, by path from its folder.
        is_left: whether nothing more is made of it, so that nobody waits for the rest.
    """

    state: PreviewState
    pages: Mapping[str, str]
    files: frozenset[str]
    is_left: bool = False


class LiveServer(http.server.ThreadingHTTPServer):
    """The server; it has nothing to show until it is told."""

    daemon_threads = True
    # A browser with many tabs asks for much at once.
    request_queue_size = 128
    # On Windows this would let two programs have the same address.
    allow_reuse_address = os.name == "posix"

    def __init__(
        self,
        port: int,
        language: Language,
        title: str,
        routes: Mapping[str, Handler] | None = None,
        remark: str = "",
    ) -> None:
        """Take the port, and answer nothing yet.

        Args:
            port: a port of this machine; 0 is any that is free.
            language: the language of the panel.
            title: what a page is called when there is no site.
            routes: what answers for paths that begin so, beside the site.
            remark: what else is said as long as there is no site.

        Raises:
            OSError: the port is taken.
        """
        super().__init__((_NAMES[0], port), _RequestHandler)
        self.language = language
        self.title = title
        self.remark = remark
        self.routes = dict(routes or {})
        self._news = threading.Condition()
        self._shown = PreviewState(None, "", Markup(), "")
        self._early: EarlySite | None = None
        # The addresses of the pages that listen, the one that was opened last at the end.
        self._opened: list[str] = []

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a browser may call this server: the values of `Host` that are answered."""
        bare = _NAMES if self.server_port == _HTTP_PORT else ()
        return (*(f"{name}:{self.server_port}" for name in _NAMES), *bare)

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://{self.hosts[0]}/"

    def find_handler(self, path: str) -> Handler | None:
        """What answers for a path instead of the site."""
        return next((handle for start, handle in self.routes.items() if path.startswith(start)), None)

    def find_page(self, address: str) -> tuple[PreviewState, str | None]:
        """What the browser is to show at an address, and the page there where the rest of its site is still being made.

        Whoever asks for what is not there yet waits for it; a build that begins meanwhile makes it before the others.
        """
        with self._news, self.follow(address):
            self._news.wait_for(lambda: self._early is None or self._early.is_left or self._is_early(address))
            early = self._early if self._is_early(address) else None
            return (early.state, early.pages.get(address)) if early else (self._shown, None)

    def _is_early(self, address: str) -> bool:
        early = self._early
        return early is not None and (address in early.pages or unquote(address).lstrip("/") in early.files)

    def show_early(self, folder: Path, page: EarlyPage) -> None:
        """Show a page of a site that is still being made in a folder, where it is open."""
        with self._news:
            early = self._early
            if early is None or early.state.folder != folder:
                # A name that no earlier run has given: the pages of that one may still be open.
                name = str(time.time_ns())
                early = EarlySite(PreviewState(folder, name, Markup(), name), {}, page.files)
            self._early = EarlySite(early.state, {**early.pages, page.address: page.html}, page.files)
            self._news.notify_all()

    def show(self, folder: Path | None, panel: Markup, broken_off: Path | None = None) -> None:
        """Show a site, with what stops the next one; pages of a later one that was `broken_off` stay. All are told."""
        state = str(time.time_ns())
        with self._news:
            early, self._early = self._early, None
            if early and early.state.folder == broken_off:
                self._early = replace(early, state=replace(early.state, panel=panel, state=state), is_left=True)
            before = next(
                (it for it in (early.state if early else None, self._shown) if it and it.folder == folder), None
            )
            self._shown = PreviewState(folder, before.version if before else state, panel, state)
            self._news.notify_all()

    def list_opened(self) -> tuple[str, ...]:
        """The addresses of the pages that are open, the one that was opened last first."""
        with self._news:
            return tuple(dict.fromkeys(reversed(self._opened)))

    @contextlib.contextmanager
    def follow(self, address: str) -> Iterator[None]:
        """Take a page for open as long as it listens."""
        with self._news:
            self._opened.append(address)
        try:
            yield
        finally:
            with self._news:
                self._opened.remove(address)

    def await_news(self, state: str, address: str) -> PreviewState | None:
        """What is shown at an address, as soon as it is no longer a state; nothing after a while of silence."""
        with self._news:
            has_news = self._news.wait_for(lambda: self._find_state(address).state != state, timeout=_SILENCE)
            return self._find_state(address) if has_news else None

    def _find_state(self, address: str) -> PreviewState:
        """Of a page that cannot be shown yet, nothing is new."""
        return self._early.state if self._early and address in self._early.pages else self._shown

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle of an answer is no error."""


class _RequestHandler(http.server.SimpleHTTPRequestHandler):
    server: LiveServer
    # So long a browser may be silent in the middle of what it asks; events are only sent, and wait for nobody.
    timeout = 60

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        hosts = [host.strip(" \t").lower() for host in self.headers.get_all("Host", [])]
        if len(hosts) == 1 and hosts[0] in self.server.hosts:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def guess_type(self, path: Any) -> str:
        # Windows keeps its own list of kinds, which other programs write in.
        return find_format(str(path)).content_type

    @property
    def _address(self) -> str:
        return self.path.partition("?")[0]

    def do_GET(self) -> None:
        handle = self.server.find_handler(self._address)
        if self._address == _EVENTS:
            self._send_events()
        elif handle:
            self._answer(handle, b"")
        else:
            super().do_GET()

    def do_POST(self) -> None:
        handle, lengths = self.server.find_handler(self._address), self.headers.get_all("Content-Length", [])
        # A body that is sent in pieces says itself how long each is.
        length = lengths[0] if len(lengths) == 1 and "Transfer-Encoding" not in self.headers else ""
        if handle is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif not _LENGTH.fullmatch(length):
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > MAX_BYTES:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif len(body := self.rfile.read(int(length))) < int(length):
            self.send_error(HTTPStatus.BAD_REQUEST)
        else:
            self._answer(handle, body)

    def _answer(self, handle: Handler, body: bytes) -> None:
        origins = tuple(f"http://{host}" for host in self.server.hosts)
        try:
            response = handle(Request(self.command, self._address, dict(self.headers.items()), body, origins))
        except Exception:
            # Whatever it is, whoever asked is told, and waits for nothing.
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        self.send_response(response.status)
        self.send_header("Content-Type", response.media_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(response.body)

    def send_head(self) -> Any:
        try:
            return self._find_file()
        except (OSError, ValueError):
            # No file system has a file of such a name.
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def _find_file(self) -> Any:
        path = self._address
        if path.startswith(ROOT):
            self.directory, self.path = str(_ASSETS), path.removeprefix(ROOT.rstrip("/"))
            return super().send_head()
        shown, early = self.server.find_page(path)
        if early is not None:
            return self._send_page(early, HTTPStatus.OK, shown)
        if shown.folder is None:
            server = self.server
            page = _BARE.format(root=ROOT, language=server.language, title=server.title, remark=server.remark)
            return self._send_page(str(page), HTTPStatus.SERVICE_UNAVAILABLE, shown)
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
        place = str(_PLACE.format(root=ROOT, language=language, address=self._address, **asdict(shown)))
        before, end, after = page.rpartition("</body>")
        body = (before + place + end + after if end else page + place).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        state, address = "", self.path.partition("?")[2]
        with self.server.follow(address):
            while True:
                shown = self.server.await_news(state, address)
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
