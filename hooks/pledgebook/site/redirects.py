"""Redirect map: what is where on the site, and where that is now which was there once.

An address is what has been published: a path, with a fragment or without (`2019/`, `2019/#synas`), the URL of a file,
or a permanent identifier (`id/2019/synas`). It has no language and no `/` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from ..history.published_urls import PublishedUrl
from ..images.picture import is_picture
from ..model.paths import folder_of
from ..model.redirects import Redirects, Removal, list_above, parse_address, render_address
from ..names import NO_FOLDER, Folder
from ..problem import suggest
from ..records.book import Thread
from ..records.grouping import group_pairs
from .exports.dataset import dataset_url, find_page_of_dataset
from .exports.dcat import CATALOGUE
from .exports.listing import list_exports
from .exports.robots import ROBOTS
from .exports.security import SECURITY
from .routes import ONE_FILE_KINDS, Site


@dataclass(frozen=True, slots=True)
class Redirect:
    """Redirect from an address where something was: to where it is now, or to why it has been taken away."""

    address: str
    to: str = ""
    removal: Removal | None = None

    @property
    def page(self) -> str:
        """The page of the address."""
        return self.address.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The place on that page, or nothing."""
        return self.address.partition("#")[2]


def list_owners(site: Site, followup: str, static: Iterable[str]) -> dict[str, Folder]:
    """Address → folder of the record that it belongs to, or nothing, of every address that is to last.

    Args:
        site: the generated pages.
        followup: the word that anchors of follow-ups begin with.
        static: addresses of static pages and of the files beside them.
    """
    book = site.book
    owners = {site.path(record): folder for folder, record in book.record_in.items()}
    places = {page.path: _find_owner(page.path, owners) for page in site.pages}
    exports = list_exports(site).keys() - {ROBOTS, SECURITY, CATALOGUE}
    shared = (*static, *(f"{code}/" for code in book.languages[1:]), site.fixed["identifiers"], *exports)
    places |= dict.fromkeys(shared, NO_FOLDER)
    for page in site.pages:
        record = page.record
        if record and not page.original:
            places[site.identifier(record)] = places[dataset_url(record)] = folder_of(record)
            names = (site.one_file_url(record, language) for language in page.languages)
            places |= {f"{name}.{kind}": folder_of(record) for name in names for kind in ONE_FILE_KINDS}
    for pledge in book.pledges:
        address, own = site.path(pledge), folder_of(pledge)
        for promise in pledge.promises:
            places[f"{address}#{promise.id}"] = places[site.identifier(pledge, promise)] = own
        for report in book.followups_of(pledge):
            places[f"{address}#{followup}-{report.id}"] = own
    for item in book.attachments:
        if (item.folder, item.name) in book.documents or not is_picture(item.name):
            places[site.file_url(item)] = item.folder
    return places


def _find_owner(address: str, owners: Mapping[str, Folder]) -> Folder:
    return next((owners[page] for page in (address, *list_above(address)) if page in owners), NO_FOLDER)


def list_published(places: Mapping[str, Folder], site: Site, folders: Iterable[Folder]) -> Iterator[str]:
    """The addresses to note when some records have been published: all but those of other records.

    A page that follows a promise is noted once it would be there with those records alone.
    """
    published = {NO_FOLDER, *folders}
    drafts = {
        f"{site.fixed['following']}{thread.id}/" for thread in site.book.threads if not _stands(thread, published)
    }
    yield from (address for address, folder in places.items() if folder in published and address not in drafts)


def _stands(thread: Thread, folders: set[Folder]) -> bool:
    kept = [pledge.id in folders for pledge, _ in thread.promises]
    return kept[0] and sum(kept) > 1


