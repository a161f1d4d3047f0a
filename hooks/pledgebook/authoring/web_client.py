"""Web client: asks an address whether it still answers (RFC 9110), and never within a network of one's own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests
from requests.utils import requote_uri
from urllib3.exceptions import NameResolutionError

from ..model.links import LinkState

# Seconds until a host is taken for silent.
_PATIENCE = 20.0
_MOST_REDIRECTS, MOST_BYTES, _PART = 10, 50_000_000, 1 << 16
_MOVED, _GONE, TOO_MANY = (301, 308), (404, 410), 429


class Answer(NamedTuple):
    """What an address did, why (a number of HTTP, or a word), and where it leads for good."""

    state: LinkState
    reason: str
    moved_to: str = ""


def is_public(host: str) -> bool:
    """Whether a host is not this computer and not in a network of one's own; one that nobody knows is neither."""
    try:
        found = {str(item[4][0]).partition("%")[0] for item in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return True
    return all(ip_address(number).is_global for number in found)


def is_first_page(url: str) -> bool:
    """Whether a full URL is that of a site's first page."""
    return bool(url) and urlsplit(url).path in ("", "/")


def ask_address(
    url: str, agent: str, is_public: Callable[[str], bool] = is_public, body: bytearray | None = None
) -> Answer:
    """Ask an address as `agent`, which hosts are told, and follow where it leads; what is there goes into `body`."""
    try:
        with requests.Session() as session:
            session.headers["User-Agent"] = agent
            # No password that this computer keeps for a host is sent.
            session.auth = lambda request: request
            return _follow(url, session, is_public, body)
    except requests.exceptions.SSLError:
        reason = "certificate"
    except requests.exceptions.Timeout:
        reason = "time"
    except (requests.RequestException, ValueError) as error:
        cause = getattr(error.args[0], "reason", None) if error.args else None
        reason = "name" if isinstance(cause, NameResolutionError) else "connection"
    return Answer(LinkState.UNANSWERED, reason)


def _follow(url: str, session: requests.Session, is_public: Callable[[str], bool], body: bytearray | None) -> Answer:
    target, moved, is_permanent, fragment = url, "", True, urlsplit(url).fragment
    for _ in range(_MOST_REDIRECTS):
        parts = urlsplit(target)
        if parts.scheme not in ("http", "https") or not is_public(parts.hostname or "localhost"):
            return Answer(LinkState.UNANSWERED, "private")
        status, location = _request(target, session, body)
        if location is None:
            # What was a page of its own, and leads to a site's first page, has moved whatever the host calls it.
            moved = target if is_first_page(target) and not is_first_page(url) else moved
            if status < 400:
                return Answer(LinkState.MOVED if moved else LinkState.ANSWERED, str(status), moved)
            others = LinkState.REFUSED if status < 500 else LinkState.UNANSWERED
            return Answer(LinkState.MISSING if status in _GONE else others, str(status))
        target = requote_uri(urljoin(target, location))
        target += f"#{fragment}" if fragment and "#" not in target else ""
        is_permanent &= status in _MOVED
        moved = target if is_permanent else moved
    return Answer(LinkState.UNANSWERED, "circle")


def _request(url: str, session: requests.Session, body: bytearray | None) -> tuple[int, str | None]:
    """The status of an address, and where it leads on; hosts that refuse HEAD are asked for the page."""
    for method in ("HEAD", "GET") if body is None else ("GET",):
        with session.request(method, url, timeout=_PATIENCE, allow_redirects=False, stream=True) as response:
            status, location = response.status_code, session.get_redirect_target(response)
            if body is not None and status == requests.codes.ok:
                for part in response.iter_content(_PART):
                    body += part
                    if len(body) > MOST_BYTES:
                        break
        if status < 400 or status == TOO_MANY:
            break
    return status, location
