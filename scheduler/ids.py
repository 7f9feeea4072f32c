"""What people, schools, cohorts and series are known by; stable over runs, chosen by the district."""

from typing import NewType

PersonId = NewType("PersonId", str)
SchoolId = NewType("SchoolId", str)
CohortId = NewType("CohortId", str)
SeriesId = NewType("SeriesId", str)
