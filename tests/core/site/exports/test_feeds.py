"""Feeds: what has happened, as the programs read it that people follow websites with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from hypothesis import assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from lxml import etree

from core.conftest import (
    AG,
    EN,
    FU,
    REPOSITORY,
    SV,
    TODAY,
    Given,
    Show,
    Shown,
    Workspace,
    agreement,
    followup,
    pledge,
    register,
    words,
)
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.model import Change, Pledge
from pledgebook.model.dates import PartialDate
from pledgebook.model.enums import ChangeKind
from pledgebook.model.text import LocalizedText, Prose
from pledgebook.names import Language
from pledgebook.project import load_book
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.site.build import build_site
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.feeds import ATOM, MOST, list_told
from pledgebook.site.exports.listing import render_exports
from pledgebook.site.routes import Page, PageKind
from pledgebook.site.views.changes import list_events_of
from pledgebook.site.views.places import PlaceView
from pledgebook.site.views.subjects import PartyView, SubjectView

ADDRESS = "https://medborgarloften.example/"
WHOLE = "handelser.atom"
PLACE = "platser/fiktiva-torget/handelser.atom"
NAMESPACE = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")
# How often each element may stand in a feed and in an entry: at least and at most (RFC 4287, 4.1.1 and 4.1.2).
ONCE, OPTIONAL, ANY = (1, 1), (0, 1), (0, 10**6)
FEED = {"id": ONCE, "title": ONCE, "updated": ONCE, "author": ONCE, "link": (1, 10**6), "entry": ANY}
ENTRY = {"id": ONCE, "title": ONCE, "updated": ONCE, "published": OPTIONAL, "summary": OPTIONAL, "link": ONCE}
NASTY = "& < > \" ' ]]> &amp; <b>å</b> ÅÄÖ åäö"
RIGHT_TO_LEFT = "تعهد & <المواطنين>"

# Names that are the same in every language.
ONE_NAME = """\
name: Exempelstad
parties: [{id: polisen, name: Polisen, type: police}]
sources: [{id: p1, publisher: Polisen, url: "https://example.org/lofte"}]
"""

Feeds = dict[str, str]


def read(text: str) -> Any:
    """A feed as a reader's program understands it; it is as the standard has it."""
    check_atom(text)
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert "atom10" == found.version
    return found


def check_atom(text: str) -> None:
    """What RFC 4287 asks of a feed of this form, in its own words: section 4."""
    feed = etree.fromstring(text.encode())
    assert f"{NAMESPACE}feed" == feed.tag
    check_children(feed, FEED)
    links = Counter((link.get("rel"), link.get("type"), link.get("hreflang")) for link in feed.iterfind("{*}link"))
    assert {1} == set(links.values())
    assert 1 == sum(rel == "self" for rel, _, _ in links)
    ids = [entry.findtext("{*}id") for entry in feed.iterfind("{*}entry")]
    assert len(ids) == len(set(ids))
    for entry in feed.iterfind("{*}entry"):
        check_children(entry, ENTRY)
        published = entry.findtext("{*}published")
        assert published is None or published <= (entry.findtext("{*}updated") or "")
        assert (entry.findtext("{*}updated") or "") <= (feed.findtext("{*}updated") or "")
    for element in feed.iter():
        assert set(element.attrib) <= {"rel", "type", "hreflang", "href", LANGUAGE}
        told = element.text or ""
        match etree.QName(element).localname:
            case "updated" | "published":
                assert INSTANT.fullmatch(told)
            case "id":
                assert urlsplit(told).scheme and " " not in told
            case "link":
                assert not told and element.get("href", "").startswith(ADDRESS)
                assert element.get("type") in (ATOM, "text/html")
            case "title" | "summary" | "name":
                assert told.strip()


def check_children(element: Any, allowed: dict[str, tuple[int, int]]) -> None:
    found = Counter(etree.QName(child).localname for child in element)
    assert set(found) <= set(allowed)
    for name, (least, most) in allowed.items():
        assert least <= found[name] <= most, name


def feeds_of(shown: Shown) -> Feeds:
    return {url: text for url, text in shown.exports(ADDRESS).items() if url.endswith(".atom")}


