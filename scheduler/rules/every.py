"""All the rules, in the order in which people would name them."""

from scheduler.rules import (
    cap_after_school,
    cap_sites,
    cap_visits,
    give_notice,
    keep_lunch_free,
    keep_the_order,
    keep_to_the_window,
    keep_what_was_said,
    leave_never_blocks_alone,
    leave_time_to_travel,
    never_double_book,
    never_double_book_a_room,
    protect_prep,
    reach_the_quorum,
    respect_blackouts,
    respect_busy_calendars,
    stay_in_allowed_time,
    visit_a_taught_period,
)
from scheduler.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    never_double_book.RULE,
    never_double_book_a_room.RULE,
    keep_to_the_window.RULE,
    visit_a_taught_period.RULE,
    stay_in_allowed_time.RULE,
    keep_lunch_free.RULE,
    protect_prep.RULE,
    cap_after_school.RULE,
    respect_blackouts.RULE,
    respect_busy_calendars.RULE,
    leave_time_to_travel.RULE,
    keep_the_order.RULE,
    cap_visits.RULE,
    cap_sites.RULE,
    give_notice.RULE,
    reach_the_quorum.RULE,
    keep_what_was_said.RULE,
    leave_never_blocks_alone.RULE,
)
