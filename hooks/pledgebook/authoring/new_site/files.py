"""The files of a new site, made of templates; which there are and how they look stands in `templates/`.

In templates `[[ … ]]` is filled in and `[% … %]` decides, since other programs' files use curly brackets. What begins
with a low line gets a full stop there; a plain page is made in the languages of the site that it is written in, at the
address that pages link to, and the example in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale

from ...files.resources import THEME, WORDS, list_languages
from ...i18n.catalogue import Catalogue, load_catalogues
from ...model.enums import PartyType, PlaceType, Publication
from ...model.ids import slug
from ...model.paths import RecordFile, RecordKind
from ...names import Language
from ...site.routes import list_fixed
from ...yaml.scalar import escape, quote
from ..json_schema import list_editor_files
from .request import SiteRequest

_TEMPLATES = Path(__file__).parent / "templates"
_PAGE = re.compile(r"docs/(?P<kind>\w+)/(?P<file>index\.(?P<language>[\w-]+)\.md)")
_EXAMPLE = "pledges/example.md"
# The languages that the plain pages are written in: the first language of a site is one of them.
PAGE_LANGUAGES = tuple(Language(path.name.split(".")[1]) for path in sorted((_TEMPLATES / "docs/about").iterdir()))
# Names that there are words for in every language.
_NAMES = ("police", "police.inline", "whole", "theme", "contact.function", "site_title")
# After this month, a pledge that is written is for the next year.
_LAST_MONTH = 6
# What Markdown or HTML would take for more than a letter (CommonMark, 2.4).
_MARKS = re.compile(r"([\\`*_{}\[\]#|~!])")


def read_catalogues(folders: Iterable[Path]) -> dict[Language, Catalogue]:
    """The words of every language that any of some folders has words in."""
    words: dict[Language, Catalogue] = {}
    for folder in folders:
        words |= load_catalogues(folder, list_languages(folder), folder).words
    return words


def name_municipality(name: str, words: Catalogue) -> str:
    """What the municipality of a place is most likely called; in Swedish a name in s, x or z takes no more s."""
    is_bare = name.casefold().endswith(tuple(words.gettext("init.s").split()))
    return words.gettext("init.municipality.bare" if is_bare else "init.municipality", name=name)


def list_site_files(
    request: SiteRequest, catalogues: Mapping[Language, Catalogue], today: date, own: Path | None = None
) -> dict[str, bytes]:
    """Every file of a new site by its path in the site's folder.

    Args:
        request: the site.
        catalogues: the words of its languages at least.
        today: the day.
        own: a folder of catalogues that the site brings itself.
    """
    words = {language: catalogues[language] for language in request.languages}
    first, *_ = request.languages
    year = str(today.year + (today.month > _LAST_MONTH))
    context = {
        **_make_subjects(request, words[first]),
        **{"site": request, "has_own_words": bool(own), "today": today, "year": year},
        "fixed": list_fixed(words[first]),
        "is_own": request.publication is Publication.OWN,
        "mark": slug(words[first].gettext("hint.example")),
    }
    environment = _make_environment(_translate(request, words))
    files: dict[str, str] = {}
    for path in sorted(path for path in _TEMPLATES.rglob("*") if path.is_file()):
        template = environment.from_string(path.read_text(encoding="utf-8"))
        for target, code in _list_targets(path.relative_to(_TEMPLATES).as_posix(), context):
            if code in words:
                files[target] = template.render(context, known=words[code], language=code, say=words[code].gettext)
    files |= list_editor_files(words[first])
    # Windows reads its own files by its own line ends.
    texts = {name: text.replace("\n", "\r\n") if name.endswith(".cmd") else text for name, text in files.items()}
    brought = [path for path in own.iterdir() if path.suffix in (".po", ".yml")] if own else []
    data = {f"{THEME.name}/{WORDS}/{path.name}": path.read_bytes() for path in brought}
    return data | {name: text.encode() for name, text in texts.items()}


def _list_targets(name: str, context: Mapping[str, Any]) -> Iterator[tuple[str, Language]]:
    """Where what a template makes goes, and in which language."""
    page = _PAGE.fullmatch(name)
    if page:
        yield f"docs/{context['fixed'][page['kind']]}{page['file']}", Language(page["language"])
    elif name == _EXAMPLE:
        for code in context["site"].languages:
            yield RecordFile(RecordKind.PLEDGE, context["year"], language=code).project_path, code
    else:
        yield "/".join(re.sub("^_", ".", part) for part in name.split("/")), context["site"].languages[0]


def _translate(request: SiteRequest, words: Mapping[Language, Catalogue]) -> dict[str, dict[Language, str]]:
    """What the names that there are words for are called in every language, by their names in the first."""
    called = {code: _name_all(request.name, known) for code, known in words.items()}
    return {names[0]: dict(zip(called, names, strict=True)) for names in zip(*called.values(), strict=True)}


def _name_all(name: str, words: Catalogue) -> list[str]:
    return [name_municipality(name, words), *(words.gettext(f"init.{key}", name=name) for key in _NAMES)]


def _make_subjects(request: SiteRequest, words: Catalogue) -> dict[str, list[dict[str, str]]]:
    """The parties, the places that are a whole municipality, and the other places, each with an id of its own."""
    short = {name_municipality(request.name, words): words.gettext("init.municipality.short")}
    municipalities = [name for name, kind in request.parties if kind is PartyType.MUNICIPALITY]
    # Several municipalities are a place each; one is the whole of the site.
    whole = municipalities if len(municipalities) > 1 else [words.gettext("init.whole")]
    places = _list_with_ids([*((name, PlaceType.MUNICIPALITY) for name in whole), *request.places], {})
    cut = len(whole)
    return {"parties": _list_with_ids(request.parties, short), "whole": places[:cut], "places": places[cut:]}


def _list_with_ids(named: Iterable[tuple[str, str]], short: Mapping[str, str]) -> list[dict[str, str]]:
    """Names and kinds, each with an id: with a number where two are alike or a name has no letter of the alphabet."""
    found: dict[str, dict[str, str]] = {}
    for name, kind in named:
        base = slug(short.get(name, name)) or "id"
        id = next(id for number in count(1) if (id := f"{base}-{number}".removesuffix("-1")) not in found)
        found[id] = {"id": id, "name": name, "type": kind}
    return [*found.values()]


def _make_environment(translated: Mapping[str, Mapping[Language, str]]) -> jinja2.Environment:
    # Nothing here is HTML: each filter says what its place is.
    environment = jinja2.Environment(
        *("[%", "%]", "[[", "]]", "[#", "#]"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )

    def render_names(name: str) -> str:
        # As YAML on one line; a name that is the same in all languages stands alone.
        names = translated.get(name, {})
        by_language = (f"{language}: {render_scalar(text)}" for language, text in names.items())
        return f"{{{', '.join(by_language)}}}" if len(names) > 1 else render_scalar(name)

    environment.filters |= {
        "yaml": render_scalar,
        "names": render_names,
        "flow": lambda items: f"[{', '.join(map(render_scalar, items))}]",
        "markdown": lambda text: _MARKS.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;"),
        "in_language": lambda name, language: translated.get(name, {}).get(language, name),
        "own_name": lambda code: str(Locale.parse(code, sep="-").get_display_name() or code).capitalize(),
    }
    return environment


def render_scalar(text: str) -> str:
    """A text as YAML on one line, in brackets or not."""
    return quote(text, inside=True) or escape(text)
