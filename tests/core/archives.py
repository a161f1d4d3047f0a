"""A whole archive in a few files, with a small record in it. Everything in it is made up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.conftest import ENGLISH, LANGUAGES, REGISTER, kept, pledge, statement, words, write
from pledgebook.archive import build
from pledgebook.archive.metadata import PackageMetadata
from pledgebook.archive.packages.sip import make_sip
from pledgebook.archive.packages.wacz import make_wacz
from pledgebook.files.tree import Files, place_in, read_tree, write_tree
from pledgebook.history.ledger import add_edition
from pledgebook.names import Folder
from pledgebook.project import load_book

NAME = "exempelstad-2027-06-15"
MOMENT = datetime(2027, 6, 15, tzinfo=UTC)
PACKAGE = PackageMetadata(
    name=NAME,
    title="Medborgarlöften i Exempelstad",
    description="Vad kommunen och polisen lovar invånarna.",
    languages=LANGUAGES,
    address="https://medborgarloften.example/",
    moment=MOMENT,
    years="2027",
    sender="Exempelstads kommun",
    contact="Kommunarkivet",
    email="arkiv@exempelstad.example",
    version="1.0",
)
SETTINGS = """site_name: Exempelstad
theme: {name: null, custom_dir: theme}
plugins:
  - i18n: {languages: [{locale: sv, name: Svenska, default: true}, {locale: en, name: English}]}
"""
SITE = {
    "index.html": '<!doctype html><html lang="sv"><title>Löften</title><link rel=stylesheet href="a.css">'
    '<a href="2027/index.html#synas">2027</a>',
    "2027/index.html": '<!doctype html><html lang="sv"><title>2027</title><p id="synas">Synas.<a href="../index.html">',
    "a.css": 'body { background: url("b.svg") }',
    "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    **{f"2027/{code}.{end}": f"<title>2027</title>{code}{end}" for code in LANGUAGES for end in ("html", "pdf")},
}
ADDRESSES = """# All that has been published.
2027-01-31 /
2027-01-31 /2027/
2027-01-31 /2027/#synas
2027-01-31 /2027/#gammalt
2027-01-31 /old.pdf
2027-01-31 /b.svg
"""
REDIRECTS = """moved:
  - {from: /2027/#gammalt, to: /2027/#synas}
gone:
  - {address: /old.pdf, date: 2027-02-01, what: Ett utkast, reason: Det var fel.}
"""


@cache
def make_sources() -> dict[str, bytes]:
    """The sources of a project with one pledge, published on a day."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, {"register.yml": REGISTER, "accessibility.yml": statement(), "2027/pledge.sv.md": pledge()})
        write(root, {"2027/pledge.en.md": words(ENGLISH)})
        entries = load_book(root, LANGUAGES).entries
        ledger = add_edition(None, Folder("2027"), entries.snapshot_of(Folder("2027")), MOMENT.date())
        write(root, kept(ledger))
        write(root, {"published/addresses.txt": ADDRESSES, "redirects.yml": REDIRECTS})
        written = read_tree(root)
    lock = f"alpha==1.0 --hash=sha256:{'0' * 64}\nbeta-two==2.1 ; sys_platform == 'win32' --hash=sha256:{'1' * 64}\n"
    return {**written, "mkdocs.yml": SETTINGS.encode(), "requirements.txt": lock.encode()}


@cache
def make_contents() -> dict[str, bytes]:
    """What the package holds."""
    site = {path: text.encode() for path, text in SITE.items()}
    components = [
        {"name": "alpha", "version": "1.0", "purl": "pkg:pypi/alpha@1.0"},
        {"name": "beta-two", "version": "2.1", "purl": "pkg:pypi/beta-two@2.1"},
        {"name": "A font"},
    ]
    return {
        "index.html": b'<!doctype html><title>Arkiv</title><a href="site/index.html">',
        **place_in("site", site),
        **{f"one-file/2027.{name[5:]}": data for name, data in site.items() if name[:7] in ("2027/sv", "2027/en")},
        f"web-archive/{NAME}.wacz": make_wacz(site, PACKAGE),
        **place_in("sources", make_sources()),
        "sbom.cdx.json": json.dumps({"bomFormat": "CycloneDX", "components": components}).encode(),
    }


def pack(contents: Files) -> dict[str, bytes]:
    """A SIP of some contents."""
    return make_sip(contents, {"read.txt": b"Read.\n"}, PACKAGE)


@cache
def make_archive() -> dict[str, bytes]:
    """The whole folder, with the SIP as one file too."""
    return build.make_archive(pack(make_contents()), PACKAGE, has_zip=True)


def write_archive(folder: Path, sign: build.Sign | None = None) -> Path:
    """The whole folder on disk."""
    signed = build.make_archive(pack(make_contents()), PACKAGE, sign=sign, has_zip=True) if sign else make_archive()
    write_tree(signed, folder)
    return folder
