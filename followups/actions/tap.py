"""Pressing Call: evidence, never an outcome."""

from datetime import datetime

import phonenumbers
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert
from followups.models import CallTap, FollowUp


def record_tap(follow_up: FollowUp, number: str, *, by: User, now: datetime) -> CallTap | None:
    """Keeps that `by` pressed Call for the customer of this follow-up; None for no number."""
    try:
        parsed = PhoneNumber.from_string(number)
    except NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
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
