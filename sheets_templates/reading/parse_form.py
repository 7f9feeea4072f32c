"""Filled-in availability forms -> rows of availability: our own form, and the answers of a Google Form.

A Google Form puts its answers into a tab of the Sheet, one row an answer: time, e-mail address, and a
column for each row of a grid, like `Monday [Period 3]`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from scheduler.district import (
    AvailabilityRow,
    BellBlock,
    Offer,
    Person,
    PersonId,
    School,
    SchoolId,
)
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.reading.availability_form import AVAILABILITY_FORM, blocks_of
from sheets_templates.reading.bell_words import block_named, spans
from sheets_templates.reading.form_words import FormColumn, column_of, offer_of, text_of, weekday_of
from sheets_templates.reading.parse_cells import WEEKDAYS, is_empty, parts, plain, tidy
from sheets_templates.reading.parse_faults import Faults, Place
from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_times import Unreadable, read_time
from sheets_templates.vocabulary.table import Grid, Tabs, address

RESPONSES = "Form Responses 1"
"""What Google calls the tab of a form's answers; a copy counts on."""
FORM_TABS = (AVAILABILITY_FORM.name, RESPONSES)
INPUT_NAMES = (*(tab.name for tab in INPUT_TABS), *FORM_TABS)
"""Every tab that is read as input, where it is there."""
WHO = ("person_id", "email address", "email", "username", "your name", "name")
"""Headers of whose answer it is, the surest first."""
Times = tuple[time, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownToForms:
    """What a form's answers refer to; `people` None when they could not be read."""

    people: Mapping[PersonId, Person] | None
    schools: Mapping[SchoolId, School]
    bells: tuple[BellBlock, ...]
    typed: tuple[AvailabilityRow, ...] = ()
    """What the Availability tab says."""


def is_form(name: str) -> bool:
    """Whether a tab of this name holds filled-in forms."""
    return (
        folded(name) == folded(AVAILABILITY_FORM.name)
        or re.fullmatch(r"formresponses\d*", folded(name)) is not None
    )


def read_forms(
    tabs: Tabs, known: KnownToForms, *, number: int, faults: Faults
) -> tuple[tuple[AvailabilityRow, ...], tuple[str, ...]]:
    """What everybody answered, the last answer of each form counting, and what was assumed.

    `number` is where these tabs come among the tabs, by which faults are sorted.
    """
    rows: list[AvailabilityRow] = []
    said: list[str] = []
    for place, name in enumerate(sorted(filter(is_form, tabs))):
        form = _Form(name, tabs[name], number + place, known, faults)
        rows += form.read()
        said += form.said
    return tuple(rows), tuple(said)


class _Form:
    """One tab of answers; faults are collected, strangers among those who answered only told."""

    def __init__(
        self, name: str, grid: Grid, number: int, known: KnownToForms, faults: Faults
    ) -> None:
        self._name, self._grid, self._number = name, grid, number
        self._known, self._faults = known, faults
        self._ours = folded(name) == folded(AVAILABILITY_FORM.name)
        self._sets = {str(school.id): school.bell_set for school in known.schools.values()}
        titles = [tidy(str(cell.value or "")) for cell in grid[0]] if grid else []
        self._at = {title.casefold(): n for n, title in reversed(list(enumerate(titles)))}
        self._columns = [one for n, title in enumerate(titles) if (one := column_of(n, title))]
        self.said: list[str] = []

    def read(self) -> Iterator[AvailabilityRow]:
        who = next((self._at[header] for header in WHO if header in self._at), None)
        if who is None or not self._columns:
            needed = "person_id" if self._ours else "Email Address"
            what = f"The {self._name} tab has no column {needed}, or none like 'Monday [Period 3]'"
            self._faults.add(self._place(0, 0), what, "Copy the headers of the form's template")
            return
        for number, person in self._answers(who):
            for column in self._columns:
                if column.number < len(self._grid[number]):
                    yield from self._slots(number, person, column)

    def _answers(self, who: int) -> list[tuple[int, Person]]:
        """The rows that count, each with whose it is: of a Google Form the last answer of everybody."""
        found: list[tuple[int, Person]] = []
        for number in range(1, len(self._grid)):
            row = self._grid[number]
            if who < len(row) and not is_empty(row[who]):
                person = self._person(number, who)
                if person:
                    found.append((number, person))
        if self._ours:
            return found
        last = {person.id: (number, person) for number, person in sorted(found, key=self._moment)}
        for answered in dict.fromkeys(one.id for _, one in found):
            if sum(one.id == answered for _, one in found) > 1:
                name = last[answered][1].name
                self.said.append(
                    f"{name} answered the form more than once; the last answer counts."
                )
        return sorted(last.values(), key=lambda one: one[0])

    def _moment(self, answer: tuple[int, Person]) -> tuple[datetime, int]:
        """When an answer came in, as far as the tab tells; the rows' order decides otherwise."""
        row, at = self._grid[answer[0]], self._at.get("timestamp", -1)
        told = row[at].value if 0 <= at < len(row) else None
        return told if isinstance(told, datetime) else datetime.min, answer[0]  # noqa: DTZ901 - wall time, in no zone

    def _person(self, number: int, who: int) -> Person | None:
        people = self._known.people
        if people is None:
            return None
        cell = self._grid[number][who]
        word = plain(text_of(cell))
        said = word.casefold()
        found = [
            one
            for one in people.values()
            if one.id == word or said in (one.email.casefold(), one.name.casefold())
        ]
        if len(found) == 1:
            return found[0]
        if self._ours:
            near = nearest(word, people)
            fix = f"Write {near}, or" if near else "Correct the id, or"
            what = f"Nobody on the People tab is '{word}'"
            self._faults.add(self._place(number, who), what, f"{fix} add the person there")
        else:
            where = self._place(number, who).where
            self.said.append(
                f"'{word}' answered the form ({where}) and is nobody on the People tab: not read."
            )
        return None

    def _slots(self, number: int, person: Person, column: FormColumn) -> Iterator[AvailabilityRow]:
        """What one cell says: a word about its weekday and period, or a list of one of the two."""
        cell = self._grid[number][column.number]
        if is_empty(cell) or cell.value is False:
            return
        period = column.period or self._period_of_row(number)
        place = self._place(number, column.number)
        if column.weekday is not None and period:
            yield from self._row(place, person, (column.weekday, period, text_of(cell)), number)
            return
        for word in parts(text_of(cell)):
            day = column.weekday if column.weekday is not None else weekday_of(word)
            if day is None:
                self._faults.add(place, f"'{word}' is no weekday", "Write it like Monday, Tuesday")
                continue
            slot = (day, period or word, Offer.FREE.value)
            yield from self._row(place, person, slot, number)

    def _row(
        self, place: Place, person: Person, slot: tuple[int, str, str], number: int
    ) -> Iterator[AvailabilityRow]:
        day, period, word = slot
        offer = offer_of(word)
        if offer is None:
            what = f"'{tidy(word)[:40]}' is neither free, teaching nor never"
            self._faults.add(place, what, "Write free, teaching or never, or tick it for free")
            return
        times = self._times(place, person, period, number)
        if times is None:
            return
        row = AvailabilityRow(
            person=person.id,
            weekday=day,
            date=None,
            start=times[0],
            end=times[1],
            offer=offer,
            subject=person.subject if offer is Offer.TEACHING else "",
        )
        self._refuse_contradiction(place, person, row)
        yield row

    def _times(self, place: Place, person: Person, period: str, number: int) -> Times | None:
        """From when to when a period is: as the row or its name says, or as the bells ring."""
        if told := self._times_of_row(number):
            return told
        for _, span in spans(period):
            if span and span.start and span.end and span.start < span.end:
                return span.start, span.end
        block = block_named(period)[0]
        rung = blocks_of(person, self._known.bells, self._sets)
        for bell in rung:
            if folded(bell.block) in (folded(block), folded(period)):
                return bell.start, bell.end
        known = ", ".join(dict.fromkeys(bell.block for bell in rung))
        what = f"The bells of {person.name}'s school have no block '{tidy(period)[:40]}'"
        fix = f"Use one of: {known}; or name" if known else "Name"
        self._faults.add(place, what, f"{fix} the period with its times, like 8:05 - 8:52")
        return None

    def _times_of_row(self, number: int) -> Times | None:
        row = self._grid[number]
        cells = [
            row[at]
            for header in ("from", "to")
            if (at := self._at.get(header, -1)) in range(len(row))
        ]
        if len(cells) < 2 or any(map(is_empty, cells)):
            return None
        try:
            start, end = (read_time(cell) for cell in cells)
        except Unreadable as unreadable:
            self._faults.add(self._place(number, self._at["from"]), unreadable.what, unreadable.fix)
            return None
        if end <= start:
            what = f"This period ends at {end:%H:%M}, before it starts at {start:%H:%M}"
            self._faults.add(self._place(number, self._at["to"]), what, "Correct one of the times")
            return None
        return start, end

    def _period_of_row(self, number: int) -> str:
        row, at = self._grid[number], self._at.get("period", -1)
        return tidy(text_of(row[at])) if 0 <= at < len(row) else ""

    def _refuse_contradiction(self, place: Place, person: Person, row: AvailabilityRow) -> None:
        for other in self._known.typed:
            overlaps = row.start < other.end and other.start < row.end
            if other.person != row.person or other.weekday != row.weekday or not overlaps:
                continue
            if row.offer is not other.offer and Offer.NEVER not in (row.offer, other.offer):
                what = (
                    f"{person.name} is {row.offer} here and {other.offer} on the Availability tab at the "
                    f"same time ({WEEKDAYS[row.weekday or 0]} {other.start:%H:%M})"
                )
                self._faults.add(place, what, "Correct one of the two")
                return

    def _place(self, row: int, column: int) -> Place:
        where = address(self._name, row, column)
        return Place(tab=self._number, row=row, column=column, where=where)
