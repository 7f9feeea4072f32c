"""One HTML file from a value: style inside, no script, nothing asked from any other place.

Text is escaped by the template engine, and signs that turn its direction round are taken out. The content
policy in the file names the style by its hash, so a style or script smuggled into a name does nothing.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from scheduler.errors import BellweaveError, Fault, InputError
from web.page import DayHead, Row, WeekPage
from web.page_words import KIND_WORDS, counted, day_words, minutes_words, plain, short_date
from web.pages.own_week import STEP_MIN

ROWS_MOST = 24 * 60 // STEP_MIN
ROWS_KEPT = 256
"""Rows of the week kept as HTML, some kilobytes each: a few weeks of a large district."""
NEEDS_SHOWN = 8
"""How many sentences stand open before the rest is folded away."""


def week_html(page: WeekPage, more: Mapping[str, object] | None = None) -> str:
    """The week page as one self-contained file; `more` is what the site puts around it."""
    tones = {
        card.tone: card.kind
        for week in page.weeks
        for row in (*week.shared, *week.coaches)
        for cell in row.cells
        for stop in cell.stops
        for card in stop.cards
    }
    return render(
        "week.html",
        {
            **(more or {}),
            "page": page,
            "heading": _heading(page),
            "shown": NEEDS_SHOWN,
            "row_html": _row_html,
            "kinds": [
                (tone, tones[tone])
                for tone in (kind.name.lower().replace("_", "-") for kind in KIND_WORDS)
                if tone in tones
            ],
        },
    )


def problem_html(
    problem: BellweaveError,
    title: str = "This page cannot be made yet",
    more: Mapping[str, object] | None = None,
) -> str:
    """What stands in the way, where it is and what to do, every fault of the run together."""
    alone = Fault(where=problem.where, what=problem.what, fix=problem.fix, more=problem.more)
    faults = problem.faults if isinstance(problem, InputError) else (alone,)
    return render("problem.html", {**(more or {}), "title": title, "faults": faults})


def _heading(page: WeekPage) -> str:
    if not page.weeks:
        return "No week yet"
    first = page.weeks[0].monday
    if len(page.weeks) == 1:
        return f"Week of {day_words(first)} {first.year}"
    weeks = counted(len(page.weeks), "week")
    return f"{weeks} from {day_words(first)} {first.year}"


def render(template: str, values: Mapping[str, object]) -> str:
    """The template filled in, with the style and the content policy every page has."""
    policy = content_policy(site="shell" in values)
    filled = {**values, "style": style_sheet(), "policy": policy}
    return _environment().get_template(template).render(filled)


def content_policy(*more: str, site: bool = False) -> str:
    """The Content-Security-Policy of our pages; `more` are directives that only a header may carry.

    A file sends no form anywhere; the `site` takes its own, and has a time grid.
    """
    styles = (style_sheet(), grid_style()) if site else (style_sheet(),)
    digests = " ".join(f"'sha256-{_digest(one)}'" for one in styles)
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {digests}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'" if site else "form-action 'none'",
            *more,
        )
    )


@cache
def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def grid_style() -> str:
    """Where a block of a time grid begins and how tall it is, as classes: no style may stand on it."""
    rows = range(1, ROWS_MOST + 1)
    return "".join(f".t{n}{{grid-row-start:{n}}}.h{n}{{grid-row-end:span {n}}}" for n in rows)


@cache
def style_sheet() -> str:
    """Our own style, read once from the package."""
    return (files("web") / "static" / "page.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = day_words
    environment.filters["date"] = short_date
    environment.filters["minutes"] = minutes_words
    return environment


@lru_cache(maxsize=ROWS_KEPT)
def _row_html(row: Row, days: tuple[DayHead, ...]) -> str:
    """A row of the week as HTML. It is made from these values alone, so rows that are equal share it."""
    macros = vars(_environment().get_template("parts.html").module)
    made: str = macros["row"](row, days)
    return made


def _finalize(value: object) -> object:
    return plain(value) if type(value) is str else value
