"""Asking the addresses of sources: what is noted, what is told with the line to paste, and what pages say of it."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial

import pytest

from core.conftest import LANGUAGES, REGISTER, SV, THEME, Given, Show, Workspace, pledge
from pledgebook.authoring.context import Context
from pledgebook.authoring.links import ask_links, keep_documents
from pledgebook.authoring.web_client import Answer, ask_address
from pledgebook.cli import links as verb
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.tree import digest
from pledgebook.html.page_hash import PageHasher
from pledgebook.model.links import LinkState
from pledgebook.project import read_words
from pledgebook.reporting.progress import SILENT
from web_server import Reply, reply

PAGE = "https://example.org/lofte"
NEWS = "https://example.org/nytt"
ANSWERED = Answer(LinkState.ANSWERED, "200")
LOST = "links:\n  - {url: 'https://example.org/lofte', state: STATE, checked: 2027-02}\n"


@pytest.fixture
def asked(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer]:
    """What each address answers when the verb is run; any other answers well."""
    answers: dict[str, Answer] = {}
    monkeypatch.setattr(verb, "ask_address", lambda url, agent: answers.get(url, ANSWERED))
    monkeypatch.setattr(verb, "ask_links", partial(ask_links, wait=lambda seconds: None))
    return answers


def test_what_answers_is_noted_and_nothing_else_is_changed(workspace: Workspace, asked: dict[str, Answer]) -> None:
    workspace.does("publish", "2027")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.*")}
    assert workspace.does("links").endswith("Inga fel hittades.\n")
    assert workspace.read("links.yml").splitlines()[1:] == [
        "links:",
        f"  - url: {PAGE}",
        "    state: answered",
        "    checked: 2027-01",
        "    answered: 2027-01",
        f"  - url: {NEWS}",
        "    state: answered",
        "    checked: 2027-01",
        "    answered: 2027-01",
    ]
    after = {path: path.read_bytes() for path in workspace.root.rglob("*.*") if path.name != "links.yml"}
    assert before == after
    assert [] == workspace.problems


def test_the_last_month_that_it_answered_is_kept(workspace: Workspace, asked: dict[str, Answer]) -> None:
    workspace.does("links")
    asked[PAGE] = Answer(LinkState.UNANSWERED, "time")
    code, told = workspace.run("links", day=40)
    assert 1 == code
    assert "Adressen svarar inte: inget svar inom 20 sekunder." in told
    assert "state: unanswered\n    checked: 2027-02\n    answered: 2027-01\n" in workspace.read("links.yml")


def test_what_has_moved_is_told_in_every_place_with_the_line_to_paste(
    workspace: Workspace, asked: dict[str, Answer]
) -> None:
    own = f"sources:\n  - p1\n  - publisher: Polisen\n    url: {PAGE}\n"
    workspace.write(SV, pledge(own))
    asked[PAGE] = Answer(LinkState.MOVED, "200", "https://example.org/nya-loftet")
    code, told = workspace.run("links")
    assert 1 == code
    assert "pledges/2027/pledge.sv.md:5:10: varning: Sidan har flyttat för gott" in told
    assert "    url: https://example.org/nya-loftet\n" in told
    assert '  - {id: p1, publisher: Polisen, url: "https://example.org/nya-loftet"}\n' in told
    problems = json.loads(workspace.run("links", "--json")[1])["problems"]
    assert ["link_moved"] * 2 == [item["code"] for item in problems]
    for item in problems:
        name = item["path"].removeprefix("pledges/")
        lines = workspace.read(name).splitlines()
        lines[item["line"] - 1] = item["corrected"]
        workspace.write(name, "\n".join(lines) + "\n")
    assert [] == workspace.problems
    assert PAGE not in workspace.read(SV) + workspace.read("register.yml")
    assert 0 == workspace.run("links")[0]


def test_of_a_page_that_is_gone_it_is_told_where_to_look_for_a_copy(
    workspace: Workspace, asked: dict[str, Answer]
) -> None:
    asked[PAGE] = Answer(LinkState.MISSING, "404")
    code, told = workspace.run("links")
    assert 1 == code
    assert f"Sidan finns inte kvar (404). Leta efter en arkiverad kopia på https://web.archive.org/web/*/{PAGE}" in told


@pytest.mark.parametrize(
    "source",
    [
        "- publisher: Polisen\n    url: {url}",
        "- publisher: Polisen\n    url: '{url}'\n    read: 2026-11",
        "- url: {url}\n    publisher: Polisen",
        '- {{publisher: Polisen, url: "{url}", read: 2026-11}}',
    ],
)
def test_a_copy_that_is_named_elsewhere_can_be_pasted(
    workspace: Workspace, asked: dict[str, Answer], source: str
) -> None:
    asked[PAGE] = Answer(LinkState.MISSING, "404")
    copy = "https://arkiv.example.org/1"
    workspace.write(SV, pledge(f"sources:\n  {source.format(url=PAGE)}\n"))
    workspace.edit("register.yml", f'url: "{PAGE}"', f'url: "{PAGE}", archived: "{copy}"')
    told = workspace.run("links")[1]
    assert f"Sidan visar redan den arkiverade kopian {copy}." in told
    (item,) = (item for item in json.loads(workspace.run("links", "--json")[1])["problems"] if item["corrected"])
    lines = workspace.read(SV).splitlines()
    lines[item["line"] - 1] = item["corrected"]
    workspace.write(SV, "\n".join(lines) + "\n")
    assert [] == workspace.problems
    assert f'archived: "{copy}"' in workspace.read(SV)


def test_what_leads_to_a_first_page_is_told_as_that(workspace: Workspace, asked: dict[str, Answer]) -> None:
    asked[PAGE] = Answer(LinkState.MOVED, "200", "https://example.org/")
    code, told = workspace.run("links")
    assert 1 == code
    assert "Adressen leder nu till första sidan på https://example.org/." in told
    assert "Så här kan raden se ut" not in told


def test_a_first_page_that_has_moved_is_told_with_the_line_to_paste(
    workspace: Workspace, asked: dict[str, Answer]
) -> None:
    workspace.edit("register.yml", PAGE, "http://example.org/")
    asked["http://example.org/"] = Answer(LinkState.MOVED, "200", "https://example.org/")
    told = workspace.run("links")[1]
    assert "Sidan har flyttat för gott, till https://example.org/." in told
    assert 'url: "https://example.org/"' in told


def test_a_host_that_answers_no_program_is_no_dead_link(workspace: Workspace, asked: dict[str, Answer]) -> None:
    asked[PAGE] = Answer(LinkState.REFUSED, "403")
    code, told = workspace.run("links")
    assert 0 == code
    assert "Servern avvisar program (403)" in told
    assert "state: refused" in workspace.read("links.yml")


def test_a_host_that_has_had_enough_is_asked_nothing_more_and_what_was_not_asked_is_told(
    workspace: Workspace, asked: dict[str, Answer]
) -> None:
    other = "https://example.com/a"
    workspace.write(SV, pledge(f"sources:\n  - p1\n  - {{publisher: A, url: '{other}'}}\n"))
    assert 0 == workspace.run("links")[0]
    asked |= {PAGE: Answer(LinkState.REFUSED, "429"), NEWS: Answer(LinkState.MISSING, "404")}
    code, told = workspace.run("links", day=40)
    assert 0 == code
    assert "Servern avvisar program (429)" in told
    assert 1 == told.count("Adressen frågades inte, eftersom servern redan hade fått för många frågor (429).")
    # What was known of it is kept, and other hosts are asked.
    noted = workspace.read("links.yml")
    assert f"  - url: {NEWS}\n    state: answered\n    checked: 2027-01\n    answered: 2027-01\n" in f"{noted}\n"
    assert f"  - url: {other}\n    state: answered\n    checked: 2027-02\n" in noted
    assert f"  - url: {PAGE}\n    state: refused\n    checked: 2027-02\n" in noted
    assert "The address was not asked" in workspace.run("links", "--lang", "en")[1]


def test_where_nothing_answers_nothing_is_noted(workspace: Workspace, asked: dict[str, Answer]) -> None:
    asked |= dict.fromkeys((PAGE, NEWS), Answer(LinkState.UNANSWERED, "name"))
    code, told = workspace.run("links")
    assert 1 == code
    assert "Är datorn ansluten till internet?" in told
    assert not (workspace.root / "pledges/links.yml").exists()
    assert "connected to the internet" in workspace.run("links", "--lang", "en")[1]


def write_three_hosts(workspace: Workspace) -> tuple[str, str]:
    """Sources on three hosts; the addresses of the last two, in the order that they are asked."""
    later = "https://example.se/a", "https://example.test/b"
    workspace.write(
        SV, pledge("sources:\n  - p1\n" + "".join(f"  - {{publisher: A, url: '{url}'}}\n" for url in later))
    )
    return later


def test_what_did_not_answer_is_asked_once_more_when_all_others_have_been(workspace: Workspace) -> None:
    later, asked = write_three_hosts(workspace), list[str]()

    def ask(url: str) -> Answer:
        asked.append(url)
        return Answer(LinkState.UNANSWERED, "time") if url == PAGE and asked.count(url) == 1 else ANSWERED

    assert () == ask_links(open_context(workspace), ask, SILENT, lambda seconds: asked.append(f"{seconds:g}"))
    assert [PAGE, "1", NEWS, *later, PAGE] == asked
    assert f"  - url: {PAGE}\n    state: answered\n" in workspace.read("links.yml")


@pytest.mark.parametrize("reason", ["name", "connection", "time"])
def test_what_is_silent_while_others_still_answer_is_noted_as_that(workspace: Workspace, reason: str) -> None:
    later, asked = write_three_hosts(workspace), list[str]()

    def ask(url: str) -> Answer:
        asked.append(url)
        return Answer(LinkState.UNANSWERED, reason) if url in later else ANSWERED

    told = ask_links(open_context(workspace), ask, SILENT, lambda seconds: None)
    assert [PAGE, NEWS, *later, *later, PAGE] == asked
    assert ["link_unanswered"] * 2 == [problem.code for problem in told]
    assert 2 == workspace.read("links.yml").count("state: unanswered")


def test_where_the_net_goes_away_midway_no_source_is_said_to_be_silent(
    workspace: Workspace, asked: dict[str, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    later, count = write_three_hosts(workspace), list[str]()
    assert 0 == workspace.run("links")[0]

    def ask(url: str, agent: str) -> Answer:
        count.append(url)
        return ANSWERED if len(count) <= 2 else Answer(LinkState.UNANSWERED, "name")

    monkeypatch.setattr(verb, "ask_address", ask)
    code, told = workspace.run("links", day=40)
    assert 1 == code
    assert 2 == told.count("Nätet verkar ha försvunnit medan adresserna frågades")
    noted = workspace.read("links.yml")
    assert "unanswered" not in noted
    # What answered before that is noted, and what was known of the rest is kept.
    assert (2, 2) == (noted.count("checked: 2027-02"), noted.count("checked: 2027-01"))
    assert all(f"  - url: {url}\n    state: answered\n    checked: 2027-01\n" in noted for url in later)
    count.clear()
    assert "The network seems to have gone away" in workspace.run("links", "--lang", "en")[1]


def test_a_host_that_has_had_enough_is_not_asked_whether_the_net_is_there(workspace: Workspace) -> None:
    later, asked = write_three_hosts(workspace), list[str]()

    def ask(url: str) -> Answer:
        asked.append(url)
        return Answer(LinkState.UNANSWERED, "name") if url in later else Answer(LinkState.REFUSED, "429")

    told = ask_links(open_context(workspace), ask, SILENT, lambda seconds: None)
    assert [PAGE, *later, *later] == asked
    assert ["link_offline"] * 2 == sorted(problem.code for problem in told if problem.code == "link_offline")
    assert "unanswered" not in workspace.read("links.yml")


def test_what_must_be_mended_comes_first(workspace: Workspace, asked: dict[str, Answer]) -> None:
    workspace.edit(SV, "parties: [polisen]", "parties: [polisn]")
    code, told = workspace.run("links")
    assert (1, True) == (code, "polisn" in told)
    assert not (workspace.root / "pledges/links.yml").exists()


def test_one_host_is_given_time_and_each_address_is_asked_once(workspace: Workspace) -> None:
    urls = ["https://example.com/", f"{PAGE}#a", "mailto:a@example.org", PAGE]
    own = "".join(f"  - {{publisher: A, url: '{url}'}}\n" for url in urls)
    document = "documents: [{title: A, kind: other, url: 'https://example.com/a.pdf'}]\n"
    workspace.write(SV, pledge(f"{document}sources:\n{own}  - p1\n"))
    told: list[str] = []

    def ask(url: str) -> Answer:
        told.append(url)
        return ANSWERED

    assert () == ask_links(open_context(workspace), ask, SILENT, lambda seconds: told.append(f"{seconds:g}"))
    assert told == ["https://example.com/", "1", "https://example.com/a.pdf", PAGE, "1", f"{PAGE}#a", "1", NEWS]


def test_the_command_asks_hosts_and_tells_them_who_asks(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "ask_address", partial(ask_address, is_public=lambda host: True))
    settings = (workspace.root / SETTINGS).read_text(encoding="utf-8")
    (workspace.root / SETTINGS).write_text(f"site_url: https://loften.example.org\n{settings}", encoding="utf-8")
    with reply({"/lofte": Reply(301, "/nytt"), "/nytt": Reply()}) as (host, requests):
        workspace.write("register.yml", REGISTER.replace("https://example.org/", host))
        monkeypatch.setattr("pledgebook.authoring.links._PAUSE", 0)
        code, told = workspace.run("links")
    assert 1 == code
    assert f"Sidan har flyttat för gott, till {host}nytt." in told
    assert f"moved_to: {host}nytt\n" in workspace.read("links.yml")
    (agent,) = {line.split(" ", 2)[2] for line in requests}
    assert re.fullmatch(r"pledgebook/\S+ \(\+https://loften\.example\.org/\)", agent)


def open_context(workspace: Workspace) -> Context:
    settings = read_settings(workspace.root / SETTINGS)
    words = read_words(settings)
    return Context(settings, words, words[LANGUAGES[0]], date(2027, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{url: 'https://example.org/', state: answered, checked: 2027-02, note: A}", "links.yml:2:70 field_unknown note"),
        ("{url: 'https://example.org/', state: answerd, checked: 2027-02}", "links.yml:2:42 value_not_allowed answerd → answered"),
        ("{url: 'https://example.org/', state: answered, checked: 2027-13}", "links.yml:2:61 date_impossible 2027-13"),
        ("{url: 'https://example.org/', state: answered}", "links.yml:2:6 field_missing checked"),
    ],
)  # fmt: skip
def test_the_file_is_checked_as_others_are(given: Given, line: str, expected: str) -> None:
    assert [expected] == given({"links.yml": f"links:\n  - {line}\n"}).problems


def test_an_address_that_is_there_twice_and_a_month_to_come_are_told_until_all_are_asked_again(
    workspace: Workspace, asked: dict[str, Answer]
) -> None:
    line = "  - {url: 'https://example.org/lofte', state: STATE, checked: MONTH}\n"
    states = (("answered", "2027-01"), ("missing", "2027-02"))
    twice = "".join(line.replace("STATE", state).replace("MONTH", month) for state, month in states)
    workspace.write("links.yml", f"links:\n{twice}")
    told = workspace.run("check")[1]
    assert f"links.yml:3:11: fel: Adressen {PAGE} står två gånger. Ta bort den ena" in told
    assert "links.yml:3:65: fel: Datumet 2027-02 i fältet checked har inte varit än." in told
    assert f"The address {PAGE} is there twice." in workspace.run("check", "--lang", "en")[1]
    assert 0 == workspace.run("links")[0]
    assert "links.yml" not in workspace.run("check")[1]


def test_a_file_of_another_name_is_told(given: Given) -> None:
    assert ["links.yaml:1:1 file_name links.yaml → links.yml"] == given({"links.yaml": "links: []\n"}).problems


@pytest.mark.parametrize(
    ("state", "sv", "en"),
    [
        ("missing", "Sidan fanns inte kvar i februari 2027.", "The page was no longer there in February 2027."),
        ("unanswered", "Sidan svarade inte i februari 2027.", "The page did not answer in February 2027."),
        ("answered", "", ""),
        ("refused", "", ""),
        ("moved", "", ""),
    ],
)
def test_a_page_says_when_a_source_did_not_answer(given: Given, show: Show, state: str, sv: str, en: str) -> None:
    shown = show(given({"links.yml": LOST.replace("STATE", state)}).book)
    for language, told in zip(LANGUAGES, (sv, en), strict=True):
        html = shown.html("2027/", language).partition('<ol class="pb-sources">')[2]
        found = re.findall(r'<span class="pb-aside pb-today">([^<]*)</span>', html)
        assert ([told] if told else []) == [text.replace("\u00a0", " ") for text in found]


@pytest.mark.parametrize(("read", "is_told"), [("2026-11", True), ("2027-02", True), ("2027-03", False)])
def test_it_stands_after_when_it_was_read_and_not_once_somebody_has_read_it_since(
    given: Given, show: Show, read: str, is_told: bool
) -> None:
    lost = LOST.replace("STATE", "unanswered")
    html = show(given({"links.yml": lost, SV: pledge(f"sources: [{{id: p1, read: {read}}}]")}).book).html("2027/")
    assert is_told == bool(re.search(r"Läst [^<]*</span> <span[^>]*>Sidan svarade inte", html))


def test_a_page_is_made_anew_when_its_source_is_lost_and_others_are_not(given: Given, show: Show) -> None:
    def hash_pages(links: str) -> list[bytes]:
        shown = show(given({"links.yml": links}).book)
        hasher = PageHasher(read_settings(THEME.parent / SETTINGS), shown.renderer, {})
        return [hasher.hash_content(shown.page(path), LANGUAGES[0]) for path in ("2027/", "tillganglighet/")]

    answered, lost = (hash_pages(LOST.replace("STATE", state)) for state in ("answered", "missing"))
    assert answered[0] != lost[0]
    assert answered[1] == lost[1]
    assert hash_pages("links: []\n") == answered


# Own copies of documents

FILE = "https://example.org/filer/L%C3%B6fte%202027.pdf"
PDF = b"%PDF-1.7 a"
BLOCK = f"documents:\n  - title: A\n    kind: other\n    url: '{FILE}'\n    licence: CC0 1.0\n"


@pytest.fixture
def there(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes | Answer]:
    """What is at each address when documents are fetched, or what it answers."""
    there: dict[str, bytes | Answer] = {}

    def ask(url: str, agent: str, body: bytearray) -> Answer:
        found = there[url]
        if isinstance(found, Answer):
            return found
        body += found
        return ANSWERED

    monkeypatch.setattr(verb, "ask_address", ask)
    monkeypatch.setattr(verb, "keep_documents", partial(keep_documents, wait=lambda seconds: None))
    return there


def paste_fixes(workspace: Workspace) -> list[str]:
    """Keep documents, paste each line that is told, and give the code of each thing that is told."""
    problems = json.loads(workspace.run("links", "--keep", "--json")[1])["problems"]
    for item in reversed([item for item in problems if item["corrected"]]):
        name = item["path"].removeprefix("pledges/")
        lines = workspace.read(name).splitlines()
        lines[item["line"] - 1] = item["corrected"]
        workspace.write(name, "\n".join(lines) + "\n")
    return [item["code"] for item in problems]


@pytest.mark.parametrize(
    "documents", [BLOCK, f"documents: [{{title: A, kind: other, url: '{FILE}', licence: CC0 1.0, bytes: 10}}]"]
)
def test_a_document_with_a_licence_is_kept_and_the_lines_can_be_pasted(
    workspace: Workspace, there: dict[str, bytes | Answer], documents: str
) -> None:
    workspace.write(SV, pledge(documents))
    there[FILE] = PDF
    assert ["document_kept"] == paste_fixes(workspace)
    assert PDF == (workspace.root / "pledges/2027/lofte-2027.pdf").read_bytes()
    assert [] == workspace.problems
    (document,) = workspace.loaded.book.pledge["2027"].documents if workspace.loaded.book else ()
    assert ("lofte-2027.pdf", digest(PDF), 10) == (document.file, document.sha256, document.bytes)
    assert "application/pdf" == document.mime
    # Nothing is fetched that is there.
    there.clear()
    assert workspace.does("links", "--keep").endswith("Inga fel hittades.\n")


def test_each_is_told_with_its_place_and_what_was_fetched_before_is_told_again(
    workspace: Workspace, there: dict[str, bytes | Answer]
) -> None:
    workspace.write(SV, pledge(BLOCK))
    there[FILE] = PDF
    first = workspace.does("links", "--keep")
    assert "pledges/2027/pledge.sv.md:3:5: " in first
    assert (
        f"  - file: lofte-2027.pdf\n        mime: application/pdf\n        bytes: 10\n        sha256: {digest(PDF)}\n        title: A\n"
        in first
    )
    assert first == workspace.does("links", "--keep")
    assert "An own copy of the document" in workspace.does("links", "--keep", "--lang", "en")


def test_without_a_licence_nothing_is_fetched(workspace: Workspace, there: dict[str, bytes | Answer]) -> None:
    workspace.write(SV, pledge(BLOCK.replace("    licence: CC0 1.0\n", "")))
    told = workspace.does("links", "--keep")
    assert "Dokumentet sparades inte, eftersom ingen har sagt att det är tillåtet." in told
    assert FILE in told


@pytest.mark.parametrize(
    ("extra", "found", "code"),
    [
        ("", b"<html>", "document_content"),
        ("", PDF + b" " * 20, "document_large"),
        (f"    sha256: {'a' * 64}\n", PDF, "document_other"),
        ("", Answer(LinkState.MISSING, "404"), "link_missing"),
        ("", Answer(LinkState.MOVED, "200", "https://example.org/ny.pdf"), "link_moved"),
    ],
)
def test_what_cannot_be_kept_is_told_and_not_written(
    workspace: Workspace,
    there: dict[str, bytes | Answer],
    monkeypatch: pytest.MonkeyPatch,
    extra: str,
    found: bytes | Answer,
    code: str,
) -> None:
    monkeypatch.setattr("pledgebook.authoring.links.MOST_BYTES", 20)
    workspace.write(SV, pledge(BLOCK + extra))
    before = sorted(workspace.root.rglob("*"))
    there[FILE] = found
    assert [code] == [item["code"] for item in json.loads(workspace.run("links", "--keep", "--json")[1])["problems"]]
    assert 1 == workspace.run("links", "--keep")[0]
    assert before == sorted(workspace.root.rglob("*"))


def test_a_host_that_has_had_enough_is_asked_for_no_more_documents(
    workspace: Workspace, there: dict[str, bytes | Answer]
) -> None:
    other = BLOCK.removeprefix("documents:\n")
    elsewhere = other.replace("https://example.org", "https://annan.example")
    workspace.write(SV, pledge(BLOCK + other.replace("2027.pdf", "2028.pdf") + elsewhere))
    # Whatever else is asked of the first host raises, since nothing is there.
    there |= {FILE: Answer(LinkState.REFUSED, "429"), FILE.replace("example.org", "annan.example"): PDF}
    problems = json.loads(workspace.run("links", "--keep", "--json")[1])["problems"]
    assert ["link_refused", "link_unasked", "document_kept"] == [item["code"] for item in problems]


def test_a_file_that_is_there_is_not_written_over(workspace: Workspace, there: dict[str, bytes | Answer]) -> None:
    workspace.write(SV, pledge(BLOCK))
    workspace.write("2027/lofte-2027.pdf", b"%PDF other")
    there[FILE] = PDF
    code, told = workspace.run("links", "--keep")
    assert (1, True) == (code, "en annan fil som heter lofte-2027.pdf" in told)
    assert b"%PDF other" == (workspace.root / "pledges/2027/lofte-2027.pdf").read_bytes()


def test_a_pdf_whose_address_does_not_say_so_is_kept_as_one(
    workspace: Workspace, there: dict[str, bytes | Answer]
) -> None:
    url = "https://example.org/download"
    workspace.write(SV, pledge(BLOCK.replace(FILE, url)))
    there[url] = PDF
    assert ["document_kept"] == paste_fixes(workspace)
    assert (workspace.root / "pledges/2027/download.pdf").exists()


@pytest.mark.parametrize("licence", ["CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"])
def test_a_page_says_the_licence_of_a_document(given: Given, show: Show, licence: str) -> None:
    shown = show(given({SV: pledge(BLOCK.replace("CC0 1.0", licence))}).book)
    for language, label in zip(LANGUAGES, ("Licens:", "Licence:"), strict=True):
        html = shown.html("2027/", language)
        named = f'<a href="{licence}" rel="license external">{licence}</a>' if ":" in licence else licence
        assert f'<div class="pb-aside">{label} {named}</div>' in html
