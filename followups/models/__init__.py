"""The models of this app, by what they are about."""

from followups.models.asks import CsiSurvey, Referral, ReviewAsk
from followups.models.attempt import Attempt, AttemptEffect, AttemptUndo, CallTap
from followups.models.belonging import AttemptBelonging
from followups.models.follow_up import FollowUp, FollowUpEvent
from followups.models.hand_off import HandOff
from followups.models.heat import HeatCase, HeatStep
from followups.models.library import CallReason
from followups.models.notice import Notice
from followups.models.plan import CadenceVersion, Plan

__all__ = [
    "Attempt",
    "AttemptBelonging",
    "AttemptEffect",
    "AttemptUndo",
    "CadenceVersion",
    "CallReason",
    "CallTap",
    "CsiSurvey",
    "FollowUp",
    "FollowUpEvent",
    "HandOff",
    "HeatCase",
    "HeatStep",
    "Notice",
    "Plan",
    "Referral",
    "ReviewAsk",
]
