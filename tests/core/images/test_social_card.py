"""The picture that a link is shared with."""

from __future__ import annotations

import io
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale
from PIL import Image

from core.conftest import ENGLISH, REPOSITORY, Given, Show, agreement, pledge, words
from pledgebook.files.cache import ContentCache
from pledgebook.files.process_pool import FEWEST, ProcessPool, unpack_value
from pledgebook.images.logo import Logo
from pledgebook.images.mark import MARK, SIZE, render_mark
from pledgebook.images.social_card import HEIGHT, WIDTH, Card, draw_card, list_parts
from pledgebook.names import Language
from pledgebook.site.opengraph import make_social_preview, name_card, name_locale

LONG = "Överenskommelse om samverkan mellan polisen, kommunen och de allmännyttiga bostadsbolagen i Exempelstad"
# The band at the bottom, and the space around all words.
BAND, EDGE = 16, 40


# Three times as wide as high: nothing, and red.
WIDE = Logo(
    "a.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M45 0h45v30h-45z" fill="#c80000"/></svg>',
)


def draw_png() -> bytes:
    image = Image.new("RGBA", (90, 30))
    image.paste((200, 0, 0, 255), (45, 0, 90, 30))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


PNG = Logo("a.png", draw_png())


def drawn(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw_card(card))).convert("L")


def has_ink(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    low, high = image.crop(box).getextrema()
    assert isinstance(low, int) and isinstance(high, int)
    return high - low > 60


@pytest.mark.parametrize(
    "title",
    [
        "Medborgarlöfte 2027",
        LONG,
        LONG * 4,
        "Lähiöturvallisuusyhteistyösopimuksentäytäntöönpanosuunnitelmaluonnos" * 3,
        "Ä" * 400,
        "i",
        "",
    ],
)
def test_any_title_has_room(title: str) -> None:
    data = draw_card(Card("Medborgarlöften i Exempelstad", title, ("2027–2028", f"Polisen och {LONG}")))
    assert len(data) < 40_000
    image = Image.open(io.BytesIO(data))
    assert ("PNG", (WIDTH, HEIGHT), "P") == (image.format, image.size, image.mode)
    grey = image.convert("L")
    for box in ((0, 0, EDGE, HEIGHT - BAND), (WIDTH - EDGE, 0, WIDTH, HEIGHT - BAND), (0, HEIGHT - BAND - 12, WIDTH, HEIGHT - BAND)):  # fmt: skip
        assert not has_ink(grey, box)
    # Between the title and the facts there is always paper.
    assert not has_ink(grey, (0, 478, WIDTH, 486))


def test_the_same_card_gives_the_same_bytes() -> None:
    card = Card("Medborgarlöften i Exempelstad", "Medborgarlöfte 2027", ("2027",))
    assert draw_card(card) == draw_card(card)


def test_a_card_that_is_kept_is_not_drawn_again_unless_something_is_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = ProcessPool(ContentCache(tmp_path), workers=0)
    cards = [Card("S", "T", ("a", "b")), Card("S", "T", ("a", "c")), Card("S", "U", ("a", "b")), Card("R", "T", ("a",))]
    expected = [draw_card(card) for card in cards]
    assert expected == [pool.submit(list_parts(card), partial(draw_card, card)).result() for card in cards]
    assert expected == [pool.submit(list_parts(card), bytes).result() for card in cards]
    monkeypatch.setattr("pledgebook.images.social_card._hash_maker", lambda: b"other code")
    assert b"" == pool.submit(list_parts(cards[0]), bytes).result()


def test_a_card_that_another_process_draws_has_the_same_bytes() -> None:
    cards = [Card("S", f"Löfte {number}", logo=PNG if number % 2 else None) for number in range(FEWEST)]
    pool = ProcessPool(workers=1)
    jobs = [pool.submit(list_parts(card), partial(draw_card, card)) for card in cards]
    drawn = [unpack_value(job.future.result()) for job in jobs if job.future]
    pool.close()
    assert [draw_card(card) for card in cards] == drawn


def test_cards_with_other_words_look_different() -> None:
    cards = [
        Card("A", "Ängen"),
        Card("A", "Angen"),
        Card("A", "Ängen", ("Öland",)),
        Card("Å", "Ängen"),
        Card("Ängen", "Ängen"),
    ]
    assert all(draw_card(one) != draw_card(other) for one, other in pairwise(cards))


@pytest.mark.parametrize(
    "title", ["åäö ÅÄÖ", "Kansalaislupaus š ž", "Čállin Đ ŋ Ŧ", "Łódź ğ ı", "Обещание", "Υπόσχεση", "– ” … §"]
)
def test_letters_of_many_languages_are_drawn(title: str) -> None:
    assert has_ink(drawn(Card("Exempelstad", title)), (80, 180, 700, 300))


def test_words_in_letters_that_the_fonts_lack_are_left_out() -> None:
    assert drawn(Card("Exempelstad", "وعود")).tobytes() == drawn(Card("Exempelstad", "")).tobytes()


def test_a_record_has_a_card_of_its_own(given: Given, show: Show) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("title: Löftet\nperiod: 2027-2028\nparties: [polisen, kommunen]"),
            "2027/pledge.en.md": words(ENGLISH),
            "agreements/2027/agreement.sv.md": agreement(),
        }
    )
    shown = show(told.book)
    pledged, agreed, start = (shown.page(address) for address in ("2027/", "overenskommelser/2027/", ""))
    cards = [shown.renderer.card(page, Language("sv"), "Löften") for page in (pledged, agreed, start)]
    assert cards == [
        Card("Löften", "Löftet", ("2027–2028", "Polisen och Exempelstads kommun")),
        # A title that says the time need not be helped.
        Card("Löften", "Överenskommelse 2024–2027", ("Polisen och Exempelstads kommun",)),
        Card("Löften", "Löften"),
    ]
    english = shown.renderer.card(pledged, Language("en"), "Pledges")
    assert Card("Pledges", "Citizen pledge 2027", ("2027–2028", "The police and Exempelstad Municipality")) == english
    assert "Citizen pledge 2027. 2027–2028. The police and Exempelstad Municipality. Pledges" == english.alt


