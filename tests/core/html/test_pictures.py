"""How a page shows a picture."""

from __future__ import annotations

import pytest

from pledgebook.html.pictures import dress_pictures
from pledgebook.images.publish import PictureCopies

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
