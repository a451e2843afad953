"""Measuring: our work and its floor in turn, and what may be said about the two."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

NOISY = 2.0  # the floor's own worst over its best: beyond it nothing is judged


@dataclass(frozen=True)
class Line:
    """One line of docs/performance.md: seconds of our work and of its floor, round by round.

    `goal` bounds the ratio. A rate (planning) is floor over ours and should be high; a multiple
    is ours over the floor and should be low.
    """

    name: str
    floor: Sequence[float]
    ours: Sequence[float]
    goal: float
    is_rate: bool = False
    unit: str = "ms"
    per: int = 1  # rows of one round, for a rate
    note: str = ""
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def ratio(self) -> float:
        """Medians over each other."""
        ours, floor = median(self.ours), median(self.floor)
        return floor / ours if self.is_rate else ours / floor

    @property
    def is_judged(self) -> bool:
        """Whether the floor was steady enough to say anything."""
        return max(self.floor) / min(self.floor) <= NOISY

    @property
    def is_met(self) -> bool:
        """Whether the ratio keeps the goal."""
        return self.ratio >= self.goal if self.is_rate else self.ratio <= self.goal

    def words(self) -> str:
        """One line for a person: ratio, goal, then median, best and worst of both, and load."""
        sign = "≥" if self.is_rate else "≤"
        verdict = "ok" if self.is_met else "MISSED"
        if not self.is_judged:
            spread = max(self.floor) / min(self.floor)
            verdict = f"not judged: the floor's worst is {spread:.1f}× its best"
        return (
            f"{self.name:15} {self.ratio:6.2f} (goal {sign} {self.goal:g}) {verdict}\n"
            f"{'':15} ours  {self._spread(self.ours)}\n"
            f"{'':15} floor {self._spread(self.floor)}   load {self.load:.1f}"
            + (f"\n{'':15} {self.note}" if self.note else "")
        )

    def _spread(self, seconds: Sequence[float]) -> str:
        if self.is_rate:
            rates = sorted(self.per / s for s in seconds)
            middle, best, worst = self.per / median(seconds), rates[-1], rates[0]
            return f"median {middle:,.0f} best {best:,.0f} worst {worst:,.0f} rows/s"
        middle, best, worst = (1000 * s for s in (median(seconds), min(seconds), max(seconds)))
        return f"median {middle:.3f} best {best:.3f} worst {worst:.3f} {self.unit}"


def seconds_of(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    started = perf_counter()
    work()
    return perf_counter() - started


def in_turn(
    floor: Callable[[], float], ours: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Both measured in turn, after one round that does not count: noise then falls on both."""
    floors, mine = [], []
    for number in range(rounds + 1):
        one, other = floor(), ours()
        if number:
            floors.append(one)
            mine.append(other)
    return floors, mine


def report(lines: Sequence[Line], *, is_json: bool) -> int:
    """Prints the ratios as JSON when asked, null where not judged. 1 for a judged goal missed."""
    if is_json:
        print(json.dumps({x.name: round(x.ratio, 3) if x.is_judged else None for x in lines}))
    return int(any(line.is_judged and not line.is_met for line in lines))
