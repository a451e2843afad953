"""Who is meant by a name in the dealer system's file? The id decides, a name only when unique."""

from collections.abc import Iterable
from dataclasses import dataclass

from customers.rules.matching import fold_name
from dealerfollow.intake.sold_deal import Salesperson


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works at the store."""

    user_id: int
    dms_id: str
    name: str


def who_is(told: Salesperson, staff: Iterable[StaffMember]) -> int | None:
    """The user id, or None: then a manager is asked (edge case 76: two "MIKE S").

    An id that nobody has falls back on the name only when that person has no id of their own.
    """
    staff = list(staff)
    if told.dms_id:
        by_id = {m.user_id for m in staff if m.dms_id and m.dms_id == told.dms_id}
        if len(by_id) == 1:
            return by_id.pop()
    name = fold_name(told.name)
    if not name:
        return None
    by_name = {
        m.user_id for m in staff if fold_name(m.name) == name and not (told.dms_id and m.dms_id)
    }
    return by_name.pop() if len(by_name) == 1 else None
