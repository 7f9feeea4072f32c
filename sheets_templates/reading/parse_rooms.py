"""Rooms: what a row says of a room is meant for one that is there."""

from sheets_templates.reading.parse_cells import plain
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_rows import Sheet


def check_rooms(rooms: Sheet, timetable: Sheet, *users: tuple[Sheet, str], faults: Faults) -> None:
    """A room that neither the Rooms tab nor a lesson has is a slip: nothing would ever be kept free there.

    `users` are tabs with the header under which they name rooms. Without a row on the Rooms tab nothing
    is checked.
    """
    if not rooms.known or not rooms.rows:
        return
    known = {row.text("room") for row in (*rooms, *timetable) if row.has("room")}
    for sheet, header in users:
        for row in sheet:
            for room in row.texts(header) or tuple(filter(None, [row.text(header)])):
                if plain(room) not in known:
                    near = nearest(room, known)
                    fix = f"Write '{near}', or" if near else "Correct it, or"
                    what = f"There is no room '{room}'"
                    faults.add(row.place(header), what, f"{fix} add {room} to the Rooms tab")
