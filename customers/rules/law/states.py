"""When each state lets a business ring or text: one line per state, with its statute.

Engineering notes, to be confirmed by the dealer's counsel. The federal hours are 08:00 to 21:00
where the called person is (47 CFR 64.1200(c)(1), 16 CFR 310.4(c)); we keep them for every call and
text, whatever its purpose. "federal hours" says that we know of no stricter line in the state's
law. Where sources disagree, the stricter reading stands. Days without calls are
"closed": Sundays in their column, the state's legal holidays in theirs.
"""

from dataclasses import dataclass
from datetime import time

from dealerfollow.lib.windows import TimeWindow


@dataclass(frozen=True)
class CallRule:
    """A state's hours by kind of day, whether its legal holidays are barred, and tries a day.

    None for the hours of a day: no calls at all on that kind of day.
    """

    weekdays: TimeWindow | None
    saturday: TimeWindow | None
    sunday: TimeWindow | None
    is_closed_on_holidays: bool
    tries_per_24h: int | None
    source: str


# State: weekdays | Saturday | Sunday | holidays | tries in 24 hours | source
_TABLE = """
AK: federal hours
AL: 8-20 | 8-20 | closed | closed | - | Ala. Code 8-19A; Ala. PSC telephone solicitation rules
AR: federal hours
AZ: federal hours
CA: federal hours
CO: federal hours
CT: 9-20 | 9-20 | 9-20 | open | - | Conn. Gen. Stat. 42-288a, as amended by P.A. 23-98
DC: federal hours
DE: federal hours
FL: 8-20 | 8-20 | 8-20 | open | 3 | Fla. Stat. 501.616(6)
GA: federal hours
HI: federal hours
IA: federal hours
ID: federal hours
IL: federal hours
IN: federal hours
KS: federal hours
KY: 10-21 | 10-21 | 10-21 | open | - | Ky. Rev. Stat. 367.46955
LA: 8-20 | 8-20 | closed | closed | - | La. Rev. Stat. 45:844.11 ff.; La. PSC Do Not Call order
MA: 8-20 | 8-20 | 8-20 | open | - | Mass. Gen. Laws ch. 159C s. 3
MD: 8-20 | 8-20 | 8-20 | open | 3 | Md. Com. Law 14-4501 ff. (Stop the Spam Calls Act of 2023)
ME: federal hours
MI: federal hours
MN: 9-21 | 9-21 | 9-21 | open | - | Minn. Stat. 325E.30
MO: federal hours
MS: 8-20 | 8-20 | closed | open | - | Miss. Code 77-3-723
MT: federal hours
NC: federal hours
ND: federal hours
NE: federal hours
NH: federal hours
NJ: federal hours
NM: 9-21 | 9-21 | 9-21 | open | - | N.M. Stat. 57-12-22
NV: 9-20 | 9-20 | 9-20 | open | - | Nev. Rev. Stat. 599B
NY: federal hours
OH: federal hours
OK: 8-20 | 8-20 | 8-20 | open | 3 | Okla. Stat. tit. 15 s. 775C.4
OR: 8-20 | 8-20 | 8-20 | open | 3 | Or. Rev. Stat. 646A, as amended by HB 3865 (2025)
PA: 8-21 | 8-21 | 8-21 | closed | - | 73 Pa. Stat. 2241 ff., as amended by Act 66 of 2019
RI: 9-18 | 10-17 | closed | closed | - | R.I. Gen. Laws 5-61
SC: federal hours
SD: 9-21 | 9-21 | closed | open | - | S.D. Codified Laws 37-30A-3
TN: federal hours
TX: 9-21 | 9-21 | 12-21 | open | - | Tex. Bus. & Com. Code 301.051
UT: 8-21 | 8-21 | closed | closed | - | Utah Code 13-25a-103, 13-26-11
VA: federal hours
VT: federal hours
WA: 8-20 | 8-20 | 8-20 | open | - | Wash. Rev. Code 80.36.390, as amended by HB 1497 (2022)
WI: federal hours
WV: federal hours
WY: 8-20 | 8-20 | 8-20 | open | - | Wyo. Stat. 40-12-302
"""


def _hours(text: str) -> TimeWindow | None:
    """Reads "8-20" or "13:30-21"; "closed" is None."""
    if text == "closed":
        return None
    opens, closes = (t if ":" in t else f"{t}:00" for t in text.split("-"))
    return TimeWindow(time.fromisoformat(opens.zfill(5)), time.fromisoformat(closes.zfill(5)))


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


FEDERAL = _rule("8-21 | 8-21 | 8-21 | open | - | 47 CFR 64.1200(c)(1)")
STATE_RULES: dict[str, CallRule] = {
    state: FEDERAL if cells == "federal hours" else _rule(cells)
    for state, cells in (line.split(": ", 1) for line in _TABLE.strip().splitlines())
}
