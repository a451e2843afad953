"""Pressing Call: evidence, never an outcome."""

from datetime import datetime

import phonenumbers
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from customers.rules.contactability import No
from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert
from followups.models import CallTap, FollowUp
from followups.queries.tapping import answer_to_call


class TapRefused(Exception):
    """They may not be rung now, whatever the card showed when it was opened; nothing was kept."""

    def __init__(self, refusal: No) -> None:
        self.refusal = refusal
        super().__init__(refusal.reason)


def record_tap(
    follow_up: FollowUp, number: str, *, by: User, now: datetime, may_cover: bool = False
) -> CallTap | None:
    """Keeps that `by` pressed Call for the customer of this follow-up; None for no number.

    Raises TapRefused when they may not be rung any more: a stop that came while the card was open
    (edge case 61), hours that have ended, tries that others have used up, a household that has had
    its ring of today (71, 72). `may_cover`: the card that was pressed shows others' follow-ups too.
    """
    try:
        parsed = PhoneNumber.from_string(number)
    except NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    answer = answer_to_call(follow_up, parsed.as_e164, by=by, may_cover=may_cover, now=now)
    if isinstance(answer, No):
        raise TapRefused(answer)
    tap = CallTap(
        group_id=follow_up.group_id,
        store_id=follow_up.store_id,
        customer_id=follow_up.customer_id,
        number=parsed,
        by=by,
        at=now,
    )
    insert(tap)
    return tap
