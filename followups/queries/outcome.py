"""What became of a log: the words of the banner, of a closed card, and of a lost race."""

from datetime import datetime

from django.utils.translation import gettext as _

from deliveries.models import Delivery
from followups.models import Attempt, AttemptEffect, FollowUp
from followups.rules.merging import covered_by_contact
from followups.words.days import clock, moment, near_day
from followups.words.explaining import ended_because
from followups.words.labels import kind_name, outcome_name


def saved_words(attempt: Attempt, *, now: datetime) -> tuple[str, str]:
    """ "Maria: no answer." and "Next try tomorrow"."""
    strong = f"{short_words(attempt)}."
    effects = AttemptEffect.objects.filter(attempt=attempt, follow_up__isnull=False)
    today = attempt.store.day_of(now)
    states, days = set(), []
    for found in effects.order_by("id").values_list("after", flat=True):
        after = found or {}
        if "state" in after:
            states.add(after["state"])
        elif "due_on" in after:
            days.append(after["due_on"])
    if days:
        on = datetime.fromisoformat(min(days)).date()
        at = _call_back_time(attempt)
        if attempt.outcome == "call_back":
            return strong, _("Back on your list %(day)s%(time)s") % {
                "day": near_day(on, today),
                "time": f", {at}" if at else "",
            }
        return strong, _("Next try %(day)s") % {"day": near_day(on, today)}
    if FollowUp.State.NOT_REACHED in states:
        return strong, _("That was the last try; the next follow-up still comes.")
    if FollowUp.State.STOPPED in states:
        return strong, _("It holds for every store of the group from this second on.")
    if FollowUp.State.DONE in states:
        return strong, _done_words(attempt)
    return strong, _("Kept on the timeline.")


def short_words(attempt: Attempt) -> str:
    """ "Maria: no answer"."""
    return f"{attempt.customer.short_name}: {outcome_name(attempt.outcome).lower()}"


def _done_words(attempt: Attempt) -> str:
    """One contact, and how many cars it was about when they are several (edge cases 42, 43)."""
    rows = FollowUp.objects.filter(closed_by=attempt, state=FollowUp.State.DONE)
    cars = covered_by_contact(rows.values_list("delivery_id", flat=True)).deliveries
    return _("Done, for %(n)d cars.") % {"n": cars} if cars > 1 else _("Done.")


def _call_back_time(attempt: Attempt) -> str:
    row = (
        FollowUp.objects.filter(effects__attempt=attempt, due_at__isnull=False)
        .values_list("due_at", flat=True)
        .first()
    )
    return clock(row.astimezone(attempt.store.zone)) if row else ""


def logged_words(attempt: Attempt, *, now: datetime) -> str:
    """ "Renee Watts, today 10:26 AM"."""
    return f"{attempt.by.name}, {moment(attempt.at, now, attempt.store.zone)}"


def ending_words(reason: str) -> str:
    """Why a follow-up ended without a log."""
    return ended_because(reason) or _("It was closed.")


def bought_words(customer_id: int, *, now: datetime) -> str:
    """ "Bought today from Noor Haddad": their newest car, for whoever had their card open meanwhile
    (edge case 47); "" without one."""
    cars = Delivery.objects.delivered().filter(customer=customer_id)
    car = cars.select_related("store", "salesperson").order_by("-delivered_on", "-id").first()
    if car is None or car.delivered_on is None:
        return ""
    seller = car.salesperson.name if car.salesperson else car.store.name
    day = near_day(car.delivered_on, car.store.day_of(now))
    return _("Bought %(day)s from %(name)s") % {"day": day, "name": seller}


def ended_words(follow_up: FollowUp, *, now: datetime) -> tuple[str, str]:
    """Title and words for a card on which nothing is open any more."""
    name = follow_up.customer.short_name
    title = _("%(name)s is done") % {"name": name}
    attempt = follow_up.closed_by
    if attempt is None:
        return title, ending_words(follow_up.state_reason)
    words = _("%(kind)s: %(outcome)s. %(who)s") % {
        "kind": kind_name(follow_up.kind),
        "outcome": outcome_name(attempt.outcome).lower(),
        "who": logged_words(attempt, now=now),
    }
    return title, words
