"""Cross-check of what is said twice: in the offline copy, in records in one file, and in the web archive.

Whoever changes one of them and makes the lists of checksums anew is given away by the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import TypeAlias

from lxml import html

from pledgebook.archive.layout import ONE_FILE, SITE
from pledgebook.archive.offline_copy import LINKS, is_left_out, is_rewritten
from pledgebook.archive.packages.warc import address_of
from pledgebook.archive.verify.finding import Finding
from pledgebook.files.tree import Files, digest, take
from strict_readers.links import ParsedPages, read_elements

# What a page says, element by element, but for where its links lead.
_Words: TypeAlias = list[tuple[str, ...]]
# Where an address may stand; a copy has it written in another way.
_WRITTEN_ANEW = {*LINKS, "content"}


def check_copies(pages: ParsedPages, web_archive: str, published: Files) -> Iterator[Finding]:
    """The offline copy and the records in one file say what was published.

    Args:
        pages: a package's contents.
        web_archive: the path of the packed web archive among them.
        published: what it holds, by address (`2027/`).
    """
    site = take(SITE, pages.files)
    addresses = {address_of(path, ""): path for path in site}
    for address, path in addresses.items():
        place = f"{SITE}/{path}"
        if address not in published:
            yield Finding(place, "unpublished", web_archive)
        elif not _is_copy(path, pages, published[address]):
            yield Finding(place, "differs", web_archive, digest(site[path]))
    for address in published.keys() - addresses.keys():
        if not is_left_out(address):
            yield Finding(f"{SITE}/{address}", "missing")
    known = set(published.values())
    for path, data in take(ONE_FILE, pages.files).items():
        if data not in known:
            yield Finding(f"{ONE_FILE}/{path}", "differs", web_archive, digest(data))


def _is_copy(path: str, pages: ParsedPages, published: bytes) -> bool:
    is_same = pages.files[f"{SITE}/{path}"] == published
    if is_same or not is_rewritten(path, published):
        return is_same
    if not path.endswith((".html", ".htm")):
        # The index that a search is made in: other files are named in it, and so it is ordered in another way.
        return True
    here, there = _list_words(pages.elements(f"{SITE}/{path}")), _list_words(read_elements(published))
    # But for one thing that stands in the copy alone, and says that it is one.
    return _count_shared(here, there) + _count_shared(here[::-1], there[::-1]) >= len(there)


def _list_words(page: Iterable[html.HtmlElement]) -> _Words:
    return [
        (
            str(element.tag),
            element.text or "",
            element.tail or "",
            *(f"{name}={value}" for name, value in element.attrib.items() if name not in _WRITTEN_ANEW),
        )
        for element in page
    ]


def _count_shared(one: _Words, other: _Words) -> int:
    """How many elements two lists have in common from the beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
