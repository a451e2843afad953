"""The store's own reasons of value: proposed by anybody, decided by a manager (line 55)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from dealerfollow.stores.models import Store, User
from followups.models import CallReason
from followups.rules.empty_reasons import is_empty_reason

LIVE = (CallReason.State.PROPOSED, CallReason.State.APPROVED)


class BareReason(ValueError):
    """ "Just checking in" is worth nobody's time."""


class ReasonTaken(ValueError):
    """The same words are in the library already."""


class ReasonRetired(ValueError):
    """It was taken out of use meanwhile."""


def propose_reason(
    store: Store,
    text: str,
    *,
    kinds: Sequence[str] = (),
    language: str = "en",
    by: User,
    now: datetime,
    is_approved: bool = False,
) -> tuple[CallReason, bool]:
    """Puts a reason into the library; `is_approved` by who may decide. The same words, however
    they are written, are one reason: the second value says whether this one is new.

    Raises BareReason. Idempotent.
    """
    words = _words(text)
    known = _same(store, words)
    if known is not None:
        return known, False
    told = {
        "kinds": list(kinds),
        "language": language,
        "proposed_by": by,
        "proposed_at": now,
    }
    if is_approved:
        told |= {"state": CallReason.State.APPROVED, "decided_by": by, "decided_at": now}
    try:
        with transaction.atomic():
            return CallReason.objects.create(
                group_id=store.group_id, store=store, text=words, **told
            ), True
    except IntegrityError:  # somebody proposed the same at this moment
        return CallReason.objects.get(store=store, text__iexact=words, state__in=LIVE), False


@transaction.atomic
def change_reason(
    reason: CallReason, text: str, *, kinds: Sequence[str], language: str, by: User, now: datetime
) -> CallReason:
    """New words for it; whoever changes them approves them. Raises BareReason, ReasonTaken, and
    ReasonRetired when somebody took it out of use meanwhile."""
    words = _words(text)
    row = CallReason.objects.select_for_update(no_key=True).get(pk=reason.pk)
    if row.state == CallReason.State.RETIRED:
        raise ReasonRetired(row.pk)
    other = _same(reason.store, words)
    if other is not None and other.pk != row.pk:
        raise ReasonTaken(other.pk)
    row.text, row.kinds, row.language = words, list(kinds), language
    row.state, row.decided_by, row.decided_at = CallReason.State.APPROVED, by, now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody proposed the same at this moment
        raise ReasonTaken(words) from None
    return row


def approve_reason(reason: CallReason, *, by: User, now: datetime) -> bool:
    """Puts a proposed one to use; False when somebody decided first."""
    return _decide(reason, [CallReason.State.PROPOSED], CallReason.State.APPROVED, by, now)


def retire_reason(reason: CallReason, *, by: User, now: datetime) -> bool:
    """Takes it off the cards; what was called with it stays. False when it was off already."""
    return _decide(reason, LIVE, CallReason.State.RETIRED, by, now)


def _decide(reason: CallReason, was: Sequence[str], became: str, by: User, now: datetime) -> bool:
    rows = CallReason.objects.filter(pk=reason.pk, state__in=was)
    is_first = rows.update(state=became, decided_by=by, decided_at=now) == 1
    reason.refresh_from_db()
    return is_first


def _words(text: str) -> str:
    words = " ".join(text.split())[:160]
    if is_empty_reason(words):
        raise BareReason(words)
    return words


def _same(store: Store, words: str) -> CallReason | None:
    live = CallReason.objects.filter(store=store, state__in=LIVE)
    return live.filter(text__iexact=words).order_by("id").first()
