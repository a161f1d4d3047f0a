"""Drawings: what could run or fetch something is refused, and what is not is published as it is."""

from __future__ import annotations

import pytest

from pledgebook.images.picture import PictureError
from pledgebook.images.publish import PictureCopies, publish_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


@pytest.mark.parametrize(
    ("attributes", "inside", "part"),
    [
        ("", "<script>alert(1)</script>", "script"),
        ("", "<foreignObject/>", "foreignObject"),
        ('onload="x"', "", "svg onload"),
        ("", '<g ONCLICK="x"/>', "g ONCLICK"),
        ("", '<image href="https://other.host/a.png"/>', "image href"),
        ("", '<use xlink:href="//other.host/a.svg#b"/>', "use href"),
        ("", '<use href="data:image/svg+xml,x"/>', "use href"),
        ("", '<a href="javascript:alert(1)"><path/></a>', "a"),
        ("", '<set attributeName="href" to="javascript:alert(1)"/>', "set"),
        ("", "<style>@import 'https://other.host/a.css';</style>", "style"),
        ("", "<style>p{fill:url(https://other.host/a.svg)}</style>", "style"),
        ("", '<path style="fill:url(//other.host/a)"/>', "path style"),
        ("", '<path fill="url(//other.host/a)"/>', "path fill"),
        ("", '<style>@\\69mport "//other.host/a.css";</style>', "style"),
        ("", "<style>p{fill:u\\72l(//other.host/a.svg)}</style>", "style"),
        ("", '<path style="fill:u\\0072 l(//other.host/a)"/>', "path style"),
        ("", '<path fill="\\75rl(//other.host/a)"/>', "path fill"),
        ("", "<style>p{fill:\\110000url(//other.host/a)}</style>", "style"),
        ("", '<style>p{cursor:-webkit-image-set("//other.host/a.png" 1x)}</style>', "style"),
        ("", "<style>p{fill:src('//other.host/a.svg')}</style>", "style"),
        ("", "<style><g/>@import '//other.host/a.css';</style>", "style"),
        ("", '<g xml:base="//other.host/"><use href="#a"/></g>', "g base"),
        ("", '<animateTransform attributeName="x"/>', "animateTransform"),
        ("", '<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>', "p"),
        ("", '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>', "math"),
        ("", "<marquee/>", "marquee"),
        ("", '<b xmlns=""/>', "b"),
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(attributes: str, inside: str, part: str) -> None:
    with pytest.raises(PictureError) as caught:
        publish_picture(SVG.format(attributes, inside).encode(), "a.svg")
    assert ("image_unsafe", part) == (caught.value.code, caught.value.part)


@pytest.mark.parametrize(
    "inside",
    [
        # What drawing programs write: notes of their own, styles, shadows, words with brackets in them.
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#">'
        '<cc:Work rdf:about=""><dc:type xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>',
        '<i:namedview xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:zoom="1" pagecolor="#fff"/>',
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Karta (kopia)" id="karta(1)" xml:space="preserve"/>',
        "<style>@media(prefers-color-scheme:dark){a:not(.b){fill:var(--c,rgb(0 0 0))}}</style>",
        "<style><![CDATA[@font-face{font-family:A;src:local('A')} t{font-family:'A B';content:'\\2019'}]]></style>",
        '<path transform="translate(1 2) rotate(-45)" style="fill:url(#a);-inkscape-stroke:none" clip-path="url( \'#b\')"/>',
        '<filter><feColorMatrix values="0 0 0 0 0"/><feImage href="#a"/></filter>',
        '<image xlink:href="data:image/png;base64,AAAA" xlink:show="embed"/>',
        '<text aria-label="Torget (norra)" data-name="a(b)" lang="sv">url(//a) @import</text>',
    ],
)
def test_what_drawing_programs_write_is_published(inside: str) -> None:
    data = SVG.format("", inside).encode()
    assert {"a.svg": data} == publish_picture(data, "a.svg").files


@pytest.mark.parametrize("start", ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="x.css"?>'])
def test_a_drawing_with_entities_or_a_style_sheet_is_refused(start: str) -> None:
    with pytest.raises(PictureError, match="image_unsafe"):
        publish_picture((start + SVG.format("", "")).encode(), "a.svg")


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30px"', (40, 30)),
        ('viewBox="0 0 64 32"', (64, 32)),
        ('width="100%" viewBox="0,0,64,32"', (64, 32)),
        ("", None),
    ],
)
def test_a_drawing_is_published_as_it_is(attributes: str, size: tuple[int, int] | None) -> None:
    inside = '<style>path{stroke:#000}</style><use href="#a"/><path id="a" fill="url(#b)"/>'
    data = SVG.format(attributes, inside).encode()
    published = publish_picture(data, "a.svg")
    assert ({"a.svg": data}, PictureCopies(size)) == (published.files, published.shown)
