"""MkDocs as other verbs run it."""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sys
import traceback
from collections.abc import Sequence

from ..authoring.site_build import SITE_BUILD, SiteBuild
from ..config import BANNERS_OFF, Settings
from .exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_PROBLEMS

PORT = 8000
ADDRESS = f"http://127.0.0.1:{PORT}/"


def run_mkdocs(arguments: Sequence[str], settings: Settings, build: SiteBuild) -> int:
    """Run MkDocs in this process and the project's folder; its exit code.

    Args:
        arguments: what to run it with.
        settings: the project's settings.
        build: what it is handed, and hands back.
    """
    os.environ |= BANNERS_OFF
    # It finds what the settings name where `python -m mkdocs` does.
    sys.path.insert(0, str(settings.root))
    SITE_BUILD.set(build)
    engine = importlib.import_module("mkdocs.__main__")
    try:
        with contextlib.chdir(settings.root):
            return int(engine.cli(list(arguments), prog_name="python -m mkdocs", standalone_mode=False) or EXIT_OK)
    except engine.click.Abort:
        return EXIT_INTERRUPTED
    except engine.click.ClickException as error:
        error.show()
        return int(error.exit_code)
    except SystemExit as end:
        return int(end.code or EXIT_OK)
    except Exception:
        traceback.print_exc()
        return EXIT_PROBLEMS


def is_taken(port: int) -> bool:
    """Whether something already listens at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
