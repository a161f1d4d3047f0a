"""The files of a new site, made of templates; which there are and how they look stands in `templates/`.

In templates `[[ … ]]` is filled in and `[% … %]` decides, since other programs' files use curly brackets. What begins
with a low line gets a full stop there; a plain page is made in the languages of the site that it is written in, at the
address that pages link to, and the example in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale

from ...files.resources import THEME
from ...i18n.catalogue import WORDS, Catalogue, load_catalogues
from ...model.enums import PartyType, Publication
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
# From this month on, a pledge that is written is for the next year.
_LAST_MONTH = 6
# What Markdown or HTML would take for more than a letter (CommonMark, 2.4).
_MARKS = re.compile(r"([\\`*_{}\[\]#|~!])")


def list_site_files(
    request: SiteRequest, catalogues: Mapping[Language, Catalogue], today: date, own: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Every file of a new site by its path in the site's folder.

    Args:
        request: the site.
        catalogues: the words of its languages at least.
        today: the day.
        own: catalogues that the site brings itself, by the names of their files.
    """
    words = {language: catalogues[language] for language in request.languages}
    first = request.languages[0]
    context = _make_context(request, words, today) | {"has_own_words": bool(own)}
    fixed = list_fixed(words[first])
    environment = _make_environment()
    files: dict[str, str] = {}
    for path in sorted(path for path in _TEMPLATES.rglob("*") if path.is_file()):
        name = path.relative_to(_TEMPLATES).as_posix()
        template = environment.from_string(path.read_text(encoding="utf-8"))
        page = _PAGE.fullmatch(name)
        if name == _EXAMPLE:
            made = {RecordFile(RecordKind.PLEDGE, context["year"], language=code).project_path: code for code in words}
        elif page:
            made = {f"docs/{fixed[page['kind']]}{page['file']}": Language(page["language"])}
        else:
            made = {"/".join(re.sub("^_", ".", part) for part in name.split("/")): first}
        for target, code in made.items():
            if code in words:
                files[target] = template.render(
                    context, fixed=fixed, language=code, known=words[code], say=words[code].gettext
                )
    files |= list_editor_files(words[first])
    brought = {f"{THEME.name}/{WORDS}/{name}": data for name, data in own.items()}
    return {name: _end_lines(name, text).encode() for name, text in sorted(files.items())} | brought


def read_catalogues(folders: Iterable[Path]) -> dict[Language, Catalogue]:
    """The words of every language that any of some folders has words in."""
    words: dict[Language, Catalogue] = {}
    for folder in folders:
        codes = [Language(path.name.split(".")[1]) for path in sorted(folder.glob("site.*.po"))]
        words |= load_catalogues(folder, codes, folder).words
    return words


def _end_lines(name: str, text: str) -> str:
    # Windows reads its own files by its own line ends.
    return text.replace("\n", "\r\n") if name.endswith(".cmd") else text


def _make_environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        # Nothing here is HTML: each filter says what its place is.
        autoescape=False,
    )
    environment.filters |= {
        "yaml": render_scalar,
        "names": render_names,
        "flow": _render_flow,
        "markdown": render_markdown,
    }
    return environment


def render_scalar(text: str) -> str:
    """A text as YAML on one line, in brackets or not."""
    return quote(text, inside=True) or escape(text)


def render_names(names: Mapping[Language, str]) -> str:
    """A name by language as YAML on one line; one that is the same in all languages stands alone."""
    if len(names) == 1:
        return render_scalar(next(iter(names.values())))
    return f"{{{', '.join(f'{language}: {render_scalar(name)}' for language, name in names.items())}}}"


def _render_flow(items: Iterable[str]) -> str:
    return f"[{', '.join(map(render_scalar, items))}]"


def render_markdown(text: str) -> str:
    """A text as itself in a line of Markdown."""
    safe = _MARKS.sub(r"\\\1", text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _make_context(request: SiteRequest, words: Mapping[Language, Catalogue], today: date) -> dict[str, Any]:
    """What the templates fill in. Names are by language; each party and place has an id of its own."""
    parties = [
        {"id": item, "name": party.name, "inline": party.inline, "type": party.type}
        for item, party in zip(
            _make_ids(party.short or party.called for party in request.parties), request.parties, strict=True
        )
    ]
    police = [party["id"] for party in parties if party["type"] is PartyType.POLICE]
    municipalities = [party for party in request.parties if party.type is PartyType.MUNICIPALITY]
    # Several municipalities are a place each; one is the whole of the site.
    whole = [party.name for party in municipalities] if len(municipalities) > 1 else [_say("init.whole", words)]
    names = [*whole, *({request.languages[0]: place} for place in request.places)]
    places = [{"id": item, "name": name} for item, name in zip(_make_ids(map(_first, names)), names, strict=True)]
    return {
        "site": request,
        "is_own": request.publication is Publication.OWN,
        "title": _say("init.site_title", words, name=request.name),
        "own_names": {code: _name_language(code) for code in words},
        "parties": parties,
        "promiser": (police or [parties[0]["id"]])[0],
        "whole": places[: len(whole)],
        "places": places[len(whole) :],
        "theme": _say("init.theme", words),
        "theme_id": slug(words[request.languages[0]].gettext("init.theme")) or "id",
        "promises": _make_ids([_find_mark(words[request.languages[0]])] * 2),
        "is_email": "://" not in request.contact,
        "contact_function": _say("init.contact.function", words),
        "today": today.isoformat(),
        "year": str(today.year + (today.month > _LAST_MONTH)),
    }


def _find_mark(words: Catalogue) -> str:
    return words.gettext("hint.example")


def _say(key: str, words: Mapping[Language, Catalogue], **values: str) -> dict[Language, str]:
    return {code: known.gettext(key, **values) for code, known in words.items()}


def _first(names: Mapping[Language, str]) -> str:
    return next(iter(names.values()))


def _make_ids(names: Iterable[str]) -> list[str]:
    """An id for each name, with a number where two would be the same or a name has no letter of the alphabet."""
    taken: list[str] = []
    for name in names:
        base = slug(name) or "id"
        options = (base if number == 1 else f"{base}-{number}" for number in count(1))
        taken.append(next(option for option in options if option not in taken))
    return taken


def _name_language(code: Language) -> str:
    name = str(Locale.parse(code, sep="-").get_display_name() or code)
    return name[:1].upper() + name[1:]
