"""Runs eark-validator without a network and on packages of any size.

The vocabularies that it fetches when it starts are also in the package. And it asks for what is in an element as soon
as the element begins: that is there only if the element ends before the next 32 kB of the document are read.
"""

import importlib
import importlib.util
import io
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

parse_in_parts: Any = etree.iterparse


def open_vocabulary(address: str, *_: Any, **__: Any) -> io.BytesIO:
    spec = importlib.util.find_spec("eark_validator")
    assert spec and spec.origin
    folder = Path(spec.origin).parent / "ipxml" / "resources" / "vocabs"
    return io.BytesIO((folder / address.rpartition("/")[2]).read_bytes())


def parse_at_once(source: str | Path, events: Any = ("end",), **options: Any) -> Iterator[Any]:
    if "start" not in events:
        return iter(parse_in_parts(source, events=events, **options))
    parser: Any = etree.XMLPullParser(events=events, **options)
    parser.feed(Path(source).read_bytes())
    parser.close()
    return iter(parser.read_events())


vars(urllib.request)["urlopen"] = open_vocabulary
vars(etree)["iterparse"] = parse_at_once
sys.exit(importlib.import_module("eark_validator.cli.app").main())
