"""Mentions as they were rendered before: a page of a theme, a place or a party shows hundreds, and few have changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from ..files.cache import ContentCache
from ..names import Language
from ..site.routes import Page
from ..site.views.subjects import MentionView, SubjectView
from .context import TemplateContext
from .page_hash import PageHasher
from .renderer import Macro

# Between how many texts there are in a mention, and the mention.
_MARK = b":"


@dataclass
class PageMentions:
    """Mentions on a page.

    Attributes:
        page: the page.
        language: the language that it is shown in.
        cache: where they are kept, all of a page in one entry: they are found there by their own hashes.
        hasher: tells what they are made of.
    """

    page: Page
    language: Language
    cache: ContentCache
    hasher: PageHasher
    _known: dict[str, bytes] = field(default_factory=dict, init=False)
    _shown: dict[str, bytes] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        if isinstance(self.page.view, SubjectView):
            self._known.update(self.cache.find(self._list_parts()) or {})

    def render(self, mention: MentionView, macro: Macro, context: TemplateContext) -> Markup:
        """A mention as it is kept, or else as a macro renders it."""
        # The texts on a page are numbered.
        before = context.state.texts
        key = self.hasher.hash_content(self.page, self.language, (mention, before)).hex()
        kept = self._known.get(key)
        if kept is None:
            html = macro(mention, context)
            self._shown[key] = b"%d%b%b" % (context.state.texts - before, _MARK, html.encode())
            return html
        self._shown[key] = kept
        texts, _, data = kept.partition(_MARK)
        context.state.texts += int(texts)
        return Markup(data.decode())

    def keep(self) -> None:
        """Keep what has been shown, in the place of what was kept."""
        if self._shown.keys() != self._known.keys():
            self.cache.keep(self._list_parts(), self._shown)

    def _list_parts(self) -> dict[str, bytes]:
        return {"mentions": f"{self.language} {self.page.path}".encode(errors="surrogatepass")}
