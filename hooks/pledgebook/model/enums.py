"""Enums of the model: the words that it allows where it allows only certain ones.

Their values are what files say; pages and messages take their names from the catalogues (`status.fulfilled`).
"""

from __future__ import annotations

from enum import StrEnum


class PartyType(StrEnum):
    """What kind of body a party is."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    DISTRICT_ADMINISTRATION = "district_administration"
    PUBLIC_COMPANY = "public_company"
    PRIVATE_COMPANY = "private_company"
    PROPERTY_OWNER = "property_owner"
    PUBLIC_AUTHORITY = "public_authority"
    ASSOCIATION = "association"
    PROGRAMME = "programme"
    OTHER = "other"


class PublisherType(StrEnum):
    """What kind of body publishes, as catalogues of open data tell them apart (the ADMS vocabulary)."""

    LOCAL_AUTHORITY = "local_authority"
    REGIONAL_AUTHORITY = "regional_authority"
    NATIONAL_AUTHORITY = "national_authority"
    COMPANY = "company"
    NON_PROFIT_ORGANISATION = "non_profit_organisation"


class PlaceType(StrEnum):
    """What kind of place a place is."""

    MUNICIPALITY = "municipality"
    TOWN = "town"
    DISTRICT = "district"
    STREET = "street"
    SQUARE = "square"
    PARK = "park"
    SCHOOL = "school"
    SETTING = "setting"
    REGION = "region"
    WATER = "water"
    OTHER = "other"


class Scope(StrEnum):
    """How wide an area a pledge is for."""

    MUNICIPALITY = "municipality"
    MUNICIPALITIES = "municipalities"
    TOWN = "town"
    DISTRICTS = "districts"
    PLACE = "place"


class Status(StrEnum):
    """What came of a promise; taken from the newest follow-up, never stored with the promise."""

    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly_fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    WITHDRAWN = "withdrawn"
    NOT_ASSESSABLE = "not_assessable"
    NOT_REPORTED = "not_reported"


class StatusSource(StrEnum):
    """Who says so: the parties themselves, or the editor of the record."""

    STATED = "stated"
    EDITOR = "editor"


class State(StrEnum):
    """Where a pledge or an agreement stands on a given day."""

    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    ENDED = "ended"
    EXTENDED = "extended"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


class Signed(StrEnum):
    """Whether a person named with a record signed it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How well a fact is supported."""

    OFFICIAL = "official"
    INDIRECT = "indirect"
    WEAK = "weak"


class BasisType(StrEnum):
    """What a pledge was built on."""

    CITIZEN_DIALOGUE = "citizen_dialogue"
    STAFF_DIALOGUE = "staff_dialogue"
    PARTNER_DIALOGUE = "partner_dialogue"
    SAFETY_SURVEY = "safety_survey"
    OTHER_SURVEY = "other_survey"
    CRIME_STATISTICS = "crime_statistics"
    INTELLIGENCE = "intelligence"
    SITUATIONAL_PICTURE = "situational_picture"
    OTHER = "other"
    UNKNOWN = "unknown"


class TargetKind(StrEnum):
    """What sort of target a promise has."""

    COUNT = "count"
    RECURRING = "recurring"
    COVERAGE = "coverage"
    EVENT = "event"
    LEVEL = "level"


class Compare(StrEnum):
    """How a number is meant: `200` is not `at least 200`."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    MORE_THAN = "more_than"
    SEVERAL = "several"


class Per(StrEnum):
    """What stretch of time a target's number is for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"
    PERIOD = "period"
    UNCLEAR = "unclear"


class FigureKind(StrEnum):
    """What a figure measures: what was done, what came out of it, what difference it made."""

    DEED = "deed"
    OUTPUT = "output"
    EFFECT = "effect"


class FollowUpKind(StrEnum):
    """When a follow-up comes: during the period, as its conclusion, or later."""

    INTERIM = "interim"
    FINAL = "final"
    LATER = "later"


class Interval(StrEnum):
    """How often follow-ups were promised."""

    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    YEAR = "year"
    MID_PERIOD = "mid_period"
    END = "end"
    CONTINUOUS = "continuous"
    UNKNOWN = "unknown"


class ChangeKind(StrEnum):
    """What happened to a pledge inside its period, or to what is told of it.

    The first five are decisions by the parties. The others are about the record: something that was wrong, something
    more that became known, spelling, personal data taken away.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    PERIOD_CHANGED = "period_changed"
    DECISION = "decision"
    CORRECTION = "correction"
    ADDITION = "addition"
    MINOR = "minor"
    REDACTION = "redaction"


class DocumentKind(StrEnum):
    """What a document is."""

    SIGNED_PLEDGE = "signed_pledge"
    FOLLOW_UP = "follow_up"
    AGREEMENT = "agreement"
    SURVEY = "survey"
    ACTION_PLAN = "action_plan"
    PRESS = "press"
    IMAGE = "image"
    OTHER = "other"


class FocusKind(StrEnum):
    """Whether a focus area is a subject or a part of town."""

    THEME = "theme"
    DISTRICT = "district"


class TranslationStatus(StrEnum):
    """How far a translation has come."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


class Gap(StrEnum):
    """Why a year has no pledge: none has been found, it is known that there was none, or one is being made."""

    NOT_FOUND = "not_found"
    NONE = "none"
    PREPARING = "preparing"


class Publication(StrEnum):
    """Who publishes the record: the parties themselves, or somebody who compiled it from public sources."""

    OWN = "own"
    COMPILED = "compiled"
