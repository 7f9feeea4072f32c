"""Which activities come after which: read by the wishes that are about two of them."""

from collections.abc import Iterator

from scheduler.inspection import Inspection, Placement
from scheduler.model import Activity, After


def kept_orders(activity: Activity) -> Iterator[After]:
    """The orders of an activity that are rules, not wishes."""
    return (after for after in activity.after if not after.soft)


def followers(inspection: Inspection, *, soft: bool) -> Iterator[tuple[Placement, Placement]]:
    """Each placed activity with each placed one it should come after."""
    for placement in inspection.placements:
        for after in placement.activity.after:
            earlier = inspection.by_id.get(after.earlier)
            if earlier is not None and after.soft is soft:
                yield placement, earlier
