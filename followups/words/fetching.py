"""The fact that a card lacks: which one to fetch, and how its department is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from followups.rules.brief.compose import DEPARTMENT_TO_ASK

QUESTIONS: Mapping[str, Any] = {
    "post_sale": _("Where are the plates and the title, and when are they here?"),
    "satisfaction": _("Where are the plates and the title, and when are they here?"),
    "plates": _("Where are the plates, and when are they here?"),
    "how_to": _("Is the first service booked, and what is done at it?"),
    "check_in": _("When was the last visit, and what is due next?"),
    "lease": _("What can they do before the lease ends, in figures?"),
    "repurchase": _("What is their car worth today?"),
}
OF_DEPARTMENT: Mapping[str, Any] = {
    "title": _("Where are the plates and the title, and when are they here?"),
    "service": _("When was the last visit, and what is due next?"),
    "sales": _("What is their car worth today?"),
    "parts": _("Is anything on order for them, and when is it here?"),
    "detail": _("Is anything left to do on the car?"),
    "finance": _("Is anything in their papers still open?"),
}


def question_for(department: str, kinds: Sequence[str]) -> str:
    """The question to the department about what is due."""
    kind = next((k for k in kinds if DEPARTMENT_TO_ASK.get(k) == department), "")
    return str(QUESTIONS.get(kind) or OF_DEPARTMENT[department])
