"""Which files beside the records somebody has named, which are those that are published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..markdown.render import is_elsewhere, name_file
from ..model import FollowUp, Record
from ..model.paths import folder_of
from ..names import Folder
from ..yaml.characters import compose


def name_documents(holders: Iterable[Record | FollowUp]) -> frozenset[tuple[str, str]]:
    """Folder and name of every file that is named as a document."""
    return frozenset(
        (folder_of(holder), compose(name))
        for holder in holders
        for document in holder.documents
        for name in (document.file, document.text_version)
        if name
    )


def name_linked(
    links: Iterable[tuple[Folder, Iterable[str]]], files: Mapping[Folder, Collection[str]]
) -> frozenset[tuple[str, str]]:
    """Folder and name of every file beside a record that its text shows or leads to.

    Args:
        links: where the links in the texts of each folder lead.
        files: the names of the files in each folder.
    """
    return frozenset(
        (folder, name_file(target, files.get(folder, ()).__contains__))
        for folder, targets in links
        for target in targets
        if not is_elsewhere(target)
    )
