"""Heat cases: opened, heard, handed on, resolved, confirmed, opened again."""

from followups.actions.heat.ending import confirm, reopen_case, resolve
from followups.actions.heat.opening import open_heat
from followups.actions.heat.owed import HeatRefused
from followups.actions.heat.owners import give_cases
from followups.actions.heat.steps import acknowledge, add_step, hand_on_case
from followups.actions.heat.telling import remind_of_unseen

__all__ = [
    "HeatRefused",
    "acknowledge",
    "add_step",
    "confirm",
    "give_cases",
    "hand_on_case",
    "open_heat",
    "remind_of_unseen",
    "reopen_case",
    "resolve",
]
