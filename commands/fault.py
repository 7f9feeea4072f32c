"""The last words about a fault of ours."""


def told_of(error: Exception) -> tuple[str, str]:
    """The traceback and the error in one line, both without people's addresses and keys."""
    from errands.upkeep.fault_report import fault_report

    return fault_report(error)
