"""Builder of nodes: YAML's events in, nodes with places out, and what YAML lets through although nobody meant it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import yaml

from ..problem import Level, Mark, Problem
from .characters import CURLY_DOUBLE, CURLY_SINGLE, find_hidden
from .node import Key, Node
from .slips import DASH, FENCE_INSIDE, MAX_PROBLEMS

MAX_DEPTH = 20
# The longest record there is has a thousandth of these.
MAX_NODES = 60_000
_CURLY = re.compile("|".join(f"[{marks}]([^{marks}]*)[{marks}]" for marks in (CURLY_DOUBLE, CURLY_SINGLE)))
_COMMENT = re.compile(r"\s+#[^\s#]")
# A note after a value is plain where the value is a word or a number; after a sentence it may be the rest of that.
_NOTE = re.compile(r"\s+(# .*\w.*)")
_SENTENCE = 4
# A last quotation mark that nothing opened; after a digit it may be inches.
_CLOSED = re.compile(r"[^\"]*[^\"\d\s]\"")
# What a comma in braces may have taken apart although no text was meant.
_NUMBER = re.compile(r"-?\d+")
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read. In a mapping, `key` is what the next value belongs to.

    `repeats` are keys that it had already. In braces, `last` is the value that a comma may have cut off, and `cut_end`
    where the text ends that it would have been.
    """

    mark: Mark
    items: list[Node] | None = None
    in_braces: bool = False
    repeats: list[Key] = field(default_factory=list)
    last: tuple[Key, Mark] | None = None
    cut_end: int = 0
    is_lone: bool = False
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    key: Key | None = None
    awaits_value: bool = False


