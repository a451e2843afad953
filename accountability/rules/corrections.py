"""What becomes of a log that is corrected in words, after undo was refused (decision 12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def takes_back(outcome: str) -> bool:
    """Whether the log's changes are taken back. Of a request to stop only the request goes: it was
    a try all the same, and the ledger keeps request and correction (edge case 64)."""
    return outcome not in ("asked_to_stop", "stranger_stopped")


def days_to_judge(counted_on: date, closed_days: Iterable[date]) -> list[date]:
    """The closed days that counted the log, oldest first: each is judged again without it, until
    one of them is the miss (edge case 80). None when its day is not closed yet."""
    return sorted(day for day in closed_days if day >= counted_on)
