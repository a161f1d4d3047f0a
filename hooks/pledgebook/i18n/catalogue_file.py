"""Catalogue file: the words of one gettext file (`.po`), kept by its bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from babel.messages.pofile import read_po
from pydantic import TypeAdapter

from ..files.cache import NO_CACHE, ContentCache
from ..files.own_code import hash_own_code
from .plural_rule import PluralRule

PACKAGES = ("babel", "pydantic", "pydantic-core")
# Numbers below this show every plural form that a language has for whole numbers.
COUNTED = 200
# So many files of words stay read, more than any site has.
_KEPT = 100


@dataclass(frozen=True, slots=True)
class CatalogueMessage:
    """The words for one key.

    Attributes:
        texts: the words, in every plural form.
        is_plural: whether they depend on a number.
        is_fuzzy: whether nobody has looked at the translation yet.
        line: where in the file they stand.
    """

    texts: tuple[str, ...]
    is_plural: bool
    is_fuzzy: bool
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class CatalogueFile:
    """The words of one file.

    Attributes:
        messages: by key, in the order of the file.
        plural: the rule of which form a number takes, as gettext writes it.
        locale: how dates and numbers are written, when the file says so.
    """

    messages: Mapping[str, CatalogueMessage]
    plural: str
    locale: str


_FILE = TypeAdapter(CatalogueFile)


@dataclass(frozen=True, slots=True)
class _Asked:
    data: bytes
    cache: ContentCache = field(compare=False)


def parse_file(data: bytes, cache: ContentCache = NO_CACHE) -> CatalogueFile:
    """The words of a file.

    Args:
        data: its bytes.
        cache: where its words are kept.

    Raises:
        ValueError: it is no such file; the message says why.
    """
    return _find_or_parse(_Asked(data, cache))


# A command, and a preview at each change, reads the same catalogues several times; none of them is changed once read.
@lru_cache(maxsize=_KEPT)
def _find_or_parse(asked: _Asked) -> CatalogueFile:
    if asked.cache.folder is None:
        return _parse(asked.data)
    parts = {"maker": hash_own_code(*PACKAGES), "words": asked.data}
    try:
        return _FILE.validate_json(asked.cache.find(parts) or b"")
    except ValueError:
        made = _parse(asked.data)
    asked.cache.keep(parts, _FILE.dump_json(made))
    return made


def _parse(data: bytes) -> CatalogueFile:
    try:
        catalogue = read_po(io.BytesIO(data), locale=None, abort_invalid=True)
        rule = PluralRule(catalogue.plural_expr)
        forms = {rule(number) for number in range(COUNTED)}
    # Whatever a damaged file provokes in the reader is a fault of the file: no such encoding, no such language.
    except Exception as error:
        raise ValueError(str(error) or type(error).__name__) from error
    if not forms <= set(range(catalogue.num_plurals)):
        raise ValueError(f"Plural-Forms: {catalogue.plural_forms}")
    # What is said in a context is never asked for; where nothing else has its key, that is told as lacking words.
    messages = {
        _key(message.id): CatalogueMessage(
            () if message.context else _texts(message.string),
            message.pluralizable,
            message.fuzzy,
            message.lineno or 1,
        )
        for message in sorted(catalogue, key=lambda message: message.context is None)
        if message.id
    }
    return CatalogueFile(messages, catalogue.plural_expr, str(catalogue.locale or ""))


def _key(id: str | Sequence[str]) -> str:
    return id if isinstance(id, str) else id[0]


def _texts(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())
