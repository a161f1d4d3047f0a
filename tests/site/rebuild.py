"""Builds a project three times in one process, with a broken record in between, as `mkdocs serve` does."""

import re
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

record = Path("pledges/2027/pledge.sv.md")
words = record.read_text(encoding="utf-8")
folder = tempfile.TemporaryDirectory()


def rebuild(text: str) -> None:
    record.write_text(text, encoding="utf-8")
    config = load_config("mkdocs.yml", site_dir=folder.name)
    try:
        build(config, serve_url="http://127.0.0.1:8000/")
    except Abort:
        print("failed")
    else:
        page = (Path(folder.name) / "2027/index.html").read_text(encoding="utf-8")
        found = re.search(r'pb-lead">([^<]*)<', page)
        print(found[1] if found else "")


rebuild(words)
rebuild(words.replace("summary:", "sumary:"))
rebuild(words.replace("Ett kort", "Ett ändrat"))
folder.cleanup()
