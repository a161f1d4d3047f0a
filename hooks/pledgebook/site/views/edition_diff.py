"""Diff of two editions of a record, field by field, and what has been redacted in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import count, takewhile

from ...history.ledger import FieldValues, Redacted, Value
from ...history.snapshot import FACTS, FILES, NOTES, FieldPath, split_items, trace_path
from ...history.word_diff import WordDiff, diff_words
from ...model import FollowUp
from ...model.introspect import FieldKind, fields_of
from ...model.paths import part_of
from ...model.text import LocalizedText
from ...names import ANY_LANGUAGE, Language
from ...records.book import Book
from ...records.grouping import group_pairs

# So much of an item's words is enough to know it by.
_NAME_LENGTH = 60
# What an item is best known by, where it has it.
NAMES = ("name", "text", "title")


class ChangeTarget(StrEnum):
    """What sort of thing is different."""

    FOLLOWUP = "followup"
    TRANSLATION = "translation"
    FILE = "file"
    PART = "part"
    FIELD = "field"


class ChangeType(StrEnum):
    """In what way it is different."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class WordsChange:
    """Words of one language that are not the same; None where there are none.

    Attributes:
        language: the language.
        before: the older words.
        after: the newer.
        wording: how they differ word by word, when both are there.
    """

    language: Language
    before: str | Redacted | None
    after: str | Redacted | None
    wording: WordDiff | None


