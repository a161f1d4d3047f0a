"""Writes as many fictional pledges as asked for. The same arguments always give the same files.

`write_municipalities` writes a folder of records; `write_plain_pages` writes the same words as ordinary Markdown pages,
for a site without this project's code to compare with. No place, body or number here exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LAST_YEAR = 2026
LANGUAGES = ("sv", "en")
FRAME_YEARS = 4


@dataclass(frozen=True)
class Kind:
    """One of the ten promises that every pledge makes; `{n}` becomes a number and `{place}` the municipality.

    Attributes:
        words: the promise in each language.
        target: its target, with words in the first language.
        target_words: the words of the target in the second language.
        figure: what a follow-up counts, in each language.
        more: other facts of the promise, with words in the first language.
        more_words: those words in the second language.
    """

    id: str
    by: tuple[str, ...]
    theme: str
    words: tuple[str, str]
    target: tuple[dict[str, Any], ...]
    target_words: tuple[dict[str, Any], ...]
    figure: tuple[str, str]
    more: dict[str, Any]
    more_words: dict[str, Any]


KINDS = (
    Kind(
        "trafikkontroller",
        ("sagopolisen",),
        "trafik",
        (
            "Göra {n} trafikkontroller på påhittade gator i {place}.",
            "Make {n} traffic checks on made-up streets in {place}.",
        ),
        ({"count": "{n}", "unit": "kontroller"},),
        ({"unit": "checks"},),
        ("kontroller", "checks"),
        {},
        {},
    ),
    Kind(
        "trygghetsvandringar",
        ("sagopolisen", "exempelkommunen"),
        "narvaro",
        ("Gå trygghetsvandringar i {place} tillsammans.", "Go on safety walks in {place} together."),
        ({"at_least": "{n}", "unit": "vandringar", "per": "term"}, {"event": "ett medborgarforum"}),
        ({"unit": "walks"}, {"event": "one citizens' forum"}),
        ("vandringar", "walks"),
        {"with": ["pahittet"]},
        {},
    ),
    Kind(
        "trasig-belysning",
        ("exempelkommunen",),
        "miljo",
        ("Laga trasiga lampor i {place} inom en vecka.", "Mend broken lamps in {place} within a week."),
        ({"about": "{n}", "unit": "lampor"},),
        ({"unit": "lamps"},),
        ("lampor", "lamps"),
        {
            "condition": "Om någon anmäler dem.",
            "activities": [
                {"id": "ronder", "text": "Gå en rond varje månad.", "target": [{"count": "12", "unit": "ronder"}]}
            ],
        },
        {
            "condition": "If somebody reports them.",
            "activities": [{"id": "ronder", "text": "Make one round a month.", "target": [{"unit": "rounds"}]}],
        },
    ),
    Kind(
        "skolbesok",
        ("sagopolisen",),
        "unga",
        ("Besöka alla sagoskolor i {place}.", "Visit all storybook schools in {place}."),
        ({"coverage": "alla sagoskolor"},),
        ({"coverage": "all storybook schools"},),
        ("besök", "visits"),
        {"target_group": "Elever i årskurs sex"},
        {"target_group": "Pupils in the sixth year"},
    ),
    Kind(
        "medborgarforum",
        ("exempelkommunen",),
        "narvaro",
        ("Hålla ett forum på Fiktiva torget i {place}.", "Hold a forum on Fictional Square in {place}."),
        ({"event": "ett forum"},),
        ({"event": "one forum"},),
        ("forum", "forums"),
        {"when": "Under våren"},
        {"when": "In spring"},
    ),
    Kind(
        "nolltolerans",
        ("sagopolisen",),
        "narvaro",
        ("Ingripa mot all påhittad langning i {place}.", "Act against all made-up dealing in {place}."),
        ({"level": "nolltolerans"},),
        ({"level": "zero tolerance"},),
        ("ingripanden", "interventions"),
        {},
        {},
    ),
    Kind(
        "oppna-kvallar",
        ("exempelkommunen", "pahittet"),
        "unga",
        (
            "Ha öppet {n} kvällar i månaden i Sagohuset i {place}.",
            "Keep the Storybook House in {place} open {n} evenings a month.",
        ),
        ({"count": "{n}", "unit": "kvällar", "per": "month"},),
        ({"unit": "evenings"},),
        ("kvällar", "evenings"),
        {"with_others": "Sagor och Sällskap"},
        {"with_others": "Stories and Company"},
    ),
    Kind(
        "mindre-buller",
        ("pahittet",),
        "miljo",
        ("Få ner bullret på Sagogatan i {place}.", "Bring down the noise on Storybook Street in {place}."),
        ({"at_most": "{n}", "unit": "klagomål", "per": "year"},),
        ({"unit": "complaints"},),
        ("klagomål", "complaints"),
        {},
        {},
    ),
    Kind(
        "roja-stigar",
        ("exempelkommunen",),
        "miljo",
        ("Röja stigar genom Påhittade parken i {place}.", "Clear paths through Made-up Park in {place}."),
        ({"count": "{n}", "unit": "stigar"}, {"at_least": "{n}", "unit": "nya bänkar"}),
        ({"unit": "paths"}, {"unit": "new benches"}),
        ("stigar", "paths"),
        {},
        {},
    ),
    Kind(
        "tomma-lokaler",
        ("pahittet",),
        "trafik",
        (
            "Fylla tomma lokaler i {place} med sådant som människor saknar.",
            "Fill empty premises in {place} with what people miss.",
        ),
        (),
        (),
        ("lokaler", "premises"),
        {"note": "Löftet har **inget mål** som går att mäta, och det säger källan också."},
        {"note": "The promise has **no target** that can be measured, and the source says so too."},
    ),
)
THEMES = {
    "trafik": ("Sagotrafik", "Storybook traffic"),
    "narvaro": ("Närvaro", "Presence"),
    "unga": ("Unga", "Young people"),
    "miljo": ("Miljö", "Surroundings"),
}
PARTIES = {
    "sagopolisen": ("Sagopolisen", "The Storybook Police", "police"),
    "exempelkommunen": ("Exempelkommunen", "The Example Municipality", "municipality"),
    "pahittet": ("Bostads AB Påhittet", "Påhittet Housing", "public_company"),
}
STATUSES = ("fulfilled", "partly_fulfilled", "ongoing", "fulfilled", "not_fulfilled", "not_assessable", "fulfilled")
SUMMARY = (
    "Tio påhittade löften för {place} under {year}, om trafik, närvaro, unga och miljö.",
    "Ten made-up promises for {place} in {year}, on traffic, presence, young people and surroundings.",
)
AIM = (
    "Det ska vara **lugnt** att gå hem genom {place}, också i november.",
    "It should be **calm** to walk home through {place}, in November too.",
)
BODY = (
    "Löftet skrevs efter ett samtal på Fiktiva torget i {place} hösten före {year}. De som kom fick säga vad de\n"
    "saknade, och {n} påhittade svar låg till grund för det som står här.\n\n"
    "Ingenting av detta har hänt, och det står i [dokumentet](lofte.pdf).\n"
    "Orden är till för att mäta hur lång tid det tar att bygga en webbplats.\n",
    "The pledge was written after a talk on Fictional Square in {place} the autumn before {year}. Those who came\n"
    "said what they missed, and {n} made-up answers were the ground for what stands here.\n\n"
    "Nothing of this has happened, as [the document](lofte.pdf) says.\n"
    "The words are for measuring how long it takes to build a site.\n",
)
BEFORE = ("Läs också [löftet för året innan]({way}).\n", "See also [the pledge of the year before]({way}).\n")
REPORT = (
    "Sagopolisen och Exempelkommunen berättar vad som blev av löftena i {place} {year}.",
    "The Storybook Police and the Example Municipality tell what came of the promises in {place} in {year}.",
)
RESULT = ("Det gick som i sagan {n} gånger i {place}.", "It went as in the story {n} times in {place}.")
DOCUMENT = "lofte.pdf"
DOCUMENT_TITLES = ("Det påhittade löftet", "The made-up pledge")
DOCUMENT_BYTES = b"%PDF-1.4\n% Nothing to read.\n%%EOF\n"


@dataclass(frozen=True)
class Pledge:
    """One municipality's pledge for one year."""

    number: int
    year: int
    first_year: int

    @property
    def place_id(self) -> str:
        return f"exempelstad-{self.number:03d}"

    @property
    def place(self) -> str:
        return f"Exempelstad {self.number}"

    @property
    def id(self) -> str:
        return f"{self.place_id}-{self.year}"

    @property
    def before(self) -> str:
        """The pledge of the year before, or nothing."""
        return f"{self.place_id}-{self.year - 1}" if self.year > self.first_year else ""

    @property
    def frame(self) -> tuple[int, int]:
        """The years of the agreement it stands in."""
        start = self.first_year + (self.year - self.first_year) // FRAME_YEARS * FRAME_YEARS
        return start, start + FRAME_YEARS - 1

    @property
    def frame_id(self) -> str:
        return f"{self.place_id}-{self.frame[0]}-{self.frame[1]}"

    def count(self, item: int) -> int:
        """A number for one of its promises: of no meaning, and always the same."""
        return 2 + (self.number * 31 + self.year * 17 + item * 13) % 197

    def fill(self, words: str, item: int = 0) -> str:
        return words.format(n=self.count(item), place=self.place, year=self.year, way=f"../{self.before}/pledge.sv.md")

    def status(self, item: int) -> str:
        return STATUSES[(self.number + self.year + item * 3) % len(STATUSES)]

    def carries_on(self, item: int) -> bool:
        """Whether a promise carries on the one of the year before: about every second does."""
        return bool(self.before) and (self.number + item) % 2 == 0


