"""The verbs of publication, as the form offers and does them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Project
from core.authoring.form.test_form import HEADERS, ORIGINS
from pledgebook.authoring.context import Context
from pledgebook.authoring.form.app import FormApp
from pledgebook.authoring.form.publisher import Publisher
from pledgebook.authoring.form.records import Records
from pledgebook.authoring.preview.routes import Request
from pledgebook.config import SETTINGS, read_settings
from pledgebook.i18n.catalogue import Catalogues, load_catalogues
from pledgebook.i18n.enum_labels import list_enum_labels
from pledgebook.names import Language

ADDRESS = "pledge-sv/2027.json"
DAY = date(2027, 3, 1)
FIELDS = re.compile(r"{\w+}")
ENGLISH = """---
title: Citizen pledge 2027
summary: A short pledge.
promises:
  - {id: synas, text: Be seen.}
---
"""
SIGNED = "signatories:\n  - {name: Ada Exempelsson, title: Polischef, party: polisen}\npromises:"


class Desk:
    """A project with one pledge, and what the browser asks of it."""

    def __init__(self, root: Path) -> None:
        settings = read_settings(root / SETTINGS)
        catalogues = load_catalogues(settings.theme / "words", settings.codes, root)
        words = catalogues[Language("sv")]
        self.file = root / "pledges/2027/pledge.sv.md"
        self.english = root / "pledges/2027/pledge.en.md"
        self.ledger = root / "pledges/published/2027.yml"
        self.english.write_text(ENGLISH, encoding="utf-8")
        records = Records(root, settings.codes, list_enum_labels(catalogues.words.values()), words)
        publisher = Publisher(lambda: Context(settings, catalogues, words, DAY, DAY))
        self.form = FormApp(
            records, root, dict, lambda kind, name: records.find(ADDRESS), lambda place: "/", words, publisher
        )

    def ask(self, action: str, headers: dict[str, str] = HEADERS, **params: Any) -> tuple[int, Any]:
        body = json.dumps({"action": action, "params": {"path": ADDRESS, **params}}).encode()
        answer = self.form.answer(Request("POST", "/.form/api", headers, body, ORIGINS))
        return answer.status, json.loads(answer.body)

    def describe(self) -> dict[str, Any]:
        status, told = self.ask("publication")
        assert status == 200, told
        found: dict[str, Any] = told
        return found

    def perform(self, verb: str, **given: str) -> tuple[int, Any]:
        return self.ask("publish", verb=verb, seen=self.describe()["seen"], given=given)

    def verbs(self) -> list[str]:
        return [verb["verb"] for verb in self.describe()["verbs"]]

    def replace(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def desk(tiny: Callable[..., Project], tmp_path: Path) -> Desk:
    return Desk(tiny().root)


def test_a_year_is_finished_in_the_form(desk: Desk) -> None:
    assert "inte publicerad än" in desk.describe()["state"]
    assert desk.verbs() == ["publish", "translate"]
    status, told = desk.perform("publish")
    assert status == 200
    assert "2027 är antecknad som publicerad 1 mars 2027." in told["said"]
    assert desk.ledger.is_file()

    desk.replace("Synas på Fiktiva torget.", "Synas på Fiktiva torget varje dag.")
    described = desk.describe()
    assert "Synas på Fiktiva torget varje dag." in described["differences"]
    change = described["verbs"][0]
    assert change["verb"] == "change"
    assert [field["name"] for field in change["fields"]] == ["kind", "promise", "note", "note-en"]
    values = {
        "kind": "changed",
        "promise": "synas",
        "note": "Polisen lovar mer.",
        "note-en": "The police promise more.",
    }
    status, told = desk.perform("change", **values)
    assert status == 200, told
    assert "Polisen lovar mer." in desk.file.read_text(encoding="utf-8")
    assert "The police promise more." in desk.english.read_text(encoding="utf-8")

    status, told = desk.perform("translate", language="en")
    assert status == 200, told
    assert "translation:" in desk.english.read_text(encoding="utf-8")
    assert "translate" not in desk.verbs()
    status, told = desk.perform("undo")
    assert status == 200, told


def test_personal_data_is_taken_out_of_what_is_kept(desk: Desk) -> None:
    desk.replace("promises:", SIGNED)
    desk.perform("publish")
    redact = next(verb for verb in desk.describe()["verbs"] if verb["verb"] == "redact")
    assert not redact["button"]
    assert "Ta först bort uppgiften ur posten" in redact["does"]
    desk.replace(SIGNED, "promises:")
    redact = next(verb for verb in desk.describe()["verbs"] if verb["verb"] == "redact")
    (option,) = redact["fields"][0]["options"]
    assert "Ada Exempelsson" in option["label"]
    status, told = desk.perform("redact", field=option["value"], note="Ett namn är borttaget.")
    assert status == 200, told
    assert "Ada" not in desk.ledger.read_text(encoding="utf-8")
    # What cannot be undone is not offered to be.
    status, told = desk.perform("undo")
    assert status == 422
    assert "tog bort en personuppgift" in told["error"]


def test_an_edition_is_taken_back_with_its_note(desk: Desk) -> None:
    desk.perform("publish")
    before = desk.file.read_bytes()
    status, told = desk.perform("undo")
    assert (status, desk.ledger.exists()) == (200, False), told
    assert before == desk.file.read_bytes()
    assert desk.verbs()[0] == "publish"


def test_what_was_changed_meanwhile_is_not_published_unseen(desk: Desk) -> None:
    seen = desk.describe()["seen"]
    desk.replace("Ett kort löfte.", "Något helt annat.")
    status, told = desk.ask("publish", verb="publish", seen=seen, given={})
    assert status == 422
    assert "ändrats medan du läste" in told["error"]
    assert not desk.ledger.exists()


def test_the_same_verb_twice_is_done_once(desk: Desk) -> None:
    seen = desk.describe()["seen"]
    for expected in (200, 422):
        assert expected == desk.ask("publish", verb="publish", seen=seen, given={})[0]
    assert desk.ledger.read_text(encoding="utf-8").count("fingerprint:") == 1


@pytest.mark.parametrize(
    ("verb", "given", "said"),
    [
        ("change", {"kind": "changed", "promise": "synas", "note": "…"}, "Anteckningen är tom"),
        ("change", {"kind": "hittepå", "note": "Mer."}, "ingen sorts ändring"),
        ("redact", {"field": "signatories/9", "note": "Skäl."}, "finns inte i någon publicerad utgåva"),
        ("delete", {}, "känner inte till delete"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is(desk: Desk, verb: str, given: dict[str, str], said: str) -> None:
    desk.perform("publish")
    before = desk.file.read_bytes(), desk.ledger.read_bytes()
    status, told = desk.perform(verb, **given)
    assert status == 422
    assert said in told["error"]
    assert before == (desk.file.read_bytes(), desk.ledger.read_bytes())


def test_a_record_with_an_error_is_told_of_first(desk: Desk) -> None:
    desk.replace("summary:", "sumary:")
    status, told = desk.ask("publication")
    assert status == 422
    assert "pledges/2027/pledge.sv.md:" in told["error"]


@pytest.mark.parametrize(
    "headers", [HEADERS | {"Origin": "https://example.org"}, HEADERS | {"Content-Type": "text/plain"}]
)
def test_a_page_from_elsewhere_publishes_nothing(desk: Desk, headers: dict[str, str]) -> None:
    seen = desk.describe()["seen"]
    assert desk.ask("publication", headers)[0] in (403, 404)
    assert desk.ask("publish", headers, verb="publish", seen=seen, given={})[0] in (403, 404)
    assert not desk.ledger.exists()


# What is told, where there are buttons and no commands


def test_a_refusal_names_what_can_be_done_in_the_form(desk: Desk) -> None:
    desk.perform("publish")
    desk.replace("Synas på Fiktiva torget.", "Synas på Fiktiva torget 12 gånger.")
    for given, told in (
        ({"kind": "minor"}, "Välj en annan sorts ändring."),
        ({"kind": "changed", "promise": "annat"}, "Välj det löfte som är ändrat, eller hela posten."),
    ):
        status, answer = desk.perform("change", note="Fler gånger.", **given)
        assert (422, True) == (status, answer["error"].endswith(told)), answer
        assert "make" not in answer["error"]


def test_words_of_the_form_stand_for_those_that_name_a_command(catalogues: Catalogues) -> None:
    for words in catalogues.words.values():
        own = {key.removeprefix("form.says."): words.gettext(key) for key in words.keys("form.says.")}
        assert own
        for key, text in own.items():
            assert "make" not in text
            assert set(FIELDS.findall(text)) <= set(FIELDS.findall(words.gettext(key)))
            assert text == words.prefer("form.says.").gettext(key) != words.gettext(key)


def test_what_is_nobodys_personal_data_is_not_offered_to_be_redacted(desk: Desk) -> None:
    desk.replace("promises:", SIGNED)
    desk.perform("publish")
    desk.replace(SIGNED, "promises:")
    desk.replace("period: 2027", "period: {start: 2027, end: 2027-11}")
    redact = next(verb for verb in desk.describe()["verbs"] if verb["verb"] == "redact")
    assert ["signatories/1"] == [option["value"] for option in redact["fields"][0]["options"]]


def test_the_form_forgets_what_it_was_given_of_a_record_that_is_redacted(desk: Desk) -> None:
    desk.replace("promises:", SIGNED)
    desk.ask("getEntry")
    desk.perform("publish")
    desk.replace(SIGNED, "promises:")
    assert "Ada Exempelsson" in repr(desk.form.records)
    status, told = desk.perform("redact", field="signatories/1", note="Personen bad om det.")
    assert status == 200, told
    assert "Ada Exempelsson" not in repr(desk.form.records)


def test_only_what_can_be_taken_back_is_offered_to_be(desk: Desk) -> None:
    desk.replace("promises:", SIGNED)
    desk.perform("publish")
    assert "undo" in desk.verbs()
    desk.replace(SIGNED, "promises:")
    status, told = desk.perform("redact", field="signatories/1", note="Personen bad om det.")
    assert status == 200, told
    assert "undo" not in desk.verbs()
