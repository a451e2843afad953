"""People of a store: added, changed, away, gone; and a store is never without a manager."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dealerfollow.stores.actions import hire
from dealerfollow.stores.models import Absence, Membership, User
from dealerfollow.stores.rules.rights import RIGHTS, Role, may_give
from dealerfollow.testing.sales import deliver
from followups.models import FollowUp, Plan

ANA = {"name": "Ana Ruiz", "email": "Ana@Copperline.example", "role": "salesperson", "dms_id": "77"}
HOURS = {"cover": "", "dms_id": "101"}


def role_of(user, store):
    return Membership.objects.get(user=user, store=store, ended_at=None)


def path(member, more=""):
    return f"/settings/people/{member.pk}/{more}"


def text_of(response):
    return response.content.decode()


def test_the_list_shows_roles_hours_and_who_is_away(cast, sign_in):
    answer = sign_in(cast.maya).get("/settings/people/")
    rows = [(r.name, r.role, r.works, r.cover) for r in answer.context["rows"]]
    assert rows == [
        ("Bea Walsh", "BDC rep", "Mon to Sat", "The manager"),
        ("Maya Torres", "Sales manager", "Mon to Sat", ""),  # she is the manager
        ("Sam Rivera", "Salesperson", "Mon to Sat", "The manager"),
        ("Grace Lindqvist", "Group admin, whole group", "", ""),
    ]


def test_an_added_person_signs_in_with_the_password_that_shows_once(cast, sign_in):
    answer = sign_in(cast.maya).post("/settings/people/new/", ANA)
    password = answer.context["password"]
    assert password in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    ana = User.objects.get(email="ana@copperline.example")
    assert (role_of(ana, cast.north).role, role_of(ana, cast.north).dms_id) == ("salesperson", "77")
    browser = Client()
    browser.post("/accounts/login/", {"login": ana.email, "password": password})
    assert browser.get("/customers/").status_code == 200


def test_somebody_who_signs_in_already_keeps_name_and_password(cast, sign_in):
    before = User.objects.filter(pk=cast.otto.pk).values().get()
    answer = sign_in(cast.maya).post("/settings/people/new/", {**ANA, "email": cast.otto.email})
    assert answer.context["password"] == ""
    assert User.objects.filter(pk=cast.otto.pk).values().get() == before
    assert role_of(cast.otto, cast.north).role == "salesperson"


def test_the_same_person_twice_is_one_role(cast, sign_in):
    client = sign_in(cast.maya)
    for _ in range(2):
        client.post("/settings/people/new/", ANA)
    assert Membership.objects.filter(user__email="ana@copperline.example").count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ana"}, "email"),
        ({"role": "group_admin"}, "role"),
        ({"role": "boss"}, "role"),
        ({"role": "department"}, "department"),
        ({"role": "department", "department": "kitchen"}, "department"),
    ],
)
def test_a_bad_person_is_refused_next_to_the_field(cast, sign_in, told, field):
    answer = sign_in(cast.maya).post("/settings/people/new/", {**ANA, **told})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not User.objects.filter(email="ana@copperline.example").exists()


def test_a_department_person_is_added_with_it(cast, sign_in):
    told = {**ANA, "role": "department", "department": "parts"}
    sign_in(cast.maya).post("/settings/people/new/", told)
    assert Membership.objects.get(user__name="Ana Ruiz").department == "parts"


@pytest.mark.parametrize("role", ["auditor", "it"])
def test_who_has_no_list_is_not_asked_for_hours(cast, sign_in, role):
    grace = sign_in(cast.grace)
    answer = grace.post("/settings/people/new/", {**ANA, "role": role})
    assert answer.status_code == 200
    assert "Set their hours" not in text_of(answer)
    member = Membership.objects.get(user__email="ana@copperline.example")
    page = text_of(grace.get(path(member)))
    assert ("Weekly hours" in page, "Days off" in page) == (False, False)
    grace.post(path(member), {"dms_id": "8"})
    member.refresh_from_db()
    assert (member.dms_id, member.weekly_hours) == ("8", None)


def test_a_role_in_the_whole_group_is_no_link(cast, sign_in):
    page = text_of(sign_in(cast.maya).get("/settings/people/"))
    assert ("Grace Lindqvist" in page, 'href="#person"' in page) == (True, False)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.GROUP_ADMIN])
def test_nobody_gives_away_more_than_they_may(role):
    manager = RIGHTS[Role.SALES_MANAGER]
    assert may_give(manager, role) == (RIGHTS[role] <= manager)
    assert not may_give(RIGHTS[Role.IT], Role.SALESPERSON)
    assert not may_give(manager, Role.GROUP_ADMIN)


def test_hours_cover_and_number_are_saved_and_emptied(cast, sign_in):
    member, client = role_of(cast.sam, cast.north), sign_in(cast.maya)
    told = {"cover": str(cast.bea.pk), "dms_id": "9", "from_1": "11:00", "to_1": "20:00"}
    client.post(path(member), told)
    member = role_of(cast.sam, cast.north)
    assert (member.cover, member.dms_id, member.weekly_hours) == (
        cast.bea,
        "9",
        {"1": ["11:00", "20:00"]},
    )
    client.post(path(member), HOURS)
    assert (role_of(cast.sam, cast.north).cover, role_of(cast.sam, cast.north).weekly_hours) == (
        None,
        None,
    )


def test_only_a_colleague_covers(cast, sign_in):
    member, client = role_of(cast.sam, cast.north), sign_in(cast.maya)
    for stranger in (cast.sam, cast.noor, cast.otto):
        answer = client.post(path(member), {**HOURS, "cover": str(stranger.pk)})
        assert answer.status_code == 422
    assert role_of(cast.sam, cast.north).cover is None


def test_a_day_with_one_time_is_refused(cast, sign_in):
    member = role_of(cast.sam, cast.north)
    answer = sign_in(cast.maya).post(path(member), {**HOURS, "from_1": "11:00"})
    assert answer.status_code == 422
    assert "Give both times" in text_of(answer)


def test_days_off_are_added_and_removed(cast, sign_in):
    member, client = role_of(cast.sam, cast.north), sign_in(cast.maya)
    told = {"starts_on": "2099-03-01", "ends_on": "2099-03-04", "reason": "vacation"}
    client.post(path(member, "days-off/"), told)
    off = Absence.objects.get()
    assert (off.user, off.starts_on, off.ends_on, off.entered_by) == (
        cast.sam,
        date(2099, 3, 1),
        date(2099, 3, 4),
        cast.maya,
    )
    client.post(path(member, f"days-off/{off.pk}/remove/"))
    assert Absence.objects.count() == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        ("2099-03-04", "2099-03-01", "The last day is before the first."),
        ("2095-03-04", "2099-03-01", "Longer than a year"),
        ("2099-03-04", "2103-03-01", "Check the year: 2103."),
        ("2099-03-04", "", "This field is required."),
    ],
)
def test_bad_days_off_are_refused(cast, sign_in, starts_on, ends_on, words):
    told = {"starts_on": starts_on, "ends_on": ends_on}
    answer = sign_in(cast.maya).post(path(role_of(cast.sam, cast.north), "days-off/"), told)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Absence.objects.count() == 0


def test_a_leaver_hands_over_and_is_out_with_the_next_click(cast, sign_in):
    sale = deliver(cast.north, date(2026, 3, 3), salesperson=cast.sam)
    member, sam = role_of(cast.sam, cast.north), sign_in(cast.sam)
    Membership.objects.filter(user=cast.bea).update(cover=cast.sam)
    assert sam.get("/customers/").status_code == 200
    client = sign_in(cast.maya)
    assert "go to Maya Torres" in text_of(client.get(path(member, "end/")))
    client.post(path(member, "end/"))
    assert sam.get("/customers/").status_code == 403
    assert set(FollowUp.objects.filter(delivery=sale).values_list("owner", flat=True)) == {
        cast.maya.pk
    }
    assert set(Plan.objects.filter(delivery=sale).values_list("owner", flat=True)) == {cast.maya.pk}
    assert role_of(cast.bea, cast.north).cover is None


def test_nobody_ends_their_own_role(cast, sign_in):
    member = role_of(cast.maya, cast.north)
    assert sign_in(cast.maya).post(path(member, "end/")).status_code == 403
    assert role_of(cast.maya, cast.north).ended_at is None


@pytest.mark.parametrize("more", ["", "end/", "days-off/"], ids=["change", "end", "days-off"])
@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("noor", 403), ("sam", 403)])
def test_who_may_not_changes_nobody(cast, sign_in, more, who, status):
    member = role_of(cast.sam, cast.north)
    told = {**HOURS, "dms_id": "taken", "starts_on": "2099-01-01", "ends_on": "2099-01-02"}
    before = list(Membership.objects.order_by("pk").values())
    assert sign_in(getattr(cast, who)).post(path(member, more), told).status_code == status
    assert list(Membership.objects.order_by("pk").values()) == before
    assert Absence.objects.count() == 0


def test_a_manager_of_another_store_does_not_reach_ours(cast, sign_in):
    hire(cast.noor, Role.SALES_MANAGER, group=cast.group, store=cast.south)
    member = role_of(cast.sam, cast.north)
    assert sign_in(cast.noor).post(path(member, "end/")).status_code == 404
    assert role_of(cast.sam, cast.north).ended_at is None


def test_a_role_in_the_whole_group_is_not_a_stores_to_change(cast, sign_in):
    grace = Membership.objects.get(user=cast.grace)
    assert sign_in(cast.maya).post(path(grace, "end/")).status_code == 404
    assert Membership.objects.get(user=cast.grace).ended_at is None


def test_the_list_runs_the_same_queries_with_many_people(cast, sign_in):
    client = sign_in(cast.maya)
    client.get("/settings/people/")
    with CaptureQueriesContext(connection) as few:
        client.get("/settings/people/")
    for n in range(8):
        client.post("/settings/people/new/", {**ANA, "email": f"ana{n}@copperline.example"})
    with CaptureQueriesContext(connection) as many:
        client.get("/settings/people/")
    assert len(many) == len(few)
