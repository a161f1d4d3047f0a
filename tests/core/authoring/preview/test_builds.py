"""The process that builds may end at any moment, and the preview lives on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pledgebook.authoring.preview import builds
from pledgebook.authoring.preview.builds import Builder, BuildRequest, BuildResult, EarlyPage

# Is told what to build, and answers with so much of a page.
_BUILDER = """
import pickle, sys
from pledgebook.authoring.preview.builds import EarlyPage

pickle.load(sys.stdin.buffer)
answer = pickle.dumps(EarlyPage("/", "x" * 99999, frozenset()))
sys.stdout.buffer.write(answer[:{length}])
"""

# Builds once.
_WHOLE = """
import pickle, sys
from pledgebook.authoring.preview.builds import BuildResult

pickle.load(sys.stdin.buffer)
pickle.dump(BuildResult(True), sys.stdout.buffer)
"""


@pytest.mark.parametrize("length", ["0", "1", "70000", "-1", "None"])
def test_a_builder_that_ends_in_the_middle_of_an_answer_has_built_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: str
) -> None:
    program = tmp_path / "builder.py"
    program.write_text(_BUILDER.format(length=length), encoding="utf-8")
    monkeypatch.setattr(builds, "LIVE_BUILDER", program)
    told: list[EarlyPage] = []
    assert Builder().build(make_request(tmp_path), told.append) is None
    assert len(told) == (length == "None")


def test_a_builder_that_has_ended_while_nobody_waited_is_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "builder.py"
    program.write_text(_WHOLE, encoding="utf-8")
    monkeypatch.setattr(builds, "LIVE_BUILDER", program)
    builder, results = Builder(), []
    for _ in range(2):
        results.append(builder.build(make_request(tmp_path), print))
        assert builder._process
        builder._process.wait()
    assert results == [BuildResult(True)] * 2
    builder.stop()


@pytest.mark.skipif(os.name == "nt", reason="nothing can be blocked on Windows")
def test_a_builder_that_is_just_starting_hears_nothing_of_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "builder.py"
    program.write_text(f"import signal\nsignal.raise_signal(signal.SIGINT)\n{_WHOLE}", encoding="utf-8")
    monkeypatch.setattr(builds, "LIVE_BUILDER", program)
    builder = Builder()
    assert BuildResult(True) == builder.build(make_request(tmp_path), print)
    builder.stop()


def make_request(folder: Path) -> BuildRequest:
    return BuildRequest(folder / "mkdocs.yml", folder / "site", "http://127.0.0.1:8000/")
