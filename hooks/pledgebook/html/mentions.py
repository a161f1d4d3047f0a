"""Mentions as they were rendered before: a page of a theme, a place or a party shows hundreds, and few have changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from ..files.cache import NO_CACHE, ContentCache
from ..files.part_cache import PartCache
from ..files.tree import Files
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
        cache: where they are kept, all of a page in one entry.
        hasher: tells what they are made of.
    """

    page: Page
    language: Language
    cache: ContentCache
    hasher: PageHasher
    _parts: PartCache = field(init=False)

    def __post_init__(self) -> None:
        has_mentions = isinstance(self.page.view, SubjectView)
        self._parts = PartCache(f"mentions {self.language} {self.page.path}", self.cache if has_mentions else NO_CACHE)

    def render(self, mention: MentionView, macro: Macro, context: TemplateContext) -> Markup:
        """A mention as it is kept, or else as a macro renders it."""
        # The texts on a page are numbered.
        before = context.state.texts
        key = self.hasher.hash_content(self.page, self.language, (mention, before))

        def make() -> bytes:
            html = macro(mention, context)
            return b"%d%b%b" % (context.state.texts - before, _MARK, html.encode())

        texts, _, data = self._parts.get_or_make(key, make).partition(_MARK)
        context.state.texts = before + int(texts)
        return Markup(data.decode())

    @property
    def shown(self) -> Files:
        """What has been shown."""
        return self._parts.asked

    def keep(self, shown: Files | None = None) -> None:
        """Keep what has been shown, here or as another process tells, in the place of what was kept."""
        self._parts.asked.update(shown or {})
        self._parts.keep()
