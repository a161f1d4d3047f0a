"""A new site: what is asked, what is refused, and that the files hold whatever the answers are."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from core.conftest import REPOSITORY
from pledgebook.checks.texts import check_example
from pledgebook.cli.main import VERBS, main
from pledgebook.i18n.catalogue import DOMAINS, Catalogues
from pledgebook.i18n.enum_labels import list_enum_labels
from pledgebook.names import Language
from pledgebook.project import Loaded, load_book

TODAY = date(2026, 11, 29)
NAME = ("--name", "Blåköping")
# What a new site is told of: its example, and what nobody can know yet.
HONEST = {"statement_open_conformity", "statement_open_form", "statement_open_tested"}
OTHERS = re.compile(r"eskilstuna|exempelstad|torshälla|fröslunda|lagersberg|#1f4|ada exempelsson", re.IGNORECASE)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


Init = Callable[..., tuple[int, str]]


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Init:
    """Makes the site `site` in an empty folder; answers stand for somebody at a terminal. Gives code and output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795950000")  # 2026-11-29
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    # The engine is built for it, which tests of whole sites wait for.
    monkeypatch.setattr("pledgebook.cli.init.make_engine_files", lambda: {"requirements.txt": b"pledgebook\n"})

    def run(*options: str, answers: str | None = None, folder: str = "site") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO() if answers is None else Terminal(answers))
        try:
            code = main(["init", folder, *options])
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}


def load(root: Path, catalogues: Catalogues, *languages: str) -> Loaded:
    labels = list_enum_labels(catalogues.words.values())
    return load_book(root, tuple(map(Language, languages)), today=TODAY, labels=labels, latest=TODAY)


def codes(loaded: Loaded) -> set[str]:
    return {problem.code for problem in loaded.problems}


@pytest.mark.parametrize("languages", ["sv", "en", "sv,en", "en, sv", "SV+en"])
def test_a_new_site_is_sound_in_any_of_the_languages(
    init: Init, tmp_path: Path, catalogues: Catalogues, languages: str
) -> None:
    code, printed = init(*NAME, "--languages", languages)
    assert 0 == code, printed
    codes_of = tuple(re.findall(r"\w+", languages.lower()))
    loaded = load(tmp_path / "site", catalogues, *codes_of)
    assert loaded.book and HONEST == codes(loaded)
    told = [problem.mark.path for problem in check_example(loaded.entries, catalogues.words)]
    assert sorted(told) == sorted(f"pledges/2027/pledge.{code}.md" for code in codes_of)
    (pledge,) = loaded.book.pledges
    assert set(codes_of) == pledge.title.languages == pledge.promises[0].text.languages
    pages = {path for path in texts(tmp_path / "site") if path.startswith("docs/")}
    assert {f"docs/{page}/index.{code}.md" for page in ("om", "metod") for code in codes_of} == pages or codes_of[
        0
    ] == "en"
    settings = yaml.safe_load(texts(tmp_path / "site")["mkdocs.yml"])
    (i18n,) = (plugin["i18n"] for plugin in settings["plugins"] if isinstance(plugin, dict))
    assert list(codes_of) == [language["locale"] for language in i18n["languages"]]
    assert all((tmp_path / "site/docs" / page).parent.name for page in settings["nav"])


ODD = (
    "Borås", "Älvsbyn", "Ö", "Växjö: norra", "Vall'O", 'Kvarn "Ett"', "Näs #1", "- Bro", "yes", "2027", "*Bo* [a](b) {c}",
    "<b>Ås</b>", "A | B", "Back\\slash", "Upplands-Bro", "L’Å", "%Berg", "@Torp", "&Dal", "! Vik", "null", "[[ name ]]", "[% if %]",
    "{{ name }}", "$(Dal)", "Łódź", "Ärla — Å", "0x1F", "~",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD[:-1])
def test_any_name_is_the_same_when_it_is_read_back(
    init: Init, tmp_path: Path, catalogues: Catalogues, name: str
) -> None:
    code, printed = init(
        *("--name", name, "--party", f"{name}=förening", "--place", name, "--publisher", name), "--party", "Polisen"
    )
    assert 0 == code, printed
    loaded = load(tmp_path / "site", catalogues, "sv", "en")
    # Whoever writes signs of HTML is told that they are shown.
    assert loaded.book and HONEST == codes(loaded) - {"markup_shown"}
    register = loaded.book.register
    assert (
        name == register.name.root["sv"] == register.parties[0].name.root["sv"] == register.places[-1].name.root["sv"]
    )
    assert register.publisher and name == register.publisher.root["sv"]
    assert f"Medborgarlöften i {name}" == yaml.safe_load((tmp_path / "site/mkdocs.yml").read_text("utf-8"))["site_name"]


