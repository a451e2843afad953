"""A reason of the brief in words: what it is, where it comes from, and what to say."""

from dataclasses import dataclass
from datetime import date

from followups.rules.brief import Evidence, Reason
from followups.words.days import ago
from followups.words.labels import kind_name, outcome_name
from followups.words.phrases import phrase as _
from followups.words.saying import Speaker, say
from followups.words.sources import SOURCES
from followups.words.titles import TITLES


@dataclass(frozen=True, slots=True)
class SpokenReason:
    """A reason as the card draws it."""

    code: str
    icon: str
    title: str
    source: str
    is_fact: bool
    gain: str  # what the customer may have got out of it, "" for a mere occasion
    say: str = ""  # words to begin with, in the customer's language; "" where there are none


def in_words(reason: Reason, today: date, speaker: Speaker | None = None) -> SpokenReason:
    """The reason and its source in the reader's language; what to say in the customer's."""
    return SpokenReason(
        reason.code,
        reason.icon,
        title_of(reason, today),
        source_of(reason.evidence, today),
        reason.is_fact,
        gain_of(reason),
        say(reason, speaker) if speaker else "",
    )


def title_of(reason: Reason, today: date) -> str:
    """ "Second key is here", "2026 CR-V: day 7"."""
    make = TITLES.get(reason.code)
    if make:
        return make(reason.params, today)
    vehicle = str(reason.params.get("vehicle") or "")
    name = kind_name(reason.code)
    return _("%(what)s: %(vehicle)s") % {"what": name, "vehicle": vehicle} if vehicle else name


def source_of(evidence: Evidence, today: date) -> str:
    """ "We-owe · Parts, Nov 18"."""
    make = SOURCES.get(evidence.code)
    return make(evidence.params, today) if make else ""


def gain_of(reason: Reason) -> str:
    """ "News about the second key": what a talk about this reason gives them (line 54)."""
    if reason.code.startswith(("we_owe", "answer_")):
        item = str(reason.params["item"])
        return _("News about the %(item)s") % {"item": item[:1].lower() + item[1:]}
    gains = {
        "heat_open": _("Where their case stands"),
        "tag_expires": _("When the plates come"),
        "desk_says": _("An answer from the store"),
        "perk_unused": _("A perk they still have"),
        "survey_opens_soon": _("What to expect of the survey"),
        "first_service_due": _("When the first service is"),
        "discomfort": _("What was left open at delivery"),
        "lease": _("What can be done before the lease ends"),
        "lease_ends": _("What can be done before the lease ends"),
        "how_they_use_it": _("A tip for how they use it"),
    }
    return gains.get(reason.code, "")


def attempt_words(outcome: str, made_on: date, today: date) -> str:
    """ "Left voicemail, yesterday"."""
    return f"{outcome_name(outcome)}, {ago(made_on, today)}"
