"""The tab that tells what was written into calendars, by which run, under which rules."""

from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import ColumnKind, Tab

AUDIT_LOG = Tab(
    name="AuditLog",
    key="run_id",
    purpose="A row for each run that wrote into calendars; rows are added and never changed.",
    columns=(
        our_key("run_id"),
        ours("when", ColumnKind.MOMENT, note="When its first write was made, in school time."),
        ours("actor", note="The account it was made under."),
        ours("command"),
        ours("created", ColumnKind.WHOLE_NUMBER),
        ours("updated", ColumnKind.WHOLE_NUMBER),
        ours("cancelled", ColumnKind.WHOLE_NUMBER),
        ours("mails", ColumnKind.WHOLE_NUMBER),
        ours("rule_profile", note="A fingerprint of the rules in force."),
        ours("seed", note="What the search began from."),
    ),
)
