"""Who hears of a heat case by mail: its owner, and a manager of a severe one, until it is seen."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time

from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import fallback_owner_of
from followups.actions.effects import Recorder
from followups.models import HeatCase, Notice
from followups.queries.heat_day import heat_day
from followups.rules.heat import HEAT, TELL_AFTER

MORNING = time(7, 30)  # with the report of the day before


def tell_of_case(
    case: HeatCase, *, by: User | None, now: datetime, is_from_call: bool, recorder: Recorder
) -> None:
    """At once, or when a slip on the call would have been taken back: one mail for the day to the
    owner, and to a manager when it is severe. Whoever did it themself is not told."""
    day = case.store.day_of(now)
    send_after = now + TELL_AFTER if is_from_call else now
    known = {by.pk} if by else set()
    for notice in _tell(case, _told(case) - known, day, send_after, by):
        recorder.made(notice)


def remind_of_unseen(store: Store, *, now: datetime) -> int:
    """Every open day until somebody has seen it: one mail a case and person, in the morning of the
    next day being worked. Asked when the store's day is closed. Idempotent; returns how many."""
    unseen = HeatCase.objects.filter(store=store, state="open", acknowledged_at=None)
    if not unseen.exists():  # as on most days; the five tables together cost three times it
        return 0
    related = unseen.select_related("store", "customer", "owner", "opened_by")
    cases = related.order_by("pk")
    day = heat_day(store, now)
    on = day.calendar.next_open(day.today)
    send_after = datetime.combine(on, MORNING, store.zone).astimezone(UTC)
    return sum(len(_tell(case, _told(case), on, send_after, None)) for case in cases)


def forget_reminders(case: HeatCase, seen_by: User) -> None:
    """Who has seen it needs no further mail of it; what has left stays on record."""
    mails = Notice.objects.filter(kind=HEAT, facts__case=case.pk, to=seen_by)
    mails.filter(sent_at=None, parked_at=None).delete()  # as the index of what is to be sent


def _told(case: HeatCase) -> set[int]:
    told = {case.owner_id}
    if case.severity == HeatCase.Severity.SEVERE:
        told.add(fallback_owner_of(case.store).pk)
    return told


def _tell(
    case: HeatCase, user_ids: Collection[int], day: date, send_after: datetime, by: User | None
) -> list[Notice]:
    facts = {
        "case": case.pk,
        "customer": case.customer.name,
        "severity": case.severity,
        "cause": case.cause,
        "words": case.words,
        "by": by.name if by else "",
        "owner": case.owner.name,
        "day": case.next_update_on.isoformat() if case.next_update_on else None,
    }
    made = []
    for user_id in sorted(user_ids):
        notice, is_new = Notice.objects.get_or_create(
            group_id=case.group_id,
            dedupe_key=f"{HEAT}:{case.pk}:{day}:{user_id}",
            defaults={
                "store": case.store,
                "kind": HEAT,
                "to_id": user_id,
                "facts": facts,
                "send_after": send_after,
            },
        )
        if is_new:
            made.append(notice)
    return made
