"""Shows the site on this machine while its files are written."""

from __future__ import annotations

import argparse
import sys

from ..words import Words
from . import DONE, UNUSABLE, Workplace
from .engine import ADDRESS, INTERRUPTED, is_taken, run_mkdocs


def add_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Say what the verb takes: anything that MkDocs' own `serve` does."""


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Serve the site until it is stopped by hand."""
    if not options.rest and is_taken():
        print(place.words.say("serve.taken", address=ADDRESS), file=sys.stderr)
        return UNUSABLE
    code = run_mkdocs(["serve", "--watch-theme", *options.rest], place.settings, calm=False)
    return DONE if code == INTERRUPTED else code