def list_names(feed: str) -> list[str]:
    """What the entries of a feed go by, without the address of the site."""
    return [entry.id.removeprefix(f"{ADDRESS}id/") for entry in read(feed).entries]


def find_entry(feed: str, name: str) -> Any:
    return next(entry for entry in read(feed).entries if entry.id == f"{ADDRESS}id/{name}")


@pytest.fixture
def feed_of(given: Given, show: Show) -> Callable[..., str]:
    """The feed of the whole site, of a pledge that is the usual one but for some fields."""

    def make(fields: str = "", url: str = WHOLE, **files: str) -> str:
        return feeds_of(show(given({SV: pledge(fields), **files}).book))[url]

    return make


@pytest.fixture(scope="module")
def exempelstad(catalogues: Catalogues) -> Book:
    loaded = load_book(REPOSITORY / "tests" / "exempelstad", [Language("sv"), Language("en")])
    assert loaded.book, loaded.problems
    return loaded.book


def test_each_language_has_a_feed_of_all_and_one_of_each_theme_place_and_party(given: Given, show: Show) -> None:
    urls = {
        *("handelser.atom", "parter/bolaget/handelser.atom", "parter/kommunen/handelser.atom"),
        *("parter/polisen/handelser.atom", "platser/fiktiva-torget/handelser.atom", "platser/sagogatan/handelser.atom"),
        *("teman/narkotika/handelser.atom", "teman/trafik/handelser.atom"),
    }
    found = feeds_of(show(given().book))
    assert {*urls, *(f"en/{url}" for url in urls)} == set(found)
    for text in found.values():
        read(text)


def test_a_feed_has_what_the_changes_page_has_in_the_same_words(feed_of: Callable[..., str]) -> None:
    feed = read(
        feed_of(
            """
            dates: {signed: 2027-01-02, decided: 2026-12, published: 2027-01-03, updated: 2027-05-02}
            changes: [{id: mer, date: 2027-04-01, kind: added, promise: synas, note: "Det *blev* mer."}]
            """,
            **{
                FU: followup("date: 2027-06-01\nby: [polisen, kommunen]\nsummary: Det gick bra."),
                AG: agreement("dates: {signed: 2024}"),
            },
        )
    )
    assert [
        "Medborgarlöfte 2027 följdes upp av Polisen och Exempelstads kommun (1 juni 2027)",
        "Medborgarlöfte 2027 uppdaterades (2 maj 2027)",
        "Medborgarlöfte 2027 – Tillagt (1 april 2027)",
        "Medborgarlöfte 2027 publicerades (3 januari 2027)",
        "Medborgarlöfte 2027 undertecknades (2 januari 2027)",
        "Medborgarlöfte 2027 beslutades (december 2026)",
        "Överenskommelse 2024–2027 undertecknades (2024)",
    ] == [entry.title for entry in feed.entries]
    assert ["Det gick bra.", "Ett kort löfte.", "Synas på Fiktiva torget. Det blev mer."] == [
        entry.summary for entry in feed.entries[:3]
    ]
    assert [
        f"{ADDRESS}2027/#uppfoljning-1",
        f"{ADDRESS}2027/",
        f"{ADDRESS}2027/#andringar",
        f"{ADDRESS}overenskommelser/2024-2027/",
    ] == [entry.link for entry in (*feed.entries[:3], feed.entries[-1])]


def test_a_feed_says_whose_it_is_and_where_it_and_its_page_are(given: Given, show: Show) -> None:
    found = feeds_of(show(given({"register.yml": register("publisher: {sv: Föreningen, en: The association}")}).book))
    for url, author, title, page, changes in (
        (WHOLE, "Föreningen", "Medborgarlöften i Exempelstad", "", "andringar/"),
        (PLACE, "Föreningen", "Medborgarlöften i Exempelstad: Fiktiva torget", "platser/fiktiva-torget/", "andringar/"),
        (
            *(f"en/{PLACE}", "The association", "Citizen pledges in Exempelstad: Fictional Square"),
            *("en/platser/fiktiva-torget/", "en/andringar/"),
        ),
    ):
        feed = read(found[url]).feed
        other = url.removeprefix("en/") if url.startswith("en/") else f"en/{url}"
        own, others = ("en", "sv") if url.startswith("en/") else ("sv", "en")
        assert (author, title, own) == (feed.author, feed.title, feed.language)
        assert {
            ("self", ATOM, own, ADDRESS + url),
            ("alternate", ATOM, others, ADDRESS + other),
            ("alternate", "text/html", own, ADDRESS + page),
            ("related", "text/html", own, ADDRESS + changes),
        } == {(link.rel, link.type, link.hreflang, link.href) for link in feed.links}
        assert feed.id == ADDRESS + url


