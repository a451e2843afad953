"""Decision 8: the same sale typed by hand and told by the file is one sale, however it is told."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest

from customers.models import Customer
from customers.rules.details import PersonDetails
from dealerfollow.testing.sales import noon
from deliveries.actions import record_delivery
from deliveries.models import Delivery
from deliveries.rules.sale import SaleDetails, VehicleDetails
from deliveries.tests.files import bring_in, file_of, row, sound_vin
from followups.models import Attempt, FollowUp

PAIRS = 200
FIRST = date(2026, 9, 1)
FIRST_NAMES = ("Maria", "José", "Luz María", "Anne-Marie", "Wei", "O'Shea", "Zoë", "Iñaki")
LAST_NAMES = ("Delgado", "Peña Ferrer", "O'Brien", "Núñez", "Van Dyke", "Kim", "Stokes", "Ángel")
PHONES = (
    "({a}) {b}-{c}",
    "{a}-{b}-{c}",
    "{a}.{b}.{c}",
    "+1 {a} {b} {c}",
    "1{a}{b}{c}",
    "{a}{b}{c}",
)


class Pair:
    """One sale, told twice by a fixed chance."""

    def __init__(self, n: int) -> None:
        chance = Random(n)
        self.n, self.chance = n, chance
        self.first, self.last = (
            chance.choice(FIRST_NAMES),
            f"{chance.choice(LAST_NAMES)} {_word(n)}",
        )
        self.phone = (chance.choice(["212", "480", "602"]), "555", f"{n:04d}")
        self.vin, self.stock = sound_vin(n), f"S{n}"
        self.day = FIRST + timedelta(days=n % 60)
        # Each side leaves out what people and files leave out; something always joins them.
        self.joins_by = chance.choice(["vin", "stock", "number", "all"])
        self.is_typed_first = chance.random() < 0.7

    def typed(self) -> SaleDetails:
        has = self.chance.random
        is_all = self.joins_by == "all"
        return SaleDetails(
            condition="new",
            sold_on=self.day,
            delivered_on=self.day,
            buyer=PersonDetails(
                first_name=self.first,
                last_name=self.last,
                phones=((f"+1{''.join(self.phone)}", "mobile"),),
                emails=(f"buyer{self.n}@example.com",) if has() < 0.5 else (),
                state="NY",
            ),
            vehicle=VehicleDetails(vin=self.vin if self.joins_by == "vin" or is_all else ""),
            stock_number=self.stock if self.joins_by == "stock" or is_all else "",
            deal_number=f"D{self.n}" if self.joins_by == "number" or is_all else "",
        )

    def row(self) -> dict[str, str]:
        chance = self.chance
        a, b, c = self.phone
        day = self.day + timedelta(days=chance.choice([-1, 0, 0, 1]))
        name = chance.choice(["{l},{f}", "{l}, {f}", "{f} {l}"]).format(f=self.first, l=self.last)
        if chance.random() < 0.5 and "{" not in name:
            name = name.upper()
        return row(
            deal_number=f"D{self.n}",
            stock=self.stock,
            vin=self.vin if self.joins_by != "stock" else chance.choice(["", self.vin]),
            customer=name,
            cell=chance.choice(PHONES).format(a=a, b=b, c=c),
            email=chance.choice(["", f"BUYER{self.n}@example.com"]),
            sold_date=f"{day:%m/%d/%Y}",
            delivery_date=chance.choice([f"{day:%m/%d/%Y}", ""]),
        )


def _word(n: int) -> str:
    """A surname of letters only that no other pair has."""
    return "".join("bcdfghjklm"[int(digit)] for digit in f"{n:03d}").title()


def called(follow_up: FollowUp, at: datetime) -> Attempt:
    """A voicemail that somebody left before the other telling came."""
    attempt = Attempt.objects.create(
        group_id=follow_up.group_id,
        store_id=follow_up.store_id,
        customer_id=follow_up.customer_id,
        by_id=follow_up.owner_id,
        by_role="salesperson",
        at=at,
        made_on=at.date(),
        channel="phone",
        outcome="voicemail",
        is_try=True,
        is_talk=False,
        proof="claimed",
        key=uuid4(),
    )
    FollowUp.objects.filter(pk=follow_up.pk).update(tries=1, first_tried_on=at.date())
    return attempt


@pytest.mark.parametrize("block", range(10))
def test_200_pairs_are_one_delivery_and_one_post_sale_follow_up_each(cast, block):
    size = PAIRS // 10
    pairs = [Pair(n) for n in range(block * size, (block + 1) * size)]
    before = [pair for pair in pairs if pair.is_typed_first]
    type_all(cast, before)
    tries = {
        row.pk: called(row, noon(row.first_due_on)).pk
        for row in FollowUp.objects.filter(kind="post_sale").select_related("store")
    }
    now = noon(FIRST + timedelta(days=75))
    batch = bring_in(cast.north, file_of(*(pair.row() for pair in pairs)), now=now)
    assert (batch.refused, batch.created) == (0, size - len(before)), list(
        batch.problems.values_list("line", "code", "value")
    )
    type_all(cast, [pair for pair in pairs if not pair.is_typed_first], now=now)

    sales = Delivery.objects.select_related("customer")
    assert sorted(sales.values_list("deal_number", flat=True)) == sorted(f"D{p.n}" for p in pairs)
    calls = FollowUp.objects.filter(kind="post_sale")
    assert sorted(calls.values_list("delivery_id", flat=True)) == sorted(d.pk for d in sales)
    assert Customer.objects.count() == size
    kept = FollowUp.objects.filter(pk__in=tries)
    assert set(kept.values_list("tries", "state")) <= {(1, "open")}
    assert Attempt.objects.filter(pk__in=tries.values()).count() == len(tries) == len(before)
    buyers = set(sales.values_list("customer_id", flat=True))
    assert set(Attempt.objects.values_list("customer_id", flat=True)) <= buyers


def type_all(cast, pairs, now=None):
    """Somebody types these sales, on their day unless `now` is given."""
    for pair in pairs:
        sale = pair.typed()
        record_delivery(
            cast.north, sale, by=cast.sam, now=now or noon(pair.day), salesperson=cast.sam
        )
