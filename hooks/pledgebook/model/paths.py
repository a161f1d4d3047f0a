"""Record paths: where a record's files are inside `pledges/`."""

from __future__ import annotations

# The folder of agreements inside that of the records.
AGREEMENTS = "agreements"
