"""Sanitises HTML: one allow-list of tags, attributes and addresses, and what of a text is not on it.

The list holds what Markdown and its extensions write, and what people may write by hand beside it: tables, footnotes,
notices, folded text, figures, abbreviations, lists of terms. It has no style, script, form or frame, and pictures come
from the site itself. The cleaning is done by nh3, whose parser reads HTML as browsers do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from html import unescape
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import unquote

import nh3

from ..yaml.characters import is_blank

_TAGS = {
    *("a", "abbr", "aside", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del"),
    *("details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small"),
    *("source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time"),
    *("tr", "u", "ul", "var", "wbr"),
}
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role", "translate", "data-search-exclude"},
    "a": {"href", "hreflang", "rel"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open", "name"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"srcset", "sizes", "media", "type", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
# Whatever a screen reader is told may stand there, and comments are told of like all else.
_clean = partial(nh3.clean, generic_attribute_prefixes={"aria-"}, link_rel=None, strip_comments=False)
# Attributes that hold an address, of whatever tag: what is refused in them is the address, not the attribute.
_ADDRESSES = {"href", "src", "srcset", "cite", "action", "formaction", "data", "poster", "background"}
_PICTURES = {"src", "srcset"}
# The class of a picture that says nothing, as in `![](rule.png){.decorative}`.
DECORATION = "decorative"
# What cameras and computers call a picture, which says nothing to anybody.
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|heic|bmp|tiff?|avif)|(?:img|dsc|dscn|pxl|bild|image|photo|foto)[_-]?\d{2,}[\w-]*",
    re.IGNORECASE,
)
# So many texts are kept as they have become: a preview takes in the same static pages at each save.
_KEPT = 500
# Where the theme's script looks for its settings: a page may not stand in for it.
_RESERVED_ID = "__"
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = re.compile(r"(?<![a-zA-Z0-9+.-])([a-zA-Z][a-zA-Z0-9+.-]*):")
_HIDDEN = re.compile(r"[\x00-\x20]")
_ALIGNED = re.compile(r'<(t[hd])((?: [a-z-]+="[^"]*")*) style="text-align: (left|center|right);?"', re.IGNORECASE)


class RefusedKind(StrEnum):
    """What is refused, by the code of its problem."""

    TAG = "markup_tag"
    ATTRIBUTE = "markup_attribute"
    ADDRESS = "markup_address"
    PICTURE = "image_foreign"
    ALT = "image_alt"
    ALT_NAME = "image_alt_name"
    KIND = "image_kind"
    MISSING = "image_missing"


@dataclass(frozen=True, slots=True)
class RefusedMarkup:
    """Something that may not stand in a page.

    Attributes:
        kind: what sort of thing.
        found: the tag, the attribute or the address.
        tag: the tag that an attribute or address stands in.
    """

    kind: RefusedKind
    found: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sanitized:
    """HTML with nothing in it but what may be there, and what had to go."""

    html: str
    refusals: tuple[RefusedMarkup, ...] = ()


@lru_cache(_KEPT)
def sanitize(html: str) -> Sanitized:
    """Take from HTML what may not stand in a page, and say what that was.

    Whether anything went is seen by letting one parser write the HTML twice, with and without the list, so that other
    ways to write the same HTML make no difference.
    """
    html = align_by_class(html)
    kept = _clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
    )
    whole = _keep_all(html)
    refusals = [*(_compare(whole, kept) if whole != kept else ()), *_find_in_kept(kept)]
    return Sanitized(kept, tuple(refusals))


def list_pictures(html: str) -> list[str]:
    """The addresses of the site's own pictures in HTML that has been cleaned."""
    addresses = [picture.get("src") or "" for picture in _HtmlReader(html).pictures] if "<img" in html else []
    return [address for address in addresses if address and not _is_elsewhere(address)]


def align_by_class(html: str) -> str:
    """A table's columns aligned by class, since a page may set no style of its own."""
    return _ALIGNED.sub(lambda match: f"<{match[1]}{_add_class(match[2], f'pb-{match[3].lower()}')}", html)


def _add_class(attributes: str, name: str) -> str:
    added = re.sub(r' class="([^"]*)"', rf' class="\1 {name}"', attributes, count=1)
    return added if added != attributes else f'{attributes} class="{name}"'


def _keep_all(html: str) -> str:
    """The HTML as the same parser renders it when everything that is named in it is allowed."""
    tags = {name.lower() for name in re.findall(r"<([a-zA-Z][^\s/>]*)", html)}
    inside = " ".join(re.findall(r"<[a-zA-Z][^<]*", html))
    names = {name.lower() for name in re.findall(r"[^\s/>=\"'<]+", inside)}
    # Where a name begins in the middle of another it is no scheme; looking there too would take a minute of a page.
    schemes = {name.lower() for name in _SCHEMES.findall(_HIDDEN.sub("", unescape(html)))}
    return _clean(
        html,
        tags=tags | _TAGS,
        clean_content_tags=set(),
        attributes={**_ATTRIBUTES, "*": names | _ATTRIBUTES["*"], **dict.fromkeys(tags, names)},
        url_schemes=schemes | SCHEMES,
    )


