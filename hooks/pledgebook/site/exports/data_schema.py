"""JSON Schema (draft 2020-12) of the data, made from the model and the help for its fields.

See https://json-schema.org/draft/2020-12.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import cache, partial
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ...i18n.enum_labels import FAMILIES, name_value
from ...i18n.field_help import find_label, list_models
from .context import ExportContext
from .dataset import SCHEMA, Dataset, render_json


class _DataSchemaMaker(GenerateJsonSchema):
    """Says what is written, and not what could be: what is nothing is left out, and is never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What it holds when it is there."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A word that is meant where none is written; of all else nothing is meant."""
        found = super().default_schema(schema)
        return found if isinstance(found.get("default"), str) else self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: fields are called what the help for them says."""
        return False


@cache
def _make_bare() -> dict[str, Any]:
    """The schema without words, which takes a while to make and is the same for all sites."""
    return Dataset.model_json_schema(schema_generator=_DataSchemaMaker)


def render_schema(context: ExportContext) -> str:
    """The schema of all records and of one by itself; what fields and words are called in each language is in it."""
    return context.keep(SCHEMA, (), partial(_make_schema, context))


def _make_schema(context: ExportContext) -> str:
    schema = deepcopy(_make_bare())
    parts: dict[str, JsonSchemaValue] = schema["$defs"]
    catalogues = [context.words[language] for language in context.site.book.languages]
    for model in list_models().values():
        part = parts.get(model.__name__, {})
        # What the class says of itself is said to those who change it.
        part.pop("description", None)
        for name, field in part.get("properties", {}).items():
            title = _join(find_label(model, name, words) for words in catalogues)
            field.update({"title": title} if title else {})
    for family in FAMILIES:
        part = parts.get(family.__name__, {})
        if part.pop("enum", None):
            part["oneOf"] = [
                {"const": word.value, "title": _join(name_value(word, words) for words in catalogues)}
                for word in family
            ]
    own = {"$id": context.address(SCHEMA)} if context.site_url else {}
    return render_json({"$schema": GenerateJsonSchema.schema_dialect, **own, **schema})


def _join(names: Iterable[str | None]) -> str:
    return " / ".join(dict.fromkeys(filter(None, names)))
