"""What the preview does with what comes of its builds."""

from __future__ import annotations

import queue
import threading
from datetime import date

import pytest

from author_preview import PATIENCE
from core.conftest import Workspace
from pledgebook.authoring.context import Context
from pledgebook.authoring.preview.builds import BuildRequest, BuildResult, Tell
from pledgebook.cli import preview
from pledgebook.config import SETTINGS, read_settings
from pledgebook.i18n.catalogue import load_catalogues
from pledgebook.names import Language

DAY = date(2027, 1, 1)


def test_what_broke_a_build_off_and_is_gone_leaves_nobody_waiting(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file that an editor makes for a moment while it saves."""
    asked: queue.Queue[BuildRequest] = queue.Queue()

    class Builder:
        def build(self, request: BuildRequest, tell: Tell) -> BuildResult:
            asked.put(request)
            if asked.qsize() > 1:
                raise KeyboardInterrupt
            return BuildResult(False, is_broken_off=True)

        def stop(self) -> None:
            pass

    monkeypatch.setattr(preview, "Builder", Builder)
    settings = read_settings(workspace.root / SETTINGS)
    catalogues = load_catalogues(settings.theme / "words", settings.codes, workspace.root)
    context = Context(settings, catalogues, catalogues[Language("sv")], DAY, DAY)
    thread = threading.Thread(target=preview.run_preview, args=(0, context), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert 2 == asked.qsize(), "the site is made although nothing is other than before"
