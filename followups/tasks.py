"""What runs by itself here: planning what is due, and sending what is owed by mail.

Each task has a plain function of the same work beside it, for `manage.py run_due` and for tests.
"""

import logging
import time
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from dealerfollow.jobs.actions import run_job
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.scope import scope
from followups.actions.notices import mark_failed, mark_sent, take_notice
from followups.actions.one_ring import keep_one_ring
from followups.actions.plan import plan_and_smooth
from followups.models import Notice
from followups.queries.work import (
    groups_with_calls_due,
    groups_with_notices_due,
    stores_with_plans_due,
)

log = logging.getLogger(__name__)
SENDING_SECONDS = 60  # the rest leaves at the next tick


@shared_task(name="followups.tasks.plan_due_follow_ups")
def plan_due_follow_ups() -> None:
    """Makes the rows of all plans that are due, in every store."""
    now = timezone.now()
    run_job("followups.tasks.plan_due_follow_ups", lambda: plan_all_due(now=now), now=now)


def plan_all_due(*, now: datetime) -> int:
    """Plans each store that has work, by its own today; returns the rows made. Idempotent.

    A store that fails stops no other; the first failure is raised when all have had their turn.
    """
    made = 0
    failures: list[Exception] = []
    for group_id, store_id in stores_with_plans_due(now):
        try:
            with scope(group_id):
                store = Store.objects.get(pk=store_id)
                made += plan_and_smooth(store, today=store.day_of(now), now=now)
        except SoftTimeLimitExceeded:
            raise
        except Exception as problem:
            log.exception("planning failed for store %s", store_id)
            failures.append(problem)
    if failures:
        raise failures[0]
    return made


@shared_task(name="followups.tasks.keep_one_ring_a_day")
def keep_one_ring_a_day() -> None:
    """Settles in every group who rings which household today."""
    now = timezone.now()
    run_job("followups.tasks.keep_one_ring_a_day", lambda: keep_all_to_one_ring(now=now), now=now)


def keep_all_to_one_ring(*, now: datetime) -> int:
    """Each group with something due in its own transaction; returns what changed. Idempotent."""
    changed = 0
    for group_id in groups_with_calls_due(now):
        with scope(group_id):
            changed += keep_one_ring(now=now)
    return changed


@shared_task(name="followups.tasks.send_notices")
def send_notices() -> None:
    """Sends every notice that is due, at least once."""
    now = timezone.now()
    run_job("followups.tasks.send_notices", lambda: send_all_due(now=now), now=now)


def send_all_due(*, now: datetime) -> int:
    """Sends what is due in every group; returns how many left.

    Each in its own transaction, locked while it is sent: two workers never send the same one.
    """
    until = time.monotonic() + SENDING_SECONDS
    sent = 0
    for group_id in groups_with_notices_due(now):
        while time.monotonic() < until:
            with scope(group_id):
                notice = take_notice(now=now)
                if notice is None:
                    break
                sent += _send(notice, now)
    return sent


def _send(notice: Notice, now: datetime) -> int:
    try:
        message_of(notice).send()
    except SoftTimeLimitExceeded:
        raise
    except Exception as problem:  # a server, a template, an address: each is counted and parked
        log.warning("notice %s was not sent: %s", notice.pk, problem)
        mark_failed(notice, f"{type(problem).__name__}: {problem}", now=now)
        return 0
    mark_sent(notice, now=now)
    return 1


def message_of(notice: Notice) -> EmailMessage:
    """The mail of a notice, in its receiver's language; the template's first line is the subject.

    Raises TemplateDoesNotExist for a kind without templates/emails/<kind>.txt.
    """
    with translation.override(notice.to.language):
        text = render_to_string(f"emails/{notice.kind}.txt", mail_context(notice))
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject.strip(),
        body=body.strip() + "\n",
        to=[notice.to.email],
    )


def mail_context(notice: Notice) -> dict[str, Any]:
    """facts, to, store, day (a date or None), and full addresses: misses, dashboard, today."""
    day = notice.facts.get("day")
    return {
        "facts": notice.facts,
        "to": notice.to,
        "store": notice.store,
        "day": date.fromisoformat(day) if day else None,
        "misses_link": _link("/accountability/misses/", store=_slug(notice), day=day),
        "dashboard_link": _link("/accountability/", store=_slug(notice)),
        "customer_link": _link(f"/customers/{notice.facts.get('customer_id', '')}/"),
        "today_link": _link("/calls/", store=_slug(notice)),
        "heat_link": _link(f"/heat-cases/{notice.facts.get('case', '')}/"),
    }


def _slug(notice: Notice) -> str | None:
    return notice.store.slug if notice.store else None


def _link(path: str, **filters: str | None) -> str:
    query = urlencode({name: value for name, value in filters.items() if value})
    return settings.PUBLIC_ADDRESS.rstrip("/") + path + (f"?{query}" if query else "")