@dataclass(frozen=True)
class RedirectMap:
    """The site as it is, and what people have written of what is no longer there.

    Attributes:
        site: the generated pages.
        owners: every address on the site that is to last, with the folder of the record that it belongs to.
        redirects: what has moved and what has been taken away.
        published: every address ever published.
    """

    site: Site
    owners: Mapping[str, Folder]
    redirects: Redirects
    published: tuple[PublishedUrl, ...]

    @property
    def present(self) -> Set[str]:
        """Every address on the site that is to last."""
        return self.owners.keys()

    @cached_property
    def _written(self) -> dict[str, Redirect]:
        """The redirects that people have written, by address; what moved to what is gone now is gone with it."""
        moved = (Redirect(parse_address(item.origin), parse_address(item.to)) for item in self.redirects.moved)
        told = (Redirect(item.address, removal=end) if (end := self.find_removal(item.to)) else item for item in moved)
        gone = (Redirect(address, removal=item) for address, item in self._gone.items())
        return {redirect.address: redirect for redirect in (*told, *gone)}

    def find_removal(self, address: str) -> Removal | None:
        """What is written of an address that has been taken away, or of a page above it."""
        places = () if self.has(address) else (address, *list_above(address))
        return next((self._gone[place] for place in places if place in self._gone), None)

    @cached_property
    def _gone(self) -> dict[str, Removal]:
        """What is written of what has been taken away, by its address."""
        return {parse_address(item.address): item for item in self.redirects.gone}

    @cached_property
    def _followed(self) -> dict[str, str]:
        """Each promise (`pledge/promise`), by the addresses that a page could have had which followed it from there."""
        following, keys = self.site.fixed["following"], self.site.book.promise
        return {f"{following}{key.replace('/', joint)}/": key for key in keys for joint in ("-", "--")}

    def find_redirect(self, address: str) -> Redirect | None:
        """What is to stand at an address that the site does not have, or nothing when nobody has said.

        In this order: what is written of it; for a permanent identifier or a record's data, what holds for the subject;
        for a page that followed a promise, the page that follows it now; what is written of a page above it, so far as
        the same is found below where that has moved; what holds of the same in the first language.
        """
        written = self._written.get(address)
        if written:
            return written
        if subject := self._subject_of(address):
            redirect = Redirect(subject, subject) if subject in self.present else self.find_redirect(subject)
            at = self.site.page_at.get(redirect.to) if redirect and not self.site.is_identifier(address) else None
            to = dataset_url(at.record) if at and at.record else redirect.to if redirect else ""
            return redirect and Redirect(address, to, redirect.removal)
        if thread := self.site.book.thread_of.get(self._followed.get(address, "")):
            return Redirect(address, f"{self.site.fixed['following']}{thread.id}/")
        for page in list_above(address):
            above = self._written.get(page)
            if above and above.removal:
                return Redirect(address, removal=above.removal)
            if above:
                to = above.to + address.removeprefix(page)
                return Redirect(address, to) if to in self.present else None
        root, rest = self._split_language(address)
        found = self.find_redirect(rest) if root else None
        to = root + found.to if found and not found.removal else ""
        return Redirect(address, to, found.removal) if found and (found.removal or to in self.present) else None

    def _subject_of(self, address: str) -> str:
        """The address of what a permanent identifier or a record's data tell of; nothing for any other address."""
        is_identifier = self.site.is_identifier(address)
        return self.site.subject_of(address) if is_identifier else find_page_of_dataset(address, self.site)

    def has(self, address: str) -> bool:
        """Whether something is at an address, which may begin with a language."""
        return address in self.present or self._without_language(address) in self.present

    def _without_language(self, address: str) -> str:
        """A page's address without the language it begins with; files and identifiers stand in no language."""
        rest = self._split_language(address)[1]
        return rest if rest.partition("#")[0].endswith("/") and not self.site.is_identifier(rest) else address

    def _split_language(self, address: str) -> tuple[str, str]:
        """The folder of the language that an address begins with, which of the first is nothing, and the rest."""
        root, mark, rest = address.partition("/")
        return (root + mark, rest) if mark and root in self.site.book.languages[1:] else ("", address)

    def find_record_of_edition(self, address: str) -> Folder | None:
        """The record that an address, as the page of one of its editions or of them all, belongs to."""
        places = {self.site.editions_path(record): folder for folder, record in self.site.book.record_in.items()}
        return next((places[place] for place in (address, *list_above(address)) if place in places), None)

    def count_editions(self, folder: Folder) -> int:
        """How many editions of a record have had a page."""
        at = self.site.editions_path(self.site.book.record_in[folder])
        names = (item.address.removeprefix(at).strip("/") for item in self.published if item.address.startswith(at))
        return max((int(name) for name in names if name.isdecimal()), default=1)

    def follow(self, address: str) -> str:
        """The end of what is written of an address: one that is there, nothing, or the same again where it turns."""
        seen: set[str] = set()
        at = address
        while not self.has(at):
            redirect = self._written.get(at)
            if at in seen:
                return address
            if redirect is None or redirect.removal:
                return ""
            seen.add(at)
            at = redirect.to
        return at

    def suggest_address(self, address: str) -> str:
        """Where something that is not there may be now, as it is written: the most like of what has come since."""
        if address in self._followed:
            pledge, promise = self.site.book.promise[self._followed[address]]
            return render_address(f"{self.site.path(pledge)}#{promise.id}")
        page = next(list_above(address), "")
        named = self.site.fixed["identifiers"]
        fresh = self._fresh.get(page, ())
        same = [other for other in fresh if ("#" in other) == ("#" in address) and not other.startswith(named)]
        found = suggest(address, sorted(same))
        return render_address(found) if found else ""

    @cached_property
    def _fresh(self) -> dict[str, tuple[str, ...]]:
        """The addresses that have come since any was noted, by the page that they are part of."""
        fresh = self.present - {item.address for item in self.published}
        return group_pairs((next(list_above(address), ""), address) for address in fresh)

    @cached_property
    def needed(self) -> tuple[Redirect, ...]:
        """Every redirect that the site needs, in the order of their addresses."""
        permanent = filter(self.site.is_identifier, self.present)
        found = {address: Redirect(address, self.site.subject_of(address)) for address in permanent}
        found[self.site.fixed["identifiers"]] = Redirect(self.site.fixed["identifiers"], self.site.fixed["archive"])
        found |= self._written
        for address in (item.address for item in self.published):
            redirect = self.find_redirect(address)
            if redirect and address not in self.present:
                found.setdefault(address, redirect)
        return tuple(found[address] for address in sorted(found))

    @cached_property
    def _by_page(self) -> dict[str, tuple[Redirect, ...]]:
        return group_pairs((redirect.page, redirect) for redirect in self.needed if redirect.anchor)

    def redirects_on(self, page: str) -> Sequence[Redirect]:
        """What stands on a page at anchors that it once had."""
        return self._by_page.get(page, ())

    def list_vanished(self) -> Iterator[PublishedUrl]:
        """What was published, is not there, and has no redirect; of a page that vanished, not also all that it held."""
        missing = {
            item.address: item
            for item in self.published
            if item.address not in self.present and self.find_redirect(item.address) is None
        }
        for address, item in missing.items():
            is_told = any(page in missing for page in list_above(self._split_language(address)[1]))
            if not is_told and not self._subject_of(address):
                yield item
