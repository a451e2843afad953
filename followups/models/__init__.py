"""The models of this app, by what they are about."""

from followups.models.attempt import Attempt, AttemptEffect, AttemptUndo, CallTap
from followups.models.belonging import AttemptBelonging
from followups.models.follow_up import FollowUp, FollowUpEvent
from followups.models.hand_off import HandOff
from followups.models.notice import Notice
from followups.models.plan import CadenceVersion, Plan

__all__ = [
    "Attempt",
    "AttemptBelonging",
    "AttemptEffect",
    "AttemptUndo",
    "CadenceVersion",
    "CallTap",
    "FollowUp",
    "FollowUpEvent",
    "HandOff",
    "Notice",
    "Plan",
]
