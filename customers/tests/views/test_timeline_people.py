"""The timeline of a customer: stops and consent, merges and partings, who sent whom."""

from datetime import timedelta

from customers.actions import (
    correct_stop,
    link_household,
    merge_customers,
    note_fact,
    record_consent,
    record_stop,
    unmerge_customers,
)
from customers.models import Prospect
from customers.tests.stories import HOUR, NOW, TUESDAY, shown, titles
from dealerfollow.testing.sales import buyer, deliver


def test_stops_their_correction_and_consent_keep_the_words_used(cast, ana, sam):
    stop = record_stop(
        ana, scope="sales", channel="all", words="No more offers", by=cast.sam, now=NOW
    )[0]
    correct_stop(stop, words="Another Ana", by=cast.maya, now=NOW + HOUR)
    record_consent(ana, channel="text", state="given", source="At delivery", now=NOW + 2 * HOUR)
    assert shown(sam, ana, kind="permission") == [
        ("Agreed to be contacted", "At delivery", "Text", ""),
        ("Taken back: no sales contact", "Maya Torres. “Another Ana”", "Every channel", ""),
        (
            "No sales contact",
            "Sam Rivera. “No more offers”",
            "Every channel",
            "Recorded by mistake",
        ),
    ]
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Taken back Mar 3, Maya Torres: “Another Ana”" in body


def test_merges_partings_links_and_facts_are_told(cast, ana, sam):
    again = deliver(cast.north, TUESDAY - timedelta(days=90), salesperson=cast.sam).customer
    merge = merge_customers(ana, again, words="Same license", by=cast.maya, now=NOW + HOUR)
    unmerge_customers(merge, words="Cousins", by=cast.maya, now=NOW + 2 * HOUR)
    note_fact(ana, "Climbs", by=cast.sam, now=NOW + 3 * HOUR, topic="activities")
    link_household(ana, again, "friend", today=TUESDAY)
    assert shown(sam, ana, kind="people") == [
        ("Noted about them", "Climbs. Sam Rivera.", "Activities", ""),
        (f"Two people after all: {again.name}", "Maya Torres. “Cousins”", "", ""),
        (f"Found to be one person with {again.name}", "Maya Torres. “Same license”", "", ""),
        (f"{again.name} belongs to them", "", "Friend", ""),
    ]


def test_two_people_after_all_are_named_to_who_may_see_them_only(cast, ana, sam):
    told = buyer(first_name="Zelda")
    far = deliver(cast.south, TUESDAY - timedelta(days=90), buyer=told).customer
    merge = merge_customers(ana, far, words="Same license", by=cast.maya, now=NOW + HOUR)
    assert titles(sam, ana, kind="people") == [f"Found to be one person with {far.name}"]
    unmerge_customers(merge, words="Cousins", by=cast.maya, now=NOW + 2 * HOUR)
    assert titles(sam, ana, kind="people") == [
        "Two people after all: another entry",
        "Found to be one person with another entry",
    ]


def test_line_29_a_referral_shows_on_the_link_and_on_both_pages(cast, ana, sam):
    drew = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Drew")).customer
    link_household(ana, drew, "friend", today=TUESDAY)
    Prospect.objects.create(
        group=cast.group,
        store=cast.north,
        customer=drew,
        source="referral",
        referred_by=ana,
        owner=cast.sam,
        opened_at=NOW,
        opened_by=cast.sam,
    )
    page = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Their referral, Mar 3, with Sam Rivera" in page
    page = sam.get(f"/customers/{drew.pk}/").content.decode()
    assert "Sent them to us, Mar 3" in page
    assert "Referred by Ana Reyes." in page
