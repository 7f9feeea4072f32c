"""Small districts, one for each structure, as somebody types them into the tabs."""

from collections.abc import Mapping

from tests.journeys.structures.typed import Rows

Tabs = Mapping[str, Rows]
TREES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Gum", "Hazel", "Ivy")


def person(key: str, name: str, role: str = "teacher", **more: str) -> Mapping[str, str]:
    """Somebody of Oak; a teacher teaches Math and has volunteered."""
    teaches = {"subject": "Math", "consent": "volunteered"} if role == "teacher" else {}
    return {
        "person_id": key,
        "name": name,
        "email": f"{key}@oak.example",
        "role": role,
        "school_id": "Oak",
        **teaches,
        **more,
    }


ANA = person("ana", "Ana Ruiz", "coach")


def teachers(count: int) -> list[Mapping[str, str]]:
    """t1 to t8 at most."""
    return [person(f"t{at}", f"Tess {name}") for at, name in enumerate(TREES[:count], 1)]


def ids(count: int) -> str:
    """Their ids in one cell."""
    return "; ".join(f"t{at}" for at in range(1, count + 1))


def time_of(who: str, weekday: str, start: str, end: str, offer: str) -> Mapping[str, str]:
    """A row of Availability; what is taught is Math."""
    subject = {"subject": "Math"} if offer == "teaching" else {}
    return {
        "person_id": who,
        "weekday": weekday,
        "from": start,
        "to": end,
        "offer": offer,
    } | subject


def holidays(*days: str, note: str = "") -> list[Mapping[str, str]]:
    return [{"date": day, "day_type": "holiday", "note": note} for day in days]


YEAR = [
    {"key": "school_year_first", "value": "2026-08-24"},
    {"key": "school_year_last", "value": "2027-06-11"},
]
WINTER = holidays(*(f"2026-12-{day}" for day in (21, 22, 23, 24, 25, 28, 29, 30, 31)), "2027-01-01")


def a_cohort(members: int = 5) -> Tabs:
    """Ana's cycle from Mon Nov 16: a short week at Thanksgiving, and two weeks of winter break after
    week 5."""
    early, late = "t1; t2; t3", "; ".join(f"t{at}" for at in range(4, members + 1))
    apart = [
        time_of(early, "Mon-Fri", "8:30 AM", "11:00 AM", "teaching"),
        time_of(early, "Mon-Fri", "11:15 AM", "12:15 PM", "free"),
        time_of(late, "Mon-Fri", "9:45 AM", "12:15 PM", "teaching"),
        time_of(late, "Mon-Fri", "8:30 AM", "9:30 AM", "free"),
    ]
    together = time_of(ids(members), "Wednesday", "1:00 PM", "3:30 PM", "free")
    return {
        "People": [ANA, *teachers(members)],
        "Cohorts": [
            {
                "cohort_id": "A",
                "structure": "clc",
                "coach": "ana",
                "topic": "Number talks",
                "subject": "Math",
                "pd_day": "2026-11-13",
                "start_week": "2026-11-16",
                "members": ids(members),
            }
        ],
        "Availability": [*(row for row in apart if row["person_id"]), together],
        "DayCalendar": [*holidays("2026-11-26", "2026-11-27"), *WINTER],
        "Settings": YEAR,
    }


