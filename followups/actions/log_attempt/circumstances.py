"""What a log meets when it arrives: the store's day, who is off, promises, stops, the tap."""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import connection

from customers.models import Customer, CustomerPhone
from customers.queries import facts_of, on_file, stops_of
from customers.rules.contactability import CHANNELS, Purpose
from customers.rules.ways import BITS
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import calendar_of
from dealerfollow.tenancy.plain_rows import columns_of, instances
from dealerfollow.tenancy.plain_writes import Writes
from deliveries.models import WeOwe
from followups.actions.effects import Recorder
from followups.actions.log_attempt.before import Before
from followups.actions.log_attempt.details import LogDetails
from followups.models import FollowUp
from followups.queries.people import Staff, staff_of
from followups.queries.tries import ticked, tries_at
from followups.rules.credit import needs_its_owner
from followups.rules.log_problems import PromiseState
from followups.rules.outcomes import OUTCOMES, SERVICE_KINDS, Ticked

OWES = """
SELECT {columns} FROM deliveries_weowe
 WHERE customer_id = %s AND status IN ('open', 'ready') ORDER BY id
"""


class Circumstances:
    """One log being written: everything read for it, inside its locks."""

    def __init__(
        self,
        store: Store,
        customer: Customer,
        rows: list[FollowUp],
        log: LogDetails,
        *,
        by: User,
        now: datetime,
        before: Before,
        staff: Staff | None,
    ) -> None:
        self.store, self.customer, self.rows, self.log = store, customer, rows, log
        self.by, self.now, self.before = by, now, before
        self.local = now.astimezone(store.zone)
        self.today = self.local.date()
        self.staff = _staff(store, self.today, staff)
        self.calendar = self.staff.calendar
        self.covered = self.staff.covered_by(by.pk)
        self.on_file = on_file([customer.pk])[customer.pk]
        self.owes = _owes(customer)
        self.recorder, self.writes = Recorder(), Writes()
        self.can_write = bool(customer.ways & (BITS["text"] | BITS["email"]))

    @property
    def zone(self) -> ZoneInfo:
        """Where the customer likely is."""
        return ZoneInfo(facts_of(self.customer, self.on_file).zones[0])

    @property
    def tapped_at(self) -> datetime | None:
        """When Call was pressed for this log; a text, a letter or their own call needs no press."""
        is_call = OUTCOMES[self.log.outcome].channel == "phone" and not self.log.is_inbound
        return self.before.tapped_at if is_call else None

    @cached_property
    def number(self) -> str:
        """The number dialed: the tapped one, else the first on file that is not wrong."""
        if OUTCOMES[self.log.outcome].channel not in ("phone", "text"):
            return ""
        if self.tapped_at:
            return self.before.tapped_number or ""
        return next(iter(self.on_file.right_numbers()), "")

    def has_another_number(self) -> bool:
        """Whether a number is left when the dialed one is wrong."""
        return any(number != self.number for number in self.on_file.right_numbers())

    def promises(self) -> tuple[PromiseState, ...]:
        """Open we-owes as the rule of problems asks for them."""
        return tuple(
            PromiseState(w.pk, w.promised_on, "us" if w.owed_by == "store" else "customer")
            for w in self.owes.values()
        )

    def stopped_channels(self) -> frozenset[str]:
        """Channels on which the customer asked not to be contacted."""
        is_service = bool(self.rows) and all(r.kind in SERVICE_KINDS for r in self.rows)
        purpose: Purpose = "promise" if is_service else "relationship"
        return frozenset(
            c for c in CHANNELS if any(stop.binds(c, purpose) for stop in stops_of(self.on_file))
        )

    def ticked(self) -> list[Ticked]:
        """The follow-ups as the rule of outcomes asks for them."""
        tried = [row.pk for row in self.rows if row.tries]
        tries = tries_at(tried, self.store) if tried else {}
        return [
            ticked(
                row,
                tries.get(row.pk, ()),
                self.store,
                self.calendar,
                needs_its_owner=needs_its_owner(
                    is_owner=row.owner_id == self.by.pk,
                    is_bdc=self.staff.is_bdc(self.by.pk),
                    is_covering=row.owner_id in self.covered,
                    is_missed=row.missed_on is not None,
                    does_bdc_satisfy=self.store.does_bdc_satisfy,
                ),
            )
            for row in self.rows
        ]

    def watch(self, *, is_number_wrong: bool) -> None:
        """Remembers every row that this log may change. A wrong number binds all who have it."""
        self.recorder.watch([self.customer, *self.rows, *self.owes.values()])
        if not is_number_wrong or not self.number:
            return
        phones = list(CustomerPhone.objects.filter(number=self.number))
        others = {phone.customer_id for phone in phones}
        self.recorder.watch(phones)
        self.recorder.watch(Customer.objects.filter(pk__in=others))
        self.recorder.watch(FollowUp.objects.open().filter(customer__in=others))


def _staff(store: Store, today: date, known: Staff | None) -> Staff:
    """Who works today: what the caller has read, when it is of this store and day."""
    if known is not None and known.store.pk == store.pk and known.today == today:
        return known
    return staff_of(store, today=today, calendar=calendar_of(store, today=today))


def _owes(customer: Customer) -> dict[int, WeOwe]:
    """The customer's open promises by id."""
    with connection.cursor() as cursor:
        cursor.execute(OWES.format(columns=columns_of(WeOwe)), [customer.pk])
        return {w.pk: w for w in instances(WeOwe, cursor.fetchall())}
