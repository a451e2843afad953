"""Days as commands take them on the command line."""

from argparse import ArgumentTypeError
from datetime import date


def a_day(text: str) -> date:
    """A date such as 2026-11-20; raises ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"not a date such as 2026-11-20: {text!r}") from None
