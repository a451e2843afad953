"""The desk: outcomes, dates, perks, what the customer owes, and what is about safety."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dealerfollow.testing.sales import buyer, noon
from deliveries.actions import ask_fact, settle_we_owe
from deliveries.models import AskedFact, WeOwe
from deliveries.queries.desk_measures import measures_by_department
from deliveries.tests.desks import hire_clerk, owed_on
from followups.models import FollowUp

TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
SOLD = TODAY - timedelta(days=20)
TOLD = TODAY - timedelta(days=4)
LATER, LAST = TODAY + timedelta(days=3), TODAY + timedelta(days=9)
DESK = "/we-owes/"


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(hire_clerk(cast))


def say(client, row, status, **more):
    return client.post(reverse("deliveries:we-owe", args=[row.pk]), {"status": status, **more})


def fresh(row):
    return WeOwe.objects.get(pk=row.pk)


def rows_of(page):
    return [row for group in page.context["groups"] for row in group["rows"]]


@pytest.mark.parametrize("stage", ["papers", "sent", "arrived"])
def test_title_says_how_far_the_plates_have_come(cast, clerk, stage):
    row = owed_on(cast, SOLD)
    assert say(clerk, row, stage, word="On its way").status_code == 302
    assert (fresh(row).stage, fresh(row).status) == (stage, "open")


def test_parts_orders_with_the_day_on_which_it_should_be_here(cast, clerk):
    mats = owed_on(cast, SOLD, "Mats", department="parts")
    assert say(clerk, mats, "sent", word="x").status_code == 422  # parts send nothing to the state
    page = say(clerk, mats, "ordered", word="On order")
    assert "promised_on" in page.context["owe"]["form"].errors
    say(clerk, mats, "ordered", word="On order", promised_on=LATER)
    assert (fresh(mats).stage, fresh(mats).promised_on) == ("ordered", LATER)


def test_a_date_that_moves_says_why(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD)
    page = say(clerk, row, "sent", promised_on=LATER)
    assert page.context["owe"]["form"].errors["word"] == ["Why has the date moved?"]


def test_something_ready_on_another_day_says_why_as_any_date_that_moves(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD)
    over = say(clerk, row, "ready", word="Here", promised_on=TODAY - timedelta(days=1))
    assert over.context["owe"]["form"].errors["promised_on"] == ["This day is over."]
    moved = say(clerk, row, "ready", promised_on=LATER)
    assert moved.context["owe"]["form"].errors["word"] == ["Why has the date moved?"]
    assert say(clerk, row, "ready", promised_on=TOLD).status_code == 302  # nobody touched it


def test_what_is_no_longer_owed_says_why_and_keeps_it(cast, clerk):
    row = owed_on(cast, SOLD)
    page = say(clerk, row, "cancelled", word="whatever")
    assert page.status_code == 422
    assert "why" in page.context["owe"]["form"].errors
    say(clerk, row, "cancelled", why="They kept the plates of the trade")
    assert (fresh(row).status, fresh(row).cancelled_why) == (
        "cancelled",
        "They kept the plates of the trade",
    )
    page = clerk.get(DESK)
    assert rows_of(page) == []


def test_why_something_is_no_longer_owed_is_kept_of_that_alone(cast, clerk):
    row = owed_on(cast, SOLD)
    say(clerk, row, "settled", why="They kept the plates of the trade")
    assert (fresh(row).status, fresh(row).cancelled_why) == ("done", "")


def test_edge_81_both_slips_show_on_the_page_and_one_call_tells_them(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD, told_on=TOLD)
    say(clerk, row, "waiting", word="Lender is slow", promised_on=LATER)
    say(clerk, row, "waiting", word="The state is slow", promised_on=LAST)
    call = FollowUp.objects.get(touchpoint="tell", state="open")
    assert call.planning_note == [{"code": "tell_moved", "days": [LAST.isoformat()], "number": 0}]
    owe = clerk.get(f"{DESK}?owe={row.pk}").context["owe"]
    words = [one["words"] for one in owe["told"]]
    assert ["The state is slow" in words[0], "Lender is slow" in words[1]] == [True, True]
    assert words[2].startswith("promised for")
    assert owe["note"].startswith("The date has moved 2 times.")
    assert fresh(row).first_quoted_on == TOLD


def test_line_49_an_open_item_with_its_news_leads_the_card(cast, clerk, sign_in):
    row = owed_on(cast, SOLD, promised_on=TOLD, told_on=TOLD)
    say(clerk, row, "sent", word="At the state counter", promised_on=LATER)
    call = FollowUp.objects.get(touchpoint="tell", state="open")
    card = sign_in(cast.sam).get(reverse("followups:card", args=[call.pk])).context["card"]
    assert card.brief.owes[0].item == "Plates"
    assert "At the state counter" in card.brief.owes[0].detail
    assert any("Plates" in str(reason) for reason in card.brief.reasons)


def test_line_13_the_desk_shows_which_date_the_customer_was_told(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=TOLD, told_on=TOLD)
    (line,) = rows_of(clerk.get(DESK))
    assert line["told"]["tone"] == "miss"
    assert "4 days past" in line["told"]["sub"]
    say(clerk, row, "waiting", word="Late", promised_on=LATER)
    owe = clerk.get(f"{DESK}?owe={row.pk}").context["owe"]
    assert "they should hear" in owe["note"]


def test_line_50_a_perk_is_counted_down_until_it_is_used_up(cast, clerk):
    row = owed_on(cast, SOLD, "Oil changes", uses=2, department="service")
    assert (row.kind, row.used) == ("perk", 0)
    url = reverse("deliveries:use-perk", args=[row.pk])
    clerk.post(url, {"seen": 0})
    clerk.post(url, {"seen": 0})  # pressed twice
    assert (fresh(row).used, fresh(row).status) == (1, "open")
    page = clerk.get(f"{DESK}?department=service&owe={row.pk}")
    assert page.context["owe"]["perk"]["words"] == "1 of 2 used"
    clerk.post(url, {"seen": 1})
    assert (fresh(row).used, fresh(row).status) == (2, "done")
    assert clerk.post(url, {"seen": "x"}).status_code == 302
    assert fresh(row).used == 2


def test_line_52_an_overdue_promise_shows_to_the_manager(cast, sign_in):
    owed_on(cast, SOLD, "Call about the hitch", department="sales", promised_on=TOLD)
    page = sign_in(cast.maya).get(DESK)
    assert page.context["groups"][0]["tone"] == "miss"
    assert page.context["sums"][0]["value"] == 1


def test_edge_83_what_the_customer_owes_is_a_group_of_its_own_and_past_no_date_of_ours(cast, clerk):
    owed_on(cast, SOLD, "Signature", owed_by="customer", promised_on=TOLD)
    ours = owed_on(cast, SOLD, promised_on=TOLD)
    page = clerk.get(DESK)
    groups = {g["label"].split(",")[0]: g for g in page.context["groups"]}
    assert [row["item"] for row in groups["Customer owes"]["rows"]] == ["Signature"]
    assert groups["Customer owes"]["tone"] == ""
    assert page.context["sums"][0]["value"] == 1
    assert page.context["owe"]["url"].startswith(f"/we-owes/{ours.pk}/")


def test_a_long_desk_says_how_many_there_are_and_shows_ours_first(cast, clerk, monkeypatch):
    monkeypatch.setattr("deliveries.queries.desk.MOST_ROWS", 2)
    owed_on(cast, SOLD, "Signature", owed_by="customer", promised_on=TOLD - timedelta(days=9))
    for n in range(3):
        owed_on(cast, SOLD, f"Plates {n}", promised_on=TOLD)
    page = clerk.get(DESK)
    (past,) = page.context["groups"]
    assert (past["label"], len(past["rows"])) == ("Past the date, 3", 2)
    assert page.context["sums"][0]["value"] == 3


def test_the_groups_of_the_desk_count_every_promise_once(cast, clerk):
    for day in (TOLD, TODAY, LATER, TODAY + timedelta(days=30), None):
        owed_on(cast, SOLD, "Plates", promised_on=day)
        say(clerk, owed_on(cast, SOLD, "Title", promised_on=day), "ready", word="Here")
    owed_on(cast, SOLD, "Signature", owed_by="customer", promised_on=TOLD)
    labels = [group["label"] for group in clerk.get(DESK).context["groups"]]
    assert labels == [
        "Past the date, 1",
        "This week, 5",
        "Later, or without a date, 4",
        "Customer owes, 1",
    ]


def test_what_is_about_safety_leads_its_list_and_is_marked(cast, clerk):
    owed_on(cast, SOLD, "Title", promised_on=TOLD - timedelta(days=9))
    owed_on(cast, SOLD, "Recall: brake hose", promised_on=TOLD, is_safety=True)
    page = clerk.get(DESK)
    assert [(row["item"], row["is_safety"]) for row in rows_of(page)] == [
        ("Recall: brake hose", True),
        ("Title", False),
    ]
    assert "Safety" in page.content.decode()


def test_a_safety_item_is_said_on_the_card(cast, sign_in):
    row = owed_on(cast, TODAY - timedelta(days=2), "Recall: brake hose", is_safety=True)
    call = FollowUp.objects.filter(customer=row.customer, state="open").first()
    card = sign_in(cast.sam).get(reverse("followups:card", args=[call.pk])).context["card"]
    assert card.brief.owes[0].detail.startswith("Safety item")


def test_the_same_deal_shows_what_else_is_open_on_it(cast, clerk):
    row = owed_on(cast, SOLD)
    owed_on(cast, SOLD, "Second key", department="parts", delivery=row.delivery)
    owe = clerk.get(f"{DESK}?owe={row.pk}").context["owe"]
    assert [one["item"] for one in owe["others"]] == ["Second key"]


def test_forty_keys_are_found_by_name_item_and_number_never_by_phone(cast, clerk):
    person = buyer(last_name="Zamboni", phones=(("+12125559876", "mobile"),))
    key = owed_on(cast, SOLD, "Second key", number="K-77", stock="S9", buyer=person)
    owed_on(cast, SOLD, "Plates")

    def found(text):
        return [row["item"] for row in rows_of(clerk.get(DESK, {"q": text}))]

    for text in ("zambo", "second KEY", "k-77", "S9"):
        assert found(text) == ["Second key"], text
    assert found("5559876") == []
    assert found(key.customer.emails.get().address) == []
    assert found("nothing like it") == []


def test_a_number_is_found_on_the_desk_as_the_paste_finds_it(cast, clerk):
    owed_on(cast, SOLD, "Second key", number="0047990", stock="H-10233")
    owed_on(cast, SOLD, "Plates")

    def found(text):
        return [row["item"] for row in rows_of(clerk.get(DESK, {"q": text}))]

    for text in ("47990", "47990.0", "h10233", "H-10233"):
        assert found(text) == ["Second key"], text
    for text in ("0", "00", "-", "+"):  # no number at all
        assert found(text) == [], text


def test_a_temporary_tag_that_ends_soon_is_said(cast, clerk):
    row = owed_on(cast, SOLD)
    row.delivery.tag_expires_on = TODAY + timedelta(days=5)
    row.delivery.save()
    page = clerk.get(DESK)
    assert rows_of(page)[0]["tag"]["sub"] == "5 days left"
    assert any(one["label"].startswith("temp tag") for one in page.context["sums"])


def asked(cast, row, question="When do the plates come?", department="title"):
    return ask_fact(
        cast.north,
        row.customer,
        question,
        department=department,
        by=cast.sam,
        now=noon(TODAY),
        delivery=row.delivery,
    )[0]


def test_what_was_asked_is_answered_in_place(cast, clerk):
    one, two = asked(cast, owed_on(cast, SOLD)), asked(cast, owed_on(cast, SOLD))
    asked(cast, owed_on(cast, SOLD), "Which oil?", department="service")
    page = clerk.get(DESK)
    assert page.context["asked"]["count"] == 2  # those of the clerk's own department
    assert [len(g["lines"]) for g in page.context["asked"]["groups"]] == [2]
    told = {f"answer-{one.pk}": " Thursday ", f"answer-{two.pk}": ""}
    assert clerk.post("/we-owes/asked/?department=title", told).status_code == 302
    assert AskedFact.objects.get(pk=one.pk).answer == "Thursday"
    assert AskedFact.objects.get(pk=two.pk).answered_at is None


def test_several_questions_get_the_same_answer_and_own_words_win(cast, clerk):
    rows = [asked(cast, owed_on(cast, SOLD)) for _ in range(3)]
    told = {f"answer-{row.pk}": "" for row in rows}
    told |= {f"answer-{rows[0].pk}": "In the mail", "same": "The state is late"}
    clerk.post("/we-owes/asked/", {**told, "pick": [rows[0].pk, rows[1].pk]})
    answers = AskedFact.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["In the mail", "The state is late", ""]


def test_no_answer_at_all_says_what_to_do(cast, clerk):
    row = asked(cast, owed_on(cast, SOLD))
    page = clerk.post("/we-owes/asked/", {f"answer-{row.pk}": "", "same": "x", "answer-zz": "y"})
    assert page.status_code == 422
    assert "Write an answer" in page.context["asked"]["problem"]
    assert page.context["asked"]["same"] == "x"


def test_a_question_of_another_group_is_not_answered(cast, sign_in):
    row = asked(cast, owed_on(cast, SOLD))
    sign_in(cast.otto).post("/we-owes/asked/", {f"answer-{row.pk}": "x"})
    row.refresh_from_db()
    assert row.answered_at is None


def test_managers_see_days_slips_and_cancelled_per_department_small_ones_as_counts(
    cast, clerk, sign_in
):
    now = timezone.now()
    for days in (4, 10, 12):
        row = owed_on(cast, TODAY - timedelta(days=days), promised_on=TODAY)
        settle_we_owe(row, by=cast.maya, now=now)
    gone = owed_on(cast, SOLD)
    say(clerk, gone, "cancelled", why="x")
    slipped = owed_on(cast, SOLD, promised_on=TOLD)
    say(clerk, slipped, "waiting", word="Late", promised_on=LATER)
    found = sign_in(cast.maya).get(DESK).context["measures"]
    (title,) = found["rows"]
    assert title == {
        "department": "Title",
        "done": "3",
        "days": "10 days",
        "slipped": "1 of 4",
        "slip_days": "7 days",
        "cancelled": "1 of 4",
    }
    assert "small sample" in found["small"]
    assert clerk.get(DESK).context["measures"] is None


def test_what_was_settled_is_measured_by_the_days_of_its_store(cast):
    row = owed_on(cast, date(2026, 3, 2))
    late = datetime(2026, 3, 4, 2, tzinfo=UTC)  # 9 PM on March 3 in New York
    settle_we_owe(row, by=cast.maya, now=late)
    scope, stores = SimpleNamespace(group_id=cast.group.pk), [cast.north.pk]
    on_the_day = measures_by_department(scope, stores, since=date(2026, 3, 3))
    assert on_the_day["title"].done == 1
    assert measures_by_department(scope, stores, since=date(2026, 3, 4)) == {}


def test_the_desk_costs_the_same_with_one_and_with_twenty(cast, sign_in):
    client = sign_in(cast.maya)
    asked(cast, owed_on(cast, SOLD, is_safety=True))
    client.get(DESK)
    with CaptureQueriesContext(connection) as at_one:
        client.get(DESK)
    for n in range(12):
        asked(cast, owed_on(cast, SOLD, f"Item {n}", uses=3))
    with CaptureQueriesContext(connection) as at_many:
        client.get(DESK)
    assert len(at_many) == len(at_one)
