"""An heir has one full working day, on which the call is allowed (edge cases 73 and 17)."""

from datetime import date, datetime

from django.db.models import Q

from dealerfollow.lib.workdays import NeverOpenError
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import calendar_of
from followups.models.follow_up import FollowUpQuerySet
from followups.queries.people import Staff, staff_of
from followups.rules.business_day import counted_on
from followups.rules.days_off import works_after
from followups.rules.lawful_days import RINGING, barring_on, days_for


def give_a_day(rows: FollowUpQuerySet, store: Store, heir: User, *, now: datetime) -> None:
    """Who takes these follow-ups over has one full working day (decision 3, edge case 73): what was
    due before it is on time until then. Where one rings somebody whose state allows no call that
    day, until the next working day on which it does (17).

    The first due day stays, and so does a miss. `rows` are on the channel on which they are made.
    """
    local = now.astimezone(store.zone)
    inherited_on = counted_on(local, store.day_ends_at)
    calendar = calendar_of(store, today=local.date())
    try:
        staff = staff_of(store, today=local.date(), calendar=calendar)
        until = staff.works_after(heir.pk, inherited_on)
    except NeverOpenError:
        return  # a store that never opens closes no day as missed either
    barring = barring_on(calendar, until)
    if not barring:
        _on_time_until(rows, until)
        return
    ringing = Q(channel__in=RINGING, customer__state__in=barring)
    _on_time_until(rows.exclude(ringing), until)
    for state in barring:
        theirs = rows.filter(channel__in=RINGING, customer__state=state)
        _on_time_until(theirs, _lawful(staff, heir.pk, inherited_on, until, state))


def _lawful(staff: Staff, heir_id: int, inherited_on: date, until: date, state: str) -> date:
    """Their first working day after `inherited_on` that this state leaves for calls; `until` where
    it leaves none that the store is open: then nobody is missed."""
    days = days_for(staff.calendar, state, "phone", inherited_on, until)
    try:
        return works_after(staff.workers.get(heir_id), inherited_on, days)
    except NeverOpenError:
        return until


def _on_time_until(rows: FollowUpQuerySet, until: date) -> None:
    """As followups.rules.clock.clock_after says for each, in one statement."""
    earlier = Q(clock_on=None) | Q(clock_on__lt=until)
    rows.filter(earlier, first_due_on__lt=until).update(clock_on=until)
