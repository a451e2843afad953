"""What the desk shows of a promise: a row of the list, and the one that is being worked on."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from dealerfollow.web.days import day_words, moment_words
from deliveries.forms import WordForm
from deliveries.models import WeOwe, WeOweChange
from deliveries.queries.closed import closing_of, may_be_opened
from deliveries.queries.desk import Desk, dates_told, of_same_deal
from deliveries.queries.standing import standing_of
from deliveries.rules.desk_words import Said, after, is_back
from deliveries.wording_of_desk import (
    car_and_day,
    dates_words,
    note_words,
    standing_words,
    state_words,
    tag_words,
    told_words,
    used_words,
)


def groups_of(
    found: Desk, current: WeOwe | None, now: datetime, *, url: Callable[[int], str]
) -> list[dict[str, Any]]:
    """The groups of the list that have rows; each says how many there are in all."""
    parts = [
        (_("About safety, %(n)d"), "miss", found.safety, found.total_safety),
        (_("Past the date, %(n)d"), "miss", found.overdue, found.total_past),
        (_("This week, %(n)d"), "", found.soon, found.total_week),
        (_("Later, or without a date, %(n)d"), "", found.later, found.total_later),
        (_("Customer owes, %(n)d"), "", found.theirs, found.total_theirs),
        (_("Closed, %(n)d"), "", found.closed, len(found.closed)),
    ]
    return [
        {
            "label": label % {"n": n},
            "tone": tone,
            "rows": [_row(row, current, now, url) for row in rows],
        }
        for label, tone, rows, n in parts
        if rows
    ]


def _row(
    row: WeOwe, current: WeOwe | None, now: datetime, url: Callable[[int], str]
) -> dict[str, Any]:
    today = row.store.day_of(now)
    who = row.word_by.name if row.word_by else ""
    said = ""
    if row.word_at:
        on = day_words(row.word_at.astimezone(row.store.zone).date(), today)
        said = ", ".join(part for part in (on, who) if part)
    is_ready = row.status == WeOwe.Status.READY
    has_news = bool(row.word or row.stage or is_ready)
    return {
        "url": url(row.pk),
        "name": row.customer.name,
        "what": car_and_day(row, today),
        "item": row.item,
        "department": " · ".join(
            part for part in (str(row.get_department_display()), used_words(row)) if part
        ),
        "told": told_words(row, today),
        "tag": tag_words(row, today),
        "word": row.word,
        "stage": state_words(standing_of(row))
        if row.settled_at or (row.stage and not is_ready)
        else "",
        "is_new": has_news and _is_said_on(row, today),
        "word_sub": said,
        "ready": is_ready,
        "is_safety": row.is_safety,
        "is_quiet": row.owed_by == WeOwe.OwedBy.CUSTOMER or row.uses is not None,
        "is_current": current is not None and row.pk == current.pk,
    }


def _is_said_on(row: WeOwe, today: date) -> bool:
    return row.word_at is not None and row.word_at.astimezone(row.store.zone).date() == today


def reopen_url(row: WeOwe, query: str) -> str:
    """Where it is opened again as the page shows it closed; "" for what may not be."""
    if row.settled_at is None or not may_be_opened(row):
        return ""
    seen = urlencode({"seen": row.settled_at.isoformat()})
    return f"{reverse('deliveries:reopen-we-owe', args=[row.pk])}?{query}&{seen}"


def one_of(
    scope: Any,
    row: WeOwe,
    form: WordForm | None,
    now: datetime,
    *,
    fitting: dict[str, Any],
    query: str,
    next_url: str,
) -> dict[str, Any]:
    """The one being worked on, with its dates and what else is open on its deal; 2 queries."""
    held = scope.rights_at(row.store_id)
    today = row.store.day_of(now)
    changes = dates_told(row)
    seller = (
        row.delivery.salesperson.first_name if row.delivery and row.delivery.salesperson else ""
    )
    initial: dict[str, Any] = {"word": row.word, "promised_on": row.promised_on}
    initial["seen_on"] = row.promised_on
    initial["status"] = "ready" if row.status == WeOwe.Status.READY else row.stage
    return {
        "name": row.customer.name,
        "customer_url": reverse("customers:customer", args=[row.customer_id])
        if "customers.see" in held
        else "",
        "sub": _sub(row, seller, has_stores=len(scope.stores) > 1),
        "url": f"{reverse('deliveries:we-owe', args=[row.pk])}?{query}",
        "is_safety": row.is_safety,
        "perk": _perk(row, query),
        "is_settled": row.settled_at is not None,
        "closed": _closed(row, changes, now, query) if row.settled_at else None,
        "back": _steps_back(row, fitting["outcomes"]),
        "back_words": _("It is “%(state)s” now: this is a step back.")
        % {"state": state_words(standing_of(row))},
        "form": form or WordForm(initial=initial, today=today, **fitting),
        "word_label": _word_label(row, seller),
        "note": note_words(row, changes, today),
        "told": dates_words(row, changes, today),
        "others": [_other(one, today, query) for one in of_same_deal(row)],
        "next_url": next_url,
    }


def _steps_back(row: WeOwe, outcomes: Sequence[str]) -> list[str]:
    """The outcomes after which it is less far than it is now."""
    now = standing_of(row)
    return [code for code in outcomes if is_back(now, after(now, Said(code)))]


def _closed(row: WeOwe, changes: list[WeOweChange], now: datetime, query: str) -> dict[str, str]:
    """That it is closed, when and by whom, and with which words."""
    last = closing_of(row, changes)
    at = last.at if last else row.settled_at
    when = moment_words(at, now, row.store.zone) if at else ""
    who = last.by.name if last and last.by else ""
    return {
        "state": state_words(standing_of(row)),
        "words": ", ".join(part for part in (when, who) if part),
        "said": row.cancelled_why or row.word,
        "reopen_url": reopen_url(row, query),
    }


def _sub(row: WeOwe, seller: str, *, has_stores: bool) -> str:
    sale = row.delivery
    parts = [
        row.item,
        _("deal %(number)s") % {"number": sale.deal_number} if sale and sale.deal_number else "",
        _("stock %(number)s") % {"number": sale.stock_number} if sale and sale.stock_number else "",
        _("sold by %(name)s") % {"name": seller} if seller else "",
        row.store.name if has_stores else "",
    ]
    return " · ".join(part for part in parts if part)


def _word_label(row: WeOwe, seller: str) -> str:
    if row.owed_by == WeOwe.OwedBy.CUSTOMER:
        return _("What is still missing")
    if seller:
        return _("What %(name)s can say") % {"name": seller}
    return _("What the customer can be told")


def _perk(row: WeOwe, query: str) -> dict[str, Any] | None:
    if not row.uses:
        return None
    return {
        "words": used_words(row),
        "left": row.uses - row.used,
        "seen": row.used,
        "url": f"{reverse('deliveries:use-perk', args=[row.pk])}?{query}",
    }


def _other(row: WeOwe, today: Any, query: str) -> dict[str, Any]:
    return {
        "item": row.item,
        "words": f"{row.get_department_display()} · {standing_words(standing_of(row), today)}",
        "is_safety": row.is_safety,
        "url": f"{reverse('deliveries:we-owes')}?{query}&owe={row.pk}",
    }
