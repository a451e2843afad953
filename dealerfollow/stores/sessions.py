"""Plain database sessions and users, read by plain SQL: every request of everybody asks for both.

The page must work with the broker down, so neither is kept in a cache; the ORM would cost more
than the database (docs/performance.md).
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import connection
from django.utils import timezone

from dealerfollow.stores.models import User
from dealerfollow.stores.plain_rows import columns_of, instances

SESSION = """
SELECT session_key, session_data, expire_date FROM django_session
 WHERE session_key = %s AND expire_date > %s
"""
USER = f"SELECT {columns_of(User)} FROM stores_user WHERE id = %s AND is_active"


class SessionStore(DatabaseSessionStore):
    """Django's database sessions, with one look-up by plain SQL."""

    def _get_session_from_db(self) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(SESSION, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return self.model(*row)


class StaffBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail, with the user of each request by plain SQL."""

    def get_user(self, user_id: Any) -> User | None:
        """The user who may still sign in; None for a removed or unknown one."""
        with connection.cursor() as cursor:
            cursor.execute(USER, [user_id])
            return next(iter(instances(User, cursor.fetchall())), None)