@pytest.mark.parametrize(("code", "name"), [("sv", "sv_SE"), ("en_GB", "en_GB"), ("fi", "fi_FI"), ("se", "se_NO")])
def test_a_language_is_named_with_its_country(code: str, name: str) -> None:
    assert name == name_locale(Locale.parse(code))


def test_a_preview_names_the_page_s_kind_and_its_other_languages() -> None:
    card = Card("Löften", "Löftet")
    preview = make_social_preview(card, "https://example.org/a.png", True, Locale.parse("sv"), [Locale.parse("en_GB")])
    assert ("article", "sv_SE", ("en_GB",)) == (preview.type, preview.locale, preview.others)
    assert ("https://example.org/a.png", "Löftet. Löften", 1200, 630) == (
        preview.image,
        preview.alt,
        preview.width,
        preview.height,
    )


def test_pictures_of_pages_do_not_meet() -> None:
    names = [
        name_card(Language("sv")),
        name_card(Language("en")),
        name_card(Language("sv"), "en/"),
        name_card(Language("sv"), "overenskommelser/2027/"),
    ]
    assert len(names) == len(set(names))


def test_a_card_shows_the_mark_unless_the_site_has_a_logo_of_its_own() -> None:
    square = (74, 60, 150, 136)
    assert has_ink(drawn(Card("Namn", "Löfte")), square)
    assert not has_ink(drawn(Card("Namn", "Löfte", logo=WIDE)), (60, 60, 78, 136))


def test_a_logo_has_its_own_colours_and_shape() -> None:
    for logo in (WIDE, PNG):
        card = Image.open(io.BytesIO(draw_card(Card("Namn", "Löfte", logo=logo)))).convert("RGB")
        assert (200, 0, 0) == card.getpixel((EDGE * 2 + 150, 98))
        assert (0xFC, 0xFB, 0xF8) == card.getpixel((EDGE * 2 + 60, 98))
        # The name begins after it.
        assert has_ink(card.convert("L"), (EDGE * 2 + 260, 60, 700, 136))
        assert not has_ink(card.convert("L"), (EDGE * 2 + 230, 60, EDGE * 2 + 250, 136))
    assert draw_card(Card("Namn", "Löfte", logo=WIDE)) == draw_card(Card("Namn", "Löfte", logo=WIDE))
    assert draw_card(Card("Namn", "Löfte", logo=WIDE)) != draw_card(Card("Namn", "Löfte", logo=PNG))


def test_a_card_is_drawn_in_the_accent_of_the_site() -> None:
    card = Image.open(io.BytesIO(draw_card(Card("Namn", "Löfte", accent="#7a1f3d")))).convert("RGB")
    assert (0x7A, 0x1F, 0x3D) == card.getpixel((600, HEIGHT - 4))


def test_the_icon_of_the_site_is_the_same_mark() -> None:
    icon = (REPOSITORY / "docs/assets/favicon.svg").read_text(encoding="utf-8")
    assert f'<path d="{render_mark()}"/>' in icon
    assert f'viewBox="0 0 {SIZE} {SIZE}"' in icon
    assert all(0 <= value <= SIZE for polygon in MARK for point in polygon for value in point)
