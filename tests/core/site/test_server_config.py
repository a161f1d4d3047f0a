"""What a web server is told to send."""

from __future__ import annotations

import re

import pytest

from pledgebook.site.csp import PAGE_POLICY, hash_style
from pledgebook.site.server_config import HEADERS, HSTS, MEDIA_TYPES, allow_framing, render_server_file
from pledgebook.site.server_files import SERVER_FILES

STYLE = "p { color: red }\n"


@pytest.mark.parametrize("file", [name for name in SERVER_FILES if name != "_redirects"])
def test_every_server_is_told_the_same(file: str) -> None:
    text = render_server_file(file, STYLE)
    for name, value in HEADERS.items():
        assert name in text
        # What stands inside a record in one file is let through by its own mark and nothing else.
        assert value.replace("style-src 'self'", f"style-src 'self' {hash_style(STYLE)}") in text
    for ending, kind in MEDIA_TYPES.items():
        assert re.search(rf"\.{ending}\W", text)
        assert kind in text
    assert text.endswith("\n")


def test_only_who_asks_is_kept_to_https() -> None:
    for file in SERVER_FILES:
        assert HSTS not in render_server_file(file, STYLE)
        told = render_server_file(file, STYLE, hsts="max-age=60")
        assert (HSTS in told) == (file != "_redirects")
        assert "includeSubDomains" not in told


def test_what_is_told_of_a_folder_holds_for_that_folder() -> None:
    assert "/loften/*" == render_server_file("_headers", STYLE, base="/loften/").splitlines()[0]


def test_files_for_servers_have_the_form_that_each_reads() -> None:
    assert render_server_file("_headers", STYLE).splitlines()[0] == "/*"
    apache = render_server_file(".htaccess", STYLE).splitlines()
    assert '  Header always set X-Frame-Options "DENY"' in apache
    nginx = render_server_file("servers/nginx.conf", STYLE).splitlines()
    assert 'add_header X-Frame-Options "DENY" always;' in nginx


def test_other_sites_may_read_the_data_where_they_are_and_feeds_and_nothing_else() -> None:
    """As Netlify, Apache and nginx each read it: by a path with `*` in it, or by a regular expression."""
    headers = render_server_file("_headers", STYLE, base="/loften/")
    detached = "  ! Cross-Origin-Resource-Policy\n"
    sharing = f"{detached}  Access-Control-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n"
    for path in ("data/*", ".well-known/medborgarloften.json", "*.atom"):
        assert f"\n/loften/{path}\n{sharing}" in headers
    assert 3 == headers.count("Access-Control")
    # Of two rules for one path some hosts keep the last.
    paths = [line for line in headers.splitlines() if line.startswith("/")]
    assert len({*paths}) == len(paths)
    apache, nginx = (render_server_file(name, STYLE, base="/loften/") for name in (".htaccess", "servers/nginx.conf"))
    asked = re.findall(r'Origin "\*" "expr=%{REQUEST_URI} =~ m\|(.*)\|"', apache)
    assert asked == re.findall(r'Policy "cross-origin" "expr=%{REQUEST_URI} =~ m\|(.*)\|"', apache)
    assert asked == re.findall(
        r'^if \(\$uri ~ "(.*)"\) { set \$shared_0 "\*"; set \$shared_1 "cross-origin"; }', nginx, re.MULTILINE
    )
    # What holds for all others, which Apache tells first and nginx where nothing is shared.
    assert apache.index('Policy "same-origin"') < apache.index('Policy "cross-origin"')
    assert 'set $shared_0 "";\nset $shared_1 "same-origin";\nif' in nginx
    assert (3, 1) == (apache.count("Access-Control"), nginx.count("Access-Control"))
    assert "add_header Access-Control-Allow-Origin $shared_0 always;" in nginx
    assert "add_header Cross-Origin-Resource-Policy $shared_1 always;" in nginx
    shared = [
        *("/loften/data/dataset.json", "/loften/data/pledges/2027.json", "/loften/.well-known/medborgarloften.json"),
        *("/loften/handelser.atom", "/loften/en/themes/narvaro/events.atom"),
    ]
    others = [
        *("/loften/2027/", "/data/x", "/handelser.atom", "/loften/2027/data/x", "/loften/database/"),
        *("/loften/.well-known/security.txt", "/loften/atom", "/loften/handelser.atom/"),
    ]
    assert shared == [path for path in (*shared, *others) if any(re.search(pattern, path) for pattern in asked)]


