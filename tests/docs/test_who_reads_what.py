"""The page about readers says what the table says."""

import re

from config.settings import Settings
from sheets_templates.books.readers import TABLE, Right, Who
from tests.house import ROOT

PAGE = (ROOT / "docs" / "who-reads-what.md").read_text("utf-8")
SAID = {
    Who.ITS_COACH: "its coach",
    Who.COACHES: "coaches",
    Who.DISTRICT_LEADERS: "district leaders",
    Who.ITS_SITE_LEADERS: "the school's site leaders",
    Who.SUB_COORDINATORS: "sub coordinators",
    Who.PARTNERS: "partners who are asked",
}


def test_each_workbook_has_a_row_with_its_readers_and_no_others() -> None:
    rows = dict(re.findall(r"^\| (\w+)(?:, one each)? \| .* \| (.*) \|$", PAGE, re.MULTILINE))
    for kind, readers in TABLE.items():
        named = {who for who in Who if re.search(rf"(?<!its ){SAID[who]}", rows[kind])}
        assert named == readers.keys(), kind
        for right, word in ((Right.WRITE, "(write)"), (Right.READ, "(read)")):
            assert (word in rows[kind]) is (right in readers.values()), kind


def test_each_setting_of_the_page_is_one() -> None:
    for name in ("coach_books", "retention_days"):
        assert f"{name} = " in PAGE
        assert name in Settings.model_fields
