"""Framed piece: a piece as a page of its own, which weighs no more than another site can bear, whatever a record says.

What does not fit is cut from the end, and a line leads to it: texts first, then sources, and how it went last of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement, builder
from markupsafe import Markup

from ..names import Language
from ..site.csp import PAGE_POLICY
from ..urls import relative_href
from .renderer import Renderer

# Its look, in the docs folder.
EMBED_STYLE = "assets/embed.css"
# With its style sheet it weighs at most 15 kB.
MOST_BYTES = 13_000
_HEADING = re.compile(r"(?<=<h)[23]|(?<=</h)[23]")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "li", "dd", "pre", "table", *_HEADINGS)
# Where not even the beginning of a piece fits, so many letters of its heading are shown.
_MOST_LETTERS, _LEFT_OUT = 300, " …"


def render_framed(html: str, url: str, canonical: str, language: Language, renderer: Renderer) -> str:
    """The page to put in a frame.

    Args:
        html: the piece: an element with a heading of level 2 first, and last a footer that ends with its address.
        url: the URL of the page.
        canonical: the full URL of what it says something of.
        language: its language.
        renderer: renders it.
    """
    path = url.removeprefix(renderer.site.root(language) + renderer.site.fixed["embed"])
    title = lxml_html.fragment_fromstring(html)[0].text_content()
    values = {"title": title, "canonical": canonical, "style": relative_href(EMBED_STYLE, url), "policy": PAGE_POLICY}

    def render(html: str) -> str:
        # In a frame the piece is a page of its own, which begins with a heading of level 1.
        content = Markup(_HEADING.sub(lambda found: str(int(found[0]) - 1), html))
        return renderer.render_part("embed", language, path, content=content, **values)

    return fit_frame(html, render, renderer.catalogues[language].gettext("piece.rest"))


def fit_frame(html: str, render: Callable[[str], str], words: str) -> str:
    """The page of a piece, with as much of it as fits.

    Args:
        html: the piece: a heading first, and last a footer whose last link is its permanent address.
        render: makes a page of it.
        words: what is said before that address where something is left out.
    """
    page = render(html)
    over = len(page.encode()) - MOST_BYTES
    return page if over <= 0 else render(_shorten(html, len(html.encode()) - over, words))


def _shorten(html: str, most: int, words: str) -> str:
    piece = lxml_html.fragment_fromstring(html)
    footer = piece[-1]
    address = str(footer[-1].xpath("string(a/@href)"))
    rest = builder.P(f"{words} ", builder.A(address, href=address))
    blocks = [*_list_blocks(piece)]
    heading, *others = (block for block in blocks if footer not in block.iterancestors())
    signs = [block for block in others if block.tag in _HEADINGS or block.find(".//strong") is not None]
    footer.addprevious(rest)
    for block in (*reversed([block for block in others if block not in signs]), footer[0], *reversed(signs)):
        over = _weigh(piece) - most
        if over <= 0:
            break
        if block in signs or block.tag == "table":
            _drop(block)
        else:
            _cut(block, over + len(_LEFT_OUT.encode()))
    if _weigh(piece) > most:
        title = _cut_text(heading.text_content(), len(heading.text_content()) - _MOST_LETTERS)
        piece[:] = [builder.H2(title), rest, builder.FOOTER(footer[-1])]
    return str(lxml_html.tostring(piece, encoding="unicode"))


def _list_blocks(piece: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks of a piece that have no others in them, in its order."""
    for block in piece.iter(*_BLOCKS):
        is_cell = next(block.iterancestors("table"), None) is not None
        if not is_cell and (block.tag == "table" or next(block.iterdescendants(*_BLOCKS), None) is None):
            yield block


def _weigh(piece: HtmlElement) -> int:
    return len(lxml_html.tostring(piece, encoding="unicode").encode())


def _cut(block: HtmlElement, over: int) -> None:
    """Take at least so many bytes from the end of a block, in whole words and links; all of it where that is less."""
    for child in reversed(block):
        text = child.tail or ""
        if len(text.encode()) > over:
            child.tail = _cut_text(text, over)
            return
        child.tail, over = None, over - len(text.encode())
        if over <= 0:
            child.tail = _LEFT_OUT
            return
        over -= _weigh(child)
        block.remove(child)
    text = block.text or ""
    if len(text.encode()) > over:
        block.text = _cut_text(text, over)
    else:
        _drop(block)


def _cut_text(text: str, over: int) -> str:
    """A text without so many bytes at its end, and without the word that they are part of."""
    if over <= 0:
        return text
    kept = text.encode()[:-over].decode(errors="ignore")
    return kept.rpartition(" ")[0] + _LEFT_OUT


def _drop(block: HtmlElement) -> None:
    """Take a block away, with what is nothing without it: the list that it was all of, or the term that it explains."""
    above, before = block.getparent(), block.getprevious()
    after = block.getnext()
    block.drop_tree()
    if before is not None and before.tag == "dt" and (after is None or after.tag == "dt"):
        before.drop_tree()
    if above is not None and above.tag in ("ul", "ol", "dl", "blockquote", "section") and not len(above):
        _drop(above)
