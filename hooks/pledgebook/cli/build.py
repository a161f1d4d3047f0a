"""Builds the site with MkDocs, and says where it is or that the last one is still there."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..config import PROGRESS
from ..i18n.catalogue import Catalogue
from .context import EXIT_OK, print_error
from .engine import ADDRESS, run_mkdocs

# What MkDocs takes so as to say nothing but what is wrong.
_QUIET = frozenset(("-q", "--quiet"))


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes: anything that MkDocs' own `build` does."""


def run(options: argparse.Namespace, context: Context) -> int:
    """Build the site."""
    is_quiet = not _QUIET.isdisjoint(options.rest)
    told = {} if is_quiet else {PROGRESS: context.words.language}
    code = run_mkdocs(["build", *options.rest], context.settings, told)
    if code:
        left = (context.settings.root / "site").is_dir()
        print_error(context.words.gettext("build.failed" if left else "build.failed_first", folder="site"))
        return code
    print(context.words.gettext("build.done", folder="site"))
    print(context.words.gettext("build.look", address=ADDRESS))
    return EXIT_OK
