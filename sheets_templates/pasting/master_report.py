"""What a master-schedule import kept, left out, made up and could not know."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleBooking:
    """Several lessons of one teacher at one time; the export's first one was kept."""

    teacher: str
    day: str
    period: str
    kept: str
    dropped: tuple[str, ...]

    @property
    def says(self) -> str:
        return (
            f"{self.teacher}, day {self.day}, period {self.period}: kept {self.kept or 'a lesson'}, "
            f"left out {' and '.join(lesson or 'a lesson' for lesson in self.dropped)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """`lessons` rows were read and `kept` of them became timetable rows."""

    lessons: int
    kept: int
    teachers: int
    cycle: tuple[str, ...]
    double_bookings: tuple[DoubleBooking, ...]
    unmatched_periods: Mapping[str, int]
    """Period the bell set lacks -> how many lessons were left out for it."""
    unused_blocks: tuple[str, ...]
    courses_without_subject: tuple[str, ...]
    without_contract_day: tuple[str, ...]
    """Variants of the bell set that do not say when the contract day begins and ends."""
    bell_sentences: tuple[str, ...] = ()

    @property
    def rows_too_many(self) -> int:
        return sum(len(double.dropped) for double in self.double_bookings)

    def sentences(self) -> tuple[str, ...]:
        """The report in words, what was left out before what is only good to know."""
        said = [
            f"{self.kept} of {self.lessons} lessons of {self.teachers} teachers were taken over, in a "
            f"cycle of {len(self.cycle)} days ({', '.join(self.cycle)})."
        ]
        if self.double_bookings:
            said.append(
                f"{len(self.double_bookings)} teacher-periods hold more than one lesson; the first was "
                f"kept and {self.rows_too_many} were left out."
            )
        said += [
            f"The bell set has no period {period}: {count} lessons were left out."
            for period, count in self.unmatched_periods.items()
        ]
        if self.unused_blocks:
            said.append(f"No lesson uses block {', '.join(self.unused_blocks)}.")
        said += [
            f"The bell set does not say when the contract day begins and ends on {variant} days: "
            "nothing can be placed before or after school then."
            for variant in self.without_contract_day
        ]
        said += self.bell_sentences
        if self.courses_without_subject:
            said.append(
                f"{len(self.courses_without_subject)} courses show no subject (as "
                f"{', '.join(self.courses_without_subject[:3])}): add them to the Courses tab."
            )
        said.append(
            f"The e-mail addresses of all {self.teachers} teachers are made up: put in the real ones "
            "before anything is sent."
        )
        said.append("What a teacher does in a period without a lesson is not in the export.")
        return tuple(said)
