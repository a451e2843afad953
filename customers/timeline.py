"""A customer's one timeline, to which every floor adds what it knows.

Customers may not import the floors above (arrows point down), so each registers its sources when
its app is ready, as it does with panels. A source has one row for one line, so that paging by the
place of the last line neither repeats nor loses any.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from customers.models import Customer
from customers.queries.children import sees_children
from customers.queries.family import parted_ids, parted_on_of
from customers.queries.merged import rows_of_person
from customers.rules.timeline import Before, Mark, Placed, before, mark_of, moment_of, page

PAGE = 25
KINDS: dict[str, Any] = {  # the pills, in their order
    "talks": gettext_lazy("Conversations"),
    "tries": gettext_lazy("Tries"),
    "follow-ups": gettext_lazy("Follow-ups"),
    "we-owes": gettext_lazy("We-owes"),
    "heat": gettext_lazy("Heat cases"),
    "asks": gettext_lazy("Reviews, referrals"),
    "cars": gettext_lazy("Cars"),
    "people": gettext_lazy("About them"),
    "permission": gettext_lazy("What they allow"),
}


@dataclass(frozen=True)
class Line:
    """One line as it is drawn. `tone` is "next", "bad" or ""; `gained` what they got out of it;
    `struck` why it no longer holds, "" while it does; `undo_url` where the reader may take it
    back."""

    icon: str
    title: str
    when: str
    words: str = ""
    chip: str = ""
    tone: str = ""
    url: str = ""
    gained: str = ""
    proof: str = ""  # "claimed", "tapped"
    struck: str = ""
    undo_url: str = ""


@dataclass(frozen=True)
class Asking:
    """Who asks about whom, and what they may see of it."""

    scope: Any
    customer: Customer
    now: datetime
    store_ids: tuple[int, ...]  # where they see customers
    sees_children: bool
    parted_on: date | None
    rows: tuple[int, ...]  # ids of the customer and of the entries merged into them
    parted: frozenset[int]  # those of whom the page no longer speaks (edge case 69)

    @property
    def zone(self) -> ZoneInfo:
        """The store's: the timeline is told in its days."""
        return self.customer.store.zone

    @property
    def today(self) -> date:
        """The store's day."""
        return self.now.astimezone(self.zone).date()

    @property
    def mine(self) -> Q:
        """Rows with a `customer`: this person's."""
        return self.mine_at("customer")

    def mine_at(self, path: str) -> Q:
        """The same, of rows that reach their customer by this path. By ids and not by a join: with
        the join an OR would stand between two tables, and no index would serve it."""
        return Q(**{f"{path}__in": self.rows})

    @property
    def here(self) -> dict[str, Any]:
        """Rows with a `store`: of the group, in a store where the reader sees customers."""
        return {"group_id": self.customer.group_id, "store__in": self.store_ids}

    def day_of(self, moment: datetime) -> date:
        """The store's day of a moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Source:
    """Rows of one kind, one line each, in the order of `column`: a moment, or a `day`, of which the
    line stands at the beginning or the end.

    `rows(asking)` leaves out what the reader may not see. `line(row, asking)` may still give None
    for a row that is not for drawing. Both together run a fixed number of queries.
    """

    name: str
    kind: str
    column: str
    rows: Callable[[Asking], QuerySet[Any]]
    line: Callable[[Any, Asking], Line | None]
    day: Literal["", "begins", "ends"] = ""


def said(by: Any, *sentences: str) -> str:
    """ "Sam Rivera. She will come on Friday.": by whom, when anybody is known, and what is told."""
    return " ".join(part for part in (f"{by.name}." if by else "", *sentences) if part)


def quoted(words: str) -> str:
    """Somebody's own words in quotation marks; "" without any."""
    return f"“{words}”" if words else ""


Ahead = Callable[[Asking], list[Line]]
_sources: dict[str, Source] = {}
_ahead: dict[str, Ahead] = {}


def register(source: Source) -> None:
    """Adds a source, or replaces the one of that name. KeyError for a kind without a pill."""
    KINDS[source.kind]
    _sources[source.name] = source


def register_ahead(name: str, ahead: Ahead) -> None:
    """Adds lines for what is open and what comes, drawn above what happened."""
    _ahead[name] = ahead


@dataclass(frozen=True)
class Timeline:
    """A page of it: what is ahead (on the first page only), what was, and where it goes on."""

    kind: str
    ahead: tuple[Line, ...]
    past: tuple[Line, ...]
    older: str  # the mark of the next page, "" at the end
    is_first: bool


def asking_of(scope: Any, customer: Customer, *, now: datetime) -> Asking:
    """What this reader may see of the customer's timeline. 3 queries."""
    return Asking(
        scope=scope,
        customer=customer,
        now=now,
        store_ids=tuple(scope.stores_with("customers.see")),
        sees_children=sees_children(scope, customer),
        parted_on=parted_on_of([customer.pk]).get(customer.pk),
        rows=tuple(rows_of_person(customer.pk)),
        parted=parted_ids(customer),
    )


def timeline_of(asking: Asking, *, kind: str = "", after: str = "") -> Timeline:
    """The page of the timeline after that mark, of one kind or of all.

    A mark or a kind that is none counts as not given. A fixed number of queries for each kind,
    whatever the customer's history: one for each source, and those of what is ahead.
    """
    kind, mark = kind if kind in KINDS else "", mark_of(after)
    placed: list[Placed[Line | None]] = []
    for rank, source in enumerate(_in_order()):
        if kind in ("", source.kind):
            placed += _newest(source, rank, asking, mark)
    shown, rest = page(placed, PAGE)
    is_first = mark is None
    is_open = is_first and kind in ("", "follow-ups")
    ahead = [line for _, one in sorted(_ahead.items()) for line in one(asking)] if is_open else []
    past = tuple(one.what for one in shown if one.what)
    return Timeline(kind, tuple(ahead), past, str(rest) if rest else "", is_first)


def _in_order() -> list[Source]:
    return [_sources[name] for name in sorted(_sources)]


def _newest(
    source: Source, rank: int, asking: Asking, mark: Mark | None
) -> list[Placed[Line | None]]:
    """The source's newest lines below the mark, each at its place."""
    column = source.column
    rows = source.rows(asking).exclude(**{column: None})
    if mark is not None:
        rows = rows.filter(_below(source, before(mark, rank), asking.zone))
    found = []
    for row in rows.order_by(f"-{column}", "-pk")[: PAGE + 1]:
        value = getattr(row, column)
        at = _at(source, value, asking.zone) if source.day else value
        found.append(Placed(Mark(at, rank, row.pk), source.line(row, asking)))
    return found


def _at(source: Source, day: date, zone: ZoneInfo) -> datetime:
    return moment_of(day, zone, is_end=source.day == "ends")


def _below(source: Source, part: Before, zone: ZoneInfo) -> Q:
    """The condition on the source's rows that stand below the mark."""
    at: Any = part.at
    is_there = True
    if source.day:
        at = part.at.astimezone(zone).date()
        moment = _at(source, at, zone)
        if moment < part.at:
            return Q(**{f"{source.column}__lte": at})
        is_there = moment == part.at
    below = Q(**{f"{source.column}__lt": at})
    if not is_there or part.pk == 0:
        return below
    there = Q(**{source.column: at})
    return below | (there if part.pk is None else there & Q(pk__lt=part.pk))
