"""What one cohort does otherwise in one week of its cycle, as somebody typed it (R-CLC-1)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWeek:
    """One row of the `CyclePlan` tab; what is empty stays as the structure says it.

    `step` names the step of the week that length, text, link and what to bring are about; '' is the
    meeting of the cohort. `bring` '' says that there is nothing to bring, None leaves it as it is.
    """

    week: int
    step: str = ""
    label: str = ""
    happens: str = ""
    minutes: int | None = None
    link: str = ""
    bring: str | None = None
    visit: bool | None = None
    """True adds a visit with its debrief for each teacher, False takes them out."""
    where: str = field(default="", compare=False)
    """The address of the row, like `CyclePlan!A8`."""

    @property
    def about_a_step(self) -> bool:
        """Whether it changes one step, more than the label or the visits of the week."""
        return bool(self.happens or self.link) or self.minutes is not None or self.bring is not None
