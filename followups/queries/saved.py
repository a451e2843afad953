"""What came of a log, in the words of the banner over the next card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from deliveries.models import WeOwe
from followups.models import Attempt, AttemptEffect, FollowUp, HeatCase, Referral
from followups.queries.next_planned import next_planned
from followups.queries.outcome import short_words
from followups.rules.merging import covered_by_contact
from followups.rules.outcomes import STOPS_STAY
from followups.words.days import clock, near_day
from followups.words.labels import kind_name

CALL, CASE, OWED, NAME = (m._meta.db_table for m in (FollowUp, HeatCase, WeOwe, Referral))


@dataclass(frozen=True, slots=True)
class Change:
    """A row that the log changed, in the columns `after`, or made."""

    pk: int
    is_new: bool
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Came:
    """What one log changed, by table; `calls` are the follow-ups that it changed, as they are."""

    attempt: Attempt
    today: date
    changes: dict[str, list[Change]]
    calls: dict[int, FollowUp]

    def calls_with(self, *columns: str) -> list[tuple[FollowUp, dict[str, Any]]]:
        """Follow-ups with a change in one of these columns, and what became of them."""
        return [
            (self.calls[change.pk], change.after)
            for change in self.changes[CALL]
            if change.pk in self.calls and any(name in change.after for name in columns)
        ]

    @property
    def states(self) -> set[str]:
        """How follow-ups ended."""
        return {after["state"] for _row, after in self.calls_with("state")}

    @property
    def tried(self) -> list[tuple[FollowUp, dict[str, Any]]]:
        """Follow-ups that it was a try at, and that are still owed."""
        return [(row, after) for row, after in self.calls_with("tries") if "state" not in after]


def saved_words(attempt: Attempt, *, now: datetime) -> tuple[str, str]:
    """ "Maria: no answer." and "Next try tomorrow": what it led to, and each thing that came up.

    The number of queries does not depend on how much the log changed.
    """
    came = _came(attempt, now)
    said = [*_of_the_calls(came), *_came_up(came)]
    if not said:
        said = [_("Kept on the timeline.")]
    elif said == [_("Done.")]:
        said += _next(came)
    ended = [words if words.endswith(".") else f"{words}." for words in said[:-1]]
    return f"{short_words(attempt)}.", " ".join((*ended, said[-1]))


def _came(attempt: Attempt, now: datetime) -> Came:
    changes: dict[str, list[Change]] = {CALL: [], CASE: [], OWED: [], NAME: []}
    effects = AttemptEffect.objects.filter(attempt=attempt, table__in=changes).order_by("id")
    for effect in effects:
        change = Change(effect.row_id, effect.before is None, effect.after or {})
        changes[effect.table].append(change)
    ids = [change.pk for change in changes[CALL] if not change.is_new]
    calls = FollowUp.objects.select_related("owner").in_bulk(ids)
    return Came(attempt, attempt.store.day_of(now), changes, calls)


def _of_the_calls(came: Came) -> list[str]:
    """What became of the follow-ups that it answers."""
    outcome = came.attempt.outcome
    if outcome == "died":
        words = _("Nobody contacts them any more, at any store of the group.")
        return [words, _("What we owe goes to the manager.")] if came.tried else [words]
    if outcome in STOPS_STAY:
        return [_stop_words(outcome), *_after_stop(came)]
    if outcome == "call_back":
        back = _back_words(came)
        if back:
            return [back]
    said = []
    if FollowUp.State.DONE in came.states:
        said.append(_done_words(came.attempt))
    elif FollowUp.State.NOT_REACHED in came.states:
        said.append(_("That was the last try; the next follow-up still comes."))
    elif not came.attempt.is_talk:
        said += _next_try(came)
    return said + _apart(came)


def _stop_words(outcome: str) -> str:
    if outcome == "stranger_stopped":
        return _("Nobody rings that number from now on.")
    return _("It holds for every store of the group from this second on.")


def _after_stop(came: Came) -> list[str]:
    """What is still owed after it: the next number, or what we promised."""
    if came.attempt.outcome == "stranger_stopped" or came.attempt.answered_by_id:
        return _next_try(came)
    if not came.tried:
        return []
    if any(row.channel == "letter" for row, _after in came.tried):
        return [_("What we owe them is told by letter.")]
    return [_("What we owe them stays due.")]


def _next_try(came: Came) -> list[str]:
    days = [_due_on(row, after) for row, after in came.tried]
    if not days:
        return []
    return [_("Next try %(day)s") % {"day": near_day(min(days), came.today)}]


def _apart(came: Came) -> list[str]:
    """The BDC's, kept beside the owner's own call, which it leaves owed (seed 000, line 7)."""
    apart = [
        row
        for row, after in came.calls_with("bdc_tried_on")
        if "tries" not in after and "state" not in after
    ]
    if not apart:
        return []
    name = apart[0].owner.first_name
    return [_("Kept as your BDC call. %(name)s’s own call stays due.") % {"name": name}]


def _back_words(came: Came) -> str:
    """When it is back, and on whose list: the follow-up that moved, else the one that was made."""
    moved = came.calls_with("tries", "bdc_tried_on", "due_on")
    if moved:
        row, after = min(moved, key=lambda one: _due_on(*one))
        at = row.due_at.astimezone(came.attempt.store.zone) if row.due_at else None
        day = near_day(_due_on(row, after), came.today)
        when = f"{day}, {clock(at)}" if at else day
        if row.owner_id == came.attempt.by_id:
            return _("Back on your list %(day)s") % {"day": when}
        return _("Back on %(name)s’s list %(day)s") % {"name": row.owner.first_name, "day": when}
    made = [change.after for change in came.changes[CALL] if change.is_new]
    if not made:
        return ""
    day = near_day(date.fromisoformat(made[0]["due_on"]), came.today)
    item = next((c.after["item"] for c in came.changes[OWED] if c.is_new), "")
    if not item or item == _("Call back"):
        return _("Back on your list %(day)s") % {"day": day}
    return _("Back on your list %(day)s: %(item)s") % {"day": day, "item": item}


def _came_up(came: Came) -> list[str]:
    """A heat case, a promise, a name: each a short part."""
    return [
        *(words for change in came.changes[CASE] if (words := _case_words(change, came.today))),
        *_owed_words(came),
        *(
            _("Name kept: %(name)s.") % {"name": change.after["name"]}
            for change in came.changes[NAME]
            if change.after.get("state") == Referral.State.GIVEN and change.after.get("name")
        ),
    ]


def _case_words(change: Change, today: date) -> str:
    on, state = change.after.get("next_update_on"), change.after.get("state")
    if not change.is_new:
        if state == HeatCase.State.CONFIRMED:
            return _("The heat case is settled.")
        return _("The heat case is open again.") if state == HeatCase.State.OPEN else ""
    if not on:
        return _("Heat case opened.")
    day = near_day(date.fromisoformat(on), today)
    return _("Heat case opened; they hear again by %(day)s.") % {"day": day}


def _owed_words(came: Came) -> Iterable[str]:
    """What was promised now; a call back that is a promise of its own has been said."""
    if came.attempt.outcome == "call_back" and not came.calls:
        return []
    promised = [change for change in came.changes[OWED] if change.after.get("promised_on")]
    items = dict(WeOwe.objects.filter(pk__in=[c.pk for c in promised]).values_list("pk", "item"))
    return [
        _("We owe: %(item)s, by %(day)s.")
        % {
            "item": items.get(change.pk, ""),
            "day": near_day(date.fromisoformat(change.after["promised_on"]), came.today),
        }
        for change in promised
    ]


def _done_words(attempt: Attempt) -> str:
    """One contact, and how many cars it was about when they are several (edge cases 42, 43)."""
    rows = FollowUp.objects.filter(closed_by=attempt, state=FollowUp.State.DONE)
    cars = covered_by_contact(rows.values_list("delivery_id", flat=True)).deliveries
    return _("Done, for %(n)d cars.") % {"n": cars} if cars > 1 else _("Done.")


def _next(came: Came) -> list[str]:
    """When they hear next, where that is known already."""
    customer = came.attempt.customer_id
    row = FollowUp.objects.open().filter(customer=customer).order_by("due_on", "id").first()
    planned = next_planned(customer, came.today)
    if row is not None:
        on, kind = row.due_on, row.kind
    elif planned is not None:
        on, kind = planned.due_on, planned.kind
    else:
        return []
    return [
        _("Next: %(kind)s, %(day)s.") % {"kind": kind_name(kind), "day": near_day(on, came.today)}
    ]


def _due_on(row: FollowUp, after: dict[str, Any]) -> date:
    """When it was due after the log: it may have moved since."""
    return date.fromisoformat(after["due_on"]) if "due_on" in after else row.due_on
