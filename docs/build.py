"""Writes the pages of docs/ made from the code: rules, tabs, homes, dashboards, assumptions, the schema.

Run `python docs/build.py` after a rule, a wish, a number, a tab or an assumption has changed; a test
tells when a page is stale.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from config.contracts import default_terms
from config.structure_tables import json_schema
from docs.command_pages import command_lines
from errands.upkeep.for_it import for_it_text
from scheduler.limits import MAY_BE_SOFT, OVER, SHIPPED_SOFT, shipped_weight
from scheduler.prices.every import TERMS
from scheduler.rules.every import RULES
from sheets_templates.books.coverage import OPEN_COVERAGE
from sheets_templates.books.partners import ORGANISATIONS
from sheets_templates.books.program_boards import DASHBOARD, DOSAGE, PREP_LEDGER
from sheets_templates.building.homes import BOOKS, HOMES
from sheets_templates.inputs.inputs import INPUT_TABS, SMALL_START
from sheets_templates.inputs.inputs_settings import SETTINGS, weighable
from sheets_templates.vocabulary.table import Column, Tab
from sync.live.checks import ASSUMPTIONS
from web.site.openapi import openapi

HERE = Path(__file__).parent
NOT_LOOKED_AT: tuple[str, ...] = ()
"""Numbers of the contract that no rule reads yet; a test keeps this list true."""
THROUGH_OTHERS: Mapping[str, tuple[str, ...]] = {
    "keep_the_order": ("debrief_school_days",),
    "leave_time_to_travel": ("travel_minutes", "travel_buffer"),
    "give_notice": ("notice_running_visit", "notice_visit", "notice_session", "notice_round"),
}
"""Numbers that a rule keeps and its own file does not name: steps, roads and activities carry them."""
ONLY_READ: tuple[str, ...] = ()
"""Tabs that are read and checked, and that the search does not use yet; tested as well."""
BUSY = (
    "When coaches are busy is asked of Google at every `bellweave pull` (the setting `busy`), without "
    "titles. What could not be read is told by name; what was read before counts on for `busy_keep_hours`, "
    "then nothing is known of those people, and `schedule` says so."
)
"""Said under the rules as long as busy times are part of a search; tested as well."""
BOARDS = (DASHBOARD, OPEN_COVERAGE, ORGANISATIONS)
"""The tabs that show charts."""
MADE = "<!-- Made by docs/build.py from the code; change it there. -->"


def pages() -> Mapping[str, str]:
    """File name -> text of every page that is made."""
    return {
        "rules.md": _text(_rules()),
        "tabs.md": _text(_tabs()),
        "homes.md": _text(_homes()),
        "dashboards.md": _text(_dashboards()),
        "assumptions.md": _text(_assumptions()),
        "commands.md": _text(command_lines()),
        "for-it.md": _text(iter(for_it_text().splitlines())),
        "openapi.json": json.dumps(openapi(), indent=2) + "\n",
        "structure.schema.json": json.dumps(json_schema(), indent=2) + "\n",
    }


def _text(lines: Iterator[str]) -> str:
    return "\n".join([MADE, *lines]) + "\n"


def _rules() -> Iterator[str]:
    yield from (
        "# Rules and wishes",
        "",
        "How times are chosen, in the program's own sentences.",
        "",
        "## Always kept",
        "",
        "What cannot be placed without breaking one of these is left out and listed under *Needs you*,",
        "with the reason. After every search a second reading checks the whole schedule against this list",
        "before anybody sees it.",
        "",
    )
    rows = [
        [rule.says, f"`{rule.name}`", _numbers(rule.post, rule.check), _proof(rule.check)]
        for rule in RULES
    ]
    yield from _table(("What is kept", "Rule", "Its numbers on the Contract", "Tried by"), rows)
    soft = ", ".join(f"`{name}`" for name in MAY_BE_SOFT)
    shipped = ", ".join(f"`{name}`" for name in sorted(SHIPPED_SOFT))
    yield from (
        "",
        f"These numbers may be soft, that is, passed at {OVER} points for each one beyond: {soft}.",
        f"As shipped, {shipped} is. A row of `Blackouts` may be soft too. Every other rule is always hard:",
        "consent, and the time to eat, to drive, to plan and to hear of an event, is never traded.",
        "",
        BUSY,
        "",
        "## Weighed against each other",
        "",
        "These are wishes: each costs points where it is not met, and the search looks for the lowest sum.",
        "Its setting says how many times it counts: 1 as shipped, 0 not at all. What is *off* as shipped",
        "counts only where its setting says so.",
        "",
    )
    settings = {says: f"`{setting}`" for setting, says in weighable()}
    rows = [
        [term.says, term.name, settings.get(term.says, "always counts") + _off(term.name)]
        for term in TERMS
    ]
    yield from _table(("What is wished for", "Shown as", "Setting"), rows)
    yield from (
        "",
        "### What fair load can mean",
        "",
        "Every visit and session belongs to its coach before a time is looked for: the Cohorts tab says",
        "whose it is, and no search hands it to another. So fair load decides what a time can still decide:",
        "how much a coach drives, in which week something with several weeks to choose from stands, and",
        "which of those who are invited come to a shared event. A coach's load is the minutes of all she is",
        "at in a week and the drives between schools, without buffers, against the hours of the days on",
        "which she works. Each full twentieth of those hours costs one point more than the one before, so",
        "the fullest week is lowered first. The spread is told and not bought: nobody is sent on a longer",
        "way to be as full as another. Nobody is covered for by a coach either. Who leads a cohort is yours",
        "to change, and `check` says where a coach has too many.",
        "",
        "Each coach's week is then the best possible *given the rest*. `schedule week --json` and `schedule",
        "cycle --json` tell two more levels where fair load counts: the fullest week of a coach, in",
        "percent, with what no schedule that places as much can go below, and the spread, of which no such",
        "bound is known.",
    )
    yield from (
        "",
        "## The numbers",
        "",
        "They come from common practice and are **agreed by nobody in your district**. Change one on the",
        "`Contract` tab. A number that asks more of teachers than the shipped one, or is soft, also needs",
        "the clause (`clause_ref`) and who agreed to it (`signed_off_by`).",
        "",
    )
    terms = default_terms()
    rows = [
        [term.says + _not_yet(name), f"{term.value} {term.unit}", f"`{name}`", term.looser]
        for name, term in terms.items()
    ]
    yield from _table(("What", "Shipped", "Name on the tab", "Needs signing when"), rows)


def _off(wish: str) -> str:
    return "" if shipped_weight(wish) else ", *off*"


def _numbers(*functions: Callable[..., object]) -> str:
    """The numbers of the contract that a rule's file reads, itself or through others."""
    files = [Path(inspect.getfile(one)) for one in functions]
    text = "".join(file.read_text("utf-8") for file in files)
    through = THROUGH_OTHERS.get(files[0].stem, ())
    found = (name for name in default_terms() if re.search(rf"\b{name}\b", text) or name in through)
    return ", ".join(f"`{name}`" for name in found)


