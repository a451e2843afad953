"""What a dashboard looks at: stores, days, new or used; and the predicates of its numbers.

One set of predicates counts a number and finds its rows, so that the two cannot disagree.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

from accountability.models import Excuse
from accountability.queries.closing import last_closed_days
from dealerfollow.lib.periods import Period
from dealerfollow.stores.models import Store
from followups.models import FollowUp
from followups.models.follow_up import FollowUpQuerySet

PERSON = Coalesce("counted_for_id", "owner_id")
PUT_OFF = "snoozed"  # an excuse only in name: the follow-up is still open, on a later day

# PostgreSQL's greatest() leaves out a null: followups.rules.clock.on_time_until.
ON_TIME_UNTIL = Greatest("first_due_on", "clock_on")
WAS_MISSED = Q(missed_on__isnull=False)
VOIDED = Q(voided_on__isnull=False)
MISSED = WAS_MISSED & Q(voided_on=None)
ON_TIME = Q(missed_on=None, first_tried_on__lte=ON_TIME_UNTIL)
LATE = Q(missed_on=None, first_tried_on__gt=ON_TIME_UNTIL)
DUE = MISSED | Q(missed_on=None, first_tried_on__isnull=False)
REACHED = DUE & Q(reached_on__isnull=False)
UNTRIED = Q(missed_on=None, first_tried_on=None, state="open")
BDC = Q(bdc_tried_on__isnull=False)


def excuse_exists() -> Exists:
    """Whether the follow-up has an excuse that is more than a later day."""
    return Exists(Excuse.objects.filter(follow_up=OuterRef("pk")).exclude(reason=PUT_OFF))


PREDICATES: MappingProxyType[str, Callable[[FollowUpQuerySet], FollowUpQuerySet]] = (
    MappingProxyType(
        {
            "due": lambda rows: rows.filter(DUE),
            "tried_on_time": lambda rows: rows.filter(ON_TIME),
            "late": lambda rows: rows.filter(LATE),
            "missed": lambda rows: rows.filter(MISSED),
            "voided": lambda rows: rows.filter(VOIDED),
            "reached": lambda rows: rows.filter(REACHED),
            "excused": lambda rows: rows.filter(UNTRIED).filter(excuse_exists()),
            "open": lambda rows: rows.filter(UNTRIED).exclude(excuse_exists()),
            "bdc": lambda rows: rows.filter(BDC),
        }
    )
)
"""Metric code -> its rows among those of a lens; see accountability.rules.scorecard."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Stores, days, condition ("", "new" or "used"), and one person or None for everybody.

    `closed` is the last closed day of each store: "due" counts closed days only, today's join
    tonight.
    """

    stores: tuple[Store, ...]
    period: Period
    closed: tuple[tuple[int, date], ...]
    condition: str = ""
    person_id: int | None = None

    def of(
        self,
        *,
        person_id: int | None = None,
        condition: str | None = None,
        store: Store | None = None,
    ) -> "Lens":
        """The same days, narrower."""
        return replace(
            self,
            stores=(store,) if store else self.stores,
            person_id=person_id or self.person_id,
            condition=self.condition if condition is None else condition,
        )

    @property
    def store_ids(self) -> list[int]:
        """Ids of its stores."""
        return [store.pk for store in self.stores]

    @property
    def has_closed_days(self) -> bool:
        """Whether any of its stores has ever closed a day."""
        known = dict(self.closed)
        return any(store.pk in known for store in self.stores)


def make_lens(
    stores: tuple[Store, ...], period: Period, *, condition: str = "", person_id: int | None = None
) -> Lens:
    """A lens over these stores; one query for the days that have closed."""
    closed = last_closed_days([store.pk for store in stores])
    return Lens(stores, period, tuple(sorted(closed.items())), condition, person_id)


def follow_ups_in(lens: Lens) -> FollowUpQuerySet:
    """Follow-ups first due on a closed day of the period, by the index `follow_up_report`."""
    rows: FollowUpQuerySet = FollowUp.objects.filter(_days(lens))
    if lens.condition:
        rows = rows.filter(condition=lens.condition)
    if lens.person_id is not None:
        rows = rows.annotate(person=PERSON).filter(person=lens.person_id)
    return rows


def _days(lens: Lens) -> Q:
    """Stores that closed the same day share one range, so that a group is a few ranges."""
    closed = dict(lens.closed)
    by_end: dict[date, list[int]] = defaultdict(list)
    for store_id in lens.store_ids:
        if store_id in closed and closed[store_id] >= lens.period.start:
            by_end[min(lens.period.end, closed[store_id])].append(store_id)
    found = Q(pk__in=[])
    for end, store_ids in by_end.items():
        found |= Q(store_id__in=store_ids, first_due_on__range=(lens.period.start, end))
    return found
