"""`spreadsheets.batchUpdate`: every request of the list, or none of them."""

from collections.abc import Callable, Mapping
from typing import Any

from local_google import (
    sheets_batch_cells,
    sheets_batch_lines,
    sheets_batch_marks,
    sheets_batch_metadata,
    sheets_batch_moves,
    sheets_batch_tabs,
)
from local_google.partial import below, keep
from local_google.sheets_access import Opened, open_to_write
from local_google.sheets_looks import tidy
from local_google.sheets_refusals import bad, within
from local_google.sheets_request_check import refuse_unknown
from local_google.sheets_request_parts import without_nulls
from local_google.sheets_resource import spreadsheet
from local_google.sheets_wanted import mask_of
from local_google.store import Store
from local_google.wire import ApiError, Call, Reply

Json = dict[str, Any]
Deed = Callable[[Opened, Json], Json | None]
"""Carries out one request; what it returns is the inside of the reply of that kind."""

KINDS: Mapping[str, Deed] = {
    **sheets_batch_tabs.KINDS,
    **sheets_batch_cells.KINDS,
    **sheets_batch_moves.KINDS,
    **sheets_batch_lines.KINDS,
    **sheets_batch_marks.KINDS,
    **sheets_batch_metadata.KINDS,
}


def batch_update(store: Store, call: Call) -> Reply:
    """`replies` has one entry a request, in order; `{}` where a kind has no reply."""
    with store.write() as db:
        opened = open_to_write(store, db, call)
        body: Json = without_nulls(call.resource())
        refuse_unknown("BatchUpdateSpreadsheetRequest", body)
        requests = body.get("requests") or []
        if not requests:
            raise bad("Must specify at least one request.")
        replies = [_carry_out(opened, place, request) for place, request in enumerate(requests)]
        opened.save(db, name=opened.book.properties["title"])
        mask = mask_of(call.one("fields"))
        reply: Json = keep({"spreadsheetId": opened.book.id, "replies": replies}, mask)
        inner = below(mask, "updatedSpreadsheet")
        if inner is not None and body.get("includeSpreadsheetInResponse"):
            ranges = list(body.get("responseRanges", ()))
            grid = bool(body.get("responseIncludeGridData"))
            reply["updatedSpreadsheet"] = spreadsheet(
                opened, ranges=ranges, grid_data=grid, mask=inner
            )
        return Reply(200, reply, kept=True)


def _carry_out(opened: Opened, place: int, request: dict[str, Json]) -> Json:
    if len(request) != 1:
        raise bad(f"Invalid requests[{place}]: exactly one kind of request must be set.")
    ((kind, inner),) = request.items()
    deed = KINDS.get(kind)
    if deed is None:
        message = f"requests[{place}].{kind} is not implemented by this local server."
        raise ApiError(501, "notImplemented", message)
    try:
        answer = deed(opened, inner)
    except ApiError as error:
        raise within(f"requests[{place}].{kind}", error) from error
    return {kind: tidy(answer)} if answer is not None else {}
