"""Rules on the pictures beside a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..images.picture import PictureError, is_picture
from ..images.publish import check_picture
from ..model.paths import Attachment
from ..problem import Mark, Problem
from ..records.parsed import ParsedRecords
from .files import list_documents, list_linked


def check_pictures(entries: ParsedRecords, read: Callable[[Attachment], bytes]) -> Iterator[Problem]:
    """A picture can be shown.

    Args:
        entries: what has been read.
        read: gives the bytes of a file beside a record.
    """
    documents, linked = list_documents(entries), list_linked(entries)
    for attachment in entries.attachments:
        if not is_picture(attachment.name):
            continue
        key, mark = (attachment.folder, attachment.name), Mark(attachment.path)
        try:
            check_picture(read(attachment), attachment.name, is_size_free=key in documents and key not in linked)
        except OSError:
            yield Problem(mark, "file_unreadable", found=attachment.name)
        except PictureError as error:
            yield Problem(mark, error.code, found=attachment.name, details={"part": error.part})
