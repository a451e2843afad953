"""Looking at a miss afterwards: reviewing it, voiding it, and who else is shown that (row 85)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

VOID_REASONS = ("absence", "offline", "system", "unwound", "date", "other")
MAX_WORDS = 300


def is_self(counted_for: int, by: int) -> bool:
    """Whether somebody judges what is counted for themselves: allowed, and labelled "self"."""
    return counted_for == by


def shown_to(counted_for: int, by: int, group_admins: Collection[int]) -> tuple[int, ...]:
    """Who is shown a decision besides the store: for one about oneself every other group admin.

    Empty where the group has nobody else; the label stays.
    """
    if not is_self(counted_for, by):
        return ()
    return tuple(sorted(set(group_admins) - {by}))


def reviewer(manager_ids: Sequence[int], counted_for: int | None) -> int | None:
    """Who is asked to review a miss: the store's first manager for whom it is not counted; None
    where there is nobody else."""
    return next((pk for pk in manager_ids if pk != counted_for), None)


def problems_with_review(next_step: str) -> dict[str, str]:
    """Field to problem code: a review says what follows from the miss."""
    return _problems("next_step", next_step, "next_step_required")


def problems_with_void(reason: str, words: str) -> dict[str, str]:
    """Field to problem code: one of the reasons, and words where it is another one."""
    if reason not in VOID_REASONS:
        return {"reason": "reason_required"}
    if reason == "other":
        return _problems("words", words, "words_required")
    return {"words": "too_long"} if len(words) > MAX_WORDS else {}


def problems_with_correction(words: str) -> dict[str, str]:
    """Field to problem code: a log is corrected in words (decision 12)."""
    return _problems("words", words, "words_required")


def _problems(field: str, words: str, empty: str) -> dict[str, str]:
    if not words.strip():
        return {field: empty}
    return {field: "too_long"} if len(words) > MAX_WORDS else {}
