"""The rows behind a number: exactly as many as it said, in words ready for the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accountability.queries.lens import PERSON, PREDICATES, Lens, follow_ups_in
from accountability.queries.scorecards import delivered_in, handed_off_in
from accountability.queries.tiles import flagged, imported_files, undelivered, unscheduled
from accountability.queries.words import (
    car_words,
    day_words,
    days_words,
    excuse_words,
    flag_words,
    time_words,
    what_words,
)
from dealerfollow.stores.models import User
from deliveries.models import Delivery, ImportBatch
from followups.models import FollowUp

HANDED_OFF = "handed_off"
FLAGGED = "flagged"
FOLLOW_UP_METRICS = (*PREDICATES, HANDED_OFF, FLAGGED)
DELIVERY_METRICS = ("units", "unscheduled", "undelivered")
METRICS = (*FOLLOW_UP_METRICS, *DELIVERY_METRICS, "sold_file")


@dataclass(frozen=True, slots=True)
class State:
    """A chip: words, color class, icon name or nothing."""

    label: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `cells` follow the headings after the first, before the last."""

    customer_id: int | None
    name: str
    car: str
    cells: tuple[str, ...]
    state: State
    flags: tuple[str, ...] = ()  # of the delivery, in neutral words


def rows_behind(metric: str, lens: Lens, *, now: datetime) -> QuerySet[Any]:
    """The model rows of a metric, in a stable order. Raises KeyError for an unknown metric."""
    if metric in PREDICATES:
        rows = PREDICATES[metric](follow_ups_in(lens))
        return rows.annotate(person=PERSON).order_by("first_due_on", "id")
    if metric == HANDED_OFF:
        return handed_off_in(lens).order_by("first_due_on", "id", "hand_offs__by_id")
    if metric == FLAGGED:
        return _flagged(lens)
    if metric == "sold_file":
        return imported_files(lens.stores, now=now)
    found: dict[str, Any] = {
        "units": lambda: delivered_in(lens),
        "unscheduled": lambda: unscheduled(lens.stores),
        "undelivered": lambda: undelivered(lens.stores, now=now),
    }
    return found[metric]().order_by("sold_on", "id")  # type: ignore[no-any-return]


def _flagged(lens: Lens) -> QuerySet[Any]:
    rows = flagged(lens.stores).annotate(person=PERSON)
    if lens.condition:
        rows = rows.filter(condition=lens.condition)
    if lens.person_id is not None:
        rows = rows.filter(person=lens.person_id)
    return rows.order_by("due_on", "id")


def headings_of(metric: str) -> tuple[str, ...]:
    """The headings of the list behind a metric."""
    if metric == "sold_file":
        return (_("File"), _("Received"), _("Rows"), _("Refused"), _("Now"))
    if metric in DELIVERY_METRICS:
        return (_("Customer"), _("Deal"), _("Salesperson"), _("Sold"), _("Delivered"), _("Now"))
    return (
        _("Customer"),
        _("Follow-up"),
        _("Counted for"),
        _("First due"),
        _("First try"),
        _("Now"),
    )


def with_parts(metric: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows with everything that their words need, in a fixed number of queries."""
    if metric == "sold_file":
        return rows.defer("content").select_related("store")
    if metric in DELIVERY_METRICS:
        return rows.select_related(
            "customer", "vehicle", "salesperson", "second_salesperson", "store"
        )
    joined = rows.select_related("customer", "delivery__vehicle", "store", "miss")
    return joined.prefetch_related("excuses") if metric in ("excused", "open") else joined


def words_of(metric: str, rows: Sequence[Any], *, now: datetime) -> list[Row]:
    """The rows in words; one query more for people's names."""
    if metric == "sold_file":
        return [_file_row(batch) for batch in rows]
    if metric in DELIVERY_METRICS:
        return [_delivery_row(delivery, now) for delivery in rows]
    people = _names({row.person for row in rows})
    return [_follow_up_row(row, people[row.person], metric) for row in rows]


def _names(ids: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def _follow_up_row(row: Any, person: str, metric: str) -> Row:
    tried = day_words(row.first_tried_on)
    late_days = (row.first_tried_on - row.first_due_on).days if row.first_tried_on else 0
    if late_days > 0:
        tried = _("%(day)s, %(late)s late") % {"day": tried, "late": days_words(late_days)}
    return Row(
        row.customer_id,
        row.customer.name,
        car_words(row),
        (what_words(row), person, day_words(row.first_due_on), tried),
        _state(row, metric),
        flag_words(row),
    )


def _state(row: Any, metric: str) -> State:
    if metric in ("excused", "open"):
        excuses = sorted(row.excuses.all(), key=lambda excuse: excuse.day)
        if excuses:
            return State(excuse_words(excuses[-1].reason), "line")
    if row.missed_on:
        return State(_missed_words(row), "miss")
    if row.state == FollowUp.State.OPEN:
        return State(_("Open, due %(day)s") % {"day": day_words(row.due_on)}, "line")
    if row.reached_on:
        return State(_("Reached %(day)s") % {"day": day_words(row.reached_on)}, "ok", "check")
    return State(str(row.get_state_display()))


def _missed_words(row: Any) -> str:
    """Missed Nov 18, still open; of a later try: Try 2 missed Nov 20, done since."""
    is_open = row.state == FollowUp.State.OPEN
    now = _("still open") if is_open else _("%(state)s since") % {"state": row.get_state_display()}
    number = row.miss.try_number if hasattr(row, "miss") else 1
    words = (
        _("Try %(number)s missed %(day)s, %(now)s") if number > 1 else _("Missed %(day)s, %(now)s")
    )
    return words % {"number": number, "day": day_words(row.missed_on), "now": now.lower()}


def _delivery_row(row: Delivery, now: datetime) -> Row:
    if row.delivered_on:
        is_split = row.second_salesperson_id not in (None, row.salesperson_id)
        state = State(_("Delivered, split deal: ½ each") if is_split else _("Delivered"))
    else:
        waiting = (row.store.day_of(now) - row.sold_on).days
        state = State(_("Waiting %(days)s") % {"days": days_words(waiting)}, "late", "clock")
    return Row(
        row.customer_id,
        row.customer.name,
        f"{row.vehicle.name}, {str(row.get_condition_display()).lower()}",
        (
            row.deal_number,
            _sold_by(row),
            day_words(row.sold_on),
            day_words(row.delivered_on),
        ),
        state,
    )


def _sold_by(row: Delivery) -> str:
    people = dict.fromkeys(p.name for p in (row.salesperson, row.second_salesperson) if p)
    return ", ".join(people) or _("Nobody matched yet")


def _file_row(batch: ImportBatch) -> Row:
    received = batch.received_at.astimezone(batch.store.zone)
    return Row(
        None,
        batch.filename,
        "",
        (
            f"{day_words(received.date())}, {time_words(received)}",
            str(batch.rows),
            str(batch.refused),
        ),
        State(str(batch.get_status_display())),
    )
