"""A reason of the brief in words: what it is, and where it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import ngettext

from customers.models import CHANNELS
from dealerfollow.web.days import weekday_words
from deliveries.models import FLAGS
from followups.rules.brief import Evidence, Reason
from followups.words.days import ago, day, near_day, short_day
from followups.words.labels import department_name, kind_name, outcome_name
from followups.words.phrases import phrase as _

CHANNEL_NAMES: Mapping[str, Any] = dict(CHANNELS)


@dataclass(frozen=True, slots=True)
class SpokenReason:
    """A reason as the card draws it."""

    code: str
    icon: str
    title: str
    source: str
    is_fact: bool
    gain: str  # what the customer may have got out of it, "" for a mere occasion


def in_words(reason: Reason, today: date) -> SpokenReason:
    """The reason and its source in the reader's language."""
    return SpokenReason(
        reason.code,
        reason.icon,
        title_of(reason, today),
        source_of(reason.evidence, today),
        reason.is_fact,
        gain_of(reason),
    )


def title_of(reason: Reason, today: date) -> str:
    """ "Second key is here", "2026 CR-V: day 7"."""
    make = _TITLES.get(reason.code)
    if make:
        return make(reason.params, today)
    vehicle = str(reason.params.get("vehicle") or "")
    name = kind_name(reason.code)
    return _("%(what)s: %(vehicle)s") % {"what": name, "vehicle": vehicle} if vehicle else name


def source_of(evidence: Evidence, today: date) -> str:
    """ "We-owe · Parts, Nov 18"."""
    make = _SOURCES.get(evidence.code)
    return make(evidence.params, today) if make else ""


def gain_of(reason: Reason) -> str:
    """ "News about the second key": what a talk about this reason gives them."""
    if reason.code.startswith("we_owe"):
        item = str(reason.params["item"])
        return _("News about the %(item)s") % {"item": item[:1].lower() + item[1:]}
    gains = {
        "survey_opens_soon": _("What to expect of the survey"),
        "first_service_due": _("When the first service is"),
        "discomfort": _("What was left open at delivery"),
        "lease": _("What can be done before the lease ends"),
    }
    return gains.get(reason.code, "")


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def _ready(p: Mapping[str, Any], today: date) -> str:
    return _("%(item)s: here, ready to pick up") % {"item": _capital(p["item"])}


def _overdue(p: Mapping[str, Any], today: date) -> str:
    days = int(p["days"])
    text = ngettext("%(item)s: %(n)d day past its date", "%(item)s: %(n)d days past its date", days)
    return text % {"item": _capital(p["item"]), "n": days}


def _moved(p: Mapping[str, Any], today: date) -> str:
    return _("%(item)s: now %(day)s, they were told %(told)s") % {
        "item": _capital(p["item"]),
        "day": short_day(p["promised_on"]),
        "told": short_day(p["told_on"]),
    }


def _due(p: Mapping[str, Any], today: date) -> str:
    return _("%(item)s: promised for %(day)s") % {
        "item": _capital(p["item"]),
        "day": near_day(p["promised_on"], today),
    }


def _no_update(p: Mapping[str, Any], today: date) -> str:
    return _("%(item)s: no update yet") % {"item": _capital(p["item"])}


def _call_back(p: Mapping[str, Any], today: date) -> str:
    note = str(p.get("note") or "").strip()
    return (
        _("Asked for this call: “%(note)s”") % {"note": note}
        if note
        else _("Asked to be called back")
    )


def _survey(p: Mapping[str, Any], today: date) -> str:
    return _("CSI survey opens %(day)s") % {"day": near_day(p["opens_on"], today)}


def _anniversary(p: Mapping[str, Any], today: date) -> str:
    years = int(p["years"])
    return ngettext("%(n)d year with the car", "%(n)d years with the car", years) % {"n": years}


def _voicemails(p: Mapping[str, Any], today: date) -> str:
    count = int(p["count"])
    return ngettext(
        "%(n)d voicemail unanswered: bring another reason",
        "%(n)d voicemails unanswered: bring another reason",
        count,
    ) % {"n": count}


