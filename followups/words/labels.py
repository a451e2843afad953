"""Names of kinds, outcomes and groups on screen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from deliveries.models import DEPARTMENTS
from followups.words.phrases import Remembered
from followups.words.phrases import phrase as _

KINDS: Mapping[str, Any] = {
    "post_sale": gettext_lazy("Post-sale call"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "how_to": gettext_lazy("How-to and first service"),
    "check_in": gettext_lazy("Check-in"),
    "anniversary": gettext_lazy("Anniversary"),
    "repurchase": gettext_lazy("Next car"),
    "birthday": gettext_lazy("Birthday"),
    "lease": gettext_lazy("Lease"),
    "plates": gettext_lazy("Plates"),
    "introduction": gettext_lazy("Introduction"),
    "promise": gettext_lazy("Promise"),
    "call_back": gettext_lazy("Call back"),
    "heat": gettext_lazy("Heat case"),
    "thank_you": gettext_lazy("Thank-you"),
}

OUTCOMES: Mapping[str, Any] = {
    "spoke": gettext_lazy("Spoke"),
    "voicemail": gettext_lazy("Left voicemail"),
    "no_answer": gettext_lazy("No answer"),
    "wrong_number": gettext_lazy("Wrong number"),
    "someone_else": gettext_lazy("Someone else answered"),
    "call_back": gettext_lazy("Asked to be called back"),
    "stranger_stopped": gettext_lazy("A stranger: never call this number"),
    "asked_to_stop": gettext_lazy("Asked us to stop"),
    "asked_to_stop_sales": gettext_lazy("Asked for no sales calls"),
    "asked_to_stop_everything": gettext_lazy("Asked us not to contact them at all"),
    "texted": gettext_lazy("Texted"),
    "text_answered": gettext_lazy("They texted back"),
    "emailed": gettext_lazy("E-mailed"),
    "email_answered": gettext_lazy("They answered by e-mail"),
    "sent": gettext_lazy("Sent a letter"),
    "met": gettext_lazy("Met in person"),
    "moved": gettext_lazy("They moved"),
    "bought_elsewhere": gettext_lazy("Bought another car elsewhere"),
    "died": gettext_lazy("They died"),
    "other": gettext_lazy("Other…"),
}

OPPORTUNITY_NAMES: Mapping[str, Any] = {
    "repurchase": gettext_lazy("Another car"),
    "trade": gettext_lazy("A trade"),
    "service": gettext_lazy("Service"),
    "referral": gettext_lazy("Somebody they know"),
}

ELSEWHERE: Mapping[str, Any] = {
    "figures": gettext_lazy("The figures"),
    "no_car": gettext_lazy("We did not have the car"),
    "other_make": gettext_lazy("Another make"),
    "closer": gettext_lazy("Closer to home"),
    "somebody_there": gettext_lazy("They know somebody there"),
    "service": gettext_lazy("Our service department"),
    "treatment": gettext_lazy("How they were treated here"),
    "untold": gettext_lazy("They did not say"),
}

DEPARTMENT_NAMES: Mapping[str, Any] = dict(DEPARTMENTS)

AGELESS = frozenset({"birthday", "lease", "plates", "promise", "call_back", "heat", "thank_you"})
"""What has nothing to do with how long ago the car went home."""

SNOOZE_REASONS: Mapping[str, Any] = {
    "with_customer": gettext_lazy("With a customer"),
    "waiting_for_fact": gettext_lazy("Waiting for a fact"),
    "asked_later": gettext_lazy("Asked to call later"),
    "other": gettext_lazy("Other…"),
}


def kind_name(kind: str) -> str:
    """ "Post-sale call"; the code itself for one nobody named."""
    return str(KINDS.get(kind, kind))


def outcome_name(outcome: str) -> str:
    """ "Left voicemail"."""
    return str(OUTCOMES.get(outcome, outcome))


def department_name(department: str) -> str:
    """ "Parts"."""
    return str(DEPARTMENT_NAMES.get(department, department))


@Remembered
def age_label(kind: str, delivered_on: date | None, first_due_on: date) -> str:
    """How old the delivery is on the due day: "day 2", "6 months"; else what it is."""
    if kind in AGELESS or delivered_on is None:
        return kind_name(kind).lower()
    days = (first_due_on - delivered_on).days
    if days < 150:
        return _("day %(n)d") % {"n": max(days, 0)}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = months / 12
    return _("%(n)s years") % {"n": f"{years:.1f}".removesuffix(".0")}


@Remembered
def overdue_label(since: date, today: date) -> str:
    """ "overdue 1 day"."""
    days = max((today - since).days, 1)
    return ngettext("overdue %(n)d day", "overdue %(n)d days", days) % {"n": days}
