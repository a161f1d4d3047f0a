"""Shows on one screen what holds, what is due, and what is unfinished."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import fill
from typing import Any

from ..authoring.context import Context
from ..authoring.status import StatusInput, StatusReport, Task, make_status_report
from ..i18n.catalogue import Catalogue
from ..model import Record
from ..model.paths import folder_of
from ..records.day import BookOnDay
from ..records.grouping import group_pairs
from .exit_codes import EXIT_OK
from .parser import JSON

_WIDTH = 100
# What one command does for many records.
_TOGETHER = ("not_published", "noted", "added")
ARGUMENTS = (JSON,)


def run(options: argparse.Namespace, context: Context) -> int:
    """Show how the records stand."""
    status = StatusInput(BookOnDay(context.book, context.today), context.entries, context.project.problems)
    report = make_status_report(status)
    if options.json:
        print(json.dumps(_describe(report), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_list_lines(report, context.words, context.words.date(context.today))))
    return EXIT_OK


def _describe(report: StatusReport) -> dict[str, Any]:
    return {
        "in_force": [folder_of(record) for record in report.in_force],
        "upcoming": [folder_of(record) for record in report.upcoming],
        "tasks": [
            {
                "heading": task.heading.value,
                "what": task.code,
                "subject": task.subject,
                "count": task.count,
                "since": task.since.isoformat() if task.since else None,
                **task.values,
            }
            for task in report.tasks
        ],
    }


def _list_lines(report: StatusReport, words: Catalogue, today: str) -> Iterator[str]:
    yield words.gettext("overview.today", date=today)
    for name, records in (("in_force", report.in_force), ("upcoming", report.upcoming)):
        yield f"\n{words.gettext(f'overview.{name}')}"
        yield from _list_records(records, words)
        if not records:
            yield f"  {words.gettext('overview.none')}"
    for heading, tasks in groupby(report.tasks, key=lambda task: task.heading):
        yield f"\n{words.gettext(f'overview.{heading}')}"
        yield from _list_tasks(tasks, words)
    if not report.tasks:
        yield f"\n{words.gettext('overview.nothing')}"


def _list_tasks(tasks: Iterable[Task], words: Catalogue) -> Iterator[str]:
    """What there is to do, each with all that it is to be done to, and how."""
    tasks_by_text = group_pairs((_render(f"overview.{task.code}", task, words), task) for task in tasks)
    for text, alike in tasks_by_text.items():
        each = f"overview.{alike[0].code}.each"
        subjects = [_render(each, task, words) if words.has(each) else task.subject for task in alike]
        line = words.gettext("overview.line", told=text, subjects=", ".join(subjects))
        yield fill(line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
        how = f"overview.{alike[0].code}.how"
        if words.has(how):
            yield f"    {words.gettext('overview.how', command=_render(how, _join_tasks(alike), words))}"


def _join_tasks(tasks: Sequence[Task]) -> Task:
    """What the command that does them is given: all of them where it takes many records, else the last."""
    if len(tasks) > 1 and tasks[-1].code in _TOGETHER:
        return replace(tasks[-1], subject=f'"{" ".join(task.subject for task in tasks)}"')
    return tasks[-1]


def _list_records(records: Sequence[Record], words: Catalogue) -> Iterator[str]:
    names = [folder_of(record) for record in records]
    width = max(map(len, names), default=0)
    for name, record in zip(names, records, strict=True):
        yield f"  {name:<{width}}  {record.title.get(words.language)}, {words.period(record.period)}"


def _render(key: str, task: Task, words: Catalogue) -> str:
    """Some words for a task, with what it knows filled in."""
    values: dict[str, Any] = {"subject": task.subject, "code": "", **task.values}
    if "language" in values:
        values |= {"code": values["language"], "language": words.name_of(values["language"])}
    if task.count is not None:
        values["number"] = words.number(task.count)
    if task.since:
        values["date"] = words.date(task.since)
    return words.gettext(key, **values)
