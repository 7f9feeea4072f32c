"""What the Board is told, as one self-contained page to print."""

from scheduler.counts.board import BoardPage
from web.page_html import render
from web.page_words import day_words


def board_html(page: BoardPage, district: str) -> str:
    """One file: five numbers, rounds by role, and the updates so far."""
    numbers = (
        ("Reach", page.reach.words("teachers"), "Teachers who took part in something so far."),
        ("Fidelity", page.fidelity.words("due"), "What took place of all that was due by then."),
        ("Gates met", page.gates.words("gates"), "What schools wait for before teams begin."),
        ("Schools", page.schools.words("schools"), "Schools with a teacher who is served."),
        ("Rounds", page.rounds.words("rounds"), "Instructional rounds held this year."),
    )
    updates = [
        (
            f"{day_words(on)} {on.year}",
            reach.words("teachers"),
            due.words("due"),
            met.words("gates"),
        )
        for on, reach, due, met in page.updates
        if on is not None and on <= page.on
    ]
    return render(
        "board.html",
        {
            "district": district,
            "on": f"{day_words(page.on)} {page.on.year}",
            "numbers": [(name, told or "-", says) for name, told, says in numbers],
            "roles": page.roles,
            "updates": updates,
        },
    )
