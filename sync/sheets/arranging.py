"""What a workbook says of itself: the order of its tabs, which are seen, and its README. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheets_templates.books.readme import LAST_SYNC, README, moment_told, readme_rows
from sheets_templates.building.build import SCHEMA_VERSION, sheet_id
from sheets_templates.building.workbook import Workbook, places
from sheets_templates.vocabulary.placing import Place, Standing
from sheets_templates.vocabulary.table import Grid, Tab
from sheets_templates.vocabulary.written import said, written
from sync.sheets.sheets_api import TabInfo
from sync.sheets.tracker import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A workbook as it is declared; `owner` is the account it belongs to, `now` the wall time of the sync."""

    book: Workbook
    now: datetime
    owner: str = ""

    def places(self, there: Sequence[TabInfo], new: Sequence[Tab]) -> Mapping[str, Place]:
        """Where the new tabs go beside those that are there."""
        return places(self.book, self._standing(there), {tab.name for tab in new})

    def readme(
        self, there: Sequence[TabInfo], new: Sequence[Tab], grid: Grid, *, news: bool
    ) -> list[Row]:
        """The lines of its README. Without `news` the last sync stays as it stands in `grid`.

        A README alone is no news, so that a sync that changes nothing else writes nothing at all.
        """
        standing = self._standing(there)
        at = self.places(there, new)
        hidden = {one.name for one in standing if one.hidden}
        hidden |= {name for name, place in at.items() if place.hidden}
        present = {one.name for one in standing} | at.keys()
        before = written(README, grid, "tells").get(LAST_SYNC, {})
        rows = readme_rows(
            self.book.purpose,
            [tab for tab in self.book.tabs if tab.name in present],
            hidden=hidden,
            version=SCHEMA_VERSION,
            owner=self.owner,
            last_sync=moment_told(self.now) if news else said(before, "tells"),
        )
        return [*rows]

    def _standing(self, there: Sequence[TabInfo]) -> list[Standing]:
        """The tabs by their declared names, also where a person renamed one."""
        declared = {sheet_id(tab): tab.name for tab in self.book.tabs}
        return [
            Standing(name=declared.get(info.sheet_id, info.title), hidden=info.hidden)
            for info in there
        ]
