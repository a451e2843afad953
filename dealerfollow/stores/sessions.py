"""Plain database sessions and users, read by plain SQL: every request of everybody asks for both.

The page must work with the broker down, so neither is kept in a cache; the ORM would cost more
than the database (docs/performance.md).
"""

import json
from contextlib import nullcontext
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import connection, transaction
from django.utils import timezone

from dealerfollow.stores.models import User
from dealerfollow.stores.scope import Held
from dealerfollow.tenancy.plain_rows import from_json
from dealerfollow.tenancy.prepared import read
from dealerfollow.tenancy.scope import read_in_scope

SESSION = """
SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s
"""
USER = """
SELECT to_jsonb(u)::text,
       (SELECT jsonb_agg(jsonb_build_array(m.id, m.group_id, m.store_id, m.role, m.department)
                         ORDER BY m.id)
          FROM stores_membership m WHERE m.user_id = u.id AND m.ended_at IS NULL)::text
  FROM stores_user u WHERE u.id = %s AND u.is_active
"""


class SessionStore(DatabaseSessionStore):
    """Django's database sessions, with one look-up by plain SQL."""

    def _get_session_from_db(self) -> Any:
        rows = read(SESSION, [self.session_key, timezone.now()])
        if not rows:
            self._session_key = None
            return None
        return self.model(str(self.session_key), *rows[0])


class StaffBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail, with the user of each request by plain SQL."""

    def get_user(self, user_id: Any) -> User | None:
        """The user who may still sign in, with what they hold; None for a removed or unknown one.

        Enters the user's own scope, since only there their memberships can be read.
        """
        with nullcontext() if connection.in_atomic_block else transaction.atomic():
            rows = read_in_scope(None, user_id, USER, [user_id])
        if not rows:
            return None
        user = from_json(User, rows[0][0])
        user.held = tuple(Held(*values) for values in json.loads(rows[0][1] or "[]"))
        return user
