"""Causes in what has been published: a name that was changed and a file that is gone are told once, where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..config import RECORDS
from ..problem import Problem

# What says that an id, a record or a file is not there.
_OF_PROMISES = {"promise_unknown", "words_id_unknown"}
_OF_RECORDS = {"record_unknown", "agreement_unknown", "promise_unknown", "link_dead"}
_OF_FILES = {"document_missing", "link_dead"}
_FOLLOWERS = _OF_PROMISES | _OF_RECORDS | _OF_FILES
_OF_ADDRESSES = {"address_vanished", "redirect_dead"}


def find_published_causes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, without those that only follow from a published name or file that is no longer there."""
    problems = list(problems)
    index = _index_followers(problems)
    following = {id(follower) for problem in problems for follower in _list_following(problem, index)}
    for problem in problems:
        if id(problem) not in following:
            yield _move(problem, index)


def drop_addresses(told: Iterable[Problem], problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is told of addresses, without those of what is gone itself: that is to be put back or noted first."""
    ends: list[str] = []
    for cause in problems:
        place = f"/{cause.details.get('folder', '').rpartition('/')[2]}/"
        if cause.code == "published_gone":
            ends.append(f"{place}{cause.found}")
        elif cause.code == "published_promise_gone":
            ends += [f"{place}#{cause.found}", f"{place}{cause.found}"]
    gone = tuple(ends)
    yield from (item for item in told if not (item.code in _OF_ADDRESSES and item.found.endswith(gone)))


def _index_followers(problems: Iterable[Problem]) -> Mapping[str, Sequence[Problem]]:
    """What may follow from something else, by what it misses: all of it, each step, and an agreement's folder."""
    index: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code in _FOLLOWERS:
            steps = problem.found.split("/")
            for name in {problem.found, *steps, "/".join(steps[:2])}:
                index.setdefault(name, []).append(problem)
    return index


def _move(problem: Problem, index: Mapping[str, Sequence[Problem]]) -> Problem:
    """A problem where the first that follows from it stands, when that is the file that names what is gone."""
    if problem.code != "published_gone":
        return problem
    return replace(problem, mark=next((item.mark for item in _list_following(problem, index)), problem.mark))


def _list_following(cause: Problem, index: Mapping[str, Sequence[Problem]]) -> Iterator[Problem]:
    if cause.code == "published_id":
        for name in (cause.found, cause.details["before"]):
            yield from (item for item in index.get(name, ()) if item.code in _OF_PROMISES)
    elif cause.code in ("published_renamed", "published_lost"):
        for name in {cause.found, cause.found.rpartition("/")[2]}:
            for item in index.get(name, ()):
                if item.code in _OF_RECORDS and f"{item.found}/".startswith(f"{name}/"):
                    yield item
    elif cause.code == "published_gone":
        home = f"{RECORDS}/{cause.details['folder']}/"
        for item in index.get(cause.found, ()):
            if item.code in _OF_FILES and item.found == cause.found and item.mark.path.startswith(home):
                yield item
