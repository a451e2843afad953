"""Voicemails that say the same again: found, pointed out, and the next reason offered.

Seed 004: a message that repeats the last one is not called back. Tries, voicemails and talks are
counted apart, since each says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_DAYS = frozenset(
    """
    today tomorrow yesterday hoy ayer day days día días
    mon tue wed thu fri sat sun lun mar mié jue vie sáb dom
    jan feb apr may jun jul aug sep oct nov dec ene abr ago dic sept
    """.split()
)
"""Words that change by themselves from one call to the next."""


@dataclass(frozen=True, slots=True)
class Contacted:
    """One contact of the past, as this rule asks for it."""

    outcome: str
    reason: str = ""
    is_try: bool = True
    is_talk: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How often they were tried without being reached since the last talk, how many of these were
    voicemails, and how many of the contacts were talks."""

    tries: int = 0
    voicemails: int = 0
    talks: int = 0


@dataclass(frozen=True, slots=True)
class Repeated:
    """The reason that the last voicemails gave, how many in a row, and the next one to give."""

    reason: str
    times: int
    following: str = ""


def tally_of(newest_first: Iterable[Contacted]) -> Tally:
    """Tries, voicemails and talks apart. A try that reached somebody is a talk, not a try."""
    tries = voicemails = talks = 0
    for contact in newest_first:
        talks += contact.is_talk
        if not talks:
            tries += contact.is_try
            voicemails += contact.outcome == "voicemail"
    return Tally(tries, voicemails, talks)


def repeated_reason(newest_first: Iterable[Contacted], offered: Sequence[str]) -> Repeated | None:
    """The reason of the last voicemails since the last talk, where the next one would repeat it.

    `offered` are the reasons of the card, the first one first. None where the card leads with
    another reason, or the last voicemail gave none.
    """
    left = _voicemail_reasons(newest_first)
    if not left or not left[0] or not offered or not is_same(left[0], offered[0]):
        return None
    times = 0
    for reason in left:
        if not is_same(reason, left[0]):
            break
        times += 1
    following = next((one for one in offered if not any(is_same(one, past) for past in left)), "")
    return Repeated(left[0], times, following)


def is_same(one: str, other: str) -> bool:
    """The same reason, though days have passed: "promised for tomorrow" is "promised for Sat",
    "2 days past its date" is "3 days past its date". Empty is like nothing."""
    return _plain(one) != "" and _plain(one) == _plain(other)


def _voicemail_reasons(newest_first: Iterable[Contacted]) -> list[str]:
    found = []
    for contact in newest_first:
        if contact.is_talk:
            break
        if contact.outcome == "voicemail":
            found.append(contact.reason)
    return found


def _plain(reason: str) -> str:
    words = re.findall(r"[^\W\d_]+", reason.casefold())
    return " ".join(word for word in words if word not in _DAYS)
