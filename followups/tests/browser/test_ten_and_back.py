"""Ten cards with ten outcomes, by keyboard alone and by touch; then Undo ten times: all as before.

Acceptance: nothing but the record that it happened is left.
"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from followups.actions.heat import open_heat, resolve
from followups.models import Attempt, AttemptUndo, FollowUpEvent

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
TUESDAY = THURSDAY - timedelta(days=2)
NOW = noon(THURSDAY)
NAMES = ("Ana", "Bob", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hope", "Iris", "Jo")
HAPPENED = (
    "followups_attempt",
    "followups_attempteffect",
    "followups_attemptundo",
    "followups_calltap",
    "followups_followupevent",
    "followups_heatstep",
    "deliveries_deliverychange",
    "deliveries_weowechange",
)
"""What is only ever added to. Every other table of the four apps keeps a state."""
TOUCHED = (
    "customers_customer",
    "customers_customerphone",
    "customers_householdlink",
    "customers_personalfact",
    "customers_prospect",
    "deliveries_delivery",
    "deliveries_weowe",
    "followups_csisurvey",
    "followups_followup",
    "followups_heatcase",
    "followups_notice",
    "followups_plan",
    "followups_referral",
    "followups_reviewask",
)
"""What the ten logs change, so that sameness at the end says something."""


def fingerprints():
    """A hash over every column of every row of each table that keeps a state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_name ~ '^(customers|deliveries|followups|stores)_' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in HAPPENED]
        found = {}
        for table in tables:
            rows = "md5(string_agg(t::text, '|' ORDER BY t::text))"
            cursor.execute(f"SELECT count(*) || coalesce({rows}, '') FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


def changed(before, after):
    """The tables whose rows are not the same."""
    return [table for table in before if before[table] != after[table]]


@pytest.fixture
def day(transactional_db):
    """Sam's ten cards of Thursday: a second key owed on each, a resolved heat case on the first."""
    with transaction.atomic():
        cast = make_cast()
        cast.north.review_sites = [{"name": "Google", "url": "https://example.com/g"}]
        cast.north.survey_low_under = 800
        cast.north.cards_a_day = 20
        cast.north.save()
        for name in NAMES:
            sold = deliver(
                cast.north,
                TUESDAY,
                salesperson=cast.sam,
                buyer=buyer(first_name=name, last_name="Ruiz"),
            )
            owe(
                cast.north,
                sold.customer,
                "Second key",
                department="parts",
                promised_on=THURSDAY + timedelta(days=4),
                by=cast.sam,
                today=TUESDAY,
                delivery=sold,
            )
            if name == "Ana":
                told = {"severity": "upset", "cause": "vehicle", "words": "A paint run"}
                at = noon(TUESDAY)
                by = {"by": cast.sam, "now": at}
                resolve(open_heat(cast.north, sold.customer, **told, **by), "Painted", **by)
    with time_machine.travel(NOW, tick=True):
        yield cast


class Keys:
    """A hand on the keyboard: no mouse anywhere."""

    def __init__(self, screen):
        self.screen, self.page = screen, screen.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def reach(self, target):
        """Tabs until the element (of a radio group, one of it) has the focus."""
        for _step in range(120):
            if target.evaluate("(e) => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {target}")

    def pick(self, target):
        """Space on a box; on a radio the arrows, from the one of its group that Tab reaches."""
        if target.get_attribute("type") != "radio":
            self.reach(target)
            self.press("Space")
            return
        name = target.get_attribute("name")
        for _step in range(120):
            focused = self.page.evaluate("document.activeElement.name || ''")
            if focused == name:
                break
            self.press("Tab")
        for _step in range(10):
            if target.is_checked():
                return
            self.press("ArrowRight")
        raise AssertionError(f"not picked: {target}")

    def choose(self, target, words):
        """Types the words of an option on its list."""
        self.reach(target)
        self.page.keyboard.type(words)

    def open(self, target):
        self.reach(target)
        self.press("Enter")

    def type(self, target, words):
        self.reach(target)
        self.press("Control+a")
        self.page.keyboard.type(words)

    def day(self, target, on):
        self.reach(target)
        self.page.keyboard.type(on.strftime("%m%d%Y"))

    def outcome(self, number):
        self.press("Escape", number)

    def save(self):
        self.press("Control+Enter")

    def undo(self):
        self.press("z")


class Thumb:
    """Touch alone."""

    def __init__(self, screen):
        self.screen, self.page = screen, screen.page

    def pick(self, target):
        target.locator("xpath=ancestor::label[1]").tap()

    def choose(self, target, words):
        target.tap()
        target.select_option(label=words)  # the phone's own wheel

    def open(self, target):
        target.tap()

    def type(self, target, words):
        target.tap()
        target.fill(words)

    def day(self, target, on):
        target.tap()
        target.fill(on.isoformat())  # the phone's own calendar

    def outcome(self, number):
        self.page.locator(f".oc[data-key='{number}']").tap()

    def save(self):
        self.page.locator("button[data-save]").tap()

    def undo(self):
        self.page.locator("#news button[data-key='z']").tap()


def named(page, name, value=""):
    """A field of the log; of several the one with that value."""
    return page.locator(f"#log [name='{name}']" + (f"[value='{value}']" if value else ""))


def summary(page, words):
    return page.locator("#log summary", has_text=words)


def settled_and_survey(hand, page):
    hand.outcome("1")
    hand.pick(named(page, "heat_settled"))
    hand.pick(named(page, "told_news", "same"))
    hand.pick(named(page, "is_csi_discussed"))
    hand.pick(named(page, "survey_state", "sent"))


def voicemail(hand, page):
    hand.outcome("2")
    hand.type(named(page, "note"), "Key is at parts")


def no_answer(hand, page):
    hand.outcome("3")


def texted(hand, page):
    hand.outcome("4")


def wrong_number(hand, page):
    hand.outcome("5")


def other(hand, page, words):
    hand.outcome("6")
    hand.choose(named(page, "more_outcome"), words)


def call_back(hand, page):
    other(hand, page, "Asked to be called back")
    hand.day(named(page, "call_back_on"), THURSDAY + timedelta(days=5))


def met_with_name_and_review(hand, page):
    other(hand, page, "Met in person")
    hand.pick(named(page, "told_news", "changed"))
    hand.day(page.locator("#log [name^='told_'][type='date']"), THURSDAY + timedelta(days=7))
    hand.pick(named(page, "is_pleased"))
    hand.pick(named(page, "review_sites", "Google"))
    hand.pick(named(page, "referral", "given"))
    hand.type(named(page, "referral_name"), "Lou Vance")
    hand.type(named(page, "referral_phone"), "212 555 0177")


def moved_without_the_car(hand, page):
    other(hand, page, "They moved")
    hand.pick(named(page, "is_car_sold"))
    hand.pick(named(page, "told_news", "same"))


def upset_with_a_low_survey(hand, page):
    hand.outcome("1")
    hand.pick(named(page, "told_news", "same"))
    hand.pick(named(page, "is_csi_discussed"))
    hand.pick(named(page, "survey_state", "answered"))
    hand.type(named(page, "survey_score"), "610")
    hand.day(named(page, "survey_answered_on"), THURSDAY)
    hand.pick(named(page, "is_upset"))
    hand.pick(named(page, "heat_severity", "severe"))  # a manager is told of it
    hand.choose(named(page, "heat_cause"), "Something still owed")
    hand.type(named(page, "heat_words"), "Still no key")


def elsewhere_with_a_promise_and_a_fact(hand, page):
    other(hand, page, "Bought another car elsewhere")
    hand.choose(named(page, "elsewhere_reason"), "They did not say")
    hand.pick(named(page, "told_news", "changed"))
    hand.pick(named(page, "settled"))
    hand.open(summary(page, "Asked for something"))
    hand.type(named(page, "promise_item"), "An adapter")
    hand.day(named(page, "promise_by"), THURSDAY + timedelta(days=6))
    hand.open(summary(page, "New fact"))
    hand.type(named(page, "fact"), "Plays the cello")
    hand.open(summary(page, "How they use the car"))
    hand.type(named(page, "usage"), "Tows a camper")


LOGS = (
    (settled_and_survey, "spoke"),
    (voicemail, "voicemail"),
    (no_answer, "no_answer"),
    (texted, "texted"),
    (wrong_number, "wrong_number"),
    (call_back, "call_back"),
    (met_with_name_and_review, "met"),
    (moved_without_the_car, "moved"),
    (upset_with_a_low_survey, "spoke"),
    (elsewhere_with_a_promise_and_a_fact, "bought_elsewhere"),
)


def logs_of(cast):
    with scope(cast.group.pk):
        return list(Attempt.objects.order_by("id").values_list("outcome", flat=True))


def ten_and_back(cast, hand):
    """Logs ten cards one after the other, then undoes ten times; says what the undoing showed."""
    screen, page = hand.screen, hand.page
    screen.go("/calls/?open=first")
    with scope(cast.group.pk):
        before = fingerprints()
    for done, (fill, outcome) in enumerate(LOGS, 1):
        page.locator("#log").wait_for()
        fill(hand, page)
        hand.save()
        screen.settle()
        errors = page.locator(".invalid-feedback:visible, .errs:visible").all_inner_texts()
        assert (len(logs_of(cast)), errors) == (done, []), outcome
    assert logs_of(cast) == [outcome for _fill, outcome in LOGS]
    with scope(cast.group.pk):
        assert set(changed(before, fingerprints())) == set(TOUCHED)
        events = FollowUpEvent.objects.count()
    for undone in range(1, len(LOGS) + 1):
        hand.undo()
        screen.settle()
        with scope(cast.group.pk):
            assert AttemptUndo.objects.count() == undone, page.locator("#news").inner_text()
    assert page.locator("#news").inner_text().startswith("Undone.")
    assert page.locator("#news form").count() == 0  # nothing is left to undo
    with scope(cast.group.pk):
        assert changed(before, fingerprints()) == []
        assert Attempt.objects.count() == len(LOGS)  # it happened, and so did the undoing
        assert FollowUpEvent.objects.filter(reason="undo").count() >= len(LOGS)
        assert FollowUpEvent.objects.count() > events
    assert screen.complaints == []


def test_ten_outcomes_by_keyboard_alone_and_z_ten_times(day, open_screen):
    ten_and_back(day, Keys(open_screen(day.sam)))


def test_ten_outcomes_by_touch_and_undo_ten_times(day, open_screen):
    screen = open_screen(day.sam, size=PHONE, has_touch=True)
    ten_and_back(day, Thumb(screen))
