"""Files of Drive: made, found, changed, copied, deleted."""

from typing import Any

import gspread
import pytest

from local_google import drive
from local_google.drive_access import DRIVE, FOLDER, SPREADSHEET, add_file
from local_google.wire import ApiError, Call, Caller
from tests.local_google.discovery_schema import check_answer
from tests.local_google.district import COACH, OTHER, OUTSIDER, TEACHER, District
from tests.local_google.workbooks import people

ROBOT = Caller(email="robot@project.example", scopes=frozenset({DRIVE}), service_account=True)


def files(district: District, email: str = COACH, *scopes: str) -> Any:
    return district.client(email, *scopes, service="drive").files()


def make(district: District, name: str, **more: Any) -> str:
    body = {"name": name, "mimeType": SPREADSHEET, **more}
    made: dict[str, Any] = files(district).create(body=body).execute()
    check_answer("drive.files.create", made)
    return str(made["id"])


def names(district: District, query: str, email: str = COACH) -> list[str]:
    found = files(district, email).list(q=query, fields="files(name)").execute()
    return [file["name"] for file in found["files"]]


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


def test_a_new_file_answers_with_the_short_resource(district: District) -> None:
    made = files(district).create(body={"name": "Week", "mimeType": SPREADSHEET}).execute()

    assert made == {
        "kind": "drive#file",
        "id": made["id"],
        "name": "Week",
        "mimeType": SPREADSHEET,
    }
    assert people(district).open_by_key(made["id"]).sheet1.title == "Sheet1"


def test_all_fields_have_the_documented_shape(district: District) -> None:
    file_id = make(district, "Week", appProperties={"bellweave": "tracker"})

    full = files(district).get(fileId=file_id, fields="*").execute()

    check_answer("drive.files.get", full)
    assert full["owners"][0]["emailAddress"] == COACH
    assert full["ownedByMe"] is True
    assert full["trashed"] is False
    assert full["createdTime"] == "2027-02-01T12:00:00.000Z"
    assert full["parents"] == ["root"]
    assert full["appProperties"] == {"bellweave": "tracker"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name = 'Tracker'", ["Tracker"]),
        ('mimeType="application/vnd.google-apps.spreadsheet" and name = "Tracker"', ["Tracker"]),
        ("name contains 'Track'", ["Tracker"]),
        ("name contains 'racker'", []),
        (f"mimeType = '{FOLDER}'", ["Coaching"]),
        ("appProperties has { key='kind' and value='week' }", ["Week's plan"]),
        ("name = 'Week\\'s plan'", ["Week's plan"]),
        ("trashed = true", ["Old"]),
        ("trashed = false and not name = 'Tracker'", ["Week's plan", "Coaching"]),
        ("name = 'Old' or name = 'Tracker'", ["Old", "Tracker"]),
        (f"'{COACH}' in owners and trashed = true", ["Old"]),
        ("modifiedTime > '2027-02-02T00:00:00'", []),
    ],
)
def test_files_are_found_by(district: District, query: str, found: list[str]) -> None:
    files(district).create(body={"name": "Coaching", "mimeType": FOLDER}).execute()
    make(district, "Tracker")
    make(district, "Week's plan", appProperties={"kind": "week"})
    old = make(district, "Old")
    files(district).update(fileId=old, body={"trashed": True}).execute()

    assert sorted(names(district, query)) == sorted(found)


def test_a_folder_s_files_are_found_either_way_round(district: District) -> None:
    folder = files(district).create(body={"name": "Coaching", "mimeType": FOLDER}).execute()["id"]
    make(district, "Inside", parents=[folder])
    make(district, "Outside")

    assert names(district, f"'{folder}' in parents") == ["Inside"]
    assert names(district, f'parents in "{folder}"') == ["Inside"]
    assert names(district, f"'root' in parents and mimeType='{SPREADSHEET}'") == ["Outside"]


@pytest.mark.parametrize("query", ["name ~ 'x'", "size > 5", "name = ", "(name = 'x'", "and"])
def test_a_query_that_cannot_be_read_is_refused(district: District, query: str) -> None:
    answer = district.raw("GET", "/drive/v3/files", params={"q": query})

    assert refusal(answer) == (400, "invalid")


def test_a_list_comes_in_pages(district: District) -> None:
    for number in range(3):
        make(district, f"Week {number}")

    first = files(district).list(pageSize=2, orderBy="name").execute()
    rest = (
        files(district).list(pageSize=2, orderBy="name", pageToken=first["nextPageToken"]).execute()
    )

    check_answer("drive.files.list", first)
    assert [f["name"] for f in first["files"] + rest["files"]] == ["Week 0", "Week 1", "Week 2"]
    assert "nextPageToken" not in rest


