"""Tiny projects whose commands are forks of a process that has loaded the engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Project, write_tiny
from fork_server import ForkServer, start_server


@pytest.fixture(scope="session")
def fork_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer | None]:
    """Runs commands in a folder where there is nothing between tests; none where processes cannot fork."""
    if not hasattr(os, "fork"):
        yield None
        return
    root = tmp_path_factory.mktemp("tiny") / "project"
    server = start_server(write_tiny(root).root)
    shutil.rmtree(root)
    yield server
    server.stop()


@pytest.fixture
def tiny(tmp_path: Path, tiny_cache: Path, fork_server: ForkServer | None) -> Iterator[Callable[..., Project]]:
    """As other tests have it, in the folder of the server, from which it goes to the folder of the test."""
    own = tmp_path / "project"
    root = fork_server.root if fork_server else own

    def make(files: dict[str, str] | None = None) -> Project:
        return Project(write_tiny(root, files).root, fork_server).take_along(tiny_cache)

    yield make
    if root != own and root.exists():
        root.rename(own)
