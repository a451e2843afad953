"""Fixtures that every app's tests share."""

from collections.abc import Callable

import pytest
from django.test import Client

from dealerfollow.stores.models import User
from dealerfollow.testing.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, with the scope of Grace's group open."""
    return make_cast()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A function from a user to a test client in which that user is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="dealerfollow.stores.sessions.StaffBackend")
        return client

    return signed_in
