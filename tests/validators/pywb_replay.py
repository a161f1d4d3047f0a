"""Prints the pages of a web archive (WACZ) that pywb does not find by the archive's own index, and keys that it would not write."""

import html
import importlib
import json
import sys
import tempfile
import zipfile
from pathlib import Path

frontend = importlib.import_module("pywb.apps.frontendapp")
testing = importlib.import_module("werkzeug.test")
surt = importlib.import_module("surt")

with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    with zipfile.ZipFile(sys.argv[1]) as packed:
        packed.extractall(folder)
    index = folder / "indexes/index.cdx"
    for line in index.read_text("utf-8").splitlines():
        key, _, found = line.split(" ", 2)
        if key != surt.surt(json.loads(found)["url"]):
            print("key:", key)
    archive = {"index": str(index), "archive_paths": f"{folder / 'archive'}/"}
    settings = folder / "config.yaml"
    settings.write_text(json.dumps({"collections": {"web": archive}, "framed_replay": False}), "utf-8")
    application = frontend.FrontEndApp(config_file=str(settings))
    client = testing.Client(application)
    pages = (folder / "pages/pages.jsonl").read_text("utf-8").splitlines()[1:]
    for page in map(json.loads, pages):
        answer = client.get(f"/web/mp_/{page['url']}")
        if answer.status_code != 200 or page["title"] not in html.unescape(answer.text):
            print("page:", page["url"], answer.status)
