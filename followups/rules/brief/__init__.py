"""Why this contact is worth the customer's time: reasons composed from facts, as codes."""

from followups.rules.brief.compose import compose_brief
from followups.rules.brief.facts import (
    Answer,
    Facts,
    Heat,
    LastAttempt,
    PersonalFact,
    Question,
    Survey,
    WeOweFact,
)
from followups.rules.brief.reason import Evidence, Reason

__all__ = [
    "Answer",
    "Evidence",
    "Facts",
    "Heat",
    "LastAttempt",
    "PersonalFact",
    "Question",
    "Reason",
    "Survey",
    "WeOweFact",
    "compose_brief",
]
