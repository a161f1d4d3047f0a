"""A build of the site that the command runs in its own process: what the build is handed, and what it hands back."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from ..files.up_to_date import BuiltSite
from ..i18n.catalogue import Catalogue
from ..project import Project
from ..reporting.progress import SILENT, Progress


@dataclass
class SiteBuild:
    """A build that prints only what matters to an author.

    Attributes:
        words: what the author is told in.
        progress: is told how far it has come.
        is_published: whether the new site has taken the last one's place; the build sets it.
        site: what has become of the site, where the next build can be spared; the build sets it at its end.
        project: what the build has read.
    """

    words: Catalogue
    progress: Progress = SILENT
    is_published: bool = False
    site: BuiltSite | None = None
    project: Project | None = None


# The one that is going on; none where the engine has been started by itself.
SITE_BUILD: ContextVar[SiteBuild | None] = ContextVar("SITE_BUILD", default=None)
