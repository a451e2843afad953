"""The store's settings: saved, refused in words, and heard by the follow-ups."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dealerfollow.stores.actions import close_store_on, hire
from dealerfollow.stores.models import ClosedDay, Store
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import deliver
from followups.models import FollowUp, FollowUpEvent

SETTINGS = {
    "name": "Copperline North",
    "phone": "(480) 555-0100",
    "state": "NY",
    "time_zone": "America/New_York",
    "follow_up_starts_on": "2020-01-01",
    "day_ends_at": "21:00",
    "survey_opens_days": "8",
    "sells_new": "on",
    "cards_a_day": "25",
    "minutes_a_call": "5",
    "sold_file_expected_at": "",
    "holiday_names": ["New Year's Day", "Thanksgiving Day", "Christmas Day"],
    **{f"from_{day}": "09:00" for day in range(6)},
    **{f"to_{day}": "20:00" for day in range(6)},
}


def fresh(store):
    return Store.objects.get(pk=store.pk)


def text_of(response):
    return response.content.decode()


def problems(response):
    return {**response.context["form"].errors, **response.context["hours"].errors}


def due_soon(cast):
    """A post-sale follow-up of North that falls due in the next days; its store's today."""
    now = timezone.now()
    today = cast.north.day_of(now)
    sale = deliver(cast.north, today, salesperson=cast.sam, now=now)
    return FollowUp.objects.get(delivery=sale, kind="post_sale"), today


def test_the_page_shows_what_is_saved_and_saving_it_changes_nothing(cast, sign_in):
    client = sign_in(cast.maya)
    before = Store.objects.filter(pk=cast.north.pk).values().get()
    assert client.get("/settings/").status_code == 200
    answer = client.post("/settings/", SETTINGS)
    assert (answer.status_code, answer["Location"]) == (302, "/settings/")
    assert Store.objects.filter(pk=cast.north.pk).values().get() == before


def test_settings_are_saved(cast, sign_in):
    told = {
        **SETTINGS,
        "name": "North",
        "does_bdc_satisfy": "on",
        "sold_file_expected_at": "07:30",
        "day_ends_at": "20:30",
        "holiday_names": ["Labor Day"],
        "from_6": "11:00",
        "to_6": "16:00",
    }
    sign_in(cast.maya).post("/settings/", told)
    store = fresh(cast.north)
    assert (store.name, store.does_bdc_satisfy, store.holiday_names) == (
        "North",
        True,
        ["Labor Day"],
    )
    assert (store.sold_file_expected_at, store.day_ends_at) == (time(7, 30), time(20, 30))
    assert store.weekly_hours["6"] == ["11:00", "16:00"]


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"phone": "call us"}, "phone", "Ten digits, such as (480) 555-0100."),
        ({"state": "ZZ"}, "state", "Select a valid choice"),
        ({"time_zone": "Mars/Base"}, "time_zone", "Select a valid choice"),
        ({"follow_up_starts_on": "1820-01-01"}, "follow_up_starts_on", "Give a day within"),
        ({"follow_up_starts_on": "soon"}, "follow_up_starts_on", "Enter a valid date."),
        ({"day_ends_at": "99:00"}, "day_ends_at", "Enter a valid time."),
        ({"cards_a_day": "0"}, "cards_a_day", "greater than or equal to 5"),
        ({"survey_opens_days": "900"}, "survey_opens_days", "less than or equal to 90"),
        ({"minutes_a_call": "0"}, "minutes_a_call", "greater than or equal to 1"),
        ({"holiday_names": ["Festivus"]}, "holiday_names", "Select a valid choice"),
        ({"to_0": ""}, "to_0", "Give both times, or leave both empty."),
        ({"to_0": "08:00"}, "to_0", "This is not after the first time."),
        ({"from_0": "nine"}, "from_0", "A time of day such as 09:00."),
        ({f"{w}_{d}": "" for w in ("from", "to") for d in range(6)}, "from_0", "Open on one day"),
    ],
)
def test_a_bad_setting_says_so_next_to_the_field(cast, sign_in, told, field, words):
    before = Store.objects.filter(pk=cast.north.pk).values().get()
    answer = sign_in(cast.maya).post("/settings/", {**SETTINGS, **told})
    assert answer.status_code == 422
    assert words in problems(answer)[field][0]
    assert Store.objects.filter(pk=cast.north.pk).values().get() == before


