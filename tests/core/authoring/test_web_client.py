"""What an address does when it is asked, by a host of this machine that does all that hosts do."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from pledgebook.authoring.web_client import Answer, ask_address, is_public
from pledgebook.model.links import LinkState
from web_server import Reply, reply

AGENT = "pledgebook/1 (+https://example.org/)"
REPLIES = {
    "/a": Reply(),
    "/moved": Reply(301, "/a"),
    "/moved/twice": Reply(308, "/moved"),
    "/elsewhere": Reply(302, "/a"),
    "/moved/elsewhere": Reply(301, "/elsewhere"),
    "/elsewhere/moved": Reply(307, "/moved"),
    "/moved/gone": Reply(301, "/gone"),
    "/to/start": Reply(302, "/"),
    "/": Reply(),
    "/circle": Reply(302, "/circle"),
    "/gone": Reply(410),
    "/closed": Reply(403),
    "/busy": Reply(429),
    "/broken": Reply(503),
    "/silent": Reply(0),
    "/no-head": Reply(200, head=405),
    "/head-broken": Reply(200, head=500),
    "/file": Reply(302, "file:///etc/passwd"),
    "/to/file": Reply(302, "/lofte.pdf"),
    "/lofte.pdf": Reply(body=b"%PDF-1.7"),
    "/gone.pdf": Reply(404, body=b"%PDF-1.7"),
    "/mark": Reply(301, "/med mellan%20rum/å".encode().decode("latin-1")),
    "/med%20mellan%20rum/%C3%A5": Reply(),
}


@pytest.fixture(scope="module")
def host() -> Iterator[tuple[str, list[str]]]:
    with reply(REPLIES) as (address, requests):
        yield address.rstrip("/"), requests


def ask(url: str) -> Answer:
    return ask_address(url, AGENT, lambda host: True)


@pytest.mark.parametrize(
    ("path", "state", "reason", "moved_to"),
    [
        ("/a", "answered", "200", ""),
        ("/moved", "moved", "200", "/a"),
        ("/moved#del", "moved", "200", "/a#del"),
        ("/moved/twice", "moved", "200", "/a"),
        # Only what is moved for good is to be written anew.
        ("/elsewhere", "answered", "200", ""),
        ("/moved/elsewhere", "moved", "200", "/elsewhere"),
        ("/elsewhere/moved", "answered", "200", ""),
        ("/moved/gone", "missing", "410", ""),
        ("/to/start", "moved", "200", "/"),
        ("/", "answered", "200", ""),
        ("/circle", "unanswered", "circle", ""),
        ("/gone", "missing", "410", ""),
        ("/nothing", "missing", "404", ""),
        ("/closed", "refused", "403", ""),
        ("/busy", "refused", "429", ""),
        ("/broken", "unanswered", "503", ""),
        ("/silent", "unanswered", "connection", ""),
        ("/no-head", "answered", "200", ""),
        ("/head-broken", "answered", "200", ""),
        ("/file", "unanswered", "private", ""),
        ("/mark", "moved", "200", "/med%20mellan%20rum/%C3%A5"),
    ],
)
def test_what_an_address_does(host: tuple[str, list[str]], path: str, state: str, reason: str, moved_to: str) -> None:
    address, _ = host
    assert ask(address + path) == Answer(LinkState(state), reason, address + moved_to if moved_to else "")


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/a", ["HEAD"]), ("/no-head", ["HEAD", "GET"]), ("/busy", ["HEAD"]), ("/gone", ["HEAD", "GET"])],
)
def test_only_the_head_is_asked_for_where_that_is_enough(
    host: tuple[str, list[str]], path: str, methods: list[str]
) -> None:
    address, requests = host
    requests.clear()
    ask(address + path)
    assert [f"{method} {path} {AGENT}" for method in methods] == requests


def test_a_host_that_is_not_there_and_one_that_nobody_knows(host: tuple[str, list[str]]) -> None:
    with reply({}) as (address, _):
        closed = address
    assert Answer(LinkState.UNANSWERED, "connection") == ask(closed)
    assert Answer(LinkState.UNANSWERED, "certificate") == ask(host[0].replace("http:", "https:"))
    assert Answer(LinkState.UNANSWERED, "connection") == ask("https://[::1/")


def test_a_name_that_no_server_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def know_nothing(*arguments: object, **more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr("socket.getaddrinfo", know_nothing)
    assert is_public("finns.example.org")
    assert Answer(LinkState.UNANSWERED, "name") == ask_address("https://finns.example.org/", AGENT)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http:///a"]
)
def test_nothing_within_is_asked(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr("requests.Session.request", lambda *arguments, **more: pytest.fail("asked"))
    assert Answer(LinkState.UNANSWERED, "private") == ask_address(url, AGENT)


def test_an_address_on_the_net_is_public() -> None:
    assert is_public("93.184.215.14")
    assert not is_public("192.168.0.1")


def test_a_redirect_leads_to_nothing_within() -> None:
    with reply({"/a": Reply(301, "http://10.0.0.1/")}) as (address, _):
        told = ask_address(f"{address}a", AGENT, lambda host: host == "127.0.0.1")
    assert Answer(LinkState.UNANSWERED, "private") == told


@pytest.mark.parametrize(
    ("path", "expected"), [("/lofte.pdf", b"%PDF-1.7"), ("/to/file", b"%PDF-1.7"), ("/gone.pdf", b"")]
)
def test_what_is_there_is_fetched_and_of_what_is_not_nothing(
    host: tuple[str, list[str]], path: str, expected: bytes
) -> None:
    address, requests = host
    before, body = len(requests), bytearray()
    ask_address(f"{address}{path}", AGENT, lambda host: True, body)
    assert bytes(body) == expected
    assert {"GET"} == {line.split()[0] for line in requests[before:]}


def test_of_what_is_too_large_no_more_is_read_than_tells_so(
    host: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pledgebook.authoring.web_client.MOST_BYTES", 3)
    monkeypatch.setattr("pledgebook.authoring.web_client._PART", 2)
    body = bytearray()
    ask_address(f"{host[0]}/lofte.pdf", AGENT, lambda host: True, body)
    assert b"%PDF" == bytes(body)
