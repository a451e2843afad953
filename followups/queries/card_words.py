"""The strings of one card: who, which car, how it stands, what a try leads to."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.models import Customer
from dealerfollow.lib.workdays import Span
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.queries.card_parts import Chip, NextTry, Said
from followups.queries.card_reads import PastAttempt
from followups.queries.card_rows import CardRows
from followups.queries.people import Staff
from followups.queries.reach import Reach
from followups.queries.tries import ticked
from followups.rules.lawful_days import days_for
from followups.rules.merging import FLEET
from followups.rules.outcomes import Contact, Ending, effects_of
from followups.rules.tries import Try, part_of_day
from followups.words.days import ago, clock, day, near_day, short_day
from followups.words.labels import age_label, kind_name, outcome_name, overdue_label
from followups.words.planning import why_here


def name_words(customer: Customer, delivery: Delivery | None, co_buyers: Sequence[Customer]) -> str:
    """ "Bill & Joanne Stokes" where both bought it and are together, else the customer's own."""
    if customer.company and customer.first_name:  # the contact person of a firm (43)
        person = f"{customer.first_name} {customer.last_name}".strip()
        return f"{customer.company}, {person}"
    bought_with = delivery.co_buyer_id if delivery else None
    other = next((one for one in co_buyers if one.pk == bought_with), None)
    if other is None or customer.company:
        return customer.name
    if other.last_name == customer.last_name and other.first_name:
        return f"{customer.first_name} & {other.first_name} {customer.last_name}"
    return _("%(one)s with %(other)s") % {"one": customer.name, "other": other.name}


def cars_words(deliveries: Sequence[Delivery]) -> tuple[str, ...]:
    """A line for each car that the call is about; a fleet is counted by model (43)."""
    if len(deliveries) < FLEET:
        return tuple(_car_words(delivery) for delivery in deliveries)
    counts = Counter(_model(d) for d in deliveries)
    what = ", ".join(f"{n} × {name}" for name, n in counts.most_common())
    return (_("%(n)d cars: %(what)s") % {"n": len(deliveries), "what": what},)


def _car_words(delivery: Delivery) -> str:
    """ "2026 Honda CR-V, new · deal 48213"."""
    condition = _("new") if delivery.condition == "new" else _("used")
    parts = [f"{delivery.vehicle.name}, {condition}" if delivery.vehicle.name else condition]
    if delivery.deal_number:
        parts.append(_("deal %(number)s") % {"number": delivery.deal_number})
    return " · ".join(parts)


def why_all(card: CardRows, delivery: Delivery | None, today: date) -> tuple[str, ...]:
    """A line for each follow-up of the card, and which others it answers."""
    lines = [why_here(row, row.delivery or delivery, today) for row in card.due]
    if card.replaced:
        kinds = ", ".join(dict.fromkeys(kind_name(row.kind) for row in card.replaced))
        lines.append(_("It answers these too, learned of late: %(kinds)s.") % {"kinds": kinds})
    return tuple(dict.fromkeys(lines))


def _model(delivery: Delivery) -> str:
    """ "2026 Ford Transit"; the trim is one too many in a list of twelve."""
    car = delivery.vehicle
    parts = [str(car.year or ""), car.make, car.model]
    return " ".join(part for part in parts if part) or _("car")


def delivered_words(delivery: Delivery | None, attempts: list[PastAttempt], today: date) -> str:
    """When, by whom, and the tries since somebody talked with them, voicemails apart."""
    parts = []
    if delivery and delivery.delivered_on:
        words = _("Delivered %(day)s, %(ago)s") % {
            "day": day(delivery.delivered_on),
            "ago": ago(delivery.delivered_on, today),
        }
        if delivery.salesperson:
            words = _("%(delivered)s by %(name)s") % {
                "delivered": words,
                "name": delivery.salesperson.name,
            }
        parts.append(words)
    tries = 0
    voicemails = 0
    for attempt in attempts:
        if attempt.is_talk:
            break
        tries += attempt.is_try
        voicemails += attempt.outcome == "voicemail"
    if tries:
        parts.append(ngettext("%(n)d try", "%(n)d tries", tries) % {"n": tries})
    if voicemails:
        parts.append(
            ngettext("%(n)d voicemail", "%(n)d voicemails", voicemails) % {"n": voicemails}
        )
    return " · ".join(parts)


