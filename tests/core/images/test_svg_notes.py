"""What is written in a drawing besides the drawing is not published; the drawing itself stays byte for byte."""

from __future__ import annotations

import time

import pytest

from pledgebook.images.camera_data import strip_camera_data
from pledgebook.images.publish import publish_picture
from pledgebook.images.svg_notes import strip_svg_notes

SPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)


def svg(inside: str, attributes: str = "") -> bytes:
    return f"<svg {SPACES}{attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("<title>Torget</title><desc>En karta.</desc>", None),
        ("<metadata><rdf:RDF><a>Ada Exempelsson</a></rdf:RDF></metadata><path/>", "<path/>"),
        ("<metadata id='m'/><path/>", "<path/>"),
        ("<!-- Ritad av Ada --><path/><!-- a --><!-- b -->", "<path/>"),
        ("<inkscape:view a='b'/><g><path/></g>", "<g><path/></g>"),
        ("<inkscape:view><inkscape:x/><path/></inkscape:view></svg>".removesuffix("</svg>"), ""),
        ("<g inkscape:label='Ada' id=\"a>b\"><use xlink:href='#a'/></g>", "<g id=\"a>b\"><use xlink:href='#a'/></g>"),
        ("<g xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:path='/home/ada'>å</g>", "<g xmlns:i='http://www.inkscape.org/namespaces/inkscape'>å</g>"),
        ("<text>&lt;!-- ett --></text>", None),
        ("<style><![CDATA[p{fill:red}<!-- x -->]]></style>", None),
        ("<g inkscape:a='&gt;'\n  inkscape:b=\">\"/>", "<g/>"),
    ],
)  # fmt: skip
def test_the_drawing_alone_is_left(inside: str, left: str | None) -> None:
    stripped = strip_svg_notes(svg(inside))
    assert svg(inside if left is None else left) == stripped
    assert stripped == strip_svg_notes(stripped)


def test_what_stands_around_the_drawing_goes_too() -> None:
    whole = b'<?xml version="1.0"?><!-- Ada -->' + svg("<path/>", " inkscape:docname='ada.svg'") + b"<!-- Ada -->"
    assert b'<?xml version="1.0"?>' + svg("<path/>") == strip_camera_data(whole, "torget.SVG")
    assert {"torget.svg": svg("<path/>")} == publish_picture(svg("<metadata>Ada</metadata><path/>"), "torget.svg").files


@pytest.mark.parametrize("data", [b"", b"<svg", b"\xff\xd8", "<svg/>".encode("utf-16"), b"<svg><a:b/></svg"])
def test_what_cannot_be_read_is_left_for_the_check(data: bytes) -> None:
    assert data == strip_svg_notes(data)


@pytest.mark.parametrize("part", ["<metadata>a</metadata>", "<!-- a -->", "<g inkscape:a='b'/>", "<g>", "<g a='"])
def test_no_drawing_takes_long(part: str) -> None:
    data = svg(part * (1_000_000 // len(part)))
    started = time.process_time()
    strip_svg_notes(data)
    assert time.process_time() - started < 6
