"""Reads the records of the project in this folder and renders every page in every language, without MkDocs."""

from __future__ import annotations

from pathlib import Path

from cost import DAY
from pledgebook.config import SETTINGS, read_settings
from pledgebook.html.renderer import open_renderer
from pledgebook.project import read_project


def main() -> None:
    settings = read_settings(Path.cwd() / SETTINGS)
    renderer = open_renderer(read_project(settings, DAY.date()))
    for language in settings.codes:
        for page in renderer.site.pages:
            renderer.render(page, language)


if __name__ == "__main__":
    main()
