"""All that an archive is handed, put together: the contents, and the packages that carry them."""

from __future__ import annotations

from ..book import folder_of
from ..pages import Site
from .bag import make_bag
from .delivery import Delivery
from .introduction import DOCUMENTATION, SUMS
from .sip import make_sip, name_sip
from .tree import Files, list_sums, order, place_in, take

WEB_ARCHIVE = "web-archive"
SOURCES = "sources"

_ENDINGS = ("html", "pdf")


def name_wacz(delivery: Delivery) -> str:
    """The name of the web archive's file."""
    return f"{delivery.name}.wacz"


def name_tar(delivery: Delivery) -> str:
    """The name of the file that the SIP is in."""
    return f"{name_sip(delivery)}.tar"


def collect_editions(built: Files, site: Site) -> dict[str, bytes]:
    """The one-file editions of a built site, under names that say which record they hold and in which language."""
    book = site.book
    found = {}
    for record in (*book.pledges, *book.agreements):
        name = folder_of(record).replace("/", "-")
        for language in book.languages:
            address = site.address_of_one_file(record, language)
            for ending in _ENDINGS:
                if f"{address}.{ending}" in built:
                    found[f"{name}.{language}.{ending}"] = built[f"{address}.{ending}"]
    return order(found)


def seal(contents: Files) -> dict[str, bytes]:
    """The same files, ordered, and the list of their checksums (`sha256sum -c SHA256SUMS`)."""
    return order({**contents, SUMS: list_sums(contents).encode()})


def pack(contents: Files, wacz: bytes, delivery: Delivery) -> dict[str, bytes]:
    """The files of an archive's folder: the bag, the web archive, the SIP, and the list of all their checksums.

    Args:
        contents: the files that are handed on, with their own list of checksums.
        wacz: the web archive.
        delivery: what is handed on.
    """
    return seal(
        {
            **place_in(delivery.name, make_bag(contents, delivery)),
            name_wacz(delivery): wacz,
            name_tar(delivery): make_sip(contents, take(DOCUMENTATION, contents), delivery),
        }
    )


def list_packages(delivery: Delivery) -> dict[str, str]:
    """The names of the packages in an archive's folder, by kind: a folder and two files."""
    return {"bag": delivery.name, "wacz": name_wacz(delivery), "sip": name_tar(delivery)}
