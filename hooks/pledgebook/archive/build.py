"""The archive's folder, put together: contents, and the packages that carry them."""

from __future__ import annotations

from ..files.tree import Files, list_sums, order, place_in, take
from ..model.paths import folder_of
from ..site.routes import ONE_FILE_KINDS, Site
from .layout import DOCUMENTATION, SUMS, name_one_file
from .metadata import PackageMetadata
from .packages.bag import make_bag
from .packages.sip import make_sip, name_sip


def name_wacz(package: PackageMetadata) -> str:
    """The file name of the web archive (`….wacz`)."""
    return f"{package.name}.wacz"


def name_tar(package: PackageMetadata) -> str:
    """The file name of the SIP (`….tar`)."""
    return f"{name_sip(package)}.tar"


def collect_one_files(built: Files, site: Site) -> dict[str, bytes]:
    """The records of a built site as one file each, by the path that a package's contents have them at."""
    book = site.book
    found = {}
    for record in (*book.pledges, *book.agreements):
        for language in book.languages:
            address = site.one_file_url(record, language)
            for kind in ONE_FILE_KINDS:
                if f"{address}.{kind}" in built:
                    found[name_one_file(folder_of(record), language, kind)] = built[f"{address}.{kind}"]
    return order(found)


def add_sums(files: Files) -> dict[str, bytes]:
    """The same files, ordered, and the list of their checksums (`sha256sum -c SHA256SUMS`)."""
    return order({**files, SUMS: list_sums(files).encode()})


def make_archive(contents: Files, wacz: bytes, package: PackageMetadata) -> dict[str, bytes]:
    """The files of an archive's folder: the bag, the web archive, the SIP, and the list of all their checksums.

    Args:
        contents: of every package, with their own list of checksums, by path.
        wacz: the web archive.
        package: the packages' metadata.
    """
    return add_sums(
        {
            **place_in(package.name, make_bag(contents, package)),
            name_wacz(package): wacz,
            name_tar(package): make_sip(contents, take(DOCUMENTATION, contents), package),
        }
    )


def list_packages(package: PackageMetadata) -> dict[str, str]:
    """The names of the packages in an archive's folder, by kind: a folder and two files."""
    return {"bag": package.name, "wacz": name_wacz(package), "sip": name_tar(package)}
