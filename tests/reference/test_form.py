"""The records of the reference in the form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.test_form import check_unchanged_saves
from conftest import REPOSITORY


@pytest.mark.browser
@pytest.mark.slow
def test_each_record_that_decap_saves_unchanged_says_the_same(
    served_records: Callable[[Path], tuple[str, Path]], open_form: Callable[[str], Page]
) -> None:
    address, root = served_records(REPOSITORY / "pledges")
    check_unchanged_saves(address, root, open_form)
