"""Partners and PartnerDates: what is offered is read back with what people said to it."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.district import District
from scheduler.engagement import Engagement
from scheduler.errors import InputError
from scheduler.model import Half
from scheduler.partners.people import Answer, HalfDay, Partner, PartnerDate
from sheets_templates.books.partners import PARTNER_DATES, PARTNERS, date_id
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import Rows, grid_of
from sheets_templates.vocabulary.table import Writer
from sheets_templates.writing.render_inputs import input_rows
from sheets_templates.writing.render_partners import partner_date_rows
from tests.scheduler.partner_year import AUGUST, a_partner_year, asked

HEAD = ["series", "date", "half", "organisation", "person", "answer", "answer_by", "state"]


def read_again(district: District) -> District:
    rows = input_rows(district)
    return read_district({name: grid_of(name, table) for name, table in rows.items()})


def with_rows(*rows: list[str]) -> District:
    tables = input_rows(a_partner_year())
    body: Rows = [list(row) for row in rows]
    tables["PartnerDates"] = [list(HEAD), *body]
    return read_district({name: grid_of(name, table) for name, table in tables.items()})


@pytest.mark.proves("R-SS-1", "F-1")
def test_what_was_offered_and_answered_is_read_back() -> None:
    district = asked(a_partner_year(), AUGUST)
    rows = tuple(
        replace(row, answer=answer, agreed=number == 0)
        for number, (row, answer) in enumerate(
            zip(district.partner_dates[:4], (*Answer, None), strict=True)
        )
    )
    partner = Partner(
        organisation="Arbor", contact="a@arbor.example", services="PLCs", schools=("lincoln",)
    )
    district = replace(
        district,
        partner_dates=rows,
        partners=(partner,),
        engagement=Engagement(
            content_area="Middle school math",
            kind="Leadership",
            cost_band="$100,001 - $500,000",
            context="A large urban district",
        ),
    )

    found = read_again(district)

    assert found.partner_dates == rows
    assert found.partners == (partner,)
    assert found.engagement == district.engagement


def test_an_empty_answer_is_no_answer() -> None:
    district = with_rows(
        ["partners", "2025-10-07", "morning", "", "at-arbor", "", "2025-09-20", "asked"]
    )

    (row,) = district.partner_dates
    assert row == PartnerDate(
        series=district.series[0].id,
        when=HalfDay(day=date(2025, 10, 7), half=Half.MORNING),
        person=row.person,
        answer_by=date(2025, 9, 20),
    )


def test_every_bad_row_is_told_with_its_cell() -> None:
    with pytest.raises(InputError) as caught:
        with_rows(
            ["partner", "2025-10-07", "morning", "", "at-arbor", "can", "", ""],
            ["partners", "2025-10-07", "noon", "", "at-arbor", "can", "", ""],
            ["partners", "2025-10-07", "morning", "", "at-arbour", "can", "", ""],
            ["partners", "2027-10-07", "morning", "", "at-birch", "yes", "", ""],
            ["partners", "2025-10-08", "morning", "", "at-birch", "can", "", ""],
            ["partners", "2025-10-08", "morning", "", "at-birch", "cannot", "", ""],
        )

    found = {fault.where: fault.what for fault in caught.value.faults}
    assert set(found) == {f"PartnerDates!{cell}" for cell in ("A2", "C3", "E4", "B5", "F5", "B7")}
    assert found["PartnerDates!A2"] == "There is no series 'partner'."
    assert "twice" in found["PartnerDates!B7"]


def test_only_the_answer_is_for_people_to_write() -> None:
    ours = {column.header for column in PARTNER_DATES.columns if column.writer is Writer.PROGRAM}

    assert {column.header for column in PARTNER_DATES.columns} - ours == {"answer"}
    assert {column.writer for column in PARTNERS.columns} == {Writer.HUMAN}


def test_a_row_keeps_its_id_whatever_is_answered() -> None:
    (row, *_) = asked(a_partner_year(), AUGUST).partner_dates
    answered = replace(row, answer=Answer.CAN, agreed=True)

    assert date_id(row) == date_id(answered)
    assert [one["state"] for one in partner_date_rows([row, answered])] == ["asked", "agreed"]


def test_what_partners_read_names_no_teacher_and_no_leader() -> None:
    district = asked(a_partner_year(), AUGUST)
    said = str(partner_date_rows(district.partner_dates))

    inside = [person for person in district.people.values() if not person.external]
    assert inside
    assert not [person.name for person in inside if person.name in said]
