"""Two people on one customer: both logs side by side, nothing overwritten."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followups.actions import AlreadyLogged
from followups.models import Attempt
from followups.queries.card import CardPage
from followups.queries.outcome import bought_words, ending_words, logged_words
from followups.words.days import clock
from followups.words.labels import kind_name, outcome_name

NEWER = "newer_delivery"
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "decision"})


def conflict_of(
    lost: AlreadyLogged, card: CardPage, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    """What _conflict.html draws."""
    theirs, attempt = _theirs(lost, card.follow_up.customer_id, now=now), lost.attempt
    store = card.follow_up.store
    is_own = attempt is not None and attempt.by_id == request.user.pk
    who = attempt.by.first_name if attempt and not is_own else ""
    chosen = request.POST.get(
        "more_outcome" if request.POST.get("outcome") == "other" else "outcome"
    )
    return {
        "title": _title(attempt, who),
        "words": _("What you logged first stands, and what you wrote here is not lost.")
        if is_own
        else _("Nothing of yours is lost, nothing of theirs is changed."),
        "name": card.name,
        "what": ", ".join(dict.fromkeys(kind_name(r.kind) for r in card.rows)),
        "theirs": theirs,
        "mine": {
            "when_title": (_("This one, %(time)s") if is_own else _("Yours, %(time)s"))
            % {"time": clock(now.astimezone(store.zone))},
            "title": outcome_name(chosen or ""),
            "words": request.POST.get("note", ""),
        },
        "url": card.log_url,
        "hidden": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_SENT_AGAIN
            for value in values
        ],
        "ways": [_way(lost, who, is_own=is_own)],
        "next_url": card.next_url,
        "draft": card.draft,
    }


def _title(attempt: Attempt | None, who: str) -> str:
    """Who was first: somebody else, or the same person in another tab or on another device."""
    if attempt is None:
        return _("This card has changed")
    if who:
        return _("%(name)s logged this call first") % {"name": who}
    at = clock(attempt.at.astimezone(attempt.store.zone))
    return _("You logged this at %(time)s, in another tab or on another device") % {"time": at}


def _theirs(lost: AlreadyLogged, customer_id: int, *, now: datetime) -> dict[str, str]:
    attempt = lost.attempt
    if attempt is None:
        return {
            "when_title": _("What happened meanwhile"),
            "title": ending_words(lost.ending),
            "words": bought_words(customer_id, now=now) if lost.ending == NEWER else "",
        }
    return {
        "when_title": _("On record, %(time)s")
        % {"time": clock(attempt.at.astimezone(attempt.store.zone))},
        "title": outcome_name(attempt.outcome),
        "words": ". ".join(w for w in (logged_words(attempt, now=now), attempt.note) if w),
    }


def _way(lost: AlreadyLogged, who: str, *, is_own: bool) -> dict[str, str]:
    if lost.still_open:
        return {
            "value": "keep",
            "label": _("Log this one too") if is_own else _("Log mine too"),
            "words": _("The follow-up is still open, and this answers it.")
            if is_own
            else _("The follow-up is still open, and yours answers it."),
        }
    under = _("On the timeline, under %(name)s’s. The follow-up stays closed.") % {"name": who}
    return {
        "value": "keep",
        "label": _("Keep it as a second try"),
        "words": under if who else _("On the timeline. The follow-up stays closed."),
    }
