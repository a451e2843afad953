"""What can be done with a heat case: each button of its page, one address."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.stores.queries import callers_at
from dealerfollow.web.access import requires
from followups.actions import AlreadyLogged, LogRefused
from followups.actions.heat import (
    HeatRefused,
    acknowledge,
    add_step,
    confirm,
    hand_on_case,
    reopen_case,
    resolve,
)
from followups.actions.heat_talk import customer_heard
from followups.actions.reviews import link_review
from followups.forms.heat import (
    ConfirmForm,
    HandOnForm,
    HeardForm,
    LinkReviewForm,
    ReopenForm,
    ResolveForm,
    StepForm,
)
from followups.forms.parts import put_problems
from followups.models import HeatCase
from followups.queries.asks import reviews_of_person
from followups.queries.heat_day import heat_day
from followups.queries.heat_story import stand_of
from followups.views.heat.one import case_page, fetch_case, review_choices
from followups.words.heat import heat_problem

Save = Callable[[HeatCase, dict[str, Any], dict[str, Any]], object]
# Of a log -> of the form.
FIELDS = {"outcome": "how", "note": "words", "reason": "words", "heat_settled": "is_settled"}


@requires("calls.work")
@require_POST
def heard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The customer heard how it stands; logged as a contact of the follow-up that is owed."""
    case = fetch_case(request, pk, right="calls.work")
    day = heat_day(case.store, request.now)  # type: ignore[attr-defined]
    around: dict[str, Any] = {"today": day.today, "calendar": day.calendar, "case": case}
    form = HeardForm(request.POST, auto_id="heard_%s", **around)

    def save(case: HeatCase, told: dict[str, Any], done: dict[str, Any]) -> None:
        reason = _("Heat case: %(cause)s") % {"cause": str(case.get_cause_display()).lower()}
        customer_heard(case, reason=reason, **told, **done)

    return _act(request, case, "heard", form, save, _("Saved. It is on their timeline too."))


@requires("calls.work")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Something was done about it."""
    case = fetch_case(request, pk, right="calls.work")
    form = StepForm(request.POST, auto_id="step_%s")

    def save(case: HeatCase, told: dict[str, Any], done: dict[str, Any]) -> None:
        add_step(case, told["words"], cost_cents=form.cents(), **done)

    return _act(request, case, "step", form, save, _("The step is noted."))


@requires("calls.work")
@require_POST
def hand_on(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody else takes care of it."""
    case = fetch_case(request, pk, right="calls.work")
    form = HandOnForm(request.POST, people=callers_at(case.store_id), auto_id="hand_on_%s")

    def save(case: HeatCase, told: dict[str, Any], done: dict[str, Any]) -> None:
        hand_on_case(case, told["owner"], words=told["words"], **done)

    return _act(request, case, "hand_on", form, save, _("Handed on, and they are told."))


@requires("calls.work")
@require_POST
def resolved(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It was done; the customer is asked whether it is settled."""
    case = fetch_case(request, pk, right="calls.work")
    form = ResolveForm(request.POST, auto_id="resolve_%s")
    words = _("Resolved. They are asked in two open days whether it is settled.")
    return _act(request, case, "resolve", form, _in_words(resolve), words)


@requires("calls.work")
@require_POST
def confirmed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The customer said that it is settled."""
    case = fetch_case(request, pk, right="calls.work")
    form = ConfirmForm(request.POST, auto_id="confirm_%s")
    return _act(request, case, "confirm", form, _in_words(confirm), _("It is settled."))


@requires("calls.work")
@require_POST
def reopened(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It is not settled after all."""
    case = fetch_case(request, pk, right="calls.work")
    form = ReopenForm(request.POST, auto_id="reopen_%s")
    return _act(request, case, "reopen", form, _in_words(reopen_case), _("It is open again."))


@requires("calls.work")
@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its owner or a manager knows of it: no further mail asks them to look."""
    case = fetch_case(request, pk, right="calls.work")
    try:
        acknowledge(case, by=request.user, now=request.now)  # type: ignore[arg-type, attr-defined]
    except HeatRefused as refused:
        messages.error(request, heat_problem(refused.code))
    else:
        messages.success(request, _("Noted: you have seen it."))
    return redirect("followups:heat-case", pk=case.pk)


@requires("calls.work")
@require_POST
def linked_review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The review that the case led to, or averted."""
    case = fetch_case(request, pk, right="calls.work")
    reviews = reviews_of_person(case.customer, [case.store_id])
    form = LinkReviewForm(request.POST, reviews=review_choices(reviews), auto_id="review_%s")

    def save(case: HeatCase, told: dict[str, Any], done: dict[str, Any]) -> None:
        review = next(one for one in reviews if str(one.pk) == told["review"])
        link_review(review, case, now=done["now"])

    return _act(request, case, "review", form, save, _("Linked."))


def _in_words(action: Callable[..., object]) -> Save:
    return lambda case, told, done: action(case, told["words"], **done)


def _act(
    request: HttpRequest, case: HeatCase, name: str, form: Any, save: Save, words: str
) -> HttpResponseBase:
    """Saves it and goes back to the case; with problems the page again, that form open."""
    done = {"by": request.user, "now": request.now}  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            save(case, form.cleaned_data, done)
        except HeatRefused as refused:
            field = "cost" if refused.code == "cost_too_high" else None
            form.add_error(field, heat_problem(refused.code))
        except LogRefused as refused:
            put_problems(form, refused.problems, FIELDS)
        except AlreadyLogged:
            form.add_error(None, _("Somebody has logged something meanwhile. Look again."))
            form.look_again(stand_of(case))
        else:
            messages.success(request, words)
            return redirect("followups:heat-case", pk=case.pk)
    bound: dict[str, BaseForm] = {name: form}
    return case_page(request, case, bound)
