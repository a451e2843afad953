"""Writes of this app."""

from followups.actions.birthdays import replan_birthdays
from followups.actions.change_buyer import follow_buyer
from followups.actions.closed_days import redate_for_calendar
from followups.actions.correct import redate_corrected
from followups.actions.enrol import enrol_deliveries
from followups.actions.hand_over import hand_to_manager, own_matched
from followups.actions.log_attempt import (
    AlreadyLogged,
    LogDetails,
    LogRefused,
    NewPromise,
    log_attempt,
)
from followups.actions.plan import plan_follow_ups
from followups.actions.settle_channels import settle_channels
from followups.actions.snooze import SnoozeRefused, snooze
from followups.actions.tap import record_tap
from followups.actions.undo_attempt import UndoRefused, undo_attempt
from followups.actions.unwound import end_unwound

__all__ = [
    "AlreadyLogged",
    "LogDetails",
    "LogRefused",
    "NewPromise",
    "SnoozeRefused",
    "UndoRefused",
    "end_unwound",
    "enrol_deliveries",
    "follow_buyer",
    "hand_to_manager",
    "log_attempt",
    "own_matched",
    "plan_follow_ups",
    "record_tap",
    "redate_corrected",
    "redate_for_calendar",
    "replan_birthdays",
    "settle_channels",
    "snooze",
    "undo_attempt",
]
