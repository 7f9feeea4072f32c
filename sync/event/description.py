"""Our block inside an event's description: between two marker lines, everything else is people's.

Google's own page turns a plain description into HTML as soon as somebody edits it there, so the block
is found and compared as text, and put back without touching what stands around it.
"""

import html
import re

from sync.event.progress import BEGINS

OPENS = "--- from the coaching schedule ---"
CLOSES = "--- your own notes can go below this line ---"

_BREAKS = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_TAGS = re.compile(r"<[a-z/][^>]*>", re.IGNORECASE)


def with_markers(block: str) -> str:
    """A whole description that holds nothing but our block."""
    return f"{OPENS}\n{block}\n{CLOSES}"


def block_of(description: str) -> str | None:
    """Our block as plain lines; None when the markers are gone."""
    opened = description.find(OPENS)
    closed = description.find(CLOSES, opened + 1)
    if opened < 0 or closed < 0:
        return None
    inner = _TAGS.sub("", _BREAKS.sub("\n", description[opened + len(OPENS) : closed]))
    lines = (line.replace("\xa0", " ").strip() for line in html.unescape(inner).split("\n"))
    return "\n".join(line for line in lines if line)


def owned_text(description: str) -> str:
    """What of our block is compared with what is wanted: all but how far the cycle had come."""
    lines = (block_of(description) or "").split("\n")
    return "\n".join(line for line in lines if not line.startswith(BEGINS))


def with_block(description: str, block: str) -> str:
    """The description with our block exchanged; without markers the block is put in front."""
    opened = description.find(OPENS)
    closed = description.find(CLOSES, opened + 1)
    if opened < 0 or closed < 0:
        return "\n".join(part for part in (with_markers(block), description) if part)
    is_html = bool(_TAGS.search(description))
    inner = html.escape(block).replace("\n", "<br>") if is_html else block
    gap = "<br>" if is_html else "\n"
    return description[: opened + len(OPENS)] + gap + inner + gap + description[closed:]
