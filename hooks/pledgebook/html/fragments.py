"""Fragments of the theme, which Jinja translates to Python; that is kept.

Everything is escaped unless it is markup already.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Call, Expr, Filter, Getattr, Node, Test
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from ..files.cache import NO_CACHE, ContentCache
from ..files.own_code import hash_own_code
from ..files.tree import Files, read_layers

# So many words stay escaped, and the fragments of so many themes translated.
_KEPT, _MOST = 2**14, 8
# The tests and filters of what may be missing.
_ASKING = frozenset(("defined", "undefined", "default", "d"))


class _PlainMacro(Macro):
    """A macro whose arguments have no names where it is called, as in nearly all calls, is called without more ado."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self._absent = (missing,) * self._argument_count
        self._is_plain = not (self.catch_kwargs or self.catch_varargs or self.caller)

    def __call__(self, *args: Any, **named: Any) -> Markup:
        if named or not self._is_plain or len(args) > self._argument_count:
            return super().__call__(*args, **named)  # type: ignore[return-value]
        return _mark_safe(self._func(*args, *self._absent[len(args) :]))


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
    """Writes what fragments say as the same in Python, since Jinja asks at every step for what none of them has.

    Values have attributes, or else it is an error, and nothing that is called asks for the context. Most of what is put
    together is HTML already; it would be copied twice.
    """

    # What a test or a filter asks for, which may be missing.
    _asked: Node | None = None

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        if node is self._asked or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: Test, frame: Frame) -> None:
        self._asked = node.node if node.name in _ASKING else None
        super().visit_Test(node, frame)

    def visit_Filter(self, node: Filter, frame: Frame) -> None:
        self._asked = node.node if node.name in _ASKING else None
        super().visit_Filter(node, frame)

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(part.key) for part in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("environment.escape(")


class _Fragments(jinja2.Environment):
    code_generator_class = _PlainCode
    Macro = _PlainMacro

    @staticmethod
    def escape(value: object) -> Markup:
        """A value as HTML."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        return _escape_words(value) if kind is str else escape(value)


def _mark_safe(html: str) -> Markup:
    # `Markup` would first look for HTML that it could be given instead.
    return str.__new__(Markup, html)


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
