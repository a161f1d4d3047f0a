"""The words that people see: complete in every language, and right in each."""

from __future__ import annotations

import ast
import functools
import re
import time
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

import jinja2
import pytest
from babel.messages.pofile import read_po
from jinja2 import nodes

from core.conftest import LANGUAGES, REPOSITORY, THEME
from pledgebook.archive.cover import FORMATS
from pledgebook.archive.layout import PARTS
from pledgebook.history.word_diff import Similarity
from pledgebook.i18n.catalogue import DOMAINS, Catalogue, Catalogues, MissingWordsError, load_catalogues
from pledgebook.i18n.field_help import Requirement
from pledgebook.model import Period
from pledgebook.model.accessibility import OPEN, Conformity, Method, Situation
from pledgebook.model.dates import PartialDate
from pledgebook.model.deliveries import DeliveryStatus
from pledgebook.model.enums import (
    BasisType,
    ChangeKind,
    Compare,
    Confidence,
    DocumentKind,
    FigureKind,
    FollowUpKind,
    Gap,
    Interval,
    Per,
    PlaceType,
    Publication,
    Scope,
    Signed,
    State,
    Status,
    TranslationStatus,
)
from pledgebook.model.links import LinkState
from pledgebook.names import Language
from pledgebook.records.day import DIFFERS
from pledgebook.site.views.archive import FACETS
from pledgebook.site.views.changes import EventKind
from pledgebook.site.views.edition_diff import ChangeType
from pledgebook.site.views.places import Held
from pledgebook.site.views.timeline import Fill

HOOKS = REPOSITORY / "hooks" / "pledgebook"
SOURCES = sorted(HOOKS.rglob("*.py"))
TEMPLATES = sorted(THEME.rglob("*.html"))
MESSAGES = sorted((THEME / "words").glob("*.po"))
HEAD = 'msgid ""\nmsgstr ""\n"Language: %s\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'  # fmt: skip


@pytest.fixture
def sv(catalogues: Catalogues) -> Catalogue:
    return catalogues[Language("sv")]


@pytest.fixture
def en(catalogues: Catalogues) -> Catalogue:
    return catalogues[Language("en")]


# Alphabetical order


@pytest.mark.parametrize(
    "ordered",
    [
        ["Andersberg", "Zinkgruvan", "Åsen", "Ängen", "Ölandsbacken"],
        ["a", "b", "o", "z", "å", "ä", "ö"],
        ["Aspen", "Åspen", "Äspen"],
        ["eka", "ek\u00e9b", "ekf"],
        ["ide", "idé", "idéer"],
        ["Ryd", "Rüe", "Ryf"],
        ["dana", "Daniel", "DANNE"],
        ["väg 2", "väg a"],
        ["10 torg", "Adelgatan"],
        ["S:t Eriks park", "Sagogatan"],
        ["Norra torget", "Norrby"],
        ["Vvv", "Wall", "Xylofongatan"],
        ["Ärla", "Ærtholm", "Ätran"],
        ["Öga", "Øhn", "Öja"],
    ],
)
def test_swedish_alphabetical_order(sv: Catalogue, ordered: list[str]) -> None:
    backwards = list(reversed(ordered))
    assert ordered == sorted(backwards, key=sv.sort_key)


def test_letters_written_in_two_parts_sort_like_letters_in_one(sv: Catalogue) -> None:
    assert ["Zinken", "A\u030asen", "Äng"] == sorted(["A\u030asen", "Äng", "Zinken"], key=sv.sort_key)


@pytest.mark.parametrize(
    "ordered", [["Ålid", "Alma", "Zinc"], ["Odd", "Öland", "Ost"], ["ash", "Åsib", "Asic"], ["Od", "Øe", "Of"]]
)
def test_english_order_takes_letters_by_their_base(en: Catalogue, ordered: list[str]) -> None:
    backwards = list(reversed(ordered))
    assert ordered == sorted(backwards, key=en.sort_key)


# Dates, periods, numbers, lists


