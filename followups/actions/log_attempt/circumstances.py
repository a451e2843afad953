"""What a log meets when it arrives: the store's day, who is off, promises, stops, the tap."""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from customers.models import Customer, CustomerPhone
from customers.queries import facts_of, on_file, stops_of
from customers.rules.contactability import CHANNELS, Purpose
from customers.rules.ways import BITS
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import calendar_of, outage_days
from dealerfollow.tenancy.plain_rows import columns_of, instances
from dealerfollow.tenancy.plain_writes import Writes
from deliveries.models import Delivery, WeOwe
from followups.actions.effects import Recorder
from followups.actions.log_attempt.before import Before
from followups.actions.log_attempt.details import LogDetails, LogRefused
from followups.models import FollowUp
from followups.queries.asked_hours import wish_of
from followups.queries.people import Staff, staff_of
from followups.queries.tries import ticked, tries_at
from followups.rules.call_backs import next_slot, store_day_of
from followups.rules.claimed_time import problem_with_time
from followups.rules.credit import needs_its_owner
from followups.rules.lawful_days import RINGING, days_for
from followups.rules.log_problems import PromiseState
from followups.rules.outcomes import OUTCOMES, SERVICE_KINDS, WRONG_NUMBER, Answerer, Ticked

OWES = """
SELECT {columns} FROM deliveries_weowe
 WHERE customer_id IN (SELECT %s UNION ALL
                       SELECT id FROM customers_customer WHERE merged_into_id = %s)
   AND status IN ('open', 'ready') ORDER BY id
"""


class Circumstances:
    """One log being written: everything read for it, inside its locks.

    `at`, `local` and `today` are of the moment at which it was made; `now` is when it is entered,
    on `entered_on`: the two differ for a call that is entered afterwards.
    """

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
        self.at = log.made_at or now
        self.local = self.at.astimezone(store.zone)
        self.today = self.local.date()
        self.staff = _staff(store, self.today, staff)
        self.calendar = self.staff.calendar
        self.on_file = on_file([customer.pk])[customer.pk]
        self.owes = _owes(customer)
        self.recorder, self.writes = Recorder(), Writes()
        self.can_write = bool(customer.ways & (BITS["text"] | BITS["email"]))

    @property
    def is_claimed(self) -> bool:
        """Whether it is entered afterwards, with its time."""
        return self.log.made_at is not None

    @property
    def entered_on(self) -> date:
        """The store's day on which it is entered."""
        return self.store.day_of(self.now)

    @property
    def zone(self) -> ZoneInfo:
        """Where the customer likely is."""
        return ZoneInfo(facts_of(self.customer, self.on_file).zones[0])

    @property
    def tapped_at(self) -> datetime | None:
        """When Call was pressed for this log; a text, a letter, their own call
        or one that is entered afterwards has no press."""
        is_call = OUTCOMES[self.log.outcome].channel == "phone" and not self.log.is_inbound
        return self.before.tapped_at if is_call and not self.is_claimed else None

    @cached_property
    def number(self) -> str:
        """The number dialed: the one named, else the tapped one, else the first that is right."""
        if OUTCOMES[self.log.outcome].channel not in ("phone", "text"):
            return ""
        if self.log.number in self.on_file.right_numbers():
            return self.log.number
        if self.tapped_at:
            return self.before.tapped_number or ""
        return next(iter(self.on_file.right_numbers()), "")

    def has_another_number(self) -> bool:
        """Whether a number is left when the dialed one is wrong."""
        return any(number != self.number for number in self.on_file.right_numbers())

    @cached_property
    def days(self) -> WorkCalendar:
        """The store's days, without those on which the customer's state allows no call where what
        is answered here rings (edge case 17)."""
        channel = next((row.channel for row in self.rows if row.channel in RINGING), None)
        asked_on = self.call_back_on or self.today
        return days_for(self.calendar, self.customer.state, channel, self.today, asked_on)

    def number_problems(self) -> dict[str, str]:
        """What is said of a number blocks it in the whole group: of several it is asked which, when
        Call was not pressed (edge cases 62 and 63)."""
        known = self.on_file.right_numbers()
        if self.log.outcome not in WRONG_NUMBER or len(known) < 2:
            return {}
        is_told = self.tapped_at is not None or self.log.number in known
        return {} if is_told else {"number": "number_required"}

    @property
    def call_back_on(self) -> date | None:
        """The store's day of the call back that they asked for, in their own time (edge 21)."""
        day, at = self.log.call_back_on, self.log.call_back_at
        if day is None or at is None:
            return day
        return store_day_of(day, at, customer_zone=self.zone, store_zone=self.store.zone)

    def refusal(self, problems: dict[str, str]) -> LogRefused:
        """Why it cannot be saved; with the next open slot to offer while they are on the phone."""
        day, offer = self.log.call_back_on, None
        if problems.get("call_back_on") == "closed_day_needs_a_person" and day is not None:
            zones = {"customer_zone": self.zone, "store_zone": self.store.zone}
            offer = next_slot(day, self.log.call_back_at, calendar=self.days, **zones)
        return LogRefused(problems, offer=offer)

    @cached_property
    def answerer(self) -> Customer | None:
        """Who answered, when it was not the card's customer; nothing is asked when it was."""
        other = self.log.answered_by
        if other is None or other == self.customer.pk:
            return None
        return Customer.objects.filter(pk=other).first()

    @cached_property
    def answered(self) -> Answerer:
        """What their answer is to the deal (edge case 68)."""
        if self.answerer is None:
            return "customer"
        deals = Delivery.objects.filter(pk__in=[row.delivery_id for row in self.rows])
        bought = Q(co_buyer=self.answerer) | Q(customer=self.answerer)
        return "co_buyer" if deals.filter(bought).exists() else "someone_else"

    def person_problems(self) -> dict[str, str]:
        """Whoever is named for a call back works here; whoever answered is known."""
        other = self.log.answered_by
        if other not in (None, self.customer.pk) and self.answerer is None:
            return {"answered_by": "person_unknown"}
        named = self.log.call_back_by
        is_known = named is None or named in self.staff.names
        return {} if is_known else {"call_back_by": "person_unknown"}

    def time_problems(self) -> dict[str, str]:
        """What is wrong with the time that was entered; nothing is asked when none was."""
        if not self.is_claimed:
            return {}
        code = problem_with_time(
            self.local,
            self.now.astimezone(self.store.zone),
            calendar=self.calendar,
            outages=outage_days(self.today, self.entered_on),
        )
        return {"made_at": code} if code else {}

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
                self.days,
                needs_its_owner=needs_its_owner(
                    is_owner=row.owner_id == self.by.pk,
                    is_bdc=self.staff.is_bdc(self.by.pk),
                    is_covering=self.is_covering(row),
                    is_missed=row.missed_on is not None,
                    does_bdc_satisfy=self.store.does_bdc_satisfy,
                ),
            )
            for row in self.rows
        ]

    def is_covering(self, row: FollowUp) -> bool:
        """Whether the follow-up was theirs to make that day though it is somebody else's: on a day
        off, or at hours that the customer asked for (edge case 20)."""
        wished = wish_of(row, self.customer, self.zone, self.store, self.today)
        return self.staff.stands_in(self.by.pk, row.owner_id, wished)

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
        cursor.execute(OWES.format(columns=columns_of(WeOwe)), [customer.pk, customer.pk])
        return {w.pk: w for w in instances(WeOwe, cursor.fetchall())}
