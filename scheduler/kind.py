"""What sort of coming together something is."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of coming together an activity is, in the word shown to people."""

    VISIT = "classroom visit"
    DEBRIEF = "debrief"
    PLANNING = "planning meeting"
    SESSION = "cohort session"
    ROUND = "instructional round"
    PARTNER_MEETING = "partner meeting"
    MEETING = "meeting"
    LAB = "lab site"
    TRAINING = "training"
    INTERVIEW = "interview"
    REVIEW = "review"
    CONVERSATION = "community conversation"
    UPDATE = "progress update"
