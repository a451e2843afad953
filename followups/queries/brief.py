"""The brief of one card in words: why this call is worth the customer's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from deliveries.models import Delivery
from deliveries.rules.we_owe import counted_day
from followups.models import FollowUp
from followups.queries.card_rows import CardRows, car_of
from followups.queries.facts import OF_THEIR_CAR, facts_for
from followups.queries.known import Known, OpenWeOwe
from followups.rules.brief import Reason, compose_brief
from followups.rules.merging import kinds_with_late
from followups.words.days import ago, short_day
from followups.words.fetching import question_for
from followups.words.labels import department_name
from followups.words.reasons import SpokenReason, in_words, title_of
from followups.words.saying import LANGUAGES, Speaker

MOST_REASONS = 3


@dataclass(frozen=True)
class Fetch:
    """Nothing on file: which fact to fetch, and of whom; or who has asked for it already."""

    words: str
    question: str
    department: str
    label: str
    is_asked: bool


@dataclass(frozen=True)
class OweLine:
    """An open we-owe: what, whose and since when, and how it stands."""

    item: str
    detail: str
    label: str
    tone: str
    icon: str
    is_late: bool


@dataclass(frozen=True)
class FactLine:
    """Something about the person."""

    text: str
    source: str


@dataclass(frozen=True)
class BriefWords:
    """What stands in the middle of the card."""

    title: str
    reasons: tuple[SpokenReason, ...]
    more: tuple[SpokenReason, ...]  # what else is on file, folded
    fetch: Fetch | None
    owes: tuple[OweLine, ...]
    facts: tuple[FactLine, ...]
    codes: tuple[str, ...]  # what counts as a reason of value for the log

    @property
    def needs_reason(self) -> bool:
        """A bare check-in without a fact: the caller says why it was worth their time."""
        return not self.codes


def brief_of(
    customer: Customer,
    delivery: Delivery | None,
    card: CardRows,
    known: Known,
    day: StoreDay,
    speaker: Speaker,
    *,
    used_reason: str = "",
    only_mail: bool = False,
) -> BriefWords:
    """The brief as `speaker` says it; no query. A reason that somebody has called with is not
    offered again (72). `only_mail`: the way that leads is not a call."""
    rows = card.due
    kinds = kinds_with_late((r.kind for r in rows), (r.kind for r in card.replaced))
    notes = [row.planning_note for row in rows]
    facts = facts_for(_sale(customer, delivery, rows), kinds, notes, known, day)
    brief = compose_brief(facts)
    real = [r for r in brief if r.code != "no_fact_on_file"]
    if used_reason:
        real = [r for r in real if title_of(r, day.today) != used_reason]
    shown = [r for r in real if r.code != "prefers_channel"]  # stands beside the buttons
    spoken = tuple(in_words(r, day.today, speaker) for r in shown)
    missing = next((r for r in brief if r.code == "no_fact_on_file"), None)
    writes = only_mail or rows[0].channel in ("email", "letter", "text")
    return BriefWords(
        title=_("Why you’re writing") if writes else _("Why you’re calling"),
        reasons=spoken[:MOST_REASONS],
        more=spoken[MOST_REASONS:],
        fetch=_fetch(missing, kinds, day) if missing else None,
        owes=tuple(_owe(o, day) for o in known.owes),
        facts=tuple(
            FactLine(f.text, _("Noted %(ago)s") % {"ago": ago(f.noted_on, day.today)})
            for f in known.personal[:4]
        ),
        codes=tuple(r.code for r in real if r.is_of_value),
    )


def speaker_of(customer: Customer, delivery: Delivery | None, user: User, day: StoreDay) -> Speaker:
    """Who says it to whom, about which car."""
    vehicle = delivery.vehicle if delivery else None
    return Speaker(
        name=customer.short_name,
        caller=user.first_name,
        store=day.store.name,
        language=customer.language if customer.language in LANGUAGES else "en",
        today=day.today,
        vehicle=(vehicle.model or vehicle.make) if vehicle else "",
        delivered_on=delivery.delivered_on if delivery else None,
    )


def _fetch(missing: Reason, kinds: Sequence[str], day: StoreDay) -> Fetch:
    department = str(missing.params["department"])
    name = department_name(department)
    question = question_for(department, kinds)
    asked_on = missing.params.get("asked_on")
    if not isinstance(asked_on, date):
        label = _("Ask %(department)s") % {"department": name}
        words = _("No fact on file. Ask %(department)s for one first.") % {"department": name}
        return Fetch(words, question, department, label, is_asked=False)
    said = {"who": missing.params["asked_by"], "name": name, "ago": ago(asked_on, day.today)}
    return Fetch(
        _("%(who)s asked %(name)s %(ago)s") % said,
        _("The answer will stand here as a reason to call."),
        department,
        "",
        is_asked=True,
    )


def _sale(
    customer: Customer, delivery: Delivery | None, rows: Sequence[FollowUp]
) -> dict[str, Any]:
    vehicle = delivery.vehicle if delivery else None
    sale = {
        "delivery_id": delivery.pk if delivery else None,
        "preferred_channel": customer.preferred_channel,
        "delivered_on": delivery.delivered_on if delivery else None,
        "condition": delivery.condition if delivery else None,
        "flags": delivery.flags if delivery else (),
        "lease_ends_on": delivery.lease_ends_on if delivery else None,
        "tag_expires_on": delivery.tag_expires_on if delivery else None,
        "make": vehicle.make if vehicle else "",
        "model": vehicle.model if vehicle else "",
    }
    for row in reversed(rows):
        column = OF_THEIR_CAR.get(row.kind)
        if column and (car := car_of(row)):
            sale[column] = getattr(car, column)
    return sale


def _owe(owed: OpenWeOwe, day: StoreDay) -> OweLine:
    days = (day.today - owed.made_on).days
    parts = [department_name(owed.department), _("owed %(n)d days") % {"n": days}]
    if owed.owed_by == "customer":
        parts[0] = _("They owe us")
    if owed.is_safety:
        parts.insert(0, _("Safety item"))
    on = counted_day(owed.told_on, owed.promised_on)
    if owed.told_on:
        parts.append(_("told %(day)s") % {"day": short_day(owed.told_on)})
        if owed.promised_on and owed.promised_on > owed.told_on:
            parts.append(_("now %(day)s") % {"day": short_day(owed.promised_on)})
    is_late = owed.status != "ready" and bool(on and on < day.today)
    if owed.status == "ready":
        label, tone, icon = _("Ready"), "ok", "check"
    elif is_late and on:
        words = _("Promised for %(day)s") % {"day": short_day(on)}
        label, tone, icon = words, "miss", "alert-circle"
    elif on == day.today:
        label, tone, icon = _("Due today"), "late", "clock"
    elif on:
        label, tone, icon = short_day(on), "line", ""
    else:
        label, tone, icon = _("No date yet"), "late", "clock"
    if owed.word:
        parts.append(owed.word)
    return OweLine(owed.item, " · ".join(parts), label, tone, icon, is_late)
