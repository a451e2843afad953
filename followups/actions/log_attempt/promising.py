"""What a log says about promises: dates told, things handed over, something new asked for."""

from datetime import date

from deliveries.actions import owe, promise_again, settle_we_owe, tell_date
from deliveries.models import WeOwe
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.promises import promise_call, promise_call_again


def tell_promises(around: Circumstances) -> None:
    """Which dates the customer was told, and what they have got."""
    for pk, told_on in around.log.told:
        if pk in around.owes:
            _tell_one(around, pk, told_on)
    for pk in around.log.settled:
        if pk in around.owes:
            settle_we_owe(around.owes[pk], by=around.by, now=around.now, is_logged=True)


def _tell_one(around: Circumstances, pk: int, told_on: date) -> None:
    we_owe = around.owes[pk]
    if we_owe.told_on != told_on:
        tell_date(we_owe, told_on, by=around.by, now=around.now)


def _date_again(we_owe: WeOwe, on: date, around: Circumstances) -> None:
    """What they asked for before is for another day now: the promise and its call go there."""
    promise_again(we_owe, on, by=around.by, now=around.now)
    row = promise_call_again(
        we_owe,
        around.customer,
        calendar=around.calendar,
        today=around.today,
        by=around.by,
        now=around.now,
    )
    if row is not None:
        around.recorder.made_unless_watched(row)


def make_promise(around: Circumstances) -> None:
    """What they asked for is a we-owe with its own call back: decision 4 of the promise ledger."""
    asked = around.log.promise
    if asked is None:
        return
    row = around.rows[0] if around.rows else None
    we_owe = owe(
        around.store,
        around.customer,
        asked.item,
        department=asked.department,
        promised_on=asked.by,
        told_on=asked.by,
        by=around.by,
        today=around.today,
        delivery=row.delivery if row else None,
        is_asked=True,
    )
    if we_owe.pk in around.owes:
        _date_again(around.owes[we_owe.pk], asked.by, around)
        return  # the same item is owed once
    made = promise_call(
        we_owe,
        condition=row.condition if row else "",
        owner=row.owner if row else around.by,
        calendar=around.calendar,
        today=around.today,
        now=around.now,
    )
    for each in reversed([we_owe, *(made or ())]):
        around.recorder.made(each)
