"""What stops the next version of the site, as it is told in the page and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from ...i18n.catalogue import Catalogue
from ...problem import Level, Problem
from ...reporting.report import render_report, render_summary
from ...reporting.source_lines import SourceLines
from .builds import BuildResult

_PANEL = Markup(
    '<section class="pb-live__panel" tabindex="0" aria-label="{title}">'
    "<h2>{title}</h2><p>{next}</p><ol>{items}</ol></section>"
)
_ITEM = Markup("<li>{text}</li>")
_LINES = Markup("<pre>{lines}</pre>")


def render_panel(result: BuildResult, words: Catalogue, sources: SourceLines, is_first: bool = False) -> Markup:
    """The problems that stop a build, for a page; nothing when it was not stopped.

    Args:
        result: what came of the build.
        words: what is said to the author.
        sources: the lines that problems point at.
        is_first: whether there is no earlier site to show meanwhile.
    """
    if result.is_whole:
        return Markup()
    items = Markup().join(_ITEM.format(text=_render_message(text)) for text in _list_messages(result, words, sources))
    return _PANEL.format(
        title=words.gettext("live.stopped"),
        next=words.gettext("live.mend.first" if is_first else "live.mend"),
        items=items,
    )


def _render_message(text: str) -> Markup:
    """A message, and below it the lines of the file in letters of one width, so that the caret points at its place."""
    message, _, lines = text.partition("\n")
    return escape(message) + (_LINES.format(lines=lines) if lines else "")


def render_lines(result: BuildResult, words: Catalogue, sources: SourceLines) -> list[str]:
    """What is wrong, for a terminal; empty when nothing is."""
    lines = list(_list_messages(result, words, sources))
    serious = _pick_serious(result.problems)
    return [*lines, render_summary(serious, words)] if serious else lines


def _list_messages(result: BuildResult, words: Catalogue, sources: SourceLines) -> Iterator[str]:
    for problem in _pick_serious(result.problems):
        yield render_report([problem], words, sources)
    for remark in result.log_lines:
        yield words.gettext("live.remark", remark=remark)


def _pick_serious(problems: Sequence[Problem]) -> list[Problem]:
    """Errors before warnings; notes are for `check`."""
    return [problem for level in (Level.ERROR, Level.WARNING) for problem in problems if problem.level is level]
