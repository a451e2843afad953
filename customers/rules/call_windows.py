"""When each state lets a business ring or text: one table that a lawyer can read.

Engineering notes, to be confirmed by the dealer's counsel. The federal hours are 08:00 to 21:00
where the called person is (47 CFR 64.1200(c)(1), 16 CFR 310.4(c)); we keep them for every call and
text, whatever its purpose. A state that is stricter has a line here. Where sources disagree, the
stricter reading stands.
"""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

import holidays

from dealerfollow.lib.windows import TimeWindow

SUNDAY = 6
SATURDAY = 5


def _hours(text: str) -> TimeWindow | None:
    """Reads "8-20" or "13:30-21"; "closed" is None."""
    if text == "closed":
        return None
    opens, closes = (t if ":" in t else f"{t}:00" for t in text.split("-"))
    return TimeWindow(time.fromisoformat(opens.zfill(5)), time.fromisoformat(closes.zfill(5)))


@dataclass(frozen=True)
class CallRule:
    """A state's hours by kind of day, whether its legal holidays are barred, and tries a day."""

    weekdays: TimeWindow | None
    saturday: TimeWindow | None
    sunday: TimeWindow | None
    is_closed_on_holidays: bool
    tries_per_24h: int | None
    source: str


FEDERAL = CallRule(
    _hours("8-21"), _hours("8-21"), _hours("8-21"), False, None, "47 CFR 64.1200(c)(1)"
)

# State: weekdays | Saturday | Sunday | holidays | tries in 24 hours | source
_TABLE = """
AL: 8-20 | 8-20 | closed | closed | - | Ala. Code 8-19A; Ala. PSC telephone solicitation rules
CT: 9-20 | 9-20 | 9-20 | open | - | Conn. Gen. Stat. 42-288a, as amended by P.A. 23-98
FL: 8-20 | 8-20 | 8-20 | open | 3 | Fla. Stat. 501.616(6)
KY: 10-21 | 10-21 | 10-21 | open | - | Ky. Rev. Stat. 367.46955
LA: 8-20 | 8-20 | closed | closed | - | La. Rev. Stat. 45:844.11 ff.; La. PSC Do Not Call order
MA: 8-20 | 8-20 | 8-20 | open | - | Mass. Gen. Laws ch. 159C s. 3
MD: 8-20 | 8-20 | 8-20 | open | 3 | Md. Com. Law 14-4501 ff. (Stop the Spam Calls Act of 2023)
MN: 9-21 | 9-21 | 9-21 | open | - | Minn. Stat. 325E.30
MS: 8-20 | 8-20 | closed | open | - | Miss. Code 77-3-723
NM: 9-21 | 9-21 | 9-21 | open | - | N.M. Stat. 57-12-22
NV: 9-20 | 9-20 | 9-20 | open | - | Nev. Rev. Stat. 599B
OK: 8-20 | 8-20 | 8-20 | open | 3 | Okla. Stat. tit. 15 s. 775C.4
OR: 8-20 | 8-20 | 8-20 | open | 3 | Or. Rev. Stat. 646A, as amended by HB 3865 (2025)
PA: 8-21 | 8-21 | 8-21 | closed | - | 73 Pa. Stat. 2241 ff., as amended by Act 66 of 2019
RI: 9-18 | 10-17 | closed | closed | - | R.I. Gen. Laws 5-61
SD: 9-21 | 9-21 | closed | open | - | S.D. Codified Laws 37-30A-3
TX: 9-21 | 9-21 | 12-21 | open | - | Tex. Bus. & Com. Code 301.051
UT: 8-21 | 8-21 | closed | closed | - | Utah Code 13-25a-103, 13-26-11
WA: 8-20 | 8-20 | 8-20 | open | - | Wash. Rev. Code 80.36.390, as amended by HB 1497 (2022)
WY: 8-20 | 8-20 | 8-20 | open | - | Wyo. Stat. 40-12-302
"""


def _rule(cells: str) -> CallRule:
    weekdays, saturday, sunday, holiday, tries, source = (c.strip() for c in cells.split("|"))
    return CallRule(
        _hours(weekdays),
        _hours(saturday),
        _hours(sunday),
        holiday == "closed",
        None if tries == "-" else int(tries),
        source,
    )


STATE_RULES: dict[str, CallRule] = {
    state: _rule(cells)
    for state, cells in (line.split(": ", 1) for line in _TABLE.strip().splitlines())
}


def rule_for(state: str) -> CallRule:
    """The state's own rule, or the federal one. Any text is taken; case does not count."""
    return STATE_RULES.get(state.upper(), FEDERAL)


def window_on(day: date, states: tuple[str, ...]) -> TimeWindow | None:
    """The time that all these states leave open on a local date; None when one of them bars it.

    No state: the federal hours.
    """
    together: TimeWindow | None = _on(day, FEDERAL, "")
    for state in states:
        own = _on(day, rule_for(state), state.upper())
        together = own.overlap(together) if own and together else None
    return together


def tries_per_24h(states: tuple[str, ...]) -> int | None:
    """The lowest number of tries in 24 hours that these states allow; None for no limit."""
    limits = [limit for s in states if (limit := rule_for(s).tries_per_24h) is not None]
    return min(limits, default=None)


def is_legal_holiday(day: date, state: str) -> bool:
    """True on a public holiday of the state."""
    return day in _holidays(state, day.year)


@lru_cache(maxsize=256)
def _holidays(state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("US", subdiv=state, years=year))


def _on(day: date, rule: CallRule, state: str) -> TimeWindow | None:
    if rule.is_closed_on_holidays and is_legal_holiday(day, state):
        return None
    if day.weekday() == SUNDAY:
        return rule.sunday
    return rule.saturday if day.weekday() == SATURDAY else rule.weekdays
