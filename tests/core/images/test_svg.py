"""Drawings: what could run or fetch something is refused, and what is not is published as it is."""

from __future__ import annotations

import contextlib
import time

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
        # One call inside another.
        ("", '<path style="fill:var(--a,url(//other.host/a))"/>', "path style"),
        ("", '<path fill="var(--a, url(//other.host/a))"/>', "path fill"),
        ("", '<style>p{fill:calc(1px*min(1,url("//other.host/a")))}</style>', "style"),
        ("", '<path style="fill:url(#a),url(//other.host/a)"/>', "path style"),
        ("", "<style>p{background:cross-fade(url(#a),url(#b))}</style>", "style"),
        ("", "<style>p{background:var(--a,image('//other.host/a'))}</style>", "style"),
        ("", "<style>@namespace url(//other.host/);</style>", "style"),
        ("", "<style>@-moz-document url-prefix(''){p{fill:red}}</style>", "style"),
        ("", "<style>@IMPORT '//other.host/a.css';</style>", "style"),
        ("", "<style>@supports(fill:url(//other.host/a)){p{fill:red}}</style>", "style"),
        ("", "<style>@font-face{font-family:A;src:local('A'),url('//other.host/a.woff2')}</style>", "style"),
        ("", "<style>p{fill:URL\\28//other.host/a)}p{fill:U\\52L(//other.host/a)}</style>", "style"),
        ("", "<style>p{-moz-binding:url('//other.host/a.xml#b')}</style>", "style"),
        ("", "<style>p{content:attr(href url)}</style>", "style"),
        ("", "<style>p{fill:paint(a)}</style>", "style"),
        ("", "<style>p{mask:element(#a)}</style>", "style"),
        ("", '<path mask="url( &#10;&quot;//other.host/a&quot;)"/>', "path mask"),
        ("", '<path marker-end="url(data:image/svg+xml,x)"/>', "path marker-end"),
        ("", '<image href="data:text/html,x"/>', "image href"),
        ("", '<image href="&#9;//other.host/a"/>', "image href"),
        ("", '<feImage href="https://other.host/a"/>', "feImage href"),
        ("", '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="a"/>', "include"),
        ("", '<g xmlns:e="http://www.w3.org/2001/xml-events" e:event="load" e:handler="#a"/>', "g event"),
        ("", '<s:script xmlns:s="http://www.w3.org/2000/svg">x</s:script>', "script"),
        ("", '<title><p xmlns="http://www.w3.org/1999/xhtml">x</p></title>', "p"),
        ("", '<metadata><i:a xmlns:i="http://www.inkscape.org/"><script/></i:a></metadata>', "script"),
        ("", '<i:a xmlns:i="http://www.inkscape.org/" onclick="x"/>', "a onclick"),
        ("", '<animate attributeName="href" values="javascript:x"/>', "animate"),
        ("", '<animateMotion><mpath href="//other.host/a"/></animateMotion>', "animateMotion"),
        ("", "<handler/>", "handler"),
        ("", "<iframe/>", "iframe"),
        ("", '<font-face-uri href="//other.host/a"/>', "font-face-uri"),
        ("", '<video src="//other.host/a"/>', "video"),
        ("", '<g xml:stylesheet="a"/>', "g stylesheet"),
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(attributes: str, inside: str, part: str) -> None:
    with pytest.raises(PictureError) as caught:
        publish_picture(SVG.format(attributes, inside).encode(), "a.svg")
    assert ("image_unsafe", part) == (caught.value.code, caught.value.part)


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        # What drawing programs note of their own, which is not the drawing.
        (
            '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#">'
            '<cc:Work rdf:about=""><dc:type xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>',
            "",
        ),
        ('<i:namedview xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:zoom="1" pagecolor="#fff"/>', ""),
        (
            '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Karta (kopia)" id="karta(1)" xml:space="preserve"/>',
            '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" id="karta(1)" xml:space="preserve"/>',
        ),
    ],
)
def test_a_drawing_is_published_without_what_programs_note(inside: str, left: str) -> None:
    published = publish_picture(SVG.format("", inside).encode(), "a.svg").files
    assert {"a.svg": SVG.format("", left).encode()} == published


