"""Open Graph metadata: what a page says of itself when somebody shares its URL (https://ogp.me/)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale
from babel.core import get_global

from ..images.social_card import HEIGHT, WIDTH, Card
from ..names import Language

_FOLDER = "assets/previews"


@dataclass(frozen=True, slots=True)
class SocialPreview:
    """The part of a page's preview that its title, description and address do not give.

    Attributes:
        type: `article` for a record, `website` for any other page.
        locale: the language and country of the words, as `sv_SE`.
        others: the same for the languages that it can also be read in.
        image: the full URL of the picture.
        alt: the picture in words.
    """

    type: str
    locale: str
    others: tuple[str, ...]
    image: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def make_social_preview(
    card: Card, image: str, is_record: bool, locale: Locale, others: Iterable[Locale]
) -> SocialPreview:
    """The preview of a page that is shown with a card."""
    locales = tuple(name_locale(other) for other in others)
    return SocialPreview("article" if is_record else "website", name_locale(locale), locales, image, card.alt)


def name_locale(locale: Locale) -> str:
    """A language with its country; one without a country gets the one where most speak it (CLDR, likely subtags)."""
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def name_card(language: Language, path: str = "") -> str:
    """The URL of the social card of the page at a path; without a path, of the one for all other pages."""
    return f"{_FOLDER}/{language}/{path.strip('/')}.png" if path else f"{_FOLDER}/{language}.png"
