"""What a form says comes into the files of records, and nothing else in them changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from core.conftest import ENGLISH, LANGUAGES, PLEDGE, REGISTER, REPOSITORY, THEME
from pledgebook.authoring.form.app import FormApp
from pledgebook.authoring.form.config import make_config
from pledgebook.authoring.form.records import KINDS, Records, address_of
from pledgebook.authoring.form.values import MORE
from pledgebook.authoring.format import format_page
from pledgebook.authoring.preview.routes import Request
from pledgebook.authoring.refusal import Refusal
from pledgebook.i18n.catalogue import Catalogues, load_catalogues
from pledgebook.i18n.enum_labels import list_enum_labels
from pledgebook.model.paths import RecordFile, RecordKind
from pledgebook.names import Language
from pledgebook.project import load_book
from pledgebook.records.book import Book
from pledgebook.yaml.cst import find_comments

CATALOGUES = load_catalogues(THEME / "words", LANGUAGES, REPOSITORY)
EXEMPELSTAD = REPOSITORY / "tests" / "exempelstad" / "pledges"
SWEDISH = RecordFile(RecordKind.PLEDGE, "2027", language=Language("sv"))
TRANSLATION = RecordFile(RecordKind.PLEDGE, "2027", language=Language("en"))


def make_records(root: Path, catalogues: Catalogues = CATALOGUES) -> Records:
    languages = tuple(catalogues.words)
    return Records(root, languages, list_enum_labels(catalogues.words.values()), catalogues[languages[0]])


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Records]:
    """Records of one pledge, with its Swedish and its English front matter."""

    def write(swedish: str = PLEDGE, english: str | None = ENGLISH) -> Records:
        folder = tmp_path / "pledges" / "2027"
        folder.mkdir(parents=True)
        (tmp_path / "pledges" / "register.yml").write_text(REGISTER, encoding="utf-8")
        for language, front in (("sv", swedish), ("en", english)):
            if front is not None:
                text = front if front.startswith("---") else f"---\n{dedent(front)}---\n"
                (folder / f"pledge.{language}.md").write_text(text, encoding="utf-8")
        return make_records(tmp_path)

    return write


def read(records: Records, place: RecordFile = SWEDISH) -> str:
    return (records.root / "pledges" / place.path).read_text(encoding="utf-8")


def save(records: Records, file: RecordFile, values: Mapping[str, Any]) -> None:
    records.save_all([(file, dict(values))])


def open_(records: Records, place: RecordFile = SWEDISH) -> dict[str, Any]:
    """A record's values as they come to the browser and back."""
    values: dict[str, Any] = json.loads(json.dumps(records.open(place)))
    return values


def list_all(records: Records) -> Iterator[RecordFile]:
    for kind in KINDS:
        for language in records.languages:
            yield from records.list_files(kind, language)


def read_book(root: Path, catalogues: Catalogues = CATALOGUES) -> Book:
    book = load_book(root, tuple(catalogues.words), labels=list_enum_labels(catalogues.words.values())).book
    assert book
    return book


def test_a_record_that_is_opened_and_saved_is_as_fmt_leaves_it(tmp_path: Path) -> None:
    shutil.copytree(EXEMPELSTAD, tmp_path / "pledges")
    before = read_book(tmp_path)
    records = make_records(tmp_path)
    assert len(list(list_all(records))) > 10
    check_unchanged_saves(records)
    assert before == read_book(tmp_path)


def check_unchanged_saves(records: Records) -> None:
    """Open and save every file; each is then as `fmt` leaves it, and none is made."""
    for place in list_all(records):
        path = records.root / "pledges" / place.path
        old = path.read_text(encoding="utf-8") if path.exists() else None
        save(records, place, open_(records, place))
        new = path.read_text(encoding="utf-8") if path.exists() else None
        assert (None if old is None else format_page(old, place.path, place.model).text) == new


def test_every_text_can_be_changed_without_the_others_changing(tmp_path: Path) -> None:
    shutil.copytree(EXEMPELSTAD, tmp_path / "pledges")
    records = make_records(tmp_path)
    for place in list_all(records):
        values = open_(records, place)
        path = tmp_path / "pledges" / place.path
        if not path.exists():
            continue
        old = path.read_text(encoding="utf-8")
        changed = _change_texts(values)
        save(records, place, values)
        new = path.read_text(encoding="utf-8")
        assert sorted(find_comments(_front(old))) == sorted(find_comments(_front(new)))
        assert changed == new.count("Ändrat: “så” #1")


def _front(text: str) -> str:
    return text.split("\n---\n")[0].removeprefix("---") + "\n"


