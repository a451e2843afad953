"""Words to begin a contact with: their name, the store, the car, and the reason first (seed 004).

The customer's language chooses them, not the reader's, so they stand here in both languages and
not behind gettext. They are a suggestion to one's own words, never sent by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import Formatter
from typing import Any

from followups.rules.brief import Reason
from followups.words.saying import english, spanish
from followups.words.saying.days import since, spoken_day, years_words

__all__ = ["LANGUAGES", "Speaker", "car_words", "opening", "say"]
LANGUAGES: Mapping[str, Any] = {"en": english, "es": spanish}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks to whom, about which car: `language` is the customer's."""

    name: str
    caller: str
    store: str
    language: str
    today: date
    vehicle: str = ""
    delivered_on: date | None = None


def say(reason: Reason, speaker: Speaker) -> str:
    """ "Maria, this is Sam at Copperline North, about the CR-V you took home 3 days ago. Your
    second key is here..."; "" for an occasion that is no reason to call by itself."""
    words = _words_of(reason, speaker)
    return f"{opening(speaker)} {words}" if words else ""


def opening(speaker: Speaker) -> str:
    """Who calls whom about what; days since delivery and the car stand in it (line 56)."""
    spoken = LANGUAGES[speaker.language]
    told = {"name": speaker.name, "caller": speaker.caller, "store": speaker.store}
    return str(spoken.OPENING.format(**told, about=car_words(speaker)))


def car_words(speaker: Speaker) -> str:
    """ ", about the CR-V you took home 3 days ago"; "" without a delivery."""
    if not speaker.vehicle or speaker.delivered_on is None:
        return ""
    spoken = LANGUAGES[speaker.language]
    ago = since(speaker.delivered_on, speaker.today, speaker.language)
    return str(spoken.ABOUT.format(vehicle=speaker.vehicle, ago=ago))


def _words_of(reason: Reason, speaker: Speaker) -> str:
    spoken = LANGUAGES[speaker.language]
    code = reason.code
    if code == "discomfort":
        return str(spoken.FLAGS.get(str(reason.params["flag"]), ""))
    if code == "how_they_use_it":
        wanted = spoken.USES[str(reason.params["use"])]
    else:
        wanted = spoken.REASONS.get(_wording(reason, speaker.today), "")
    told = _told(reason, speaker)
    return str(wanted.format_map(told)) if _blanks(wanted) <= told.keys() else ""


def _wording(reason: Reason, today: date) -> str:
    """The code, or what it is called where the same fact is said in another way."""
    if reason.code == "perk_unused" and reason.params["uses"] == 1:
        return "perk_once"
    on = reason.params.get("on")
    if reason.code == "birthday_near" and isinstance(on, date) and on != today:
        return "birthday_soon" if on > today else "birthday_past"
    return reason.code


@cache
def _blanks(words: str) -> frozenset[str]:
    """The names of what is filled in; nothing is said with a hole in it."""
    return frozenset(name for _text, name, *_more in Formatter().parse(words) if name)


def _told(reason: Reason, speaker: Speaker) -> dict[str, Any]:
    """The params of the reason as they are spoken in the customer's language."""
    spoken = LANGUAGES[speaker.language]
    told: dict[str, Any] = {"vehicle": spoken.CAR}
    for name, value in reason.params.items():
        if isinstance(value, date):
            told[name] = spoken_day(value, speaker.today, speaker.language)
        elif value not in (None, ""):
            told[name] = value
    if "years" in told:
        told["years"] = years_words(told["years"], speaker.language)
    if "item" in told:
        told["item"] = told["item"][:1].lower() + told["item"][1:]
    if "text" in told:  # the sentence around it has its own full stop
        told["text"] = str(told["text"]).rstrip(". ")
    if "cause" in told:
        told["cause"] = spoken.CAUSES[told["cause"]]
    if "department" in told:
        told["department"] = spoken.DEPARTMENTS[told["department"]]
    for name in ("promised_on", "told_on"):
        told.setdefault(name, spoken.SOON)
    return told
