"""Builds the site with MkDocs, and says where it is or that the last one is still there."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

from ..authoring.context import Context
from ..authoring.refusal import Refusal
from ..authoring.site_build import SiteBuild
from ..checks.settings import check_settings
from ..clock import read_days
from ..config import SETTINGS, STAMP
from ..files.up_to_date import BuildStamp, Sources, find_looks, read_sources, write_stamp
from ..reporting.progress import SILENT, open_progress
from ..reporting.report import render_problem
from .context import print_error
from .engine import ADDRESS, run_mkdocs
from .exit_codes import EXIT_OK

# What MkDocs takes so as to say nothing but what is wrong.
_QUIET = frozenset(("-q", "--quiet"))
# What else it takes that makes no other site.
_STRICT = frozenset(("-s", "--strict"))
ARGUMENTS = ()


def run(options: argparse.Namespace, context: Context) -> int:
    """Build the site."""
    # MkDocs says it in English, before it asks for anything.
    for problem in check_settings(context.settings, SETTINGS):
        if problem.code == "site_url_format":
            raise Refusal(render_problem(problem, context.words))
    places = tuple(map(str, context.settings.sources))
    before = _read_sources(places)
    is_quiet = not _QUIET.isdisjoint(options.rest)
    progress = SILENT if is_quiet else open_progress(context.words, sys.stderr, os.environ)
    build = SiteBuild(context.words, progress)
    code = run_mkdocs(["build", *options.rest], context.settings, build)
    if code:
        left = "build.failed" if (context.settings.root / "site").is_dir() else "build.failed_first"
        print_error(context.words.gettext("build.after" if build.is_published else left, folder="site"))
        return code
    lines = (context.words.gettext("build.done", folder="site"), context.words.gettext("build.look", address=ADDRESS))
    done = "".join(f"{line}\n" for line in lines)
    # Nothing that has been changed meanwhile, or is told elsewhere.
    if build.site and before and before == _read_sources(places) and (_QUIET | _STRICT).issuperset(options.rest):
        stamp = BuildStamp(places, before.said, build.site, find_looks(os.environ), done)
        write_stamp(context.settings.root / STAMP, stamp)
    print(done, end="")
    return EXIT_OK


def _read_sources(places: Sequence[str]) -> Sources | None:
    """What the site is made of; nothing where something is not there, of which the build tells."""
    with contextlib.suppress(OSError):
        return read_sources(places, sys.argv[1:], os.environ, read_days(os.environ))
    return None
