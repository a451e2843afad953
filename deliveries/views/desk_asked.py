"""What the salespeople asked the desk: answered in place, also several with one answer."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dealerfollow.web.days import day_words
from deliveries.actions.asked_facts import MOST_LETTERS
from deliveries.models import DEPARTMENTS, AskedFact
from deliveries.queries.asked_facts import open_asked_facts
from deliveries.wording import car_words

SEE, EDIT = "we_owes.see", "we_owes.edit"
MOST_ASKED = 50


def asked_of(request: HttpRequest, department: str, *, problem: str = "") -> dict[str, Any] | None:
    """The open questions of the department, the oldest first, by what is asked; one query.

    None when nobody asked anything.
    """
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    rows = open_asked_facts(scope, scope.stores_with(SEE), department=department)[:MOST_ASKED]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        line = _line(request, row, now)
        groups.setdefault((row.department, row.question.casefold()), []).append(line)
    if not groups:
        return None
    names = dict(DEPARTMENTS)
    return {
        "count": sum(len(lines) for lines in groups.values()),
        "groups": [
            {
                "question": lines[0]["question"],
                "department": "" if department else str(names[code]),
                "lines": lines,
            }
            for (code, _question), lines in groups.items()
        ],
        "has_several": any(len(lines) > 1 for lines in groups.values()) or len(groups) > 1,
        "same": request.POST.get("same", "")[:MOST_LETTERS],
        "problem": problem,
        "url": f"{reverse('deliveries:answer')}?{urlencode({'department': department})}"
        if scope.has(EDIT)
        else "",
    }


def _line(request: HttpRequest, row: AskedFact, now: Any) -> dict[str, Any]:
    today = row.store.day_of(now)
    asked_on = day_words(row.asked_at.astimezone(row.store.zone).date(), today)
    return {
        "pk": row.pk,
        "question": row.question,
        "name": row.customer.name,
        "what": car_words(row.delivery) if row.delivery else "",
        "who": _("%(name)s, %(day)s") % {"name": row.asked_by.name, "day": asked_on},
        "answer": request.POST.get(f"answer-{row.pk}", "")[:MOST_LETTERS],
        "is_picked": str(row.pk) in request.POST.getlist("pick"),
    }


def answers_told(request: HttpRequest, rows: list[AskedFact]) -> dict[AskedFact, str]:
    """What was answered: each one's own words, else the common answer where it is ticked."""
    same = clean_answer(request.POST.get("same", ""))
    picked = set(request.POST.getlist("pick"))
    told = {}
    for row in rows:
        own = clean_answer(request.POST.get(f"answer-{row.pk}", ""))
        words = own or (same if str(row.pk) in picked else "")
        if words:
            told[row] = words
    return told


def clean_answer(text: str) -> str:
    """Without control characters; "" when nothing else is left."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