@pytest.mark.parametrize(
    ("when", "swedish", "english"),
    [
        ("2027", "2027", "2027"),
        ("2027-01", "januari 2027", "January 2027"),
        ("2027-05-01", "1 maj 2027", "1 May 2027"),
        ("2018-01-22", "22 januari 2018", "22 January 2018"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(
    sv: Catalogue, en: Catalogue, when: str, swedish: str, english: str
) -> None:
    assert (swedish, english) == tuple(words.date(PartialDate.parse(when)) for words in (sv, en))


def test_a_day_is_said_like_a_date(sv: Catalogue) -> None:
    assert "15 juni 2027" == sv.date(date(2027, 6, 15))
    assert "juni" == sv.month(6)


@pytest.mark.parametrize(
    ("start", "end", "is_open", "swedish", "english"),
    [
        ("2027", "2027", False, "2027", "2027"),
        ("2022", "2023", False, "2022–2023", "2022–2023"),
        ("2018-07-01", "2020-06-30", False, "1 juli 2018 – 30 juni 2020", "1 July 2018 – 30 June 2020"),
        ("2027-05", "2027-09", False, "maj 2027 – september 2027", "May 2027 – September 2027"),
        ("2027", "2028-06", False, "2027 – juni 2028", "2027 – June 2028"),
        ("2027-05-01", "2027-05-01", False, "1 maj 2027", "1 May 2027"),
        ("2027", None, True, "från 2027, tills vidare", None),
        ("2027", None, False, "från 2027, slutet är okänt", None),
        (None, "2027", False, "till 2027, början är okänd", None),
        (None, None, False, "okänd tid", None),
    ],
)
def test_a_period_is_said_by_its_length(
    sv: Catalogue, en: Catalogue, start: str | None, end: str | None, is_open: bool, swedish: str, english: str | None
) -> None:
    first, last = (PartialDate.parse(when) if when else None for when in (start, end))
    period = Period(start=first, end=last, open=is_open)
    assert swedish == sv.period(period)
    assert english in (en.period(period), None)
    assert sv.period(period) != en.period(period) or (start or "").isdigit()


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [(7, "7", "7"), (1203, "1\u00a0203", "1,203"), (12.5, "12,5", "12.5"), (1234567, "1\u00a0234\u00a0567", "1,234,567")],
)  # fmt: skip
def test_numbers_are_written_as_the_language_does(
    sv: Catalogue, en: Catalogue, number: float, swedish: str, english: str
) -> None:
    assert (swedish, english) == (sv.number(number), en.number(number))


def test_lists_are_said_as_the_language_does(sv: Catalogue, en: Catalogue) -> None:
    assert ("a, b och c", "a, b eller c") == (sv.join("abc"), sv.join("abc", "or"))
    assert ("a, b and c", "a, b or c") == (en.join("abc"), en.join("abc", "or"))
    assert ("a och b", "a", "") == (sv.join("ab"), sv.join("a"), sv.join(""))


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [(0, "0 löften", "0 promises"), (1, "1 löfte", "1 promise"), (2, "2 löften", "2 promises"), (1203, "1\u00a0203 löften", "1,203 promises")],
)  # fmt: skip
def test_a_number_of_things_takes_its_plural_form(
    sv: Catalogue, en: Catalogue, number: int, swedish: str, english: str
) -> None:
    assert (swedish, english) == (sv.ngettext("promises.count", number), en.ngettext("promises.count", number))


def test_languages_are_called_what_the_language_calls_them(sv: Catalogue, en: Catalogue) -> None:
    assert ("svenska", "Swedish") == (sv.name_of(Language("sv")), en.name_of(Language("sv")))
    assert "x-okänt" == sv.name_of(Language("x-okänt"))


# Keys


def test_a_missing_key_raises_and_never_shows_itself(sv: Catalogue) -> None:
    assert not sv.has("finns.inte")
    with pytest.raises(MissingWordsError, match=r"sv: finns\.inte"):
        sv.gettext("finns.inte")
    with pytest.raises(MissingWordsError, match=r"sv: finns\.inte"):
        sv.ngettext("finns.inte", 2)


def test_values_with_braces_are_shown_as_they_are(sv: Catalogue) -> None:
    assert "Fältet {x} saknas." == sv.gettext("problem.field_missing", found="{x}")


def read_messages(path: Path) -> dict[str, tuple[str, ...]]:
    with path.open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in found
    }


