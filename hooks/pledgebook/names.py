"""Names that are written as strings, told apart by their types."""

from __future__ import annotations

from typing import NewType

# A language of the site as BCP 47 and the catalogues' files call it: `sv`.
Language = NewType("Language", str)
# Where the language does not matter.
ANY_LANGUAGE = Language("")

# A record's folder inside that of the records: `2019`, `agreements/2016-2019`.
Folder = NewType("Folder", str)
# What belongs to no record.
NO_FOLDER = Folder("")
