"""Sharing: who is given what, seen, changed, taken back."""

from typing import Any

import pytest

from local_google.drive_access import FOLDER, SPREADSHEET
from tests.local_google.discovery_schema import check_answer
from tests.local_google.district import COACH, OTHER, OUTSIDER, TEACHER, District
from tests.local_google.workbooks import people, refused


@pytest.fixture
def book(district: District) -> Any:
    return people(district).create("Week")


def roles(book: Any) -> dict[str, str]:
    return {p.get("emailAddress", p["id"]): p["role"] for p in book.list_permissions()}


def opens(district: District, book: Any, email: str) -> bool:
    return district.raw("GET", f"/v4/spreadsheets/{book.id}", email).status_code == 200


def test_sharing_opens_and_taking_back_closes(district: District, book: Any) -> None:
    assert not opens(district, book, TEACHER)

    book.share(TEACHER, perm_type="user", role="reader", notify=False)
    assert opens(district, book, TEACHER)
    assert roles(book) == {COACH: "owner", TEACHER: "reader"}
    book.remove_permissions(TEACHER)

    assert not opens(district, book, TEACHER)


def test_sharing_again_changes_the_role_and_keeps_the_id(district: District, book: Any) -> None:
    first = book.share(TEACHER, perm_type="user", role="reader", notify=False).json()
    second = book.share(TEACHER, perm_type="user", role="writer", notify=False).json()

    assert first["id"] == second["id"]
    assert roles(book) == {COACH: "owner", TEACHER: "writer"}


@pytest.mark.proves("S12")
def test_a_link_for_anyone_opens_but_does_not_list(district: District, book: Any) -> None:
    book.share(None, perm_type="anyone", role="reader")

    assert opens(district, book, OUTSIDER)
    assert roles(book)["anyoneWithLink"] == "reader"
    assert people(district, OUTSIDER).list_spreadsheet_files() == []
    with refused(403, "The caller does not have permission"):
        people(district, OUTSIDER).open_by_key(book.id).sheet1.update([["x"]], "A1")


def test_a_domain_is_given_a_role(district: District, book: Any) -> None:
    book.share("north.example", perm_type="domain", role="reader")

    assert opens(district, book, OTHER)
    assert not opens(district, book, OUTSIDER)


def test_what_lies_in_a_shared_folder_is_shared(district: District) -> None:
    drive = district.client(COACH, service="drive")
    folder = drive.files().create(body={"name": "Coaching", "mimeType": FOLDER}).execute()["id"]
    body = {"name": "Week", "mimeType": SPREADSHEET, "parents": [folder]}
    file_id = drive.files().create(body=body).execute()["id"]
    share = {"type": "user", "role": "writer", "emailAddress": TEACHER}

    drive.permissions().create(fileId=folder, body=share).execute()

    people(district, TEACHER).open_by_key(file_id).sheet1.update([["x"]], "A1")
    assert [f["name"] for f in people(district, TEACHER).list_spreadsheet_files()] == ["Week"]


def test_the_owner_stays_until_handing_over(district: District, book: Any) -> None:
    drive = district.client(COACH, service="drive").permissions()
    owner = {"type": "user", "role": "owner", "emailAddress": TEACHER}
    path = f"/drive/v3/files/{book.id}/permissions"

    answer = district.raw("POST", path, json=owner)
    assert answer.status_code == 403
    assert "transferOwnership" in answer.json()["error"]["message"]
    drive.create(fileId=book.id, body=owner, transferOwnership=True).execute()

    assert roles(people(district, TEACHER).open_by_key(book.id)) == {
        COACH: "writer",
        TEACHER: "owner",
    }


def test_the_owner_is_neither_removed_nor_made_less(district: District, book: Any) -> None:
    (owner,) = book.list_permissions()
    path = f"/drive/v3/files/{book.id}/permissions/{owner['id']}"

    gone = district.raw("DELETE", path)
    less = district.raw("PATCH", path, json={"role": "reader"})

    assert (gone.status_code, less.status_code) == (403, 403)
    assert roles(book) == {COACH: "owner"}


def test_a_reader_shares_nothing(district: District, book: Any) -> None:
    book.share(TEACHER, perm_type="user", role="reader", notify=False)

    with refused(403, "The user does not have sufficient permissions for this file."):
        people(district, TEACHER).open_by_key(book.id).share(OTHER, perm_type="user", role="reader")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "user", "role": "reader"},
        {"type": "user", "role": "king", "emailAddress": TEACHER},
        {"type": "anyone", "role": "owner"},
        {"type": "robot", "role": "reader"},
    ],
)
def test_a_share_that_makes_no_sense_is_refused(
    district: District, book: Any, body: dict[str, Any]
) -> None:
    answer = district.raw("POST", f"/drive/v3/files/{book.id}/permissions", json=body)

    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["reason"] == "invalidSharingRequest"


def test_every_permission_answer_has_its_documented_shape(district: District, book: Any) -> None:
    drive = district.client(COACH, service="drive").permissions()
    body = {"type": "user", "role": "reader", "emailAddress": TEACHER}

    made = drive.create(fileId=book.id, body=body, fields="*").execute()
    one = {"fileId": book.id, "permissionId": made["id"]}
    got = drive.get(**one, fields="*").execute()
    changed = drive.update(**one, body={"role": "writer"}).execute()
    listed = drive.list(fileId=book.id, fields="*").execute()
    gone = drive.delete(**one).execute()

    check_answer("drive.permissions.create", made)
    check_answer("drive.permissions.get", got)
    check_answer("drive.permissions.update", changed)
    check_answer("drive.permissions.list", listed)
    check_answer("drive.permissions.delete", gone)
    assert got["emailAddress"] == TEACHER
    assert changed == {
        "kind": "drive#permission",
        "id": made["id"],
        "type": "user",
        "role": "writer",
    }
    answer = district.raw("GET", f"/drive/v3/files/{book.id}/permissions/{made['id']}")
    assert answer.status_code == 404
