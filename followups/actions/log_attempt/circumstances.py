"""What a log meets when it arrives: the store's day, who is off, promises, numbers, the tap."""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import Case, Model, Q, When

from customers.models import Customer
from customers.queries import facts_of, of_person, on_file
from customers.rules.contactability import ContactFacts
from customers.rules.ways import BITS
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import calendar_of
from dealerfollow.tenancy.plain_writes import Writes
from deliveries.models import Delivery
from followups.actions.effects import Recorder
from followups.actions.log_attempt.before import Before
from followups.actions.log_attempt.details import LogDetails
from followups.actions.log_attempt.owed import open_owes_of
from followups.models import FollowUp
from followups.queries.asked_hours import wish_of
from followups.queries.people import Staff, staff_of
from followups.rules.call_backs import store_day_of
from followups.rules.heat import HEAT
from followups.rules.lawful_days import RINGING, days_for
from followups.rules.outcomes import OUTCOMES, Answerer, Contact
from followups.rules.tries import part_of_day

NEWEST = ("-delivered_on", "-pk")


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
        self.owes = open_owes_of(customer)
        self.recorder, self.writes = Recorder(), Writes()
        self.reach: tuple[type[Model], ...] = ()  # tables that the log reaches besides its rows
        self.people: list[int] = []  # and whose rows of them: this person's
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
        return ZoneInfo(self.contact_facts.zones[0])

    @property
    def contact_facts(self) -> ContactFacts:
        """How and where they may be contacted, by what is on file."""
        return facts_of(self.customer, self.on_file)

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

    @property
    def is_far_reaching(self) -> bool:
        """Whether others' actions change rows that this log watches: they read and write them for
        themselves, a heat case twice when one upset about it is more upset on the call."""
        is_heated = self.log.upset is not None or any(row.kind == HEAT for row in self.rows)
        return bool(self.reach) or is_heated

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

    @property
    def call_back_on(self) -> date | None:
        """The store's day of the call back that they asked for, in their own time (edge 21)."""
        day, at = self.log.call_back_on, self.log.call_back_at
        if day is None or at is None:
            return day
        return store_day_of(day, at, customer_zone=self.zone, store_zone=self.store.zone)

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

    @property
    def contact(self) -> Contact:
        """What the log says happened, as the rule of outcomes asks for it."""
        return Contact(
            outcome=self.log.outcome,
            made_on=self.today,
            part=part_of_day(self.local),
            is_inbound=self.log.is_inbound,
            call_back_on=self.call_back_on,
            stop_scope=self.log.stop_scope,  # type: ignore[arg-type]
            answered_by=self.answered,
            entered_on=self.entered_on,
        )

    @cached_property
    def car(self) -> Delivery | None:
        """The car that the contact was about, else the latest that they still have: of this store
        before one of another, and of whichever entry of theirs it hangs on."""
        mine = Delivery.objects.delivered().filter(car_gone_on=None).select_related("store")
        about = [row.delivery_id for row in self.rows if row.delivery_id]
        latest = mine.order_by(*NEWEST)
        found = latest.filter(pk__in=about).first() if about else None
        here = Case(When(store=self.store, then=0), default=1)
        return found or latest.filter(of_person(self.customer)).order_by(here, *NEWEST).first()

    def is_covering(self, row: FollowUp) -> bool:
        """Whether the follow-up was theirs to make that day though it is somebody else's: on a day
        off, or at hours that the customer asked for (edge case 20)."""
        wished = wish_of(row, self.customer, self.zone, self.store, self.today)
        return self.staff.stands_in(self.by.pk, row.owner_id, wished)


def _staff(store: Store, today: date, known: Staff | None) -> Staff:
    """Who works today: what the caller has read, when it is of this store and day."""
    if known is not None and known.store.pk == store.pk and known.today == today:
        return known
    return staff_of(store, today=today, calendar=calendar_of(store, today=today))
