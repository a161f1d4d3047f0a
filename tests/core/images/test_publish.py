"""Pictures: copies that tell nothing, and files that cannot be shown."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from core.conftest import Given, pledge
from photos import SECRET, draw_plain, take_photo, tells_place
from pledgebook.files.cache import ContentCache
from pledgebook.images.picture import PictureError
from pledgebook.images.publish import check_picture, keep_copies, publish_picture

SV = "2027/pledge.sv.md"
# More bytes than a picture on a page may have.
LARGE = draw_plain() + bytes(30_000_001)


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


def test_a_picture_that_is_kept_is_not_made_again_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, photo = ContentCache(tmp_path), take_photo()
    given = [(photo, "a.jpg", False), (photo, "b.JPEG", True), (take_photo(width=1000), "a.jpg", False)]
    expected = [publish_picture(*item) for item in given]
    assert expected == [publish_picture(*item, cache) for item in given]
    monkeypatch.setattr("pledgebook.images.publish._make_copies", None)
    assert expected == [publish_picture(*item, cache) for item in given]
    monkeypatch.setattr("pledgebook.images.publish.hash_own_code", lambda *_, **__: b"other code")
    with pytest.raises(TypeError):
        publish_picture(*given[0], cache)


def test_copies_that_are_made_ahead_are_what_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, photo = ContentCache(tmp_path / "cache"), tmp_path / "a.jpg"
    photo.write_bytes(take_photo())
    expected = publish_picture(photo.read_bytes(), "b.jpg")
    assert keep_copies(photo, tmp_path, cache)
    # What is wrong is told when it is published.
    (tmp_path / "none.jpg").write_bytes(b"no picture")
    assert keep_copies(tmp_path / "none.jpg", tmp_path, cache)
    # One that is not published, or no longer there, is nobody's concern.
    assert keep_copies(tmp_path / "absent.jpg", tmp_path, cache)
    monkeypatch.setattr("pledgebook.images.publish._make_copies", None)
    assert expected == publish_picture(photo.read_bytes(), "b.jpg", cache=cache)


def test_what_a_link_out_of_the_project_leads_to_is_not_read_ahead(tmp_path: Path) -> None:
    cache, link = ContentCache(tmp_path / "cache"), tmp_path / "project/docs/a.jpg"
    link.parent.mkdir(parents=True)
    (tmp_path / "b.jpg").write_bytes(take_photo())
    link.symlink_to(tmp_path / "b.jpg")
    assert keep_copies(link, tmp_path / "project", cache)
    assert cache.is_empty()
    assert keep_copies(link, tmp_path, cache)
    assert not cache.is_empty()


def test_a_broken_picture_is_refused_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(PictureError, match="image_broken"):
            publish_picture(take_photo()[:5000], "a.jpg", cache=ContentCache(tmp_path))
    assert [] == [*tmp_path.iterdir()]


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
    ("fields", "body", "data", "expected"),
    [
        ("", "![Torget](torget.jpg)\n", take_photo(), []),
        ("", "![Torget](torget.jpg)\n", b"%PDF", ["2027/torget.jpg:1:1 image_content torget.jpg"]),
        ("", "", draw_plain(), ["2027/torget.jpg:1:1 file_unnamed torget.jpg"]),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", draw_plain(), []),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", take_photo(), []),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", take_photo()[:-9000], ["2027/torget.jpg:1:1 image_broken torget.jpg"]),
        ("", "![Torget](torget.jpg)\n", take_photo()[:-2], ["2027/torget.jpg:1:1 image_broken torget.jpg"]),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "", LARGE, []),
        ("documents: [{title: A, kind: image, file: torget.jpg}]", "![a](torget.jpg)", LARGE, ["2027/torget.jpg:1:1 image_large torget.jpg"]),
    ],
)  # fmt: skip
def test_a_picture_beside_a_record_is_checked(
    given: Given, fields: str, body: str, data: bytes, expected: list[str]
) -> None:
    assert expected == given({SV: pledge(fields, body), "2027/torget.jpg": data}).problems