def names_in(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("domain", DOMAINS)
def test_all_languages_have_the_same_keys_and_names_in_braces(domain: str) -> None:
    first, *others = [read_messages(THEME / "words" / f"{domain}.{language}.po") for language in LANGUAGES]
    for other in others:
        assert set(first) == set(other)
        assert {key: names_in(texts) for key, texts in first.items()} == {
            key: names_in(texts) for key, texts in other.items()
        }


def test_the_catalogues_are_complete(catalogues: Catalogues) -> None:
    assert () == catalogues.problems
    assert set(LANGUAGES) == set(catalogues.words)


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_no_words_are_empty_and_no_key_stands_twice(path: Path) -> None:
    assert all(all(texts) for texts in read_messages(path).values())
    keys = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(set(keys)) == sorted(keys)


# What the code and the templates ask for


def constants(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression may be: `"a" if x else "b"`, `table.get(x, "c")`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        yield from constants(node.args[-1])


def find_codes(tree: ast.AST) -> Iterator[str]:
    """The codes of all problems that a module makes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ("Problem", "problem", "report", "_hint") and len(node.args) > 1:
                yield from constants(node.args[1])
            elif name == "PromiseRule":
                yield from constants(node.args[0])
            elif name == "MissingReference":
                yield from constants(node.args[2])
            elif re.fullmatch(r"check_ids|_find_unknown(_one)?", name):
                yield from constants(node.args[-1])
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id == "code":
                yield from constants(node.value)
            elif isinstance(target, ast.Name) and re.search("CODES|PATTERNS", target.id):
                assert isinstance(node.value, ast.Dict)
                for value in node.value.values:
                    yield from constants(value)
            elif isinstance(target, ast.Name) and target.id.endswith("FAULTS"):
                yield from (pair[1] for pair in ast.literal_eval(node.value))


@functools.cache
def find_all_codes() -> dict[str, Path]:
    """The codes of all problems, and a module that makes each."""
    return {code: path for path in SOURCES for code in find_codes(ast.parse(path.read_text(encoding="utf-8")))}


def test_the_search_for_problems_finds_them() -> None:
    codes = set(find_all_codes())
    assert {
        "party_unknown",
        "yaml_tab",
        "document_case",
        "register_missing",
        "value_not_allowed",
        "period_overlap",
    } <= codes
    assert len(codes) > 60


def test_every_problem_has_words(catalogues: Catalogues, subtests: pytest.Subtests) -> None:
    for code, path in find_all_codes().items():
        with subtests.test(code):
            assert all(catalogues[language].has(f"problem.{code}") for language in LANGUAGES), path


def test_no_words_wait_for_a_problem_that_nobody_finds() -> None:
    texts = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    keys = read_messages(THEME / "words" / "problems.sv.po")
    assert [] == [key for key in keys if key not in texts and key.removeprefix("problem.") not in texts
                  and not key.startswith(("level.", "problems.", "answer.", "missing."))]  # fmt: skip


class Asked:
    """What a template asks for: whole keys, and the beginnings of keys that end in a value."""

    def __init__(self, path: Path) -> None:
        self.keys: set[str] = set()
        self.beginnings: set[str] = set()
        tree = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            callee = call.node
            name = callee.name if isinstance(callee, nodes.Name) else getattr(callee, "attr", "")
            if name in ("t", "n", "gettext", "ngettext") and call.args:
                self.add(call.args[0])
            elif name == "promise_links":
                self.add(call.args[1])
            elif name == "section" and isinstance(call.args[0], nodes.Const):
                self.keys |= {f"section.{call.args[0].value}", f"anchor.{call.args[0].value}"}
            elif name == "anchor" and isinstance(call.args[0], nodes.Const):
                self.keys.add(f"anchor.{call.args[0].value}")

    def add(self, node: nodes.Expr | None) -> None:
        if isinstance(node, nodes.Const):
            self.keys.add(node.value)
        elif isinstance(node, nodes.CondExpr):
            self.add(node.expr1)
            self.add(node.expr2)
        elif isinstance(node, nodes.Concat):
            first, *rest = node.nodes
            assert isinstance(first, nodes.Const)
            end = rest[-1].value if isinstance(rest[-1], nodes.Const) else ""
            self.beginnings.add(f"{first.value}*{end}")
        else:
            assert isinstance(node, nodes.Name), "a key that this test cannot follow"


@functools.cache
def read_template(path: Path) -> Asked:
    return Asked(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_key_that_a_template_asks_for_has_words(catalogues: Catalogues, path: Path) -> None:
    missing = {key for key in read_template(path).keys for language in LANGUAGES if not catalogues[language].has(key)}
    assert set() == missing


def values(kind: type[StrEnum], *but: str) -> set[str]:
    return {str(value) for value in kind} - set(but)


# The values that each beginning is completed with; those left out are never shown (see the templates).
FAMILIES: dict[str, set[str]] = {
    "status.*": {*values(Status), DIFFERS},
    "status.*.meaning": {*values(Status), DIFFERS},
    "outcome.*": {*values(Status), DIFFERS, f"{Status.NOT_REPORTED}.early"},
    "state.*": values(State),
    "banner.*": values(State),
    "banner.undated.*": {"in_force", "upcoming"},
    "dated.*": {"updated", "changed", "followed_up"},
    "onefile.*": {"html", "pdf"},
    "report.editor.*": values(Publication),
    "silence.none.*": values(Publication),
    "silence.part.*": values(Publication),
    "place.now.none.*": values(Publication),
    "subject.in_force.none.*": values(Publication),
    "differs.*": values(Similarity, "altered"),
    "fact.*": {"by", "with", "places", "target", "target_group", "when", "condition"},
    "target.*": values(Compare),
    "per.*": values(Per, "unclear", "period"),
    "figure_kind.*": values(FigureKind),
    "document.*": values(DocumentKind),
    "scope.*": values(Scope),
    "place_type.*": values(PlaceType),
    "place_kind.*": values(PlaceType) | {"municipalities"},
    "place.*": values(Held),
    "signed.*": values(Signed, "yes"),
    "basis.*": values(BasisType),
    "interval.*": values(Interval),
    "change.*": values(ChangeKind),
    "confidence.*": values(Confidence),
    "translation.*": values(TranslationStatus),
    "followup.*": values(FollowUpKind),
    "gap.*": values(Gap),
    "timeline.gap.*": values(Gap),
    "start.nothing.*": values(Gap),
    "event.*": values(EventKind),
    "legend.*": values(EventKind),
    "legend.fill.*": values(Fill),
    "filter.*": set(FACETS),
    "filter.any.*": set(FACETS),
    "date.*": {"signed", "decided"},
    "start.sender.*": values(Publication),
    "footer.*": {"about", "method", "data", "glossary", "accessibility"},
    "method.*": values(Method),
    "situation.*": values(Situation),
    "source.link.*": values(LinkState) - {"answered", "moved", "refused"},
    "statement.*": {"access", "use", "report", "supervision", "technical", "content", "testing"}
    | {"reason", "reasoning", "alternative"},
    "statement.conformity.*": {*values(Conformity), "unknown"},
    "statement.open.*": set(OPEN),
    "need.*": values(Requirement),
    "introduction.*": {"listed.pledges", "listed.agreements", "package", "verify", "basis"}
    | {"parts", "licence", "contact"},
    "introduction.onefile.*": {"html", "pdf"},
    "documentation.later.*": {"read", "verify", "rebuild", "lost"},
    "documentation.later.*.text": {"read", "verify", "rebuild", "lost"},
    "part.*": set(PARTS),
    "format.*": set(FORMATS),
    "introduction.status.*": {*values(DeliveryStatus), "test"},
    "format.*.text": set(FORMATS),
    "edition.past.*": {"pledge", "agreement"},
    "edition.newest.*": {"pledge", "agreement"},
    "edition.now.*": {"pledge", "agreement"},
    "edition.part.*": {"pledge", "agreement"},
    "edition.what.*": {f"{what}.{how}" for what in ("followup", "translation", "part") for how in ("added", "dropped")}
    | {f"file.{how}" for how in ChangeType},
    "section.about.*": {"pledge", "agreement"},
    "section.*": set(),  # followed by the keys of each call
}


@pytest.mark.parametrize("beginning", FAMILIES)
def test_every_value_that_a_page_may_show_has_words(catalogues: Catalogues, beginning: str) -> None:
    keys = {beginning.replace("*", value) for value in FAMILIES[beginning]}
    assert set() == {key for key in keys for language in LANGUAGES if not catalogues[language].has(key)}


def test_the_values_known_here_are_those_that_templates_ask_for() -> None:
    assert set(FAMILIES) == {beginning for path in TEMPLATES for beginning in read_template(path).beginnings}


def find_said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("gettext", "ngettext")
        ):
            yield from (text for text in constants(node.args[0]) if "." in text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_every_key_that_the_code_asks_for_has_words(catalogues: Catalogues, path: Path) -> None:
    keys = set(find_said(ast.parse(path.read_text(encoding="utf-8"))))
    assert set() == {key for key in keys for language in LANGUAGES if not catalogues[language].has(key)}


def test_every_key_that_the_form_asks_for_has_words(catalogues: Catalogues) -> None:
    scripts = (HOOKS / "authoring" / "form" / "assets").glob("*.js")
    keys = {key for path in scripts for key in re.findall(r'"(form\.[\w.]+)"', path.read_text(encoding="utf-8"))}
    assert keys
    assert set() == {key for key in keys for language in LANGUAGES if not catalogues[language].has(key)}


# Catalogues with slips


def write_catalogue(folder: Path, domain: str, language: Language, *messages: str) -> None:
    (folder / f"{domain}.{language}.po").write_text(HEAD % language + "\n" + "\n\n".join(messages) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('msgid "a"\nmsgstr "Says {name}"', []),
        ('msgid "a"\nmsgstr "Says {nam}"', ["site.en.po:7 words_names a"]),
        ('msgid "a"\nmsgstr "Says nothing"', ["site.en.po:7 words_names a"]),
        ('msgid "a"\nmsgstr ""', ["site.en.po:1 words_missing a"]),
        ('msgid "b"\nmsgstr "Other"', ["site.en.po:1 words_missing a"]),
        ('#, fuzzy\nmsgid "a"\nmsgstr "Says {name}"', ["site.en.po:1 words_missing a"]),
    ],
)
def test_a_slip_in_a_catalogue_is_told(tmp_path: Path, message: str, expected: list[str]) -> None:
    write_catalogue(tmp_path, "site", Language("sv"), 'msgid "a"\nmsgstr "Säger {name}"')
    for domain in DOMAINS[1:]:
        for language in LANGUAGES:
            write_catalogue(tmp_path, domain, language)
    write_catalogue(tmp_path, "site", Language("en"), message)
    found = load_catalogues(tmp_path, LANGUAGES, tmp_path).problems
    assert expected == [f"{item.mark.path}:{item.mark.line} {item.code} {item.found}" for item in found]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("technical content testing report supervision", []),
        ("tekninen content testing valvonta", ["site.en.po:7 words_keys tekninen, valvonta"]),
        ("Technical, content", ["site.en.po:7 words_keys Technical,"]),
        ("content absent", ["site.en.po:7 words_keys absent"]),
        ("content testing content", ["site.en.po:7 words_keys content"]),
    ],
)
@pytest.mark.parametrize("languages", [("en",), ("sv", "en")])
def test_the_order_of_the_parts_of_a_page_is_held_to_their_names(
    tmp_path: Path, order: str, expected: list[str], languages: tuple[str, ...]
) -> None:
    for language in map(Language, languages):
        said = order if language == "en" else "access use"
        write_catalogue(tmp_path, "site", language, f'msgid "statement.order"\nmsgstr "{said}"')
        for domain in DOMAINS[1:]:
            write_catalogue(tmp_path, domain, language)
    found = load_catalogues(tmp_path, [*map(Language, languages)], tmp_path).problems
    assert expected == [f"{item.mark.path}:{item.mark.line} {item.code} {item.found}" for item in found]
    assert all("testing" in item.allowed for item in found)


def test_a_missing_catalogue_is_told(tmp_path: Path) -> None:
    for domain in DOMAINS:
        for language in LANGUAGES:
            if (domain, language) != ("problems", "en"):
                write_catalogue(tmp_path, domain, language)
    loaded = load_catalogues(tmp_path, LANGUAGES, tmp_path)
    assert ["problems.en.po:1:1 catalogue_missing"] == [f"{item.mark} {item.code}" for item in loaded.problems]
    assert {"sv"} == set(loaded.words)


WORDS_A = b'\n\nmsgid "a"\nmsgstr "Says"\n'
PLURALS = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: %s;\\n"\n' + WORDS_A


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=klingon\\n"\n' + WORDS_A, "1:1 catalogue_broken"),
        (b'msgid ""\nmsgstr ""\n"Language: x/y z\\n"\n' + WORDS_A, "1:1 catalogue_broken"),
        (PLURALS % b"nplurals=x; plural=(n != 1)", "1:1 catalogue_broken"),
        (PLURALS % b"nplurals=2; plural=__import__(1)", "1:1 catalogue_broken"),
        (PLURALS % b"nplurals=2; plural=n", "1:1 catalogue_broken"),
        (PLURALS % b"nplurals=2; plural=5%n", "1:1 catalogue_broken"),
        (PLURALS % (b"nplurals=2; plural=" + b"(" * 9000 + b"n" + b")" * 9000), "1:1 catalogue_broken"),
        (PLURALS % b"nplurals=2; plural=(n != 1)", None),
        ("msgid".encode("utf-16"), "1:1 catalogue_broken"),
        (bytes(range(256)), "1:1 catalogue_broken"),
        (b'msgid "b"\nmsgstr "B"\n<<<<<<< HEAD\nmsgid "a"\n=======\n>>>>>>> x\n' + WORDS_A, "3:1 merge_conflict"),
        (b"|" * 7 + b" base\n" + WORDS_A, "1:1 merge_conflict"),
        (b"<" * 1_000_000, "1:1 catalogue_broken"),
    ],
    ids=range(13),
)
def test_a_catalogue_that_cannot_be_read_is_told_at_once(tmp_path: Path, data: bytes, expected: str | None) -> None:
    for domain in DOMAINS:
        for language in LANGUAGES:
            write_catalogue(tmp_path, domain, language)
    (tmp_path / "site.en.po").write_bytes(data)
    started = time.process_time()
    found = [f"{item.mark} {item.code}" for item in load_catalogues(tmp_path, LANGUAGES, tmp_path).problems]
    assert time.process_time() - started < 2
    assert found == ([f"site.en.po:{expected}"] if expected else [])


def test_a_slip_in_words_of_a_sites_own_is_told_in_its_own_file(tmp_path: Path) -> None:
    """Not in the engine's, although its other languages differ from that."""
    engine, own = tmp_path / "engine", tmp_path / "own"
    for folder in (engine, own):
        folder.mkdir()
    for language in LANGUAGES:
        for domain in DOMAINS:
            write_catalogue(engine, domain, Language(language), 'msgid "a"\nmsgstr "Says {name}"')
    write_catalogue(own, "site", Language("sv"), 'msgid "a"\nmsgstr "Säger {nam}"', 'msgid "b"\nmsgstr "Eget"')
    write_catalogue(own, "site", Language("en"), 'msgid "b"\nmsgstr "Own"')
    problems = load_catalogues((own, engine), (Language("sv"), Language("en")), tmp_path).problems
    assert ["own/site.sv.po:7 words_names a"] == [
        f"{item.mark.path}:{item.mark.line} {item.code} {item.found}"
        for item in problems
        if item.code.startswith("words")
    ]
