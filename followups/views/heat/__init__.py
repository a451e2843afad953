"""Heat cases: the list, one case, and each of its buttons."""

from followups.views.heat.acts import (
    confirmed,
    hand_on,
    heard,
    linked_review,
    reopened,
    resolved,
    seen,
    step,
)
from followups.views.heat.listing import heat_cases
from followups.views.heat.one import heat_case
from followups.views.heat.opening import new_heat

__all__ = [
    "confirmed",
    "hand_on",
    "heard",
    "heat_case",
    "heat_cases",
    "linked_review",
    "new_heat",
    "reopened",
    "resolved",
    "seen",
    "step",
]
