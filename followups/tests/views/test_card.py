"""The card: may we call, whom, why, and what is owed."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from customers.actions import note_fact, record_stop
from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
HONOLULU = {"state": "HI", "postal_code": "96801", "phones": (("+18085550142", "mobile"),)}


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def sell(cast, **told):
    told = {"condition": "new", **told}
    who = buyer(**{"first_name": "Priya", "last_name": "Raman", **told.pop("buyer", {})})
    delivery = deliver(
        cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=who, **told
    )
    return FollowUp.objects.get(delivery=delivery)


def card(caller, row):
    return caller.open(row).context["card"]


def test_the_call_button_has_the_number_in_e164_and_shows_it_the_national_way(sam, cast):
    row = sell(cast, buyer={"phones": (("+12125550142", "mobile"), ("+12125550199", "home"))})
    found = card(sam, row)
    assert (found.reach.call.href, found.reach.call.words, found.reach.call.label) == (
        "tel:+12125550142",
        "(212) 555-0142",
        "Call Priya",
    )
    assert [(o.href, o.label) for o in found.reach.other_numbers] == [
        ("tel:+12125550199", "Priya …0199")
    ]
    assert found.reach.there == "12:00 PM there"
    assert found.delivered == "Delivered Tue, Mar 3, 2 days ago by Sam Rivera"


def test_outside_their_hours_call_says_when_it_opens(sam, cast, monkeypatch):
    row = sell(cast, buyer=HONOLULU)
    stand_at(datetime(2026, 3, 5, 17, 24, tzinfo=UTC), monkeypatch)  # 7:24 there, 12:24 here
    call = card(sam, row).reach.call
    assert (call.href, call.closed, call.closed_sub) == (
        "",
        "Opens 8:00 AM their time",
        "1:00 PM here, in 37 min",
    )
    page = sam.open(row).content.decode()
    assert "tel:" not in page
    assert "sms:" not in page


def test_do_not_contact_takes_the_button_away_and_says_why(sam, cast):
    row = sell(cast)
    record_stop(
        row.customer,
        scope="everything",
        channel="phone",
        words="No more calls, e-mail is fine",
        by=cast.bea,
        now=NOW,
    )
    row.refresh_from_db()
    page = sam.open(row)
    found = page.context["card"]
    assert found.reach.call is None
    assert found.reach.blocked.title == "No calls or texts"
    assert found.reach.blocked.words == (
        "Priya asked us on Mar 5, with Bea Walsh: “No more calls, e-mail is fine”. "
        "It holds for every store of the group."
    )
    assert "tel:" not in page.content.decode()


@pytest.mark.parametrize(
    ("scope", "title"),
    [("", "Why you’re calling"), ("everything", "Why you’re writing")],
)
def test_where_only_an_email_may_be_written_the_brief_is_for_writing(sam, cast, scope, title):
    row = sell(cast, buyer={"emails": ("priya@example.com",)})
    if scope:
        told = {"channel": "phone", "words": "Write to me", "by": cast.bea, "now": NOW}
        record_stop(row.customer, scope=scope, **told)
    found = card(sam, row)
    assert (found.brief.title, bool(found.reach.mail_href)) == (title, True)


def test_what_was_noted_in_the_evening_is_of_the_stores_day(sam, cast):
    row = sell(cast)
    evening = datetime(2026, 3, 5, 3, 30, tzinfo=UTC)  # Wednesday, half past ten in New York
    note_fact(row.customer, "Hikes on Sundays", by=cast.sam, now=evening)
    assert [(f.text, f.source) for f in card(sam, row).brief.facts] == [
        ("Hikes on Sundays", "Noted yesterday")
    ]


def test_the_co_buyer_is_a_full_contact(sam, cast):
    joanne = buyer(first_name="Joanne", last_name="Raman", phones=(("+12125550178", "mobile"),))
    row = sell(cast, co_buyer=joanne)
    found = card(sam, row)
    assert found.name == "Priya & Joanne Raman"
    assert [o.label for o in found.reach.other_numbers] == ["Joanne …0178"]


def test_edge_18_three_tries_in_24_hours_close_the_call_in_florida(sam, cast):
    florida = {"state": "FL", "postal_code": "33101", "phones": (("+13055550142", "mobile"),)}
    row = sell(cast, buyer=florida)
    for _ in range(3):
        sam.log(row, outcome="no_answer")
    call = card(sam, row).reach.call
    assert (call.href, call.closed) == (
        "",
        "3 tries in 24 hours: opens Fri, Mar 6, 12:00 PM",
    )


def test_no_number_on_file_says_where_to_look(sam, cast):
    row = sell(cast, buyer={"phones": ()})
    FollowUp.objects.update(state="open", closed_at=None)
    found = card(sam, row)
    assert found.reach.call is None
    assert found.reach.hint == "No number on file. Look into the deal jacket, or write."


def test_why_it_is_on_the_list_names_the_plan(sam, cast):
    row = sell(cast)
    assert card(sam, row).why == ("Post-sale call, due Thu, Mar 5. 2 days after the delivery.",)


def test_tries_and_voicemails_are_counted_apart(sam, cast):
    row = sell(cast)
    sam.log(row, outcome="no_answer")
    sam.log(row, outcome="voicemail", note="Asked to ring back")
    found = card(sam, row)
    assert found.delivered.endswith("· 2 tries, 1 voicemail")
    assert (found.last_said.words, found.last_said.source) == (
        "Asked to ring back",
        "Sam Rivera, left voicemail, today",
    )


def test_line_51_a_talk_before_the_last_twenty_contacts_is_counted(sam, cast):
    row = sell(cast)
    place = {"group_id": cast.group.pk, "store": cast.north, "customer": row.customer}
    told = {**place, "by": cast.sam, "channel": "phone", "direction": "out", "proof": "claimed"}
    for n in range(21):
        Attempt.objects.create(
            **told,
            key=uuid4(),
            at=NOW - timedelta(days=30 - n),
            made_on=THURSDAY - timedelta(days=30 - n),
            outcome="no_answer" if n else "spoke",
            is_talk=not n,
            is_try=True,
        )
    assert card(sam, row).delivered.endswith("· 20 tries, 1 talk")


def test_what_a_no_answer_leads_to_is_on_the_card(sam, cast):
    row = sell(cast)
    assert [(t.outcome, t.title) for t in card(sam, row).next_tries] == [
        ("no_answer", "Next try tomorrow"),
        ("voicemail", "Next try tomorrow"),
    ]


def test_a_card_without_script_is_a_whole_page_and_a_fragment_for_htmx(sam, cast):
    row = sell(cast)
    whole = sam.open(row).content.decode()
    part = sam.client.get(f"/calls/{row.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert part.count('id="today"') == 1


@pytest.mark.parametrize(
    ("where", "says"),
    [
        pytest.param({"state": "HI", "postal_code": "96801"}, "far apart", id="edge-14-two-places"),
        pytest.param(
            {"state": "", "postal_code": "", "phones": (("+18005550142", "mobile"),)},
            "all fifty states",
            id="edge-15-nowhere",
        ),
        pytest.param(
            {
                "state": "AZ",
                "postal_code": "86515",
                "phones": (("+19285550142", "mobile"),),
            },
            "Two time zones",
            id="edge-16-navajo-nation",
        ),
    ],
)
def test_a_card_says_why_the_hours_are_narrower(sam, cast, monkeypatch, where, says):
    row = sell(cast, buyer=where)
    stand_at(datetime(2026, 3, 5, 14, 5, tzinfo=UTC), monkeypatch)  # 9:05 in New York
    reach = card(sam, row).reach
    assert reach.call.closed and says in reach.hint
    assert says in sam.open(row).content.decode()


@pytest.mark.parametrize(
    ("channel", "leads", "first", "after"),
    [
        ("phone", "phone", "Call Priya", "Text"),
        ("text", "text", "Text Priya", "Call"),
        ("email", "email", "Write the e-mail", "Call"),
    ],
)
def test_the_way_that_a_contact_is_due_by_leads_the_card(sam, cast, channel, leads, first, after):
    row = sell(cast, buyer={"emails": ("priya@example.com",)})
    FollowUp.objects.filter(pk=row.pk).update(channel=channel)
    row.refresh_from_db()
    assert card(sam, row).reach.leads == leads
    page = sam.open(row).content.decode()
    primary = re.search(r'class="btn btn-primary" href="(.*?)</a>', page, re.S)[1]
    assert first in primary
    others = re.findall(r'class="btn sq.*?</a>', page, re.S)
    assert any(after in other for other in others)


def test_a_letter_has_the_address_to_copy_and_an_email_is_offered_beside_it(sam, cast):
    home = {"address": "12 Elm St", "city": "New York", "state": "NY", "postal_code": "10001"}
    row = sell(cast, buyer={**home, "emails": ("priya@example.com",)})
    FollowUp.objects.filter(pk=row.pk).update(channel="letter")
    row.refresh_from_db()
    page = sam.open(row).content.decode()
    assert 'data-copy="12 Elm St, New York, NY 10001"' in page
    assert "mailto:priya@example.com" in page
    assert card(sam, row).reach.leads == "letter"


def test_where_no_call_is_allowed_and_no_email_is_on_file_the_letter_leads(sam, cast):
    home = {"address": "12 Elm St", "city": "New York", "state": "NY", "postal_code": "10001"}
    row = sell(cast, buyer={**home, "emails": ()})
    told = {"channel": "phone", "words": "Write to me", "by": cast.bea, "now": NOW}
    record_stop(row.customer, scope="everything", **told)
    found = card(sam, row)
    assert (found.reach.leads, found.brief.title) == ("letter", "Why you’re writing")
    assert "12 Elm St" in found.reach.letter_to
