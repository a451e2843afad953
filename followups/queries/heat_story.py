"""The story of one heat case: what comes next, and everything that happened, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from customers.timeline import Line
from dealerfollow.web.days import day_words, moment_words
from followups.models import Attempt, FollowUp, HeatCase, HeatStep
from followups.rules.clock import on_time_until
from followups.words.contacts import CHANNEL_ICONS, begun_words
from followups.words.days import near_day
from followups.words.heat import STEPS, money
from followups.words.labels import outcome_name
from followups.words.phrases import phrase


@dataclass(frozen=True)
class Story:
    """What is owed next (None when it is over), what happened, and how often the word was kept."""

    coming: Line | None
    open_row: FollowUp | None
    past: tuple[Line, ...]
    kept: int
    owed: int


def story_of_case(case: HeatCase, *, now: datetime) -> Story:
    """Steps, contacts and words that were not given in time; three queries."""
    zone = case.store.zone
    rows = FollowUp.objects.filter(plan__heat_case=case).select_related("owner", "counted_for")
    follow_ups = list(rows.order_by("pk"))
    made = Attempt.objects.filter(effects__follow_up__plan__heat_case=case, undo=None)
    tries = made.select_related("by").distinct()
    steps = case.steps.select_related("by").order_by("at", "id")
    past: list[tuple[datetime, int, Line]] = []
    for step in steps:
        step.case = case
        past.append((step.at, step.pk, _step(step, past, now, zone)))
    past += [(one.at, one.pk, _talk(one, case, now, zone)) for one in tries]
    for row in follow_ups:
        if row.missed_on:
            at = datetime.combine(row.missed_on, case.store.day_ends_at, zone)
            past.append((at, row.pk, _late(row, now, zone)))
    past.sort(key=lambda item: item[:2], reverse=True)
    given = [row for row in follow_ups if row.state in ("done", "not_reached") or row.missed_on]
    open_row = next((row for row in follow_ups if row.state == FollowUp.State.OPEN), None)
    return Story(
        coming=_coming(open_row, now, zone) if open_row else None,
        open_row=open_row,
        past=tuple(event for *_key, event in past),
        kept=sum(_is_kept(row, zone) for row in given),
        owed=len(given),
    )


def stand_of(case: HeatCase) -> dict[str, int | None]:
    """What a talk that is logged from the page of the case was shown, as `customer_heard` asks for
    it: the follow-up that is open, None between two words, and their newest contact. Two queries;
    its customer is at hand."""
    owed = FollowUp.objects.open().filter(plan__heat_case=case).order_by("pk")
    row = owed.values_list("pk", "customer").first() or (None, None)
    people = {case.customer_id, case.customer.merged_into_id, row[1]} - {None}
    newest = Attempt.objects.filter(customer__in=people).aggregate(pk=Max("pk"))["pk"]
    return {"shown": row[0], "seen": newest or 0}


def _is_kept(row: FollowUp, zone: Any) -> bool:
    """Did they hear by the day that they were told?"""
    if row.state != FollowUp.State.DONE or row.closed_at is None:
        return False
    heard_on = row.reached_on or row.closed_at.astimezone(zone).date()
    return heard_on <= on_time_until(row.first_due_on, row.clock_on)


def _coming(row: FollowUp, now: datetime, zone: Any) -> Line:
    today = now.astimezone(zone).date()
    is_asked = row.touchpoint == "confirm"
    title = _("Ask them whether it is settled") if is_asked else _("They hear how it stands")
    words = _("Tell them also when there is no news.")
    return Line(
        icon=CHANNEL_ICONS.get(row.channel, "phone"),
        title=title,
        when=phrase("by %(day)s") % {"day": near_day(row.due_on, today)},
        words="" if is_asked else words,
        chip=row.owner.name,
        tone="next",
    )


def _step(step: HeatStep, before: list[Any], now: datetime, zone: Any) -> Line:
    name, icon = STEPS[HeatStep.Kind(step.kind)]
    if step.kind == HeatStep.Kind.OPENED and before:
        name = _("Reported again")
    is_quoted = step.kind == HeatStep.Kind.OPENED and step.words == step.case.words
    words = [step.by.name if step.by else "", "" if is_quoted else step.words.rstrip(".")]
    said = ". ".join(word for word in words if word)
    chip = money(step.cost_cents) if step.cost_cents else ""
    when = moment_words(step.at, now, zone)
    return Line(icon=icon, title=str(name), when=when, words=f"{said}." if said else "", chip=chip)


def _talk(attempt: Attempt, case: HeatCase, now: datetime, zone: Any) -> Line:
    is_last, is_out = attempt.at == case.confirmed_at, attempt.direction == "out"
    title = outcome_name(attempt.outcome)
    if is_last:
        title = _("Confirmed by the customer")
    icon = "phone-check" if attempt.is_talk and attempt.channel == "phone" else ""
    words = [attempt.by.name, attempt.note.rstrip(".")]
    return Line(
        icon="circle-check" if is_last else icon or CHANNEL_ICONS.get(attempt.channel, "phone"),
        title=title,
        when=moment_words(attempt.at, now, zone),
        words=". ".join(word for word in words if word) + ".",
        chip="" if is_out else begun_words(attempt.channel),
        proof=attempt.proof if is_out else "",
    )


def _late(row: FollowUp, now: datetime, zone: Any) -> Line:
    assert row.missed_on
    today = now.astimezone(zone).date()
    name = (row.counted_for or row.owner).name
    return Line(
        icon="clock",
        title=_("Not made by its day"),
        when=day_words(row.missed_on, today),
        words=_("Counted for %(name)s.") % {"name": name},
        tone="bad",
    )
