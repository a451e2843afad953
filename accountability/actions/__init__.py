"""Writes of this app."""

from accountability.actions.correct import correct_attempt
from accountability.actions.outage import OutageRefused, note_silence, record_outage
from accountability.actions.quiet_days import close_quiet_days
from accountability.actions.review import ReviewRefused, review_miss, void_miss
from accountability.actions.sweep import DayNotEndedError, SweepResult, close_day

__all__ = [
    "DayNotEndedError",
    "OutageRefused",
    "ReviewRefused",
    "SweepResult",
    "close_day",
    "close_quiet_days",
    "correct_attempt",
    "note_silence",
    "record_outage",
    "review_miss",
    "void_miss",
]
