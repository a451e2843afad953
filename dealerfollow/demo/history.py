"""Ninety days at a store, lived through the product's own actions: sell, call, promise, close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from accountability.actions import close_day
from customers.actions import note_fact
from dealerfollow.demo import words
from dealerfollow.demo.afterwards import Afterwards
from dealerfollow.demo.calls import log_of, outcome_of
from dealerfollow.demo.cards import DemoCard, cards_of
from dealerfollow.demo.desks import Desks
from dealerfollow.demo.people import DemoStore, Seller
from dealerfollow.demo.sales import demo_sale
from dealerfollow.lib.workdays import WorkCalendar
from deliveries.actions import record_delivery
from followups.actions import log_attempt, plan_follow_ups, record_tap
from followups.actions.one_ring import keep_one_ring
from followups.actions.tap import TapRefused
from followups.models import Attempt, FollowUp
from followups.queries.people import Staff, staff_of


@dataclass
class History:
    """One store's history; the same seed and the same today give the same rows."""

    demo: DemoStore
    rng: Random
    calendar: WorkCalendar
    number: int  # the next sale's
    _staff: Staff | None = None

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """That hour of the store's day, aware, in UTC."""
        local = datetime.combine(day, time(hour, minute), self.demo.store.zone)
        return local.astimezone(UTC)

    def live(self, day: date) -> None:
        """One day from opening to the sweep; a closed day is only swept."""
        if self.calendar.is_open(day):
            plan_follow_ups(self.demo.store, today=day, now=self.at(day, 6))
            keep_one_ring(now=self.at(day, 8))
            desks = Desks(self.demo, self.rng, self.calendar)
            desks.hear(day, self.at(day, 8, 12))
            Afterwards(self.demo, self.rng).live(day, self.at(day, 9))
            for seller in (*self.demo.sellers, Seller(self.demo.manager, 0.95, 0.0)):
                self.work_list(seller, day)
            if self.demo.bdc:
                self.cover_misses(day)
            self.sell(day)
        close_day(self.demo.store, day, self.at(day + timedelta(days=1), 0, 30))

    def sell(self, day: date) -> None:
        """Cars that go home today, with what is still owed; now and then one waits."""
        for _ in range(self._how_many()):
            sellers = [s for s in self.demo.sellers if not s.sold_from or s.sold_from <= day]
            seller = self.rng.choices(sellers, [s.share for s in sellers])[0]
            sale = demo_sale(self.rng, self.number, day, sells_new=self.demo.store.sells_new)
            self.number += 1
            now = self.at(day, self.rng.randint(11, 19), self.rng.randint(0, 59))
            delivery = record_delivery(
                self.demo.store, sale, by=seller.user, now=now, salesperson=seller.user
            ).delivery
            Desks(self.demo, self.rng, self.calendar).promise(delivery, day, seller)
            if self.rng.random() < 0.5:
                fact = self.rng.choice(words.FACTS)
                note_fact(delivery.customer, fact, by=seller.user, now=now)

    def _how_many(self) -> int:
        whole = int(self.demo.a_day)
        return whole + (self.rng.random() < self.demo.a_day - whole)

    def work_list(self, seller: Seller, day: date) -> None:
        """The seller's own list: the diligent call nearly everybody, the others do not."""
        rows = FollowUp.objects.open().owned_by(seller.user).due_by(day)
        due = list(rows.filter(store=self.demo.store).order_by("due_on", "id"))
        cards = self.cards(due)
        minute = 0
        seen: set[int] = set()
        for row in due:
            if row.customer_id in seen or self.rng.random() > seller.diligence:
                continue
            seen.add(row.customer_id)
            minute += self.rng.randint(6, 19)
            now = self.at(day, 10) + timedelta(minutes=minute)
            self.log(row, cards[row.customer_id], seller, now)

    def cover_misses(self, day: date) -> None:
        """The BDC calls some of yesterday's missed ones; the miss stays where it was counted."""
        assert self.demo.bdc
        bdc = Seller(self.demo.bdc, 1.0, 0.0)
        rows = FollowUp.objects.open().filter(store=self.demo.store, missed_on__isnull=False)
        for n, row in enumerate(rows.order_by("missed_on", "id")[:2]):
            card = self.cards([row])[row.customer_id]
            self.log(row, card, bdc, self.at(day, 16) + timedelta(minutes=9 * n))

    def cards(self, rows: Sequence[FollowUp]) -> dict[int, DemoCard]:
        """The cards of these follow-ups by customer id."""
        return cards_of(self.demo.store, {row.customer_id for row in rows}) if rows else {}

    def log(self, row: FollowUp, card: DemoCard, seller: Seller, now: datetime) -> Attempt | None:
        """One contact: often pressed from the card, mostly short. None where the law closed it."""
        row.store = self.demo.store
        outcome = outcome_of(self.rng, row)
        if row.channel == "phone" and card.number and self.rng.random() < 0.75:
            try:
                record_tap(row, card.number, by=seller.user, now=now - timedelta(minutes=4))
            except TapRefused:  # eighteen months after the sale, on a later try
                return None
        today = self.demo.store.day_of(now)
        details = log_of(self.rng, row, card, outcome, today=today, calendar=self.calendar)
        return log_attempt(row, details, by=seller.user, now=now, staff=self.staff_on(now))

    def staff_on(self, now: datetime) -> Staff:
        """Who works at the store that day; nobody is hired or leaves within it."""
        today = self.demo.store.day_of(now)
        if self._staff is None or self._staff.today != today:
            self._staff = staff_of(self.demo.store, today=today, calendar=self.calendar)
        return self._staff
