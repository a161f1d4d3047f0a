"""The form in a real browser: Decap CMS itself, with our fields, on files of its own."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from author_preview import PATIENCE, Preview
from conftest import DAY, EXEMPELSTAD, REPOSITORY, TINY_PLEDGE, TINY_SETTINGS
from core.authoring.form.test_form import list_all, make_records, read_book
from pledgebook.authoring.form.app import ROOT, FormApp
from pledgebook.authoring.form.config import list_choices, make_config
from pledgebook.authoring.form.records import Records, address_of
from pledgebook.authoring.form.values import Values
from pledgebook.authoring.format import format_page
from pledgebook.authoring.preview.server import LiveServer
from pledgebook.cli.edit import PROGRAMS
from pledgebook.model.paths import RecordFile
from pledgebook.names import Language
from pledgebook.records.load import read_records

ENGLISH = "---\ntitle: Citizen pledge 2027\nsummary: A short pledge.\npromises:\n  - {id: synas, text: Be seen.}\n---\n"
AXE = REPOSITORY / "tests/tools/node_modules/axe-core/axe.min.js"
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
    # When Decap has started it goes to the first folder, whatever the address has become until then.
    page.wait_for_function("location.hash.startsWith('#/collections/')")
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
    page.get_by_role("button", name="Create new").click()
    page.get_by_label("Year, or the pledge").fill("2027")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("2027")
    page.get_by_label("Year, or the pledge").fill("2028")
    page.get_by_role("button", name="Create", exact=True).click()
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


class LongerSummaries(Records):
    """Shows each record with a further letter at the end of its summary, and saves what it is told as others do.

    Decap saves only what differs. Who takes the letter away saves what the file says already.
    """

    def open(self, file: RecordFile) -> Values:
        values = super().open(file)
        shown, key = (values["summary"], "words") if isinstance(values.get("summary"), dict) else (values, "summary")
        shown[key] = f"{shown.get(key) or ''}1"
        return values


@pytest.fixture
def served_form(tmp_path: Path) -> Iterator[Callable[..., tuple[LiveServer, Path]]]:
    """Serves the form for copies of some records, without building their site."""
    servers: list[LiveServer] = []

    def serve(source: Path, kind: type[Records] = Records) -> tuple[LiveServer, Path]:
        root = tmp_path / str(len(servers))
        shutil.copytree(source, root / "pledges")
        (root / "mkdocs.yml").write_text(TINY_SETTINGS, encoding="utf-8")
        read = make_records(root)
        records = kind(read.root, read.languages, read.labels, read.words)
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
        server.show(root, Markup())
        servers.append(server)
        return server, root

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def served_records(
    served_form: Callable[..., tuple[LiveServer, Path]],
) -> Callable[[Path], tuple[str, Path]]:
    """Serves the form for copies of some records, with longer summaries; its address, and where they are."""

    def serve(source: Path) -> tuple[str, Path]:
        server, root = served_form(source, LongerSummaries)
        return server.address, root

    return serve


@pytest.fixture
def town(served_form: Callable[[Path], tuple[LiveServer, Path]]) -> tuple[LiveServer, Path]:
    """The form for Exempelstad."""
    return served_form(EXEMPELSTAD / "pledges")


def try_to_save(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("menuitem", name="Spara filen").click()


def check_with_axe(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # What Decap shows for some seconds stands in no part of its page.
    passing = "{exclude: [['.Toastify'], ['canvas']]}"
    found = page.evaluate(f"async () => (await axe.run({passing})).violations.map(one => one.id + one.nodes[0].html)")
    assert [] == found


@pytest.mark.browser
@pytest.mark.slow
def test_each_record_that_decap_saves_unchanged_says_the_same(
    served_records: Callable[[Path], tuple[str, Path]], open_form: Callable[[str], Page]
) -> None:
    address, root = served_records(EXEMPELSTAD / "pledges")
    assert len(list_written(root)) > 10
    check_unchanged_saves(address, root, open_form)


def list_written(root: Path) -> list[RecordFile]:
    """The files of records that are there."""
    return [place for place in list_all(make_records(root)) if (root / "pledges" / place.path).exists()]


def check_unchanged_saves(address: str, root: Path, open_form: Callable[[str], Page]) -> None:
    """Save each record in the form as it is in its file; each is then as `fmt` leaves it."""
    before = read_book(root)
    page = open_form(address)
    expect(page.get_by_role("heading", name="Medborgarlöften", exact=True)).to_be_visible()
    for place in list_written(root):
        path = root / "pledges" / place.path
        old = path.read_text(encoding="utf-8")
        # As `fmt` would not leave it, so that what is saved has to be written.
        path.write_text(f"{old}\n", encoding="utf-8")
        folder, name = address_of(place).removesuffix(".json").split("/")
        open_record(page, folder, name)
        field = page.locator("#nc-root textarea").first
        field.fill(field.input_value().removesuffix("1"))
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


@pytest.mark.browser
@pytest.mark.parametrize(
    ("item", "label", "wrong", "told", "right", "line"),
    [
        ("Ingripa mot langning.", "Löftets id (krävs)", "trygga kvällar", "trygga-kvallar", "lugn", "id: lugn\n"),
        ("p1 Polisen", "Källans id", "polisen.se", "polisen-se", "polisen-2019", "polisen-2019"),
        ("p1 Polisen", "Läst", "i våras", "2027-02-01, 2027-02 eller 2027", "2021-03", "read: 2021-03"),
    ],
)
def test_what_is_not_saved_is_told_at_the_top_and_at_the_field(
    town: tuple[LiveServer, Path],
    open_form: Callable[[str], Page],
    item: str,
    label: str,
    wrong: str,
    told: str,
    right: str,
    line: str,
) -> None:
    server, root = town
    file = root / "pledges/2019/pledge.sv.md"
    before = file.read_text(encoding="utf-8")
    page = open_form(server.address)
    open_record(page, "pledge-sv", "2019")
    unfold(page, item)
    field = page.get_by_label(label, exact=True).locator("visible=true")
    field.fill(wrong)
    # Folded again, with the fault inside.
    page.locator("[data-item]").filter(has=field).last.get_by_role("button").first.click()
    expect(field).to_have_count(0)
    try_to_save(page)
    summary = page.get_by_role("alert").filter(has_text="Rätta det här och spara igen.")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Inte sparat")
    expect(summary).to_contain_text(f"”{wrong}” kan inte läsas. Skriv så här: {told}.")
    expect(page.locator(".pb-form__state")).to_have_text("Inte sparat")
    assert before == file.read_text(encoding="utf-8")
    check_with_axe(page)

    summary.get_by_role("link").click()
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#{field.get_attribute('aria-describedby')}")).to_contain_text(told)
    field.fill(right)
    save(page)
    expect(summary).to_have_count(0)
    expect(page.locator(".pb-form__state")).to_have_text("Allt sparat är rätt ifyllt.")
    assert line in file.read_text(encoding="utf-8")


@pytest.mark.browser
def test_a_form_that_gets_no_answer_says_so_and_keeps_what_is_written(
    town: tuple[LiveServer, Path], chromium: Browser
) -> None:
    server, _ = town
    page = chromium.new_page()
    page.goto(f"{server.address}.form/")
    open_record(page, "pledge-sv", "2018")
    page.get_by_label("Titel (krävs)").fill("Ny titel")
    page.route("**/.form/api", lambda route: route.abort())
    try_to_save(page)
    expect(page.get_by_role("alert").filter(has_text="får inget svar")).to_be_focused()
    page.unroute("**/.form/api")
    save(page)
    expect(page.get_by_label("Titel (krävs)")).to_have_value("Ny titel")
    page.close()


@pytest.mark.browser
def test_two_tabs_are_shown_both_texts_and_lose_neither(
    town: tuple[LiveServer, Path], open_form: Callable[[str], Page]
) -> None:
    server, root = town
    file = root / "pledges/2018/pledge.sv.md"
    first, second = open_form(server.address), open_form(server.address)
    for page in (first, second):
        open_record(page, "pledge-sv", "2018")
    first.get_by_label("Titel (krävs)").fill("Den enas titel")
    save(first)
    second.get_by_label("Sammanfattning (krävs)").fill("Den andras ord.")
    try_to_save(second)
    dialog = second.get_by_role("dialog", name="Filen har ändrats på annat håll")
    theirs, mine = (dialog.get_by_role("group", name=name) for name in ("Så står det i filen nu", "Så blir filen"))
    expect(theirs).to_contain_text("Den enas titel")
    expect(mine).to_contain_text("Den andras ord.")
    assert ["title: Medborgarlöfte 2018", "summary: Den andras ord."] == mine.locator("mark").all_text_contents()
    check_with_axe(second)
    # Nothing is decided yet.
    dialog.get_by_role("button", name="Gå tillbaka utan att spara").click()
    expect(second.get_by_role("alert").filter(has_text="har ändrats på annat håll")).to_be_focused()
    expect(second.get_by_label("Sammanfattning (krävs)")).to_have_value("Den andras ord.")
    assert "Den enas titel" in file.read_text(encoding="utf-8")

    try_to_save(second)
    dialog.get_by_role("button", name="Ersätt filen med min text").click()
    expect(second.get_by_text("Ändringar sparade").first).to_be_visible()
    expect(second.locator(".pb-form__state")).to_have_text("Allt sparat är rätt ifyllt.")
    assert "Den andras ord." in file.read_text(encoding="utf-8")

    # The first is now the one that is behind, and lets its words go.
    first.get_by_label("Titel (krävs)").fill("Den enas senare titel")
    try_to_save(first)
    first.get_by_role("button", name="Behåll filen som den är").click()
    expect(first.get_by_label("Titel (krävs)")).to_have_value("Medborgarlöfte 2018")
    expect(first.get_by_label("Sammanfattning (krävs)")).to_have_value("Den andras ord.")
    assert "Den andras ord." in file.read_text(encoding="utf-8")


@pytest.mark.browser
def test_a_new_item_is_gone_to_and_an_empty_one_is_told_of(
    town: tuple[LiveServer, Path], open_form: Callable[[str], Page]
) -> None:
    server, root = town
    file = root / "pledges/2019/pledge.sv.md"
    page = open_form(server.address)
    open_record(page, "pledge-sv", "2019")
    page.get_by_role("button", name="Lägg till löfte").click()
    added = page.get_by_label("Löftet (krävs)").last
    expect(added).to_be_focused()
    expect(added).to_be_in_viewport()
    page.get_by_label("Titel (krävs)").first.fill("Ny titel")
    save(page)
    told = page.get_by_role("alert").filter(has_text="skrevs därför inte i filen")
    expect(told.get_by_role("heading")).to_have_text("Sparat, utom det som är tomt")
    assert "title: Ny titel\n" in file.read_text(encoding="utf-8")
    told.get_by_role("link", name="Löfte 5").click()
    expect(added).to_be_focused()
    added.fill("Synas mer.")
    save(page)
    expect(told).to_have_count(0)
    assert "text: Synas mer.\n" in file.read_text(encoding="utf-8")


@pytest.mark.browser
def test_every_button_has_a_name_and_results_are_called_what_they_report_on(
    town: tuple[LiveServer, Path], open_form: Callable[[str], Page]
) -> None:
    server, _ = town
    page = open_form(server.address)
    expect(page.get_by_role("heading", name="Medborgarlöften", exact=True)).to_be_visible()
    for folder, record in (("followup-sv", "2019_2020-01"), ("pledge-sv", "2019"), ("pledge-en", "2019")):
        open_record(page, folder, record)
        page.wait_for_function(
            """() => [...document.querySelectorAll("#nc-root button")].every(
                (one) => one.textContent.trim() || one.ariaLabel || one.role === "switch"
            )"""
        )
        check_with_axe(page)
        if folder == "followup-sv":
            result = (
                "Gå trygghetsvandringar och hålla ett forum. (mål: minst 2 vandringar per termin; ett medborgarforum)"
            )
            expect(page.get_by_role("button", name=f"Visa: {result} – Delvis uppfyllt")).to_be_visible()
            expect(page.get_by_role("button", name=f"Ta bort: {result}")).to_be_visible()
        go(page, folder)


@pytest.mark.browser
def test_what_is_looked_at_is_what_is_made(town: tuple[LiveServer, Path], open_form: Callable[[str], Page]) -> None:
    server, _ = town
    page = open_form(server.address)
    for folder, kind in (
        ("followup-sv", "En uppföljning av ett medborgarlöfte"),
        ("agreement-en", "En överenskommelse"),
    ):
        go(page, folder)
        page.get_by_role("button", name="Skapa nytt").click()
        expect(page.get_by_role("radio", name=kind)).to_be_checked()
        page.get_by_role("button", name="Skapa", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("Skriv ett år")
        expect(page.get_by_label("År, eller medborgarlöftet")).to_be_focused()
        page.get_by_role("button", name="Avbryt").click()


@pytest.mark.browser
def test_the_button_of_the_errors_says_what_it_does(
    town: tuple[LiveServer, Path], open_form: Callable[[str], Page]
) -> None:
    server, root = town
    page = open_form(server.address)
    expect(page.locator(".pb-form__state")).to_have_text("Allt sparat är rätt ifyllt.")
    server.show(root, Markup("<p>Fel på en rad.</p>"))
    page.get_by_role("button", name="Visa felen").click()
    expect(page.get_by_text("Fel på en rad.")).to_be_visible()
    page.get_by_role("button", name="Dölj felen").click()
    expect(page.get_by_text("Fel på en rad.")).to_be_hidden()


@pytest.mark.browser
def test_a_record_is_published_changed_and_taken_back(
    edited: Callable[..., Preview], open_form: Callable[[str], Page]
) -> None:
    shown = edited({"pledges/2027/pledge.sv.md": TINY_PLEDGE})
    shown.address = re.sub(r".*(http://127\.0\.0\.1:\d+/).*", r"\1", shown.hear("Formuläret finns på"))
    file, ledger = shown.root / "pledges/2027/pledge.sv.md", shown.root / "pledges/published/2027.yml"
    page = open_form(shown.address)
    expect(page.get_by_role("button", name="Publicera och ändra")).to_be_hidden()
    open_record(page, "pledge-sv", "2027")
    dialog = page.get_by_role("dialog", name="Publicera och ändra")

    def open_dialog() -> None:
        expect(page.get_by_text("Ändringar sparade").first).to_be_visible()
        page.get_by_role("button", name="Publicera och ändra").click()
        expect(dialog.locator("details").first).to_be_visible()

    open_dialog()
    expect(dialog).to_contain_text("Posten är inte publicerad än")
    check_with_axe(page)
    dialog.get_by_role("button", name="Avbryt").click()
    assert not ledger.exists()
    open_dialog()
    dialog.get_by_role("button", name="Ja, publicera").click()
    done = page.get_by_role("dialog", name="Klart")
    expect(done).to_contain_text("2027 är antecknad som publicerad")
    assert ledger.is_file()
    done.get_by_role("button", name="Stäng").click()

    # What is not saved is not what is published.
    summary = page.get_by_label("Sammanfattning (krävs)")
    summary.fill("Ett helt annat löfte.")
    page.get_by_role("button", name="Publicera och ändra").click()
    expect(dialog.get_by_role("alert")).to_have_text("Spara först. Det som publiceras är det som är sparat.")
    dialog.get_by_role("button", name="Avbryt").click()
    save(page)
    open_dialog()
    expect(dialog).to_contain_text("Ett helt annat löfte.")
    dialog.get_by_role("button", name="Ja, anteckna ändringen").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Skriv något till läsarna")
    note = dialog.get_by_label("Vad är ändrat, och varför?")
    expect(note).to_be_focused()
    note.fill("Löftet blev ett annat.")
    dialog.get_by_role("button", name="Ja, anteckna ändringen").click()
    expect(done).to_contain_text("den nya utgåvan är publicerad")
    assert "Löftet blev ett annat." in file.read_text(encoding="utf-8")
    done.get_by_role("button", name="Stäng").click()

    # The form shows the record as the verb has left it, and goes on.
    expect(summary).to_have_value("Ett helt annat löfte.")
    open_dialog()
    dialog.get_by_text("Ångra det senaste").click()
    dialog.get_by_role("button", name="Ja, ta tillbaka utgåvan").click()
    expect(done).to_contain_text("är tillbakatagen")
    assert "Löftet blev ett annat." not in file.read_text(encoding="utf-8")