def list_pledges(numbers: Iterable[int], years: int) -> Iterator[Pledge]:
    first = LAST_YEAR - years + 1
    for number in numbers:
        for year in range(first, LAST_YEAR + 1):
            yield Pledge(number, year, first)


def write_municipalities(folder: Path, municipalities: int, years: int) -> None:
    """Write the records of some municipalities, in Swedish and English, for the years up to 2026.

    Args:
        folder: the folder of records, usually called `pledges`.
        municipalities: how many there are; each is a place of its own.
        years: how many years each has a pledge for. All but the last have been followed up.
    """
    write_numbered(folder, range(1, municipalities + 1), years)


def write_numbered(folder: Path, numbers: Sequence[int], years: int) -> None:
    """Write the records of the municipalities with these numbers, as `write_municipalities`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "register.yml").write_text(_yaml(_register(numbers)), encoding="utf-8")
    for pledge in list_pledges(numbers, years):
        home = folder / pledge.id
        home.mkdir()
        (home / DOCUMENT).write_bytes(DOCUMENT_BYTES)
        for place, language in enumerate(LANGUAGES):
            page = _pledge_words(pledge, place) if place else _pledge_facts(pledge)
            body = BODY[place] + (f"\n{BEFORE[place]}" if pledge.before else "")
            _write_record(home / f"pledge.{language}.md", page, pledge.fill(body))
            if pledge.year < LAST_YEAR:
                report = _followup_words(pledge) if place else _followup_facts(pledge)
                _write_record(home / f"followup-{pledge.year + 1}.{language}.md", report)
            if pledge.year == pledge.frame[0]:
                frame = folder / "agreements" / pledge.frame_id
                frame.mkdir(parents=True, exist_ok=True)
                _write_record(frame / f"agreement.{language}.md", _agreement(pledge, place))


def _register(numbers: Iterable[int]) -> dict[str, Any]:
    return {
        "name": {"sv": "Exempelstäderna", "en": "The Example Towns"},
        # As the pages beside the records, which are those of this project, say.
        "publication": "compiled",
        "introduction": {"sv": "Påhittade löften, för mätning.", "en": "Made-up pledges, for measuring."},
        "parties": [
            {"id": name, "name": {"sv": swedish, "en": english}, "type": kind}
            for name, (swedish, english, kind) in PARTIES.items()
        ],
        "places": [
            {"id": f"exempelstad-{number:03d}", "name": f"Exempelstad {number}", "type": "municipality"}
            | {"code": f"{number:04d}"}
            for number in numbers
        ],
        "themes": [{"id": name, "name": {"sv": swedish, "en": english}} for name, (swedish, english) in THEMES.items()],
        "sources": [
            {"id": "e1", "publisher": "Exempelkommunen", "title": "Påhittat löfte", "url": "https://example.org/lofte"},
            {
                "id": "s1",
                "publisher": "Sagopolisen",
                "title": "Påhittad uppföljning",
                "url": "https://example.org/sago",
            },
        ],
    }


def _pledge_facts(pledge: Pledge) -> dict[str, Any]:
    year = pledge.year
    return {
        "title": _title(pledge, 0),
        "period": str(year),
        "parties": list(PARTIES),
        "summary": pledge.fill(SUMMARY[0]),
        "agreement": pledge.frame_id,
        **({"continues": pledge.before} if pledge.before else {}),
        "area": [pledge.place_id],
        "dates": {"signed": f"{year - 1}-12-{1 + pledge.number % 28:02d}", "published": f"{year}-01"},
        "aim": pledge.fill(AIM[0]),
        "basis": [{"type": "citizen_dialogue", "date": f"{year - 1}-10", "respondents": pledge.count(0)}],
        "promises": [_promise_facts(pledge, item, kind) for item, kind in enumerate(KINDS)],
        "followup_plan": "year",
        "documents": [{"title": DOCUMENT_TITLES[0], "kind": "signed_pledge", "file": DOCUMENT, "lang": "sv"}],
        "sources": ["e1", "s1"],
    }


def _promise_facts(pledge: Pledge, item: int, kind: Kind) -> dict[str, Any]:
    targets = [{name: pledge.fill(value, item) for name, value in target.items()} for target in kind.target]
    return {
        "id": kind.id,
        "by": list(kind.by),
        "text": pledge.fill(kind.words[0], item),
        "themes": [kind.theme],
        "places": [pledge.place_id],
        **({"target": targets} if targets else {}),
        **({"continues": [f"{pledge.before}/{kind.id}"]} if pledge.carries_on(item) else {}),
        **kind.more,
        "sources": ["e1"],
    }


def _pledge_words(pledge: Pledge, place: int) -> dict[str, Any]:
    return {
        "title": _title(pledge, place),
        "summary": pledge.fill(SUMMARY[place]),
        "aim": pledge.fill(AIM[place]),
        "translation": {"status": "reviewed"},
        "documents": [{"title": DOCUMENT_TITLES[place]}],
        "promises": [
            {
                "id": kind.id,
                "text": pledge.fill(kind.words[place], item),
                **({"target": list(kind.target_words)} if kind.target_words else {}),
                **kind.more_words,
            }
            for item, kind in enumerate(KINDS)
        ],
    }


def _followup_facts(pledge: Pledge) -> dict[str, Any]:
    return {
        "date": f"{pledge.year + 1}-02-{1 + pledge.number % 28:02d}",
        "by": ["sagopolisen", "exempelkommunen"],
        "kind": "final",
        "covers": str(pledge.year),
        "summary": pledge.fill(REPORT[0]),
        "results": [
            {
                "promise": kind.id,
                "status": pledge.status(item),
                "status_source": "stated" if item % 2 else "editor",
                "figures": [
                    {"compare": "several", "unit": kind.figure[0], "kind": "output"}
                    if item == 5
                    else {"value": str(pledge.count(item + 1)), "unit": kind.figure[0]}
                ],
                "text": pledge.fill(RESULT[0], item),
                "sources": ["s1"],
            }
            for item, kind in enumerate(KINDS)
        ],
        "sources": ["s1"],
    }


def _followup_words(pledge: Pledge) -> dict[str, Any]:
    results = [
        {"promise": kind.id, "figures": [{"unit": kind.figure[1]}], "text": pledge.fill(RESULT[1], item)}
        for item, kind in enumerate(KINDS)
    ]
    return {"summary": pledge.fill(REPORT[1]), "results": results}


def _agreement(pledge: Pledge, place: int) -> dict[str, Any]:
    start, end = pledge.frame
    names = ("Samverkansöverenskommelse", "Cooperation agreement")
    frames = ("Ramen för löftena i {place}.", "The frame of the pledges in {place}.")
    words = {"title": f"{names[place]} {pledge.place} {start}–{end}", "summary": pledge.fill(frames[place])}
    if place:
        return words
    facts = {"period": f"{start}-{end}", "parties": list(PARTIES), "dates": {"decided": f"{start - 1}-11"}}
    return words | facts | {"sources": ["e1"]}


def _title(pledge: Pledge, place: int) -> str:
    return f"{('Medborgarlöfte', 'Citizen pledge')[place]} {pledge.place} {pledge.year}"


def write_plain_pages(folder: Path, municipalities: int, years: int) -> None:
    """Write the same words as ordinary Markdown pages: one per pledge, agreement, place and theme, and a first page."""
    pledges = list(list_pledges(range(1, municipalities + 1), years))
    frames = {pledge.frame_id: pledge for pledge in reversed(pledges)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DOCUMENT).write_bytes(DOCUMENT_BYTES)
    for place, language in enumerate(LANGUAGES):
        pages = {"index": _plain_list(("Alla medborgarlöften", "All citizen pledges")[place], pledges, place, "")}
        by_place: dict[str, list[Pledge]] = {}
        for pledge in pledges:
            pages[pledge.id] = _plain_pledge(pledge, place)
            by_place.setdefault(pledge.place_id, []).append(pledge)
        for name, pledge in frames.items():
            inside = [other for other in by_place[pledge.place_id] if other.frame_id == name]
            pages[f"overenskommelser/{name}"] = _plain_list(_agreement(pledge, place)["title"], inside, place, "../")
        for name, found in by_place.items():
            pages[f"platser/{name}"] = _plain_thread(found[0].place, found, place)
        for theme, names in THEMES.items():
            pages[f"teman/{theme}"] = _plain_thread(names[place], pledges, place, theme)
        for name, text in pages.items():
            path = folder / f"{name}.{language}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _plain_list(title: str, pledges: list[Pledge], place: int, up: str) -> str:
    lines = [f"- [{_title(pledge, place)}]({up}{pledge.id}.md): {pledge.fill(SUMMARY[place])}" for pledge in pledges]
    return "\n".join([f"# {title}", "", *lines, ""])


def _plain_thread(title: str, pledges: list[Pledge], place: int, theme: str = "") -> str:
    lines = [f"# {title}", ""]
    for pledge in reversed(pledges):
        lines += [f"## [{_title(pledge, place)}](../{pledge.id}.md)", ""]
        for item, kind in enumerate(KINDS):
            if theme in ("", kind.theme):
                words = pledge.fill(kind.words[place], item)
                lines += [f"### [{words}](../{pledge.id}.md#{kind.id})", "", *_plain_facts(pledge, item, kind, place)]
    return "\n".join(lines)


def _plain_pledge(pledge: Pledge, place: int) -> str:
    lines = [f"# {_title(pledge, place)}", "", pledge.fill(SUMMARY[place]), "", pledge.fill(AIM[place]), ""]
    for item, kind in enumerate(KINDS):
        words = pledge.fill(kind.words[place], item)
        lines += [f"### {words} {{ #{kind.id} }}", "", *_plain_facts(pledge, item, kind, place)]
        if pledge.carries_on(item):
            lines += [f"[{words}]({pledge.before}.md#{kind.id})", ""]
        lines += [str(kind.more_words.get("note", "") if place else kind.more.get("note", "")), ""]
    if pledge.year < LAST_YEAR:
        lines += [f"## {pledge.year + 1}", "", pledge.fill(REPORT[place]), ""]
        lines += [
            f"- [{pledge.fill(kind.words[place], item)}](#{kind.id}) {pledge.status(item)}"
            for item, kind in enumerate(KINDS)
        ]
    body = BODY[place] + (f"\n{BEFORE[place]}" if pledge.before else "")
    return "\n".join([*lines, "", pledge.fill(body).replace("../", "").replace("/pledge.sv.md", ".md")])


def _plain_facts(pledge: Pledge, item: int, kind: Kind, place: int) -> list[str]:
    goals = (kind.target_words if place else kind.target) or ({"unit": "–"},)
    goal = ", ".join(pledge.fill(str(value), item) for words in goals for value in words.values())
    lines = [", ".join(PARTIES[name][place] for name in kind.by), goal, pledge.place]
    if pledge.year < LAST_YEAR:
        lines.append(
            f"{pledge.status(item)}: {pledge.count(item + 1)} {kind.figure[place]}. {pledge.fill(RESULT[place], item)}"
        )
    return [*(f"- {line}" for line in lines), ""]


def _write_record(path: Path, values: dict[str, Any], body: str = "") -> None:
    path.write_text(f"---\n{_yaml(values)}---\n" + (f"\n{body}" if body else ""), encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes a thing out each time it occurs; records may not refer back."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(values: dict[str, Any]) -> str:
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
