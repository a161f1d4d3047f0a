"""The preview answers whoever asks for it by a name of this machine, and nobody who was led here by another."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from author_preview import PATIENCE
from pledgebook.authoring.preview.builds import EarlyPage
from pledgebook.authoring.preview.routes import Request, Response
from pledgebook.authoring.preview.server import MAX_BYTES, LiveServer
from pledgebook.names import Language

SECRET = "Ett löfte som inte är publicerat."


class Client:
    """A server that shows a site of one page and has a route, and asks it things."""

    def __init__(self, site: Path) -> None:
        self.asked: list[Request] = []
        self.server = LiveServer(0, Language("sv"), "Ingen sida", {"/.form/": self.answer})
        self.server.show(site, Markup())
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, request: Request) -> Response:
        self.asked.append(request)
        return Response(HTTPStatus.OK, SECRET.encode(), "text/plain; charset=utf-8", {"X-Own": "yes"})

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, str]:
        """Status and body of what comes back; `{port}` in a header stands for the server's own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            for one in value.split("\n"):
                connection.putheader(name, one.format(port=self.server.server_port))
        connection.endheaders(body)
        response = connection.getresponse()
        # Events have no end.
        told = response.read(200 if path == "/.live/events" else None).decode() if method != "HEAD" else ""
        connection.close()
        return response.status, told


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    (tmp_path / "index.html").write_text(f"<body>{SECRET}</body>", encoding="utf-8")
    (tmp_path / "data.json").write_text(f'"{SECRET}"', encoding="utf-8")
    client = Client(tmp_path)
    yield client
    client.server.shutdown()
    client.server.server_close()


PATHS = ("/", "/index.html", "/data.json", "/.live/live.js", "/.form/", "/.form/config.json")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_a_name_of_this_machine_is_answered(client: Client, host: str) -> None:
    for path in PATHS:
        status, told = client.ask("GET", path, {"Host": host})
        assert 200 == status, path
        assert SECRET in told or path == "/.live/live.js"
    assert 200 == client.ask("HEAD", "/", {"Host": host})[0]
    assert 200 == client.ask("POST", "/.form/api", {"Host": host, "Content-Length": "2"}, b"{}")[0]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org:{port}"},
        {"Host": "example.org"},
        {"Host": "127.0.0.1.example.org:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "localhost.:{port}"},
        {"Host": "user@localhost:{port}"},
        {"Host": "\u00a0localhost:{port}"},
        {"Host": ""},
        {"Host": "example.org:{port}\n127.0.0.1:{port}"},
        {"Host": "127.0.0.1:{port}\nexample.org:{port}"},
        {},
    ],
)
def test_any_other_name_reads_and_does_nothing(client: Client, headers: dict[str, str]) -> None:
    for method, path in (*(("GET", path) for path in (*PATHS, "/.live/events")), ("HEAD", "/"), ("POST", "/.form/api")):
        status, told = client.ask(method, path, headers | ({"Content-Length": "2"} if method == "POST" else {}), b"")
        assert 421 == status, (method, path)
        assert SECRET not in told
    assert [] == client.asked


