"""Rules on the site's settings: what `mkdocs.yml` asks for is done, or somebody is told that it is not.

Whoever knows Material looks for logo, colours and menu where Material has them. What means nothing here, since the
frame of a page is the site's own, is named with what does the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import yaml

from ..config import Settings, SettingsLoader
from ..files.version import NAME
from ..images.accent import LEAST, find_nearest, measure_contrast, parse_colour
from ..images.picture import VECTOR, PictureError, is_picture, suffix_of
from ..images.publish import check_picture
from ..problem import Level, Mark, Problem, suggest
from ..yaml.node import Key, Node
from ..yaml.reader import read_text

# A logo stands in every record in one file too.
MAX_LOGO = 100_000
# A colour in numbers, which may lack its sign or be followed by how much shines through it.
_NUMBERS = re.compile(r"#?(?:([0-9a-f]{3})[0-9a-f]?|([0-9a-f]{6})(?:[0-9a-f]{2})?)", re.IGNORECASE)
# What a picture of each setting may be saved as.
_KINDS = {"logo": (VECTOR, ".png"), "favicon": (VECTOR, ".png", ".ico")}
_HSTS = re.compile(r"max-age=\d+(; includeSubDomains)?(; preload)?")
# What hands the engine its events where it is developed, in the place of the plugin.
_HOOKS = "mkdocs_hooks.py"
_FOREIGN = re.compile(r"([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_SITE = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
# Where another site, or a person, is reached.
_OUTSIDE = re.compile(r"((https?:)?//|mailto:)\S+")
# A host and perhaps a path, with a beginning that lacks something or with none.
_HOST = re.compile(r"(https?:/*|//)?([\w-]+(\.[\w-]+)+(:\d+)?(/[^\s?#]*)?)")
_FILES = (".md", ".html", ".pdf", ".docx", ".txt")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,}\]]+")
# What means nothing here, by what is told of it.
_UNUSED = {
    "setting_sender": "copyright site_author extra.social extra.homepage extra.copyright",
    "setting_source": "repo_url repo_name edit_uri edit_uri_template",
    "setting_languages": "extra.alternate theme.direction",
    "setting_tracking": "extra.analytics extra.consent",
    "setting_scheme": "theme.palette.toggle theme.palette.accent",
    "setting_unused": "site_description theme.features theme.icon extra.annotate extra.version extra.status extra.tags",
}


def check_settings(settings: Settings, name: str, pages: Collection[str] = ()) -> Iterator[Problem]:
    """All that the settings ask for can be done; `pages` are the files of all pages, or nothing if not known."""
    text, problems = read_text(settings.root / name, name)
    if problems:
        return
    node = _read_node(yaml.compose(text, Loader=SettingsLoader), name)
    for code, paths in _UNUSED.items():
        for path in paths.split():
            for key in _find_keys(node, path.split(".")):
                yield Problem(key.mark, code, Level.WARNING, path)
    lines = text.split("\n")
    yield from _check_theme(_get(node, "theme"), lines, settings)
    for name in ("extra_css", "extra_javascript"):
        for item in _get(node, name).items:
            yield from _check_file(item.mapping.get("path", item), settings)
    for item in _get(node, "nav").items:
        yield from _check_entry(item, lines, settings, pages)
    yield from _check_server(node, lines, settings)
    is_plugin = any(NAME in (item.text, *item.mapping) for item in _get(node, "plugins").items)
    for item in _get(node, "hooks").items if is_plugin else ():
        if PurePosixPath(item.text).name == _HOOKS:
            yield Problem(item.mark, "setting_twice", found=item.text)


def _check_theme(theme: Node, lines: list[str], settings: Settings) -> Iterator[Problem]:
    palette = _get(theme, "palette")
    for item in palette.items or [palette]:
        yield from _check_palette(item, lines)
    if _get(palette, "scheme").text == "slate":
        yield Problem(palette.keys["scheme"].mark, "setting_scheme", Level.WARNING, "theme.palette.scheme")
    font = _get(theme, "font")
    if font.value is not None and font.text != "false":
        fix = "  font: false" if font.mapping else _mend(lines, font, "false")
        yield Problem(theme.keys["font"].mark, "setting_font", Level.WARNING, fix=fix)
    custom = _get(theme, "custom_dir")
    if custom.text and not (settings.root / custom.text).is_dir():
        yield Problem(custom.mark, "setting_folder", found=custom.text)
    for name, kinds in _KINDS.items():
        if _get(theme, name).text:
            yield from _check_picture(_get(theme, name), settings, kinds)


def _check_palette(palette: Node, lines: list[str]) -> Iterator[Problem]:
    node, is_dark = _get(palette, "primary"), _get(palette, "scheme").text == "slate"
    colour = parse_colour(node.text)
    if "primary" in palette.keys and node.value is None:
        # A `#` begins a comment.
        before, _, after = lines[node.mark.line - 1].partition("primary:")
        yield Problem(node.mark, "colour_unquoted", found=after.strip(), fix=f'{before}primary: "{after.strip()}"')
    elif palette.text not in ("", "false"):
        fix = _mend(lines, palette, f'{{primary: "{palette.text}"}}')
        yield Problem(palette.mark, "colour_unknown", found=palette.text, fix=fix)
    elif node.value and not colour:
        found = node.text or ", ".join(node.keys or [item.text for item in node.items])
        numbers = _NUMBERS.fullmatch(node.text)
        fix = _mend(lines, node, f'"#{numbers[1] or numbers[2]}"') if numbers else ""
        yield Problem(node.mark, "colour_unknown", found=found, fix=fix)
    elif colour and measure_contrast(colour, is_dark) < LEAST:
        nearest = find_nearest(colour, is_dark)
        details = {"ratio": f"{measure_contrast(colour, is_dark):.1f}", "nearest": nearest}
        code = "accent_dark" if is_dark else "accent_light"
        yield Problem(node.mark, code, found=node.text, details=details, fix=_mend(lines, node, f'"{nearest}"'))


def _check_picture(node: Node, settings: Settings, kinds: tuple[str, ...]) -> Iterator[Problem]:
    file = settings.root / settings.docs / node.text
    if suffix_of(node.text) not in kinds:
        yield Problem(node.mark, "logo_kind", found=node.text, allowed=kinds)
    elif not (file.is_file() and _is_inside(node.text)):
        yield from _check_file(node, settings)
    elif file.stat().st_size > MAX_LOGO:
        details = {"size": str(-(-file.stat().st_size // 1000)), "most": str(MAX_LOGO // 1000)}
        yield Problem(node.mark, "logo_large", found=node.text, details=details)
    elif is_picture(node.text):
        try:
            check_picture(file.read_bytes(), node.text)
        except PictureError as error:
            yield Problem(node.mark, error.code, found=node.text, details={"part": error.part})


def _check_file(node: Node, settings: Settings) -> Iterator[Problem]:
    """A file that every page fetches lies among the site's own."""
    details = {"folder": settings.docs, "name": node.text.rpartition("/")[2]}
    if _FOREIGN.match(node.text):
        yield Problem(node.mark, "setting_foreign", found=node.text, details=details)
    elif node.text and not (
        _is_inside(node.text) and any((folder / node.text).is_file() for folder in settings.published)
    ):
        yield Problem(node.mark, "setting_file", found=node.text, details=details)


