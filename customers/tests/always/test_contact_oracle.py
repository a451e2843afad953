"""A thousand generated questions, answered a second time from the law's own words.

The oracle below shares nothing with our tables and our arithmetic: it looks at the clock of every
place, minute by quarter-hour. Where the two disagree, one of them is wrong.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from customers.rules.contactability import ContactFacts, No, Yes, may_contact
from dealerfollow.lib.windows import TimeWindow

QUARTER = timedelta(minutes=15)
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Law:
    """A statute as it reads: hours, days on which nobody may be rung, tries in 24 hours."""

    opens: int = 8
    closes: int = 21
    sunday_opens: int | None = None
    saturday: tuple[int, int] | None = None
    no_sundays: bool = False
    no_holidays: bool = False
    tries: int = 1000


LAW = {
    "NY": Law(),  # the federal hours: not before 8 a.m. or after 9 p.m. where the called party is
    "CA": Law(),
    "HI": Law(),
    "CO": Law(),
    "AZ": Law(),
    "ID": Law(),
    "FL": Law(closes=20, tries=3),  # 8 a.m. to 8 p.m.; no more than 3 in 24 hours
    "OK": Law(closes=20, tries=3),
    "MD": Law(closes=20, tries=3),
    "WA": Law(closes=20),
    "CT": Law(opens=9, closes=20),  # 9 a.m. to 8 p.m.
    "KY": Law(opens=10),  # 10 a.m. to 9 p.m.
    "TX": Law(opens=9, sunday_opens=12),  # Sundays from noon to 9 p.m.
    "AL": Law(closes=20, no_sundays=True, no_holidays=True),
    "LA": Law(closes=20, no_sundays=True, no_holidays=True),
    "MS": Law(closes=20, no_sundays=True),
    "SD": Law(opens=9, no_sundays=True),
    "UT": Law(no_sundays=True, no_holidays=True),
    "PA": Law(no_holidays=True),
    "RI": Law(opens=9, closes=18, saturday=(10, 17), no_sundays=True, no_holidays=True),
}
EVERYWHERE = {date(2026, 1, 1), date(2026, 5, 25), date(2026, 7, 4), date(2026, 9, 7)}
EVERYWHERE |= {date(2026, 11, 26), date(2026, 12, 25)}
HOLIDAYS_OF = {  # holidays of one state only
    "UT": {date(2026, 7, 24)},
    "RI": {date(2026, 8, 10)},
    "LA": {date(2026, 2, 17)},
    "PA": {date(2026, 11, 27)},
}
EASTERN, CENTRAL, MOUNTAIN = "America/New_York", "America/Chicago", "America/Denver"
PACIFIC, HAWAII, PHOENIX = "America/Los_Angeles", "Pacific/Honolulu", "America/Phoenix"
PLACES = [  # the zones in which they may be, and the states whose law holds
    ((EASTERN,), ("NY",)),
    ((EASTERN,), ("FL",)),
    ((CENTRAL, EASTERN), ("FL",)),
    ((CENTRAL,), ("OK",)),
    ((EASTERN,), ("MD", "PA")),
    ((EASTERN,), ("CT", "NY")),
    ((EASTERN, CENTRAL), ("KY",)),
    ((CENTRAL, MOUNTAIN), ("TX",)),
    ((CENTRAL,), ("AL",)),
    ((CENTRAL,), ("LA",)),
    ((CENTRAL, EASTERN), ("MS", "NY")),
    ((CENTRAL, MOUNTAIN), ("SD",)),
    ((MOUNTAIN,), ("UT",)),
    ((EASTERN,), ("PA",)),
    ((EASTERN,), ("RI",)),
    ((HAWAII, EASTERN), ("HI", "NY")),
    ((PHOENIX, MOUNTAIN), ("AZ",)),
    ((MOUNTAIN, PACIFIC), ("ID", "WA")),
    ((PACIFIC, EASTERN), ("CA", "AL")),
    ((EASTERN, CENTRAL, MOUNTAIN, PHOENIX, PACIFIC, HAWAII), ()),
]
DAYS = sorted(
    EVERYWHERE.union(*HOLIDAYS_OF.values())
    | {date(2026, 3, 8), date(2026, 11, 1)}  # the nights when the clocks change
    | {date(2026, 9, 13) + timedelta(days=n) for n in range(7)}
    | {date(2026, 11, 27), date(2026, 2, 28), date(2026, 10, 17)}
)
WISHES = [None, None, (18, 20), (9, 12), (20, 22), (21, 23)]


def is_lawful(place: tuple, wish: tuple[int, int] | None, moment: datetime) -> bool:
    """Everywhere they may be, by every law that may hold, in the hours that they asked for."""
    zones, states = place
    for zone in zones:
        local = moment.astimezone(ZoneInfo(zone))
        if not 8 <= local.hour < 21:
            return False
        if not all(is_allowed(state, local) for state in states):
            return False
    first = moment.astimezone(ZoneInfo(zones[0])).hour
    return wish is None or wish[0] <= first < wish[1]


def is_allowed(state: str, local: datetime) -> bool:
    law, day = LAW[state], local.date()
    if law.no_holidays and day in EVERYWHERE | HOLIDAYS_OF.get(state, set()):
        return False
    opens, closes = law.opens, law.closes
    if day.isoweekday() == 7:
        if law.no_sundays:
            return False
        opens = law.sunday_opens or opens
    elif day.isoweekday() == 6 and law.saturday:
        opens, closes = law.saturday
    return opens <= local.hour < closes


def has_tries_left(place: tuple, tries: tuple[datetime, ...], moment: datetime) -> bool:
    limit = min((LAW[state].tries for state in place[1]), default=1000)
    return sum(moment - DAY < made <= moment for made in tries) < limit


def cases(place: tuple, n: int) -> list[tuple]:
    """n questions about one place: a day, a quarter of an hour, a wish, and tries made."""
    dice = random.Random(f"{place}")
    found = []
    for _ in range(n):
        midnight = datetime.combine(dice.choice(DAYS), time(), UTC)
        now = midnight + dice.randrange(4 * 32) * QUARTER
        tries = tuple(now - dice.randrange(4 * 30) * QUARTER for _ in range(dice.randrange(5)))
        found.append((now, dice.choice(WISHES), tries))
    return found


@pytest.mark.parametrize(
    "place", [pytest.param(p, id=f"{'-'.join(p[1]) or 'anywhere'}-{len(p[0])}") for p in PLACES]
)
@pytest.mark.parametrize("channel", ["phone", "text"])
def test_fifty_questions_have_the_answer_of_the_laws_own_words(place, channel) -> None:
    for now, wish, tries in cases((place, channel), 25):
        window = (TimeWindow(time(wish[0]), time(wish[1])),) if wish else ()
        facts = ContactFacts(
            reachable=frozenset({"phone", "text"}),
            registry="clear",
            zones=place[0],
            states=place[1],
            preferred=window,
            recent_tries=tries,
        )
        answer = may_contact(facts, channel, "promise", now)
        check(answer, place, wish, tries, now)


def check(answer: Yes | No, place: tuple, wish, tries: tuple, now: datetime) -> None:
    said = (place, wish, tries, now, answer)

    def is_open(moment: datetime) -> bool:
        return is_lawful(place, wish, moment) and has_tries_left(place, tries, moment)

    assert answer.is_allowed == is_open(now), said
    if isinstance(answer, Yes):
        assert answer.until is not None
        assert first(now, lambda at: not is_lawful(place, wish, at)) == answer.until, said
    else:
        assert first(now, is_open) == answer.next_at, said
        if not has_tries_left(place, tries, now):
            assert answer.reason == "tries_used_up", said


def first(now: datetime, is_it) -> datetime | None:
    """The first quarter of an hour from `now` on for which it is so; None in two weeks."""
    return next((at for n in range(4 * 24 * 14) if is_it(at := now + n * QUARTER)), None)


def test_there_are_a_thousand_questions_and_every_answer_is_among_them() -> None:
    answers, asked = set(), 0
    for place in PLACES:
        for channel in ("phone", "text"):
            for now, wish, tries in cases((place, channel), 25):
                asked += 1
                answers.add((is_lawful(place, wish, now), has_tries_left(place, tries, now)))
    assert asked == 1000
    assert answers == {(True, True), (True, False), (False, True), (False, False)}
