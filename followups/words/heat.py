"""Heat cases in words: how upset, by when they hear, how long it takes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followups.models import HeatCase, HeatStep
from followups.words.days import near_day

TONES: Mapping[str, str] = {"severe": "miss", "upset": "late", "uneasy": "line"}
FEW = 5  # a median of fewer cases says so


class Chip(NamedTuple):
    """A small mark: icon or words always, never color alone."""

    label: str
    tone: str = ""
    icon: str = ""


def severity_chip(case: HeatCase) -> Chip:
    """ "Severe" with its flame; the words say it without the color."""
    icon = "flame" if case.severity == HeatCase.Severity.SEVERE else ""
    return Chip(str(case.get_severity_display()), TONES[case.severity], icon)


def due_chip(case: HeatCase, today: date) -> Chip:
    """By when they hear again, or what the case waits for."""
    on = case.next_update_on
    if case.state == HeatCase.State.CONFIRMED or on is None:
        return Chip(_("Settled"), "ok", "check")
    if case.state == HeatCase.State.RESOLVED:
        tone = "late" if on < today else "line"
        return Chip(_("To be confirmed, ask by %(day)s") % {"day": near_day(on, today)}, tone)
    if on < today:
        return Chip(_("They were to hear %(day)s") % {"day": near_day(on, today)}, "miss", "clock")
    tone = "late" if on == today else "line"
    return Chip(_("They hear by %(day)s") % {"day": near_day(on, today)}, tone, "clock")


def age_words(case: HeatCase, now: datetime) -> str:
    """ "Open 9 days"; of one that is over, how long it was."""
    ended_on = case.store.day_of(case.confirmed_at or now)
    days = max((ended_on - case.store.day_of(case.opened_at)).days, 0)
    if case.confirmed_at:
        return ngettext("It took %(n)d day", "It took %(n)d days", days) % {"n": days}
    if not days:
        return _("Opened today")
    return ngettext("Open %(n)d day", "Open %(n)d days", days) % {"n": days}


def again_words(case: HeatCase) -> str:
    """ "opened again twice", "" when it never was."""
    if not case.reopened:
        return ""
    return ngettext("opened again once", "opened again %(n)d times", case.reopened) % {
        "n": case.reopened
    }


def span_words(hours: float | None) -> str:
    """ "5 h", "3 days"; "–" where nothing was measured."""
    if hours is None:
        return "–"
    if hours < 48:
        return _("%(n)d h") % {"n": round(hours)}
    days = round(hours / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def sample_words(count: int) -> str:
    """ "median of 12 cases"; a small sample is said to be small."""
    if not count:
        return _("no case yet")
    text = ngettext("median of %(n)d case", "median of %(n)d cases", count) % {"n": count}
    return _("%(median)s, few") % {"median": text} if count < FEW else text


def money(cents: int) -> str:
    """ "$125", "$125.50"."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02d}" if rest else f"${whole:,}"


STEPS: Mapping[str, tuple[Any, str]] = {
    HeatStep.Kind.OPENED: (gettext_lazy("Opened"), "flame"),
    HeatStep.Kind.ACKNOWLEDGED: (gettext_lazy("Seen"), "eye"),
    HeatStep.Kind.STEP: (gettext_lazy("Step"), "tool"),
    HeatStep.Kind.UNDONE: (gettext_lazy("A log was taken back"), "arrow-back-up"),
    HeatStep.Kind.HANDED_ON: (gettext_lazy("New owner"), "user-share"),
    HeatStep.Kind.RESOLVED: (gettext_lazy("Resolved"), "check"),
    HeatStep.Kind.CONFIRMED: (gettext_lazy("Confirmed by the customer"), "circle-check"),
    HeatStep.Kind.REOPENED: (gettext_lazy("Opened again"), "refresh"),
}

PROBLEMS: Mapping[str, Any] = {
    "not_open": gettext_lazy("It is resolved already. Open it again if it is not settled."),
    "not_resolved": gettext_lazy("Resolve it first: say what was done."),
    "open_already": gettext_lazy("It is open."),
    "another_open": gettext_lazy("Another case of theirs is open at this store. Go on with that."),
    "not_theirs": gettext_lazy("Only who takes care of it, or a manager, says that it was seen."),
    "managers_only": gettext_lazy(
        "A manager takes care of it, and a manager says that it is done."
    ),
    "is_over": gettext_lazy("They said that it is settled. Open it again if it is not."),
    "cost_too_high": gettext_lazy("With the other steps that is more than can be added up here."),
    "update_required": gettext_lazy("On which day do they hear again?"),
    "update_in_the_past": gettext_lazy("That day has passed."),
    "update_too_late": gettext_lazy("Within 30 days: they should not wait longer for a word."),
    "update_on_closed_day": gettext_lazy("The store is closed that day. Pick an open one."),
}


def heat_problem(code: str) -> str:
    """The sentence for a problem code; "" for one of somebody else."""
    return str(PROBLEMS.get(code, ""))
