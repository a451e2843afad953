"""What can happen in a history: each through the action that the product itself uses."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accountability.actions import ReviewRefused, correct_attempt, record_outage, void_miss
from accountability.models import Miss
from customers.actions import record_stop
from customers.actions.died import record_death
from customers.actions.merge import MergeRefused, merge_customers, unmerge_customers
from customers.actions.stop_correction import CorrectionRefused, correct_stop
from customers.models import ContactStop, Customer, CustomerMerge
from dealerfollow.stores.actions import (
    add_absence,
    change_person,
    close_store_between,
    end_membership,
    hire,
    open_store_after_all,
    remove_absence,
)
from dealerfollow.stores.models import Absence, ClosedDay, Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, sale
from deliveries.actions import record_delivery
from deliveries.actions.dates import correct_delivered_on, revive_delivery, unwind_delivery
from deliveries.models import Delivery
from followups.actions import (
    AlreadyLogged,
    LogDetails,
    LogRefused,
    SnoozeRefused,
    UndoRefused,
    log_attempt,
    snooze,
    undo_attempt,
)
from followups.actions.hand_off import HandOffRefused, hand_off
from followups.actions.tap import TapRefused, record_tap
from followups.models import Attempt, FollowUp
from tests.histories.promises import misses_of_late_absences
from tests.histories.story import Doing, Step, Story

REFUSALS = (
    AlreadyLogged,
    CorrectionRefused,
    HandOffRefused,
    LogRefused,
    MergeRefused,
    ReviewRefused,
    SnoozeRefused,
    TapRefused,
    UndoRefused,
)
PLACES: list[dict[str, str]] = [
    {"state": "NY", "postal_code": "10001"},
    {"state": "FL", "postal_code": "33101"},
    {"state": "AL", "postal_code": "36104"},
    {"state": "HI", "postal_code": "96813"},
]
OUTCOMES = ("spoke", "no_answer", "voicemail", "texted", "wrong_number", "call_back", "spoke")
WEEKS = (
    None,
    {str(day): ["09:00", "18:00"] for day in range(1, 6)},
    {str(day): ["12:00", "20:00"] for day in (0, 2, 4, 5)},
)
"""As the store is open; Tuesday to Saturday; four late days."""
Any_ = TypeVar("Any_")
DOINGS: dict[str, Doing] = {}


def doing(act: Doing) -> Doing:
    """One of the things that can happen."""
    DOINGS[act.__name__] = as_doing(act)
    return DOINGS[act.__name__]


def as_doing(act: Doing) -> Doing:
    """A refusal undoes itself and is counted."""

    def do(story: Story, step: Step) -> None:
        try:
            with transaction.atomic():
                act(story, step)
        except REFUSALS:
            story.refused += 1

    return do


def pick(rows: Sequence[Any_], n: int) -> Any_ | None:
    """One of the rows, None without any."""
    return rows[n % len(rows)] if rows else None


def one_of(rows: "QuerySet[Any_]", n: int) -> Any_ | None:
    """One of them by id, None without any."""
    pk = pick(list(rows.order_by("id").values_list("pk", flat=True)), n)
    return rows.get(pk=pk) if pk is not None else None


def nothing(story: Story, step: Step) -> None:
    """A day like any other; what a failing history shrinks to."""


DOINGS["nothing"] = nothing


@doing
def sells(story: Story, step: Step) -> None:
    """A delivery, today or learned up to twelve days late, to somebody new or known."""
    store = story.store(step.a)
    seller = (story.cast.sam, story.cast.noor)[step.a % 2]
    who = buyer(
        **PLACES[step.b % 4], phones=((f"+1646555{step.a % 3:02d}{step.b % 97:02d}", "mobile"),)
    )
    on = story.day - timedelta(days=(0, 0, 0, 1, 12)[step.a % 5])
    is_here = Membership.objects.active().at(store.pk).filter(user=seller).exists()
    details = sale(on, buyer=who, condition=("new", "used")[step.b % 2])
    record_delivery(store, details, by=None, now=story.now, salesperson=seller if is_here else None)


@doing
def corrects_the_day(story: Story, step: Step) -> None:
    found = one_of(Delivery.objects.filter(unwound_on=None), step.a)
    if found is not None and found.delivered_on is not None:
        on = min(found.delivered_on + timedelta(days=step.b % 21 - 10), story.day)
        correct_delivered_on(found.store, found, on, by=story.cast.maya, now=story.now)


@doing
def unwinds(story: Story, step: Step) -> None:
    found = one_of(Delivery.objects.all(), step.a)
    if found is None:
        return
    if found.unwound_on is None:
        unwind_delivery(found.store, found, story.day, by=story.cast.maya, now=story.now)
    else:
        revive_delivery(found.store, found, by=story.cast.maya, now=story.now)


def _due(story: Story, step: Step) -> FollowUp | None:
    due = FollowUp.objects.open().filter(due_on__lte=story.day)
    pk = pick(list(due.order_by("due_on", "id").values_list("pk", flat=True)), step.a)
    return FollowUp.objects.select_related("store", "owner", "customer").filter(pk=pk).first()


@doing
def tries(story: Story, step: Step) -> None:
    """The owner, or the BDC of the store, logs what happened."""
    row = _due(story, step)
    if row is None:
        return
    card = FollowUp.objects.open().filter(customer=row.customer_id, store=row.store_id)
    shown = tuple(card.filter(due_on__lte=story.day).values_list("pk", flat=True))
    newest = Attempt.objects.filter(customer=row.customer_id, undo=None).order_by("-id").first()
    outcome = OUTCOMES[step.b % 7]
    details = LogDetails(
        key=UUID(int=step.a * 1000 + step.b + len(story.told) * 10**7 + 1),
        shown=shown,
        ticked=shown,
        seen=newest.pk if newest else 0,
        outcome=outcome,
        reason_codes=(row.kind,),
        call_back_on=story.day + timedelta(days=step.b % 5) if outcome == "call_back" else None,
    )
    by = story.cast.bea if step.b % 5 == 0 and row.store_id == story.cast.north.pk else row.owner
    log_attempt(row, details, by=by, now=story.now)


@doing
def presses_call(story: Story, step: Step) -> None:
    """At any hour of the day and night."""
    row = _due(story, step)
    number = row.customer.phones.filter(wrong_at=None).first() if row else None
    if row is not None and number is not None:
        record_tap(row, str(number), by=row.owner, now=story.now)


@doing
def undoes(story: Story, step: Step) -> None:
    last = Attempt.objects.filter(undo=None).select_related("by").order_by("-id").first()
    if last is not None:
        undo_attempt(last, by=last.by, now=story.now)


@doing
def puts_off(story: Story, step: Step) -> None:
    row = _due(story, step)
    if row is not None:
        choice = ("hour", "tomorrow", "working_day")[step.b % 3]
        snooze([row.pk], choice, reason="with_customer", by=row.owner, now=story.now)


@doing
def hands_off(story: Story, step: Step) -> None:
    row = _due(story, step)
    if row is not None:
        hand_off(row, by=row.owner, now=story.now)


@doing
def is_off(story: Story, step: Step) -> None:
    """An absence, sometimes entered after it has begun."""
    store = story.store(step.a)
    person = pick(story.people_at(store), step.b)
    first = story.day + timedelta(days=step.b % 9 - 2)
    if person is not None:
        last = first + timedelta(days=step.a % 8)
        add_absence(store, person, starts_on=first, ends_on=last, by=story.cast.maya, now=story.now)


@doing
def closes_the_store(story: Story, step: Step) -> None:
    store = story.store(step.a)
    first = story.day + timedelta(days=step.b % 6)
    last = first + timedelta(days=step.a % 4)
    close_store_between(store, first, last, reason="Snow", by=story.cast.maya, now=story.now)


@doing
def opens_after_all(story: Story, step: Step) -> None:
    closed = ClosedDay.objects.filter(revoked_at=None, on__gte=story.day)
    if (found := one_of(closed, step.a)) is not None:
        open_store_after_all(found, now=story.now)


@doing
def asks_to_stop(story: Story, step: Step) -> None:
    if (found := one_of(Customer.objects.all(), step.a)) is not None:
        scope = ("sales", "everything")[step.b % 2]
        channel = ("all", "phone", "text", "email")[step.b % 4]
        record_stop(
            found, scope=scope, channel=channel, words="Stop", by=story.cast.sam, now=story.now
        )


@doing
def takes_a_stop_back(story: Story, step: Step) -> None:
    if (found := one_of(ContactStop.objects.filter(lifted_at=None), step.a)) is not None:
        correct_stop(found, words="Somebody else", by=story.cast.maya, now=story.now)


@doing
def dies(story: Story, step: Step) -> None:
    if (found := one_of(Customer.objects.all(), step.a)) is not None:
        record_death(found, by=story.cast.sam, now=story.now)


@doing
def are_one_person(story: Story, step: Step) -> None:
    living = Customer.objects.filter(merged_into=None)
    one, other = one_of(living, step.a), one_of(living, step.b)
    if one is not None and other is not None:
        merge_customers(one, other, words="Same", by=story.cast.maya, now=story.now)


@doing
def are_two_after_all(story: Story, step: Step) -> None:
    if (found := one_of(CustomerMerge.objects.filter(undone=None), step.a)) is not None:
        unmerge_customers(found, words="Two", by=story.cast.maya, now=story.now)


@doing
def moves(story: Story, step: Step) -> None:
    """Sam or Noor leaves the store, or comes back."""
    n = step.a % 2
    person, store = (story.cast.sam, story.cast.noor)[n], story.store(n)
    mine = Membership.objects.active().at(store.pk).filter(user=person).first()
    if mine is not None:
        end_membership(mine, by=story.cast.grace, now=story.now)
    else:
        hire(person, Role.SALESPERSON, group=story.cast.group, store=store)


@doing
def breaks_down(story: Story, step: Step) -> None:
    """The product is down for some days; nobody is counted for them."""
    days = 1 + step.a % 3
    last = story.day + timedelta(days=days - 1)
    record_outage(story.cast.group.pk, story.day, last, reason="Down")
    story.day += timedelta(days=days)


@doing
def works_other_hours(story: Story, step: Step) -> None:
    """Another week, and somebody or nobody as cover."""
    store = story.store(step.a)
    member = one_of(Membership.objects.active().at(store.pk), step.b)
    if member is not None:
        others = [who for who in story.people_at(store) if who != member.user]
        cover = pick([None, *others], step.wait)
        change_person(member, {"weekly_hours": WEEKS[step.b % 3], "cover": cover})


@doing
def works_after_all(story: Story, step: Step) -> None:
    """An absence that has not begun yet is taken back."""
    if (found := one_of(Absence.objects.filter(starts_on__gt=story.day), step.a)) is not None:
        remove_absence(found)


@doing
def excuses_an_absence_entered_late(story: Story, step: Step) -> None:
    """The manager voids a miss of somebody who was away that day, as it turned out (edge 26)."""
    if (pk := pick(misses_of_late_absences(), step.a)) is not None:
        void_miss(Miss.objects.get(pk=pk), reason="absence", by=story.cast.maya, now=story.now)


@doing
def corrects_a_log(story: Story, step: Step) -> None:
    """A try that never was, said days later (edge 80)."""
    since = story.day - timedelta(days=10)
    tries_of_late = Attempt.objects.filter(undo=None, made_on__gte=since).select_related("store")
    if (found := one_of(tries_of_late, step.a)) is not None:
        correct_attempt(found, words="Not made", by=story.cast.maya, now=story.now)
