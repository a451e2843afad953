"""What was settled or cancelled by a slip is seen as closed, and owed again."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from deliveries.actions import owe, unwind_delivery
from deliveries.models import WeOwe
from deliveries.tests.desks import hire_clerk, owed_on
from followups.models import FollowUp

TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
SOLD, TOLD = TODAY - timedelta(days=20), TODAY - timedelta(days=4)
LATER = TODAY + timedelta(days=3)
DESK = "/we-owes/"


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(hire_clerk(cast))


def say(client, row, status, **more):
    return client.post(reverse("deliveries:we-owe", args=[row.pk]), {"status": status, **more})


def fresh(row):
    return WeOwe.objects.get(pk=row.pk)


def shown(client, row):
    return client.get(f"{DESK}?owe={row.pk}").context["owe"]


def test_what_is_settled_shows_as_closed_and_by_whom(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD)
    owed_on(cast, SOLD, "Title")
    say(clerk, row, "settled", word="In the mail")
    owe_shown = shown(clerk, row)
    assert owe_shown["sub"].startswith("Plates")
    assert owe_shown["closed"]["state"] == "Settled"
    assert "Tina Title" in owe_shown["closed"]["words"]
    assert owe_shown["closed"]["said"] == "In the mail"
    assert b"Open it again" in clerk.get(f"{DESK}?owe={row.pk}").content


def test_a_promise_that_nobody_here_owes_is_not_found(cast, clerk, sign_in):
    row = owed_on(cast, SOLD)
    assert clerk.get(f"{DESK}?owe=99999999").status_code == 404
    assert sign_in(cast.otto).get(f"{DESK}?owe={row.pk}").status_code == 404


def test_the_banner_of_a_save_that_closed_it_takes_it_back(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD)
    say(clerk, row, "ready")
    say(clerk, row, "settled", word="Gone")
    message = list(clerk.get(DESK).context["messages"])[-1]
    assert message.extra_tags.startswith(f"/we-owes/{row.pk}/reopen/")
    assert clerk.post(message.extra_tags).status_code == 302
    assert (fresh(row).status, fresh(row).settled_at) == ("ready", None)
    told = shown(clerk, row)["told"]
    assert told[0]["words"].startswith("Opened again, Tina Title")
    clerk.post(message.extra_tags)  # pressed twice
    assert row.changes.count() == 3


def test_a_save_that_closed_nothing_has_no_undo(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD)
    say(clerk, row, "sent")
    page = clerk.get(DESK)
    assert [one.extra_tags for one in page.context["messages"]] == [""]
    assert b'data-key="z"' not in page.content


def test_why_it_was_cancelled_stays_on_record_when_it_is_opened_again(cast, clerk):
    row = owed_on(cast, SOLD)
    say(clerk, row, "cancelled", why="Bought them herself")
    assert shown(clerk, row)["closed"]["said"] == "Bought them herself"
    clerk.post(shown(clerk, row)["closed"]["reopen_url"])
    assert (fresh(row).status, fresh(row).cancelled_why) == ("open", "")
    assert any("Bought them herself" in one["words"] for one in shown(clerk, row)["told"])


def test_a_page_that_shows_an_older_closing_opens_nothing(cast, clerk):
    row = owed_on(cast, SOLD)
    say(clerk, row, "settled")
    url = shown(clerk, row)["closed"]["reopen_url"]
    clerk.post(url)
    say(clerk, row, "settled")
    clerk.post(url)
    assert fresh(row).status == "done"
    for seen in ("", "x", "2026-13-45T00:00:00+00:00", "2026-01-01T00:00:00"):
        assert clerk.post(f"/we-owes/{row.pk}/reopen/?seen={seen}").status_code == 302
    assert fresh(row).status == "done"


def test_edge_38_what_ended_with_an_undone_sale_is_not_opened_alone(cast, clerk):
    row = owed_on(cast, SOLD)
    now = timezone.now()
    unwind_delivery(cast.north, row.delivery, TODAY, by=cast.maya, now=now)
    row = fresh(row)
    assert row.status == "cancelled"
    assert shown(clerk, row)["closed"]["reopen_url"] == ""
    clerk.post(f"/we-owes/{row.pk}/reopen/", query_params={"seen": row.settled_at.isoformat()})
    assert fresh(row).status == "cancelled"


def test_what_was_promised_once_more_since_is_not_owed_twice(cast, clerk):
    row = owed_on(cast, SOLD)
    say(clerk, row, "settled")
    told = {"department": "title", "promised_on": None, "by": cast.sam, "today": TODAY}
    owe(cast.north, row.customer, "Plates", delivery=row.delivery, **told)
    page = clerk.post(shown(clerk, row)["closed"]["reopen_url"], follow=True)
    assert fresh(row).status == "done"
    assert "owed once more already" in page.content.decode()


def test_a_closed_one_is_found_when_nothing_open_is_like_the_words(cast, clerk):
    row = owed_on(cast, SOLD, "Second key", number="K-77")
    owed_on(cast, SOLD, "Plates")
    say(clerk, row, "settled")
    (group,) = clerk.get(DESK, {"q": "K-77"}).context["groups"]
    assert (group["label"], group["rows"][0]["stage"]) == ("Closed, 1", "Settled")
    assert [g["label"] for g in clerk.get(DESK).context["groups"]] == [
        "Later, or without a date, 1"
    ]


@pytest.mark.parametrize("is_ready", [False, True])
def test_the_call_about_it_comes_back_exactly_once(cast, clerk, is_ready):
    row = owed_on(cast, SOLD, promised_on=TOLD, told_on=TOLD)
    news = {"word": "Late", "promised_on": LATER}
    say(clerk, row, "ready" if is_ready else "waiting", **news)
    calls = FollowUp.objects.filter(touchpoint="tell")
    assert calls.get().state == "open"
    say(clerk, row, "settled")
    assert not calls.filter(state="open").exists()
    clerk.post(shown(clerk, row)["closed"]["reopen_url"])
    assert calls.filter(state="open").count() == 1


def test_who_was_told_that_it_is_ready_is_not_told_again(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD, told_on=TOLD)
    say(clerk, row, "ready")
    FollowUp.objects.filter(touchpoint="tell").update(state="done", closed_at=timezone.now())
    say(clerk, row, "settled")
    clerk.post(shown(clerk, row)["closed"]["reopen_url"])
    assert not FollowUp.objects.filter(touchpoint="tell", state="open").exists()


def test_a_used_up_perk_is_counted_back_and_not_opened(cast, clerk):
    row = owed_on(cast, SOLD, "Oil changes", uses=1)
    clerk.post(reverse("deliveries:use-perk", args=[row.pk]), {"seen": 0})
    owe_shown = shown(clerk, row)
    assert (owe_shown["closed"]["reopen_url"], owe_shown["perk"]["left"]) == ("", 0)


def test_back_from_ready_says_where_it_is_now(cast, clerk):
    row = owed_on(cast, SOLD)
    say(clerk, row, "sent")
    say(clerk, row, "ready")
    say(clerk, row, "sent")
    assert shown(clerk, row)["told"][0]["words"].startswith("Sent to the state")


def test_a_safety_item_leads_every_list_that_it_is_in(cast, clerk):
    owed_on(cast, SOLD, "Title", promised_on=TOLD)
    owed_on(
        cast, SOLD, "Recall: brake hose", promised_on=LATER + timedelta(days=30), is_safety=True
    )
    for query in ("", "?department=title"):
        groups = clerk.get(f"{DESK}{query}").context["groups"]
        assert [group["label"] for group in groups] == ["About safety, 1", "Past the date, 1"]


def test_the_list_shows_a_new_date_and_what_they_were_told(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD, told_on=TOLD)
    say(clerk, row, "sent", word="Late", promised_on=LATER)
    (line,) = [one for group in clerk.get(DESK).context["groups"] for one in group["rows"]]
    assert line["told"]["label"] == f"now {LATER:%b} {LATER.day}"
    assert line["told"]["sub"] == f"told {TOLD:%b} {TOLD.day}: they should hear"
    assert line["is_new"]


def test_a_salesperson_sees_their_own_customers_first(cast, sign_in):
    owed_on(cast, SOLD, "Mine")
    other = owed_on(cast, SOLD, "Another’s")
    other.delivery.salesperson = cast.noor
    other.delivery.save()
    client = sign_in(cast.sam)

    def items(query):
        page = client.get(f"{DESK}{query}")
        return {one["item"] for group in page.context["groups"] for one in group["rows"]}

    assert items("") == {"Mine"}
    assert items("?whose=all") == {"Mine", "Another’s"}
    assert sign_in(cast.maya).get(DESK).context["filters"] == []


def test_a_long_list_shows_the_rest_when_asked(cast, clerk, monkeypatch):
    monkeypatch.setattr("deliveries.views.desk.FIRST_ROWS", 1)
    for n in range(3):
        owed_on(cast, SOLD, f"Plates {n}")
    page = clerk.get(DESK)
    rest = page.context["rest"]
    assert (rest["shown"], rest["total"]) == (1, 3)
    assert clerk.get(rest["url"]).context["rest"] is None
