"""Causes: one problem for all the places that suffer from one fault, and none for what only follows from another.

A party that is taken out of the register is missed wherever a record names it: that is told once, where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..config import RECORDS, SETTINGS
from ..files.resources import is_known
from ..markdown.render import name_file
from ..markdown.sanitize import RefusedKind
from ..model.paths import RecordFile
from ..model.register import REGISTER
from ..names import Language
from ..problem import Level, Mark, Problem, list_places, order_problems
from ..records.grouping import group_pairs
from ..records.parsed import ParsedRecords
from ..yaml.node import Node
from .references import KINDS

_REGISTER = f"{RECORDS}/{REGISTER}"
# What is missed there.
_GONE_CODES = {
    **{"party_unknown": "party_gone", "place_unknown": "place_gone", "theme_unknown": "theme_gone"},
    **{"source_unknown": "source_gone", "promise_unknown": "promise_gone"},
}
# Where in a record's own file the thing that is missed would stand.
_OWN_LISTS = {"source_unlisted": "sources", "focus_unknown": "focus_areas", "promise_unknown": "promises"}
# Twice the same slip happens; so often it is one at the other end.
_MANY = 3
# One record may be so by itself.
_SWAPPED, _FEWEST_SWAPPED = ("files_swapped", "original_missing"), 2
_LANGUAGES = ("file_language", "language_unknown")
# What says that an id, a record or a file is not there.
_OF_PROMISES = {"promise_unknown", "words_id_unknown"}
_OF_RECORDS = {"record_unknown", "agreement_unknown", "promise_unknown", "link_dead"}
_OF_FILES = {"document_missing", "link_dead"}
_FOLLOWERS = _OF_PROMISES | _OF_RECORDS | _OF_FILES
_OF_ADDRESSES = {"address_vanished", "redirect_dead"}
_GROUPED = {*KINDS, *_OWN_LISTS, *_LANGUAGES, "record_unknown", "agreement_unknown"}


def find_causes(problems: Iterable[Problem], entries: ParsedRecords, languages: Sequence[Language]) -> list[Problem]:
    """The problems, each cause once."""
    told = _drop_consequences(order_problems(find_published_causes(problems), languages), entries)
    told = [_move_to_original(problem, entries) for problem in _join_swapped(told, entries, languages)]
    # What is left in a language that the site does without does no harm.
    left = {id(item) for item in told if item.code in _LANGUAGES and is_known(item.found)}
    told = [replace(item, level=Level.NOTE, allowed=()) if id(item) in left else item for item in told]
    # Where a pledge has lost all its promises, that is one fault.
    empty = {entry.record.id for entry in entries.pledges if not entry.record.promises}
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in told:
        if problem.code in _GROUPED:
            code, name, home = problem.code, _find_name(problem), _find_home(problem)
            if code == "promise_unknown" and home not in entries.folders:
                code, name, home = "record_unknown", home, ""
            elif code == "promise_unknown" and home in empty:
                name = ""
            elif code in _LANGUAGES:
                code = "language_gone"
            found.setdefault((code, name, home), []).append(problem)
    for problem in told:
        key = ("promise_unknown", problem.found, _find_home(problem))
        if problem.code == "words_id_unknown" and not _is_followup(problem) and key in found:
            found[key].append(problem)
    grouped: set[int] = set()
    causes: list[Problem] = []
    for (code, name, home), group in sorted(found.items()):
        if _have_one_cause(code, group):
            grouped |= {id(problem) for problem in group}
            causes.append(_tell_once(code, name, home, group, entries))
    return [*(problem for problem in told if id(problem) not in grouped), *causes]


def _join_swapped(problems: Sequence[Problem], entries: ParsedRecords, languages: Sequence[Language]) -> list[Problem]:
    """The problems, or one for all files whose facts stand in another language than the site's first."""
    swapped = {id(problem): _find_spoken(problem) for problem in problems if problem.code in _SWAPPED}
    spoken = set(swapped.values())
    if entries.holders or len(swapped) < _FEWEST_SWAPPED or len(spoken) != 1 or not spoken <= {*languages[1:]}:
        return list(problems)
    details = {"number": str(len(swapped)), "language": languages[0], "spoken": spoken.pop()}
    cause = Problem(Mark(SETTINGS), "languages_swapped", found=languages[0], details=details)
    return [cause, *(problem for problem in problems if id(problem) not in swapped)]


def _find_spoken(problem: Problem) -> str:
    """The language of the file that has the facts of a record whose original has none or is not there."""
    name = problem.found if problem.code == "files_swapped" else problem.mark.path
    return name.rpartition("/")[2].split(".")[1] if name.count(".") > 1 else ""


def _drop_consequences(problems: Sequence[Problem], entries: ParsedRecords) -> list[Problem]:
    """The problems without those that are there only because of another."""
    promises = {entry.record.id: {item.id for item in entry.record.promises} for entry in entries.pledges}
    # Which of two promises of one name another file means, and what a pledge without any had, nobody can tell.
    unsure = {_find_record(item) for item in problems if item.code in _UNSURE and not _is_followup(item)}
    missing = {_find_record(item) for item in problems if item.code == "promises_missing"}
    missing |= {_find_record(item) for item in problems if _lacks(item, "promises")}
    wrong = {_find_part(item) for item in problems if item.code in _WRONG_RESULTS}
    # What has been published tells the id that a promise had, and that words are not what they were.
    renamed = {(_find_record(item), item.suggestion) for item in problems if item.code == "published_id"}
    misread = {item.mark.path for item in problems if item.code in _MISREAD}
    moved = {item.mark for item in problems if item.code == "published_changed" and item.found == "period/start"}
    shown = {(_find_folder(item), name_file(item.found)) for item in problems if item.code == RefusedKind.KIND}

    def follows(problem: Problem) -> bool:
        record = _find_record(problem)
        match problem.code:
            case "promise_unknown":
                home = _find_home(problem)
                return home in unsure | missing or (home, _find_name(problem)) in renamed
            case "published_changed":
                is_end = problem.found == "period/end" and problem.mark in moved
                return problem.mark.path in misread or is_end
            case "document_kind":
                # What a text shows as a picture is told there, with the kinds that pictures have.
                return (_find_folder(problem), problem.found) in shown
            case "folder_period":
                return problem.mark in moved
            case "words_without_original":
                return record in unsure and _lacks(problem, "promises")
            case "words_id_unknown" if _is_followup(problem):
                # The translation is right: it is the original that names what is not there, or names it twice.
                is_known = problem.found.partition("/")[0] in promises.get(record, ())
                return is_known and _find_part(problem) in wrong
            case "words_id_unknown":
                return record in unsure or (record, problem.found) in renamed
        return False

    return [problem for problem in problems if not follows(problem)]


