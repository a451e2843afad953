"""What a demo store owes after a sale, and what its departments say of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from dealerfollow.demo import words
from dealerfollow.demo.people import DemoStore, Seller
from dealerfollow.lib.workdays import WorkCalendar
from deliveries.actions import owe, say, settle_we_owe
from deliveries.actions.perks import use_perk
from deliveries.models import Delivery, WeOwe
from deliveries.rules.desk_words import READY, Said


@dataclass(frozen=True)
class Desks:
    """One store's departments; the same random numbers give the same rows."""

    demo: DemoStore
    rng: Random
    calendar: WorkCalendar

    def promise(self, delivery: Delivery, day: date, seller: Seller) -> None:
        """What the due bill says."""
        for item, department, in_days in self.rng.sample(words.PROMISES, self.rng.randint(0, 3)):
            promised_on = self.calendar.next_open(day + timedelta(days=in_days))
            owe(
                self.demo.store,
                delivery.customer,
                item,
                department=department,
                promised_on=promised_on if self.rng.random() < 0.8 else None,
                by=seller.user,
                today=day,
                delivery=delivery,
                told_on=promised_on if self.rng.random() < 0.5 else None,
                uses=words.PERKS.get(item),
            )
        if self.rng.random() < 0.08:
            self._they_owe(delivery, day, seller)

    def _they_owe(self, delivery: Delivery, day: date, seller: Seller) -> None:
        item, department = self.rng.choice(words.THEY_OWE)
        owe(
            self.demo.store,
            delivery.customer,
            item,
            department=department,
            promised_on=self.calendar.next_open(day + timedelta(days=5)),
            by=seller.user,
            today=day,
            delivery=delivery,
            owed_by="customer",
        )

    def hear(self, day: date, now: datetime) -> None:
        """Departments say what happened; most things are ready in time, some slip."""
        by = self.demo.desk or self.demo.manager
        for we_owe in WeOwe.objects.open().filter(store=self.demo.store).order_by("id"):
            if we_owe.uses is not None:
                if self.rng.random() < 0.01:
                    use_perk(we_owe, seen=we_owe.used, by=by, now=now)
            elif we_owe.status == WeOwe.Status.READY or we_owe.owed_by == WeOwe.OwedBy.CUSTOMER:
                if self.rng.random() < 0.25:
                    settle_we_owe(we_owe, by=by, now=now)
            elif self.rng.random() < 0.07:
                say(we_owe, self._news_of(we_owe, day), by=by, now=now)

    def _news_of(self, we_owe: WeOwe, day: date) -> Said:
        """What its department says of it that day; without being ready it has a later date."""
        word, outcome = self.rng.choice(words.NEWS.get(we_owe.item, words.NEWS_OF_OTHERS))
        later = self.calendar.next_open(day + timedelta(days=self.rng.randint(2, 7)))
        promised_on = we_owe.promised_on if outcome == READY else later
        return Said(outcome, word, promised_on)
