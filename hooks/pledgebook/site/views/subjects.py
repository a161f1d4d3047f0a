"""The pages of themes and parties: what has been promised of each, and what of it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from ...model import Party, Place, Pledge, Theme
from ...model.enums import State
from ...model.text import LocalizedText
from ...records.day import BookOnDay
from ...records.extensions import name_origin
from ...records.subjects import Mention, Mentions
from .archive import PledgeLine, build_pledge_line
from .record import PromiseView, SharedFacts, build_promise_view

Subject = TypeVar("Subject", Place, Party)


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention as it is shown. `promises` is empty where only the pledge as a whole names the subject.

    That a promise has no measurable target is left to its own page.
    """

    shared: ClassVar[SharedFacts] = SharedFacts(without_target=1)
    pledge: Pledge
    state: State
    promises: tuple[PromiseView, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is known of how any of several promises went, so that the reason is said once for all."""
        is_told = any(item.standing or item.others for item in self.promises)
        return len(self.promises) > 1 and not is_told and self.state is not State.UPCOMING


@dataclass(frozen=True, slots=True)
class SubjectView:
    """What has been promised of a subject, what is in force first and then the newest.

    Attributes:
        pledges: what each pledge says of it.
    """

    pledges: tuple[MentionView, ...]

    @property
    def promise_count(self) -> int:
        """How many promises that is; one that an extension has as it was is no other."""
        return len({name_origin(item.pledge, item.promise) for mention in self.pledges for item in mention.promises})

    @property
    def in_force_count(self) -> int:
        """How many of them are in force."""
        return sum(len(mention.promises) for mention in self.pledges if mention.state is State.IN_FORCE)


@dataclass(frozen=True, slots=True)
class ThemeView(SubjectView):
    """A theme through the years."""

    theme: Theme


@dataclass(frozen=True, slots=True)
class SubjectLine(Generic[Subject]):
    """A place or a party in a list, with how many promises name it and how many of them are in force."""

    subject: Subject
    promise_count: int
    in_force_count: int

    @property
    def name(self) -> LocalizedText:
        """That of the subject."""
        return self.subject.name


@dataclass(frozen=True, slots=True)
class PartyView(SubjectView):
    """What a party has promised through the years, and what of the others' promises it has a part in.

    Attributes:
        party: the party.
        helped: promises that it helps with, or does steps of, and does not give.
        behind: pledges that it is a party to, and of whose known promises it gives none.
        within: what it is a unit of, or those who run it.
        parts: its units and programmes.
    """

    party: Party
    helped: tuple[MentionView, ...]
    behind: tuple[PledgeLine, ...]
    within: tuple[Party, ...]
    parts: tuple[SubjectLine[Party], ...]

    @property
    def giving(self) -> frozenset[str]:
        """The pledges that it gives promises in."""
        return frozenset(mention.pledge.id for mention in self.pledges)

    @property
    def is_beside(self) -> bool:
        """Whether it has a part in pledges, and no promise of its own is known."""
        return not self.pledges and bool(self.helped or self.behind)

    @property
    def is_doing(self) -> bool:
        """Whether it does any step of others' promises, and does not only help."""
        promises = (item.promise for mention in self.helped for item in mention.promises)
        return any(self.party.id in step.by for promise in promises for step in promise.activities)


def build_theme_views(day: BookOnDay) -> Iterator[ThemeView]:
    """Each theme of the register, in its order."""
    for theme in day.book.register.themes:
        yield ThemeView(show_mentions(day, day.subjects.themes.get(theme.id, ())), theme)


def build_party_views(day: BookOnDay) -> Iterator[PartyView]:
    """Each party of the register, in its order."""
    parties, mentions_of = day.book.register.parties, day.subjects.parties
    for party in parties:
        mentions = mentions_of.get(party.id, ())
        own = [mention for mention in mentions if mention.promises or not mention.pledge.promises]
        giving = {mention.pledge.id for mention in own}
        behind = order_mentions(day, (mention for mention in mentions if mention.pledge.id not in giving))
        yield PartyView(
            pledges=show_mentions(day, own),
            party=party,
            helped=show_mentions(day, day.subjects.helpers.get(party.id, ())),
            behind=tuple(build_pledge_line(day, mention.pledge) for mention in behind),
            within=tuple(other for other in parties if other.id in party.part_of),
            parts=tuple(build_subject_line(day, part, mentions_of) for part in parties if party.id in part.part_of),
        )


def build_subject_line(day: BookOnDay, subject: Subject, mentions: Mentions) -> SubjectLine[Subject]:
    """A subject as it stands in a list, by the mentions of all subjects of its kind."""
    found = mentions.get(subject.id, ())
    return SubjectLine(subject, count_promises(found), count_in_force(day, found))


def count_promises(mentions: Iterable[Mention]) -> int:
    """How many promises mentions are made of; one that an extension has as it was is no other."""
    return len({name_origin(mention.pledge, item) for mention in mentions for item in mention.promises})


def count_in_force(day: BookOnDay, mentions: Iterable[Mention]) -> int:
    """How many of those are in force."""
    return count_promises(mention for mention in mentions if day.state(mention.pledge) is State.IN_FORCE)


def order_mentions(day: BookOnDay, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions, those that are in force first."""
    return sorted(mentions, key=lambda mention: day.state(mention.pledge) is not State.IN_FORCE)


def show_mentions(day: BookOnDay, mentions: Iterable[Mention]) -> tuple[MentionView, ...]:
    """Mentions as they are shown, those that are in force first."""
    return tuple(
        MentionView(
            mention.pledge,
            day.state(mention.pledge),
            tuple(build_promise_view(day, mention.pledge, promise) for promise in mention.promises),
        )
        for mention in order_mentions(day, mentions)
    )