def test_that_nobody_is_known_to_have_made_the_site_is_said(feed_of: Callable[..., str]) -> None:
    feed = feed_of(**{"register.yml": register("publication: compiled")})
    assert "Vem som har gjort webbplatsen är inte angivet" == read(feed).feed.author


@pytest.mark.parametrize(
    ("when", "published", "updated", "said"),
    [
        ("2027-05-02", "2027-05-02", "2027-05-02", "(2 maj 2027)"),
        ("2027-05", None, "2027-05-01", "(maj 2027)"),
        ("2026", None, "2026-01-01", "(2026)"),
        (None, None, "2027-12-31", "(datum okänt)"),
    ],
)
def test_a_date_is_told_no_more_exactly_than_it_is_known(
    feed_of: Callable[..., str], when: str | None, published: str | None, updated: str, said: str
) -> None:
    day = f"date: {when}" if when else "unknown: [date]"
    entry = find_entry(feed_of(**{FU: followup(day, without="date")}), "2027#followed_up-1.sv")
    assert entry.title.endswith(said)
    assert published == (entry.published[:10] if "published" in entry else None)
    assert updated == entry.updated[:10]
    assert "summary" not in entry


def test_what_nothing_places_in_time_is_there_too_and_last(feed_of: Callable[..., str]) -> None:
    fields = (
        "changes: [{kind: changed, note: Ett ord., unknown: [date]}]\nunknown: [period]\ndates: {updated: 2026-03-04}"
    )
    feed = feed_of(**{SV: None, "lofte/pledge.sv.md": pledge(fields, without="period")})
    assert ["lofte#updated.sv", "lofte#changed-changed.sv"] == list_names(feed)
    assert "1970-01-01T00:00:00Z" == read(feed).entries[-1].updated


def test_the_ledger_tells_when_the_site_first_told_of_something(workspace: Workspace, show: Show) -> None:
    workspace.edit(SV, "parties:", "dates: {signed: 2026-11-20, decided: 2026}\nparties:")
    workspace.does("publish", "2027", day=5)
    workspace.write(FU, followup("unknown: [date]\ncovers: 2026", without="date"))
    workspace.edit(SV, "summary: Ett kort löfte.", "summary: Ett mycket kort löfte.")
    workspace.does("change", "2027", "--kind", "correction", "--note", "Ett ord föll bort.", day=8)
    workspace.write("2027/followup-2.sv.md", followup("date: 2027-01-04\ncovers: 2026"))
    book = workspace.loaded.book
    assert book
    feed = read(feeds_of(show(book, date(2027, 1, 20)))[WHOLE])
    assert [
        ("changed-change-1", "2027-01-08", "2027-01-08"),
        ("followed_up-1", None, "2027-01-08"),
        ("signed", "2026-11-20", "2027-01-05"),
        ("decided", None, "2027-01-05"),
        # Nobody has published this one yet.
        ("followed_up-2", "2027-01-04", "2027-01-04"),
    ] == [
        (
            entry.id.partition("#")[2].removesuffix(".sv"),
            entry.published[:10] if "published" in entry else None,
            entry.updated[:10],
        )
        for entry in feed.entries
    ]
    assert "2027-01-08T00:00:00Z" == feed.feed.updated


def test_what_lies_ahead_is_not_told_as_having_happened(given: Given, show: Show) -> None:
    told = given(
        {SV: pledge("dates: {signed: 2027-12-01, decided: 2027-01-01}"), FU: followup("date: 2027-07-01")}, today=None
    )
    assert ["2027#decided.sv"] == list_names(feeds_of(show(told.book, date(2027, 6, 15)))[WHOLE])
    later = list_names(feeds_of(show(told.book, date(2028, 6, 15)))[WHOLE])
    assert ["2027#signed.sv", "2027#followed_up-1.sv", "2027#decided.sv"] == later


