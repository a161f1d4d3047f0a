"""The archive's folder, put together: the SIP, with the sender's own signature where there is one, in a bag."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..files.tree import Files, order, place_in
from ..model.paths import folder_of
from ..site.routes import ONE_FILE_KINDS, Site
from .layout import SUMS, TAG_MANIFEST, ZIP_SUFFIX, name_one_file
from .metadata import PackageMetadata
from .packages.bag import make_bag
from .packages.containers import pack_zip
from .signature import SUFFIX

# Makes the signature of a list of checksums.
Sign: TypeAlias = Callable[[bytes], bytes]


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


def make_archive(
    sip: Files, package: PackageMetadata, *, sign: Sign | None = None, has_zip: bool = False
) -> dict[str, bytes]:
    """The files of an archive's folder: a bag with the SIP in it, and the SIP as one file where that is asked for.

    What is signed is a list that names all the rest: in the SIP its checksums, so that the SIP may be handed over
    alone, and around it the bag's own, which must name that signature too.

    Args:
        sip: the files of the SIP, from its own folder.
        package: its metadata.
        sign: makes the signatures; nothing where there are none.
        has_zip: whether the SIP is to be there as one file too.
    """
    if sign:
        sip = {**sip, f"{SUMS}{SUFFIX}": sign(sip[SUMS])}
    placed = order(place_in(package.name, sip))
    bag = make_bag(placed, package)
    if sign:
        bag[f"{TAG_MANIFEST}{SUFFIX}"] = sign(bag[TAG_MANIFEST])
    zipped = {f"{package.name}{ZIP_SUFFIX}": pack_zip(placed, package.moment)} if has_zip else {}
    return order({**place_in(package.name, bag), **zipped})
