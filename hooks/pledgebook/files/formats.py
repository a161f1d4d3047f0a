"""File formats (IANA media types, PRONOM), told by the ending alone and never by what the machine believes of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format that files are in.

    Attributes:
        media_type: as IANA registers it.
        name: in words.
        version: where the ending alone tells it.
        pronom: its key in PRONOM, the registry of formats at The National Archives, where the ending alone tells it.
        is_text: whether it is text, which here is always UTF-8.
    """

    media_type: str
    name: str
    version: str = ""
    pronom: str = ""
    is_text: bool = False

    @property
    def content_type(self) -> str:
        """The media type as a web server sends it; without the charset, replayed text comes out garbled."""
        return f"{self.media_type}; charset=utf-8" if self.is_text else self.media_type


UNKNOWN = Format("application/octet-stream", "Unknown")
_TEXT = Format("text/plain", "Plain Text File", pronom="x-fmt/111", is_text=True)
_FORMATS = {
    "html": Format("text/html", "Hypertext Markup Language", "5", is_text=True, pronom="fmt/471"),
    "css": Format("text/css", "Cascading Style Sheet", is_text=True, pronom="x-fmt/224"),
    "js": Format("text/javascript", "JavaScript file", is_text=True, pronom="x-fmt/423"),
    "json": Format("application/json", "JSON Data Interchange Format", pronom="fmt/817"),
    "jsonl": Format("application/jsonl", "JSON Lines"),
    "csv": Format("text/csv", "Comma Separated Values", is_text=True, pronom="x-fmt/18"),
    "xml": Format("application/xml", "Extensible Markup Language", "1.0", pronom="fmt/101"),
    "xsd": Format("application/xml", "XML Schema Definition", pronom="x-fmt/280"),
    "rdf": Format("application/rdf+xml", "RDF/XML"),
    "atom": Format("application/atom+xml", "Atom"),
    "ics": Format("text/calendar", "Internet Calendar and Scheduling format", is_text=True),
    "svg": Format("image/svg+xml", "Scalable Vector Graphics"),
    "png": Format("image/png", "Portable Network Graphics"),
    "jpg": Format("image/jpeg", "JPEG"),
    "jpeg": Format("image/jpeg", "JPEG"),
    "gif": Format("image/gif", "Graphics Interchange Format"),
    "webp": Format("image/webp", "WebP"),
    "ico": Format("image/vnd.microsoft.icon", "ICO"),
    "pdf": Format("application/pdf", "Portable Document Format"),
    "md": Format("text/markdown", "Markdown", is_text=True, pronom="fmt/1149"),
    "yml": Format("application/yaml", "YAML", pronom="fmt/818"),
    "yaml": Format("application/yaml", "YAML", pronom="fmt/818"),
    "txt": _TEXT,
    "po": _TEXT,
    "conf": _TEXT,
    "py": Format("text/x-python", "Python Source Code File", is_text=True, pronom="fmt/938"),
    "toml": Format("application/toml", "TOML"),
    "ttf": Format("font/ttf", "TrueType Font"),
    "woff": Format("font/woff", "Web Open Font Format"),
    "woff2": Format("font/woff2", "Web Open Font Format", "2"),
    "wasm": Format("application/wasm", "WebAssembly"),
    "gz": Format("application/gzip", "GZIP"),
    "warc": Format("application/warc", "WARC", "1.1"),
    "wacz": Format("application/wacz", "Web Archive Collection Zipped", "1.1.1", pronom="fmt/1840"),
    "whl": Format("application/zip", "Python wheel"),
    "zip": Format("application/zip", "ZIP Format"),
    "odt": Format("application/vnd.oasis.opendocument.text", "OpenDocument Text"),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Office Open XML Text"),
    "ods": Format("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument Spreadsheet"),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Office Open XML Spreadsheet"),
    "mp3": Format("audio/mpeg", "MPEG Audio Layer III"),
    "mp4": Format("video/mp4", "MPEG-4 Media File"),
}
# Text, although the name has no ending that says so.
_TEXTS = ("SHA256SUMS", "LICENSE", "Makefile", "_headers", "_redirects", ".htaccess", ".gitattributes")


def find_format(path: str) -> Format:
    """The format of a file, by its name."""
    name = path.rpartition("/")[2]
    return _TEXT if name in _TEXTS else _FORMATS.get(name.rpartition(".")[2].lower(), UNKNOWN)
