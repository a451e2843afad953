"""Is this the same person as that one? Only what decision 9 of the product allows is automatic.

Automatic: a source's own id; e-mail + last name; phone + full name. Never a phone or a VIN alone:
those only suggest. Store lines, staff mobiles and relay addresses never match.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Literal, TypeVar

Key = TypeVar("Key", bound=Hashable)
MatchReason = Literal["source_id", "email_and_last_name", "phone_and_name"]

# Letters that do not come apart into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_RELAYS = """
reply.craigslist.org sale.craigslist.org marketplace.facebook.com privaterelay.appleid.com
mailer.autotrader.com messages.cargurus.com lead.cars.com relay.ebay.com
"""
_RELAY_DOMAINS = tuple(f"{at}{domain}" for domain in _RELAYS.split() for at in "@.")
_MOST_SUGGESTIONS = 10


@dataclass(frozen=True)
class PersonKeys:
    """What a person can be known by. Phones E.164; a business has only `last`, its name."""

    first: str = ""
    last: str = ""
    suffix: str = ""
    source_ids: frozenset[tuple[str, str]] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    vins: frozenset[str] = frozenset()
    is_business: bool = False


@dataclass(frozen=True)
class Match(Generic[Key]):
    """`found` is the one person matched, None without; `suggested` are for a person to judge.

    When several people match by the strongest reason, nobody is `found` and all are suggested.
    """

    found: Key | None
    reason: MatchReason | None
    suggested: tuple[Key, ...] = ()


@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """The name without case, accents and punctuation: "María-José" is "maria jose"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    return re.sub(r"[^\w]+|_", " ", plain.replace("’", "")).strip()


def is_their_name(said: str, first_name: str, name: str) -> bool:
    """Whether what was said names nobody else: every word of it is theirs, the first name among
    them. A second surname may be missing, accents and case do not matter."""
    words, theirs = set(fold_name(said).split()), set(fold_name(name).split())
    first = set(fold_name(first_name).split()[:1])
    return bool(words) and words <= theirs and first <= words


def match_reason(
    one: PersonKeys, other: PersonKeys, *, never_match: frozenset[str] = frozenset()
) -> MatchReason | None:
    """Why these two are the same person without asking anybody; None when a person must say.

    `never_match` holds phones (E.164) and e-mails that belong to nobody in particular.
    """
    if one.source_ids & other.source_ids:
        return "source_id"
    if _is_other_generation(one, other):
        return None
    if _emails(one, never_match) & _emails(other, never_match) and _same_last(one, other):
        return "email_and_last_name"
    if (one.phones & other.phones) - never_match and _same_name(one, other):
        return "phone_and_name"
    return None


def find_match(
    person: PersonKeys,
    known: Iterable[tuple[Key, PersonKeys]],
    *,
    never_match: frozenset[str] = frozenset(),
) -> Match[Key]:
    """The one known person that this is, or whom to suggest. At most ten suggestions."""
    by_reason: dict[MatchReason, list[Key]] = {}
    hints: list[Key] = []
    for key, other in known:
        reason = match_reason(person, other, never_match=never_match)
        if reason:
            by_reason.setdefault(reason, []).append(key)
        elif has_hint(person, other, never_match=never_match):
            hints.append(key)
    for reason in _REASONS:
        keys = list(dict.fromkeys(by_reason.get(reason, [])))  # one person may have two rows
        if len(keys) == 1:
            return Match(keys[0], reason, tuple(hints[:_MOST_SUGGESTIONS]))
        if keys:
            return Match(None, None, tuple([*keys, *hints][:_MOST_SUGGESTIONS]))
    return Match(None, None, tuple(hints[:_MOST_SUGGESTIONS]))


def has_hint(
    one: PersonKeys, other: PersonKeys, *, never_match: frozenset[str] = frozenset()
) -> bool:
    """True when the two share a number, an address or a car: perhaps a household, never proof."""
    return bool(
        (one.phones & other.phones) - never_match
        or _emails(one, never_match) & _emails(other, never_match)
        or one.vins & other.vins
    )


def line_numbers(phone: str) -> frozenset[str]:
    """The number of a store's own line (E.164): it never tells who somebody is (decision 9)."""
    digits = "".join(c for c in phone if c.isdigit())
    return frozenset({f"+1{digits[-10:]}"} if len(digits) >= 10 else ())


_REASONS: tuple[MatchReason, ...] = ("source_id", "email_and_last_name", "phone_and_name")


def _emails(person: PersonKeys, never_match: frozenset[str]) -> frozenset[str]:
    denied = {address.casefold() for address in never_match}
    return frozenset(
        folded
        for email in person.emails
        if (folded := email.strip().casefold())
        and folded not in denied
        and not folded.endswith(_RELAY_DOMAINS)
    )


def _same_last(one: PersonKeys, other: PersonKeys) -> bool:
    """Equal, or one of them uses the first of two surnames: Garcia and Garcia Lopez."""
    a, b = fold_name(one.last), fold_name(other.last)
    if not a or not b:
        return False
    shorter, longer = sorted((a, b), key=len)
    return longer == shorter or longer.startswith(f"{shorter} ")


def _same_name(one: PersonKeys, other: PersonKeys) -> bool:
    """Full names: a last name alone is a household, not a person, unless both are firms."""
    a, b = fold_name(one.first), fold_name(other.first)
    is_full = bool(a) or (one.is_business and other.is_business)
    return is_full and a == b and _same_last(one, other)


def _is_other_generation(one: PersonKeys, other: PersonKeys) -> bool:
    """Father and son share name, landline and e-mail: two different suffixes are two people."""
    suffixes = fold_name(one.suffix), fold_name(other.suffix)
    return all(suffixes) and suffixes[0] != suffixes[1]
