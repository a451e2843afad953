"""The headline of each reason."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from customers.models import CHANNELS
from deliveries.models import FLAGS
from followups.models import HeatCase
from followups.words.days import DAYS_A_MONTH, ago, day, near_day, short_day
from followups.words.labels import department_name
from followups.words.phrases import phrase as _

CHANNEL_NAMES: Mapping[str, Any] = dict(CHANNELS)
HEAT_CAUSES: Mapping[str, Any] = dict(HeatCase.Cause.choices)
USES: Mapping[str, Any] = {
    "towing": gettext_lazy("Tow mode and tire pressure"),
    "winter": gettext_lazy("Tires and battery before the snow"),
    "work": gettext_lazy("What the work asks of the car"),
    "family": gettext_lazy("Room and seats for the family"),
    "trips": gettext_lazy("A check before the next trip"),
    "commute": gettext_lazy("Service comes early with many miles"),
}
"""What each use suggests to talk about (line 57)."""


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


def _answer(p: Mapping[str, Any], today: date) -> str:
    words = {"item": _capital(p["item"]), "day": near_day(p["promised_on"], today)}
    if p.get("days"):
        return _("They wait for an answer: %(item)s, promised for %(day)s") % words
    return _("They asked for it: %(item)s, promised for %(day)s") % words


def _heat(p: Mapping[str, Any], today: date) -> str:
    cause = str(HEAT_CAUSES.get(str(p["cause"]), p["cause"])).lower()
    if p["update_on"] is None or p["state"] != "open":
        return _("Heat case, to be confirmed: %(cause)s") % {"cause": cause}
    when = near_day(p["update_on"], today)
    return _("Heat case: %(cause)s. They hear again by %(day)s") % {"cause": cause, "day": when}


def _tag(p: Mapping[str, Any], today: date) -> str:
    if int(p["days"]) < 0:
        return _("Temporary tag ended %(day)s") % {"day": near_day(p["ends_on"], today)}
    return _("Temporary tag ends %(day)s") % {"day": near_day(p["ends_on"], today)}


def _perk(p: Mapping[str, Any], today: date) -> str:
    words = {"item": _capital(p["item"]), "left": p["left"], "uses": p["uses"]}
    if int(p["uses"]) > 1:
        return _("%(item)s: %(left)d of %(uses)d left") % words
    return _("%(item)s: not used yet") % words


def _birthday(p: Mapping[str, Any], today: date) -> str:
    return _("Birthday %(day)s") % {"day": near_day(p["on"], today)}


def _use(p: Mapping[str, Any], today: date) -> str:
    idea = USES.get(str(p["use"]))
    words = {"text": p["text"], "idea": idea}
    return _("%(idea)s: %(text)s") % words if idea else _("Uses it so: %(text)s") % words


def _repurchase(p: Mapping[str, Any], today: date) -> str:
    months = round(int(p["days"]) / DAYS_A_MONTH) if p.get("days") is not None else 0
    vehicle = p.get("vehicle") or _("car")
    if not months:
        return _("Next car")
    words = {"vehicle": vehicle, "years": f"{months / 12:.1f}".removesuffix(".0")}
    return _("%(years)s years with the %(vehicle)s: what comes next?") % words


def _wanted_car(p: Mapping[str, Any], today: date) -> str:
    vehicle = str(p.get("vehicle") or "")
    return (
        _("The %(vehicle)s they asked about is sold") % {"vehicle": vehicle}
        if vehicle
        else _("The car they asked about is sold")
    )


def _no_fact(p: Mapping[str, Any], today: date) -> str:
    words = {"department": department_name(str(p["department"]))}
    if p.get("asked_on"):
        words["ago"] = ago(p["asked_on"], today)
        return _("No fact on file: %(department)s asked %(ago)s") % words
    return _("No fact on file: ask %(department)s for one") % words


TITLES: Mapping[str, Callable[[Mapping[str, Any], date], str]] = {
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
    "answer_due": _answer,
    "answer_overdue": _answer,
    "heat_open": _heat,
    "tag_expires": _tag,
    "lease_ends": _lease,
    "perk_unused": _perk,
    "birthday_near": _birthday,
    "how_they_use_it": _use,
    "repurchase": _repurchase,
    "in_service_today": lambda p, today: _("Their car is in service today"),
    "survey_is_out": lambda p, today: _("CSI survey is with the customer"),
    "survey_low": lambda p, today: _("CSI survey came back: ask what they would change"),
    "review_not_asked": lambda p, today: _("Review not asked for yet"),
    "thank_for_name": lambda p, today: _("They sent %(name)s: say thank you") % {"name": p["name"]},
    "loose_end": lambda p, today: _("Pick up where you left off: “%(note)s”") % {"note": p["note"]},
    "desk_says": lambda p, today: (
        _("%(department)s says: %(text)s")
        % {"department": department_name(str(p["department"])), "text": p["text"]}
    ),
    "voicemails_unanswered": _voicemails,
    "prefers_channel": lambda p, today: (
        _("Prefers: %(channel)s") % {"channel": CHANNEL_NAMES.get(str(p["channel"]), p["channel"])}
    ),
    "no_fact_on_file": _no_fact,
}