def _is_inside(name: str) -> bool:
    """Whether a file is named from the folder that it is to lie in, and does not lead out of it."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _check_entry(node: Node, lines: list[str], settings: Settings, pages: Collection[str]) -> Iterator[Problem]:
    """An entry of the menu, which has one level: a page, a file that is published or the address of something else."""
    inner = next(iter(node.mapping.values()), node)
    if inner.items:
        parts = ((item.text, *item.mapping, *(page.text for page in item.mapping.values())) for item in inner.items)
        fix = "\n".join(f"  - {': '.join(filter(None, part))}" for part in parts)
        yield Problem(node.mark, "nav_section", Level.WARNING, "".join(node.keys), fix=fix)
        for item in inner.items:
            yield from _check_entry(item, lines, settings, pages)
    elif inner.text.startswith("/") and not _FOREIGN.match(inner.text):
        page = f"{inner.text.strip('/').removesuffix('index.md').strip('/')}/index.md".lstrip("/")
        yield Problem(node.mark, "nav_absolute", found=inner.text, details={"page": page})
    elif _is_unknown(inner.text, settings, pages):
        folder = f"{inner.text.rstrip('/').removesuffix('.md')}/index.md"
        meant = folder if folder in pages else suggest(inner.text, pages, 0.8) or _guess_address(inner.text)
        yield Problem(inner.mark, "nav_unknown", found=inner.text, fix=_mend(lines, inner, meant) if meant else "")


def _is_unknown(name: str, settings: Settings, pages: Collection[str]) -> bool:
    is_page = name.endswith(".md")
    is_there = name in pages or (is_page and not pages)
    return not (is_there or _OUTSIDE.fullmatch(name)) and (is_page or not _is_published(name, settings))


def _is_published(name: str, settings: Settings) -> bool:
    return any((folder / name).is_file() for folder in settings.published)


def _guess_address(text: str) -> str:
    """The address that was meant by one without https://, or nothing."""
    found = None if text.endswith(_FILES) else _HOST.fullmatch(text)
    return f"https://{found[2]}" if found else ""


