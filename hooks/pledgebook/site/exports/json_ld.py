"""JSON-LD: what a page is, in the words of https://schema.org, for search engines.

Only what some of them are known to read: where the page stands, and of a pledge and of the data what they are. It says
what the page says and nothing else; what is unknown is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from jinja2.utils import htmlsafe_json_dumps

from ...model import Party, Pledge
from ...model.enums import PartyType
from ...model.shared import Period
from ...names import Language
from ..routes import Page, PageKind
from .context import ExportContext
from .dataset import LICENCES
from .dcat import CATALOGUE, DISTRIBUTIONS

CONTEXT = "https://schema.org"
Thing: TypeAlias = dict[str, Any]
_GOVERNMENT = (
    *(PartyType.POLICE, PartyType.MUNICIPALITY, PartyType.DISTRICT_ADMINISTRATION, PartyType.PUBLIC_AUTHORITY),
)
# A programme is not one body, and of another sort nobody has said what it is.
_NO_BODY = (PartyType.PROGRAMME, PartyType.OTHER)


def render_json_ld(
    context: ExportContext, page: Page | None, language: Language, trail: Sequence[tuple[str, str]]
) -> str:
    """What a page says of itself as the text of a data block, safe inside a script element; nothing of the first page.

    Args:
        context: the site, which has a full URL.
        page: the page; None of one that somebody has written.
        language: the language of its words.
        trail: the title and the full URL of each page above it, the first page first, and last its own.
    """
    things = [_list_breadcrumbs(trail)] if len(trail) > 1 else []
    if page and page.kind is PageKind.PLEDGE and isinstance(page.record, Pledge):
        things.append(_describe_pledge(context, page, page.record, language, trail[-1][1]))
    if page and page.kind is PageKind.DATA:
        things.append(_describe_data(context, language, trail[-1][1]))
    if not things:
        return ""
    document = {"@context": CONTEXT, "@graph": things}
    text = str(htmlsafe_json_dumps(document, ensure_ascii=False, separators=(",", ":")))
    # JSON may have these as they are, but old scripts end a line there.
    return text.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")


def _list_breadcrumbs(trail: Sequence[tuple[str, str]]) -> Thing:
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": url}
        for number, (title, url) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _describe_pledge(context: ExportContext, page: Page, pledge: Pledge, language: Language, url: str) -> Thing:
    party_of = context.site.book.party
    told = {
        "@type": "Report",
        "@id": context.name(context.site.identifier(pledge)),
        "url": url,
        "name": pledge.title.get(language).words,
        "description": pledge.summary.get(language).words,
        "inLanguage": language,
        "author": [_describe_party(party_of[name], language) for name in pledge.parties if name in party_of],
        "datePublished": str(pledge.dates.published or ""),
        "dateModified": page.edited.isoformat() if page.edited else "",
        "temporalCoverage": render_interval(pledge.period),
    }
    return {name: value for name, value in told.items() if value}


def _describe_data(context: ExportContext, language: Language, url: str) -> Thing:
    register, words = context.site.book.register, context.words[language]
    name, publisher = register.name.get(language).words, register.publisher
    files = [(context.address(item.url), item.media_type, LICENCES[item.licence]) for item in DISTRIBUTIONS]
    names = ("contentUrl", "encodingFormat", "license")
    told = {
        "@type": "Dataset",
        "@id": "" if register.catalogue_gaps else context.address(f"{CATALOGUE}#dataset"),
        "url": url,
        "name": words.gettext("page.start.title", name=name),
        "description": words.gettext("catalogue.dataset", name=name),
        "inLanguage": context.site.book.languages,
        "license": LICENCES["texts"],
        "publisher": {"@type": "Organization", "name": publisher.get(language).words} if publisher else None,
        "distribution": [{"@type": "DataDownload", **dict(zip(names, file, strict=True))} for file in files],
    }
    return {name: value for name, value in told.items() if value}


def _describe_party(party: Party, language: Language) -> Thing:
    name = {"name": party.name.get(language).words}
    if party.type in _NO_BODY:
        return name
    return {"@type": "GovernmentOrganization" if party.type in _GOVERNMENT else "Organization", **name}


def render_interval(period: Period) -> str:
    """A period as ISO 8601 has it, as exactly as it is known: `2027`, `2018-07/2020`; nothing if an end is unknown."""
    start, end = period.start, period.end
    if start is None or (end is None and not period.open):
        return ""
    return str(start) if start == end else f"{start}/{end or '..'}"
