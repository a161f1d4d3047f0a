"""Pictures: copies that tell nothing, files that cannot be shown, and how a page shows them."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from core.conftest import Given, pledge
from photos import SECRET, draw_plain, take_photo
from pledgebook.images.publish import (
    PictureCopies,
    PictureError,
    check_picture,
    dress_pictures,
    publish_picture,
    tells_place,
)

SV = "2027/pledge.sv.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_photo_becomes_upright_copies_that_say_nothing_of_it(kind: str, name: str) -> None:
    photo = take_photo(kind)
    assert SECRET.encode() in photo
    assert tells_place(photo)
    assert (800, 1280) == opened(photo).size
    published = publish_picture(photo, name)
    stem, _, suffix = name.partition(".")
    assert {f"{stem}.480w.{suffix}", f"{stem}.960w.{suffix}", name} == set(published.files)
    assert (1280, 800) == published.shown.size
    for data in published.files.values():
        image = opened(data)
        assert kind == image.format
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)
        assert not tells_place(data)
        for written in (SECRET.encode(), b"Exif", b"xmpmeta", b"ICC_PROFILE", b"Photoshop"):
            assert written not in data
        assert image.width > image.height
        # The sky is above, the cobbles below.
        top, bottom = (image.convert("RGB").getpixel((2, y)) for y in (2, image.height - 2))
        assert isinstance(top, tuple) and isinstance(bottom, tuple)
        assert top[2] > top[0] and bottom[2] < bottom[0]


def test_a_place_that_only_xmp_tells_is_seen() -> None:
    out = io.BytesIO()
    opened(draw_plain()).save(out, "JPEG", xmp=b"<x:xmpmeta exif:GPSLatitude='0,30N'/>")
    assert tells_place(out.getvalue())
    assert not tells_place(draw_plain())


@pytest.mark.parametrize(
    ("width", "widths"),
    [(200, [200]), (480, [480]), (500, [500]), (600, [480, 600]), (1000, [480, 1000]), (1280, [480, 960, 1280]), (4000, [480, 960, 1600])],
)  # fmt: skip
def test_no_copy_is_larger_than_the_picture_or_hardly_smaller(width: int, widths: list[int]) -> None:
    published = publish_picture(draw_plain(width=width, height=100), "a.jpg")
    assert widths == [width for _, width in published.shown.copies]
    assert widths == [opened(published.files[name]).width for name, _ in published.shown.copies]


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert publish_picture(take_photo(), "a.jpg") == publish_picture(take_photo(), "a.jpg")


def test_no_copy_takes_the_name_of_an_original_that_is_published() -> None:
    published = publish_picture(take_photo(), "Torget.JPG", is_original_kept=True)
    assert ["Torget.480w.JPG", "Torget.960w.JPG", "Torget.1280w.JPG"] == [name for name, _ in published.shown.copies]
    assert set(published.files) == {name for name, _ in published.shown.copies}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png_is_read(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (600, 300)).save(out, "PNG")
    assert (600, 300) == publish_picture(out.getvalue(), "a.png").shown.size


def test_what_is_seen_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert (0, 0) == opened(publish_picture(out.getvalue(), "a.png").files["a.png"]).getchannel("A").getextrema()


def test_colours_for_print_become_colours_for_screens() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (10, 10)).save(out, "JPEG")
    assert "RGB" == opened(publish_picture(out.getvalue(), "a.jpg").files["a.jpg"]).mode


def bomb() -> bytes:
    """A few bytes that say they are an enormous picture."""
    data = bytearray(draw_plain("PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", b"%PDF-1.7", "image_content"),
        ("a.png", b"", "image_content"),
        ("a.png", draw_plain("JPEG"), "image_content"),
        ("a.jpg", draw_plain("PNG"), "image_content"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image_content"),
        ("a.jpg", take_photo()[:9000], "image_broken"),
        ("a.png", take_photo("PNG")[:9000], "image_broken"),
        ("a.png", bomb(), "image_large"),
        ("a.png", draw_plain("PNG") + bytes(30_000_001), "image_large"),
        ("a.svg", b"<svg>", "image_content"),
        ("a.svg", b"\xff\xfe", "image_content"),
        ("a.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "image_content"),
    ],
)
def test_what_cannot_be_shown_has_a_reason(name: str, data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as caught:
        check_picture(data, name)
    assert code == caught.value.code


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
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(attributes: str, inside: str, part: str) -> None:
    with pytest.raises(PictureError) as caught:
        publish_picture(SVG.format(attributes, inside).encode(), "a.svg")
    assert ("image_unsafe", part) == (caught.value.code, caught.value.part)


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


PICTURES = {
    "2027/torget.jpg": PictureCopies((1280, 800), (("torget.480w.jpg", 480), ("torget.jpg", 1280))),
    "2027/så här.png": PictureCopies((200, 100), (("så här.png", 200),)),
    "assets/a.svg": PictureCopies(None),
}


def test_a_picture_in_a_page_gets_its_size_and_its_copies_and_waits() -> None:
    html = dress_pictures('<p><img alt="Torget &gt; kyrkan" src="torget.jpg"></p>', "2027/", PICTURES)
    assert html == (
        '<p><img alt="Torget &gt; kyrkan" src="torget.jpg" loading="lazy" decoding="async" width="1280" height="800" '
        'srcset="torget.480w.jpg 480w, torget.jpg 1280w" sizes="(min-width: 800px) 768px, 100vw"></p>'
    )


def test_copies_are_found_from_any_page() -> None:
    html = dress_pictures('<img src="../../2027/torget.jpg" alt="a > b" />', "en/2027/", PICTURES)
    assert 'srcset="../../2027/torget.480w.jpg 480w, ../../2027/torget.jpg 1280w"' in html
    assert 'alt="a &gt; b"' in html


def test_a_small_picture_has_one_copy_and_its_name_is_escaped() -> None:
    html = dress_pictures('<img src="s%C3%A5%20h%C3%A4r.png" alt="a">', "2027/", PICTURES)
    assert 'src="s%C3%A5%20h%C3%A4r.png"' in html
    assert 'width="200" height="100"' in html
    assert "srcset" not in html


def test_a_size_that_the_author_chose_holds() -> None:
    html = dress_pictures('<img src="torget.jpg" alt="a" width="300">', "2027/", PICTURES)
    assert 'width="300"' in html
    assert "height" not in html


@pytest.mark.parametrize("html", ['<img src="borta.jpg" alt="a">', '&lt;img src="torget.jpg"&gt;', "<p>torget.jpg</p>"])
def test_what_is_no_picture_of_the_site_is_left_alone(html: str) -> None:
    assert html == dress_pictures(html, "2027/", PICTURES)


@pytest.mark.parametrize(
    ("fields", "body", "data", "expected"),
    [
        ("", "![Torget](torget.jpg)\n", take_photo(), []),
        ("", "![Torget](torget.jpg)\n", b"%PDF", ["2027/torget.jpg:1:1 image_content torget.jpg"]),
        ("", "", draw_plain(), ["2027/torget.jpg:1:1 file_unnamed torget.jpg"]),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", draw_plain(), []),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", take_photo(), ["2027/torget.jpg:1:1 image_location torget.jpg"]),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", draw_plain() + bytes(30_000_001), []),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "![a](torget.jpg)", draw_plain() + bytes(30_000_001), ["2027/torget.jpg:1:1 image_large torget.jpg"]),
    ],
)  # fmt: skip
def test_a_picture_beside_a_record_is_checked(
    given: Given, fields: str, body: str, data: bytes, expected: list[str]
) -> None:
    assert expected == given({SV: pledge(fields, body), "2027/torget.jpg": data}).problems
