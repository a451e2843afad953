"""What a manager says about a miss: the next step, or that it is not to count."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accountability.models import Miss, MissReview, MissVoid
from accountability.rules.reviewing import (
    is_self,
    problems_with_review,
    problems_with_void,
    shown_to,
)
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import Role
from followups.models import FollowUp, Notice


class ReviewRefused(Exception):
    """Nothing was saved; `problems` maps a field to a problem code."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(", ".join(f"{field}: {code}" for field, code in problems.items()))


@transaction.atomic
def review_miss(miss: Miss, *, next_step: str, by: User, now: datetime) -> MissReview:
    """Notes that `by` looked at the miss, and the next step. Several may; the newest counts.

    One about oneself is labelled so and shown to the group admin (edge case 85). The same words
    twice are one review. Raises ReviewRefused without words.
    """
    problems = problems_with_review(next_step)
    if problems:
        raise ReviewRefused(problems)
    review, is_new = MissReview.objects.get_or_create(
        group_id=miss.group_id,
        store_id=miss.store_id,
        miss=miss,
        by=by,
        next_step=next_step.strip(),
        defaults={"is_self": is_self(miss.counted_for_id, by.pk), "at": now},
    )
    if is_new:
        _show(miss, review.next_step, what="review", key=f"review:{review.pk}", by=by, now=now)
    return review


@transaction.atomic
def void_miss(miss: Miss, *, reason: str, words: str = "", by: User, now: datetime) -> MissVoid:
    """Voids the miss: it stays, and is counted in neither "missed" nor "due" (edge case 26).

    Voiding twice is one voiding: the first stands. Raises ReviewRefused without a reason.
    """
    problems = problems_with_void(reason, words)
    if problems:
        raise ReviewRefused(problems)
    FollowUp.objects.select_for_update(no_key=True).get(pk=miss.follow_up_id)
    done = MissVoid.objects.filter(miss=miss).first()
    if done is not None:
        return done
    void = MissVoid.objects.create(
        group_id=miss.group_id,
        store_id=miss.store_id,
        miss=miss,
        reason=reason,
        words=words.strip(),
        by=by,
        is_self=is_self(miss.counted_for_id, by.pk),
        at=now,
    )
    FollowUp.objects.filter(pk=miss.follow_up_id).update(voided_on=miss.store.day_of(now))
    words = void.words or str(void.get_reason_display())
    _show(miss, words, what="void", key=f"void:{void.pk}", by=by, now=now)
    return void


def _show(miss: Miss, words: str, *, what: str, key: str, by: User, now: datetime) -> None:
    """Whoever decides about themselves is seen by the group admin, if there is another one."""
    admins = Membership.objects.active().filter(group_id=miss.group_id)
    ids = admins.with_role(Role.GROUP_ADMIN).values_list("user_id", flat=True)
    facts: dict[str, Any] = {
        "day": miss.day.isoformat(),
        "what": what,
        "words": words,
        "by": by.name,
    }
    for user_id in shown_to(miss.counted_for_id, by.pk, ids):
        Notice.objects.get_or_create(
            group_id=miss.group_id,
            dedupe_key=f"self:{key}:{user_id}",
            defaults={
                "store_id": miss.store_id,
                "kind": "self_review",
                "to_id": user_id,
                "facts": facts,
                "send_after": now,
            },
        )
