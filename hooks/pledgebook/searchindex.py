"""The search index of one language, cut out of the one that the search plugin makes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

INDEX = "search/search_index.json"


def own_index(data: bytes, language: str, root: str, has_stemmer: bool) -> bytes:
    """An index of one language's pages, with addresses relative to that language's root.

    Args:
        data: the plugin's index (JSON) after the pages of one language were built.
        language: that language's code.
        root: the folder its pages are in (`en/`, or nothing).
        has_stemmer: whether the theme's search knows the inflections of the language; if not, English ones are used.
    """
    index: Mapping[str, Any] = json.loads(data)
    documents = [{**item, "location": item["location"].removeprefix(root)} for item in index["docs"]]
    settings = {**index["config"], "lang": [language if has_stemmer else "en"]}
    return json.dumps({"config": settings, "docs": documents}, ensure_ascii=False, separators=(",", ":")).encode()
