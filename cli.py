"""The `bellweave` command: the list of commands, and how an error becomes text and exit code."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence

import click

from commands.lazy import LazyGroup, Place, place
from scheduler.errors import BellweaveError, Fault, InputError

CHECK = "bellweave check"
RARELY = (50_000, 20, 50)
"""How seldom rings of objects are looked for. Reading 10 MB of JSON beside a district in memory took 1.2 s
with Python's own numbers and 0.3 s with these, as nearly nothing it makes is ever given up in rings."""
COMMANDS = (
    place("demo", "Take the tour of a made-up district; no Google account."),
    place("init", "Make a workspace with input tabs to fill in."),
    place("paste", "Take over printed bell schedules and filled-in availability forms."),
    place("auth", "Sign in to Google, sign out, or see who is signed in."),
    place("doctor", "Check the set-up, sign-in and data; change nothing."),
    place("check", "Check the input only, in seconds."),
    place("schedule", "Find times for a week, a month, a cycle or a year; show what would change."),
    place("show", "Print a schedule by coach, teacher, school or day."),
    place("explain", "Why an activity has no time, what would help, and where else it could go."),
    Place(
        name="what-if",
        module="commands.what_if",
        attribute="what_if",
        line="Show what another number of the contract would give and take.",
    ),
    place("invitations", "Read every invitation before it goes."),
    place("pin", "Fix an activity at its place."),
    Place(
        name="unpin", module="commands.pin", attribute="unpin", line="Let an activity move again."
    ),
    Place(
        name="move",
        module="commands.pin",
        attribute="move",
        line="Put an activity at another time.",
    ),
    Place(name="drop", module="commands.pin", attribute="drop", line="Leave an activity out."),
    Place(
        name="swap",
        module="commands.pin",
        attribute="swap",
        line="Let two activities change places.",
    ),
    place("never", "Keep a time of the week that a teacher can never do."),
    place("held", "Note whether something took place."),
    place("diff", "See what a push would change; nothing is done."),
    place("push", "Write the changes to Google Calendar and the workbooks."),
    place("pull", "Read answers, moved events and edits back."),
    place("sync", "Pull, then bring the tracking workbooks up to date."),
    place("run", "Do it all once, for cron: read, find times, send what coaches ticked."),
    place("undo", "Put the calendar back as it was before a push."),
    place("resolve", "Settle what schedule and calendar disagree about."),
    place("serve", "Serve the week page, and read the calendars as people change them."),
    place("repair", "Find other times for what was declined, telling few people."),
    place("disrupt", "A coach is out, a school closed: move what that makes impossible."),
    place("tailor", "Show the weeks of a cohort's cycle; lay out the tab that changes them."),
    place("partners", "Offer partners the best dates of each month, and list their answers."),
    place("brief", "A coach's week on one page: times, drives, changes, what is due."),
    place("status", "Today and this week: placed, declined, needs you."),
    place("report", "Classes that need cover, the year's rounds, how cycles end, who is next."),
    place("workbooks", "Make the workbooks, upgrade them, and share each with its readers."),
    place("calendars", "List the coaching calendars, share them, check whose they are."),
    place("adopt", "Learn again what stands in the calendars, when the journal is lost or new."),
    place("forget", "Take a person out of what is kept on this computer."),
    place("retention", "Clear notes, answers and exports that are past their date."),
    Place(
        name="verify-audit",
        module="commands.verify_audit",
        attribute="verify_audit",
        line="Check that nobody changed the record of what was written.",
    ),
    place("local", "Serve the local Google, with a page of its calendars and mails."),
    place("export", "Write a schedule as ics, html, csv or xlsx files."),
    place("config", "See the settings and where each comes from; change one."),
    place("completion", "Let the Tab key complete commands in your shell."),
)


@click.group(cls=LazyGroup, places=COMMANDS, context_settings={"max_content_width": 100})
@click.version_option(package_name="bellweave")
def bellweave() -> None:
    """Weave coaching into bell schedules, calendars and tracking workbooks.

    No event is written and nobody is mailed without --yes. New here? Try: bellweave demo
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; the texts of errors go to stderr."""
    args = list(sys.argv[1:] if argv is None else argv)
    gc.set_threshold(*RARELY)
    try:
        code = bellweave.main(args=args, prog_name="bellweave", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        _say(_click_text(error))
        return error.exit_code
    except BellweaveError as error:
        _say(_error_text(error, _typed(args)))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say(["stopped; nothing more is done"])
        return 130
    except BrokenPipeError:
        # Whoever read our output has left; what Python flushes at exit must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last stop: say that it is our fault
        from commands.fault import told_of

        trace, what = told_of(error)
        _say([trace, *_bug_text(what, _typed(args))])
        return 1
    return code if isinstance(code, int) else 0


def _say(lines: Sequence[str]) -> None:
    # Only where something is wrong: it loads the district's words.
    from commands.words import unturned

    click.echo(unturned("\n".join(lines)), err=True)


def _typed(args: Sequence[str]) -> str:
    """The command as typed, without its options and arguments, for `where:` and `more:`."""
    words = (word for word in args if word in bellweave.commands)
    return " ".join(["bellweave", *words][:2])


def _four_lines(what: str, where: str, fix: str, more: str) -> Iterator[str]:
    named = {"error:": what, "where:": where, "fix:": fix, "more:": more}
    return (f"{name:<6} {text}" for name, text in named.items() if text)


def _error_text(error: BellweaveError, typed: str) -> list[str]:
    if isinstance(error, InputError):
        return _fault_texts(error.faults)
    more = error.more or f"{typed} --help"
    return list(_four_lines(error.what, error.where or typed, error.fix, more))


def _fault_texts(faults: Sequence[Fault]) -> list[str]:
    """Every fault, a blank line after each, and how many there are."""
    lines: list[str] = []
    for fault in faults:
        lines += [*_four_lines(fault.what, fault.where, fault.fix, fault.more or CHECK), ""]
    count = "1 thing" if len(faults) == 1 else f"{len(faults)} things"
    return [*lines, f"{count} to put right; nothing was written."]


def _click_text(error: click.ClickException) -> list[str]:
    context = getattr(error, "ctx", None)
    typed = context.command_path if context else "bellweave"
    guesses = getattr(error, "possibilities", None) or []
    message = str(getattr(error, "message", "")) or error.format_message()
    fix = f"did you mean {' or '.join(guesses)}?" if guesses else f"see: {typed} --help"
    return list(_four_lines(message.rstrip("."), typed, fix, f"{typed} --help"))


def _bug_text(what: str, typed: str) -> list[str]:
    fix = "this is a bug in Bellweave; please report it with the lines above"
    return list(_four_lines(what, typed, fix, "CONTRIBUTING.md"))
