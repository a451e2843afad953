"""One customer's story as follow-ups tell it: what comes, what was tried, what was missed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import of_person
from dealerfollow.web.days import day_words, moment_words, weekday_words
from deliveries.models import Delivery
from deliveries.queries.undone_sales import excluded_as
from deliveries.wording import undone_words
from followups.models import Attempt, AttemptBelonging, FollowUp, Plan
from followups.queries.cadences import cadence_of
from followups.rules.touchpoints import LEAD_DAYS
from followups.words.contacts import begun_words
from followups.words.labels import kind_name, outcome_name, overdue_label

MOST = 60
NOTED = Q(attempt=OuterRef("pk"), is_noted=True)
ICONS = {
    "phone": "phone",
    "text": "message",
    "email": "mail",
    "letter": "mail",
    "in_person": "walk",
}
ENDINGS = {
    "asked_to_stop": lambda: _("they asked not to be contacted"),
    "unwound": lambda: _("the sale was unwound"),
    "excluded_wholesale": lambda: _("the sale was wholesale"),
    "excluded_dealer_trade": lambda: _("the sale was a dealer trade"),
    "died": lambda: _("they died"),
    "death_corrected": lambda: _("it fell due while a death was recorded by mistake"),
    "newer_delivery": lambda: _("a newer car took over"),
    "is_a_firm": lambda: _("a firm has no birthday"),
    "learned_late": lambda: _("answered by the post-sale call"),
}


@dataclass(frozen=True)
class Event:
    """One line of the timeline. `tone` is "next", "bad" or ""."""

    icon: str
    title: str
    when: str
    words: str = ""
    chip: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True)
class Timeline:
    """What is open, what comes later, and what has been, the newest first."""

    due: tuple[Event, ...]
    coming: tuple[Event, ...]
    past: tuple[Event, ...]
    is_cut: bool


def timeline_of(
    scope: Any, customer: Customer, store_ids: Collection[int], *, now: datetime
) -> Timeline:
    """The timeline within these stores; 4 queries, one more when a sale was undone, at most
    MOST lines of each kind."""
    zone = customer.store.zone
    today = now.astimezone(zone).date()
    here = {"group_id": scope.group_id, "store__in": list(store_ids)}
    mine = of_person(customer)
    rows = list(
        FollowUp.objects.filter(mine, **here)
        .select_related("owner", "counted_for")
        .order_by("-due_on", "-id")[:MOST]
    )
    plans = Plan.objects.filter(mine, **here, next_on__isnull=False).select_related("owner")
    tries = list(
        Attempt.objects.filter(_made_to(customer), **here)
        .select_related("by", "undo")
        .annotate(is_noted=Exists(AttemptBelonging.objects.filter(NOTED)))
        .order_by("-at", "-id")[:MOST]
    )
    sales = Delivery.objects.filter(
        mine | Q(co_buyer=customer), store__in=list(store_ids)
    ).select_related("vehicle", "salesperson")
    open_rows = [r for r in rows if r.state == FollowUp.State.OPEN]
    past: list[tuple[date, datetime | None, Event]] = []
    past += [(t.made_on, t.at, _tried(t, now, zone)) for t in tries if not hasattr(t, "undo")]
    past += [(r.missed_on, None, _missed(r, today)) for r in rows if r.missed_on]
    past += [
        (r.closed_at.astimezone(zone).date(), r.closed_at, _ended(r, today, zone))
        for r in rows
        if r.closed_at and r.state in (FollowUp.State.STOPPED, FollowUp.State.NOT_REACHED)
    ]
    shown = list(sales.order_by("-sold_on")[:MOST])
    excluded = excluded_as(shown)
    for sale in shown:
        past += _sale(sale, excluded.get(sale.pk, ""), today)
    far = datetime.max.replace(tzinfo=now.tzinfo)
    past.sort(key=lambda item: (item[0], item[1] or far), reverse=True)
    return Timeline(
        due=tuple(_due(r, scope, today) for r in sorted(open_rows, key=lambda r: r.due_on)),
        coming=tuple(_coming(p, today) for p in sorted(plans, key=lambda p: p.next_on or today)),
        past=tuple(event for _day, _at, event in past[:MOST]),
        is_cut=len(tries) == MOST or len(past) > MOST,
    )


def _made_to(customer: Customer) -> Q:
    """Attempts of the person: those logged on their rows and not given to somebody else by an
    un-merge, those given to them, and those of which both have a note (edge case 67)."""
    given = AttemptBelonging.objects.filter(attempt=OuterRef("pk"))
    gone = Exists(given.exclude(customer=OuterRef("customer")))
    theirs = given.filter(of_person(customer))
    noted = given.filter(is_noted=True, other=customer)
    return (of_person(customer) & ~gone) | Q(Exists(theirs)) | Q(Exists(noted))


def _due(row: FollowUp, scope: Any, today: date) -> Event:
    is_late = row.due_on < today
    words = capfirst(overdue_label(row.due_on, today)) if is_late else ""
    url = ""
    if scope.has("calls.work", row.store_id):
        url = reverse("followups:card", args=[row.pk])
    return Event(
        icon=ICONS.get(row.channel, "phone"),
        title=kind_name(row.kind),
        when=weekday_words(row.due_on, today),
        words=words,
        chip=row.owner.name,
        tone="bad" if is_late else "next",
        url=url,
    )


def _coming(plan: Plan, today: date) -> Event:
    """The next of a plan, which is not made yet: its day may still move to an open one."""
    assert plan.next_on
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    touchpoint = cadence.touchpoints[cadence.position(plan.next_touchpoint)]
    name = kind_name(touchpoint.kind)
    due_on = plan.next_on + timedelta(days=LEAD_DAYS)
    about = _("about %(day)s") % {"day": day_words(due_on, today)}
    return Event("calendar", name, about, chip=plan.owner.name, tone="next")


def _tried(attempt: Attempt, now: datetime, zone: Any) -> Event:
    icon = "phone-check" if attempt.is_talk and attempt.channel == "phone" else ""
    parts = [attempt.reason, ", ".join(attempt.gained), attempt.note]
    if getattr(attempt, "is_noted", False):
        parts.append(_("Made while two entries were taken for one person"))
    return Event(
        icon=icon or ICONS.get(attempt.channel, "phone"),
        title=outcome_name(attempt.outcome),
        when=moment_words(attempt.at, now, zone),
        words=". ".join([attempt.by.name, *(p.rstrip(".") for p in parts if p)]) + ".",
        chip=str(attempt.get_proof_display())
        if attempt.direction == "out"
        else begun_words(attempt.channel),
    )


def _missed(row: FollowUp, today: date) -> Event:
    assert row.missed_on
    name = (row.counted_for or row.owner).name
    return Event(
        icon="phone-off",
        title=_("Missed: %(what)s") % {"what": kind_name(row.kind).lower()},
        when=day_words(row.missed_on, today),
        words=_("Counted for %(name)s.") % {"name": name},
        tone="bad",
    )


def _ended(row: FollowUp, today: date, zone: Any) -> Event:
    assert row.closed_at
    what = kind_name(row.kind)
    reason = ENDINGS.get(row.state_reason)
    title = _("%(what)s: stopped") if row.state == "stopped" else _("%(what)s: not reached")
    return Event(
        icon="ban" if row.state == "stopped" else "x",
        title=title % {"what": what},
        when=day_words(row.closed_at.astimezone(zone).date(), today),
        words=capfirst(reason()) + "." if reason else "",
    )


def _sale(sale: Delivery, excluded: str, today: date) -> list[tuple[date, datetime | None, Event]]:
    name = sale.vehicle.name or _("a car")
    seller = f"{sale.salesperson.name}." if sale.salesperson else ""
    found: list[tuple[date, datetime | None, Event]] = []
    if sale.delivered_on:
        title = _("Delivered %(car)s") % {"car": name}
        when = day_words(sale.delivered_on, today)
        found.append((sale.delivered_on, None, Event("car", title, when, seller)))
    else:
        title, when = _("Sold %(car)s") % {"car": name}, day_words(sale.sold_on, today)
        found.append((sale.sold_on, None, Event("car", title, when, seller)))
    if sale.unwound_on:
        title = undone_words(excluded) if excluded else _("Unwound %(car)s") % {"car": name}
        words = f"{name}." if excluded else ""
        event = Event("arrow-back-up", title, day_words(sale.unwound_on, today), words)
        found.append((sale.unwound_on, None, event))
    return found
