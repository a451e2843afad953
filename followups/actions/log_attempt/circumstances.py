"""What a log meets when it arrives: the store's day, who is off, promises, stops, the tap."""

from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from customers.models import Customer, CustomerPhone
from customers.queries import contact_facts_of
from customers.rules.contactability import CHANNELS, ContactFacts, Purpose
from customers.rules.ways import BITS
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import store_day
from deliveries.models import WeOwe
from followups.actions.effects import Recorder
from followups.actions.log_attempt.details import LogDetails
from followups.models import CallTap, FollowUp
from followups.queries.people import staff_of
from followups.queries.tries import ticked, tries_at
from followups.rules.credit import needs_its_owner
from followups.rules.log_problems import PromiseState
from followups.rules.outcomes import OUTCOMES, SERVICE_KINDS, Ticked

TAP_COUNTS = timedelta(minutes=60)
"""So long a press of Call can stand behind a log: a call, and the notes after it."""


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
    ) -> None:
        self.store, self.customer, self.rows, self.log = store, customer, rows, log
        self.by, self.now = by, now
        self.local = now.astimezone(store.zone)
        self.day = store_day(store, now=now)
        self.staff = staff_of(store, today=self.day.today, calendar=self.day.calendar)
        self.covered = self.staff.covered_by(by.pk)
        self.owes = {w.pk: w for w in WeOwe.objects.open().filter(customer=customer).order_by("pk")}
        self.recorder = Recorder()
        self.can_write = bool(customer.ways & (BITS["text"] | BITS["email"]))

    @cached_property
    def facts(self) -> ContactFacts:
        """What binds contact with the customer."""
        return contact_facts_of([self.customer])[self.customer.pk]

    @property
    def zone(self) -> ZoneInfo:
        """Where the customer likely is."""
        return ZoneInfo(self.facts.zones[0])

    @cached_property
    def tap(self) -> CallTap | None:
        """The press of Call behind this log: this person's, newer than what they logged before."""
        if OUTCOMES[self.log.outcome].channel != "phone" or self.log.is_inbound:
            return None
        before = self.customer.attempts.filter(by=self.by, undo=None).order_by("-at").first()
        taps = CallTap.objects.filter(
            customer=self.customer, by=self.by, at__gt=self.now - TAP_COUNTS, at__lte=self.now
        )
        if before is not None:
            taps = taps.filter(at__gt=before.at)
        return taps.order_by("-at").first()

    @cached_property
    def number(self) -> str:
        """The number dialed: the tapped one, else the first on file that is not wrong."""
        if OUTCOMES[self.log.outcome].channel not in ("phone", "text"):
            return ""
        if self.tap:
            return str(self.tap.number)
        first = self._numbers.first()
        return str(first.number) if first else ""

    @property
    def _numbers(self):  # type: ignore[no-untyped-def]
        phones = CustomerPhone.objects.filter(customer=self.customer, wrong_at=None)
        return phones.order_by("rank", "id")

    def has_another_number(self) -> bool:
        """Whether a number is left when the dialed one is wrong."""
        return self._numbers.exclude(number=self.number).exists()

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
            c for c in CHANNELS if any(stop.binds(c, purpose) for stop in self.facts.stops)
        )

    def ticked(self) -> list[Ticked]:
        """The follow-ups as the rule of outcomes asks for them."""
        tries = tries_at([row.pk for row in self.rows], self.store)
        return [
            ticked(
                row,
                tries.get(row.pk, ()),
                self.store,
                self.day.calendar,
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
