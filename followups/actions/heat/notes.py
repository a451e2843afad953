"""The steps of a heat case, written down as they happen."""

from datetime import datetime
from typing import Any

from dealerfollow.stores.models import User
from followups.models import HeatCase, HeatStep

MOST_WORDS = 300


def note_step(case: HeatCase, kind: str, *, by: User | None, now: datetime, **said: Any) -> None:
    """Writes one step of the case down."""
    said["words"] = str(said.get("words") or "").strip()[:MOST_WORDS]
    HeatStep.objects.create(group_id=case.group_id, case=case, kind=kind, at=now, by=by, **said)
