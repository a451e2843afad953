"""The banner over the card: what was just done. It lives in the address, not in a session."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dealerfollow.lib.ids import id_from
from followups.models import Attempt, FollowUp
from followups.queries.outcome import short_words
from followups.queries.saved import saved_words
from followups.rules.business_day import has_day_ended
from followups.rules.outcomes import NEVER_UNDONE
from followups.views.lens import lens_of
from followups.views.page import Saved

FRESH = timedelta(hours=1)


def news_of(request: HttpRequest) -> Saved | None:
    """From `?saved=<attempt>` or `?undone=<attempt>`, for the person's own fresh ones only."""
    for name, make in (("saved", saved_news), ("undone", undone_news)):
        pk = id_from(request.GET.get(name, ""))
        attempt = own_attempt(request, pk) if pk else None
        if attempt:
            return make(attempt, request)
    return None


def own_attempt(request: HttpRequest, pk: int) -> Attempt | None:
    """The person's own attempt that was entered in the last hour, in scope; also one made before,
    such as a walk-in of this morning."""
    since = request.now - FRESH  # type: ignore[attr-defined]
    is_fresh = Q(logged_at__gt=since) | Q(logged_at=None, at__gt=since)
    return _own(request).filter(is_fresh, pk=pk).first()


def _own(request: HttpRequest) -> QuerySet[Attempt]:
    """The person's own attempts, in scope."""
    scope = request.scope  # type: ignore[attr-defined]
    rows = Attempt.objects.filter(by=scope.user, group_id=scope.group_id, store__in=scope.store_ids)
    return rows.select_related("customer", "store")


def saved_news(attempt: Attempt, request: HttpRequest) -> Saved | None:
    """What was logged, with Undo unless it cannot be undone; None once undone."""
    if hasattr(attempt, "undo"):
        return None
    strong, words = saved_words(attempt, now=request.now)  # type: ignore[attr-defined]
    can_undo = attempt.outcome not in NEVER_UNDONE
    return Saved(
        strong,
        words,
        undo_url=_undo_url(attempt, request) if can_undo else "",
        draft=f"log:{attempt.customer_id}",
    )


def _undo_url(attempt: Attempt, request: HttpRequest) -> str:
    return reverse("followups:undo", args=[attempt.pk]) + lens_of(request).keep


def undone_news(attempt: Attempt, request: HttpRequest) -> Saved | None:
    """That it was taken back; with Undo of the log before it, so that several in a row go back one
    by one."""
    if not hasattr(attempt, "undo"):
        return None
    name = attempt.customer.short_name
    news = Saved(_("Undone."), _("%(name)s is as before.") % {"name": name})
    earlier = log_before(attempt, request)
    if earlier is None:
        return news
    return replace(
        news,
        words=_("%(name)s is as before. Before it: “%(log)s”.")
        % {"name": name, "log": short_words(earlier)},
        undo_url=_undo_url(earlier, request),
        is_earlier=True,
    )


def log_before(attempt: Attempt, request: HttpRequest) -> Attempt | None:
    """The person's own log before this one that Undo still takes back: of the same day, while it
    lasts, and neither undone already nor one that stays (a stop, a death)."""
    earlier = _own(request).filter(pk__lt=attempt.pk, made_on=attempt.made_on, undo=None)
    found = earlier.exclude(outcome__in=NEVER_UNDONE).order_by("-pk").first()
    return found if found and _lasts(found, request) else None


def closed_news(follow_up: FollowUp, request: HttpRequest) -> Saved | None:
    """Over a card that is done: the person's own log that closed it, with Undo as long as it lasts.
    The banner after the save is gone once the page was loaded anew, as a phone does."""
    pk = follow_up.closed_by_id or 0
    attempt = _own(request).filter(pk=pk).first()
    if attempt is None or attempt.outcome in NEVER_UNDONE or not _lasts(attempt, request):
        return None
    news = saved_news(attempt, request)
    return replace(news, draft="") if news else None  # what is written now is not that log's


def _lasts(attempt: Attempt, request: HttpRequest) -> bool:
    """Whether its day, in which Undo takes it back, is not over yet."""
    zone, ends_at = attempt.store.zone, attempt.store.day_ends_at
    now = request.now  # type: ignore[attr-defined]
    return not has_day_ended(attempt.at.astimezone(zone), now.astimezone(zone), ends_at)
