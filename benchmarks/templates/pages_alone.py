"""A hooks file for MkDocs, for a copy of the project whose pages alone are measured: no record is made in one file."""

from pledgebook.names import Language
from pledgebook.onefile import build
from pledgebook.site.routes import Page


def _has_none(page: Page, language: Language) -> bool:
    return False


build.has_one_file = _has_none
