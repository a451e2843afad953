"""The models of this app, by what they are about."""

from followups.models.attempt import Attempt, AttemptEffect, AttemptUndo, CallTap
from followups.models.follow_up import FollowUp, FollowUpEvent
from followups.models.notice import Notice
from followups.models.plan import CadenceVersion, Plan

__all__ = [
    "Attempt",
    "AttemptEffect",
    "AttemptUndo",
    "CadenceVersion",
    "CallTap",
    "FollowUp",
    "FollowUpEvent",
    "Notice",
    "Plan",
]
