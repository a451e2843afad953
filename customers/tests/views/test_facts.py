"""What is noted about a person: sorted, dated, put right, no longer true, and a child's."""

from datetime import UTC, datetime

import pytest

from customers.actions import correct_fact, end_fact, link_household, note_fact
from customers.models import PersonalFact
from customers.queries.family import item_of
from customers.tests.stories import HOUR, NOW, TUESDAY, shown
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, days, deliver
from followups.models import FollowUp


def test_line_26_a_fact_is_sorted_dated_and_shown_on_the_next_card(cast, ana, sam):
    told = {"text": "Volunteers at the food bank", "sort": "volunteering"}
    sam.post(f"/customers/{ana.pk}/facts/", told)
    fact = PersonalFact.objects.get(customer=ana)
    assert (fact.topic, fact.about, fact.noted_by) == ("volunteering", "", cast.sam)
    assert "Volunteering · Mar 3, Sam Rivera" in sam.get(f"/customers/{ana.pk}/").content.decode()
    card = FollowUp.objects.get(customer=ana, kind="post_sale")
    assert "Volunteers at the food bank" in sam.get(f"/calls/{card.pk}/").content.decode()


def test_line_26_a_childs_name_is_kept_as_such(cast, ana, sam):
    sam.post(f"/customers/{ana.pk}/facts/", {"text": "Eli, 6, rides in row three", "sort": "child"})
    fact = PersonalFact.objects.get(customer=ana)
    assert (fact.topic, fact.about) == ("family", "child")


def test_an_unknown_sort_is_refused_next_to_its_field(cast, ana, sam):
    answer = sam.post(f"/customers/{ana.pk}/facts/", {"text": "Climbs", "sort": "zzz"})
    assert answer.status_code == 422
    assert answer.context["fact_form"].errors["sort"]
    assert not PersonalFact.objects.exists()


def test_a_fact_put_right_keeps_the_old_words_with_who_and_when(cast, ana, sam):
    fact = note_fact(ana, "Climbs", by=cast.maya, now=NOW)
    told = {"text": "Climbs in Flagstaff", "sort": "activities"}
    assert sam.post(f"/customers/{ana.pk}/facts/{fact.pk}/", told).status_code == 302
    lines = shown(sam, ana, kind="people")
    assert [line[1] for line in lines] == [
        "Climbs in Flagstaff. Sam Rivera.",
        "Climbs. Maya Torres.",
    ]
    assert lines[1][3] == "Corrected, Sam Rivera, Mar 3"
    card = FollowUp.objects.get(customer=ana, kind="post_sale")
    body = sam.get(f"/calls/{card.pk}/").content.decode()
    assert "Climbs in Flagstaff" in body
    assert ">Climbs<" not in body


def test_what_is_no_longer_true_is_mentioned_nowhere_and_stays_in_the_timeline(cast, ana, sam):
    fact = note_fact(ana, "Climbs", by=cast.maya, now=NOW)
    address = f"/customers/{ana.pk}/facts/{fact.pk}/over/"
    assert sam.post(address).status_code == 302
    assert sam.post(address).status_code == 404  # over already
    response = sam.get(f"/customers/{ana.pk}/")
    assert response.context["story"].facts == ()
    line = shown(sam, ana, kind="people")[0]
    assert line[3].startswith("No longer true, Sam Rivera")
    card = FollowUp.objects.get(customer=ana, kind="post_sale")
    assert "Climbs" not in sam.get(f"/calls/{card.pk}/").content.decode()


def test_saying_the_same_again_changes_nothing_and_an_ended_fact_may_be_noted_anew(cast, ana):
    fact = note_fact(ana, "Climbs", by=cast.sam, now=NOW, topic="travel")
    same = correct_fact(fact, "Climbs", topic="travel", about="", by=cast.sam, now=NOW)
    assert (same.pk, PersonalFact.objects.count()) == (fact.pk, 1)
    assert end_fact(fact, by=cast.sam, now=NOW)
    assert not end_fact(fact, by=cast.maya, now=NOW + HOUR)
    assert PersonalFact.objects.get(pk=fact.pk).over_by == cast.sam
    assert note_fact(ana, "Climbs", by=cast.sam, now=NOW + HOUR).pk != fact.pk
    with pytest.raises(ValueError, match="topic"):
        note_fact(ana, "x", by=None, now=NOW, topic="zzz")


def test_line_59_struck_words_about_a_child_are_kept_from_others_too(cast, ana, sam, sign_in):
    who = {"by": cast.sam}
    first = note_fact(ana, "Kim has a recital", **who, now=NOW - days(2))
    told = {"topic": "", "about": ""}
    second = correct_fact(first, "Kim has a recital in May", **told, **who, now=NOW - days(1))
    told = {"topic": "family", "about": "child"}
    correct_fact(second, "Kim plays in May", **told, **who, now=NOW)
    assert set(PersonalFact.objects.values_list("about", flat=True)) == {"child"}
    hire(cast.noor, Role.AUDITOR, group=cast.group, store=cast.north)
    assert len([words for words in told_to(sam, ana) if "recital" in words]) == 2
    assert not [words for words in told_to(sign_in(cast.noor), ana) if "Kim" in words]


def told_to(client, customer):
    return [line[1] for line in shown(client, customer, kind="people")]


def test_the_stricter_word_about_whom_it_is_holds(cast, ana):
    def about(*told):
        text = " ".join(("fact", *told))
        for one in told:
            kept = note_fact(ana, text, by=cast.sam, now=NOW, about=one)
        return kept.about

    assert about("", "child") == "child"
    assert about("family", "child") == "child"
    assert about("child", "self") == "child"
    assert about("self", "family") == "family"
    assert about("family", "self") == "family"


def test_a_fact_is_dated_by_the_day_of_the_store(cast, ana):
    late = datetime(2026, 3, 4, 2, tzinfo=UTC)  # 9 PM on March 3 in New York
    fact = note_fact(ana, "Sails", by=cast.sam, now=late)
    assert item_of(fact, cast.north.zone).known_on == TUESDAY


def test_line_59_no_form_names_a_child_to_who_has_no_right_to_know(cast, ana, sign_in, monkeypatch):
    stand_at(NOW, monkeypatch)
    bill, mia = (
        deliver(cast.north, TUESDAY, buyer=buyer(first_name=name)).customer
        for name in ("Bill", "Mia")
    )
    link_household(ana, bill, "spouse", today=TUESDAY)
    link_household(ana, mia, "child", today=TUESDAY)
    sam, page = sign_in(cast.sam), f"/customers/{ana.pk}/household"
    end, confirm = f"{page}/end/", f"{page}/confirm/"
    assert mia.name in sam.get(end).content.decode()
    sam.post(end, {"row": bill.pk})
    assert mia.name in sam.get(confirm).content.decode()
    monkeypatch.setattr("customers.queries.children.RIGHT", "people.edit")
    for address in (end, confirm):
        assert mia.name not in sam.get(address).content.decode()
    link = ana.links.get(other=mia)
    assert sam.post(confirm, {"row": link.pk}).status_code == 422
    assert sam.post(end, {"row": mia.pk}).status_code == 422
