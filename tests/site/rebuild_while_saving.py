"""Builds a project as the preview does; of some texts, one is saved whenever a page is told of, and after each build."""

import json
import sys
from pathlib import Path

sys.path.insert(0, "hooks")
from pledgebook.adapter.rebuilding import rebuild
from pledgebook.authoring.preview.builds import BuildRequest, BuildResult, EarlyPage
from pledgebook.authoring.preview.changes import take_snapshot

record = Path("pledges/2027/pledge.sv.md")
opened, texts = json.loads(sys.argv[1]), json.loads(sys.argv[2])
root = Path.cwd()
sources = tuple(root / name for name in ("pledges", "docs", "theme", "mkdocs.yml"))
told: list[str] = []
snapshot = None
result: BuildResult | None = None


def save(page: EarlyPage | None = None) -> None:
    if page:
        told.append(page.address)
    if texts:
        record.write_text(texts.pop(0), encoding="utf-8")


while not result or snapshot != take_snapshot(sources):
    told = []
    snapshot = take_snapshot(sources)
    settings, address = root / "mkdocs.yml", "http://127.0.0.1:8000/"
    result = rebuild(BuildRequest(settings, root / "shown", address, tuple(opened), sources, snapshot), save)
    print(json.dumps([result.is_whole, result.is_broken_off, told]))
    save()
