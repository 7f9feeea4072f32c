"""A column that names something of another tab says of which, so that it can be chosen there."""

from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.inputs.inputs_settings import SETTINGS_TAB
from sheets_templates.vocabulary.table import ColumnKind, Writer

TABS = {tab.name: tab for tab in INPUT_TABS}
NAMED_HERE = {
    *("People.person_id", "Cohorts.cohort_id", "Schools.school_id", "BellSchedules.bell_set"),
    *("BellSchedules.variant", "BellSchedules.block", "BellSchedules.grade_band"),
    *("DayCalendar.letter", "Series.series_id", "Courses.course", "Rooms.room"),
    *("Structures.structure", "Structures.rubrics", "StructureSteps.step", "Teams.team_id"),
    *("StructureSteps.weeks", "StructureSteps.months", "StructureSteps.occasions"),
    "StructureSteps.artifacts",
}
"""Where a name is given, or a number is typed, and nothing else is referred to."""
LEFT_OPEN = {
    "the shipped structures stand on no tab": {
        *("Cohorts.structure", "Series.structure", "Teams.kind"),
    },
    "steps belong to a structure that may be a shipped one": {
        *("Series.step", "StructureSteps.after", "Practices.practice", "CyclePlan.step"),
    },
    "ALL stands for every school": {
        *("DayCalendar.school_id", "Blackouts.school_id", "Gates.school"),
    },
    "lessons may be in rooms and courses nobody listed": {
        *("Timetable.course", "Timetable.room", "Blackouts.room"),
    },
}
"""References without a list to choose from, as it would mark what is right."""


def test_what_may_be_chosen_stands_on_a_tab_and_a_column_that_exist() -> None:
    wanted = {
        f"{tab.name}.{column.header}": column.choices_from
        for tab in INPUT_TABS
        for column in tab.columns
        if column.choices_from
    }
    assert len(wanted) > 25
    for place, source in wanted.items():
        tab, header = source.split(".")
        assert header in [column.header for column in TABS[tab].columns], place
        assert place != source


def test_every_id_is_chosen_named_here_or_left_open_for_a_reason() -> None:
    ids = {
        f"{tab.name}.{column.header}": bool(column.choices_from)
        for tab in INPUT_TABS
        if tab is not SETTINGS_TAB
        for column in tab.columns
        if column.kind in (ColumnKind.ID, ColumnKind.IDS) and column.writer is Writer.HUMAN
    }
    left_open = {place for places in LEFT_OPEN.values() for place in places}

    assert {place for place, chosen in ids.items() if not chosen} == NAMED_HERE | left_open
    assert not NAMED_HERE & left_open


def test_a_column_of_several_says_how_they_are_written() -> None:
    several = [
        column
        for tab in INPUT_TABS
        for column in tab.columns
        if column.kind is ColumnKind.IDS and column.choices_from
    ]
    assert len(several) > 8
    assert [column.header for column in several if "; between" not in column.note] == []