def a_planning_team() -> Tabs:
    """Three teachers, their coach and their principal: a unit of three weeks before the winter break, one of
    a week after it. They meet in the first hour, when nobody teaches."""
    return {
        "People": [ANA, *teachers(3), person("paul", "Paul Site", "site leader")],
        "Teams": [
            {
                "team_id": "grade-6",
                "kind": "collaborative-planning",
                "school": "Oak",
                "subject": "Math",
                "members": ids(3),
                "facilitator": "ana",
                "leader_attends": "paul",
                "starts": "2026-11-02",
            }
        ],
        "Units": [
            {
                "team_id": "grade-6",
                "unit": "Ratios",
                "starts": "2026-11-30",
                "ends": "2026-12-18",
                "task_dates": "2026-12-04; 2026-12-11",
                "assessment_on": "2026-12-17",
            },
            {
                "team_id": "grade-6",
                "unit": "Area",
                "starts": "2027-01-11",
                "ends": "2027-01-15",
                "task_dates": "",
                "assessment_on": "2027-01-14",
            },
        ],
        "Practices": [
            {
                "team": "grade-6",
                "practice": "student-work-analysis",
                "protocol_link": "https://docs.example/protocol",
                "purpose": "both",
            }
        ],
        "Availability": [
            time_of(ids(3), "Mon-Fri", "8:00 AM", "9:15 AM", "free"),
            time_of(ids(3), "Mon-Fri", "9:30 AM", "12:00 PM", "teaching"),
        ],
        "DayCalendar": [*holidays("2026-11-26", "2026-11-27"), *WINTER],
        "Settings": YEAR,
    }


def a_lab_team(willing: str = "") -> Tabs:
    """Five teachers who are free together before and after the morning's lessons; t1 and t2 teach first,
    the others later."""
    return {
        "People": [ANA, *teachers(5), person("sid", "Sid Cole", "sub coordinator", school_id="")],
        "Teams": [
            {
                "team_id": "labs",
                "kind": "collaborative-coaching",
                "school": "Oak",
                "subject": "Math",
                "members": ids(5),
                "facilitator": "ana",
                "may_demonstrate": willing,
                "starts": "2026-11-09",
            }
        ],
        "Availability": [
            time_of(ids(5), "Mon-Fri", "7:40 AM", "8:30 AM", "free"),
            time_of("t1; t2", "Mon-Fri", "8:30 AM", "9:30 AM", "teaching"),
            time_of("t3; t4; t5", "Mon-Fri", "8:30 AM", "9:30 AM", "free"),
            time_of(ids(5), "Mon-Fri", "9:30 AM", "10:40 AM", "free"),
            time_of("t3; t4; t5", "Mon-Fri", "10:45 AM", "12:00 PM", "teaching"),
            time_of("t1; t2", "Mon-Fri", "12:30 PM", "1:30 PM", "teaching"),
        ],
        "Settings": YEAR,
    }


GATES = ("memorandum", "training", "communication", "community")


def met(*gates: str, on: str) -> list[Mapping[str, str]]:
    """Rows of Gates for Oak."""
    return [{"school": "Oak", "gate": gate, "met_on": on} for gate in gates]


def a_learning_team() -> Tabs:
    """Oak's team starts in January; in October no gate is met, and what comes before them is typed."""
    series = {"structure": "learning-teams", "owner": "dora"}
    return {
        "People": [
            ANA,
            *teachers(3),
            person("paul", "Paul Site", "site leader"),
            person("dora", "Dora Lane", "district leader", school_id=""),
            person("bo", "Bo Ard", "board", school_id=""),
        ],
        "Schools": [{"school_id": "Oak", "name": "Oak", "lt_start": "2027-01-11"}],
        "Teams": [
            {
                "team_id": "oak-6",
                "kind": "learning-teams",
                "school": "Oak",
                "members": ids(3),
                "facilitator": "ana",
                "starts": "2027-01-11",
                "until": "2027-02-26",
            }
        ],
        "Series": [
            {
                **series,
                "series_id": "training",
                "step": "training",
                "name": "Training for learning teams",
                "place": "Oak",
                "from": "2026-11-02",
            },
            {
                **series,
                "series_id": "board",
                "step": "board-update",
                "name": "Progress update",
                "invited": "bo",
                "from": "2026-11-02",
            },
            {
                **series,
                "series_id": "talk",
                "step": "community-conversation",
                "name": "Community conversation",
                "dates": "2026-12-03",
                "rooms": "Public library",
                "agenda_link": "https://slides.example/deck",
                "owner": "paul",
                "invited": "dora",
            },
        ],
        "Gates": [{"school": "Oak", "gate": gate, "met_on": ""} for gate in GATES],
        "Availability": [
            time_of(ids(3), "Mon-Fri", "9:30 AM", "12:00 PM", "teaching"),
            time_of(ids(3), "Mon-Fri", "1:00 PM", "3:30 PM", "free"),
        ],
        "DayCalendar": [
            {"date": "2026-11-17", "day_type": "school", "note": "Staff meeting"},
            {"date": "2026-12-08", "day_type": "school", "note": "Principal meeting"},
            {"date": "2027-01-19", "day_type": "school", "note": "Staff meeting"},
            *WINTER,
        ],
        "Settings": YEAR,
    }


