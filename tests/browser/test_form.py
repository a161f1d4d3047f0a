"""The form in a real browser: Decap CMS itself, with our fields, on files of its own."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from author_preview import PATIENCE, Preview
from conftest import DAY, EXEMPELSTAD, REPOSITORY, TINY_PLEDGE, TINY_SETTINGS
from core.authoring.form.test_form import list_all, make_records, read_book
from pledgebook.authoring.form.app import ROOT, FormApp
from pledgebook.authoring.form.config import list_choices, make_config
from pledgebook.authoring.form.records import address_of
from pledgebook.authoring.format import format_page
from pledgebook.authoring.preview.server import LiveServer
from pledgebook.cli.edit import PROGRAMS
from pledgebook.names import Language
from pledgebook.records.load import read_records

ENGLISH = "---\ntitle: Citizen pledge 2027\nsummary: A short pledge.\npromises:\n  - {id: synas, text: Be seen.}\n---\n"
COMMENTED = TINY_PLEDGE.replace("promises:", "# Det viktigaste.\npromises:")


@pytest.fixture
def open_form(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens the form at an address; any error in the page, and any request to another host, fails the test."""
    faults: list[str] = []
    pages: list[Page] = []

    def open_at(address: str) -> Page:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        pages.append(page)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if _is_foreign(request.url, address) else None)
        page.goto(f"{address}.form/")
        return page

    yield open_at
    for page in pages:
        page.close()
    # What we refuse, we refuse; the browser notes it too.
    assert [] == [fault for fault in faults if "status of 422" not in fault]


def _is_foreign(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "blob:"))