def test_types_that_servers_do_not_know_are_told_in_the_form_of_each() -> None:
    assert "\n/loften/*.rdf\n  Content-Type: application/rdf+xml\n" in render_server_file(
        "_headers", STYLE, base="/loften/"
    )
    assert 'AddType "application/atom+xml" .atom' in render_server_file(".htaccess", STYLE).splitlines()
    # The types of a `server` are no longer those of the host.
    nginx = render_server_file("servers/nginx.conf", STYLE, base="/loften/").splitlines()
    own = nginx.index('location ~ "^/loften/.*\\.rdf$" {')
    assert ["  types { }", '  default_type "application/rdf+xml";'] == nginx[own + 1 : own + 3]
    # Within another location nothing has been chosen yet for these.
    choice = nginx[2 : nginx.index("add_header Access-Control-Allow-Origin $shared_0 always;")]
    choice = [line for line in choice if line.startswith(("set", "if"))]
    assert [f"  {line}" for line in choice] == nginx[own + 3 : nginx.index("}", own)]
    assert not any(line.startswith("types") for line in nginx)


@pytest.mark.parametrize("base", ["/", "/loften/"])
def test_a_folder_can_be_framed_by_those_who_are_named_and_all_else_by_nobody(base: str) -> None:
    hosts = ["https://www.example.org", "https://example.com:8443"]
    framed = f"{PAGE_POLICY}; frame-ancestors {' '.join(hosts)}"
    headers, apache, nginx = (
        render_server_file(file, STYLE, base=base, folders=allow_framing(["en/visa/"], hosts)).splitlines()
        for file in ("_headers", ".htaccess", "servers/nginx.conf")
    )
    own = headers.index(f"{base}en/visa/*")
    assert "frame-ancestors 'none'" in "".join(headers[:own])
    # Detached, where hosts add what is said of a folder to what is said of all; others pass over such a line.
    assert ["  ! Content-Security-Policy", "  ! X-Frame-Options"] == headers[own + 1 : own + 3]
    assert f"  Content-Security-Policy: {framed}" in headers[own:]
    assert "X-Frame-Options:" not in "".join(headers[own:])
    assert f'  <If "%{{REQUEST_URI}} =~ m|^{base}en/visa/|">' in apache
    assert f'    Header always set Content-Security-Policy "{framed}"' in apache
    assert "    Header always unset X-Frame-Options" in apache
    own = nginx.index(f'location "{base}en/visa/" {{')
    assert f'  add_header Content-Security-Policy "{framed}" always;' in nginx[own:]
    # All else is sent there too, which nginx leaves out unless it is said again.
    assert '  add_header X-Content-Type-Options "nosniff" always;' in nginx[own:]
    assert "X-Frame-Options" not in "".join(nginx[own:])
    assert "frame-ancestors 'none'" in "".join(nginx[:own])


@pytest.mark.parametrize("base", ["/", "/loften/"])
def test_an_address_that_is_nowhere_is_answered_with_the_sites_own_page(base: str) -> None:
    assert f'ErrorDocument 404 "{base}404.html"' in render_server_file(".htaccess", STYLE, base=base).splitlines()
    assert (
        f'error_page 404 "{base}404.html";' in render_server_file("servers/nginx.conf", STYLE, base=base).splitlines()
    )
