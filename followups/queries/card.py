"""One card: every follow-up due to one customer for one person, with all that the call needs."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import StoreDay
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.queries.asked_hours import wish_of
from followups.queries.brief import brief_of, speaker_of
from followups.queries.card_asks import asks_of
from followups.queries.card_banners import banners_of, quiet_for, reached_by_other
from followups.queries.card_chips import chips_of
from followups.queries.card_next_tries import next_tries_words
from followups.queries.card_page import CardPage
from followups.queries.card_parts import Asked, Words
from followups.queries.card_reads import pressed_call
from followups.queries.card_rows import CardRows, car_of, card_rows, rows_of
from followups.queries.card_words import (
    cars_words,
    delivered_words,
    footnote_words,
    last_said_words,
    name_words,
    why_all,
)
from followups.queries.co_buyers import co_buyers_of
from followups.queries.known import known_about
from followups.queries.library import picks_for
from followups.queries.next_planned import next_planned
from followups.queries.people import Staff
from followups.queries.reach import reach_of
from followups.queries.ringing import purpose_of, ringing_of
from followups.queries.tries import tries_at
from followups.rules.credit import needs_its_owner
from followups.rules.surveys import is_surveyed
from followups.words.days import clock, day
from followups.words.guidance import guidance_for
from followups.words.labels import kind_name


def card_of(
    asked: Asked,
    day_: StoreDay,
    staff: Staff,
    user: User,
    *,
    may_cover: bool,
    places: tuple[tuple[int, str], ...],
    place: int | None,
    is_closed: bool = False,
) -> CardPage | None:
    """The card of the follow-up asked for, as `user` sees it; None when nothing on it is open.

    `is_closed` gives the card of a closed follow-up all the same, for a log that came too late.

    `places` are the (id, address) of the list's cards, `place` where this one stands. The number
    of queries does not depend on what is on the card.
    """
    rows = card_rows(asked, day_, staff, user, may_cover=may_cover)
    if not rows.due and is_closed:
        rows = CardRows(tuple(rows_of(asked).filter(pk=asked.pk)), ())
    if not rows.due:
        return None
    due, later = list(rows.due), list(rows.later)
    customer: Customer = due[0].customer
    delivery = next((car for r in due if (car := car_of(r))), None) or _latest_delivery(customer)
    known = known_about([customer.pk], day_.store)[customer.pk]
    ringing = ringing_of(
        customer.pk,
        purpose_of([row.kind for row in due]),
        by_id=user.pk,
        today=day_.today,
        now=day_.now,
    )
    attempts, quiet = ringing.attempts, quiet_for(ringing.hush, day_)
    reached = reached_by_other(due[0], attempts, user)
    co_buyers = co_buyers_of(customer, rows.signed or ((delivery,) if delivery else ()))
    reach = reach_of(
        customer,
        co_buyers,
        store=day_.store,
        purpose=ringing.purpose,
        channel=due[0].channel,
        now=day_.now,
        quiet=quiet,
    )
    lead = due[0]
    wished = wish_of(lead, customer, reach.zone, day_.store, day_.today)
    is_covering = staff.stands_in(user.pk, lead.owner_id, wished)
    is_apart = is_apart_for(lead, day_, staff, user, is_covering=is_covering)
    tries = tries_at([lead.pk], day_.store).get(lead.pk, ())
    following = _following(places, place)
    used_reason = reached.reason if reached else ""
    speaker = speaker_of(customer, delivery, user, day_)
    brief = brief_of(
        customer,
        delivery,
        rows,
        known,
        day_,
        speaker,
        used_reason=used_reason,
        only_mail=reach.leads not in ("phone", ""),
    )
    return CardPage(
        follow_up=next((r for r in due if r.pk == asked.pk), due[0]),
        customer=customer,
        today=day_.today,
        rows=tuple(due),
        later=tuple(later),
        seen=max((a.pk for a in attempts), default=0),
        reach=reach,
        brief=brief,
        owes=tuple(known.owes),
        chips=tuple(chips_of(due, delivery, day_, staff, user, zone=reach.zone, wished=wished)),
        co_buyers=co_buyers,
        name=name_words(customer, delivery, co_buyers),
        banners=banners_of(customer, reached, quiet, day_),
        used_reason=used_reason,
        short_name=customer.short_name,
        cars=cars_words(rows.deliveries or ((delivery,) if delivery else ())),
        delivered=delivered_words(delivery, attempts, day_.today),
        presence=_presence(customer, user, day_),
        last_said=last_said_words(attempts, delivery, day_.today),
        next_tries=next_tries_words(lead, tries, day_, reach, is_apart=is_apart),
        next_call=_next_call(customer, later, day_.today),
        footnote=footnote_words(lead, user, is_apart=is_apart),
        picks=picks_for(day_.store.pk, [row.kind for row in due], customer.language),
        guidance=guidance_for(
            lead.kind,
            speaker,
            phone=day_.store.phone,
            is_call=lead.channel == "phone",
        ),
        why=why_all(rows, delivery, day_.today),
        can_snooze=lead.owner_id == user.pk or is_covering,
        snoozes=max(r.snoozes for r in due),
        is_new_car=_is_surveyed_here(delivery, day_.store),
        asks=asks_of(
            due,
            attempts,
            day_.store,
            titles=[reason.title for reason in brief.reasons] if brief.codes else [],
            offers_referral=reach.may_give_a_name,
        ),
        position=0 if place is None else place + 1,
        total=len(places),
        next_url=following[1] if following else "",
        next_id=following[0] if following else None,
        customer_url=reverse("customers:customer", args=[customer.pk]),
    )


def is_apart_for(
    row: FollowUp, day_: StoreDay, staff: Staff, user: User, *, is_covering: bool
) -> bool:
    """Whether this person's try leaves the owner's own call owed."""
    return needs_its_owner(
        is_owner=row.owner_id == user.pk,
        is_bdc=staff.is_bdc(user.pk),
        is_covering=is_covering,
        is_missed=row.missed_on is not None,
        does_bdc_satisfy=day_.store.does_bdc_satisfy,
    )


def _following(places: tuple[tuple[int, str], ...], place: int | None) -> tuple[int, str] | None:
    """The card after this one; after the last the first again, unless it is the only one."""
    if not places or (place is not None and len(places) == 1):
        return None
    return places[0 if place is None else (place + 1) % len(places)]


def _latest_delivery(customer: Customer) -> Delivery | None:
    """Of a car that they still have."""
    return (
        Delivery.objects.delivered()
        .filter(customer=customer, car_gone_on=None)
        .select_related("vehicle", "co_buyer", "salesperson")
        .order_by("-delivered_on")
        .first()
    )


def _presence(customer: Customer, user: User, day_: StoreDay) -> Words | None:
    """Somebody else pressed Call a moment ago: the phone may ring twice."""
    tap = pressed_call(customer.pk, not_by=user.pk, now=day_.now)
    if tap is None:
        return None
    name, at = tap
    return Words(
        _("%(name)s is on this card") % {"name": name},
        _("Pressed Call %(time)s. Your call may ring twice.")
        % {"time": clock(at.astimezone(day_.store.zone))},
    )


def _next_call(customer: Customer, later: list[FollowUp], today: date) -> Words | None:
    """What comes after this card: a follow-up made already, or what the plan makes next."""
    if later:
        row = later[0]
        return Words(day(row.due_on), f"{kind_name(row.kind)} · {row.owner.name}")
    coming = next_planned(customer.pk, today)
    if coming is None:
        return None
    return Words(day(coming.due_on), f"{kind_name(coming.kind)} · {coming.owner_name}")


def _is_surveyed_here(delivery: Delivery | None, store: Store) -> bool:
    """Whether the log asks for the maker's survey: of a car of another store that store does."""
    if delivery is None or delivery.store_id != store.pk:
        return False
    return is_surveyed(delivery.condition, sells_new=store.sells_new)
