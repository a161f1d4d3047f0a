"""Serves a built site as an ordinary web host does: compressed, on a port of this machine."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import io
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMPRESSED = {".css", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml"}


@functools.lru_cache(maxsize=1000)
def compress(body: bytes) -> bytes:
    """A file as it is sent, which is the same each time that it is asked for."""
    return gzip.compress(body, mtime=0)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *arguments: object) -> None:
        pass

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        accepted = self.headers.get("Accept-Encoding", "")
        if path.suffix not in COMPRESSED or not path.is_file() or "gzip" not in accepted:
            return super().send_head()
        body = compress(path.read_bytes())
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        # A browser that leaves a page no longer wants the rest of a file.
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)


@dataclass(frozen=True)
class Reply:
    """What a host says to a path: a status, where it leads, another status to HEAD, and what is there; no status at all with 0."""

    status: int = 200
    location: str = ""
    head: int | None = None
    body: bytes = b""


class _ReplyHandler(http.server.BaseHTTPRequestHandler):
    def __init__(self, *arguments: Any, replies: Mapping[str, Reply], requests: list[str]) -> None:
        self.replies, self.requests = replies, requests
        super().__init__(*arguments)

    def log_message(self, *arguments: object) -> None:
        pass

    def _reply(self) -> None:
        self.requests.append(f"{self.command} {self.path} {self.headers['User-Agent']}")
        reply = self.replies.get(self.path, Reply(404))
        status = reply.head if self.command == "HEAD" and reply.head else reply.status
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        if reply.location:
            self.send_header("Location", reply.location)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        # Who has read enough of it goes.
        with contextlib.suppress(ConnectionError):
            self.wfile.write(b"" if self.command == "HEAD" else reply.body)

    do_GET = do_HEAD = _reply


@contextlib.contextmanager
def reply(replies: Mapping[str, Reply]) -> Iterator[tuple[str, list[str]]]:
    """Gives the address of a host that says this to each path and 404 to others, and what it has been asked."""
    requests: list[str] = []
    with _run(functools.partial(_ReplyHandler, replies=replies, requests=requests)) as address:
        yield address, requests


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Gives the address that the files of a folder are served at for the time being."""
    with _run(functools.partial(_Handler, directory=str(folder))) as address:
        yield address


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        # Who hangs up before anything has been asked has only gone.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def _run(handler: Any) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
