"""The line under each reason: where it comes from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import ngettext

from dealerfollow.web.days import weekday_words
from followups.words.days import ago, short_day
from followups.words.labels import department_name
from followups.words.phrases import phrase as _


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


SOURCES: Mapping[str, Callable[[Mapping[str, Any], date], str]] = {
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
    "promised_with_sale": lambda p, today: _("Promised with the sale"),
    "heat_case": lambda p, today: (
        _("%(name)s takes care of it · opened %(ago)s")
        % {"name": p["owner"], "ago": ago(p["opened_on"], today)}
    ),
    "survey_answer": lambda p, today: (
        _("Answered %(ago)s · ask what they would change, never for a score")
        % {"ago": ago(p["answered_on"], today)}
    ),
    "asked_of_everybody": lambda p, today: _("Asked of everybody in the same words"),
    "service_visit": lambda p, today: _("Service drive, today"),
    "how_they_use_it": lambda p, today: _("How they use the car"),
    "born_on": lambda p, today: _("On file"),
    "gave_a_name": lambda p, today: (
        _("Gave us the name %(ago)s") % {"ago": ago(p["given_on"], today)}
    ),
    "desk_answer": lambda p, today: (
        _("%(name)s, %(ago)s") % {"name": p["by"], "ago": ago(p["on"], today)}
    ),
    "customer_said": lambda p, today: _("They said so"),
    "nothing_on_file": lambda p, today: "",
}
