"""What was said about misses afterwards: voided, reviewed, logged late, corrected."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from accountability.models import AttemptCorrection, Miss, MissReview, MissVoid
from accountability.queries.words import day_words, time_words
from accountability.rules.reviewing import reviewer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import manager_ids_of
from followups.models import Attempt, AttemptEffect


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said: when, what, by whom, in which words."""

    at: datetime
    title: str
    words: str


def decisions(misses: Sequence[Miss]) -> dict[int, list[str]]:
    """Miss id -> the short words of the list: newest decision of each kind, in 3 queries."""
    found: dict[int, list[str]] = defaultdict(list)
    ids = [miss.pk for miss in misses]
    for void in MissVoid.objects.filter(miss__in=ids).select_related("by"):
        found[void.miss_id].append(_with_self(void_words(void), void.is_self))
    reviews = MissReview.objects.filter(miss__in=ids).select_related("by")
    for review in reviews.order_by("miss", "-at", "-id").distinct("miss"):
        words = _("Reviewed by %(name)s") % {"name": review.by.name}
        found[review.miss_id].append(_with_self(words, review.is_self))
    for miss, attempts in _late_logs(misses).items():
        found[miss] += [late_words(attempt) for attempt in attempts[:1]]
    return dict(found)


def story_of(miss: Miss) -> list[Said]:
    """Everything that was said about one miss, oldest first, in 4 queries."""
    told = []
    for void in MissVoid.objects.filter(miss=miss).select_related("by"):
        told.append(Said(void.at, _with_self(void_words(void), void.is_self), void.words))
    for review in miss.reviews.select_related("by"):
        words = _("Reviewed by %(name)s") % {"name": review.by.name}
        told.append(Said(review.at, _with_self(words, review.is_self), review.next_step))
    for attempt in _late_logs([miss]).get(miss.pk, ()):
        told.append(Said(attempt.logged_at or attempt.at, late_words(attempt), attempt.note))
    corrections = AttemptCorrection.objects.filter(attempt__effects__follow_up=miss.follow_up_id)
    for fix in corrections.select_related("by").distinct():
        words = _("A log was corrected by %(name)s") % {"name": fix.by.name}
        told.append(Said(fix.at, words, fix.words))
    return sorted(told, key=lambda said: said.at)


def reviewer_of(miss: Miss) -> User | None:
    """Who is to review it (rules.reviewing), as long as nobody has and it counts. None afterwards,
    or where there is nobody else. In 4 queries."""
    if miss.reviews.exists() or MissVoid.objects.filter(miss=miss).exists():
        return None
    found = reviewer(manager_ids_of(miss.store), miss.counted_for_id)
    return User.objects.filter(pk=found).first() if found else None


def void_words(void: MissVoid) -> str:
    """Voided by Maya Torres: Absence entered late"""
    names = {"name": void.by.name, "reason": void.get_reason_display()}
    return _("Voided by %(name)s: %(reason)s") % names


def late_words(attempt: Attempt) -> str:
    """Logged late, made Nov 18, 5:50 PM (claimed)"""
    made_at = attempt.at.astimezone(attempt.store.zone)
    when = {"day": day_words(made_at.date()), "time": time_words(made_at)}
    return _("Logged late, made %(day)s, %(time)s (claimed)") % when


def _with_self(words: str, is_self: bool) -> str:
    """Edge case 85: whoever judges what is counted for themselves is named so."""
    return _("%(words)s (self)") % {"words": words} if is_self else words


def _late_logs(misses: Sequence[Miss]) -> dict[int, list[Attempt]]:
    """Miss id -> tries that were made by the day of the miss and entered afterwards."""
    days = {miss.follow_up_id: miss for miss in misses}
    effects = AttemptEffect.objects.filter(
        Q(attempt__undo=None),
        follow_up__in=list(days),
        attempt__logged_at__isnull=False,
        attempt__made_on__lte=F("follow_up__missed_on"),
    )
    found: dict[int, list[Attempt]] = defaultdict(list)
    for effect in effects.select_related("attempt__store").order_by("id"):
        if effect.follow_up_id is not None:
            found[days[effect.follow_up_id].pk].append(effect.attempt)
    return found
