"""The line under the buttons: the hours they asked for, or why there is no number to press."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import Customer
from customers.rules.contactability import Answer, No
from followups.words.days import clock
from followups.words.titles import CHANNEL_NAMES

_DOUBTS: dict[str, Any] = {
    "unknown": gettext_lazy("No address and no area code: it must be day in all fifty states."),
    "split_zip": gettext_lazy("Two time zones meet at their address: both must be open."),
    "split_area": gettext_lazy("Their area code lies in two time zones: both must be open."),
    "two_places": gettext_lazy("Address and area code are far apart: both must be open."),
}

_HINTS: dict[str, Any] = {
    "no_number": lambda: _("No number on file. Look into the deal jacket, or write."),
    "wrong_number": lambda: _(
        "Every number on file is wrong. Look into the deal jacket, or write."
    ),
    "no_common_hour": lambda: _(
        "Their hours and the lawful ones never meet. Write, and ask for other hours."
    ),
    "on_registry": lambda: _("On the do-not-call registry, and the last purchase is too long ago."),
    "registry_not_checked": lambda: _(
        "No purchase in 18 months and the registry is not checked: write instead of calling."
    ),
    "deceased": lambda: _("Deceased. Nobody contacts them."),
}


def hint_of(customer: Customer, answer: Answer) -> str:
    """One line under the buttons: hours they asked for, or why there is no number to press."""
    if isinstance(answer, No) and answer.reason in _HINTS:
        return str(_HINTS[answer.reason]())
    parts = _doubt(answer)
    if customer.preferred_channel not in ("", "phone"):
        channel = CHANNEL_NAMES[customer.preferred_channel]
        parts.append(_("Prefers: %(channel)s.") % {"channel": channel})
    if customer.reach_from and customer.reach_until:
        parts.append(
            _("Reach them %(start)s to %(end)s.")
            % {"start": clock(customer.reach_from), "end": clock(customer.reach_until)}
        )
    if customer.language == "es":
        parts.append(_("Speaks Spanish."))
    return " ".join(parts)


def _doubt(answer: Answer) -> list[str]:
    """Why the hours are narrower than those of one place (edge cases 14 to 16)."""
    doubt = answer.params.get("doubt") if isinstance(answer, No) else None
    return [str(_DOUBTS[str(doubt)])] if doubt else []
