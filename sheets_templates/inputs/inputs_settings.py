"""The two tabs whose rows are named values: Settings, and the numbers of the Contract.

A setting is declared like a column: its header is the key, its kind says how the value is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.limits import shipped_weight
from scheduler.prices.every import ALWAYS, TERMS
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

WEIGHT = "weight_"
"""How the settings begin that say how much a wish counts."""


def weighable() -> Iterator[tuple[str, str]]:
    """The setting and the sentence of each wish that a district may weigh."""
    return ((setting_of(term.name), term.says) for term in TERMS if term.name not in ALWAYS)


def wish_of(setting: str) -> str:
    """The name of the wish a setting weighs."""
    return next(term.name for term in TERMS if setting_of(term.name) == setting)


def setting_of(wish: str) -> str:
    """The setting that weighs a wish."""
    return WEIGHT + wish.lower().replace(" ", "_").replace("'", "")


COST_BANDS = (
    "less than $50,000",
    "$50,000 - $100,000",
    "$100,001 - $500,000",
    "$500,001 - $1,000,000",
    "more than $1,000,000",
)

SETTINGS = (
    Column(header="district_name", kind=ColumnKind.NAME, note="Shown on pages and workbooks."),
    Column(header="zone", note="An IANA zone, like America/New_York."),
    Column(header="school_year_first", kind=ColumnKind.DATE, note="First day of the school year."),
    Column(header="school_year_last", kind=ColumnKind.DATE, note="Last day of the school year."),
    Column(
        header="day_start", kind=ColumnKind.TIME, note="Start of the working day without bells."
    ),
    Column(header="day_end", kind=ColumnKind.TIME, note="End of the working day without bells."),
    Column(
        header="evening_from",
        kind=ColumnKind.TIME,
        note="From when an evening with the community may be.",
    ),
    Column(header="evening_to", kind=ColumnKind.TIME, note="When such an evening is over."),
    Column(
        header="periods_without_a_row",
        kind=ColumnKind.CHOICE,
        allowed=("prep", "free", "duty"),
        note="What a teacher does in a block the timetable has no row for.",
    ),
    Column(
        header="publish_weekday",
        kind=ColumnKind.WEEKDAYS,
        note="The day on which next week is sent out.",
    ),
    Column(header="publish_at", kind=ColumnKind.TIME, note="The time of day for that."),
    Column(header="quiet_from", kind=ColumnKind.TIME, note="No mail after this time."),
    Column(header="quiet_to", kind=ColumnKind.TIME, note="No mail before this time."),
    Column(header="content_area", note="Head of the scope and sequence: the curriculum."),
    Column(header="learning_type", note="There: the type of professional learning."),
    Column(
        header="cost_band",
        kind=ColumnKind.CHOICE,
        allowed=COST_BANDS,
        note="There: what it costs in all, travel included.",
    ),
    Column(header="district_context", note="There: how large the district is, whom it serves."),
    *(
        Column(
            header=setting,
            kind=ColumnKind.WHOLE_NUMBER,
            note=f"How many times this counts, {shipped} as shipped, 0 not at all: {wish}",
        )
        for setting, wish in weighable()
        for shipped in (shipped_weight(wish_of(setting)),)
    ),
)

SETTINGS_TAB = Tab(
    name="Settings",
    purpose="How the district works; one row a setting.",
    default="Clocks show America/New_York; people without bells work 7:30 AM to 4:00 PM; next week "
    "is sent out on Friday at 3:30 PM.",
    columns=(
        Column(
            header="key",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(setting.header for setting in SETTINGS),
        ),
        Column(header="value", kind=ColumnKind.ANY, required=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A number of the contract; `protects` tells that a smaller value is the looser one."""

    name: str
    unit: str
    protects: bool


RULES = (
    Rule(name="prep_minutes_a_week", unit="minutes", protects=True),
    Rule(name="prep_block_minutes", unit="minutes", protects=True),
    Rule(name="prep_uses_a_week", unit="periods", protects=False),
    Rule(name="lunch_minutes", unit="minutes", protects=True),
    Rule(name="after_school_a_month", unit="meetings", protects=False),
    Rule(name="after_school_minutes", unit="minutes", protects=False),
    Rule(name="visits_a_day", unit="visits", protects=False),
    Rule(name="blocks_running", unit="blocks", protects=False),
    Rule(name="open_blocks_a_day", unit="blocks", protects=True),
    Rule(name="sites_a_day", unit="schools", protects=False),
    Rule(name="substitutes_at_once", unit="people", protects=False),
    Rule(name="debrief_school_days", unit="school days", protects=False),
    Rule(name="notice_running_visit", unit="school days", protects=True),
    Rule(name="notice_visit", unit="school days", protects=True),
    Rule(name="notice_after_school", unit="school days", protects=True),
    Rule(name="notice_session", unit="school days", protects=True),
    Rule(name="notice_round", unit="school days", protects=True),
    Rule(name="travel_minutes", unit="minutes", protects=True),
    Rule(name="travel_buffer", unit="minutes", protects=True),
    Rule(name="caseload_warn", unit="teachers", protects=False),
    Rule(name="caseload_cap", unit="teachers", protects=False),
    Rule(name="cycles_at_once", unit="cycles", protects=False),
)

IF_POSSIBLE = "if possible"
KEPT = Column(
    header="kept",
    kind=ColumnKind.CHOICE,
    allowed=("must", IF_POSSIBLE),
    note="Empty is must: it is always kept. If possible: it may be passed, at a price.",
)
"""Whether a row is a must or a wish; rows of older workbooks, which lack the column, are musts."""

CONTRACT = Tab(
    name="Contract",
    purpose="The numbers of the contract that differ from the shipped ones.",
    default="The contract's numbers are the shipped defaults, not yet agreed.",
    columns=(
        Column(
            header="rule",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(rule.name for rule in RULES),
        ),
        Column(
            header="scope",
            kind=ColumnKind.CHOICE,
            allowed=("district",),
            note="Empty or district: one number for everybody.",
        ),
        Column(header="value", kind=ColumnKind.WHOLE_NUMBER, required=True),
        Column(header="unit"),
        Column(
            header="clause_ref",
            note="The clause; needed where the value is looser than the shipped one.",
        ),
        Column(header="signed_off_by", note="Who agreed; needed with the clause."),
        Column(header="date", kind=ColumnKind.DATE),
        KEPT,
    ),
)
