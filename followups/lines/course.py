"""Lines about what became of follow-ups: moved, snoozed, handed on, missed, stopped, and why."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.timeline import Asking, Line, Source, register
from dealerfollow.web.days import day_words, moment_words
from followups.models import FollowUp, FollowUpEvent
from followups.words.explaining import ended_because, event_words
from followups.words.labels import kind_name

ENDED = {
    FollowUp.State.STOPPED: ("ban", gettext_lazy("%(what)s: stopped")),
    FollowUp.State.NOT_REACHED: ("x", gettext_lazy("%(what)s: not reached")),
    FollowUp.State.SUPERSEDED: ("arrows-diff", gettext_lazy("%(what)s: superseded")),
}
ICONS = {
    "snoozed": "clock-pause",
    "handed_off": "user-share",
    "reassigned": "user-share",
    "named": "user-check",
    "reopened": "refresh",
    "channel_changed": "message-2",
    "store_changed": "building-store",
}


def _rows(asking: Asking) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(asking.mine, **asking.here)
    return rows.select_related("owner", "counted_for", "superseded_by")


def _missed(row: FollowUp, asking: Asking) -> Line:
    assert row.missed_on
    name = (row.counted_for or row.owner).name
    struck = ""
    if row.voided_on:
        struck = _("Voided %(day)s") % {"day": day_words(row.voided_on, asking.today)}
    return Line(
        icon="phone-off",
        title=_("Missed: %(what)s") % {"what": kind_name(row.kind).lower()},
        when=day_words(row.missed_on, asking.today),
        words=_("Counted for %(name)s.") % {"name": name},
        tone="bad",
        struck=struck,
    )


def _closed(asking: Asking) -> QuerySet[FollowUp]:
    """Ended without a contact; those that were made are told by the contact."""
    return _rows(asking).filter(state__in=list(ENDED))


def _ended(row: FollowUp, asking: Asking) -> Line:
    assert row.closed_at
    icon, title = ENDED[FollowUp.State(row.state)]
    words = [ended_because(row.state_reason)]
    if row.superseded_by:
        told = {
            "what": kind_name(row.superseded_by.kind).lower(),
            "day": day_words(row.superseded_by.due_on, asking.today),
        }
        words.append(_("By the %(what)s due %(day)s.") % told)
    return Line(
        icon=icon,
        title=str(title) % {"what": kind_name(row.kind)},
        when=day_words(asking.day_of(row.closed_at), asking.today),
        words=" ".join(words).strip(),
    )


def _events(asking: Asking) -> QuerySet[FollowUpEvent]:
    rows = FollowUpEvent.objects.filter(
        asking.mine_at("follow_up__customer"),
        group_id=asking.customer.group_id,
        follow_up__store__in=asking.store_ids,
    )
    # What a log or an ending did besides: the line of that contact or ending tells it.
    return rows.exclude(kind__in=["closed", "stopped"]).select_related("follow_up", "by")


def _event(event: FollowUpEvent, asking: Asking) -> Line:
    by = event.by.name if event.by else ""
    return Line(
        icon=ICONS.get(event.kind, "calendar-event"),
        title=kind_name(event.follow_up.kind),
        when=moment_words(event.at, asking.now, asking.zone),
        words=event_words(event.kind, event.was, event.became, event.reason, by),
    )


register(Source("missed", "follow-ups", "missed_on", _rows, _missed, day="ends"))
register(Source("ended", "follow-ups", "closed_at", _closed, _ended))
register(Source("event", "follow-ups", "at", _events, _event))