def test_a_route_is_handed_what_was_asked(client: Client) -> None:
    headers = {"Host": "localhost:{port}", "Origin": "http://localhost:{port}", "Content-Length": "4"}
    client.ask("POST", "/.form/api?x=1", headers, b"body")
    (request,) = client.asked
    assert ("POST", "/.form/api", b"body") == (request.method, request.path, request.body)
    assert request.headers["Origin"] in request.origins
    assert all(origin.startswith("http://") for origin in request.origins)


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/.form/api", str(MAX_BYTES + 1), 413),
        ("/.form/api", "9" * 5000, 411),
        ("/.form/api", "²", 411),
        ("/.form/api", "-1", 411),
        ("/.form/api", "", 411),
        ("/2027/", "2", 404),
    ],
)
def test_what_is_too_long_or_has_no_length_is_not_read(client: Client, path: str, length: str, status: int) -> None:
    assert status == client.ask("POST", path, {"Host": "localhost:{port}", "Content-Length": length})[0]
    assert [] == client.asked


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Length": "2\n2"},
        {"Content-Length": "2\n-1"},
        {"Content-Length": "2", "Transfer-Encoding": "chunked"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_a_body_that_has_two_lengths_is_not_read(client: Client, headers: dict[str, str]) -> None:
    assert 411 == client.ask("POST", "/.form/api", {"Host": "localhost:{port}"} | headers, b"{}")[0]
    assert [] == client.asked


def test_a_body_that_was_cut_is_handed_on_to_nobody(client: Client) -> None:
    with socket.create_connection(("127.0.0.1", client.server.server_port), timeout=PATIENCE) as connection:
        host = f"localhost:{client.server.server_port}"
        connection.sendall(f"POST /.form/api HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n{{}}".encode())
        connection.shutdown(socket.SHUT_WR)
        assert b" 400 " in connection.makefile("rb").readline()
    assert [] == client.asked


def test_a_browser_that_falls_silent_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = client.server.RequestHandlerClass
    assert getattr(handler, "timeout", None)
    monkeypatch.setattr(handler, "timeout", 0.01)
    with socket.create_connection(("127.0.0.1", client.server.server_port), timeout=PATIENCE) as connection:
        connection.sendall(b"POST /.form/api HTTP/1.1\r\n")
        assert b"" == connection.recv(1)


@pytest.mark.parametrize("path", ["/" + "a" * 5000, "/.live/%00", "/.live/" + "a" * 5000, "/%00"])
def test_a_name_that_no_file_can_have_is_not_found(client: Client, path: str) -> None:
    assert 404 == client.ask("GET", path, {"Host": "localhost:{port}"})[0]


@pytest.fixture
def unbuilt() -> Iterator[LiveServer]:
    """A server that has no site yet."""
    server = LiveServer(0, Language("sv"), "Inte byggd än", remark="Den visas <snart>.")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/2027/", "/en/2027/?x=1", "/2027/index.html"])
def test_before_the_first_build_a_page_waits_for_it(unbuilt: LiveServer, path: str) -> None:
    """It is a page, and not its own source, and has what tells it of the site."""
    status, told = fetch(unbuilt, path)
    assert 503 == status
    page = html.fromstring(told)
    assert ["Inte byggd än"] == page.xpath("//h1/text()")
    assert ["Den visas <snart>."] == page.xpath("//p/text()")
    events = f"/.live/events?{path.partition('?')[0]}"
    assert [""] == page.xpath("//body/script[@data-events=$events]/@data-version", events=events)
    assert 1 == len(page.xpath("//body/div[@class='pb-live' and @role='status']"))


def test_what_stops_the_first_build_is_shown_where_its_site_will_be(unbuilt: LiveServer) -> None:
    unbuilt.show(None, Markup('<section class="pb-live__panel"><h2>{}</h2></section>').format("A & B"))
    page = html.fromstring(fetch(unbuilt, "/")[1])
    assert ["A & B"] == page.xpath("//div[@class='pb-live']/section/h2/text()")


def test_a_tab_from_before_the_first_build_is_told_of_another_version(unbuilt: LiveServer, tmp_path: Path) -> None:
    unbuilt.show(tmp_path, Markup())
    connection = http.client.HTTPConnection("127.0.0.1", unbuilt.server_port, timeout=PATIENCE)
    connection.request("GET", "/.live/events")
    response = connection.getresponse()
    told = json.loads(response.readline().removeprefix(b"data: "))
    connection.close()
    assert told["version"] != ""


def test_a_page_that_is_open_is_shown_before_the_rest_of_its_site(client: Client, tmp_path: Path) -> None:
    """Nobody gets anything else of a site before it is whole, but for what the page needs."""
    server, site, waiting = client.server, tmp_path / "next", []
    (site / "assets").mkdir(parents=True)
    (site / "assets" / "å.css").write_text("/* new */", encoding="utf-8")
    server.show_early(site, EarlyPage("/2027/", "<body>new</body>", frozenset(["assets/å.css"])))
    status, told = fetch(server, "/2027/?x=1")
    assert (200, True) == (status, told.startswith("<body>new"))
    assert (200, "/* new */") == fetch(server, "/assets/%C3%A5.css")
    early, other = server.await_news("", "/2027/"), server.await_news("", "/")
    assert early
    assert other
    assert f'data-version="{early.version}"' in told
    assert early.version != other.version

    asked = threading.Thread(target=lambda: waiting.append(fetch(server, "/")))
    asked.start()
    (site / "index.html").write_text("<body>whole</body>", encoding="utf-8")
    assert [] == waiting
    server.show(site, Markup())
    asked.join(PATIENCE)
    assert waiting[0][1].startswith("<body>whole")
    # The page that is open already is not loaded again.
    whole = server.await_news(early.state, "/2027/")
    assert whole
    assert early.version == whole.version


def test_a_page_of_a_site_that_came_to_nothing_is_taken_back(client: Client, tmp_path: Path) -> None:
    server = client.server
    before = server.await_news("", "/")
    server.show_early(tmp_path / "next", EarlyPage("/", "<body>new</body>", frozenset()))
    early = server.await_news("", "/")
    server.show(tmp_path, Markup("<section>problem</section>"))
    after = server.await_news("", "/")
    assert before
    assert early
    assert after
    assert before.version == after.version != early.version
    told = fetch(server, "/")[1]
    assert SECRET in told
    assert "<section>problem</section>" in told


def test_a_page_of_a_site_that_was_broken_off_stays_until_the_next_one_has_its_own(
    client: Client, tmp_path: Path
) -> None:
    server, sites = client.server, (tmp_path / "1", tmp_path / "2")
    for site in sites:
        site.mkdir()
        (site / "it.css").write_text(site.name, encoding="utf-8")
    files = frozenset(["it.css"])
    server.show_early(sites[0], EarlyPage("/", "<body>first</body>", files))
    server.show_early(sites[0], EarlyPage("/en/", "<body>first</body>", files))
    server.show_early(sites[1], EarlyPage("/", "<body>second</body>", files))
    assert fetch(server, "/")[1].startswith("<body>second")
    assert (200, "2") == fetch(server, "/it.css")
    waiting: list[tuple[int, str]] = []
    asked = threading.Thread(target=lambda: waiting.append(fetch(server, "/en/")))
    asked.start()
    # Whoever waits for a page gets it before the others of the next site.
    while server.list_opened() != ("/en/",):
        time.sleep(0.01)
    server.show_early(sites[1], EarlyPage("/en/", "<body>second</body>", files))
    asked.join(PATIENCE)
    assert waiting[0][1].startswith("<body>second")


def test_a_page_of_a_site_that_was_broken_off_stays_where_the_next_one_comes_to_nothing(
    client: Client, tmp_path: Path
) -> None:
    """It is the newest that is right, and what is wrong stands above it; all else is that of the last whole site."""
    server, site = client.server, tmp_path / "next"
    site.mkdir()
    (site / "it.css").write_text("new", encoding="utf-8")
    server.show_early(site, EarlyPage("/2027/", "<body>new</body>", frozenset(["it.css"])))
    early = server.await_news("", "/2027/")
    server.show(tmp_path, Markup("<section>problem</section>"), site)
    told, other = fetch(server, "/2027/")[1], fetch(server, "/")[1]
    assert told.startswith("<body>new")
    assert SECRET in other
    assert all("<section>problem</section>" in page for page in (told, other))
    assert (200, "new") == fetch(server, "/it.css")
    assert early
    after = server.await_news(early.state, "/2027/")
    assert after
    assert (early.version, "<section>problem</section>") == (after.version, after.panel)
    # Once the whole is there, it is shown.
    (site / "2027").mkdir()
    (site / "2027/index.html").write_text("<body>whole</body>", encoding="utf-8")
    server.show(site, Markup())
    assert fetch(server, "/2027/")[1].startswith("<body>whole")


def test_the_pages_that_listen_are_open_and_the_newest_comes_first(client: Client) -> None:
    server = client.server
    with server.follow("/2026/"), server.follow("/2027/"), server.follow("/2026/"):
        assert ("/2026/", "/2027/") == server.list_opened()
    assert () == server.list_opened()


def test_many_tabs_at_once_are_let_in(tmp_path: Path) -> None:
    """Those who come while nobody is answered wait in line."""
    server = LiveServer(0, Language("sv"), "")
    tabs = []
    try:
        for _ in range(60):
            tabs.append(socket.create_connection(("127.0.0.1", server.server_port), timeout=5))
    finally:
        for tab in tabs:
            tab.close()
        server.server_close()


def test_what_goes_wrong_in_an_answer_is_answered_all_the_same(tmp_path: Path) -> None:
    def fail(request: Request) -> Response:
        raise AssertionError(SECRET)

    server = LiveServer(0, Language("sv"), "", {"/.form/": fail})
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    status, told = fetch(server, "/.form/")
    server.shutdown()
    server.server_close()
    assert 500 == status
    assert SECRET not in told


def fetch(server: LiveServer, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    connection.request("GET", path)
    response = connection.getresponse()
    told = response.read().decode()
    connection.close()
    return response.status, told
