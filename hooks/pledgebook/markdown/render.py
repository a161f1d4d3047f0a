"""Markdown in records: text to HTML, with the typography of its language and links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from ..i18n.catalogue import Catalogue
from ..yaml.characters import compose
from .preprocessor import MeaningPreprocessor
from .sanitize import align_by_class, blank_code

# A link whose words and address stand apart, or have got each other's brackets.
_ADDRESS = r"(?:https?://|www\.|mailto:)[^\s()\[\]]+"
PARTED_LINK = re.compile(rf"\[([^\[\]\n]+)\] +\(({_ADDRESS})\)|\(([^()\n]+)\)\[({_ADDRESS})\]")
# An address may have pairs of brackets in it, spaces between its words, and pointed brackets around it.
_PAIR = r"\((?:[^()\n]|\([^()\n]*\))*+\)"
_TITLE_AND_END = r" *(?:[\"'][^\"'\n]{0,200}[\"'] *)?\)"
_LINK = re.compile(
    rf"\]\(\s*(?:<([^<>\n]+)>"
    rf"|((?:[^()\s>]|{_PAIR})++(?:(?: +(?:[^\s()<>\"'\[\]]|{_PAIR})++)+(?={_TITLE_AND_END}))?)|([^)\s>]+))"
    r"|^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([()])")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)
# What links, footnotes and attributes begin with: a text without them is the same on every page.
_TIED = re.compile(r"[\[{]")
# So many such texts stay rendered.
_KEPT = 2**12
_EXTENSIONS = ["attr_list", "def_list", "abbr", "tables"]

# Turns a link as written into one that works on the page, or into nothing when it leads nowhere any longer.
Resolve = Callable[[str], str]


def is_elsewhere(target: str) -> bool:
    """Whether a link leads to another site, or to an anchor."""
    return _ELSEWHERE.match(target) is not None


def find_targets(markdown: str) -> Iterator[tuple[int, str]]:
    """Each link target in a text, wherever it leads, with its line, counted from 0."""
    for number, line in enumerate(blank_code(markdown).split("\n")):
        for match in _LINK.finditer(line):
            yield number, _ESCAPED.sub(r"\1", next(filter(None, match.groups())))


def name_file(target: str, is_there: Callable[[str], bool] = lambda name: False) -> str:
    """The file beside the record that a link names (`./plan.pdf#page=2`).

    Args:
        target: the link.
        is_there: whether there is a file with a name; one that is called all that the link says is meant.
    """
    for whole in (target, unquote(target)):
        name = compose(whole.removeprefix("./"))
        if is_there(name):
            return name
    return compose(unquote(target.partition("#")[0].partition("?")[0])).removeprefix("./")


class _Links(Treeprocessor):
    """Resolves the links of the text that is being rendered."""

    resolve: Resolve | None = None

    def run(self, root: Element) -> None:
        for element in root.iter() if self.resolve else ():
            for name in ("href", "src"):
                target = element.get(name)
                if target and self.resolve and not _ELSEWHERE.match(target):
                    href = self.resolve(target)
                    if href:
                        element.set(name, href)
                    else:
                        _unlink(element)


def _unlink(element: Element) -> None:
    """Leave the words of a link that leads nowhere, and of a picture what it says to those who do not see it."""
    words = element.get("alt")
    element.attrib.clear()
    if element.tag == "img":
        element.tag = "span"
        element.text = words


class _Headings(Treeprocessor):
    """Puts headings a level down where one is the page's own: the record has that already."""

    def run(self, root: Element) -> None:
        if root.find(".//h1") is not None:
            for element in root.iter():
                level = _LEVELS.get(element.tag, 0) if isinstance(element.tag, str) else 0
                if level:
                    element.tag = f"h{min(level + 1, 6)}"


_LEVELS = {f"h{level}": level for level in range(1, 7)}


class MarkdownRenderer:
    """Renders Markdown in one language. Each text is rendered by itself: nothing is left of it for the next."""

    def __init__(self, words: Catalogue) -> None:
        """Make a renderer with the typography of a language."""
        self._words = words
        self._render_once = lru_cache(maxsize=_KEPT)(self._render)
        self._links = _Links()
        self._footnotes = FootnoteExtension(BACKLINK_TITLE=words.gettext("footnote.back"), UNIQUE_IDS=True)

    def render(self, text: str, resolve: Resolve | None = None, number: int = 1) -> Markup:
        """One Markdown text as HTML.

        Args:
            text: the text.
            resolve: turns a link as written into one that works on the page.
            number: the text's number on the page, from 1, so that no two share an anchor of a footnote.
        """
        return self._render(text, resolve, number) if _TIED.search(text) else self._render_once(text)

    def _render(self, text: str, resolve: Resolve | None = None, number: int = 1) -> Markup:
        self._engine.reset()
        self._footnotes.unique_prefix = number
        self._links.resolve = resolve
        return Markup(align_by_class(self._engine.convert(text)))

    @cached_property
    def _engine(self) -> Markdown:
        marks = {
            "left-double-quote": self._words.gettext("quote.double.left"),
            "right-double-quote": self._words.gettext("quote.double.right"),
            "left-single-quote": self._words.gettext("quote.single.left"),
            "right-single-quote": self._words.gettext("quote.single.right"),
            "ndash": "–",
            "mdash": "—",
            "ellipsis": "…",
        }
        engine = _make_engine(self._footnotes, SmartyExtension(substitutions=marks))
        engine.treeprocessors.register(self._links, "pledgebook-links", 1)
        return engine


def _make_engine(*extensions: Extension) -> Markdown:
    engine = Markdown(extensions=[*_EXTENSIONS, *extensions], output_format="html")
    # A list that does not begin with 1 keeps its numbers.
    vars(engine.parser.blockprocessors["olist"])["LAZY_OL"] = False
    engine.preprocessors.register(MeaningPreprocessor(engine), "pledgebook-meaning", 25)
    engine.treeprocessors.register(_Headings(engine), "pledgebook-headings", 2)
    # What looks like HTML in a record is words: it is shown, and never done.
    engine.preprocessors.deregister("html_block")
    engine.inlinePatterns.deregister("html")
    return engine


@cache
def _plain_engine() -> Markdown:
    return _make_engine(FootnoteExtension())


def extract_text(text: str) -> str:
    """The words of a Markdown text as they are read, with what pictures say to those who do not see them."""
    return " ".join(extract_blocks(text))


def extract_blocks(text: str) -> Iterator[str]:
    """The same words, those of each paragraph, heading, item or cell by themselves."""
    html = re.sub(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', r"\1", render_plain(text))
    html = re.sub(r"</?(a|abbr|code|em|span|strong|sup)\b[^>]*>", "", html)
    blocks = (" ".join(unescape(block).split()) for block in re.split(r"<[^>]+>", html))
    yield from filter(None, blocks)


def render_plain(text: str) -> str:
    """One Markdown text as HTML, as it is written: links unchanged, no typography."""
    return _plain_engine().reset().convert(text)
