"""An edition read back is the record as it was; what no longer fits is kept apart and stops nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import EXEMPELSTAD
from core.conftest import LANGUAGES, REPOSITORY
from pledgebook.book import part_of
from pledgebook.contents import FILES, list_values
from pledgebook.editions import restore
from pledgebook.ledger import add_edition, parse_ledger, render_ledger
from pledgebook.load import load_book


@pytest.mark.parametrize("root", [EXEMPELSTAD, REPOSITORY], ids=["exempelstad", "this-repository"])
def test_every_record_comes_back_whole_from_its_edition(root: Path) -> None:
    loaded = load_book(root, LANGUAGES)
    book = loaded.book
    assert book is not None
    for folder, record in book.record_in.items():
        contents = loaded.entries.contents_of(folder)
        written = render_ledger(add_edition(None, folder, contents, date(2027, 1, 1)), "")
        ledger, _ = parse_ledger(written, folder)
        assert ledger is not None
        restored = restore(ledger.state(), folder, book)
        assert {} == restored.rest
        read = [restored.record, *restored.book.followups]
        own = {slot: value for item in read if item for slot, value in list_values(part_of(item), item).items()}
        assert {slot: value for slot, value in contents.values.items() if slot.group != FILES} == own, folder
        # Nothing else than how far its translations had come is forgotten.
        whole = [record, *(item for item in book.followups if item.pledge == folder)]
        plain: dict[str, object] = {"translations": {}}
        assert [item.model_copy(update=plain) for item in whole] == [
            item.model_copy(update=plain) for item in read if item
        ]
