"""The reference site, this project's own, beside an empty Material site; and its archive, made once."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from kinds import BUILD, COMMAND, OURS, REPOSITORY, SETTINGS, Kind, clear, copy_project, keep

_EMPTY_SETTINGS = "site_name: Exempelstäderna\nsite_url: https://example.org/\ntheme:\n  name: material\n"
# What an archive holds of the project besides what a build needs.
_ARCHIVED = ("pyproject.toml", "requirements.txt", "Makefile", "LICENSE", "LICENSES.md", "schemas")
# Its records tell of what has happened since the day that the made-up ones are built for.
_TODAY = {**OURS, "SOURCE_DATE_EPOCH": str(int(datetime.combine(date.today(), time(), UTC).timestamp()))}
_ARCHIVE = "from pledgebook.cli.main import main; raise SystemExit(main(['archive', '--output', 'site-archive']))"


def _lay_reference(folder: Path, municipalities: int) -> None:
    copy_project(folder)
    shutil.copytree(REPOSITORY / "pledges", folder / "pledges")
    for name in _ARCHIVED:
        path = REPOSITORY / name
        (shutil.copytree if path.is_dir() else shutil.copyfile)(path, folder / name)


def _lay_empty(folder: Path, municipalities: int) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Exempelstäderna\n", encoding="utf-8")
    (folder / SETTINGS).write_text(_EMPTY_SETTINGS, encoding="utf-8")


def list_reference() -> dict[str, Kind]:
    """The kinds of sites that have one size only, the first of them the one that the others are held against."""
    kept = partial(keep, environment=_TODAY)
    archive = ((sys.executable, "-c", _ARCHIVE),)
    return {
        "empty": Kind("Material, one empty page", "empty", _lay_empty, clear, BUILD),
        "reference": Kind("the reference site, nothing changed", "reference", _lay_reference, kept, COMMAND, _TODAY),
        "archive": Kind(
            "its archive (`make archive`)", "reference", _lay_reference, kept, archive, _TODAY, makes_site=False
        ),
    }
