"""Where the floors above add their part to a customer's page: deliveries, we-owes, tries.

Customers may not import them (arrows point down), so each registers its panels when its app is
ready, as it subscribes to events.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from customers.models import Customer

Place = Literal["head", "top", "left", "middle", "right"]


@dataclass(frozen=True)
class Drawn:
    """What a panel puts on the page: a template and its context. `words` join the line under the
    name, such as "2 cars"."""

    template: str
    context: dict[str, Any]
    words: str = ""


Build = Callable[[Any, Customer, datetime], Drawn | None]


@dataclass(frozen=True)
class Panel:
    """One registered part. `build(scope, customer, now)` gives None when there is nothing to say.

    It runs a fixed number of queries, whatever the customer's history.
    """

    name: str
    place: Place
    order: int
    build: Build


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Adds a panel, or replaces the one of that name."""
    _panels[panel.name] = panel


def draw_panels(scope: Any, customer: Customer, now: datetime) -> dict[str, list[Drawn]]:
    """The drawn panels of each place, in their order; a place without any has an empty list."""
    found: dict[str, list[Drawn]] = {"head": [], "top": [], "left": [], "middle": [], "right": []}
    for panel in sorted(_panels.values(), key=lambda p: (p.order, p.name)):
        if drawn := panel.build(scope, customer, now):
            found[panel.place].append(drawn)
    return found
