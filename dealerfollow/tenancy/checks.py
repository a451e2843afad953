"""Boot checks: refuse to start where a policy could be bypassed or is missing."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import connection
from django.db.utils import OperationalError

from dealerfollow.tenancy.constraints import InGroup

# Outside tenancy on purpose, since sign-in happens before a group is known (architecture.md).
OUTSIDE_TENANCY = {
    "stores.User",
    "jobs.JobRun",
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "sessions.Session",
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
    "account.EmailConfirmationHMAC",
}


def tenant_models() -> list[Any]:
    """Every concrete model whose rows belong to a group."""
    return [m for m in apps.get_models() if m._meta.label not in OUTSIDE_TENANCY]


@register()
def every_tenant_table_has_a_policy(**kwargs: Any) -> list[Error]:
    """E001: a tenant model without InGroup; none may be forgotten."""
    return [
        Error(f"{m._meta.label} has no row-level policy.", hint="Add InGroup.", id="tenancy.E001")
        for m in tenant_models()
        if not any(isinstance(c, InGroup) for c in m._meta.constraints)
    ]


@register("database", deploy=False)
def application_role_cannot_bypass(*, databases: Any = None, **kwargs: Any) -> list[Error]:
    """E002: the role in DATABASE_URL is a superuser, bypasses policies, or owns a table."""
    if not databases:
        return []
    return application_role_problems()


def application_role_problems() -> list[Error]:
    """The same question, asked of the database now; empty when it cannot be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT FROM pg_tables WHERE"
                " schemaname = 'public' AND tableowner = current_user)"
                " FROM pg_roles WHERE rolname = current_user"
            )
            bypasses, owns = cursor.fetchone()
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT"
                " (relrowsecurity AND relforcerowsecurity)",
                [[m._meta.db_table for m in tenant_models()]],
            )
            bare = [row[0] for row in cursor.fetchall()]
    except OperationalError:
        return []
    problems = []
    if bypasses or owns:
        problems.append(
            Error(
                "The application role could bypass row-level security.",
                hint="Use a role that is neither superuser, BYPASSRLS nor owner of the tables.",
                id="tenancy.E002",
            )
        )
    if bare:
        problems.append(Error(f"Tables without FORCEd policies: {bare}.", id="tenancy.E003"))
    return problems
