"""What a pasted list finds, in words: what will change, what to choose, and what to mend."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dealerfollow.web.days import day_words
from deliveries.models import Delivery, WeOwe
from deliveries.queries.pasted import NEEDS_LOOK, NOTHING_TO_DO, Reading
from deliveries.queries.standing import standing_of
from deliveries.rules.desk_words import Said, after
from deliveries.wording import car_words
from deliveries.wording_of_desk import standing_words

# What is wrong with a line, and what helps.
PROBLEMS = {
    "which": (gettext_noop("More than one fits."), gettext_noop("Tick the right one.")),
    "none": (
        gettext_noop("Nothing like this is open on the deal."),
        gettext_noop("Try another word for what is owed, or add it to the deal."),
    ),
    "unknown": (
        gettext_noop("No deal or stock number here is like this."),
        gettext_noop("Compare it with the deal jacket. Another store’s numbers are not found."),
    ),
    "rounded": (
        gettext_noop("A spreadsheet has rounded this number."),
        gettext_noop("Format the column as text there, and copy it again."),
    ),
    "words": (
        gettext_noop("This line has no number."),
        gettext_noop("Put the deal number in it, or leave it out."),
    ),
}
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("name", "what", "item", "now", "then", "problem", "fix", "url"), ""),
    "pick": None,
    "is_safety": False,
}
GROUPS = (
    (("change",), gettext_noop("Will change, %(n)d"), ""),
    (("back",), gettext_noop("These would go back, %(n)d: tick what is so"), "late"),
    (("which",), gettext_noop("Which one is it? %(n)d"), "late"),
    (NEEDS_LOOK, gettext_noop("Need another look, %(n)d"), "miss"),
    (NOTHING_TO_DO, gettext_noop("Nothing to change, %(n)d"), ""),
)


def sums_of(found: Sequence[Reading]) -> list[dict[str, Any]]:
    """How many lines come to what."""
    kinds = Counter(one.kind for one in found)
    bad = sum(kinds[kind] for kind in NEEDS_LOOK)
    rest = sum(kinds[kind] for kind in NOTHING_TO_DO)
    told = [
        (kinds["change"], _("will change"), ""),
        (kinds["back"], _("would go back"), "late"),
        (kinds["which"], _("to choose"), "late"),
        (bad, _("need another look"), "miss"),
        (rest, _("nothing to change"), ""),
    ]
    return [
        {"value": n, "label": label, "tone": tone}
        for place, (n, label, tone) in enumerate(told)
        if n or place == 0
    ]


def readings_in_groups(
    scope: Any, found: Sequence[Reading], said: Said, now: datetime, *, can_pick: bool
) -> list[dict[str, Any]]:
    """The lines, what will change first; no query. What no tick can save is folded below them,
    where anything can be saved."""
    has_stores = len(scope.stores) > 1
    groups = []
    for kinds, label, tone in GROUPS:
        readings = [one for one in found if one.kind in kinds]
        rows = [
            line
            for one in readings
            for line in _lines(one, said, now, can_pick=can_pick, has_stores=has_stores)
        ]
        if rows:
            label = _(label) % {"n": len(readings)}
            can_tick = any(row["pick"] for row in rows)
            groups.append({"label": label, "tone": tone, "rows": rows, "is_below": not can_tick})
    if all(group["is_below"] for group in groups):
        return [group | {"is_below": False} for group in groups]
    return groups


def _lines(
    one: Reading, said: Said, now: datetime, *, can_pick: bool, has_stores: bool
) -> list[dict[str, Any]]:
    shown: dict[str, Any] = {**EMPTY, "shown": one.line.shown}
    if one.kind in PROBLEMS:
        problem, fix = PROBLEMS[one.kind]
        shown |= {"problem": _(problem), "fix": _(fix)}
    if one.kind == "twice" and one.first:
        return [shown | {"now": _("Named above: %(number)s") % {"number": one.first.shown}}]
    if not one.we_owes:
        sale = one.delivery
        return [shown | (_sale(sale, has_stores) if sale else {}) | {"url": _add_url(sale)}]
    rows = []
    for row in one.we_owes:
        picked = {"value": row.pk, "is_ticked": one.kind == "change"}
        is_pick = can_pick and one.kind in ("change", "back", "which")
        rows.append(
            shown
            | (_sale(row.delivery, has_stores) if row.delivery else {})
            | _promise(row, said, now, kind=one.kind)
            | {"pick": picked if is_pick else None}
        )
    return rows


def _promise(row: WeOwe, said: Said, now: datetime, *, kind: str) -> dict[str, Any]:
    today = row.store.day_of(now)
    standing = standing_of(row)
    before, became = standing_words(standing, today), ""
    if kind in ("change", "back", "which") and said.outcome:
        became = standing_words(after(standing, said), today)
        became = _("the same, other words") if became == before else became
    elif kind == "settled" and row.settled_at:
        on = day_words(row.settled_at.astimezone(row.store.zone).date(), today)
        before = _("%(state)s %(day)s") % {"state": before, "day": on}
    elif kind == "same":
        before = _("%(state)s already") % {"state": before}
    return {"item": row.item, "now": before, "then": became, "is_safety": row.is_safety}


def _sale(sale: Delivery, has_stores: bool) -> dict[str, str]:
    parts = [car_words(sale), sale.store.name if has_stores else ""]
    return {"name": sale.customer.name, "what": " · ".join(part for part in parts if part)}


def _add_url(sale: Delivery | None) -> str:
    if sale is None:
        return ""
    return f"{reverse('deliveries:owe')}?{urlencode({'delivery': sale.pk})}"
