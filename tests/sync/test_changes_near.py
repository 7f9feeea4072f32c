"""What has begun is never touched; what starts too soon only by permission."""

from dataclasses import replace

import pytest

from sync.merging.changes import Verb
from sync.merging.merge import Frozen
from tests.builders import VISIT, at
from tests.sync.test_changes import FRIDAY, KEY, NOWHERE, at_time, compared, only, stands, wished

NEAR = Frozen(until=FRIDAY, near=at("2026-12-09 00:00"))


@pytest.mark.proves("C16")
def test_nothing_moves_into_the_past_or_inside_the_notice() -> None:
    into_the_past = compared([wished("2026-12-01 10:40")], [stands(wished())])
    too_near = compared([wished("2026-12-09 10:40")], [stands(wished())], frozen=NEAR)

    assert only(into_the_past).verb is Verb.FROZEN
    assert only(too_near).verb is Verb.FROZEN


@pytest.mark.proves("C16")
def test_what_starts_too_soon_changes_only_by_permission() -> None:
    moved, stood = [wished("2026-12-14 10:40")], [stands(wished("2026-12-08 10:40"))]
    gone = replace(NOWHERE, activities=frozenset({VISIT}))
    by_permission = replace(NEAR, may_change=frozenset({KEY}))

    for change in (
        only(compared(moved, stood, frozen=NEAR)),
        only(compared([], stood, reach=gone, frozen=NEAR)),
        only(compared([wished("2026-12-08 10:40", room="118")], stood, frozen=NEAR)),
    ):
        assert change.verb is Verb.FROZEN
        assert change.too_near
        assert not change.mails
    assert only(compared(moved, stood, frozen=by_permission)).verb is Verb.MOVE
    assert only(compared([], stood, reach=gone, frozen=by_permission)).verb is Verb.CANCEL


def test_a_new_event_may_start_soon_and_a_dragged_one_is_still_a_pin() -> None:
    soon = wished("2026-12-07 10:40")
    dragged = stands(soon, **at_time("2026-12-08 13:00"))

    assert only(compared([soon], [], frozen=NEAR)).verb is Verb.CREATE
    assert only(compared([soon], [dragged], frozen=NEAR)).verb is Verb.PIN
