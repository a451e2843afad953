"""The desk in words: a promise, its dates, and how it stands."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealerfollow.web.days import day_words
from deliveries.models import WeOwe, WeOweChange
from deliveries.queries.desk import TAG_DAYS
from deliveries.rules.desk_words import CLOSED, Standing, is_slip
from deliveries.rules.we_owe import counted_day
from deliveries.wording import car_words


def car_and_day(row: WeOwe, today: date) -> str:
    """ "2026 Civic, new · Oct 26"; "" for a promise without a sale."""
    if row.delivery is None:
        return ""
    day = row.delivery.delivered_on or row.delivery.sold_on
    return f"{car_words(row.delivery)} · {day_words(day, today)}"


def told_words(row: WeOwe, today: date) -> dict[str, str]:
    """The day that counts, how far past it is, and how old the promise is."""
    day = counted_day(row.told_on, row.promised_on)
    age = (today - row.made_on).days
    owed = ngettext("owed for %(n)d day", "owed for %(n)d days", age) % {"n": age}
    if day is None:
        return {"label": _("No date yet"), "sub": owed, "tone": ""}
    label = day_words(day, today)
    if _is_to_be_told(row):  # both days: what they know, and what holds now
        return _changed_words(row, today)
    if row.owed_by == WeOwe.OwedBy.CUSTOMER:
        return {"label": label, "sub": owed, "tone": ""}
    if row.told_on is None:
        label = _("%(day)s, not told") % {"day": label}
    late = (today - day).days
    if late > 0 and row.status == WeOwe.Status.OPEN:
        past = ngettext("%(n)d day past", "%(n)d days past", late) % {"n": late}
        return {"label": label, "sub": f"{past}, {owed}", "tone": "miss"}
    return {"label": label, "sub": owed, "tone": ""}


def _changed_words(row: WeOwe, today: date) -> dict[str, str]:
    assert row.promised_on and row.told_on
    now_on = _("now %(day)s") % {"day": day_words(row.promised_on, today)}
    words = _("told %(day)s: they should hear") % {"day": day_words(row.told_on, today)}
    is_past = row.promised_on < today and row.status == WeOwe.Status.OPEN
    return {"label": now_on, "sub": words, "tone": "miss" if is_past else "late"}


def _is_to_be_told(row: WeOwe) -> bool:
    """Is it planned for a later day than the customer knows? An earlier one breaks no promise."""
    is_ours = row.owed_by == WeOwe.OwedBy.STORE and row.status not in CLOSED
    return is_ours and is_slip(row.told_on, row.promised_on)


def tag_words(row: WeOwe, today: date) -> dict[str, str]:
    """When the temporary tag ends, and how soon; empty without one, and at every
    desk but the one of titles and plates."""
    day = row.delivery.tag_expires_on if row.delivery else None
    if day is None or row.department != "title":
        return {}
    left = (day - today).days
    tone = "miss" if left <= 0 else "late" if left <= TAG_DAYS else ""
    if left > TAG_DAYS:
        sub = ""
    elif left > 0:
        sub = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    else:
        sub = _("ends today") if left == 0 else _("has ended")
    return {"label": day_words(day, today), "sub": sub, "tone": tone}


def used_words(row: WeOwe) -> str:
    """ "1 of 4 used" for what is used up bit by bit."""
    if not row.uses:
        return ""
    return _("%(used)d of %(uses)d used") % {"used": row.used, "uses": row.uses}


def state_words(standing: Standing) -> str:
    """ "Sent to the state": how far it has come."""
    if standing.status in ("ready", "done", "cancelled"):
        return str(WeOwe.Status(standing.status).label)
    if standing.stage:
        return str(WeOwe.Stage(standing.stage).label)
    return str(WeOwe.Status.OPEN.label)


def standing_words(standing: Standing, today: date) -> str:
    """ "Sent to the state, Nov 24": how far it has come and by when."""
    state, day = state_words(standing), standing.promised_on
    if day is None or standing.is_settled:
        return state
    on = day_words(day, today).replace(" ", "\u00a0")  # a day stays on one line
    return _("%(state)s, %(day)s") % {"state": state, "day": on}


def slips_of(changes: Sequence[WeOweChange]) -> int:
    """How often the planned date went to a later one."""
    return sum(is_slip(change.promised_was, change.promised_on) for change in changes)


def dates_words(row: WeOwe, changes: Sequence[WeOweChange], today: date) -> list[dict[str, str]]:
    """Each date that they were told and each move of it, the newest first, and the first one."""
    found = []
    for change in changes:
        on = day_words(change.at.astimezone(row.store.zone).date(), today)
        who = change.by.name if change.by else ""
        if change.told_on != change.told_was and change.told_on:
            words = _("told %(day)s, by %(name)s") if who else _("told %(day)s")
            found.append(_line(on, change.told_was, change.told_on, words, who, "", today))
        elif change.promised_on != change.promised_was and change.promised_on:
            words = _("planned for %(day)s, by %(name)s") if who else _("planned for %(day)s")
            if step := step_words(change, row):
                words = f"{step}; {words}"
            told = change.promised_on, words, who, change.word
            found.append(_line(on, change.promised_was, *told, today))
        elif step := step_words(change, row):
            words = f"{step}, {who}" if who else step
            said = f"{words}: “{change.word}”" if change.word else words
            found.append({"on": on, "was": "", "words": said})
    first = row.first_quoted_on
    if first:
        words = _("promised for %(day)s")
        found.append(_line(day_words(row.made_on, today), None, first, words, "", "", today))
    return found


def step_words(change: WeOweChange, row: WeOwe) -> str:
    """ "Sent to the state", "2 of 4 used", "Ready": how far it came with this change; "" when only
    its dates changed."""
    if change.used != change.used_was:
        return _("%(used)d of %(uses)d used") % {"used": change.used, "uses": row.uses or 0}
    if change.status_was in CLOSED and change.status not in CLOSED:
        return _("Opened again")
    if change.status == WeOwe.Status.OPEN and change.stage:  # also back from ready
        is_same = change.status == change.status_was and change.stage == change.stage_was
        return "" if is_same else str(WeOwe.Stage(change.stage).label)
    if change.status != change.status_was:
        return str(WeOwe.Status(change.status).label)
    if change.stage != change.stage_was:
        return str(WeOwe.Stage(change.stage).label)
    return ""


def _line(
    on: str, was: date | None, day: date, words: str, who: str, word: str, today: date
) -> dict[str, str]:
    said = words % {"day": day_words(day, today), "name": who}
    return {
        "on": on,
        "was": day_words(was, today) if was and was != day else "",
        "words": f"{said}: “{word}”" if word else said,
    }


def note_words(row: WeOwe, changes: Sequence[WeOweChange], today: date) -> str:
    """What the customer should hear, and how often the date has moved already."""
    parts = []
    moved = slips_of(changes)
    if moved:
        parts.append(
            ngettext("The date has moved %(n)d time.", "The date has moved %(n)d times.", moved)
            % {"n": moved}
        )
    if row.promised_on and row.told_on and _is_to_be_told(row):
        told, now_on = day_words(row.told_on, today), day_words(row.promised_on, today)
        words = _(
            "The customer was told %(told)s, and it is planned for %(day)s: they should hear."
        )
        parts.append(words % {"told": told, "day": now_on})
    return " ".join(parts)
