"""People hear of an event in time."""

from collections.abc import Iterator

from scheduler.inspection import Inspection, Violation
from scheduler.model import Container
from scheduler.naming import notice_words
from scheduler.peoples_time.whose_days import counting_school
from scheduler.rules.rule import Rule


def check(inspection: Inspection) -> Iterator[Violation]:
    if inspection.published is None:
        return
    for placement in inspection.placements:
        activity = placement.activity
        if activity.id in inspection.standing:
            continue
        school = activity.school or counting_school(inspection.district, activity)
        given = inspection.days.notice(school, inspection.published, placement.day)
        due = activity.notice
        if placement.slot.container is Container.AFTER_SCHOOL:
            due = max(due, inspection.district.limits.notice_after_school)
        if given < due:
            yield Violation(
                rule=RULE.name,
                says=f"{notice_words(given)}, {due} {'is' if due == 1 else 'are'} due",
                activities=(activity.id,),
            )


RULE = Rule(
    name="give_notice",
    says="Everything new is known in time: school days count from publishing to the event, "
    "and weekdays before the school year begins; what takes time after school is known as early as a "
    "meeting after school has to be.",
    check=check,
)
