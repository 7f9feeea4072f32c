"""Refusals in the words of the Sheets API (as recorded from it, or as others quote it)."""

from local_google.wire import ApiError

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def bad(message: str) -> ApiError:
    """400 INVALID_ARGUMENT."""
    return ApiError(400, "badRequest", message)


def unparsable(text: str) -> ApiError:
    return bad(f"Unable to parse range: {text}")


def off_grid(address: str, rows: int, columns: int) -> ApiError:
    """For a range that starts past the last row or column; one that only ends there is cut."""
    return bad(f"Range ({address}) exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def too_wide(address: str, what: str) -> ApiError:
    """Values that do not fit the range; `what` is like `row [14]` or `column [C]`."""
    return bad(f"Requested writing within range [{address}], but tried writing to {what}")


def not_found() -> ApiError:
    return ApiError(404, "notFound", "Requested entity was not found.")


def forbidden() -> ApiError:
    return ApiError(403, "forbidden", "The caller does not have permission")


def no_tab(sheet_id: object) -> ApiError:
    return bad(f"No grid with id: {sheet_id}")


def within(place: str, error: ApiError) -> ApiError:
    """The same refusal naming its place in a batch, such as `requests[2].repeatCell`."""
    if error.status != 400 or error.message.startswith("Invalid "):
        return error
    return ApiError(error.status, error.reason, f"Invalid {place}: {error.message}")
