"""Where the floor above tells when somebody's numbers rang in the last 24 hours.

The law counts them, and this app makes no calls (arrows point down): follow-ups register the
question when their app is ready, as panels are registered.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

Rung = Callable[[Collection[int], datetime], Mapping[int, tuple[datetime, ...]]]
_rung: list[Rung] = []


def register_rung(rung: Rung) -> None:
    """Names who answers; the last one told counts."""
    _rung[:] = [rung]


def rung_lately(ids: Collection[int], now: datetime) -> Mapping[int, tuple[datetime, ...]]:
    """Customer id -> the moments at which we made one of their numbers ring in the last 24 hours.
    At most one query."""
    return _rung[0](ids, now) if _rung and ids else {}
