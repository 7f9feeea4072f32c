"""What stands around every page of the site: the navigation of the reader, and what was done last."""

from dataclasses import dataclass

from web.site.door import Visit
from web.site.routes import PAGES, ROUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    word: str
    path: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """`can` are the names of the actions the reader may ask for at all."""

    nav: tuple[Link, ...]
    csrf: str
    can: frozenset[str]
    note: str = ""


def shell_of(visit: Visit, here: str, note: str = "") -> Shell:
    """The shell of a page for somebody who is in."""
    reader = visit.reader
    return Shell(
        nav=tuple(
            Link(word=one.nav, path=one.path, here=one.name == here)
            for one in PAGES
            if one.nav and one.open_to(reader)
        ),
        csrf=visit.csrf,
        can=frozenset(one.name for one in ROUTES if one.acts and one.open_to(reader)),
        note=note,
    )


def home_of(visit: Visit) -> str:
    """Where somebody begins: the first page she may open, or her own."""
    nav = shell_of(visit, "").nav
    if nav and nav[0].path == "/":
        return "/"
    if visit.reader.person and visit.reader.role.value.startswith("teacher"):
        return f"/person?id={visit.reader.person}"
    return nav[0].path if nav else "/enter"
