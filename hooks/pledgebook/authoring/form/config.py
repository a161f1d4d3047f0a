"""What Decap CMS is told of the records: a folder for each kind and language, with a field for each of the model's.

Labels, help, allowed words and patterns come from the same source as the handbook's tables and the editors' schemas;
see `field_help`. The form of Decap's configuration: https://decapcms.org/docs/configuration-options/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...config import RECORDS
from ...i18n.catalogue import Catalogue
from ...i18n.field_help import (
    TRANSLATION,
    FieldHelp,
    Requirement,
    describe_field,
    name_model,
)
from ...model import Model, Promise, Result, Translation
from ...model.introspect import FieldKind, FieldSpec, ValueType, fields_of, holds_words
from ...model.paths import FILE_MODELS
from ...names import Language
from ...records.parsed import ParsedRecords
from .records import HEADING, KINDS, PROMISES, TARGETS
from .values import BODY, MORE, list_shown, list_specs

Config = dict[str, Any]
Choice = dict[str, str]
# What facts may refer to: the parts of the register by their keys, `pledge`, `agreement`, and all `promises`.
Choices = Mapping[str, list[Choice]]

API = "/.form/api"
# Where the form marks values that have been saved.
_STAMP = "saved"
# Words that want more room than a line, though they are no Markdown.
_LONG = ("summary", "text", "in_short", "condition", "target_group", "reason")
# What is said of an item of a list while it is folded. Without any, Decap shows the first of its fields.
_SUMMARIES = {
    "promise": "{{text | truncate(110)}}",
    "source": "{{id}} {{publisher}} {{title}} {{called}}",
    "signatory": "{{name}}, {{title}}",
    "publicstatement": "{{name}}, {{title}}",
    "target": "{{value}} {{unit}}",
    "figure": "{{value}} {{unit}}",
    "measure": "{{value}} {{unit}}",
    "goal": "{{text}}",
    "basis": "{{type}} {{date}}",
    "focusarea": "{{title}}",
    "activity": "{{text | truncate(90)}}",
    "change": "{{date}} {{note | truncate(80)}}",
    "document": "{{title}}",
    "evidence": "{{field}}",
    "conflict": "{{field}}",
    "claim": "{{value}}",
}
_LOOKS = {ValueType.DATE: r"^\d{4}(-\d{2}(-\d{2})?)?$", ValueType.NUMBER: r"^-?\d[\d \u00a0\u202f]*([.,]\d+)?$"}
# What a translator wants to see at once.
_UNFOLDED = ("promises", "results", "target", "figures", "activities", "focus_areas", "goals")


def list_choices(entries: ParsedRecords, language: Language) -> Choices:
    """What the records that can be read offer to refer to, called by their names in a language."""
    register = entries.register.record if entries.register else None
    pledges = sorted((entry.record for entry in entries.pledges), key=lambda item: item.id, reverse=True)
    agreements = sorted((entry.record for entry in entries.agreements), key=lambda item: item.id, reverse=True)
    named = {
        part: [_choose(item.id, item.name.get(language).words) for item in getattr(register, part, ())]
        for part in ("parties", "places", "themes")
    }
    sources = register.sources if register else ()
    return {
        **named,
        "sources": [_choose(item.id, item.title or item.publisher or "", True) for item in sources],
        "pledge": [_choose(item.id, item.title.get(language).words) for item in pledges],
        "agreement": [_choose(item.id, item.title.get(language).words) for item in agreements],
        "promises": [
            _choose(f"{pledge.id}/{promise.id}", promise.text.get(language).words, True)
            for pledge in pledges
            for promise in pledge.promises
        ],
    }


def _choose(value: str, label: str, shows_value: bool = False) -> Choice:
    return {"value": value, "label": f"{value}: {label}" if shows_value else label}


def make_config(languages: Sequence[Language], words: Catalogue, choices: Choices) -> Config:
    """The configuration of Decap CMS.

    Args:
        languages: codes of the site's languages, the one that facts are written in first.
        words: what the form speaks with.
        choices: what there is to refer to.
    """
    original = languages[0]
    collections = []
    for language in languages:
        for kind in KINDS:
            label = words.gettext(f"form.folder.{kind}")
            if language != original:
                label = words.gettext("form.folder.translated", folder=label, language=words.name_of(language))
            maker = _ConfigMaker(kind, words, choices)
            collections.append(
                {
                    "name": f"{kind}-{language}",
                    "label": label,
                    "label_singular": label,
                    "description": words.gettext("form.about.original", language=words.name_of(original))
                    if language == original
                    else words.gettext("form.about.translated"),
                    "folder": f"{kind}-{language}",
                    "extension": "json",
                    "format": "json",
                    "create": False,
                    "delete": False,
                    "identifier_field": HEADING,
                    "summary": f"{{{{{HEADING}}}}}",
                    "sortable_fields": [],
                    "editor": {"preview": False},
                    "preview_path": f"{kind}-{language}/{{{{slug}}}}",
                    "fields": maker.make_whole(language != original),
                }
            )
    return {
        "locale": words.language,
        "backend": {"name": "proxy", "proxy_url": API, "branch": "files"},
        "load_config_file": False,
        "publish_mode": "simple",
        "media_folder": RECORDS,
        "media_library": {"name": "none"},
        "collections": collections,
    }


@dataclass(frozen=True)
class _ConfigMaker:
    """Makes the fields of one kind of record."""

    kind: str
    words: Catalogue
    choices: Choices

    def make_whole(self, is_translated: bool) -> list[Config]:
        """The fields of a file: in a translation, words alone."""
        model = FILE_MODELS[self.kind]
        heading: Config = {"name": HEADING, "label": HEADING, "widget": "hidden", "required": False}
        hidden = [heading, {"name": _STAMP, "label": _STAMP, "widget": "stamp"}]
        body: Config = {
            "name": BODY,
            "label": self.words.gettext("form.body"),
            "hint": self.words.gettext("form.body.hint"),
        }
        if is_translated:
            fields = self.make_translated(model)
            place = next(
                (at for at, item in enumerate(fields) if item["name"] in ("promises", "results")), len(fields) - 1
            )
            fields.insert(place + 1, {**body, "widget": "words", "long": True})
            about = {
                "name": TRANSLATION,
                "label": self.words.gettext("form.translation"),
                **self.make_part(Translation),
            }
            return [*hidden, *fields, about]
        fields = self.make_fields(model)
        place = next(at for at, item in enumerate(fields) if item["name"] == "sources")
        fields.insert(place, {**body, "widget": "lines"})
        return [*hidden, *fields]

    def make_fields(self, model: type[Model], is_optional: bool = False) -> list[Config]:
        """The fields of a class, those that are seldom used in a part of their own that is folded."""
        shown, more = list_shown(model)
        fields = [self.make_field(model, name, is_optional) for name in shown]
        if more:
            fields.append(
                {
                    "name": MORE,
                    "label": self.words.gettext("form.more"),
                    "widget": "part",
                    "collapsed": True,
                    "summary": self.words.gettext("form.more.hint"),
                    "fields": [self.make_field(model, name, True) for name in more],
                }
            )
        return fields

    def make_field(self, model: type[Model], name: str, is_optional: bool) -> Config:
        """One field, with what an author needs to know of it."""
        help = describe_field(model, name, self.words)
        spec = list_specs(model)[name]
        needed = help.need is not Requirement.OPTIONAL and not is_optional
        field = self.name_field(model, name, help, needed)
        if spec.kind is FieldKind.WORDS:
            return field | {"widget": "lines" if spec.is_prose or name in _LONG else "line"}
        if spec.kind is FieldKind.PART and spec.part:
            return field | self.make_part(spec.part, is_open=needed)
        if spec.kind is FieldKind.PARTS and spec.part:
            return field | self.make_list(spec.part)
        return field | self.make_fact(model, name, spec, help)

    def name_field(self, model: type[Model], name: str, help: FieldHelp, needed: bool) -> Config:
        """What a field is called and how it is explained.

        Its label says that it is required. Decap is not told so: half a record must be possible to save, and the check
        says what is missing.
        """
        owners = [parent.__name__.lower() for parent in model.__mro__ if issubclass(parent, Model)]
        keys = [f"form.hint.{owner}.{name}" for owner in [*owners, "any"]]
        hint = next((self.words.gettext(key) for key in keys if self.words.has(key)), help.text)
        if needed and help.spec and help.spec.kind is FieldKind.PARTS:
            # Decap counts the items by the label of their list.
            return {"name": name, "label": help.label, "hint": self.words.gettext("form.needed.hint", hint=hint)}
        label = self.words.gettext("form.needed", label=help.label) if needed else help.label
        return {"name": name, "label": label, "hint": hint}

    def make_part(self, part: type[Model], is_open: bool = False) -> Config:
        """A part of a record; nothing in it is asked for where it may be left out as a whole."""
        return {"widget": "part", "collapsed": not is_open, "fields": self.make_fields(part, is_optional=not is_open)}

    def make_list(self, part: type[Model]) -> Config:
        """A list of parts, each folded to a line."""
        summary = _SUMMARIES.get(name_model(part))
        return {
            "widget": "parts",
            "collapsed": True,
            "fields": self.make_fields(part),
            "label_singular": self.words.gettext(f"form.one.{name_model(part)}"),
            **({"summary": summary} if summary else {}),
            **({"names": [PROMISES, TARGETS]} if part is Result else {}),
        }

    def make_fact(self, model: type[Model], name: str, spec: FieldSpec, help: FieldHelp) -> Config:
        """A field of facts: a choice where there is one, else a line that is held against a pattern."""
        many = spec.kind is FieldKind.LIST
        choice = self.find_choice(model, name)
        if spec.words:
            choice = {
                "options": [{"value": word, "label": label[:1].upper() + label[1:]} for word, label in help.allowed]
            }
        if choice:
            return {"widget": "choice", "multiple": many, **choice}
        line = self.make_line(spec, help)
        if many:
            return {"widget": "parts", "collapsed": False, "field": {"name": "item", "label": help.label, **line}}
        return line

    def make_line(self, spec: FieldSpec, help: FieldHelp) -> Config:
        """A fact on a line of its own."""
        if spec.sort is ValueType.TRUTH:
            return {"widget": "switch"}
        pattern = _LOOKS.get(spec.sort, spec.pattern)
        if not pattern:
            return {"widget": "line"}
        examples = self.words.join([example.strip('"') for example in help.examples], "or")
        return {"widget": "line", "called": help.label, "form": [pattern, examples]}

    def find_choice(self, model: type[Model], name: str) -> Config | None:
        """What a field of facts may refer to: things of the register or of other records, or parts of its own."""
        match name:
            case "focus_area":
                return {"options": [], "from": [MORE, "focus_areas"]}
            case "promise":
                return {"options": [], "from": [PROMISES] if model is Result else ["promises"]}
            case "sources":
                return {"options": self.choices.get("sources", []), "from": ["sources"]}
            case "replaces" | "extends":
                offered = self.kind
            case "parties" | "by" | "with" | "party":
                offered = "parties"
            case "continues":
                offered = "promises" if model is Promise else "pledge"
            case "places" | "themes" | "agreement":
                offered = name
            case "likewise":
                offered = "places"
            case _:
                return None
        return {"options": self.choices.get(offered, [])}

    def make_translated(self, model: type[Model]) -> list[Config]:
        """The words of a class, each beside those of the original."""
        fields: list[Config] = []
        for name in (name for group in list_shown(model) for name in group):
            spec = list_specs(model)[name]
            help = describe_field(model, name, self.words)
            field: Config = {"name": name, "label": help.label}
            if spec.kind is FieldKind.WORDS:
                fields.append(field | {"widget": "words", "long": spec.is_prose or name in _LONG})
            elif spec.part and holds_words(spec.part):
                inner: Config = {"widget": "words-object", "collapsed": False}
                if spec.kind is FieldKind.PARTS:
                    inner = {"widget": "words-list", "collapsed": name not in _UNFOLDED}
                    inner |= dict.fromkeys(("allow_add", "allow_remove", "allow_reorder"), False)
                    inner["summary"] = _summarise(spec.part)
                fields.append(field | inner | {"fields": self.make_translated(spec.part)})
        return fields


def _summarise(model: type[Model]) -> str:
    """What a folded item of a translation shows: what it is known by, else the first of its words."""
    known: Iterable[str] = [name for name in model.match_by if name in fields_of(model) and model.match_by != ("id",)]
    texts = [name for name, spec in list_specs(model).items() if spec.kind is FieldKind.WORDS]
    first = [f"{{{{{name}}}}}" for name in known] or [
        f"{{{{fields.{name}.original | truncate(110)}}}}" for name in texts[:1]
    ]
    return " ".join(first)
