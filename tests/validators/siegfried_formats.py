"""Says, as JSON, which format siegfried takes each file of a folder for: key, name and version in PRONOM."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

siegfried: Any = importlib.import_module("pygfried")
folder = Path(sys.argv[1])
found = {}
for file in siegfried.identify_dir(str(folder))["files"]:
    match = file["matches"][0]
    path = Path(file["filename"]).relative_to(folder).as_posix()
    found[path] = ["" if match["id"] == "UNKNOWN" else match["id"], match["format"], match["version"]]
json.dump(found, sys.stdout)