@dataclass(slots=True)
class NodeBuilder:
    """Makes nodes of YAML's events, one by one, so that no depth or repetition in a file can cost much."""

    path: str
    first_line: int
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    nodes: int = 0
    is_whole: bool = True

    def _mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self.path, self.first_line + start.line, start.column + 1) if start else Mark(self.path)

    def _report(self, event: yaml.Event, code: str, found: str = "", **details: str) -> None:
        self.problems.append(Problem(self._mark(event), code, found=found, details=details))

    def _stop(self, event: yaml.Event, code: str, found: str = "") -> bool:
        self._report(event, code, found)
        self.is_whole = False
        return False

    def take(self, event: yaml.Event) -> bool:
        """Take the next event; false when there is no use in going on."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            return self.documents < 2 or self._stop(event, "yaml_other", "---")
        if isinstance(event, yaml.NodeEvent):
            return self._take_node(event)
        if isinstance(event, yaml.CollectionEndEvent):
            frame = self.frames.pop()
            self._end_text(frame)
            self._tell_repeats(frame)
            self._finish(Node(frame.mark, frame.values if frame.items is None else frame.items, frame.keys))
        return True

    def _take_node(self, event: yaml.NodeEvent) -> bool:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            return self._stop(event, "yaml_large", f"{MAX_NODES}")
        if len(self.problems) >= MAX_PROBLEMS:
            self.is_whole = False
            return False
        if event.anchor is not None or isinstance(event, yaml.AliasEvent):
            self._report(event, "yaml_alias")
        tag = getattr(event, "tag", None)
        if tag:
            self._report(event, "yaml_tag", tag)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.frames) > MAX_DEPTH:
                return self._stop(event, "yaml_depth")
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self._reject_key(event)
            in_braces = not is_list and bool(event.flow_style)
            if self.frames and not self._is_key():
                self.frames[-1].last = None
            self.frames.append(_Frame(self._mark(event), [] if is_list else None, in_braces))
        elif isinstance(event, yaml.ScalarEvent) and self._is_key():
            self._take_key(event)
        else:
            self._reject_key(event)
            self._warn_of_comment(event)
            self._note_value(event)
            self._finish(Node(self._mark(event), self._read_text(event)))
        return True

    def _warn_of_comment(self, event: yaml.Event) -> None:
        """A `#` after a space ends an unquoted text (`Hus #3`), which is seldom what was meant."""
        end = event.end_mark
        if end and isinstance(event, yaml.ScalarEvent) and event.style in (None, ""):
            line = self.lines[end.line] if end.line < len(self.lines) else ""
            found = _COMMENT.match(line, end.column)
            if found:
                mark = Mark(self.path, self.first_line + end.line, found.end() - 1)
                self.problems.append(Problem(mark, "yaml_comment", Level.WARNING, line[end.column :].strip()))
            elif len((event.value or "").split()) >= _SENTENCE and (note := _NOTE.match(line, end.column)):
                mark = Mark(self.path, self.first_line + end.line, note.start(1) + 1)
                self.problems.append(Problem(mark, "yaml_note", Level.NOTE, note[1].strip()))

    def _read_text(self, event: yaml.NodeEvent) -> str | None:
        """The text of a value; quotation marks that a word processor has turned do not quote, so they are refused."""
        text = _text_of(event)
        is_plain = isinstance(event, yaml.ScalarEvent) and event.style in (None, "")
        if text and is_plain and DASH.match(text) and self._begins_line(event):
            self._report(event, "yaml_dash", text)
            self.is_whole = False
        if text and is_plain:
            self._warn_of_marks(event, text)
        elif text:
            self._tell_escaped(event, text)
        curly = _CURLY.fullmatch(text) if text and is_plain else None
        if not curly:
            return text
        inner = curly[1] or curly[2] or ""
        self._report(event, "quotes_curly", str(text))
        return inner

    def _warn_of_marks(self, event: yaml.NodeEvent, text: str) -> None:
        """A line of hyphens in a text was meant for the end of all fields, and a last quotation mark for a first."""
        start, end = event.start_mark, event.end_mark
        if not start or not end:
            return
        for number in range(start.line + 1, min(end.line + 1, len(self.lines))):
            if FENCE_INSIDE.fullmatch(self.lines[number]) and len(self.problems) < MAX_PROBLEMS:
                place = self.lines[number]
                mark = Mark(self.path, self.first_line + number, len(place) - len(place.lstrip()) + 1)
                self.problems.append(Problem(mark, "yaml_fence", found=place.strip()))
                self.is_whole = False
        if _CLOSED.fullmatch(text):
            mark = Mark(self.path, self.first_line + end.line, end.column)
            self.problems.append(Problem(mark, "yaml_quote_unopened", Level.WARNING, text[-1]))

    def _tell_escaped(self, event: yaml.NodeEvent, text: str) -> None:
        """Characters that nobody sees are no better for being written as escapes, as programs write them."""
        start, end = event.start_mark, event.end_mark
        written = "\n".join(self.lines[start.line : end.line + 1]) if start and end else ""
        if "\\" in written and isinstance(event, yaml.ScalarEvent) and event.style == '"':
            told = {item.found for item in find_hidden(written, self.path)}
            found = (item for item in find_hidden(text, self.path) if item.found not in told)
            self.problems += [replace(item, mark=self._mark(event)) for item in found]

    def _begins_line(self, event: yaml.Event) -> bool:
        place = event.start_mark
        return place is not None and not self.lines[place.line][: place.column].strip()

    def _is_key(self) -> bool:
        return bool(self.frames) and self.frames[-1].items is None and not self.frames[-1].awaits_value

    def _take_key(self, event: yaml.ScalarEvent) -> None:
        frame, key = self.frames[-1], Key(self._mark(event), event.value)
        frame.awaits_value = True
        if DASH.match(key.name):
            self._report(event, "yaml_dash", key.name)
            self.is_whole = False
        frame.key = None
        if self._cuts_text(event, frame):
            return
        self._end_text(frame)
        if key.name in frame.keys:
            frame.repeats.append(key)
        else:
            frame.key = frame.keys[key.name] = key

    def _cuts_text(self, event: yaml.ScalarEvent, frame: _Frame) -> bool:
        """Whether this is no key but what stands after a comma in a text or a number in braces, which it is joined to.

        In braces a comma ends the value: `{text: Vandra, prata}` is a text and a key without a value.
        """
        end = event.end_mark
        frame.is_lone = False
        if not frame.in_braces or not frame.last or not end or event.style not in (None, ""):
            return False
        key, mark = frame.last
        line = self.lines[end.line]
        if line[end.column :].lstrip()[:1] not in (",", "}") or mark.line != self.first_line + end.line:
            return False
        if _NUMBER.fullmatch(event.value) and _NUMBER.fullmatch(frame.values[key.name].text):
            # What it is can be told where it is known that a number belongs.
            return False
        frame.cut_end = end.column
        frame.is_lone = True
        return True

    def _note_value(self, event: yaml.NodeEvent) -> None:
        frame = self.frames[-1] if self.frames else None
        if frame and frame.in_braces and frame.awaits_value and not frame.is_lone:
            is_plain = isinstance(event, yaml.ScalarEvent) and event.style in (None, "") and bool(event.value)
            frame.last = (frame.key, self._mark(event)) if frame.key and is_plain else None

    def _end_text(self, frame: _Frame) -> None:
        """Tell of the commas in a text in braces, once they have all been seen."""
        if frame.cut_end and frame.last:
            key, mark = frame.last
            cut = self.lines[mark.line - self.first_line][mark.column - 1 : frame.cut_end]
            frame.values[key.name] = Node(mark, cut)
            self.problems.append(Problem(mark, "yaml_comma", found=cut))
        frame.cut_end = 0

    def _tell_repeats(self, frame: _Frame) -> None:
        """A key that stands twice; where a list's item begins anew, its hyphen is missing."""
        if not frame.repeats:
            return
        first = frame.repeats[0]
        begins = next(iter(frame.keys), "") == first.name or len({key.name for key in frame.repeats}) > 1
        if begins and self.frames and not frame.in_braces:
            self.is_whole = False
            unlisted = self.frames[-1].items is None
            missing = [frame.keys[first.name]] if unlisted else []
            missing += [key for key in frame.repeats if key.name == first.name][:MAX_PROBLEMS]
            self.problems += [Problem(key.mark, "yaml_no_hyphen", found=key.name) for key in missing]
        else:
            for key in frame.repeats[:MAX_PROBLEMS]:
                details = {"first": str(frame.keys[key.name].mark.line)}
                self.problems.append(Problem(key.mark, "yaml_repeated", found=key.name, details=details))

    def _reject_key(self, event: yaml.Event) -> None:
        if self._is_key():
            self._report(event, "yaml_key")

    def _finish(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.items is not None:
            frame.items.append(node)
        elif frame.awaits_value:
            if frame.key:
                frame.values[frame.key.name] = node
            frame.awaits_value = False
        else:
            frame.key, frame.awaits_value = None, True


def _text_of(event: yaml.Event) -> str | None:
    if not isinstance(event, yaml.ScalarEvent):
        return None
    is_plain = event.style in (None, "") and event.implicit[0]
    # YAML takes the ordinary spaces around a plain text away, and leaves the hard ones.
    text = str(event.value).strip() if is_plain else str(event.value)
    return None if is_plain and text in _EMPTY else text