def test_what_has_been_taken_away_stands_in_no_feed(workspace: Workspace, show: Show) -> None:
    workspace.edit(SV, "parties:", "dates: {signed: 2026-11-20}\nparties:")
    workspace.edit(SV, "summary: Ett kort löfte.", "summary: Anna Ek lovar.")
    workspace.does("publish", "2027")
    workspace.edit(SV, "summary: Anna Ek lovar.", "summary: Ett kort löfte.")
    workspace.does("redact", "2027", "--field", "summary", "--reason", "En person nämndes.", day=2)
    book = workspace.loaded.book
    assert book
    found = feeds_of(show(book, date(2027, 1, 20)))
    assert not [url for url, text in found.items() if "Anna" in text]
    entries = read(found[WHOLE]).entries
    assert "Medborgarlöfte 2027 – Personuppgift borttagen (2 januari 2027)" == entries[0].title
    assert "Ett kort löfte." == entries[1].summary


@pytest.mark.parametrize("nasty", [NASTY, RIGHT_TO_LEFT, "*_`#\\ $x$ {{ y }}"])
def test_any_words_come_through_whole_from_every_field(given: Given, show: Show, nasty: str) -> None:
    text = "'" + nasty.replace("'", "''") + "'"
    prose = "'" + nasty.replace("'", "''").replace("<b>å</b>", "å") + "'"
    names = "\n".join(
        f"{name}:\n  - {{id: {key}, name: {text}{more}}}"
        for name, key, more in (
            ("parties", "polisen", ", type: police"),
            ("places", "fiktiva-torget", ", type: square"),
            ("themes", "trafik", ""),
        )
    )
    told = given(
        {
            "register.yml": register(f"name: {text}\npublisher: {text}\n{names}"),
            SV: pledge(
                f"""
                title: {text}
                summary: {text}
                dates: {{signed: 2027-01-01}}
                promises: [{{id: synas, by: polisen, text: {text}, places: [fiktiva-torget], themes: [trafik]}}]
                changes: [{{id: en, date: 2027-01-02, kind: changed, promise: synas, note: {prose}}}]
                """
            ),
            FU: followup(f"date: 2027-01-03\nsummary: {prose}"),
        },
        languages=(Language("sv"),),
    )
    found = feeds_of(show(told.book))
    feed = read(found[PLACE])
    assert f"Medborgarlöften i {nasty}: {nasty}" == feed.feed.title
    assert nasty == feed.feed.author
    report, change, signed = feed.entries
    assert f"{nasty} följdes upp av {nasty} (3 januari 2027)" == report.title
    assert f"{nasty} – Ändrat (2 januari 2027)" == change.title
    assert f"{nasty} undertecknades (1 januari 2027)" == signed.title
    assert nasty == signed.summary
    assert change.summary.startswith(nasty)
    for text in found.values():
        read(text)


def test_what_xml_cannot_hold_comes_out_of_no_record(given: Given, feed_of: Callable[..., str]) -> None:
    fields = r'title: "A\x07B\x0c\ufffeC"' + "\n" + r'summary: "D\x00E"' + "\n"
    assert ["2:8", "3:10"] == [told.split(" ")[0].partition(":")[2] for told in given({SV: pledge(fields)}).errors]
    change = 'changes: [{date: 2027-02-01, kind: correction, note: "A&#7;B"}]\n'
    assert "AB" == read(feed_of(change)).entries[0].summary


def test_words_of_another_language_are_marked_as_that(given: Given, show: Show) -> None:
    told = given(
        {
            SV: pledge("dates: {signed: 2027-01-01}"),
            EN: words("title: Citizen pledge 2027\nsummary: A short pledge."),
            AG: agreement("dates: {signed: 2024-01-01}"),
        }
    )
    feed = etree.fromstring(feeds_of(show(told.book))[f"en/{WHOLE}"].encode())
    assert "en" == feed.get(LANGUAGE)
    assert [("A short pledge.", "en"), ("Ramen för samarbetet.", "sv")] == [
        (summary.text, summary.get(LANGUAGE)) for summary in feed.iterfind("{*}entry/{*}summary")
    ]
    # A name stays a name.
    assert "Överenskommelse 2024–2027 was signed (1 January 2024)" == feed.findtext("{*}entry[2]/{*}title")
    ids = [entry.findtext("{*}id") for entry in feed.iterfind("{*}entry")]
    assert [f"{ADDRESS}id/2027#signed.en", f"{ADDRESS}id/overenskommelser/2024-2027#signed.en"] == ids


