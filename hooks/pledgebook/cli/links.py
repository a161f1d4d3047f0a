"""Asks the addresses of sources on the net, notes what they answer, and keeps documents that may be kept."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial

from ..authoring.context import Context
from ..authoring.links import ask_links, keep_documents
from ..authoring.web_client import ask_address
from ..files.version import NAME, find_version
from ..problem import Level, order_problems
from ..reporting.progress import open_progress
from ..reporting.source_lines import SourceLines
from .context import print_problems
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import Argument

_KEEP = Argument("--keep", "cli.links.keep", action="store_true")
ARGUMENTS = (_KEEP, Argument("--json", "cli.check.json", action="store_true"))


def run(options: argparse.Namespace, context: Context) -> int:
    """Ask all addresses, or keep documents; anything to mend if one has moved or is lost."""
    # Those who read a host's log can see who asks.
    agent = f"{NAME}/{find_version()} (+{context.settings.site_url or NAME})"
    with open_progress(context.words, sys.stderr, os.environ) as progress:
        work = keep_documents if options.keep else ask_links
        problems = order_problems(work(context, partial(ask_address, agent=agent), progress), context.settings.codes)
    print_problems(problems, options.json, context, SourceLines(context.settings.root))
    return EXIT_PROBLEMS if any(problem.level is Level.WARNING for problem in problems) else EXIT_OK
