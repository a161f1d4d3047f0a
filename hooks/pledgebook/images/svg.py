"""SVG that may be published: nothing in it can run or fetch anything.

A browser that opens a drawing by its own address treats it as a page. So what may be in one is an allow-list: the
elements that draw, addresses inside the drawing itself, and the CSS functions that name no file.

Sources: W3C, Scalable Vector Graphics 2, chapters 5 to 16; W3C, CSS Syntax Level 3, section 4.3 (escapes, functions).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from .picture import MAX_BYTES, PictureError

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "view", "image"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "marker", "clipPath", "mask", "pattern"),
    *("text", "tspan", "textPath", "tref", "flowRoot", "flowRegion", "flowPara", "flowSpan", "flowDiv", "flowLine"),
    *("linearGradient", "radialGradient", "stop", "solidcolor", "meshgradient", "meshrow", "meshpatch", "mesh"),
    *("hatch", "hatchpath", "color-profile", "font", "font-face", "font-face-src", "font-face-name", "glyph"),
    *("missing-glyph", "hkern", "vkern", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite"),
    *("feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood"),
    *("feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode"),
    *("feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence"),
}
# The namespaces that browsers know are the W3C's; what drawing programs note in their own does nothing. This one of
# the W3C's holds only what is said of a drawing.
_W3C, _RDF = "http://www.w3.org/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML, _XLINK = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xlink"
_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
_ADDRESSES = {"href", "src"}
# Attributes of words, which no browser reads as anything else.
_WORDS = re.compile(r"id|class|lang|title|name|content|font-family|(aria|data)-.*")
_OWN = re.compile(r"\s*(#|data:image/(png|jpeg|webp|gif);)", re.IGNORECASE)
_AT_RULES = {
    *("charset", "container", "font-face", "keyframes", "layer", "media", "namespace", "page", "property", "supports"),
}
_FUNCTIONS = {
    *("url", "var", "env", "calc", "min", "max", "clamp", "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch"),
    *("oklab", "oklch", "color", "color-mix", "icc-color", "matrix", "matrix3d", "perspective", "translate", "scale"),
    *("translatex", "translatey", "translatez", "translate3d", "scalex", "scaley", "scalez", "scale3d", "rotate"),
    *("rotatex", "rotatey", "rotatez", "rotate3d", "skew", "skewx", "skewy", "blur", "brightness", "contrast"),
    *("drop-shadow", "grayscale", "hue-rotate", "invert", "opacity", "saturate", "sepia", "circle", "ellipse"),
    *("inset", "polygon", "path", "cubic-bezier", "steps", "linear-gradient", "radial-gradient", "local", "format"),
    *("not", "is", "where", "has", "lang", "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"),
}
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
# One call may stand inside another, so no more than the name is passed over.
_CALL = re.compile(r"(?<![\w@-])([\w-]+)\((?=\s{0,99}['\"]?([^'\")]{0,99}))")
_AT_RULE = re.compile(r"@(?:-\w+-)?([\w-]+)")
# More than a drawing has, and less than programs that draw PDFs give up at.
_MOST_DRAWN = 100_000
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def read_svg(data: bytes) -> tuple[int, int] | None:
    """The width and height of a drawing, when it gives any.

    Raises:
        PictureError: it is no SVG, or there is something in it that is not on the list; `part` names the first such
            thing, as `style` or `path fill`.
    """
    if len(data) > MAX_BYTES:
        raise PictureError("image_large")
    try:
        _refuse_instructions(data)
        root = ElementTree.fromstring(data)
    except PictureError:
        raise
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise PictureError("image_content") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise PictureError("image_content")
    for part in _list_unsafe(root):
        raise PictureError("image_unsafe", part)
    if _count_drawn(root) > _MOST_DRAWN:
        raise PictureError("image_drawn")
    return _size_of(root)


def _count_drawn(root: ElementTree.Element) -> int:
    """How many elements are drawn, those that are used in several places as often as they are used."""
    named = {element.get("id"): element for element in root.iter()}
    counts: dict[ElementTree.Element, int] = {}

    def count(element: ElementTree.Element) -> int:
        if element not in counts:
            # What uses itself draws nothing more.
            counts[element] = 1
            target = element.get("href") or element.get(f"{{{_XLINK}}}href") or ""
            used = named.get(target[1:]) if element.tag == f"{{{_SVG}}}use" else None
            parts = (*element, *([] if used is None else [used]))
            counts[element] = min(1 + sum(map(count, parts)), _MOST_DRAWN + 1)
        return counts[element]

    try:
        return count(root)
    except RecursionError:
        return _MOST_DRAWN + 1


def _refuse_instructions(data: bytes) -> None:
    """What stands outside the elements is an XML declaration and nothing else, in encodings that all read alike.

    Raises:
        PictureError: there is more.
        ExpatError: it is no XML.
    """
    reader = expat.ParserCreate()

    def refuse(part: str) -> None:
        raise PictureError("image_unsafe", part)

    def check_declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            refuse(encoding)

    reader.StartDoctypeDeclHandler = lambda *_: refuse("<!DOCTYPE")
    reader.ProcessingInstructionHandler = lambda target, _: refuse(f"<?{target}")
    reader.XmlDeclHandler = check_declaration
    reader.Parse(data, True)


def _list_unsafe(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        namespace, tag = _split_name(str(element.tag))
        if namespace == _SVG:
            if tag not in _ELEMENTS or (tag == "style" and not _is_safe_style("".join(element.itertext()))):
                yield tag
        elif not _is_inert(namespace):
            yield tag
        for key, value in element.attrib.items():
            space, name = _split_name(key)
            if not (_is_inert(space) or _is_safe_attribute(space, name, value)):
                yield f"{tag} {name}"


def _split_name(name: str) -> tuple[str, str]:
    """The namespace, or nothing, and the local part of a name as ElementTree writes it (`{namespace}local`)."""
    namespace, _, local = name.rpartition("}")
    return namespace.removeprefix("{"), local


def _is_inert(namespace: str) -> bool:
    return namespace == _RDF or (bool(namespace) and not namespace.startswith(_W3C))


def _is_safe_attribute(namespace: str, name: str, value: str) -> bool:
    if namespace == _XML:
        return name in ("space", "lang", "id")
    if namespace == _XLINK and name not in _ADDRESSES:
        return True
    if namespace not in ("", _XLINK, _SVG):
        return False
    if name in _ADDRESSES:
        return bool(_OWN.match(value))
    return not name.lower().startswith("on") and (bool(_WORDS.fullmatch(name)) or _is_safe_css(value))


def _is_safe_style(sheet: str) -> bool:
    return _is_safe_css(sheet) and all(name in _AT_RULES for name in _AT_RULE.findall(_unescape(sheet)))


def _is_safe_css(css: str) -> bool:
    """Whether every function that CSS calls is on the list, and every address in it leads into the drawing."""
    calls = (call.groups() for call in _CALL.finditer(_unescape(css)))
    return all(name in _FUNCTIONS and (name != "url" or _OWN.match(to)) for name, to in calls)


def _unescape(css: str) -> str:
    r"""CSS as browsers read it, to whom `u\72l(…)` is `url(…)`; in small letters."""
    return _ESCAPE.sub(lambda found: found[2] or _character(found[1]), css).lower()


def _character(number: str) -> str:
    code = int(number, 16)
    return chr(code) if code <= sys.maxunicode else "\ufffd"


def _size_of(root: ElementTree.Element) -> tuple[int, int] | None:
    given = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    numbers = [match[1] for match in given if match]
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(numbers) < 2 and len(box) == 4:
        numbers = [number for number in box[2:] if _NUMBER.fullmatch(number)]
    size = [round(float(number)) for number in numbers]
    return (size[0], size[1]) if len(size) == 2 and all(size) else None
