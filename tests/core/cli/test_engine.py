"""The engine ends as it will, and the command with an exit code of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from pledgebook.authoring.site_build import SITE_BUILD, SiteBuild
from pledgebook.cli.engine import run_mkdocs
from pledgebook.config import Settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language


@pytest.mark.parametrize(
    ("end", "code", "told"),
    [
        (None, 0, ""),
        (KeyboardInterrupt(), 130, ""),
        (click.ClickException("no such page"), 1, "no such page"),
        (click.UsageError("no such option"), 2, "no such option"),
        (SystemExit(3), 3, ""),
        (ValueError("unforeseen"), 1, "Traceback"),
    ],
)
def test_each_end_of_the_engine_has_an_exit_code_and_leaves_the_folder(
    tmp_path: Path,
    catalogues: Catalogues,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    end: BaseException | None,
    code: int,
    told: str,
) -> None:
    build, ran = SiteBuild(catalogues[Language("sv")]), []

    @click.command(context_settings={"ignore_unknown_options": True})
    @click.argument("rest", nargs=-1)
    def cli(rest: tuple[str, ...]) -> None:
        ran.append((rest, Path.cwd(), SITE_BUILD.get()))
        if end:
            raise end

    engine = ModuleType("mkdocs.__main__")
    vars(engine).update(cli=cli, click=click)
    monkeypatch.setitem(sys.modules, "mkdocs.__main__", engine)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(os, "environ", {**os.environ})
    before = Path.cwd()
    assert code == run_mkdocs(["build", "-q"], Settings(tmp_path, "docs", tmp_path, {}, ""), build)
    assert told in capsys.readouterr().err
    assert [(("build", "-q"), tmp_path.resolve(), build)] == ran
    assert before == Path.cwd()
    SITE_BUILD.set(None)
