"""Who is told what a closed day left: one notice per manager, in the outbox."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from accountability.queries.ended_day import EndedDay
from accountability.queries.owners import Owners
from accountability.rules.missed import Excused, Missed
from accountability.rules.reporting import report_at, with_day
from dealerfollow.lib.workdays import NeverOpenError, WorkCalendar
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.rules.rights import Role
from followups.models import FollowUp, Notice

REPORT = """
INSERT INTO followups_notice
       (group_id, store_id, kind, facts, send_after, tries, problem, dedupe_key, to_id)
SELECT %s, %s, 'missed', %s::jsonb, %s, 0, '', v.key, v.to_id
  FROM unnest(%s::text[], %s::bigint[]) AS v(key, to_id)
    ON CONFLICT (group_id, dedupe_key) DO NOTHING RETURNING dedupe_key
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of one day, and who is told. `spared`: the day was nobody's, for these."""

    ended: EndedDay
    calendar: WorkCalendar
    owners: Owners
    missed: list[tuple[FollowUp, Missed]]
    excused: list[tuple[FollowUp, Excused]]
    spared: list[FollowUp] = field(default_factory=list)


def tell_managers(judged: Judged, now: datetime) -> int:
    """One report per manager, for 7:30 of the next open weekday; days that are closed before it is
    sent are in it too (edge case 32). Returns how many are told. Nothing to tell, no mail."""
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
    send_after = _report_at(judged, now)
    report_on = send_after.astimezone(store.zone).date()
    keys = {
        f"missed:{store.pk}:{report_on}:{user_id}": user_id
        for user_id in managers_to_tell(store, judged.owners.manager_ids)
    }
    _report(keys, store, facts, send_after)
    return len(keys)


def _report(
    keys: dict[str, int], store: Store, facts: dict[str, Any], send_after: datetime
) -> None:
    """Makes the reports (key -> to whom), or adds the day to those that are not sent yet; one that
    has left needs another."""
    told = json.dumps(with_day(None, facts))
    asked: list[Any] = [store.group_id, store.pk, told, send_after, list(keys), list(keys.values())]
    with connection.cursor() as cursor:
        cursor.execute(REPORT, asked)
        made = {key for (key,) in cursor.fetchall()}
    if len(made) == len(keys):
        return
    known = Notice.objects.filter(group_id=store.group_id, dedupe_key__in=set(keys) - made)
    for report in known.select_for_update(of=("self",)).order_by("pk"):
        if report.sent_at is not None:
            again = f"{report.dedupe_key}:{facts['day']}"
            _report({again: report.to_id}, store, facts, send_after)
            continue
        report.facts = with_day(report.facts, facts)
        report.save(update_fields=["facts"])


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
    local = now.astimezone(judged.ended.store.zone)
    try:
        return report_at(judged.ended.day, local, judged.calendar).astimezone(UTC)
    except NeverOpenError:
        return now
