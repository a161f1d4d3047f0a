"""Two who write in one file: neither writes over the other, and both texts are there to choose from."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from core.authoring.form.test_form import (
    CATALOGUES,
    EXEMPELSTAD,
    HEADERS,
    ORIGINS,
    SWEDISH,
    TRANSLATION,
    make_records,
    open_,
    read,
    save,
)
from core.conftest import ENGLISH, PLEDGE, REGISTER
from pledgebook.authoring.form.app import FormApp
from pledgebook.authoring.form.conflict import EditConflict
from pledgebook.authoring.form.records import Records, address_of
from pledgebook.authoring.preview.routes import Request
from pledgebook.authoring.refusal import Refusal
from pledgebook.cli.fmt import _format_file
from pledgebook.model.paths import RecordFile
from pledgebook.names import Language


@pytest.fixture
def records(tmp_path: Path) -> Records:
    """Records of one pledge in Swedish and English."""
    folder = tmp_path / "pledges" / "2027"
    folder.mkdir(parents=True)
    (tmp_path / "pledges" / "register.yml").write_text(REGISTER, encoding="utf-8")
    for language, front in (("sv", PLEDGE), ("en", ENGLISH)):
        (folder / f"pledge.{language}.md").write_text(f"---\n{front}---\n", encoding="utf-8")
    return make_records(tmp_path)


def path_of(records: Records, file: RecordFile = SWEDISH) -> Path:
    return records.root / file.project_path


def refuse(records: Records, values: dict[str, Any], file: RecordFile = SWEDISH) -> EditConflict:
    """The conflict that saving ends in; the file is then as it was."""
    path = path_of(records, file)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(EditConflict) as told:
        save(records, file, values)
    assert before == (path.read_bytes() if path.exists() else None)
    return told.value


def test_the_second_of_two_tabs_is_refused_and_is_shown_both_texts(records: Records) -> None:
    first, second = open_(records), open_(records)
    save(records, SWEDISH, {**first, "summary": "Den enas ord."})
    conflict = refuse(records, {**second, "title": "Den andras titel"})
    assert "har ändrats på annat håll" in str(conflict)
    assert conflict.theirs == read(records)
    assert "Den enas ord." in conflict.theirs
    assert "Den andras titel" in conflict.mine
    assert "Den enas ord." not in conflict.mine


def test_many_saves_of_one_tab_and_none_of_the_others_go_through(records: Records) -> None:
    tabs = [open_(records) for _ in range(6)]
    for number in range(3):
        save(records, SWEDISH, {**tabs[0], "title": f"Titel {number}"})
        for tab in tabs[1:]:
            refuse(records, {**tab, "summary": "En annans ord."})
    assert "title: Titel 2\n" in read(records)


def test_two_pages_with_one_copy_of_what_was_not_saved_are_two_tabs(records: Records) -> None:
    """Decap keeps what is not saved where every tab finds it, together with the version."""
    copy = open_(records)
    save(records, SWEDISH, {**copy, "tab": "a", "title": "Den enas titel"})
    refuse(records, {**copy, "tab": "b", "title": "Den andras titel"})
    save(records, SWEDISH, {**copy, "tab": "a", "title": "Den enas nya titel"})
    assert "Den enas nya titel" in read(records)


def test_what_was_refused_is_written_when_the_person_has_seen_what_it_writes_over(records: Records) -> None:
    first, second = open_(records), open_(records)
    save(records, SWEDISH, {**first, "summary": "Den enas ord."})
    mine = {**second, "title": "Den andras titel"}
    conflict = refuse(records, mine)
    # Somebody saves once more while the two texts are being looked at.
    save(records, SWEDISH, {**first, "summary": "Den enas senare ord."})
    again = refuse(records, {**mine, "over": conflict.over})
    assert "Den enas senare ord." in (again.theirs or "")
    save(records, SWEDISH, {**mine, "over": again.over})
    assert read(records) == again.mine
    # From then on the tab goes on as any.
    save(records, SWEDISH, {**mine, "title": "En ny titel"})
    assert "title: En ny titel\n" in read(records)


def test_two_who_write_the_same_are_not_in_conflict(records: Records) -> None:
    first, second = open_(records), open_(records)
    for tab in (first, second, first):
        save(records, SWEDISH, {**tab, "title": "Samma titel"})
    assert "title: Samma titel\n" in read(records)


def test_a_file_that_was_taken_away_is_not_made_again_without_being_asked(records: Records) -> None:
    values = open_(records)
    path_of(records).unlink()
    conflict = refuse(records, {**values, "title": "Ny titel"})
    assert conflict.theirs is None
    assert "har tagits bort" in str(conflict)
    assert "Ny titel" in conflict.mine
    save(records, SWEDISH, {**values, "title": "Ny titel", "over": conflict.over})
    assert read(records) == conflict.mine


def test_a_translation_that_has_been_made_meanwhile_is_kept(records: Records) -> None:
    path_of(records, TRANSLATION).unlink()
    first, second = open_(records, TRANSLATION), open_(records, TRANSLATION)
    for values, title in ((first, "One"), (second, "Two")):
        values["title"]["words"] = title
    save(records, TRANSLATION, first)
    conflict = refuse(records, second, TRANSLATION)
    assert "title: One" in (conflict.theirs or "")
    assert "title: Two" in conflict.mine


def test_a_translation_that_was_taken_away_is_told_of(records: Records) -> None:
    values = open_(records, TRANSLATION)
    path_of(records, TRANSLATION).unlink()
    values["title"]["words"] = "Another"
    assert refuse(records, values, TRANSLATION).theirs is None


def test_a_file_that_an_editor_has_spoilt_is_shown_as_it_is(records: Records) -> None:
    values = open_(records)
    path_of(records).write_bytes(b"---\ntitle: a: b\n\xff")
    conflict = refuse(records, {**values, "title": "Ny titel"})
    assert (conflict.theirs or "").startswith("---\ntitle: a: b\n")
    assert "Ny titel" in conflict.mine


def test_the_other_language_is_another_file(records: Records) -> None:
    values = open_(records)
    english = read(records, TRANSLATION).replace("A short", "A small")
    path_of(records, TRANSLATION).write_text(english, encoding="utf-8")
    save(records, SWEDISH, {**values, "title": "Ny titel"})
    assert english == read(records, TRANSLATION)


def test_a_translation_of_a_text_that_has_been_changed_is_saved(records: Records) -> None:
    values = open_(records, TRANSLATION)
    path_of(records).write_text(read(records).replace("Ett kort", "Ett litet"), encoding="utf-8")
    values["title"]["words"] = "A small pledge"
    save(records, TRANSLATION, values)
    assert "title: A small pledge\n" in read(records, TRANSLATION)


def test_a_translation_of_what_is_no_longer_there_is_refused_with_the_cause(records: Records) -> None:
    values = open_(records, TRANSLATION)
    values["summary"]["words"] = "Words for what is gone."
    path_of(records).write_text(read(records).replace("summary: Ett kort löfte.\n", ""), encoding="utf-8")
    before = read(records, TRANSLATION)
    with pytest.raises(Refusal, match=r"Originalet pledges/2027/pledge\.sv\.md har ändrats"):
        save(records, TRANSLATION, values)
    assert before == read(records, TRANSLATION)


def test_a_comment_and_a_layout_of_others_are_kept_beside_what_the_form_says(records: Records) -> None:
    values = open_(records)
    path = path_of(records)
    path.write_text(read(records).replace("summary:", "# Från en kollega.\nsummary:  "), encoding="utf-8")
    _format_file(path, SWEDISH.project_path, write=True)
    save(records, SWEDISH, {**values, "title": "Ny titel"})
    assert "title: Ny titel\n" in read(records)
    assert "# Från en kollega.\nsummary: Ett kort löfte.\n" in read(records)


def test_files_that_are_saved_together_are_all_saved_or_none(records: Records) -> None:
    swedish, english, mine = open_(records), open_(records, TRANSLATION), open_(records, TRANSLATION)
    english["title"]["words"] = "Another's title"
    save(records, TRANSLATION, english)
    before = read(records), read(records, TRANSLATION)
    with pytest.raises(EditConflict):
        records.save_all([(SWEDISH, {**swedish, "title": "Ny titel"}), (TRANSLATION, {**mine, "summary": {}})])
    assert before == (read(records), read(records, TRANSLATION))
    records.save_all([(SWEDISH, {**swedish, "title": "Ny titel"}), (TRANSLATION, open_(records, TRANSLATION))])
    assert "Ny titel" in read(records)


@pytest.mark.parametrize("number", [0, 1])
def test_an_editor_that_saves_while_the_form_does_is_not_written_over(
    records: Records, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Between the reading and the replacing of either of two files."""
    swedish, english = open_(records), open_(records, TRANSLATION)
    english["title"]["words"] = "A new title"
    before = {file: read(records, file) for file in (SWEDISH, TRANSLATION)}
    target = (SWEDISH, TRANSLATION)[number]
    theirs = before[target].replace("title:", "# Från en redigerare.\ntitle:")
    synced, count = os.fsync, iter(range(99))

    def save_beside(descriptor: int) -> None:
        synced(descriptor)
        if next(count) == number:
            path_of(records, target).write_text(theirs, encoding="utf-8")

    monkeypatch.setattr(os, "fsync", save_beside)
    with pytest.raises(EditConflict) as told:
        records.save_all([(SWEDISH, {**swedish, "title": "Ny titel"}), (TRANSLATION, english)])
    assert told.value.path == target.project_path
    assert told.value.theirs == theirs
    assert {**before, target: theirs} == {file: read(records, file) for file in (SWEDISH, TRANSLATION)}


