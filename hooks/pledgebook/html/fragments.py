"""Fragments of the theme, which Jinja translates to Python; that is kept.

Everything is escaped unless it is markup already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..files.cache import NO_CACHE, ContentCache
from ..files.own_code import hash_own_code
from ..files.tree import Files, read_layers

# So many words stay escaped, and the fragments of so many themes translated.
_KEPT, _MOST = 2**14, 8


class _PlainContext(Context):
    """Calls what fragments name as it is: none of it asks for the context, which Jinja looks for at every call."""

    def call(
        self, obj: Callable[..., Any], /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **values: Any
    ) -> Any:
        return obj(*args, **values)


class FragmentCache(jinja2.BytecodeCache):
    """Keeps templates as Jinja has translated them, which takes a fifth of the time that a small site is built in."""

    def __init__(self, cache: ContentCache, environment: jinja2.Environment, *packages: str) -> None:
        """Keep them in a content-keyed cache.

        Args:
            cache: where they are kept.
            environment: what they are translated for; how it is set is a part of the key.
            packages: the installed packages that have set it, by name.
        """
        self._cache = cache
        self._environment = environment
        self._packages = packages

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The key of a fragment, which is the same wherever the project stands."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of a fragment."""
        found = self._cache.find(self._list_parts(bucket))
        if found:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a fragment."""
        self._cache.keep(self._list_parts(bucket), bucket.bytecode_to_string())

    def _list_parts(self, bucket: Bucket) -> Files:
        found = self._environment
        options = (found.autoescape, found.trim_blocks, found.lstrip_blocks, found.undefined)
        parts = (options, found.code_generator_class, sorted(found.extensions))
        return {
            "maker": hash_own_code("jinja2", "markupsafe", *self._packages, room="html/"),
            "options": repr(parts).encode(),
            "key": bucket.key.encode(),
            "source": bucket.checksum.encode(),
        }


class _PlainCode(CodeGenerator):
    """Writes what is HTML already as it is, as most of what fragments put together is; it would be copied twice."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("environment.escape(")


class _Fragments(jinja2.Environment):
    context_class = _PlainContext
    code_generator_class = _PlainCode

    @staticmethod
    def escape(value: object) -> Markup:
        """A value as HTML."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        return _escape_words(value) if kind is str else escape(value)


# Words of the catalogue, and hrefs, stand on many pages.
@lru_cache(maxsize=_KEPT)
def _escape_words(words: str) -> Markup:
    return escape(words)


def open_fragments(themes: Sequence[Path], cache: ContentCache = NO_CACHE) -> jinja2.Environment:
    """The fragments of some themes, translated once for all the builds of a process as long as none has changed.

    Args:
        themes: the folders that `fragments/` is in; a fragment of an earlier one stands for that of a later one.
        cache: where translated fragments are kept.
    """
    environment = _open_fragments(tuple(_read_fragments(themes).items()))
    environment.bytecode_cache = FragmentCache(cache, environment)
    return environment


def translate_fragments(themes: Sequence[Path], cache: ContentCache) -> bool:
    """Translate all fragments of some themes, so that the cache has them before another process asks for them."""
    environment = open_fragments(themes, cache)
    return all(environment.get_template(name) for name in _read_fragments(themes) if name.endswith(".html"))


def _read_fragments(themes: Sequence[Path]) -> dict[str, bytes]:
    return read_layers([folder / "fragments" for folder in themes])


# A fragment keeps what it has imported: where one has changed, none of them is as it was.
@lru_cache(maxsize=_MOST)
def _open_fragments(files: tuple[tuple[str, bytes], ...]) -> jinja2.Environment:
    found = dict(files)
    return _Fragments(
        loader=jinja2.FunctionLoader(lambda name: (found[name].decode(), name, None) if name in found else None),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
