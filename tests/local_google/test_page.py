"""The page about the local server names all there is to turn, to strike with and to call."""

import re
from pathlib import Path

import pytest

from local_google import calendar_tables, calendar_v3
from local_google.faults import Deed, Moment

PAGE = Path(__file__).parents[2] / "docs" / "local-google.md"


def quoted() -> set[str]:
    return set(re.findall(r"`([\w-]+)`", PAGE.read_text(encoding="utf-8")))


def test_every_switch_stands_there_with_its_first_value() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert dict(rows) == calendar_tables.SWITCHES


@pytest.mark.parametrize("kind", [Deed, Moment])
def test_every_deed_and_moment_stands_there(kind: type[Deed] | type[Moment]) -> None:
    assert {str(one) for one in kind} - quoted() == set()


def test_every_method_of_events_stands_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    served = {name.rpartition(".")[2] for name in calendar_v3.METHODS if ".events." in name}
    (told,) = re.findall(r"events: ([\w, ]+);", text)

    assert set(told.split(", ")) == served