@pytest.mark.parametrize(
    "inside",
    [
        # What drawing programs write: styles, shadows, words with brackets in them.
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


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-be"])
@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!doctype svg SYSTEM "https://other.host/a.dtd">'.upper(),
        "<!DOCTYPE svg [<!ENTITY % a SYSTEM 'https://other.host/'> %a;]>",
        '<?xml-stylesheet href="x.css"?>',
        '<!-- a --><?xml-stylesheet href="x.css"?>',
        "<?php x ?>",
    ],
)
def test_nothing_but_a_drawing_stands_in_a_file_in_any_encoding(start: str, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    with pytest.raises(PictureError, match=r"image_(unsafe|content)"):
        publish_picture((mark + start + SVG.format("", "")).encode(encoding), "a.svg")


def test_an_instruction_inside_or_behind_a_drawing_is_refused() -> None:
    for text in (SVG.format("", "<?xml-stylesheet href='a'?>"), SVG.format("", "") + "<?xml-stylesheet href='a'?>"):
        with pytest.raises(PictureError, match="image_unsafe"):
            publish_picture(text.encode(), "a.svg")


def test_an_encoding_that_browsers_read_in_another_way_is_refused() -> None:
    for encoding in ("utf-7", "iso-2022-jp", "koi8-r", "x-user-defined"):
        text = f'<?xml version="1.0" encoding="{encoding}"?>' + SVG.format("", "")
        with pytest.raises(PictureError):
            publish_picture(text.encode(), "a.svg")


def test_a_drawing_in_the_usual_encodings_is_published() -> None:
    for name, encoding in (("UTF-8", "utf-8"), ("utf-16", "utf-16"), ("ISO-8859-1", "latin-1")):
        data = (f'<?xml version="1.0" encoding="{name}" standalone="no"?>' + SVG.format("", "<title>Å</title>")).encode(
            encoding
        )
        assert {"a.svg": data} == publish_picture(data, "a.svg").files


@pytest.mark.parametrize(
    "inside",
    [
        "<g>" * 140_000 + "</g>" * 140_000,
        f"<style>{'a(' * 500_000}</style>",
        f"<style>{'@-' * 500_000}</style>",
        f"<style>{'url(#a) ' * 120_000}</style>",
        f'<path d="{"M1,1 " * 200_000}"/>',
        f'<path style="{chr(92) * 1_000_000}"/>',
        f"<style>{'u' * 1_000_000}</style>",
        f"<style>a( {' ' * 1_000_000}</style>",
    ],
    ids=["nested", "calls", "rules", "addresses", "path", "escapes", "word", "spaces"],
)
def test_a_drawing_of_a_million_bytes_is_read_or_refused_at_once(inside: str) -> None:
    began = time.process_time()
    with contextlib.suppress(PictureError):
        publish_picture(SVG.format("", inside).encode(), "a.svg")
    assert time.process_time() - began < 2


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


def nest(levels: int, times: int) -> str:
    """Groups that each use the one before so many times."""
    groups = [
        f'<g id="a{level}">{f"<use href={chr(34)}#a{level - 1}{chr(34)}/>" * times}</g>' for level in range(1, levels)
    ]
    return f'<defs><path id="a0" d="M0 0h1"/>{"".join(groups)}</defs><use xlink:href="#a{levels - 1}"/>'


def test_a_drawing_that_uses_its_parts_too_often_is_refused() -> None:
    for inside in (nest(4, 10), nest(200, 1), '<g id="a"><use href="#a"/><use href="#b"/></g>'):
        assert publish_picture(SVG.format("", inside).encode(), "a.svg").files
    for inside in (nest(9, 10), nest(60, 2), nest(5000, 1)):
        with pytest.raises(PictureError, match="image_drawn"):
            publish_picture(SVG.format("", inside).encode(), "a.svg")
