"""Meeting links: a wish for one is granted at once, the same wish always by the same link."""

import hashlib
from typing import Any

from local_google.wire import ApiError, Json

ALPHABET = "abcdefghijkmnpqrstuvwxyz"
SOLUTION: Json = {"key": {"type": "hangoutsMeet"}, "name": "Google Meet"}


def granted(wish: Json) -> Json:
    """The conference and its link for an event whose body asks for one; 400 for a wish without id."""
    request = wish.get("createRequest")
    number = request.get("requestId") if isinstance(request, dict) else None
    if not isinstance(number, str) or not number:
        raise ApiError(400, "invalid", "Invalid conference create request.")
    code = _code(number)
    link = f"https://meet.google.com/{code}"
    made: dict[str, Any] = {
        "createRequest": {
            "requestId": number,
            "conferenceSolutionKey": SOLUTION["key"],
            "status": {"statusCode": "success"},
        },
        "entryPoints": [{"entryPointType": "video", "uri": link, "label": link.partition("//")[2]}],
        "conferenceSolution": SOLUTION,
        "conferenceId": code,
    }
    return {"conferenceData": made, "hangoutLink": link}


def _code(number: str) -> str:
    """Ten letters in Google's groups, like `abc-defg-hij`."""
    digest = hashlib.sha256(number.encode()).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:10])
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"