def _change_texts(values: Any) -> int:
    """Give every text that is free another wording; how many."""
    free = ("text", "note", "summary", "aim", "title", "unit", "words", "condition", "reason", "as_stated")
    count = 0
    for name, value in list(values.items() if isinstance(values, dict) else enumerate(values)):
        if isinstance(value, str) and name in free and value:
            values[name] = "Ändrat: “så” #1"
            count += 1
        elif isinstance(value, dict | list):
            count += _change_texts(value)
    return count


def test_only_what_is_changed_is_written(written: Callable[..., Records]) -> None:
    records = written(
        """\
        # Om hela filen.

        title: Medborgarlöfte 2027
        period: 2027  # ett år
        parties: polisen
        # Vad vi lovar.
        summary: Ett kort löfte.
        promises:
          # Det första.
          - {id: synas, by: polisen, text: Synas på torget., target: {at_least: 4, unit: gånger, egen: 1}}
          - id: kontroller  # kvar
            by: [polisen]
            text: >-
              Göra kontroller
              där många går.
            places: fiktiva-torget
        sources: [p1]
        """
    )
    values = open_(records)
    values["summary"] = "Ett längre löfte: med kolon."
    values["promises"][0]["target"][0]["value"] = "5"
    values["promises"][1]["by"].append("kommunen")
    values["sources"].append({"publisher": "Polisen", "url": "https://example.org/b"})
    save(records, SWEDISH, values)
    assert read(records) == dedent(
        """\
        ---
        # Om hela filen.

        title: Medborgarlöfte 2027
        period: 2027  # ett år
        # Vad vi lovar.
        summary: "Ett längre löfte: med kolon."
        parties: polisen
        promises:
          # Det första.
          - id: synas
            by: polisen
            text: Synas på torget.
            target:
              at_least: 5
              unit: gånger
              egen: "1"
          - id: kontroller  # kvar
            by: [polisen, kommunen]
            text: >-
              Göra kontroller
              där många går.
            places: fiktiva-torget
        sources:
          - p1
          - publisher: Polisen
            url: "https://example.org/b"
        ---
        """
    )


@pytest.mark.parametrize(
    ("period", "given", "line"),
    [
        ("2027", {"start": "2027", "end": "2028"}, "period: 2027-2028"),
        ("2027-2028", {"start": "2027", "end": "2027"}, "period: 2027"),
        ("2027", {"start": "2027-02-01", "end": "2027-06-30"}, "period: {start: 2027-02-01, end: 2027-06-30}"),
        ("2027", {"start": "2027", "open": True}, "period: {start: 2027, end: open}"),
        ("{start: 2027, end: open}", {"start": "2027", "end": "2028", "open": False}, "period: 2027-2028"),
    ],
)
def test_a_time_is_written_in_its_shortest_form(
    written: Callable[..., Records], period: str, given: dict[str, Any], line: str
) -> None:
    records = written(PLEDGE.replace("period: 2027", f"period: {period}"))
    save(records, SWEDISH, {**open_(records), "period": given})
    assert f"\n{line}\n" in read(records)


def test_items_that_are_moved_keep_their_comments_and_those_taken_away_take_theirs(
    written: Callable[..., Records],
) -> None:
    records = written(
        PLEDGE.replace("  - id: synas", "  # Om att synas.\n  - id: synas").replace(
            "sources:", "  # Om att vandra.\n  - id: vandra\n    by: polisen\n    text: Vandra.\nsources:"
        )
    )
    values = open_(records)
    values["promises"].reverse()
    save(records, SWEDISH, values)
    text = read(records)
    assert text.index("# Om att vandra.\n  - id: vandra") < text.index("# Om att synas.\n  - id: synas")
    values["promises"].pop(0)
    save(records, SWEDISH, values)
    assert "vandra" not in read(records)
    assert "# Om att synas.\n  - id: synas" in read(records)


def test_a_field_that_is_emptied_leaves_its_comments(written: Callable[..., Records]) -> None:
    noted = "# Varför.\naim: Trygghet.  # polisens ord\ndates:\n  signed: 2027-01  # enligt nyheten\n"
    records = written(PLEDGE + noted)
    values = open_(records)
    del values[MORE]["aim"]
    values[MORE]["dates"] = {"published": "2027"}
    save(records, SWEDISH, values)
    text = read(records)
    assert "Trygghet" not in text
    assert "signed" not in text
    assert "dates:\n" in text
    assert "  published: 2027\n" in text
    assert {"# Varför.", "# polisens ord", "# enligt nyheten"} == set(find_comments(_front(text)))


def test_what_the_form_cannot_show_stays(written: Callable[..., Records]) -> None:
    odd = "egen: [1, 2]\naim: {sv: a, en: b}\nagreement: [a, b]\n"
    records = written(PLEDGE + odd)
    values = open_(records)
    assert not {"egen", "aim", "agreement"} & values.keys() | values.get(MORE, {}).keys()
    save(records, SWEDISH, {**values, "title": "Ny titel"})
    text = read(records)
    assert "title: Ny titel\n" in text
    assert all(line in text for line in odd.splitlines())