def test_where_nothing_has_happened_a_feed_is_empty_and_sound(given: Given, show: Show) -> None:
    found = feeds_of(show(given().book))
    for url in (WHOLE, "platser/sagogatan/handelser.atom", "en/teman/narkotika/handelser.atom"):
        feed = read(found[url])
        assert [] == feed.entries
        # When the words of the site were last changed, as far as anybody knows.
        assert "2027-03-02T00:00:00Z" == feed.feed.updated
    # Where nobody knows of any change, it is the same every day.
    bare = given({"accessibility.yml": None}).book
    assert "1970-01-01T00:00:00Z" == read(feeds_of(show(bare))[WHOLE]).feed.updated
    assert feeds_of(show(bare)) == feeds_of(show(bare, TODAY + timedelta(days=1)))


def test_a_feed_has_the_newest_and_no_more_than_it_may(feed_of: Callable[..., str]) -> None:
    listed = ", ".join(
        f"{{id: nr-{number}, date: 2027-{1 + number // 28:02}-{1 + number % 28:02}, kind: changed, note: Ord.}}"
        for number in range(MOST + 10)
    )
    names = list_names(feed_of(f"changes: [{listed}]"))
    assert [f"2027#changed-nr-{number}.sv" for number in reversed(range(10, MOST + 10))] == names


def test_without_an_address_a_site_has_no_feeds(given: Given, show: Show) -> None:
    shown = show(given({SV: pledge("dates: {signed: 2027-01-01}")}).book)
    assert not [url for url in shown.exports("") if url.endswith(".atom")]


def test_what_entries_go_by_stays_when_the_site_moves(given: Given, show: Show) -> None:
    shown = show(given({SV: pledge("dates: {signed: 2027-01-01}")}).book)
    moved = ExportContext(shown.site, shown.words, "https://exempelstad.example/loften/", ADDRESS)
    before, after = shown.exports(ADDRESS)[PLACE], dict(render_exports(moved))[PLACE].decode()
    assert [f"{ADDRESS}{PLACE}", f"{ADDRESS}id/2027#signed.sv"] == list_ids(before) == list_ids(after)
    assert ADDRESS not in re.sub(r"<id>.*?</id>", "", after)


def list_ids(feed: str) -> list[str]:
    return re.findall(r"<id>(.*?)</id>", feed)


def test_the_same_records_give_the_same_bytes(exempelstad: Book, show: Show) -> None:
    assert feeds_of(show(exempelstad)) == feeds_of(show(exempelstad))


CHANGES = st.lists(
    st.tuples(
        st.sampled_from([None, "2026", "2026-03", "2026-03-01", "2027-01-01"]),
        st.sampled_from([ChangeKind.CHANGED, ChangeKind.ADDED]),
        st.sampled_from([None, "synas", "vandra"]),
        st.sampled_from([None, "a", "b", "changed", "2026-changed"]),
    ),
    max_size=8,
    unique=True,
)