def _lease(p: Mapping[str, Any], today: date) -> str:
    ends_on = p.get("lease_ends_on")
    return _("Lease ends %(day)s") % {"day": day(ends_on)} if ends_on else _("Lease ends")


def _post_sale(p: Mapping[str, Any], today: date) -> str:
    return _("The first days with the %(vehicle)s") % {"vehicle": p.get("vehicle") or _("car")}


def _wanted_car(p: Mapping[str, Any], today: date) -> str:
    vehicle = str(p.get("vehicle") or "")
    return (
        _("The %(vehicle)s they asked about is sold") % {"vehicle": vehicle}
        if vehicle
        else _("The car they asked about is sold")
    )


_TITLES: Mapping[str, Callable[[Mapping[str, Any], date], str]] = {
    "we_owe_ready": _ready,
    "we_owe_overdue": _overdue,
    "we_owe_moved": _moved,
    "we_owe_due_today": _due,
    "we_owe_due_soon": _due,
    "we_owe_no_update": _no_update,
    "discomfort": lambda p, today: str(FLAGS.get(str(p["flag"]), p["flag"])),
    "asked_to_call_back": _call_back,
    "survey_opens_soon": _survey,
    "post_sale": _post_sale,
    "first_service_due": lambda p, today: _("First service is coming up"),
    "purchase_anniversary": _anniversary,
    "personal_fact": lambda p, today: _("Ask about: %(fact)s") % {"fact": p["text"]},
    "lease": _lease,
    "car_is_sold": _wanted_car,
    "voicemails_unanswered": _voicemails,
    "prefers_channel": lambda p, today: (
        _("Prefers: %(channel)s") % {"channel": CHANNEL_NAMES.get(str(p["channel"]), p["channel"])}
    ),
    "no_fact_on_file": lambda p, today: (
        _("No fact on file: ask %(department)s for one")
        % {"department": department_name(str(p["department"]))}
    ),
}


def _we_owe_source(p: Mapping[str, Any], today: date) -> str:
    return _("We-owe · %(department)s, %(ago)s") % {
        "department": department_name(p["department"]),
        "ago": ago(p["updated_on"], today),
    }


def _silent_source(p: Mapping[str, Any], today: date) -> str:
    days = int(p["owed_days"])
    text = ngettext(
        "We-owe · %(department)s, owed %(n)d day", "We-owe · %(department)s, owed %(n)d days", days
    )
    return text % {"department": department_name(p["department"]), "n": days}


def _delivery_source(p: Mapping[str, Any], today: date) -> str:
    delivered_on = p.get("delivered_on")
    return (
        _("Delivered %(day)s") % {"day": weekday_words(delivered_on, today)} if delivered_on else ""
    )


_SOURCES: Mapping[str, Callable[[Mapping[str, Any], date], str]] = {
    "we_owe": _we_owe_source,
    "we_owe_without_update": _silent_source,
    "noted_at_delivery": lambda p, today: (
        _("Noted at delivery")
        + (f", {short_day(p['delivered_on'])}" if p.get("delivered_on") else "")
    ),
    "last_attempt": lambda p, today: (
        _("Last contact %(ago)s") % {"ago": ago(p["made_on"], today)} if p.get("made_on") else ""
    ),
    "makers_survey": lambda p, today: _("New car · say it neutrally, never suggest a score"),
    "cadence": lambda p, today: "",
    "delivered": _delivery_source,
    "noted": lambda p, today: _("Noted %(ago)s") % {"ago": ago(p["noted_on"], today)},
    "sold_to_another": lambda p, today: (
        _("Sold to somebody else %(ago)s") % {"ago": ago(p["sold_on"], today)}
    ),
    "customer_said": lambda p, today: _("They said so"),
    "nothing_on_file": lambda p, today: "",
}


def attempt_words(outcome: str, made_on: date, today: date) -> str:
    """ "Left voicemail, yesterday"."""
    return f"{outcome_name(outcome)}, {ago(made_on, today)}"