@pytest.fixture
def edited(tiny: Callable[..., object], tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Shows a tiny project with the form, as `make edit` does."""
    started: list[Preview] = []

    def start(files: dict[str, str], *arguments: str) -> Preview:
        tiny(files)
        (tmp_path / "project" / "form").symlink_to(REPOSITORY / "form")
        started.append(Preview(tmp_path / "project", DAY, *arguments, verb="edit"))
        return started[-1]

    yield start
    for item in started:
        item.end()


def go(page: Page, name: str) -> None:
    """Go to a folder of the form or to a record in it, by way of the list, as one who clicks."""
    page.evaluate("name => { location.hash = `#/collections/${name}`; }", name)


def open_record(page: Page, folder: str, name: str) -> None:
    """Open a record by way of the list. One that Decap draws anew under the pointer takes no click, as people know."""
    go(page, folder)
    link = page.locator(f'a[href="#/collections/{folder}/entries/{name}"]')
    for _ in range(PATIENCE // 10):
        if page.url.endswith(f"/entries/{name}"):
            break
        with suppress(PlaywrightTimeout):
            link.click(timeout=10_000)
            page.wait_for_url(f"**/entries/{name}", timeout=10_000)
    expect(page.get_by_text("Ändringar sparade").first).to_be_visible()


def save(page: Page, words: tuple[str, str] = ("Spara", "Spara filen")) -> None:
    page.get_by_role("button", name=words[0], exact=True).click()
    with page.expect_response(lambda answer: answer.url.endswith("/.form/api")) as told:
        page.get_by_role("menuitem", name=words[1]).click()
    assert told.value.ok, told.value.text()


def unfold(page: Page, words: str) -> None:
    """Unfold the item of a list that shows some words."""
    page.get_by_text(words).locator("xpath=preceding-sibling::div//button").first.click()


@pytest.mark.browser
def test_a_promise_is_changed_seen_spoilt_and_mended(
    edited: Callable[..., Preview], open_form: Callable[[str], Page]
) -> None:
    shown = edited({"pledges/2027/pledge.sv.md": COMMENTED, "pledges/2027/pledge.en.md": ENGLISH})
    assert "/.form/" in shown.hear("Formuläret finns på")
    shown.address = re.sub(r".*(http://127\.0\.0\.1:\d+/).*", r"\1", shown.said[-1])
    shown.hear("Webbplatsen visas på")
    page = open_form(shown.address)
    state = page.locator(".pb-form__state")
    expect(state).to_have_text("Allt sparat är rätt ifyllt.")

    page.get_by_role("link", name="Medborgarlöfte 2027").click()
    unfold(page, "Synas på Fiktiva torget.")
    promise = page.get_by_label("Löftet (krävs)")
    promise.fill("Synas på Fiktiva torget varje kväll.")
    save(page)
    shown.hear("Sidan är uppdaterad")
    assert "Synas på Fiktiva torget varje kväll." in shown.open("2027/")
    file = shown.root / "pledges/2027/pledge.sv.md"
    first = file.read_text(encoding="utf-8")
    assert "# Det viktigaste.\npromises:\n" in first
    assert "    text: Synas på Fiktiva torget varje kväll.\n" in first

    # The same form, once more.
    promise.fill("Synas på Fiktiva torget varje morgon.")
    save(page)
    shown.hear("Sidan är uppdaterad")
    assert first.replace("kväll", "morgon") == file.read_text(encoding="utf-8")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Visa sidan").click()
    expect(popup.value.get_by_text("Synas på Fiktiva torget varje morgon.").first).to_be_visible()
    popup.value.close()

    # A slip that only the check knows of.
    page.get_by_label("Slut", exact=True).fill("2026")
    save(page)
    panel = page.locator(".pb-live[role=status]")
    expect(panel).to_contain_text("pledges/2027/pledge.sv.md:3")
    expect(state).to_have_text("Något behöver rättas innan sidan kan uppdateras.")
    assert "varje morgon" in shown.open("2027/")
    page.get_by_label("Slut", exact=True).fill("2028")
    save(page)
    expect(panel).to_be_empty()
    expect(state).to_have_text("Allt sparat är rätt ifyllt.")
    assert "period: 2027-2028\n" in file.read_text(encoding="utf-8")

    # Our own bar hides no field.
    more = page.get_by_text("Visa det som sällan behöver fyllas i").last
    page.mouse.move(640, 400)
    page.mouse.wheel(0, 100_000)
    expect(more).to_be_in_viewport()
    below, top = more.bounding_box(), page.locator(".pb-form").bounding_box()
    assert below and top
    assert below["y"] + below["height"] <= top["y"]

    # One that the form itself sees, at once and in place.
    page.get_by_label("Början").fill("i vår")
    page.get_by_label("Slut", exact=True).focus()
    expect(page.get_by_text("Skriv så här: 2027-02-01, 2027-02 eller 2027.")).to_be_visible()


@pytest.mark.browser
def test_a_new_record_is_made_and_filled_in(edited: Callable[..., Preview], open_form: Callable[[str], Page]) -> None:
    shown = edited({"pledges/2027/pledge.sv.md": TINY_PLEDGE}, "--lang", "en")
    shown.address = re.sub(r".*(http://127\.0\.0\.1:\d+/).*", r"\1", shown.hear("The form is at"))
    page = open_form(shown.address)
    page.get_by_role("button", name="Make a new one").click()
    page.get_by_label("Year, or the pledge").fill("2027")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("alert")).to_contain_text("2027")
    page.get_by_label("Year, or the pledge").fill("2028")
    page.get_by_role("button", name="Make it").click()
    file = shown.root / "pledges/2028/pledge.sv.md"
    title = page.get_by_label("Title (required)")
    expect(title).to_have_value("Medborgarlöfte 2028")
    expect(page.locator(".pb-live[role=status]")).to_contain_text("pledges/2028/pledge.sv.md")
    before = file.read_text(encoding="utf-8")

    # What is only half filled in can be saved, and loses none of the explanations.
    page.get_by_label("Summary (required)").fill("The police promise more.")
    save(page, ("Save", "Save the file"))
    after = file.read_text(encoding="utf-8")
    assert before.replace("\nsummary:\n", "\nsummary: The police promise more.\n") == after


@pytest.fixture
def served_records(tmp_path: Path) -> Iterator[Callable[[Path], tuple[str, Path]]]:
    """Serves the form for copies of some records, without building their site."""
    servers: list[LiveServer] = []

    def serve(source: Path) -> tuple[str, Path]:
        root = tmp_path / str(len(servers))
        shutil.copytree(source, root / "pledges")
        (root / "mkdocs.yml").write_text(TINY_SETTINGS, encoding="utf-8")
        records = make_records(root)
        languages, words = records.languages, records.words

        def configure() -> dict[str, object]:
            return make_config(
                languages, words, list_choices(read_records(root, languages, records.labels)[0], Language("sv"))
            )

        def create(kind: str, name: str) -> None:
            raise AssertionError

        form = FormApp(records, REPOSITORY / PROGRAMS, configure, create, lambda place: "/", words)  # type: ignore[arg-type]
        server = LiveServer(0, Language("sv"), "", {ROOT: form.answer})
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server.address, root

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("source", [EXEMPELSTAD / "pledges", REPOSITORY / "pledges"], ids=["exempelstad", "real"])
def test_each_record_that_decap_saves_unchanged_says_the_same(
    served_records: Callable[[Path], tuple[str, Path]], open_form: Callable[[str], Page], source: Path
) -> None:
    address, root = served_records(source)
    before = read_book(root)
    places = [place for place in list_all(make_records(root)) if (root / "pledges" / place.path).exists()]
    assert len(places) > 10
    page = open_form(address)
    expect(page.get_by_role("heading", name="Löften", exact=True)).to_be_visible()
    for place in places:
        path = root / "pledges" / place.path
        old = path.read_text(encoding="utf-8")
        folder, name = address_of(place).removesuffix(".json").split("/")
        open_record(page, folder, name)
        field = page.locator("#nc-root textarea").first
        value = field.input_value()
        # Decap saves only what differs, so that something has to, and then no longer.
        for text in (f"{value} 1", value):
            field.fill(text)
            save(page)
            expect(page.get_by_text("Ändringar sparade").first).to_be_visible()
        assert format_page(old, place.path, place.model).text == path.read_text(encoding="utf-8"), place.path
    assert before == read_book(root)


@pytest.mark.browser
def test_the_way_back_from_one_record_to_another_shows_the_other(
    edited: Callable[..., Preview], open_form: Callable[[str], Page]
) -> None:
    shown = edited({"pledges/2027/pledge.sv.md": TINY_PLEDGE, "pledges/2027/pledge.en.md": ENGLISH})
    shown.hear("Formuläret finns på")
    page = open_form(re.sub(r".*(http://127\.0\.0\.1:\d+/).*", r"\1", shown.said[-1]))
    page.get_by_role("link", name="Medborgarlöfte 2027").click()
    expect(page.get_by_label("Titel (krävs)")).to_have_value("Medborgarlöfte 2027")
    go(page, "pledge-en/entries/2027")
    expect(page.locator(".pb-words input").first).to_have_value("Citizen pledge 2027")
    page.go_back()
    expect(page.get_by_label("Titel (krävs)")).to_have_value("Medborgarlöfte 2027")
