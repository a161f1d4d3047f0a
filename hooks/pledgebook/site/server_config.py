"""Web server configuration: the headers to send with pages, and the redirects to answer with in the place of pages.

Source: https://developer.mozilla.org/docs/Web/HTTP/Headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..files.formats import find_format
from .csp import PAGE_POLICY, hash_style
from .exports.dataset import FOLDER
from .exports.discovery import DISCOVERY
from .server_files import LOST

# What keeps to https is only sent when the site's settings ask for it, since it holds for all of a host.
HSTS = "Strict-Transport-Security"
HEADERS = {
    # The last directive means nothing in a page.
    "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Media types that servers do not all know, by how a file's name ends.
MEDIA_TYPES = {ending: find_format(f".{ending}").content_type for ending in ("atom", "csv", "rdf")}
# What scripts and pages of any other site may read (https://fetch.spec.whatwg.org/#http-cors-protocol): the data, where
# they are, and feeds. A `*` stands for anything, and no file is of two of these: a host may join what it finds twice.
SHARED = (f"{FOLDER}*", DISCOVERY, "*.atom")
SHARING = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}

# Folders from the root of the site, each with its headers; one that is nothing is not sent there.
Folders: TypeAlias = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class RedirectRule:
    """What a server answers at a path where nothing is any longer.

    Attributes:
        origin: the path, from the root of the host, with or without a `/` last.
        to: the path that it sends on to (301); without one, what was there is gone (410).
        page: the path of the page that says why it is gone.
    """

    origin: str
    to: str = ""
    page: str = ""


def allow_framing(folders: Iterable[str], hosts: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """What is sent otherwise with some folders, which pages of some hosts, each by its origin, may frame.

    Browsers heed `X-Frame-Options` only where a policy says nothing of ancestors, and it knows no hosts.
    """
    headers = {
        "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors {' '.join(hosts)}",
        "X-Frame-Options": "",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return dict.fromkeys(folders, headers)


def render_server_file(
    file: str,
    style: str,
    rules: Sequence[RedirectRule] = (),
    base: str = "/",
    hsts: str = "",
    folders: Folders | None = None,
) -> str:
    """The text of one of `SERVER_FILES`, which tells a web server what to send with pages and instead of them.

    Args:
        file: `_headers` and `_redirects` (Netlify, Cloudflare Pages and others), `.htaccess` (Apache, with mod_headers
            and mod_alias) or `servers/nginx.conf` (to be included in a `server` block).
        style: the style sheet that stands inside records in one file, which the pages' own policy would stop.
        rules: for paths where nothing is any longer. `_redirects` knows no 410, so what is gone is not in it.
        base: the path of the site, from the root of the host.
        hsts: what is to be sent as `Strict-Transport-Security` (RFC 6797), or nothing.
        folders: what is sent otherwise with what is in some folders.
    """
    allowed = f"style-src 'self' {hash_style(style)}"
    headers = {name: value.replace("style-src 'self'", allowed) for name, value in HEADERS.items()}
    headers |= {HSTS: hsts} if hsts else {}
    if file == "_headers":
        return "".join(f"{line}\n" for line in _list_header_rules(headers, folders or {}, base))
    if file == "_redirects":
        return "".join(f"{rule.origin} {rule.to} 301\n" for rule in rules if rule.to)
    render = _render_apache if file == ".htaccess" else _render_nginx
    return "".join(f"{line}\n" for line in render(headers, rules, folders or {}, base))


def _list_header_rules(headers: Mapping[str, str], folders: Folders, base: str) -> Iterator[str]:
    # A later rule takes the place of an earlier one (Netlify, which passes over `!`), or is added to it (Cloudflare)
    # unless the header is detached by `!`.
    yield f"{base}*"
    yield from (f"  {name}: {value}" for name, value in headers.items())
    for folder, others in folders.items():
        yield f"{base}{folder}*"
        yield from (f"  ! {name}" for name in others)
        yield from (f"  {name}: {value}" for name, value in others.items() if value)
    types = {f"*.{ending}": {"Content-Type": kind} for ending, kind in MEDIA_TYPES.items()}
    for path in dict.fromkeys((*SHARED, *types)):
        sent = (SHARING if path in SHARED else {}) | types.get(path, {})
        yield base + path
        yield from (f"  ! {name}" for name in sent if name in headers)
        yield from (f"  {name}: {value}" for name, value in sent.items())


def _match_shared(base: str) -> list[str]:
    return ["^" + re.escape(base + path).replace(r"\*", ".*") + "$" for path in SHARED]


def _render_apache(headers: Mapping[str, str], rules: Sequence[RedirectRule], folders: Folders, base: str) -> list[str]:
    lines = [f'  Header always set {name} "{value}"' for name, value in headers.items()]
    for folder, others in folders.items():
        lines.append(f'  <If "%{{REQUEST_URI}} =~ m|^{re.escape(base + folder)}|">')
        lines += [f"    Header always unset {name}" for name in others]
        lines += [f'    Header always set {name} "{value}"' for name, value in others.items() if value]
        lines.append("  </If>")
    shared = _match_shared(base)
    for name, value in SHARING.items():
        lines += [f'  Header always set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m|{pattern}|"' for pattern in shared]
    lines = ["<IfModule mod_headers.c>", *lines, "</IfModule>"]
    types = [f'AddType "{kind}" .{ending}' for ending, kind in MEDIA_TYPES.items()]
    lines = ["AddDefaultCharset utf-8", *types, f'ErrorDocument 404 "{base}{LOST}"', *lines]
    for rule in rules:
        pattern = f"^{_match_either(rule.origin)}$"
        if rule.to:
            lines.append(f'RedirectMatch 301 "{pattern}" "{rule.to}"')
        else:
            lines += [f'<If "%{{REQUEST_URI}} =~ m|{pattern}|">', f'  ErrorDocument 410 "{rule.page}"', "</If>"]
            lines.append(f'RedirectMatch 410 "{pattern}"')
    return lines


def _render_nginx(headers: Mapping[str, str], rules: Sequence[RedirectRule], folders: Folders, base: str) -> list[str]:
    names = {name: f"$shared_{number}" for number, name in enumerate(SHARING)}
    changes = " ".join(f'set {names[name]} "{value}";' for name, value in SHARING.items())
    choice = [f'set {variable} "{headers.get(name, "")}";' for name, variable in names.items()]
    choice += [f'if ($uri ~ "{pattern}") {{ {changes} }}' for pattern in _match_shared(base)]
    lines = ["charset utf-8;", f'error_page 404 "{base}{LOST}";', *choice]
    # What is empty is not sent.
    told = {name: f'"{value}"' for name, value in headers.items()} | names
    lines += [f"add_header {name} {value} always;" for name, value in told.items()]
    # A list of types in a `server` would take the place of the host's.
    for ending, kind in MEDIA_TYPES.items():
        # What a location around this one has chosen is not known here.
        inner = ["types { }", f'default_type "{kind}";', *choice]
        lines += [f'location ~ "^{re.escape(base)}.*\\.{ending}$" {{', *(f"  {line}" for line in inner), "}"]
    for folder, others in folders.items():
        # A location that adds a header of its own is given none of those around it.
        sent = {**headers, **others}.items()
        lines += [f'location "{base}{folder}" {{']
        lines += [*(f'  add_header {name} "{value}" always;' for name, value in sent if value), "}"]
    for rule in rules:
        answer = f'return 301 "{rule.to}";' if rule.to else f'error_page 410 "{rule.page}"; return 410;'
        lines += [f'location = "{path}" {{ {answer} }}' for path in _list_either(rule.origin)]
    return lines


def _list_either(path: str) -> tuple[str, ...]:
    """A path with and without a `/` last; one that ends as a page's file does has none."""
    return (path,) if path.endswith((".html", ".htm")) else (path.rstrip("/"), path.rstrip("/") + "/")


def _match_either(path: str) -> str:
    shortest, *others = _list_either(path)
    return re.escape(shortest) + ("/?" if others else "")
