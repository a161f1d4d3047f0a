"""Plain words: what no text that people see may say, in any of the languages."""

from __future__ import annotations

import re

import pytest

from core.conftest import LANGUAGES, REPOSITORY, THEME
from core.i18n.test_catalogue import read_messages
from pledgebook.i18n.catalogue import DOMAINS

# Words that nobody says: officialese, and words carried over from another language. Each is a pattern for whole words.
FORBIDDEN = {
    "sv": (
        *("ej", "samt", "dock", "vederbörande", "erhåll\\w*", "avser", "utfall\\w*", "beträffande", "huruvida"),
        *("jämlikt", "ävensom", "tillse", "inkomma", "dylik\\w*", "desamma som förut"),
    ),
    "en": (
        *(
            "known to us",
            "has gone",
            "names of those",
            "take (the|it|them|this|that|one)( \\w+){0,3} away",
            "the reservation that",
            "taken away",
            "stands?",
        ),
        *("stood", "particulars", "hereby", "thereof", "herein", "whom", "upon", "mend(s|ed|ing)?", "anew"),
    ),
}
# Keys that hold no text for people: addresses, orders, and what people write for a value and is read all the same.
UNSAID = ("address.", "anchor.", "query.", "file.", "sort.", "also.")
# One thing has one name: these keys speak of the whole document, so one promise in it is not what they mean.
DOCUMENT = (
    *("edition.", "whole.", "neighbours", "start.", "banner.", "archive.", "timeline.", "document.", "gap."),
    *("section.all", "section.newest", "section.upcoming", "changes.", "compiled"),
)
PROMISE = {"sv": r"(?<!medborgar)löfte\w*", "en": r"\bpromises?\b"}
# Keys of those that do speak of single promises.
OF_PROMISES = {"archive.unfold", "archive.following", "timeline.promises_unknown"}


def said(language: str) -> dict[str, str]:
    """All that is said in a language, by key."""
    found: dict[str, str] = {}
    for domain in DOMAINS:
        texts = read_messages(THEME / "words" / f"{domain}.{language}.po")
        found |= {key: " ".join(forms) for key, forms in texts.items() if not key.startswith(UNSAID)}
    return found


def written(language: str) -> dict[str, str]:
    """The prose of all plain pages in a language, by their paths: what is quoted from files and commands is left out."""
    paths = sorted((REPOSITORY / "docs" / "handbok").rglob(f"*.{language}.md"))
    texts = {path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {path: re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL) for path, text in texts.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_that_nobody_says(language: str) -> None:
    pattern = re.compile(rf"\b({'|'.join(FORBIDDEN[language])})\b", re.IGNORECASE)
    texts = said(language) | written(language)
    assert len(texts) > 1000
    assert {} == {key: found[0] for key, text in texts.items() if (found := pattern.search(text))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_and_one_promise_in_it_have_each_their_name(language: str) -> None:
    texts = {key: text for key, text in said(language).items() if key.startswith(DOCUMENT) and key not in OF_PROMISES}
    assert texts
    assert {} == {key: text for key, text in texts.items() if re.search(PROMISE[language], text, re.IGNORECASE)}
