"""Who is told what a closed day left: one notice per manager, in the outbox."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from accountability.queries.ended_day import EndedDay
from accountability.queries.owners import Owners
from accountability.rules.missed import Excused, Missed
from dealerfollow.lib.workdays import NeverOpenError, WorkCalendar
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.rules.rights import Role
from followups.models import FollowUp, Notice

REPORT_AT = time(7, 30)


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of one day, and who is told."""

    ended: EndedDay
    calendar: WorkCalendar
    owners: Owners
    missed: list[tuple[FollowUp, Missed]]
    excused: list[tuple[FollowUp, Excused]]


def tell_managers(judged: Judged, now: datetime) -> int:
    """One notice per manager, for 7:30 of the next open day (edge case 32): Monday's report says
    what Saturday left. Nothing to tell, no mail."""
    store, day = judged.ended.store, judged.ended.day
    to_ask = sum(excuse.needs_manager for _, excuse in judged.excused)
    if not judged.missed and not to_ask:
        return 0
    facts = {
        "day": day.isoformat(),
        "missed": len(judged.missed),
        "excused": len(judged.excused),
        "to_ask": to_ask,
        "names": _names(judged.missed),
    }
    notices = [
        Notice(
            group_id=store.group_id,
            store=store,
            dedupe_key=f"missed:{store.pk}:{day}:{user_id}",
            kind="missed",
            to_id=user_id,
            facts=facts,
            send_after=_report_at(judged, now),
        )
        for user_id in managers_to_tell(store, judged.owners.manager_ids)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _names(missed: list[tuple[FollowUp, Missed]]) -> list[dict[str, object]]:
    """[{name, missed}], most missed first."""
    counts = Counter(miss.counted_for for _, miss in missed)
    names = dict(User.objects.filter(pk__in=counts).values_list("pk", "name"))
    return [{"name": names[pk], "missed": n} for pk, n in counts.most_common()]


def managers_to_tell(store: Store, manager_ids: Sequence[int]) -> list[int]:
    """The store's own managers; a group admin only where the store has none."""
    roles = (Role.SALES_MANAGER, Role.GM)
    own = Membership.objects.active().at(store.pk).with_role(*roles)
    return sorted(set(own.values_list("user_id", flat=True))) or list(manager_ids)


def _report_at(judged: Judged, now: datetime) -> datetime:
    try:
        day = judged.calendar.open_day_after(judged.ended.day)
    except NeverOpenError:
        return now
    return datetime.combine(day, REPORT_AT, judged.ended.store.zone).astimezone(UTC)