@drawn(drawn_changes=CHANGES, shuffled=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_what_an_entry_goes_by_is_its_own_and_no_edit_of_words_or_order_changes_it(
    exempelstad: Book, catalogues: Catalogues, drawn_changes: list[tuple[Any, ...]], shuffled: Any
) -> None:
    """A change has its own id; one that authors have not given any goes by what else it says."""
    ids = [name for *_, name in drawn_changes if name]
    assume(len(ids) == len(set(ids)))
    changes = [
        Change(date=when and PartialDate.parse(when), kind=kind, promise=promise, id=name, note=Prose({"sv": "Ord."}))
        for when, kind, promise, name in drawn_changes
    ]

    def name_events(listed: Iterable[Change], summary: str) -> list[str]:
        changed = {"changes": tuple(listed), "summary": LocalizedText({"sv": summary})}
        book = replace(exempelstad, pledges=(exempelstad.pledge["2019"].model_copy(update=changed),), ledgers={})
        site = build_site(BookOnDay(book, TODAY), catalogues[Language("sv")])
        return [name for event, _, name in list_told(site) if isinstance(event.record, Pledge)]

    before = name_events(changes, "Ett.")
    assert len(changes) + 4 == len(before) == len(set(before))
    edited = [item.model_copy(update={"note": Prose({"sv": "Andra ord."})}) for item in changes]
    shuffled.shuffle(edited)
    assert set(before) == set(name_events(edited, "Två."))


def list_shown(page: Page) -> tuple[set[str], bool]:
    """The pledges that the page of a subject shows, and whether it has left none out for being too many."""
    view = page.view
    assert isinstance(view, SubjectView)
    found, is_all = {mention.pledge.id for mention in view.pledges}, True
    if isinstance(view, PartyView):
        found |= {mention.pledge.id for mention in view.helped} | {line.pledge.id for line in view.behind}
    if isinstance(view, PlaceView):
        found |= {line.pledge.id for other in view.others for line in (*other.shown, *other.folded)}
        is_all = all(other.is_all for other in view.others)
    return found, is_all


def test_a_subjects_feed_has_the_events_of_the_pledges_that_its_page_shows_and_no_others(
    exempelstad: Book, show: Show
) -> None:
    shown = show(exempelstad, date(2030, 1, 1))
    found, kinds = feeds_of(shown), Counter[PageKind]()
    for page in shown.site.pages:
        if page.kind in (PageKind.THEME, PageKind.PLACE, PageKind.PARTY):
            pledges, is_all = list_shown(page)
            assert is_all
            events = [
                event
                for name in pledges
                for event in list_events_of(exempelstad, exempelstad.pledge[name], shown.site.day.today)
            ]
            names = list_names(found[f"{page.path}handelser.atom"])
            assert len(events) == len(names) <= MOST
            assert {event.record.id for event in events} == {name.partition("#")[0] for name in names}
            kinds[page.kind] += bool(names)
    assert all(kinds[kind] for kind in (PageKind.THEME, PageKind.PLACE, PageKind.PARTY))


def test_a_subjects_pledges_that_its_page_has_no_room_for_are_in_its_feed(given: Given, show: Show) -> None:
    years = range(1990, 2027)
    files = {
        f"{year}/pledge.sv.md": pledge(f"title: Löfte {year}\nperiod: {year}\ndates: {{signed: {year}-02-01}}")
        for year in years
    }
    book = given({**files, SV: None}, languages=(Language("sv"),)).book
    shown = show(book)
    pledges, is_all = list_shown(shown.page("platser/sagogatan/"))
    assert not is_all and len(pledges) < len(years)
    names = list_names(feeds_of(shown)["platser/sagogatan/handelser.atom"])
    assert [f"{year}#signed.sv" for year in reversed(years)] == names


def test_a_site_of_three_languages_has_feeds_in_all_of_them(given: Given, catalogues: Catalogues) -> None:
    third = Language("fi")
    languages = (Language("sv"), Language("en"), third)
    own = replace(catalogues, words={**catalogues.words, third: replace(catalogues[Language("en")], language=third)})
    told = given({SV: pledge("dates: {signed: 2027-01-01}"), "register.yml": ONE_NAME}, languages=languages)
    site = build_site(BookOnDay(told.book, TODAY), own[languages[0]])
    found = dict(render_exports(ExportContext(site, own, ADDRESS)))
    for language in languages:
        feed = read(found[site.feed_url("start", language)].decode()).feed
        others = {link.hreflang for link in feed.links if (link.rel, link.type) == ("alternate", ATOM)}
        assert (language, set(languages) - {language}) == (feed.language, others)


def test_an_entry_leads_to_where_its_event_is_told(exempelstad: Book, show: Show) -> None:
    shown = show(exempelstad, date(2030, 1, 1))
    entries = read(feeds_of(shown)[WHOLE]).entries
    assert {"uppfoljning-2020-01", "andringar", ""} <= {urlsplit(entry.link).fragment for entry in entries}
    links = {tuple(entry.link.removeprefix(ADDRESS).split("#")) for entry in entries if "#" in entry.link}
    pages = {path: shown.html(path) for path, _ in links}
    assert all(f'id="{anchor}"' in pages[path] for path, anchor in links)
