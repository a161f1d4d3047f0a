"""A book as JSON and back: nothing may be lost, and all of it is as the schema says."""

from __future__ import annotations

import json
from functools import cache

from jsonschema import Draft202012Validator, FormatChecker

from pledgebook.i18n.catalogue import Catalogues
from pledgebook.records.book import Book
from pledgebook.records.sort_dates import find_sort_dates
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.data_schema import render_schema
from pledgebook.site.exports.dataset import Dataset, render_dataset
from pledgebook.site.routes import Site

SITE = "https://example.org/"


def read_book(text: str | bytes) -> Book:
    """The book that the data of a site hold, as far as it is told by the records and the register."""
    data = Dataset.model_validate_json(text)
    placed = find_sort_dates((*data.pledges, *data.agreements), data.followups)
    lost = {link.url: link for link in data.lost_links}
    records = (data.pledges, data.agreements, data.followups)
    return Book(data.languages, data.shared, *records, sort_dates=placed, lost_links=lost)


@cache
def open_validator(schema: str) -> Draft202012Validator:
    Draft202012Validator.check_schema(json.loads(schema))
    return Draft202012Validator(json.loads(schema), format_checker=FormatChecker())


def list_faults(text: str | bytes, context: ExportContext) -> list[str]:
    """What in a document is not as the schema says."""
    validator = open_validator(render_schema(context))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(text))]


def check_lossless(site: Site, words: Catalogues) -> None:
    """All that a book says of its records is in the data, and makes the same book again."""
    book, context = site.book, ExportContext(site, words, SITE)
    text = render_dataset(context)
    assert [] == list_faults(text, context)
    again = read_book(text)
    assert (book.languages, book.register) == (again.languages, again.register)
    for name in ("pledges", "agreements", "followups", "sort_dates", "lost_links"):
        assert getattr(book, name) == getattr(again, name)
    for folder, record in book.record_in.items():
        # What a record says itself of a source of the register is told from what it does not say.
        assert book.sources_of(record) == again.sources_of(again.record_in[folder])
