"""Writes of this app."""

from followups.actions.correct import end_unwound, redate_corrected, redate_for_calendar
from followups.actions.enrol import enrol_deliveries
from followups.actions.hand_over import own_matched
from followups.actions.plan import plan_follow_ups
from followups.actions.settle_channels import settle_channels

__all__ = [
    "end_unwound",
    "enrol_deliveries",
    "own_matched",
    "plan_follow_ups",
    "redate_corrected",
    "redate_for_calendar",
    "settle_channels",
]
