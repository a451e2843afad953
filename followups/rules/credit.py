"""Whose call a try is: the BDC's is recorded apart (seed 000, line 7), a day off has a cover."""

from __future__ import annotations


def needs_its_owner(
    *,
    is_owner: bool,
    is_bdc: bool,
    is_covering: bool,
    is_missed: bool,
    does_bdc_satisfy: bool,
) -> bool:
    """Is the owner's own call still owed after this person's try?

    A BDC try satisfies it only where the store says so, once it was missed, or when she covers.
    """
    if is_owner or not is_bdc:
        return False
    return not (does_bdc_satisfy or is_missed or is_covering)


def counted_for(*, owner_id: int, maker_id: int, is_covering: bool) -> int:
    """Whose name the first try counts for: the owner's, on a day off the cover's who made it."""
    return maker_id if is_covering else owner_id
