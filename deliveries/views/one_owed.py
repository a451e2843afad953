"""What is owed on one sale, as its page shows it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from dealerfollow.web.days import day_words
from deliveries.models import Delivery, WeOwe
from deliveries.queries.standing import standing_of
from deliveries.wording_of_desk import state_words, used_words


def owed_on(
    row: Delivery, held: frozenset[str], today: date, *, problem: str = ""
) -> dict[str, Any]:
    """Its promises, what is about safety first; "nothing owed" as it was signed, and what this
    person may add or sign. One query."""
    rows = sorted(row.we_owes.order_by("status", "id"), key=lambda one: not _is_urgent(one))
    may_sign = row.nothing_owed_at is None and not any(_is_ours_and_open(one) for one in rows)
    may_sign = may_sign and "deliveries.record" in held and row.unwound_on is None
    told = urlencode({"delivery": row.pk})
    return {
        "owes": [_owe(one, today) for one in rows],
        "owe_url": f"{reverse('deliveries:owe')}?{told}" if "we_owes.edit" in held else "",
        "nothing_owed": _signed(row, today),
        "nothing_url": reverse("deliveries:nothing-owed", args=[row.pk]) if may_sign else "",
        "owed_problem": problem,
    }


def _is_open(one: WeOwe) -> bool:
    return one.status in (WeOwe.Status.OPEN, WeOwe.Status.READY)


def _is_urgent(one: WeOwe) -> bool:
    return one.is_safety and _is_open(one)


def _is_ours_and_open(one: WeOwe) -> bool:
    return _is_open(one) and one.owed_by == WeOwe.OwedBy.STORE


def _signed(row: Delivery, today: date) -> str:
    """ "Nothing owed: signed Nov 3, with Sam Rivera"; "" for a delivery without it."""
    if row.nothing_owed_at is None:
        return ""
    on = day_words(row.nothing_owed_at.astimezone(row.store.zone).date(), today)
    by = row.nothing_owed_by
    words = (
        _("Nothing owed: signed %(day)s, with %(name)s")
        if by
        else _("Nothing owed: signed %(day)s")
    )
    return words % {"day": on, "name": by.name if by else ""}


def _owe(one: WeOwe, today: date) -> dict[str, Any]:
    is_open = _is_open(one)
    theirs = one.owed_by == WeOwe.OwedBy.CUSTOMER
    parts = [str(_("Customer owes")) if theirs else "", used_words(one), one.cancelled_why]
    return {
        "item": one.item,
        "sub": " · ".join(part for part in parts if part),
        "department": one.get_department_display(),
        "status": state_words(standing_of(one)),
        "is_open": is_open,
        "is_safety": one.is_safety and is_open,
        "promised": day_words(one.promised_on, today) if one.promised_on else "",
    }
