"""What lets events change whatever their state, because their time has become impossible. Pure.

A permission names the activity and the start it stands at. It becomes claims about exactly what was seen
there, so an event that somebody moves once more is hers again.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from scheduler.model import ActivityId
from sync.event.found_event import FoundEvent
from sync.event.identity import key_of
from sync.event.marks import Field, digests_of, own_marks, values_of
from sync.merging.claims import About, Claim


def claims_of(
    released: Mapping[ActivityId, datetime],
    cancelled: Collection[ActivityId],
    found: Iterable[FoundEvent],
    namespace: str,
) -> tuple[Claim, ...]:
    """Claims on the time of each released event that stands where its permission says (aware UTC).

    Of one that is cancelled the whole event is claimed, since nothing of it can stay.
    """
    by_key = {key_of(namespace, activity): activity for activity in released}
    claims: list[Claim] = []
    for event in found:
        marks = own_marks(event, namespace)
        activity = by_key.get(marks.key) if marks and not event.cancelled else None
        if marks is None or activity is None or event.start != released[activity]:
            continue
        digests = digests_of(values_of(event))
        fields = tuple(Field) if activity in cancelled else (Field.TIME,)
        claims += [
            Claim(key=marks.key, about=About(name.value), seen=digests[name]) for name in fields
        ]
    return tuple(sorted(claims))
