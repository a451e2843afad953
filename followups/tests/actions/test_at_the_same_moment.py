"""Two changes of one follow-up at the same moment: neither takes the other back."""

from datetime import date, timedelta
from threading import Event
from uuid import uuid4

from accountability.invariants import verify
from dealerfollow.stores.actions import close_store_on, end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.sales import deliver, noon
from dealerfollow.testing.together import together
from deliveries.actions import correct_delivered_on
from followups.actions import LogDetails, log_attempt
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)
THURSDAY = TUESDAY + timedelta(days=2)
NOW = noon(THURSDAY)


def one_then_other(cast, first, second) -> None:
    """`second` begins when `first` has written and not committed."""
    written = Event()

    def begin() -> None:
        with scope(cast.group.pk):
            first()
            written.set()
            Event().wait(0.7)

    def follow() -> None:
        written.wait(10)
        with scope(cast.group.pk):
            second()

    together(begin, follow)


def no_answer(cast) -> None:
    row = FollowUp.objects.select_related("store").get()
    log = LogDetails(
        key=uuid4(), shown=(row.pk,), ticked=(row.pk,), seen=0, outcome="no_answer", reason="Plates"
    )
    log_attempt(row, log, by=cast.sam, now=NOW)


def seen(cast):
    with scope(cast.group.pk):
        found = verify(now=NOW)  # I2 is not asked: nothing is planned here
        assert {n: found[n] for n in ("I1", "I3", "I9") if found[n]} == {}
        return FollowUp.objects.values_list("first_due_on", "due_on", "tries").get()


def test_a_try_that_is_being_logged_stays_when_the_delivery_date_is_corrected(sold):
    cast, delivery = sold

    def correct() -> None:
        day = TUESDAY + timedelta(days=1)
        correct_delivered_on(cast.north, delivery, day, by=None, now=NOW)

    one_then_other(cast, lambda: no_answer(cast), correct)
    assert seen(cast) == (THURSDAY, THURSDAY + timedelta(days=1), 1)


def test_a_try_that_is_being_logged_stays_when_the_day_is_declared_closed(sold):
    cast, _ = sold

    def close() -> None:
        close_store_on(cast.north, THURSDAY, reason="Snow", by=None, now=NOW)

    one_then_other(cast, lambda: no_answer(cast), close)
    assert seen(cast) == (THURSDAY, THURSDAY + timedelta(days=1), 1)


def test_a_sale_recorded_while_its_salesperson_leaves_is_somebodys(sold):
    cast, _ = sold

    def leave() -> None:
        member = Membership.objects.get(user=cast.sam, store=cast.north)
        end_membership(member, by=None, now=NOW)

    one_then_other(cast, lambda: deliver(cast.north, THURSDAY, salesperson=cast.sam), leave)
    with scope(cast.group.pk):
        assert set(FollowUp.objects.values_list("owner_id", flat=True)) == {cast.maya.pk}
