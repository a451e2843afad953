"""/heat-cases/<id>/: one upset customer, step by step."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import callers_at
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.days import day_words, moment_words
from followups.forms.heat import (
    ConfirmForm,
    HandOnForm,
    HeardForm,
    LinkReviewForm,
    ReopenForm,
    ResolveForm,
    StepForm,
)
from followups.models import HeatCase, ReviewAsk
from followups.queries.asks import reviews_of_person, score_of_sale
from followups.queries.heat_day import HeatDay, heat_day
from followups.queries.heat_people import may_end, may_settle
from followups.queries.heat_story import Story, stand_of, story_of_case
from followups.rules.heat import next_update_on
from followups.words.heat import again_words, age_words, due_chip, money, severity_chip

RELATED = ("store", "customer", "owner", "opened_by", "attempt", "delivery__vehicle")


def fetch_case(request: HttpRequest, pk: int, *, right: str = "customers.see") -> HeatCase:
    """The case, in scope of this reader and with the right at its store."""
    rows = HeatCase.objects.select_related(*RELATED, "delivery__salesperson")
    return fetch(request, rows, right=right, pk=pk)


@requires("calls.work", "accountability.see")
@require_safe
def heat_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything about the case, and what can be done next."""
    return case_page(request, fetch_case(request, pk))


def case_page(
    request: HttpRequest, case: HeatCase, bound: dict[str, BaseForm] | None = None
) -> TemplateResponse:
    """The page; with the form that came back with problems open, 422."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    day = heat_day(case.store, now)
    story = story_of_case(case, now=now)
    reviews = reviews_of_person(case.customer, [case.store_id])
    linked = [review for review in reviews if review.heat_case_id == case.pk]
    can_work = scope.has("calls.work", case.store_id)
    is_unseen = case.acknowledged_at is None and case.state == HeatCase.State.OPEN
    free = [review for review in reviews if review.heat_case_id != case.pk]
    context = {
        **_about(case, now),
        "story": story,
        "card_url": _card_url(scope, story),
        "facts": _facts(case, story, day),
        "forms": {**_forms(case, day, free, scope.user), **(bound or {})} if can_work else {},
        "refused": next(iter(bound.values())) if bound else None,
        "linked": [_review(review, day) for review in linked],
        "seen_url": reverse("followups:heat-seen", args=[case.pk])
        if can_work and is_unseen and may_settle(case, scope.user)
        else "",
    }
    status = 422 if bound else 200
    return TemplateResponse(request, "followups/heat/case.html", context, status=status)


def _about(case: HeatCase, now: Any) -> dict[str, Any]:
    today = case.store.day_of(now)
    opened = moment_words(case.opened_at, now, case.store.zone)
    parts = []
    if case.delivery:
        parts.append(_car(case, today))
    how = _("opened from a call") if case.attempt_id else _("opened")
    parts.append(f"{how} {opened}")
    return {
        "case": case,
        "title": f"{case.customer.name}: {str(case.get_cause_display()).lower()}",
        "words": " · ".join(parts),
        "quote_by": _("To %(name)s, %(at)s") % {"name": case.opened_by.name, "at": opened},
        "chips": [severity_chip(case), due_chip(case, today)],
        "age": " · ".join(part for part in (age_words(case, now), again_words(case)) if part),
    }


def _car(case: HeatCase, today: Any) -> str:
    sale = case.delivery
    assert sale
    parts = [sale.vehicle.name or _("Car"), str(sale.get_condition_display()).lower()]
    if sale.delivered_on:
        said = {"day": day_words(sale.delivered_on, today)}
        if sale.salesperson:
            said["name"] = sale.salesperson.name
            parts.append(_("delivered %(day)s by %(name)s") % said)
        else:
            parts.append(_("delivered %(day)s") % said)
    return ", ".join(parts)


def _card_url(scope: Any, story: Story) -> str:
    """The card of the call that the case owes, where the reader may make it."""
    row = story.open_row
    if row is None or not scope.has("calls.work", row.store_id):
        return ""
    return reverse("followups:card", args=[row.pk])


def _facts(case: HeatCase, story: Story, day: HeatDay) -> list[tuple[str, str]]:
    facts = [
        (_("Takes care of it"), case.owner.name),
        (_("Cause"), str(case.get_cause_display())),
    ]
    if story.owed:
        kept = {"kept": story.kept, "owed": story.owed}
        facts.append((_("Updates kept"), _("%(kept)d of %(owed)d") % kept))
    if case.next_update_on and case.state == HeatCase.State.OPEN:
        facts.append((_("They hear by"), day_words(case.next_update_on, day.today)))
    score = score_of_sale(case.delivery_id)
    if score is not None:
        facts.append((_("Survey score"), str(score)))
    if case.cost_cents:
        facts.append((_("Cost so far"), money(case.cost_cents)))
    if case.acknowledged_at is None and case.state == HeatCase.State.OPEN:
        facts.append((_("Seen by its owner"), _("not yet")))
    return facts


def _forms(
    case: HeatCase, day: HeatDay, reviews: list[ReviewAsk], user: User
) -> dict[str, BaseForm]:
    """What can be done with the case as it stands, each an empty form."""
    around: dict[str, Any] = {"today": day.today, "calendar": day.calendar}
    if case.state == HeatCase.State.CONFIRMED:
        found: dict[str, BaseForm] = {"reopen": ReopenForm(auto_id="reopen_%s")}
    else:
        again = next_update_on(case.severity, day.today, day.calendar)
        stand = {"next_update_on": again, **stand_of(case)}
        told: dict[str, Any] = {"case": case, "initial": stand}
        found = {
            "heard": HeardForm(auto_id="heard_%s", **told, **around),
            "step": StepForm(auto_id="step_%s"),
            "hand_on": HandOnForm(people=callers_at(case.store_id), auto_id="hand_on_%s"),
        }
        may = may_end(case, user)
        if case.state == HeatCase.State.OPEN:
            found |= {"resolve": ResolveForm(auto_id="resolve_%s")} if may else {}
        else:
            found |= {"confirm": ConfirmForm(auto_id="confirm_%s")} if may else {}
            found["reopen"] = ReopenForm(auto_id="reopen_%s")
    if reviews:
        found["review"] = LinkReviewForm(reviews=review_choices(reviews), auto_id="review_%s")
    return found


def review_choices(reviews: list[ReviewAsk]) -> list[tuple[str, str]]:
    """The customer's reviews as one picks them."""
    return [(str(one.pk), f"{one.site}, {one.get_state_display()}") for one in reviews]


def _review(review: ReviewAsk, day: HeatDay) -> dict[str, str]:
    stars = _("%(n)d of 5 stars") % {"n": review.stars} if review.stars else ""
    on = review.posted_on or review.asked_on
    parts = [str(review.get_state_display()), stars, day_words(on, day.today) if on else ""]
    return {"site": review.site, "words": " · ".join(p for p in parts if p), "quote": review.quote}
