"""One promise followed from pledge to pledge, and what became different on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ...history.word_diff import WordDiff, diff_words
from ...model import Pledge, Promise, Target
from ...model.amounts import Measure
from ...model.enums import State
from ...model.text import LocalizedText
from ...names import Language
from ...records.book import Book, Thread
from ...records.day import BookOnDay
from .record import PromiseLink, PromiseView, build_promise_view

# About what a search engine shows of a page's title.
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class SetChange:
    """Parties or places that came or went; `name` is the promise's field."""

    name: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A fact in words that is not the same; None where there is nothing. `name` is the promise's field."""

    name: str
    earlier: LocalizedText | None
    later: LocalizedText | None


@dataclass(frozen=True, slots=True)
class TargetChange:
    """Targets that are not the same."""

    earlier: tuple[Target, ...]
    later: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class PromiseComparison:
    """What became different from one promise to the one that carries it on, in one language.

    Attributes:
        wording: the difference of wording.
        sets: differences of who and where.
        texts: differences of facts in words.
        target: the difference of what can be measured.
        unknown: fields that cannot be compared, since one of the two is not known.
    """

    wording: WordDiff
    sets: tuple[SetChange, ...]
    texts: tuple[TextChange, ...]
    target: TargetChange | None
    unknown: tuple[str, ...]

    @property
    def has_facts(self) -> bool:
        """Whether any fact is different."""
        return bool(self.sets or self.texts or self.target)


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """The step from an earlier promise to one that carries it on, compared in each language of the site."""

    earlier: PromiseLink
    comparisons: Mapping[str, PromiseComparison]


@dataclass(frozen=True, slots=True)
class FollowedPromise:
    """A promise of a thread, and the steps that lead to it."""

    item: PromiseView
    steps: tuple[ThreadStep, ...]


@dataclass(frozen=True, slots=True)
class ThreadPledge:
    """A pledge of a thread, with its promises there."""

    pledge: Pledge
    state: State
    promises: tuple[FollowedPromise, ...]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread, oldest pledge first, since each is told as a change from the one before.

    Attributes:
        thread: the promises.
        name: the newest wording, cut short.
        pledges: the pledges it runs through.
    """

    thread: Thread
    name: LocalizedText
    pledges: tuple[ThreadPledge, ...]


def list_threads(book: Book) -> list[Thread]:
    """Each thread of the book, the one that reaches furthest first."""
    order = {pledge.id: place for place, pledge in enumerate(book.pledges)}
    return sorted(book.threads, key=lambda thread: -order[thread.pledges[-1].id])


def name_thread(thread: Thread) -> LocalizedText:
    """What a thread is called: its newest wording, cut short."""
    return thread.promises[-1][1].text.shorten(NAME_LENGTH)


def build_thread_views(day: BookOnDay) -> Iterator[ThreadView]:
    """Each thread, in the order of `list_threads`."""
    for thread in list_threads(day.book):
        pledges = tuple(
            _show_pledge(day, pledge, tuple(promise for _, promise in found))
            for pledge, found in groupby(thread.promises, key=lambda pair: pair[0])
        )
        yield ThreadView(thread, name_thread(thread), pledges)


def _show_pledge(day: BookOnDay, pledge: Pledge, promises: tuple[Promise, ...]) -> ThreadPledge:
    book, followed = day.book, []
    for promise in promises:
        item = build_promise_view(day, pledge, promise)
        steps = tuple(
            ThreadStep(
                link, {name: compare_promises(link.promise, promise, name, book.original) for name in book.languages}
            )
            for link in item.earlier
            if link.promise is not promise
        )
        followed.append(FollowedPromise(item, steps))
    return ThreadPledge(pledge, day.state(pledge), tuple(followed))


def compare_promises(earlier: Promise, later: Promise, language: Language, original: Language) -> PromiseComparison:
    """What became different from one promise to another.

    Args:
        earlier: the promise that is carried on.
        later: the one that carries it on.
        language: the language to compare words in.
        original: the language to compare them in where one of the two has no words in `language`.
    """
    unknown = tuple(name for name in ("target", "places") if name in earlier.unknown or name in later.unknown)
    # A promise that names no place holds wherever its pledge does, so no place has come or gone.
    has_places = earlier.places and later.places and "places" not in unknown
    (before, after), spoken = _say_both(earlier.text, later.text, language, original)
    sets = (
        _compare_sets("by", earlier.by, later.by),
        _compare_sets("helpers", earlier.helpers, later.helpers),
        _compare_sets("places", earlier.places, later.places) if has_places else None,
    )
    texts = (
        _compare_texts(name, getattr(earlier, name), getattr(later, name), language, original)
        for name in ("helpers_note", "target_group", "when", "condition")
    )
    return PromiseComparison(
        wording=diff_words(before, after, spoken),
        sets=tuple(change for change in sets if change),
        texts=tuple(change for change in texts if change),
        target=_compare_targets(earlier.target, later.target, language, original) if "target" not in unknown else None,
        unknown=unknown,
    )


def _say_both(
    earlier: LocalizedText, later: LocalizedText, language: Language, original: Language
) -> tuple[tuple[str, str], Language]:
    """Two texts in one and the same language, and which it is."""
    spoken = language if language in earlier.languages & later.languages else original
    return (earlier.get(spoken).words, later.get(spoken).words), spoken


def _compare_sets(name: str, earlier: tuple[str, ...], later: tuple[str, ...]) -> SetChange | None:
    added = tuple(item for item in later if item not in earlier)
    dropped = tuple(item for item in earlier if item not in later)
    return SetChange(name, added, dropped) if added or dropped else None


def _compare_texts(
    name: str, earlier: LocalizedText | None, later: LocalizedText | None, language: Language, original: Language
) -> TextChange | None:
    if earlier and later:
        before, after = _say_both(earlier, later, language, original)[0]
        return TextChange(name, earlier, later) if before.split() != after.split() else None
    return TextChange(name, earlier, later) if earlier or later else None


def _compare_targets(
    earlier: tuple[Target, ...], later: tuple[Target, ...], language: Language, original: Language
) -> TargetChange | None:
    before, after = (
        [part for target in targets for part in (target, target.each or target, *target.of_which)]
        for targets in (earlier, later)
    )
    is_same = len(before) == len(after) and all(
        _without_words(one) == _without_words(other)
        and not _compare_texts("unit", one.unit, other.unit, language, original)
        for one, other in zip(before, after, strict=True)
    )
    return None if is_same else TargetChange(earlier, later)


def _without_words(part: Measure) -> tuple[object, ...]:
    names = ("kind", "compare", "value", "per", "average", "places", "likewise")
    return tuple(getattr(part, name, None) for name in names)