def test_of_saves_at_once_each_is_kept_or_refused(records: Records) -> None:
    tabs = [open_(records) for _ in range(8)]
    saved: list[str] = []
    start = threading.Barrier(len(tabs))

    def save_tab(number: int) -> None:
        start.wait()
        try:
            save(records, SWEDISH, {**tabs[number], "title": f"Titel {number}"})
            saved.append(f"title: Titel {number}\n")
        except EditConflict:
            pass

    threads = [threading.Thread(target=save_tab, args=(number,)) for number in range(len(tabs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(saved) == 1
    assert saved[0] in read(records)


def test_after_a_new_start_what_has_been_saved_since_is_not_written_over(records: Records) -> None:
    first, second = open_(records), open_(records)
    save(records, SWEDISH, {**first, "summary": "Den enas ord.", "more": {"aim": "Ett syfte."}})
    path = path_of(records)
    path.write_text(read(records).replace("promises:", "# Kvar.\npromises:"), encoding="utf-8")
    anew = make_records(records.root)
    conflict = refuse(anew, {**second, "title": "Den andras titel"})
    assert "Den andras titel" in conflict.mine
    save(anew, SWEDISH, {**second, "title": "Den andras titel", "over": conflict.over})
    assert read(records) == conflict.mine
    assert "# Kvar." in conflict.mine


def test_the_browser_is_told_of_both_texts(records: Records, tmp_path: Path) -> None:
    words = CATALOGUES[Language("sv")]
    form = FormApp(records, tmp_path, dict, lambda kind, name: SWEDISH, lambda place: "/", words)
    first, second = open_(records), open_(records)
    save(records, SWEDISH, {**first, "title": "Den enas titel"})
    raw = json.dumps({**second, "title": "Den andras titel"})
    asked = {"action": "persistEntry", "params": {"dataFiles": [{"path": address_of(SWEDISH), "raw": raw}]}}
    answer = form.answer(Request("POST", "/.form/api", HEADERS, json.dumps(asked).encode(), ORIGINS))
    told = json.loads(answer.body)
    assert answer.status == 422
    assert told["error"]
    assert told["conflict"]["path"] == "pledges/2027/pledge.sv.md"
    assert "Den enas titel" in told["conflict"]["theirs"]
    assert "Den andras titel" in told["conflict"]["mine"]
    assert told["conflict"]["over"]


def test_every_record_of_a_town_is_safe_from_a_second_tab(tmp_path: Path) -> None:
    shutil.copytree(EXEMPELSTAD, tmp_path / "pledges")
    records = make_records(tmp_path)
    files = [file for file in records.list_files("pledge", Language("sv")) if path_of(records, file).exists()]
    assert len(files) > 5
    for file in files:
        first, second = open_(records, file), open_(records, file)
        save(records, file, {**first, "title": "Den enas titel"})
        conflict = refuse(records, {**second, "title": "Den andras titel"}, file)
        assert "Den andras titel" in conflict.mine
