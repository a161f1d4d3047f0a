"""Every rule in its turn. Each is a generator of problems and nothing else.

Those that go by way of `findings`, here or in their own modules, look at one record and what they are told, and so need
not look again where they have found nothing. All others look at what stands in several places, or at the day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from ..i18n.catalogue import Catalogue
from ..model.paths import Attachment, folder_of
from ..names import Language
from ..problem import Problem
from ..records.book import Book
from ..records.parsed import ParsedRecords
from .accessibility import check_statement, check_there
from .dates import check_happened, check_order
from .files import check_attachments, check_documents, check_file_names, check_kinds, check_links, check_same_names
from .ids import check_repeats
from .languages import check_languages, check_untranslated
from .ledgers import check_begun, check_heads, check_records_kept
from .markup import check_markup, check_shown_html
from .outcomes import check_outcomes
from .personal_data import check_personal_data
from .published import check_ledgers, check_translation_memories
from .record import (
    check_address,
    check_asked,
    check_earlier_ends,
    check_figures,
    check_folder,
    check_named_fields,
    check_own_ids,
    check_period,
    check_promises,
    check_statements,
    check_targets,
    check_translations,
    check_unknown,
)
from .references import check_references, check_results
from .register import (
    check_faults,
    check_glossary,
    check_hosts,
    check_names,
    check_organisation_number,
    check_register_ids,
    check_register_references,
    check_security,
)
from .sense import check_sense
from .texts import check_example, check_filled_in, check_language_codes, check_words
from .years import check_continues, check_followups, check_overlaps, check_successions


def check_entries(
    entries: ParsedRecords,
    languages: Sequence[Language],
    reserved: Collection[str],
    anchors: Collection[str],
    read: Callable[[Attachment], bytes],
    today: date | None,
    latest: date | None = None,
) -> Iterator[Problem]:
    """Check what can be checked although other files may be broken.

    Args:
        entries: what has been read.
        languages: codes of the site's languages, the one that facts are written in first.
        reserved: addresses that a record may not take.
        anchors: anchors that a promise may not take; one that ends in a hyphen stands for all that begin with it.
        read: gives the bytes of a file beside a record.
        today: the day that what expires is held against; without it, nothing is.
        latest: the last day that anything can have happened on; without it, no date is too late.
    """
    yield from check_texts(entries, languages, reserved, anchors, today, latest)
    yield from check_attachments(entries)
    yield from check_file_names(entries)
    yield from check_same_names(entries)
    yield from check_kinds(entries, read)
    yield from check_heads(entries)
    yield from check_begun(entries)
    yield from check_records_kept(entries, languages[0])
    yield from check_ledgers(entries, languages)
    yield from check_translation_memories(entries, languages)


def check_texts(
    entries: ParsedRecords,
    languages: Sequence[Language],
    reserved: Collection[str],
    anchors: Collection[str],
    today: date | None,
    latest: date | None = None,
) -> Iterator[Problem]:
    """Check what is written in the records' own files, whatever lies beside them; as `check_entries`."""
    check, taken = entries.findings.check, (tuple(sorted(reserved)), tuple(sorted(anchors)))
    if entries.register:
        yield from check_names(entries.register, languages)
        yield from check_language_codes(entries.register, languages)
        yield from check_register_ids(entries.register)
        yield from check_register_references(entries.register)
        yield from check_glossary(entries.register, languages)
        yield from check_faults(entries.register)
        yield from check_hosts(entries.register)
        yield from check_organisation_number(entries.register)
        yield from check_security(entries.register, today)
    yield from check_there(entries.register, entries.has_statement)
    if entries.statement:
        yield from check_language_codes(entries.statement, languages)
        yield from check_statement(entries.statement, entries.register, languages, today, latest or today)
    if entries.redirects:
        yield from check_language_codes(entries.redirects, languages)
        yield from check_words(entries.redirects, languages)
    yield from check_repeats(entries.links, ("links",), [link.url for link in entries.links.record.links], "url")
    yield from check_happened(entries.links, latest) if latest else ()
    identities = [item.identity for item in entries.deliveries.record.deliveries]
    yield from check_repeats(entries.deliveries, ("deliveries",), identities, "identity")
    for holder in entries.holders:
        yield from check(check_filled_in, holder)
        yield from check(check_asked, holder)
        yield from check(check_unknown, holder)
        yield from check(check_documents, holder, entries.files.get(folder_of(holder.record), ()))
        yield from check(check_translations, holder, tuple(languages))
        if latest:
            yield from check(check_happened, holder, latest)
    for record in entries.records:
        yield from check(check_period, record, latest)
        yield from check(check_folder, record)
        yield from check(check_own_ids, record)
        yield from check(check_earlier_ends, record)
        yield from check(check_named_fields, record)
        yield from check(check_statements, record)
    for pledge in entries.pledges:
        yield from check(check_address, pledge, *taken)
        yield from check(check_promises, pledge)
        yield from check(check_targets, pledge)
    for followup in entries.followups:
        yield from check_order(followup, ("covers",), followup.record.covers)
        yield from check(check_results, followup)
        yield from check(check_figures, followup)
    yield from check_references(entries)
    yield from check_links(entries)
    yield from check_markup(entries)
    yield from check_shown_html(entries)


def check_book(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """Check what needs the whole book."""
    yield from check_overlaps(book, entries)
    yield from check_continues(book, entries)
    yield from check_followups(book, entries)
    yield from check_successions(book, entries)


def check_meaning(book: Book, entries: ParsedRecords, words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    """Check what is sound and may all the same not be meant: each is for somebody to look at, and none is an error."""
    yield from check_outcomes(book, entries)
    yield from check_sense(book, entries)
    yield from check_personal_data(entries)
    yield from check_languages(entries, words)
    yield from check_untranslated(entries, book.languages)
    yield from check_example(entries, words)
