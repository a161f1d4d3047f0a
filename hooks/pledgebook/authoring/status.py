"""How a site's records stand on a day: what holds, what is due, what is unfinished. What `pledgebook status` shows.

Each rule is a generator of tasks, listed in `RULES`; another rule is another line there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..checks.published import SETTLED, diff_published
from ..config import RECORDS
from ..model import FollowUp, Record
from ..model.enums import State, TranslationStatus
from ..model.paths import folder_of
from ..model.register import REGISTER
from ..problem import Level, Problem
from ..records.book import Book
from ..records.day import BookOnDay
from ..records.parsed import ParsedRecords
from ..records.translation_status import Freshness, find_translations


class TaskKind(StrEnum):
    """What sort of thing there is to do."""

    MEND = "mend"
    DUE = "due"
    UNPUBLISHED = "unpublished"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do.

    Attributes:
        heading: what sort of thing.
        code: what, as the catalogue knows it (`overview.<code>`).
        subject: the record's folder, or a file.
        count: how many, where that is told.
        values: what else the words mention.
        since: from what day.
    """

    heading: TaskKind
    code: str
    subject: str
    count: int | None = None
    values: dict[str, str] = field(default_factory=dict)
    since: date | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """How records stand.

    Attributes:
        in_force: records that hold on the day.
        upcoming: records that will.
        tasks: what there is to do, by heading.
    """

    in_force: tuple[Record, ...]
    upcoming: tuple[Record, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class StatusInput:
    """What a rule looks at."""

    day: BookOnDay
    entries: ParsedRecords
    problems: tuple[Problem, ...]

    @property
    def book(self) -> Book:
        """The records."""
        return self.day.book


Rule = Callable[[StatusInput], Iterator[Task]]


def make_status_report(status: StatusInput) -> StatusReport:
    """What holds on a day, and what there is to do."""
    day = status.day
    records: tuple[Record, ...] = (*day.book.pledges, *day.book.agreements)
    tasks = [task for rule in RULES for task in rule(status)]
    return StatusReport(
        in_force=tuple(record for record in records if day.state(record) is State.IN_FORCE),
        upcoming=tuple(record for record in records if day.state(record) is State.UPCOMING),
        tasks=tuple(sorted(tasks, key=lambda task: list(TaskKind).index(task.heading))),
    )


def _list_translations(status: StatusInput) -> Iterator[Task]:
    for folder in status.book.record_in:
        for item in find_translations(status.entries, folder, status.book.languages):
            name = item.file.path
            if item.state is Freshness.MISSING:
                yield Task(TaskKind.DUE, "translation_missing", name)
            elif item.state is Freshness.STALE:
                yield Task(TaskKind.DUE, "translation_stale", name)
            elif item.missing:
                yield Task(TaskKind.INCOMPLETE, "translation_lacks", name, len(item.missing))


def _list_drafts(status: StatusInput) -> Iterator[Task]:
    records: list[Record | FollowUp] = [*status.book.record_in.values(), *status.book.followups]
    drafts = (
        (folder_of(record), language)
        for record in records
        for language, translation in record.translations.items()
        if translation.status is TranslationStatus.DRAFT
    )
    for folder, language in dict.fromkeys(drafts):
        yield Task(TaskKind.INCOMPLETE, "draft", folder, values={"language": language})


def _list_publications(status: StatusInput) -> Iterator[Task]:
    for folder in status.book.record_in:
        ledger = status.entries.ledgers.get(folder)
        if ledger is None and folder in {*status.entries.heads, *status.entries.ledger_folders}:
            # It has been published; that its ledger is lost or altered is an error.
            continue
        if ledger is None:
            yield Task(TaskKind.UNPUBLISHED, "not_published", folder)
            continue
        found = diff_published(status.entries, ledger, status.book.languages)
        if found.notes:
            yield Task(TaskKind.UNPUBLISHED, "noted", folder, len(found.notes))
        elif found.differences or found.gone:
            yield Task(TaskKind.UNPUBLISHED, "changed", folder, len(found.differences) + len(found.gone))
        elif found.additions:
            parts = {item.key.part for item in found.additions}
            yield Task(TaskKind.UNPUBLISHED, "added", folder, values={"parts": ", ".join(sorted(parts))})


def _list_unknown(status: StatusInput) -> Iterator[Task]:
    for folder, record in status.book.record_in.items():
        if record.unknown:
            yield Task(
                TaskKind.INCOMPLETE, "unknown", folder, len(record.unknown), {"fields": ", ".join(record.unknown)}
            )


def _list_followups(status: StatusInput) -> Iterator[Task]:
    for pledge in status.book.pledges:
        due = status.day.due(pledge)
        # Where it says that none has been found, somebody has looked; more of the same would not help.
        is_sought = "followups" in pledge.unknown and status.day.state(pledge) is State.ENDED
        if due and not is_sought:
            yield Task(TaskKind.DUE, "followup_due", folder_of(pledge), since=due.since)


# What the check finds that comes round with time, and what the site lacks that no record is about.
_RECURRING = ("statement_old", "security_soon", "security_expired")
_LACKING = ("statement_absent", "statement_open_publisher", "statement_open_conformity", "statement_open_form")
# What is told of as something else than an error.
_TOLD_ELSEWHERE = (*_RECURRING, *SETTLED, "published_unrecorded")


def _list_errors(status: StatusInput) -> Iterator[Task]:
    found = (item for item in status.problems if item.level is Level.ERROR and item.code not in _TOLD_ELSEWHERE)
    for path, number in Counter(item.mark.path for item in found).items():
        yield Task(TaskKind.MEND, "errors", path.removeprefix(f"{RECORDS}/"), number)


def _list_recurring(status: StatusInput) -> Iterator[Task]:
    for problem in status.problems:
        if problem.code in _RECURRING:
            yield Task(TaskKind.DUE, problem.code, problem.mark.path)


def _list_lacking(status: StatusInput) -> Iterator[Task]:
    for problem in status.problems:
        if problem.code in _LACKING:
            yield Task(TaskKind.INCOMPLETE, problem.code, problem.mark.path)
    if status.book.register.security is None:
        yield Task(TaskKind.INCOMPLETE, "security_absent", f"{RECORDS}/{REGISTER}")


RULES: tuple[Rule, ...] = (
    _list_errors,
    _list_followups,
    _list_recurring,
    _list_translations,
    _list_publications,
    _list_lacking,
    _list_unknown,
    _list_drafts,
)
