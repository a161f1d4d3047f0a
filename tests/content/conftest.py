"""What holds for the records of a repository, whatever they say and whatever languages they are in.

With `pledgebook check` this is all that new records have to pass; the other tests are of what makes a site of them.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conftest import LATER, REPOSITORY
from pledgebook.config import SETTINGS, Settings, read_settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.project import Project, read_project, read_words


@pytest.fixture(scope="session")
def settings() -> Settings:
    return read_settings(REPOSITORY / SETTINGS)


@pytest.fixture(scope="session")
def catalogues(settings: Settings) -> Catalogues:
    return read_words(settings)


@pytest.fixture(scope="session")
def project(settings: Settings) -> Project:
    """The records on a day when everything that is written has happened."""
    return read_project(settings, datetime.fromtimestamp(int(LATER), UTC).date())
