"""Help for editors: schemas that take what the reader takes, snippets that it reads, and both as fresh as the model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from core.conftest import REPOSITORY, Given
from pledgebook.authoring.format import find_model
from pledgebook.authoring.json_schema import list_editor_files, make_schema, make_snippets
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language

EXEMPELSTAD = REPOSITORY / "tests" / "exempelstad"
RECORDS = [path for path in sorted((EXEMPELSTAD / "pledges").rglob("*")) if find_model(path.name)]


def read_front(text: str) -> Any:
    """Front matter as an editor's YAML gives it: numbers and truth values, but dates as texts."""
    front = text.split("\n---\n")[0].removeprefix("---\n")
    return json.loads(json.dumps(yaml.safe_load(front), default=str))


def name_schema(path: Path, original: Language) -> tuple[str, bool]:
    """The kind of a record, and whether it is a translation."""
    model = find_model(path.name)
    assert model is not None
    return model.__name__.lower(), not path.name.endswith((f".{original}.md", ".yml"))


Validate = Callable[..., None]


@pytest.fixture(scope="module")
def validate(catalogues: Catalogues) -> Validate:
    """Holds front matter to the schema of a kind, for the original or for a translation."""

    @cache
    def compiled(kind: str, translated: bool) -> Callable[[Any], None]:
        return fastjsonschema.compile(make_schema(kind, catalogues[Language("sv")], translated))

    def check(front: str, kind: str, translated: bool = False) -> None:
        compiled(kind, translated)(read_front(front))

    return check


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_record_is_valid(validate: Validate, path: Path) -> None:
    validate(path.read_text("utf-8"), *name_schema(path, Language("sv")))


@pytest.mark.parametrize(
    ("kind", "translated", "front"),
    [
        ("pledge", False, "title: A\nsummary: B\nparties: polisen\nsources: k1\nperoid: 2027"),
        ("pledge", False, "title: A\nsummary: B\nparties: polisen"),
        ("pledge", False, "title: A\nsummary: B\nparties: Polisen\nsources: k1"),
        ("pledge", False, "title: A\nsummary: B\nparties: polisen\nsources: k1\ndates: {signed: 1/2 2027}"),
        ("pledge", False, "title: A\nsummary: B\nparties: polisen\nsources: k1\npromises: [{id: a, text: B}]"),
        ("pledge", True, "title: A\nparties: polisen"),
        ("followup", False, "date: 2027\nby: polisen\nkind: slut\ncovers: 2027\nsources: k1"),
        ("register", False, "name: Exempelstad\nparties: [{id: polisen, name: Polisen, type: polis}]"),
    ],
)
def test_slips_are_not_valid(validate: Validate, kind: str, translated: bool, front: str) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        validate(front, kind, translated)


@pytest.mark.parametrize(
    "front",
    ["period: 2027", "period: 2027–2028", "period: {start: 2027-07-01, end: open}", "area: [sagogatan]", "basis: safety_survey",
     "promises: [{id: a, by: polisen, text: B, target: {at_least: 4, unit: pass}}]", "documents: [{title: A, kind: other, bytes: 1 200}]",
     "signatories: [{name: A, signed: yes}]", "agreement: 2024", "followup_plan: year"],
)  # fmt: skip
def test_short_forms_are_valid(validate: Validate, front: str) -> None:
    usual = "title: A\nsummary: B\nparties: polisen\nsources: [k1]\n"
    validate(usual + front, "pledge")


def test_descriptions_say_what_a_field_means_and_allows(catalogues: Catalogues) -> None:
    schema = make_schema("followup", catalogues[Language("sv")])
    said = schema["definitions"]["result"]["properties"]["status"]["description"]
    assert said.startswith("Status. Hur det har gått. Kan utelämnas. Tillåtet: not_started (Inte påbörjat),")
    assert "Required." in make_schema("pledge", catalogues[Language("en")])["properties"]["title"]["description"]


@pytest.mark.parametrize("name", ["schemas", ".vscode"])
def test_the_files_in_the_repository_are_fresh(catalogues: Catalogues, name: str) -> None:
    made = {path: text for path, text in list_editor_files(catalogues[Language("sv")]).items() if path.startswith(name)}
    assert made
    stale = [path for path, text in made.items() if (REPOSITORY / path).read_text("utf-8") != text]
    assert [] == stale, "make schemas"
    written = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "schemas").iterdir()}
    assert written == {path for path in list_editor_files(catalogues[Language("sv")]) if path.startswith("schemas/")}


def test_the_editors_settings_name_schemas_that_are_there() -> None:
    text = (REPOSITORY / ".vscode" / "settings.json").read_text("utf-8")
    settings = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    for schema, record in settings["yaml.schemas"].items():
        assert (REPOSITORY / schema).is_file()
        assert (REPOSITORY / record).is_file()


def fill_in(body: list[str], indent: int = 0) -> str:
    """A snippet as it stands when nobody has changed anything in it."""
    text = "\n".join(" " * indent + line for line in body)
    text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:\\.|[^}])*)\}", r"\1", text)
    return re.sub(r"\\([$}\\])", r"\1", text).replace("$0", "")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_snippet_is_read_as_it_stands(catalogues: Catalogues, given: Given, language: Language) -> None:
    body = {name.split()[1]: snippet["body"] for name, snippet in make_snippets(catalogues[language]).items()}
    assert {"pledge", "promise", "source", "followup", "result"} == set(body)
    whole = fill_in(body["pledge"])
    parts = re.sub(r"promises:\n.*\n", lambda _: f"promises:\n{fill_in(body['promise'], 2)}\n", whole)
    parts = re.sub(r"sources:\n.*\n", lambda _: f"sources:\n{fill_in(body['source'], 2)}\n", parts)
    report = fill_in(body["followup"])
    results = re.sub(r"results:\n.*\n", lambda _: f"results:\n{fill_in(body['result'], 2)}\n", report)
    for pledge, followup in ((whole, report), (parts, results)):
        told = given({"2027/pledge.sv.md": pledge, "2027/followup-1.sv.md": followup})
        assert [] == told.problems
        assert told.pledge.promises[0].target or pledge == whole
        assert told.followup.results