def test_words_of_a_status_are_shown_as_what_they_stand_for(tmp_path: Path) -> None:
    shutil.copytree(EXEMPELSTAD, tmp_path / "pledges")
    place = RecordFile(RecordKind.FOLLOWUP, "2019", "2020-01", Language("sv"))
    path = tmp_path / "pledges" / place.path
    path.write_text(path.read_text(encoding="utf-8").replace("status: fulfilled", "status: Uppfyllt"), encoding="utf-8")
    records = make_records(tmp_path)
    values = open_(records, place)
    assert "fulfilled" == values["results"][0]["status"]
    assert {"value": "langning", "label": "Ingripa mot langning."} in values["promise_choices"]
    save(records, place, values)
    assert "status: Uppfyllt" in path.read_text(encoding="utf-8")


def test_a_translation_is_written_beside_the_words_of_the_original(written: Callable[..., Records]) -> None:
    more = "  - {id: vandra, by: polisen, text: Vandra., target: {count: 4, unit: vandringar}}\nsources:"
    records = written(PLEDGE.replace("sources:", more), ENGLISH + "translation: {status: draft}  # byrån\n")
    values = open_(records, TRANSLATION)
    assert {"original": "Ett kort löfte.", "words": "A short pledge."} == values["summary"]
    assert "by" not in values["promises"][1]
    values["promises"][1]["text"]["words"] = "Walk."
    values["promises"][1]["target"][0]["unit"]["words"] = "walks"
    values["body"] = {"original": "", "words": "More about it."}
    save(records, TRANSLATION, values)
    text = read(records, TRANSLATION)
    assert "  - id: vandra\n    text: Walk.\n    target: {unit: walks}\n" in text
    assert "translation: {status: draft}  # byrån\n" in text
    assert text.endswith("---\n\nMore about it.\n")


def test_a_translation_that_is_not_there_is_made_when_it_has_words(written: Callable[..., Records]) -> None:
    records = written(english=None)
    values = open_(records, TRANSLATION)
    values["title"]["words"] = "Citizen pledge 2027"
    save(records, TRANSLATION, values)
    assert "---\ntitle: Citizen pledge 2027\n---\n" == read(records, TRANSLATION)


def test_a_file_that_has_been_changed_elsewhere_is_not_written_over(written: Callable[..., Records]) -> None:
    records = written()
    values = open_(records)
    path = records.root / "pledges" / SWEDISH.path
    path.write_text(read(records).replace("kort", "annat"), encoding="utf-8")
    with pytest.raises(Refusal, match="har ändrats på annat håll"):
        save(records, SWEDISH, {**values, "title": "Ny titel"})
    assert "Ny titel" not in read(records)
    assert "annat" in read(records)


def test_a_file_that_is_taken_back_can_be_opened_and_saved_anew(written: Callable[..., Records]) -> None:
    records = written()
    path, before = records.root / "pledges" / SWEDISH.path, read(records)
    save(records, SWEDISH, {**open_(records), "title": "Ny titel"})
    path.write_text(before, encoding="utf-8")
    save(records, SWEDISH, {**open_(records), "title": "En annan titel"})
    assert "title: En annan titel\n" in read(records)


def test_a_form_that_is_open_at_a_new_start_can_be_saved(written: Callable[..., Records]) -> None:
    before = written()
    values = open_(before)
    records = make_records(before.root)
    save(records, SWEDISH, {**values, "title": "Ny titel"})
    assert "title: Ny titel\n" in read(records)


def test_a_file_that_cannot_be_read_is_shown_as_that_and_left_alone(written: Callable[..., Records]) -> None:
    records = written("title: a: b\n")
    values = open_(records)
    assert values.keys() == {"heading"}
    assert "går inte att öppna här" in values["heading"]
    assert "pledges/2027/pledge.sv.md:2" in values["heading"]
    with pytest.raises(Refusal):
        save(records, SWEDISH, {"title": "Ny titel"})


def test_what_could_not_be_opened_again_is_not_saved(written: Callable[..., Records]) -> None:
    records = written()
    before = read(records)
    with pytest.raises(Refusal, match="för stor"):
        save(records, SWEDISH, {**open_(records), "body": "x" * 1_000_001})
    assert before == read(records)


def test_the_form_has_a_field_for_every_one_of_the_model(written: Callable[..., Records]) -> None:
    config = make_config(LANGUAGES, CATALOGUES[Language("sv")], {})
    assert "sv" == config["locale"]
    names = {collection["name"]: list(_list_names(collection["fields"])) for collection in config["collections"]}
    assert {"title", "period", "promises", "signatories", "evidence", "with_others"} <= set(names["pledge-sv"])
    assert {"results", "status_source", "covers"} <= set(names["followup-sv"])
    assert "parties" not in names["pledge-en"]
    title = config["collections"][0]["fields"][2]
    assert {
        "name": "title",
        "label": "Titel (krävs)",
        "hint": "Står överst på sidan och i listor.",
        "widget": "line",
    } == title