@pytest.mark.parametrize(
    ("name", "municipality"), [("Åmål", "Åmåls kommun"), ("Borås", "Borås kommun"), ("Alvex", "Alvex kommun")]
)
def test_the_municipality_has_the_genitive_of_the_place(
    init: Init, tmp_path: Path, name: str, municipality: str
) -> None:
    init("--name", name)
    register = yaml.safe_load((tmp_path / "site/pledges/register.yml").read_text("utf-8"))
    assert {"sv": municipality, "en": f"{name} Municipality"} == register["parties"][1]["name"] == register["publisher"]


def test_several_municipalities_are_a_place_each_and_the_pledge_is_for_all(
    init: Init, tmp_path: Path, catalogues: Catalogues
) -> None:
    parties = ("Norrby kommun", "Söderby kommun", "Västerby kommun")
    init("--name", "Trebygden", "--party", "Polisen", *(item for party in parties for item in ("--party", party)))
    loaded = load(tmp_path / "site", catalogues, "sv", "en")
    assert loaded.book and HONEST == codes(loaded)
    (pledge,) = loaded.book.pledges
    municipalities = ("norrby-kommun", "soderby-kommun", "vasterby-kommun")
    assert {municipalities} == {pledge.area.places, *(promise.places for promise in pledge.promises)}
    assert "municipalities" == pledge.area.scope


def test_a_compiled_site_claims_neither_publisher_nor_parties_review(
    init: Init, tmp_path: Path, catalogues: Catalogues
) -> None:
    init(*NAME, "--publication", "compiled")
    files = texts(tmp_path / "site")
    assert "publisher" not in files["pledges/register.yml"]
    assert "inte granskat den" in files["docs/om/index.sv.md"]
    assert "unknown: [publisher, conformity, form, tested]" in files["pledges/accessibility.yml"]
    init(*NAME, folder="own")
    assert "granskat" not in texts(tmp_path / "own")["docs/om/index.sv.md"]


@pytest.mark.parametrize(
    ("contact", "faults"), [("fel@blakoping.se", "mailto:fel@blakoping.se"), ("https://blakoping.se/kontakt", None)]
)
def test_faults_are_told_to_a_contact_that_is_written_to(
    init: Init, tmp_path: Path, catalogues: Catalogues, contact: str, faults: str | None
) -> None:
    init(*NAME, "--contact", contact)
    loaded = load(tmp_path / "site", catalogues, "sv", "en")
    assert loaded.book and loaded.book.register.contact
    assert contact in (loaded.book.register.contact.email, loaded.book.register.contact.url)
    assert faults == (loaded.book.register.faults.url if loaded.book.register.faults else None)


