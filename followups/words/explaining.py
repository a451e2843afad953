"""The chain of rules that made a follow-up due, each link in plain words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followups.rules.cadence import Touchpoint
from followups.words.days import dated, day
from followups.words.labels import SNOOZE_REASONS, kind_name
from followups.words.titles import CHANNEL_NAMES

ANCHORS: Mapping[str, Any] = {
    "delivery": gettext_lazy("The car was delivered"),
    "ownership": gettext_lazy("They own the car since"),
    "birthday": gettext_lazy("They were born"),
    "lease": gettext_lazy("The lease ends"),
    "tag": gettext_lazy("The temporary tag expires"),
    "promise": gettext_lazy("Something was promised for"),
    "orphan": gettext_lazy("Their salesperson left"),
    "thanks": gettext_lazy("They gave a name"),
    "heat": gettext_lazy("A heat case was opened"),
}

EVENTS: Mapping[str, Any] = {
    "moved": gettext_lazy("Moved from %(was)s to %(became)s"),
    "first_due_moved": gettext_lazy("First due day moved from %(was)s to %(became)s"),
    "moved_back": gettext_lazy("Moved back from %(was)s to %(became)s"),
    "deferred": gettext_lazy("Waits: from %(was)s to %(became)s"),
    "snoozed": gettext_lazy("Snoozed until %(became)s"),
    "brought_back": gettext_lazy("Snooze taken back, due %(became)s"),
    "skipped": gettext_lazy("Skipped for another card"),
    "reassigned": gettext_lazy("Went from %(was)s to %(became)s"),
    "named": gettext_lazy("%(became)s makes it"),
    "handed_off": gettext_lazy("Handed from %(was)s to %(became)s"),
    "channel_changed": gettext_lazy("By %(became)s instead of %(was)s"),
    "store_changed": gettext_lazy("Went along from %(was)s to %(became)s"),
    "reopened": gettext_lazy("Opened again"),
    "closed": gettext_lazy("Closed: %(became)s"),
    "stopped": gettext_lazy("Stopped"),
}

REASONS: Mapping[str, Any] = {
    "next_try": gettext_lazy("nobody was reached, the next try by the store’s table"),
    "call_back": gettext_lazy("they asked to be called back"),
    "reached_by_other": gettext_lazy("somebody else reached them"),
    "promise_remains": gettext_lazy("they asked for no more contact; what we owe remains"),
    "other_number": gettext_lazy("wrong number, another is on file"),
    "find_a_number": gettext_lazy("wrong number, and no other on file"),
    "closed_day": gettext_lazy("the store is closed"),
    "delivery_corrected": gettext_lazy("the delivery was corrected"),
    "household": gettext_lazy("somebody else of the household was called that day"),
    "budget": gettext_lazy("three unanswered tries in seven days"),
    "one_card": gettext_lazy("one customer, one card: at who sold last"),
    "salesperson_matched": gettext_lazy("the salesperson of the sale was found"),
    "house_deal": gettext_lazy("a house deal is the manager’s"),
    "left_the_store": gettext_lazy("the owner left the store"),
    "owner_moved": gettext_lazy("the owner moved to the other store"),
    "over_cap": gettext_lazy("that day was full"),
    "deadline_passed": gettext_lazy("its last day passed while the store was closed"),
    "call_back_by": gettext_lazy("named for a call back on a closed day"),
    "not_contactable": gettext_lazy("they may not be contacted that way"),
    "on_registry": gettext_lazy("the do-not-call registry names their number"),
    "registry_not_checked": gettext_lazy("no recent do-not-call file covers their number"),
    "asked_to_stop": gettext_lazy("they asked not to be contacted"),
    "died": gettext_lazy("they died"),
    "death_corrected": gettext_lazy("the death was recorded by mistake"),
    "unwound": gettext_lazy("the sale was unwound"),
    "excluded_wholesale": gettext_lazy("the sale was wholesale"),
    "excluded_dealer_trade": gettext_lazy("the sale was a dealer trade"),
    "contracted_again": gettext_lazy("the sale was contracted again"),
    "stop_corrected": gettext_lazy("the request to stop was recorded by mistake"),
    "undo": gettext_lazy("the log was undone"),
    "tries_exhausted": gettext_lazy("the tries are used up"),
    "heat_told": gettext_lazy("the day on which they were told that they hear"),
    "heat_sooner": gettext_lazy("they hear sooner"),
    "heat_resolved": gettext_lazy("the case is resolved"),
    "heat_confirmed": gettext_lazy("they said that it is settled"),
    "heat_reopened": gettext_lazy("the case is open again"),
    "heat_handed_on": gettext_lazy("somebody else takes care of the case"),
}

ENDINGS: Mapping[str, Any] = {
    **REASONS,
    "death_corrected": gettext_lazy("it fell due while a death was recorded by mistake"),
    "merged": gettext_lazy("found to be the same person as another entry; its follow-up counts"),
    "newer_delivery": gettext_lazy("they have a newer car; its own follow-up takes over"),
    "delivery_cleared": gettext_lazy("the car has not gone home yet"),
    "is_a_firm": gettext_lazy("a firm has no birthday"),
    "car_gone": gettext_lazy("they no longer have the car"),
    "promise_settled": gettext_lazy("the promise is settled"),
    "nothing_to_tell": gettext_lazy("they know the date already"),
    "learned_late": gettext_lazy("another follow-up answers it too"),
}
"""Why a follow-up ended without a contact: the same reasons, and those that only end one."""


def ended_because(reason: str) -> str:
    """ "The sale was unwound."; "" for a reason that says nothing about an ending. A stop says of
    what it is ("asked_to_stop_sales"), and the words are the same."""
    code = "asked_to_stop" if reason.startswith("asked_to_stop") else reason
    words = ENDINGS.get(code)
    return f"{capfirst(str(words))}." if words else ""


def anchor_words(anchor_kind: str, anchor_on: date, *, is_contract_date: bool = False) -> str:
    """ "The car was delivered: Tue, Mar 3, 2026."."""
    if is_contract_date:
        name: Any = _("Counted from the contract date")
    else:
        name = ANCHORS.get(anchor_kind, anchor_kind)
    return _("%(what)s: %(day)s.") % {"what": name, "day": dated(anchor_on)}


def rule_words(touchpoint: Touchpoint | None, kind: str, *, is_own: bool) -> str:
    """ "The cadence asks for a post-sale call 2 days after it (the default)."."""
    if touchpoint is None:
        return _("%(kind)s: asked for by hand or by a promise.") % {"kind": kind_name(kind)}
    whose = _("the store’s own cadence") if is_own else _("the default cadence")
    return _("%(whose)s asks for: %(kind)s, %(when)s.") % {
        "whose": whose[:1].upper() + whose[1:],
        "kind": kind_name(kind).lower(),
        "when": _when(touchpoint),
    }


def _when(touchpoint: Touchpoint) -> str:
    if touchpoint.every_months:
        return ngettext("every month", "every %(n)d months", touchpoint.every_months) % {
            "n": touchpoint.every_months
        }
    if touchpoint.offset_days is None:
        months = touchpoint.offset_months or 0
        return ngettext("%(n)d month after", "%(n)d months after", months) % {"n": months}
    days = touchpoint.offset_days
    if days < 0:
        return ngettext("%(n)d day before", "%(n)d days before", -days) % {"n": -days}
    return ngettext("%(n)d day after", "%(n)d days after", days) % {"n": days}


def event_words(kind: str, was: str, became: str, reason: str, by: str) -> str:
    """ "Moved from Thu, Mar 5 to Fri, Mar 6: the store is closed. By Maya Torres."."""
    words = str(EVENTS.get(kind, kind))
    if "%(" in words:
        words = words % {"was": _day_or_words(was), "became": _day_or_words(became)}
    why = REASONS.get(reason) or SNOOZE_REASONS.get(reason) or reason.replace("_", " ")
    words = f"{words}: {why}." if why else f"{words}."
    return _("%(what)s By %(name)s.") % {"what": words, "name": by} if by else words


def _day_or_words(text: str) -> str:
    """Events keep days as ISO dates, moments as ISO moments, and names as they are."""
    try:
        return day(date.fromisoformat(text[:10]))
    except ValueError:
        return str(CHANNEL_NAMES.get(text, text)).lower() if text in CHANNEL_NAMES else text


def channel_words(channel: str, asked_for: str, preferred: str) -> str:
    """Why this channel: what the cadence asks for, or what is allowed or preferred instead."""
    name = str(CHANNEL_NAMES.get(channel, channel)).lower()
    if channel == asked_for:
        return _("By %(channel)s, as asked for.") % {"channel": name}
    instead = str(CHANNEL_NAMES.get(asked_for, asked_for)).lower()
    said = {"channel": name, "instead": instead}
    if channel == preferred:
        return _("By %(channel)s instead of %(instead)s: they prefer it.") % said
    return _("By %(channel)s instead of %(instead)s: that one is not permitted or not on file.") % (
        said
    )
