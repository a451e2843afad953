"""Why is this here? The chain of rules, on the card and by the command."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from customers.actions import link_household
from dealerfollow.stores.actions import add_absence
from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions.one_ring import keep_one_ring
from followups.models import FollowUp
from followups.queries.explain import explain, explained

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def sell(cast, delivered_on=THURSDAY - timedelta(days=2), **told):
    told = {"condition": "used", "salesperson": cast.sam, **told}
    return FollowUp.objects.get(delivery=deliver(cast.north, delivered_on, **told))


def chain(row, now=NOW):
    return [link.words for link in explain(explained(row.pk), now=now)]


def test_the_chain_from_the_delivery_to_today(cast):
    assert chain(sell(cast)) == [
        "The car was delivered: Tue, Mar 3, 2026.",
        "The default cadence asks for: post-sale call, 2 days after.",
        "That is Thu, Mar 5.",
        "So first due Thu, Mar 5.",
        "Sam Rivera’s: sold the car.",
        "By phone, as asked for.",
        "Due Thu, Mar 5.",
    ]


def test_edge_01_a_closed_sunday_is_named(cast):
    words = chain(sell(cast, date(2026, 3, 6)))
    assert words[2:5] == [
        "That is Sun, Mar 8.",
        "Moved on: the store is closed Mar 8.",
        "So first due Mon, Mar 9.",
    ]
    assert words[-1] == "Due Mon, Mar 9, not before."


def test_tries_and_moves_come_in_their_order_with_their_reasons(sam, cast):
    row = sell(cast)
    sam.log(row, outcome="no_answer")
    words = chain(row)
    assert words[4:6] == [
        "Thu, Mar 5, 12:00 PM: Sam Rivera tried. No answer.",
        "Thu, Mar 5: Moved from Thu, Mar 5 to Fri, Mar 6: nobody was reached, "
        "the next try by the store’s table. By Sam Rivera.",
    ]
    assert words[-1] == "Due Fri, Mar 6, not before."


def test_edge_71_who_waits_reads_why_and_until_when_it_is_on_time(cast):
    his = sell(cast, buyer=buyer(first_name="Bill"))
    hers = deliver(cast.south, THURSDAY - timedelta(days=3), salesperson=cast.noor)
    link_household(his.customer, hers.customer, "spouse", today=THURSDAY)
    keep_one_ring(now=NOW)
    assert (
        "Thu, Mar 5: Waits: from Thu, Mar 5 to Fri, Mar 6: "
        "somebody else of the household was called that day."
    ) in chain(his)
    assert chain(his, noon(THURSDAY + timedelta(days=1)))[-1] == (
        "Due since Fri, Mar 6, on time until Fri, Mar 6."
    )


def test_on_the_owners_day_off_it_says_who_makes_it(cast):
    row = sell(cast)
    add_absence(cast.north, cast.sam, starts_on=THURSDAY, ends_on=THURSDAY, by=cast.maya, now=NOW)
    assert "Sam Rivera’s: sold the car. Off today: Maya Torres makes it." in chain(row)


def test_the_card_asks_for_the_chain_only_when_it_is_opened(sam, cast):
    row = sell(cast)
    page = sam.open(row).content.decode()
    address = f"/calls/{row.pk}/why/"
    assert f'hx-get="{address}"' in page
    assert "The default cadence asks for" not in page
    whole = sam.client.get(address).content.decode()
    part = sam.client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    for text in (whole, part):
        assert "The default cadence asks for: post-sale call, 2 days after." in text


def test_the_command_says_it_in_words_and_as_json(cast, monkeypatch):
    row = sell(cast)
    stand_at(NOW, monkeypatch)
    out = StringIO()
    call_command("explain", follow_up=row.pk, stdout=out)
    assert out.getvalue().splitlines() == chain(row)
    out = StringIO()
    call_command("explain", follow_up=row.pk, json=True, stdout=out)
    told = json.loads(out.getvalue().splitlines()[-1])
    assert (told["follow_up"], told["due_on"], told["why"][0]) == (
        row.pk,
        "2026-03-05",
        {"code": "anchor", "on": "2026-03-03", "words": "The car was delivered: Tue, Mar 3, 2026."},
    )


def test_the_command_fails_for_an_id_that_nobody_has(cast):
    with pytest.raises(CommandError, match=r"There is no follow-up 999\."):
        call_command("explain", follow_up=999)
