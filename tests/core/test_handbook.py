"""The handbook tells of commands that exist, the same in every language."""

from __future__ import annotations

import re
import shlex

import pytest

from core.conftest import LANGUAGES, REPOSITORY
from pledgebook.cli import VERBS, make_parser
from pledgebook.settings import SETTINGS, read_settings
from pledgebook.words import Catalogues

PAGES = {language: REPOSITORY / f"docs/handbok/index.{language}.md" for language in LANGUAGES}
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def list_commands(language: str) -> list[list[str]]:
    text = PAGES[language].read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for kind, block in blocks if not kind for line in block.splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_handbook_can_be_given(catalogues: Catalogues, language: str) -> None:
    parser = make_parser(catalogues[language], read_settings(REPOSITORY / SETTINGS))
    commands = list_commands(language)
    assert len(commands) > 7
    for program, *arguments in commands:
        if program == "make":
            assert re.search(rf"^{arguments[0]}:", MAKEFILE, re.MULTILINE), arguments
        else:
            assert program == ".venv/bin/pledgebook"
            assert arguments[0] in VERBS
            parser.parse_args(arguments)


def test_the_handbook_has_the_same_commands_and_sections_in_every_language() -> None:
    def outline(language: str) -> list[str]:
        return re.findall(r"^#+ |<!-- .* -->", PAGES[language].read_text(encoding="utf-8"), re.MULTILINE)

    first, *others = LANGUAGES
    for other in others:
        assert outline(first) == outline(other)
        assert [command[:3] for command in list_commands(first)] == [command[:3] for command in list_commands(other)]
