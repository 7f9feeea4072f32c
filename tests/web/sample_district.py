"""A district whose week is worth looking at: fifteen coaches, made without any search."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle

from scheduler.district import (
    CalendarDay,
    CohortId,
    DayType,
    District,
    Modality,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
    SeriesId,
    Travel,
)
from scheduler.model import (
    Activity,
    ActivityId,
    Container,
    Kind,
    Reason,
    Schedule,
    Slot,
    Unplaced,
    Window,
)
from scheduler.schoolday import SchoolDays

MONDAY = date(2026, 12, 7)
SCHOOLS = (
    "Oak Hill Elementary",
    "Rivera Elementary",
    "Lincoln Middle",
    "Cedar Grove Elementary",
    "Harriet Tubman Middle",
    "Northside K-8",
    "Willow Creek Elementary",
    "Douglass High",
    "Garfield Elementary",
    "Eastview Middle",
)
COACHES = (
    "Ana Ruiz",
    "Benjamin Achebe",
    "Cyrus Patel",
    "Denise Whitfield",
    "Elena Kowalczyk",
    "Farah Haddad",
    "Grace Nakamura",
    "Hector Villanueva",
    "Imani Brooks",
    "Jonas Lindqvist",
    "Kamala Raghunathan",
    "Liam O'Donnell",
    "Mei-Ling Chao",
    "Nadia Petrova",
    "Oscar Baptiste",
)
FIRST = (
    "Amara",
    "Miguel",
    "Sofia",
    "Terrence",
    "Priya",
    "Hannah",
    "Kwame",
    "Louise",
    "Diego",
    "Yuki",
    "Rebecca",
    "Omar",
    "Claire",
    "Andre",
    "Mina",
    "Walter",
    "Ngozi",
    "Teresa",
    "Isaac",
    "Leila",
    "Marcus",
    "Ingrid",
    "Paula",
    "Samir",
    "Joy",
)
LAST = (
    "Okafor",
    "Delgado",
    "Lindgren",
    "Washington",
    "Iyer",
    "Goldstein",
    "Mensah",
    "Beaumont",
    "Castillo",
    "Tanaka",
    "Feldman",
    "Farouk",
    "Hughes",
    "Dupree",
    "Park",
    "Novak",
    "Eze",
    "Moreno",
    "Levin",
    "Karimi",
    "Bell",
    "Sorensen",
    "Rossi",
    "Shah",
    "Carter",
    "Adams",
    "Tran",
    "Moore",
)


def school_id(number: int) -> SchoolId:
    return SchoolId(f"school-{number % len(SCHOOLS)}")


def _grade(school: SchoolId, index: int) -> str:
    name = SCHOOLS[int(school.rpartition("-")[2])]
    grades = {"Middle": "678", "High": "9"}.get(name.split()[-1], "K12345")
    return grades[index % len(grades)]


def _people() -> dict[PersonId, Person]:
    found: list[Person] = []
    for number, name in enumerate(COACHES):
        found.append(
            Person(
                id=PersonId(f"coach-{number}"),
                name=name,
                email=f"coach{number}@example.org",
                role=Role.COACH,
                school=school_id(number),
            )
        )
        for member in range(5):
            index = number * 5 + member
            first, last = FIRST[index % len(FIRST)], LAST[(index * 3 + number) % len(LAST)]
            found.append(
                Person(
                    id=PersonId(f"teacher-{index}"),
                    name=f"{first} {last}",
                    email=f"teacher{index}@example.org",
                    role=Role.TEACHER,
                    school=school_id(number if member < 3 else number + 3),
                    subject="math",
                    grade=_grade(school_id(number if member < 3 else number + 3), index),
                )
            )
    found.append(
        Person(
            id=PersonId("partner"),
            name="Dr. Ruth Abernathy",
            email="ruth@partner.example.com",
            role=Role.EXTERNAL_PARTNER,
            external=True,
        )
    )
    return {person.id: person for person in found}


def sample_district() -> District:
    """Ten schools, fifteen coaches with five teachers each, one early-release day."""
    return District(
        name="Maple Valley Unified School District",
        year=SchoolYear(first=date(2026, 8, 17), last=date(2027, 6, 11)),
        schools={
            school_id(number): School(id=school_id(number), name=name)
            for number, name in enumerate(SCHOOLS)
        },
        people=_people(),
        days=tuple(
            CalendarDay(
                date=MONDAY + timedelta(days=n),
                letter="AB"[n % 2],
                day_type=DayType.EARLY_RELEASE if n == 2 else DayType.SCHOOL,
            )
            for n in range(5)
        ),
        travel=tuple(
            Travel(origin=school_id(n), destination=school_id(n + 3), minutes=12 + n)
            for n in range(len(SCHOOLS))
        ),
        assumptions=(
            "Contract numbers are district defaults, not yet agreed.",
            "Periods without a timetable row count as preparation.",
        ),
    )


def sample_schedule(district: District, monday: date = MONDAY, week: int = 3) -> Schedule:
    """A full week: for every coach five visits, four debriefs and a session; a round and a meeting."""
    days = SchoolDays(district)
    activities: dict[ActivityId, Activity] = {}
    placed: dict[ActivityId, Slot] = {}
    window = Window(first=monday, last=monday + timedelta(days=4))

    def put(activity: Activity, day: int, wall: time, room: str, school: SchoolId | None) -> None:
        activities[activity.id] = activity
        placed[activity.id] = Slot(
            start=days.instant(monday + timedelta(days=day), wall),
            minutes=activity.minutes,
            school=school,
            room=room,
            container=Container.TEACHING,
        )

    for number in range(len(COACHES)):
        coach = PersonId(f"coach-{number}")
        teachers = [PersonId(f"teacher-{number * 5 + member}") for member in range(5)]
        walls = cycle((time(8, 25), time(9, 20), time(10, 15), time(12, 45), time(11, 10)))
        for member, teacher in enumerate(teachers):
            day, school = member % 4, district.people[teacher].school
            visit = Activity(
                id=ActivityId(f"clc/{number}/w{week}/visit/{member}"),
                kind=Kind.VISIT,
                structure="clc",
                label="Collective reflection and facilitated planning",
                leader=coach,
                required=(coach, teacher),
                minutes=45,
                window=window,
                week=week,
                cohort=CohortId(f"cohort-{number}"),
            )
            put(visit, day, next(walls), str(101 + member * 7 + number), school)
            if member == 4 and number % 4 == 1:
                continue
            debrief = replace(
                visit,
                id=ActivityId(f"clc/{number}/w{week}/debrief/{member}"),
                kind=Kind.DEBRIEF,
                minutes=30,
            )
            put(debrief, day, time(12, 5) if member == 4 else time(14, 30), "", school)
        session = Activity(
            id=ActivityId(f"clc/{number}/w{week}/session"),
            kind=Kind.SESSION,
            structure="clc",
            label="Collective reflection and facilitated planning",
            leader=coach,
            required=(coach, *teachers),
            minutes=75,
            window=window,
            week=week,
            cohort=CohortId(f"cohort-{number}"),
        )
        if number % 2:
            put(session, 4, time(11, 35), "Library", school_id(number))
        else:
            put(
                replace(session, kind=Kind.PLANNING, required=(coach, teachers[0])),
                4,
                time(9, 5),
                "12",
                None,
            )
    coaches = tuple(PersonId(f"coach-{number}") for number in range(5))
    put(
        Activity(
            id=ActivityId(f"rounds/{week}"),
            kind=Kind.ROUND,
            structure="rounds",
            label="Instructional round: student discourse",
            leader=coaches[0],
            required=coaches,
            minutes=150,
            window=window,
            series=SeriesId("rounds"),
        ),
        4,
        time(13, 0),
        "Media center",
        school_id(4),
    )
    put(
        Activity(
            id=ActivityId(f"partners/{week}"),
            kind=Kind.PARTNER_MEETING,
            structure="partners",
            label="Monthly partner meeting",
            leader=PersonId("coach-5"),
            required=(PersonId("coach-5"), PersonId("partner")),
            minutes=60,
            window=window,
            series=SeriesId("partners"),
            modality=Modality.VIRTUAL,
        ),
        3,
        time(11, 30),
        "",
        None,
    )
    left_over = replace(
        activities[ActivityId(f"clc/1/w{week}/visit/4")],
        id=ActivityId(f"clc/1/w{week}/debrief/4"),
        kind=Kind.DEBRIEF,
    )
    other = replace(
        activities[ActivityId(f"clc/2/w{week}/visit/3")],
        id=ActivityId(f"clc/2/w{week}/extra/3"),
        kind=Kind.PLANNING,
    )
    activities |= {left_over.id: left_over, other.id: other}
    return Schedule(
        activities=activities,
        placed=placed,
        unplaced=(
            Unplaced(
                activity=left_over.id,
                reasons=(
                    Reason(
                        rule="preparation",
                        says="Tuesday has protected preparation only",
                    ),
                    Reason(
                        rule="travel",
                        says="Benjamin Achebe is 14 min away until 2:10 PM",
                    ),
                ),
                options=("Open Thu 2:10 PM for her: this changes nobody else's week.",),
            ),
            Unplaced(
                activity=other.id,
                reasons=(Reason(rule="cap", says="Thursday already holds four visits"),),
            ),
        ),
    )


def earlier_schedule(now: Schedule) -> Schedule:
    """What was published before: two events stood at other times, one is new, one is gone since."""
    placed = dict(now.placed)
    ids = list(placed)
    for moved in (ids[0], ids[13]):
        placed[moved] = replace(
            placed[moved], start=placed[moved].start + timedelta(days=1, minutes=55)
        )
    del placed[ids[22]]
    gone = replace(now.activities[ids[30]], id=ActivityId("clc/gone"))
    placed[gone.id] = placed[ids[30]]
    return Schedule(activities={**now.activities, gone.id: gone}, placed=placed)


MADE = datetime(2026, 12, 4, 19, 30, tzinfo=UTC)
"""Friday 2:30 PM in New York."""
