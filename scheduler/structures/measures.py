"""What is measured along the way: rubrics with a baseline and re-checks, surveys that come again."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.structures.prework import Owner


class MeasureKind(StrEnum):
    """What sort of measure it is."""

    RUBRIC = "rubric"
    SURVEY = "survey"
    COUNT = "count"
    ARTIFACTS = "artifact review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of a team or cohort: first taken before its first meeting where `baseline` says so, and
    then every so many weeks. `every_weeks` 0 is only once."""

    name: str
    title: str
    kind: MeasureKind = MeasureKind.RUBRIC
    asked: Owner = Owner.EVERYBODY
    baseline: bool = True
    every_weeks: int = 0
    link: str = ""
    step: str = ""
    """The practice it is about, by its step; '' is all of the structure."""
