"""Spreadsheets met through the stock gspread client; every 2xx answer is held to its schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials
from gspread.http_client import HTTPClient
from gspread.utils import ValueInputOption, ValueRenderOption

from local_google.discovery import Routes
from tests.local_google.discovery_schema import check_answer
from tests.local_google.district import COACH, District

RAW, TYPED_IN = ValueInputOption.raw, ValueInputOption.user_entered
SHOWN = ValueRenderOption.formatted
PLAIN, FORMULA = ValueRenderOption.unformatted, ValueRenderOption.formula
ROUTES = Routes()
GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


def checked(answer: requests.Response) -> requests.Response:
    """The answer, after a look at its shape if it is a success."""
    path = urlsplit(answer.url).path
    match = ROUTES.find(str(answer.request.method), path)
    if match is not None and answer.ok:
        body = answer.json() if answer.content else None
        check_answer(match.method.id, body, always=())
    return answer


def client_at(url: str, token: str) -> gspread.Client:
    """gspread as its users have it; only the host differs."""

    class LocalClient(HTTPClient):
        def request(self, *args: Any, **more: Any) -> requests.Response:
            method, endpoint = args
            for host in GOOGLE:
                endpoint = endpoint.replace(host, url)
            return checked(super().request(method, endpoint, **more))

    credentials = Credentials(token=token)
    return gspread.Client(auth=credentials, http_client=LocalClient)


def people(district: District, email: str = COACH, *scopes: str) -> gspread.Client:
    """gspread for one person of the district."""
    return client_at(district.running.url, district.token(email, *scopes))


@contextmanager
def refused(status: int, text: str) -> Iterator[None]:
    """The block ends in an APIError with this status, its message holding `text`."""
    with pytest.raises(gspread.exceptions.APIError) as caught:
        yield
    assert caught.value.code == status, caught.value
    assert text in caught.value.error["message"], caught.value


def batch(book: gspread.Spreadsheet, *requests_: dict[str, Any]) -> list[dict[str, Any]]:
    """One batchUpdate; its replies."""
    replies: list[dict[str, Any]] = book.batch_update({"requests": list(requests_)})["replies"]
    return replies


def cells(book: gspread.Spreadsheet, a1: str) -> list[list[dict[str, Any]]]:
    """CellData of a range, row by row."""
    found = book.fetch_sheet_metadata({"includeGridData": "true", "ranges": [a1]})
    rows = found["sheets"][0]["data"][0].get("rowData", [])
    return [row.get("values", []) for row in rows]
