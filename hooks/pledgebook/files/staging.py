"""Builds go into a folder of their own and take the site's place only when they are whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Staging:
    """A place beside a site where its next version is put together, apart from those of other builds.

    Attributes:
        site: where the site goes.
        folder: where it is built.
    """

    site: Path
    folder: Path

    @classmethod
    def beside(cls, site: Path) -> Staging:
        """An empty place for this process's build. A site that is a link is what it leads to."""
        site = site.resolve()
        staging = cls(site, site.with_name(f".{site.name}-next-{os.getpid()}"))
        staging.clear()
        return staging

    def clear(self) -> None:
        """Throw away what is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def publish(self) -> None:
        """Put the finished build in the place of the last one.

        Raises:
            OSError: a file is held open by another program; the last site is then still there.
        """
        last = self.site.with_name(f".{self.site.name}-last-{os.getpid()}")
        if self.site.exists():
            self.site.rename(last)
        try:
            self.folder.rename(self.site)
        except OSError:
            if last.exists():
                last.rename(self.site)
            raise
        shutil.rmtree(last, ignore_errors=True)
