"""Meant ids: what was meant where something else than an id stands, among the ids that there are.

A text in a field for an id is told before anything is known of other files. Once all have been read, what it names can
be looked up: only an id that leads somewhere is ever suggested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ..model.ids import slug
from ..model.paths import RecordFile, RecordKind, is_agreement
from ..names import Folder
from ..problem import Problem
from ..yaml.node import Node
from .grouping import group_pairs
from .register_names import PARTIES, PLACES, THEMES, RegisterNames

# Which list of the register a field names by id, and the fields among them that hold one id alone.
_KINDS = {
    **{"parties": PARTIES, "by": PARTIES, "with": PARTIES, "party": PARTIES},
    **{"places": PLACES, "part_of": PLACES, "themes": THEMES},
}
_SINGLE = ("party", "part_of")
_UNKNOWN = {PARTIES: "party_unknown", PLACES: "place_unknown", THEMES: "theme_unknown"}
_REFERENCE = re.compile(r"(?:.*?/)??([^/\s#:]+)(?:\s*/\s*(?:pledge\.\w+\.md)?#?|\s*[:#]|\s)\s*([^/#]+?)/?")
_LONGEST = 300
_RECORDS = ("replaces", "extends", "continues")


@dataclass(frozen=True)
class MeantIds:
    """What is known once all files have been read.

    Attributes:
        names: what the register calls things.
        folders: the folders of all records.
        nodes: gives every record and follow-up whose front matter could be read, sound or not, by file without
            language.
    """

    names: RegisterNames
    folders: Collection[Folder]
    nodes: Mapping[RecordFile, Callable[[], Node]]

    def settle(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, with what was meant where a text stands for an id."""
        return [self._settle(problem) for problem in problems]

    def _settle(self, problem: Problem) -> Problem:
        field = problem.details.get("field", "")
        if problem.code == "reference_format":
            return replace(problem, suggestion=self._find_promise(problem.found, problem.mark.path))
        if problem.code == "id_address" and (id := self.names.find("sources", problem.found)):
            return replace(problem, code="id_named", suggestion=id)
        if problem.code != "id_format" or field == "id":
            return problem
        if field in _KINDS:
            return self._settle_named(problem, field)
        known = self._list_known(problem, field)
        if known is None:
            return problem
        texts = {slug(problem.found), slug(problem.found.rpartition("/")[2])}
        meant = next((id for id, called in known.items() if texts & {id, slug(called)}), "")
        return _name(replace(problem, suggestion=meant, allowed=tuple(known)))

    def _settle_named(self, problem: Problem, field: str) -> Problem:
        kind = _KINDS[field]
        found = self.names.split(kind, problem.found)
        if len(found) == 1:
            return _name(replace(problem, suggestion=found[0]))
        if found and field not in _SINGLE:
            return replace(problem, code="id_list", suggestion=f"[{', '.join(found)}]")
        if self.names.register is None:
            return problem
        known = self.names.list_ids(kind)
        close = "" if found else self.names.suggest(kind, problem.found, known)
        return replace(problem, code=_UNKNOWN[kind], suggestion=close, allowed=known)

    def _list_known(self, problem: Problem, field: str) -> dict[str, str] | None:
        """The ids that may stand in a field that is not about the register, each with what it is called."""
        if field in _RECORDS or field == "agreement":
            of_agreements = field == "agreement" or "/agreements/" in problem.mark.path
            kind = RecordKind.AGREEMENT if of_agreements else RecordKind.PLEDGE
            ids = [id.rpartition("/")[2] for id in self.folders if is_agreement(id) == of_agreements]
            return {id: self._find_title(RecordFile(kind, id)) for id in sorted(ids)}
        file = RecordFile.parse(problem.mark.path)
        if file is None or field not in ("focus_area", "promise"):
            return None
        pledge = self.nodes.get(RecordFile(RecordKind.PLEDGE, file.record))
        path, words = ("focus_areas", "title") if field == "focus_area" else ("promises", "text")
        return _list_items(pledge(), path, words) if pledge else {}

    def _find_title(self, file: RecordFile) -> str:
        """What a record is called in the original, if it could be read."""
        title = self.nodes[file]().mapping.get("title") if file in self.nodes else None
        return next((text.text for text in title.mapping.values()), "") if title else ""

    def _find_promise(self, text: str, path: str) -> str:
        """The promise of another pledge that a text means: `2019 / Trafik`, or `trafik` where that is one alone.

        The promises of the file that it stands in (`path`) are not meant.
        """
        file = RecordFile.parse(path)
        own = file.record if file else ""
        whole = self.nodes.get(RecordFile(RecordKind.PLEDGE, slug(text))) if slug(text) != own else None
        if whole:
            promises = list(_list_items(whole(), "promises", "text"))
            return f"{slug(text)}/{promises[0]}" if len(promises) == 1 else ""
        folder, name = _split_reference(text)
        named = self._promises.get(slug(name), ())
        found = [f"{pledge}/{id}" for pledge, id in named if pledge != own and slug(folder) in ("", pledge)]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _promises(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The pledge and the id of each promise, by that id and by its words as a slug."""
        return group_pairs(
            (name, (file.record, id))
            for file, read_node in self.nodes.items()
            if file.kind is RecordKind.PLEDGE
            for id, words in _list_items(read_node(), "promises", "text").items()
            for name in {id, slug(words)}
        )


def _split_reference(text: str) -> tuple[str, str]:
    """The folder and the id in a reference that may be written as an address, with a file's name or with a space."""
    match = _REFERENCE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return (match[1], match[2]) if match else ("", text)


def _list_items(node: Node, path: str, words: str) -> dict[str, str]:
    """The ids of a list, each with its words in the original."""
    items = node.mapping[path].items if path in node.mapping else []
    texts = {item.text_of("id"): item.mapping.get(words) for item in items}
    return {
        id: next((text.text for text in found.mapping.values()), "") if found else "" for id, found in texts.items()
    }


def _name(problem: Problem) -> Problem:
    """The problem as that of a name, where what was written is more than an id in other letters."""
    is_name = problem.suggestion and slug(problem.found) != problem.suggestion
    return replace(problem, code="id_named") if is_name else problem
