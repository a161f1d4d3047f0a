"""Settings: what the site's settings file (mkdocs.yml) says that the records need to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .conflict import find_conflict
from .files.resources import DOCS, DOCS_FOLDERS, ENGINE, THEME
from .names import Language

SETTINGS = "mkdocs.yml"
# The folder of records, beside the settings.
RECORDS = "pledges"
# The folder of what hands the engine's events to the package.
HOOKS = "hooks"
# Beside them, the folder of what earlier builds have made; it may be deleted at any time.
CACHE = ".cache/made"
# Says what the last build was made of; the same goes for it.
STAMP = ".cache/last-build.json"
# The folder of what a record in one file is set with, inside the theme: style sheet, template and further fonts.
PRINT = "print"
# Set in the environment of a build that should not print what the engine and its theme say of their own future.
BANNERS_OFF = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


# There are no words in any other language yet.
CONFLICT = "git has left a conflict here; keep the right lines, and remove those with <<<<<<<, ======= and >>>>>>>"


class SettingsError(ValueError):
    """The settings cannot be used; the message says why, in English, for whoever sets the site up."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a site looks: its accent in light and in dark, as written, and the files of its logo and icon, or nothing."""

    accent: str = ""
    dark_accent: str = ""
    logo: str = ""
    favicon: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the parts of a site are, and which languages it has.

    Attributes:
        root: the project's folder.
        docs: the folder of static pages, relative to the root, with `/`.
        theme: the folder of templates and catalogues: the engine's.
        languages: code and own name of each language; the first is the one at the root of the site.
        site_url: the address of the site, ending in `/`, or nothing.
        look: how it looks.
        hsts: what servers are to send as `Strict-Transport-Security`, or nothing.
        first_url: the address that the site had first, where it has moved, ending in `/`, or nothing.
        own_theme: the site's own such folder, of what it has in its own way, or nothing.
    """

    root: Path
    docs: str
    theme: Path
    languages: dict[Language, str]
    site_url: str
    look: Look = Look()
    hsts: str = ""
    first_url: str = ""
    own_theme: Path | None = None

    @property
    def codes(self) -> tuple[Language, ...]:
        """The language codes, the first language first."""
        return tuple(self.languages)

    @property
    def published(self) -> tuple[Path, ...]:
        """The folders whose files are published under their own names."""
        return (self.root / self.docs, DOCS, *self.themes)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders that a site is made of."""
        engine = (self.theme, *(DOCS / name for name in DOCS_FOLDERS))
        own = (self.root / RECORDS, self.root / self.docs, *self.themes[:-1])
        others = (path for path in (*engine, self.root / HOOKS) if path.is_dir())
        return (*own, *(path for path in others if not any(map(path.is_relative_to, own))), self.root / SETTINGS)

    @property
    def themes(self) -> tuple[Path, ...]:
        """The folders of templates and catalogues; what an earlier one has stands for the same in a later one."""
        return (self.own_theme, self.theme) if self.own_theme else (self.theme,)

    @property
    def inner_themes(self) -> tuple[Path, ...]:
        """Those of them that belong to the project and not to an engine that is installed."""
        return tuple(folder for folder in self.themes if folder == self.own_theme or folder.parent == self.root)

    def find_in_theme(self, name: str) -> Path:
        """A file or a folder of the theme."""
        return next((path for path in (folder / name for folder in self.themes) if path.exists()), self.theme / name)


class SettingsLoader(yaml.SafeLoader):
    """Reads settings whose own tags (`!ENV`, `!!python/name:`) matter to MkDocs alone."""


for _prefix in ("!", "tag:yaml.org,2002:python/"):
    SettingsLoader.add_multi_constructor(_prefix, lambda loader, suffix, node: None)


def find_settings(folder: Path) -> Path | None:
    """The settings file of the project around a folder."""
    return next((place / SETTINGS for place in (folder, *folder.parents) if (place / SETTINGS).is_file()), None)


def read_settings(file: Path) -> Settings:
    """Read the settings file.

    Raises:
        SettingsError: there is no such file, it is not YAML, or it names no languages.
    """
    try:
        text = file.read_text(encoding="utf-8")
        conflict = find_conflict(text)
        if conflict:
            raise SettingsError(f"{file.name}:{conflict}:1: {CONFLICT}")
        values = _parse(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name}: cannot be read as UTF-8 text ({error})") from error
    # Python's own: a day that is none, a number of thousands of digits.
    except (yaml.YAMLError, ValueError) as error:
        raise SettingsError(f"{file.name}: not valid YAML ({error})") from error
    except RecursionError as error:
        raise SettingsError(f"{file.name}: nested too deep") from error
    values = values if isinstance(values, dict) else {}
    languages = _find_languages(values.get("plugins"))
    if not languages:
        raise SettingsError(f"{file.name}: plugins: i18n: languages: names no languages")
    theme, extra = (value if isinstance(value, dict) else {} for value in map(values.get, ("theme", "extra")))
    custom = theme.get("custom_dir")
    # Where the engine is developed, the folder goes by the name that the project has.
    theme_folder = file.parent / THEME.name if file.parent.resolve() == ENGINE.resolve() else THEME
    own_theme = file.parent / str(custom) if custom else theme_folder
    return Settings(
        root=file.parent,
        docs=str(values.get("docs_dir", "docs")),
        theme=theme_folder,
        languages={Language(code): name for code, name in languages.items()},
        site_url=_end_url(values.get("site_url")),
        look=_read_look(theme),
        hsts=str(extra.get("hsts") or ""),
        first_url=_end_url(extra.get("first_url")),
        own_theme=None if own_theme.resolve() == theme_folder.resolve() else own_theme,
    )


def _end_url(value: object) -> str:
    return f"{value}".rstrip("/") + "/" if value else ""


@lru_cache(maxsize=8)
def _parse(text: str) -> Any:
    # One command reads the settings several times, and PyYAML's parser in Python is slow.
    return yaml.load(text, Loader=SettingsLoader)


def _read_look(theme: Mapping[str, Any]) -> Look:
    palette = theme.get("palette")
    accents = {False: "", True: ""}
    for item in palette if isinstance(palette, list) else [palette]:
        if isinstance(item, dict):
            accents[item.get("scheme") == "slate"] = str(item.get("primary") or "")
    return Look(accents[False], accents[True], *(str(theme.get(name) or "") for name in ("logo", "favicon")))


def _find_languages(plugins: Any) -> dict[str, str]:
    for plugin in plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict) and isinstance(plugin.get("i18n"), dict):
            listed = [item for item in plugin["i18n"].get("languages") or [] if isinstance(item, dict)]
            # `build: false` leaves a language out by a line.
            found = [item for item in listed if item.get("build") is not False]
            ordered = sorted(found, key=lambda item: item.get("default") is not True)
            return {str(item["locale"]): str(item.get("name", item["locale"])) for item in ordered if "locale" in item}
    return {}