def _list_names(fields: list[dict[str, Any]]) -> Iterator[str]:
    for field in fields:
        yield field["name"]
        yield from _list_names(field.get("fields", []))


ORIGINS = ("http://127.0.0.1:8000", "http://localhost:8000")
HEADERS = {"Origin": ORIGINS[0], "Content-Type": "application/json; charset=utf-8"}


@pytest.fixture
def form(written: Callable[..., Records]) -> FormApp:
    """What answers the form."""
    records = written()
    return FormApp(
        records, records.root, dict, lambda kind, name: SWEDISH, lambda place: "/2027/", CATALOGUES[Language("sv")]
    )


def ask(form: FormApp, action: str, headers: Any = HEADERS, **given: Any) -> tuple[int, Any]:
    body = json.dumps({"action": action, "params": given}).encode()
    answer = form.answer(Request("POST", "/.form/api", headers, body, ORIGINS))
    return answer.status, json.loads(answer.body)


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS | {"Origin": "https://example.org"},
        HEADERS | {"Origin": "http://127.0.0.1:8001"},
        HEADERS | {"Origin": "null"},
        HEADERS | {"Origin": ""},
        HEADERS | {"Origin": "http://example.org:8000"},
        HEADERS | {"Content-Type": "text/plain"},
    ],
)
def test_a_page_from_elsewhere_can_write_nothing(form: FormApp, headers: dict[str, str]) -> None:
    values = open_(form.records) | {"title": "Ny titel"}
    given = {"dataFiles": [{"path": address_of(SWEDISH), "raw": json.dumps(values)}]}
    status, said = ask(form, "persistEntry", headers, **given)
    assert status in (403, 404)
    assert said["error"]
    assert "Ny titel" not in read(form.records)
    assert (200, {"message": "saved"}) == ask(form, "persistEntry", **given)
    assert "Ny titel" in read(form.records)


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml",
        "pledge-sv/../register.json",
        "pledge-sv/..%2Fregister.json",
        "pledge-sv/a/b.json",
        "pledge-sv/agreements.json/",
        "pledge-xx/2027.json",
        "register-sv/2027.json",
        "followup-sv/2027.json",
        "/etc/passwd",
        "",
    ],
)
def test_no_other_file_can_be_named(form: FormApp, path: str) -> None:
    for action, given in (
        ("getEntry", {"path": path}),
        ("persistEntry", {"dataFiles": [{"path": path, "raw": "{}"}]}),
        ("deleteFiles", {"paths": [path]}),
        ("persistMedia", {"asset": {"path": path, "content": ""}}),
    ):
        status, said = ask(form, action, **given)
        assert 422 == status
        assert said["error"].startswith("Formuläret känner inte till")
    assert 404 == form.answer(Request("GET", f"/.form/{path or 'x'}")).status


def test_what_is_no_request_is_refused_without_a_traceback(form: FormApp) -> None:
    for body in (
        b"",
        b"[]",
        b"{",
        b'{"action": "getEntry"}',
        b'{"action": "persistEntry", "params": {"dataFiles": 1}}',
        b"\xff",
        b"[" * 100_000,
        b"[" * 5_000 + b"]" * 5_000,
        b'{"action": "getEntry", "params": {"path": ' + b"[" * 5_000 + b"]" * 5_000 + b"}}",
    ):
        assert 400 == form.answer(Request("POST", "/.form/api", HEADERS, body, ORIGINS)).status


@pytest.mark.parametrize("depth", [300, 900, 5_000])
@pytest.mark.parametrize("nested", ['{"more": %s}', '{"promises": [%s]}', '{"promises": [{"text": %s}]}', "%s"])
def test_values_that_are_nested_without_end_are_answered(form: FormApp, nested: str, depth: int) -> None:
    before = read(form.records)
    for opening, closing in (("[", "]"), ('{"more":', "}")):
        raw = nested % (opening * depth + "1" + closing * depth)
        status, said = ask(form, "persistEntry", dataFiles=[{"path": address_of(SWEDISH), "raw": raw}])
        assert status in (400, 422)
        assert said["error"]
    assert before == read(form.records)


def test_a_file_that_cannot_be_written_is_told_of(form: FormApp) -> None:
    def create(kind: str, name: str) -> RecordFile:
        raise OSError(28, "No space left on device", "/x/pledges/2030")

    status, said = ask(replace(form, create=create), "create", kind="pledge", name="2030")
    assert 422 == status
    assert said["error"].startswith("Filen /x/pledges/2030 går inte att läsa eller skriva.")
