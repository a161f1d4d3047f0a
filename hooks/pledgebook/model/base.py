"""What all parts of the model share: plain values with their bounds, and how a class says its own rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ..yaml.characters import is_blank
from ..yaml.node import Node
from .ids import ID
from .numbers import list_readings, parse_number

Id = Annotated[str, StringConstraints(pattern=ID)]
PROMISE = r"^[a-z0-9-]+/[a-z0-9-]+$"
PromiseRef = Annotated[str, StringConstraints(pattern=PROMISE)]
ORGANISATION = r"^[0-9]{6}-[0-9]{4}$"
OrganisationNumber = Annotated[str, StringConstraints(pattern=ORGANISATION)]
# A checksum in hexadecimal (FIPS 180-4).
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# Of a county two digits, of a municipality two more (Statistics Sweden).
AREA_CODE = r"^[0-9]{2}([0-9]{2})?$"
AreaCode = Annotated[str, StringConstraints(pattern=AREA_CODE)]
ADDRESS = r"^(https?://\S+|mailto:\S+@\S+)$"
Address = Annotated[str, StringConstraints(pattern=ADDRESS)]
# Where pages of a host are from, as policies name it (RFC 6454): no path, and no `*` for hosts that nobody has named.
ORIGIN = r"^https://([a-z0-9-]+\.)+[a-z0-9-]+(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6([0-4][0-9]{3}|5([0-4][0-9]{2}|5([0-2][0-9]|3[0-5])))))?$"
Origin = Annotated[str, StringConstraints(pattern=ORIGIN)]
# What may be written for a part of a record: a mapping, or what stands for one.
Short: TypeAlias = dict[str, Any] | list[Any] | str


def _read_number(value: Any) -> Any:
    return parse_number(value) if isinstance(value, str) else value


def _read_count(value: Any) -> Any:
    """What can only be a whole number can be read in one way."""
    readings = list_readings(value) if isinstance(value, str) else ()
    if readings:
        raise PydanticCustomError("number", "thousands: {found}", {"found": value, "meant": readings[0]})
    return _read_number(value)


def _read_truth(value: Any) -> Any:
    if isinstance(value, str):
        if value.casefold() in ("true", "yes"):
            return True
        if value.casefold() in ("false", "no"):
            return False
        raise PydanticCustomError("truth", "neither true nor false: {found}", {"found": value})
    return value


def read_seen(value: Any) -> Any:
    """What nobody sees is no text."""
    return "" if isinstance(value, str) and is_blank(value) else value


Line = Annotated[str, StringConstraints(min_length=1), BeforeValidator(read_seen)]
Number = Annotated[int | float, BeforeValidator(_read_number)]
Count = Annotated[int, Field(ge=0), BeforeValidator(_read_count)]
Truth = Annotated[bool, BeforeValidator(_read_truth)]


class Model(BaseModel):
    """What all parts of the model share: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    match_by: ClassVar[tuple[str, ...]] = ("id",)
    numbered: ClassVar[bool] = False
    short_field: ClassVar[str] = ""
    text_field: ClassVar[str] = ""
    short_keys: ClassVar[tuple[str, ...]] = ()
    unwritten: ClassVar[tuple[str, ...]] = ()
    asked: ClassVar[tuple[str, ...]] = ()
    after: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def expand(cls, node: Node) -> Node:
        """A short form written out in full; what is no short form comes back as it is."""
        is_short = cls.short_field and isinstance(node.value, str)
        return node.with_value({cls.short_field: node}) if is_short else node

    @classmethod
    def settle(cls, node: Node) -> Node:
        """What `expand` implied, once the words of enums have been read."""
        return node

    @classmethod
    def guess(cls, text: str) -> dict[str, str]:
        """The fields that somebody probably meant who wrote a text alone where fields belong."""
        return {cls.text_field: text} if cls.text_field else {}

    @classmethod
    def shorten(cls, fields: Mapping[str, Any]) -> Short:
        """The shortest form of fields that are written out in full: the inverse of `expand`.

        Args:
            fields: plain values by name, facts as texts.

        Returns:
            A text, a list or a mapping, whose keys may be among `short_keys`.
        """
        alone = fields.get(cls.short_field)
        return alone if isinstance(alone, str) and len(fields) == 1 else dict(fields)
