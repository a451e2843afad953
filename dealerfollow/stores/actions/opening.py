"""A new group, a new store, a new user: what the demo, the tests and an operator begin with."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from dealerfollow.stores.models import Group, Store, User
from dealerfollow.tenancy.scope import enter_scope


def open_group(name: str, slug: str) -> Group:
    """A new group; its scope is open for the rest of the transaction.

    The id is drawn first, since the row may only be written inside its own scope.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('stores_group', 'id'))")
        group_id = cursor.fetchone()[0]
        enter_scope(group_id)
        return Group.objects.create(pk=group_id, name=name, slug=slug)


def open_store(group: Group, **fields: Any) -> Store:
    """A new store of the group in scope; raises ValidationError for fields that make no sense."""
    store = Store(group=group, **fields)
    store.full_clean(exclude=["group"])
    store.save()
    return store


@transaction.atomic
def create_user(email: str, name: str, *, password: str | None = None, **fields: Any) -> User:
    """A user with a verified, primary e-mail address.

    Second-factor enrolment silently redirects without such a row.
    """
    user = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
