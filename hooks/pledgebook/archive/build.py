"""All that an archive is handed, put together: the contents, and the packages that carry them."""

from __future__ import annotations

from ..files.tree import Files, list_sums, order, place_in, take
from ..model.paths import folder_of
from ..site.routes import ONE_FILE_KINDS, Site
from .layout import DOCUMENTATION, SUMS, name_one_file
from .metadata import PackageMetadata
from .packages.bag import make_bag
from .packages.sip import make_sip, name_sip


def name_wacz(package: PackageMetadata) -> str:
    """The name of the web archive's file."""
    return f"{package.name}.wacz"


def name_tar(package: PackageMetadata) -> str:
    """The name of the file that the SIP is in."""
    return f"{name_sip(package)}.tar"


def collect_one_files(built: Files, site: Site) -> dict[str, bytes]:
    """The records of a built site as one file each, where the contents of a package have them."""
    book = site.book
    found = {}
    for record in (*book.pledges, *book.agreements):
        for language in book.languages:
            address = site.one_file_url(record, language)
            for kind in ONE_FILE_KINDS:
                if f"{address}.{kind}" in built:
                    found[name_one_file(folder_of(record), language, kind)] = built[f"{address}.{kind}"]
    return order(found)


def seal(contents: Files) -> dict[str, bytes]:
    """The same files, ordered, and the list of their checksums (`sha256sum -c SHA256SUMS`)."""
    return order({**contents, SUMS: list_sums(contents).encode()})


def pack(contents: Files, wacz: bytes, package: PackageMetadata) -> dict[str, bytes]:
    """The files of an archive's folder: the bag, the web archive, the SIP, and the list of all their checksums.

    Args:
        contents: the files that are handed on, with their own list of checksums.
        wacz: the web archive.
        package: what is handed on.
    """
    return seal(
        {
            **place_in(package.name, make_bag(contents, package)),
            name_wacz(package): wacz,
            name_tar(package): make_sip(contents, take(DOCUMENTATION, contents), package),
        }
    )


def list_packages(package: PackageMetadata) -> dict[str, str]:
    """The names of the packages in an archive's folder, by kind: a folder and two files."""
    return {"bag": package.name, "wacz": name_wacz(package), "sip": name_tar(package)}
