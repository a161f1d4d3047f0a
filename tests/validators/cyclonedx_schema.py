"""Prints what the schema of CycloneDX has against a file; nothing when it is as it should be."""

import importlib
import sys
from pathlib import Path

validation = importlib.import_module("cyclonedx.validation.json")
schema = importlib.import_module("cyclonedx.schema")
fault = validation.JsonStrictValidator(schema.SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text("utf-8"))
print(fault or "")
