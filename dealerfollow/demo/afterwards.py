"""What happens at a demo store besides the calls: cases are worked, surveys and reviews come in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from dealerfollow.demo import words
from dealerfollow.demo.people import DemoStore
from deliveries.models import Delivery
from followups.actions.heat import acknowledge, add_step, resolve
from followups.actions.reviews import record_review
from followups.actions.surveys import has_survey, record_survey
from followups.models import CsiSurvey, HeatCase, ReviewAsk

SEEN, DONE_SOMETHING, SETTLED = 0.8, 0.4, 0.25
ANSWERS, LOW, POSTED = 0.04, 0.08, 0.06
"""How often, on a day: of each open case; of each survey that is out; of each review asked for."""


@dataclass(frozen=True)
class Afterwards:
    """One store; the same random numbers give the same rows."""

    demo: DemoStore
    rng: Random

    def live(self, day: date, now: datetime) -> None:
        """One morning."""
        self.work_cases(now)
        if self.demo.store.sells_new:
            self.hear_from_makers(day, now)
        self.find_reviews(day, now)

    def work_cases(self, now: datetime) -> None:
        """A case is seen, something is done about it, and in the end it is resolved."""
        manager = self.demo.manager
        cases = HeatCase.objects.filter(store=self.demo.store, state=HeatCase.State.OPEN)
        for case in cases.select_related("owner").order_by("pk"):
            if case.acknowledged_at is None:
                if self.rng.random() < SEEN:
                    acknowledge(case, by=case.owner, now=now)
            elif self.rng.random() < DONE_SOMETHING:
                step, cents = self.rng.choice(words.STEPS)
                add_step(case, step, cost_cents=cents, by=case.owner, now=now)
            elif self.rng.random() < SETTLED:
                resolve(case, self.rng.choice(words.SETTLED), by=manager, now=now)

    def hear_from_makers(self, day: date, now: datetime) -> None:
        """Surveys that were answered, about two weeks after the delivery or later."""
        out = Delivery.objects.filter(
            store=self.demo.store,
            condition="new",
            delivered_on__range=(day - timedelta(days=40), day - timedelta(days=12)),
        ).exclude(surveys__state=CsiSurvey.State.ANSWERED)
        for delivery in out.select_related("store", "customer").order_by("pk"):
            if self.rng.random() < ANSWERS and has_survey(delivery):
                is_low = self.rng.random() < LOW
                record_survey(
                    delivery,
                    state=CsiSurvey.State.ANSWERED,
                    score=self.rng.randint(55, 76) if is_low else self.rng.randint(84, 100),
                    verbatim=self.rng.choice(words.LOW_VERBATIMS if is_low else words.VERBATIMS),
                    answered_on=day - timedelta(days=1),
                    by=self.demo.bdc or self.demo.manager,
                    now=now,
                )

    def find_reviews(self, day: date, now: datetime) -> None:
        """Some of those who were asked have posted, whatever they say."""
        asked = ReviewAsk.objects.filter(store=self.demo.store, state=ReviewAsk.State.ASKED)
        for ask in asked.select_related("customer").order_by("pk"):
            if self.rng.random() < POSTED:
                stars, quote = self.rng.choices(words.REVIEWS, (6, 5, 3, 1))[0]
                record_review(
                    self.demo.store,
                    ask.customer,
                    site=ask.site,
                    state=ReviewAsk.State.POSTED,
                    on=day - timedelta(days=1),
                    stars=stars,
                    quote=quote,
                    now=now,
                )
