"""What is ahead of a customer: open follow-ups, and the next of each plan."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.rules.ways import STOPPED
from customers.timeline import Asking, Line, register_ahead
from dealerfollow.web.days import clock_words, day_words, weekday_words
from followups.models import FollowUp, Plan
from followups.queries.cadences import cadence_of
from followups.queries.next_planned import comes
from followups.rules.touchpoints import LEAD_DAYS
from followups.words.contacts import CHANNEL_ICONS
from followups.words.labels import kind_name, overdue_label

MOST = 30


def ahead(asking: Asking) -> list[Line]:
    """Open follow-ups by their day, then the next of each plan that still comes; the latest first,
    as the timeline runs. 2 queries."""
    rows = FollowUp.objects.open().filter(asking.mine, **asking.here).select_related("owner")
    plans = Plan.objects.filter(asking.mine, **asking.here, next_on__isnull=False)
    planned = plans.select_related("owner").order_by("next_on", "id")
    if asking.customer.ways & STOPPED:
        ways = asking.customer.ways
        coming = [p for p in planned if comes(ways, p.cadence_id, p.anchor_kind, p.next_touchpoint)]
    else:
        coming = list(planned[:MOST])
    due = list(rows.order_by("due_on", "tier", "id")[:MOST])
    return [
        *(_coming(plan, asking.today) for plan in reversed(coming[:MOST])),
        *(_due(row, asking) for row in reversed(due)),
    ]


def _due(row: FollowUp, asking: Asking) -> Line:
    today = asking.today
    is_late = row.due_on < today
    words = [capfirst(overdue_label(row.due_on, today)) + "." if is_late else ""]
    if row.due_at:
        words.append(_("At %(time)s.") % {"time": clock_words(row.due_at.astimezone(asking.zone))})
    if row.first_due_on != row.due_on:
        words.append(_("First due %(day)s.") % {"day": day_words(row.first_due_on, today)})
    return Line(
        icon=CHANNEL_ICONS.get(row.channel, "phone"),
        title=kind_name(row.kind),
        when=weekday_words(row.due_on, today),
        words=" ".join(word for word in words if word),
        chip=row.owner.name,
        tone="bad" if is_late else "next",
        url=_card(row, asking.scope),
    )


def _card(row: FollowUp, scope: Any) -> str:
    if not scope.has("calls.work", row.store_id):
        return ""
    return reverse("followups:card", args=[row.pk])


def _coming(plan: Plan, today: date) -> Line:
    """The next of a plan, which is not made yet: its day may still move to an open one."""
    assert plan.next_on
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    touchpoint = cadence.touchpoints[cadence.position(plan.next_touchpoint)]
    name = kind_name(touchpoint.kind)
    due_on = plan.next_on + timedelta(days=LEAD_DAYS)
    about = _("about %(day)s") % {"day": day_words(due_on, today)}
    return Line("calendar", name, about, chip=plan.owner.name, tone="next")


register_ahead("follow-ups", ahead)
