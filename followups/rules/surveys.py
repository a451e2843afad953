"""The maker's survey of customer satisfaction: after a NEW car only (seed 000, lines 2 and 9)."""

from __future__ import annotations

from datetime import date, timedelta


def is_surveyed(condition: str | None, *, sells_new: bool, is_standing: bool = True) -> bool:
    """Whether the maker asks about this sale: never about a used car, nor at a used-car store, nor
    about a sale that was undone."""
    return condition == "new" and sells_new and is_standing


def is_low(score: int | None, low_under: int) -> bool:
    """Whether a score calls for an answer; the store says from where on."""
    return score is not None and score < low_under


def problem_with_survey(
    state: str, score: int | None, answered_on: date | None, *, delivered_on: date, today: date
) -> tuple[str, str]:
    """(field, code) of what is wrong with what is told of a survey; two empty ones when it stands.

    A score and a day belong to an answer, and nobody answers before the car went home.
    """
    if state != "answered":
        return ("score", "score_without_answer") if score is not None else ("", "")
    if score is None:
        return "score", "score_required"
    if answered_on is None:
        return "answered_on", "answered_on_required"
    if answered_on > today:
        return "answered_on", "answered_in_the_future"
    if answered_on < delivered_on or answered_on > delivered_on + timedelta(days=366):
        return "answered_on", "answered_too_far"
    return "", ""
