"""A site built anew, held against the one that was published, which a package has as a web archive."""

from __future__ import annotations

from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # it ships no types
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from ...files.tree import digest
from ..layout import WACZ_LIST, WEB_SUFFIX
from ..packages.warc import address_of
from .finding import Finding
from .opened import READ_ERRORS, OpenedTree, open_zip, tell_unreadable


def check_rebuilt(site: OpenedTree, package: OpenedTree) -> Iterator[Finding]:
    """A site that was built anew from a package's sources is, byte by byte, what was published, and all of it.

    Args:
        site: the site built anew.
        package: what holds the site as it was published, as a web archive, or is one.
    """
    yield from site.findings
    try:
        published = _read_package(package)
        built = {address_of(path, ""): (path, digest(site[path])) for path in site}
    except (*READ_ERRORS, ArchiveLoadFailed) as error:
        yield tell_unreadable("", error)
        return
    if not published:
        yield Finding("", "no_wacz")
        return
    for address in sorted(published.keys() | built.keys()):
        path, found = built.get(address, (address, ""))
        expected = published.get(address, "")
        if expected != found:
            yield Finding(path, "missing" if not found else "changed" if expected else "stray", expected, found)


def _read_package(package: OpenedTree) -> dict[str, str]:
    """What was published, as the checksum of each address from the site's own on; nothing where none of it is kept."""
    if WACZ_LIST in package:
        return _read_web_archive(package)
    for path in sorted(path for path in package if path.endswith(WEB_SUFFIX))[:1]:
        with package.files[path].open() as file, open_zip(file) as web:
            return _read_web_archive(web)
    return {}


def _read_web_archive(web: OpenedTree) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in web:
        if path.startswith("archive/"):
            with web.files[path].open() as file:
                for record in ArchiveIterator(file):
                    address = record.rec_headers.get_header("WARC-Target-URI")
                    if address and record.rec_type in ("resource", "response"):
                        found[address] = digest(record.content_stream().read())
    top = min(found, key=len, default="")
    return {address.removeprefix(top): checksum for address, checksum in found.items()}
