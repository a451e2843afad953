"""What becomes of a follow-up to somebody who may not be contacted at all any more."""

from __future__ import annotations

from typing import Literal, NamedTuple

from followups.rules.outcomes import ends_by_stop


class HowMade(NamedTuple):
    """The channel on which a follow-up is made, None where it is not; why, where that is not as
    planned; and whether it is the manager's, whoever owns the plan."""

    channel: str | None
    reason: Literal["", "asked_to_stop", "died", "not_contactable"] = ""
    is_managers: bool = False


def in_silence(kind: str, wanted: str, *, has_died: bool) -> HowMade:
    """What we owe outlives every stop: to who asked for silence it is told by letter (edge case
    59), to an estate as it was wanted (70), both by the manager. All else ends."""
    if ends_by_stop(kind):
        return HowMade(None, "died" if has_died else "asked_to_stop")
    if has_died:
        return HowMade(wanted, "died", is_managers=True)
    return HowMade("letter", "not_contactable", is_managers=True)