def _proof(check: Callable[..., object]) -> str:
    """The tests of a rule, one file for each."""
    name = f"tests/scheduler/rules/test_{Path(inspect.getfile(check)).stem}.py"
    if not (HERE.parent / name).exists():
        raise LookupError(f"a rule without tests: {name}")
    return f"`{name}`"


def _not_yet(rule: str) -> str:
    return " (**not looked at yet**)" if rule in NOT_LOOKED_AT else ""


def _tabs() -> Iterator[str]:
    small = ", ".join(f"`{tab.name}`" for tab in SMALL_START)
    yield from (
        "# The tabs you fill in",
        "",
        f"Only {small} are needed to begin.",
        "Every other tab may be left out; then what stands behind",
        "*Without it* is assumed, and `bellweave check` prints what of it matters. A tab is a CSV file",
        "in the `input` folder, or a sheet of one `.xlsx` file. Columns are found by their headers, in any",
        "order; columns of your own are left alone.",
        "",
    )
    for tab in INPUT_TABS:
        yield from _tab(tab)
    yield from ("## The settings", "", "One row each on the `Settings` tab.", "")
    yield from _table(("key", "What"), [[f"`{one.header}`", _about(one)] for one in SETTINGS])


def _tab(tab: Tab) -> Iterator[str]:
    yield from (f"## {tab.name}", "", tab.purpose)
    if tab.name in ONLY_READ:
        yield "**Not used yet:** the tab is read and checked, and the search passes it by."
    yield from ("", f"*Without it:* {_without(tab)}", "")
    rows = [
        [f"`{column.header}`", "yes" if column.required else "", _about(column)]
        for column in tab.columns
    ]
    yield from _table(("Column", "Needed", "What"), rows)
    yield ""


