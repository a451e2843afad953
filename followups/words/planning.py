"""Why a follow-up is on the list today: its plan, and what moved its day."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliveries.models import Delivery
from followups.models import FollowUp
from followups.rules.cadence import DEFAULT_CADENCES
from followups.words.days import DAYS_A_MONTH, DAYS_COUNTED, ago, day, short_day
from followups.words.labels import kind_name

COUNTED_FROM_DELIVERY = frozenset(
    touchpoint.kind
    for anchor in ("delivery", "ownership")
    for touchpoint in DEFAULT_CADENCES[anchor].touchpoints
)
"""All others follow another day: a promise, a birthday, a heat case."""


def why_here(row: FollowUp, delivery: Delivery | None, today: date) -> str:
    """One sentence or two: "Post-sale call, due Thu, Nov 19: 2 days after the delivery. …"."""
    parts = [
        _("%(kind)s, due %(day)s.") % {"kind": kind_name(row.kind), "day": day(row.first_due_on)}
    ]
    delivered_on = delivery.delivered_on if delivery else None
    if delivered_on and row.kind in COUNTED_FROM_DELIVERY:
        parts.append(_since_delivery((row.first_due_on - delivered_on).days))
    parts += [words for note in row.planning_note if (words := note_words(note))]
    if row.due_on != row.first_due_on:
        parts.append(_("Moved to %(day)s.") % {"day": day(row.due_on)})
    if row.bdc_tried_on:
        parts.append(_("The BDC tried %(ago)s.") % {"ago": ago(row.bdc_tried_on, today)})
    return " ".join(parts)


def _since_delivery(days: int) -> str:
    if days < DAYS_COUNTED:
        words = ngettext("%(n)d day after the delivery.", "%(n)d days after the delivery.", days)
        return words % {"n": days}
    months = round(days / DAYS_A_MONTH)
    words = ngettext("%(n)d month after the delivery.", "%(n)d months after the delivery.", months)
    return words % {"n": months}


def note_words(note: dict[str, Any]) -> str:
    """A planning note in words, "" for one that needs none."""
    days = ", ".join(short_day(date.fromisoformat(d)) for d in note.get("days", ()))
    code = note.get("code", "")
    if code == "moved_for_closed_days":
        return _("Moved on: the store is closed %(days)s.") % {"days": days}
    if code == "may_leave_on_the_day":
        return _("It may be sent on %(days)s itself.") % {"days": days}
    if code == "moved_for_state_day":
        return _("Moved: their state allows no calls on %(days)s.") % {"days": days}
    if code == "spread":
        return _("Moved on from %(days)s: that day was full.") % {"days": days}
    if code == "moved_earlier_for_deadline":
        return _("Moved earlier: closed %(days)s, and it has a deadline.") % {"days": days}
    if code == "moved_earlier_for_birthday":
        return _("Moved earlier: the store is closed on the birthday.")
    return str(
        {
            "moved_earlier_for_survey": _("Moved earlier for the survey."),
            "survey_opens_first": _("The survey opens before any open day."),
            "contract_date": _("Counted from the contract date: the file has no delivery date."),
            "tell_ready": _("It is ready: they are to be told."),
            "tell_moved": _("Moved past the date they were told (%(days)s now).") % {"days": days},
            "learned_late": _("We learned of the delivery late."),
            "planned_late": _("Planned late."),
        }.get(code, "")
    )
