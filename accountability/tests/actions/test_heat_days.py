"""The day ends for a heat case too: what was not made is counted, and the unseen is told."""

from datetime import timedelta

import pytest

from accountability.invariants import INVARIANTS
from accountability.queries import stores_to_close
from accountability.tasks import close_store
from accountability.tests.sweeping import FRIDAY, MONDAY, SATURDAY, THURSDAY, at, close, misses
from dealerfollow.tenancy.scope import enter_scope
from dealerfollow.testing.sales import deliver, noon
from followups.actions.heat import acknowledge, open_heat
from followups.actions.heat_talk import customer_heard
from followups.models import FollowUp, Notice
from followups.queries.heat_story import stand_of, story_of_case

WEDNESDAY = THURSDAY - timedelta(days=1)


@pytest.fixture
def case(cast):
    """Severe on Wednesday: Maya owes a word the same day."""
    sold = deliver(cast.north, WEDNESDAY, salesperson=cast.sam)
    told = {"severity": "severe", "cause": "vehicle", "words": "Paint", "delivery": sold}
    return open_heat(cast.north, sold.customer, **told, by=cast.sam, now=noon(WEDNESDAY))


def broken(now):
    """Which promises of the database a heat case breaks."""
    found = {name: str(check(now)) for name, check in INVARIANTS.items()}
    return {name for name, rows in found.items() if "heat" in rows}


def test_a_word_that_nobody_gave_by_its_day_is_a_miss_of_the_owner_and_stays_owed(cast, case):
    close(cast.north, WEDNESDAY)
    assert misses() == [("Maya Torres", "owner", WEDNESDAY)]
    row = FollowUp.objects.get(kind="heat")
    assert (row.state, row.missed_on) == ("open", WEDNESDAY)
    assert broken(at(THURSDAY, 9)) == set()
    said = {"how": "spoke", "reason": "Paint", "words": "Slot", "by": cast.maya}
    key = "00000000-0000-4000-8000-00000000000b"
    customer_heard(case, **said, **stand_of(case), key=key, now=noon(THURSDAY))
    story = story_of_case(case, now=noon(THURSDAY))
    assert (story.kept, story.owed) == (0, 1)
    assert [event.title for event in story.past] == ["Spoke", "Not made by its day", "Opened"]


def test_the_morning_after_each_day_asks_whoever_has_not_seen_it(cast, case):
    day_ends = at(WEDNESDAY, 21, 15)
    for _ in range(2):
        close_store(cast.group.pk, cast.north.pk, day_ends)
    mails = Notice.objects.filter(kind="heat").order_by("send_after")
    assert [mail.send_after for mail in mails] == [noon(WEDNESDAY), at(THURSDAY, 7, 30)]
    acknowledge(case, by=cast.maya, now=noon(THURSDAY))
    close_store(cast.group.pk, cast.north.pk, at(THURSDAY, 21, 15))
    assert Notice.objects.filter(kind="heat", send_after__gte=at(FRIDAY, 0)).count() == 0


def test_a_reminder_that_failed_is_made_by_the_next_run(cast, case, monkeypatch):
    def fails(*told, **more):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="disk"):
        patched.setattr("accountability.tasks.remind_of_unseen", fails)
        close_store(cast.group.pk, cast.north.pk, at(WEDNESDAY, 21, 15))
    next_run = at(WEDNESDAY, 21, 30)
    for group_id, store_id in stores_to_close(next_run):
        close_store(group_id, store_id, next_run)
    enter_scope(cast.group.pk)
    mails = Notice.objects.filter(kind="heat").order_by("send_after")
    assert [mail.send_after for mail in mails] == [noon(WEDNESDAY), at(THURSDAY, 7, 30)]


def test_no_mail_is_owed_for_a_day_on_which_the_store_is_closed(cast, case):
    close_store(cast.group.pk, cast.north.pk, at(SATURDAY, 21, 15))
    assert Notice.objects.filter(kind="heat").latest("send_after").send_after == at(MONDAY, 7, 30)
