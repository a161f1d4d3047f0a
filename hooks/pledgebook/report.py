"""Problems in words: one line each, path first, as editors and people read them."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from .problems import Level, Problem
from .words import Words


def render_problem(problem: Problem, words: Words) -> str:
    """One line: `path:line:column: error: what was found`, then what was meant or is allowed."""
    found = shorten(" ".join(problem.found.split()), 80, placeholder="…")
    values = {**problem.details, "found": found, "allowed": words.join(problem.allowed, "or")}
    parts = [words.say(f"problem.{problem.code}", **values)]
    if problem.suggestion:
        parts.append(words.say("problem.suggestion", suggestion=problem.suggestion))
    elif problem.allowed and "{allowed}" not in words.say(f"problem.{problem.code}"):
        parts.append(words.say("problem.allowed", allowed=words.join(problem.allowed, "or")))
    return words.say(
        "problem.line", place=str(problem.mark), level=words.say(f"level.{problem.level}"), message=" ".join(parts)
    )


def render_summary(problems: Iterable[Problem], words: Words) -> str:
    """How many problems of each level there are, heaviest first; or that there are none."""
    counts = {level: sum(1 for problem in problems if problem.level is level) for level in Level}
    found = [words.count(f"problems.{level}s", number) for level, number in counts.items() if number]
    return " ".join(found) or words.say("problems.none")
