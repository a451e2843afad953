"""The numbers of the dashboard, by store, person and condition: one index-friendly aggregate."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from django.db.models import Count, F, Q

from accountability.queries.lens import (
    BDC,
    DUE,
    LATE,
    MISSED,
    ON_TIME,
    PERSON,
    REACHED,
    UNTRIED,
    VOIDED,
    Lens,
    excuse_exists,
    follow_ups_in,
)
from dealerfollow.stores.models import User
from deliveries.models import Delivery
from deliveries.models.delivery import DeliveryQuerySet
from deliveries.rules.units import ONE, units
from followups.models.follow_up import FollowUpQuerySet


@dataclass(slots=True)
class Tally:
    """Counts of follow-ups first due on closed days; `units` counts deliveries of the period, half
    of a split deal for each of its two (edge case 77).

    `voided` misses are in neither `missed` nor `due`; `missed_before_voids` is the other total.
    """

    due: int = 0
    tried_on_time: int = 0
    late: int = 0
    missed: int = 0
    voided: int = 0
    reached: int = 0
    open: int = 0
    excused: int = 0
    bdc: int = 0
    units: Fraction | int = 0
    handed_off: int = 0

    @property
    def missed_before_voids(self) -> int:
        """Every miss that was written; a voided one stays a row (edge case 26)."""
        return self.missed + self.voided

    def add(self, other: "Tally") -> None:
        """Adds every count of the other."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


KEY = ("store_id", "person", "condition")
Key = tuple[
    int, int | None, str
]  # store id, person id (None: a sale nobody is matched to), condition


@dataclass(frozen=True, slots=True)
class Numbers:
    """All tallies of one lens; `condition` of the lens narrows only what the caller sums."""

    cells: dict[Key, Tally]
    names: dict[int, str]

    def sum(self, wanted: Callable[[Key], bool] = lambda key: True) -> Tally:
        """The sum of the cells whose (store id, person id, condition) is wanted."""
        total = Tally()
        for key, tally in self.cells.items():
            if wanted(key):
                total.add(tally)
        return total

    def people(self, condition: str) -> dict[int | None, Tally]:
        """Person id -> their tally, for one condition or ("") both."""
        found: dict[int | None, Tally] = defaultdict(Tally)
        for (_, person_id, of), tally in self.cells.items():
            if condition in ("", of):
                found[person_id].add(tally)
        return dict(found)


def numbers_of(lens: Lens) -> Numbers:
    """Every tally of the lens's stores and days, new and used apart, in 5 queries.

    Of a lens with a person, theirs alone.
    """
    whole = replace(lens, condition="")
    cells: dict[Key, Tally] = defaultdict(Tally)
    for key, counts in _follow_ups(whole):
        cells[key] = Tally(**counts)
    for key, excused, bdc in _beside(whole):
        cells[key].excused, cells[key].bdc = excused, bdc
        cells[key].open -= excused
    for key, sold in _units(whole):
        cells[key].units += sold
    for key, handed in _handed_off(whole):
        cells[key].handed_off = handed
    ids = {person_id for _, person_id, _ in cells if person_id}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return Numbers(dict(cells), names)


def _follow_ups(lens: Lens) -> Iterable[tuple[Key, dict[str, int]]]:
    rows = follow_ups_in(lens).annotate(person=PERSON).values(*KEY)
    counted = rows.annotate(
        due=_count(DUE),
        tried_on_time=_count(ON_TIME),
        late=_count(LATE),
        missed=_count(MISSED),
        voided=_count(VOIDED),
        reached=_count(REACHED),
        open=_count(UNTRIED),
    ).order_by()
    for row in counted:
        counts = {name: value for name, value in row.items() if name not in KEY}
        yield (row["store_id"], row["person"], row["condition"]), counts


def _count(predicate: Q) -> Count:
    # Of a column that the index holds: counting the id would send every row to the table.
    return Count("store_id", filter=predicate)


def _beside(lens: Lens) -> Iterable[tuple[Key, int, int]]:
    """What stands beside "due": excused, and BDC tries made for others."""
    rows = follow_ups_in(lens).filter(Q(UNTRIED) | BDC).annotate(person=PERSON)
    counted = rows.values(*KEY).annotate(
        excused=Count("pk", filter=Q(UNTRIED) & Q(excuse_exists())), bdc=Count("pk", filter=BDC)
    )
    for row in counted.order_by():
        yield (row["store_id"], row["person"], row["condition"]), row["excused"], row["bdc"]


def handed_off_in(lens: Lens) -> FollowUpQuerySet:
    """Follow-ups of the lens that were given to a manager, once for each hand-off; the person is
    who would rather not make it, whoever it counts for now."""
    rows = follow_ups_in(replace(lens, person_id=None)).filter(hand_offs__isnull=False)
    rows = rows.annotate(person=F("hand_offs__by_id"))
    return rows if lens.person_id is None else rows.filter(person=lens.person_id)


def _handed_off(lens: Lens) -> Iterable[tuple[Key, int]]:
    for row in handed_off_in(lens).values(*KEY).annotate(n=Count("pk")).order_by():
        yield (row["store_id"], row["person"], row["condition"]), row["n"]


def delivered_in(lens: Lens) -> DeliveryQuerySet:
    """Deliveries of the period that were not unwound; a unit belongs to its salespeople."""
    rows = Delivery.objects.delivered().filter(
        store__in=lens.store_ids,
        sold_on__lte=lens.period.end,
        delivered_on__range=(lens.period.start, lens.period.end),
    )
    if lens.condition:
        rows = rows.filter(condition=lens.condition)
    if lens.person_id is not None:
        is_theirs = Q(salesperson=lens.person_id) | Q(second_salesperson=lens.person_id)
        rows = rows.filter(is_theirs)
    return rows


def _units(lens: Lens) -> Iterable[tuple[Key, Fraction]]:
    sold_by = ("salesperson_id", "second_salesperson_id")
    rows = delivered_in(lens).values_list("store_id", "condition", *sold_by)
    for store_id, condition, first, second, n in rows.annotate(n=Count("pk")).order_by():
        for person_id, part in units(first, second).items() or [(None, ONE)]:
            yield (store_id, person_id, condition), part * n
