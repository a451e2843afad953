"""They heard: the talk about a heat case, logged from the page of the case.

It is a contact like any other: the customer's permission, the tries, the household and undo all
hold for it. So it is logged as one, on the follow-up that the case owes.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from customers.actions import lock_people
from dealerfollow.stores.models import User
from followups.actions.effects import Recorder
from followups.actions.heat.owed import CONFIRM, HEAR, HeatRefused, open_rows, owe_word
from followups.actions.log_attempt import AlreadyLogged, LogDetails, log_attempt
from followups.models import Attempt, HeatCase
from followups.queries.heat_day import heat_day


@transaction.atomic
def customer_heard(
    case: HeatCase,
    *,
    how: str,
    reason: str,
    words: str,
    by: User,
    now: datetime,
    key: UUID,
    shown: int | None,
    seen: int,
    next_update_on: date | None = None,
    is_settled: bool = False,
) -> Attempt:
    """Logs that the customer heard how it stands; they hear again on `next_update_on`, else by the
    rule. With `is_settled` they confirmed a resolved case: it is over.

    `shown` is the follow-up that stood open on the page, None for none, and `seen` the newest
    contact then. The same key is the same talk. Raises HeatRefused for a case that is over,
    LogRefused with the problem of each field, AlreadyLogged when somebody was faster.
    """
    lock_people([case.customer_id])
    case = HeatCase.objects.select_related("store", "customer", "owner").get(pk=case.pk)
    known = Attempt.objects.filter(group_id=case.group_id, key=key).first()
    if known is not None:
        return known
    if case.state == HeatCase.State.CONFIRMED:
        raise HeatRefused("is_over")
    rows = open_rows(case)
    if not rows and shown is None:  # they were asked before, and said neither yes nor no
        day = heat_day(case.store, now)
        touchpoint = HEAR if case.state == HeatCase.State.OPEN else CONFIRM
        rows = [owe_word(case, day.today, day, touchpoint=touchpoint, now=now, recorder=Recorder())]
    elif [row.pk for row in rows] != [shown]:
        raise AlreadyLogged(None, still_open=())
    ids = tuple(row.pk for row in rows)
    log = LogDetails(
        key=key,
        shown=ids,
        ticked=ids,
        seen=seen,
        outcome=how,
        reason=reason,
        note=words,
        heat_next_on=next_update_on,
        heat_settled=is_settled,
    )
    return log_attempt(rows[0], log, by=by, now=now)
