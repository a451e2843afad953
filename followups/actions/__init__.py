"""Writes of this app."""

from followups.actions.birthdays import replan_birthdays
from followups.actions.bring_back import BringBackRefused, bring_back
from followups.actions.change_buyer import follow_buyer
from followups.actions.closed_days import redate_for_calendar
from followups.actions.correct import redate_corrected
from followups.actions.death import end_for_death
from followups.actions.death_corrected import resume_after_death
from followups.actions.enrol import enrol_deliveries
from followups.actions.gone_car import end_car_bound
from followups.actions.hand_off import HandOffRefused, hand_off
from followups.actions.hand_over import hand_to_manager, own_matched
from followups.actions.heirs import hand_to_heirs
from followups.actions.log_attempt import (
    AlreadyLogged,
    LogDetails,
    LogRefused,
    NewPromise,
    log_attempt,
    log_contact,
)
from followups.actions.paused import pause_cleared
from followups.actions.person_merged import follow_merge
from followups.actions.person_parted import follow_unmerge
from followups.actions.plan import plan_follow_ups
from followups.actions.registry import respect_registry
from followups.actions.revive import resume_revived
from followups.actions.settle_channels import settle_channels
from followups.actions.skip import skip
from followups.actions.snooze import SnoozeRefused, snooze
from followups.actions.stop_corrected import reopen_after_correction
from followups.actions.take_along import take_along
from followups.actions.tap import record_tap
from followups.actions.telling import tell_customers
from followups.actions.telling_managers import tell_managers_of
from followups.actions.undo_attempt import UndoRefused, undo_attempt
from followups.actions.unwound import end_unwound
from followups.actions.who_lives import ask_who_lives

__all__ = [
    "AlreadyLogged",
    "BringBackRefused",
    "HandOffRefused",
    "LogDetails",
    "LogRefused",
    "NewPromise",
    "SnoozeRefused",
    "UndoRefused",
    "ask_who_lives",
    "bring_back",
    "end_car_bound",
    "end_for_death",
    "end_unwound",
    "enrol_deliveries",
    "follow_buyer",
    "follow_merge",
    "follow_unmerge",
    "hand_off",
    "hand_to_heirs",
    "hand_to_manager",
    "log_attempt",
    "log_contact",
    "own_matched",
    "pause_cleared",
    "plan_follow_ups",
    "record_tap",
    "redate_corrected",
    "redate_for_calendar",
    "reopen_after_correction",
    "replan_birthdays",
    "respect_registry",
    "resume_after_death",
    "resume_revived",
    "settle_channels",
    "skip",
    "snooze",
    "take_along",
    "tell_customers",
    "tell_managers_of",
    "undo_attempt",
]
