"""A failing history, shortened to steps that still fail."""

import time
from collections.abc import Callable, Sequence

from tests.histories.story import Step

SECONDS = 120.0


def shorten(
    history: Sequence[Step], fails: Callable[[list[Step]], bool], *, seconds: float = SECONDS
) -> list[Step]:
    """Fewer of the steps, in their order, which fail too: halves are left out, then quarters and so
    on down to single steps, as often as that helps, until none can be spared or the time is over.

    What is left out may leave its days behind, for what needs time to pass. `history` must fail.
    """
    until = time.monotonic() + seconds
    kept = list(history)
    size = len(kept) // 2
    while size and time.monotonic() < until:
        at, was = 0, len(kept)
        while at < len(kept) and time.monotonic() < until:
            without = next((some for some in _without(kept, at, size) if fails(some)), None)
            if without is None:
                at += size
            else:
                kept = without
        size = size if len(kept) < was else size // 2
    return kept


def _without(steps: list[Step], at: int, size: int) -> list[list[Step]]:
    """The steps without `size` of them, at once and with their days passing."""
    left_out = steps[at : at + size]
    days = sum(step.days for step in left_out)
    before, after = steps[:at], steps[at + size :]
    passing = [Step("nothing", days, 0, 0, 0)]
    if not days or left_out == passing:
        return [before + after]
    return [before + after, before + passing + after]