class _HtmlReader(HTMLParser):
    """Counts the tags, and the attributes with their tags and values, of HTML that nh3 has written."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[tuple[str, str, str]] = Counter()
        self.pictures: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.update((tag, name, value or "") for name, value in attrs)
        if tag == "img":
            self.pictures.append(dict(attrs))


def _compare(whole: str, kept: str) -> Iterator[RefusedMarkup]:
    before, after = _HtmlReader(whole), _HtmlReader(kept)
    for tag, number in (before.tags - after.tags).items():
        yield from [RefusedMarkup(RefusedKind.TAG, tag)] * number
    gone = before.attributes - after.attributes
    for (tag, name, value), number in gone.items():
        if tag not in _TAGS:
            continue
        is_known = name in _ATTRIBUTES.get(tag, ()) or name in _ATTRIBUTES["*"]
        refusal = RefusedMarkup(RefusedKind.ADDRESS, value, tag) if is_known and name in _ADDRESSES else None
        yield from [refusal or RefusedMarkup(RefusedKind.ATTRIBUTE, name, tag)] * number


def _find_in_kept(html: str) -> Iterator[RefusedMarkup]:
    """What a list of names cannot refuse: ids of the theme's own, pictures from elsewhere or without words."""
    if "<img" not in html and "<source" not in html and f'id="{_RESERVED_ID}' not in html:
        return
    reader = _HtmlReader(html)
    for tag, name, value in reader.attributes:
        if name == "id" and value.startswith(_RESERVED_ID):
            yield RefusedMarkup(RefusedKind.ATTRIBUTE, name, tag)
        if name in _PICTURES:
            foreign = (address for address in _addresses_in(name, value) if _is_elsewhere(address))
            yield from (RefusedMarkup(RefusedKind.PICTURE, address, tag) for address in foreign)
    for picture in reader.pictures:
        is_decoration = DECORATION in (picture.get("class") or "").split()
        if not is_decoration and is_blank(picture.get("alt") or ""):
            yield RefusedMarkup(RefusedKind.ALT, picture.get("src") or "", "img")
        elif _FILE_NAME.fullmatch((picture.get("alt") or "").strip()):
            yield RefusedMarkup(RefusedKind.ALT_NAME, picture.get("src") or "", "img")


def _is_elsewhere(address: str) -> bool:
    return bool(_SCHEME.match(address)) or address.replace("\\", "/").startswith("//")


def _addresses_in(name: str, value: str) -> list[str]:
    value = value.strip()
    return [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]


_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.DOTALL)


def blank_code(markdown: str) -> str:
    """A text with its code blanked out, every line where it was."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), markdown)


# So many refusals in one text are told; whoever has more has pasted something else.
_MOST = 20


def find_lines(markdown: str, refusals: Iterable[RefusedMarkup]) -> Iterator[tuple[int, RefusedMarkup]]:
    """Each refusal with the line of the Markdown that it comes from, counted from 0; the first line when none shows."""
    lines = [unescape(line) for line in blank_code(markdown).split("\n")]
    seen: Counter[RefusedMarkup] = Counter()
    found: dict[RefusedMarkup, list[int]] = {}
    for refusal in islice(refusals, _MOST):
        if refusal not in found:
            found[refusal] = next(filter(None, (_find(sign, lines) for sign in _signs_of(refusal))), [0])
        places = found[refusal]
        yield places[min(seen[refusal], len(places) - 1)], refusal
        seen[refusal] += 1


def _find(sign: str, lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if re.search(sign, line, re.IGNORECASE)]


def _signs_of(refusal: RefusedMarkup) -> Iterator[str]:
    """What a refused thing looks like in Markdown, the surest sign first."""
    found = re.escape(refusal.found)
    match refusal.kind:
        case RefusedKind.TAG:
            yield rf"<{found}(?![\w-])"
        case RefusedKind.ATTRIBUTE:
            yield rf"(?<![\w-]){found}\s*="
            yield rf"[<{{].*(?<![\w-]){found}(?![\w-])"
        case RefusedKind.ALT | RefusedKind.ALT_NAME | RefusedKind.KIND | RefusedKind.MISSING:
            name = re.escape(unquote(refusal.found).rpartition("/")[2])
            yield rf"!\[\s*\].*{name}|<img.*{name}"
            yield name
        case _:
            yield found
            yield re.escape(refusal.found.partition(":")[0]) + ":"
            yield rf"<{refusal.tag}(?![\w-])|\]\("