LEADERS = (
    person("dora", "Dora Lane", "district leader", school_id=""),
    person("paul", "Paul Site", "site leader"),
    person("lea", "Lea Lind", "teacher leader"),
)


def a_scope_and_sequence() -> Tabs:
    """The series of a district's math office from Dec 1 on, each with the cadence of its step."""

    def row(step: str, name: str, **more: str) -> Mapping[str, str]:
        plain = {"series_id": step, "structure": "scope-and-sequence", "step": step, "name": name}
        return {**plain, "owner": "ana", "from": "2026-12-01", **more}

    return {
        "People": [ANA, *LEADERS],
        "Series": [
            row("leader-coaching", "Leader coaching", until="2027-01-29"),
            row("implementation-team", "Implementation team", until="2027-02-26"),
            row("coach-plc", "Coach PLC", until="2027-02-26"),
            row("data-reflection", "Data reflection"),
            row("end-of-cycle-review", "End-of-cycle review"),
            row("empathy-interview", "Empathy interview", dates="2026-12-09", invited="paul"),
        ],
        "DayCalendar": WINTER,
        "Settings": YEAR,
    }


def a_partnership() -> Tabs:
    """Three months of meetings with two organisations, in person and virtual in turn."""
    outside = {"school_id": "", "external": "yes"}
    return {
        "People": [
            ANA,
            *LEADERS,
            person("pia", "Pia Arbor", "external partner", email="pia@arbor.example", **outside),
            person("max", "Max Birch", "external partner", email="max@birch.example", **outside),
        ],
        "Partners": [
            {"org": "Arbor", "contact": "pia@arbor.example"},
            {"org": "Birch", "contact": "max@birch.example"},
        ],
        "Series": [
            {
                "series_id": "partners",
                "structure": "partner-meetings",
                "name": "Coherence meeting",
                "cadence": "monthly",
                "from": "2026-12-01",
                "until": "2027-02-26",
                "modality": "in person; virtual",
                "roles_required": "external partner; district leader",
                "owner": "dora",
                "place": "Oak",
            }
        ],
        "DayCalendar": WINTER,
        "Settings": YEAR,
    }


ROUND_DATES = ("2026-12-01", "2027-01-12", "2027-02-23", "2027-04-13")


def a_year_of_rounds() -> Tabs:
    """Four rounds in two rooms, called by a leader who has Tuesday mornings; t1 to t4 teach then."""
    return {
        "People": [
            ANA,
            *teachers(6),
            *LEADERS,
            person("sid", "Sid Cole", "sub coordinator", school_id=""),
        ],
        "Series": [
            {
                "series_id": "rounds",
                "structure": "rounds",
                "name": "Instructional rounds",
                "cadence": "dates",
                "dates": "; ".join(ROUND_DATES),
                "invited": f"{ids(6)}; ana; paul; lea",
                "owner": "dora",
                "place": "Oak",
                "rooms": "12; 14",
            }
        ],
        "Availability": [
            time_of("t1; t2; t3; t4", "Mon-Fri", "9:00 AM", "12:00 PM", "teaching"),
            time_of("t5; t6", "Mon-Fri", "9:00 AM", "12:00 PM", "free"),
            time_of("dora", "Tuesday", "9:00 AM", "12:00 PM", "free"),
        ],
        "Settings": YEAR,
    }
