"""Two people at one promise: what is settled is not open again."""

from datetime import date

from dealerfollow.testing.sales import days, deliver, noon
from deliveries.actions import owe, settle_we_owe
from deliveries.models import WeOwe
from deliveries.tests.desks import say_word

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


def test_a_word_about_an_item_that_was_settled_meanwhile_changes_nothing(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    told = {"department": "parts", "promised_on": None, "by": cast.sam, "today": TUESDAY}
    shown = owe(cast.north, delivery.customer, "Second key", **told, delivery=delivery)
    settle_we_owe(WeOwe.objects.get(pk=shown.pk), by=cast.maya, now=NOW)
    later = TUESDAY + days(3)
    say_word(shown, word="Ordered", promised_on=later, is_ready=False, by=cast.sam, now=NOW)
    row = WeOwe.objects.get(pk=shown.pk)
    assert (row.status, row.settled_at, row.word, row.promised_on) == ("done", NOW, "", None)
