"""What runs by itself here: again, at the same moment, and past whatever fails."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction

from dealerfollow.tenancy.scope import enter_scope, scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import deliver, noon
from dealerfollow.testing.together import together
from followups.models import FollowUp, Notice, Plan
from followups.tasks import message_of, plan_all_due, send_all_due

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY + timedelta(days=1))
BROKEN_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def sold(transactional_db):
    """Ten deliveries at North, one at West of the other group; committed."""
    with transaction.atomic():
        cast = make_cast()
        for _ in range(10):
            deliver(cast.north, TUESDAY, salesperson=cast.sam)
        enter_scope(cast.other_group.pk)
        deliver(cast.west, TUESDAY)
    return cast


def made(group) -> int:
    with scope(group.pk):
        return FollowUp.objects.filter(touchpoint="satisfaction").count()


def owe_notice(cast, key="missed:1", **facts) -> None:
    with scope(cast.group.pk):
        Notice.objects.create(
            group=cast.group,
            store=cast.north,
            dedupe_key=key,
            kind=facts.pop("kind", "missed"),
            to=cast.maya,
            facts={"day": "2026-03-03", "missed": 2, "excused": 1, "to_ask": 0, **facts},
            send_after=NOW,
        )


def only_notice(cast) -> Notice:
    with scope(cast.group.pk):
        return Notice.objects.select_related("to", "store").get()


def test_planning_reaches_every_group_and_a_second_run_makes_nothing(sold):
    assert plan_all_due(now=NOW) == 11
    assert plan_all_due(now=NOW) == 0
    assert (made(sold.group), made(sold.other_group)) == (10, 1)


def test_four_planners_at_once_make_each_row_once(sold):
    assert sum(together(*[lambda: plan_all_due(now=NOW)] * 4)) == 11
    assert made(sold.group) == 10


def test_a_plan_without_an_answer_stops_no_other(sold):
    with scope(sold.group.pk):
        first = Plan.objects.filter(next_touchpoint="satisfaction").order_by("id").first()
        Plan.objects.filter(pk=first.pk).update(next_touchpoint="no_such_row")
    assert plan_all_due(now=NOW) == 10
    assert made(sold.group) == 9


def test_a_store_that_fails_stops_no_other(sold):
    with scope(sold.group.pk):
        type(sold.north).objects.filter(pk=sold.north.pk).update(weekly_hours={"0": "nonsense"})
    with pytest.raises(ValueError, match="day 0"):
        plan_all_due(now=NOW)
    assert (made(sold.group), made(sold.other_group)) == (0, 1)


def test_a_notice_leaves_once_however_often_the_outbox_is_drained(sold):
    owe_notice(sold)
    assert send_all_due(now=NOW - timedelta(hours=1)) == 0
    assert (send_all_due(now=NOW), send_all_due(now=NOW)) == (1, 0)
    assert [m.to for m in mail.outbox] == [["maya@copperline.example"]]


def test_four_drains_at_once_send_each_notice_once(sold):
    for n in range(8):
        owe_notice(sold, key=f"missed:{n}")
    assert sum(together(*[lambda: send_all_due(now=NOW)] * 4)) == 8
    assert len(mail.outbox) == 8


def test_the_morning_report_says_numbers_and_where_to_look(sold, settings):
    settings.PUBLIC_ADDRESS = "https://follow.example/"
    owe_notice(sold, names=[{"name": "Sam Rivera", "missed": 2}])
    message = message_of(only_notice(sold))
    assert message.subject == "2 missed calls at Copperline North, Tue, Mar 3"
    assert "Good morning Maya," in message.body
    assert "2 follow-ups were due at Copperline North on Tuesday, March 3" in message.body
    assert "  Sam Rivera: 2\n" in message.body
    assert "1 more was excused" in message.body
    link = "https://follow.example/accountability/misses/?store=north&day=2026-03-03"
    assert link in message.body.splitlines()


def test_a_mail_is_in_its_receivers_language(sold):
    sold.maya.language = "es"
    sold.maya.save()
    owe_notice(sold)
    assert "mar" in message_of(only_notice(sold)).subject.lower().split(", ")[-1]


def test_a_mail_that_cannot_leave_is_tried_five_times_and_parked(sold, settings):
    settings.EMAIL_BACKEND = BROKEN_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    owe_notice(sold)
    moment = NOW
    for tries in range(1, 6):
        assert send_all_due(now=moment) == 0
        assert only_notice(sold).tries == tries
        moment += timedelta(hours=2)
    parked = only_notice(sold)
    assert (parked.sent_at, parked.parked_at) == (None, moment - timedelta(hours=2))
    assert "Refused" in parked.problem
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_all_due(now=moment) == 0


def test_a_kind_that_nobody_can_write_is_parked_and_stops_no_other(sold):
    owe_notice(sold, key="a", kind="no_such_kind")
    owe_notice(sold, key="b")
    assert send_all_due(now=NOW) == 1
    with scope(sold.group.pk):
        assert Notice.objects.get(dedupe_key="a").problem.startswith("TemplateDoesNotExist")
