"""The sentences of one card: who, which cars, why, what was said, whose call a log is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from customers.models import Customer
from dealerfollow.stores.models import User
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.queries.card_asks import tally_words
from followups.queries.card_parts import Said
from followups.queries.card_reads import PastAttempt
from followups.queries.card_rows import CardRows
from followups.rules.merging import FLEET
from followups.words.days import ago, day_of
from followups.words.labels import kind_name, outcome_name
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


def _model(delivery: Delivery) -> str:
    """ "2026 Ford Transit"; the trim is one too many in a list of twelve."""
    car = delivery.vehicle
    parts = [str(car.year or ""), car.make, car.model]
    return " ".join(part for part in parts if part) or _("car")


def why_all(card: CardRows, delivery: Delivery | None, today: date) -> tuple[str, ...]:
    """A line for each follow-up of the card, and which others it answers."""
    lines = [why_here(row, row.delivery or delivery, today) for row in card.due]
    if card.replaced:
        kinds = ", ".join(dict.fromkeys(kind_name(row.kind) for row in card.replaced))
        lines.append(_("It answers these too, learned of late: %(kinds)s.") % {"kinds": kinds})
    return tuple(dict.fromkeys(lines))


def delivered_words(delivery: Delivery | None, attempts: list[PastAttempt], today: date) -> str:
    """When, by whom, and tries, voicemails and talks apart (line 51)."""
    parts = []
    if delivery and delivery.delivered_on:
        words = _("Delivered %(day)s, %(ago)s") % {
            "day": day_of(delivery.delivered_on, today),
            "ago": ago(delivery.delivered_on, today),
        }
        if delivery.salesperson:
            words = _("%(delivered)s by %(name)s") % {
                "delivered": words,
                "name": delivery.salesperson.name,
            }
        parts.append(words)
    if counted := tally_words(attempts):
        parts.append(counted)
    return " · ".join(parts)


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
