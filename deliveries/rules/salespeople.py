"""Who is meant by a name in the dealer system's file? The id decides, a name only suggests."""

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

    An id that nobody here has matches nobody, whatever the name: see `suggested`. Only where the
    file gives no id at all does the name decide, and only a full name that exactly one person has.
    """
    staff = list(staff)
    if told.dms_id:
        return _only(m.user_id for m in staff if m.dms_id == told.dms_id)
    return _only(m.user_id for m in staff if _same_name(told, m))


def suggested(told: Salesperson, staff: Iterable[StaffMember]) -> int | None:
    """Whom to offer the manager first: who is meant by now, else the one person of that name, else
    the one who has a word of it ("SAM R" is Sam Rivera). Somebody known by another id is never
    offered. None for two."""
    staff = list(staff)
    free = [m for m in staff if not (told.dms_id and m.dms_id and m.dms_id != told.dms_id)]
    named = who_is(told, staff) or _only(m.user_id for m in free if _same_name(told, m))
    if named is not None:
        return named
    words = set(fold_name(told.name).split())
    return _only(m.user_id for m in free if words & _long_words(m.name))


def _only(user_ids: Iterable[int]) -> int | None:
    found = set(user_ids)
    return found.pop() if len(found) == 1 else None


def _same_name(told: Salesperson, member: StaffMember) -> bool:
    name = fold_name(told.name)
    return bool(name) and fold_name(member.name) == name


def _long_words(name: str) -> set[str]:
    return {word for word in fold_name(name).split() if len(word) > 1}