def _without(tab: Tab) -> str:
    if tab.default:
        return tab.default
    return f"there must be a `{tab.instead}` tab." if tab.instead else "nothing can be scheduled."


def _about(column: Column) -> str:
    kind = f"One of: {', '.join(column.allowed)}." if column.allowed else ""
    return " ".join(part for part in (column.note, kind) if part) or column.kind.value


def _homes() -> Iterator[str]:
    yield from (
        "# Where everything is kept",
        "",
        "What each requirement of the structures asks for, the tab and column where people enter it, and",
        "where it is tracked. A test refuses a requirement without a home, and a home that no workbook has.",
        "",
    )
    yield from _table(
        ("Requirement", "What", "Entered in", "Tracked in"),
        [[key, one.what, _said(one.entered), _said(one.tracked)] for key, one in HOMES.items()],
    )
    yield from ("", "## The workbooks", "")
    yield from _table(
        ("Workbook", "Tabs"),
        [[book, ", ".join(f"`{tab.name}`" for tab in tabs)] for book, tabs in BOOKS.items()],
    )


def _said(places: Sequence[str]) -> str:
    return ", ".join(f"`{place}`" for place in places)


def _dashboards() -> Iterator[str]:
    yield from (
        "# Dashboards",
        "",
        "The tab `Dashboard` of the Program workbook tells on one page how coaching goes: a few figures in",
        "words, and charts that grow with the tabs they are drawn from. Coaches and district leaders may",
        "open it. Teachers stand by their `person_id`; shares of fewer than five of them are left out. A",
        "visit counts as held when its coach marked it `held` or `moved`, or marked nothing and its day is",
        "over. Everything is counted anew at each sync, so nothing there is typed by hand.",
        "",
        "The pictures show the made-up district in the middle of its first cycle, as LibreOffice prints the",
        "workbook. `python docs/dashboard_pictures.py` draws them again.",
        "",
        "![The dashboard: figures in words beside charts](pictures/dashboard-figures.png)",
        "",
    )
    boards = [(tab, chart) for tab in BOARDS for chart in tab.charts]
    rows = [[chart.title, chart.says, f"`{chart.of or tab.name}`"] for tab, chart in boards]
    yield from _table(("Chart", "What it shows", "Drawn from"), rows)
    for tab, picture, words in (
        (DOSAGE, "dosage", "teacher by week"),
        (PREP_LEDGER, "prep", "prep"),
    ):
        yield from ("", f"## {tab.name}", "", tab.purpose, "")
        yield from (f"![A picture of {words}](pictures/dashboard-{picture}.png)", "")
        told = [[f"`{one.header}`", one.note] for one in tab.columns if one.note and not one.hidden]
        yield from _table(("Column", "What it holds"), told)


def _assumptions() -> Iterator[str]:
    yield from (
        "# What is assumed about Google",
        "",
        "Each sentence was read from Google's own pages, and holds on the local Google that the demo and",
        "the tests use. `bellweave doctor --live --yes` tries them in your Google account: on one calendar",
        "and one spreadsheet it makes for this and deletes again. It invites and mails nobody. Without",
        "`--yes` it only lists them.",
        "",
    )
    rows = [
        [str(one.number), one.room.value, one.says, one.matters]
        for one in sorted(ASSUMPTIONS, key=lambda one: one.number)
    ]
    yield from _table(("No.", "Part", "What is assumed", "Why it matters"), rows)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (headers, ["---"] * len(headers), *rows):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def write() -> None:
    """Write every page that is made."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