def chips_of(
    rows: list[FollowUp],
    delivery: Delivery | None,
    day_: StoreDay,
    staff: Staff,
    user: User,
    *,
    zone: ZoneInfo,
    wished: Span | None,
) -> list[Chip]:
    """How the card stands, what is due, and for whom when it is not one's own. `zone` is where the
    customer is: a call back shows both times (edge case 21); `wished` are the hours they asked for.
    """
    lead, today = rows[0], day_.today
    chips = []
    since = lead.due_on if lead.first_tried_on else lead.first_due_on
    if lead.missed_on and lead.owner_id != user.pk:
        words = _("Missed %(day)s, yours to cover") % {"day": short_day(lead.missed_on)}
        chips.append(Chip(words, "miss", "alert-circle"))
    elif lead.due_at and lead.due_on == today:
        at, there = (clock(lead.due_at.astimezone(z)) for z in (day_.store.zone, zone))
        words = _("Call back %(time)s") if at == there else _("Call back %(time)s, %(there)s there")
        chips.append(Chip(words % {"time": at, "there": there}, "late", "clock"))
    elif since < today and (lead.tier == 1 or lead.missed_on):
        chips.append(Chip(capfirst(overdue_label(since, today)), "miss", "alert-circle"))
    elif lead.due_on > today:
        chips.append(Chip(_("Due %(day)s") % {"day": near_day(lead.due_on, today)}, "hand"))
    delivered_on = delivery.delivered_on if delivery else None
    for row in rows:
        age = age_label(row.kind, delivered_on, row.first_due_on)
        name = kind_name(row.kind)
        label = name if age == name.lower() else f"{name} · {age}"
        if all(chip.label != label for chip in chips):
            chips.append(Chip(label, "line"))
    stand_in = _stand_in_words(lead, staff, user, wished)
    if stand_in:
        chips.append(Chip(stand_in, "hand", "user-share"))
    return chips


def _stand_in_words(lead: FollowUp, staff: Staff, user: User, wished: Span | None) -> str:
    """For whom this person makes it; for the owner: who is there at the hours that were asked for
    (edge case 20)."""
    if lead.owner_id in staff.covered_by(user.pk):
        return _("For %(name)s, off today") % {"name": lead.owner.first_name}
    if staff.stands_in(user.pk, lead.owner_id, wished):
        return _("For %(name)s, at the hours they asked for") % {"name": lead.owner.first_name}
    if lead.delivery and lead.delivery.second_salesperson_id == user.pk != lead.owner_id:
        return _("Split deal, counted for %(name)s") % {"name": lead.owner.first_name}
    holder = staff.holder_of(lead.owner_id, wished)
    if lead.owner_id != user.pk or holder in (None, user.pk) or lead.missed_on:
        return ""
    name = staff.names.get(holder or 0, "").split(" ")[0]
    return _("%(name)s is there at the hours they asked for") % {"name": name}


def last_said_words(
    attempts: list[PastAttempt], delivery: Delivery | None, today: date
) -> Said | None:
    """The newest note, or what was noted at delivery."""
    noted = next((a for a in attempts if a.note), None)
    if noted:
        source = _("%(name)s, %(outcome)s, %(ago)s") % {
            "name": noted.by_name,
            "outcome": outcome_name(noted.outcome).lower(),
            "ago": ago(noted.made_on, today),
        }
        return Said(noted.note, source)
    if delivery and delivery.note:
        name = delivery.salesperson.name if delivery.salesperson else ""
        source = _("%(name)s, at delivery") % {"name": name} if name else _("At delivery")
        return Said(delivery.note, source)
    return None


def next_tries_words(
    lead: FollowUp, tries: tuple[Try, ...], day_: StoreDay, reach: Reach, *, is_apart: bool
) -> tuple[NextTry, ...]:
    """What No answer and Left voicemail lead to, from the same rule that the log asks."""
    local = day_.now.astimezone(day_.store.zone)
    calendar = days_for(day_.calendar, lead.customer.state, lead.channel, day_.today)
    one = ticked(lead, tries, day_.store, calendar, needs_its_owner=is_apart)
    found = []
    for outcome in ("no_answer", "voicemail"):
        contact = Contact(outcome=outcome, made_on=day_.today, part=part_of_day(local))
        effects = effects_of(contact, [one], calendar=calendar, can_write=reach.can_write)
        if effects.endings:
            found.append(_last_try(outcome, effects.endings[0]))
        elif effects.moves:
            move = effects.moves[0]
            title = _("Next try %(day)s") % {"day": near_day(move.due_on, day_.today)}
            found.append(NextTry(outcome, title, _part_words(move.part, move.by)))
        else:
            title = _("%(name)s’s own call stays due") % {"name": lead.owner.first_name}
            found.append(NextTry(outcome, title, _("Yours is kept beside it.")))
    return tuple(found)


def _last_try(outcome: str, ending: Ending) -> NextTry:
    if ending.state == "not_reached":
        return NextTry(
            outcome,
            _("That is the last try"),
            _("Closed as tried, not reached. The next one comes."),
        )
    return NextTry(outcome, _("That closes it"), "")


def _part_words(part: str | None, by: str) -> str:
    if by == "text_or_email":
        return _("The last one: by text or e-mail.")
    words = {
        "morning": _("In the morning, a time of day not tried yet."),
        "afternoon": _("In the afternoon, a time of day not tried yet."),
        "evening": _("In the evening, when people are home."),
    }
    return words.get(part or "", "")


def footnote_words(lead: FollowUp, user: User, *, is_apart: bool) -> str:
    """Whose call a log here is, when the follow-up is somebody else's."""
    name = lead.owner.name
    if lead.owner_id == user.pk:
        return ""
    if is_apart:
        return _("Recorded as a BDC call. %(name)s’s own call stays due.") % {"name": name}
    if lead.missed_on:
        return _("Recorded as yours. The miss stays counted for %(name)s.") % {"name": name}
    return _("Recorded as yours, on %(name)s’s follow-up.") % {"name": name}
