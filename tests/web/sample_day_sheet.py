"""Day sheets of a made-up week."""

from datetime import date

from web.day_sheet import Brief, DayLines, Line, day_sheet_html

STEP = "wait five seconds before the next question"


def a_brief(lines: int = 3, **more: object) -> Brief:
    """Ana's week: so many visits on each of five days."""
    line = Line(
        time="8:30–9:15 AM",
        what="classroom visit",
        who="Rosa Hall",
        place="Lincoln MS, room 214",
        minutes=45,
        drive=25,
        debrief="Wed 9 Dec, 1:15 PM",
        last_step=STEP,
    )
    days = [DayLines(day=date(2026, 12, 7 + n), lines=(line,) * lines) for n in range(5)]
    plain: dict[str, object] = {
        "coach": "Ana Ruiz",
        "monday": date(2026, 12, 7),
        "days": tuple(days),
        "changes": ("moved: debrief, Amir Khan, Tue 8 Dec, 1:15 PM to Wed 9 Dec, 1:15 PM",),
        "prework": ("by Tue 8 Dec: a set of student work (Rosa Hall)",),
        "alerts": ("Amir Khan: 12 school days without contact",),
    }
    return Brief(**(plain | more))  # type: ignore[arg-type]  # the plain values above, or a test's own


def two_sheets() -> str:
    """Two coaches' sheets, one of them her own copy."""
    return day_sheet_html([a_brief(own=True), a_brief(coach="Ben Ochoa")], "Riverbend")
