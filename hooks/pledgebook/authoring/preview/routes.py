"""Routes of the preview: what else than the site it serves, by the beginning of the path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asks for, by a name of this very server.

    Attributes:
        method: `GET` or `POST`.
        path: the path from the root, without a query.
        headers: what else is said of it.
        body: what is sent along.
        origins: what a browser calls the origin of a page of this server.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back.

    Attributes:
        status: how it went.
        body: what it holds.
        media_type: what kind of body that is.
        headers: what else is said of it.
    """

    status: HTTPStatus
    body: bytes = b""
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Handler: TypeAlias = Callable[[Request], Response]
