"""What the application role may do, given once per database before its tables are made."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections


def grant_to_application(*, using: str, **kwargs: Any) -> None:
    """Sets default privileges, so that each table made later is usable by the application.

    Default privileges instead of `GRANT … ON ALL TABLES` after migrating: that would hand
    UPDATE and DELETE on append-only tables back. Raises ImproperlyConfigured when migrations
    run as the application role, which would make it the owner and so free of every policy.
    Idempotent; called once per app by Django, cheap after the first time.
    """
    app = settings.APP_ROLE
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        if owner == app:
            raise ImproperlyConfigured(
                "Migrations must run as the owner of the tables (DATABASE_OWNER_URL), "
                f"not as the application role {app!r}."
            )
        role = connections[using].ops.quote_name(app)
        cursor.execute(
            f"GRANT USAGE ON SCHEMA public TO {role};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            f" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            f" GRANT USAGE, SELECT ON SEQUENCES TO {role};"
            f"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"
        )
