"""Accessibility statement of a site: what `pledges/accessibility.yml` may hold.

What it must say follows from MDFFS 2019:2, 6 §, the regulations under the Swedish law (2018:1937) on the accessibility
of digital public services; the law takes its form from the model in the EU's decision 2018/1523.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from .base import Address, Line, Model
from .dates import PartialDate
from .text import LocalizedText, Prose

STATEMENT = "accessibility.yml"
# Where anyone reports a public body to the supervisor of the law; the same for every site, so no file can forget it.
SUPERVISOR = "https://www.digg.se/tdosanmalan"
# What only the public body that answers for a site can say, and whether anybody has tested it; where nobody can, the
# statement says so instead.
OPEN = ("publisher", "conformity", "form", "tested")

# The parts of the statement, by the names that `statement.order` of the words puts in a language's own order.
PARTS = ("access", "use", "report", "supervision", "technical", "content", "testing")


class Conformity(StrEnum):
    """How far a site meets the law, in the three words that the regulations allow."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


class Method(StrEnum):
    """How the assessment was made."""

    SELF_ASSESSMENT = "self_assessment"
    EXTERNAL = "external"
    COMBINED = "combined"
    ESTIMATE = "estimate"


class Situation(StrEnum):
    """What a user does without: the ten situations that barriers are listed by, in the supervisor's order."""

    WITHOUT_VISION = "without_vision"
    LIMITED_VISION = "limited_vision"
    WITHOUT_COLOUR = "without_colour"
    WITHOUT_HEARING = "without_hearing"
    LIMITED_HEARING = "limited_hearing"
    WITHOUT_SPEECH = "without_speech"
    LIMITED_DEXTERITY = "limited_dexterity"
    LIMITED_MOBILITY = "limited_mobility"
    SENSITIVE_TO_FLICKER = "sensitive_to_flicker"
    LIMITED_COGNITION = "limited_cognition"


class Barrier(Model):
    """Content that is not accessible, why, whom it shuts out, and what they can use instead."""

    match_by: ClassVar[tuple[str, ...]] = ()

    content: Prose
    reason: Prose
    situations: tuple[Situation, ...] = ()
    group: LocalizedText | None = None
    criteria: tuple[Line, ...] = ()
    alternative: Prose | None = None


class Burden(Model):
    """Content that would be disproportionately burdensome to make accessible (12 §), and the reasoning."""

    match_by: ClassVar[tuple[str, ...]] = ()

    content: Prose
    reasoning: Prose
    alternative: Prose | None = None


class Exempt(Model):
    """Content that the law does not cover (9 §)."""

    match_by: ClassVar[tuple[str, ...]] = ()

    content: Prose
    reason: Prose | None = None
    alternative: Prose | None = None


class Statement(Model):
    """How accessible the site is, who says so, how they know, and where to complain.

    `unknown` names what nobody can say yet, out of `OPEN`; where that is `tested`, nothing has been assessed either, so
    there is no `method` and no date. Whom to ask besides is the register's contact.
    """

    service: LocalizedText
    publisher: LocalizedText | None = None
    conformity: Conformity | None = None
    barriers: tuple[Barrier, ...] = ()
    burdens: tuple[Burden, ...] = ()
    exempt: tuple[Exempt, ...] = ()
    form: Address | None = None
    method: Method | None = None
    assessor: LocalizedText | None = None
    assessed: PartialDate | None = None
    updated: PartialDate
    tested: Prose | None = None
    untested: Prose | None = None
    report: Address | None = None
    unknown: tuple[Line, ...] = ()
