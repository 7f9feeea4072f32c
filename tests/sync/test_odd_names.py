"""Whatever a name is made of, it comes back as it was typed, by every road; on the screen nothing turns."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.words import name_of, unturned
from local_google import admin
from local_google.server import serve
from local_google.services import open_store
from scheduler.district import PersonId
from scheduler.errors import InputError
from sheets_templates.building.build import fill_requests, new_workbook_requests
from sheets_templates.inputs.inputs import PEOPLE
from sheets_templates.reading.parse import read_district
from sheets_templates.reading.parse_cells import tidy
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellValue, Grid
from sync.account.credentials import OWN_FILES, load_local
from sync.files.csv_text import as_csv_text, parse_csv
from sync.files.tabs import write_workbook
from sync.files.xlsx import read_xlsx
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import Patience, local
from sync.wire.transport import Transport
from tests.builders import a_district, a_person
from tests.journeys.typing_commands import Typist
from tests.sheets_templates.lincoln import edited, lincoln
from tests.sync.wire import FakeClock

NAMES = (
    "Zo\u00eb Nu\u00f1ez",
    "\u05d3\u05e0\u05d4 \u05db\u05d4\u05df",
    "\u0641\u0627\u0637\u0645\u0629",
    "\u674e\u5c0f\u9f99",
    "\U0001f33b Ray \U0001f469\u200d\U0001f3eb",
    'O\'Neil, "Bo"; Jr.',
    "Line\nBreak",
    "Tab\tSign",
    "a\u0301\u0323\u0308 combining",
    "Мария Lopez",
    "x" * 500,
    "\u202egnp.exe",
    "=SUM(A1)",
    "+1 Ana",
    "@Lee",
    "-Kim",
    "'quoted",
    "007",
    "TRUE",
    "1/2",
)
LEADER = "lee.park@oakhill.example"


def rows() -> list[list[CellValue]]:
    found: list[list[CellValue]] = [["person_id", "name"]]
    found += [[f"t{number}", name] for number, name in enumerate(NAMES)]
    return found


def names_in(grid: Grid) -> list[object]:
    return [row[1].value for row in grid[1:]]


@pytest.mark.proves("I6")
def test_odd_names_come_back_from_a_workbook(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "names.xlsx", {"People": rows()})

    assert names_in(read_xlsx(path)["People"]) == list(NAMES)


@pytest.fixture
def api() -> Iterator[SheetsApi]:
    with serve(open_store(seed="names")) as running:
        minted = admin.mint(running.store, LEADER, scopes=[OWN_FILES])
        connection = local(running.url, patience=Patience())
        credential = load_local(running.url, minted.refresh)
        yield SheetsApi(Transport(credential, connection, clock=FakeClock()))


@pytest.mark.proves("I6", "S10")
def test_odd_names_come_back_from_a_sheet(api: SheetsApi) -> None:
    book = api.create("Names")
    records = [{"person_id": f"t{number}", "name": name} for number, name in enumerate(NAMES)]
    api.write(book, [*new_workbook_requests([PEOPLE]), *fill_requests(PEOPLE, records)])

    assert names_in(api.read(book)["People"]) == list(NAMES)


odd = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0\r")
    | st.sampled_from("\u202e\u2066\u0301'\"=;,\n"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and not text.startswith(("#", "'")))


@pytest.mark.proves("I6")
@given(st.lists(odd, min_size=1, max_size=5))
def test_any_name_comes_back_from_a_file(names: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [["person_id", "name"], *(["t", as_csv_text(name)] for name in names)]
    )
    grid = parse_csv(out.getvalue().encode(), tab="People", file="People.csv")

    assert names_in(grid) == names


@pytest.mark.proves("I6")
@given(st.text(max_size=40))
def test_both_unicode_forms_of_a_text_are_one_key(text: str) -> None:
    forms = {tidy(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}

    assert len(forms) == 1
    assert forms == {tidy(next(iter(forms)))}


@pytest.mark.proves("I6", "S6")
def test_an_id_that_only_looks_the_same_is_another_one() -> None:
    with pytest.raises(InputError) as caught:
        read_district(edited("Cohorts!H2", "7; \u04422; t3"))  # the first sign is a Cyrillic one

    (fault,) = caught.value.faults
    assert (fault.where, fault.what) == ("Cohorts!H2", "Nobody on the People tab is '\u04422'.")


@pytest.mark.proves("I6")
def test_a_name_with_turning_signs_is_kept_and_shown_without_them() -> None:
    typed = "Maria\u202e zepoL\u2066"
    tabs = dict(lincoln())
    people = [[cell.value for cell in row] for row in tabs["People"]]
    people[2][1] = typed
    tabs["People"] = grid_of("People", people)
    district = read_district(tabs)

    assert district.people[PersonId("7")].name == typed
    assert name_of(PersonId("7"), district) == "Maria zepoL"
    assert unturned("\x1b[31mred\x9b31m\u200f") == "[31mred31m"
    assert name_of(PersonId("x"), a_district(a_person("Bo\u202d", id=PersonId("x")))) == "Bo"


@pytest.mark.proves("I6")
def test_a_fault_is_told_without_signs_that_turn_it(tmp_path: Path) -> None:
    typist = Typist(tmp_path, now="2026-11-06T15:45")
    typist.does("init", "w", "--small", "--start-week", "2026-11-23")
    path = tmp_path / "w" / "input" / "Cohorts.csv"
    path.write_text(path.read_text("utf-8").replace("t1; t2", "t1\u202e\u2067; t2"), "utf-8")
    ran = typist.types("check", "--workspace", "w")

    assert ran.code == 1
    assert "Nobody on the People tab is 't1'" in ran.err
    assert not {"\u202e", "\u2067"} & set(ran.err)
