"""The text of a scaffold: front matter to fill in, with comments that explain each field."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap

from ..i18n.catalogue import Catalogue
from ..i18n.field_help import Requirement, describe_field, find_requirement, render_example, render_requirement
from ..model import Model
from ..model.text import LocalizedText
from ..names import Language
from ..yaml.page import FENCE

_WIDTH = 100
# What a follow-up is for, although the model takes one without.
_BEGUN = {"results", "status", "status_source", "promise"}


def must_be_filled(model: type[Model], name: str) -> bool:
    """Whether a scaffold leaves a field to be filled in, instead of offering it in a comment."""
    return find_requirement(model, name) is not Requirement.OPTIONAL or name in _BEGUN


def in_language(text: LocalizedText | None, language: Language) -> str:
    """A text's words in one language, or nothing when it has none there."""
    return text.root.get(language, "") if text else ""


@dataclass
class ScaffoldSheet:
    """Lines of front matter that are being put together.

    Attributes:
        words: the catalogue of the language that the comments are in.
        lines: what there is as yet.
    """

    words: Catalogue
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole page, with the lines of hyphens and no body."""
        body = "\n".join(self.lines).strip("\n")
        return f"{FENCE}\n{body}\n{FENCE}\n"

    def add(self, text: str, indent: int = 0) -> None:
        """Add lines as they are, moved in."""
        self.lines += [" " * indent + line if line else "" for line in text.split("\n")]

    def note(self, text: str, indent: int = 0) -> None:
        """Add a comment, over as many lines as it needs."""
        self.lines += [f"{' ' * indent}# {line}" for line in wrap(text, _WIDTH - indent)]

    def add_head(self, key: str) -> None:
        """Add what the whole is about, by the catalogue's key."""
        for line in self.words.gettext(key).split("\n"):
            self.note(line)
        self.add("")

    def explain(self, model: type[Model], name: str, indent: int = 0) -> None:
        """Add what a field means, whether it is required, and the only words it allows."""
        help = describe_field(model, name, self.words)
        need = self.words.gettext("draft.begun") if name in _BEGUN else render_requirement(help, self.words)
        self.note(f"{help.label}. {help.text} {need}", indent)
        for word, called in help.allowed:
            self.note(f"  {word} = {called}", indent)

    def add_example(self, model: type[Model], name: str, indent: int = 0) -> None:
        """Add an example of a field as a comment, to be made use of."""
        example = render_example(describe_field(model, name, self.words))
        self.add("\n".join(f"# {line}" for line in example.split("\n")), indent)

    def offer(self, model: type[Model], name: str) -> None:
        """Add a field that may be left out: what it means, and an example."""
        self.explain(model, name)
        self.add_example(model, name)

    def ask(self, model: type[Model], name: str) -> None:
        """Add how a field that must be filled in may be written."""
        self.note(self.words.gettext("draft.example"))
        self.add_example(model, name)

    def quote_earlier(self, text: LocalizedText | None, indent: int = 0) -> None:
        """Add what an earlier record said, in this language."""
        said = in_language(text, self.words.language)
        if said:
            # On one line, however long, it can be copied.
            self.add("# " + self.words.gettext("draft.earlier", text=" ".join(said.split())), indent)
