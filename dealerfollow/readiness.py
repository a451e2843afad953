"""/readyz: may traffic come here? Database, migrations, broker, worker heartbeat, sweeps on time.

It looks at every floor, so it stands at the top of the house and only the URLconf imports it.
"""

import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accountability.queries import stores_not_swept
from dealerfollow.jobs.queries import PERIODS, late_jobs
from dealerfollow.jobs.queue import is_broker_reachable
from dealerfollow.schedule import HEARTBEATS
from dealerfollow.tenancy.checks import application_role_problems

STARTED = time.monotonic()
GRACE_SECONDS = 60.0
_migrated: set[str] = set()  # databases seen with every migration applied: that never goes back


@login_not_required  # a load balancer asks, before anybody signs in; it tells no customer's data
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything is well, else 503 with a reason each. Called outside a transaction."""
    reasons = reasons_not_ready(timezone.now(), seconds_up=time.monotonic() - STARTED)
    response = JsonResponse(
        {"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200
    )
    response["Cache-Control"] = "no-store"
    return response


def reasons_not_ready(now: datetime, *, seconds_up: float) -> list[str]:
    """What is wrong, in plain words; empty when ready. A check that fails is a reason itself."""
    checks: list[Callable[[], list[str]]] = [
        database,
        migrations,
        broker,
        lambda: worker(now, seconds_up=seconds_up),
        lambda: sweeps(now),
    ]
    reasons: list[str] = []
    for check in checks:
        try:
            reasons += check()
        except Exception as problem:
            reasons.append(f"database: {type(problem).__name__}")
            connection.close()
            if check is database:  # everything but the broker would say the same again
                return reasons + broker()
    return reasons


def database() -> list[str]:
    """Reachable, as a role that row-level security binds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] != settings.APP_ROLE:
            return ["database: not connected as the application role"]
    return [f"database: {problem.msg}" for problem in application_role_problems()]


def migrations() -> list[str]:
    """Every migration of this code is applied."""
    name = str(connection.settings_dict["NAME"])
    if name in _migrated:
        return []
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return [f"migrations: {len(missing)} not applied"]
    _migrated.add(name)
    return []


def broker() -> list[str]:
    """It answers within half a second."""
    return [] if is_broker_reachable() else ["broker: unreachable"]


def worker(now: datetime, *, seconds_up: float) -> list[str]:
    """Each periodic job succeeded within three of its periods, once we are up for long enough."""
    late = late_jobs(HEARTBEATS, now=now)
    return [
        f"worker: {name} has not succeeded for {PERIODS} periods"
        for name in late
        if seconds_up > max(GRACE_SECONDS, PERIODS * HEARTBEATS[name].total_seconds())
    ]


def sweeps(now: datetime) -> list[str]:
    """Each store's day was closed by 06:00 of its next morning."""
    count = len(stores_not_swept(now))
    return [f"sweeps: {count} stores have a day that is not closed"] if count else []
