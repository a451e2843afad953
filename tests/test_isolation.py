"""Nobody in where they don't belong: every address, by those who must not see North.

The URLconf is walked, so a new address fails here until the table says which row it takes.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from customers.models import Customer
from dealerfollow.tenancy.checks import tenant_models
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.once import made_once
from dealerfollow.web import access
from dealerfollow.web.checks import THIRD_PARTY, all_patterns
from tests.addresses import ADDRESSES, PUBLIC
from tests.world import CANARY, TODAY, World, make_world


def our_names() -> set[str]:
    """The names of all our addresses, with their app's namespace."""
    names = set()
    for _, pattern in all_patterns():
        module = pattern.callback.__module__
        if module.startswith(THIRD_PARTY):
            continue
        app = module.split(".")[1] if module.startswith("dealerfollow.stores") else module
        is_top = module.startswith("dealerfollow.") and not module.startswith("dealerfollow.stores")
        names.add(pattern.name if is_top else f"{app.split('.')[0]}:{pattern.name}")
    return names


WITH_ID = sorted(name for name, row in ADDRESSES.items() if row)
WITHOUT_ID = sorted(name for name, row in ADDRESSES.items() if not row and name not in PUBLIC)


@pytest.fixture(scope="module")
def one_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all the addresses, in a transaction around those of the tests."""
    with made_once(django_db_blocker):
        yield make_world(make_cast())


@pytest.fixture(scope="module")
def untouched(one_world: World, django_db_blocker: DjangoDbBlocker) -> str:
    """The fingerprint of North's group before any test."""
    with django_db_blocker.unblock():
        return picture_of_group(one_world.cast.group.pk)


@pytest.fixture
def world(one_world: World, db: None) -> World:
    """Untouched: what a test writes goes with its own savepoint."""
    return one_world


def url_of(name: str, world: World) -> str:
    return reverse(name, kwargs={arg: world.ids[row] for arg, row in ADDRESSES[name].items()})


def picture_of_group(group_id: int) -> str:
    """A fingerprint of every row of every tenant table of one group."""
    tables = [model._meta.db_table for model in tenant_models()]
    ask = " UNION ALL ".join(
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text))"
        f' FROM "{table}" t'
        for table in tables
    )
    with scope(group_id), connection.cursor() as cursor:
        cursor.execute(ask)
        return repr(cursor.fetchall())


def answers_to(client: Client, url: str, refusals: tuple[int, ...] = (404, 405)) -> set[int]:
    """The statuses of GET and POST; not found, or the wrong method, and never a word of North."""
    responses = [client.get(url), client.post(url)]
    for response in responses:
        assert response.status_code in refusals
        assert CANARY not in response.content.decode()
    return {response.status_code for response in responses}


def test_one_row_changed_in_the_group_changes_its_fingerprint(world, untouched):
    assert picture_of_group(world.cast.group.pk) == untouched
    Customer.objects.filter(pk=world.ids["customer"]).update(last_name="Other")
    assert picture_of_group(world.cast.group.pk) != untouched


def test_every_address_is_in_the_table():
    assert our_names() == set(ADDRESSES)


@pytest.mark.parametrize("name", WITH_ID)
@pytest.mark.parametrize("who", ["otto", "carla"])
def test_a_stranger_gets_404_and_changes_nothing(name, who, world, untouched, sign_in):
    client = sign_in(world.person(who))
    assert 404 in answers_to(client, url_of(name, world))
    assert picture_of_group(world.cast.group.pk) == untouched


@pytest.mark.parametrize("name", WITH_ID)
def test_a_salesperson_of_the_sister_store_gets_nothing(name, world, untouched, sign_in):
    client = sign_in(world.cast.noor)
    assert answers_to(client, url_of(name, world), refusals=(403, 404, 405)) & {403, 404}
    assert picture_of_group(world.cast.group.pk) == untouched


@pytest.mark.parametrize("name", WITH_ID)
def test_row_level_security_alone_still_gives_nothing(name, world, untouched, sign_in, monkeypatch):
    """The scope filter is taken away: only the database's policies are left."""
    monkeypatch.setattr(access, "in_scope", lambda rows, scope: rows)
    client = sign_in(world.cast.otto)
    assert 404 in answers_to(client, url_of(name, world))
    assert picture_of_group(world.cast.group.pk) == untouched


@pytest.mark.parametrize("name", WITHOUT_ID)
@pytest.mark.parametrize("who", ["otto", "noor", "carla"])
def test_a_page_of_strangers_never_shows_north(name, who, world, sign_in):
    client = sign_in(world.person(who))
    for query in ("", f"?q={CANARY}&store=north&person={world.cast.sam.pk}"):
        response = client.get(reverse(name) + query)
        assert response.status_code in (200, 302, 403, 404, 405)
        body = b"".join(response) if response.streaming else response.content
        assert f"{CANARY} key" not in body.decode()
        assert body.decode().replace(f"q={CANARY}", "").count(CANARY) <= body.decode().count(
            f'value="{CANARY}"'
        ) + body.decode().count(f"“{CANARY}”")


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - PUBLIC))
def test_a_visitor_is_asked_to_sign_in(name, world, client):
    response = client.get(url_of(name, world))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_sam_himself_can_open_what_the_strangers_could_not(world, sign_in, time_machine):
    time_machine.move_to(f"{TODAY}T17:00Z")
    client = sign_in(world.cast.sam)
    opened = client.get(reverse("customers:customer", args=[world.ids["customer"]]))
    assert opened.status_code == 200
    assert CANARY in opened.content.decode()
