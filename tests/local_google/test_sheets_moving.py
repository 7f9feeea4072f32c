"""Whatever rows do, what belongs to a row stays with it, and formulas keep naming their cells."""

from hypothesis import given
from hypothesis import strategies as st

from local_google.services import open_store
from local_google.sheets_access import Opened
from local_google.sheets_book import Formula, Tab, load_book, new_book
from local_google.sheets_dimensions import delete_lines, insert_lines, move_lines
from local_google.sheets_evaluation import value_of
from local_google.sheets_formula_refs import follow, translate
from local_google.wire import Caller

DEEDS = st.lists(
    st.tuples(st.sampled_from(("insert", "delete", "move")), st.integers(0, 30), st.integers(1, 3)),
    max_size=8,
)


def carry_out(opened: Opened, tab: Tab, deed: tuple[str, int, int]) -> None:
    kind, place, count = deed
    start = place % tab.height
    end = min(start + count, tab.height)
    if kind == "insert":
        insert_lines(opened, tab, "ROWS", start, count, inherit=False)
    elif kind == "delete" and end - start < tab.height:
        delete_lines(opened, tab, "ROWS", start, end)
    elif kind == "move":
        move_lines(opened, tab, "ROWS", start, end, to=(place * 7) % (tab.height + 1))


@given(DEEDS)
def test_a_formula_shows_the_same_row_after_any_change_of_rows(
    deeds: list[tuple[str, int, int]],
) -> None:
    store = open_store(seed="moving")
    with store.write() as db:
        book = new_book(store, db, "book", {"title": "Week"})
        tab = book.tabs[0]
        tab.grid["rowCount"] = 8
        for row in range(8):
            tab.cell_at(row, 0).value = f"k{row}"
            tab.cell_at(row, 1).value = Formula(f"=A{row + 1}&$A${row + 1}")
        caller = Caller(email="ines@north.example", scopes=frozenset())
        opened = Opened(book=book, caller=caller, role="owner")
        for deed in deeds:
            carry_out(opened, tab, deed)
        book.save()
        again = load_book(store, db, "book")

    assert again is not None
    tab = again.tabs[0]
    for row, line in tab.rows.items():
        key = line[0].value
        assert value_of(tab, row, 1) == f"{key}{key}"
        assert row < tab.height
    keys = [line[0].value for line in tab.rows.values()]
    assert len(keys) == len(set(keys))
    store.close()


def test_only_references_are_rewritten() -> None:
    def shift(start: int, end: int) -> tuple[int, int]:
        return start + 1, end + 1

    text = '=A1&"A1"&SUM($A$1:B2,C:C,4:5)&Other!A1&A1B'

    moved = follow(text, lambda title: title is None, rows=shift, columns=lambda a, b: (a, b))

    assert moved == '=A2&"A1"&SUM($A$2:B3,C:C,5:6)&Other!A1&A1B'


def test_a_copied_formula_keeps_its_fixed_parts_and_loses_what_falls_off() -> None:
    assert translate("=A1+$A1+A$1+$A$1", 2, 1) == "=B3+$A3+B$1+$A$1"
    assert translate("=A1", -1, 0) == "=#REF!"