def test_the_makers_surveys_and_the_review_sites_are_typed_as_lines(cast, sign_in):
    told = {
        **SETTINGS,
        "survey_days_by_make": "Honda 5, BMW 14",
        "survey_low_under": "850",
        "review_sites": "Google https://g.page/north",
    }
    client = sign_in(cast.maya)
    client.post("/settings/", told)
    store = fresh(cast.north)
    assert store.survey_days_by_make == {"honda": 5, "bmw": 14}
    assert store.survey_low_under == 850
    assert store.review_sites == [{"name": "Google", "url": "https://g.page/north"}]
    page = client.get("/settings/").content.decode()
    assert "BMW 14\nHonda 5" in page
    assert "Google https://g.page/north" in page
    client.post("/settings/", {**told, "survey_days_by_make": "", "survey_low_under": ""})
    assert (fresh(cast.north).survey_days_by_make, fresh(cast.north).survey_low_under) == ({}, 850)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("survey_days_by_make", "Honda soon", "“Honda soon”: give the make and the days"),
        ("survey_days_by_make", "Honda 1", "between 2 and 90 days"),
        ("review_sites", "Google http://g.page", "begins with https://"),
        ("survey_low_under", "-1", "greater than or equal to 0"),
    ],
)
def test_a_line_that_cannot_be_read_says_so_and_stays(cast, sign_in, field, typed, words):
    answer = sign_in(cast.maya).post("/settings/", {**SETTINGS, field: typed})
    assert answer.status_code == 422
    assert words in problems(answer)[field][0]
    assert typed in answer.content.decode()


def test_line_2_a_store_without_new_cars_reads_of_no_survey(cast, sign_in):
    Store.objects.filter(pk=cast.north.pk).update(sells_new=False)
    client = sign_in(cast.maya)
    assert "survey" not in client.get("/settings/").content.decode().lower()
    told = {name: value for name, value in SETTINGS.items() if name != "sells_new"}
    assert client.post("/settings/", {**told, "survey_opens_days": "900"}).status_code == 302
    assert fresh(cast.north).survey_opens_days == 8


def test_an_extra_field_is_ignored(cast, sign_in):
    told = {**SETTINGS, "slug": "taken", "group": cast.other_group.pk, "group_id": "1"}
    sign_in(cast.maya).post("/settings/", told)
    assert (fresh(cast.north).slug, fresh(cast.north).group_id) == ("north", cast.group.pk)


def test_a_weekday_that_is_closed_from_now_on_moves_what_is_due(cast, sign_in):
    row, _ = due_soon(cast)
    day = row.due_on.weekday()
    told = {**SETTINGS, f"from_{day}": "", f"to_{day}": ""}
    sign_in(cast.maya).post("/settings/", told)
    moved = FollowUp.objects.get(pk=row.pk)
    assert moved.due_on > row.due_on
    assert moved.due_on.weekday() != day


def test_a_closed_day_moves_what_is_due_and_records_it(cast, sign_in):
    row, _ = due_soon(cast)
    answer = sign_in(cast.maya).post(
        "/settings/closed-days/", {"on": row.due_on.isoformat(), "reason": "Snow"}, follow=True
    )
    moved = FollowUp.objects.get(pk=row.pk)
    assert (moved.due_on > row.due_on, moved.first_due_on) == (True, moved.due_on)
    assert FollowUpEvent.objects.get(follow_up=row).reason == "closed_day"
    assert "Snow" in text_of(answer)


def test_open_after_all_keeps_the_row_and_pulls_nothing_back(cast, sign_in):
    row, _ = due_soon(cast)
    client = sign_in(cast.maya)
    client.post("/settings/closed-days/", {"on": row.due_on.isoformat(), "reason": "Snow"})
    moved_to = FollowUp.objects.get(pk=row.pk).due_on
    closed = ClosedDay.objects.get()
    client.post(f"/settings/closed-days/{closed.pk}/open/")
    assert ClosedDay.objects.get().revoked_at is not None
    assert FollowUp.objects.get(pk=row.pk).due_on == moved_to


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2020-01-01", "That day has passed"),
        ("", "required"),
        ("2090-01-01", "too far ahead"),
        ("3020-01-01", "Check the year: 3020."),
    ],
)
def test_a_day_that_cannot_be_closed_is_refused(cast, sign_in, on, words):
    answer = sign_in(cast.maya).post("/settings/closed-days/", {"on": on, "reason": "Snow"})
    assert answer.status_code == 422
    assert words in answer.context["close_form"].errors["on"][0]
    assert ClosedDay.objects.count() == 0


