"""The handbook tells of commands that exist, with examples that hold and pictures with words, the same in every language."""

from __future__ import annotations

import re
import shlex

import pytest
from PIL import Image

from core.conftest import LANGUAGES, REGISTER, REPOSITORY, Given, Workspace
from handbook import FIRST, HANDBOOK, Chapter, list_chapters
from pledgebook.cli.main import VERBS, make_parser
from pledgebook.cli.make_args import read_make_arguments
from pledgebook.config import SETTINGS, read_settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.reporting.report import render_report
from pledgebook.reporting.source_lines import SourceLines

MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
# What make calls otherwise, since developers have a `check` and the site is what make makes.
NAMES = {"site": "build", "check-records": "check"}
# What make does with no verb of ours.
BY_MAKE = {"wheels"}
# What an author needs every year.
EVERYDAY = {"new", "check", "build", "serve", "translate", "publish", "change", "redact", "status", "fmt"}
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def read_verb(command: list[str]) -> list[str]:
    """The arguments of `pledgebook` that a command of the handbook comes to."""
    if command[0] == "make":
        verb, *given = command[1:]
        assert re.search(rf"^{verb}:", MAKEFILE, re.MULTILINE), verb
        verb = NAMES.get(verb, verb)
    else:
        assert command[:2] == [".venv/Scripts/python", "hooks"], command
        verb, *given = command[2:]
    return [verb, *read_make_arguments(given)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_handbook_can_be_given(catalogues: Catalogues, language: Language) -> None:
    parser = make_parser(catalogues[language], read_settings(REPOSITORY / "tests" / "exempelstad" / SETTINGS))
    told = {name: chapter.commands for name, chapter in list_chapters(language).items()}
    read = [read_verb(command) for commands in told.values() for command in commands]
    given = [arguments for arguments in read if arguments[0] not in BY_MAKE]
    for arguments in given:
        # Running text may speak of a command without saying what to make.
        if arguments != ["new"]:
            parser.parse_args(arguments)
    assert EVERYDAY <= {arguments[0] for arguments in given} <= set(VERBS)


@pytest.mark.parametrize("name", ["commands", "problems"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_a_message_tells_can_be_given(catalogues: Catalogues, language: Language, name: str) -> None:
    text = (REPOSITORY / f"theme/words/{name}.{language}.po").read_text(encoding="utf-8")
    parser = make_parser(catalogues[language], read_settings(REPOSITORY / "tests" / "exempelstad" / SETTINGS))
    told = re.findall(r'make [a-z-]+(?: [A-Z]+=(?:\\".*?\\"|[^\s.,"”]+))+', text)
    assert told
    for command in told:
        verb, *given = read_verb(shlex.split(command.replace('\\"', '"')))
        parser.parse_args([verb, *given])
    assert not re.search(r"pledgebook (?:publish|change|redact|translate|new|check) [0-9{]", text)


def test_the_handbook_is_the_same_in_every_language() -> None:
    def outline(chapter: Chapter) -> list[object]:
        found = re.findall(r"^#+ |<!-- .* -->|^\d+\. |\]\((?:\.\./)?[\w-]+/index\.md\)", chapter.text, re.MULTILINE)
        examples = [len(block.splitlines()) for kind in ("markdown", "yaml", "text") for block in chapter.blocks(kind)]
        return [*found, *examples, *(command[:3] for command in chapter.commands), len(PICTURE.findall(chapter.text))]

    first, *others = (list_chapters(language) for language in LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()
        for name in first:
            assert outline(first[name]) == outline(other[name]), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_reached_from_the_first(language: Language) -> None:
    chapters = list_chapters(language)
    linked = set(re.findall(r"\]\(([\w-]+)/index\.md\)", chapters[FIRST].text))
    assert {name for name in chapters if name != FIRST} == linked


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_data_portal_needs_is_enough(given: Given, language: Language) -> None:
    (needed,) = list_chapters(language)["natet"].blocks("yaml")
    told = given({"register.yml": needed + REGISTER})
    assert ([], ()) == (told.problems, told.book.register.catalogue_gaps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_handbook_hold(given: Given, language: Language) -> None:
    chapters = list_chapters(language)
    told = given(
        {
            "2027/pledge.sv.md": chapters["skriva"].blocks("markdown")[0],
            "2027/pledge.en.md": chapters["oversatta"].blocks("markdown")[0],
            "2027/followup-2028-01.sv.md": chapters["folja-upp"].blocks("markdown")[0],
        }
    )
    assert [] == told.problems
    assert "fulfilled" == told.followup.results[0].status
    document = chapters["bilder"].blocks("yaml")[0]
    pledged = chapters["skriva"].blocks("markdown")[0].replace("---\n", f"---\n{document}", 1)
    assert [] == given({"2027/pledge.sv.md": pledged, "2027/lofte-2027.pdf": b"%PDF"}).problems


WHOLE = "  - {id: hela-kommunen, name: {sv: Hela kommunen, en: The whole municipality}, type: municipality}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_party_a_place_a_theme_and_a_word_are_added_and_used_as_the_handbook_says(
    given: Given, language: Language
) -> None:
    chapters = list_chapters(language)
    named, *added, used = chapters["registret"].blocks("yaml")
    register = named + REGISTER.replace("places:\n", f"places:\n{WHOLE}\n") + "glossary:\n"
    for block in added:
        heading, _, item = block.partition("\n")
        assert f"\n{heading}\n" in register
        register = register.replace(f"\n{heading}\n", f"\n{heading}\n{item}")
    pledged = chapters["skriva"].blocks("markdown")[0]
    head, rest = pledged.split("parties:", 1)
    pledged = f"{head}{used}sources:{rest.split('sources:', 1)[1]}"
    told = given({"register.yml": register, "2027/pledge.sv.md": pledged})
    assert [] == told.problems
    (promise,) = told.pledge.promises
    assert (("kommunen", "bostadsbolaget"), ("parken",), ("belysning",)) == (promise.by, promise.places, promise.themes)
    assert told.book.publisher and told.book.register.contact and told.book.register.faults
    assert ["trygghetsvandring"] == [term.id for term in told.book.register.glossary]
    assert "public_company" == next(party.type for party in told.book.register.parties if party.id == "bostadsbolaget")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_activities_of_the_handbook_can_be_followed_up(given: Given, language: Language) -> None:
    chapters = list_chapters(language)
    (example,) = (block for block in chapters["skriva"].blocks("yaml") if "activities:" in block)
    pledged = chapters["skriva"].blocks("markdown")[0]
    head, rest = pledged.split("promises:", 1)
    (named,) = re.findall(r"`(activity: \w+)`", chapters["skriva"].text)
    followed = chapters["folja-upp"].blocks("markdown")[0].replace("    status:", f"    {named}\n    status:", 1)
    told = given(
        {
            "2027/pledge.sv.md": f"{head}{example}sources:{rest.split('sources:', 1)[1]}",
            "2027/followup-2028-01.sv.md": followed,
        }
    )
    assert [] == [problem for problem in told.found if problem.level == "error"]
    assert named.removeprefix("activity: ") == told.followup.results[0].activity


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_handbook_are_read_as_they_are_said(given: Given, language: Language) -> None:
    chapters = list_chapters(language)
    (example,) = (block for block in chapters["skriva"].blocks("yaml") if "of_which:" in block)
    (answers,) = re.findall(r"`respondents: (\{.*?\})`", chapters["skriva"].text)
    pledged = chapters["skriva"].blocks("markdown")[0]
    head, rest = pledged.split("promises:", 1)
    basis = f"basis: {{type: citizen_dialogue, respondents: {answers}}}\n"
    told = given({"2027/pledge.sv.md": f"{head}{basis}{example}sources:{rest.split('sources:', 1)[1]}"})
    assert [] == told.problems
    rate, sized, parted = (promise.target[0] for promise in told.pledge.promises)
    assert (0.78, "day") == (rate.value, rate.per)
    assert sized.each is not None and 20 == sized.each.value
    assert [(20, True)] == [(part.value, part.is_share) for part in parted.of_which]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_says_how_far_it_reaches_as_the_handbook_does(given: Given, language: Language) -> None:
    chapters = list_chapters(language)
    (covers,) = re.findall(r"`(covers: [^`]+)`", chapters["folja-upp"].text)
    followed = re.sub("(?m)^covers: .*$", covers, chapters["folja-upp"].blocks("markdown")[0])
    pledged = chapters["skriva"].blocks("markdown")[0]
    told = given({"2027/pledge.sv.md": pledged, "2027/followup-2028-01.sv.md": followed.replace("2028-01", "2027-07")})
    assert [] == told.problems
    assert "2027-06" == str(told.followup.covers.end)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_follow_up_of_a_month_is_called_what_the_handbook_says(
    workspace: Workspace, language: Language
) -> None:
    (named,) = re.findall(r"`(followup-[\w.-]+)`", list_chapters(language)["folja-upp"].text)
    for _ in range(2):
        workspace.does("new", "NAME=followup 2027", "DATE=2028-01")
    assert (workspace.root / "pledges" / "2027" / named).is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_tells_of_every_name_that_the_handbook_says_deceives(given: Given, language: Language) -> None:
    text = list_chapters(language)["filerna"].text
    names = re.findall(r"^`(pledge\.[^`]+)`$", text, re.MULTILINE)
    assert len(names) == 4
    for name in names:
        told = given({f"2027/{name}": "---\ntitle: En fil som inte ska läsas\n---\n"})
        assert [f"pledges/2027/{name}"] == [item.mark.path for item in told.found if item.level == "error"], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_of_the_handbook_is_the_one_that_is_shown(
    given: Given, catalogues: Catalogues, language: Language
) -> None:
    chapters = list_chapters(language)
    pledged = chapters["skriva"].blocks("markdown")[0].replace("by: polisen", "by: polisn")
    told = given({"2027/pledge.sv.md": pledged})
    errors = [problem for problem in told.found if problem.level == "error"]
    shown = render_report(errors, catalogues[language], SourceLines(told.root))
    assert chapters["meddelanden"].blocks("text") == [f"{shown}\n"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_of_the_handbook_has_words_and_is_light(language: Language) -> None:
    shown = [
        (words, HANDBOOK / name / file)
        for name, chapter in list_chapters(language).items()
        for words, file in PICTURE.findall("\n".join(re.sub(r"(?s)```.*?```", "", chapter.text).splitlines()))
    ]
    assert len(shown) == 5
    for words, file in shown:
        assert len(words) > 60
        assert file.stat().st_size < 60_000
        with Image.open(file) as image:
            assert not image.getexif()
