"""The journal's memory of what partners answered in their own workbook, by the row they answered in."""

import json
from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from sync.journal.journal import Journal
from sync.journal.tables import meta

NAME = "partner answers"


def kept_partner_answers(journal: Journal) -> dict[str, str]:
    """Row id -> answer, as they stood when they were read last."""
    found = journal.rows(select(meta.c.value).where(meta.c.name == NAME))
    return dict(json.loads(found[0].value)) if found else {}


def keep_partner_answers(journal: Journal, answers: Mapping[str, str]) -> bool:
    """Keep what was read, in place of what was kept; False where that is the same."""
    if dict(answers) == kept_partner_answers(journal):
        return False
    value = json.dumps(dict(sorted(answers.items())))
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == NAME))
        connection.execute(insert(meta).values(name=NAME, value=value))
        journal.count_on(connection)
    return True
