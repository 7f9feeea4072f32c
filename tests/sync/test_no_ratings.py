"""Nothing we keep or send has a place for a rating of a person, a note, or why somebody declined."""

import json
import re
from dataclasses import fields

import pytest

from scheduler.district import Role
from scheduler.model import Kind
from sync.event.events import insert_body, wanted_event
from sync.event.facts import Answer
from sync.event.identity import event_id, key_of
from sync.event.marks import Marks
from sync.event.wording import Wording
from sync.journal.tables import metadata
from tests.builders import ANA, HALL, VISIT, a_district, a_person, a_slot, an_activity

RATING = frozenset(
    [
        "rating",
        "ratings",
        "rate",
        "score",
        "scores",
        "rank",
        "ranking",
        "grade",
        "stars",
        "performance",
        "evaluation",
        "quality",
        "effectiveness",
        "proficiency",
    ]
)
TEXT = frozenset(
    [
        "note",
        "notes",
        "comment",
        "comments",
        "feedback",
        "remark",
        "remarks",
        "strengths",
        "weaknesses",
    ]
)
COLUMNS = [
    (table.name, column.name) for table in metadata.sorted_tables for column in table.columns
]
FLAGS = {"visibility", "guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests"}


def words(name: str) -> frozenset[str]:
    """The words of a name like `before_json` or `guestsCanModify`."""
    return frozenset(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower().replace("_", " ").split())


@pytest.mark.proves("F-99", "X18")
def test_no_table_of_the_journal_has_a_column_for_a_rating_or_a_note() -> None:
    assert len(COLUMNS) > 80
    assert [one for one in COLUMNS if words(one[1]) & (RATING | TEXT)] == []


@pytest.mark.proves("F-99", "X18", "F-68")
@pytest.mark.parametrize("kind", list(Kind))
def test_no_event_has_a_field_for_a_rating_or_a_note(kind: Kind) -> None:
    paul = a_person("Paul Site", Role.SITE_LEADER)
    activity = an_activity(kind=kind, required=(ANA, HALL, paul.id))
    event = wanted_event(activity, a_slot(), a_district(paul), Wording())
    key = key_of("example", VISIT)
    marks = Marks(key=key, generation=1, base={}, last_time="")
    body = insert_body(event, event_id("example", key, 1), marks)

    keys = set(re.findall(r'"(\w+)":', json.dumps(body)))
    assert keys >= FLAGS - {"guestsCanSeeOtherGuests"}
    assert [name for name in keys if words(name) & (RATING | TEXT)] == []
    assert body["visibility"] == "private"


@pytest.mark.proves("X18")
def test_the_words_of_an_answer_are_never_kept() -> None:
    kept = {column.name for column in metadata.tables["answers"].columns}

    assert "comment" in {one.name for one in fields(Answer)}
    assert kept == {"activity", "person", "response", "start", "seen", "automatic"}
