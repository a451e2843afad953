"""Why a follow-up is due when it is: every rule and person that had a say, oldest first.

For whoever asks "why is this here?": on the card, and by `bin/manage explain`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dealerfollow.stores.queries import calendar_of
from followups.models import Attempt, FollowUp, FollowUpEvent
from followups.queries.asked_hours import wishes_of
from followups.queries.cadences import cadence_of
from followups.queries.people import staff_of
from followups.rules.cadence import DEFAULT_CADENCES, Touchpoint, UnknownTouchpointError
from followups.rules.clock import on_time_until
from followups.rules.occurrences import nominal_day
from followups.words.days import clock, day
from followups.words.explaining import anchor_words, channel_words, event_words, rule_words
from followups.words.labels import outcome_name
from followups.words.planning import note_words


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: a code, the day it happened or speaks of, and the words."""

    code: str
    on: date | None
    words: str


def explain(row: FollowUp, *, now: datetime) -> tuple[Link, ...]:
    """The chain for a follow-up with plan, delivery, customer, owner and store at hand; in the
    reader's language. Seven queries at most."""
    touchpoint = _touchpoint_of(row)
    return (
        *_asked_for(row, touchpoint),
        *_happened(row),
        _owner(row, now),
        _channel(row, touchpoint),
        _now(row, row.store.day_of(now)),
    )


def _touchpoint_of(row: FollowUp) -> Touchpoint | None:
    """The row of the cadence; None for a promise, and where the cadence lost it."""
    plan = row.plan
    if plan.anchor_kind not in DEFAULT_CADENCES:
        return None
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    try:
        return cadence.touchpoints[cadence.position(row.touchpoint)]
    except UnknownTouchpointError:
        return None


def _asked_for(row: FollowUp, touchpoint: Touchpoint | None) -> Iterator[Link]:
    """The anchor, the rule, the day asked for, and what moved it when it was planned."""
    plan = row.plan
    codes = {note["code"] for note in row.planning_note}
    words = anchor_words(
        plan.anchor_kind, plan.anchor_on, is_contract_date="contract_date" in codes
    )
    yield Link("anchor", plan.anchor_on, words)
    is_own = plan.cadence_id is not None
    yield Link("rule", None, rule_words(touchpoint, row.kind, is_own=is_own))
    if touchpoint is not None:
        asked_on = nominal_day(touchpoint, plan.anchor_on, max(row.occurrence, 1))
        yield Link("asked_for", asked_on, _("That is %(day)s.") % {"day": day(asked_on)})
    for note in row.planning_note:
        if note["code"] != "contract_date" and (words := note_words(note)):
            yield Link(note["code"], None, words)
    yield Link(
        "first_due", row.first_due_on, _("So first due %(day)s.") % {"day": day(row.first_due_on)}
    )


def _happened(row: FollowUp) -> list[Link]:
    """Moves, hand-overs and tries, in the order in which they happened."""
    zone = row.store.zone
    found: list[tuple[datetime, int, Link]] = []
    events = FollowUpEvent.objects.filter(follow_up=row).select_related("by")
    for event in events.order_by("at", "id"):
        by = event.by.name if event.by else ""
        words = event_words(event.kind, event.was, event.became, event.reason, by)
        on = event.at.astimezone(zone).date()
        found.append((event.at, 1, Link(event.kind, on, f"{day(on)}: {words}")))
    attempts = Attempt.objects.filter(effects__follow_up=row, undo=None).select_related("by")
    for attempt in attempts.distinct():
        local = attempt.at.astimezone(zone)
        words = _("%(day)s, %(time)s: %(name)s tried. %(outcome)s.") % {
            "day": day(local.date()),
            "time": clock(local),
            "name": attempt.by.name,
            "outcome": outcome_name(attempt.outcome),
        }
        found.append((attempt.at, 0, Link("try", local.date(), words)))
    return [link for _at, _rank, link in sorted(found, key=lambda one: one[:2])]


def _owner(row: FollowUp, now: datetime) -> Link:
    """Whose it is, and who makes it today when the owner is off."""
    today = row.store.day_of(now)
    calendar = calendar_of(row.store, today=today)
    staff = staff_of(row.store, today=today, calendar=calendar)
    seller_id = row.delivery.salesperson_id if row.delivery else None
    if row.owner_id == seller_id:
        words = _("%(name)s’s: sold the car.") % {"name": row.owner.name}
    else:
        words = _("%(name)s’s.") % {"name": row.owner.name}
    wished = wishes_of([row], row.store, today).get(row.pk)
    holder = staff.holder_of(row.owner_id, wished)
    worker, name = staff.workers.get(row.owner_id), staff.names.get(holder or 0, "")
    if worker is not None and worker.is_off(today):
        words += " " + _("Off today: %(name)s makes it.") % {"name": name}
    elif holder != row.owner_id:
        said = _("Not there at the hours the customer asked for: %(name)s makes it.")
        words += " " + said % {"name": name}
    return Link("owner", None, words)


def _channel(row: FollowUp, touchpoint: Touchpoint | None) -> Link:
    asked_for = touchpoint.channel if touchpoint else row.channel
    preferred = row.customer.preferred_channel
    return Link("channel", None, channel_words(row.channel, asked_for, preferred))


def _now(row: FollowUp, today: date) -> Link:
    """Where all of it leaves the follow-up today."""
    if row.state != FollowUp.State.OPEN:
        return Link(
            row.state, None, _("It is closed: %(state)s.") % {"state": row.get_state_display()}
        )
    until = on_time_until(row.first_due_on, row.clock_on)
    said = {"day": day(row.due_on), "until": day(until)}
    if row.due_on > today:
        return Link("not_yet", row.due_on, _("Due %(day)s, not before.") % said)
    if row.missed_on is not None:
        return Link("missed", row.due_on, _("Nobody tried it in time; it stays due.") % said)
    if row.first_tried_on is None and until < today:
        return Link("late", row.due_on, _("Due since %(day)s; on time until %(until)s.") % said)
    if row.first_tried_on is None and until > row.first_due_on:
        return Link("due", row.due_on, _("Due since %(day)s, on time until %(until)s.") % said)
    return Link("due", row.due_on, _("Due %(day)s.") % said)


def explained(pk: int) -> FollowUp:
    """The follow-up with all that `explain` reads. Raises FollowUp.DoesNotExist."""
    return FollowUp.objects.select_related("plan", "delivery", "customer", "owner", "store").get(
        pk=pk
    )
