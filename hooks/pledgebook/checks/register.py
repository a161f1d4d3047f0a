"""Rules on the register, and on its glossary: each term is explained, each form that it stands in is of one term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from ..model import Register
from ..model.located import Located
from ..model.report_link import find_unusable
from ..names import Language
from ..problem import Level, Problem
from .dates import check_day, check_order
from .ids import check_ids, check_repeats
from .personal_data import is_luhn

# RFC 9116 asks for less than a year; a warning in good time leaves room to write a new date.
_LONGEST = timedelta(days=366)
_SOON = timedelta(days=60)
# Of places and parties, the rules that they break when what they are part of is nowhere, or part of them.
_PARTS = {"places": ("place_unknown", "place_circle"), "parties": ("party_unknown", "party_circle")}


def check_names(register: Located[Register], languages: Sequence[Language]) -> Iterator[Problem]:
    """Every party, place, theme and term has a name in every language of the site."""
    for kind in ("parties", "places", "themes", "glossary"):
        for place, item in enumerate(getattr(register.record, kind)):
            for language in languages:
                if language not in item.name.languages:
                    yield register.problem(
                        (kind, place, "name"), "name_missing", found=item.id, language=language, field="name"
                    )


def check_register_ids(register: Located[Register]) -> Iterator[Problem]:
    """No two parties, places, themes, terms or sources share an id."""
    for kind in ("parties", "places", "themes", "glossary", "sources"):
        yield from check_repeats(register, (kind,), [item.id for item in getattr(register.record, kind)])


def check_register_references(register: Located[Register]) -> Iterator[Problem]:
    """A place or a party is part of one that exists; a gap and what a term means rest on sources that exist."""
    places = {item.id: (item.part_of,) if item.part_of else () for item in register.record.places}
    yield from _check_parts(register, "places", places)
    yield from _check_parts(register, "parties", {item.id: item.part_of for item in register.record.parties})
    sources = {source.id for source in register.record.sources}
    for number, gap in enumerate(register.record.gaps):
        yield from check_ids(register, ("gaps", number, "sources"), gap.sources, sources, "source_unknown")
        yield from check_order(register, ("gaps", number, "period"), gap.period)
    for number, term in enumerate(register.record.glossary):
        yield from check_ids(register, ("glossary", number, "sources"), term.sources, sources, "source_unknown")
    for number, source in enumerate(register.record.sources):
        if source.is_reference:
            yield register.problem(("sources", number), "field_missing", found="publisher")


def _check_parts(register: Located[Register], kind: str, wider: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """What anything is part of exists, and is not part of it in its turn."""
    unknown, circle = _PARTS[kind]
    circled: set[str] = set()
    for number, (name, wholes) in enumerate(wider.items()):
        path = (kind, number, "part_of")
        around = _list_wider(wider, wholes)
        if name not in around:
            yield from check_ids(register, path, wholes, wider, unknown)
        elif not circled & around:
            circled |= around
            found = next(whole for whole in wholes if name in _list_wider(wider, (whole,)))
            yield register.problem(path, "part_itself" if found == name else circle, found=found, place=name)


def _list_wider(wider: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> set[str]:
    """Some names and all that they are part of."""
    found, waiting = set[str](), [*names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += wider.get(name, ())
    return found


def check_glossary(register: Located[Register], languages: Sequence[Language]) -> Iterator[Problem]:
    """Each term is explained in every language, and no form is of two terms.

    A form of two leads to what the first of them means. One that stands on no page is no fault, since the page that
    has it may not be written yet.
    """
    owners: dict[tuple[Language, str], str] = {}
    for place, term in enumerate(register.record.glossary):
        at = ("glossary", place)
        for language in languages:
            if language not in term.explanation.languages:
                yield register.problem((*at, "explanation"), "explanation_missing", found=term.id, language=language)
            for number, form in enumerate(term.list_forms(language)):
                owner = owners.setdefault((language, " ".join(form.casefold().split())), term.id)
                if owner != term.id:
                    field = "forms" if number else "name"
                    yield register.problem((*at, field), "form_twice", Level.WARNING, form, term=owner)


def check_hosts(register: Located[Register]) -> Iterator[Problem]:
    """No host that may show pieces is named twice."""
    hosts = register.record.embedding.hosts if register.record.embedding else ()
    for place, host in enumerate(hosts):
        if host in hosts[:place]:
            yield register.problem(("embedding", "hosts", place), "id_twice", Level.WARNING, host, field="hosts")


def check_faults(register: Located[Register]) -> Iterator[Problem]:
    """The address that faults are reported to can be filled in, and tells which page it is about."""
    faults = register.record.faults
    for code, found in find_unusable(faults.url) if faults else ():
        yield register.problem(("faults", "url"), code, found=found)


def check_organisation_number(register: Located[Register]) -> Iterator[Problem]:
    """The publisher's number is one, and nobody's own: those have a month there, which is less than 20."""
    number = register.record.organisation_number
    if number and not (number[2] >= "2" and is_luhn(number.replace("-", ""))):
        yield register.problem(("organisation_number",), "organisation_check", found=number)


def check_security(register: Located[Register], today: date | None) -> Iterator[Problem]:
    """What security.txt says is safe to send to and has not expired (RFC 9116, 2.5.3 and 2.5.5).

    What has expired is not published, and keeps nothing else from being it.
    """
    security = register.record.security
    if security is None:
        return
    for place, address in enumerate(security.contact):
        if address.startswith("http:"):
            yield register.problem(("security", "contact", place), "security_http", found=address)
    if security.policy and not security.policy.startswith("https:"):
        yield register.problem(("security", "policy"), "security_http", found=security.policy)
    path = ("security", "expires")
    yield from check_day(register, path, security.expires)
    if today is None:
        return
    left = security.expires.last_day - today
    if left < timedelta():
        yield register.problem(path, "security_expired", Level.WARNING, str(security.expires))
    elif left < _SOON:
        yield register.problem(path, "security_soon", Level.WARNING, str(security.expires), days=str(left.days))
    elif left > _LONGEST:
        yield register.problem(path, "security_far", Level.WARNING, str(security.expires))