@pytest.mark.parametrize(
    ("day", "year"), [("1767225600", "2026"), ("1782777600", "2026"), ("1782864000", "2027"), ("1795950000", "2027")]
)
def test_the_example_is_for_this_year_or_the_next(
    init: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str, year: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
    init(*NAME)
    assert (tmp_path / f"site/pledges/{year}/pledge.sv.md").is_file()


def test_nothing_of_anybody_else_is_in_a_new_site(init: Init, tmp_path: Path) -> None:
    init(*NAME)
    for name, text in texts(tmp_path / "site").items():
        # The schemas show by example how fields are written.
        if not name.startswith(("schemas/", ".vscode/")):
            assert not OTHERS.search(text), name


def test_a_language_may_be_called_by_its_name(init: Init, tmp_path: Path) -> None:
    assert 0 == init(*NAME, "--languages", "svenska, English")[0]
    init(*NAME, "--languages", "sv,en", folder="codes")
    assert texts(tmp_path / "site") == texts(tmp_path / "codes")


# What is asked


def test_questions_are_asked_in_the_authors_language_and_a_wrong_answer_at_once_again(
    init: Init, tmp_path: Path
) -> None:
    answers = [
        *("Blåköpings kommun", "", "Blåköping"),  # two are refused
        *("xx", "sv"),
        *("loften", "https://www.blakoping.se/loften"),
        "",
        *("", "-", "Blåköpings stad=kommun", "Bostads AB", "Bostads AB=12", "Bostads AB=kommunalt bolag", ""),
        *("Åsen", "Stora torget=torg", "Parken=lund", "Parken=park", "Åsen", ""),
        "Blåköpings stad",
        *("ring oss", "fel@blakoping.se"),
    ]
    code, printed = init(answers="\n".join(answers) + "\n")
    assert 0 == code, printed
    files = texts(tmp_path / "site")
    register = yaml.safe_load(files["pledges/register.yml"])
    assert ["Polisen", "Blåköpings stad", "Bostads AB"] == [party["name"] for party in register["parties"]]
    assert ["police", "municipality", "public_company"] == [party["type"] for party in register["parties"]]
    assert ["Hela kommunen", "Åsen", "Stora torget", "Parken"] == [place["name"] for place in register["places"]]
    assert ["municipality", "district", "square", "park"] == [place["type"] for place in register["places"]]
    assert ("Blåköpings stad", "mailto:fel@blakoping.se") == (register["publisher"], register["faults"])
    assert "https://www.blakoping.se/loften/" == yaml.safe_load(files["mkdocs.yml"])["site_url"]
    for told in ("Skriv bara ortens namn", "är inget namn", "Det finns inga ord på språket xx", "kan inte vara adressen", "varken en e-postadress", "Åsen finns redan"):  # fmt: skip
        assert 1 == printed.count(told), told
    assert ".en.md" not in "".join(files)


def test_enter_alone_keeps_all_that_is_offered(init: Init, tmp_path: Path) -> None:
    init(answers="Blåköping\n" + "\n" * 9)
    asked = texts(tmp_path / "site")
    init(*NAME, folder="given")
    assert asked == texts(tmp_path / "given")


def test_what_was_given_is_not_asked(init: Init) -> None:
    code, printed = init(*NAME, "--languages", "sv", "--party", "Polisen", "--place", "Åsen", answers="\n" * 4)
    assert 0 == code
    assert "Vilken kommun" not in printed and "Språk" not in printed and "Parter" not in printed


@pytest.mark.parametrize("answers", ["", "Blåköping\n", "Blåköping\nsv\n\n\nPolisen\n"])
def test_who_breaks_off_leaves_nothing_behind(init: Init, tmp_path: Path, answers: str) -> None:
    code, printed = init(answers=answers)
    assert 2 == code and "inget har skrivits" in printed
    assert [] == list(tmp_path.iterdir())


# What is refused


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "--name"),
        (("--name", "Blåköpings kommun"), "Skriv bara ortens namn"),
        (("--name", "Blåköping=kommun"), "Skriv bara ortens namn"),
        (("--name", "Blåköping = ort"), "Skriv bara ortens namn"),
        (("--name", "\u200b"), "är inget namn"),
        (("--name", "Blå\x07köping"), "är inget namn"),
        (("--name", "!?"), "är inget namn"),
        (("--name", "x" * 121), "är inget namn"),
        ((*NAME, "--languages", "sv,xx"), "Det finns inga ord på språket xx"),
        ((*NAME, "--languages", "finska"), "Det finns inga ord på språket finska"),
        ((*NAME, "--languages", ","), "Det finns inga ord"),
        ((*NAME, "--words", "nowhere"), "ingen mapp"),
        ((*NAME, "--address", "https://blakoping.se/?a=b"), "kan inte vara adressen"),
        ((*NAME, "--address", "mailto:a@b.se"), "kan inte vara adressen"),
        ((*NAME, "--address", "https://blåköping.se/a b"), "kan inte vara adressen"),
        ((*NAME, "--publication", "ours"), "own eller compiled"),
        ((*NAME, "--contact", "010-123"), "varken en e-postadress"),
        ((*NAME, "--contact", "fel@blakoping.se?subject=Fel"), "varken en e-postadress"),
        ((*NAME, "--party", " "), "är inget namn"),
        ((*NAME, "--party", "Bostads AB"), "vad Bostads AB är"),
        ((*NAME, "--party", "Polisen=räddningstjänst"), "räddningstjänst är inget slag"),
        ((*NAME, "--party", "Polisen", "--party", "POLISEN"), "POLISEN finns redan"),
        ((*NAME, "--place", "Åsen", "--place", "Parken=park", "--place", "Åsen=skola"), "Åsen finns redan"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_made(
    init: Init, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    code, printed = init(*options)
    assert 2 == code and told in printed, printed
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("what", ["file", "site/file", "site/.git/config"])
def test_nothing_is_written_where_there_is_something(init: Init, tmp_path: Path, what: str) -> None:
    path = tmp_path / ("site" if what == "file" else what)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    code, printed = init(*NAME)
    assert 2 == code and "skrivs inte över" in printed
    assert [path] == [item for item in tmp_path.rglob("*") if item.is_file()]


def test_an_empty_folder_is_filled_where_it_is(init: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "Blåköpings löften"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert 0 == init(*NAME, folder=".")[0]
    assert Path("mkdocs.yml").is_file()


def test_a_folder_with_spaces_in_its_name_is_made_as_make_hands_it_on(init: Init, tmp_path: Path) -> None:
    assert 0 == init(*NAME, folder="NAME=min webbplats")[0]
    assert (tmp_path / "min webbplats/mkdocs.yml").is_file()


@pytest.mark.parametrize("is_there", [False, True])
def test_a_disk_that_fills_up_leaves_nothing(
    init: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    if is_there:
        (tmp_path / "site").mkdir()

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("os.fsync", fail)
    monkeypatch.setattr("pledgebook.files.atomic.write_tree", fail)
    assert 2 == init(*NAME)[0]
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]


# A language that does not come along


@pytest.fixture
def finnish(tmp_path: Path) -> Path:
    """A folder of catalogues of one more language."""
    folder = tmp_path / "words"
    folder.mkdir()
    for domain in DOMAINS:
        words = (
            (REPOSITORY / f"theme/words/{domain}.en.po").read_text("utf-8").replace('"Language: en_GB', '"Language: fi')
        )
        (folder / f"{domain}.fi.po").write_text(words.replace('"The police"', '"Poliisi"'), encoding="utf-8")
    return folder


@pytest.mark.parametrize("publication", ["own", "compiled"])
def test_the_page_about_a_site_names_no_party_that_it_may_be_without(
    init: Init, tmp_path: Path, publication: str
) -> None:
    code, printed = init(*NAME, "--languages", "sv,en", "--party", "Polisen", "--publication", publication)
    assert 0 == code, printed
    files = texts(tmp_path / "site")
    about = files["docs/om/index.sv.md"] + files["docs/om/index.en.md"]
    for said in ("kommunen", "the municipality", "några år", "few years"):
        assert said not in about


@pytest.mark.parametrize("lacking", [["site"], ["commands", "fields"]])
def test_a_language_that_lacks_files_of_words_is_told_with_their_names(
    init: Init, finnish: Path, lacking: list[str]
) -> None:
    for domain in lacking:
        (finnish / f"{domain}.fi.po").unlink()
    code, printed = init(*NAME, "--languages", "sv,fi", "--words", str(finnish))
    assert (2, lacking) == (code, [domain for domain in DOMAINS if f"{domain}.fi.po" in printed]), printed


def test_files_of_words_that_cannot_be_read_are_told(init: Init, finnish: Path) -> None:
    (finnish / "archive.fi.po").write_bytes(b'msgid "a')
    code, printed = init(*NAME, "--languages", "sv,fi", "--words", str(finnish))
    assert (2, True) == (code, "archive.fi.po" in printed), printed


@pytest.mark.parametrize(
    ("option", "text", "expected"),
    [
        ("--party", "Räddningstjänsten", "Räddningstjänsten=annat"),
        ("--party", "Räddningstjänsten=brandkår", "brandkår är inget slag"),
        ("--place", "Byn=by", "by är inget slag som finns. Skriv till exempel: Byn=Plats"),
    ],
)
def test_a_kind_that_is_none_is_told_with_one_that_fits_anything(
    init: Init, option: str, text: str, expected: str
) -> None:
    code, printed = init(*NAME, option, text)
    assert (2, True) == (code, expected.casefold() in printed.casefold()), printed


def test_a_language_of_ones_own_words_is_data_alone(
    init: Init, tmp_path: Path, catalogues: Catalogues, finnish: Path
) -> None:
    code, printed = init(*NAME, "--languages", "sv,fi,en", "--words", str(finnish))
    assert 0 == code, printed
    files = texts(tmp_path / "site")
    assert {f"theme/words/{domain}.fi.po" for domain in DOMAINS} == {
        name for name in files if name.startswith("theme/")
    }
    assert "docs/om/index.fi.md" not in files and "custom_dir: theme" in files["mkdocs.yml"]
    loaded = load(tmp_path / "site", catalogues, "sv", "fi", "en")
    assert loaded.book and HONEST == codes(loaded)
    assert "Poliisi" == loaded.book.register.parties[0].name.root["fi"]
    assert "name: Suomi" in files["mkdocs.yml"]


def test_facts_are_written_in_a_language_that_has_plain_pages(init: Init, finnish: Path) -> None:
    code, printed = init(*NAME, "--languages", "fi,sv", "--words", str(finnish))
    assert 2 == code and "ska vara" in printed


@pytest.mark.parametrize("language", ["sv", "en"])
def test_all_of_the_example_is_marked(catalogues: Catalogues, language: Language) -> None:
    words = catalogues[language]
    marked = ("title", "summary", "check", "meet", "source", "body")
    assert all(words.gettext(f"init.example.{key}").startswith(f"{words.gettext('hint.example')}: ") for key in marked)


def test_the_workflows_use_the_same_pinned_actions_as_the_engines() -> None:
    pinned = re.compile(r"uses: (\S+@\S+)")
    used = {item for path in (REPOSITORY / ".github/workflows").glob("*.yml") for item in pinned.findall(path.read_text("utf-8"))}  # fmt: skip
    templates = REPOSITORY / "hooks/pledgebook/authoring/new_site/templates/_github/workflows"
    assert {item for path in templates.glob("*.yml") for item in pinned.findall(path.read_text("utf-8"))} <= used


def test_the_editor_is_set_up_as_the_engines_own() -> None:
    templates = REPOSITORY / "hooks/pledgebook/authoring/new_site/templates/_vscode"
    for name in ("settings.json", "extensions.json"):
        assert (REPOSITORY / ".vscode" / name).read_bytes() == (templates / name).read_bytes()


def test_what_other_programs_read_is_as_they_read_it(init: Init, tmp_path: Path) -> None:
    init("--name", 'Å: "Ö" #1')
    files = texts(tmp_path / "site")
    workflows = [yaml.safe_load(text) for name, text in files.items() if name.startswith(".github/")]
    assert all({"jobs", "permissions"} <= workflow.keys() for workflow in workflows) and 2 == len(workflows)
    jobs = yaml.safe_load(files[".gitlab-ci.yml"])
    assert {"make site", "make check-records"} <= {*jobs["pages"]["script"], *jobs["check"]["script"]}
    assert "${{ steps.deployment.outputs.page_url }}" in files[".github/workflows/publish.yml"]
    script = (tmp_path / "site/start.cmd").read_bytes()
    assert script.isascii() and script.count(b"\r\n") == script.count(b"\n")
    labels = set(re.findall(r"goto (\w+)", files["start.cmd"]))
    assert labels == set(re.findall(r"^:(\w+)", files["start.cmd"], re.MULTILINE))
    assert "[[" not in "".join(
        text for name, text in files.items() if not name.startswith(("schemas/", ".vscode/", "start"))
    )


def test_every_verb_can_be_given_by_make(init: Init, tmp_path: Path) -> None:
    init(*NAME)
    targets = set(re.findall(r"^\.PHONY: (.*)$", texts(tmp_path / "site")["Makefile"], re.MULTILINE)[0].split())
    assert {*VERBS} - {"init", "build", "check"} <= targets


def test_an_engine_that_cannot_be_packed_is_told_and_nothing_is_made(
    init: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> dict[str, bytes]:
        raise subprocess.CalledProcessError(1, "hatchling", stderr=b"Traceback\nValueError: no such file")

    monkeypatch.setattr("pledgebook.cli.init.make_engine_files", fail)
    code, printed = init(*NAME)
    assert (1, False) == (code, (tmp_path / "site").exists())
    assert "Programmet kunde inte packas för webbplatsen, och inget har skrivits" in printed
    assert "ValueError: no such file" in printed
