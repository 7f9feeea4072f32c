"""The tables of the journal. Instants are ISO texts in UTC, values are JSON, both the same everywhere.

What never stands here: notes, comments of answers, titles of other events, tokens. A change here needs
a step in `migrations/versions`; a test compares the two.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

calendars = Table(
    "calendars",
    metadata,
    Column("owner", String, primary_key=True),
    Column("calendar_id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("started", String, nullable=False),
    Column("finished", String),
)

ops = Table(
    "ops",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", String, nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("activity", String),
    Column("event_id", String, nullable=False),
    Column("calendar_id", String, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("verb", String, nullable=False),
    Column("desired", String, nullable=False),
    Column("base", String, nullable=False),
    Column("etag", String, nullable=False),
    Column("before_json", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("attempts", Integer, nullable=False, default=1),
    Column("last_error", String, nullable=False, default=""),
    Column("mails", Text, nullable=False, server_default=""),
    UniqueConstraint("run", "seq", name="one_op_a_change"),
)

known = Table(
    "known",
    metadata,
    Column("key", String, primary_key=True),
    Column("activity", String, nullable=False),
    Column("event_id", String, nullable=False, index=True),
    Column("calendar_id", String, nullable=False, index=True),
    Column("generation", Integer, nullable=False),
    Column("standing", String, nullable=False),
    Column("base", String, nullable=False),
)

sync_tokens = Table(
    "sync_tokens",
    metadata,
    Column("calendar_id", String, primary_key=True),
    Column("token", String, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("activity", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("response", String, nullable=False),
    Column("start", String, nullable=False),
    Column("seen", String, nullable=False),
    Column("automatic", Boolean, nullable=False, server_default=false()),
)

told = Table(
    "told",
    metadata,
    Column("activity", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("sign", String, primary_key=True),
)

pins = Table(
    "pins",
    metadata,
    Column("activity", String, primary_key=True),
    Column("start", String, nullable=False),
    Column("slot", Text, nullable=False),
    Column("because", String, nullable=False),
)

exclusions = Table(
    "exclusions",
    metadata,
    Column("activity", String, primary_key=True),
    Column("start", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("end", String, nullable=False),
    Column("because", String, nullable=False),
)

busy_looks = Table(
    "busy_looks",
    metadata,
    Column("person", String, primary_key=True),
    Column("read", String, nullable=False),
    Column("failed", String, nullable=False),
)

busy_spans = Table(
    "busy_spans",
    metadata,
    Column("person", String, primary_key=True),
    Column("start", String, primary_key=True),
    Column("end", String, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("id", String, primary_key=True),
    Column("calendar_id", String, nullable=False, index=True),
    Column("resource_id", String, nullable=False),
    Column("token_hash", String, nullable=False),
    Column("address", String, nullable=False),
    Column("made", String, nullable=False),
    Column("expires", String, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("workbook", String, primary_key=True),
    Column("tab", String, primary_key=True),
    Column("row_key", String, primary_key=True),
    Column("digest", String, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("run", String, nullable=False),
    Column("key", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("fields", String, nullable=False),
    Column("mails", Integer, nullable=False),
    Column("before_digest", String, nullable=False),
    Column("after_digest", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("role", String, nullable=False, server_default=""),
    Column("profile", String, nullable=False, server_default=""),
    Column("seed", String, nullable=False, server_default=""),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("host", String, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("boot", String, nullable=False),
    Column("taken", String, nullable=False),
    Column("heartbeat", String, nullable=False),
    Column("fence", Integer, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    Column("name", String, primary_key=True),
    Column("saved", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("content", Text, nullable=False),
    Column("replaces", String, nullable=False, server_default=""),
)

claims = Table(
    "claims",
    metadata,
    Column("key", String, primary_key=True),
    Column("about", String, primary_key=True),
    Column("seen", String, nullable=False),
    Column("made", String, nullable=False),
)

pace = Table(
    "pace",
    metadata,
    Column("account", String, primary_key=True),
    Column("quota", String, primary_key=True),
    Column("factor", Float, nullable=False),
    Column("since", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("noted", Float, nullable=False),
)

pace_calls = Table(
    "pace_calls",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("quota", String, nullable=False),
    Column("calendar", String, nullable=False),
    Column("at", Float, nullable=False),
    Index("turns_of_a_minute", "account", "quota", "at"),
)

mails = Table(
    "mails",
    metadata,
    Column("week", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
