"""/we-owes/asked/: what the desk answers to the salespeople."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dealerfollow.lib.ids import id_from
from dealerfollow.web.access import requires
from deliveries.actions.answer_many import answer_many
from deliveries.models import AskedFact
from deliveries.views.desk import EDIT, page, url_of
from deliveries.views.desk_asked import answers_told


@requires(EDIT)
@require_http_methods(["POST"])
def answer(request: HttpRequest) -> HttpResponseBase:
    """Keeps the answers that were written; the questions without one go on waiting."""
    told = answers_told(request, _named(request))
    if not told:
        problem = _("Write an answer beside a question, or tick questions and answer them below.")
        return page(request, asked_problem=problem, status=422)
    now = request.now  # type: ignore[attr-defined]
    kept, late = answer_many(told, by=request.user, now=now)  # type: ignore[arg-type]
    if kept:
        words = ngettext(
            "%(n)d answer is on its card now.", "%(n)d answers are on their cards now.", kept
        )
        messages.success(request, words % {"n": kept})
    if late:
        words = ngettext(
            "%(n)d was answered by somebody else meanwhile; theirs is kept.",
            "%(n)d were answered by somebody else meanwhile; theirs are kept.",
            late,
        )
        messages.warning(request, words % {"n": late})
    return redirect(url_of(request, owe=None))


def _named(request: HttpRequest) -> list[AskedFact]:
    """The questions of this form, in the stores in which this person may answer."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    texts = [name.removeprefix("answer-") for name in request.POST if name.startswith("answer-")]
    ids = [pk for text in texts if (pk := id_from(text)) is not None]
    rows = AskedFact.objects.filter(group_id=scope.group_id, store_id__in=scope.stores_with(EDIT))
    return list(rows.filter(pk__in=ids).order_by("pk"))