@dataclass(frozen=True, slots=True)
class EditionChange:
    """Something that an edition said in another way than the one before.

    Attributes:
        what: what sort of thing it is; a part is all that stands in one place, such as a promise.
        how: whether it came, went or is another.
        part: the file it stands in.
        path: where in it; the name of a file.
        language: of a translation, its language.
        followup: the follow-up that it stands in.
        before: the older fact or fingerprint.
        after: the newer.
        words: the words that are different, by language.
        added: what came to a list of facts.
        dropped: what went from it.
        is_reordered: whether what was there before stands in another order.
        inner: of a part that came or went, what stands in it.
    """

    what: ChangeTarget
    how: ChangeType
    part: str
    path: str = ""
    language: Language = ANY_LANGUAGE
    followup: FollowUp | None = None
    before: str | Redacted | None = None
    after: str | Redacted | None = None
    words: tuple[WordsChange, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    is_reordered: bool = False
    inner: tuple[EditionChange, ...] = ()

    @property
    def redacted(self) -> Redacted | None:
        """Of a part whose every value has been taken away, that it has, and when."""
        values = [value for item in self.inner for value in item.list_values()]
        redacted = [value for value in values if isinstance(value, Redacted)]
        return redacted[0] if redacted and len(redacted) == len(values) else None

    def list_values(self) -> Iterator[str | Redacted]:
        """What stood and stands there, in all languages."""
        pairs = [(self.before, self.after), *((change.before, change.after) for change in self.words)]
        yield from (value for pair in pairs for value in pair if value is not None)


@dataclass(frozen=True)
class EditionDiff:
    """Diff of an edition and the one before it.

    Attributes:
        before: all that the one before said; nothing for the first.
        after: all that the edition said.
        languages: the site's, the first language first.
        main: the file that the record itself is in, which is told of first.
        extract_text: gives the words of a Markdown text.
    """

    before: FieldValues
    after: FieldValues
    languages: Sequence[Language]
    main: str
    extract_text: Callable[[str], str]

    @property
    def states(self) -> tuple[FieldValues, FieldValues]:
        """All that both said, the older first."""
        return self.before, self.after

    @cached_property
    def above(self) -> tuple[dict[tuple[str, str], int], ...]:
        """Of both, every path that something stands below."""
        return tuple(_list_above(state) for state in self.states)

    @cached_property
    def new_notes(self) -> set[str]:
        """The notes on changes that came with the edition."""
        return {key.note for key in self.after} - {key.note for key in self.before} - {""}

    def list_differences(self, changed: Mapping[FieldPath, Value], past: Book) -> Iterator[EditionChange]:
        """What is different, in the order of the record: what came or went whole is told of once."""
        told: set[tuple[str, str]] = set()
        fields: dict[tuple[str, str], list[str]] = {}
        old, new = ({(key.part, key.group) for key in state} for state in self.states)
        followups = {part_of(item): item for item in past.followups}
        lasting = {part for part, _ in old} & {part for part, _ in new}
        for key, value in sorted(changed.items(), key=lambda item: item[0].part != self.main):
            part, group, path = key
            how = (
                ChangeType.DROPPED if value is None else ChangeType.CHANGED if key in self.before else ChangeType.ADDED
            )
            if group == FILES:
                yield EditionChange(ChangeTarget.FILE, how, part, path, before=self.before.get(key), after=value)
            elif part not in lasting:
                if (part, "") not in told:
                    yield EditionChange(ChangeTarget.FOLLOWUP, how, part, followup=followups.get(part))
                told.add((part, ""))
            elif group != FACTS and (part, group) not in old & new:
                if (part, group) not in told:
                    yield EditionChange(
                        ChangeTarget.TRANSLATION, how, part, language=Language(group), followup=followups.get(part)
                    )
                told.add((part, group))
            elif path != NOTES and key.note not in self.new_notes:
                fields.setdefault((part, path), []).append(group)
        for item in self._gather(fields):
            yield replace(item, followup=followups.get(item.part))

    def _gather(self, fields: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[EditionChange]:
        """Fields that are different, those of a part that came or went together."""
        wholes: dict[tuple[str, str, ChangeType], list[EditionChange]] = {}
        for (part, path), groups in sorted(fields.items(), key=lambda item: self._place(*item[0])):
            found = self._compare(part, path, groups)
            if found is None:
                continue
            whole = self._find_whole(part, path)
            key = (part, *whole) if whole else (part, path, found.how)
            wholes.setdefault(key, []).append(found)
        for (part, path, how), inner in wholes.items():
            if len(inner) == 1 and inner[0].path == path:
                yield inner[0]
            else:
                yield EditionChange(ChangeTarget.PART, how, part, path, inner=tuple(inner))

    def _place(self, part: str, path: str) -> tuple[bool, str, list[tuple[int, int]]]:
        """Where a field stands in the order that the fields and items of a record have."""
        places = []
        for step in trace_path(part, path):
            fields = list(fields_of(step.holder)) if step.holder else []
            items = [above[part, step.path] for above in reversed(self.above) if (part, step.path) in above]
            places.append((fields.index(step.name) if fields else 0, items[0] if items else 0))
        return part != self.main, part, places

    def _find_whole(self, part: str, path: str) -> tuple[str, ChangeType] | None:
        """The outermost part around a field that came or went whole."""
        for step in trace_path(part, path)[:-1]:
            if (part, step.path) not in self.above[0]:
                return step.path, ChangeType.ADDED
            if (part, step.path) not in self.above[1]:
                return step.path, ChangeType.DROPPED
        return None

    def _compare(self, part: str, path: str, groups: Sequence[str]) -> EditionChange | None:
        """How one field differs; nothing where other differences tell it."""
        last = trace_path(part, path)[-1]
        spec = fields_of(last.holder).get(last.name) if last.holder else None
        is_prose = bool(spec and spec.is_prose)
        words = tuple(self._compare_words(FieldPath(part, group, path), is_prose) for group in self._in_order(groups))
        if FACTS not in groups:
            there = [any(FieldPath(part, item.language, path) in state for item in words) for state in self.states]
            return EditionChange(ChangeTarget.FIELD, _tell(*there), part, path, words=words)
        key = FieldPath(part, FACTS, path)
        before, after = self.before.get(key), self.after.get(key)
        found = EditionChange(
            ChangeTarget.FIELD, _tell(before, after), part, path, before=before, after=after, words=words
        )
        if (
            spec is None
            or spec.kind not in (FieldKind.LIST, FieldKind.PARTS)
            or Redacted in (type(before), type(after))
        ):
            return found
        old, new = (split_items(value) if isinstance(value, str) else [] for value in (before, after))
        is_told: set[str] = set()
        if spec.kind is FieldKind.PARTS:
            old, new = old or self._count(part, path, 0), new or self._count(part, path, 1)
            is_told = {name for name in (*old, *new) if any((part, f"{path}/{name}") in above for above in self.above)}
        added = tuple(name for name in new if name not in old and name not in is_told)
        dropped = tuple(name for name in old if name not in new and name not in is_told)
        is_reordered = [name for name in old if name in new] != [name for name in new if name in old]
        if spec.kind is FieldKind.PARTS and not (added or dropped or is_reordered):
            return None
        return replace(found, added=added, dropped=dropped, is_reordered=is_reordered)

    def _count(self, part: str, path: str, state: int) -> list[str]:
        """What the items of a list go by, when that is their numbers."""
        return list(takewhile(lambda name: (part, f"{path}/{name}") in self.above[state], map(str, count(1))))

    def _in_order(self, groups: Iterable[str]) -> list[Language]:
        """The languages among some groups, those of the site first and in its order."""
        found = [Language(group) for group in groups if group != FACTS]
        return [*(code for code in self.languages if code in found), *sorted(set(found).difference(self.languages))]

    def _compare_words(self, key: FieldPath, is_prose: bool) -> WordsChange:
        language = Language(key.group)
        before, after = self.before.get(key), self.after.get(key)
        if not (isinstance(before, str) and isinstance(after, str)):
            return WordsChange(language, before, after, None)
        if is_prose:
            # What only Markdown shows, such as where a link leads, is told of as it is written.
            plain = self.extract_text(before), self.extract_text(after)
            before, after = plain if plain[0] != plain[1] else (before, after)
        return WordsChange(language, before, after, diff_words(before, after, language))

    def list_redacted(self) -> Iterator[EditionChange]:
        """What has been taken out of the edition; of a part that nothing else is left of, the part."""
        alive = _list_above({key: value for key, value in self.after.items() if isinstance(value, str)})
        found: dict[tuple[str, str], Redacted] = {}
        for key, value in self.after.items():
            if isinstance(value, Redacted):
                steps = trace_path(key.part, key.path)
                gone = (step.path for step in steps[:-1] if (key.part, step.path) not in alive)
                found.setdefault((key.part, next(gone, key.path)), value)
        for (part, path), value in found.items():
            yield EditionChange(ChangeTarget.FIELD, ChangeType.DROPPED, part, path, after=value)

    def list_kept(self, rest: Mapping[FieldPath, str | Redacted]) -> Iterator[EditionChange]:
        """What an edition said that has no place in the record of today, field by field."""
        fields = group_pairs(((key.part, key.path), key) for key, value in rest.items() if isinstance(value, str))
        for (part, path), keys in fields.items():
            groups = self._in_order(key.group for key in keys)
            words = tuple(
                WordsChange(Language(group), None, rest[FieldPath(part, group, path)], None) for group in groups
            )
            fact = rest.get(FieldPath(part, FACTS, path))
            yield EditionChange(ChangeTarget.FIELD, ChangeType.ADDED, part, path, after=fact, words=words)

    def list_names(self, told: Iterable[EditionChange]) -> Iterator[tuple[tuple[str, str], LocalizedText]]:
        """What each item of a list that is told of is known by: its own words, or those of the promise it is about."""
        seen: set[tuple[str, str]] = set()
        for item in told:
            for step in trace_path(item.part, item.path):
                key = (item.part, step.path)
                if not step.item or key in seen:
                    continue
                seen.add(key)
                is_result = step.holder is FollowUp and step.name == "results"
                promise = f"promises/{step.item.partition('+')[0]}"
                found = self._find_name(self.main, promise) if is_result else self._find_name(*key)
                if found:
                    yield key, found

    def _find_name(self, part: str, path: str) -> LocalizedText | None:
        for state in (self.after, self.before):
            for name in NAMES:
                said = {code: state.get(FieldPath(part, code, f"{path}/{name}")) for code in self.languages}
                # The name of a person is a fact, and the same in all languages.
                said[self.languages[0]] = said[self.languages[0]] or state.get(FieldPath(part, FACTS, f"{path}/{name}"))
                found = {str(code): words for code, words in said.items() if isinstance(words, str) and words.strip()}
                if found:
                    return LocalizedText(found).shorten(_NAME_LENGTH)
        return None


def _list_above(state: FieldValues) -> dict[tuple[str, str], int]:
    """Every path that something stands below, with its part, and which of them it is."""
    found: dict[tuple[str, str], int] = {}
    for key in state:
        if key.group != FILES:
            names = key.path.split("/")
            for length in range(1, len(names)):
                found.setdefault((key.part, "/".join(names[:length])), len(found))
    return found


def _tell(before: object, after: object) -> ChangeType:
    return ChangeType.CHANGED if before and after else ChangeType.ADDED if after else ChangeType.DROPPED
