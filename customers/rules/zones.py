"""In which time zones may a customer be? Every candidate must be open before we ring.

The address tells it and so does the area code; when they disagree, both count (decision 7).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import phonenumbers
from phonenumbers import timezone

from customers.rules.area_codes import state_of_area_code

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"
ARIZONA, ALASKA, ALEUTIANS = "America/Phoenix", "America/Anchorage", "America/Adak"
HAWAII = "Pacific/Honolulu"
# Somewhere in the fifty states: open only when all of them are.
ALL_STATES = (EASTERN, CENTRAL, MOUNTAIN, ARIZONA, PACIFIC, ALASKA, ALEUTIANS, HAWAII)

_STATES_OF_ZONE = {
    EASTERN: "CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV FL IN KY MI TN",
    CENTRAL: "AL AR IL IA LA MN MS MO OK WI FL IN KS KY MI NE ND SD TN TX",
    MOUNTAIN: "CO MT NM UT WY ID AZ KS NE NV ND OR SD TX",
    PACIFIC: "CA WA NV OR ID",
    ARIZONA: "AZ",
    ALASKA: "AK",
    ALEUTIANS: "AK",
    HAWAII: "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}

# In a state with two zones: ZIP prefixes that lie in one zone (or, with both, on the line). A
# prefix that is not listed takes the state's last line. Navajo Nation keeps daylight time.
_SPLIT_STATES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "AK": (("995 996 997 998 999", (ALASKA,)),),
    "AZ": (("860 865", (ARIZONA, MOUNTAIN)), ("", (ARIZONA,))),
    "FL": (("325", (CENTRAL,)), ("323 324", (EASTERN, CENTRAL)), ("", (EASTERN,))),
    "ID": (("838", (PACIFIC,)), ("835", (MOUNTAIN, PACIFIC)), ("", (MOUNTAIN,))),
    "IN": (
        ("463 464 476 477", (CENTRAL,)),
        ("465 475 479", (EASTERN, CENTRAL)),
        ("", (EASTERN,)),
    ),
    "KS": (("677 678", (CENTRAL, MOUNTAIN)), ("", (CENTRAL,))),
    "KY": (
        ("420 422 423 424", (CENTRAL,)),
        ("401 421 425 426 427", (EASTERN, CENTRAL)),
        ("", (EASTERN,)),
    ),
    "MI": (("498 499", (EASTERN, CENTRAL)), ("", (EASTERN,))),
    "NE": (("693", (MOUNTAIN,)), ("690 691 692", (CENTRAL, MOUNTAIN)), ("", (CENTRAL,))),
    "NV": (("898", (PACIFIC, MOUNTAIN)), ("", (PACIFIC,))),
    "ND": (("585 586 587 588", (CENTRAL, MOUNTAIN)), ("", (CENTRAL,))),
    "OR": (("979", (MOUNTAIN, PACIFIC)), ("", (PACIFIC,))),
    "SD": (("577", (MOUNTAIN,)), ("575 576", (CENTRAL, MOUNTAIN)), ("", (CENTRAL,))),
    "TN": (
        ("376 377 378 379", (EASTERN,)),
        ("373 374 385", (EASTERN, CENTRAL)),
        ("", (CENTRAL,)),
    ),
    "TX": (("885 799", (MOUNTAIN,)), ("798", (CENTRAL, MOUNTAIN)), ("", (CENTRAL,))),
}
_ALEUTIAN_ZIPS = frozenset(["99546", "99547", "99591", "99638", "99660", "99685", "99692"])
_MOST_ZONES_OF_AN_AREA_CODE = 4
# phonenumbers knows this area code as Arizona's; the Navajo Nation has it too (edge case 16).
_NAVAJO = "+1928"


Doubt = Literal["", "unknown", "split_zip", "split_area", "two_places"]


@dataclass(frozen=True)
class Whereabouts:
    """Candidate zones, the likeliest first, and the states whose rules hold.

    `is_known` is False when neither address nor number told anything: the fifty states, then.
    `doubt` is why more than one place counts: "unknown", "split_zip" (the address lies on the line
    of two zones), "split_area" (the area code does), "two_places" (address and number disagree),
    "" for one place.
    """

    zones: tuple[str, ...]
    states: tuple[str, ...]
    is_known: bool
    doubt: Doubt = ""


def whereabouts(*, state: str = "", zip_code: str = "", phone: str = "") -> Whereabouts:
    """Where a customer may be, by address and by the number (E.164) that is to be rung."""
    by_address, by_phone = zones_of_address(state, zip_code), zones_of_phone(phone)
    zones = tuple(dict.fromkeys(by_address + by_phone))
    own = state.strip().upper()
    known_state = own if own in _ZONES_OF_STATE else ""
    states = tuple(dict.fromkeys(s for s in (known_state, state_of_phone(phone)) if s))
    doubt = _doubt(by_address, by_phone)
    return Whereabouts(zones or ALL_STATES, states, is_known=bool(zones), doubt=doubt)


def _doubt(by_address: tuple[str, ...], by_phone: tuple[str, ...]) -> Doubt:
    if not by_address and not by_phone:
        return "unknown"
    if by_address and by_phone and not set(by_address) & set(by_phone):
        return "two_places"
    if len(by_address) > 1:
        return "split_zip"
    return "split_area" if len(set(by_phone) | set(by_address)) > 1 else ""


def zones_of_address(state: str, zip_code: str = "") -> tuple[str, ...]:
    """The zones of a two-letter state, narrowed by the ZIP where the state has two; () unknown."""
    code, digits = state.strip().upper(), zip_code.strip()[:5]
    all_of_state = _ZONES_OF_STATE.get(code, ())
    if len(digits) < 5 or not digits.isdigit() or len(all_of_state) < 2:
        return all_of_state
    if digits in _ALEUTIAN_ZIPS:
        return (ALASKA, ALEUTIANS)
    for prefixes, zones in _SPLIT_STATES[code]:
        if not prefixes or digits[:3] in prefixes.split():
            return zones
    return all_of_state


@lru_cache(maxsize=16_384)
def zones_of_phone(phone: str) -> tuple[str, ...]:
    """The zones of an E.164 number's area; () for toll-free, unknown and unreadable numbers."""
    number = _parsed(phone)
    if number is None or phonenumbers.number_type(number) in _PLACELESS:
        return ()
    zones: tuple[str, ...] = tuple(timezone.time_zones_for_number(number))
    if phone.startswith(_NAVAJO):
        zones = (*zones, MOUNTAIN)
    is_vague = len(zones) > _MOST_ZONES_OF_AN_AREA_CODE or "Etc/Unknown" in zones
    return () if is_vague else zones


def state_of_phone(phone: str) -> str:
    """The state of a US number's area code, "" when it has none."""
    is_american = phone.startswith("+1") and len(phone) == 12 and bool(zones_of_phone(phone))
    return state_of_area_code(phone[2:5]) if is_american else ""


_PLACELESS = {
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.VOIP,
    phonenumbers.PhoneNumberType.UAN,
}


def _parsed(phone: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(phone) if phone else None
    except phonenumbers.NumberParseException:
        return None


def _zones_of_state() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zone, states in _STATES_OF_ZONE.items():
        for state in states.split():
            found[state] = (*found.get(state, ()), zone)
    return found


_ZONES_OF_STATE = _zones_of_state()
