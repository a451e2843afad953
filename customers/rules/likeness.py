"""How alike two entries are, for a person to judge: never merged on this alone (decision 9).

What is the same and what differs are both named: a shared landline makes a household, not a
person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from customers.rules.matching import PersonKeys, fold_name, match_reason

Sign = Literal["number", "address", "name", "last_name", "source_id"]
Degree = Literal["very_likely", "perhaps", "hardly"]
_ORDER = {"very_likely": 0, "perhaps": 1, "hardly": 2}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely it is one person, what the two share, and what speaks against it."""

    degree: Degree
    same: tuple[Sign, ...]
    differs: tuple[Literal["first_name", "suffix", "kind"], ...] = ()


def likeness(
    one: PersonKeys, other: PersonKeys, *, never_match: frozenset[str] = frozenset()
) -> Likeness:
    """Very likely: what the matching rule would have taken for one, had both come at once. Hardly:
    another first name or another generation. Perhaps: all else that shares something."""
    same = _same(one, other, never_match)
    differs = _differs(one, other)
    if match_reason(one, other, never_match=never_match) and not differs:
        return Likeness("very_likely", same)
    return Likeness("hardly" if differs or not same else "perhaps", same, differs)


def by_degree(pairs: Iterable[tuple[int, Likeness]]) -> list[tuple[int, Likeness]]:
    """The likeliest first, those of one degree in their order."""
    return sorted(pairs, key=lambda pair: _ORDER[pair[1].degree])


def _same(one: PersonKeys, other: PersonKeys, never_match: frozenset[str]) -> tuple[Sign, ...]:
    found: list[Sign] = []
    if one.source_ids & other.source_ids:
        found.append("source_id")
    if (one.phones & other.phones) - never_match:
        found.append("number")
    if {e.casefold() for e in one.emails} & {e.casefold() for e in other.emails} - never_match:
        found.append("address")
    last, first = (fold_name(one.last), fold_name(other.last)), _firsts(one, other)
    if last[0] and last[0] == last[1]:
        found.append("name" if first[0] == first[1] else "last_name")
    return tuple(found)


def _differs(
    one: PersonKeys, other: PersonKeys
) -> tuple[Literal["first_name", "suffix", "kind"], ...]:
    found: list[Literal["first_name", "suffix", "kind"]] = []
    if one.is_business != other.is_business:
        found.append("kind")
    a, b = _firsts(one, other)
    if a and b and a != b and not _is_short(a, b):
        found.append("first_name")
    suffixes = fold_name(one.suffix), fold_name(other.suffix)
    if all(suffixes) and suffixes[0] != suffixes[1]:
        found.append("suffix")
    return tuple(found)


def _firsts(one: PersonKeys, other: PersonKeys) -> tuple[str, str]:
    return fold_name(one.first), fold_name(other.first)


def _is_short(a: str, b: str) -> bool:
    """ "J" or "Jo" for "Joanne"."""
    shorter, longer = sorted((a, b), key=len)
    return longer.startswith(shorter)
