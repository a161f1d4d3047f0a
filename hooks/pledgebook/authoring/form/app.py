"""Answers what the form in the browser asks for: its page, its programs, and the records that it opens and saves.

Decap CMS speaks as it would with its own local server, `decap-server`: a JSON object with an action and its parameters.
That server is not used. It answers pages of any origin, and listens to the whole network; it writes a file as Decap
does, without comments and short forms; and it cannot say why something is refused. Here only pages of this very
address, asked for by it, are answered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from ...files.formats import find_format
from ...i18n.catalogue import Catalogue
from ...model.paths import RecordFile
from ...names import Language
from ..preview.routes import Request, Response
from ..refusal import Refusal
from .config import API, Config
from .conflict import EditConflict
from .publisher import Publisher
from .records import KINDS, Records, address_of

# Addresses that are the form's own; like those of the preview they begin with a full stop.
ROOT = "/.form/"
_ASSETS = Path(__file__).parent / "assets"
_PROGRAM = "decap-cms.js"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*\.(js|css|wasm)")
# Decap makes styles and programs of its own in the page; nothing comes from elsewhere, and nobody may frame it.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class FormApp:
    """The form's side of the server.

    Attributes:
        records: what it opens and saves.
        programs: the folder of Decap CMS.
        configure: makes its configuration of the records as they are.
        create: makes the files of a new record of a kind by a name; raises Refusal.
        locate: the address of the page that shows a record.
        words: what is said to the author.
        publisher: publishes records, if they can be.
    """

    records: Records
    programs: Path
    configure: Callable[[], Config]
    create: Callable[[str, str], RecordFile]
    locate: Callable[[RecordFile], str]
    words: Catalogue
    publisher: Publisher | None = None

    def answer(self, request: Request) -> Response:
        """Answer a request to see something or, from a page of this address alone, to do something."""
        return self._post(request) if request.method == "POST" else self._get(request.path.removeprefix(ROOT))

    def _get(self, name: str) -> Response:
        if name == "":
            return self._send(self._render_page().encode(), "text/html; charset=utf-8")
        if name == "config.json":
            return _respond(self.configure())
        if name.startswith("page/"):
            return self._redirect(name.removeprefix("page/"))
        for folder in (_ASSETS, self.programs):
            if _NAME.fullmatch(name) and (folder / name).is_file():
                return self._send((folder / name).read_bytes(), find_format(name).content_type)
        return Response(HTTPStatus.NOT_FOUND)

    def _post(self, request: Request) -> Response:
        media_type = request.headers.get("Content-Type", "").partition(";")[0].strip()
        unknown = self.words.gettext("form.no_such", name=request.path)
        if request.headers.get("Origin", "") not in request.origins:
            return _refuse(HTTPStatus.FORBIDDEN, self.words.gettext("form.foreign"))
        if request.path != API or media_type != "application/json":
            return _refuse(HTTPStatus.NOT_FOUND, unknown)
        try:
            asked = json.loads(request.body)
            return _respond(self._act(str(asked["action"]), asked.get("params") or {}))
        except EditConflict as error:
            texts = {"path": error.path, "theirs": error.theirs, "mine": error.mine, "over": error.over}
            return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), conflict=texts)
        except Refusal as error:
            return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except OSError as error:
            reason = self.words.gettext("cli.file", file=str(error.filename or ""), reason=error.strerror or str(error))
            return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, reason)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return _refuse(HTTPStatus.BAD_REQUEST, unknown)

    def _act(self, action: str, params: Mapping[str, Any]) -> object:
        match action:
            case "entriesByFolder":
                kind, _, language = str(params["folder"]).partition("-")
                return [self._open(file) for file in self._list(kind, Language(language))]
            case "getEntry":
                return self._open(self.records.find(str(params["path"])))
            case "persistEntry":
                self.records.save_all(
                    (self.records.find(str(item["path"])), dict(json.loads(item["raw"])))
                    for item in list(params["dataFiles"])
                )
                return {"message": "saved"}
            case "create":
                with self.records.lock:
                    file = self.create(str(params["kind"]), " ".join(str(params["name"]).split()))
                return {"address": address_of(file).removesuffix(".json")}
            case "publication" if self.publisher:
                return self.publisher.describe(self.records.find(str(params["path"])))
            case "publish" if self.publisher:
                return self._publish(self.publisher, params)
            case "getMedia" | "unpublishedEntries":
                return []
            case "getNotes":
                return {"notes": []}
            case "getDeployPreview":
                return None
        raise Refusal(self.words.gettext("form.no_such", name=action))

    def _publish(self, publisher: Publisher, params: Mapping[str, Any]) -> object:
        file, verb, seen = (str(params[name]) for name in ("path", "verb", "seen"))
        with self.records.lock:
            record = self.records.find(file)
            outcome = publisher.perform(record, verb, seen, dict(params["given"]))
            if verb == "redact":
                # It may stand in what was opened before.
                self.records.forget(record.folder)
        if outcome.refused:
            raise Refusal("\n".join(outcome.refused))
        return {"said": outcome.said}

    def _list(self, kind: str, language: Language) -> list[RecordFile]:
        records = self.records
        known = language in records.languages and kind in KINDS
        return list(records.list_files(kind, language)) if known else []

    def _open(self, file: RecordFile) -> dict[str, object]:
        raw = json.dumps(self.records.open(file), ensure_ascii=False)
        return {"data": raw, "file": {"path": address_of(file), "id": None}}

    def _redirect(self, name: str) -> Response:
        """Lead to the page of a record, or to the first page."""
        try:
            address = self.locate(self.records.find(f"{name}.json"))
        except Refusal:
            address = "/"
        return Response(HTTPStatus.SEE_OTHER, headers={"Location": address})

    def _render_page(self) -> str:
        environment = Environment(loader=FileSystemLoader(_ASSETS), autoescape=True)
        said = {key: self.words.gettext(key) for key in self.words.keys("form.")}
        values = {"first": self.records.languages[0], "said": said, "program": _PROGRAM}
        return environment.get_template("form.html").render(words=self.words, **values)

    def _send(self, body: bytes, media_type: str) -> Response:
        return Response(HTTPStatus.OK, body, media_type, _HEADERS)


def has_program(programs: Path) -> bool:
    """Whether Decap CMS has been fetched."""
    return (programs / _PROGRAM).is_file()


def _respond(value: object) -> Response:
    return Response(HTTPStatus.OK, json.dumps(value, ensure_ascii=False).encode(), headers=_HEADERS)


def _refuse(status: HTTPStatus, why: str, **more: object) -> Response:
    return Response(status, json.dumps({"error": why, **more}, ensure_ascii=False).encode(), headers=_HEADERS)