def _lacks(problem: Problem, name: str) -> bool:
    """Whether an original lacks a field that its translation has."""
    return problem.code == "words_without_original" and problem.found == name


def _move_to_original(problem: Problem, entries: ParsedRecords) -> Problem:
    """What a translation has and the original has lost is told in the original, if it is all that the file is for."""
    if not (_lacks(problem, "promises") or _lacks(problem, "results")):
        return problem
    part = _find_part(problem)
    node = next((entry.node for entry in entries.holders if entry.node.mark.path.partition(".")[0] == part), None)
    return (
        Problem(node.opening, "original_lacks", found=problem.found, details=list_places([problem]))
        if node
        else problem
    )


# Faults of a translation that leave its words where they cannot be found.
_MISREAD = (
    *("translation_copied", "facts_in_translation", "words_id_unknown", "words_id_missing", "words_extra"),
    *("original_lacks", "words_without_original"),
)
_UNSURE = ("id_repeated", "promises_missing")
_WRONG_RESULTS = ("promise_unknown", "activity_unknown", "result_repeated")


def _is_followup(problem: Problem) -> bool:
    return "/followup-" in problem.mark.path


def _find_record(problem: Problem) -> str:
    """The id of the record whose file a problem is in."""
    file = RecordFile.parse(problem.mark.path)
    return file.record if file else ""


def _find_folder(problem: Problem) -> str:
    """The folder that a problem is in."""
    return problem.mark.path.rpartition("/")[0]


def _find_part(problem: Problem) -> str:
    """The file that a problem is in, whatever its language."""
    return problem.mark.path.partition(".")[0]


def _find_name(problem: Problem) -> str:
    """The id that is missing, of a promise without the folder of its pledge."""
    return problem.found.rpartition("/")[2] if problem.code == "promise_unknown" else problem.found


def _find_home(problem: Problem) -> str:
    """Where what is missing would stand: the register, the folder of a pledge, or the file that names it."""
    path = problem.mark.path
    if problem.code in KINDS and problem.code != "source_unlisted":
        return _REGISTER
    if problem.code in ("promise_unknown", "words_id_unknown"):
        folder, _, name = problem.found.partition("/")
        return folder if name and problem.code == "promise_unknown" else _find_record(problem)
    return path if problem.code in _OWN_LISTS else ""


def _have_one_cause(code: str, group: Sequence[Problem]) -> bool:
    """Whether an id has been taken away, rather than misspelt here and there."""
    paths = {problem.mark.path for problem in group}
    spread = {path.rpartition("/")[0] for path in paths} if code in KINDS else paths
    is_many = len(group) >= _MANY and len(spread) > 1
    # What its own translation calls it too, it was called.
    is_renamed = any(problem.code == "words_id_unknown" for problem in group)
    # So is a folder that more than one thing is sought in.
    is_renamed = is_renamed or (code == "record_unknown" and len({problem.found for problem in group}) > 1)
    return len(group) > 1 and (is_many or is_renamed or not group[0].suggestion)


def _tell_once(code: str, name: str, home: str, group: Sequence[Problem], entries: ParsedRecords) -> Problem:
    """One problem where the thing was, if that can be told, else at the first place that misses it."""
    name = name or ", ".join(dict.fromkeys(map(_find_name, group)))
    details = list_places(group)
    first = replace(group[0], suggestion="", details={**group[0].details, **details})
    if home == _REGISTER:
        is_wide = len({problem.mark.path for problem in group}) > 1
        if entries.register is None or not is_wide:
            return first
        listed = _find_list(entries.register.node, KINDS[code]) or entries.register.node.mark
        return Problem(listed, _GONE_CODES[code], found=name, details=details)
    if code == "promise_unknown":
        node = next((entry.node for entry in entries.pledges if entry.record.id == home), None)
        mark = _find_list(node, "promises") if node else None
        return Problem(mark, _GONE_CODES[code], found=name, details=details) if mark else first
    if code == "language_gone":
        return replace(first, code=code)
    if any(problem.code != code for problem in group):
        return replace(first, code="record_gone", found=name, allowed=())
    holders = entries.holders if code in _OWN_LISTS else []
    node = next((entry.node for entry in holders if entry.node.mark.path == home), None)
    mark = _find_list(node, _OWN_LISTS[code]) if node else None
    return replace(first, mark=mark or first.mark)


def _find_list(node: Node, name: str) -> Mark | None:
    """Where a list begins: at its name."""
    return node.key_mark((name,)) if name in node.mapping else None


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
    steps = ((problem, problem.found.split("/")) for problem in problems if problem.code in _FOLLOWERS)
    return group_pairs((name, item) for item, found in steps for name in {item.found, *found, "/".join(found[:2])})


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