def _check_server(node: Node, lines: list[str], settings: Settings) -> Iterator[Problem]:
    addresses, hsts = _get(node, "use_directory_urls"), _get(_get(node, "extra"), "hsts")
    if addresses.text == "false":
        yield Problem(addresses.mark, "setting_addresses", fix="use_directory_urls: true")
    if settings.hsts and not _HSTS.fullmatch(settings.hsts):
        yield Problem(hsts.mark, "hsts_format", found=settings.hsts)
    if settings.first_url and not _SITE.fullmatch(settings.first_url):
        yield Problem(_get(_get(node, "extra"), "first_url").mark, "first_url_format", found=settings.first_url)
    if settings.site_url and not _SITE.fullmatch(settings.site_url):
        written = _get(node, "site_url")
        meant = _guess_address(written.text)
        fix = _mend(lines, written, meant) if meant else ""
        yield Problem(written.mark, "site_url_format", found=written.text, fix=fix)
        return
    path = urlsplit(settings.site_url).path
    if path not in ("", "/"):
        site = _get(node, "site_url").mark
        yield Problem(site, "site_below", Level.NOTE, path, details={"host": urlsplit(settings.site_url).netloc})
        if settings.hsts:
            yield Problem(hsts.mark, "hsts_shared", Level.WARNING, settings.hsts)


def _get(node: Node, name: str) -> Node:
    """A setting; an empty one where there is none."""
    return node.mapping.get(name) or Node(node.mark, None)


def _find_keys(node: Node, path: list[str]) -> Iterator[Key]:
    """Where a setting is written, also in each part of a list."""
    first, *rest = path
    for part in node.items or [node]:
        if first in part.mapping and rest:
            yield from _find_keys(part.mapping[first], rest)
        elif first in part.mapping:
            yield part.keys[first]


def _mend(lines: list[str], node: Node, value: str) -> str:
    """The line that a value stands on, with another."""
    line, column = lines[node.mark.line - 1], node.mark.column - 1
    return line[:column] + _VALUE.sub(value, line[column:], count=1)


def _read_node(node: yaml.Node | None, name: str) -> Node:
    """Settings with the line of each; what tags of MkDocs' own stand at is as it is written."""
    if node is None:
        return Node(Mark(name), {})
    mark = Mark(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        pairs = [(_read_node(key, name), _read_node(value, name)) for key, value in node.value]
        keys = {key.text: Key(key.mark, key.text) for key, _ in pairs}
        return Node(mark, {key.text: value for key, value in pairs}, keys)
    if isinstance(node, yaml.SequenceNode):
        return Node(mark, [_read_node(item, name) for item in node.value])
    return Node(mark, None if node.tag.endswith(":null") else str(node.value))
