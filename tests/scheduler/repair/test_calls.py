"""A coach who is out and takes calls: her debriefs go by call where they would have no time otherwise."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from scheduler.district import District, Modality
from scheduler.inspection import Violation
from scheduler.model import Activity, Schedule, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import violations
from scheduler.repair.calls import by_call, repair_with_calls
from scheduler.repair.case import Case
from scheduler.repair.disruption import Disruption, disrupted, without
from scheduler.repair.impossible import made_impossible
from scheduler.repair.least_change import least_change
from scheduler.repair.repair import repair
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    HALL,
    a_debrief,
    a_visit,
    a_week,
    inspected,
    slot,
    taught,
    when,
)
from tests.scheduler.test_repair import a_case, a_schedule, no

VISIT, SEEN = a_visit(), taught("mon 08:50")
DEBRIEF = a_debrief(window=Window(first=DAYS["tue"], last=DAYS["fri"]))
TALK = slot("wed 13:30")
OUT = Disruption(person=ANA, first=DAYS["tue"], last=DAYS["fri"])
CALLS = replace(OUT, calls=True)


def a_case_of(one: Disruption, *pairs: tuple[Activity, Slot], told: Schedule | None = None) -> Case:
    """The case of a coach who is out, everything sent unless said otherwise."""
    base = a_schedule(*(pairs or ((VISIT, SEEN), (DEBRIEF, TALK))))
    after = disrupted(a_week(), [one])
    _, lost = made_impossible(base, a_week(), after, when("mon 16:00"))
    case = a_case(after, base, told=told, now=when("mon 16:00"))
    return replace(case, lost=lost)


@pytest.mark.proves("F-93", "J7")
def test_a_debrief_that_would_have_no_time_goes_by_call_at_the_hour_it_had() -> None:
    case = a_case_of(CALLS)

    done, calls = repair_with_calls(case, least_change, {ANA})

    assert repair(case, least_change).cancelled == (DEBRIEF.id,)
    assert calls == {DEBRIEF.id}
    now = done.schedule.placed[DEBRIEF.id]
    assert (now.start, now.school, now.room) == (TALK.start, None, "")
    assert done.schedule.activities[DEBRIEF.id].modality is Modality.VIRTUAL


@pytest.mark.proves("J7", "F-54")
def test_who_is_in_a_debrief_that_becomes_a_call_at_its_own_hour_hears_of_it() -> None:
    done, _ = repair_with_calls(a_case_of(CALLS), least_change, {ANA})

    assert done.schedule.placed[DEBRIEF.id].start == TALK.start
    told = {proof.part: proof.value for proof in done.proofs}
    assert done.moved == (DEBRIEF.id,)
    assert done.people == {ANA, HALL}
    assert done.released == {DEBRIEF.id: TALK.start}
    assert (told["people told"], done.proven) == (2, True)


@pytest.mark.proves("J7")
def test_a_call_nobody_was_told_of_yet_tells_nobody() -> None:
    unknown = Schedule(activities={}, placed={})

    done, calls = repair_with_calls(a_case_of(CALLS, told=unknown), least_change, {ANA})

    assert calls == {DEBRIEF.id}
    assert (done.moved, done.found, done.people) == ((), (DEBRIEF.id,), frozenset())


@pytest.mark.proves("J7", "F-93")
def test_a_debrief_that_still_has_a_time_in_person_stays_in_person() -> None:
    one_day = replace(CALLS, first=DAYS["wed"], last=DAYS["wed"])

    done, calls = repair_with_calls(a_case_of(one_day), least_change, {ANA})

    assert calls == frozenset()
    assert done.schedule.placed[DEBRIEF.id].start != TALK.start
    assert done.schedule.activities[DEBRIEF.id] == DEBRIEF


@pytest.mark.proves("J7", "F-93")
def test_a_debrief_whose_visit_is_cancelled_is_no_call_and_no_visit_is_one() -> None:
    pairs = ((VISIT, taught("tue 08:50")), (DEBRIEF, TALK))
    monday_too = replace(CALLS, first=DAYS["mon"])
    case = a_case_of(monday_too, *pairs)

    done, calls = repair_with_calls(case, least_change, {ANA})

    assert calls == frozenset()
    assert set(done.cancelled) == {VISIT.id, DEBRIEF.id}
    assert done.schedule.activities[DEBRIEF.id] == DEBRIEF


@pytest.mark.proves("J7", "F-54")
def test_a_debrief_that_cannot_follow_its_moved_visit_in_person_follows_it_by_call() -> None:
    """Her visit moves to Thursday, when she has no hour after it, and on Friday she is out again."""
    tuesday = replace(CALLS, last=DAYS["tue"])
    friday = replace(CALLS, first=DAYS["fri"])
    afternoon = replace(OUT, first=DAYS["thu"], last=DAYS["thu"], start=time(9, 35), end=time(18))
    visit = a_visit(window=Window(first=DAYS["tue"], last=DAYS["fri"]))
    base = a_schedule((visit, taught("tue 08:50")), (DEBRIEF, TALK))
    after = disrupted(a_week(), [tuesday, friday, afternoon])
    _, lost = made_impossible(base, a_week(), after, when("mon 16:00"))
    all_wednesday = no(visit, slot("wed 07:00", 12 * 60))
    case = replace(a_case(after, base, all_wednesday, now=when("mon 16:00")), lost=lost)

    done, calls = repair_with_calls(case, least_change, {ANA})

    days = SchoolDays(after)
    now = {key: days.date_of(where.start) for key, where in done.schedule.placed.items()}
    assert lost.keys() == {(visit.id, when("tue 08:50"))}
    assert calls == {DEBRIEF.id}
    assert now == {visit.id: DAYS["thu"], DEBRIEF.id: DAYS["fri"]}
    assert done.schedule.placed[DEBRIEF.id].school is None


@pytest.mark.proves("J7")
def test_only_who_takes_calls_has_her_debriefs_by_call() -> None:
    for one, callers in ((OUT, {ANA}), (CALLS, set()), (CALLS, {BEN})):
        done, calls = repair_with_calls(a_case_of(one), least_change, callers)
        assert (calls, done.cancelled) == (frozenset(), (DEBRIEF.id,))


def broken_on(district: District, activity: Activity, where: Slot) -> list[str]:
    found: tuple[Violation, ...] = violations(inspected(district, (activity, where)))
    return [one.rule for one in found if one.rule == "respect_blackouts"]


@pytest.mark.proves("J7", "F-93")
def test_the_referee_lets_only_her_own_calls_stand_on_a_day_she_is_out() -> None:
    call, nowhere = by_call(replace(DEBRIEF, after=())), replace(TALK, school=None)
    calling, out = disrupted(a_week(), [CALLS]), disrupted(a_week(), [OUT])
    bens = replace(call, leader=BEN, required=(BEN, ANA))

    assert broken_on(calling, call, nowhere) == []
    assert broken_on(calling, replace(DEBRIEF, after=()), TALK) == ["respect_blackouts"]
    assert broken_on(out, call, nowhere) == ["respect_blackouts"]
    assert broken_on(calling, bens, nowhere) == ["respect_blackouts"]


@pytest.mark.proves("J7", "F-93")
def test_a_day_on_calls_offers_her_own_calls_and_nothing_else() -> None:
    call = by_call(replace(DEBRIEF, after=()))
    bens = replace(call, leader=BEN, required=(BEN, ANA, HALL))

    def offered(one: Disruption, activity: Activity) -> set[object]:
        district = disrupted(a_week(), [one])
        sieve = Sieve(Availability(district, SchoolDays(district)))
        days = SchoolDays(district)
        return {days.date_of(found.start) for found in sieve.candidates(activity).slots}

    assert DAYS["wed"] in offered(CALLS, call)
    assert DAYS["wed"] not in offered(OUT, call)
    assert DAYS["wed"] not in offered(CALLS, replace(DEBRIEF, after=()))
    assert DAYS["wed"] not in offered(CALLS, bens)


def test_a_link_to_materials_is_no_link_to_join_by() -> None:
    call = by_call(replace(DEBRIEF, link="https://protocols.example/debrief"))

    assert call.link == ""
    assert call.happens[-1] == "Protocol and materials: https://protocols.example/debrief"


@pytest.mark.proves("J7")
def test_calls_are_taken_by_a_person_who_is_out_for_whole_days() -> None:
    day = DAYS["tue"]
    wrongs: tuple[dict[str, Any], ...] = (
        {"school": "lincoln"},
        {"person": ANA, "start": time(10), "end": time(11)},
        {"person": ANA, "leaves": True},
    )
    for wrong in wrongs:
        with pytest.raises(ValueError, match="calls"):
            Disruption(first=day, last=day, calls=True, **wrong)


@pytest.mark.proves("J7")
def test_what_is_said_of_the_same_days_is_a_twin_and_time_given_back_takes_none() -> None:
    over = replace(CALLS, by_call=(DEBRIEF.id,), over=True)

    assert CALLS.twin_of(replace(OUT, by_call=(DEBRIEF.id,)))
    assert not CALLS.twin_of(replace(OUT, last=DAYS["thu"]))
    assert not CALLS.twin_of(over)
    assert disrupted(a_week(), [over]) == a_week()
    assert without(disrupted(a_week(), [CALLS]), [CALLS]) == a_week()
