"""Builds the site with MkDocs, and says where it is or that the last one is still there."""

from __future__ import annotations

import argparse
import sys

from ..i18n.catalogue import Catalogue
from .context import EXIT_OK, Workplace
from .engine import ADDRESS, run_mkdocs


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes: anything that MkDocs' own `build` does."""


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Build the site."""
    code = run_mkdocs(["build", *options.rest], place.settings)
    if code:
        left = (place.settings.root / "site").is_dir()
        print(place.words.gettext("build.failed" if left else "build.failed_first", folder="site"), file=sys.stderr)
        return code
    print(place.words.gettext("build.done", folder="site"))
    print(place.words.gettext("build.look", address=ADDRESS))
    return EXIT_OK
