"""A customer asks to stop in the very moment in which their follow-ups are planned."""

from datetime import date, timedelta
from threading import Event

from customers.actions import record_stop
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.sales import noon
from dealerfollow.testing.together import together
from followups.actions import plan_follow_ups
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)
TODAY = TUESDAY + timedelta(days=1)
NOW = noon(TODAY)


def stop(customer) -> None:
    told = {"scope": "everything", "channel": "all", "words": "Stop calling", "by": None}
    record_stop(customer, **told, now=NOW)


def states(cast) -> set[tuple[str, str]]:
    with scope(cast.group.pk):
        return set(FollowUp.objects.values_list("touchpoint", "state"))


STOPPED = {("post_sale", "stopped"), ("satisfaction", "stopped")}


def test_a_stop_that_comes_while_the_rows_are_being_made_ends_them(sold):
    cast, delivery = sold
    made = Event()

    def plan() -> None:
        with scope(cast.group.pk):
            assert plan_follow_ups(cast.north, today=TODAY, now=NOW) == 1
            made.set()
            Event().wait(0.5)  # not committed yet

    def ask() -> None:
        made.wait(10)
        with scope(cast.group.pk):
            stop(delivery.customer)

    together(plan, ask)
    assert states(cast) == STOPPED


def test_a_stop_that_is_being_recorded_holds_planning_back(sold):
    cast, delivery = sold
    asked = Event()

    def ask() -> None:
        with scope(cast.group.pk):
            stop(delivery.customer)
            asked.set()
            Event().wait(0.5)  # not committed yet

    def plan() -> int:
        asked.wait(10)
        with scope(cast.group.pk):
            return plan_follow_ups(cast.north, today=TODAY, now=NOW)

    assert together(ask, plan) == [None, 0]
    with scope(cast.group.pk):
        assert plan_follow_ups(cast.north, today=TODAY, now=NOW) == 1
    assert states(cast) == STOPPED
