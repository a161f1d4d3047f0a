"""Which files beside the records somebody has named, which are those that are published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..markdown.render import find_links, name_file
from ..model import FollowUp, Record
from ..model.located import Located
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
    entries: Iterable[Located[Record | FollowUp]], files: Mapping[Folder, Collection[str]]
) -> frozenset[tuple[str, str]]:
    """Folder and name of every file beside a record that its text shows or leads to.

    `files` are the names of the files in each folder.
    """
    return frozenset(
        (folder, name_file(target, files.get(folder, ()).__contains__))
        for entry in entries
        for folder in [folder_of(entry.record)]
        for node in entry.prose
        for _, target in find_links(node.text)
    )
