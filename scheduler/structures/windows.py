"""Edges bound to dates: the window of a step that no week gives one."""

from collections.abc import Mapping
from datetime import date, timedelta

from scheduler.district import SchoolId
from scheduler.model import Window
from scheduler.schoolday import SchoolDays
from scheduler.structures.edges import Anchor, Edge
from scheduler.structures.structure import Step

Anchors = Mapping[Anchor, date | None]
_DAY = timedelta(days=1)


def dated_edge(edge: Edge, anchors: Anchors, school: SchoolId, days: SchoolDays) -> date | None:
    """The date of an edge; None where its anchor has none or the year is too short for it."""
    anchor = anchors.get(edge.at)
    if anchor is None:
        return None
    if edge.school_days >= 0:
        return days.add(school, anchor, edge.school_days)
    first = anchors.get(Anchor.YEAR_START) or anchor
    before = list(days.school_days(school, first, anchor - _DAY)) if first < anchor else []
    return before[edge.school_days] if len(before) >= -edge.school_days else None


def window_of(step: Step, anchors: Anchors, school: SchoolId, days: SchoolDays) -> Window | None:
    """From the step's opening to its closing edge, begun with the year at the earliest.

    None where it would have to stand before the year begins, or an edge has no date.
    """
    first_of_all, last_of_all = anchors[Anchor.YEAR_START], anchors[Anchor.YEAR_END]
    if step.opens is None or step.closes is None or first_of_all is None or last_of_all is None:
        return None
    first = dated_edge(step.opens, anchors, school, days) or first_of_all
    last = dated_edge(step.closes, anchors, school, days)
    if last is None or last < first or first > last_of_all:
        return None
    return Window(first=max(first, first_of_all), last=min(last, last_of_all))
