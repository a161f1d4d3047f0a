"""One-file HTML: a record with all that belongs to it in a file, which needs nothing else to be read.

Such a file is a finished publication, which is what legal deposit takes (lag 2012:492 om pliktexemplar av elektroniskt
material). Its words are those of the page that shows the whole record: nothing is said in two ways.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from markupsafe import Markup

from ..html.hyphenation import hyphenate_words
from ..html.pictures import locate
from ..html.site_tools import SiteTools
from ..images.picture import media_type_of
from ..names import Language
from ..site.csp import hash_style
from ..site.routes import Page

# Gives the bytes of a picture by its URL, or nothing.
FindPicture = Callable[[str], bytes | None]

# What is only of use on the site: links to its other pages, buttons, and shapes whose words stand beside them.
_ON_SITE = etree.XPath(
    ".//nav | .//summary[not(h2 or h3)] | .//*[@class][@class = 'pb-permalink' "
    "or @class = 'pb-sum__shapes' "
    "or contains(concat(' ', @class, ' '), ' pb-screen ') or contains(concat(' ', @class, ' '), ' pb-today ')]"
)
_POLICY = "default-src 'none'; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'"


def make_one_file(
    tools: SiteTools, rendered: str, page: Page, language: Language, site_name: str, find_picture: FindPicture
) -> str:
    """A record's page as a whole HTML file: its style and its pictures are inside, its links lead to the site.

    Args:
        tools: what it is made with.
        rendered: what the page says.
        page: the page that shows the record with all that belongs to it.
        language: one that the page can be read in.
        site_name: what the site is called in it.
        find_picture: gives the pictures that the page shows.
    """
    renderer, alternates = tools.renderer, tools.alternates
    page_url, site_url = renderer.site.url(page, language), alternates.settings.site_url
    content = html.fragment_fromstring(hyphenate_words(rendered, language), create_parent="div")
    _leave_site(content)
    _lead_to_site(content, page_url, site_url)
    _take_in_pictures(content, page_url, find_picture)
    record = page.record
    path = page.original or page.path
    original = alternates.pages[path]
    full_urls = {code: alternates.full_url(path, code) for code in renderer.names if code in page.languages}
    return renderer.render_part(
        "onefile",
        language,
        page.path,
        content=Markup("".join(html.tostring(part, encoding="unicode") for part in content)),
        title=renderer.title(original, language),
        description=renderer.description(original, language),
        record=record,
        site_name=site_name,
        style=Markup(tools.style),
        logo=tools.logo,
        policy=_POLICY.format(style=hash_style(tools.style)),
        full_urls=full_urls if site_url else {},
        identifier=site_url + renderer.site.identifier(record) if record else "",
        updated=page.updated,
        is_edited=page.edited == page.updated,
    )


def _leave_site(content: html.HtmlElement) -> None:
    """Take away what only the site has a use for and what is said of today, and show what is folded."""
    for element in _ON_SITE(content):
        element.drop_tree()
    for summary in list(content.iter("summary")):
        summary.drop_tag()
    for element in content.iter("details"):
        element.tag = "div"
        element.attrib.pop("open", None)


def _lead_to_site(content: html.HtmlElement, page_url: str, site_url: str) -> None:
    """Make links whole; where the site has no full URL, they are words only."""
    for link in list(content.iter("a")):
        href = link.get("href")
        if href is None or href.startswith("#") or urlsplit(href).scheme:
            continue
        if site_url:
            link.set("href", urljoin(f"{site_url}{page_url}", href))
        else:
            link.drop_tag()


def _take_in_pictures(content: html.HtmlElement, page_url: str, find_picture: FindPicture) -> None:
    """Put each picture in as data; one that there is not is left as its words."""
    for picture in list(content.iter("img")):
        url = locate(picture.get("src", ""), page_url)
        data = find_picture(url)
        if data is None:
            picture.tail = (picture.get("alt") or "") + (picture.tail or "")
            picture.drop_tree()
            continue
        picture.set("src", f"data:{media_type_of(url)};base64,{base64.b64encode(data).decode()}")
        for name in ("srcset", "sizes", "loading", "decoding"):
            picture.attrib.pop(name, None)