@pytest.mark.parametrize("who", ["sam", "noor", "bea"])
def test_a_salesperson_sees_and_changes_no_settings(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    before = list(Store.objects.values())
    for path in ("/settings/", "/settings/people/", "/settings/people/new/"):
        assert client.get(path).status_code == 403
    assert client.post("/settings/", {**SETTINGS, "name": "Mine"}).status_code == 403
    told = {"on": "2099-01-01", "reason": "x"}
    assert client.post("/settings/closed-days/", told).status_code == 403
    assert list(Store.objects.values()) == before


def test_an_auditor_reads_the_settings_and_changes_nothing(cast, sign_in):
    hire(cast.sam, Role.AUDITOR, group=cast.group, store=cast.north)
    client = sign_in(cast.sam)
    page = client.get("/settings/")
    assert (page.context["can_edit"], "You may look, not change." in text_of(page)) == (False, True)
    assert client.post("/settings/", {**SETTINGS, "name": "Mine"}).status_code == 403
    assert fresh(cast.north).name == "Copperline North"


def test_otto_saves_his_own_store_only_and_cannot_open_our_closed_day(cast, sign_in):
    closed = close_store_on(
        cast.north, date(2099, 1, 1), reason="x", by=cast.maya, now=timezone.now()
    )
    client = sign_in(cast.otto)
    client.post("/settings/", {**SETTINGS, "name": "Ottos"})
    assert client.post(f"/settings/closed-days/{closed.pk}/open/").status_code == 404
    assert fresh(cast.north).name == "Copperline North"
    assert ClosedDay.objects.get(pk=closed.pk).revoked_at is None


def test_grace_chooses_the_store_on_screen(cast, sign_in):
    client = sign_in(cast.grace)
    told = {"store": cast.south.pk, "next": "/settings/"}
    answer = client.post("/stores/switch/", told)
    assert answer["Location"] == "/settings/"
    assert "Copperline South" in text_of(client.get("/settings/"))
    client.post("/settings/", {**SETTINGS, "name": "South now"})
    assert (fresh(cast.south).name, fresh(cast.north).name) == ("South now", "Copperline North")


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_a_switch_goes_back_to_our_own_pages_only(cast, sign_in, next_page):
    told = {"store": cast.south.pk, "next": next_page}
    assert sign_in(cast.grace).post("/stores/switch/", told)["Location"] == "/"


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "²"])
def test_a_store_that_is_not_ones_own_cannot_be_chosen(cast, sign_in, value):
    client = sign_in(cast.maya)
    assert client.post("/stores/switch/", {"store": value}).status_code == 404
    assert client.post("/stores/switch/", {"store": cast.west.pk}).status_code == 404
    assert client.post("/stores/switch/", {"group": cast.other_group.pk}).status_code == 404
    assert client.get("/stores/switch/").status_code == 405


def test_a_person_of_two_groups_works_in_one_at_a_time(cast, sign_in):
    from dealerfollow.tenancy.scope import scope

    with scope(cast.other_group.pk):
        hire(cast.maya, Role.SALES_MANAGER, group=cast.other_group, store=cast.west)
    client = sign_in(cast.maya)
    there = client.post("/stores/switch/", {"group": cast.other_group.pk}, follow=True)
    assert "Copperline Group" in text_of(client.get("/settings/"))
    assert there.wsgi_request.scope.group_id == cast.other_group.pk
    client.post("/stores/switch/", {"group": cast.group.pk})
    assert "Copperline North" in text_of(client.get("/settings/"))


def test_the_page_runs_the_same_queries_with_many_closed_days(cast, sign_in):
    client = sign_in(cast.maya)
    client.get("/settings/")
    with CaptureQueriesContext(connection) as few:
        client.get("/settings/")
    for n in range(10):
        day = timezone.localdate() + timedelta(days=30 + n)
        close_store_on(cast.north, day, reason="x", by=cast.maya, now=timezone.now())
    with CaptureQueriesContext(connection) as many:
        client.get("/settings/")
    assert len(many) == len(few)


def test_edge_06_two_weeks_are_declared_closed_at_once_even_late(cast, sign_in):
    today = timezone.localdate()
    first, last = today - timedelta(days=5), today + timedelta(days=8)
    told = {"on": first.isoformat(), "until": last.isoformat(), "reason": "Flood"}
    answer = sign_in(cast.maya).post("/settings/closed-days/", told, follow=True)
    assert ClosedDay.objects.count() == 14
    assert "is spread over the days after" in text_of(answer)


@pytest.mark.parametrize(
    ("ahead", "words"), [(-1, "before the first day"), (93, "at most three months")]
)
def test_a_last_closed_day_that_makes_no_sense_is_refused(cast, sign_in, ahead, words):
    today = timezone.localdate()
    until = today + timedelta(days=ahead)
    told = {"on": today.isoformat(), "until": until.isoformat(), "reason": "Snow"}
    answer = sign_in(cast.maya).post("/settings/closed-days/", told)
    assert answer.status_code == 422
    assert words in answer.context["close_form"].errors["until"][0]
    assert ClosedDay.objects.count() == 0
