"""The saved schedule as files and as a page."""

from pathlib import Path

from workflow import Given, Workspace, saved, what_is_known


def export(
    workspace: Workspace, given: Given, form: str, out: Path | None, *, redact: bool = False
) -> list[Path]:
    """Write the saved schedule as `ics`, `html`, `csv` or `xlsx`; the paths written."""
    from sync.workspace.exported import write_files, write_page

    if form == "html":
        return write_page(workspace, week_page_html(workspace, given, redact=redact), out)
    known = what_is_known(workspace, given)
    return write_files(
        workspace, saved(workspace, given), given, known, form=form, out=out, redact=redact
    )


def week_page_html(workspace: Workspace, given: Given, *, redact: bool = False) -> str:
    """The week page of the saved schedule beside what people were told."""
    from web.page_html import week_html
    from web.page_words import full_name, initials
    from web.rows import week_page
    from web.told import told_states

    known, schedule = what_is_known(workspace, given), saved(workspace, given)
    told = known.published
    return week_html(
        week_page(
            schedule,
            given.district,
            given.days,
            previous=told if told.placed else None,
            states=told_states(schedule, told, accepted=known.accepted, refused=known.refused),
            made=workspace.clock(given.zone),
            name_of=initials if redact else full_name,
        )
    )
