"""manage.py open_group: the first group, store and administrator of an installation."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dealerfollow.stores.models import Group, Membership, Store, User
from dealerfollow.stores.queries import fallback_owner_of
from dealerfollow.tenancy.scope import scope

pytestmark = pytest.mark.django_db

ANSWERS = {
    "group": "Ridge Autos",
    "store": "Ridge Autos East",
    "state": "az",
    "time_zone": "America/Phoenix",
    "admin_name": "Ana Ridge",
    "admin_email": "ana@ridge.example",
}


def opened(**other: object) -> str:
    out = StringIO()
    call_command("open_group", stdout=out, **{**ANSWERS, **other})
    return out.getvalue()


def test_the_administrator_signs_in_with_the_printed_password_and_sees_the_store():
    printed = opened(starts_on=date(2026, 11, 2))

    password = re.search(r"this once: (\S+)", printed)
    assert password
    client = Client()
    told = {"login": "ana@ridge.example", "password": password[1]}
    assert client.post("/accounts/login/", told).status_code == 302
    assert "Ridge Autos East" in client.get("/settings/").content.decode()


def test_the_store_has_a_manager_and_follows_up_from_the_day_given():
    opened(starts_on=date(2026, 11, 2))

    admin = User.objects.get(email="ana@ridge.example")
    with scope(None, admin.pk):
        group_id = Membership.objects.get(user=admin).group_id
    with scope(group_id):
        store = Store.objects.get(slug="ridge-autos-east")
        assert (store.state, store.time_zone) == ("AZ", "America/Phoenix")
        assert store.follow_up_starts_on == date(2026, 11, 2)
        assert fallback_owner_of(store) == admin
        assert Group.objects.get().name == "Ridge Autos"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"state": "ZZ"}, "No state is 'ZZ'."),
        ({"time_zone": "Arizona"}, "Choose a time zone such as America/New_York."),
        ({"admin_email": "ana"}, "Not an e-mail address: 'ana'."),
        ({"group": " "}, "Needed: name of the group. See --help."),
    ],
)
def test_an_answer_that_makes_no_sense_writes_nothing(wrong, words):
    with pytest.raises(CommandError, match=re.escape(words)):
        opened(**wrong)

    assert not User.objects.filter(email__startswith="ana").exists()


def test_a_store_that_is_there_already_is_refused_by_name():
    opened()

    with pytest.raises(CommandError, match="give another --slug"):
        opened()