@pytest.mark.proves("S4")
def test_a_stranger_finds_nothing_and_is_told_there_is_nothing(district: District) -> None:
    file_id = make(district, "Week")

    answer = district.raw("GET", f"/drive/v3/files/{file_id}", OUTSIDER)

    assert refusal(answer) == (404, "notFound")
    assert answer.json()["error"]["message"] == f"File not found: {file_id}."
    assert names(district, "trashed = false", OUTSIDER) == []


def test_a_new_name_is_the_spreadsheet_s_title_both_ways(district: District) -> None:
    file_id = make(district, "Week")
    book = people(district).open_by_key(file_id)

    files(district).update(fileId=file_id, body={"name": "Tracker"}).execute()
    assert people(district).open_by_key(file_id).title == "Tracker"
    book.update_title("Log")

    assert files(district).get(fileId=file_id).execute()["name"] == "Log"


def test_properties_are_merged_key_by_key(district: District) -> None:
    file_id = make(district, "Week", appProperties={"a": "1", "b": "2"})

    body = {"appProperties": {"b": None, "c": "3"}}
    files(district).update(fileId=file_id, body=body).execute()

    full = files(district).get(fileId=file_id, fields="appProperties").execute()
    assert full["appProperties"] == {"a": "1", "c": "3"}


def test_only_the_owner_trashes_and_deletes(district: District) -> None:
    book = people(district).open_by_key(make(district, "Week"))
    book.share(TEACHER, perm_type="user", role="writer", notify=False)
    path = f"/drive/v3/files/{book.id}"

    for answer in (
        district.raw("DELETE", path, TEACHER),
        district.raw("PATCH", path, TEACHER, json={"trashed": True}),
    ):
        assert refusal(answer) == (403, "insufficientFilePermissions")
    people(district).del_spreadsheet(book.id)

    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        people(district).open_by_key(book.id)


def test_a_write_to_cells_moves_the_modified_time(district: District) -> None:
    book = people(district).open_by_key(make(district, "Week"))
    before = book.get_lastUpdateTime()

    district.later()
    book.sheet1.update([["x"]], "A1")

    assert before == "2027-02-01T12:00:00.000Z"
    assert book.get_lastUpdateTime() == "2027-02-01T12:01:00.000Z"


def test_a_copy_has_the_cells_and_another_owner(district: District) -> None:
    book = people(district).open_by_key(make(district, "Week"))
    book.sheet1.update([["a"]], "A1")
    book.share(OTHER, perm_type="user", role="reader", notify=False)

    copied = files(district, OTHER).copy(fileId=book.id, body={}).execute()
    mine = people(district, OTHER).open_by_key(copied["id"])
    mine.sheet1.update([["b"]], "A1")

    check_answer("drive.files.copy", copied)
    assert copied["name"] == "Copy of Week"
    assert book.sheet1.acell("A1").value == "a"
    assert names(district, "name = 'Copy of Week'") == []


@pytest.mark.proves("GS-34")
def test_a_service_account_has_no_storage_outside_shared_drives(district: District) -> None:
    store = district.running.store
    body: dict[str, Any] = {"name": "Week", "mimeType": SPREADSHEET}

    def create(**more: Any) -> Any:
        call = Call(
            method="drive.files.create",
            path={},
            query={},
            body=body | more,
            headers={},
            caller=ROBOT,
        )
        return drive.create(store, call).body

    with pytest.raises(ApiError) as caught:
        create()
    assert (caught.value.status, caught.value.reason) == (403, "storageQuotaExceeded")
    assert caught.value.message == "The user's Drive storage quota has been exceeded."

    shared = drive.add_shared_drive(
        store, "Coaching", {ROBOT.email: "fileOrganizer", COACH: "organizer"}
    )
    made = create(parents=[shared])
    assert made["driveId"] == shared
    people(district).open_by_key(made["id"]).sheet1.update([["x"]], "A1")


@pytest.mark.proves("GS-6")
def test_drive_file_scope_reaches_only_what_an_app_made(district: District) -> None:
    by_app = make(district, "Made by an app")
    with district.running.store.write() as db:
        by_hand = add_file(
            district.running.store, db, owner=COACH, name="By hand", mime=FOLDER, by_app=False
        )

    found = files(district, COACH, "drive.file").list().execute()["files"]

    assert [file["id"] for file in found] == [by_app]
    token = district.token(COACH, "drive.file")
    answer = district.raw(
        "GET", f"/drive/v3/files/{by_hand['id']}", headers={"Authorization": f"Bearer {token}"}
    )
    assert refusal(answer) == (404, "notFound")


def test_about_needs_fields(district: District) -> None:
    service = district.client(COACH, service="drive")

    answer = service.about().get(fields="*").execute()

    check_answer("drive.about.get", answer)
    assert answer["user"]["emailAddress"] == COACH
    assert refusal(district.raw("GET", "/drive/v3/about")) == (400, "required")


def test_content_of_files_is_not_served(district: District) -> None:
    file_id = make(district, "Week")

    answer = district.raw("GET", f"/drive/v3/files/{file_id}/export?mimeType=text/csv")

    assert refusal(answer) == (501, "notImplemented")
