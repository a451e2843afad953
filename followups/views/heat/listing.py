"""/heat-cases/: who is upset, who takes care of it, and by when they hear."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dealerfollow.web.access import requires
from followups.models import HeatCase
from followups.queries.heat import WHICH, cases_in, count_cases, list_cases, measures_of
from followups.words.heat import (
    Chip,
    again_words,
    age_words,
    due_chip,
    sample_words,
    severity_chip,
    span_words,
)


@dataclass(frozen=True)
class Row:
    """One case as the list draws it."""

    url: str
    name: str
    what: str
    severity: Chip
    owner: str
    due: Chip
    age: str
    again: str


@requires("calls.work", "accountability.see")
@require_safe
def heat_cases(request: HttpRequest) -> HttpResponseBase:
    """The reader's own, the store's, those to be confirmed, those that were settled; due first."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    cases = cases_in(scope.stores_with("customers.see"), scope.group_id)
    counts = count_cases(cases, scope.user.pk, now)
    which = request.GET.get("which", "")
    if which not in WHICH:
        which = "mine" if counts["mine"] else "store"
    context = {
        "tabs": [
            {
                "label": label,
                "url": f"?which={name}",
                "is_current": name == which,
                "count": counts[name],
            }
            for name, label in _tabs()
        ],
        "rows": [_row(scope, case, now) for case in list_cases(cases, which, scope.user.pk, now)],
        "measures": [_measure(scope, one) for one in measures_of(cases, now)],
        "empty": _empty(which),
    }
    return TemplateResponse(request, "followups/heat/list.html", context)


def _tabs() -> list[tuple[str, str]]:
    return [
        ("mine", _("Mine")),
        ("store", _("The store’s")),
        ("resolved", _("To be confirmed")),
        ("confirmed", _("Settled")),
    ]


def _row(scope: Any, case: HeatCase, now: Any) -> Row:
    parts = [str(case.get_cause_display()), case.words]
    if len(scope.stores) > 1:
        parts.append(case.store.name)
    return Row(
        url=reverse("followups:heat-case", args=[case.pk]),
        name=case.customer.name,
        what=" · ".join(part for part in parts if part),
        severity=severity_chip(case),
        owner=case.owner.name,
        due=due_chip(case, case.store.day_of(now)),
        age=age_words(case, now),
        again=again_words(case),
    )


def _measure(scope: Any, one: Any) -> dict[str, str]:
    return {
        "store": one.store if len(scope.stores) > 1 else "",
        "first": span_words(one.first_word),
        "first_sample": sample_words(one.first_words),
        "resolved": span_words(one.resolved),
        "resolved_sample": sample_words(one.resolved_count),
    }


def _empty(which: str) -> dict[str, Any]:
    titles = {
        "mine": _("Nobody waits for a word from you"),
        "store": _("Nobody is upset that we know of"),
        "resolved": _("Nothing is to be confirmed"),
        "confirmed": _("Nothing was settled in the last 90 days"),
    }
    words = _("A case is opened from a call or on the customer’s page, the moment you hear of it.")
    acts = [{"label": _("Find the customer"), "url": reverse("customers:search"), "icon": "users"}]
    return {"mark": "mood-smile", "title": titles[which], "words": words, "acts": acts}
